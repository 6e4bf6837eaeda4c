//! The file as it lies on the table: its resources, what each is called, and which one a reference means.
//!
//! A first look takes only the type and the id out of each resource; the text itself stays borrowed, so that
//! what is kept as an original is what came, byte for byte.

use crate::fhir::parts;
use crate::fingerprint;
use crate::limits::Limits;
use crate::problem::ImportProblem;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::cell::OnceCell;
use std::collections::HashMap;

/// One resource of the file, not yet understood.
pub(crate) struct Resource<'a> {
    /// The text as received.
    pub(crate) raw: &'a RawValue,
    /// The address the bundle gives it.
    full_url: Option<String>,
    /// What it calls its own type; none when it is no resource at all.
    pub(crate) resource_type: Option<String>,
    /// The stable name of the item, see [`crate::Item::name`].
    pub(crate) name: String,
    /// What other resources call it in a sentence, found out when first asked for.
    label: OnceCell<Option<chart::Concept>>,
}

/// Every resource of a file, and the addresses they have.
pub(crate) struct File<'a> {
    /// In the order of the file.
    pub(crate) resources: Vec<Resource<'a>>,
    by_address: HashMap<String, usize>,
    /// Which of them is the patient.
    pub(crate) patient: usize,
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(rename = "resourceType", borrow)]
    resource_type: Option<&'a RawValue>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct BundleText<'a> {
    #[serde(rename = "type", borrow)]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    entry: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct EntryText<'a> {
    #[serde(rename = "fullUrl", borrow)]
    full_url: Option<&'a RawValue>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

fn word(raw: Option<&RawValue>) -> Option<String> {
    // Whatever is not words is read as no words.
    raw.and_then(|raw| serde_json::from_str::<Option<String>>(raw.get()).unwrap_or_default())
}

impl<'a> Resource<'a> {
    fn new(raw: &'a RawValue, full_url: Option<String>) -> Self {
        // A resource that names its type or its id twice means two things at once: it is none.
        let (resource_type, id) = serde_json::from_str::<Head<'a>>(raw.get())
            .map_or((None, None), |head| (word(head.resource_type), word(head.id)));
        let resource_type = resource_type.filter(|name| {
            !name.is_empty() && name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
        let kind = resource_type.as_deref().unwrap_or("Unknown");
        let id = id.filter(|id| {
            !id.is_empty() && id.len() <= 200 && !id.chars().any(|c| c.is_whitespace() || c.is_control())
        });
        let name = match id {
            Some(id) => format!("{kind}/{id}"),
            None => format!("{kind}/sha-{}", fingerprint(raw.get())),
        };
        Self { raw, full_url, resource_type, name, label: OnceCell::new() }
    }

    /// The whole resource. The depth was checked and the text is JSON, so that only a number too large for
    /// any machine can fail here; such a resource is none.
    pub(crate) fn value(&self) -> Option<Value> {
        serde_json::from_str::<Option<Value>>(self.raw.get()).unwrap_or_default()
    }
}

impl<'a> File<'a> {
    /// Takes a bundle, lines of resources, or one resource apart.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ImportProblem> {
        limits.check_size(bytes.len() as u64)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        limits.check_depth(bytes)?;
        let mut resources = Vec::new();
        for document in serde_json::Deserializer::from_slice(bytes).into_iter::<&'a RawValue>() {
            let document = document
                .map_err(|error| ImportProblem::NotJson { line: error.line(), column: error.column() })?;
            place(document, &mut resources)?;
            if resources.len() > limits.resources {
                return Err(ImportProblem::TooMany { limit: limits.resources });
            }
        }
        if resources.is_empty() {
            return Err(ImportProblem::NotFhir);
        }
        let mut patients = resources
            .iter()
            .enumerate()
            .filter(|(_, resource)| resource.resource_type.as_deref() == Some("Patient"));
        let patient = match (patients.next(), patients.next()) {
            (Some((patient, _)), None) => patient,
            (Some(_), Some(_)) => return Err(ImportProblem::ManyPatients),
            (None, _) if resources.iter().all(|resource| resource.resource_type.is_none()) => {
                return Err(ImportProblem::NotFhir);
            }
            (None, _) => return Err(ImportProblem::NoPatient),
        };
        let by_address = addresses(&resources);
        tell_apart(&mut resources);
        Ok(Self { resources, by_address, patient })
    }

    /// The resource a reference means, where it is in the file.
    pub(crate) fn find(&self, reference: &str) -> Option<usize> {
        let reference = reference.split("/_history/").next().unwrap_or(reference);
        if let Some(index) = self.by_address.get(reference) {
            return Some(*index);
        }
        // `https://clinic.example/fhir/Patient/1` means our `Patient/1` only if ours has no server of its own.
        let mut parts = reference.rsplitn(3, '/');
        let (id, kind) = (parts.next()?, parts.next()?);
        let index = *self.by_address.get(&format!("{kind}/{id}"))?;
        let elsewhere =
            self.resources.get(index)?.full_url.as_deref().is_some_and(|url| url.starts_with("http"));
        (!elsewhere).then_some(index)
    }

    /// What a referenced resource is called in a sentence: a medicine, a problem, a person, an organisation.
    /// Looks inside the file and among the `contained` ones of the resource that refers to it.
    pub(crate) fn label(&self, reference: &Value, holder: &Value) -> Option<chart::Concept> {
        let target = reference.get("reference").and_then(Value::as_str).unwrap_or_default();
        let found = if let Some(inner) = target.strip_prefix('#') {
            parts::list(holder, "contained")
                .find(|contained| contained.get("id").and_then(Value::as_str) == Some(inner))
                .and_then(name_of)
        } else {
            self.find(target).and_then(|index| self.resources.get(index)).and_then(|resource| {
                resource.label.get_or_init(|| resource.value().as_ref().and_then(name_of)).clone()
            })
        };
        found.or_else(|| parts::text(reference, "display").map(chart::Concept::text))
    }
}

fn name_of(resource: &Value) -> Option<chart::Concept> {
    parts::concept_at(resource, "code").or_else(|| {
        let name = parts::list(resource, "name").next()?;
        let words = name.as_str().map(str::to_owned).or_else(|| parts::person(name))?;
        Some(chart::Concept::text(words))
    })
}

fn place<'a>(document: &'a RawValue, resources: &mut Vec<Resource<'a>>) -> Result<(), ImportProblem> {
    let resource = Resource::new(document, None);
    if resource.resource_type.as_deref() != Some("Bundle") {
        resources.push(resource);
        return Ok(());
    }
    let bundle: BundleText<'a> = serde_json::from_str(document.get()).map_err(|_| ImportProblem::NotFhir)?;
    if word(bundle.kind).as_deref() == Some("history") {
        return Err(ImportProblem::History);
    }
    for entry in bundle.entry.unwrap_or_default() {
        // An entry that cannot be taken apart stands for itself, and is refused as no resource.
        let parsed = serde_json::from_str::<EntryText<'a>>(entry.get());
        let (raw, full_url) = match parsed {
            Ok(EntryText { full_url, resource: Some(raw) }) => (raw, word(full_url)),
            _ => (entry, None),
        };
        resources.push(Resource::new(raw, full_url));
    }
    Ok(())
}

/// Full addresses win over local ones, and the first of two resources with one address keeps it.
fn addresses(resources: &[Resource<'_>]) -> HashMap<String, usize> {
    let mut by_address = HashMap::with_capacity(resources.len() * 3);
    for (index, resource) in resources.iter().enumerate() {
        if let Some(url) = &resource.full_url {
            by_address.entry(url.clone()).or_insert(index);
        }
    }
    for (index, resource) in resources.iter().enumerate() {
        by_address.entry(resource.name.clone()).or_insert(index);
        if let Some((_, id)) = resource.name.split_once('/') {
            by_address.entry(format!("urn:uuid:{id}")).or_insert(index);
        }
    }
    by_address
}

/// Two different resources under one name would swallow each other: the later ones get a name of their own.
fn tell_apart(resources: &mut [Resource<'_>]) {
    let mut texts: HashMap<String, &str> = HashMap::with_capacity(resources.len());
    for resource in resources.iter_mut() {
        let text = resource.raw.get();
        match texts.get(&resource.name) {
            None => {
                texts.insert(resource.name.clone(), text);
            }
            Some(first) if *first == text => {}
            Some(_) => resource.name = format!("{}~{}", resource.name, fingerprint(resource.raw.get())),
        }
    }
}
