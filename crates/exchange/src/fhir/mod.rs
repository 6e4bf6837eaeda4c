//! FHIR R4 as JSON: a bundle, lines of resources, or one patient, read into the chart's words and written back.
//!
//! Real files carry old codes, zero-width spaces and misspelt names: what was sent is kept and shown, and
//! nothing is lost. A resource is [`Outcome::Said`] when a section has words for all that matters in it. It is
//! [`Outcome::Kept`] when no section has, when its shape is not R4's, when it was entered in error, or when it
//! carries a modifier this program does not know, for FHIR forbids to act on such a one. It is
//! [`Outcome::Refused`] only when it is no resource or is about somebody else.
//!
//! Source of every element name and status word here: HL7 FHIR R4 (4.0.1), <https://hl7.org/fhir/R4/>.

pub(crate) mod dosage;
pub(crate) mod extensions;
pub(crate) mod file;
pub(crate) mod json;
pub(crate) mod parts;
mod titles;
mod whose;
pub(crate) mod write;

pub use write::{ExportContext, write};

use crate::fhir::file::{File, Resource};
use crate::fhir::parts::{Unfit, list, status, text};
use crate::fhir::whose::{Whose, whose};
use crate::limits::Limits;
use crate::problem::ImportProblem;
use crate::sections;
use crate::{Incoming, IncomingPatient, Item, Outcome};
use chart::Statement;
use chart::entry::Original;
use chart::sections::received::Received;
use chrono::{DateTime, Datelike, FixedOffset};
use serde_json::Value;
use std::collections::HashSet;

/// The `format` of what is read here.
pub const FORMAT: &str = "fhir-r4";

/// What a section made of a resource.
pub(crate) struct Read {
    /// In the chart's words.
    pub(crate) statement: Statement,
    /// When it was true, where it says so.
    pub(crate) effective_at: Option<DateTime<FixedOffset>>,
}

/// Reads one patient's file.
///
/// # Errors
/// The whole file is refused when it is too large, too deep, not JSON, not FHIR, a history of versions, or not
/// about exactly one patient.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Incoming, ImportProblem> {
    let file = File::open(bytes, limits)?;
    let subject = file.resources.get(file.patient).ok_or(ImportProblem::NoPatient)?;
    let person = subject.value().ok_or(ImportProblem::NotFhir)?;
    let reader = Reader { file: &file, person: &person, superseded: requests_told_as_statements(&file) };

    let mut visits = HashSet::new();
    let mut items = Vec::with_capacity(file.resources.len());
    let is_visit = |resource: &Resource<'_>| resource.resource_type.as_deref() == Some("Encounter");
    let others = || file.resources.iter().enumerate().filter(|(index, _)| *index != file.patient);
    for (index, resource) in others().filter(|(_, resource)| is_visit(resource)) {
        let item = reader.item(resource, &visits);
        if matches!(item.outcome, Outcome::Said { .. }) {
            visits.insert(index);
        }
        items.push(item);
    }
    for (_, resource) in others().filter(|(_, resource)| !is_visit(resource)) {
        items.push(reader.item(resource, &visits));
    }
    Ok(Incoming {
        format: FORMAT,
        patient: IncomingPatient {
            name: subject.name.clone(),
            statement: sections::patients::read(&person),
            original: Original(subject.raw.to_owned()),
        },
        items,
    })
}

struct Reader<'a, 'f> {
    file: &'f File<'a>,
    person: &'f Value,
    superseded: HashSet<usize>,
}

impl Reader<'_, '_> {
    fn item(&self, resource: &Resource<'_>, visits: &HashSet<usize>) -> Item {
        let kind = resource.resource_type.clone().unwrap_or_else(|| "Unknown".to_owned());
        let refused = |why: &str| Item {
            resource_type: kind.clone(),
            name: resource.name.clone(),
            effective_at: None,
            encounter: None,
            outcome: Outcome::Refused { why: why.to_owned() },
            attached: Vec::new(),
        };
        let (Some(_), Some(value)) = (&resource.resource_type, resource.value()) else {
            return refused("This part of the file is not a FHIR resource: it does not name its type.");
        };
        let whose = whose(&value, self.person, self.file);
        if whose == Whose::Another {
            return refused(&format!("This {kind} says that it is about another patient."));
        }
        let original = Original(resource.raw.to_owned());
        match self.said(&kind, &value, whose, resource) {
            Ok(read) => {
                let has_bytes = !read.statement.attachments().is_empty();
                let taken_out =
                    has_bytes.then(|| sections::documents::taken_out(&value, &original)).flatten();
                let (original, attached) = match taken_out {
                    Some((shorter, attached)) => (shorter, vec![attached]),
                    None => (original, Vec::new()),
                };
                Item {
                    encounter: self.visit_of(&value, visits),
                    effective_at: read.effective_at.filter(can_be_filed),
                    outcome: Outcome::Said { statement: read.statement, original },
                    resource_type: kind,
                    name: resource.name.clone(),
                    attached,
                }
            }
            Err(reason) => Item {
                encounter: self.visit_of(&value, visits),
                effective_at: any_moment(&value).filter(can_be_filed),
                outcome: Outcome::Kept(Received {
                    title: titles::title(&value, &kind, reason, self.file),
                    kind: kind.clone(),
                    original,
                }),
                resource_type: kind,
                name: resource.name.clone(),
                attached: Vec::new(),
            },
        }
    }

    /// The chart's words for it; or none, with the reason where its type is one the chart has words for.
    fn said(
        &self,
        kind: &str,
        value: &Value,
        whose: Whose,
        resource: &Resource<'_>,
    ) -> Result<Read, Option<Unfit>> {
        let Some(read) = sections::reader_of(kind) else {
            return Err(is_in_error(value).then_some(Unfit::IN_ERROR));
        };
        if is_in_error(value) {
            return Err(Some(Unfit::IN_ERROR));
        }
        if whose != Whose::Ours {
            return Err(Some(Unfit("does not say clearly whose it is")));
        }
        if list(value, "modifierExtension").next().is_some() || text(value, "implicitRules").is_some() {
            return Err(Some(Unfit("carries a modifier that this program does not know")));
        }
        if self.is_told_elsewhere(resource) {
            return Err(Some(Unfit("a medicine in the list was ordered by it")));
        }
        read(value, self.file).map_err(Some)
    }

    fn is_told_elsewhere(&self, resource: &Resource<'_>) -> bool {
        self.file.find(&resource.name).is_some_and(|index| self.superseded.contains(&index))
    }

    fn visit_of(&self, value: &Value, visits: &HashSet<usize>) -> Option<String> {
        let context = value.get("context");
        let nested = context.into_iter().flat_map(|context| list(context, "encounter"));
        list(value, "encounter")
            .chain(nested)
            .chain(context)
            .filter_map(|reference| text(reference, "reference"))
            .filter_map(|reference| self.file.find(reference))
            .find(|index| visits.contains(index))
            .and_then(|index| self.file.resources.get(index))
            .map(|resource| resource.name.clone())
    }
}

/// Orders on which a MedicationStatement of the same file is based. The statement says what is taken; telling
/// the order as a second medicine would double the list.
fn requests_told_as_statements(file: &File<'_>) -> HashSet<usize> {
    let mut told = HashSet::new();
    for resource in &file.resources {
        if resource.resource_type.as_deref() != Some("MedicationStatement") {
            continue;
        }
        let Some(statement) = resource.value().filter(|value| !is_in_error(value)) else { continue };
        let orders = list(&statement, "basedOn").filter_map(|order| text(order, "reference"));
        told.extend(orders.filter_map(|reference| file.find(reference)));
    }
    told
}

fn is_in_error(value: &Value) -> bool {
    ["status", "verificationStatus", "lifecycleStatus", "docStatus"]
        .iter()
        .any(|field| status(value, field) == Some("entered-in-error"))
}

/// `0001-01-01` and `9999-12-31` are how programs write that they do not know: the ledger files nothing there.
fn can_be_filed(at: &DateTime<FixedOffset>) -> bool {
    (1800..=2200).contains(&at.year())
}

/// When something kept happened: the first date it gives that can be read.
fn any_moment(value: &Value) -> Option<DateTime<FixedOffset>> {
    const DATES: [&str; 24] = [
        "effectiveDateTime",
        "effectivePeriod.start",
        "performedDateTime",
        "performedPeriod.start",
        "occurrenceDateTime",
        "occurrencePeriod.start",
        "period.start",
        "billablePeriod.start",
        "servicedDate",
        "onsetDateTime",
        "authoredOn",
        "recordedDate",
        "recorded",
        "started",
        "start",
        "startDate",
        "date",
        "dateTime",
        "sent",
        "created",
        "issued",
        "statusDate",
        "whenHandedOver",
        "collection.collectedDateTime",
    ];
    DATES.iter().find_map(|key| parts::first_moment(value, &[key]).unwrap_or_default())
}
