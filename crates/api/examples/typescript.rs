//! Writes the TypeScript client: `cargo run -p api --example typescript -- ui/src/api`. An optimised build has no shapes
//! to write.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err(std::io::Error::other("name the folder to write to"));
    };
    write(&folder)
}

#[cfg(debug_assertions)]
fn write(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("types.ts"), api::typescript::types_file())?;
    std::fs::write(folder.join("client.ts"), api::typescript::client_file())
}

#[cfg(not(debug_assertions))]
fn write(_: &Path) -> std::io::Result<()> {
    Err(std::io::Error::other("run it without --release"))
}
