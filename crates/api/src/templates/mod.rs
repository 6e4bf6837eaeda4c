//! Templates for letters and certificates: plain text with placeholders, filled from one chart.
//!
//! The program's own stand in `assets/templates`; a practice's version of one, or a new one, is kept in its file.
//! Deliberately not here: loops, conditions, arithmetic. A letter is edited by a person before it is printed.

mod commands;
mod filling;
pub(crate) mod placeholders;

pub use commands::{
    FillTemplate, FilledView, PlaceholderView, RemoveTemplate, SaveTemplate, TemplateView, TemplatesView,
};
pub(crate) use commands::{fill_out, list, remove, save, text_of};
pub(crate) use filling::Filling;

use crate::problem::Problem;

/// The templates the program brings.
const BUILT_IN: [(&str, &str); 5] = [
    ("referral", include_str!("../../../../assets/templates/referral.txt")),
    ("sick-note", include_str!("../../../../assets/templates/sick-note.txt")),
    ("attendance", include_str!("../../../../assets/templates/attendance.txt")),
    ("fitness", include_str!("../../../../assets/templates/fitness.txt")),
    ("letter", include_str!("../../../../assets/templates/letter.txt")),
];

/// The program's own text of a template.
pub(crate) fn built_in(key: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

/// A template that was read and can be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) title: String,
    /// For the pen, or without a signature.
    pub(crate) signed: bool,
    /// The patient's allergies stand in the box.
    pub(crate) allergies: bool,
    lines: Vec<Line>,
}

/// One line of the text, with its number in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: usize,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    /// A placeholder that is known; `true` when it must not be empty.
    Gap(String, bool),
}

/// A paragraph of a letter that was filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Paragraph {
    Heading(String),
    Text(String),
}

fn wrong(line: usize, what: &str) -> Problem {
    Problem::invalid("text", format!("Line {line}: {what}"))
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// A sentence that names the line: no title, an unknown key, an unknown or unclosed placeholder.
    pub(crate) fn read(text: &str) -> Result<Self, Problem> {
        let mut template = Self { title: String::new(), signed: true, allergies: true, lines: Vec::new() };
        let mut in_head = true;
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            if !in_head {
                template.lines.push(Line { number, pieces: pieces(number, line)? });
            } else if line.trim() == "---" {
                in_head = false;
            } else if !line.trim().is_empty() {
                template.head(number, line)?;
            }
        }
        if in_head {
            return Err(wrong(
                text.lines().count().max(1),
                "a line of three dashes (---) must stand between the head and the text.",
            ));
        }
        if template.title.is_empty() {
            return Err(wrong(1, "the head needs a line “title: …”."));
        }
        Ok(template)
    }

    fn head(&mut self, number: usize, line: &str) -> Result<(), Problem> {
        let (key, value) =
            line.split_once(':').ok_or_else(|| wrong(number, "the head has lines “key: value” only."))?;
        match (key.trim(), value.trim()) {
            ("title", title) if !title.is_empty() => title.clone_into(&mut self.title),
            ("signature", "hand") => self.signed = true,
            ("signature", "none") => self.signed = false,
            ("allergies", "yes") => self.allergies = true,
            ("allergies", "no") => self.allergies = false,
            ("title" | "signature" | "allergies", value) => {
                return Err(wrong(number, &format!("“{value}” cannot stand here.")));
            }
            (key, _) => {
                return Err(wrong(
                    number,
                    &format!("there is no “{key}” in the head; there are title, signature and allergies."),
                ));
            }
        }
        Ok(())
    }

    /// Fills the gaps. Lines whose gaps are all empty fall out, and headings with nothing beneath.
    ///
    /// # Errors
    /// When a gap that must not be empty is, with its line.
    pub(crate) fn fill(&self, filling: &Filling<'_>) -> Result<String, Problem> {
        let mut filled: Vec<String> = Vec::new();
        // The last heading, and how many of the lines that belong to it stayed and fell out.
        let mut heading: Option<(usize, usize, usize)> = None;
        for line in &self.lines {
            let mut words = String::new();
            let (mut gaps, mut said) = (0, 0);
            for piece in &line.pieces {
                match piece {
                    Piece::Words(text) => words.push_str(text),
                    Piece::Gap(name, needed) => {
                        let value = placeholders::value(name, filling);
                        let value = value.trim();
                        gaps += 1;
                        said += usize::from(!value.is_empty());
                        if value.is_empty() && *needed {
                            let about = placeholders::about(name);
                            return Err(wrong(
                                line.number,
                                &format!(
                                    "the chart does not say {about} ({name}), and this document cannot be without it."
                                ),
                            ));
                        }
                        words.push_str(value);
                    }
                }
            }
            if gaps == 0 || said > 0 {
                let ends = words.trim().is_empty() || words.starts_with("## ");
                if ends && let Some((at, 0, 1..)) = heading.take() {
                    filled.remove(at);
                }
                if words.starts_with("## ") {
                    heading = Some((filled.len(), 0, 0));
                } else if let Some((_, stayed, _)) = &mut heading {
                    *stayed += 1;
                }
                filled.push(words.trim_end().to_owned());
            } else if let Some((_, _, fell)) = &mut heading {
                *fell += 1;
            }
        }
        if let Some((at, 0, 1..)) = heading {
            filled.remove(at);
        }
        Ok(without_bare_headings(&filled))
    }
}

/// A filled text as paragraphs: `## ` begins a heading, neighbouring lines belong together.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut made: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        if let Some(heading) = line.strip_prefix("## ") {
            made.push(Paragraph::Heading(heading.trim().to_owned()));
            open = false;
        } else if line.is_empty() {
            open = false;
        } else if let (true, Some(Paragraph::Text(text))) = (open, made.last_mut()) {
            text.push('\n');
            text.push_str(line);
        } else {
            made.push(Paragraph::Text(line.to_owned()));
            open = true;
        }
    }
    made
}

fn without_bare_headings(lines: &[String]) -> String {
    let heading = |line: &String| line.starts_with("## ");
    let mut kept = String::new();
    for (index, line) in lines.iter().enumerate() {
        let next = lines.iter().skip(index + 1).find(|line| !line.trim().is_empty());
        let bare = heading(line) && next.is_none_or(heading);
        // Two empty lines in a row were around something that fell out.
        if bare || (line.is_empty() && kept.ends_with("\n\n")) {
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept.trim().to_owned()
}

fn pieces(number: usize, line: &str) -> Result<Vec<Piece>, Problem> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        let (name, tail) = after
            .split_once("}}")
            .ok_or_else(|| wrong(number, "a placeholder begins with {{ and is not closed with }}."))?;
        let (name, needed) = match name.trim().strip_prefix('!') {
            Some(name) => (name.trim(), true),
            None => (name.trim(), false),
        };
        if !placeholders::is_known(name) {
            let near = placeholders::nearest(name)
                .map(|near| format!(" Did you mean {{{{{near}}}}}?"))
                .unwrap_or_default();
            return Err(wrong(number, &format!("there is no placeholder {{{{{name}}}}}.{near}")));
        }
        pieces.push(Piece::Gap(name.to_owned(), needed));
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_templates_can_be_read() {
        for (key, text) in BUILT_IN {
            let template =
                Template::read(text).unwrap_or_else(|problem| panic!("{key}: {}", problem.message));
            assert!(!template.title.is_empty(), "{key} has a title");
        }
    }

    #[test]
    fn an_error_names_its_line() {
        let message = |text: &str| Template::read(text).unwrap_err().message;
        assert!(
            message("title: A\n---\nDear {{patient.nam}},").starts_with(
                "Line 3: there is no placeholder {{patient.nam}}. Did you mean {{patient.name}}?"
            )
        );
        assert!(message("title: A\n---\nDear {{patient.name,").starts_with("Line 3:"));
        assert!(message("titel: A\n---\n").starts_with("Line 1: there is no “titel”"));
        assert!(message("title: A\nsignature: maybe\n---\n").starts_with("Line 2:"));
        assert!(message("title: A\nno dashes").starts_with("Line 2:"));
        assert!(message("---\nDear").contains("title"));
    }

    #[test]
    fn headings_with_nothing_beneath_fall_out() {
        let lines = ["## A", "", "## B", "text", "", "", "## C"].map(str::to_owned);
        assert_eq!(without_bare_headings(&lines), "## B\ntext");
        assert_eq!(
            paragraphs("Dear\n\n## B\none\ntwo\n\nthree"),
            [
                Paragraph::Text("Dear".to_owned()),
                Paragraph::Heading("B".to_owned()),
                Paragraph::Text("one\ntwo".to_owned()),
                Paragraph::Text("three".to_owned()),
            ]
        );
    }
}
