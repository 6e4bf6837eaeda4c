//! What can be typed after `paperchart`, with the help that is shown for it.

use crate::lookup::{Lookup, Parse, Reference};
use crate::papers;
use api::prints::{Document, Sheet};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use uuid::Uuid;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  the disk or the program failed
  2  wrong use
  3  the practice did not open: wrong password, too many tries, open elsewhere
  4  refused, and nothing was changed
  5  the file is not what it was (integrity)

Every JSON answer is documented in docs/cli.md.";

/// The paper chart of a practice, on a terminal.
///
/// A practice is a folder (DIR). Every command that opens one asks for the password, or takes the first line of
/// --password-file. In a practice of one person --user is not needed.
#[derive(Debug, Parser)]
#[command(name = "paperchart", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a practice with its first user. Prints the recovery code, once.
    New(New),
    /// Make a demo practice of invented patients, in the middle of a working day.
    Demo(Demo),
    /// Read FHIR R4 bundles, one patient each: all of them, or nothing.
    Import(Import),
    /// Find patients by name in any order, birth date, telephone or chart number; best first.
    Find(Find),
    /// Show a whole chart.
    Show(Show),
    /// Print a document to a PDF file.
    Print(Print),
    /// Write a whole chart to a file for another program.
    Export(Export),
    /// Check every entry, every signature and every list of the practice.
    Verify(Verify),
    /// Find a diagnosis or a medicine by what a doctor would type; best first. Needs no practice.
    Lookup(Lookup),
    /// Show what a typed line becomes. Needs no practice.
    Parse(Parse),
    /// Check one more medicine against a chart: allergies, the other medicines, kidneys, age, pregnancy, dose.
    Check(Check),
    /// Read a publisher's own release of diagnoses or medicines.
    Reference(Reference),
    /// Make a backup, read it back, compare it, and clear old ones away.
    Backup(Backup),
    /// Put a backup in the place of the practice. Asks for a password of the day of the backup, or takes its printed
    /// recovery code. What stands there is put aside, never deleted.
    Restore(Restore),
    /// Save every readable entry of a damaged practice into a new folder, and list what is lost.
    Salvage(Salvage),
    /// List who works here.
    Users(Users),
    /// List who did what, the newest act first.
    Audit(Audit),
}

/// Who opens the practice, and with what.
#[derive(Debug, Args)]
pub(crate) struct Key {
    /// Read the password from the first line of this file, in place of asking.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Who opens it. Not needed in a practice of one person; in the demo it is the physician.
    #[arg(long, value_name = "LOGIN")]
    pub(crate) user: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The folder of the practice, made if it is not there.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The practice's name, as on paper.
    #[arg(long, value_name = "NAME")]
    pub(crate) practice: String,
    /// What the first user types to unlock.
    #[arg(long, value_name = "LOGIN")]
    pub(crate) user: String,
    /// The first user's name, as on paper: "Dr Ada Okafor".
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// What the first user may do.
    #[arg(long, value_enum)]
    pub(crate) role: Role,
    /// Degrees, as on paper: "MD, family medicine".
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) qualification: String,
    /// Licence numbers, as on paper.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) registration: String,
    /// Read the new password from the first line of this file, in place of asking twice.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Role {
    Physician,
    Nurse,
    FrontDesk,
    Administrator,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder of the demo practice, made if it is not there.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Generate so many patients, in place of the forty written ones.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) patients: Option<u32>,
    /// Visits of each generated patient.
    #[arg(long, value_name = "N", requires = "patients", value_parser = clap::value_parser!(u32).range(0..=5_000))]
    pub(crate) visits: Option<u32>,
    /// Which generated practice: the same seed makes the same one.
    #[arg(long, value_name = "S", requires = "patients")]
    pub(crate) seed: Option<u64>,
    /// Set the password from the first line of this file; without it, the password is "demo demo demo".
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The files to read. The report is JSON: what was read, entered, kept as received, refused, already there.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Find {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Part of a name, a birth date, a telephone or chart number.
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) limit: u32,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The chart number.
    #[arg(value_name = "CHARTNO")]
    pub(crate) chart_number: String,
    /// As the chart was known at the end of this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_at: Option<NaiveDate>,
    /// Answer in JSON: the whole chart, a key per section.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Print {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The chart number.
    #[arg(value_name = "CHARTNO")]
    pub(crate) chart_number: String,
    /// Which document.
    #[arg(value_parser = papers::documents(), value_name = "DOCUMENT")]
    pub(crate) document: Document,
    /// The visit, by its id in `show`; the newest when left out. For a requisition also the order's own id.
    #[arg(long, value_name = "ID")]
    pub(crate) visit: Option<Uuid>,
    /// The paper; the practice's own when left out. Labels have sizes of their own.
    #[arg(long, value_parser = papers::sheets(), value_name = "PAPER")]
    pub(crate) paper: Option<Sheet>,
    /// The language; the practice's own when left out. The visit summary and the medication plan also in `ar`.
    #[arg(long, value_name = "XX")]
    pub(crate) lang: Option<String>,
    /// The first day of a sick note, or of what a trend report or a whole chart shows.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) until: Option<NaiveDate>,
    /// To whom a letter goes; once for each line.
    #[arg(long, value_name = "LINE")]
    pub(crate) to: Vec<String>,
    /// The template of a letter or a certificate: `attendance`, `fitness`, or one of the practice's own. Of a label
    /// `patient`, `tube` or `address`.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// Every page says that it is a copy.
    #[arg(long)]
    pub(crate) copy: bool,
    /// The PDF file to write.
    #[arg(short = 'o', long = "output", value_name = "FILE.pdf")]
    pub(crate) output: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The chart number.
    #[arg(value_name = "CHARTNO")]
    pub(crate) chart_number: String,
    /// The medicine, as it would be typed: "ibuprofen 400 mg tab tid prn pain".
    #[arg(value_name = "LINE", allow_hyphen_values = true)]
    pub(crate) line: String,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The chart number.
    #[arg(value_name = "CHARTNO")]
    pub(crate) chart_number: String,
    /// In which format.
    #[arg(long, value_enum, default_value_t = Format::Fhir)]
    pub(crate) format: Format,
    /// The file to write.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// A FHIR R4 bundle.
    Fhir,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Where to; without it, the folders that were chosen, or `backups` beside the practice.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The folder of the practice, made if it is not there.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The backup's own folder, in which its manifest.json lies.
    #[arg(value_name = "BACKUP")]
    pub(crate) backup: PathBuf,
    /// Read the printed recovery code from the first line of this file, in place of a password.
    #[arg(long, value_name = "FILE", conflicts_with = "password_file")]
    pub(crate) code_file: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Salvage {
    /// The folder of the damaged practice; it is only read.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// A folder for what can be saved; it must not hold a practice.
    #[arg(value_name = "INTO")]
    pub(crate) into: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Users {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// The folder of the practice.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Only acts on this chart: who opened it.
    #[arg(long, value_name = "CHARTNO")]
    pub(crate) patient: Option<String>,
    /// Only acts whose name begins so: `charts.`, `prints.`, `session.refused`.
    #[arg(long, value_name = "ACT")]
    pub(crate) act: Option<String>,
    /// The first day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) until: Option<NaiveDate>,
    /// At most so many.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=500))]
    pub(crate) limit: Option<u32>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) key: Key,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_makes_no_sense_is_a_wrong_use() {
        assert!(Arguments::try_parse_from(["paperchart", "demo", "d", "--visits", "3"]).is_err());
        assert!(Arguments::try_parse_from(["paperchart", "import", "d"]).is_err(), "no file");
        assert!(
            Arguments::try_parse_from(["paperchart", "show", "d", "1", "--as-at", "soon"]).is_err(),
            "no day"
        );
    }
}
