//! The formulary: medicines of outpatient care with their forms, strengths and names, written by us as facts and held
//! against RxNorm by a test.
//!
//! A starting point, not a limit: what is not in it is typed as free text and is as good. Deliberately not here:
//! interactions, allergies, doses by kidney or weight, and anything that says whether a prescription is right.

mod imported;
mod naming;
mod ordered;
mod search;
#[cfg(test)]
mod tests;

pub use imported::imported;
pub use naming::Naming;
pub use ordered::{Continuation, Ordered};

use crate::Fault;
use crate::table::{list, rows};
use crate::words::plain;
use search::Name;
use std::collections::HashMap;

const INGREDIENTS: &str = include_str!("../../../../assets/reference/formulary/ingredients.tsv");
const PRODUCTS: &str = include_str!("../../../../assets/reference/formulary/products.tsv");
const BRANDS: &str = include_str!("../../../../assets/reference/formulary/brands.tsv");
const INN: &str = include_str!("../../../../assets/reference/formulary/inn.tsv");
const SIGS: &str = include_str!("../../../../assets/reference/formulary/sigs.tsv");

const PACKS: &str = include_str!("../../../../assets/reference/formulary/packs.tsv");

/// One medicine: an ingredient, or several in one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingredient {
    /// The generic name; several with `/` between: `hydrochlorothiazide/lisinopril`.
    pub name: &'static str,
    /// The international nonproprietary name, where it is another one: `paracetamol`.
    pub inn: Option<&'static str>,
    /// RxNorm's code of the ingredient. None where the extract we checked against does not have it.
    pub rxcui: Option<&'static str>,
    /// Other names and abbreviations.
    pub also: Vec<&'static str>,
    /// Names on the box, in the United States.
    pub brands: Vec<&'static str>,
    /// The schedule of the US Controlled Substances Act (21 CFR 1308), 2 to 5.
    pub schedule: Option<u8>,
    /// The spelling that tells it from a look-alike (FDA and ISMP lists): `predniSONE`.
    pub tall_man: Option<&'static str>,
    /// Its forms and strengths.
    pub products: Vec<Product>,
    /// How adults usually take it, where one way is usual. Unreviewed.
    pub sigs: Vec<UsualSig>,
    /// Where the row is from.
    pub source: &'static str,
}

/// One form in one strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Product {
    /// `tablet`, `eye drops`.
    pub form: &'static str,
    /// What sets it apart from others of the form: `extended-release`, `chewable`. Often empty.
    pub release: &'static str,
    /// Which way into the body.
    pub route: &'static str,
    /// `500 mg`, `250 mg/5 mL`, `1%`.
    pub strength: &'static str,
    /// RxNorm's code of the clinical drug.
    pub rxcui: Option<&'static str>,
    /// Where the row is from.
    pub source: &'static str,
}

/// How an adult usually takes one product, as it would be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsualSig {
    /// The product's form.
    pub form: &'static str,
    /// The product's strength.
    pub strength: &'static str,
    /// The sig: `1 tab po daily`.
    pub sig: &'static str,
    /// Where it is from.
    pub source: &'static str,
    /// A clinician has signed the row.
    pub reviewed: bool,
}

impl Product {
    /// `500 mg chewable tablet`.
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [self.strength, self.release, self.form];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The formulary, ready to be searched.
#[derive(Debug)]
pub struct Formulary {
    ingredients: Vec<Ingredient>,
    /// Every name of every ingredient.
    names: Vec<Name>,
    packs: Vec<Course>,
}

/// A pack that is a course by itself.
#[derive(Debug)]
struct Course {
    /// Its names, plain.
    names: Vec<String>,
    /// What would otherwise be typed.
    line: &'static str,
    reviewed: bool,
}

impl Formulary {
    /// The formulary built into the program.
    ///
    /// # Errors
    /// [`Fault`] when a table of ours is damaged; a test reads them all.
    pub fn built_in() -> Result<Self, Fault> {
        let mut ingredients = Vec::new();
        let mut places = HashMap::new();
        for (line, [name, rxcui, also, schedule, tall_man, source]) in rows("ingredients.tsv", INGREDIENTS)? {
            places.insert(name, ingredients.len());
            ingredients.push(Ingredient {
                name,
                inn: None,
                rxcui: said(rxcui),
                also: list(also).collect(),
                brands: Vec::new(),
                schedule: schedule_of(line, schedule)?,
                tall_man: said(tall_man),
                products: Vec::new(),
                sigs: Vec::new(),
                source,
            });
        }
        let place = |table: &'static str, line: usize, name: &str| {
            let unknown =
                || Fault::Line { table, line, what: format!("{name} is not among the ingredients") };
            places.get(name).copied().ok_or_else(unknown)
        };
        for (line, [name, inn, _]) in rows("inn.tsv", INN)? {
            ingredients[place("inn.tsv", line, name)?].inn = Some(inn);
        }
        for (line, [name, form, release, route, strength, rxcui, source]) in rows("products.tsv", PRODUCTS)? {
            let product = Product { form, release, route, strength, rxcui: said(rxcui), source };
            ingredients[place("products.tsv", line, name)?].products.push(product);
        }
        for (line, [brand, name, _]) in rows("brands.tsv", BRANDS)? {
            ingredients[place("brands.tsv", line, name)?].brands.push(brand);
        }
        for (line, [name, form, strength, sig, source, reviewed]) in rows("sigs.tsv", SIGS)? {
            let sig = UsualSig { form, strength, sig, source, reviewed: reviewed == "yes" };
            ingredients[place("sigs.tsv", line, name)?].sigs.push(sig);
        }
        let mut packs = Vec::new();
        for (_, [names, line, _, reviewed]) in rows("packs.tsv", PACKS)? {
            packs.push(Course { names: list(names).map(plain).collect(), line, reviewed: reviewed == "yes" });
        }
        let names = search::names(&ingredients);
        Ok(Self { ingredients, names, packs })
    }

    /// Every medicine, by name.
    #[must_use]
    pub fn ingredients(&self) -> &[Ingredient] {
        &self.ingredients
    }
}

/// 2 to 5, or nothing.
fn schedule_of(line: usize, cell: &'static str) -> Result<Option<u8>, Fault> {
    match cell {
        "" => Ok(None),
        "2" => Ok(Some(2)),
        "3" => Ok(Some(3)),
        "4" => Ok(Some(4)),
        "5" => Ok(Some(5)),
        other => Err(Fault::Line { table: "ingredients.tsv", line, what: format!("{other} is no schedule") }),
    }
}

fn said(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|cell| !cell.is_empty())
}
