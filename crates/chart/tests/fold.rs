//! What the fold promises, for histories nobody thought of.
//!
//! It is deterministic; the order in which entries arrive does not matter; the chart at a past moment is the
//! chart of what had been recorded by then; nothing said is ever lost; the careful reading wins a dispute.

use chart::sections::allergies::{
    Allergy, AllergyCategory, AllergyClinicalStatus, AllergyKind, AllergyState, AllergyStatement,
    AllergyVerification, Criticality,
};
use chart::sections::vitals::{Measurement, VitalCode, VitalsSet};
use chart::{Body, Chart, Concept, Entry, EntryId, PatientId, RecordId, StaffId, Statement};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::HashSet;
use uuid::Uuid;

/// The `number`th entry of a practice, recorded that many minutes after its opening.
fn entry(number: u64, record: u64, supersedes: &[u64], said: Statement) -> Entry {
    let at = moment(number);
    Entry {
        id: EntryId(Uuid::from_u64_pair(1, number)),
        record: RecordId(Uuid::from_u64_pair(1, record)),
        patient: PatientId(Uuid::from_u64_pair(2, 1)),
        encounter: None,
        author: StaffId(Uuid::nil()),
        recorder: StaffId(Uuid::nil()),
        effective_at: at.fixed_offset(),
        recorded_at: at,
        supersedes: supersedes.iter().map(|id| EntryId(Uuid::from_u64_pair(1, *id))).collect(),
        body: Body::from(said),
    }
}

fn moment(minutes: u64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 8, 0, 0).unwrap() + TimeDelta::minutes(minutes.cast_signed())
}

fn weight(kilograms: f64) -> Statement {
    let measurement = Measurement { code: VitalCode::Weight, value: kilograms, as_typed: None };
    Statement::Vitals(VitalsSet { measurements: vec![measurement], comment: None })
}

fn in_error(section: &str) -> Statement {
    Statement::EnteredInError { section: section.to_owned() }
}

fn allergy(
    substance: &str,
    clinical_status: AllergyClinicalStatus,
    verification_status: AllergyVerification,
) -> AllergyStatement {
    AllergyStatement::Listed(Allergy {
        substance: Concept::text(substance),
        category: AllergyCategory::Medication,
        kind: AllergyKind::Allergy,
        criticality: Criticality::High,
        clinical_status,
        verification_status,
        reactions: Vec::new(),
        onset: None,
        tolerated_since: None,
        comment: None,
    })
}

fn active(substance: &str) -> AllergyStatement {
    allergy(substance, AllergyClinicalStatus::Active, AllergyVerification::Confirmed)
}

fn allergies() -> impl Strategy<Value = AllergyStatement> {
    use AllergyClinicalStatus::{Active, Inactive, Resolved};
    use AllergyVerification::{Confirmed, Refuted, Unconfirmed};
    prop_oneof![
        1 => Just(AllergyStatement::NoneKnown),
        3 => (
            "[a-z]{3,8}",
            prop::sample::select(vec![Active, Inactive, Resolved]),
            prop::sample::select(vec![Unconfirmed, Confirmed, Refuted]),
        )
            .prop_map(|(substance, clinical, verification)| allergy(&substance, clinical, verification)),
    ]
}

/// What the next entry of a random history does.
#[derive(Debug, Clone)]
enum Step {
    Say(Statement),
    /// In place of the newest versions of a record, or of any one version, which makes a dispute.
    Again(Index, Option<Index>, Statement),
    InError(Index),
}

fn histories() -> impl Strategy<Value = Vec<Entry>> {
    let statement =
        prop_oneof![(1.0_f64..200.0).prop_map(weight), allergies().prop_map(Statement::Allergies),].boxed();
    let step = prop_oneof![
        3 => statement.clone().prop_map(Step::Say),
        4 => (any::<Index>(), prop::option::of(any::<Index>()), statement)
            .prop_map(|(which, old, said)| Step::Again(which, old, said)),
        1 => any::<Index>().prop_map(Step::InError),
    ];
    prop::collection::vec(step, 1..25).prop_map(history)
}

/// Entries as a practice could have written them: a record keeps its section and its patient.
fn history(steps: Vec<Step>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (place, step) in steps.into_iter().enumerate() {
        let number = place as u64 + 1;
        let (which, old, said) = match step {
            Step::Say(said) => {
                entries.push(entry(number, number, &[], said));
                continue;
            }
            Step::Again(which, old, said) => (which, old, Some(said)),
            Step::InError(which) => (which, None, None),
        };
        if entries.is_empty() {
            continue;
        }
        let chosen = which.get(&entries);
        let (record, section) = (chosen.record, chosen.body.said.section().to_owned());
        let said = said.unwrap_or_else(|| in_error(&section));
        if said.section() != section {
            continue;
        }
        let versions: Vec<&Entry> = entries.iter().filter(|entry| entry.record == record).collect();
        let gone: HashSet<EntryId> = versions.iter().flat_map(|entry| entry.supersedes.clone()).collect();
        let heads = versions.iter().map(|entry| entry.id).filter(|id| !gone.contains(id)).collect();
        let supersedes = old.map_or(heads, |old| vec![old.get(&versions).id]);
        let again = Entry { record, supersedes, ..entry(number, number, &[], said) };
        entries.push(again);
    }
    entries
}

/// A history, and the same entries in another order.
fn shuffled_histories() -> impl Strategy<Value = (Vec<Entry>, Vec<Entry>)> {
    histories().prop_flat_map(|entries| (Just(entries.clone()), Just(entries).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_arrival_does_not_matter((written, arrived) in shuffled_histories()) {
        let chart = Chart::fold(written.clone());
        prop_assert_eq!(&chart, &Chart::fold(written), "the same entries make the same chart");
        prop_assert_eq!(&chart, &Chart::fold(arrived), "in whatever order they come");
    }

    #[test]
    fn the_chart_at_a_moment_is_the_chart_of_what_was_recorded_by_then(
        (written, arrived) in shuffled_histories(),
        minutes in 0_u64..30,
    ) {
        let known: Vec<Entry> = written.into_iter().take_while(|entry| entry.recorded_at <= moment(minutes)).collect();
        prop_assert_eq!(Chart::fold_as_at(arrived, moment(minutes)), Chart::fold(known));
    }

    #[test]
    fn a_correction_does_not_change_what_was_known_before(
        before in 1.0_f64..200.0,
        after in 1.0_f64..200.0,
        wait in 1_u64..10_000,
        share in 0.0_f64..1.0,
    ) {
        let corrected = 1 + wait;
        let entries = vec![entry(1, 1, &[], weight(before)), entry(corrected, 1, &[1], weight(after))];
        let weight_at = |minutes: u64| {
            let chart = Chart::fold_as_at(entries.clone(), moment(minutes));
            chart.vitals.readings().next().and_then(|(_, _, set)| set.value(VitalCode::Weight))
        };
        let between = 1 + ((wait - 1) as f64 * share) as u64;
        prop_assert_eq!(weight_at(0), None, "before it was said");
        prop_assert_eq!(weight_at(between), Some(before), "until it was corrected");
        prop_assert_eq!(weight_at(corrected), Some(after), "from then on");
        prop_assert_eq!(weight_at(corrected + 1_000_000), Some(after));
    }

    #[test]
    fn nothing_said_is_ever_lost(written in histories()) {
        let chart = Chart::fold(written.clone());
        let vitals = chart.vitals.records().flat_map(|record| &record.versions).map(|version| version.entry);
        let allergies = chart.allergies.records().flat_map(|record| &record.versions).map(|version| version.entry);
        let kept: HashSet<EntryId> = vitals.chain(allergies).collect();
        let said: HashSet<EntryId> = written.iter().map(|entry| entry.id).collect();
        prop_assert_eq!(kept, said, "every entry is a version of some record");
    }

    #[test]
    fn what_was_entered_in_error_stays_readable(values in prop::collection::vec(1.0_f64..200.0, 1..6)) {
        let mut entries: Vec<Entry> = Vec::new();
        for (place, value) in values.iter().enumerate() {
            let number = place as u64 + 1;
            let before: Vec<u64> = (place > 0).then(|| number - 1).into_iter().collect();
            entries.push(entry(number, 1, &before, weight(*value)));
        }
        let last = values.len() as u64;
        let mut wrong = entry(last + 1, 1, &[last], in_error("vitals"));
        wrong.body.why = Some("another patient's scale".into());
        entries.push(wrong);
        let chart = Chart::fold(entries);
        prop_assert_eq!(chart.vitals.readings().count(), 0, "it holds no longer");
        let record = chart.vitals.records().next().unwrap();
        prop_assert!(record.is_in_error() && !record.is_disputed());
        let read: Vec<f64> = record.versions.iter()
            .filter_map(|version| version.value.as_ref()?.value(VitalCode::Weight))
            .collect();
        prop_assert_eq!(&read, &values, "every version can be read");
        let (said, _) = record.last_said().unwrap();
        prop_assert_eq!(said.entry, EntryId(Uuid::from_u64_pair(1, last)), "and which was the last");
        let why = record.versions.last().and_then(|version| version.why.as_deref());
        prop_assert_eq!(why, Some("another patient's scale"));
    }

    #[test]
    fn an_active_allergy_wins_a_dispute(
        others in prop::collection::vec(prop::option::of(allergies()), 1..4),
        place in any::<Index>(),
    ) {
        // Several people answer the same first statement at once; one of them says that it is active.
        let first = allergy("penicillin", AllergyClinicalStatus::Active, AllergyVerification::Unconfirmed);
        let mut entries = vec![entry(1, 1, &[], Statement::Allergies(first))];
        let warning = place.index(others.len() + 1);
        let mut answers: Vec<Option<AllergyStatement>> = others;
        answers.insert(warning, Some(active("penicillin")));
        for (place, answer) in answers.iter().enumerate() {
            let said = answer.clone().map_or_else(|| in_error("allergies"), Statement::Allergies);
            entries.push(entry(place as u64 + 2, 1, &[1], said));
        }
        let chart = Chart::fold(entries.clone());
        let record = chart.allergies.records().next().unwrap();
        prop_assert!(record.is_disputed());
        let (_, reading) = record.reading().unwrap();
        let warns = matches!(reading, AllergyStatement::Listed(allergy) if allergy.is_active());
        prop_assert!(warns, "the chart warns while people disagree");
        prop_assert!(matches!(chart.allergy_state(), AllergyState::Listed(_)));

        // Somebody settles it: the new version supersedes every head.
        let heads: Vec<u64> = (2..2 + answers.len() as u64).collect();
        let settled = allergy("penicillin", AllergyClinicalStatus::Active, AllergyVerification::Refuted);
        entries.push(entry(100, 1, &heads, Statement::Allergies(settled.clone())));
        let chart = Chart::fold(entries);
        let record = chart.allergies.records().next().unwrap();
        prop_assert!(!record.is_disputed());
        prop_assert_eq!(record.reading().map(|(_, value)| value), Some(&settled));
    }

    #[test]
    fn the_three_allergy_states_are_never_confused(statements in prop::collection::vec(allergies(), 0..6)) {
        let entries: Vec<Entry> = statements.iter().enumerate()
            .map(|(place, said)| entry(place as u64 + 1, place as u64 + 1, &[], Statement::Allergies(said.clone())))
            .collect();
        let chart = Chart::fold(entries);
        let active: HashSet<&str> = statements.iter().filter_map(|said| match said {
            AllergyStatement::Listed(allergy) if allergy.is_active() => Some(allergy.substance.text.as_str()),
            _ => None,
        }).collect();
        match chart.allergy_state() {
            AllergyState::Listed(listed) => {
                let shown: HashSet<&str> = listed.iter().map(|(_, allergy)| allergy.substance.text.as_str()).collect();
                prop_assert_eq!(shown, active, "all that warn and none that do not");
            }
            AllergyState::NoneKnown(version) => {
                prop_assert!(active.is_empty(), "one active allergy outweighs any number of \"none known\"");
                let newest = statements.iter().rposition(|said| *said == AllergyStatement::NoneKnown);
                prop_assert_eq!(newest.map(|place| moment(place as u64 + 1)), Some(version.recorded_at));
            }
            AllergyState::NeverAsked => {
                prop_assert!(active.is_empty() && !statements.contains(&AllergyStatement::NoneKnown));
            }
        }
    }

    #[test]
    fn a_body_reads_back_as_it_was_written(written in histories()) {
        for entry in written {
            let text = serde_json::to_string(&entry.body).unwrap();
            prop_assert_eq!(serde_json::from_str::<Body>(&text).unwrap(), entry.body);
        }
    }
}

#[test]
fn none_known_that_was_entered_in_error_was_never_asked() {
    let mut entries = vec![entry(1, 1, &[], Statement::Allergies(AllergyStatement::NoneKnown))];
    assert!(matches!(Chart::fold(entries.clone()).allergy_state(), AllergyState::NoneKnown(_)));
    entries.push(entry(2, 1, &[1], in_error("allergies")));
    assert_eq!(Chart::fold(entries.clone()).allergy_state(), AllergyState::NeverAsked);
    let known = Chart::fold_as_at(entries, moment(1));
    assert!(
        matches!(known.allergy_state(), AllergyState::NoneKnown(_)),
        "what was known before is not rewritten"
    );
}

#[test]
fn the_worst_allergy_stands_first() {
    let mild = match active("aspirin") {
        AllergyStatement::Listed(allergy) => Allergy { criticality: Criticality::Low, ..allergy },
        AllergyStatement::NoneKnown => panic!("an allergy is listed"),
    };
    let entries = [AllergyStatement::Listed(mild), active("penicillin"), AllergyStatement::NoneKnown];
    let entries = entries
        .into_iter()
        .enumerate()
        .map(|(place, said)| entry(place as u64 + 1, place as u64 + 1, &[], Statement::Allergies(said)));
    let chart = Chart::fold(entries);
    let AllergyState::Listed(listed) = chart.allergy_state() else { panic!("two allergies are listed") };
    let names: Vec<&str> = listed.iter().map(|(_, allergy)| allergy.substance.text.as_str()).collect();
    assert_eq!(names, ["penicillin", "aspirin"]);
}
