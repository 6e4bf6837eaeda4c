//! Finding a medicine by part of its name, a brand, an abbreviation, with strength and form behind it: `amox 500 cap`.
//!
//! One slip of the finger is forgiven in a search, where a person chooses from a list. It is not forgiven where a
//! typed line is completed by itself ([`Formulary::resolve`]): a drug nobody chose must not appear.

use super::{Formulary, Ingredient, Product};
use crate::Hit;
use crate::words::{begins_but_for_a_slip, plain};

/// What kind of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Generic,
    Brand,
}

/// One name of one medicine.
#[derive(Debug)]
pub(super) struct Name {
    place: usize,
    kind: Kind,
    shown: &'static str,
    plain: String,
}

/// Words at the end of a name that say how it is released, not what it is.
const RELEASES: &[&str] = &["er", "xr", "xl", "sr", "cr", "la", "dr", "ec", "odt", "ir", "cd", "mr"];

/// Words for forms that may stand behind a name, with the form of the table they ask for.
const FORMS: &[(&str, &str)] = &[
    ("tab", "tablet"),
    ("tabs", "tablet"),
    ("tablet", "tablet"),
    ("tablets", "tablet"),
    ("cap", "capsule"),
    ("caps", "capsule"),
    ("capsule", "capsule"),
    ("capsules", "capsule"),
    ("susp", "suspension"),
    ("suspension", "suspension"),
    ("solution", "solution"),
    ("syrup", "solution"),
    ("cream", "cream"),
    ("ointment", "ointment"),
    ("oint", "ointment"),
    ("gel", "gel"),
    ("lotion", "lotion"),
    ("foam", "foam"),
    ("patch", "patch"),
    ("inhaler", "inhaler"),
    ("mdi", "inhaler"),
    ("spray", "nasal spray"),
    ("drops", "drops"),
    ("pen", "pen"),
    ("injection", "injection"),
    ("suppository", "suppository"),
    ("shampoo", "shampoo"),
    ("pessary", "insert"),
    ("nasal", "nasal spray"),
    ("eye", "eye drops"),
    ("ear", "ear drops"),
    ("linctus", "solution"),
    ("liquid", "solution"),
];

/// What was typed, taken apart.
struct Typed<'a> {
    /// The words of the name.
    name: Vec<&'a str>,
    /// The strength's number as typed: `500`, `0.5`.
    number: Option<String>,
    form: Option<&'static str>,
    release: bool,
}

pub(super) fn names(ingredients: &[Ingredient]) -> Vec<Name> {
    let mut names = Vec::new();
    for (place, ingredient) in ingredients.iter().enumerate() {
        let mut add = |kind, shown| names.push(Name { place, kind, shown, plain: plain(shown) });
        add(Kind::Generic, ingredient.name);
        let also = ingredient.also.iter().copied();
        also.chain(ingredient.inn).for_each(|name| add(Kind::Generic, name));
        ingredient.brands.iter().for_each(|name| add(Kind::Brand, name));
    }
    names
}

impl Formulary {
    /// At most `limit` medicines, best first. With a strength typed, products come before their ingredient.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<Hit> {
        let small = words_of(text);
        let typed = take_apart(&small);
        let mut hits: Vec<Hit> = Vec::new();
        for (_, at) in self.ranked(&typed, true) {
            if hits.len() >= limit {
                break;
            }
            let name = &self.names[at];
            let ingredient = &self.ingredients[name.place];
            if typed.number.is_some() || typed.form.is_some() {
                let mut asked: Vec<&Product> =
                    ingredient.products.iter().filter(|product| typed.asks_for(product)).collect();
                // The plain tablet before the one that is released slowly, unless that was asked for.
                asked.sort_by_key(|product| !product.release.is_empty());
                let shown = asked.into_iter().take(limit / 2);
                hits.extend(shown.map(|product| product_hit(ingredient, product)));
            }
            hits.push(name_hit(ingredient, name));
        }
        hits.truncate(limit);
        hits
    }

    /// The one medicine that a typed name can only mean: a name in full, or four letters or more with which no other
    /// medicine begins. None when there is a doubt.
    #[must_use]
    pub fn resolve(&self, drug: &str) -> Option<&Ingredient> {
        let small = words_of(drug);
        let typed = take_apart(&small);
        if typed.number.is_some() || typed.form.is_some() {
            return None;
        }
        let whole = plain(drug);
        let exact = self.exact(&whole).or_else(|| self.exact(&typed.name.join(" ")));
        if let Some(exact) =
            exact.or_else(|| self.exact(without_salt(&whole)?)).or_else(|| self.combined(drug))
        {
            return Some(exact);
        }
        if typed.name.first().is_none_or(|word| word.len() < 4) {
            return None;
        }
        let mut fitting = self.ranked(&typed, false).into_iter().map(|(_, at)| self.names[at].place);
        let first = self.ingredients.get(fitting.next()?)?;
        // A product that has it among others is no doubt; a second medicine of the same beginning is.
        let alone =
            fitting.all(|place| self.ingredients[place].name.split('/').any(|part| part == first.name));
        alone.then_some(first)
    }

    /// Several medicines typed with `/`, `-`, `+` or a space between, in any order and under any of their names:
    /// `lisinopril-hctz`, `hydrocodone/apap`.
    fn combined(&self, drug: &str) -> Option<&Ingredient> {
        let said = drug.replace(" and ", "/").replace(" with ", "/").replace(['+', '&'], "/");
        let parted = |text: &str, marks: &[char]| -> Option<Vec<&'static str>> {
            let parts = text.split(|mark| marks.contains(&mark)).map(plain).filter(|part| !part.is_empty());
            let mut named: Vec<&'static str> = parts
                .map(|part| {
                    let one = self.exact(&part).or_else(|| self.exact(without_salt(&part)?));
                    one.map(|one| one.name).or_else(|| self.only_in_company(&part))
                })
                .collect::<Option<_>>()?;
            named.sort_unstable();
            (named.len() > 1).then_some(named)
        };
        let named = parted(&said, &['/'])
            .or_else(|| parted(&said, &['/', '-']))
            .or_else(|| parted(&said, &['/', '-', ' ']))?;
        self.ingredients.iter().find(|one| {
            let mut parts: Vec<&str> = one.name.split('/').collect();
            parts.sort_unstable();
            parts == named
        })
    }

    /// A medicine that is never sold alone, as it stands among others: `caffeine`.
    fn only_in_company(&self, part: &str) -> Option<&'static str> {
        self.ingredients.iter().flat_map(|one| one.name.split('/')).find(|name| plain(name) == part)
    }

    /// The medicines one of whose names begins as typed, best first. Nothing is forgiven.
    pub(super) fn beginning(&self, drug: &str) -> Vec<&Ingredient> {
        let small = words_of(drug);
        let typed = take_apart(&small);
        self.ranked(&typed, false)
            .into_iter()
            .map(|(_, at)| &self.ingredients[self.names[at].place])
            .collect()
    }

    /// The medicine of exactly this name.
    pub(super) fn exactly(&self, name: &str) -> Option<&Ingredient> {
        self.exact(&plain(name))
    }

    /// The medicines that a short name can mean, when there are several; three letters or more.
    #[must_use]
    pub fn ambiguous(&self, drug: &str) -> Vec<&'static str> {
        if drug.chars().count() < 3 || self.resolve(drug).is_some() {
            return Vec::new();
        }
        let named: Vec<&str> = self.beginning(drug).into_iter().map(|one| one.name).collect();
        if named.len() > 1 { named } else { Vec::new() }
    }

    fn exact(&self, typed: &str) -> Option<&Ingredient> {
        let name = self.names.iter().find(|name| name.plain == typed)?;
        self.ingredients.get(name.place)
    }

    /// The best name of each medicine that has all the words, with its score, best first.
    fn ranked(&self, typed: &Typed<'_>, slips: bool) -> Vec<(i32, usize)> {
        if typed.name.is_empty() {
            return Vec::new();
        }
        let mut best: Vec<Option<(i32, usize)>> = vec![None; self.ingredients.len()];
        let mut any = false;
        for (at, name) in self.names.iter().enumerate() {
            if let Some(score) = typed.fits(&name.plain, false) {
                any = true;
                self.keep(&mut best, at, name, score);
            }
        }
        if !any && slips && typed.name.iter().any(|word| word.len() >= 4) {
            for (at, name) in self.names.iter().enumerate() {
                if let Some(score) = typed.fits(&name.plain, true) {
                    self.keep(&mut best, at, name, score);
                }
            }
        }
        let mut ranked: Vec<(i32, usize)> = best.into_iter().flatten().collect();
        ranked.sort_by_key(|(score, at)| (-score, *at));
        ranked
    }

    fn keep(&self, best: &mut [Option<(i32, usize)>], at: usize, name: &Name, score: i32) {
        let ingredient = &self.ingredients[name.place];
        let products = i32::try_from((1 + ingredient.products.len()).ilog2()).unwrap_or_default();
        let parts = i32::try_from(ingredient.name.matches('/').count()).unwrap_or_default();
        // Medicines with a usual sig are those prescribed most.
        let common = if ingredient.sigs.is_empty() { 0 } else { 15 };
        let score = score + common + products - 12 * parts + i32::from(name.kind == Kind::Generic);
        let slot = &mut best[name.place];
        if slot.is_none_or(|(known, _)| score > known) {
            *slot = Some((score, at));
        }
    }
}

impl Typed<'_> {
    /// How well all the typed words stand in a name, in any order; None when one does not.
    fn fits(&self, name: &str, slips: bool) -> Option<i32> {
        let typed = self.name.join(" ");
        if name == typed {
            return Some(200);
        }
        if name.starts_with(&typed) {
            return Some(80);
        }
        let begins = |word: &&str, typed: &str| {
            word.starts_with(typed) || (slips && typed.len() >= 4 && begins_but_for_a_slip(word, typed))
        };
        let all = self.name.iter().all(|typed| name.split(' ').any(|word| begins(&word, typed)));
        let first = name.split(' ').next().zip(self.name.first());
        let leads = first.is_some_and(|(word, typed)| begins(&word, typed));
        all.then_some(match (slips, leads) {
            (false, true) => 60,
            (false, false) => 45,
            (true, true) => 30,
            (true, false) => 20,
        })
    }

    fn asks_for(&self, product: &Product) -> bool {
        let number = self.number.as_deref().is_none_or(|number| {
            let figures = product.strength.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
            figures.take(1).any(|figure| figure == number)
        });
        let form = self.form.is_none_or(|form| product.form.ends_with(form));
        number && form && (!self.release || !product.release.is_empty())
    }
}

/// The name without the salt or ester behind it: `metoprolol succinate`. None when there is none. Which salt it is
/// shows in the strengths and forms; where it changes how the medicine is released, a name of its own says so.
fn without_salt(name: &str) -> Option<&str> {
    const SALTS: &[&str] = &[
        "acetate",
        "axetil",
        "besilate",
        "besylate",
        "bromide",
        "calcium",
        "cilexetil",
        "citrate",
        "disodium",
        "dipropionate",
        "disoproxil",
        "etexilate",
        "fumarate",
        "furoate",
        "hcl",
        "hbr",
        "hyclate",
        "hydrobromide",
        "hydrochloride",
        "magnesium",
        "maleate",
        "medoxomil",
        "mesilate",
        "mesylate",
        "mofetil",
        "monohydrate",
        "nitrate",
        "oxalate",
        "pamoate",
        "phosphate",
        "pivoxil",
        "potassium",
        "propionate",
        "proxetil",
        "sodium",
        "succinate",
        "sulfate",
        "sulphate",
        "tartrate",
        "tosilate",
        "tosylate",
        "trihydrate",
    ];
    let (stem, salt) = name.rsplit_once(' ')?;
    SALTS.contains(&salt).then_some(stem)
}

/// The words as typed in small letters, with the point of a number kept: `0.5mg` stays one word.
fn words_of(text: &str) -> Vec<String> {
    let split = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '/' | '(' | ')');
    let words = text.split(split).filter(|word| !word.is_empty());
    words
        .flat_map(|word| {
            if word.starts_with(|letter: char| letter.is_ascii_digit()) {
                vec![word.to_ascii_lowercase()]
            } else {
                plain(word).split(' ').map(str::to_owned).collect()
            }
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn take_apart(words: &[String]) -> Typed<'_> {
    let mut typed = Typed { name: Vec::new(), number: None, form: None, release: false };
    for (at, word) in words.iter().enumerate() {
        let figure: String =
            word.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        let form = FORMS.iter().find(|(said, _)| said == word);
        if at > 0 && !figure.is_empty() {
            typed.number = typed.number.or(Some(figure));
        } else if at > 0 && form.is_some() {
            typed.form = typed.form.or(form.map(|(_, form)| *form));
        } else if at > 0 && RELEASES.contains(&word.as_str()) {
            typed.release = true;
        } else if !(typed.number.is_some() && matches!(word.as_str(), "mg" | "mcg" | "g" | "ml" | "units")) {
            typed.name.push(word);
        }
    }
    typed
}

fn product_hit(ingredient: &Ingredient, product: &Product) -> Hit {
    Hit {
        code: product.rxcui.unwrap_or_default().to_owned(),
        display: format!("{} {}", ingredient.name, product.words()),
        kind: "product",
        why: None,
    }
}

fn name_hit(ingredient: &Ingredient, name: &Name) -> Hit {
    let code = ingredient.rxcui.unwrap_or_default().to_owned();
    match name.kind {
        Kind::Brand => {
            Hit { code, display: format!("{} ({})", name.shown, ingredient.name), kind: "brand", why: None }
        }
        Kind::Generic => {
            let why = (name.shown != ingredient.name).then(|| name.shown.to_owned());
            Hit { code, display: ingredient.name.to_owned(), kind: "ingredient", why }
        }
    }
}
