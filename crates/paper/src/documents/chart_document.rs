//! A document from the chart made of parts: letters, certificates, requisitions, records, reports, the whole chart.
//!
//! The caller decides what is said and in which order; this page only knows how each kind of part looks. A document
//! with rules of its own (a prescription, a visit summary) has its own struct.

use super::common::{
    DOT, cell, foot, footer, free_cell, letterhead, marks, none, pairs, patient_panel, ruled,
};
use super::drawings::{GrowthChart, Trend};
use super::parts::{Allergies, Letterhead, PatientBox, QrCode, Row, Sheet, Signature};
use crate::Setting;
use crate::error::PaperError;
use crate::flow::{Block, Cell, Column, PageTemplate, Role, Row as TableRow, Text};
use crate::look::{BODY, DANGER, DRUG, LETTERHEAD, NAME, SMALL, Style, Weight, mm};
use crate::text::{Rich, field};
use crate::words::NO_BREAK_SPACE;

/// Everything such a document prints.
#[derive(Clone, Debug, Default)]
pub struct ChartDocument {
    /// `Referral letter`; at the top right, in the head of later pages and as the title of the file.
    pub title: String,
    /// Its date, as text.
    pub date: String,
    /// The practice or the prescriber.
    pub letterhead: Letterhead,
    /// Number, seal and marks.
    pub sheet: Sheet,
    /// Whose it is; a page without a patient (a calibration page) leaves it out.
    pub patient: Option<PatientBox>,
    /// The state of the allergies; left out where the reader has no business with them (a sick note).
    pub allergies: Option<Allergies>,
    /// Lines at the right of the patient's box.
    pub facts: Vec<String>,
    /// To whom, one line each, above the patient's box.
    pub to: Vec<String>,
    /// What it says.
    pub parts: Vec<Part>,
    /// Who answers for it.
    pub signature: Option<Signature>,
    /// A code at the foot.
    pub qr: Option<QrCode>,
    /// A bar code at the foot, in the place of that code.
    pub bars: Option<BarCode>,
    /// The signature stands beneath the last word, as in a letter, not at the foot of the page.
    pub signed_beneath: bool,
}

/// One part.
#[derive(Clone, Debug)]
pub enum Part {
    /// Begins a page and stands in the contents and the bookmarks.
    Chapter(String),
    /// The list of the chapters with their pages.
    Contents,
    /// Stands in the contents and the bookmarks as a chapter does, without beginning a page.
    Section(String),
    /// A heading, kept with what follows.
    Heading(String),
    /// What follows is about, in letters as they are: units and names of tests have their own capitals.
    Subject(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that must be seen first.
    Strong(String),
    /// A paragraph in small letters: a source, a remark.
    Small(String),
    /// Labels and what is said about them.
    Pairs(Vec<Row>),
    /// A table.
    Table(PartTable),
    /// Numbers over time.
    Trend(Trend),
    /// A growth chart with its scale beneath.
    Growth(GrowthChart),
    /// A bar code.
    Bars(BarCode),
    /// The rulers of the calibration page.
    Ruler,
    /// `None.`
    None,
}

/// A table. Each row has as many cells as there are heads.
#[derive(Clone, Debug, Default)]
pub struct PartTable {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// How a column takes what is left of the width; as many as heads, or none for equal shares.
    pub shares: Vec<f32>,
    /// The rows.
    pub rows: Vec<Vec<PartCell>>,
    /// The rows stand on one page: a few figures beneath a drawing.
    pub together: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartCell {
    /// What it says.
    pub text: String,
    /// In bold letters.
    pub bold: bool,
    /// Beyond its range or otherwise to be seen.
    pub alert: bool,
    /// Struck through: it does not hold any more.
    pub struck: bool,
    /// Beneath, in small letters; empty leaves it out.
    pub small: String,
}

impl PartCell {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> PartCell {
        PartCell { text: text.into(), ..PartCell::default() }
    }

    /// Bold words.
    pub fn bold(text: impl Into<String>) -> PartCell {
        PartCell { text: text.into(), bold: true, ..PartCell::default() }
    }
}

/// A Code 128 with its characters beneath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarCode {
    /// What it holds: characters of ASCII from blank to tilde.
    pub value: String,
    /// How high the bars are, in tenths of a millimetre.
    pub height_tenths: u16,
    /// How wide a module is, in hundredths of a millimetre: 25 is what most scanners want at least.
    pub module_hundredths: u16,
}

pub(crate) fn build(document: &ChartDocument, setting: &Setting) -> Result<PageTemplate, PaperError> {
    let mut blocks = letterhead(&document.letterhead, &document.title, &document.date, setting);
    if !document.to.is_empty() {
        let lines = document.to.iter().filter(|line| !line.trim().is_empty());
        for (index, line) in lines.enumerate() {
            let before = if index == 0 { mm(4.0) } else { 0.0 };
            blocks.push(Text::free(Role::Body, line).before(before).keep().into());
        }
        blocks.push(Block::Space(mm(2.0)));
    }
    if let Some(patient) = &document.patient {
        let allergies = document.allergies.as_ref();
        blocks.push(patient_panel(patient, allergies, &document.facts, "document", setting.locale)?);
    }
    let chapters: Vec<String> = document
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Chapter(title) | Part::Section(title) => Some(title.clone()),
            _ => None,
        })
        .collect();
    let mut chapter = 0;
    let mut after_heading = false;
    for (index, part) in document.parts.iter().enumerate() {
        if index == 0 && matches!(part, Part::Text(_) | Part::Strong(_)) {
            blocks.push(Block::Space(mm(3.0)));
        }
        let heading =
            matches!(part, Part::Heading(_) | Part::Chapter(_) | Part::Section(_) | Part::Subject(_));
        blocks.append(&mut one(part, &chapters, &mut chapter, after_heading, setting));
        after_heading = heading;
    }
    let signature = document.signature.as_ref();
    let mut foot =
        foot(signature, document.qr.as_ref(), document.bars.as_ref(), mm(19.0), mm(14.0), setting.locale);
    if document.signed_beneath && !foot.is_empty() {
        // The last words stand with the signature: one alone on a page could belong to anything.
        let mut ending: Vec<Block> = match blocks.pop() {
            Some(table @ Block::Table(_)) => {
                blocks.push(table);
                Vec::new()
            }
            last => last.into_iter().collect(),
        };
        ending.push(Block::Space(mm(6.0)));
        ending.append(&mut foot);
        blocks.push(Block::Together(ending));
    }
    let left = document.letterhead.name.clone();
    let right = [document.title.as_str(), document.date.as_str()].map(field);
    let right = right.iter().filter(|words| !words.is_empty()).cloned().collect::<Vec<_>>().join(DOT);
    Ok(PageTemplate {
        marks: marks(&document.sheet, signature, setting.locale),
        running_head: (left, right),
        blocks,
        foot,
        strike: false,
        footer: footer(document.patient.as_ref(), &document.sheet, setting),
        bookmarks: chapters,
    })
}

fn one(
    part: &Part,
    chapters: &[String],
    chapter: &mut usize,
    after_heading: bool,
    setting: &Setting,
) -> Vec<Block> {
    let gap = if after_heading { 0.0 } else { mm(1.6) };
    match part {
        Part::Chapter(title) => {
            let number = *chapter;
            *chapter += 1;
            let words = Text::new(Role::Heading, LETTERHEAD, Rich::new(title)).keep();
            vec![Block::NewPage, Block::Anchor(number), words.into()]
        }
        Part::Section(title) => {
            let number = *chapter;
            *chapter += 1;
            let words = Text::new(Role::Heading, LETTERHEAD, Rich::new(title)).keep();
            vec![Block::Space(mm(4.0)), Block::Anchor(number), words.into()]
        }
        Part::Subject(words) => {
            let style = Style { size: 10.0, ..NAME };
            let words = Text::new(Role::Heading, style, Rich::new(&field(words))).before(mm(3.0)).keep();
            vec![words.into()]
        }
        Part::Contents => {
            let row = |(number, title): (usize, &String)| {
                TableRow::new(vec![free_cell(title), Cell::new(vec![Block::PageOf(number)])])
            };
            let rows = chapters.iter().enumerate().map(row).collect();
            vec![ruled(vec![Column::Fit(1.0), Column::Fit(0.0)], &[], rows)]
        }
        Part::Heading(words) => vec![Block::Heading(words.clone())],
        Part::Text(words) => words
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .enumerate()
            .map(|(index, line)| {
                Text::free(Role::Body, &whole_dates(line.trim()))
                    .before(if index == 0 { gap } else { mm(0.5) })
                    .into()
            })
            .collect(),
        Part::Strong(words) => {
            let style = Style { size: 10.4, ..DRUG };
            vec![Text { style, ..Text::free(Role::Body, words) }.before(mm(2.4)).into()]
        }
        Part::Small(words) => {
            vec![Text::new(Role::Body, SMALL, Rich::new(&field(words))).before(mm(1.4)).into()]
        }
        Part::Pairs(rows) => vec![pairs(rows, 0.3)],
        Part::Table(table) => vec![table_of(table)],
        Part::Trend(trend) => vec![Block::Trend(trend.clone())],
        Part::Growth(chart) => {
            let width = crate::flow::inner_width(setting);
            let words = crate::flow::scale_in_words(chart, width);
            let drawing = Block::Growth(chart.clone());
            let scale = Text::new(Role::Body, SMALL, Rich::new(&words)).before(mm(0.8)).keep();
            vec![drawing, scale.into()]
        }
        Part::Bars(code) => vec![Block::Space(mm(2.0)), Block::Bars(code.clone())],
        Part::Ruler => vec![Block::Ruler],
        Part::None => vec![none(setting.locale)],
    }
}

/// The dates of a text without a place to be broken: `25 Nov 2026`, `November 25, 2026`.
fn whole_dates(text: &str) -> String {
    let is_month = |word: &str| {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        MONTHS.iter().any(|month| word.starts_with(month)) && word.chars().all(char::is_alphabetic)
    };
    let digits = |word: &str, most: usize| {
        let word = word.trim_end_matches([',', '.', ';', ':', ')']);
        !word.is_empty() && word.len() <= most && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words: Vec<&str> = text.split(' ').collect();
    let mut whole = String::with_capacity(text.len());
    for (at, word) in words.iter().enumerate() {
        whole.push_str(word);
        let next = words.get(at + 1).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| words.get(before)).copied().unwrap_or_default();
        let into_month = digits(word, 2) && is_month(next);
        let into_day = is_month(word) && digits(next, 2);
        let into_year =
            digits(next, 4) && (is_month(word) && digits(before, 2) || digits(word, 2) && is_month(before));
        if at + 1 < words.len() {
            whole.push(if into_month || into_day || into_year { NO_BREAK_SPACE } else { ' ' });
        }
    }
    whole
}

fn table_of(table: &PartTable) -> Block {
    let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
    let columns = (0..table.head.len())
        .map(|index| Column::Fit(table.shares.get(index).copied().unwrap_or(1.0)))
        .collect();
    let last = table.rows.len().saturating_sub(1);
    let row = |(at, cells): (usize, &Vec<PartCell>)| TableRow {
        keep_with_next: table.together && at < last,
        ..TableRow::new(cells.iter().map(cell_of).collect())
    };
    let rows = table.rows.iter().enumerate().map(row).collect();
    ruled(columns, if head.iter().all(|words| words.is_empty()) { &[] } else { &head }, rows)
}

fn cell_of(part: &PartCell) -> Cell {
    // A date or a short figure is not torn apart.
    let text = if part.text.chars().count() <= 12 {
        part.text.replace(' ', &NO_BREAK_SPACE.to_string())
    } else {
        part.text.clone()
    };
    let words = field(&text);
    let mut made = if part.struck {
        cell(Rich::default().struck(&words))
    } else if part.bold || part.alert {
        let color = if part.alert { DANGER } else { BODY.color };
        let style = Style { color, weight: Weight::SemiBold, ..BODY };
        Cell::text(Text::new(Role::Cell, style, Rich::new(&words)))
    } else {
        free_cell(&text)
    };
    if !part.small.trim().is_empty() {
        made.blocks.push(Text::new(Role::Cell, SMALL, Rich::new(&field(&part.small))).into());
    }
    made
}

/// A label for a patient, a tube or an envelope: the page is the label.
#[derive(Clone, Debug, Default)]
pub struct Label {
    /// What it is, for the title of the file: `Patient label`.
    pub title: String,
    /// The large first line.
    pub name: String,
    /// Smaller lines beneath.
    pub lines: Vec<String>,
    /// What stands out: allergies; empty leaves it out.
    pub alert: String,
    /// A bar code.
    pub code: Option<BarCode>,
}

/// The smallest letters on a label, in points: smaller ones cannot be read at arm's length.
const LEAST: f32 = 7.0;

pub(crate) fn build_label(label: &Label, setting: &Setting) -> PageTemplate {
    let style = |size: f32, weight| Style { size, weight, leading: 1.22, ..BODY };
    let (width, _) = setting.size.upright_points();
    // An address alone is read from further away.
    let roomy = label.code.is_none() && width > mm(60.0);
    let (name, least) = match (roomy, width < mm(60.0)) {
        (true, _) => (12.0, 10.0),
        (false, true) => (7.2, LEAST),
        (false, false) => (9.0, LEAST),
    };
    let mut blocks: Vec<Block> =
        vec![Text::new(Role::Patient, style(name, Weight::Bold), Rich::new(&field(&label.name))).into()];
    for line in label.lines.iter().filter(|line| !line.trim().is_empty()) {
        blocks.push(Text::new(Role::Patient, style(least, Weight::Regular), Rich::new(&field(line))).into());
    }
    if !label.alert.trim().is_empty() {
        let style = Style { color: DANGER, ..style(LEAST, Weight::Bold) };
        blocks.push(Text::new(Role::Allergies, style, Rich::new(&field(&label.alert))).into());
    }
    if let Some(code) = &label.code {
        blocks.push(Block::Space(mm(0.8)));
        blocks.push(Block::Bars(code.clone()));
    }
    PageTemplate { blocks, ..PageTemplate::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_not_broken_and_other_words_are() {
        let tied = |text: &str| whole_dates(text).replace(NO_BREAK_SPACE, "~");
        assert_eq!(tied("until 25 Nov 2026 (4 days)."), "until 25~Nov~2026 (4 days).");
        assert_eq!(tied("on November 5, 2026."), "on November~5,~2026.");
        assert_eq!(tied("May she take 2 tablets"), "May she take 2 tablets");
        assert_eq!(tied(""), "");
    }
}
