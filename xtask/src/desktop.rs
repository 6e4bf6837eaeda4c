//! A screen for programs with a window, on a machine that has none.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::glass::Glass;
use crate::process::{Background, find};

/// How a message bus is set up where there is none.
const BUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/window/bus.conf");

/// Whether a person sees what opens here.
pub(crate) fn has_screen() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A screen in memory, gone when this is dropped.
pub(crate) struct Screen {
    _server: Background,
    display: String,
    picture: PathBuf,
}

impl Screen {
    /// Starts one at a number that the server finds free. It keeps its picture in the folder.
    ///
    /// # Errors
    /// When no X server starts.
    pub(crate) fn start(size: &str, folder: &Path) -> Result<Self, String> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp", "-fbdir"]).arg(folder);
        let (server, number) = Background::start_with_line(&mut command)?;
        Ok(Self { _server: server, display: format!(":{number}"), picture: folder.join("Xvfb_screen0") })
    }

    /// What it shows.
    ///
    /// # Errors
    /// When the server keeps no picture.
    pub(crate) fn glass(&self) -> Result<Glass, String> {
        Glass::open(&self.picture)
    }

    /// A command for this screen, on a message bus of its own where the machine has one.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = on_a_bus(program);
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1");
        command
    }

    /// A program that only looks at this screen or types on it.
    pub(crate) fn beside(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.display);
        command
    }
}

/// A command with a session bus: the desktop's, or one of its own.
pub(crate) fn on_a_bus(program: &Path) -> Command {
    let has_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    if cfg!(target_os = "linux") && !has_bus && find("dbus-run-session").is_some() {
        let mut command = Command::new("dbus-run-session");
        command.args(["--config-file", BUS, "--"]).arg(program);
        return command;
    }
    Command::new(program)
}
