//! From one piece of the data to one statement of the chart.

use crate::codes::Codes;
use crate::data::{
    AllergyData, GoalData, HistoryData, ImmunizationData, ItemData, MedicationData, OrderData, ProblemData,
    ReportData, VitalsData,
};
use crate::when::Day;
use chart::coding::system;
use chart::sections::allergies::{Allergy, AllergyStatement, Reaction};
use chart::sections::goals::{Goal, GoalRange, GoalStatus, GoalTarget, NoGoal};
use chart::sections::histories::HistoryStatement;
use chart::sections::immunizations::{Immunization, ImmunizationStatus, NotDone};
use chart::sections::medications::{Medication, MedicationStatus};
use chart::sections::orders::{Order, OrderPriority, OrderStatus, OrderedTest};
use chart::sections::patients::Sex;
use chart::sections::prescriptions::PrescriptionItem;
use chart::sections::problems::Problem;
use chart::sections::results::{ResultReport, ResultReview};
use chart::sections::vitals::{Measurement, VitalCode, VitalsSet};
use chart::sig::Sig;
use chart::{Concept, PartialDate, Quantity, RecordId, Statement};
use chrono::{DateTime, Days, FixedOffset, NaiveDate};

pub(crate) fn no_known_allergies() -> Statement {
    Statement::Allergies(AllergyStatement::NoneKnown)
}

pub(crate) fn allergy(data: &AllergyData, codes: &Codes, today: NaiveDate) -> Statement {
    let reactions = data
        .reaction
        .iter()
        .map(|text| Reaction { manifestation: Concept::text(text), severity: data.severity })
        .collect();
    Statement::Allergies(AllergyStatement::Listed(Allergy {
        substance: codes.drug(&data.to),
        category: data.category,
        kind: data.kind,
        criticality: data.criticality,
        clinical_status: data.status,
        verification_status: data.verification,
        reactions,
        onset: data.since.map(|day| day.on(today)),
        tolerated_since: data.tolerated_since.map(|day| day.on(today)),
        comment: data.comment.clone(),
    }))
}

pub(crate) fn vitals(data: &VitalsData) -> VitalsSet {
    let (systolic, diastolic) = data.pressure().unzip();
    let taken = [
        (VitalCode::BpSystolic, systolic),
        (VitalCode::BpDiastolic, diastolic),
        (VitalCode::HeartRate, data.hr),
        (VitalCode::Temperature, data.t),
        (VitalCode::OxygenSaturation, data.spo2),
        (VitalCode::RespiratoryRate, data.rr),
        (VitalCode::Weight, data.wt),
        (VitalCode::Height, data.ht),
        (VitalCode::HeadCircumference, data.hc),
        (VitalCode::Pain, data.pain),
        (VitalCode::Glucose, data.glucose),
    ];
    let measurements = taken
        .into_iter()
        .filter_map(|(code, value)| Some(Measurement { code, value: value?, as_typed: None }))
        .collect();
    VitalsSet { measurements, comment: data.comment.clone() }
}

pub(crate) fn problem(data: &ProblemData, codes: &Codes, today: NaiveDate) -> Statement {
    let condition = if data.uncoded { Concept::text(&data.is) } else { codes.condition(&data.is) };
    Statement::Problems(Problem {
        condition,
        clinical_status: data.status,
        verification_status: data.verification,
        onset: data.since.map(|day| day.on(today)),
        abatement: data.until.map(|day| day.on(today)),
        laterality: data.side,
        comment: data.comment.clone(),
    })
}

/// A medicine as it is told; what is left out of a later version is as it was.
pub(crate) fn medication(
    data: &MedicationData,
    known: Option<&Medication>,
    codes: &Codes,
    at: DateTime<FixedOffset>,
    today: NaiveDate,
) -> Medication {
    let started = data.since.map(|day| day.on(today));
    let day = PartialDate::Day(at.date_naive());
    let stopped = data.status == MedicationStatus::Stopped;
    let instructions = match known {
        Some(known) if data.take.is_empty() => known.instructions.as_str(),
        _ => data.take.as_str(),
    };
    Medication {
        strength: data.strength.clone().or_else(|| known?.strength.clone()),
        form: data.form.clone().or_else(|| known?.form.clone()),
        sig: sig(instructions),
        instructions: instructions.to_owned(),
        status: data.status,
        reason: data.reason.clone().or_else(|| known?.reason.clone()),
        started: started.or_else(|| known?.started).or(Some(day)),
        ended: data.until.map(|day| day.on(today)).or(stopped.then_some(day)),
        long_term: data.long_term || known.is_some_and(|known| known.long_term),
        prescription: known.and_then(|known| known.prescription),
        origin: data.origin.or_else(|| known.and_then(|known| known.origin)),
        adherence: data.adherence.clone(),
        comment: data.comment.clone(),
        ..Medication::named(codes.drug(&data.drug))
    }
}

pub(crate) fn item(data: &ItemData, codes: &Codes) -> PrescriptionItem {
    let unit = data.unit.clone().or_else(|| data.form.clone()).unwrap_or_default();
    PrescriptionItem {
        drug: codes.drug(&data.drug),
        strength: data.strength.clone(),
        form: data.form.clone(),
        sig: sig(&data.take),
        instructions: data.take.clone(),
        quantity: Some(Quantity { value: data.quantity, unit }),
        refills: data.refills,
        reason: data.reason.clone(),
        substitution: true,
        long_term: data.long_term,
    }
}

/// The instructions in parts, where every word of them is understood or stands in a sentence of its own.
fn sig(instructions: &str) -> Option<Sig> {
    let sig = chart::sig::parse(instructions);
    let understood = sig.note.as_deref().is_none_or(|note| instructions.ends_with(note));
    (understood && !sig.steps.is_empty()).then_some(sig)
}

/// What a prescribed drug does to the list of medicines.
pub(crate) struct Course {
    /// The medicine from now on.
    pub(crate) begun: Medication,
    /// When a course of fixed length is over, and the medicine as it is then.
    pub(crate) completed: Option<(DateTime<FixedOffset>, Medication)>,
}

pub(crate) fn course(
    data: &ItemData,
    known: Option<&Medication>,
    codes: &Codes,
    prescription: RecordId,
    at: DateTime<FixedOffset>,
) -> Course {
    let day = at.date_naive();
    let taken_already = known.filter(|known| known.is_current());
    let end = data.days.map(|days| at + Days::new(days.into()));
    let begun = Medication {
        strength: data.strength.clone(),
        form: data.form.clone(),
        sig: sig(&data.take),
        instructions: data.take.clone(),
        reason: data.reason.clone(),
        started: taken_already.and_then(|known| known.started).or(Some(PartialDate::Day(day))),
        ended: end.map(|end| PartialDate::Day(end.date_naive())),
        long_term: data.long_term,
        prescription: Some(prescription),
        ..Medication::named(codes.drug(&data.drug))
    };
    let completed = end.map(|end| (end, Medication { status: MedicationStatus::Completed, ..begun.clone() }));
    Course { begun, completed }
}

pub(crate) fn immunization(
    data: &ImmunizationData,
    codes: &Codes,
    at: DateTime<FixedOffset>,
    today: DateTime<FixedOffset>,
) -> Statement {
    let today = today.date_naive();
    let status =
        if data.refused.is_some() { ImmunizationStatus::NotDone } else { ImmunizationStatus::Completed };
    let given = data.given.map_or(PartialDate::Day(at.date_naive()), |day| day.on(today));
    Statement::Immunizations(Immunization {
        vaccine: codes.vaccine(&data.vaccine),
        status,
        given: Some(given),
        not_done: data.refused.as_ref().map(|_| NotDone::Refused),
        not_done_reason: data.refused.clone(),
        lot: data.lot.clone(),
        expires: data.expires.map(|day| day.on(today)),
        site: data.site.clone(),
        route: data.route.clone(),
        dose: data.dose.clone(),
        dose_number: data.number.clone(),
        manufacturer: None,
        given_elsewhere: data.elsewhere,
        comment: None,
    })
}

pub(crate) fn order(data: &OrderData, codes: &Codes) -> Statement {
    Statement::Orders(Order {
        category: data.category,
        tests: data
            .tests
            .iter()
            .map(|test| OrderedTest { test: codes.test(test), site: data.site.clone(), result: None })
            .collect(),
        status: OrderStatus::Active,
        priority: OrderPriority::Routine,
        reason: data.reason.clone(),
        instructions: None,
        performer: None,
        due: None,
        set: data.set.clone(),
        status_reason: None,
    })
}

/// What is wanted, or why it is no goal: the check of the data refuses it then, before anything is written.
pub(crate) fn goal(data: &GoalData, codes: &Codes) -> Result<Goal, NoGoal> {
    let (what, targets) = if data.what == "Blood pressure" {
        let (one, other) = GoalRange::read_pressure(&data.wanted)?;
        let target = |code: VitalCode, range| GoalTarget {
            measure: Concept::coded(code.label(), system::LOINC, code.loinc()),
            range,
            unit: code.unit().to_owned(),
        };
        let both = vec![target(VitalCode::BpSystolic, one), target(VitalCode::BpDiastolic, other)];
        (Concept::text(data.what.as_str()), both)
    } else {
        let measure = codes.test(&data.what);
        let range = GoalRange::read(&data.wanted)?;
        (measure.clone(), vec![GoalTarget { measure, range, unit: codes.unit(&data.what) }])
    };
    Ok(Goal { what, targets, status: GoalStatus::Active, due: None, comment: data.comment.clone() })
}

/// The statement with its dates as they are today.
pub(crate) fn history(data: &HistoryData, today: NaiveDate) -> HistoryStatement {
    let on = |day: Option<Day>| day.map(|day| day.on(today));
    let (since, until) = (on(data.since), on(data.until));
    let mut says = data.says.clone();
    match &mut says {
        HistoryStatement::Social(social) => {
            social.since = social.since.or(since);
            social.until = social.until.or(until);
        }
        HistoryStatement::Procedure(procedure) => {
            procedure.on = procedure.on.or(since);
            procedure.until = procedure.until.or(until);
        }
        HistoryStatement::External(care) => {
            care.since = care.since.or(since);
            care.until = care.until.or(until);
        }
        HistoryStatement::Pregnancy(pregnancy) => {
            let period = on(data.last_period).and_then(PartialDate::earliest);
            pregnancy.last_period = pregnancy.last_period.or(period);
        }
        HistoryStatement::Family(_) => {}
    }
    says
}

/// The name under which a later event says the same thing anew.
pub(crate) fn history_name(history: &HistoryStatement) -> String {
    match history {
        HistoryStatement::Family(family) => format!("family {:?} {:?}", family.relative, family.relation),
        HistoryStatement::Social(social) => format!("social {:?}", social.topic),
        HistoryStatement::Procedure(procedure) => format!("procedure {}", procedure.what.text),
        HistoryStatement::External(care) => format!("external {}", care.who),
        HistoryStatement::Pregnancy(pregnancy) => {
            format!("pregnancy {:?}", pregnancy.last_period.or(pregnancy.due))
        }
    }
}

pub(crate) fn report(data: &ReportData, codes: &Codes, sex: Sex, review: Option<ResultReview>) -> Statement {
    Statement::Results(ResultReport {
        name: data.name.clone(),
        status: "final".to_owned(),
        performer: Some(data.performer.clone()),
        values: data.values.iter().map(|(test, found)| codes.result(test, found, sex)).collect(),
        comment: None,
        review,
    })
}
