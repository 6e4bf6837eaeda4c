//! Text with emphasis, and the care that numbers and foreign scripts need before they are shaped.

use crate::look::Weight;
use crate::words::NO_BREAK_SPACE;

/// A stretch of text with one look. `None` takes the look of the paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) weight: Option<Weight>,
    pub(crate) size: Option<f32>,
    pub(crate) struck: bool,
}

/// Text with emphasis.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rich(pub(crate) Vec<Span>);

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';

impl Rich {
    pub(crate) fn new(text: &str) -> Rich {
        Rich::default().plain(text)
    }

    /// Our own words, or a paragraph that stands alone.
    pub(crate) fn plain(self, text: &str) -> Rich {
        self.span(Span { text: text.to_owned(), ..Span::default() })
    }

    pub(crate) fn bold(self, text: &str) -> Rich {
        self.span(Span { text: text.to_owned(), weight: Some(Weight::Bold), ..Span::default() })
    }

    pub(crate) fn struck(self, text: &str) -> Rich {
        self.span(Span { text: text.to_owned(), struck: true, ..Span::default() })
    }

    pub(crate) fn sized_bold(self, text: &str, size: f32) -> Rich {
        self.span(Span {
            text: text.to_owned(),
            weight: Some(Weight::Bold),
            size: Some(size),
            ..Span::default()
        })
    }

    fn span(mut self, span: Span) -> Rich {
        if !span.text.is_empty() {
            self.0.push(span);
        }
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty())
    }

    /// Ready to be shaped: line ends are `\n`, a number holds its unit, and where a right-to-left script takes part
    /// every run of Latin words and figures is isolated, so that "500 mg" cannot come out as "mg 500".
    pub(crate) fn prepared(&self, right_to_left: bool) -> Rich {
        let foreign =
            self.0.iter().any(|span| !span.text.is_ascii() && span.text.chars().any(is_right_to_left));
        // All of it runs from left to right on a page that does not: one isolate around the whole, since several
        // would come out in the page's order, the strength before the medicine.
        let whole = right_to_left && !foreign;
        let mixed = foreign;
        let spans = self.0.iter().map(|span| {
            let text = hold_units(&tidy_white_space(&span.text));
            Span { text: if mixed { isolate_latin(&text) } else { text }, ..span.clone() }
        });
        let mut spans: Vec<Span> = spans.collect();
        if whole && let [first, ..] = spans.as_mut_slice() {
            // A line end inside would close it, so that each line has its own.
            first.text.insert(0, LEFT_TO_RIGHT_ISOLATE);
            if let Some(last) = spans.last_mut() {
                last.text.push(POP_ISOLATE);
            }
            let lined = format!("{POP_ISOLATE}\n{LEFT_TO_RIGHT_ISOLATE}");
            spans.iter_mut().for_each(|span| span.text = span.text.replace('\n', &lined));
        }
        Rich(spans)
    }
}

/// A field inside one of our sentences: isolated, so that an Arabic name does not turn the sentence around.
pub(crate) fn field(text: &str) -> String {
    if text.chars().any(is_right_to_left) {
        format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}")
    } else {
        text.to_owned()
    }
}

/// Facts that belong together and run from left to right, also on a page that does not: `PENICILLIN — anaphylaxis`.
/// What holds letters of the other kind runs as the page does.
pub(crate) fn together(text: &str) -> String {
    if text.chars().any(is_right_to_left) {
        text.to_owned()
    } else {
        format!("{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}")
    }
}

/// Text as a reader would type it: no isolates, plain spaces, no space at the ends.
pub(crate) fn plain_text(text: &str) -> String {
    let visible = text.chars().filter(|character| !is_isolate(*character));
    visible
        .map(|character| if character == NO_BREAK_SPACE { ' ' } else { character })
        .collect::<String>()
        .trim()
        .into()
}

fn is_isolate(character: char) -> bool {
    matches!(character, '\u{2066}'..='\u{2069}')
}

/// The right-to-left blocks: Hebrew to Arabic Extended-A, the presentation forms, and the old scripts above.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn tidy_white_space(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control()) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|character| match character {
            '\t' => ' ',
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            other => other,
        })
        .collect()
}

/// Units that must not be torn from their number at the end of a line.
const UNITS: [&str; 32] = [
    "mg", "g", "kg", "mcg", "mL", "L", "dL", "mmol", "mol", "mmHg", "%", "°C", "°F", "cm", "mm", "m",
    "units", "unit", "mg/dL", "mmol/L", "mg/mL", "mcg/mL", "g/dL", "g/L", "/min", "bpm", "kg/m²", "lb", "in",
    "ft", "hours", "days",
];

/// Puts a no-break space between a figure and the unit behind it.
fn hold_units(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    let mut after_figure = false;
    for (index, character) in text.char_indices() {
        if character == ' ' && after_figure {
            let rest = &text[index + 1..];
            let word =
                rest.split(|next: char| next.is_whitespace() || ",;).".contains(next)).next().unwrap_or(rest);
            if UNITS.contains(&word) {
                held.push(NO_BREAK_SPACE);
                after_figure = false;
                continue;
            }
        }
        after_figure = character.is_ascii_digit();
        held.push(character);
    }
    held
}

/// Wraps each run of Latin words and figures in an isolate. Nothing is added or taken but the isolates.
fn isolate_latin(text: &str) -> String {
    let mut isolated = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(start) = rest.find(is_latin_core) {
        // A sign before a figure belongs to it: "+1 555", "<0.5", "≥ 3".
        let before = rest[..start].char_indices().next_back();
        let start = before
            .filter(|(_, sign)| matches!(sign, '+' | '<' | '>' | '≤' | '≥' | '−' | '#'))
            .map_or(start, |(at, _)| at);
        isolated.push_str(&rest[..start]);
        let run = &rest[start..];
        let end = run
            .find(|character| !(is_latin_core(character) || is_latin_filling(character)))
            .unwrap_or(run.len());
        // The filling belongs to the run only between two cores, or as a sign that closes it.
        let end = run[..end]
            .char_indices()
            .rev()
            .find(|(_, character)| is_latin_core(*character) || matches!(character, '%' | '°' | ')' | '+'))
            .map_or(end, |(index, character)| index + character.len_utf8());
        isolated.push(LEFT_TO_RIGHT_ISOLATE);
        isolated.push_str(&run[..end]);
        isolated.push(POP_ISOLATE);
        rest = &run[end..];
    }
    isolated.push_str(rest);
    isolated
}

fn is_latin_core(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '\u{c0}'..='\u{24f}' | '½' | '¼' | '¾' | '²')
}

fn is_latin_filling(character: char) -> bool {
    matches!(
        character,
        ' ' | '.'
            | ','
            | '/'
            | '@'
            | '_'
            | '-'
            | '–'
            | '−'
            | '×'
            | '+'
            | '%'
            | '°'
            | '\u{a0}'
            | ':'
            | '\''
            | '’'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> String {
        Rich::new(text).prepared(false).0.into_iter().map(|span| span.text).collect()
    }

    #[test]
    fn a_number_holds_its_unit() {
        assert_eq!(prepared("Take 500 mg, then 2.5 mL."), "Take 500\u{a0}mg, then 2.5\u{a0}mL.");
        assert_eq!(prepared("5 mgx and 5 tablets"), "5 mgx and 5 tablets", "only whole units are held");
        assert_eq!(prepared("a\tb\r\nc"), "a b\nc");
    }

    #[test]
    fn latin_inside_arabic_is_isolated_and_nothing_else_changes() {
        assert_eq!(
            prepared("خذ amoxicillin 500 mg مرتين"),
            "خذ \u{2066}amoxicillin 500\u{a0}mg\u{2069} مرتين"
        );
        assert_eq!(prepared("السكر 7.4 %."), "السكر \u{2066}7.4\u{a0}%\u{2069}.");
        assert_eq!(
            prepared("plain 500 mg"),
            "plain 500\u{a0}mg",
            "no isolates without a right-to-left script"
        );
    }

    #[test]
    fn isolating_drops_no_text() {
        for text in ["חולה 5–10 mg/kg (max 2) abc-", "a ب 1", "ب", "12ب34", "ب/5/", "٣ mg"] {
            assert_eq!(plain_text(&isolate_latin(text)), text.trim(), "{text}");
        }
    }

    #[test]
    fn a_foreign_name_does_not_turn_our_sentence() {
        assert_eq!(field("Marguerite"), "Marguerite");
        assert_eq!(field("فاطمة"), "\u{2068}فاطمة\u{2069}");
    }
}
