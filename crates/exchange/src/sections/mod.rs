//! One file a section: what its statements are called in FHIR R4, in both directions.

pub(crate) mod allergies;
pub(crate) mod documents;
pub(crate) mod encounters;
pub(crate) mod goals;
pub(crate) mod histories;
pub(crate) mod immunizations;
pub(crate) mod medications;
pub(crate) mod notes;
pub(crate) mod orders;
pub(crate) mod overrides;
pub(crate) mod patients;
pub(crate) mod prescriptions;
pub(crate) mod problems;
pub(crate) mod results;
pub(crate) mod staff;
pub(crate) mod tasks;
pub(crate) mod vitals;

use crate::fhir::Read;
use crate::fhir::file::File;
use crate::fhir::parts::Unfit;
use serde_json::Value;

/// How a section reads a resource. The resource is of the right type and about the patient.
pub(crate) type ReadResource = fn(&Value, &File<'_>) -> Result<Read, Unfit>;

/// Who reads a type of resource; none when no section has words for it.
pub(crate) fn reader_of(resource_type: &str) -> Option<ReadResource> {
    Some(match resource_type {
        "Encounter" => encounters::read,
        "Condition" => problems::read,
        "AllergyIntolerance" => allergies::read,
        "MedicationRequest" => medications::read_request,
        "MedicationStatement" => medications::read_statement,
        "Immunization" => immunizations::read,
        "Observation" => read_observation,
        "ServiceRequest" => orders::read,
        "FamilyMemberHistory" => histories::read_relative,
        "Procedure" => histories::read_procedure,
        "CareTeam" => histories::read_care,
        "DocumentReference" => documents::read,
        "Goal" => goals::read,
        _ => return None,
    })
}

/// A vital sign we have a code and a unit for is a vital; every other finding is a result.
fn read_observation(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    if let Some(read) = histories::read_ours(resource)? {
        return Ok(read);
    }
    match vitals::read(resource)? {
        Some(read) => Ok(read),
        None => results::read(resource, file),
    }
}
