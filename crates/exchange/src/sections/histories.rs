//! FHIR R4 FamilyMemberHistory, Procedure, Observation (social history, pregnancy) and CareTeam.
//!
//! A relative and a procedure are read from any sender. Habits, pregnancies and care elsewhere are said in so many ways
//! that only our own are read back, from an extension beside R4's elements; a sender's stay results, or as received.

use crate::fhir::Read;
use crate::fhir::extensions;
use crate::fhir::file::File;
use crate::fhir::json::{coded, concept as written, dated, note};
use crate::fhir::parts::{
    Unfit, concept, concept_at, date_at, first_moment, join, list, notes, quantity_words, text, words_of,
};
use crate::fhir::write::Frame;
use chart::coding::system::{LOINC, SNOMED, UCUM};
use chart::sections::histories::{
    ExternalCare, FamilyCondition, FamilyHistory, HabitStatus, HistoryStatement, PastProcedure, Pregnancy,
    ProcedureKind, Relative, SocialHistory, SocialTopic,
};
use chart::{PartialDate, Statement};
use serde_json::{Value, json};

const ROLES: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
const OBSERVATION_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
/// The extension that holds what R4's elements cannot: the statement whole, as JSON text.
const OURS: &str = "history";
/// SNOMED CT's "Surgical procedure", which R4's example value set procedure-category names.
const SURGICAL: &str = "387713003";

/// A relative and what they had.
pub(crate) fn read_relative(resource: &Value, _: &File<'_>) -> Result<Read, Unfit> {
    if !matches!(text(resource, "status"), Some("completed" | "partial")) {
        return Err(Unfit("does not say what is known"));
    }
    let relationship = concept_at(resource, "relationship").ok_or(Unfit("does not say which relative"))?;
    let relative = Relative::ALL
        .iter()
        .copied()
        .find(|relative| relationship.codings.iter().any(|coding| coding.code == relative.code()))
        .unwrap_or(Relative::Other);
    let mut remarks = Vec::new();
    let conditions = list(resource, "condition")
        .map(|condition| {
            let onset = years(condition.get("onsetAge"));
            let other = text(condition, "onsetString").map(str::to_owned);
            let named = concept_at(condition, "code").ok_or(Unfit::SUBJECT)?;
            remarks.extend(other.map(|words| format!("{}: {words}", named.text)));
            remarks.extend(notes(condition));
            Ok(FamilyCondition {
                condition: named,
                onset_age: onset,
                contributed_to_death: condition.get("contributedToDeath") == Some(&Value::Bool(true)),
            })
        })
        .collect::<Result<Vec<_>, Unfit>>()?;
    remarks.extend(notes(resource));
    let died_at = years(resource.get("deceasedAge"));
    let died_on = date_at(resource, "deceasedDate")?;
    remarks.extend(died_on.map(|date| format!("Died {date}")));
    let family = FamilyHistory {
        relation: (relationship.text != relative.label()).then_some(relationship.text),
        relative,
        conditions,
        deceased: died_at.is_some()
            || died_on.is_some()
            || resource.get("deceasedBoolean") == Some(&Value::Bool(true)),
        age_at_death: died_at,
        comment: join(remarks, "\n"),
    };
    Ok(Read {
        statement: Statement::Histories(HistoryStatement::Family(family)),
        effective_at: first_moment(resource, &["date"])?,
    })
}

/// Whole years of an Age; other units are no years.
fn years(age: Option<&Value>) -> Option<u16> {
    let age = age?;
    let in_years = matches!(text(age, "code").or(text(age, "unit")), Some("a" | "year" | "years" | "yr"));
    let value = age.get("value").and_then(Value::as_f64).filter(|_| in_years)?;
    (value.fract() == 0.0 && (0.0..=130.0).contains(&value)).then_some(value as u16)
}

/// Something that was done and is over. What is planned, under way or was broken off is kept as received.
pub(crate) fn read_procedure(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    if text(resource, "status") != Some("completed") {
        return Err(Unfit("is not said to be done"));
    }
    let category = resource.get("category").and_then(concept);
    let surgical = category.as_ref().is_some_and(|kind| kind.code_in(SNOMED) == Some(SURGICAL));
    let kind = match extensions::words_of(resource, "procedure-kind") {
        Some("hospital") => ProcedureKind::Hospital,
        Some("surgery") => ProcedureKind::Surgery,
        _ if surgical => ProcedureKind::Surgery,
        _ => ProcedureKind::Other,
    };
    let period = resource.get("performedPeriod").unwrap_or(&Value::Null);
    let on = date_at(resource, "performedDateTime")?.or(date_at(period, "start")?);
    let until = date_at(period, "end")?.filter(|until| Some(*until) != on);
    let place =
        resource.get("location").and_then(|place| file.label(place, resource)).map(|place| place.text);
    let age = resource.get("performedAge").and_then(quantity_words).map(|age| format!("At age {age}"));
    let told = text(resource, "performedString").map(str::to_owned);
    let site = words_of(resource, "bodySite").map(|site| format!("Site: {site}"));
    let outcome = words_of(resource, "outcome").map(|outcome| format!("Outcome: {outcome}"));
    let remarks = [age, told, site, outcome, notes(resource)];
    let procedure = PastProcedure {
        kind,
        what: concept_at(resource, "code").ok_or(Unfit::SUBJECT)?,
        on,
        until,
        place,
        comment: join(remarks.into_iter().flatten(), "\n"),
    };
    Ok(Read {
        statement: Statement::Histories(HistoryStatement::Procedure(procedure)),
        effective_at: first_moment(resource, &["performedDateTime", "performedPeriod.start"])?,
    })
}

/// Our own habit, pregnancy or care elsewhere. None when it is somebody else's resource.
pub(crate) fn read_ours(resource: &Value) -> Result<Option<Read>, Unfit> {
    let Some(said) = extensions::words_of(resource, OURS) else { return Ok(None) };
    let said: HistoryStatement = serde_json::from_str(said).map_err(|_| Unfit("cannot be read back"))?;
    let effective_at = first_moment(resource, &["effectiveDateTime", "period.start"])?;
    Ok(Some(Read { statement: Statement::Histories(said), effective_at }))
}

/// Care elsewhere, where it is ours.
pub(crate) fn read_care(resource: &Value, _: &File<'_>) -> Result<Read, Unfit> {
    read_ours(resource)?.ok_or(Unfit("is a team of others"))
}

/// The statement as the resource R4 has for it.
pub(crate) fn write(statement: &HistoryStatement, frame: &Frame) -> Value {
    // A statement of ours is always JSON; where it were not, the other elements still say it.
    let whole = serde_json::to_string(statement).map(|text| vec![extensions::words(OURS, &text)]);
    let whole = whole.unwrap_or_default();
    match statement {
        HistoryStatement::Family(family) => relative(family, frame),
        HistoryStatement::Procedure(procedure) => done(procedure, frame),
        HistoryStatement::Social(social) => habit(social, whole, frame),
        HistoryStatement::Pregnancy(pregnancy) => pregnant(pregnancy, whole, frame),
        HistoryStatement::External(care) => team(care, whole, frame),
    }
}

fn relative(family: &FamilyHistory, frame: &Frame) -> Value {
    let age = |years: u16| json!({ "value": years, "unit": "years", "system": UCUM, "code": "a" });
    let relation = family.relation.as_deref().unwrap_or(family.relative.label());
    frame.resource(
        "FamilyMemberHistory",
        json!({
            "status": if frame.in_error { "entered-in-error" } else { "completed" },
            "patient": frame.subject,
            "date": frame.effective_at.to_rfc3339(),
            "relationship": {
                "coding": [{ "system": ROLES, "code": family.relative.code() }], "text": relation,
            },
            "deceasedAge": family.age_at_death.map(age),
            "deceasedBoolean": (family.deceased && family.age_at_death.is_none()).then_some(true),
            "note": note(family.comment.as_deref()),
            "condition": family.conditions.iter().map(|condition| json!({
                "code": written(&condition.condition),
                "contributedToDeath": condition.contributed_to_death.then_some(true),
                "onsetAge": condition.onset_age.map(age),
            })).collect::<Vec<_>>(),
        }),
    )
}

fn done(procedure: &PastProcedure, frame: &Frame) -> Value {
    let (category, kind) = match procedure.kind {
        ProcedureKind::Surgery => (
            json!({ "coding": [{ "system": SNOMED, "code": SURGICAL, "display": "Surgical procedure" }] }),
            Some("surgery"),
        ),
        ProcedureKind::Hospital => (json!({ "text": "Stay in hospital" }), Some("hospital")),
        ProcedureKind::Other => (Value::Null, None),
    };
    frame.resource(
        "Procedure",
        json!({
            "extension": kind.map(|kind| vec![extensions::words("procedure-kind", kind)]),
            "status": if frame.in_error { "entered-in-error" } else { "completed" },
            "category": category,
            "code": written(&procedure.what),
            "subject": frame.subject,
            "encounter": frame.encounter,
            "performedDateTime": procedure.on.filter(|_| procedure.until.is_none()).map(|on| on.to_string()),
            "performedPeriod": procedure.until.map(|until| json!({
                "start": dated(procedure.on), "end": until.to_string(),
            })),
            "recorder": frame.author,
            "location": procedure.place.as_ref().map(|place| json!({ "display": place })),
            "note": note(procedure.comment.as_deref()),
        }),
    )
}

fn observation(code: Value, value: Value, whole: Vec<Value>, frame: &Frame) -> Value {
    frame.resource(
        "Observation",
        json!({
            "extension": whole,
            "status": if frame.in_error { "entered-in-error" } else { "final" },
            "category": [coded(OBSERVATION_CATEGORY, &json!("social-history"))],
            "code": code,
            "subject": frame.subject,
            "encounter": frame.encounter,
            "effectiveDateTime": frame.effective_at.to_rfc3339(),
            "performer": frame.author.iter().collect::<Vec<_>>(),
            "valueCodeableConcept": value,
        }),
    )
}

/// LOINC 72166-2 is "Tobacco smoking status"; the answers are those of the FHIR vital records and US Core lists, in
/// words alone, since SNOMED CT is not ours to ship.
fn habit(social: &SocialHistory, whole: Vec<Value>, frame: &Frame) -> Value {
    let code = match social.topic {
        SocialTopic::Tobacco => json!({
            "coding": [{ "system": LOINC, "code": "72166-2", "display": "Tobacco smoking status" }],
            "text": "Tobacco smoking status",
        }),
        topic => json!({ "text": topic.label() }),
    };
    let words = match (social.topic, social.status) {
        (_, Some(HabitStatus::Unknown)) => "Not known".to_owned(),
        _ => social.short(),
    };
    observation(code, json!({ "text": words }), whole, frame)
}

/// LOINC 82810-3 is "Pregnancy status".
fn pregnant(pregnancy: &Pregnancy, whole: Vec<Value>, frame: &Frame) -> Value {
    let code = json!({
        "coding": [{ "system": LOINC, "code": "82810-3", "display": "Pregnancy status" }],
        "text": "Pregnancy",
    });
    let words = pregnancy.short(frame.effective_at.date_naive());
    observation(code, json!({ "text": words }), whole, frame)
}

fn team(care: &ExternalCare, whole: Vec<Value>, frame: &Frame) -> Value {
    let over = care.until.is_some();
    let day = |date: Option<PartialDate>| dated(date);
    frame.resource(
        "CareTeam",
        json!({
            "extension": whole,
            "status": match (frame.in_error, over) {
                (true, _) => "entered-in-error",
                (_, true) => "inactive",
                _ => "active",
            },
            "name": care.short(),
            "subject": frame.subject,
            "period": { "start": day(care.since), "end": day(care.until) },
            "participant": [{
                "role": care.specialty.as_ref().map(|specialty| vec![json!({ "text": specialty })]),
                "member": { "display": care.who },
            }],
            "reasonCode": care.concern.as_ref().map(|concern| vec![json!({ "text": concern })]),
            "note": note(care.comment.as_deref()),
        }),
    )
}
