//! Finding what was said: in the chart on screen, page by page, and in all charts, by patient.
//!
//! In one chart the pages themselves are looked through, so the search is as much as at a past day as the chart is, and
//! what was entered in error comes up as it stands there, struck through. In all charts the store's index names the
//! records, and only those are read. It holds what counts now: nothing in error, nothing replaced, and nothing of a
//! restricted chart that the person at the desk has not opened with a reason, not even that there is something.

use crate::access;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::timeline::{self, PageMark, TimelineItem, TimelineLine};
use crate::view::PatientHead;
use chart::sections::notes::NoteStatement;
use chart::{Chart, Entry, PatientId, RecordId, Statement};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use store::{Mark, SaidHit, Sought};
use ts_rs::TS;

/// Look for something in all charts.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindEverywhere {
    /// Words, or their beginnings; all have to be on one page.
    pub text: String,
}

/// What was found in all charts.
#[derive(Debug, Serialize, TS)]
pub struct FoundEverywhere {
    /// The patients, those first of whom it was said last.
    pub patients: Vec<FoundPatient>,
    /// There is more than is listed: more words narrow it.
    pub more: bool,
    /// One letter is too little to look for.
    pub too_short: bool,
}

/// A patient in whose chart it was said.
#[derive(Debug, Serialize, TS)]
pub struct FoundPatient {
    /// Who.
    pub head: PatientHead,
    /// The pages that say it, newest first, three at most.
    pub pages: Vec<FoundPage>,
    /// More pages of this chart say it.
    pub more: bool,
}

/// A page that says it.
#[derive(Debug, Serialize, TS)]
pub struct FoundPage {
    /// The section's word.
    pub section: String,
    /// The record, as on the timeline.
    pub record: RecordId,
    /// `Visit — cough`.
    pub title: Vec<FoundText>,
    /// When it was true.
    pub at: DateTime<FixedOffset>,
    /// Whose it is.
    pub by: String,
    /// The lines that say it, cut to what stands around the words, two at most.
    pub lines: Vec<Vec<FoundText>>,
    /// It says words one typing slip apart from those typed.
    pub similar: bool,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FoundText {
    /// The text.
    pub text: String,
    /// It is what was looked for.
    pub hit: bool,
}

/// How much is listed.
const MOST_PATIENTS: usize = 20;
const MOST_PAGES: usize = 3;
const MOST_LINES: usize = 2;
/// How many records are asked of the index. With fewer pages than `ENOUGH` found, slips are tried as well.
const MOST_RECORDS: usize = 150;
const ENOUGH: usize = 5;
/// How much of a line stands before the first word found, and after it, in bytes.
const BEFORE: usize = 40;
const AFTER: usize = 120;

/// Keeps the pages of a chart that say all the words, with the words marked. Slips are tried where nothing else fits.
pub(crate) fn keep(pages: &mut Vec<TimelineItem>, chart: &Chart, sought: &Sought) {
    for slips in [false, true] {
        let found: Vec<TimelineItem> =
            pages.iter().filter_map(|page| marked(page, chart, sought, slips)).collect();
        if slips || !found.is_empty() {
            *pages = found;
            return;
        }
    }
}

/// The page with its marks, when it says all the words. What the record says beyond its page is shown below it then.
fn marked(page: &TimelineItem, chart: &Chart, sought: &Sought, slips: bool) -> Option<TimelineItem> {
    let mut words = HashSet::new();
    let mut marks = Vec::new();
    let titled = (None, page.title.as_str());
    let lines = page.lines.iter().enumerate().map(|(place, line)| (Some(place), line.text.as_str()));
    for (line, text) in std::iter::once(titled).chain(lines) {
        note(line, text, &sought.marks(text, slips), &mut words, &mut marks);
    }
    let mut more = Vec::new();
    if words.len() < sought.count() {
        for text in chart.words_of(&page.section, page.record) {
            let found = sought.marks(&text, slips);
            if found.iter().any(|mark| !words.contains(&mark.word)) {
                note(Some(page.lines.len() + more.len()), &text, &found, &mut words, &mut marks);
                more.push(TimelineLine::plain(text));
            }
        }
    }
    (words.len() == sought.count()).then(|| {
        let mut page = page.clone();
        page.lines.append(&mut more);
        TimelineItem { marks, ..page }
    })
}

fn note(
    line: Option<usize>,
    text: &str,
    found: &[Mark],
    words: &mut HashSet<usize>,
    marks: &mut Vec<PageMark>,
) {
    let units = |bytes: usize| text[..bytes].encode_utf16().count();
    for mark in found {
        words.insert(mark.word);
        let mark = PageMark { line, start: units(mark.start), end: units(mark.end) };
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
}

pub(crate) fn find_everywhere(
    desk: &mut Desk<'_>,
    request: FindEverywhere,
) -> Result<FoundEverywhere, Problem> {
    let nothing = |too_short| FoundEverywhere { patients: Vec::new(), more: false, too_short };
    let Some(sought) = Sought::read(&request.text) else { return Ok(nothing(false)) };
    if sought.is_short() && desk.store().find_said(&sought, false, 1)?.is_empty() {
        return Ok(nothing(true));
    }
    desk.search()?;
    let mut list =
        List { sought, patients: Vec::new(), heads: HashMap::new(), seen: HashSet::new(), more: false };
    let hits = desk.store().find_said(&list.sought, false, MOST_RECORDS)?;
    list.take(desk, hits, false)?;
    if list.patients.iter().map(|found| found.pages.len()).sum::<usize>() < ENOUGH {
        let hits = desk.store().find_said(&list.sought, true, MOST_RECORDS)?;
        list.take(desk, hits, true)?;
    }
    Ok(FoundEverywhere { patients: list.patients, more: list.more, too_short: false })
}

struct List {
    sought: Sought,
    patients: Vec<FoundPatient>,
    /// None: a chart that is closed to the person at the desk.
    heads: HashMap<PatientId, Option<PatientHead>>,
    seen: HashSet<(PatientId, RecordId)>,
    more: bool,
}

impl List {
    fn take(&mut self, desk: &Desk<'_>, hits: Vec<SaidHit>, slips: bool) -> Result<(), Problem> {
        let full = hits.len() >= MOST_RECORDS;
        for hit in hits {
            let whole = desk.store().survivor_of(hit.patient)?;
            let Some(head) = self.head(desk, whole)? else { continue };
            let listed = self.patients.iter().position(|found| found.head.patient == head.patient);
            if listed.is_none() && self.patients.len() >= MOST_PATIENTS {
                self.more = true;
                continue;
            }
            if let Some(found) = listed.and_then(|place| self.patients.get_mut(place))
                && found.pages.len() >= MOST_PAGES
            {
                found.more = true;
                continue;
            }
            let Some(page) = self.page(desk, &hit, slips)? else { continue };
            if !self.seen.insert((hit.patient, page.record)) {
                continue;
            }
            match listed.and_then(|place| self.patients.get_mut(place)) {
                Some(found) => found.pages.push(page),
                None => self.patients.push(FoundPatient { head, pages: vec![page], more: false }),
            }
        }
        self.more |= full;
        Ok(())
    }

    fn head(&mut self, desk: &Desk<'_>, patient: PatientId) -> Result<Option<PatientHead>, Problem> {
        if let Some(known) = self.heads.get(&patient) {
            return Ok(known.clone());
        }
        let chart = Chart::fold(desk.store().registration(patient)?);
        let open = chart.patient().filter(|value| !access::is_closed(desk, patient, value));
        let head = open.map(|value| PatientHead::of(patient, value, desk.today()));
        self.heads.insert(patient, head.clone());
        Ok(head)
    }

    /// The page a record stands on, made from that record, its visit and its note alone.
    fn page(&self, desk: &Desk<'_>, hit: &SaidHit, slips: bool) -> Result<Option<FoundPage>, Problem> {
        let mut entries = desk.store().entries_of_record(hit.patient, hit.record)?;
        let mut beside: Vec<RecordId> = entries.iter().filter_map(|entry| entry.encounter).collect();
        beside.extend(entries.iter().filter_map(note_of));
        beside.sort_unstable();
        beside.dedup();
        for record in beside.into_iter().filter(|record| *record != hit.record) {
            entries.extend(desk.store().entries_of_record(hit.patient, record)?);
        }
        let chart = Chart::fold(entries);
        let pages = timeline::pages(&chart, desk.people(), desk.offset());
        let mut found = pages.iter().filter(|page| page.in_error.is_none());
        let page = found.find_map(|page| marked(page, &chart, &self.sought, slips));
        Ok(page.map(|page| FoundPage {
            section: page.section,
            record: page.record,
            title: pieces(&page.title, &self.sought.marks(&page.title, slips)),
            at: page.at,
            by: page.by,
            lines: page
                .lines
                .iter()
                .filter_map(|line| snippet(&line.text, &self.sought.marks(&line.text, slips)))
                .take(MOST_LINES)
                .collect(),
            similar: slips,
        }))
    }
}

/// The note that an addendum or a second signature belongs to.
fn note_of(entry: &Entry) -> Option<RecordId> {
    match &entry.body.said {
        Statement::Notes(NoteStatement::Addendum(addendum)) => Some(addendum.note),
        Statement::Notes(NoteStatement::CoSigned(signature)) => Some(signature.note),
        _ => None,
    }
}

/// What stands around the words found, on one line. None for a line without one.
fn snippet(line: &str, marks: &[Mark]) -> Option<Vec<FoundText>> {
    let first = marks.first()?;
    let mut from = first.start.saturating_sub(BEFORE);
    let mut until = (first.end + AFTER).min(line.len());
    // Not in the middle of a word.
    while from > 0 && from < first.start && !line[..floor(line, from)].ends_with(char::is_whitespace) {
        from += 1;
    }
    from = floor(line, from);
    while until < line.len()
        && (!line.is_char_boundary(until) || !line[until..].starts_with(char::is_whitespace))
    {
        until += 1;
    }
    let inside: Vec<Mark> = marks
        .iter()
        .filter(|mark| mark.start >= from && mark.end <= until)
        .map(|mark| Mark { start: mark.start - from, end: mark.end - from, ..*mark })
        .collect();
    let mut pieces = pieces(&line[from..until], &inside);
    let ellipsis = || FoundText { text: "…".to_owned(), hit: false };
    if from > 0 {
        pieces.insert(0, ellipsis());
    }
    if until < line.len() {
        pieces.push(ellipsis());
    }
    Some(pieces)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn pieces(text: &str, marks: &[Mark]) -> Vec<FoundText> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for mark in marks {
        if mark.start < done {
            continue;
        }
        pieces.push(FoundText { text: text[done..mark.start].to_owned(), hit: false });
        pieces.push(FoundText { text: text[mark.start..mark.end].to_owned(), hit: true });
        done = mark.end;
    }
    pieces.push(FoundText { text: text[done..].to_owned(), hit: false });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}
