//! Ordering again: what a patient takes as it would be ordered once more, and renewals that a nurse asked for and a
//! physician approves. Nothing is renewed by itself, and what cannot be said with certainty is asked.

use super::suggesting::printed;
use crate::access;
use crate::desk::{Desk, optional, required, to_correct};
use crate::problem::Problem;
use crate::view::{Nothing, PatientHead};
use chart::sections::medications::{Medication, MedicationStatus, RenewalRequest};
use chart::sections::prescriptions::{PrescriptionItem, PrescriptionStatus};
use chart::supply::{Supply, supply};
use chart::{Chart, EntryId, PatientId, Record, RecordId, Statement, sig};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::AuditFilter;
use ts_rs::TS;

/// Ask what can be ordered again.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RepeatableRequest {
    /// For whom.
    pub patient: PatientId,
}

/// A medicine of the list as it would be ordered again.
#[derive(Debug, Serialize, TS)]
pub struct Repeatable {
    /// The medicine.
    pub record: RecordId,
    /// The versions a request has to name.
    pub heads: Vec<EntryId>,
    /// The drug as it would be ordered: as last time, as long as it is still taken like that.
    pub item: PrescriptionItem,
    /// In words, as it would be printed.
    pub says: String,
    /// The same as a line that can be typed.
    pub line: String,
    /// What has to be said first, in sentences.
    pub missing: Vec<String>,
    /// Meant to be taken for good.
    pub long_term: bool,
    /// It is paused: not to be ordered before it is taken up again.
    pub on_hold: bool,
    /// The number of the prescription that ordered it last.
    pub number: Option<String>,
    /// When it was ordered last.
    pub ordered_on: Option<NaiveDate>,
    /// When that prescription was printed or saved last.
    pub printed_at: Option<DateTime<FixedOffset>>,
    /// How long that lasts, if it is taken as written.
    pub supply: Option<Supply>,
    /// Somebody asked for more.
    pub renewal: Option<RenewalView>,
}

/// A wish for more, in words.
#[derive(Debug, Serialize, TS)]
pub struct RenewalView {
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What the patient said.
    pub note: String,
}

/// A patient for whom renewals wait.
#[derive(Debug, Serialize, TS)]
pub struct WaitingPatient {
    /// Who.
    pub head: PatientHead,
    /// How many medicines.
    pub count: usize,
    /// Since when the first of them waits.
    pub since: DateTime<FixedOffset>,
    /// Who wrote it down.
    pub by: String,
    /// The drugs; empty for a chart that is opened with a reason only.
    pub drugs: Vec<String>,
}

/// One medicine with the versions on screen.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MedicineOnScreen {
    /// The medicine.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
}

/// Ask a physician for more of some medicines.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RequestRenewal {
    /// For whom.
    pub patient: PatientId,
    /// Which.
    pub medicines: Vec<MedicineOnScreen>,
    /// What the patient said.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Approve renewals: one prescription with all of them, signed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Renew {
    /// For whom.
    pub patient: PatientId,
    /// Which; each has to wait for a renewal.
    pub medicines: Vec<MedicineOnScreen>,
}

/// Decline a renewal.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeclineRenewal {
    /// For whom.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// Why; the next person at the telephone reads it.
    pub why: String,
}

pub(crate) fn repeatable(
    desk: &mut Desk<'_>,
    request: RepeatableRequest,
) -> Result<Vec<Repeatable>, Problem> {
    let chart = desk.chart(request.patient)?;
    let printed = printed_at(desk, request.patient)?;
    let mut all: Vec<Repeatable> = chart
        .medications
        .readings()
        .filter(|(_, _, medicine)| medicine.is_current())
        .map(|(record, _, medicine)| view(desk, &chart, record, medicine, &printed))
        .collect();
    all.sort_by_cached_key(|one| (!one.long_term, one.item.drug.text.to_lowercase(), one.record));
    Ok(all)
}

pub(crate) fn waiting(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<WaitingPatient>, Problem> {
    let mut patients: Vec<(PatientId, Vec<RecordId>)> = Vec::new();
    for one in desk.store().waiting_renewals()? {
        match patients.iter_mut().find(|(patient, _)| *patient == one.patient) {
            Some((_, records)) => records.push(one.record),
            None => patients.push((one.patient, vec![one.record])),
        }
    }
    let mut views = Vec::with_capacity(patients.len());
    for (patient, records) in patients {
        let chart = desk.chart(patient)?;
        let Some(who) = chart.patient() else { continue };
        let medicines: Vec<(&Medication, &RenewalRequest)> = records
            .iter()
            .filter_map(|id| chart.medications.get(*id)?.reading())
            .filter_map(|(_, medicine)| Some((medicine, medicine.renewal.as_ref()?)))
            .collect();
        let Some((_, first)) = medicines.first() else { continue };
        let closed = access::is_closed(desk, patient, who);
        views.push(WaitingPatient {
            head: PatientHead::of(patient, who, desk.today()),
            count: medicines.len(),
            since: first.at,
            by: desk.people().name(first.by),
            drugs: if closed { Vec::new() } else { medicines.iter().map(|(one, _)| one.name()).collect() },
        });
    }
    Ok(views)
}

pub(crate) fn request(desk: &mut Desk<'_>, request: RequestRenewal) -> Result<Vec<Repeatable>, Problem> {
    let patient = request.patient;
    let chart = desk.chart(patient)?;
    let wish = RenewalRequest {
        by: desk.user(),
        at: desk.now,
        note: optional(request.note.as_deref()).unwrap_or_default(),
    };
    let asked = on_screen(&chart, &request.medicines)?;
    if asked.iter().any(|(_, medicine)| medicine.renewal.is_some()) {
        return Err(Problem::refused("This was asked for already and waits for a physician."));
    }
    if asked.iter().any(|(_, medicine)| medicine.status != MedicationStatus::Active) {
        return Err(Problem::refused(
            "Only a medicine that is taken can be renewed. Take it up again first.",
        ));
    }
    desk.write(|pen| {
        for (record, medicine) in &asked {
            let said = Medication { renewal: Some(wish.clone()), ..(*medicine).clone() };
            pen.say_change(patient, None, record, Statement::Medications(said), None)?;
        }
        Ok(())
    })?;
    repeatable(desk, RepeatableRequest { patient })
}

pub(crate) fn renew(desk: &mut Desk<'_>, request: Renew) -> Result<super::PrescriptionView, Problem> {
    let (patient, now) = (request.patient, desk.now);
    let chart = desk.chart(patient)?;
    super::allergies_were_asked(&chart)?;
    let asked = on_screen(&chart, &request.medicines)?;
    if asked.iter().any(|(_, medicine)| medicine.renewal.is_none()) {
        return Err(Problem::refused(
            "Nobody asked for this, or it was answered meanwhile. Read the list again.",
        ));
    }
    if asked.iter().any(|(record, _)| record.is_disputed()) {
        return Err(Problem::refused(
            "People disagree about this medicine. Settle that first; then renew it.",
        ));
    }
    let items: Vec<PrescriptionItem> =
        asked.iter().map(|(record, medicine)| as_last_time(&chart, record, medicine).0).collect();
    super::contraindications_are_answered(desk, &chart, &items)?;
    let record = desk.write(|pen| super::order(pen, &chart, patient, None, now, &items))?;
    super::current(desk, patient, record)
}

pub(crate) fn decline(desk: &mut Desk<'_>, request: DeclineRenewal) -> Result<Vec<Repeatable>, Problem> {
    let why = required("why", &request.why, "Say why: whoever answers the telephone will read it.")?;
    let patient = request.patient;
    let chart = desk.chart(patient)?;
    let record = to_correct(&chart.medications, request.record, &request.heads, "medicine")?;
    let (_, medicine) =
        record.reading().ok_or_else(|| Problem::refused("This medicine was entered in error."))?;
    if medicine.renewal.is_none() {
        return Err(Problem::refused("Nobody asked for this, or it was answered meanwhile."));
    }
    let said = Statement::Medications(Medication { renewal: None, ..medicine.clone() });
    let why = format!("renewal declined: {why}");
    desk.write(|pen| pen.say_change(patient, None, record, said, Some(why)))?;
    repeatable(desk, RepeatableRequest { patient })
}

fn on_screen<'c>(
    chart: &'c Chart,
    medicines: &[MedicineOnScreen],
) -> Result<Vec<(&'c Record<Medication>, &'c Medication)>, Problem> {
    if medicines.is_empty() {
        return Err(Problem::invalid("medicines", "Choose at least one medicine."));
    }
    medicines
        .iter()
        .map(|one| {
            let record = to_correct(&chart.medications, one.record, &one.heads, "medicine")?;
            let (_, medicine) =
                record.reading().ok_or_else(|| Problem::refused("This medicine was entered in error."))?;
            Ok((record, medicine))
        })
        .collect()
}

fn view(
    desk: &Desk<'_>,
    chart: &Chart,
    record: &Record<Medication>,
    medicine: &Medication,
    printed_at: &HashMap<RecordId, DateTime<FixedOffset>>,
) -> Repeatable {
    let (item, last) = as_last_time(chart, record, medicine);
    let supply = last.as_ref().filter(|last| last.same).and_then(|last| {
        let prescription = chart.prescriptions.get(last.prescription)?.reading()?.1;
        let was = prescription.items.iter().find(|one| is_of(one, medicine))?;
        supply(was, last.on, desk.today())
    });
    let mut missing = super::missing(&item);
    if record.is_disputed() {
        missing.push("people disagree about it: settle that first.".to_owned());
    }
    Repeatable {
        record: record.id,
        heads: record.head_ids(),
        says: super::in_words(&item),
        line: printed(&item),
        missing,
        long_term: medicine.long_term,
        on_hold: medicine.status == MedicationStatus::OnHold,
        number: last.as_ref().map(|last| last.number.clone()),
        ordered_on: last.as_ref().map(|last| last.on),
        printed_at: last.as_ref().and_then(|last| printed_at.get(&last.prescription).copied()),
        supply,
        renewal: medicine.renewal.as_ref().map(|wish| RenewalView {
            by: desk.people().name(wish.by),
            at: wish.at,
            note: wish.note.clone(),
        }),
        item,
    }
}

/// The order before.
struct Last {
    prescription: RecordId,
    number: String,
    on: NaiveDate,
    /// It is still taken as it was ordered then.
    same: bool,
}

/// The medicine as it is taken now, with the quantity and the refills of its last order when nothing of it changed.
fn as_last_time(
    chart: &Chart,
    _: &Record<Medication>,
    medicine: &Medication,
) -> (PrescriptionItem, Option<Last>) {
    let mut item = PrescriptionItem {
        drug: medicine.drug.clone(),
        strength: medicine.strength.clone(),
        form: medicine.form.clone(),
        sig: medicine.sig.clone().filter(|sig| sig::print(sig) == medicine.instructions),
        instructions: medicine.instructions.clone(),
        quantity: medicine.sig.as_ref().and_then(sig::quantity).map(|count| count.quantity),
        refills: 0,
        reason: medicine.reason.clone(),
        substitution: true,
        long_term: medicine.long_term,
    };
    let Some(id) = medicine.prescription else { return (item, None) };
    let Some((version, prescription)) = chart.prescriptions.get(id).and_then(Record::reading) else {
        return (item, None);
    };
    let was = prescription.items.iter().find(|one| is_of(one, medicine));
    let same = was.is_some_and(|was| {
        was.strength == medicine.strength
            && was.form == medicine.form
            && was.instructions == medicine.instructions
    });
    if let Some(was) = was.filter(|_| same) {
        item.quantity = was.quantity.clone().or(item.quantity);
        item.refills = was.refills;
        item.substitution = was.substitution;
    }
    let cancelled = prescription.status == PrescriptionStatus::Cancelled;
    let last = Last {
        prescription: id,
        number: prescription.number.clone(),
        on: version.effective_at.date_naive(),
        same: same && !cancelled,
    };
    (item, Some(last))
}

fn is_of(item: &PrescriptionItem, medicine: &Medication) -> bool {
    item.drug.text.to_lowercase() == medicine.drug.text.to_lowercase()
}

/// When each prescription was printed or saved last, as the audit knows it.
fn printed_at(
    desk: &Desk<'_>,
    patient: PatientId,
) -> Result<HashMap<RecordId, DateTime<FixedOffset>>, Problem> {
    let filter =
        AuditFilter { patient: Some(patient), act: Some("prints.s".to_owned()), ..AuditFilter::default() };
    let mut last = HashMap::new();
    // Newest first: the first that is met is the last that was printed.
    for row in desk.store().audit_rows(&filter)? {
        let record = row.act.detail.as_deref().and_then(|detail| detail.strip_prefix("prescription "));
        if let Some(record) = record.and_then(|record| record.parse::<RecordId>().ok()) {
            last.entry(record).or_insert_with(|| row.at.with_timezone(&desk.offset()));
        }
    }
    Ok(last)
}
