//! Starting other programs: shown before they run, named when they fail, ended when we end.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;

/// A command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs a program to its end with our input and output.
///
/// # Errors
/// When it cannot be started or does not end well.
pub(crate) fn run(command: &mut Command) -> Outcome {
    println!("  $ {}", shown(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", shown(command))) }
}

/// Runs a program to its end and gives back what it wrote.
///
/// # Errors
/// When it cannot be started, does not end well (with its own error text), or writes no text.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let result = command.output().map_err(|error| not_started(command, &error))?;
    if !result.status.success() {
        let said = String::from_utf8_lossy(&result.stderr);
        return Err(format!("`{}` ended with {}\n{}", shown(command), result.status, said.trim()));
    }
    String::from_utf8(result.stdout).map_err(|_error| format!("`{}` wrote no text", shown(command)))
}

/// Where cargo puts what it builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}", command.get_program().to_string_lossy())
}

/// Where a program is, when it is on the path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// Cargo, in the workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// npm, in the interface's folder. On Windows it is a script and needs its ending.
pub(crate) fn npm(root: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root.join("ui"));
    command
}

/// A program in the background, ended when this is dropped.
pub(crate) struct Background {
    child: Child,
    name: String,
}

impl Background {
    /// Starts it without input and output.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(command: &mut Command) -> Result<Self, String> {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| not_started(command, &error))?;
        Ok(Self { child, name: command.get_program().to_string_lossy().into_owned() })
    }

    /// Starts it and waits for the first line it writes, which says where it can be reached.
    ///
    /// # Errors
    /// When it cannot be started, or ends without a line.
    pub(crate) fn start_with_line(command: &mut Command) -> Result<(Self, String), String> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| not_started(command, &error))?;
        let said = child.stdout.take();
        let program = Self { child, name };
        let mut line = String::new();
        if let Some(said) = said {
            BufReader::new(said)
                .read_line(&mut line)
                .map_err(|error| format!("`{}` wrote no text: {error}", program.name))?;
        }
        match line.trim() {
            "" => Err(format!("`{}` ended early", program.name)),
            line => Ok((program, line.to_owned())),
        }
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until `ready` says so. The program must not end meanwhile.
    ///
    /// # Errors
    /// When it ended, or the time ran out.
    pub(crate) fn wait_until(&mut self, limit: Duration, ready: impl Fn() -> bool) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < limit {
            if ready() {
                return Ok(());
            }
            match self.child.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(50)),
                Ok(Some(status)) => return Err(format!("`{}` ended early with {status}", self.name)),
                Err(error) => return Err(format!("`{}` cannot be watched: {error}", self.name)),
            }
        }
        Err(format!("`{}` was not ready after {} s", self.name, limit.as_secs()))
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        for step in [self.child.kill(), self.child.wait().map(|_status| ())] {
            if let Err(error) = step {
                eprintln!("xtask: `{}` could not be ended: {error}", self.name);
            }
        }
    }
}
