//! Who works here, the practice on its letterhead, and what its physicians order often: read once, kept with the open
//! practice, read again when something of it changed.

use crate::problem::Problem;
use chart::sections::staff::{Favourite, LetterTemplate, PracticeDetails, StaffMember, StaffStatement};
use chart::{EntryId, PatientId, RecordId, StaffId};
use store::Store;

/// The people of the practice by id, and the practice's own details.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    members: Vec<(StaffId, StaffMember, Vec<EntryId>)>,
    practice: PracticeDetails,
    practice_record: Option<(RecordId, Vec<EntryId>)>,
    favourites: Vec<(RecordId, Favourite, Vec<EntryId>)>,
    templates: Vec<(RecordId, LetterTemplate, Vec<EntryId>)>,
}

impl People {
    pub(crate) fn read(store: &Store) -> Result<Self, Problem> {
        let chart = store.chart(PatientId::PRACTICE)?;
        let mut people = Self::default();
        for (record, _, statement) in chart.staff.readings() {
            match statement {
                StaffStatement::Member(member) => {
                    people.members.push((StaffId(record.id.0), member.clone(), record.head_ids()));
                }
                StaffStatement::Practice(details) => {
                    people.practice = details.clone();
                    people.practice_record = Some((record.id, record.head_ids()));
                }
                StaffStatement::Template(template) => {
                    people.templates.push((record.id, template.clone(), record.head_ids()));
                }
                StaffStatement::Favourite(favourite) => {
                    people.favourites.push((record.id, favourite.clone(), record.head_ids()));
                }
            }
        }
        Ok(people)
    }

    pub(crate) fn name(&self, id: StaffId) -> String {
        self.member(id).map_or_else(|| "someone no longer listed".to_owned(), |member| member.name.clone())
    }

    pub(crate) fn member(&self, id: StaffId) -> Option<&StaffMember> {
        self.members.iter().find(|(member, ..)| *member == id).map(|(_, member, _)| member)
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (StaffId, &StaffMember, &[EntryId])> {
        self.members.iter().map(|(id, member, heads)| (*id, member, heads.as_slice()))
    }

    /// What is ordered often and has a name, everybody's.
    pub(crate) fn favourites(&self) -> impl Iterator<Item = (RecordId, &Favourite, &[EntryId])> {
        self.favourites.iter().map(|(id, favourite, heads)| (*id, favourite, heads.as_slice()))
    }

    /// The practice's own templates for letters.
    pub(crate) fn templates(&self) -> impl Iterator<Item = (RecordId, &LetterTemplate, &[EntryId])> {
        self.templates.iter().map(|(record, template, heads)| (*record, template, heads.as_slice()))
    }

    pub(crate) fn practice(&self) -> &PracticeDetails {
        &self.practice
    }

    pub(crate) fn practice_record(&self) -> Option<(RecordId, Vec<EntryId>)> {
        self.practice_record.clone()
    }
}
