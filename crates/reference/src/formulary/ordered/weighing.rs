//! Numbers of a typed line as the formulary knows them: which is a strength, which a weight, which a count; and the
//! way into the body that the products leave open.

use super::fitting::{MOST_PIECES, name_and_release};
use crate::formulary::{Ingredient, Product};
use chart::sig::{self, RxLine};

/// Ends what is said of a dose that takes several pieces, until the product is known.
pub(super) const MADE_UP: &str = " is made up of.";

/// Numbers without a unit, as the formulary knows them. `diazepam 2 tds` is the tablet of 2 mg, not two tablets, and
/// `rivaroxaban 15 bd 3/52 then 20 od` are 15 and 20 mg.
pub(super) fn weigh(ingredient: &Ingredient, line: &mut RxLine) {
    let sizes: Vec<(f64, &str)> = ingredient.products.iter().filter_map(size).collect();
    line.count_is_strength(|value| sizes.iter().any(|(each, _)| (each - value).abs() < 1e-9));
    let Some((_, unit)) = sizes.first().copied() else { return };
    if sizes.iter().any(|(_, other)| *other != unit) {
        return;
    }
    make_up(ingredient, line, &sizes, unit);
    let several = line.sig.steps.len() > 1;
    let smallest = sizes.iter().map(|(each, _)| *each).fold(f64::INFINITY, f64::min);
    for dose in line.sig.steps.iter_mut().filter_map(|step| step.dose.as_mut()) {
        // More than anybody takes of one strength at a time, and a quarter of the smallest tablet at least.
        let is_strength = |value: f64| sizes.iter().any(|(each, _)| (each - value).abs() < 1e-9);
        let said_range = line.strength.is_none()
            && dose.high.is_some_and(|high| is_strength(dose.low) || is_strength(high));
        if dose.unit.is_empty() && (said_range || (dose.low > MOST_PIECES && dose.low >= smallest / 4.0)) {
            unit.clone_into(&mut dose.unit);
        }
    }
    let first_is_bare = line.sig.steps.first().is_some_and(|step| step.dose.is_none());
    let later = line.sig.steps.iter().skip(1).filter_map(|step| step.dose.as_ref());
    if several && first_is_bare && later.into_iter().any(|dose| dose.unit == unit) {
        let typed = line.strength.as_deref().and_then(|strength| strength.parse::<f64>().ok());
        if let Some((value, step)) = typed.zip(line.sig.steps.first_mut()) {
            step.dose = Some(sig::Dose::of(value, unit));
            line.strength = None;
            line.doubts
                .retain(|doubt| !doubt.ends_with("has no unit.") && !doubt.starts_with("How much each time"));
        }
    }
}

/// `acetaminophen 650` and `prednisone 40 daily`: where no plain tablet or capsule has the strength, the number is the
/// dose, to be made up of those there are.
fn make_up(ingredient: &Ingredient, line: &mut RxLine, sizes: &[(f64, &'static str)], unit: &'static str) {
    let typed = line.strength.as_deref().map(|text| text.replace(',', "")).and_then(|text| {
        let figures = text.strip_suffix(unit).map_or(text.as_str(), str::trim_end);
        figures.parse::<f64>().ok()
    });
    let Some(asked) = typed.filter(|_| line.form.is_none() && sizes.len() > 1) else { return };
    let (_, release) = name_and_release(&line.drug);
    let is_slow = |product: &Product| product.release.contains("extended-release");
    let has = |product: &&Product| size(product).is_some_and(|(each, _)| (each - asked).abs() < 1e-9);
    let solid = |product: &&Product| matches!(product.form, "tablet" | "capsule");
    let ready = ingredient
        .products
        .iter()
        .any(|one| solid(&one) && has(&one) && (!is_slow(one) || release.is_some()));
    let plain = |product: &&Product| {
        solid(product)
            && product.release.is_empty()
            && size(product).is_some_and(|(each, _)| {
                let pieces = asked / each;
                (2.0..=MOST_PIECES).contains(&pieces) && pieces.fract() == 0.0
            })
    };
    let bare = line.sig.steps.len() == 1 && line.sig.steps[0].dose.is_none();
    let same = line.sig.steps.len() == 1
        && line.sig.steps[0]
            .dose
            .as_ref()
            .is_some_and(|dose| (dose.low - asked).abs() < 1e-9 && dose.unit == unit);
    if ready || !(bare || same) || release.is_some() || !ingredient.products.iter().any(|one| plain(&one)) {
        return;
    }
    line.sig.steps[0].dose = Some(sig::Dose::of(asked, unit));
    line.strength = None;
    line.doubts.retain(|doubt| !doubt.ends_with("has no unit.") && !doubt.starts_with("How much each time"));
    line.doubts.push(format!("{} {unit}{MADE_UP}", sig::figure(asked)));
}

/// A count of what has one kind of piece only: `senna 2 nocte` are two tablets.
pub(super) fn count_pieces(ingredient: &Ingredient, line: &mut RxLine) {
    let mut pieces =
        ingredient.products.iter().filter(|one| matches!(one.form, "tablet" | "capsule" | "patch"));
    let Some(form) =
        pieces.next().map(|product| product.form).filter(|form| pieces.all(|one| one.form == *form))
    else {
        return;
    };
    let oral = |step: &sig::Step| step.route.is_none_or(|route| route == sig::Route::Oral);
    for step in line.sig.steps.iter_mut().filter(|step| oral(step)) {
        if let Some(dose) =
            step.dose.as_mut().filter(|dose| dose.unit.is_empty() && dose.most() <= MOST_PIECES)
        {
            form.clone_into(&mut dose.unit);
        }
    }
    if let Some(quantity) = line.quantity.as_mut().filter(|quantity| quantity.unit.is_empty()) {
        form.clone_into(&mut quantity.unit);
    }
}

/// The strength of a piece of one substance, in figures and as a dose counts it: `500 mg`. None for liquids, for
/// several substances, for what is in percent.
pub(super) fn size(product: &Product) -> Option<(f64, &'static str)> {
    let (figures, unit) = product.strength.split_once(' ')?;
    let unit = match unit {
        "mg" => "mg",
        "mcg" => "mcg",
        "g" => "g",
        "units" => "unit",
        _ => return None,
    };
    figures.replace(',', "").parse().ok().map(|value| (value, unit))
}

/// The way into the body, where the line does not say it and all these products have the same one.
pub(super) fn take_route<'p>(line: &mut RxLine, mut products: impl Iterator<Item = &'p Product>) {
    let Some(first) = products.next() else { return };
    if !products.all(|other| other.route == first.route) {
        return;
    }
    let route = match (first.route, first.form) {
        ("oral", "mouthwash" | "gum" | "lozenge") => None,
        ("oral", _) => Some(sig::Route::Oral),
        ("sublingual", _) => Some(sig::Route::Sublingual),
        ("skin", _) => Some(sig::Route::Skin),
        ("inhaled", _) => Some(sig::Route::Inhaled),
        ("nebulised", _) => Some(sig::Route::Nebulised),
        ("nasal", _) => Some(sig::Route::Nasal),
        ("subcutaneous", _) => Some(sig::Route::Subcutaneous),
        ("eye", _) => Some(sig::Route::Eye),
        ("ear", _) => Some(sig::Route::Ear),
        ("rectal", _) => Some(sig::Route::Rectal),
        ("vaginal", _) => Some(sig::Route::Vaginal),
        _ => None,
    };
    // A line that says nothing of how it is taken stays without directions.
    for step in &mut line.sig.steps {
        step.route = step.route.or(route);
    }
}
