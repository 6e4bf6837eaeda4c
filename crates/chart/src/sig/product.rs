//! What changes in a line once its product is known: a count gets its form, a weight becomes pieces.

use super::figures::{figure, tidy};
use super::resolve::{self, usual_route};
use super::tokens::read_number;
use super::words::{Measure, measure};
use super::{Dose, RxLine, plural};

/// More pieces at a time than this are a slip in a unit, not a dose.
const MOST_PIECES: f64 = 10.0;

impl RxLine {
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
                Some(dose) if measure(&dose.unit) == Measure::Mass && measure(form) == Measure::Piece => {
                    match in_pieces(dose, strength, form) {
                        Some(pieces) => *dose = pieces,
                        None => doubts.push(format!(
                            "{} {} is not a number of {form}s of {strength}.",
                            figure(dose.most()),
                            plural(&dose.unit, dose.most())
                        )),
                    }
                }
                Some(_) => {}
            }
            step.route = step.route.or_else(|| usual_route(Some(form), step.dose.as_ref()));
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
    let each = each * micrograms(strength[length..].trim())?;
    let unit = micrograms(&dose.unit)?;
    if each <= 0.0 {
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

fn micrograms(unit: &str) -> Option<f64> {
    match unit {
        "mcg" => Some(1.0),
        "mg" => Some(1_000.0),
        "g" => Some(1_000_000.0),
        _ => None,
    }
}
