//! FHIR R4 AllergyIntolerance, and the several ways in which people say that there is none.

use crate::fhir::file::File;
use crate::fhir::json::{coded, concept, dated, note};
use crate::fhir::parts::{
    Unfit, concept_at, date_at, first_moment, join, list, notes, quantity_words, range_words, status, text,
};
use crate::fhir::write::Frame;
use crate::fhir::{Read, extensions, parts};
use chart::coding::system::SNOMED;
use chart::sections::allergies::{
    Allergy, AllergyCategory, AllergyClinicalStatus, AllergyKind, AllergyStatement, AllergyVerification,
    Criticality, Reaction, Severity,
};
use chart::{Concept, Statement};
use serde_json::{Value, json};

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
const VERIFICATION: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

/// HL7's own codes for "none known" and "nobody knows". Source: HL7 FHIR IPS 1.1, Absent and Unknown Data.
const ABSENT: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
const NO_KNOWN_ALLERGIES: &str = "no-known-allergies";

/// SNOMED CT "No known allergy". Source: HL7 FHIR R4, AllergyIntolerance example `nka`.
const SNOMED_NO_KNOWN_ALLERGY: &str = "716186003";

/// SNOMED CT codes that deny one kind of allergy: food, drug, latex, environment. Sources: HL7 C-CDA on FHIR 1.2,
/// concept map CF-NoKnownAllergies; FHIR R4 example `nkla`; VSAC 2.16.840.1.113762.1.4.1186.8.
const SNOMED_NONE_OF_A_KIND: [&str; 4] = ["429625007", "409137002", "716184000", "428607008"];

/// The words or the code say that something is absent, or that nobody knows: true of no problem and no allergy.
pub(crate) fn says_that_nothing_is_known(concept: &Concept) -> bool {
    concept.code_in(ABSENT).is_some()
        || concept
            .code_in(SNOMED)
            .is_some_and(|code| code == SNOMED_NO_KNOWN_ALLERGY || SNOMED_NONE_OF_A_KIND.contains(&code))
        || concept.text.trim().to_lowercase().starts_with("no known ")
}

/// No allergy of any kind is known.
fn denies_every_allergy(concept: &Concept) -> bool {
    let words = concept.text.trim().to_lowercase();
    concept.code_in(ABSENT) == Some(NO_KNOWN_ALLERGIES)
        || concept.code_in(SNOMED) == Some(SNOMED_NO_KNOWN_ALLERGY)
        || (concept.codings.is_empty() && (words == "no known allergies" || words == "no known allergy"))
}

/// An allergy, or that none is known. Statuses that are not said, or in words R4 does not have, are read as the
/// more careful ones: an allergy warns until somebody says that it does not hold.
pub(crate) fn read(resource: &Value, _: &File<'_>) -> Result<Read, Unfit> {
    let substance =
        concept_at(resource, "code").or_else(|| concept_at(resource, "substance")).ok_or(Unfit::SUBJECT)?;
    let effective_at =
        first_moment(resource, &["recordedDate", "assertedDate", "onsetDateTime", "onsetPeriod.start"])?;
    if says_that_nothing_is_known(&substance) {
        let holds = matches!(status(resource, "clinicalStatus"), Some("active") | None)
            && status(resource, "verificationStatus") != Some("refuted");
        return if denies_every_allergy(&substance) && holds {
            Ok(Read { statement: Statement::Allergies(AllergyStatement::NoneKnown), effective_at })
        } else {
            Err(Unfit("says that something is not there"))
        };
    }
    let mut remarks = Vec::new();
    let clinical_status = match status(resource, "clinicalStatus") {
        Some("inactive") => AllergyClinicalStatus::Inactive,
        Some("resolved") => AllergyClinicalStatus::Resolved,
        Some("active") | None => AllergyClinicalStatus::Active,
        Some(word) => {
            remarks.push(format!("Status as received: {word}"));
            AllergyClinicalStatus::Active
        }
    };
    let verification_status = match status(resource, "verificationStatus") {
        Some("confirmed") => AllergyVerification::Confirmed,
        Some("refuted") => AllergyVerification::Refuted,
        Some("unconfirmed") | None => AllergyVerification::Unconfirmed,
        Some(word) => {
            remarks.push(format!("Certainty as received: {word}"));
            AllergyVerification::Unconfirmed
        }
    };
    let onset_words = resource
        .get("onsetAge")
        .and_then(quantity_words)
        .map(|age| format!("age {age}"))
        .or_else(|| resource.get("onsetRange").and_then(range_words))
        .or_else(|| text(resource, "onsetString").map(str::to_owned));
    remarks.extend(onset_words.map(|words| format!("Onset: {words}")));
    remarks.extend(notes(resource));
    let onset = match date_at(resource, "onsetDateTime")? {
        Some(onset) => Some(onset),
        None => date_at(resource.get("onsetPeriod").unwrap_or(&Value::Null), "start")?,
    };
    let tolerated_since = match extensions::words_of(resource, "tolerated-since") {
        Some(words) => Some(parts::partial_date(words)?),
        None => None,
    };
    let allergy = Allergy {
        substance,
        category: category(resource),
        kind: match text(resource, "type") {
            Some("allergy") => AllergyKind::Allergy,
            Some("intolerance") => AllergyKind::Intolerance,
            _ => AllergyKind::Unknown,
        },
        criticality: match text(resource, "criticality") {
            Some("low") => Criticality::Low,
            Some("high") => Criticality::High,
            _ => Criticality::UnableToAssess,
        },
        clinical_status,
        verification_status,
        reactions: list(resource, "reaction").flat_map(reactions).collect(),
        onset,
        tolerated_since,
        comment: join(remarks, "\n"),
    };
    Ok(Read { statement: Statement::Allergies(AllergyStatement::Listed(allergy)), effective_at })
}

/// Of several categories the one that matters most when prescribing.
fn category(resource: &Value) -> AllergyCategory {
    let said: Vec<&str> = list(resource, "category").filter_map(Value::as_str).collect();
    [
        ("medication", AllergyCategory::Medication),
        ("biologic", AllergyCategory::Biologic),
        ("food", AllergyCategory::Food),
        ("environment", AllergyCategory::Environment),
    ]
    .into_iter()
    .find(|(word, _)| said.contains(word))
    .map_or(AllergyCategory::Other, |(_, category)| category)
}

fn reactions(reaction: &Value) -> Vec<Reaction> {
    let severity = match text(reaction, "severity") {
        Some("mild") => Some(Severity::Mild),
        Some("moderate") => Some(Severity::Moderate),
        Some("severe") => Some(Severity::Severe),
        _ => None,
    };
    let shown: Vec<Reaction> = list(reaction, "manifestation")
        .filter_map(parts::concept)
        .map(|manifestation| Reaction { manifestation, severity })
        .collect();
    if shown.is_empty() {
        let words = text(reaction, "description").map(Concept::text);
        return words.map(|manifestation| Reaction { manifestation, severity }).into_iter().collect();
    }
    shown
}

/// The statement as an AllergyIntolerance.
pub(crate) fn write(statement: &AllergyStatement, frame: &Frame) -> Value {
    let status = |clinical: Value, verification: Value| {
        if frame.in_error {
            // R4 forbids a clinical status beside entered-in-error (ait-2).
            (Value::Null, coded(VERIFICATION, &json!("entered-in-error")))
        } else {
            (coded(CLINICAL, &clinical), coded(VERIFICATION, &verification))
        }
    };
    let allergy = match statement {
        AllergyStatement::Listed(allergy) => allergy,
        AllergyStatement::NoneKnown => {
            let (clinical, verification) = status(json!("active"), json!("confirmed"));
            return frame.resource(
                "AllergyIntolerance",
                json!({
                    "clinicalStatus": clinical,
                    "verificationStatus": verification,
                    "code": {
                        "coding": [{ "system": ABSENT, "code": NO_KNOWN_ALLERGIES }],
                        "text": "No known allergies",
                    },
                    "patient": frame.subject,
                    "encounter": frame.encounter,
                    "recordedDate": frame.effective_at.to_rfc3339(),
                    "recorder": frame.author,
                }),
            );
        }
    };
    let (clinical, verification) = status(json!(allergy.clinical_status), json!(allergy.verification_status));
    let tolerated =
        allergy.tolerated_since.map(|date| extensions::words("tolerated-since", &date.to_string()));
    frame.resource(
        "AllergyIntolerance",
        json!({
            "extension": tolerated.into_iter().collect::<Vec<_>>(),
            "clinicalStatus": clinical,
            "verificationStatus": verification,
            "type": Some(allergy.kind).filter(|kind| *kind != AllergyKind::Unknown),
            "category": Some(allergy.category)
                .filter(|category| *category != AllergyCategory::Other)
                .map(|category| vec![category]),
            "criticality": allergy.criticality,
            "code": concept(&allergy.substance),
            "patient": frame.subject,
            "encounter": frame.encounter,
            "onsetDateTime": dated(allergy.onset),
            "recordedDate": frame.effective_at.to_rfc3339(),
            "recorder": frame.author,
            "note": note(allergy.comment.as_deref()),
            "reaction": allergy.reactions.iter().map(|reaction| json!({
                "manifestation": [concept(&reaction.manifestation)],
                "severity": reaction.severity,
            })).collect::<Vec<_>>(),
        }),
    )
}
