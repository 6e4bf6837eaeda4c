//! Allergies: the ingredient itself, its group, and what is known to cross-react or known not to.

use super::medicines::Known;
use super::rulebook::Tiers;
use super::substances::Sub;
use super::{AllergyFact, Check, Facts, Finding, Rulebook, Tier, key};

/// What kind of reaction it was, as far as the chart says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reaction {
    /// Nothing more is known, or a rash.
    Plain,
    /// Anaphylaxis, angioedema, hives, asthma, a severe skin reaction.
    Severe,
    /// Nausea and the like.
    SideEffect,
}

/// Words of reactions that may kill next time, or that say that the whole group is meant (hives and asthma by NSAIDs:
/// Kowalski 2013, doi:10.1111/all.12260). In small letters, beginnings are enough.
const SEVERE: [&str; 19] = [
    "anaphyl",
    "angioedema",
    "angio-oedema",
    "swelling",
    "swollen",
    "throat",
    "bronchospasm",
    "wheez",
    "asthma",
    "shock",
    "stevens",
    "epidermal necrolysis",
    "sjs",
    "dress",
    "hives",
    "urticaria",
    "thrombocytop",
    "breath",
    "collapse",
];

/// Words of side effects that are no allergy.
const SIDE_EFFECTS: [&str; 18] = [
    "nausea",
    "vomit",
    "diarrh",
    "upset",
    "constipat",
    "headache",
    "dizz",
    "drows",
    "sleepy",
    "fatigue",
    "cough",
    "insomnia",
    "dry mouth",
    "muscle",
    "myalgia",
    "cramp",
    "stomach",
    "jitter",
];

impl AllergyFact {
    fn reaction(&self) -> Reaction {
        let says = |words: &[&str], text: &str| {
            let text = text.to_lowercase();
            words.iter().any(|word| text.contains(word))
        };
        if self.severe || self.reactions.iter().any(|text| says(&SEVERE, text)) {
            return Reaction::Severe;
        }
        let only_side_effects =
            !self.reactions.is_empty() && self.reactions.iter().all(|text| says(&SIDE_EFFECTS, text));
        if only_side_effects || self.intolerance { Reaction::SideEffect } else { Reaction::Plain }
    }

    /// `penicillin (rash, hives)`.
    fn said(&self) -> String {
        if self.reactions.is_empty() {
            self.substance.clone()
        } else {
            format!("{} ({})", self.substance, self.reactions.join(", "))
        }
    }
}

impl Tiers {
    fn after(self, reaction: Reaction) -> Option<Tier> {
        match reaction {
            Reaction::Plain => self.plain,
            Reaction::Severe => self.severe,
            Reaction::SideEffect => self.side_effect,
        }
    }
}

/// One reason why an allergy matters for a medicine.
struct Matter {
    tier: Tier,
    why: String,
    action: &'static str,
    source: &'static str,
    reviewed: bool,
}

impl Rulebook {
    pub(super) fn allergies(&self, facts: &Facts, medicine: &Known, found: &mut Vec<Finding>) {
        let mut all: Vec<String> = facts.allergies.iter().map(AllergyFact::said).collect();
        all.sort();
        for allergy in &facts.allergies {
            let Some(matter) = self.worst(allergy, medicine) else { continue };
            let tolerated = allergy.tolerated_since;
            let severity = if tolerated.is_some() { Tier::Note } else { matter.tier };
            let since = tolerated.map(|since| format!(" Tolerated since {since}.")).unwrap_or_default();
            let name =
                medicine.substances.first().map_or(medicine.drug.as_str(), |sub| self.substances.name(*sub));
            found.push(Finding {
                check: Check::Allergy,
                severity,
                key: key(Check::Allergy, &[name, &allergy.substance]),
                drug: medicine.drug.clone(),
                with: allergy.substance.clone(),
                message: format!("Allergic to {}: {}.{since}", allergy.said(), matter.why),
                action: matter.action.to_owned(),
                source: matter.source.to_owned(),
                as_of: self.as_of.to_owned(),
                reviewed: matter.reviewed,
                test: None,
                // A new allergy, or another reaction, is asked about again.
                basis: format!(
                    "{}; {}",
                    all.join(", "),
                    tolerated.map(|since| since.to_string()).unwrap_or_default()
                ),
            });
        }
    }

    fn worst(&self, allergy: &AllergyFact, medicine: &Known) -> Option<Matter> {
        let reaction = allergy.reaction();
        let named = self.group_of(&allergy.substance);
        let allergens: Vec<Sub> = match named {
            Some(_) => Vec::new(),
            None => self.substances.recognise(&allergy.substance, &allergy.codes),
        };
        let drug = super::capital(&medicine.drug);
        let mut matters: Vec<Matter> = Vec::new();
        if medicine.substances.iter().any(|sub| allergens.contains(sub)) {
            matters.push(Matter {
                tier: if reaction == Reaction::SideEffect { Tier::Warning } else { Tier::Contraindicated },
                why: format!("{drug} is the same or holds it"),
                action: "Choose something else, or ask what happened and write it down.",
                source: "The patient's own allergies",
                reviewed: true,
            });
        }
        for (place, group) in self.groups.iter().enumerate() {
            if !medicine.substances.iter().any(|sub| group.members.holds(*sub)) {
                continue;
            }
            let tier = if named == Some(place) {
                Some(of_the_group_itself(group.tiers, reaction))
            } else if allergens.iter().any(|sub| group.members.holds(*sub)) {
                group.tiers.after(reaction)
            } else {
                None
            };
            matters.extend(tier.map(|tier| Matter {
                tier,
                why: format!("{drug} is one of the {}", group.title),
                action: group.said.action,
                source: group.said.source,
                reviewed: group.said.reviewed,
            }));
        }
        for row in &self.cross {
            let meant = named.is_some_and(|place| row.from_groups.contains(&place))
                || allergens.iter().any(|sub| row.from.holds(*sub));
            let to =
                row.to.pick(medicine).is_some() || medicine.substances.iter().any(|sub| row.to.names(*sub));
            let itself = medicine.substances.iter().any(|sub| allergens.contains(sub));
            if !meant || !to || itself {
                continue;
            }
            matters.extend(row.tiers.after(reaction).map(|tier| Matter {
                tier,
                why: format!("{drug}: {}", row.said.effect),
                action: row.said.action,
                source: row.said.source,
                reviewed: row.said.reviewed,
            }));
        }
        // The first of the worst: the ingredient itself before its group.
        matters.into_iter().min_by_key(|matter| matter.tier)
    }

    /// The group that the words of an allergy name: `sulfa drugs`, `Penicillins allergy`.
    fn group_of(&self, substance: &str) -> Option<usize> {
        let plain = crate::words::plain(substance);
        let mut name = plain.as_str();
        for ending in [" allergy", " antibiotics", " antibiotic", " class", " drugs", " group", " medicines"]
        {
            if let Some(place) = self.group_names.get(name) {
                return Some(*place);
            }
            name = name.strip_suffix(ending).unwrap_or(name);
        }
        self.group_names.get(name).copied()
    }
}

/// The allergy names the group: each member is what the patient is allergic to.
fn of_the_group_itself(tiers: Tiers, reaction: Reaction) -> Tier {
    match (tiers.plain, reaction) {
        (_, Reaction::Severe) => Tier::Contraindicated,
        (Some(Tier::Note) | None, Reaction::SideEffect) => Tier::Note,
        (Some(Tier::Note) | None, Reaction::Plain) | (_, Reaction::SideEffect) => Tier::Warning,
        (_, Reaction::Plain) => Tier::Contraindicated,
    }
}
