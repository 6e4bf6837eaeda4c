//! Staff: who works here, and the practice as it stands on paper. Users and their keys are made elsewhere.

use crate::desk::{Desk, required};
use crate::problem::Problem;
use crate::view::Nothing;
use chart::sections::staff::{PracticeDetails, Role, StaffMember, StaffStatement};
use chart::{EntryId, PatientId, RecordId, StaffId, Statement};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The practice and the people in it.
#[derive(Debug, Serialize, TS)]
pub struct StaffView {
    /// The practice as it stands on paper.
    pub practice: PracticeDetails,
    /// The versions a correction of the practice has to name.
    pub practice_heads: Vec<EntryId>,
    /// Everyone.
    pub members: Vec<MemberView>,
    /// Which of them is at the keyboard.
    pub me: StaffId,
}

/// One person.
#[derive(Debug, Serialize, TS)]
pub struct MemberView {
    /// Who.
    pub staff: StaffId,
    /// The versions a correction has to name.
    pub heads: Vec<EntryId>,
    /// `Dr Ada Okafor`.
    pub name: String,
    /// What they type to unlock.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// Degrees as on paper.
    pub qualification: String,
    /// Licence numbers as on paper.
    pub registration: String,
    /// They work here no longer.
    pub left: bool,
}

/// Set what stands on the letterhead.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPractice {
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub practice: PracticeDetails,
}

/// Correct how a person stands on paper.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectMember {
    /// Who.
    pub staff: StaffId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// `Dr Ada Okafor`.
    pub name: String,
    /// Degrees as on paper.
    pub qualification: String,
    /// Licence numbers as on paper.
    pub registration: String,
}

pub(crate) fn list(desk: &mut Desk<'_>, _: Nothing) -> Result<StaffView, Problem> {
    let people = desk.people();
    Ok(StaffView {
        practice: people.practice().clone(),
        practice_heads: people.practice_record().map(|(_, heads)| heads).unwrap_or_default(),
        members: people.members().map(|(staff, member, heads)| view(staff, member, heads)).collect(),
        me: desk.user(),
    })
}

pub(crate) fn set_practice(desk: &mut Desk<'_>, request: SetPractice) -> Result<StaffView, Problem> {
    let name = required("name", &request.practice.name, "The practice needs a name.")?;
    let (record, heads) = desk.people().practice_record().ok_or_else(|| Problem::not_found("practice"))?;
    if heads != request.heads {
        return Err(Problem::conflict());
    }
    if paper::Locale::from_tag(&request.practice.locale).is_none() {
        return Err(Problem::invalid("locale", "Choose one of the listed countries for dates and paper."));
    }
    check_design(&request.practice)?;
    let statement = StaffStatement::Practice(PracticeDetails { name, ..request.practice });
    supersede(desk, record, Statement::Staff(statement))?;
    list(desk, Nothing {})
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectMember) -> Result<StaffView, Problem> {
    let name = required("name", &request.name, "Everyone needs a name.")?;
    let member = {
        let found = desk.people().members().find(|(staff, ..)| *staff == request.staff);
        let (_, member, heads) = found.ok_or_else(|| Problem::not_found("person"))?;
        if heads != request.heads.as_slice() {
            return Err(Problem::conflict());
        }
        StaffMember {
            name,
            qualification: request.qualification.trim().to_owned(),
            registration: request.registration.trim().to_owned(),
            ..member.clone()
        }
    };
    supersede(desk, RecordId(request.staff.0), Statement::Staff(StaffStatement::Member(member)))?;
    list(desk, Nothing {})
}

/// Says anew what stands in a record of the practice.
pub(crate) fn supersede(desk: &mut Desk<'_>, record: RecordId, statement: Statement) -> Result<(), Problem> {
    let chart = desk.store().chart(PatientId::PRACTICE)?;
    let record = chart.staff.get(record).ok_or_else(|| Problem::not_found("person"))?;
    desk.write(|pen| pen.say_anew(PatientId::PRACTICE, record, statement, None))?;
    Ok(())
}

/// What paper cannot be printed with is refused when it is set, not when a patient waits for it.
pub(crate) fn check_design(practice: &PracticeDetails) -> Result<(), Problem> {
    /// A logo or a signature larger than this would be read anew with every page.
    const LARGEST: usize = 400_000;
    let Some(design) = &practice.design else { return Ok(()) };
    let pictures = design.logo.iter().map(|logo| ("logo", logo));
    let signatures = design.signatures.iter().map(|signature| ("signatures", &signature.picture));
    for (field, picture) in pictures.chain(signatures) {
        if picture.len() > LARGEST {
            return Err(Problem::invalid(field, "The picture is larger than 300 KB. Make it smaller first."));
        }
        if let Err(problem) = crate::prints::common::picture(picture) {
            return Err(Problem::invalid(field, &problem.message));
        }
    }
    if let Some(accent) = &design.accent
        && crate::prints::common::color(accent).is_none()
    {
        return Err(Problem::invalid("accent", "A colour is written like #0f5c6e."));
    }
    for (field, margin) in [("margin_top", design.margin_top), ("margin_sides", design.margin_sides)] {
        if margin.is_some_and(|margin| !(50..=600).contains(&margin)) {
            return Err(Problem::invalid(field, "A margin is between 5 and 60 mm."));
        }
    }
    if design.lines.len() > 6 {
        return Err(Problem::invalid("lines", "Six more lines are the most a letterhead holds."));
    }
    Ok(())
}

fn view(staff: StaffId, member: &StaffMember, heads: &[EntryId]) -> MemberView {
    MemberView {
        staff,
        heads: heads.to_vec(),
        name: member.name.clone(),
        login: member.login.clone(),
        role: member.role,
        qualification: member.qualification.clone(),
        registration: member.registration.clone(),
        left: member.left,
    }
}
