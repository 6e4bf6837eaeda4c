//! A practice's own copy of a publisher's release: read, held against its own rules, and swapped in as a whole.
//!
//! The release lies in the folder `reference` of the practice, never in its encrypted file. A file is written beside
//! the old one, read back, and then takes its name in one step, so that a broken release or a full disk changes
//! nothing. Deliberately not here: fetching anything. The person downloads; this program has no network.

mod rxnorm;

use crate::Fault;
use crate::diagnoses::{Classification, Diagnoses, Level, tabular};
use crate::formulary::Formulary;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const DIAGNOSES: &str = "diagnoses.bin";
const MEDICINES: &str = "medicines.tsv";

/// So many changes are named in a report; the others are counted.
const NAMED: usize = 20;

/// What an import changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `diagnoses` or `medicines`.
    pub what: &'static str,
    /// The publisher's edition, as far as the release says one.
    pub edition: String,
    /// The day the release is of.
    pub as_of: String,
    /// How many rows there are now.
    pub rows: usize,
    /// How many are new.
    pub added: usize,
    /// How many are gone.
    pub removed: usize,
    /// How many say something else.
    pub changed: usize,
    /// Some of the changes: `+ U09.9 Post COVID-19 condition`.
    pub examples: Vec<String>,
}

impl Report {
    /// Old and new by name, compared.
    fn of(
        what: &'static str,
        edition: &str,
        as_of: &str,
        old: &BTreeMap<String, String>,
        new: &BTreeMap<String, String>,
    ) -> Self {
        let mut report = Self {
            what,
            edition: edition.to_owned(),
            as_of: as_of.to_owned(),
            rows: new.len(),
            added: 0,
            removed: 0,
            changed: 0,
            examples: Vec::new(),
        };
        let mut name = |sign: char, code: &str, said: &str| {
            if report.examples.len() < NAMED {
                report.examples.push(format!("{sign} {code} {said}").trim_end().to_owned());
            }
        };
        for (code, said) in new {
            match old.get(code) {
                None => {
                    report.added += 1;
                    name('+', code, said);
                }
                Some(before) if before != said => {
                    report.changed += 1;
                    name('~', code, said);
                }
                Some(_) => {}
            }
        }
        for (code, said) in old {
            if !new.contains_key(code) {
                report.removed += 1;
                name('-', code, said);
            }
        }
        report
    }
}

/// Where the releases of a practice lie.
#[must_use]
pub fn folder_of(practice: &Path) -> PathBuf {
    practice.join("reference")
}

/// The diagnoses of this practice: its own release, or those built into the program.
///
/// # Errors
/// [`Fault`] when its own release is damaged.
pub fn diagnoses(practice: &Path) -> Result<Diagnoses, Fault> {
    match own(practice, DIAGNOSES)? {
        Some(bytes) => Diagnoses::of(Classification::unpack(&bytes)?),
        None => Diagnoses::built_in(),
    }
}

/// The medicines of this practice: those built into the program, and what its own release adds.
///
/// # Errors
/// [`Fault`] when its own release is damaged.
pub fn formulary(practice: &Path) -> Result<Formulary, Fault> {
    match own(practice, MEDICINES)? {
        Some(bytes) => {
            let text = String::from_utf8(bytes).map_err(|_| Fault::Damaged("it is not text"))?;
            // Read once for as long as the program runs: the formulary borrows from it.
            Formulary::built_in()?.with(Box::leak(text.into_boxed_str()))
        }
        None => Formulary::built_in(),
    }
}

fn own(practice: &Path, name: &str) -> Result<Option<Vec<u8>>, Fault> {
    match std::fs::read(folder_of(practice).join(name)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Takes in a release of ICD-10-CM: the tabular list as XML and, where it is at hand, the list of valid codes.
///
/// # Errors
/// [`Fault`] when the release is not as the publisher makes it; nothing was changed then.
pub fn import_diagnoses(
    practice: &Path,
    xml: &str,
    codes: Option<&str>,
    as_of: &str,
) -> Result<Report, Fault> {
    let edition = between(xml, "<version>", "</version>").unwrap_or("unnamed").trim().to_owned();
    let read = match codes {
        Some(codes) => tabular::read(xml, codes, &edition, as_of)?,
        None => tabular::read_alone(xml, &edition, as_of)?,
    };
    sound(&read)?;
    let old = match own(practice, DIAGNOSES)? {
        Some(bytes) => Classification::unpack(&bytes)?,
        None => Classification::built_in()?,
    };
    let bytes = read.packed()?;
    swap(practice, DIAGNOSES, &bytes, |bytes| Classification::unpack(bytes).map(|_| ()))?;
    Ok(Report::of("diagnoses", &edition, as_of, &codes_of(&old), &codes_of(&read)))
}

/// Takes in a release of RxNorm's prescribable content: the folder with `RXNCONSO.RRF`, or one above it.
///
/// # Errors
/// [`Fault`] when the release is not as the publisher makes it; nothing was changed then.
pub fn import_medicines(practice: &Path, release: &Path, as_of: &str) -> Result<Report, Fault> {
    let file = [release.join("RXNCONSO.RRF"), release.join("rrf/RXNCONSO.RRF")];
    let file = file.into_iter().find(|file| file.is_file());
    let file = file.ok_or_else(|| Fault::Source("there is no RXNCONSO.RRF in this folder".to_owned()))?;
    let text = rxnorm::read(&std::fs::read_to_string(file)?, as_of)?;
    let old = match own(practice, MEDICINES)? {
        Some(bytes) => String::from_utf8(bytes).map_err(|_| Fault::Damaged("it is not text"))?,
        None => String::new(),
    };
    swap(practice, MEDICINES, text.as_bytes(), |bytes| {
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::Damaged("it is not text"))?;
        crate::formulary::imported(text).map(|_| ())
    })?;
    Ok(Report::of("medicines", "RxNorm", as_of, &rows_of(&old), &rows_of(&text)))
}

/// Writes a file beside the old one, reads it back, and lets it take the name in one step.
fn swap(
    practice: &Path,
    name: &str,
    bytes: &[u8],
    check: impl Fn(&[u8]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let folder = folder_of(practice);
    std::fs::create_dir_all(&folder)?;
    let (new, place) = (folder.join(format!("{name}.new")), folder.join(name));
    let mut file = std::fs::File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    let read = std::fs::read(&new)?;
    if read != bytes {
        return Err(Fault::Damaged("it was not written as it was read"));
    }
    check(&read)?;
    std::fs::rename(&new, &place)?;
    Ok(())
}

/// Codes are of ICD-10-CM's shape and stand once.
fn sound(read: &Classification) -> Result<(), Fault> {
    let mut seen = std::collections::HashSet::new();
    let mut codes = 0;
    for row in read.rows().filter(|row| row.level == Level::Category) {
        codes += 1;
        let plain = row.code.replace('.', "");
        let shape = plain.starts_with(|letter: char| letter.is_ascii_uppercase())
            && (3..=7).contains(&plain.len())
            && plain.chars().all(|letter| letter.is_ascii_alphanumeric());
        if !shape {
            return Err(Fault::Source(format!("{} is no code of ICD-10-CM", row.code)));
        }
        if !seen.insert(plain) {
            return Err(Fault::Source(format!("{} stands in it twice", row.code)));
        }
    }
    if codes == 0 { Err(Fault::Source("it has no codes".to_owned())) } else { Ok(()) }
}

fn codes_of(classification: &Classification) -> BTreeMap<String, String> {
    let rows = classification.rows().filter(|row| row.level == Level::Category);
    rows.map(|row| (row.code.to_owned(), row.description.to_owned())).collect()
}

/// The lines of an imported file but its heading, each a name of its own.
fn rows_of(text: &str) -> BTreeMap<String, String> {
    text.lines().skip(1).map(|line| (line.replace('\t', " "), String::new())).collect()
}

fn between<'t>(text: &'t str, begin: &str, end: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(begin)?;
    rest.split_once(end).map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2027</version><introduction><introSection type="title"><title>x</title></introSection></introduction>
<chapter><name>10</name><desc>Diseases of the respiratory system (J00-J99)</desc>
<section id="J00-J06"><desc>Acute upper respiratory infections (J00-J06)</desc>
<diag><name>J00</name><desc>Acute nasopharyngitis [common cold]</desc><inclusionTerm><note>Coryza (acute)</note></inclusionTerm></diag>
<diag><name>J01</name><desc>Acute sinusitis</desc><diag><name>J01.9</name><desc>Acute sinusitis, unspecified</desc></diag></diag>
</section></chapter></ICD10CM.tabular>"#;

    fn conso(rows: &[(&str, &str, &str)]) -> String {
        rows.iter()
            .map(|(code, kind, text)| {
                format!("{code}|ENG||||||1|||{code}|RXNORM|{kind}|{code}|{text}||N|4096|\n")
            })
            .collect()
    }

    fn practice() -> PathBuf {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("paperchart-release-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_release_of_diagnoses_is_taken_in_and_says_what_changed() {
        let practice = practice();
        let report = import_diagnoses(&practice, XML, None, "2026-10-01").unwrap();
        assert_eq!((report.edition.as_str(), report.rows), ("2027", 3), "{report:?}");
        assert!(
            report.removed > 40_000,
            "the built-in ones that this release does not have: {}",
            report.removed
        );
        let found = diagnoses(&practice).unwrap().search("coryza", &crate::diagnoses::Usage::default(), 5);
        assert_eq!(found.first().map(|hit| hit.code.as_str()), Some("J00"), "{found:?}");
        let again = import_diagnoses(&practice, XML, None, "2026-10-01").unwrap();
        assert_eq!((again.added, again.removed, again.changed), (0, 0, 0), "{again:?}");
        std::fs::remove_dir_all(practice).unwrap();
    }

    #[test]
    fn a_broken_release_changes_nothing() {
        let practice = practice();
        import_diagnoses(&practice, XML, None, "2026-10-01").unwrap();
        let before = std::fs::read(folder_of(&practice).join(DIAGNOSES)).unwrap();
        let half = &XML[..XML.len() / 2];
        let twice = XML.replace("J01.9", "J00");
        let wrong = XML.replace("<name>J00</name>", "<name>nonsense</name>");
        for broken in [half, "", "<a/>", twice.as_str(), wrong.as_str()] {
            assert!(import_diagnoses(&practice, broken, None, "2026-10-01").is_err(), "{broken}");
        }
        assert!(import_diagnoses(&practice, XML, Some("J00 x\nJ99 not there"), "2026-10-01").is_err());
        assert_eq!(std::fs::read(folder_of(&practice).join(DIAGNOSES)).unwrap(), before);
        std::fs::remove_dir_all(practice).unwrap();
    }

    #[test]
    fn a_release_of_medicines_adds_to_the_formulary() {
        let practice = practice();
        let release = practice.join("rrf");
        std::fs::create_dir_all(&release).unwrap();
        let rows = conso(&[
            ("999001", "IN", "novelol"),
            ("999002", "SCD", "24 HR novelol 50 MG Extended Release Oral Tablet"),
            ("999003", "SBD", "novelol 25 MG Oral Tablet [Novorel]"),
            ("999004", "SCD", "lisinopril 10 MG / novelol 5 MG Oral Capsule"),
        ]);
        std::fs::write(release.join("RXNCONSO.RRF"), &rows).unwrap();
        let report = import_medicines(&practice, &practice, "2026-11-02").unwrap();
        assert!(report.added >= 5 && report.removed == 0, "{report:?}");
        let formulary = formulary(&practice).unwrap();
        let shown: Vec<String> =
            formulary.search("novelol 50", 5).into_iter().map(|hit| hit.display).collect();
        assert_eq!(
            shown.first().map(String::as_str),
            Some("novelol 50 mg extended-release tablet"),
            "{shown:?}"
        );
        assert_eq!(formulary.resolve("Novorel").map(|one| one.name), Some("novelol"));
        assert!(formulary.resolve("metformin").is_some(), "what is built in stays");
        let before = std::fs::read(folder_of(&practice).join(MEDICINES)).unwrap();
        for broken in [
            String::new(),
            rows[..rows.len() - 5].to_owned(),
            rows.replace("RXNORM", "OTHER"),
            rows.replace("999001", "x"),
        ] {
            std::fs::write(release.join("RXNCONSO.RRF"), broken).unwrap();
            assert!(import_medicines(&practice, &practice, "2026-11-02").is_err());
        }
        assert_eq!(
            std::fs::read(folder_of(&practice).join(MEDICINES)).unwrap(),
            before,
            "a broken one changes nothing"
        );
        std::fs::remove_dir_all(practice).unwrap();
    }
}
