//! The reference pack, read once and kept: diagnoses, medicines, rules, tests, vaccines.

use crate::problem::{Problem, ProblemCode};
use reference::checks::Rulebook;
use reference::chips;
use reference::diagnoses::Diagnoses;
use reference::formulary::Formulary;
use reference::orderable::Orderable;
use reference::vaccines::Vaccines;
use std::path::{Path, PathBuf};
use std::sync::{Once, OnceLock};

/// The folder of the practice whose own releases are read. One program has one practice.
static PRACTICE: OnceLock<PathBuf> = OnceLock::new();

/// From now on the releases that this practice imported are read, where it has some. The first practice of a program
/// holds until it ends.
pub(crate) fn beside(practice: &Path) {
    PRACTICE.get_or_init(|| practice.to_owned());
}

/// What the practice imported, or what is built in: a damaged import is said in the log and takes nothing away.
fn own<T>(
    imported: fn(&Path) -> Result<T, reference::Fault>,
    built_in: fn() -> Result<T, reference::Fault>,
) -> Result<T, reference::Fault> {
    match PRACTICE.get() {
        Some(practice) => imported(practice).or_else(|fault| {
            tracing::error!(%fault, "the imported release cannot be read; what is built in is used");
            built_in()
        }),
        None => built_in(),
    }
}

pub(crate) fn diagnoses() -> Result<&'static Diagnoses, Problem> {
    static PACK: OnceLock<Option<Diagnoses>> = OnceLock::new();
    PACK.get_or_init(|| kept(own(reference::release::diagnoses, Diagnoses::built_in)))
        .as_ref()
        .ok_or_else(damaged)
}

pub(crate) fn formulary() -> Result<&'static Formulary, Problem> {
    static PACK: OnceLock<Option<Formulary>> = OnceLock::new();
    PACK.get_or_init(|| kept(own(reference::release::formulary, Formulary::built_in)))
        .as_ref()
        .ok_or_else(damaged)
}

/// The tests that can be ordered by name.
pub(crate) fn orderable() -> Result<&'static Orderable, Problem> {
    static PACK: OnceLock<Option<Orderable>> = OnceLock::new();
    PACK.get_or_init(|| kept(Orderable::built_in())).as_ref().ok_or_else(damaged)
}

pub(crate) fn vaccines() -> Result<&'static Vaccines, Problem> {
    static PACK: OnceLock<Option<Vaccines>> = OnceLock::new();
    PACK.get_or_init(|| kept(Vaccines::built_in())).as_ref().ok_or_else(damaged)
}

pub(crate) fn rulebook() -> Result<&'static Rulebook, Problem> {
    static PACK: OnceLock<Option<Rulebook>> = OnceLock::new();
    let formulary = formulary()?;
    PACK.get_or_init(|| kept(Rulebook::built_in(formulary))).as_ref().ok_or_else(damaged)
}

/// Everything a typed line is read with.
pub(crate) fn of_lines() -> Result<chips::Pack<'static>, Problem> {
    Ok(chips::Pack {
        diagnoses: diagnoses()?,
        formulary: formulary()?,
        orderable: orderable()?,
        vaccines: vaccines()?,
    })
}

/// Reads everything on a thread of its own, the first time it is asked; the rules first, which every chart's banner
/// needs. What is damaged is said to who needs it.
pub(crate) fn read_ahead() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        std::thread::spawn(|| {
            if let Err(problem) = rulebook().and_then(|_| of_lines()) {
                tracing::error!(code = ?problem.code, "the reference pack could not be read ahead");
            }
        });
    });
}

/// The pack, or the reason in the log: it is part of the program, so it is damaged with the program.
fn kept<T>(pack: Result<T, reference::Fault>) -> Option<T> {
    match pack {
        Ok(pack) => Some(pack),
        Err(fault) => {
            tracing::error!(%fault, "the reference pack cannot be read");
            None
        }
    }
}

fn damaged() -> Problem {
    Problem::new(
        ProblemCode::Internal,
        "The lists of diagnoses, medicines and rules cannot be read. Install the program again; the charts are safe.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_pack_is_said_and_not_an_empty_list() {
        let pack: Option<()> = kept(Err(reference::Fault::Damaged("a test")));
        assert!(pack.is_none());
        assert_eq!(damaged().code, ProblemCode::Internal);
    }
}
