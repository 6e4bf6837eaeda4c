//! RxNorm's prescribable content as NLM publishes it: `RXNCONSO.RRF`, one name a line, fields parted by `|`.
//!
//! Ingredients (IN), clinical drugs (SCD) and branded drugs (SBD) become lines of the formulary. A name that cannot be
//! parted into ingredient, strength and form is left out and not guessed at.

use crate::Fault;
use std::collections::BTreeSet;

/// Fields of a line: eighteen, each closed by a stroke.
const FIELDS: usize = 18;

/// The heading of the file it becomes.
pub(crate) const HEADING: &str = "paperchart medicines 1";

/// Reads the names and gives the lines of the imported file: `i` ingredient, `p` product, `b` brand.
pub(super) fn read(conso: &str, as_of: &str) -> Result<String, Fault> {
    let mut lines: BTreeSet<String> = BTreeSet::new();
    let (mut ingredients, mut products) = (0, 0);
    if !conso.ends_with('\n') {
        return Err(Fault::Source("RXNCONSO.RRF ends in the middle of a line, or is empty".to_owned()));
    }
    for (at, line) in conso.lines().enumerate() {
        let cells: Vec<&str> = line.split('|').collect();
        let [code, .., _] = cells.as_slice() else { continue };
        if cells.len() != FIELDS + 1 || !code.bytes().all(|byte| byte.is_ascii_digit()) || code.is_empty() {
            return Err(Fault::Source(format!("line {} of RXNCONSO.RRF is not as NLM writes it", at + 1)));
        }
        let (source, kind, text, suppressed) = (cells[11], cells[12], cells[14], cells[16]);
        if source != "RXNORM" || !matches!(suppressed, "" | "N") {
            continue;
        }
        match kind {
            "IN" => {
                ingredients += 1;
                lines.insert(format!("i\t{}\t{code}", clean(text)));
            }
            "SCD" | "SBD" => {
                let (name, brand) = match text.strip_suffix(']').and_then(|text| text.rsplit_once(" [")) {
                    Some((name, brand)) => (name, Some(brand)),
                    None => (text, None),
                };
                let Some(product) = Product::of(name) else { continue };
                products += 1;
                lines.insert(format!("i\t{}\t{}", product.ingredient, ""));
                let Product { ingredient, form, release, route, strength } = product;
                if let Some(brand) = brand {
                    lines.insert(format!("b\t{}\t{ingredient}", clean(brand)));
                }
                lines.insert(format!("p\t{ingredient}\t{form}\t{release}\t{route}\t{strength}\t{code}"));
            }
            _ => {}
        }
    }
    if ingredients == 0 || products == 0 {
        return Err(Fault::Source("RXNCONSO.RRF names no ingredient or no product of RxNorm".to_owned()));
    }
    let body: Vec<String> = lines.into_iter().collect();
    Ok(format!("{HEADING}\t{as_of}\n{}\n", body.join("\n")))
}

/// A clinical drug, parted.
struct Product {
    ingredient: String,
    form: String,
    release: &'static str,
    route: &'static str,
    strength: String,
}

impl Product {
    /// `lisinopril 10 MG / novelol 5 MG Oral Capsule`.
    fn of(name: &str) -> Option<Self> {
        let (mut names, mut strengths, mut tail) = (Vec::new(), Vec::new(), String::new());
        for part in name.split(" / ") {
            let words: Vec<&str> = part.split(' ').collect();
            // "24 HR", "0.5 ML", "120 ACTUAT": how it is released or filled.
            let filled = words.len() > 2 && number(words[0]) && matches!(words[1], "HR" | "ML" | "ACTUAT");
            let words = if filled { &words[2..] } else { &words[..] };
            let at = (1..words.len())
                .find(|at| number(words[*at]) && words.get(at + 1).is_some_and(|unit| is_unit(unit)))?;
            names.push(clean(&words[..at].join(" ")));
            strengths.push((words[at], words[at + 1]));
            tail = words[at + 2..].join(" ");
        }
        let (form, release, route) = form(&tail)?;
        let unit = strengths.first()?.1;
        let strength = if strengths.iter().all(|(_, other)| *other == unit) {
            let figures: Vec<&str> = strengths.iter().map(|(figure, _)| *figure).collect();
            format!("{} {}", figures.join("/"), shown(unit))
        } else {
            let each: Vec<String> =
                strengths.iter().map(|(figure, unit)| format!("{figure} {}", shown(unit))).collect();
            each.join(" / ")
        };
        Some(Self { ingredient: names.join("/"), form, release, route, strength })
    }
}

fn number(word: &str) -> bool {
    word.parse::<f64>().is_ok_and(f64::is_finite)
}

fn is_unit(word: &str) -> bool {
    let unit = word.split('/').next().unwrap_or_default();
    matches!(unit, "MG" | "MCG" | "G" | "UNT" | "MEQ" | "%" | "MMOL")
}

fn shown(unit: &str) -> String {
    let one = |word: &str| match word {
        "MG" => "mg".to_owned(),
        "MCG" => "mcg".to_owned(),
        "G" => "g".to_owned(),
        "UNT" => "units".to_owned(),
        "MEQ" => "mEq".to_owned(),
        "ML" => "mL".to_owned(),
        "MMOL" => "mmol".to_owned(),
        "ACTUAT" => "actuation".to_owned(),
        "HR" => "hour".to_owned(),
        other => other.to_lowercase(),
    };
    unit.split('/').map(one).collect::<Vec<_>>().join("/")
}

/// RxNorm's dose form as the formulary says it: form, release, route.
fn form(theirs: &str) -> Option<(String, &'static str, &'static str)> {
    let small = theirs.to_lowercase();
    let says = |word: &str| small.contains(word);
    let release = if says("extended release") {
        "extended-release"
    } else if says("delayed release") {
        "delayed-release"
    } else if says("chewable") {
        "chewable"
    } else if says("disintegrating") {
        "disintegrating"
    } else {
        ""
    };
    let (form, route) = if says("ophthalmic") && says("ointment") {
        ("eye ointment", "eye")
    } else if says("ophthalmic") {
        ("eye drops", "eye")
    } else if says("otic") {
        ("ear drops", "ear")
    } else if says("nasal") {
        ("nasal spray", "nasal")
    } else if says("inhal") {
        ("inhaler", "inhaled")
    } else if says("transdermal") || says("patch") {
        ("patch", "skin")
    } else if says("suppository") {
        ("suppository", "rectal")
    } else if says("vaginal") {
        ("cream", "vaginal")
    } else if says("topical") || says("cream") || says("ointment") || says("gel") || says("lotion") {
        let form =
            ["cream", "ointment", "gel", "lotion", "foam", "solution"].into_iter().find(|form| says(form))?;
        (form, "skin")
    } else if says("inject") || says("syringe") || says("cartridge") || says("pen ") {
        ("injection", "injected")
    } else if says("sublingual") {
        ("tablet", "sublingual")
    } else {
        let form = ["tablet", "capsule", "suspension", "solution", "powder", "granules", "film", "lozenge"];
        (form.into_iter().find(|form| says(form))?, "oral")
    };
    Some((form.to_owned(), release, route))
}

/// Without tabs and blanks that would part a line of ours.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
