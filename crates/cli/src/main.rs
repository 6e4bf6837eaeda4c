//! `paperchart`: a practice on a terminal, for scripts, for machines without a screen and for the day the window fails.
//!
//! Everything goes through the one boundary that the window uses too ([`api::Host::call`]), so that no rule and no
//! audit row can be walked past. What it prints is documented in docs/cli.md and kept stable.
//!
//! Deliberately not here: any clinical rule, any reading of the practice's files, any knowledge of a chart's inside.

mod arguments;
mod care;
mod commands;
mod door;
mod failure;
mod lookup;
mod papers;
mod words;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Memory is wiped when it is freed, so that a password does not outlive its use.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    // A wrong use ends here with a hint and exit code 2; `--help` and `--version` with 0.
    let arguments = arguments::Arguments::parse();
    match commands::run(&arguments) {
        Ok(said) => say(&said),
        Err(failure) => {
            // With nowhere left to write to, the exit code is the whole message.
            if writeln!(std::io::stderr(), "paperchart: {failure}").is_err() {
                return failure.exit_code();
            }
            failure.exit_code()
        }
    }
}

/// Prints the answer. A reader that hung up (`| head`) has what it wanted.
fn say(said: &commands::Said) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{}", said.text).and_then(|()| out.flush()) {
        Ok(()) => said.exit_code(),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => said.exit_code(),
        Err(_) => ExitCode::from(failure::FAULT),
    }
}
