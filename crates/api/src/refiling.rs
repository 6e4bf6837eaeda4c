//! Something filed in the wrong chart is moved, with a reason, and both charts say so.
//!
//! In the wrong chart the record is entered in error and says where it went; in the right one a new record says the
//! same and whence it came, who had said it there and when. One transaction holds both, and each chart has its row of
//! audit. A visit takes along everything that was said in it. Nothing is lost, and moving it back is moving it again.
//!
//! Deliberately not moved: prescriptions, which went out on paper in the other patient's name, and what somebody else
//! signed, since nobody signs in another's place.

use crate::access;
use crate::desk::{Desk, Pen, required};
use crate::problem::{Problem, ProblemCode};
use crate::sections::{patients, results};
use crate::view::PatientHead;
use chart::sections::staff::Role;
use chart::{Body, Chart, Concept, Entry, EntryId, PatientId, RecordId, Refiled, Statement};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use store::Act;
use ts_rs::TS;

/// Move a record to the chart where it belongs.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Refile {
    /// In whose chart it is.
    pub patient: PatientId,
    /// The section's word.
    pub section: String,
    /// Which; a visit takes along what was said in it.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// Whose it is.
    pub to: PatientId,
    /// Why.
    pub why: String,
}

/// What was moved.
#[derive(Debug, Serialize, TS)]
pub struct RefiledRecords {
    /// To whom.
    pub to: PatientHead,
    /// How many records.
    pub count: usize,
}

/// What has a page of the timeline and can be said of another patient as well.
const MOVABLE: &[&str] = &[
    "encounters",
    "vitals",
    "allergies",
    "problems",
    "medications",
    "notes",
    "tasks",
    "results",
    "immunizations",
    "orders",
    "documents",
    "histories",
];

pub(crate) fn refile(desk: &mut Desk<'_>, request: Refile) -> Result<RefiledRecords, Problem> {
    let why = required("why", &request.why, "Say why it belongs to the other patient.")?;
    if !MOVABLE.contains(&request.section.as_str()) {
        let message = match request.section.as_str() {
            "prescriptions" => {
                "A prescription went out in this patient's name. Cancel it here and prescribe in the right chart."
            }
            _ => "This cannot be moved to another chart.",
        };
        return Err(Problem::refused(message));
    }
    let to = desk.store().survivor_of(request.to)?;
    if to == request.patient {
        return Err(Problem::invalid("to", "It is in this patient's chart already."));
    }
    let target = desk.chart(to)?;
    let value = target.patient().ok_or_else(|| Problem::not_found("patient"))?;
    if access::is_closed(desk, to, value) {
        return Err(Problem::new(
            ProblemCode::Restricted,
            "The other chart is restricted. Open it with a reason first.",
        ));
    }
    let chart = desk.chart(request.patient)?;
    let moving = moving(desk, &request)?;
    check_signatures(desk, &moving)?;
    let number = |chart: &Chart| chart.patient().map(|value| value.chart_number.clone()).unwrap_or_default();
    // The other chart's own row, before anything is written there: when it cannot be told, nothing is moved.
    let told = Act {
        name: "charts.refile".to_owned(),
        patient: Some(to),
        detail: Some(format!("from {}", number(&chart))),
    };
    let now = desk.now;
    desk.store_mut().audit(told, now)?;
    desk.detail(format!("to {}", number(&target)));
    let user = desk.user();
    let count = moving.len();
    desk.write(|pen| {
        let moved = Moved::of(&moving, pen);
        for entry in &moving {
            moved.move_one(pen, entry, to, &why, user, now)?;
        }
        reopen_orders(pen, &chart, &request, &moving)?;
        results::answer_orders(pen, &target, to, &moved.reports(&moving))
    })?;
    Ok(RefiledRecords { to: patients::head(desk, to)?, count })
}

/// The newest versions of everything that moves, the record asked for first.
fn moving(desk: &Desk<'_>, request: &Refile) -> Result<Vec<Entry>, Problem> {
    let not_found = || Problem::not_found("record");
    let home = desk.store().home_of(request.record)?.ok_or_else(not_found)?;
    if desk.store().survivor_of(home)? != request.patient {
        return Err(not_found());
    }
    let entries = desk.store().entries(home)?;
    let gone: HashSet<EntryId> = entries.iter().flat_map(|entry| entry.supersedes.iter().copied()).collect();
    let heads = |record: RecordId| -> Vec<&Entry> {
        entries.iter().filter(|entry| entry.record == record && !gone.contains(&entry.id)).collect()
    };
    let own = heads(request.record);
    let newest: HashSet<EntryId> = own.iter().map(|entry| entry.id).collect();
    if newest != request.heads.iter().copied().collect() {
        return Err(Problem::conflict());
    }
    let [own] = own.as_slice() else {
        return Err(Problem::refused("People disagree about it. Settle that first."));
    };
    if own.body.said.section() != request.section {
        return Err(not_found());
    }
    if matches!(own.body.said, Statement::EnteredInError { .. }) {
        return Err(Problem::refused("It is marked as entered in error already."));
    }
    if request.section == "encounters" && desk.store().drafts_in(request.patient)?.contains(&request.record) {
        return Err(Problem::refused(
            "This visit has a note that is not signed yet. Sign or empty it first.",
        ));
    }
    let mut moving = vec![(*own).clone()];
    let mut seen = HashSet::from([request.record]);
    for entry in &entries {
        let belongs = match &entry.body.said {
            Statement::Notes(said) => {
                let about = match said {
                    chart::sections::notes::NoteStatement::Addendum(addendum) => Some(addendum.note),
                    chart::sections::notes::NoteStatement::CoSigned(signature) => Some(signature.note),
                    chart::sections::notes::NoteStatement::Signed(_) => None,
                };
                about == Some(request.record) || entry.encounter == Some(request.record)
            }
            _ => entry.encounter == Some(request.record),
        };
        if !belongs || !seen.insert(entry.record) {
            continue;
        }
        match heads(entry.record).as_slice() {
            [head] if matches!(head.body.said, Statement::EnteredInError { .. }) => {}
            [head] => moving.push((*head).clone()),
            _ => {
                return Err(Problem::refused(
                    "People disagree about something in this visit. Settle that first.",
                ));
            }
        }
    }
    if moving.iter().any(|entry| matches!(entry.body.said, Statement::Prescriptions(_))) {
        return Err(Problem::refused(
            "A prescription was signed in this visit, in this patient's name. Mark it as entered in error first.",
        ));
    }
    Ok(moving)
}

/// A note is signed anew where it goes, so only who signed it moves it. What was imported nobody here signed.
fn check_signatures(desk: &Desk<'_>, moving: &[Entry]) -> Result<(), Problem> {
    let signed = |entry: &&Entry| entry.body.said.is_signed_by_author() && entry.body.from.is_none();
    for entry in moving.iter().filter(signed) {
        if desk.role() != Role::Physician {
            return Err(Problem::new(
                ProblemCode::Forbidden,
                "Only a physician moves what a physician signed.",
            ));
        }
        if entry.author != desk.user() {
            let name = desk.people().name(entry.author);
            return Err(Problem::refused(format!("{name} signed a note in it. Only {name} can move it.")));
        }
    }
    Ok(())
}

/// The ids of what is moved, old and new, so that what moves together still belongs together.
struct Moved {
    ids: HashMap<uuid::Uuid, uuid::Uuid>,
}

impl Moved {
    fn of(moving: &[Entry], pen: &mut Pen<'_, '_>) -> Self {
        let mut ids = HashMap::new();
        for entry in moving {
            let id = pen.writing.new_id();
            ids.insert(entry.record.0, id);
            ids.insert(entry.id.0, id);
        }
        Self { ids }
    }

    fn record(&self, old: RecordId) -> Option<RecordId> {
        self.ids.get(&old.0).copied().map(RecordId)
    }

    /// The results among what moves, by their new names, with the tests they answer.
    fn reports(&self, moving: &[Entry]) -> Vec<(RecordId, Vec<Concept>)> {
        let report = |entry: &Entry| match &entry.body.said {
            Statement::Results(report) => Some((self.record(entry.record)?, report.tests())),
            _ => None,
        };
        moving.iter().filter_map(report).collect()
    }

    fn move_one(
        &self,
        pen: &mut Pen<'_, '_>,
        old: &Entry,
        to: PatientId,
        why: &str,
        user: chart::StaffId,
        now: chrono::DateTime<chrono::FixedOffset>,
    ) -> Result<(), Problem> {
        let record = self.record(old.record).ok_or_else(|| Problem::not_found("record"))?;
        let signs = old.body.said.is_signed_by_author() && old.body.from.is_none();
        let come = Refiled::From {
            patient: old.patient,
            record: old.record,
            author: old.author,
            recorded_at: old.recorded_at,
        };
        let recorded_at = now.with_timezone(&chrono::Utc);
        let gone = Entry {
            id: EntryId(pen.writing.new_id()),
            author: user,
            recorder: user,
            recorded_at,
            supersedes: vec![old.id],
            body: Body {
                said: Statement::EnteredInError { section: old.body.said.section().to_owned() },
                why: Some(why.to_owned()),
                from: None,
                refiled: Some(Refiled::To { patient: to, record }),
            },
            ..old.clone()
        };
        pen.append(gone)?;
        pen.append(Entry {
            id: EntryId(record.0),
            record,
            patient: to,
            encounter: old.encounter.and_then(|visit| self.record(visit)),
            author: if signs { user } else { old.author },
            recorder: user,
            recorded_at,
            supersedes: Vec::new(),
            body: Body {
                said: self.said_anew(&old.body.said)?,
                why: Some(why.to_owned()),
                from: old.body.from.clone(),
                refiled: Some(come),
            },
            ..old.clone()
        })?;
        Ok(())
    }

    /// The same statement with the new names of what moved along: an addendum names its note.
    fn said_anew(&self, said: &Statement) -> Result<Statement, Problem> {
        let unwritten = || Problem::new(ProblemCode::Internal, "What is moved could not be written anew.");
        let mut text = serde_json::to_string(said).map_err(|_| unwritten())?;
        for (old, new) in &self.ids {
            text = text.replace(&format!("\"{old}\""), &format!("\"{new}\""));
        }
        serde_json::from_str(&text).map_err(|_| unwritten())
    }
}

/// What a moved result answered is waited for again.
fn reopen_orders(
    pen: &mut Pen<'_, '_>,
    chart: &Chart,
    request: &Refile,
    moving: &[Entry],
) -> Result<(), Problem> {
    let moved: HashSet<RecordId> = moving.iter().map(|entry| entry.record).collect();
    for (record, _, order) in chart.orders.readings().filter(|(record, ..)| !moved.contains(&record.id)) {
        let mut open = order.clone();
        for result in &moved {
            open = open.without_result(*result);
        }
        if open != *order {
            let why = "The result was moved to another chart".to_owned();
            pen.say_anew(request.patient, record, Statement::Orders(open), Some(why))?;
        }
    }
    Ok(())
}
