//! The timeline: every record of a chart as a page, newest first, in words that can be searched.

use crate::desk::People;
use crate::sections::{prescriptions, vitals};
use crate::view::from_elsewhere;
use chart::fold::Stated;
use chart::sections::allergies::AllergyStatement;
use chart::sections::documents::DocumentStatus;
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::medications::MedicationStatus;
use chart::sections::notes::NoteStatement;
use chart::sections::orders::{Order, OrderPriority, OrderedTest};
use chart::sections::results::{Found, ResultReport, ResultValue};
use chart::{Chart, PatientId, Record, RecordId, Refiled, Section, Version};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::collections::HashMap;
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
    let visits =
        chart.encounters.readings().filter_map(|(record, _, visit)| Some((record.id, visit.at()?))).collect();
    let mut book = Book { hand: Hand { people, offset }, visits, leaves: Vec::new() };
    book.visits(chart);
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
    let mut leaves = book.leaves;
    // What was just ordered stands on its prescription's page; a page of its own would say it twice.
    let ordered = |leaf: &Leaf<'_>| {
        let taken =
            chart.medications.get(leaf.record).and_then(|record| record.reading()).map(|(_, taken)| taken);
        leaf.section == "medications"
            && taken
                .is_some_and(|taken| taken.prescription.is_some() && taken.status == MedicationStatus::Active)
    };
    leaves.retain(|leaf| !ordered(leaf));
    leaves.sort_by_cached_key(|leaf| std::cmp::Reverse(leaf.place));
    leaves
}

/// All pages of a chart written out, newest first.
pub(crate) fn pages(chart: &Chart, people: &People, offset: FixedOffset) -> Vec<TimelineItem> {
    leaves(chart, people, offset).iter().map(Leaf::page).collect()
}

/// Where a page stands: what belongs to a visit stands under it, the rest by its own time.
type Place = (DateTime<FixedOffset>, Option<RecordId>, bool, DateTime<FixedOffset>, RecordId);

/// A page in its place. It is written out when it is read: of a thousand, forty are looked at.
pub(crate) struct Leaf<'a> {
    place: Place,
    section: &'static str,
    record: RecordId,
    write: Box<dyn Fn() -> TimelineItem + 'a>,
}

impl Leaf<'_> {
    /// The section's word.
    pub(crate) fn section(&self) -> &'static str {
        self.section
    }

    /// The page in words.
    pub(crate) fn page(&self) -> TimelineItem {
        (self.write)()
    }
}

struct Book<'a> {
    hand: Hand<'a>,
    visits: HashMap<RecordId, DateTime<FixedOffset>>,
    leaves: Vec<Leaf<'a>>,
}

impl<'a> Book<'a> {
    fn section<T: Stated>(
        &mut self,
        section: &'static str,
        records: &'a Section<T>,
        say: impl Fn(&Version<T>, &T) -> (String, String, Vec<TimelineLine>) + Copy + 'a,
    ) {
        let hand = self.hand;
        for record in records.records() {
            let Some((version, value)) = record.last_said() else { continue };
            self.add(section, record.id, version.encounter, version.effective_at, move || {
                let (title, state, lines) = say(version, value);
                hand.page(section, record, version, title, state, lines)
            });
        }
    }

    /// A visit, its signed note and the addenda to it are one page.
    fn visits(&mut self, chart: &'a Chart) {
        let mut notes: HashMap<RecordId, Vec<&Record<NoteStatement>>> = HashMap::new();
        let mut addenda: HashMap<RecordId, Vec<Addendum<'a>>> = HashMap::new();
        let mut loose = Vec::new();
        for record in chart.notes.records() {
            match record.last_said() {
                Some((version, NoteStatement::Addendum(addendum))) if !record.is_in_error() => {
                    addenda.entry(addendum.note).or_default().push((version, &addendum.text));
                }
                Some((version, NoteStatement::CoSigned(signature))) if !record.is_in_error() => {
                    addenda.entry(signature.note).or_default().push((version, &signature.remark));
                }
                Some((version, NoteStatement::Signed(_))) => match version.encounter {
                    Some(visit) if chart.encounters.get(visit).is_some() && !record.is_in_error() => {
                        notes.entry(visit).or_default().push(record);
                    }
                    _ => loose.push(record),
                },
                _ => {}
            }
        }
        let hand = self.hand;
        let mut with_addenda =
            |note: &'a Record<NoteStatement>| (note, addenda.remove(&note.id).unwrap_or_default());
        for record in chart.encounters.records() {
            let Some((version, visit)) = record.last_said() else { continue };
            let at = visit.at().unwrap_or(version.effective_at);
            let notes: Vec<Noted<'a>> =
                notes.remove(&record.id).into_iter().flatten().map(&mut with_addenda).collect();
            self.add("encounters", record.id, Some(record.id), at, move || {
                let lines = notes.iter().flat_map(|(note, addenda)| hand.note_lines(note, addenda)).collect();
                let (title, state) = visit_title(visit, !notes.is_empty());
                let mut page = hand.page("encounters", record, version, title, state, lines);
                page.at = at;
                if let Some((signed, _)) = notes.first().and_then(|(note, _)| note.reading()) {
                    page.by = hand.people.name(signed.author);
                }
                page
            });
        }
        for note in loose {
            let Some((version, _)) = note.last_said() else { continue };
            let (note, addenda) = with_addenda(note);
            self.add("notes", note.id, version.encounter, version.effective_at, move || {
                let lines = hand.note_lines(note, &addenda);
                hand.page("notes", note, version, "Note".to_owned(), "signed".to_owned(), lines)
            });
        }
    }

    fn add(
        &mut self,
        section: &'static str,
        record: RecordId,
        visit: Option<RecordId>,
        own: DateTime<FixedOffset>,
        write: impl Fn() -> TimelineItem + 'a,
    ) {
        let under = visit.and_then(|visit| self.visits.get(&visit).map(|at| (visit, *at)));
        let at = under.map_or(own, |(_, at)| at);
        let place = (at, under.map(|(visit, _)| visit), section == "encounters", own, record);
        self.leaves.push(Leaf { place, section, record, write: Box::new(write) });
    }
}

/// What was added to a note, and by which version.
type Addendum<'a> = (&'a Version<NoteStatement>, &'a str);

/// A signed note with what was added to it.
type Noted<'a> = (&'a Record<NoteStatement>, Vec<Addendum<'a>>);

/// Who writes a page out: the names of people, and the clock on the wall.
#[derive(Clone, Copy)]
struct Hand<'a> {
    people: &'a People,
    offset: FixedOffset,
}

impl Hand<'_> {
    fn note_lines(&self, note: &Record<NoteStatement>, addenda: &[Addendum<'_>]) -> Vec<TimelineLine> {
        let Some((_, NoteStatement::Signed(text))) = note.last_said() else { return Vec::new() };
        let mut lines: Vec<TimelineLine> = [
            ("S", &text.subjective),
            ("O", &text.objective),
            ("A/P", &text.assessment_plan),
            ("Next", &text.follow_up),
            ("Come back", &text.safety_net),
        ]
        .into_iter()
        .filter_map(|(label, text)| TimelineLine::labelled(label, text))
        .collect();
        for (version, text) in addenda {
            let day = version.recorded_at.with_timezone(&self.offset).date_naive();
            let cosigned = matches!(version.value, Some(NoteStatement::CoSigned(_)));
            let what = if cosigned { "Signed as well" } else { "Addendum" };
            let label = format!("{what} {}, {}", paper::dates::short(day), self.people.name(version.author));
            let text = if cosigned && text.trim().is_empty() { "without a remark" } else { text };
            lines.extend(TimelineLine::labelled(&label, text));
        }
        lines
    }

    fn page<T: Stated>(
        &self,
        section: &str,
        record: &Record<T>,
        version: &Version<T>,
        title: String,
        state: String,
        lines: Vec<TimelineLine>,
    ) -> TimelineItem {
        let in_error = record.is_in_error().then(|| {
            let head = record.heads().find(|head| head.value.is_none());
            head.and_then(|head| head.why.clone()).unwrap_or_default()
        });
        TimelineItem {
            section: section.to_owned(),
            record: record.id,
            title,
            at: version.effective_at,
            by: self.people.name(version.author),
            state,
            lines,
            in_error,
            disputed: record.is_disputed(),
            imported: from_elsewhere(version.imported.as_deref()).is_some(),
            versions: record.versions.len(),
            refiled: self.refiled(record),
            marks: Vec::new(),
        }
    }

    fn refiled<T: Stated>(&self, record: &Record<T>) -> Option<RefiledView> {
        let moved = |version: &Version<T>| {
            let refiled = version.refiled.as_ref()?;
            let (gone, author, at) = match refiled {
                Refiled::To { .. } => (true, version.author, version.recorded_at),
                Refiled::From { author, recorded_at, .. } => (false, *author, *recorded_at),
            };
            Some(RefiledView {
                gone,
                patient: refiled.patient(),
                chart_number: String::new(),
                by: self.people.name(author),
                at: at.with_timezone(&self.offset),
            })
        };
        record.heads().find_map(moved).or_else(|| record.versions.first().and_then(moved))
    }
}

fn visit_title(visit: &Encounter, signed: bool) -> (String, String) {
    let title = if visit.reason.trim().is_empty() {
        "Visit".to_owned()
    } else {
        format!("Visit — {}", visit.reason)
    };
    let state = match (visit.status, signed) {
        (EncounterStatus::Cancelled, _) => "cancelled",
        (_, true) => "signed",
        (EncounterStatus::Planned, _) => "planned",
        (EncounterStatus::Finished, false) => "no signed note",
        _ => "open",
    };
    (title, state.to_owned())
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
