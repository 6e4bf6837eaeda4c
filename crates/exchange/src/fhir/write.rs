//! The whole chart as one FHIR R4 Bundle (collection).
//!
//! What came from elsewhere and was not corrected since goes out as it came in, byte for byte. What was said
//! here, or corrected here, is written in R4's words under the name the record always had, so that references
//! among the received resources still lead somewhere. What was entered in error goes out marked so.
//!
//! What was kept because it came again with another text goes out inside a Binary, so that it arrives and
//! nobody takes two versions of one thing for two things.
//!
//! Left out: resources kept as received that were struck out afterwards. Nothing could mark them without
//! changing what their sender wrote, and unmarked they would come back to life.

use crate::fhir::json::pruned;
use crate::fhir::parts;
use crate::problem::ExportProblem;
use crate::sections;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chart::entry::{Original, Provenance};
use chart::fold::{Record, Section, Stated, Version};
use chart::sections::received::Received;
use chart::sections::staff::{PracticeDetails, StaffMember};
use chart::{Chart, EntryId, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, Utc};
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};
use std::collections::{BTreeMap, HashSet};

/// What an export needs beside the chart.
#[derive(Debug, Clone)]
pub struct ExportContext {
    /// Whose chart it is: the id of the Patient for a patient registered here.
    pub patient: PatientId,
    /// When the export is made.
    pub written_at: DateTime<FixedOffset>,
    /// The practice as it stands on paper.
    pub practice: PracticeDetails,
    /// Who works or worked here: the authors the chart names.
    pub staff: BTreeMap<StaffId, StaffMember>,
    /// Where the imported entries came from, with their originals; see [`ExportContext::provenance_of`].
    pub provenance: BTreeMap<EntryId, Provenance>,
    /// The bytes of the chart's documents by their SHA-256, as [`chart::sections::documents::Attachment`] writes it.
    pub documents: BTreeMap<String, Vec<u8>>,
}

impl ExportContext {
    /// The provenance of those entries that have one, for [`ExportContext::provenance`].
    pub fn provenance_of<'e>(
        entries: impl IntoIterator<Item = &'e chart::Entry>,
    ) -> BTreeMap<EntryId, Provenance> {
        entries.into_iter().filter_map(|entry| Some((entry.id, entry.body.from.clone()?))).collect()
    }
}

/// Writes everything in the chart as the JSON text of a Bundle.
///
/// # Errors
/// [`ExportProblem::NoPatient`] for a chart without a registration.
pub fn write(chart: &Chart, context: &ExportContext) -> Result<String, ExportProblem> {
    let mut writer = Writer::new(chart, context)?;
    writer.people();
    writer.chart();
    let bundle = BundleText {
        resource_type: "Bundle",
        kind: "collection",
        timestamp: context.written_at.to_rfc3339(),
        entry: writer.entries,
    };
    serde_json::to_string_pretty(&bundle).map_err(ExportProblem::NotWritten)
}

#[derive(Serialize)]
struct BundleText<'a> {
    #[serde(rename = "resourceType")]
    resource_type: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: String,
    entry: Vec<EntryText<'a>>,
}

#[derive(Serialize)]
struct EntryText<'a> {
    #[serde(rename = "fullUrl")]
    full_url: String,
    resource: ResourceText<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ResourceText<'a> {
    Ours(Value),
    AsReceived(&'a RawValue),
    PutBack(Box<RawValue>),
}

/// What every resource of ours carries: its name, its subject, and who said it when.
pub(crate) struct Frame {
    id: String,
    recorded_at: DateTime<Utc>,
    /// A reference to the patient.
    pub(crate) subject: Value,
    /// A reference to the visit.
    pub(crate) encounter: Option<Value>,
    /// A reference to the person who decided it.
    pub(crate) author: Option<Value>,
    /// When it was true.
    pub(crate) effective_at: DateTime<FixedOffset>,
    /// It was entered in error.
    pub(crate) in_error: bool,
    people: BTreeMap<StaffId, Value>,
}

impl Frame {
    /// The resource with its type, id and time of recording, and without empty places, which FHIR forbids.
    pub(crate) fn resource(&self, resource_type: &str, mut content: Value) -> Value {
        content["resourceType"] = json!(resource_type);
        content["id"] = json!(self.id);
        content["meta"] = json!({ "lastUpdated": self.recorded_at.to_rfc3339() });
        pruned(content)
    }

    /// A reference to a person of the practice.
    pub(crate) fn practitioner(&self, staff: Option<StaffId>) -> Option<Value> {
        self.people.get(&staff?).cloned()
    }
}

/// Something that knows what a record is called in the bundle.
pub(crate) trait Refer {
    /// A reference to a record that is written as `resource_type`.
    fn record(&self, resource_type: &str, record: RecordId) -> Option<Value>;
}

struct Writer<'a> {
    chart: &'a Chart,
    context: &'a ExportContext,
    /// What received records are called: `Observation/d6e8…`.
    received_names: BTreeMap<RecordId, (String, String)>,
    /// The ids among those names.
    received_ids: HashSet<String>,
    /// Addresses of the form `urn:uuid:…` that received resources use.
    urns: HashSet<String>,
    subject: Value,
    people: BTreeMap<StaffId, Value>,
    entries: Vec<EntryText<'a>>,
}

impl Refer for Writer<'_> {
    fn record(&self, resource_type: &str, record: RecordId) -> Option<Value> {
        Some(self.reference(&self.name_of(record, resource_type)))
    }
}

impl<'a> Writer<'a> {
    fn new(chart: &'a Chart, context: &'a ExportContext) -> Result<Self, ExportProblem> {
        let mut writer = Self {
            chart,
            context,
            received_names: BTreeMap::new(),
            received_ids: HashSet::new(),
            urns: urns_in(chart, context),
            subject: Value::Null,
            people: BTreeMap::new(),
            entries: Vec::new(),
        };
        writer.learn_names(&chart.patients);
        writer.learn_names(&chart.encounters);
        writer.learn_names(&chart.vitals);
        writer.learn_names(&chart.allergies);
        writer.learn_names(&chart.problems);
        writer.learn_names(&chart.medications);
        writer.learn_names(&chart.results);
        writer.learn_names(&chart.immunizations);
        writer.learn_names(&chart.orders);
        writer.learn_names(&chart.documents);
        writer.learn_names(&chart.histories);
        writer.learn_names(&chart.goals);
        writer.learn_names(&chart.received);
        let (record, ..) = chart.patients.readings().next().ok_or(ExportProblem::NoPatient)?;
        let name = match writer.received_names.get(&record.id) {
            Some(name) => name.clone(),
            None => ("Patient".to_owned(), context.patient.to_string()),
        };
        writer.received_names.insert(record.id, name.clone());
        writer.subject = writer.reference(&name);
        Ok(writer)
    }

    /// A record that began elsewhere keeps the name it had there, also after it was corrected here. Names of
    /// other formats are no FHIR names: two patients could both be called `Patient/1`.
    fn learn_names<T: Stated>(&mut self, section: &Section<T>) {
        for record in section.records() {
            let name = record
                .versions
                .iter()
                .filter_map(|version| self.context.provenance.get(&version.entry))
                .filter(|from| from.format == super::FORMAT)
                .find_map(|from| from.name.split_once('/'))
                .filter(|(_, id)| is_fhir_id(id));
            if let Some((resource_type, id)) = name {
                self.received_ids.insert(id.to_owned());
                self.received_names.insert(record.id, (resource_type.to_owned(), id.to_owned()));
            }
        }
    }

    fn name_of(&self, record: RecordId, resource_type: &str) -> (String, String) {
        let id = match self.received_names.get(&record) {
            Some((_, id)) => id.clone(),
            None => record.to_string(),
        };
        (resource_type.to_owned(), id)
    }

    fn address(&self, (resource_type, id): &(String, String)) -> String {
        let urn = format!("urn:uuid:{id}");
        let ours = !self.received_ids.contains(id);
        if self.urns.contains(&urn) || (ours && uuid::Uuid::parse_str(id).is_ok()) {
            urn
        } else {
            format!("https://paperchart.invalid/fhir/{resource_type}/{id}")
        }
    }

    fn reference(&self, name: &(String, String)) -> Value {
        json!({ "reference": self.address(name) })
    }

    fn people(&mut self) {
        let practice = "practice".to_owned();
        let name = ("Organization".to_owned(), practice.clone());
        self.push(
            &name,
            ResourceText::Ours(sections::staff::write_practice(&practice, &self.context.practice)),
        );
        for (staff, member) in &self.context.staff {
            let name = ("Practitioner".to_owned(), staff.to_string());
            self.people.insert(*staff, self.reference(&name));
            self.push(&name, ResourceText::Ours(sections::staff::write_member(&name.1, member)));
        }
    }

    fn push(&mut self, name: &(String, String), resource: ResourceText<'a>) {
        self.entries.push(EntryText { full_url: self.address(name), resource });
    }

    fn frame(&self, id: String, version: &Version<impl Sized>, in_error: bool) -> Frame {
        Frame {
            id,
            recorded_at: version.recorded_at,
            subject: self.subject.clone(),
            encounter: version.encounter.and_then(|visit| self.record("Encounter", visit)),
            author: self.people.get(&version.author).cloned(),
            effective_at: version.effective_at,
            in_error,
            people: self.people.clone(),
        }
    }

    fn chart(&mut self) {
        let chart = self.chart;
        let merged: Vec<Value> = chart.merged.iter().map(sections::patients::link_to_duplicate).collect();
        self.section(&chart.patients, "Patient", |_, patient, frame| {
            let mut written = sections::patients::write(patient, &frame(0));
            if !merged.is_empty() {
                written["link"] = json!(merged);
            }
            vec![written]
        });
        self.section(&chart.encounters, "Encounter", |_, visit, frame| {
            vec![sections::encounters::write(visit, &frame(0))]
        });
        self.section(&chart.problems, "Condition", |_, problem, frame| {
            vec![sections::problems::write(problem, &frame(0))]
        });
        self.section(&chart.allergies, "AllergyIntolerance", |_, allergy, frame| {
            vec![sections::allergies::write(allergy, &frame(0))]
        });
        self.section(&chart.medications, "MedicationStatement", |writer, medication, frame| {
            let orders = writer.orders_of(medication);
            vec![sections::medications::write(medication, &orders, &frame(0))]
        });
        self.section(&chart.prescriptions, "MedicationRequest", |_, prescription, frame| {
            let items = prescription.items.iter().enumerate();
            items
                .map(|(index, item)| sections::prescriptions::write(prescription, item, &frame(index + 1)))
                .collect()
        });
        self.section(&chart.immunizations, "Immunization", |_, immunization, frame| {
            vec![sections::immunizations::write(immunization, &frame(0))]
        });
        self.section(&chart.vitals, "Observation", |_, set, frame| sections::vitals::write(set, frame));
        self.section(&chart.results, "Observation", |_, report, frame| {
            vec![sections::results::write(report, &frame(0))]
        });
        self.section(&chart.tasks, "Task", |_, task, frame| vec![sections::tasks::write(task, &frame(0))]);
        self.section(&chart.overrides, "DetectedIssue", |_, said, frame| {
            vec![sections::overrides::write(said, &frame(0))]
        });
        self.section(&chart.notes, "DocumentReference", |writer, note, frame| {
            vec![sections::notes::write(note, &frame(0), writer)]
        });
        self.section(&chart.orders, "ServiceRequest", |writer, order, frame| {
            let tests = order.tests.iter().enumerate();
            let alone = order.tests.len() == 1;
            let requisition = writer.requisition_of(order);
            tests
                .map(|(index, test)| {
                    let frame = frame(if alone { 0 } else { index + 1 });
                    sections::orders::write(order, test, &requisition, &frame)
                })
                .collect()
        });
        self.section(&chart.histories, "Observation", |_, said, frame| {
            vec![sections::histories::write(said, &frame(0))]
        });
        self.section(&chart.goals, "Goal", |_, goal, frame| vec![sections::goals::write(goal, &frame(0))]);
        self.documents();
        for (record, version, received) in chart.received.readings() {
            if self.stands_beside_another(version, received) {
                let name = ("Binary".to_owned(), record.id.to_string());
                let wrapped = wrapped(&name.1, &received.original);
                self.push(&name, ResourceText::Ours(wrapped));
                continue;
            }
            let name = self.name_of(record.id, &received.kind);
            self.push(&name, ResourceText::AsReceived(&received.original.0));
        }
    }

    /// It came under a name that something else in the chart already had, see [`crate::Incoming::beside`]. As it
    /// is, the next reader would take both for true.
    fn stands_beside_another(&self, version: &Version<Received>, received: &Received) -> bool {
        let read = received.kind == "Patient" || sections::reader_of(&received.kind).is_some();
        read && self.context.provenance.get(&version.entry).is_some_and(|from| from.name.contains('~'))
    }

    /// Writes each record of a section: as received when the version to believe came from elsewhere, else by
    /// `write`, which gets a maker of frames. Frame 0 bears the record's own id, frame n the id with `-n`.
    fn section<T: Stated>(
        &mut self,
        section: &'a Section<T>,
        resource_type: &str,
        write: impl Fn(&Self, &T, &dyn Fn(usize) -> Frame) -> Vec<Value>,
    ) {
        for record in section.records() {
            let Some((version, value, in_error)) = what_to_write(record) else { continue };
            let name = self.name_of(record.id, resource_type);
            let provenance = self.context.provenance.get(&version.entry).filter(|_| !in_error);
            if let Some(original) = provenance.and_then(|from| from.original.as_ref()) {
                let name = self.received_names.get(&record.id).cloned().unwrap_or(name);
                self.push(&name, ResourceText::AsReceived(&original.0));
                continue;
            }
            let frame = |index: usize| {
                let id = if index == 0 { name.1.clone() } else { format!("{}-{index}", name.1) };
                self.frame(id, version, in_error)
            };
            for resource in write(self, value, &frame) {
                let id = parts::text(&resource, "id").unwrap_or(&name.1).to_owned();
                let kind = parts::text(&resource, "resourceType").unwrap_or(resource_type).to_owned();
                self.push(&(kind, id), ResourceText::Ours(resource));
            }
        }
    }

    /// Documents, with their bytes inside: those from elsewhere as they came, with the bytes put back.
    fn documents(&mut self) {
        let (chart, context) = (self.chart, self.context);
        for record in chart.documents.records() {
            let Some((version, document, in_error)) = what_to_write(record) else { continue };
            let name = self.name_of(record.id, "DocumentReference");
            let bytes = context.documents.get(&document.content.sha256).map(Vec::as_slice);
            let from = context.provenance.get(&version.entry).filter(|_| !in_error);
            let as_received = from
                .and_then(|from| from.original.as_ref())
                .zip(bytes)
                .and_then(|(original, bytes)| sections::documents::put_back(original, document, bytes));
            let resource = match as_received {
                Some(resource) => ResourceText::PutBack(resource),
                None => {
                    let frame = self.frame(name.1.clone(), version, in_error);
                    ResourceText::Ours(sections::documents::write(document, bytes, &frame))
                }
            };
            self.push(&name, resource);
        }
    }

    /// The number that holds the tests of one order together: its record.
    fn requisition_of(&self, order: &chart::sections::orders::Order) -> String {
        let mut records = self.chart.orders.records();
        records
            .find(|record| record.last_said().is_some_and(|(_, other)| std::ptr::eq(other, order)))
            .map_or_else(String::new, |record| record.id.to_string())
    }

    /// The items of our own prescription that ordered a medicine.
    fn orders_of(&self, medication: &chart::sections::medications::Medication) -> Vec<Value> {
        let Some(record) = medication.prescription else { return Vec::new() };
        let Some(prescription) = self.chart.prescriptions.get(record).and_then(Record::reading) else {
            return Vec::new();
        };
        let items = prescription.1.items.iter().enumerate();
        items
            .filter(|(_, item)| item.drug.text == medication.drug.text)
            .map(|(index, _)| {
                self.reference(&("MedicationRequest".to_owned(), format!("{record}-{}", index + 1)))
            })
            .collect()
    }
}

/// A resource inside a Binary: handed on whole, and not read as a statement.
fn wrapped(id: &str, original: &Original) -> Value {
    json!({
        "resourceType": "Binary",
        "id": id,
        "contentType": "application/fhir+json",
        "data": STANDARD.encode(original.0.get()),
    })
}

/// The version to believe, or the last thing said before it was struck out.
fn what_to_write<T: Stated>(record: &Record<T>) -> Option<(&Version<T>, &T, bool)> {
    let in_error = record.is_in_error();
    record.last_said().map(|(version, value)| (version, value, in_error))
}

/// FHIR R4 id: up to 64 letters, digits, `-` and `.`.
fn is_fhir_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

/// Every `urn:uuid:…` that received resources mention.
fn urns_in(chart: &Chart, context: &ExportContext) -> HashSet<String> {
    const URN: &str = "urn:uuid:";
    const LENGTH: usize = URN.len() + 36;
    let said = context.provenance.values().filter_map(|from| from.original.as_ref());
    let kept = chart.received.readings().map(|(_, _, received)| &received.original);
    let originals = said.chain(kept);
    originals
        .flat_map(|original| {
            let text = original.0.get();
            text.match_indices(URN).filter_map(move |(start, _)| text.get(start..start + LENGTH))
        })
        .map(str::to_owned)
        .collect()
}
