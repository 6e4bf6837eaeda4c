//! The timeline: every record of a chart as a page, newest first, in words that can be searched.

mod book;

pub(crate) use book::Leaf;

use crate::desk::People;
use crate::sections::{prescriptions, vitals};
use book::Book;
use chart::sections::allergies::AllergyStatement;
use chart::sections::documents::DocumentStatus;
use chart::sections::medications::MedicationStatus;
use chart::sections::orders::{Order, OrderPriority, OrderedTest};
use chart::sections::results::{Found, ResultReport, ResultValue};
use chart::{Chart, PatientId, RecordId};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use ts_rs::TS;

/// One page of the timeline.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineItem {
    /// The section's word, or `received`.
    pub section: String,
    /// The record.
    pub record: RecordId,
    /// `Visit — cough`.
    pub title: String,
    /// When it was true.
    pub at: DateTime<FixedOffset>,
    /// Whose it is.
    pub by: String,
    /// What state it is in: `signed`, `draft`, `active`, `cancelled`; empty where a section has no states.
    pub state: String,
    /// What it says.
    pub lines: Vec<TimelineLine>,
    /// It was entered in error: struck through, and why.
    pub in_error: Option<String>,
    /// People disagree about it.
    pub disputed: bool,
    /// It was imported.
    pub imported: bool,
    /// How many versions there are.
    pub versions: usize,
    /// It was filed in the wrong chart and moved, from here or to here.
    pub refiled: Option<RefiledView>,
    /// The words that were looked for, where they stand on the page.
    pub marks: Vec<PageMark>,
}

/// The other end of a page that was filed in the wrong chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RefiledView {
    /// It is in the other chart now; else it came from there.
    pub gone: bool,
    /// Whose chart that is.
    pub patient: PatientId,
    /// Its number. No name: this chart is another person's.
    pub chart_number: String,
    /// Who moved it; for what came, who had said it there.
    pub by: String,
    /// When it was moved; for what came, when it had been written down.
    pub at: DateTime<FixedOffset>,
}

/// A word that was looked for, where it stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct PageMark {
    /// The place of the line; none for the title.
    pub line: Option<usize>,
    /// Where it starts, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// One line of a page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineLine {
    /// `S`, `O`, `A/P`, or empty.
    pub label: String,
    /// The text.
    pub text: String,
    /// It stands out: a value beyond its range, a high-risk allergy.
    pub alert: bool,
    /// It stands on the same line as the one before: the values of a report.
    pub joined: bool,
}

impl TimelineLine {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { label: String::new(), text: text.into(), alert: false, joined: false }
    }

    /// Facts on one line, a dot between two; what says nothing is left out.
    fn facts<const N: usize>(facts: [&str; N]) -> Self {
        let said: Vec<&str> = facts.into_iter().map(str::trim).filter(|fact| !fact.is_empty()).collect();
        Self::plain(said.join(" · "))
    }

    fn labelled(label: &str, text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            label: label.to_owned(),
            text: text.to_owned(),
            alert: false,
            joined: false,
        })
    }
}

/// All pages of a chart, newest first, not written out yet. A visit and its note are one page.
pub(crate) fn leaves<'a>(chart: &'a Chart, people: &'a People, offset: FixedOffset) -> Vec<Leaf<'a>> {
    let mut book = Book::of(chart, people, offset);
    book.section("vitals", &chart.vitals, |_, set| {
        ("Vitals".to_owned(), String::new(), vec![TimelineLine::plain(vitals::in_one_line(set))])
    });
    book.section("allergies", &chart.allergies, |_, statement| match statement {
        AllergyStatement::Listed(allergy) => {
            let alert = allergy.is_active();
            let line = TimelineLine { alert, ..TimelineLine::plain(allergy.short()) };
            ("Allergy".to_owned(), word(&allergy.clinical_status), vec![line])
        }
        AllergyStatement::NoneKnown => {
            ("Allergies asked".to_owned(), String::new(), vec![TimelineLine::plain("None known")])
        }
    });
    book.section("problems", &chart.problems, |_, problem| {
        let code = problem.condition.codings.first().map(|coding| coding.code.as_str()).unwrap_or_default();
        let line = TimelineLine::facts([&problem.condition.text, code]);
        ("Problem".to_owned(), word(&problem.clinical_status), vec![line])
    });
    book.section("medications", &chart.medications, |_, medicine| {
        let mut lines = vec![TimelineLine::facts([&medicine.name(), &medicine.instructions])];
        lines.extend(medicine.reason.as_deref().and_then(|reason| TimelineLine::labelled("for", reason)));
        ("Medicine".to_owned(), word(&medicine.status), lines)
    });
    book.section("prescriptions", &chart.prescriptions, |_, prescription| {
        let lines = prescription.items.iter().map(|item| TimelineLine::plain(prescriptions::in_words(item)));
        (format!("Prescription {}", prescription.number), word(&prescription.status), lines.collect())
    });
    book.section("tasks", &chart.tasks, |_, task| {
        let due = task.due.map(|due| format!("by {due}"));
        let whose = task.whose.map(|role| format!("for {}", word(&role).replace('-', " ")));
        let said: Vec<String> = [whose, due, task.outcome.clone()].into_iter().flatten().collect();
        (
            task.short(),
            word(&task.status),
            TimelineLine::labelled("", &said.join(" · ")).into_iter().collect(),
        )
    });
    book.section("results", &chart.results, |_, report| {
        (format!("Results — {}", report.name), unusual(&report.status), result_lines(report))
    });
    book.section("immunizations", &chart.immunizations, |_, vaccine| {
        let details = [&vaccine.dose, &vaccine.route, &vaccine.site, &vaccine.not_done_reason];
        let mut text: Vec<String> = details.into_iter().flatten().cloned().collect();
        text.extend(vaccine.lot.as_ref().map(|lot| format!("lot {lot}")));
        if vaccine.given_elsewhere {
            text.push("given elsewhere".to_owned());
        }
        let title = format!("Immunization — {}", vaccine.vaccine.text);
        (title, word(&vaccine.status), TimelineLine::labelled("", &text.join(" · ")).into_iter().collect())
    });
    book.section("orders", &chart.orders, |_, order| {
        let lines = order_lines(order).into_iter().map(TimelineLine::plain).collect();
        (
            format!("Order — {}", order.set.clone().unwrap_or_else(|| order.short())),
            word(&order.status),
            lines,
        )
    });
    book.section("documents", &chart.documents, move |_, document| {
        let dated = document.dated.and_then(|date| paper::dates::partial(&date.to_string()));
        let dated = dated.map(|date| format!("dated {date}"));
        let pages = document.pages.filter(|pages| *pages > 1).map(|pages| format!("{pages} pages"));
        let review = document.review.as_ref().map(|review| format!("reviewed by {}", people.name(review.by)));
        let parts: Vec<String> =
            [document.source.clone(), dated, pages, review].into_iter().flatten().collect();
        let mut lines: Vec<TimelineLine> =
            TimelineLine::labelled("", &parts.join(" · ")).into_iter().collect();
        lines.extend(document.note.as_deref().and_then(|note| TimelineLine::labelled("", note)));
        let state = match (document.status, &document.review) {
            (DocumentStatus::Superseded, _) => "superseded",
            (_, None) => "to review",
            (_, Some(_)) => "",
        };
        (format!("{} — {}", document.kind.label(), document.title), state.to_owned(), lines)
    });
    book.section("histories", &chart.histories, |version, said| {
        let short = said.short(version.effective_at.date_naive());
        ("History".to_owned(), String::new(), vec![TimelineLine::plain(short)])
    });
    book.section("goals", &chart.goals, |_, goal| {
        let mut lines = vec![TimelineLine::plain(goal.short())];
        lines.extend(goal.comment.as_deref().and_then(|why| TimelineLine::labelled("for", why)));
        ("Goal".to_owned(), word(&goal.status), lines)
    });
    book.section("received", &chart.received, |_, received| {
        (received.kind.clone(), "kept as received".to_owned(), vec![TimelineLine::plain(&received.title)])
    });
    let mut leaves = book.newest_first();
    // What was just ordered stands on its prescription's page; a page of its own would say it twice.
    let ordered = |leaf: &Leaf<'_>| {
        let taken =
            chart.medications.get(leaf.record).and_then(|record| record.reading()).map(|(_, taken)| taken);
        leaf.section == "medications"
            && taken
                .is_some_and(|taken| taken.prescription.is_some() && taken.status == MedicationStatus::Active)
    };
    leaves.retain(|leaf| !ordered(leaf));
    leaves
}

/// All pages of a chart written out, newest first.
pub(crate) fn pages(chart: &Chart, people: &People, offset: FixedOffset) -> Vec<TimelineItem> {
    leaves(chart, people, offset).iter().map(Leaf::page).collect()
}

fn result_lines(report: &ResultReport) -> Vec<TimelineLine> {
    report
        .values
        .iter()
        .enumerate()
        .map(|(place, value)| TimelineLine {
            alert: value.flag().is_abnormal(),
            joined: place > 0,
            ..TimelineLine::plain(result_in_words(value))
        })
        .collect()
}

/// `INR 3.8 H (2.0–3.0)`.
pub(crate) fn result_in_words(value: &ResultValue) -> String {
    let found = match &value.found {
        Found::Quantity(quantity) => {
            format!("{} {}", quantity.shown_value(), quantity.shown_unit()).trim().to_owned()
        }
        Found::Text(text) => text.clone(),
    };
    let mut text = format!("{} {found}", value.test.text);
    if let Some(flag) = value.interpretation.as_deref().filter(|flag| *flag != "N") {
        text.push_str(&format!(" {flag}"));
    }
    if let Some(range) = &value.range {
        text.push_str(&format!(" ({range})"));
    }
    text
}

/// The tests of an order, each with what has come of it, and what stands with them.
pub(crate) fn order_lines(order: &Order) -> Vec<String> {
    let answered = |test: &OrderedTest| match test.result {
        Some(_) => format!("{} (result in)", test.words()),
        None => test.words(),
    };
    let mut lines = vec![order.tests.iter().map(answered).collect::<Vec<_>>().join(", ")];
    if order.priority != OrderPriority::Routine {
        lines.push(word(&order.priority));
    }
    lines.extend(order.reason.iter().map(|reason| format!("for {reason}")));
    lines.extend(order.instructions.clone());
    lines.extend(order.status_reason.clone());
    lines
}

/// A report is final unless it says otherwise.
fn unusual(status: &str) -> String {
    if status == "final" { String::new() } else { status.to_owned() }
}

/// A status word as FHIR writes it.
pub(crate) fn word<T: Serialize>(status: &T) -> String {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
