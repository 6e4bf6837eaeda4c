//! Copy forward: the parts of the last signed note, to be taken over one by one. What is taken over is marked as copied
//! until somebody edits it.
//!
//! The lines of a signed note that once were acts (an order, a follow-up, a task) are words in it. Copied as words they
//! would look as if they were done again, so they come back as the lines they were typed as: to be accepted, or to be
//! taken out. A diagnosis comes back as the diagnosis it is.

use super::chips::{line_chips, setting};
use super::phrases::{ExpandedPiece, accepted, plain};
use super::review::fields;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::sections::encounters;
use chart::sections::notes::NoteStatement;
use chart::{PatientId, RecordId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Look for a note to copy from.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CopyForward {
    /// Whose chart.
    pub patient: PatientId,
    /// The visit that is being written.
    pub encounter: RecordId,
}

/// The last signed note of another visit; no parts when there is none.
#[derive(Debug, Serialize, TS)]
pub struct CopyView {
    /// The day of that visit.
    pub on: Option<NaiveDate>,
    /// Who signed it.
    pub by: String,
    /// Why the patient came then.
    pub reason: String,
    /// Its parts that say something.
    pub parts: Vec<CopyPart>,
}

/// One part.
#[derive(Debug, Serialize, TS)]
pub struct CopyPart {
    /// The field: `assessment_plan`.
    pub field: String,
    /// `Assessment and plan`.
    pub heading: String,
    /// What it says.
    pub text: String,
    /// The same as it would stand in the note.
    pub pieces: Vec<ExpandedPiece>,
}

pub(crate) fn copy_forward(desk: &mut Desk<'_>, request: CopyForward) -> Result<CopyView, Problem> {
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    let last = chart
        .notes
        .readings()
        .filter(|(_, version, _)| version.encounter != Some(request.encounter))
        .filter_map(|(_, version, value)| match value {
            NoteStatement::Signed(note) => Some((version, note)),
            NoteStatement::Addendum(_) | NoteStatement::CoSigned(_) => None,
        })
        .max_by_key(|(version, _)| (version.effective_at, version.entry));
    let Some((version, note)) = last else {
        return Ok(CopyView { on: None, by: String::new(), reason: String::new(), parts: Vec::new() });
    };
    let on = version.effective_at.date_naive();
    let setting = setting(desk);
    let mut parts = Vec::new();
    for (field, heading, text) in fields(note) {
        if field == "reason" || text.trim().is_empty() {
            continue;
        }
        let mut pieces = Vec::new();
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                pieces.push(plain("\n"));
            }
            match again(line, on) {
                Again::Words => pieces.push(plain(line)),
                Again::ToAccept(typed) => pieces.push(plain(&typed)),
                Again::Diagnosis(typed) => {
                    let chips = line_chips(desk, &chart, request.patient, &typed, setting)?;
                    let is_one = chips.first().is_some_and(|chip| chip.label == line.trim());
                    pieces.extend(if is_one { accepted(&typed, chips) } else { vec![plain(line)] });
                }
            }
        }
        let (field, heading, text) = (field.to_owned(), heading.to_owned(), text.to_owned());
        parts.push(CopyPart { field, heading, text, pieces });
    }
    Ok(CopyView { on: Some(on), by: desk.people().name(version.author), reason: note.reason.clone(), parts })
}

/// What a line of a signed note becomes in the next.
#[derive(Debug, PartialEq, Eq)]
enum Again {
    Words,
    /// A line as it is typed, to be accepted or taken out.
    ToAccept(String),
    /// A diagnosis as it is typed.
    Diagnosis(String),
}

/// A line as `plans` labels what was accepted.
fn again(line: &str, on: NaiveDate) -> Again {
    let line = line.trim();
    if let Some(name) = line.strip_prefix("Order: ") {
        return Again::ToAccept(match name.strip_suffix(", urgent") {
            Some(name) => format!("/order {name} stat"),
            None => format!("/order {name}"),
        });
    }
    let (head, text) = line.split_once(':').map_or((line, ""), |(head, text)| (head, text.trim()));
    if let Some(when) = head.strip_prefix("Follow-up")
        && let Some(days) = days_until(when.trim(), on)
    {
        return Again::ToAccept(format!("/fu {} {text}", span(days, on)).trim_end().to_owned());
    }
    if let Some(whose) = head.strip_prefix("Task").filter(|_| !text.is_empty()) {
        let whose = whose.split(',').next().unwrap_or_default().trim();
        let role = match whose.strip_prefix("for the ") {
            Some("nurse") => "nurse ",
            Some("physician") => "doctor ",
            Some("front desk") => "desk ",
            Some("administrator") => "admin ",
            None if whose.is_empty() => "",
            _ => return Again::Words,
        };
        return Again::ToAccept(format!("/task {role}{text}"));
    }
    match line.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((words, code)) if code.starts_with(|sign: char| sign.is_ascii_uppercase()) => {
            Again::Diagnosis(format!("/dx {words} [{code}]"))
        }
        _ => Again::Words,
    }
}

/// How long after the note its follow-up was to be.
fn days_until(when: &str, on: NaiveDate) -> Option<i64> {
    let day = match when {
        "today" => on,
        "tomorrow" => on.succ_opt()?,
        _ => NaiveDate::parse_from_str(when, "%d %b %Y").ok()?,
    };
    Some((day - on).num_days()).filter(|days| *days >= 0)
}

/// The same length of time from today, as it is typed: `3mo` where it is the same day of a month, else `2w` or `10d`.
fn span(days: i64, on: NaiveDate) -> String {
    let months = (1..=24).find(|months| {
        on.checked_add_months(chrono::Months::new(*months)).is_some_and(|day| (day - on).num_days() == days)
    });
    match months {
        _ if days == 0 => "today".to_owned(),
        Some(months) => format!("{months}mo"),
        None if days % 7 == 0 => format!("{}w", days / 7),
        None => format!("{days}d"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_an_act_is_typed_again_and_words_stay_words() {
        let on = NaiveDate::from_ymd_opt(2026, 5, 9).unwrap();
        for (line, typed) in [
            ("Order: HbA1c", "/order HbA1c"),
            ("Order: Chest X-ray, urgent", "/order Chest X-ray stat"),
            ("Follow-up 9 Aug 2026: diabetes", "/fu 3mo diabetes"),
            ("Follow-up 23 May 2026", "/fu 2w"),
            ("Follow-up 19 May 2026: wound", "/fu 10d wound"),
            ("Follow-up tomorrow: wound", "/fu 1d wound"),
            ("Task for the nurse, today: ecg", "/task nurse ecg"),
            ("Task for the front desk: book the eye clinic", "/task desk book the eye clinic"),
            ("Task: call back", "/task call back"),
        ] {
            assert_eq!(again(line, on), Again::ToAccept(typed.to_owned()), "{line}");
        }
        assert_eq!(
            again("Essential (primary) hypertension (I10)", on),
            Again::Diagnosis("/dx Essential (primary) hypertension [I10]".to_owned())
        );
        for line in [
            "Task force: none",
            "Follow-up as before",
            "Continue (as before)",
            "Home pressures below 135/85.",
            "",
        ] {
            assert_eq!(again(line, on), Again::Words, "{line}");
        }
    }
}
