//! The medication plan: what the day looks like, and what is new, changed and stopped since the last one.

use chart::plan::{PlanChange, PlanWhen};
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::medications::{Medication, MedicationStatus};
use chart::{
    Body, Chart, Concept, Entry, EntryId, MedicationPlan, PartialDate, PatientId, RecordId, StaffId,
    Statement, sig,
};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use uuid::Uuid;

fn day(number: u64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 9, 0, 0).unwrap() + TimeDelta::days(number.cast_signed())
}

/// On that day, version `id` of a record, in place of another.
fn on(at: u64, id: u64, record: u64, supersedes: &[u64], said: Statement, why: Option<&str>) -> Entry {
    Entry {
        id: EntryId(Uuid::from_u64_pair(1, id)),
        record: RecordId(Uuid::from_u64_pair(1, record)),
        patient: PatientId(Uuid::from_u64_pair(2, 1)),
        encounter: None,
        author: StaffId(Uuid::nil()),
        recorder: StaffId(Uuid::nil()),
        effective_at: day(at).fixed_offset(),
        recorded_at: day(at),
        supersedes: supersedes.iter().map(|id| EntryId(Uuid::from_u64_pair(1, *id))).collect(),
        body: Body { said, why: why.map(str::to_owned), from: None, refiled: None },
    }
}

fn medicine(drug: &str, strength: &str, typed: &str) -> Medication {
    let sig = sig::parse(typed);
    Medication {
        strength: Some(strength.to_owned()),
        form: Some("tablet".to_owned()),
        instructions: sig::print(&sig),
        sig: Some(sig),
        ..Medication::named(Concept::text(drug))
    }
}

fn taken(medication: Medication) -> Statement {
    Statement::Medications(medication)
}

fn stopped(medication: Medication) -> Statement {
    Statement::Medications(Medication { status: MedicationStatus::Stopped, ..medication })
}

#[test]
fn the_day_stands_in_four_columns_and_the_rest_in_sentences() {
    let chart = Chart::fold([
        on(0, 1, 1, &[], taken(medicine("Metformin", "1 g", "1 tab po bid")), None),
        on(0, 2, 2, &[], taken(medicine("Alendronate", "70 mg", "1 tab po once weekly")), None),
        on(0, 3, 3, &[], taken(medicine("Ibuprofen", "400 mg", "1 tab po tid prn pain")), None),
    ]);
    let plan = MedicationPlan::of(&chart, day(5).date_naive(), None);
    let names: Vec<&str> = plan.rows.iter().map(|row| row.drug.as_str()).collect();
    assert_eq!(names, ["Metformin", "Alendronate", "Ibuprofen"], "the day first, as needed last");
    let both =
        PlanWhen::Day { morning: "1".into(), noon: String::new(), evening: "1".into(), night: String::new() };
    assert_eq!(plan.rows[0].when, both);
    assert!(
        matches!(&plan.rows[1].when, PlanWhen::Sentence(said) if said.contains("week")),
        "{:?}",
        plan.rows[1]
    );
    assert!(plan.rows[2].as_needed);
    assert!(
        plan.rows.iter().all(|row| row.change == PlanChange::Same),
        "nothing to compare with, nothing is new"
    );
}

#[test]
fn what_is_new_changed_and_stopped_is_told_against_the_last_plan() {
    let lisinopril = medicine("Lisinopril", "10 mg", "1 tab po every morning");
    let ibuprofen = medicine("Ibuprofen", "400 mg", "1 tab po tid");
    let aspirin = medicine("Aspirin", "81 mg", "1 tab po daily");
    let course = Medication {
        ended: Some(PartialDate::Day(day(8).date_naive())),
        ..medicine("Doxycycline", "100 mg", "1 tab po bid for 7 days")
    };
    let wrong = medicine("Digoxin", "125 mcg", "1 tab po daily");
    let chart = Chart::fold([
        on(0, 1, 1, &[], taken(lisinopril.clone()), None),
        on(0, 2, 2, &[], taken(ibuprofen.clone()), None),
        on(0, 3, 3, &[], taken(aspirin), None),
        on(1, 4, 4, &[], taken(course), None),
        on(1, 5, 5, &[], taken(wrong), None),
        on(
            9,
            6,
            1,
            &[1],
            taken(medicine("Lisinopril", "20 mg", "1 tab po every morning")),
            Some("above goal"),
        ),
        on(9, 7, 2, &[2], stopped(ibuprofen), Some("kidney")),
        on(9, 8, 8, &[], taken(medicine("Amlodipine", "5 mg", "1 tab po daily")), None),
        on(
            9,
            9,
            5,
            &[5],
            Statement::EnteredInError { section: "medications".into() },
            Some("another patient's"),
        ),
    ]);
    let plan = MedicationPlan::of(&chart, day(10).date_naive(), Some(day(2)));
    let changes: Vec<(&str, &PlanChange)> =
        plan.rows.iter().map(|row| (row.drug.as_str(), &row.change)).collect();
    let from = PlanChange::Changed { from: "10 mg tablet. Take 1 tablet by mouth every morning.".into() };
    assert_eq!(
        changes,
        [("Amlodipine", &PlanChange::New), ("Aspirin", &PlanChange::Same), ("Lisinopril", &from)]
    );
    assert_eq!(plan.rows[2].why.as_deref(), Some("above goal"));
    let ended: Vec<(&str, bool, Option<&str>)> =
        plan.ended.iter().map(|end| (end.name.as_str(), end.finished, end.why.as_deref())).collect();
    assert_eq!(
        ended,
        [
            ("Digoxin 125 mcg tablet", false, Some("another patient's")),
            ("Doxycycline 100 mg tablet", true, None),
            ("Ibuprofen 400 mg tablet", false, Some("kidney")),
        ],
        "also what should never have been on it: the patient holds that paper"
    );
}

#[test]
fn a_pause_is_a_change_and_stays_on_the_plan() {
    let warfarin = medicine("Warfarin", "5 mg", "1 tab po every evening");
    let held = Medication { status: MedicationStatus::OnHold, ..warfarin.clone() };
    let chart =
        Chart::fold([on(0, 1, 1, &[], taken(warfarin), None), on(3, 2, 1, &[1], taken(held), Some("INR 6"))]);
    let plan = MedicationPlan::of(&chart, day(3).date_naive(), Some(day(1)));
    assert!(plan.rows[0].on_hold && matches!(plan.rows[0].change, PlanChange::Changed { .. }), "{plan:?}");
    assert_eq!(plan.rows[0].why.as_deref(), Some("INR 6"));
}

#[test]
fn the_last_visit_before_today_is_what_is_compared_with() {
    let visit = |at: u64, status| {
        Statement::Encounters(Encounter {
            status,
            reason: String::new(),
            planned_at: None,
            arrived_at: Some(day(at).fixed_offset()),
            ready_at: None,
            started_at: None,
            finished_at: (status == EncounterStatus::Finished)
                .then(|| (day(at) + TimeDelta::hours(1)).fixed_offset()),
            practitioner: None,
            class: None,
        })
    };
    let chart = Chart::fold([
        on(1, 1, 1, &[], visit(1, EncounterStatus::Finished), None),
        on(4, 2, 2, &[], visit(4, EncounterStatus::Finished), None),
        on(9, 3, 3, &[], visit(9, EncounterStatus::InProgress), None),
    ]);
    let last = |today: u64| MedicationPlan::last_visit(&chart, day(today).date_naive());
    assert_eq!(last(9), Some(day(4) + TimeDelta::hours(1)));
    assert_eq!(last(4), Some(day(1) + TimeDelta::hours(1)), "today's own visit is not the last one");
    assert_eq!(last(1), None);
}
