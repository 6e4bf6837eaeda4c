//! Writes the TypeScript client: `cargo run -p api --example typescript -- ui/src/api`.

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err(std::io::Error::other("name the folder to write to"));
    };
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("types.ts"), api::typescript::types_file())?;
    std::fs::write(folder.join("client.ts"), api::typescript::client_file())
}
