//! The products a typed line can mean, the likeliest first. Whoever does not ask for a slow release, a suppository or
//! a pen does not get one: in doubt no product is taken, and the line is asked about.

use super::weighing::size;
use crate::formulary::{Ingredient, Product, UsualSig};
use chart::sig::{self, RxLine};

/// More pieces of one strength at a time than this, and another strength is meant.
pub(super) const MOST_PIECES: f64 = 4.0;

/// The products that a line can mean, the likeliest first: its strength, its form, its release; the one usually
/// prescribed before others, the plain one before the slow one.
pub(super) fn fitting<'f>(
    ingredient: &'f Ingredient,
    line: &RxLine,
    release: Option<&str>,
) -> Vec<&'f Product> {
    let said = |product: &Product| {
        line.form.as_deref().is_none_or(|form| form_fits(form, product.form))
            && release_fits(release, product.release)
            && counted_so(line, product)
            && taken_so(line, product)
    };
    // Nobody means a suppository who does not say so.
    let oral = ingredient.products.iter().any(|product| product.route == "oral" && said(product));
    let said = |product: &Product| {
        said(product)
            && (!oral || line.form.is_some() || !matches!(product.route, "rectal" | "vaginal" | "injected"))
    };
    // A pen holds many doses: 0.5 mg a week does not say which pen.
    let asked = line.strength.as_deref();
    let said = |product: &Product| {
        let of_many =
            product.form == "pen" && product.strength.contains('/') && ingredient.products.len() > 1;
        said(product) && !(of_many && asked.is_some_and(|asked| !asked.contains('/')))
    };
    let mut fitting: Vec<&Product> = ingredient
        .products
        .iter()
        .filter(|product| {
            said(product) && asked.is_none_or(|asked| strength_fits(asked, product, ingredient))
        })
        .collect();
    let doses_by_weight = has_mass(line);
    if fitting.is_empty() || (asked.is_none() && doses_by_weight) {
        // "prednisone 40 mg daily": no tablet of 40 mg, two of 20 mg.
        fitting =
            ingredient.products.iter().filter(|product| said(product) && makes_up(line, product)).collect();
        let usual = |product: &Product| ingredient.sigs.iter().any(|usual| usual.form == product.form);
        fitting.sort_by_key(|product| {
            (
                slowness(product.release, release),
                pieces(line, product),
                !usual(product),
                product.form != "tablet",
            )
        });
    }
    if line.sig.steps.len() > 1 && doses_by_weight {
        // A taper is of whole pieces of one strength, or its doses stay as they were said.
        fitting.retain(|product| pieces(line, product).is_none_or(|(broken, _)| !broken));
    }
    let usual = |product: &Product| {
        let same = |usual: &UsualSig| usual.form == product.form && usual.strength == product.strength;
        product.release.is_empty() && ingredient.sigs.iter().any(same)
    };
    let usual_form = |product: &Product| ingredient.sigs.iter().any(|usual| usual.form == product.form);
    if !doses_by_weight || asked.is_some() {
        let in_pieces = |product: &Product| matches!(product.form, "tablet" | "capsule");
        fitting.sort_by_key(|product| {
            let how = (slowness(product.release, release), product.form != "tablet");
            (!usual(product), !usual_form(product), !in_pieces(product), how)
        });
    }
    fitting
}

/// On the market in the United Kingdom and not in the United States.
pub(super) fn is_british(product: &Product) -> bool {
    product.source.starts_with("UK SmPC")
}

/// A product that releases slowly, or melts on the tongue, beside plain ones: nobody gets it who did not ask for it.
pub(super) fn must_be_said(ingredient: &Ingredient, product: &Product) -> bool {
    let special = |release: &str| release.contains("extended-release") || release == "orally disintegrating";
    let solid = |one: &&Product| matches!(one.form, "tablet" | "capsule");
    special(product.release) && ingredient.products.iter().filter(solid).any(|other| !special(other.release))
}

/// How far a release is from what was asked, or from the plain tablet: XL is once a day, SR twice.
fn slowness(release: &str, said: Option<&str>) -> u8 {
    let asked = said.map(str::to_lowercase);
    let wanted = match asked.as_deref() {
        Some("sr") => "12-hour",
        Some(_) => "24-hour",
        None => "",
    };
    match release {
        "" => 0,
        _ if !wanted.is_empty() && release.contains(wanted) => 0,
        "delayed-release" => 1,
        "orally disintegrating" => 2,
        "chewable" => 3,
        _ => 4,
    }
}

/// The way into the body that was said is the product's.
fn taken_so(line: &RxLine, product: &Product) -> bool {
    use sig::Route as R;
    line.sig.steps.iter().filter_map(|step| step.route).all(|route| match route {
        R::Oral | R::FeedingTube => product.route == "oral",
        R::Sublingual | R::Buccal => matches!(product.route, "sublingual" | "buccal"),
        R::Inhaled => product.route == "inhaled",
        R::Nebulised => product.route == "nebulised",
        R::Nasal | R::EachNostril => product.route == "nasal",
        R::Intravenous | R::Intramuscular | R::Subcutaneous | R::Intradermal => {
            matches!(product.route, "injected" | "subcutaneous")
        }
        R::Skin => matches!(product.route, "skin"),
        R::Rectal => product.route == "rectal",
        R::Vaginal => product.route == "vaginal",
        R::Eye | R::LeftEye | R::RightEye | R::BothEyes => product.route == "eye",
        R::Ear | R::LeftEar | R::RightEar | R::BothEars => matches!(product.route, "ear" | "eye"),
    })
}

/// What is counted in the line can be counted of the product: puffs of an inhaler, drops of eye drops, mL of a liquid.
fn counted_so(line: &RxLine, product: &Product) -> bool {
    line.sig.steps.iter().filter_map(|step| step.dose.as_ref()).all(|dose| match dose.unit.as_str() {
        "puff" => matches!(product.route, "inhaled" | "sublingual"),
        "spray" => product.form.contains("spray"),
        "drop" => product.form.ends_with("drops") || product.form == "solution",
        "mL" => [
            "solution",
            "suspension",
            "mouthwash",
            "enema",
            "injection",
            "syringe",
            "pen",
            "lotion",
            "shampoo",
        ]
        .iter()
        .any(|liquid| product.form.ends_with(liquid)),
        "tablet" | "capsule" | "patch" | "suppository" => product.form == dose.unit,
        "pessary" => product.form == "insert",
        _ => true,
    })
}

/// Some dose of the line is a weight.
pub(super) fn has_mass(line: &RxLine) -> bool {
    line.sig.steps.iter().filter_map(|step| step.dose.as_ref()).any(|dose| is_weight(&dose.unit))
}

fn is_weight(unit: &str) -> bool {
    matches!(unit, "mg" | "mcg" | "g" | "unit")
}

/// Every dose of the line is a few pieces of the product.
fn makes_up(line: &RxLine, product: &Product) -> bool {
    pieces(line, product).is_some()
}

/// The most quarters of a piece at a time; whole pieces are preferred by counting broken ones after them.
fn pieces(line: &RxLine, product: &Product) -> Option<(bool, u32)> {
    if !has_mass(line) {
        return None;
    }
    let mut line = line.clone();
    line.complete(product.strength, product.form);
    let doses: Vec<&sig::Dose> = line.sig.steps.iter().filter_map(|step| step.dose.as_ref()).collect();
    let all = doses.iter().all(|dose| dose.unit == product.form && dose.most() <= MOST_PIECES);
    let most = doses.iter().map(|dose| dose.most()).fold(0.0, f64::max);
    let broken = doses.iter().any(|dose| dose.low.fract() != 0.0);
    // At most sixteen quarters.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be at most four pieces"
    )]
    all.then_some((broken, (most * 4.0) as u32))
}

/// A typed strength is the product's: `500`, `500 mg`, `1 g` of 1,000 mg, `875` of 875/125 mg.
pub(super) fn strength_fits(asked: &str, product: &Product, ingredient: &Ingredient) -> bool {
    let small = |text: &str| text.to_lowercase().replace([' ', ','], "");
    let (asked, has) = (small(asked), small(product.strength));
    if asked == has {
        return true;
    }
    let figures = |text: &str| -> String {
        text.chars().take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '/')).collect()
    };
    let (wanted, there) = (figures(&asked), figures(&has));
    let wanted = wanted.trim_end_matches('/');
    let there = there.trim_end_matches('/');
    let first = there.split('/').next().unwrap_or_default();
    // "co-amoxiclav 625" is 500/125 mg.
    let sum = || -> Option<bool> {
        let parts = there.split('/').map(|part| part.parse::<f64>().ok()).collect::<Option<Vec<f64>>>()?;
        Some((parts.iter().sum::<f64>() - wanted.parse::<f64>().ok()?).abs() < 1e-9)
    };
    let several = ingredient.name.contains('/') && (wanted == first || sum() == Some(true));
    if asked == wanted {
        // "250/5" of 250 mg/5 mL, and "0.125" of 125 mcg.
        let ratio = has.split('/').map(&figures).collect::<Vec<_>>().join("/");
        let as_mg = wanted.parse::<f64>().ok().filter(|value| *value < 1.0).map(|value| value * 1_000.0);
        let in_mcg = size(product).filter(|(_, unit)| *unit == "mcg").map(|(each, _)| each);
        let small = as_mg.zip(in_mcg).is_some_and(|(asked, each)| (asked - each).abs() < 1e-6);
        return !wanted.is_empty() && (wanted == there || several || wanted == ratio || small);
    }
    let unit = |text: &str, figures: &str| -> String {
        text[figures.len()..].chars().take_while(|letter| letter.is_alphabetic() || *letter == '%').collect()
    };
    let (unit_wanted, unit_there) = (unit(&asked, wanted), unit(&has, there));
    if unit_wanted == unit_there {
        return wanted == there || several;
    }
    let weight = |figures: &str, unit: &str| -> Option<f64> {
        let each = match unit {
            "mcg" => 1.0,
            "mg" => 1_000.0,
            "g" => 1_000_000.0,
            _ => return None,
        };
        figures.parse::<f64>().ok().map(|value| value * each)
    };
    weight(wanted, &unit_wanted)
        .zip(weight(there, &unit_there))
        .is_some_and(|(wanted, there)| (wanted - there).abs() < 0.5)
}

fn form_fits(said: &str, form: &str) -> bool {
    const LIQUIDS: [&str; 5] = ["syrup", "elixir", "liquid", "solution", "suspension"];
    form == said
        || form.ends_with(said)
        || (LIQUIDS.contains(&said) && LIQUIDS.contains(&form))
        || matches!(
            (said, form),
            ("caplet", "tablet")
                | ("vial" | "ampoule", "injection")
                | ("nebule", "nebuliser solution" | "nebuliser suspension")
                | ("spray", "nasal spray")
                | ("pessary", "insert")
        )
}

/// Words behind a name that say how it is released, and the words of the table for them.
const RELEASES: &[(&str, &str)] = &[
    ("er", "extended-release"),
    ("xr", "extended-release"),
    ("xl", "extended-release"),
    ("sr", "extended-release"),
    ("cr", "extended-release"),
    ("la", "extended-release"),
    ("cd", "extended-release"),
    ("dr", "delayed-release"),
    ("ec", "delayed-release"),
    ("odt", "orally disintegrating"),
    ("mr", "extended-release"),
    ("ir", ""),
];

fn release_fits(said: Option<&str>, release: &str) -> bool {
    let Some(said) = said else { return true };
    match RELEASES.iter().find(|(word, _)| said.eq_ignore_ascii_case(word)) {
        Some((_, "")) => release.is_empty(),
        // "Nitrofurantoin MR" is the capsule of macrocrystals.
        Some(("mr", words)) => release.contains(words) || release.contains("macrocrystals"),
        Some((_, words)) => release.contains(words),
        None => true,
    }
}

/// The name, and how it is released, which the reader of the sig puts at its end: `metoprolol` and `er`.
pub(super) fn name_and_release(drug: &str) -> (&str, Option<&str>) {
    match drug.rsplit_once(' ') {
        Some((name, last)) if RELEASES.iter().any(|(word, _)| last.eq_ignore_ascii_case(word)) => {
            (name, Some(last))
        }
        // Tablets of the succinate are all released slowly (FDA label, section 3).
        Some((_, "succinate")) if drug.eq_ignore_ascii_case("metoprolol succinate") => (drug, Some("er")),
        _ => (drug, None),
    }
}
