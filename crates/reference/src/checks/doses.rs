//! How much a day: strength × dose × times, added up over all medicines that hold the same ingredient, against the most
//! a healthy adult is given.

use super::medicines::Known;
use super::rulebook::{Most, Period};
use super::substances::Sub;
use super::{Check, Finding, Rulebook, Tier, key};
use chart::sig::{Dose, Link, Per, Sig, Step, TimeUnit, Timing, figure};

/// An amount of an ingredient in one piece, one millilitre or one puff.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amount {
    /// Milligrams, units or milliequivalents.
    pub(super) value: f64,
    pub(super) unit: Unit,
    /// In so many millilitres; none for a piece or a puff.
    pub(super) per_ml: Option<f64>,
}

/// What an amount is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Milligram,
    Activity,
    Milliequivalent,
}

impl Unit {
    /// `mg` is one milligram, `mcg` a thousandth of one.
    pub(super) fn read(word: &str) -> Option<(f64, Self)> {
        Some(match word.trim() {
            "mg" => (1.0, Self::Milligram),
            "mcg" => (0.001, Self::Milligram),
            "g" => (1_000.0, Self::Milligram),
            "unit" | "units" => (1.0, Self::Activity),
            "mEq" => (1.0, Self::Milliequivalent),
            _ => return None,
        })
    }

    fn shown(self, value: f64) -> String {
        match self {
            Self::Milligram if value < 1.0 => format!("{} mcg", figure((value * 1_000.0).round())),
            Self::Milligram => format!("{} mg", figure((value * 100.0).round() / 100.0)),
            Self::Activity => format!("{} units", figure(value.round())),
            Self::Milliequivalent => format!("{} mEq", figure(value.round())),
        }
    }
}

impl Amount {
    /// The amounts of `875/125 mg`, `250 mg/5 mL`, `90 mcg/actuation`, in the order of the name.
    pub(super) fn parts(strength: &str) -> Option<Vec<Self>> {
        if strength.contains(" / ") {
            let parts: Option<Vec<Vec<Self>>> = strength.split(" / ").map(Self::parts).collect();
            return parts.map(|parts| parts.into_iter().flatten().collect());
        }
        let strength = strength.trim();
        let (figures, rest) = strength.split_once(' ')?;
        let (unit, within) = rest.split_once('/').unwrap_or((rest, ""));
        let (factor, unit) = Unit::read(unit)?;
        let per_ml = match within {
            "" | "actuation" => None,
            "mL" => Some(1.0),
            other => Some(other.strip_suffix(" mL")?.trim().parse::<f64>().ok().filter(|ml| *ml > 0.0)?),
        };
        let one = |text: &str| {
            let value = text.replace(',', "").parse::<f64>().ok()?;
            Some(Self { value: value * factor, unit, per_ml })
        };
        figures.split('/').map(one).collect()
    }
}

/// How much is taken in a day at most, and how it is spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Daily {
    pub(super) amount: f64,
    pub(super) unit: Unit,
    /// Doses in a week; seven or more is daily.
    pub(super) per_week: f64,
}

impl Daily {
    /// Of one ingredient: a dose in milligrams counts by itself, pieces need the strength.
    pub(super) fn of(sig: &Sig, strength: Option<&Amount>) -> Option<Self> {
        Self::sum(sig, |dose| match Unit::read(&dose.unit) {
            Some((factor, unit)) => Some((dose.most() * factor, unit)),
            None => pieces(dose, strength?),
        })
    }

    /// Of one ingredient of several: only pieces say how much of it.
    pub(super) fn of_pieces(sig: &Sig, strength: &Amount) -> Option<Self> {
        Self::sum(sig, |dose| if Unit::read(&dose.unit).is_some() { None } else { pieces(dose, strength) })
    }

    fn sum(sig: &Sig, amount: impl Fn(&Dose) -> Option<(f64, Unit)>) -> Option<Self> {
        let mut most: Option<Self> = None;
        for together in sig.steps.chunk_by(|_, next| next.link == Link::And) {
            let mut day: Option<Self> = None;
            for step in together {
                let (each, unit) = amount(step.dose.as_ref()?)?;
                let times = times_a_week(step)?;
                let mut one = Self { amount: each * times / 7.0, unit, per_week: times };
                if let Some(limit) = step.max_per_day.as_ref().and_then(&amount).filter(|(_, of)| *of == unit)
                {
                    one.amount = one.amount.min(limit.0);
                }
                day = Some(match day {
                    Some(day) if day.unit == unit => {
                        Self { amount: day.amount + one.amount, unit, per_week: day.per_week + one.per_week }
                    }
                    Some(_) => return None,
                    None => one,
                });
            }
            let day = day?;
            most = Some(match most {
                Some(most) if most.unit == day.unit && most.amount >= day.amount => most,
                Some(most) if most.unit != day.unit => return None,
                _ => day,
            });
        }
        most.filter(|daily| daily.amount.is_finite() && daily.amount > 0.0)
    }
}

fn pieces(dose: &Dose, strength: &Amount) -> Option<(f64, Unit)> {
    let count = dose.most();
    match (dose.unit.as_str(), strength.per_ml) {
        ("mL", Some(ml)) => Some((count / ml * strength.value, strength.unit)),
        ("mL", None) => None,
        (_, Some(_)) => None,
        (_, None) => Some((count * strength.value, strength.unit)),
    }
}

/// How often in a week at most. Once is once a day: it is held against the most of a day.
fn times_a_week(step: &Step) -> Option<f64> {
    Some(match step.timing.as_ref()? {
        Timing::Times { low, high, per } => {
            let times = f64::from(high.unwrap_or(*low));
            match per {
                Per::Day => times * 7.0,
                Per::Week => times,
                Per::Month => times * 7.0 / 30.0,
            }
        }
        Timing::Every { low, unit, .. } => {
            let every = f64::from((*low).max(1));
            match unit {
                TimeUnit::Hour => 168.0 / every,
                TimeUnit::Day => 7.0 / every,
                TimeUnit::Week => 1.0 / every,
                TimeUnit::Month => 7.0 / (30.0 * every),
            }
        }
        Timing::Parts(parts) => 7.0 * f64::from(u16::try_from(parts.len()).ok()?),
        Timing::Weekdays(days) => f64::from(u16::try_from(days.len()).ok()?),
        Timing::Once { .. } => 7.0,
        Timing::AsDirected => return None,
    })
}

impl Rulebook {
    pub(super) fn doses(&self, list: &[Known], one: bool, found: &mut Vec<Finding>) {
        for most in &self.most {
            let holding: Vec<(&Known, Daily)> = list
                .iter()
                .filter(|medicine| !medicine.local)
                .filter_map(|medicine| Some((medicine, medicine.amount(most.of)?)))
                .filter(|(_, daily)| daily.unit == most.unit)
                .collect();
            // What is ordered again takes the place of what is taken.
            let ordered = holding
                .iter()
                .find(|(medicine, _)| medicine.proposed)
                .map(|(medicine, _)| medicine.drug.to_lowercase());
            let counted: Vec<&(&Known, Daily)> = holding
                .iter()
                .filter(|(medicine, _)| {
                    medicine.proposed || ordered.as_deref() != Some(medicine.drug.to_lowercase().as_str())
                })
                .collect();
            if counted.is_empty() || (one && ordered.is_none()) {
                continue;
            }
            found.extend(self.too_much(most, &counted));
        }
    }

    fn too_much(&self, most: &Most, counted: &[&(&Known, Daily)]) -> Option<Finding> {
        let name = self.substances.name(most.of);
        let (length, words) = match most.period {
            Period::Day => (1.0, "a day"),
            Period::Week => (7.0, "a week"),
            Period::Month => (30.0, "a month"),
            Period::NotDaily => return self.daily_by_mistake(most, counted, name),
        };
        let sum: f64 = counted.iter().map(|(_, daily)| daily.amount * length).sum();
        // The last figures of a division are no overdose.
        if sum <= most.amount * 1.001 {
            return None;
        }
        let severity = if sum >= most.amount * 1.999 { Tier::Contraindicated } else { Tier::Warning };
        let (said, limit) = (most.unit.shown(sum), most.unit.shown(most.amount));
        let from = match counted {
            [_] => String::new(),
            several => format!(
                " from {}",
                several.iter().map(|(medicine, _)| medicine.name.as_str()).collect::<Vec<_>>().join(" and ")
            ),
        };
        Some(self.of_dose(
            most,
            counted,
            severity,
            format!("{said} {words}"),
            format!("{said} of {name} {words}{from}; adults get at most {limit}."),
        ))
    }

    fn daily_by_mistake(&self, most: &Most, counted: &[&(&Known, Daily)], name: &str) -> Option<Finding> {
        let daily = counted.iter().any(|(_, daily)| daily.per_week > most.amount);
        daily.then(|| {
            let message = format!(
                "{name} every day: for arthritis and psoriasis it is taken once a week; daily has killed."
            );
            self.of_dose(most, counted, Tier::Contraindicated, "taken daily".to_owned(), message)
        })
    }

    fn of_dose(
        &self,
        most: &Most,
        counted: &[&(&Known, Daily)],
        severity: Tier,
        with: String,
        message: String,
    ) -> Finding {
        let about = counted.iter().find(|(medicine, _)| medicine.proposed).or(counted.first());
        let name = self.substances.name(most.of);
        let basis = with.clone();
        Finding {
            check: Check::Dose,
            severity,
            key: key(Check::Dose, &[name, most.period.word()]),
            drug: about.map_or_else(|| name.to_owned(), |(medicine, _)| medicine.drug.clone()),
            with,
            message: super::capital(&message),
            action: "Read the strength, the dose and the times once more.".to_owned(),
            source: most.source.to_owned(),
            as_of: self.as_of.to_owned(),
            reviewed: most.reviewed,
            test: None,
            basis,
        }
    }

    /// How much of an ingredient a medicine gives a day, against a limit in the words of a table.
    pub(super) fn within(&self, medicine: &Known, sub: Sub, limit: f64, unit: Unit) -> bool {
        medicine.amount(sub).is_some_and(|daily| daily.unit == unit && daily.amount <= limit * 1.001)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daily(line: &str) -> Option<f64> {
        let read = chart::sig::parse_line(line);
        let strength = read.strength.as_deref().and_then(Amount::parts);
        Daily::of(&read.sig, strength.as_ref().and_then(|parts| parts.first())).map(|daily| daily.amount)
    }

    #[test]
    fn the_day_is_added_up() {
        for (line, wanted) in [
            ("metformin 500 mg tab 2 tabs bid", Some(2000.0)),
            ("acetaminophen 500 mg tab 1-2 tabs q4-6h prn pain", Some(6000.0)),
            ("acetaminophen 500 mg tab 1-2 tabs q6h prn pain max 6 tabs a day", Some(3000.0)),
            ("amoxicillin 250 mg/5 ml susp 5 ml tid", Some(750.0)),
            ("methotrexate 2.5 mg tab 6 tabs weekly", Some(15.0 / 7.0)),
            ("levothyroxine 50 mcg tab 1 tab daily", Some(0.05)),
            ("prednisone 20 mg tab 2 tabs daily 5d, then 1 tab daily 5d", Some(40.0)),
            ("hydrocortisone 1% cream bid", None),
        ] {
            let got = daily(line);
            let same = match (got, wanted) {
                (Some(got), Some(wanted)) => (got - wanted).abs() < 1e-6,
                (None, None) => true,
                _ => false,
            };
            assert!(same, "{line}: {got:?}");
        }
    }
}
