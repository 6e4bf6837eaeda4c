//! `lookup` and `parse`: the reference pack by itself, without a practice, so that anybody can try it with lists of
//! their own. Nothing here opens a practice or knows of a patient.

use crate::commands::Said;
use crate::failure::Failure;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use reference::chips;
use reference::diagnoses::{Diagnoses, Usage};
use reference::formulary::Formulary;
use reference::orderable::Orderable;
use reference::vaccines::Vaccines;
use serde_json::Value;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct Lookup {
    /// In which list.
    #[arg(value_enum, value_name = "LIST")]
    pub(crate) list: List,
    /// What a doctor would type: everyday words, an abbreviation, half a word, a code.
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) text: String,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) limit: u32,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum List {
    /// ICD-10-CM.
    Diagnosis,
    /// The formulary.
    Drug,
}

#[derive(Debug, Args)]
pub(crate) struct Parse {
    /// The line, as it would be typed into a chart.
    #[arg(value_name = "LINE", allow_hyphen_values = true)]
    pub(crate) line: String,
    /// Days are counted from this day; today when absent.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<NaiveDate>,
    /// Read 3/4 as 4 March, as in the United States; else as 3 April.
    #[arg(long)]
    pub(crate) month_first: bool,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Reference {
    #[command(subcommand)]
    pub(crate) act: ReferenceAct,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReferenceAct {
    /// Take in a release: the ICD-10-CM tabular list (XML), or the folder of RxNorm's prescribable content (RRF).
    Import(ImportRelease),
}

#[derive(Debug, Args)]
pub(crate) struct ImportRelease {
    /// The folder of the practice; the release is kept in its folder `reference`.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The XML file of ICD-10-CM, or the folder with RXNCONSO.RRF.
    #[arg(value_name = "RELEASE")]
    pub(crate) release: PathBuf,
    /// The publisher's list of valid ICD-10-CM codes, from the same release.
    #[arg(long, value_name = "FILE")]
    pub(crate) codes: Option<PathBuf>,
    /// The day the release is of; today when left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<NaiveDate>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Takes in a publisher's release and says what changed.
pub(crate) fn release(reference: &Reference) -> Result<Said, Failure> {
    let ReferenceAct::Import(import) = &reference.act;
    if !import.folder.is_dir() {
        return Err(Failure::Release(format!("{} is no folder.", import.folder.display())));
    }
    let as_of = import.as_of.unwrap_or_else(|| chrono::Local::now().date_naive()).to_string();
    let text = |file: &Path| {
        std::fs::read_to_string(file)
            .map_err(|error| Failure::Release(format!("{}: {error}", file.display())))
    };
    let report = if import.release.is_dir() {
        reference::release::import_medicines(&import.folder, &import.release, &as_of)
    } else {
        let codes = import.codes.as_deref().map(text).transpose()?;
        reference::release::import_diagnoses(
            &import.folder,
            &text(&import.release)?,
            codes.as_deref(),
            &as_of,
        )
    };
    let report = report.map_err(|fault| Failure::Release(format!("{fault} Nothing was changed.")))?;
    Said::answer(import.json, &serde_json::to_value(report)?, imported)
}

fn imported(report: &Value) -> String {
    let number = |key: &str| report.get(key).and_then(Value::as_u64).unwrap_or_default();
    let mut lines = vec![format!(
        "{} of {}: {} rows. New {}, gone {}, changed {}.",
        text(report, "what"),
        text(report, "as_of"),
        number("rows"),
        number("added"),
        number("removed"),
        number("changed")
    )];
    let examples = report.get("examples").and_then(Value::as_array);
    lines.extend(examples.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    lines.join("\n")
}

/// What the lists say to a text, best first.
pub(crate) fn lookup(lookup: &Lookup) -> Result<Said, Failure> {
    let limit = usize::try_from(lookup.limit).unwrap_or(usize::MAX);
    let hits = match lookup.list {
        List::Diagnosis => Diagnoses::built_in()?.search(&lookup.text, &Usage::default(), limit),
        List::Drug => Formulary::built_in()?.search(&lookup.text, limit),
    };
    Said::answer(lookup.json, &serde_json::to_value(hits)?, found)
}

/// The chips a line becomes.
pub(crate) fn parse(parse: &Parse) -> Result<Said, Failure> {
    let today = parse.today.unwrap_or_else(|| chrono::Local::now().date_naive());
    let setting = chips::Setting { today, month_first: parse.month_first };
    let (diagnoses, formulary) = (Diagnoses::built_in()?, Formulary::built_in()?);
    let (orderable, vaccines) = (Orderable::built_in()?, Vaccines::built_in()?);
    let pack = chips::Pack {
        diagnoses: &diagnoses,
        formulary: &formulary,
        orderable: &orderable,
        vaccines: &vaccines,
    };
    let chips = chips::read(&parse.line, &pack, setting);
    Said::answer(parse.json, &serde_json::to_value(chips)?, read)
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn found(hits: &Value) -> String {
    let line = |hit: &Value| {
        let why = match text(hit, "why") {
            "" => String::new(),
            why => format!("  ({why})"),
        };
        format!("{:<10} {}{why}", text(hit, "code"), text(hit, "display"))
    };
    let lines: Vec<String> = hits.as_array().into_iter().flatten().map(line).collect();
    if lines.is_empty() { "Nothing was found.".to_owned() } else { lines.join("\n") }
}

fn read(chips: &Value) -> String {
    let line = |chip: &Value| match text(chip, "kind") {
        "vital" => format!(
            "vital: {} {} {}",
            text(chip, "code"),
            chip.get("value").unwrap_or(&Value::Null),
            text(chip, "unit")
        ),
        kind @ ("prescription" | "medication") => format!("{kind}: {}", text(chip, "print")),
        "problem" => format!("problem: {} {}", text(chip, "text"), text(chip, "code")).trim_end().to_owned(),
        "allergy" if chip.get("none_known") == Some(&Value::Bool(true)) => "allergy: none known".to_owned(),
        "allergy" => {
            format!("allergy: {} {}", text(chip, "substance"), text(chip, "reaction")).trim_end().to_owned()
        }
        "order" => format!("order: {}", text(chip, "name")),
        "immunization" => {
            format!("immunization: {} {}", text(chip, "vaccine"), text(chip, "lot")).trim_end().to_owned()
        }
        kind @ ("follow-up" | "task") => {
            let parts = [text(chip, "for"), text(chip, "due"), text(chip, "text")];
            let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            format!("{kind}: {}", said.join(" · "))
        }
        kind => format!("{kind}: {}", text(chip, "text")),
    };
    chips.as_array().into_iter().flatten().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked_up(list: List, text: &str, json: bool) -> String {
        lookup(&Lookup { list, text: text.to_owned(), limit: 5, json }).unwrap().text
    }

    fn parsed(line: &str, json: bool) -> String {
        parse(&Parse {
            line: line.to_owned(),
            today: NaiveDate::from_ymd_opt(2026, 11, 22),
            month_first: false,
            json,
        })
        .unwrap()
        .text
    }

    #[test]
    fn a_lookup_answers_with_code_display_and_kind() {
        let hits: Value = serde_json::from_str(&looked_up(List::Diagnosis, "heart attack", true)).unwrap();
        assert_eq!(hits[0]["code"], "I21.9", "{hits}");
        assert_eq!(hits[0]["display"], "Acute myocardial infarction, unspecified", "{hits}");
        assert_eq!(hits[0]["kind"], "diagnosis", "{hits}");
        assert!(hits.as_array().unwrap().len() <= 5, "{hits}");
        let hits: Value = serde_json::from_str(&looked_up(List::Drug, "metf", true)).unwrap();
        assert_eq!(
            (&hits[0]["display"], &hits[0]["kind"]),
            (&"metformin".into(), &"ingredient".into()),
            "{hits}"
        );
        assert_eq!(
            looked_up(List::Drug, "xyzzyx", true),
            "[]",
            "nothing found is an empty list, not a failure"
        );
    }

    #[test]
    fn people_read_lines() {
        assert!(
            looked_up(List::Diagnosis, "htn", false)
                .starts_with("I10        Essential (primary) hypertension")
        );
        assert_eq!(looked_up(List::Drug, "xyzzyx", false), "Nothing was found.");
        let said = parsed("bp 120/80 hr 64 fine", false);
        assert!(said.starts_with("vital: bp-systolic 120"), "{said}");
        assert!(said.ends_with("text: fine"), "{said}");
        assert_eq!(parsed("nkda", false), "allergy: none known");
        assert_eq!(parsed("/dx htn", false), "problem: htn I10");
        assert_eq!(parsed("/task nurse ecg today", false), "task: nurse · 2026-11-22 · ecg");
        assert_eq!(parsed("/order a1c, lipids", false), "order: HbA1c\norder: Lipids");
    }

    #[test]
    fn a_line_becomes_chips() {
        let chips: Value = serde_json::from_str(&parsed("amox 500 mg cap tid 7d", true)).unwrap();
        assert_eq!(chips[0]["kind"], "prescription", "{chips}");
        assert_eq!(chips[0]["drug"], "amoxicillin", "{chips}");
        assert_eq!(chips[0]["quantity"], 21.0, "{chips}");
        let chips: Value = serde_json::from_str(&parsed("just words", true)).unwrap();
        assert_eq!(chips[0]["kind"], "text", "{chips}");
    }
}
