//! A medicine as the checks see it: which ingredients, whether it acts in the whole body, how much a day.

use super::Rulebook;
use super::doses::{Amount, Daily};
use super::substances::Sub;
use chart::RecordId;
use chart::coding::system;
use chart::sections::medications::Medication;
use chart::sections::prescriptions::PrescriptionItem;
use chart::sig::{Route, Sig};

/// A medicine that is taken or about to be ordered.
#[derive(Debug, Clone, Default)]
pub struct Medicine {
    /// Its record on the list; none for one that is about to be ordered.
    pub record: Option<RecordId>,
    /// Ingredient or brand, as written.
    pub drug: String,
    /// RxNorm codes that came with it.
    pub codes: Vec<String>,
    /// `500 mg`.
    pub strength: Option<String>,
    /// `capsule`.
    pub form: Option<String>,
    /// How it is taken.
    pub sig: Option<Sig>,
}

impl Medicine {
    /// One of the patient's list.
    #[must_use]
    pub fn taken(record: RecordId, medication: &Medication) -> Self {
        Self {
            record: Some(record),
            drug: medication.drug.text.clone(),
            codes: rxnorm(&medication.drug),
            strength: medication.strength.clone(),
            form: medication.form.clone(),
            sig: medication.sig.clone(),
        }
    }

    /// One that is about to be ordered.
    #[must_use]
    pub fn ordered(item: &PrescriptionItem) -> Self {
        Self {
            record: None,
            drug: item.drug.text.clone(),
            codes: rxnorm(&item.drug),
            strength: item.strength.clone(),
            form: item.form.clone(),
            sig: item.sig.clone(),
        }
    }

    /// `Warfarin 5 mg`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.strength {
            Some(strength) if !self.drug.contains(strength.as_str()) => format!("{} {strength}", self.drug),
            _ => self.drug.clone(),
        }
    }
}

fn rxnorm(drug: &chart::Concept) -> Vec<String> {
    let codes = drug.codings.iter().filter(|coding| coding.system == system::RXNORM);
    codes.map(|coding| coding.code.clone()).collect()
}

/// A medicine, understood.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) drug: String,
    pub(super) name: String,
    pub(super) substances: Vec<Sub>,
    /// It stays where it is put: on the skin, in the eye, in the lung.
    pub(super) local: bool,
    pub(super) daily: Vec<(Sub, Daily)>,
    pub(super) strength: Option<String>,
    pub(super) proposed: bool,
}

impl Known {
    pub(super) fn amount(&self, sub: Sub) -> Option<Daily> {
        self.daily.iter().find(|(of, _)| *of == sub).map(|(_, daily)| *daily)
    }
}

impl Rulebook {
    pub(super) fn know(&self, medicine: &Medicine, proposed: bool) -> Known {
        let substances = self.substances.recognise(&medicine.drug, &medicine.codes);
        let strength = medicine.strength.as_deref().and_then(Amount::parts);
        let daily = match (&medicine.sig, substances.as_slice()) {
            (Some(sig), [only]) => Daily::of(sig, strength.as_ref().and_then(|parts| parts.first()))
                .map(|daily| (*only, daily))
                .into_iter()
                .collect(),
            (Some(sig), several) => match strength {
                // As many amounts as ingredients, in the order of the name.
                Some(parts) if parts.len() == several.len() => several
                    .iter()
                    .zip(&parts)
                    .filter_map(|(sub, part)| Daily::of_pieces(sig, part).map(|daily| (*sub, daily)))
                    .collect(),
                _ => Vec::new(),
            },
            (None, _) => Vec::new(),
        };
        Known {
            drug: medicine.drug.trim().to_owned(),
            name: medicine.name(),
            local: self.stays_where_put(medicine, &substances),
            substances,
            daily,
            strength: medicine.strength.clone(),
            proposed,
        }
    }

    fn stays_where_put(&self, medicine: &Medicine, substances: &[Sub]) -> bool {
        let all_of = |class: &str| {
            self.classes
                .get(class)
                .is_some_and(|class| substances.iter().any(|sub| class.members.holds(*sub)))
        };
        let route = medicine.sig.as_ref().and_then(|sig| sig.steps.iter().find_map(|step| step.route));
        let words =
            format!("{} {}", medicine.drug, medicine.form.as_deref().unwrap_or_default()).to_lowercase();
        let says = |all: &[&str]| all.iter().any(|word| words.contains(word));
        match route {
            Some(Route::Skin) => return !all_of("through-skin"),
            Some(Route::Nasal | Route::EachNostril) => return !all_of("through-nose"),
            Some(Route::Vaginal) => return !says(&["ring"]),
            Some(
                Route::Inhaled
                | Route::Nebulised
                | Route::Eye
                | Route::LeftEye
                | Route::RightEye
                | Route::BothEyes
                | Route::Ear
                | Route::LeftEar
                | Route::RightEar
                | Route::BothEars,
            ) => return true,
            Some(
                Route::Oral
                | Route::Sublingual
                | Route::FeedingTube
                | Route::Intravenous
                | Route::Subcutaneous,
            ) => {
                return false;
            }
            _ => {}
        }
        if says(&["patch", "cream", "ointment", "gel", "lotion", "shampoo", "foam", "topical", "transdermal"])
        {
            return !all_of("through-skin");
        }
        if says(&["nasal", "nose"]) {
            return !all_of("through-nose");
        }
        if says(&[
            "eye",
            "ear drop",
            "ophthalm",
            "otic",
            "inhal",
            "nebuli",
            "actuat",
            "vaginal",
            "mouthwash",
            "intrauterine",
            "drops",
            "lozenge",
        ]) {
            return !says(&["ring"]);
        }
        if says(&["tablet", "capsule", "oral", "inject", "syringe", "pen", "syrup", "suspension"]) {
            return false;
        }
        self.substances.stays_where_put(substances) && !all_of("through-skin") && !all_of("through-nose")
    }
}
