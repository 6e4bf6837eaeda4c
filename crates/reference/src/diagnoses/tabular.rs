//! Reads the publisher's own files: the ICD-10-CM tabular list (XML) and the list of valid codes.
//!
//! The tabular list says which seventh characters a category takes; which of the codes made that way are valid, only
//! the list of codes says. Both come from one release. Deliberately left: excludes-2, code-first and use-additional
//! notes, which are for billing.

use super::pack::{Entry, text_of};
use super::tree::{Classification, Episodes, Level, code_with};
use crate::Fault;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;

/// Reads one release. `valid` is the publisher's list: a code a line without its point, words may follow.
///
/// # Errors
/// [`Fault::Source`] when the XML is broken or of another kind, or when the two files do not fit each other.
pub fn read(xml: &str, valid: &str, edition: &str, as_of: &str) -> Result<Classification, Fault> {
    let codes = valid.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let (classification, valid) = tree_of(xml, Some(codes), edition, as_of)?;
    complete(&classification, &valid.unwrap_or_default())?;
    Ok(classification)
}

/// Reads the tabular list by itself, without the list of valid codes: every seventh character that a category defines
/// is then taken for valid in all of its codes.
///
/// # Errors
/// [`Fault::Source`] when the XML is broken or of another kind.
pub fn read_alone(xml: &str, edition: &str, as_of: &str) -> Result<Classification, Fault> {
    let (classification, _) = tree_of(xml, None, edition, as_of)?;
    complete(&classification, &HashSet::new())?;
    Ok(classification)
}

type Valid<'a> = Option<HashSet<&'a str>>;

fn tree_of<'a>(
    xml: &str,
    valid: Valid<'a>,
    edition: &str,
    as_of: &str,
) -> Result<(Classification, Valid<'a>), Fault> {
    let mut tree = Tree { valid, open: Vec::new(), rows: Vec::new() };
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|error| Fault::Source(error.to_string()))? {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                tree.opened(&name, &start)?;
                path.push(name);
                text.clear();
            }
            Event::Text(said) => text.push_str(&said.xml10_content()),
            Event::GeneralRef(entity) => {
                let said = resolve_predefined_entity(&entity);
                text.push_str(said.ok_or_else(|| Fault::Source("an unknown entity".to_owned()))?);
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                tree.closed(&name, path.last().map_or("", String::as_str), &text)?;
                text.clear();
            }
            Event::Eof if path.is_empty() => break,
            Event::Eof => return Err(Fault::Source("it ends in the middle".to_owned())),
            _ => {}
        }
    }
    if tree.rows.is_empty() {
        return Err(Fault::Source("it has no codes".to_owned()));
    }
    Ok((Classification::read(text_of(edition, as_of, &tree.rows))?, tree.valid))
}

/// Every valid code is in the tree. Chapters and blocks stand in the publisher's list, too.
fn complete(classification: &Classification, valid: &HashSet<&str>) -> Result<(), Fault> {
    let heading = |code: &str| code.contains('-') || code.len() < 3;
    let missing = valid.iter().filter(|code| !heading(code) && classification.find(code).is_none()).count();
    if missing > 0 {
        return Err(Fault::Source(format!("{missing} codes of the list are not in the tabular list")));
    }
    Ok(())
}

/// A row whose element is still open.
struct Open {
    at: usize,
    /// Nothing stands below it so far.
    leaf: bool,
    /// The seventh characters said in this element, before it is known which are valid.
    sevenths: Episodes,
}

struct Tree<'a> {
    /// None where the list of valid codes is not at hand.
    valid: Valid<'a>,
    open: Vec<Open>,
    rows: Vec<Entry>,
}

impl Tree<'_> {
    fn opened(&mut self, element: &str, start: &BytesStart<'_>) -> Result<(), Fault> {
        let level = match element {
            "chapter" => Level::Chapter,
            "section" => Level::Block,
            "diag" => Level::Category,
            "extension" => {
                let letter = attribute(start, "char")?.chars().next();
                let letter = letter.ok_or_else(|| Fault::Source("an empty seventh character".to_owned()))?;
                if let Some(open) = self.open.last_mut() {
                    open.sevenths.push((letter, String::new()));
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        let code = if level == Level::Block { attribute(start, "id")? } else { String::new() };
        if let Some(above) = self.open.last_mut() {
            above.leaf = false;
        }
        self.open.push(Open { at: self.rows.len(), leaf: true, sevenths: Vec::new() });
        self.rows.push(Entry {
            level,
            code,
            description: String::new(),
            episodes: Vec::new(),
            inclusions: Vec::new(),
            excludes1: Vec::new(),
        });
        Ok(())
    }

    fn closed(&mut self, element: &str, within: &str, text: &str) -> Result<(), Fault> {
        if self.open.is_empty() {
            return Ok(());
        }
        if matches!(element, "chapter" | "section" | "diag") {
            self.sevenths()?;
            self.open.pop();
            return Ok(());
        }
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        let row = &mut self.rows[open.at];
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match (within, element) {
            ("chapter" | "diag", "name") => row.code = said,
            ("chapter" | "section", "desc") => {
                // "Intestinal infectious diseases (A00-A09)": the range stands in the code already.
                let (words, _) = said.rsplit_once(" (").unwrap_or((&said, ""));
                words.clone_into(&mut row.description);
            }
            ("diag", "desc") => row.description = said,
            ("inclusionTerm" | "includes", "note") if !said.is_empty() => row.inclusions.push(said),
            ("excludes1", "note") if !said.is_empty() => row.excludes1.push(said),
            ("sevenChrDef", "extension") => {
                if let Some((_, words)) = open.sevenths.last_mut() {
                    *words = said;
                }
            }
            // A note under a seventh character is another name of the same.
            ("sevenChrDef", "note") => {
                if let Some((_, words)) = open.sevenths.last_mut() {
                    *words = format!("{words}/{said}");
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A code without any below it takes the valid ones of the nearest seventh characters said above it.
    fn sevenths(&mut self) -> Result<(), Fault> {
        let Some(&Open { at, leaf, .. }) = self.open.last() else { return Ok(()) };
        let row = &self.rows[at];
        if row.code.is_empty() || row.description.is_empty() {
            return Err(Fault::Source("a row without a code or a description".to_owned()));
        }
        if row.level != Level::Category || !leaf {
            return Ok(());
        }
        let nearest = self.open.iter().rev().find(|open| !open.sevenths.is_empty());
        let said = nearest.map(|open| open.sevenths.as_slice()).unwrap_or_default();
        let takes = |letter: char| {
            let code = code_with(&row.code, letter).replace('.', "");
            self.valid.as_ref().is_none_or(|valid| valid.contains(code.as_str()))
        };
        self.rows[at].episodes = said.iter().filter(|(letter, _)| takes(*letter)).cloned().collect();
        Ok(())
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<String, Fault> {
    let wrong = || Fault::Source(format!("an element without {name}"));
    let found = start.try_get_attribute(name).map_err(|_| wrong())?.ok_or_else(wrong)?;
    let said = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|_| wrong())?;
    Ok(said.into_owned())
}
