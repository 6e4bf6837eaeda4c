//! Phrases and templates: text with fill-in stops, choices and values of the chart, for one place or a whole visit.
//!
//! A template is a text that a person can read and write: headings begin with `== `, a stop is `[[how long]]`, a choice
//! is `[[side: left|right]]`, a value of the chart is `{last.bp}`, and a line with a slash becomes a chip. The ones that
//! ship are in `assets/templates`, written by us for family medicine; a practice's own stand in its file and take the
//! place of ours by the same name.
//!
//! Deliberately not here: conditions, loops, arithmetic. A template that thinks is a program nobody reviews.

use serde::{Deserialize, Serialize};

/// The fields of a note that a template can fill.
pub const FIELDS: [&str; 6] =
    ["reason", "subjective", "objective", "assessment_plan", "safety_net", "follow_up"];

/// A template, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// What is typed for it, with its point: `.uri`.
    pub trigger: String,
    /// What it is called: `Upper respiratory infection`.
    pub name: String,
    /// Its parts: the field, or an empty word for text that goes where the cursor is; and the text.
    pub parts: Vec<(String, String)>,
}

/// Why a text is no template, in a sentence for who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTemplate {
    /// No name, or not one that can be typed.
    #[error("The first line is its name: .uri Upper respiratory infection.")]
    NoName,
    /// A heading that is no field of a note.
    #[error(
        "“{0}” is no part of a note. There are: reason, subjective, objective, assessment_plan, safety_net, follow_up."
    )]
    NoField(String),
    /// There is nothing in it.
    #[error("The template is empty.")]
    Empty,
    /// It is too long to be looked through before it is signed.
    #[error("The template is too long: 20,000 signs at most.")]
    TooLong,
}

/// A piece of a template's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment<'t> {
    /// Words. A stop stays in them as it is written, until it is filled in.
    Text(&'t str),
    /// A value of the chart: `last.bp`.
    Value(&'t str),
    /// A whole line that begins with a slash.
    Line(&'t str),
}

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        /// The texts that ship, one file each.
        pub const SHIPPED: &[&str] = &[$(include_str!(concat!("../../../assets/templates/", $name, ".txt"))),+];
    };
}

shipped!(
    "uri",
    "pharyngitis",
    "sinusitis",
    "bronchitis",
    "otitis",
    "uti",
    "gastroenteritis",
    "backpain",
    "ankle",
    "headache",
    "htn",
    "dm",
    "thyroid",
    "lipids",
    "asthma",
    "depression",
    "anxiety",
    "wellchild",
    "checkup",
    "normal",
    "ros",
    "safety",
    "sicknote",
);

impl Template {
    /// Reads a template. A line that begins with `#` is a remark.
    ///
    /// # Errors
    /// [`NoTemplate`] says in a sentence what is wrong.
    pub fn read(text: &str) -> Result<Self, NoTemplate> {
        if text.chars().count() > 20_000 {
            return Err(NoTemplate::TooLong);
        }
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let first = lines.find(|line| !line.trim().is_empty()).ok_or(NoTemplate::Empty)?.trim();
        let (trigger, name) = first.split_once(char::is_whitespace).unwrap_or((first, ""));
        let word = trigger.strip_prefix('.').ok_or(NoTemplate::NoName)?;
        let fits = !word.is_empty()
            && word.chars().count() <= 24
            && word.chars().all(|sign| sign.is_alphanumeric() || sign == '-' || sign == '_');
        if !fits {
            return Err(NoTemplate::NoName);
        }
        let mut parts: Vec<(String, Vec<&str>)> = vec![(String::new(), Vec::new())];
        for line in lines {
            if let Some(heading) = line.strip_prefix("==") {
                let field = heading.trim().trim_end_matches('=').trim().to_lowercase().replace(' ', "_");
                if !FIELDS.contains(&field.as_str()) {
                    return Err(NoTemplate::NoField(heading.trim().to_owned()));
                }
                parts.push((field, Vec::new()));
            } else if let Some((_, lines)) = parts.last_mut() {
                lines.push(line.trim_end());
            }
        }
        let parts: Vec<(String, String)> = parts
            .into_iter()
            .map(|(field, lines)| (field, lines.join("\n").trim_matches('\n').to_owned()))
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        if parts.is_empty() {
            return Err(NoTemplate::Empty);
        }
        Ok(Self { trigger: trigger.to_ascii_lowercase(), name: name.trim().to_owned(), parts })
    }

    /// The text it is read from.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("{} {}", self.trigger, self.name).trim_end().to_owned();
        for (field, part) in &self.parts {
            if field.is_empty() {
                text.push_str(&format!("\n{part}\n"));
            } else {
                text.push_str(&format!("\n== {field}\n{part}\n"));
            }
        }
        text
    }
}

/// The pieces of a part's text, in order; together they are the text.
#[must_use]
pub fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut pieces = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if words.starts_with('/') {
            pieces.push(Segment::Line(words));
            if words.len() < line.len() {
                pieces.push(Segment::Text("\n"));
            }
            continue;
        }
        let mut rest = line;
        while let Some((before, name, after)) = next_value(rest) {
            if !before.is_empty() {
                pieces.push(Segment::Text(before));
            }
            pieces.push(Segment::Value(name));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Segment::Text(rest));
        }
    }
    pieces
}

/// `{last.bp}` with what stands before and behind it. Other braces are text.
fn next_value(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let close = text[open..].find('}').map(|at| open + at)?;
        let name = &text[open + 1..close];
        let is_name = !name.is_empty()
            && name
                .chars()
                .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "._-".contains(sign));
        if is_name {
            return Some((&text[..open], name, &text[close + 1..]));
        }
        from = open + 1;
    }
    None
}

/// The stops in a text that are not filled in, each with the byte at which it begins: `[[how long]]`, `***`.
#[must_use]
pub fn open_stops(text: &str) -> Vec<(usize, &str)> {
    let mut stops = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("[[").map(|at| from + at) {
        let Some(close) = text[open..].find("]]").map(|at| open + at + 2) else { break };
        stops.push((open, &text[open..close]));
        from = close;
    }
    stops.extend(text.match_indices("***"));
    stops.sort_unstable_by_key(|(at, _)| *at);
    stops
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chips::tests::pack;
    use crate::chips::{Chip, Setting, read};
    use chrono::NaiveDate;
    use proptest::prelude::*;

    #[test]
    fn what_ships_can_be_read_and_every_line_with_a_slash_becomes_a_chip() {
        let setting = Setting { today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), month_first: false };
        assert!(SHIPPED.len() >= 20, "{} templates", SHIPPED.len());
        let mut triggers = Vec::new();
        for text in SHIPPED {
            let template = Template::read(text).unwrap_or_else(|fault| panic!("{fault}: {text}"));
            assert!(!template.name.is_empty(), "{} has a name", template.trigger);
            assert_eq!(
                Template::read(&template.write()).as_ref(),
                Ok(&template),
                "it is written as it is read"
            );
            for (_, part) in &template.parts {
                for piece in segments(part) {
                    let Segment::Line(line) = piece else { continue };
                    let chips = read(line, pack(), setting);
                    let text = chips.iter().any(|chip| matches!(chip, Chip::Text { .. }));
                    assert!(!text, "{}: {line} is no chip: {chips:?}", template.trigger);
                    if let [Chip::Problem { code, .. }] = chips.as_slice() {
                        assert!(code.is_some(), "{}: {line} has no code", template.trigger);
                    }
                }
            }
            triggers.push(template.trigger);
        }
        let all = triggers.len();
        triggers.sort();
        triggers.dedup();
        assert_eq!(triggers.len(), all, "a name stands twice");
    }

    #[test]
    fn a_text_that_is_no_template_says_why() {
        for (text, why) in [
            ("", NoTemplate::Empty),
            ("uri Cold", NoTemplate::NoName),
            (".u/r Cold\ntext", NoTemplate::NoName),
            (".uri Cold", NoTemplate::Empty),
            (".uri Cold\n== plan\nrest", NoTemplate::NoField("plan".to_owned())),
        ] {
            assert_eq!(Template::read(text), Err(why), "{text:?}");
        }
    }

    #[test]
    fn pieces_are_the_text() {
        let text = "BP {last.bp} at {a b} rest.\n/fu 2w\nThen [[side: left|right]] knee {meds}";
        assert_eq!(
            segments(text),
            [
                Segment::Text("BP "),
                Segment::Value("last.bp"),
                Segment::Text(" at {a b} rest.\n"),
                Segment::Line("/fu 2w"),
                Segment::Text("\n"),
                Segment::Text("Then [[side: left|right]] knee "),
                Segment::Value("meds"),
            ]
        );
        let stops = open_stops(text);
        assert_eq!(stops.len(), 1);
        assert_eq!(stops[0].1, "[[side: left|right]]");
    }

    proptest! {
        #[test]
        fn reading_is_total(text in r"(\PC|\n|==|\[\[|\]\]|\{|\}|\.a ){0,40}") {
            if let Ok(template) = Template::read(&text) {
                prop_assert_eq!(Template::read(&template.write()), Ok(template));
            }
            let told: String = segments(&text).iter().map(|piece| match piece {
                Segment::Text(text) | Segment::Line(text) => (*text).to_owned(),
                Segment::Value(name) => format!("{{{name}}}"),
            }).collect();
            prop_assert_eq!(told, text.clone());
            for (at, stop) in open_stops(&text) {
                prop_assert!(text[at..].starts_with(stop));
            }
        }
    }
}
