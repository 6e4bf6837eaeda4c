//! The TypeScript client of the interface, written from the command table.
//!
//! `tests/tidy` fails while the committed files are older than the table.

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::process::{cargo, run};

const FILES: [&str; 2] = ["types.ts", "client.ts"];

/// `cargo xtask gen [--check]`
pub(crate) fn generate(root: &Path, arguments: &[String]) -> Outcome {
    let committed = root.join("ui/src/api");
    match arguments {
        [] => {
            write_into(root, &committed)?;
            println!("Wrote {}.", FILES.join(" and "));
            Ok(())
        }
        [flag] if flag == "--check" => {
            let fresh = root.join("target/gen");
            write_into(root, &fresh)?;
            FILES.iter().try_for_each(|file| compare(&committed.join(file), &fresh.join(file)))
        }
        _ => Err("use: cargo xtask gen [--check]".to_owned()),
    }
}

fn write_into(root: &Path, folder: &PathBuf) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "api", "--example", "typescript", "--"]).arg(folder);
    run(&mut command)
}

fn compare(committed: &Path, fresh: &Path) -> Outcome {
    let read = |path: &Path| {
        std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
    };
    if read(committed)? == read(fresh)? {
        return Ok(());
    }
    Err(format!("{} is older than the command table: run `cargo xtask gen`", committed.display()))
}
