//! Completing a typed line from the formulary: the name in full, the strength's unit, the form.
//!
//! Only where one medicine can be meant; what was chosen among several products is said as a doubt beside the line.

use super::{Formulary, Ingredient, Product};
use chart::sig::RxLine;

/// How a product is released, as it is typed behind a name.
const RELEASES: [&str; 12] = ["er", "xr", "xl", "sr", "cr", "la", "dr", "ec", "odt", "ir", "cd", "xt"];

impl Formulary {
    /// Completes a line whose drug can only be one medicine, and says which. A line of anything else stays as it is.
    pub fn complete(&self, line: &mut RxLine) -> Option<&Ingredient> {
        let (name, release) = released(&line.drug);
        let ingredient = self.resolve(name)?;
        let typed = release.map(|release| format!(" {}", release.to_uppercase())).unwrap_or_default();
        let released = release.is_some();
        line.drug = format!("{}{typed}", ingredient.name);
        if let Some(product) = chosen(ingredient, line, released) {
            let (strength, form) =
                (product.strength, line.form.clone().unwrap_or_else(|| product.form.to_owned()));
            let guessed = line.form.is_none();
            let others = other_forms(ingredient, product, released);
            line.complete(strength, &form);
            if guessed && !others.is_empty() {
                line.doubts.push(format!(
                    "{} was taken; there is also {}.",
                    capital(product.form),
                    others.join(", ")
                ));
            }
        }
        Some(ingredient)
    }
}

fn released(drug: &str) -> (&str, Option<&str>) {
    match drug.rsplit_once(' ') {
        Some((name, last)) if RELEASES.contains(&last.to_lowercase().as_str()) => (name, Some(last)),
        _ => (drug, None),
    }
}

/// The figures of a strength without its unit: `500` of `500 mg`, `875/125` of `875/125 mg`.
fn figures(strength: &str) -> &str {
    strength.split([' ', '%']).next().unwrap_or(strength)
}

/// The product that is meant: of the typed strength, in the typed form, by the usual sig's form where none was typed.
fn chosen<'f>(ingredient: &'f Ingredient, line: &RxLine, released: bool) -> Option<&'f Product> {
    let strength = line.strength.as_deref()?;
    let bare = strength.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '/' | ','));
    let same = |product: &&Product| {
        if bare {
            first_figure(product.strength) == first_figure(strength)
        } else {
            product.strength == strength
        }
    };
    let form = |product: &&Product| {
        line.form
            .as_deref()
            .is_none_or(|form| product.form == form || (form == "syrup" && product.form == "suspension"))
    };
    let mut fitting: Vec<&Product> = ingredient.products.iter().filter(same).filter(form).collect();
    if fitting.is_empty() && !bare {
        return None;
    }
    let usual = |product: &Product| {
        ingredient.sigs.iter().any(|sig| sig.form == product.form && sig.strength == product.strength)
    };
    let rank = |product: &Product| {
        let solid = matches!(product.form, "tablet" | "capsule");
        (product.release.is_empty() == released, !usual(product), !solid)
    };
    fitting.sort_by_key(|product| rank(product));
    fitting.first().copied()
}

/// The figure before the first stroke, so that `875` finds `875/125 mg`.
fn first_figure(strength: &str) -> &str {
    figures(strength).split('/').next().unwrap_or_default()
}

fn other_forms(ingredient: &Ingredient, product: &Product, released: bool) -> Vec<&'static str> {
    let mut forms: Vec<&'static str> = ingredient
        .products
        .iter()
        .filter(|other| first_figure(other.strength) == first_figure(product.strength))
        .filter(|other| other.form != product.form && other.release.is_empty() != released)
        .map(|other| other.form)
        .collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::OnceLock;

    fn completed(text: &str) -> RxLine {
        static ONE: OnceLock<Formulary> = OnceLock::new();
        let mut line = chart::sig::parse_line(text);
        ONE.get_or_init(|| Formulary::built_in().unwrap()).complete(&mut line);
        line
    }

    #[test]
    fn a_short_line_becomes_a_whole_one() {
        for (typed, printed) in [
            (
                "amox 500 tid 7d",
                "amoxicillin 500 mg capsule. Take 1 capsule by mouth three times daily for 7 days.",
            ),
            ("lisinopril 10 daily", "lisinopril 10 mg tablet. Take 1 tablet by mouth once daily."),
            (
                "Augmentin 875 bid 7d",
                "amoxicillin/clavulanate 875/125 mg tablet. Take 1 tablet by mouth twice daily for 7 days.",
            ),
            ("metformin 500 mg tab 2 bid", "metformin 500 mg tablet. Take 2 tablets by mouth twice daily."),
        ] {
            let mut line = completed(typed);
            line.quantity = None;
            assert_eq!(chart::sig::print_line(&line), printed, "{typed}: {line:?}");
        }
    }

    #[test]
    fn what_is_not_known_stays_as_typed() {
        let line = completed("unheardofine 5 daily");
        assert_eq!((line.drug.as_str(), line.strength.as_deref()), ("unheardofine", Some("5")));
        let line = completed("lisinopril 17 daily");
        assert_eq!(
            (line.drug.as_str(), line.strength.as_deref()),
            ("lisinopril", Some("17")),
            "no such strength"
        );
    }

    #[test]
    fn a_choice_among_forms_is_said() {
        let line = completed("amox 500 tid 7d");
        assert!(line.doubts.iter().any(|doubt| doubt.contains("there is also tablet")), "{:?}", line.doubts);
    }
}
