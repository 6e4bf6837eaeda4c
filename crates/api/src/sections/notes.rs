//! Notes: a draft that is in the file at every pause, a review of what will be signed, the signature, the addendum.

use crate::desk::{Desk, required};
use crate::problem::{Problem, ProblemCode};
use crate::sections::{encounters, prescriptions};
use crate::view::RecordView;
use chart::sections::allergies::AllergyState;
use chart::sections::notes::{Addendum, Note, NoteStatement};
use chart::sections::prescriptions::PrescriptionItem;
use chart::sections::staff::Role;
use chart::{Chart, PatientId, RecordId, StaffId, Statement};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use store::{DraftKey, SignatureState};
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
    /// Where the cursor was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cursor: Option<Cursor>,
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

/// Look at what would be signed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewNote {
    /// Whose chart.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
}

/// What would be signed, and what is missing.
#[derive(Debug, Serialize, TS)]
pub struct NoteReview {
    /// The revision that was reviewed; the signature is given to this one only.
    pub revision: u64,
    /// What is missing, those that forbid signing first.
    pub missing: Vec<Missing>,
    /// Exactly what will be signed.
    pub parts: Vec<ReviewPart>,
    /// Nothing forbids signing.
    pub may_sign: bool,
}

/// Something that is missing.
#[derive(Debug, Serialize, TS)]
pub struct Missing {
    /// The field or section to jump to: `assessment_plan`, `allergies`, `line`.
    pub field: String,
    /// In words.
    pub message: String,
    /// The note cannot be signed without it.
    pub forbids: bool,
}

/// A part of what will be signed.
#[derive(Debug, Serialize, TS)]
pub struct ReviewPart {
    /// `Subjective`.
    pub heading: String,
    /// The text, as it will be stored.
    pub text: String,
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

/// Add to a signed note.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddAddendum {
    /// Whose chart.
    pub patient: PatientId,
    /// Which note.
    pub note: RecordId,
    /// What is added.
    pub text: String,
}

/// A signed note with its addenda.
#[derive(Debug, Serialize, TS)]
pub struct NoteView {
    /// The note.
    pub note: RecordView<Note>,
    /// What was added, oldest first.
    pub addenda: Vec<RecordView<String>>,
    /// `signed`: its author's key signed these bytes. `not-signed`: it was imported. `broken`: it does not fit.
    pub signature: String,
    /// The prescription signed with it.
    pub prescription: Option<RecordId>,
}

/// The name of a visit's draft in the file.
fn key(owner: StaffId, patient: PatientId, encounter: RecordId) -> DraftKey {
    DraftKey { owner, patient, kind: "note".to_owned(), about: Some(encounter) }
}

pub(crate) fn draft(desk: &mut Desk<'_>, request: DraftRequest) -> Result<DraftView, Problem> {
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    let signed = match signed_note(&chart, request.encounter) {
        Some(note) => Some(view(desk, &chart, note)?),
        None => None,
    };
    let Some((draft, stamp)) = stored(desk, desk.user(), request.patient, request.encounter)? else {
        let note =
            Note { reason: encounters::of(&chart, request.encounter)?.1.reason.clone(), ..Note::default() };
        return Ok(DraftView {
            draft: VisitDraft { note, ..VisitDraft::default() },
            saved_at: None,
            revision: 0,
            signed,
        });
    };
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

pub(crate) fn review(desk: &mut Desk<'_>, request: ReviewNote) -> Result<NoteReview, Problem> {
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    let (draft, stamp) = stored(desk, desk.user(), request.patient, request.encounter)?
        .ok_or_else(|| Problem::refused("Nothing is written in this visit yet."))?;
    let missing = missing(&draft, &chart, request.encounter);
    Ok(NoteReview {
        revision: stamp.revision,
        may_sign: !missing.iter().any(|item| item.forbids),
        missing,
        parts: parts(&draft),
    })
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
    if let Some(item) = missing(&draft, &chart, encounter).into_iter().find(|item| item.forbids) {
        return Err(Problem::invalid(&item.field, item.message));
    }
    let mut over = visit.clone();
    let ends = over.is_open();
    if ends {
        encounters::finished(&mut over, now)?;
    }
    let key = key(desk.user(), patient, encounter);
    let note = desk.write(|pen| {
        let said = Statement::Notes(NoteStatement::Signed(draft.note.clone()));
        let note = pen.say(patient, Some(encounter), said)?;
        if !draft.items.is_empty() {
            prescriptions::order(pen, &chart, patient, Some(encounter), now, &draft.items)?;
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

pub(crate) fn addendum(desk: &mut Desk<'_>, request: AddAddendum) -> Result<NoteView, Problem> {
    let text = required("text", &request.text, "Write what is to be added.")?;
    let chart = desk.chart(request.patient)?;
    let record = chart.notes.get(request.note).ok_or_else(|| Problem::not_found("note"))?;
    let Some((version, NoteStatement::Signed(_))) = record.reading() else {
        return Err(Problem::refused("Only a signed note can have an addendum."));
    };
    let encounter = version.encounter;
    let said = Statement::Notes(NoteStatement::Addendum(Addendum { note: request.note, text }));
    desk.write(|pen| pen.say(request.patient, encounter, said))?;
    let chart = desk.chart(request.patient)?;
    view(desk, &chart, request.note)
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
        if let Some((draft, _)) = stored(desk, writer, patient, encounter)? {
            let blank = Note { reason: String::new(), ..draft.note };
            if !blank.is_blank() || !draft.items.is_empty() {
                return Ok(encounters::NoteProgress::Draft);
            }
        }
    }
    Ok(encounters::NoteProgress::None)
}

/// The signed note of a visit.
pub(crate) fn signed_note(chart: &Chart, encounter: RecordId) -> Option<RecordId> {
    let is_note = |value: &NoteStatement| matches!(value, NoteStatement::Signed(_));
    chart
        .notes
        .readings()
        .find(|(_, version, value)| version.encounter == Some(encounter) && is_note(value))
        .map(|(record, ..)| record.id)
}

/// A note with its addenda and its signature checked.
pub(crate) fn view(desk: &Desk<'_>, chart: &Chart, note: RecordId) -> Result<NoteView, Problem> {
    let record = chart.notes.get(note).ok_or_else(|| Problem::not_found("note"))?;
    let said = record.last_said().ok_or_else(|| Problem::not_found("note"))?;
    let (version, NoteStatement::Signed(text)) = said else {
        return Err(Problem::not_found("note"));
    };
    let signature = match desk.store().signature_state(version.entry)? {
        SignatureState::Signed => "signed",
        SignatureState::NotSigned => "not-signed",
        SignatureState::Broken => "broken",
    };
    let text = text.clone();
    let encounter = version.encounter;
    let note_view = RecordView::of(record, desk.people(), desk.offset())
        .ok_or_else(|| Problem::not_found("note"))?
        .map(|_| text);
    Ok(NoteView {
        note: note_view,
        addenda: addenda(desk, chart, note),
        signature: signature.to_owned(),
        prescription: chart
            .prescriptions
            .readings()
            .find(|(_, version, _)| encounter.is_some() && version.encounter == encounter)
            .map(|(record, ..)| record.id),
    })
}

fn addenda(desk: &Desk<'_>, chart: &Chart, note: RecordId) -> Vec<RecordView<String>> {
    let mut addenda: Vec<RecordView<String>> = chart
        .notes
        .records()
        .filter_map(|record| RecordView::of(record, desk.people(), desk.offset()))
        .filter_map(|row| match &row.value {
            NoteStatement::Addendum(addendum) if addendum.note == note => {
                let text = addendum.text.clone();
                Some(row.map(|_| text))
            }
            _ => None,
        })
        .collect();
    addenda.sort_by_key(|row| row.recorded_at);
    addenda
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

fn missing(draft: &VisitDraft, chart: &Chart, encounter: RecordId) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut add = |field: &str, message: &str, forbids: bool| {
        missing.push(Missing { field: field.to_owned(), message: message.to_owned(), forbids });
    };
    let text = Note { reason: String::new(), ..draft.note.clone() };
    if text.is_blank() && draft.items.is_empty() {
        add("subjective", "The note is empty.", true);
    }
    if !draft.line.trim().is_empty() {
        add("line", "A drug line is typed and not accepted: accept it or clear it.", true);
    }
    if draft.note.assessment_plan.trim().is_empty() {
        add("assessment_plan", "There is no assessment.", false);
    }
    if draft.note.reason.trim().is_empty() {
        add("reason", "The reason for the visit is empty.", false);
    }
    if chart.allergy_state() == AllergyState::NeverAsked {
        add("allergies", "Nobody ever asked about allergies.", !draft.items.is_empty());
    }
    if !chart.vitals.readings().any(|(_, version, _)| version.encounter == Some(encounter)) {
        add("vitals", "No vitals were taken in this visit.", false);
    }
    missing.sort_by_key(|item| !item.forbids);
    missing
}

fn parts(draft: &VisitDraft) -> Vec<ReviewPart> {
    let note = &draft.note;
    let mut parts: Vec<ReviewPart> = [
        ("Reason", &note.reason),
        ("Subjective", &note.subjective),
        ("Objective", &note.objective),
        ("Assessment and plan", &note.assessment_plan),
        ("Come back at once", &note.safety_net),
        ("What next", &note.follow_up),
    ]
    .into_iter()
    .filter(|(_, text)| !text.trim().is_empty())
    .map(|(heading, text)| ReviewPart { heading: heading.to_owned(), text: text.clone() })
    .collect();
    parts.extend(
        draft.items.iter().map(|item| ReviewPart {
            heading: "Prescription".to_owned(),
            text: prescriptions::in_words(item),
        }),
    );
    parts
}
