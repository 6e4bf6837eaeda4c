//! Medicines against each other: interactions of two or three, and the same thing twice.
//!
//! Of one pair only the worst row is shown. A pair of the ONC non-interruptive list is never more than a note, unless
//! it also stands on the ONC high-priority list, which always warns.

use super::medicines::Known;
use super::rulebook::{Interaction, Said};
use super::substances::Sub;
use super::values::Analyte;
use super::{Check, Facts, Finding, Rulebook, Tier, capital, key};

impl Rulebook {
    pub(super) fn interactions(&self, facts: &Facts, list: &[Known], one: bool, found: &mut Vec<Finding>) {
        for row in &self.interactions {
            match row.b.as_slice() {
                [b] => {
                    for (x, a_sub) in picked(list, |medicine| row.a.pick(medicine)) {
                        for (y, b_sub) in picked(list, |medicine| b.pick(medicine)) {
                            if std::ptr::eq(x, y) || a_sub == b_sub || (one && !x.proposed && !y.proposed) {
                                continue;
                            }
                            found.push(self.pair(facts, row, (x, a_sub), (y, b_sub)));
                        }
                    }
                }
                [b, c] => {
                    for (x, a_sub) in picked(list, |medicine| row.a.pick(medicine)) {
                        for (y, b_sub) in picked(list, |medicine| b.pick(medicine)) {
                            for (z, c_sub) in picked(list, |medicine| c.pick(medicine)) {
                                let same = std::ptr::eq(x, y) || std::ptr::eq(x, z);
                                if same || (one && ![x, y, z].iter().any(|medicine| medicine.proposed)) {
                                    continue;
                                }
                                found.push(self.three(facts, row, [(x, a_sub), (y, b_sub), (z, c_sub)]));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        for row in &self.quiet {
            for (x, a_sub) in picked(list, |medicine| row.a.pick(medicine)) {
                for (y, b_sub) in picked(list, |medicine| row.b.pick(medicine)) {
                    if std::ptr::eq(x, y) || a_sub == b_sub || (one && !x.proposed && !y.proposed) {
                        continue;
                    }
                    found.push(self.together(
                        facts,
                        &row.said,
                        Tier::Note,
                        &[],
                        &[(x, a_sub), (y, b_sub)],
                        "",
                    ));
                }
            }
        }
    }

    fn pair(&self, facts: &Facts, row: &Interaction, a: (&Known, Sub), b: (&Known, Sub)) -> Finding {
        let within = row.limits.iter().any(|(sub, limit, unit)| {
            [a, b].iter().any(|(medicine, of)| of == sub && self.within(medicine, *sub, *limit, *unit))
        });
        let never = !row.always
            && self.quiet.iter().any(|quiet| {
                (quiet.a.names(a.1) && quiet.b.names(b.1)) || (quiet.a.names(b.1) && quiet.b.names(a.1))
            });
        let lowered = never || (within && !row.always);
        let graver =
            row.said.tier == Tier::Note && row.graver.is_some_and(|bound| bound.passed(facts).is_some());
        let tier = match row.said.tier {
            _ if lowered => Tier::Note,
            _ if graver => Tier::Warning,
            tier => tier,
        };
        let after = if within { " The dose is within the limit." } else { "" };
        self.together(facts, &row.said, tier, &row.values, &[a, b], after)
    }

    fn three(&self, facts: &Facts, row: &Interaction, three: [(&Known, Sub); 3]) -> Finding {
        self.together(facts, &row.said, row.said.tier, &row.values, &three, "")
    }

    fn together(
        &self,
        facts: &Facts,
        said: &Said,
        severity: Tier,
        values: &[Analyte],
        medicines: &[(&Known, Sub)],
        after: &str,
    ) -> Finding {
        let mut medicines = medicines.to_vec();
        // The line that is being written comes first, then the list in the order of the rule.
        medicines.sort_by_key(|(medicine, _)| !medicine.proposed);
        let mut names: Vec<&str> = medicines.iter().map(|(_, sub)| self.substances.name(*sub)).collect();
        names.sort_unstable();
        let key = key(Check::Interaction, &names);
        let mut others: Vec<&str> = Vec::new();
        for (medicine, _) in medicines.iter().skip(1) {
            if !others.contains(&medicine.name.as_str()) {
                others.push(&medicine.name);
            }
        }
        let with = others.join(" and ");
        let drug = medicines.first().map_or_else(String::new, |(medicine, _)| medicine.drug.clone());
        let newest = newest(facts, values);
        let value = if newest.is_empty() { String::new() } else { format!(" {}.", newest.join(", ")) };
        let message = format!("{} with {with}: {}.{value}{after}", capital(&drug), said.effect);
        Finding {
            check: Check::Interaction,
            severity,
            key,
            drug,
            with,
            message,
            action: said.action.to_owned(),
            source: said.source.to_owned(),
            as_of: self.as_of.to_owned(),
            reviewed: said.reviewed,
            test: values.first().map(|analyte| analyte.shown()),
            basis: newest.join(", "),
        }
    }

    pub(super) fn duplicates(&self, list: &[Known], one: bool, found: &mut Vec<Finding>) {
        for (place, x) in list.iter().enumerate() {
            for y in &list[place + 1..] {
                if x.local != y.local || (one && !x.proposed && !y.proposed) {
                    continue;
                }
                // The line that is being written is the last of the list.
                let (taken, other) = if x.proposed { (y, x) } else { (x, y) };
                for sub in taken.substances.iter().filter(|sub| other.substances.contains(sub)) {
                    found.push(self.twice(*sub, other, taken));
                }
            }
        }
        for row in &self.duplicates {
            let members = picked(list, |medicine| row.members.pick(medicine));
            for (place, (x, a_sub)) in members.iter().enumerate() {
                for (y, b_sub) in &members[place + 1..] {
                    let excepted = row.except.pick(x).is_some() || row.except.pick(y).is_some();
                    let shared = x.substances.iter().any(|sub| y.substances.contains(sub));
                    if a_sub == b_sub || excepted || shared || (one && !x.proposed && !y.proposed) {
                        continue;
                    }
                    let (taken, other) = if x.proposed { (y, x) } else { (x, y) };
                    let (a, b) = (self.substances.name(*a_sub), self.substances.name(*b_sub));
                    let (a, b) = if a <= b { (a, b) } else { (b, a) };
                    found.push(Finding {
                        check: Check::Duplicate,
                        severity: row.said.tier,
                        key: key(Check::Duplicate, &[a, b]),
                        drug: other.drug.clone(),
                        with: taken.name.clone(),
                        message: format!(
                            "{} and {}: two of the class {}.",
                            capital(&other.drug),
                            taken.name,
                            row.title
                        ),
                        action: row.said.action.to_owned(),
                        source: row.said.source.to_owned(),
                        as_of: self.as_of.to_owned(),
                        reviewed: row.said.reviewed,
                        test: None,
                        basis: String::new(),
                    });
                }
            }
        }
    }

    /// The same ingredient again. Ordered anew under its own name it takes the place of what is on the list.
    fn twice(&self, sub: Sub, other: &Known, taken: &Known) -> Finding {
        let name = self.substances.name(sub);
        let renewal = other.proposed && other.drug.to_lowercase() == taken.drug.to_lowercase();
        let changed = renewal && other.strength != taken.strength;
        let (severity, message, action) = if renewal {
            let how = if changed { "in another strength" } else { "already" };
            (
                Tier::Note,
                format!("{} is on the list {how}: {}.", capital(&other.drug), taken.name),
                "Ordering it takes the place of the line on the list.",
            )
        } else {
            (
                Tier::Warning,
                format!("{} and {} both hold {name}.", capital(&other.name), taken.name),
                "Stop one of them, or add up the doses.",
            )
        };
        Finding {
            check: Check::Duplicate,
            severity,
            key: key(Check::Duplicate, &[name]),
            drug: other.drug.clone(),
            with: taken.name.clone(),
            message,
            action: action.to_owned(),
            source: "The patient's list of medicines".to_owned(),
            as_of: self.as_of.to_owned(),
            reviewed: true,
            test: None,
            basis: String::new(),
        }
    }
}

fn picked(list: &[Known], pick: impl Fn(&Known) -> Option<Sub>) -> Vec<(&Known, Sub)> {
    list.iter().filter_map(|medicine| pick(medicine).map(|sub| (medicine, sub))).collect()
}

/// The newest values a row asks for, as its message says them.
fn newest(facts: &Facts, values: &[Analyte]) -> Vec<String> {
    let mut said = Vec::new();
    for analyte in values {
        if *analyte == Analyte::Egfr {
            said.extend(facts.kidney.as_ref().map(|kidney| kidney.said(facts.today)));
        } else {
            said.extend(facts.value(*analyte).map(|value| value.said(facts.today)));
        }
    }
    said
}
