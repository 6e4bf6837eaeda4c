//! Lines of a practice's own release, added to the formulary: what is built in stays as it is, what is new comes in.

use super::{Formulary, Ingredient, Product, search};
use crate::Fault;
use std::collections::HashMap;

const HEADING: &str = "paperchart medicines 1";
const SOURCE: &str = "RxNorm (NLM, public domain), as this practice imported it";
const TABLE: &str = "medicines.tsv";

/// One line of the imported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'t> {
    /// An ingredient with its RXCUI, which may be empty.
    Ingredient(&'t str, &'t str),
    /// A form and strength: ingredient, form, release, route, strength, RXCUI.
    Product([&'t str; 6]),
    /// A brand and the ingredient it stands for.
    Brand(&'t str, &'t str),
}

/// Reads an imported file.
///
/// # Errors
/// [`Fault`] when a line is not as the import writes it.
pub fn imported(text: &str) -> Result<Vec<Line<'_>>, Fault> {
    let mut lines = text.lines().enumerate();
    if !lines.next().is_some_and(|(_, heading)| heading.starts_with(HEADING)) {
        return Err(Fault::Damaged("the imported medicines are of another version"));
    }
    lines
        .map(|(at, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells.as_slice() {
                ["i", name, code] => Ok(Line::Ingredient(name, code)),
                ["p", name, form, release, route, strength, code] => {
                    Ok(Line::Product([name, form, release, route, strength, code]))
                }
                ["b", brand, name] => Ok(Line::Brand(brand, name)),
                _ => Err(Fault::Line {
                    table: TABLE,
                    line: at + 1,
                    what: "is not as the import writes it".to_owned(),
                }),
            }
        })
        .collect()
}

impl Formulary {
    /// This formulary with the lines of an imported file.
    ///
    /// # Errors
    /// [`Fault`] when a line is not as the import writes it.
    pub fn with(mut self, text: &'static str) -> Result<Self, Fault> {
        let mut places: HashMap<String, usize> = HashMap::new();
        for (place, one) in self.ingredients.iter().enumerate() {
            places.insert(one.name.to_lowercase(), place);
        }
        let lines = imported(text)?;
        // Ingredients first: a product or a brand may stand before its own.
        for line in &lines {
            if let Line::Ingredient(name, code) = *line {
                let place = *places.entry(name.to_lowercase()).or_insert_with(|| {
                    self.ingredients.push(nothing_but(name));
                    self.ingredients.len() - 1
                });
                let one = &mut self.ingredients[place];
                one.rxcui = one.rxcui.or(Some(code).filter(|code| !code.is_empty()));
            }
        }
        let place = |name: &str| {
            places.get(&name.to_lowercase()).copied().ok_or(Fault::Damaged("a product of no ingredient"))
        };
        for line in &lines {
            match *line {
                Line::Ingredient(..) => {}
                Line::Brand(brand, name) => {
                    let one = &mut self.ingredients[place(name)?];
                    if !one.brands.iter().any(|known| known.eq_ignore_ascii_case(brand)) {
                        one.brands.push(brand);
                    }
                }
                Line::Product([name, form, release, route, strength, code]) => {
                    let one = &mut self.ingredients[place(name)?];
                    let known = one.products.iter().any(|known| {
                        known.rxcui == Some(code)
                            || (known.form == form && known.release == release && known.strength == strength)
                    });
                    if !known {
                        let rxcui = Some(code).filter(|code| !code.is_empty());
                        one.products.push(Product { form, release, route, strength, rxcui, source: SOURCE });
                    }
                }
            }
        }
        self.names = search::names(&self.ingredients);
        Ok(self)
    }
}

fn nothing_but(name: &'static str) -> Ingredient {
    Ingredient {
        name,
        rxcui: None,
        also: Vec::new(),
        brands: Vec::new(),
        schedule: None,
        tall_man: None,
        inn: None,
        products: Vec::new(),
        sigs: Vec::new(),
        source: SOURCE,
    }
}
