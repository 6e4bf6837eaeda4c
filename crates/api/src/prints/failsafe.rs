//! When everything else fails: the chart's essentials as plain text, 80 columns wide, for any printer there is.

use super::common::grouped;
use crate::desk::Desk;
use crate::printing::Job;
use crate::problem::Problem;
use chart::PatientId;
use chart::sections::allergies::AllergyState;
use chart::sections::notes::NoteStatement;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const COLUMNS: usize = 80;

/// The plain page of a patient.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FailsafeRequest {
    /// Whose.
    pub patient: PatientId,
    /// Print it on this queue; only shown when absent.
    #[serde(default)]
    #[ts(optional)]
    pub printer: Option<String>,
}

/// The plain page.
#[derive(Debug, Serialize, TS)]
pub struct FailsafeView {
    /// Lines of 80 letters at most.
    pub text: String,
    /// The job's name, when it was printed.
    pub job: Option<String>,
}

pub(crate) fn page(desk: &mut Desk<'_>, asked: FailsafeRequest) -> Result<FailsafeView, Problem> {
    let chart = desk.chart(asked.patient)?;
    let patient = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
    let rule = "=".repeat(COLUMNS);
    let mut lines = vec![rule.clone()];
    let mut say = |text: &str| lines.extend(wrapped(text));
    say(&desk.people().practice().name.clone());
    let birth = patient
        .birth_date
        .map(|date| date.to_string())
        .unwrap_or_else(|| "birth date not recorded".to_owned());
    say(&format!("{}   born {birth}   No. {}", patient.name.filed(), grouped(&patient.chart_number)));
    say(&format!(
        "Printed {} by {}",
        paper::dates::short_moment(desk.now.naive_local()),
        desk.people().name(desk.user())
    ));
    say(&rule);
    say("ALLERGIES");
    match chart.allergy_state() {
        AllergyState::NeverAsked => say("  NEVER ASKED"),
        AllergyState::NoneKnown(version) => {
            say(&format!("  none known (asked {})", paper::dates::short(version.effective_at.date_naive())));
        }
        AllergyState::Listed(listed) => {
            for (_, allergy) in &listed {
                say(&format!("  * {}", allergy.short()));
            }
        }
    }
    say("");
    say("MEDICINES NOW");
    for (_, _, medicine) in chart.medications.readings().filter(|(_, _, medicine)| medicine.is_current()) {
        say(&format!("  * {}  {}", medicine.name(), medicine.instructions));
    }
    say("");
    say("PROBLEMS");
    for (_, _, problem) in chart.problems.readings().filter(|(_, _, problem)| problem.is_active()) {
        say(&format!("  * {}", problem.condition.text));
    }
    let last = chart
        .notes
        .readings()
        .filter_map(|(_, version, said)| match said {
            NoteStatement::Signed(note) => Some((version, note)),
            NoteStatement::Addendum(_) | NoteStatement::CoSigned(_) => None,
        })
        .max_by_key(|(version, _)| version.effective_at);
    if let Some((version, note)) = last {
        say("");
        let by = desk.people().name(version.author);
        say(&format!("LAST NOTE  {}  {by}", paper::dates::short(version.effective_at.date_naive())));
        for part in [&note.reason, &note.subjective, &note.objective, &note.assessment_plan, &note.follow_up]
        {
            for line in part.lines().filter(|line| !line.trim().is_empty()) {
                say(&format!("  {line}"));
            }
        }
    }
    say(&rule);
    let mut text = lines.join("\n");
    text.push('\n');
    let job = match asked.printer {
        Some(printer) => {
            let title = "Paperchart: plain page".to_owned();
            let job = Job { printer, title, copies: 1, plain_text: true, ..Job::default() };
            Some(desk.config.printing.print(&job, text.as_bytes())?)
        }
        None => None,
    };
    desk.detail("failsafe");
    Ok(FailsafeView { text, job })
}

/// Broken between words at 80 letters, what goes on indented by four; a word longer than a line is broken inside.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let indent = text.len() - text.trim_start().len();
    let mut line = " ".repeat(indent);
    let mut room = COLUMNS.saturating_sub(indent);
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        let gap = usize::from(!line.trim().is_empty());
        if word.len() + gap > room && !line.trim().is_empty() {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent + 4)));
            room = COLUMNS - indent - 4;
        } else if gap == 1 {
            line.push(' ');
            room -= 1;
        }
        while word.len() > room {
            let rest = word.split_off(room);
            line.extend(word);
            lines.push(std::mem::replace(&mut line, " ".repeat(indent + 4)));
            room = COLUMNS - indent - 4;
            word = rest;
        }
        room -= word.len();
        line.extend(word);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_paper_and_no_word_is_lost() {
        let long = format!("  * {} {}", "x".repeat(200), "words and more words ".repeat(20));
        let lines = wrapped(&long);
        assert!(lines.iter().all(|line| line.chars().count() <= COLUMNS), "{lines:?}");
        let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
        assert_eq!(letters(&lines.join("")), letters(&long));
        assert_eq!(wrapped(""), [""]);
    }
}
