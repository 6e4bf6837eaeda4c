//! A typed drug line with the product it means: `amox 500 tid 7d` is amoxicillin 500 mg capsule, one three times a day
//! for seven days.
//!
//! The reader of sigs ([`chart::sig`]) knows no drug; this joins what it read with the formulary. A drug is taken only
//! where the name can mean one medicine ([`Formulary::resolve`]), and a product only where the strength was typed or
//! there is one product; what was assumed is said in a doubt. Deliberately not here: whether the dose is right.

mod fitting;
mod weighing;

use super::{Course, Formulary, Ingredient, Product};
use crate::words::plain;
use chart::sig::{self, RxLine};
use fitting::{fitting, has_mass, is_british, must_be_said, name_and_release, strength_fits};
use serde::Serialize;
use weighing::{MADE_UP, count_pieces, take_route, weigh};

/// A typed line, its medicine and its product as far as they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered<'f> {
    /// The line as it reads with the product: generic name, strength, form, counts in pieces.
    pub line: RxLine,
    /// The medicine. None for free text, which is as good.
    pub ingredient: Option<&'f Ingredient>,
    /// Its product.
    pub product: Option<&'f Product>,
}

impl Ordered<'_> {
    /// The code of the product in RxNorm, or of the ingredient where the product has none.
    #[must_use]
    pub fn rxcui(&self) -> Option<&str> {
        self.product.and_then(|product| product.rxcui).or_else(|| self.ingredient.and_then(|one| one.rxcui))
    }
}

/// One way a typed line can go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Continuation {
    /// What stands in the line when it is taken.
    pub line: String,
    /// The product: `amoxicillin 500 mg capsule`, with tall-man letters where the name has a look-alike.
    pub name: String,
    /// How it is taken, as a sentence, and how much; empty while nothing is typed of it.
    pub says: String,
    /// It is the usual sig of the formulary, which no clinician has reviewed.
    pub unreviewed: bool,
    /// RxNorm's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Formulary {
    /// Reads a line. Never fails; what is not in the formulary stays as it was typed.
    #[must_use]
    pub fn order(&self, typed: &str) -> Ordered<'_> {
        if let Some(course) = self.course(typed) {
            let mut ordered = self.order(course.line);
            let reviewed = if course.reviewed { "" } else { ", which no clinician has reviewed" };
            ordered.line.doubts.push(format!("Read as the course the pack is labelled for{reviewed}."));
            return ordered;
        }
        if let Some((ingredient, product, rest)) = self.named_in_full(typed) {
            return of_product(ingredient, product, read_behind(rest), &[]);
        }
        let mut line = sig::parse_line(typed);
        let Some((ingredient, release)) = self.named(&mut line) else {
            return Ordered { line, ingredient: None, product: None };
        };
        weigh(ingredient, &mut line);
        let release = release.as_deref();
        if ingredient.name == "sulfamethoxazole/trimethoprim" && typed.to_lowercase().contains(" ds") {
            // "Bactrim DS": double strength.
            line.strength = line.strength.or_else(|| Some("800/160".to_owned()));
            line.doubts.retain(|doubt| !doubt.contains("was read as how many"));
        }
        let mut fitting = fitting(ingredient, &line, release);
        if fitting.is_empty() && release.is_some() {
            fitting = fitting::fitting(ingredient, &line, None);
            if let Some(release) = release.filter(|_| !fitting.is_empty()) {
                line.doubts.push(format!("No {} form is listed.", release.to_uppercase()));
            }
        }
        // What is on the market in one country only is taken where its strength was typed, and not by itself.
        let strength_said = line.strength.is_some() || has_mass(&line);
        if !strength_said && fitting.iter().filter(|product| !is_british(product)).count() == 1 {
            fitting.retain(|product| !is_british(product));
        }
        let said = strength_said || ingredient.products.len() == 1 || fitting.len() == 1;
        if let Some(first) = fitting.first().copied().filter(|_| said)
            && release.is_none()
            && must_be_said(ingredient, first)
        {
            line.doubts.push(format!(
                "{} is listed as {} only: say so, or write another strength.",
                first.strength,
                [first.release, first.form].join(" ")
            ));
            line.drug = ingredient.name.to_owned();
            take_route(&mut line, std::iter::once(first));
            return Ordered { line, ingredient: Some(ingredient), product: None };
        }
        match fitting.first() {
            Some(product) if said => of_product(ingredient, product, line, &fitting),
            _ => {
                if let Some(strength) = line.strength.as_deref().filter(|_| fitting.is_empty()) {
                    let pens = ingredient.products.iter().filter(|product| product.form == "pen").count();
                    line.doubts.push(if pens > 1 {
                        "Which pen is not said.".to_owned()
                    } else {
                        format!("No {strength} is listed; there is {}.", strengths(ingredient))
                    });
                }
                let sold = ingredient.products.iter().map(|product| product.strength);
                let several = sold.clone().any(|strength| Some(strength) != sold.clone().next());
                let asks = several && line.strength.is_none() && !has_mass(&line) && !line.sig.is_empty();
                let told = line.sig.steps.iter().any(|step| step.timing == Some(sig::Timing::AsDirected));
                if asks && !told && ingredient.products.iter().all(|product| product.route != "subcutaneous")
                {
                    line.doubts.push("The strength is not said.".to_owned());
                }
                line.drug = with_release(ingredient.name, release);
                take_route(&mut line, ingredient.products.iter());
                count_pieces(ingredient, &mut line);
                Ordered { line, ingredient: Some(ingredient), product: None }
            }
        }
    }

    /// The pack whose name is the whole line, but for how to take it, which is "as directed".
    fn course(&self, typed: &str) -> Option<&Course> {
        let line = plain(typed);
        let said =
            ["take as directed", "as directed", "utd", "ud"].iter().find_map(|said| line.strip_suffix(said));
        let name = said.unwrap_or(&line).trim_end();
        self.packs.iter().find(|course| course.names.iter().any(|known| known == name))
    }

    /// The medicine of a line, and how it is released. A name with a number in it (`Tylenol 3`) comes before a name and
    /// a strength.
    fn named(&self, line: &mut RxLine) -> Option<(&Ingredient, Option<String>)> {
        let figures = |text: &str| text.chars().all(|letter| letter.is_ascii_digit() || letter == '/');
        if let Some(number) = line.strength.clone().filter(|strength| figures(strength))
            && let Some(numbered) = self.exactly(&format!("{} {number}", line.drug))
        {
            line.strength = None;
            line.doubts.retain(|doubt| !doubt.ends_with("has no unit."));
            return Some((numbered, None));
        }
        let (name, release) = name_and_release(&line.drug);
        let ingredient = self.resolve(name).or_else(|| self.by_strength(name, line))?;
        Some((ingredient, release.map(str::to_owned)))
    }

    /// How a typed line can go on, at most `most` ways, the likeliest first: products while only a name is typed, the
    /// usual sig behind a product, and every fitting product with the sig that was typed.
    #[must_use]
    pub fn continuations(&self, typed: &str, most: usize) -> Vec<Continuation> {
        let typed = typed.trim_start();
        if typed.trim().is_empty() {
            return Vec::new();
        }
        if let Some((ingredient, product, rest)) = self.named_in_full(typed) {
            let behind = rest.trim().trim_start_matches('.').trim();
            return if behind.is_empty() { usual(ingredient, product).collect() } else { Vec::new() };
        }
        let line = sig::parse_line(typed);
        let (name, release) = name_and_release(&line.drug);
        let mut found: Vec<Continuation> = Vec::new();
        for ingredient in self.meant_by(name).into_iter().take(4) {
            let mut line = line.clone();
            weigh(ingredient, &mut line);
            let fitting = fitting(ingredient, &line, release);
            let most_here = if found.is_empty() { most } else { most.saturating_sub(found.len()).min(2) };
            if line.sig.is_empty() && line.quantity.is_none() {
                let usual = fitting.iter().flat_map(|product| usual(ingredient, product));
                let plain = fitting.iter().map(|product| bare(ingredient, product));
                found.extend(usual.take(2).chain(plain).take(most_here));
            } else {
                let whole = fitting.iter().map(|product| whole(ingredient, product, &line, &fitting));
                found.extend(whole.take(most_here));
            }
            if found.len() >= most {
                break;
            }
        }
        found.truncate(most);
        found
    }

    /// The line begins with a product as it is shown: `amoxicillin 500 mg capsule`.
    fn named_in_full<'t>(&self, typed: &'t str) -> Option<(&Ingredient, &Product, &'t str)> {
        let typed = typed.trim_start();
        let mut best: Option<(&Ingredient, &Product, usize)> = None;
        for ingredient in &self.ingredients {
            let names = std::iter::once(ingredient.name).chain(ingredient.inn);
            let found =
                names.into_iter().find_map(|name| Some((name, behind(typed, name)?.strip_prefix(' ')?)));
            let Some((name, behind)) = found else { continue };
            for product in &ingredient.products {
                let words = product.words();
                let length = name.len() + 1 + words.len();
                if behind_words(behind, &words) && best.is_none_or(|(_, _, known)| length > known) {
                    best = Some((ingredient, product, length));
                }
            }
        }
        let (ingredient, product, length) = best?;
        Some((ingredient, product, typed.get(length..)?))
    }

    /// The only medicine whose name begins so and that has the strength: four letters or more, and no other fits.
    fn by_strength(&self, name: &str, line: &RxLine) -> Option<&Ingredient> {
        line.strength.as_ref()?;
        if name.chars().take_while(|letter| letter.is_alphabetic()).count() < 4 {
            return None;
        }
        let mut able = self.beginning(name).into_iter().filter(|one| !fitting(one, line, None).is_empty());
        let first = able.next()?;
        let alone = able.all(|other| other.name.split('/').any(|part| part == first.name));
        alone.then_some(first)
    }

    /// The medicine a name can only mean, or all that it can mean, best first.
    fn meant_by(&self, name: &str) -> Vec<&Ingredient> {
        match self.resolve(name) {
            Some(one) => vec![one],
            None => self.beginning(name),
        }
    }
}

/// What stands behind a name at the beginning of a text, whatever the letters' case.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let head = text.get(..name.len())?;
    head.eq_ignore_ascii_case(name).then(|| &text[name.len()..])
}

/// The words stand at the beginning, and no word goes on behind them.
fn behind_words(text: &str, words: &str) -> bool {
    behind(text, words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Reads what stands behind a product's name: as typed, or as printed with its full stop.
fn read_behind(rest: &str) -> RxLine {
    // The reader wants a name first; this one is put there and taken away again.
    let blank = if rest.starts_with('.') { "" } else { " " };
    let mut line = sig::parse_line(&format!("{PLACE}{blank}{rest}"));
    // Words that say nothing of how it is taken were read as part of that name: they stay on the paper, and are said.
    let more = line.drug.strip_prefix(PLACE).unwrap_or_default().trim().to_owned();
    if !more.is_empty() {
        line.doubts.push(format!("“{more}” was not understood."));
        let said = [line.sig.note.as_deref().unwrap_or_default(), &more].join(" ");
        line.sig.note = Some(as_sentence(said.trim()));
    }
    line.strength = None;
    line.form = None;
    line
}

/// Stands for the product's name while the rest of its line is read.
const PLACE: &str = "Item";

fn as_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let said: String = first.chain(letters).collect();
    if said.ends_with(['.', '!', '?']) { said } else { format!("{said}.") }
}

fn of_product<'f>(
    ingredient: &'f Ingredient,
    product: &'f Product,
    mut line: RxLine,
    fitting: &[&'f Product],
) -> Ordered<'f> {
    let form_said = line.form.is_some();
    let asked = line.strength.clone();
    line.complete(product.strength, product.form);
    take_route(&mut line, std::iter::once(product));
    if line.sig.steps.iter().all(|step| step.route == Some(sig::Route::Skin)) {
        // How much of a cream is for the patient's hand to say.
        line.doubts.retain(|doubt| !doubt.starts_with("How much each time"));
    }
    let release = Some(product.release).filter(|release| !release.is_empty());
    line.form = Some([release, Some(product.form)].into_iter().flatten().collect::<Vec<_>>().join(" "));
    ingredient.name.clone_into(&mut line.drug);
    let other: Vec<String> = fitting
        .iter()
        .filter(|other| other.strength == product.strength && other.form != product.form)
        .map(|other| [other.release, other.form].join(" ").trim().to_owned())
        .collect();
    if !form_said && !other.is_empty() {
        line.doubts.push(format!("The {} was taken; there is also: {}.", product.form, other.join(", ")));
    }
    for doubt in line.doubts.iter_mut().filter(|doubt| doubt.ends_with(MADE_UP)) {
        doubt.truncate(doubt.len() - 1);
        doubt.push_str(&format!(" {} {}.", product.strength, sig::plural(product.form, 2.0)));
    }
    let in_pieces = asked.filter(|asked| !strength_fits(asked, product, ingredient));
    if let Some(asked) = in_pieces {
        line.doubts.push(format!("{asked} is made up of {} {}s.", product.strength, product.form));
    }
    Ordered { line, ingredient: Some(ingredient), product: Some(product) }
}

fn with_release(name: &str, release: Option<&str>) -> String {
    release.map_or_else(|| name.to_owned(), |release| format!("{name} {}", release.to_uppercase()))
}

/// The strengths there are, for a sentence.
fn strengths(ingredient: &Ingredient) -> String {
    let mut known: Vec<&str> = Vec::new();
    for product in &ingredient.products {
        if !known.contains(&product.strength) {
            known.push(product.strength);
        }
    }
    let rest = known.len().saturating_sub(6);
    known.truncate(6);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("{}{more}", known.join(", "))
}

fn shown(ingredient: &Ingredient, product: &Product) -> String {
    format!("{} {}", ingredient.tall_man.unwrap_or(ingredient.name), product.words())
}

fn bare(ingredient: &Ingredient, product: &Product) -> Continuation {
    Continuation {
        line: format!("{} {} ", ingredient.name, product.words()),
        name: shown(ingredient, product),
        says: String::new(),
        unreviewed: false,
        code: product.rxcui.or(ingredient.rxcui).map(str::to_owned),
    }
}

/// The usual sigs of a product.
fn usual<'f>(ingredient: &'f Ingredient, product: &'f Product) -> impl Iterator<Item = Continuation> + 'f {
    let same = |usual: &&super::UsualSig| {
        product.release.is_empty() && usual.form == product.form && usual.strength == product.strength
    };
    ingredient.sigs.iter().filter(same).map(move |usual| {
        let line = format!("{} {} {}", ingredient.name, product.words(), usual.sig);
        let read = of_product(ingredient, product, read_behind(&format!(" {}", usual.sig)), &[]);
        Continuation {
            line,
            says: says(&read.line),
            unreviewed: !usual.reviewed,
            ..bare(ingredient, product)
        }
    })
}

/// The product with what was typed of the sig.
fn whole<'f>(
    ingredient: &'f Ingredient,
    product: &'f Product,
    line: &RxLine,
    fitting: &[&'f Product],
) -> Continuation {
    let read = of_product(ingredient, product, line.clone(), fitting);
    let printed = sig::print_line(&read.line);
    Continuation { line: printed, says: says(&read.line), ..bare(ingredient, product) }
}

/// The sentence, and how much is dispensed.
fn says(line: &RxLine) -> String {
    let quantity = line.quantity.clone().or_else(|| sig::quantity(&line.sig).map(|count| count.quantity));
    let much = quantity.map(|quantity| {
        format!(" · {} {}", sig::figure(quantity.value), sig::plural(&quantity.unit, quantity.value))
            .trim_end()
            .to_owned()
    });
    format!("{}{}", sig::print(&line.sig), much.unwrap_or_default())
}

#[cfg(test)]
mod tests;
