//! What a statement says, as lines of words: what full-text search looks in.
//!
//! Every word that a person typed or chose is here, also where a page of the timeline has no room for it (a remark, who
//! did it). Fixed words of the screen, codes of systems and ids are not: they would be found everywhere.
//! Who the patient is and who works here is not either: they are searched by name.

use crate::entry::Statement;
use crate::fold::{Chart, Section, Stated};
use crate::ids::RecordId;
use crate::sections::{
    allergies::AllergyStatement,
    documents::Document,
    encounters::Encounter,
    goals::Goal,
    histories::HistoryStatement,
    immunizations::Immunization,
    medications::Medication,
    notes::NoteStatement,
    orders::Order,
    prescriptions::Prescription,
    problems::Problem,
    received::Received,
    results::{Found, ResultReport},
    tasks::Task,
    vitals::{VitalsSet, form},
};
use chrono::NaiveDate;

/// What has words to be found by.
pub trait Worded {
    /// Its lines. `on` is the day it is true of, from which ages and weeks are counted.
    fn words(&self, on: NaiveDate) -> Vec<String>;
}

impl Statement {
    /// The lines a statement is found by; none for what is not searched by its text.
    #[must_use]
    pub fn words(&self, on: NaiveDate) -> Vec<String> {
        match self {
            Self::Encounters(said) => said.words(on),
            Self::Vitals(said) => said.words(on),
            Self::Allergies(said) => said.words(on),
            Self::Problems(said) => said.words(on),
            Self::Medications(said) => said.words(on),
            Self::Prescriptions(said) => said.words(on),
            Self::Notes(said) => said.words(on),
            Self::Tasks(said) => said.words(on),
            Self::Results(said) => said.words(on),
            Self::Immunizations(said) => said.words(on),
            Self::Orders(said) => said.words(on),
            Self::Documents(said) => said.words(on),
            Self::Histories(said) => said.words(on),
            Self::Goals(said) => said.words(on),
            Self::Received(said) => said.words(on),
            Self::Patients(_) | Self::Staff(_) | Self::Overrides(_) | Self::EnteredInError { .. } => {
                Vec::new()
            }
        }
    }
}

impl Chart {
    /// The lines of everything that holds now. What was entered in error or replaced says nothing any more.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let mut lines = Vec::new();
        collect(&self.encounters, &mut lines);
        collect(&self.vitals, &mut lines);
        collect(&self.allergies, &mut lines);
        collect(&self.problems, &mut lines);
        collect(&self.medications, &mut lines);
        collect(&self.prescriptions, &mut lines);
        collect(&self.notes, &mut lines);
        collect(&self.tasks, &mut lines);
        collect(&self.results, &mut lines);
        collect(&self.immunizations, &mut lines);
        collect(&self.orders, &mut lines);
        collect(&self.documents, &mut lines);
        collect(&self.histories, &mut lines);
        collect(&self.goals, &mut lines);
        collect(&self.received, &mut lines);
        lines
    }
}

impl Chart {
    /// The lines of one record as it said them last, also of one that was entered in error.
    #[must_use]
    pub fn words_of(&self, section: &str, record: RecordId) -> Vec<String> {
        match section {
            "encounters" => last(&self.encounters, record),
            "vitals" => last(&self.vitals, record),
            "allergies" => last(&self.allergies, record),
            "problems" => last(&self.problems, record),
            "medications" => last(&self.medications, record),
            "prescriptions" => last(&self.prescriptions, record),
            "notes" => last(&self.notes, record),
            "tasks" => last(&self.tasks, record),
            "results" => last(&self.results, record),
            "immunizations" => last(&self.immunizations, record),
            "orders" => last(&self.orders, record),
            "documents" => last(&self.documents, record),
            "histories" => last(&self.histories, record),
            "goals" => last(&self.goals, record),
            "received" => last(&self.received, record),
            _ => Vec::new(),
        }
    }
}

fn last<T: Stated + Worded>(section: &Section<T>, record: RecordId) -> Vec<String> {
    let said = section.get(record).and_then(|record| record.last_said());
    said.map(|(version, said)| said.words(version.effective_at.date_naive())).unwrap_or_default()
}

fn collect<T: Stated + Worded>(section: &Section<T>, lines: &mut Vec<String>) {
    for (_, version, said) in section.readings() {
        lines.extend(said.words(version.effective_at.date_naive()));
    }
}

/// The lines that say something.
fn said<'a>(lines: impl IntoIterator<Item = Option<&'a str>>) -> Vec<String> {
    lines.into_iter().flatten().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Worded for Encounter {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        said([Some(self.reason.as_str())])
    }
}

impl Worded for VitalsSet {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let row = |field: &form::Field| {
            let text = form::text(field, &self.measurements);
            (!text.is_empty()).then(|| format!("{} {text} {}", field.short, field.unit))
        };
        form::FIELDS.iter().filter_map(row).chain(self.comment.clone()).collect()
    }
}

impl Worded for AllergyStatement {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        match self {
            Self::Listed(allergy) => {
                let short = allergy.short();
                said([Some(short.as_str()), allergy.comment.as_deref()])
            }
            Self::NoneKnown => vec!["None known".to_owned()],
        }
    }
}

impl Worded for Problem {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let code = self.condition.codings.first().map(|coding| coding.code.as_str());
        said([Some(self.condition.text.as_str()), code, self.comment.as_deref()])
    }
}

impl Worded for Medication {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let name = self.name();
        said([
            Some(name.as_str()),
            Some(self.instructions.as_str()),
            self.reason.as_deref(),
            self.adherence.as_deref(),
            self.renewal.as_ref().map(|renewal| renewal.note.as_str()),
            self.comment.as_deref(),
        ])
    }
}

impl Worded for Prescription {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let mut lines = vec![self.number.clone()];
        for item in &self.items {
            let dispensed = item.quantity.as_ref().map(|quantity| {
                format!("{} {}", quantity.shown_value(), crate::sig::plural(&quantity.unit, quantity.value))
            });
            let name = item.name();
            lines.extend(said([
                Some(name.as_str()),
                Some(item.instructions.as_str()),
                dispensed.as_deref(),
                item.reason.as_deref(),
            ]));
        }
        lines
    }
}

impl Worded for NoteStatement {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        match self {
            Self::Signed(note) => said([
                Some(note.reason.as_str()),
                Some(note.subjective.as_str()),
                Some(note.objective.as_str()),
                Some(note.assessment_plan.as_str()),
                Some(note.safety_net.as_str()),
                Some(note.follow_up.as_str()),
            ]),
            Self::Addendum(addendum) => said([Some(addendum.text.as_str())]),
            Self::CoSigned(signature) => said([Some(signature.remark.as_str())]),
        }
    }
}

impl Worded for Task {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let short = self.short();
        said([Some(short.as_str()), self.outcome.as_deref()])
    }
}

impl Worded for ResultReport {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let mut lines = vec![self.name.clone()];
        for value in &self.values {
            let found = match &value.found {
                Found::Quantity(quantity) => format!("{} {}", quantity.shown_value(), quantity.shown_unit()),
                Found::Text(text) => text.clone(),
            };
            lines.push(format!(
                "{} {found} {} {}",
                value.test.text,
                value.interpretation.as_deref().unwrap_or_default(),
                value.range.as_deref().unwrap_or_default()
            ));
        }
        let review = self.review.as_ref().and_then(|review| review.comment.as_deref());
        lines.extend(said([self.performer.as_deref(), self.comment.as_deref(), review]));
        lines
    }
}

impl Worded for Immunization {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        said([
            Some(self.vaccine.text.as_str()),
            self.not_done.map(|why| why.label()),
            self.not_done_reason.as_deref(),
            self.lot.as_deref(),
            self.site.as_deref(),
            self.route.as_deref(),
            self.dose.as_deref(),
            self.manufacturer.as_deref(),
            self.comment.as_deref(),
        ])
    }
}

impl Worded for Order {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let short = self.short();
        said([
            Some(short.as_str()),
            self.set.as_deref(),
            self.reason.as_deref(),
            self.instructions.as_deref(),
            self.performer.as_deref(),
            self.status_reason.as_deref(),
        ])
    }
}

impl Worded for Document {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        let review = self.review.as_ref().and_then(|review| review.comment.as_deref());
        said([
            Some(self.title.as_str()),
            Some(self.kind.label()),
            self.source.as_deref(),
            self.note.as_deref(),
            review,
        ])
    }
}

impl Worded for Goal {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        std::iter::once(self.short()).chain(self.comment.clone()).collect()
    }
}

impl Worded for HistoryStatement {
    fn words(&self, on: NaiveDate) -> Vec<String> {
        let short = self.short(on);
        let more: [Option<&str>; 3] = match self {
            Self::Family(family) => [family.comment.as_deref(), None, None],
            Self::Social(social) => [social.words.as_deref(), None, None],
            Self::Procedure(procedure) => [procedure.place.as_deref(), procedure.comment.as_deref(), None],
            Self::External(care) => [care.contact.as_deref(), care.comment.as_deref(), None],
            Self::Pregnancy(pregnancy) => {
                [pregnancy.mode.as_deref(), pregnancy.child.as_deref(), pregnancy.comment.as_deref()]
            }
        };
        said(std::iter::once(Some(short.as_str())).chain(more))
    }
}

impl Worded for Received {
    fn words(&self, _: NaiveDate) -> Vec<String> {
        said([Some(self.kind.as_str()), Some(self.title.as_str())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sections::notes::{Addendum, Note};
    use crate::{Body, Entry, EntryId, PatientId, StaffId};
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    fn entry(number: u128, record: u128, supersedes: &[u128], said: Statement) -> Entry {
        let id = |number: u128| EntryId(Uuid::from_u128(number));
        Entry {
            id: id(number),
            record: RecordId(Uuid::from_u128(record)),
            patient: PatientId(Uuid::from_u128(9)),
            encounter: None,
            author: StaffId(Uuid::from_u128(8)),
            recorder: StaffId(Uuid::from_u128(8)),
            effective_at: DateTime::<Utc>::UNIX_EPOCH.fixed_offset(),
            recorded_at: DateTime::from_timestamp(i64::try_from(number).unwrap_or_default(), 0)
                .unwrap_or_default(),
            supersedes: supersedes.iter().map(|number| id(*number)).collect(),
            body: Body::from(said),
        }
    }

    #[test]
    fn only_what_holds_now_has_words() {
        let reason = |reason: &str| {
            Statement::Notes(NoteStatement::Signed(Note { reason: reason.to_owned(), ..Note::default() }))
        };
        let addendum = Statement::Notes(NoteStatement::Addendum(Addendum {
            note: RecordId(Uuid::from_u128(1)),
            text: "rash".to_owned(),
        }));
        let error = Statement::EnteredInError { section: "notes".to_owned() };
        let mut entries = vec![entry(1, 1, &[], reason("cough")), entry(2, 2, &[], addendum)];
        assert_eq!(Chart::fold(entries.clone()).words(), ["cough", "rash"]);
        entries.push(entry(3, 1, &[1], reason("fever")));
        assert_eq!(Chart::fold(entries.clone()).words(), ["fever", "rash"], "the correction counts");
        entries.push(entry(4, 2, &[2], error));
        assert_eq!(Chart::fold(entries).words(), ["fever"], "an error says nothing any more");
    }
}
