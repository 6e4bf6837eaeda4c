//! What a line that is being typed can become: the words with a slash, and behind each what its list knows. Choosing one
//! replaces the line as far as it is typed; nothing is entered by it.

use super::when::{self, Setting};
use super::{Pack, allergy, orders};
use crate::diagnoses::Usage;
use crate::orderable::Found;
use serde::Serialize;

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// The line as it would stand.
    pub line: String,
    /// What is shown: `/dx`, `hemoglobin A1c`.
    pub label: String,
    /// What it is, in a few words.
    pub detail: String,
}

/// A word that begins something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// The word.
    pub word: &'static str,
    /// What it begins.
    pub says: &'static str,
}

/// The words with a slash, in the order in which they are offered.
pub const LEADS: &[Lead] = &[
    Lead { word: "/dx", says: "diagnosis" },
    Lead { word: "/rx", says: "prescription" },
    Lead { word: "/order", says: "test, picture or referral" },
    Lead { word: "/fu", says: "follow-up" },
    Lead { word: "/task", says: "task for somebody here" },
    Lead { word: "/allergy", says: "allergy, entered at once" },
    Lead { word: "/imm", says: "vaccine" },
    Lead { word: "/med", says: "medicine the patient takes" },
    Lead { word: "/vitals", says: "measurements, entered at once" },
];

/// What the text before the cursor can become, best first, at most `most`. Nothing for a line without a slash.
#[must_use]
pub fn complete(line: &str, pack: &Pack<'_>, setting: Setting, most: usize) -> Vec<Completion> {
    let line = line.trim_start();
    if !line.starts_with('/') || line.chars().count() > 200 {
        return Vec::new();
    }
    let mut offered = match line.split_once(char::is_whitespace) {
        None => leads(line),
        Some((word, rest)) => {
            let other = other_day(word, rest.trim_start(), setting);
            other.into_iter().chain(behind(word, rest.trim_start(), pack, most)).collect()
        }
    };
    offered.truncate(most);
    offered
}

fn leads(line: &str) -> Vec<Completion> {
    let typed = line.to_lowercase();
    LEADS
        .iter()
        .filter(|lead| lead.word.starts_with(&typed))
        .map(|lead| Completion {
            line: format!("{} ", lead.word),
            label: lead.word.to_owned(),
            detail: lead.says.to_owned(),
        })
        .collect()
}

/// A day that can be read in two ways, the other way round: chosen, it stands there in words.
fn other_day(word: &str, rest: &str, setting: Setting) -> Option<Completion> {
    if !matches!(word.to_lowercase().as_str(), "/fu" | "/f/u" | "/followup" | "/task" | "/imm") {
        return None;
    }
    let (line, label, typed) = when::other_way(rest, setting)?;
    Some(Completion { line: format!("{word} {line}"), label, detail: format!("{typed} the other way round") })
}

fn behind(word: &str, rest: &str, pack: &Pack<'_>, most: usize) -> Vec<Completion> {
    let whole = |line: String, label: &str, detail: &str| Completion {
        line,
        label: label.to_owned(),
        detail: detail.to_owned(),
    };
    match word.to_lowercase().as_str() {
        "/dx" if rest.chars().count() > 1 && !rest.contains('[') => pack
            .diagnoses
            .search(rest, &Usage::default(), most)
            .into_iter()
            .map(|hit| {
                let line = format!("{word} {} [{}]", hit.display, hit.code);
                whole(line, &hit.display, &hit.code)
            })
            .collect(),
        "/rx" | "/med" if rest.chars().count() > 1 => medicines(word, rest, pack, most),
        "/order" => {
            // Of several, the last one is being typed.
            let (before, last) = rest.rsplit_once(',').map_or(("", rest), |(before, last)| (before, last));
            let before = if before.is_empty() { String::new() } else { format!("{before}, ") };
            let found = pack.orderable.search(last.trim(), most).into_iter();
            found
                .map(|found| match found {
                    Found::Set(set) => (set.name, format!("set of {}", set.tests.len())),
                    Found::Test(test) => (test.name, test.category.to_owned()),
                })
                .map(|(name, says)| whole(format!("{word} {before}{name}"), name, &says))
                .collect()
        }
        "/imm" => pack
            .vaccines
            .search(rest, most)
            .into_iter()
            .map(|vaccine| {
                whole(format!("{word} {} lot ", vaccine.name), vaccine.name, &format!("CVX {}", vaccine.cvx))
            })
            .collect(),
        "/task" if !rest.contains(char::is_whitespace) => orders::roles()
            .filter(|role| role.word.starts_with(&rest.to_lowercase()))
            .map(|role| whole(format!("{word} {} ", role.word), role.word, role.says))
            .collect(),
        "/allergy" if rest.chars().count() > 1 => {
            let groups = allergy::fitting(rest, most)
                .into_iter()
                .map(|name| whole(format!("{word} {name}"), name, ""));
            let medicines =
                pack.formulary.search(rest, most).into_iter().filter(|hit| hit.kind == "ingredient");
            groups
                .chain(
                    medicines.map(|hit| whole(format!("{word} {}", hit.display), &hit.display, "medicine")),
                )
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Names while a name is typed; once it can mean one medicine only, how it is usually taken.
fn medicines(word: &str, rest: &str, pack: &Pack<'_>, most: usize) -> Vec<Completion> {
    let typed = rest.trim_end();
    if let Some(ingredient) = pack.formulary.resolve(typed).filter(|_| rest.ends_with(' ')) {
        return ingredient
            .sigs
            .iter()
            .map(|usual| {
                let line =
                    format!("{word} {} {} {} {}", ingredient.name, usual.strength, usual.form, usual.sig);
                let label = format!("{} {} {}", usual.strength, usual.form, usual.sig);
                let detail = if usual.reviewed { "usual" } else { "usual, not reviewed by a clinician" };
                Completion { line, label, detail: detail.to_owned() }
            })
            .collect();
    }
    if typed.contains(|sign: char| sign.is_ascii_digit()) {
        return Vec::new();
    }
    pack.formulary
        .search(typed, most)
        .into_iter()
        .map(|hit| Completion {
            line: format!("{word} {} ", hit.display),
            detail: hit.why.unwrap_or_else(|| hit.kind.to_owned()),
            label: hit.display,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn offered(line: &str) -> Vec<String> {
        let pack = crate::chips::tests::pack();
        let setting = Setting { today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), month_first: false };
        complete(line, pack, setting, 8).into_iter().map(|completion| completion.line).collect()
    }

    #[test]
    fn each_word_completes_from_its_own_list() {
        assert_eq!(offered("/d"), ["/dx "]);
        assert_eq!(
            offered("/"),
            LEADS.iter().take(8).map(|lead| format!("{} ", lead.word)).collect::<Vec<_>>()
        );
        assert!(offered("/dx strep th")[0].contains("[J02.0]"), "{:?}", offered("/dx strep th"));
        assert_eq!(offered("/order a1c, lip")[0], "/order a1c, Lipids");
        assert_eq!(offered("/imm shingr")[0], "/imm Zoster, recombinant lot ");
        assert_eq!(offered("/task n"), ["/task nurse "]);
        assert_eq!(offered("/fu 5/6 bp"), ["/fu 6 May 2027 bp"], "the other way to read it can be chosen");
        assert_eq!(offered("/fu 25/6 bp"), Vec::<String>::new());
        assert!(offered("/rx metf").contains(&"/rx metformin ".to_owned()), "{:?}", offered("/rx metf"));
        assert!(offered("/rx metformin ").iter().all(|line| line.starts_with("/rx metformin ")));
        assert!(offered("/allergy pen").contains(&"/allergy penicillin".to_owned()));
        assert_eq!(offered("a plain line"), Vec::<String>::new());
    }
}
