//! Starting the window as a user would, to see that it comes up, how soon, and how much it holds.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::desktop::Screen;
use crate::glass::Glass;
use crate::process::{Background, run};

/// Starts the program on a screen in memory, waits until its page is usable and ends it. Gives back how long it took
/// from the start of the process to the first call of the page that is shown.
///
/// # Errors
/// When it is not usable after a minute.
pub(crate) fn start_window(program: &Path, practice: &Path, scratch: &Path) -> Result<Duration, String> {
    let window = Window::open(program, practice, scratch)?;
    let usable_after = window.usable_after;
    window.close()?;
    Ok(usable_after)
}

/// The program with its window on a screen in memory, used by keys.
pub(crate) struct Window {
    /// From the start of the process to the first call of the page that is shown.
    usable_after: Duration,
    /// The program itself; the pages are drawn by processes of WebKit's own.
    process: String,
    // The bus the program is on, ended before the screen goes.
    _bus: Background,
    screen: Screen,
}

impl Window {
    /// Starts the program and waits until its page is usable.
    ///
    /// # Errors
    /// When it is not usable after a minute.
    pub(crate) fn open(program: &Path, practice: &Path, scratch: &Path) -> Result<Self, String> {
        let ready = scratch.join("ready");
        if ready.exists() {
            std::fs::remove_file(&ready).map_err(|error| format!("{}: {error}", ready.display()))?;
        }
        let screen = Screen::start("1440x900x24", scratch)?;
        let mut command = screen.command(program);
        command.arg("--practice").arg(practice);
        command.env("PAPERCHART_READY_FILE", &ready);
        let begun = Instant::now();
        let mut bus = Background::start(&mut command)?;
        let shown = bus.wait_until(Duration::from_secs(60), || ready.exists());
        let usable_after = begun.elapsed();
        let process = program_on(&bus, program)?;
        let window = Self { usable_after, process, _bus: bus, screen };
        match shown {
            Ok(()) => Ok(window),
            Err(reason) => window.close().and(Err(reason)),
        }
    }

    /// Types letters.
    ///
    /// # Errors
    /// When xdotool does not run.
    pub(crate) fn types(&self, text: &str) -> Result<(), String> {
        run(self.keyboard().args(["type", "--delay", "40", text]))
    }

    /// Presses keys one after the other, each as X names it: `ctrl+k`.
    ///
    /// # Errors
    /// When xdotool does not run.
    pub(crate) fn presses(&self, keys: &[&str]) -> Result<(), String> {
        run(self.keyboard().args(["key", "--delay", "60"]).args(keys))
    }

    /// Puts the mouse somewhere.
    ///
    /// # Errors
    /// When xdotool does not run.
    pub(crate) fn point_at(&self, left: u32, top: u32) -> Result<(), String> {
        run(self.keyboard().args(["mousemove", &left.to_string(), &top.to_string()]))
    }

    /// Hands that stay on the keys.
    ///
    /// # Errors
    /// When xdotool does not start.
    pub(crate) fn hands(&self) -> Result<Hands, String> {
        let mut command = self.keyboard();
        let child = command.arg("-").stdin(Stdio::piped()).spawn();
        Ok(Hands(child.map_err(|error| format!("xdotool could not be started: {error}"))?))
    }

    /// What it shows.
    ///
    /// # Errors
    /// When the screen keeps no picture.
    pub(crate) fn glass(&self) -> Result<Glass, String> {
        self.screen.glass()
    }

    fn keyboard(&self) -> Command {
        self.screen.beside("xdotool")
    }

    /// What the program holds now.
    ///
    /// # Errors
    /// When the system does not say.
    pub(crate) fn memory(&self) -> Result<Memory, String> {
        Memory::of(&self.process)
    }

    /// The most the program holds at any moment while something is done.
    ///
    /// # Errors
    /// When the work fails, or the system does not say.
    pub(crate) fn most_memory(&self, work: impl FnOnce() -> Result<(), String>) -> Result<Memory, String> {
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let watched = scope.spawn(|| {
                let mut most = self.memory()?;
                while !done.load(Ordering::Relaxed) {
                    let now = self.memory()?;
                    most = Memory {
                        shared: most.shared.max(now.shared),
                        resident: most.resident.max(now.resident),
                    };
                    std::thread::sleep(Duration::from_millis(2));
                }
                Ok(most)
            });
            let worked = work();
            done.store(true, Ordering::Relaxed);
            let most = watched.join().map_err(|_panic| "the watch of the memory broke".to_owned())?;
            worked.and(most)
        })
    }

    /// Ends the program; the bus ends with it, not the other way round.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub(crate) fn close(self) -> Result<(), String> {
        run(Command::new("kill").arg(&self.process))
    }
}

/// A program that presses keys as they are asked for, so that none waits until a program is started.
pub(crate) struct Hands(Child);

impl Hands {
    /// Presses one key, as X names it.
    ///
    /// # Errors
    /// When the program is gone.
    pub(crate) fn press(&mut self, key: &str) -> Result<(), String> {
        let pipe = self.0.stdin.as_mut().ok_or("xdotool reads nothing")?;
        writeln!(pipe, "key --delay 0 {key}").map_err(|error| format!("xdotool: {error}"))
    }
}

impl Drop for Hands {
    fn drop(&mut self) {
        // Without more to read it ends by itself.
        drop(self.0.stdin.take());
        if let Err(error) = self.0.wait() {
            eprintln!("xtask: xdotool could not be ended: {error}");
        }
    }
}

/// What a process holds, in MB.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    /// A page that several processes use is divided among them (PSS).
    pub(crate) shared: f64,
    /// Every page in full, also those of the system's libraries (RSS).
    pub(crate) resident: f64,
}

impl Memory {
    fn of(process: &str) -> Result<Self, String> {
        let path = format!("/proc/{process}/smaps_rollup");
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let megabytes = |name: &str| -> Option<f64> {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
        };
        let figures = megabytes("Pss:").zip(megabytes("Rss:"));
        let (shared, resident) = figures.ok_or_else(|| format!("{path} does not say how much"))?;
        Ok(Self { shared, resident })
    }
}

/// The program's own process: itself, or what the bus that was started for it has started.
fn program_on(bus: &Background, program: &Path) -> Result<String, String> {
    let own = bus.id().to_string();
    let name = |process: &str| std::fs::read_link(format!("/proc/{process}/exe"));
    let path = format!("/proc/{own}/task/{own}/children");
    let children = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let wanted = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    std::iter::once(own.as_str())
        .chain(children.split_whitespace())
        .find(|process| name(process).is_ok_and(|path| path == wanted))
        .map(str::to_owned)
        .ok_or_else(|| "the program is not among what was started".to_owned())
}
