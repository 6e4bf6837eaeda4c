//! What a prescription must carry in each country, by the rule that says so. While something is missing nothing is
//! printed: a pharmacist would send the patient back.
//!
//! * United States: 21 CFR 1306.05(a), the list for controlled substances, which contains what the states ask of all.
//! * United Kingdom: Human Medicines Regulations 2012, regulation 217.
//! * European Union: Commission Implementing Directive 2012/52/EU, annex.
//! * India: Drugs and Cosmetics Rules 1945, rule 65(10), and the Indian Medical Council Regulations 2002, 1.4 and 1.5
//!   (registration number; generic names, preferably in capital letters).
//! * WHO: Guide to Good Prescribing, 1994, chapter 9.

use crate::problem::{Problem, ProblemCode};
use chart::dates::Age;
use chart::sections::patients::Patient;
use chart::sections::prescriptions::Prescription;
use chart::sections::staff::{PracticeDetails, PrescriptionProfile as Profile, StaffMember};
use reference::formulary::Naming;

/// The practice's own profile, or that of its locale.
pub(crate) fn of(practice: &PracticeDetails) -> Profile {
    let chosen = practice.design.as_ref().and_then(|design| design.prescription_profile);
    chosen.unwrap_or(match practice.locale.as_str() {
        "en-US" => Profile::Us,
        "en-GB" => Profile::Uk,
        "en-IN" => Profile::India,
        _ => Profile::Who,
    })
}

/// Whose names of medicines are written: pharmacists outside the United States know the international ones. The
/// European Union (Directive 2012/52/EU, annex) and the WHO guide ask for them by name.
pub(crate) fn naming(practice: &PracticeDetails) -> Naming<'static> {
    match of(practice) {
        Profile::Us => Naming::UnitedStates,
        Profile::Uk | Profile::Eu | Profile::India | Profile::Who => Naming::International,
    }
}

/// Where a missing field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Practice,
    Prescriber,
    Patient,
    Prescription,
}

impl Place {
    /// The word by which the window knows where to go.
    fn field(self) -> &'static str {
        match self {
            Place::Practice => "practice",
            Place::Prescriber => "prescriber",
            Place::Patient => "patient",
            Place::Prescription => "prescription",
        }
    }

    fn where_to(self) -> &'static str {
        match self {
            Place::Practice => "Settings, letterhead",
            Place::Prescriber => "Settings, people",
            Place::Patient => "the patient's registration",
            Place::Prescription => "the prescription",
        }
    }
}

/// What is known, as the lists ask for it.
pub(crate) struct Facts<'a> {
    pub(crate) practice: &'a PracticeDetails,
    pub(crate) prescriber: Option<&'a StaffMember>,
    pub(crate) patient: &'a Patient,
    pub(crate) age: Option<Age>,
    pub(crate) prescription: &'a Prescription,
}

/// Refuses with the names of everything that is missing, and where each is filled in.
pub(crate) fn check(profile: Profile, facts: &Facts<'_>) -> Result<(), Problem> {
    let missing = missing(profile, facts);
    let Some((place, _)) = missing.first() else { return Ok(()) };
    let names: Vec<String> =
        missing.iter().map(|(place, name)| format!("{name} ({})", place.where_to())).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let sentence = format!("The prescription cannot be printed yet: {} {verb} missing.", names.join(", "));
    Err(Problem { field: Some(place.field().to_owned()), ..Problem::new(ProblemCode::Refused, sentence) })
}

fn missing(profile: Profile, facts: &Facts<'_>) -> Vec<(Place, &'static str)> {
    let Facts { practice, prescriber, patient, age, prescription } = facts;
    let has = |text: &str| !text.trim().is_empty();
    let prescriber_has =
        |field: fn(&StaffMember) -> &String| prescriber.is_some_and(|member| has(field(member)));
    let items = &prescription.items;
    let every =
        |test: &dyn Fn(&chart::sections::prescriptions::PrescriptionItem) -> bool| items.iter().all(test);
    let young = |years: i32| age.is_none_or(|age| age.years() < years);
    let address = patient.address.as_ref().is_some_and(|address| has(&address.one_line()));
    let strict = |here: &[Profile]| here.contains(&profile);
    use Profile::{Eu, India, Uk, Us, Who};
    let mut missing = Vec::new();
    let mut ask = |asked: bool, there: bool, place, name| {
        if asked && !there {
            missing.push((place, name));
        }
    };
    ask(true, prescriber_has(|member| &member.name), Place::Prescriber, "the prescriber's name");
    ask(
        strict(&[Eu, Uk]),
        prescriber_has(|member| &member.qualification),
        Place::Prescriber,
        "the prescriber's qualification",
    );
    ask(
        strict(&[Us, India]),
        prescriber_has(|member| &member.registration),
        Place::Prescriber,
        "the prescriber's registration number",
    );
    ask(true, has(&practice.address), Place::Practice, "the practice's address");
    ask(strict(&[Who, Eu]), has(&practice.phone), Place::Practice, "the practice's telephone");
    ask(strict(&[Eu]), has(&practice.email), Place::Practice, "the practice's email");
    ask(
        strict(&[Eu]),
        practice.phone.trim().starts_with('+'),
        Place::Practice,
        "the country code of the telephone",
    );
    ask(true, has(&patient.name.full()), Place::Patient, "the patient's name");
    ask(
        strict(&[Eu]),
        has(&patient.name.family) && has(&patient.name.given),
        Place::Patient,
        "the patient's first name and surname in full",
    );
    ask(strict(&[Us, Uk, India, Who]), address, Place::Patient, "the patient's address");
    ask(true, patient.birth_date.is_some(), Place::Patient, "the patient's birth date");
    ask(strict(&[Uk]) && young(12), age.is_some(), Place::Patient, "the age of a child under 12");
    ask(
        strict(&[Us, Eu, Who]),
        every(&|item| item.strength.as_deref().is_some_and(has)),
        Place::Prescription,
        "the strength of each medicine",
    );
    ask(
        strict(&[Us, Eu, Who]),
        every(&|item| item.form.as_deref().is_some_and(has)),
        Place::Prescription,
        "the form of each medicine",
    );
    ask(true, every(&|item| item.quantity.is_some()), Place::Prescription, "the quantity of each medicine");
    ask(true, every(&|item| has(&item.instructions)), Place::Prescription, "the directions of each medicine");
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use chart::Concept;
    use chart::sections::patients::{HumanName, Sex};
    use chart::sections::prescriptions::{PrescriptionItem, PrescriptionStatus};

    fn patient() -> Patient {
        Patient {
            chart_number: "000001".to_owned(),
            name: HumanName { family: "Marlow".to_owned(), given: "Edith".to_owned(), prefix: None },
            former_names: Vec::new(),
            sex: Sex::Female,
            gender_identity: None,
            pronouns: None,
            birth_date: "1950-06-01".parse().ok(),
            birth_date_estimated: false,
            phones: Vec::new(),
            email: None,
            address: None,
            identifiers: Vec::new(),
            language: None,
            insurance: None,
            policies: Vec::new(),
            contacts: Vec::new(),
            flags: Vec::new(),
            sticky_note: None,
            deceased: None,
            restriction: None,
            merged_into: None,
        }
    }

    fn prescription() -> Prescription {
        let item = PrescriptionItem {
            drug: Concept::text("amoxicillin"),
            strength: None,
            form: None,
            sig: None,
            instructions: "Take 1 capsule by mouth three times daily.".to_owned(),
            quantity: None,
            refills: 0,
            reason: None,
            substitution: true,
            long_term: false,
        };
        Prescription { number: "1".to_owned(), status: PrescriptionStatus::Active, items: vec![item] }
    }

    #[test]
    fn each_country_names_everything_that_is_missing() {
        let (practice, patient, prescription) = (PracticeDetails::default(), patient(), prescription());
        let facts = Facts {
            practice: &practice,
            prescriber: None,
            patient: &patient,
            age: None,
            prescription: &prescription,
        };
        let names =
            |profile| -> Vec<&str> { missing(profile, &facts).into_iter().map(|(_, name)| name).collect() };
        for profile in [Profile::Us, Profile::Uk, Profile::Eu, Profile::India, Profile::Who] {
            let names = names(profile);
            assert!(names.contains(&"the prescriber's name"), "{profile:?}: {names:?}");
            assert!(names.contains(&"the quantity of each medicine"), "{profile:?}: {names:?}");
        }
        assert!(names(Profile::Us).contains(&"the patient's address"));
        assert!(!names(Profile::Eu).contains(&"the patient's address"), "the directive does not ask for it");
        assert!(names(Profile::Eu).contains(&"the practice's email"));
        assert!(names(Profile::Uk).contains(&"the age of a child under 12"));
        let error = check(Profile::Eu, &facts).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("prescriber"), "the window goes there first");
        assert!(error.message.contains("Settings, letterhead"), "{}", error.message);
    }
}
