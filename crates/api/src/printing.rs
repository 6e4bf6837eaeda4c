//! How paper comes out: the machine's print queues. CUPS by its own programs, fed through a pipe, so that printing
//! leaves no readable file on the disk.

use crate::problem::{Problem, ProblemCode};
use serde::Serialize;
use std::io::Write;
use std::process::{Command, Stdio};
use ts_rs::TS;

/// A print queue of the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Printer {
    /// Its name.
    pub name: String,
    /// It is the one the machine prefers.
    pub preferred: bool,
}

/// A way to print. The program around the host may have its own.
pub trait Printing: Send + Sync {
    /// The queues there are; none is a list without entries, not an error.
    ///
    /// # Errors
    /// When the machine's print system does not answer.
    fn printers(&self) -> Result<Vec<Printer>, Problem>;

    /// Hands a document to a queue. Returns the job's name.
    ///
    /// # Errors
    /// When the queue refuses it.
    fn print(&self, job: &Job, bytes: &[u8]) -> Result<String, Problem>;
}

/// What a queue is asked to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Job {
    /// The queue.
    pub printer: String,
    /// How many.
    pub copies: u32,
    /// Shows in the queue and names no patient.
    pub title: String,
    /// The printer's own name for the tray; empty for the usual one.
    pub tray: String,
    /// The sheet as CUPS names it: `A5`, `Custom.57x32mm`; empty for what the queue has.
    pub media: String,
    /// The bytes are plain text, not PDF.
    pub plain_text: bool,
}

/// CUPS on Linux and macOS.
#[derive(Debug, Clone, Copy, Default)]
pub struct LpPrinting;

impl Printing for LpPrinting {
    fn printers(&self) -> Result<Vec<Printer>, Problem> {
        let names = match Command::new("lpstat").arg("-e").output() {
            Ok(output) => output,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(_) => return Err(no_answer()),
        };
        let preferred = Command::new("lpstat").arg("-d").output().map_err(|_| no_answer())?;
        let preferred = String::from_utf8_lossy(&preferred.stdout);
        let preferred = preferred.split_once(':').map(|(_, name)| name.trim().to_owned());
        let names = String::from_utf8_lossy(&names.stdout);
        Ok(names
            .lines()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| Printer { name: name.to_owned(), preferred: preferred.as_deref() == Some(name) })
            .collect())
    }

    fn print(&self, job: &Job, bytes: &[u8]) -> Result<String, Problem> {
        let Job { printer, copies, title, tray, media, plain_text } = job;
        let format = if *plain_text { "text/plain" } else { "application/pdf" };
        let failed = |_| {
            Problem::new(
                ProblemCode::Storage,
                "The printer system does not take the page. Save it as PDF instead.",
            )
        };
        let mut command = Command::new("lp");
        command.args(["-d", printer, "-n", &copies.to_string(), "-t", title]);
        command.args(["-o", &format!("document-format={format}")]);
        if !plain_text {
            // A label or a scale drawn to be measured must not be fitted to the page.
            command.args(["-o", "print-scaling=none"]);
        }
        if !media.is_empty() {
            command.args(["-o", &format!("media={media}")]);
        }
        if !tray.is_empty() {
            command.args(["-o", &format!("InputSlot={tray}")]);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let written = match child.stdin.take() {
            Some(mut input) => input.write_all(bytes),
            None => Ok(()),
        };
        let output = child.wait_with_output().map_err(failed)?;
        if !output.status.success() {
            return Err(Problem::new(
                ProblemCode::Refused,
                "The printer refused the page. It is not printed; choose another printer or save it as PDF.",
            ));
        }
        written.map_err(failed)?;
        // `request id is Office-42 (0 file(s))`
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(said
            .split_whitespace()
            .find(|word| word.starts_with(printer.as_str()))
            .unwrap_or(printer)
            .to_owned())
    }
}

fn no_answer() -> Problem {
    Problem::new(ProblemCode::Storage, "The machine's printer system does not answer.")
}
