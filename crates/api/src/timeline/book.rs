//! The pages of a chart in their order, and how each is written out.

use super::{RefiledView, TimelineItem, TimelineLine};
use crate::desk::People;
use crate::view::from_elsewhere;
use chart::fold::Stated;
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::notes::NoteStatement;
use chart::{Chart, Record, RecordId, Refiled, Section, Version};
use chrono::{DateTime, FixedOffset};
use std::collections::HashMap;

/// Where a page stands: what belongs to a visit stands under it, the rest by its own time.
type Place = (DateTime<FixedOffset>, Option<RecordId>, bool, DateTime<FixedOffset>, RecordId);

/// A page in its place. It is written out when it is read: of a thousand, forty are looked at.
pub(crate) struct Leaf<'a> {
    place: Place,
    /// The section's word.
    pub(crate) section: &'static str,
    /// The record.
    pub(crate) record: RecordId,
    write: Box<dyn Fn() -> TimelineItem + 'a>,
}

impl Leaf<'_> {
    /// The page in words.
    pub(crate) fn page(&self) -> TimelineItem {
        (self.write)()
    }
}

/// The pages of one chart, in the order in which they were put in.
pub(super) struct Book<'a> {
    hand: Hand<'a>,
    visits: HashMap<RecordId, DateTime<FixedOffset>>,
    leaves: Vec<Leaf<'a>>,
}

impl<'a> Book<'a> {
    /// A book with the visits of the chart in it, each with its signed note.
    pub(super) fn of(chart: &'a Chart, people: &'a People, offset: FixedOffset) -> Self {
        let visits = chart
            .encounters
            .readings()
            .filter_map(|(record, _, visit)| Some((record.id, visit.at()?)))
            .collect();
        let mut book = Self { hand: Hand { people, offset }, visits, leaves: Vec::new() };
        book.visits(chart);
        book
    }

    /// Every record of a section as a page of its own, in these words: title, state, lines.
    pub(super) fn section<T: Stated>(
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

    /// The pages, newest first.
    pub(super) fn newest_first(self) -> Vec<Leaf<'a>> {
        let mut leaves = self.leaves;
        leaves.sort_by_cached_key(|leaf| std::cmp::Reverse(leaf.place));
        leaves
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
