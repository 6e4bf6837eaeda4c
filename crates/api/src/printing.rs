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

    /// Hands a PDF to a queue. `title` shows in the queue and names no patient. Returns the job's name.
    ///
    /// # Errors
    /// When the queue refuses it.
    fn print(&self, printer: &str, copies: u32, title: &str, pdf: &[u8]) -> Result<String, Problem>;
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

    fn print(&self, printer: &str, copies: u32, title: &str, pdf: &[u8]) -> Result<String, Problem> {
        let failed = |_| {
            Problem::new(
                ProblemCode::Storage,
                "The printer system does not take the page. Save it as PDF instead.",
            )
        };
        let mut child = Command::new("lp")
            .args([
                "-d",
                printer,
                "-n",
                &copies.to_string(),
                "-t",
                title,
                "-o",
                "document-format=application/pdf",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let written = match child.stdin.take() {
            Some(mut input) => input.write_all(pdf),
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
        Ok(said.split_whitespace().find(|word| word.starts_with(printer)).unwrap_or(printer).to_owned())
    }
}

fn no_answer() -> Problem {
    Problem::new(ProblemCode::Storage, "The machine's printer system does not answer.")
}
