//! What changes in a line once its product is known: a count gets its form, a weight becomes pieces.

use super::figures::{figure, tidy};
use super::resolve::{self, usual_route};
use super::tokens::read_number;
use super::words::{Measure, measure};
use super::{Dose, RxLine, plural};

/// More pieces at a time than this are a slip in a unit, not a dose.
const MOST_PIECES: f64 = 10.0;

impl RxLine {
    /// The count that was only assumed because a number had no unit, `2` in `diazepam 2 tds`: is it a strength there is?
    /// Then it is the strength, and one piece is taken.
    pub fn count_is_strength(&mut self, is_strength: impl Fn(f64) -> bool) {
        let assumed = self.doubts.iter().any(|doubt| resolve::is_of_count(doubt));
        let Some(step) = self.sig.steps.first_mut().filter(|_| assumed && self.strength.is_none()) else {
            return;
        };
        let count = step.dose.as_ref().filter(|dose| dose.unit.is_empty() && dose.high.is_none());
        let Some(value) = count.map(|dose| dose.low).filter(|value| is_strength(*value)) else { return };
        step.dose = None;
        self.strength = Some(figure(value));
        self.doubts.retain(|doubt| !resolve::is_of_count(doubt));
    }

    /// Takes what the formulary, or the person, knows of the product: its strength and dose form.
    ///
    /// A count without a form is of this form. A dose by weight becomes pieces when it is a number of quarters of
    /// the strength, ten pieces at most: 40 mg of a 20 mg tablet is 2 tablets. What this settles is no doubt any
    /// longer; what it leaves open is one.
    pub fn complete(&mut self, strength: &str, form: &str) {
        // Of a cream or an inhaler nobody takes one: there the product does not say how much each time.
        let counted = resolve::is_unit(form);
        if counted {
            self.doubts.retain(|doubt| !resolve::is_settled_by_product(doubt));
        } else {
            self.doubts.retain(|doubt| !resolve::is_of_strength(doubt));
        }
        let mut doubts = Vec::new();
        for step in &mut self.sig.steps {
            match &mut step.dose {
                None if !counted => {}
                None => {
                    step.dose = Some(Dose::of(1.0, form));
                    doubts.push(resolve::assumed_one(form));
                }
                Some(dose) if dose.unit.is_empty() && counted => form.clone_into(&mut dose.unit),
                Some(dose)
                    if matches!(measure(&dose.unit), Measure::Mass | Measure::Activity)
                        && counted
                        && form != "injection" =>
                {
                    match in_pieces(dose, strength, form) {
                        Some(pieces) => *dose = pieces,
                        // 20 units from a pen of 100 units/mL are 20 units, and 40 mg from a syringe are 40 mg.
                        None if !matches!(form, "tablet" | "capsule" | "patch" | "suppository") => {}
                        None => doubts.push(format!(
                            "{} {} is not a number of {} of {strength}.",
                            figure(dose.most()),
                            plural(&dose.unit, dose.most()),
                            plural(form, 2.0)
                        )),
                    }
                }
                Some(_) => {}
            }
            step.route = step.route.or_else(|| usual_route(Some(form), step.dose.as_ref()));
            // "400 mg, at most 6 a day": six of the tablets that the 400 mg have become.
            let pieces = step.dose.as_ref().filter(|dose| dose.unit == form).map(|dose| dose.unit.clone());
            if let (Some(max), Some(unit)) =
                (step.max_per_day.as_mut().filter(|max| max.unit.is_empty()), pieces)
            {
                max.unit = unit;
            }
        }
        for doubt in doubts {
            if !self.doubts.contains(&doubt) {
                self.doubts.push(doubt);
            }
        }
        if let Some(quantity) = self.quantity.as_mut().filter(|quantity| quantity.unit.is_empty()) {
            form.clone_into(&mut quantity.unit);
        }
        self.strength = Some(strength.to_owned());
        self.form = Some(form.to_owned());
    }
}

fn in_pieces(dose: &Dose, strength: &str, form: &str) -> Option<Dose> {
    let (each, length) = read_number(strength)?;
    let ((kind, of_one), (asked, unit)) = (size(strength[length..].trim())?, size(&dose.unit)?);
    let each = each * of_one;
    if each <= 0.0 || kind != asked {
        return None;
    }
    let pieces = |value: f64| {
        let quarters = tidy(value * unit / each * 4.0);
        (quarters.fract() == 0.0 && (1.0..=MOST_PIECES * 4.0).contains(&quarters)).then_some(quarters / 4.0)
    };
    let high = match dose.high {
        Some(high) => Some(pieces(high)?),
        None => None,
    };
    Some(Dose { low: pieces(dose.low)?, high, unit: form.to_owned() })
}

/// What a unit measures, and its size: micrograms for a weight, else the unit itself.
fn size(unit: &str) -> Option<(&'static str, f64)> {
    match unit {
        "mcg" => Some(("weight", 1.0)),
        "mg" => Some(("weight", 1_000.0)),
        "g" => Some(("weight", 1_000_000.0)),
        "unit" | "units" => Some(("activity", 1.0)),
        "mEq" => Some(("charge", 1.0)),
        "mmol" => Some(("amount", 1.0)),
        _ => None,
    }
}
