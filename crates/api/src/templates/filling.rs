//! What a template is filled from: one chart, one visit, one practice, and who prints it.

use crate::desk::{Desk, People};
use crate::prints::common::Opened;
use crate::problem::Problem;
use crate::sections::{encounters, notes};
use chart::sections::encounters::Encounter;
use chart::sections::notes::{Note, NoteStatement};
use chart::{Chart, Record, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Everything a placeholder may ask.
pub(crate) struct Filling<'a> {
    pub(crate) chart: &'a Chart,
    pub(crate) opened: &'a Opened,
    pub(crate) people: &'a People,
    pub(crate) user: StaffId,
    pub(crate) visit: Option<(RecordId, &'a Encounter)>,
    /// The signed note of the visit, or its draft.
    pub(crate) note: Note,
    pub(crate) note_author: Option<StaffId>,
    pub(crate) signed_at: Option<DateTime<FixedOffset>>,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) now: DateTime<FixedOffset>,
}

impl<'a> Filling<'a> {
    /// The visit asked for, or the newest that has begun, or none where there is none.
    pub(crate) fn of(
        desk: &'a Desk<'_>,
        opened: &'a Opened,
        visit: Option<RecordId>,
        period: (Option<NaiveDate>, Option<NaiveDate>),
    ) -> Result<Self, Problem> {
        let chart = &*opened.chart;
        let visit = visit.or_else(|| crate::prints::newest_visit(chart));
        let visit = match visit {
            Some(id) => Some((id, encounters::of(chart, id)?.1)),
            None => None,
        };
        let (mut note, mut note_author, mut signed_at) = (Note::default(), None, None);
        if let Some((id, encounter)) = visit {
            let signed =
                notes::signed_note(chart, id).and_then(|id| chart.notes.get(id)).and_then(Record::reading);
            if let Some((version, NoteStatement::Signed(said))) = signed {
                note = said.clone();
                note_author = Some(version.author);
                signed_at = Some(version.recorded_at.with_timezone(&desk.offset()));
            } else {
                let draft = notes::stored(desk, desk.user(), opened.whose, id)?;
                note = draft.map(|(draft, _)| draft.note).unwrap_or_default();
                note_author = encounter.practitioner;
            }
        }
        let (from, until) = period;
        Ok(Self {
            chart,
            opened,
            people: desk.people(),
            user: desk.user(),
            visit,
            note,
            note_author,
            signed_at,
            from,
            until,
            now: desk.now,
        })
    }

    /// Who answers for the letter: the author of the note, whom the patient saw, or who prints it.
    pub(crate) fn author(&self) -> StaffId {
        let seen_by = self.visit.and_then(|(_, visit)| visit.practitioner);
        self.note_author.or(seen_by).unwrap_or(self.user)
    }
}
