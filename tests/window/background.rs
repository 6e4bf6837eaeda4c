//! The programs that stand behind a window on a machine without a desktop: a screen, a message
//! bus and a WebDriver, each ended with the test.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How the message bus is set up.
const BUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/window/bus.conf");

/// A program that is ended when this is dropped.
struct Program(Child);

impl Program {
    /// Starts it and reads the first line it writes: where it can be reached.
    fn with_first_line(command: &mut Command) -> (Self, String) {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{:?} starts: {error}", command.get_program()));
        let output = child.stdout.take().expect("its output is ours");
        let program = Self(child);
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("it writes text");
        assert!(!line.trim().is_empty(), "{:?} says where it is", command.get_program());
        (program, line.trim().to_owned())
    }

    fn silent(command: &mut Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        Self(command.spawn().unwrap_or_else(|error| panic!("{:?} starts: {error}", command.get_program())))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone afterwards.
        if self.0.kill().is_ok() {
            self.0.wait().expect("an ended program can be waited for");
        }
    }
}

/// A screen in memory with a message bus.
pub(crate) struct Desktop {
    _screen: Program,
    _bus: Program,
    display: String,
    bus_address: String,
}

impl Desktop {
    /// Starts both. The screen takes the first free number by itself.
    pub(crate) fn start(width: u32, height: u32) -> Self {
        let (screen, number) = Program::with_first_line(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
                .arg(format!("{width}x{height}x24")),
        );
        let (bus, bus_address) = Program::with_first_line(Command::new("dbus-daemon").args([
            "--config-file",
            BUS,
            "--nofork",
            "--print-address=1",
        ]));
        Self { _screen: screen, _bus: bus, display: format!(":{number}"), bus_address }
    }

    /// A program that would be started on this desktop, with a home of its own.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>, home: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus_address)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env_remove("WAYLAND_DISPLAY");
        command
    }
}

/// WebKit's WebDriver on a free port. It starts the program, one for each driver.
pub(crate) struct Driver {
    _program: Program,
    port: u16,
}

impl Driver {
    /// Starts it with what the started program shall find in its environment.
    pub(crate) fn start(desktop: &Desktop, home: &Path, variables: &[(&str, &Path)]) -> Self {
        let port = free_port();
        let mut command = desktop.command("WebKitWebDriver", home);
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").envs(variables.iter().copied());
        let driver = Self { _program: Program::silent(&mut command), port };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(10), "the WebDriver listens");
            std::thread::sleep(Duration::from_millis(20));
        }
        driver
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("it has an address").port()
}
