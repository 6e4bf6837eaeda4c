//! Starting the window as a user would, to see that it comes up, how soon, and how much it holds.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::desktop::Screen;
use crate::process::{Background, run};

/// One start of the window.
pub(crate) struct Start {
    /// From the start of the process to the first call of the page that is shown.
    pub(crate) usable_after: Duration,
    /// The most memory the Rust process held by then, in MB; none where the system does not say. The pages
    /// are drawn by processes of WebKit's own.
    pub(crate) peak_memory: Option<f64>,
}

/// Starts the program on a screen in memory, waits until its page is usable and ends it.
///
/// # Errors
/// When it is not usable after a minute.
pub(crate) fn start_window(program: &Path, practice: &Path, scratch: &Path) -> Result<Start, String> {
    let ready = scratch.join("ready");
    if ready.exists() {
        std::fs::remove_file(&ready).map_err(|error| format!("{}: {error}", ready.display()))?;
    }
    let screen = Screen::start("1440x900x24")?;
    let mut command = screen.command(program);
    command.arg("--practice").arg(practice);
    command.env("PAPERCHART_READY_FILE", &ready);
    let begun = Instant::now();
    let mut app = Background::start(&mut command)?;
    let shown = app.wait_until(Duration::from_secs(60), || ready.exists());
    let usable_after = begun.elapsed();
    // The bus ends when the program on it ends, not the other way round.
    let on_the_bus = children(app.id())?;
    // The bus is small beside the window.
    let peak_memory = on_the_bus.iter().filter_map(|process| peak_memory(process)).reduce(f64::max);
    for child in &on_the_bus {
        run(Command::new("kill").arg(child))?;
    }
    shown?;
    Ok(Start { usable_after, peak_memory })
}

/// The processes that a process started, by number. Only the window is ended by it.
fn children(process: u32) -> Result<Vec<String>, String> {
    let path = format!("/proc/{process}/task/{process}/children");
    let list = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    Ok(list.split_whitespace().map(str::to_owned).collect())
}

fn peak_memory(process: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
