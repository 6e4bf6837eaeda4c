//! What happens to a note after it was signed: read with its signature, added to, signed by a second person, taken
//! back with a reason. The signed text itself never changes.

use crate::desk::{Desk, required, to_correct};
use crate::problem::Problem;
use crate::view::{Nothing, RecordView};
use chart::sections::notes::{Addendum, CoSignature, Note, NoteStatement};
use chart::{Chart, EntryId, PatientId, Record, RecordId, Statement};
use serde::{Deserialize, Serialize};
use store::SignatureState;
use ts_rs::TS;

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

/// Sign somebody else's note as well.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CoSign {
    /// Whose chart.
    pub patient: PatientId,
    /// Which note.
    pub note: RecordId,
    /// The versions on screen: what is signed is what was shown.
    pub heads: Vec<EntryId>,
    /// A remark.
    #[serde(default)]
    pub remark: String,
}

/// Take a signed note back. It stays readable; the visit can be written anew.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RetractNote {
    /// Whose chart.
    pub patient: PatientId,
    /// Which note.
    pub note: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// Why.
    pub why: String,
}

/// A signed note with its addenda.
#[derive(Debug, Serialize, TS)]
pub struct NoteView {
    /// The note.
    pub note: RecordView<Note>,
    /// What was added, oldest first.
    pub addenda: Vec<RecordView<String>>,
    /// Who signed it as well, with their remark, oldest first.
    pub cosigned: Vec<RecordView<String>>,
    /// The person at the desk may sign it as well.
    pub may_cosign: bool,
    /// `signed`: its author's key signed these bytes. `not-signed`: it was imported. `broken`: it does not fit.
    pub signature: String,
    /// The prescription signed with it.
    pub prescription: Option<RecordId>,
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

pub(crate) fn cosign(desk: &mut Desk<'_>, request: CoSign) -> Result<NoteView, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.notes, request.note, &request.heads, "note")?;
    let Some((version, NoteStatement::Signed(_))) = record.reading() else {
        return Err(Problem::refused("Only a signed note can be signed by a second person."));
    };
    if version.author == desk.user() {
        return Err(Problem::refused("You signed this note yourself. A second person signs it as well."));
    }
    let mine = desk.user();
    if cosignatures(&chart, request.note)
        .any(|record| record.reading().is_some_and(|(own, _)| own.author == mine))
    {
        return Err(Problem::refused("You signed this note as well already."));
    }
    let encounter = version.encounter;
    let signature =
        CoSignature { note: request.note, version: version.entry, remark: request.remark.trim().to_owned() };
    let said = Statement::Notes(NoteStatement::CoSigned(signature));
    desk.write(|pen| pen.say(request.patient, encounter, said))?;
    let chart = desk.chart(request.patient)?;
    view(desk, &chart, request.note)
}

pub(crate) fn retract(desk: &mut Desk<'_>, request: RetractNote) -> Result<Nothing, Problem> {
    let why = required("why", &request.why, "Say why it is taken back; it stays readable, struck through.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.notes, request.note, &request.heads, "note")?;
    let Some((_, NoteStatement::Signed(_))) = record.reading() else {
        return Err(Problem::refused("Only a signed note can be taken back."));
    };
    let statement = Statement::EnteredInError { section: "notes".to_owned() };
    desk.write(|pen| pen.say_anew(request.patient, record, statement, Some(why)))?;
    Ok(Nothing {})
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

/// The note of a visit that was taken back and not written anew.
pub(super) fn retracted(chart: &Chart, encounter: RecordId) -> Option<&Record<NoteStatement>> {
    chart.notes.records().find(|record| {
        let said = record.last_said();
        record.is_in_error()
            && said.is_some_and(|(version, value)| {
                version.encounter == Some(encounter) && matches!(value, NoteStatement::Signed(_))
            })
    })
}

/// What that note said.
pub(super) fn retracted_text(chart: &Chart, encounter: RecordId) -> Option<&Note> {
    match retracted(chart, encounter)?.last_said()? {
        (_, NoteStatement::Signed(note)) => Some(note),
        _ => None,
    }
}

fn cosignatures(chart: &Chart, note: RecordId) -> impl Iterator<Item = &Record<NoteStatement>> {
    chart.notes.records().filter(move |record| {
        matches!(record.reading(), Some((_, NoteStatement::CoSigned(signature))) if signature.note == note)
    })
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
    let mine = desk.user();
    let own = version.author == mine;
    let note_view = RecordView::of(record, desk.people(), desk.offset())
        .ok_or_else(|| Problem::not_found("note"))?
        .map(|_| text);
    let beside = |said: &dyn Fn(&NoteStatement) -> Option<String>| -> Vec<RecordView<String>> {
        let mut rows: Vec<RecordView<String>> = chart
            .notes
            .records()
            .filter_map(|record| RecordView::of(record, desk.people(), desk.offset()))
            .filter_map(|row| {
                let text = said(&row.value)?;
                Some(row.map(|_| text))
            })
            .collect();
        rows.sort_by_key(|row| row.recorded_at);
        rows
    };
    let cosigned_by_me = cosignatures(chart, note)
        .any(|record| record.reading().is_some_and(|(version, _)| version.author == mine));
    let physician = desk.role() == chart::sections::staff::Role::Physician;
    Ok(NoteView {
        note: note_view,
        addenda: beside(&|value| match value {
            NoteStatement::Addendum(addendum) if addendum.note == note => Some(addendum.text.clone()),
            _ => None,
        }),
        cosigned: beside(&|value| match value {
            NoteStatement::CoSigned(signature) if signature.note == note => Some(signature.remark.clone()),
            _ => None,
        }),
        may_cosign: physician && !own && !cosigned_by_me && !record.is_in_error(),
        signature: signature.to_owned(),
        prescription: chart
            .prescriptions
            .readings()
            .find(|(_, version, _)| encounter.is_some() && version.encounter == encounter)
            .map(|(record, ..)| record.id),
    })
}
