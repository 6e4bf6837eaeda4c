//! Notes: a draft that is in the file at every pause, a review of what will be signed, the signature, the addendum.

mod chips;
mod copying;
mod phrases;
mod plans;
mod review;
mod settled;
mod unsigned;
mod values;
mod versions;

pub use chips::{EnterNow, LineChip, LineCompletion, LineView, NoteChip, Planned, ReadLine};
pub(crate) use chips::{enter_now, read_line};
pub(crate) use copying::copy_forward;
pub use copying::{CopyForward, CopyPart, CopyView};
pub use phrases::{
    ExpandPhrase, ExpandedPart, ExpandedPhrase, ExpandedPiece, PhraseView, RemovePhrase, SavePhrase,
    ThisVisit,
};
pub(crate) use phrases::{
    expand, list as phrases, of_visit as phrase_of_visit, remove as remove_phrase, save as save_phrase,
};
pub(crate) use review::review;
pub use review::{Missing, NoteReview, ReviewNote, ReviewPart, StaleValue};
pub use settled::{AddAddendum, CoSign, NoteView, RetractNote};
pub(crate) use settled::{addendum, cosign, retract, signed_note, view};
pub use unsigned::UnsignedNote;
pub(crate) use unsigned::{overdue as unsigned_count, unsigned};
pub(crate) use versions::versions;
pub use versions::{Changed, NotePiece, NoteVersion, NoteVersions, VersionPart};

use crate::desk::Desk;
use crate::problem::{Problem, ProblemCode};
use crate::sections::{encounters, prescriptions};
use chart::sections::notes::{Note, NoteStatement};
use chart::sections::prescriptions::PrescriptionItem;
use chart::sections::staff::Role;
use chart::{Chart, PatientId, RecordId, StaffId, Statement};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::DraftKey;
use ts_rs::TS;

/// A visit being written: kept in the encrypted file at every pause, entered when it is signed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct VisitDraft {
    /// The note so far.
    pub note: Note,
    /// Drugs accepted and not yet signed.
    pub items: Vec<PrescriptionItem>,
    /// The drug line being typed.
    pub line: String,
    /// What was typed into the note and accepted: it is entered when the note is signed.
    pub chips: Vec<NoteChip>,
    /// Fields that were copied from another note, as they were when copied.
    pub copied: BTreeMap<String, CopiedPart>,
    /// Where the cursor was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cursor: Option<Cursor>,
}

/// A part of a note that was copied from another; it counts as copied until it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CopiedPart {
    /// The day of the note it was copied from.
    pub on: NaiveDate,
    /// The text as it was copied.
    pub text: String,
}

/// Where somebody was typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    /// The field: `subjective`.
    pub field: String,
    /// How many characters stand before it.
    pub position: u32,
}

/// Read the draft of a visit.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftRequest {
    /// Whose chart.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
}

/// The draft of a visit, or the note once it is signed.
#[derive(Debug, Serialize, TS)]
pub struct DraftView {
    /// The draft; blank when nothing was written yet.
    pub draft: VisitDraft,
    /// When it was saved last.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// The how many-eth save; 0 before the first.
    pub revision: u64,
    /// The signed note, when the visit has one.
    pub signed: Option<NoteView>,
}

/// Save the draft.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// Whose chart.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
    /// What was written.
    pub draft: VisitDraft,
    /// The revision it continues; 0 for the first.
    pub revision: u64,
}

/// The draft is in the file.
#[derive(Debug, Serialize, TS)]
pub struct DraftSaved {
    /// When.
    pub saved_at: DateTime<FixedOffset>,
    /// The revision to continue.
    pub revision: u64,
}

/// Sign the note and the prescription of a visit.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignNote {
    /// Whose chart.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
    /// The revision that was reviewed.
    pub revision: u64,
}

impl VisitDraft {
    /// Every drug of the visit: those of the composer, then those typed into the note, in the order of its text.
    pub(crate) fn all_items(&self) -> Vec<PrescriptionItem> {
        let typed = self.chips.iter().filter_map(|chip| match &chip.plan {
            Planned::Prescription { item } => Some(item),
            _ => None,
        });
        self.items.iter().chain(typed).cloned().collect()
    }

    /// Nothing was written but, perhaps, the reason, which the desk wrote.
    fn is_blank(&self) -> bool {
        let text = Note { reason: String::new(), ..self.note.clone() };
        text.is_blank() && self.items.is_empty() && self.chips.is_empty()
    }
}

/// The name of a visit's draft in the file.
fn key(owner: StaffId, patient: PatientId, encounter: RecordId) -> DraftKey {
    DraftKey { owner, patient, kind: "note".to_owned(), about: Some(encounter) }
}

pub(crate) fn draft(desk: &mut Desk<'_>, request: DraftRequest) -> Result<DraftView, Problem> {
    let chart = desk.chart(request.patient)?;
    let (_, visit) = encounters::of(&chart, request.encounter)?;
    let signed = match signed_note(&chart, request.encounter) {
        Some(note) => Some(view(desk, &chart, note)?),
        None => None,
    };
    let Some((mut draft, stamp)) = stored(desk, desk.user(), request.patient, request.encounter)? else {
        let note = settled::retracted_text(&chart, request.encounter)
            .cloned()
            .unwrap_or_else(|| Note { reason: visit.reason.clone(), ..Note::default() });
        return Ok(DraftView {
            draft: VisitDraft { note, ..VisitDraft::default() },
            saved_at: None,
            revision: 0,
            signed,
        });
    };
    if draft.note.reason.trim().is_empty() {
        // The desk or the nurse may have written it since.
        draft.note.reason.clone_from(&visit.reason);
    }
    Ok(DraftView {
        draft,
        saved_at: Some(stamp.saved_at.with_timezone(&desk.offset())),
        revision: stamp.revision,
        signed,
    })
}

pub(crate) fn save_draft(desk: &mut Desk<'_>, request: SaveDraft) -> Result<DraftSaved, Problem> {
    let key = key(desk.user(), request.patient, request.encounter);
    let before = desk.store().draft(&key)?.map_or(0, |draft| draft.stamp.revision);
    if before != request.revision {
        return Err(Problem::new(
            ProblemCode::Conflict,
            "This draft was saved from another window since. What you typed is still here; open the visit anew to compare.",
        ));
    }
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    if signed_note(&chart, request.encounter).is_some() {
        return Err(Problem::refused("This visit has a signed note. Write an addendum to it."));
    }
    let json = serde_json::to_string(&request.draft)
        .map_err(|_| Problem::new(ProblemCode::Internal, "The draft could not be written out."))?;
    let now = desk.now;
    let stamp = desk.store_mut().save_draft(&key, &json, now)?;
    Ok(DraftSaved { saved_at: stamp.saved_at.with_timezone(&desk.offset()), revision: stamp.revision })
}

pub(crate) fn sign(desk: &mut Desk<'_>, request: SignNote) -> Result<NoteView, Problem> {
    let (patient, encounter, now) = (request.patient, request.encounter, desk.now);
    let chart = desk.chart(patient)?;
    let (visit_record, visit) = encounters::of(&chart, encounter)?;
    if signed_note(&chart, encounter).is_some() {
        return Err(Problem::refused("This visit has a signed note. Write an addendum to it."));
    }
    let (draft, stamp) = stored(desk, desk.user(), patient, encounter)?
        .ok_or_else(|| Problem::refused("Nothing is written in this visit yet."))?;
    if stamp.revision != request.revision {
        return Err(Problem::new(
            ProblemCode::Conflict,
            "The note was changed after it was reviewed. Review it again: you sign exactly what you were shown.",
        ));
    }
    let missing = review::missing(&draft, &chart, encounter, now);
    if let Some(item) = missing.into_iter().find(|item| item.forbids) {
        return Err(Problem::invalid(&item.field, item.message));
    }
    prescriptions::contraindications_are_answered(desk, &chart, &draft.all_items())?;
    let mut over = visit.clone();
    let ends = over.is_open();
    if ends {
        encounters::finished(&mut over, now)?;
    }
    let key = key(desk.user(), patient, encounter);
    let items = draft.all_items();
    let note = desk.write(|pen| {
        let said = Statement::Notes(NoteStatement::Signed(draft.note.clone()));
        let note = match settled::retracted(&chart, encounter) {
            // A note that was taken back is said anew: its versions stay side by side.
            Some(record) => pen.say_anew(patient, record, said, None)?,
            None => pen.say(patient, Some(encounter), said)?,
        };
        for chip in &draft.chips {
            plans::enter(pen, &chart, patient, encounter, &chip.plan)?;
        }
        for order in plans::orders(draft.chips.iter().map(|chip| &chip.plan)) {
            pen.say(patient, Some(encounter), Statement::Orders(order))?;
        }
        if !items.is_empty() {
            prescriptions::order(pen, &chart, patient, Some(encounter), now, &items)?;
        }
        if ends {
            pen.say_anew(patient, visit_record, Statement::Encounters(over), None)?;
        }
        pen.writing.drop_draft(&key)?;
        Ok(note)
    })?;
    let chart = desk.chart(patient)?;
    view(desk, &chart, note)
}

/// How far a visit's note is, for the list of the day.
pub(crate) fn progress(
    desk: &Desk<'_>,
    chart: &Chart,
    patient: PatientId,
    encounter: RecordId,
) -> Result<encounters::NoteProgress, Problem> {
    if signed_note(chart, encounter).is_some() {
        return Ok(encounters::NoteProgress::Signed);
    }
    let writers: Vec<StaffId> = desk
        .people()
        .members()
        .filter(|(_, member, _)| matches!(member.role, Role::Physician | Role::Nurse))
        .map(|(staff, ..)| staff)
        .collect();
    for writer in writers {
        if let Some((draft, _)) = stored(desk, writer, patient, encounter)?
            && !draft.is_blank()
        {
            return Ok(encounters::NoteProgress::Draft);
        }
    }
    Ok(encounters::NoteProgress::None)
}

/// The draft of a visit as it is in the file.
pub(crate) fn stored(
    desk: &Desk<'_>,
    owner: StaffId,
    patient: PatientId,
    encounter: RecordId,
) -> Result<Option<(VisitDraft, store::DraftStamp)>, Problem> {
    let Some(draft) = desk.store().draft(&key(owner, patient, encounter))? else { return Ok(None) };
    let parsed = serde_json::from_str(&draft.json).map_err(|_| {
        Problem::new(ProblemCode::Integrity, "The draft of this visit cannot be read. It is kept as it is.")
    })?;
    Ok(Some((parsed, draft.stamp)))
}
