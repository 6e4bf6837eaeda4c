//! Import and export. An import is staged whole before anything is written, and written whole or not at all.

use crate::desk::{Desk, Pen};
use crate::prints::write_whole;
use crate::problem::{Problem, ProblemCode};
use chart::sections::patients::Patient;
use chart::{Body, Entry, EntryId, PatientId, Provenance, RecordId, StaffId, Statement};
use chrono::{DateTime, FixedOffset, Utc};
use exchange::{Incoming, Item, Limits, Outcome};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// Files to read.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportFiles {
    /// FHIR R4 bundles, one patient each.
    pub paths: Vec<PathBuf>,
}

/// What the files hold, and what became of it.
#[derive(Debug, Serialize, TS)]
pub struct ImportReport {
    /// Each file.
    pub files: Vec<FileReport>,
    /// All files together.
    pub totals: Counts,
}

/// One file.
#[derive(Debug, Serialize, TS)]
pub struct FileReport {
    /// The file's name without its folder.
    pub file: String,
    /// Whose chart; none before a new patient is entered.
    pub chart_number: Option<String>,
    /// The patient, once entered.
    pub patient: Option<PatientId>,
    /// The patient is new to the practice.
    pub new_patient: bool,
    /// Chart numbers of patients who may be the same person as a new one: look before both charts are used.
    pub may_be: Vec<String>,
    /// By resource type.
    pub resources: BTreeMap<String, Counts>,
    /// What was refused, and why.
    pub refused: Vec<RefusedResource>,
}

/// Something in a file that was not taken.
#[derive(Debug, Serialize, TS)]
pub struct RefusedResource {
    /// What the file calls it.
    pub resource: String,
    /// Why.
    pub why: String,
}

/// How many. `read = entered + kept + refused + already_there`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Counts {
    /// In the file.
    pub read: usize,
    /// Entered in a section of the chart.
    pub entered: usize,
    /// Kept as received, under "also in the record".
    pub kept: usize,
    /// Not taken.
    pub refused: usize,
    /// Entered or kept by an earlier import.
    pub already_there: usize,
}

/// Write a chart to a file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportChart {
    /// Whose.
    pub patient: PatientId,
    /// The format: `fhir`.
    pub format: String,
    /// Where to.
    pub path: PathBuf,
}

/// A chart was written to a file.
#[derive(Debug, Serialize, TS)]
pub struct Exported {
    /// Where to.
    pub path: PathBuf,
    /// How many bytes.
    pub bytes: usize,
}

/// A file that was read and not yet entered.
struct Staged {
    file: String,
    incoming: Incoming,
    /// The patient here, when an earlier import brought the same one.
    patient: Option<PatientId>,
    /// Records of earlier imports by the sender's name.
    known: HashMap<String, RecordId>,
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: ImportFiles) -> Result<ImportReport, Problem> {
    let staged = stage(desk, &request.paths)?;
    report(desk, &staged, &[])
}

pub(crate) fn import(desk: &mut Desk<'_>, request: ImportFiles) -> Result<ImportReport, Problem> {
    let staged = stage(desk, &request.paths)?;
    let (now, user) = (desk.now, desk.user());
    desk.detail(format!("{} files", staged.len()));
    let new = |file: &Staged| {
        let known = |item: &Item| {
            matches!(item.outcome, Outcome::Refused { .. }) || file.known.contains_key(&item.name)
        };
        file.patient.is_none() || !file.incoming.items.iter().all(known)
    };
    let anything = staged.iter().any(new);
    let patients = if anything {
        desk.write(|pen| {
            staged.iter().map(|file| enter(pen, file, user, now)).collect::<Result<Vec<_>, _>>()
        })?
    } else {
        desk.audit_nothing_written()?;
        staged.iter().filter_map(|file| file.patient).collect()
    };
    report(desk, &staged, &patients)
}

pub(crate) fn export(desk: &mut Desk<'_>, request: ExportChart) -> Result<Exported, Problem> {
    if request.format != "fhir" {
        return Err(Problem::invalid("format", "A chart is exported as fhir."));
    }
    let chart = desk.chart(request.patient)?;
    let mut entries = desk.store().entries(request.patient)?;
    for part in desk.store().parts_of(request.patient)? {
        entries.extend(desk.store().entries(part)?);
    }
    // A document whose bytes are lost stops the export: a copy that lacks a page in silence is worse than none.
    let mut documents = BTreeMap::new();
    for (_, document) in chart.documents.records().filter_map(|record| record.last_said()) {
        let content = &document.content;
        documents.insert(content.sha256.clone(), desk.store().attachment(content)?);
    }
    let context = exchange::fhir::ExportContext {
        patient: request.patient,
        written_at: desk.now,
        practice: desk.people().practice().clone(),
        staff: desk.people().members().map(|(staff, member, _)| (staff, member.clone())).collect(),
        provenance: exchange::fhir::ExportContext::provenance_of(&entries),
        documents,
    };
    let text = exchange::fhir::write(&chart, &context)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    write_whole(&request.path, text.as_bytes())?;
    desk.detail(request.format);
    Ok(Exported { path: request.path, bytes: text.len() })
}

/// Reads every file before anything is written; one that cannot be read refuses them all.
fn stage(desk: &Desk<'_>, paths: &[PathBuf]) -> Result<Vec<Staged>, Problem> {
    if paths.is_empty() {
        return Err(Problem::invalid("paths", "Choose at least one file."));
    }
    let mut staged: Vec<Staged> = Vec::new();
    for path in paths {
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let incoming = read(path).map_err(|problem| {
            let message = format!("{file}: {} Nothing was imported.", problem.message);
            Problem { message, field: Some("paths".to_owned()), ..problem }
        })?;
        if staged.iter().any(|other| other.incoming.patient.name == incoming.patient.name) {
            return Err(Problem::invalid(
                "paths",
                format!(
                    "{file}: another of these files is about the same patient. Import them one after the other."
                ),
            ));
        }
        let patient =
            desk.store().imported(incoming.format, &incoming.patient.name)?.map(|place| place.patient);
        let (incoming, known) = match patient {
            Some(patient) => {
                let entries = desk.store().entries(patient)?;
                if !is_same_person(&entries, &incoming.patient.statement) {
                    return Err(Problem::refused(format!(
                        "{file}: the sender's number of this patient belongs to another person here, with another \
                         name and birth date. Nothing was imported, so that nothing lands in the wrong chart."
                    )));
                }
                beside_chart(incoming, &entries)
            }
            None => (incoming, HashMap::new()),
        };
        staged.push(Staged { file, incoming, patient, known });
    }
    Ok(staged)
}

/// Two hospitals may both call a patient `Patient/1`. It is the same person only when a version of the registration
/// here has the birth date or the whole name that the file says.
fn is_same_person(entries: &[Entry], said: &Patient) -> bool {
    entries.iter().any(|entry| match &entry.body.said {
        Statement::Patients(known) => {
            let born = known.birth_date.is_some() && known.birth_date == said.birth_date;
            born || known.name.full().to_lowercase() == said.name.full().to_lowercase()
        }
        _ => false,
    })
}

/// What the file brings to a chart that holds earlier imports, and their records by the sender's name. Asked of
/// the chart itself: one hospital's practitioner is in the charts of many patients, under one name.
fn beside_chart(incoming: Incoming, entries: &[Entry]) -> (Incoming, HashMap<String, RecordId>) {
    let mut records = HashMap::new();
    let mut texts: HashMap<&str, Vec<&str>> = HashMap::new();
    for entry in entries {
        let Some(from) = entry.body.from.as_ref().filter(|from| from.format == incoming.format) else {
            continue;
        };
        records.entry(from.name.clone()).or_insert(entry.record);
        let original = match &entry.body.said {
            Statement::Received(received) => Some(&received.original),
            _ => from.original.as_ref(),
        };
        texts.entry(&from.name).or_default().extend(original.map(|original| original.0.get()));
    }
    (incoming.beside(&texts), records)
}

fn read(path: &Path) -> Result<Incoming, Problem> {
    let limits = Limits::default();
    let refused = |error: exchange::ImportProblem| Problem::new(ProblemCode::Invalid, error.to_string());
    let bytes = exchange::read_file(path, &limits).map_err(refused)?;
    exchange::fhir::read(&bytes, &limits).map_err(refused)
}

/// What becomes of one item. `seen` are the names that came before it, from earlier imports or in this file.
fn counted(item: &Item, seen: &mut HashSet<String>) -> Counts {
    let mut counts = Counts { read: 1, ..Counts::default() };
    match &item.outcome {
        Outcome::Refused { .. } => counts.refused = 1,
        _ if !seen.insert(item.name.clone()) => counts.already_there = 1,
        Outcome::Said { .. } => counts.entered = 1,
        Outcome::Kept(_) => counts.kept = 1,
    }
    counts
}

fn enter(
    pen: &mut Pen<'_, '_>,
    file: &Staged,
    user: StaffId,
    now: DateTime<FixedOffset>,
) -> Result<PatientId, Problem> {
    let incoming = &file.incoming;
    let mut writer = Importer { pen, user, now, format: incoming.format };
    let patient = match file.patient {
        Some(patient) => patient,
        None => {
            let patient = PatientId(writer.pen.writing.new_id());
            let chart_number = writer.pen.writing.next_chart_number()?;
            let statement = Patient { chart_number, ..incoming.patient.statement.clone() };
            let name = &incoming.patient.name;
            let original = Some(incoming.patient.original.clone());
            writer.say(patient, None, now, name, Statement::Patients(statement), original)?;
            patient
        }
    };
    let mut records = file.known.clone();
    for item in &incoming.items {
        if records.contains_key(&item.name) {
            continue;
        }
        let encounter = item.encounter.as_ref().and_then(|name| records.get(name)).copied();
        let effective_at = item.effective_at.unwrap_or(now);
        let (statement, original) = match &item.outcome {
            Outcome::Refused { .. } => continue,
            Outcome::Said { statement, original } => (statement.clone(), Some(original.clone())),
            Outcome::Kept(received) => (Statement::Received(received.clone()), None),
        };
        for attached in &item.attached {
            writer.pen.writing.keep(&attached.content_type, &attached.bytes)?;
        }
        let record = writer.say(patient, encounter, effective_at, &item.name, statement, original)?;
        records.insert(item.name.clone(), record);
    }
    Ok(patient)
}

struct Importer<'p, 'w, 's> {
    pen: &'p mut Pen<'w, 's>,
    user: StaffId,
    now: DateTime<FixedOffset>,
    format: &'static str,
}

impl Importer<'_, '_, '_> {
    fn say(
        &mut self,
        patient: PatientId,
        encounter: Option<RecordId>,
        effective_at: DateTime<FixedOffset>,
        name: &str,
        said: Statement,
        original: Option<chart::entry::Original>,
    ) -> Result<RecordId, Problem> {
        let id = EntryId(self.pen.writing.new_id());
        let from = Provenance { format: self.format.to_owned(), name: name.to_owned(), original };
        self.pen.append(Entry {
            id,
            record: RecordId::from(id),
            patient,
            encounter,
            author: self.user,
            recorder: self.user,
            effective_at,
            recorded_at: self.now.with_timezone(&Utc),
            supersedes: Vec::new(),
            body: Body { said, why: None, from: Some(from), refiled: None },
        })
    }
}

fn report(desk: &mut Desk<'_>, staged: &[Staged], patients: &[PatientId]) -> Result<ImportReport, Problem> {
    let mut files = Vec::new();
    let mut totals = Counts::default();
    for (place, file) in staged.iter().enumerate() {
        let mut resources: BTreeMap<String, Counts> = BTreeMap::new();
        let mut refused = Vec::new();
        let registration_is_an_item = file.incoming.items.iter().any(|item| item.resource_type == "Patient");
        let first = match file.patient {
            Some(_) if registration_is_an_item => Counts::default(),
            Some(_) => Counts { read: 1, already_there: 1, ..Counts::default() },
            None => Counts { read: 1, entered: 1, ..Counts::default() },
        };
        resources.entry("Patient".to_owned()).or_default().add(first);
        let mut seen: HashSet<String> = file.known.keys().cloned().collect();
        for item in &file.incoming.items {
            resources.entry(item.resource_type.clone()).or_default().add(counted(item, &mut seen));
            if let Outcome::Refused { why } = &item.outcome {
                refused.push(RefusedResource { resource: item.name.clone(), why: why.clone() });
            }
        }
        resources.values().for_each(|counts| totals.add(*counts));
        let patient = patients.get(place).copied().or(file.patient);
        let chart_number = match patient {
            Some(patient) => desk.chart(patient)?.patient().map(|patient| patient.chart_number.clone()),
            None => None,
        };
        let said = &file.incoming.patient.statement;
        let may_be = if file.patient.is_none() {
            let phone = said.phones.first().map(String::as_str);
            let alike = desk.store().likely_duplicates(&said.name, said.birth_date, phone)?;
            alike.into_iter().filter(|hit| Some(hit.patient) != patient).map(|hit| hit.chart_number).collect()
        } else {
            Vec::new()
        };
        files.push(FileReport {
            file: file.file.clone(),
            chart_number,
            patient,
            new_patient: file.patient.is_none(),
            may_be,
            resources,
            refused,
        });
    }
    Ok(ImportReport { files, totals })
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.read += other.read;
        self.entered += other.entered;
        self.kept += other.kept;
        self.refused += other.refused;
        self.already_there += other.already_there;
    }
}
