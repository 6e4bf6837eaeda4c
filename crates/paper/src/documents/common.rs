//! How the shared parts look: letterhead, patient box, allergies, marks, foot and footer.

use super::chart_document::BarCode;
use super::parts::{Allergies, Letterhead, PatientBox, QrCode, Sheet, Signature, Standing};
use crate::error::PaperError;
use crate::flow::{Block, Cell, Column, Role, Row, Table, Text};
use crate::look::{
    ALLERGY, BANNER, BODY, Color, HAIR, INK, LETTERHEAD, NAME, NO_ALLERGY, PANEL, REPRINT, SIGNATURE, SMALL,
    Style, TABLE_HEAD, TITLE, WARNING, mm,
};
use crate::text::{Align, Rich, field, together};
use crate::wording::{filled, word};
use crate::{Locale, Setting};

/// Words between two facts on one line.
pub(crate) const DOT: &str = " · ";

/// The facts that are not empty, with dots between them.
pub(crate) fn dotted<'a>(facts: impl IntoIterator<Item = &'a str>) -> String {
    facts.into_iter().filter(|fact| !fact.trim().is_empty()).map(field).collect::<Vec<_>>().join(DOT)
}

/// The letterhead with the title and its date at the right, and the line beneath.
pub(crate) fn letterhead(head: &Letterhead, title: &str, date: &str, setting: &Setting) -> Vec<Block> {
    let mut left: Vec<Block> = vec![Text::new(Role::Letterhead, LETTERHEAD, Rich::new(&head.name)).into()];
    for line in head.lines.iter().filter(|line| !line.trim().is_empty()) {
        left.push(Text::new(Role::Letterhead, SMALL, Rich::new(line)).into());
    }
    let mut right: Vec<Block> = Vec::new();
    if !title.is_empty() {
        right.push(Text::new(Role::Title, TITLE, Rich::new(title)).align(Align::Right).into());
    }
    if !date.is_empty() {
        right.push(Text::new(Role::Title, SMALL, Rich::new(date)).align(Align::Right).into());
    }
    let mut columns = vec![Column::Fit(1.0), Column::Whole];
    let mut cells = vec![Cell::new(left), Cell::new(right)];
    if let Some(logo) = &head.logo {
        let (width, height) = logo.within(mm(48.0), mm(16.0));
        columns.insert(0, Column::Fit(0.0));
        cells.insert(0, Cell::new(vec![Block::Picture(logo.clone(), width, height)]));
    }
    let table = Table { columns, rows: vec![Row::new(cells)], gap: mm(5.0), ..Table::default() };
    let color = setting.accent.map_or(INK, |(red, green, blue)| Color(red, green, blue));
    vec![Block::Table(table), Block::Rule { before: mm(3.0), width: 1.2, color, dash: None }]
}

/// The box near the top: who, and what must not be given.
pub(crate) fn patient_panel(
    patient: &PatientBox,
    allergies: Option<&Allergies>,
    right: &[String],
    document: &'static str,
    locale: Locale,
) -> Result<Block, PaperError> {
    let gaps = [("date", patient.birth_date.as_str()), ("age", patient.age.as_str())];
    let birth = match (patient.birth_date.is_empty(), patient.age.is_empty()) {
        (true, true) => filled(locale, "birth_unknown", &gaps),
        (true, false) => filled(locale, "birth_unknown_with_age", &gaps),
        (false, true) => filled(locale, "born", &gaps),
        (false, false) => filled(locale, "born_with_age", &gaps),
    };
    let person = dotted([patient.sex.as_str(), birth.as_str(), patient.weight.as_str()]);
    let place = dotted([patient.address.as_str(), patient.phone.as_str()]);
    let mut left = vec![Text::new(Role::Patient, NAME, Rich::new(&patient.name))];
    let lines = [person, place].into_iter().filter(|line| !line.is_empty());
    left.extend(lines.map(|line| Text::new(Role::Patient, BODY, Rich::new(&line)).before(mm(1.2))));
    let facts = right.iter().filter(|fact| !fact.trim().is_empty());
    let right: Vec<Text> = facts
        .map(|fact| Text::new(Role::Patient, BODY, Rich::new(fact)).align(Align::Right).before(mm(1.2)))
        .collect();
    let rows = (0..left.len().max(right.len())).map(|index| {
        let at = |texts: &[Text]| texts.get(index).cloned().map_or_else(Cell::default, Cell::text);
        let cells =
            if index < right.len() { vec![at(&left), at(&right)] } else { vec![at(&left).spanning(2)] };
        Row { at_bottom: true, keep_with_next: true, cells }
    });
    let columns = vec![Column::Fit(1.0), Column::Fit(0.0)];
    let table = Table { columns, rows: rows.collect(), gap: mm(4.0), ..Table::default() };
    let mut blocks = vec![Block::Table(table)];
    if let Some(allergies) = allergies {
        blocks.push(allergy_line(allergies, document, locale)?.before(mm(1.4)).into());
    }
    let padding = (mm(3.5), mm(2.6));
    Ok(Block::Panel { before: mm(3.0), padding, radius: mm(1.5), color: PANEL, blocks })
}

/// The three states of the allergy list, each in its own words.
fn allergy_line(allergies: &Allergies, document: &'static str, locale: Locale) -> Result<Text, PaperError> {
    let (style, words) = match allergies {
        Allergies::Listed(list) if list.is_empty() => {
            return Err(PaperError::MissingField { document, field: "the list of allergies".to_owned() });
        }
        Allergies::Listed(list) => {
            let one = |allergy: &super::parts::Allergy| match allergy.reaction.trim() {
                "" => field(&allergy.substance),
                // In this order on every page, or the reaction of one stands beside the name of the next.
                reaction => together(&format!("{} — {}", field(&allergy.substance), field(reaction))),
            };
            let list = list.iter().map(one).collect::<Vec<_>>().join(DOT);
            (ALLERGY, filled(locale, "allergies", &[("list", &list)]))
        }
        Allergies::NoneKnown { asked_on } if asked_on.trim().is_empty() => {
            return Err(PaperError::MissingField {
                document,
                field: "the day the allergies were asked".to_owned(),
            });
        }
        Allergies::NoneKnown { asked_on } => {
            (NO_ALLERGY, filled(locale, "no_known_allergies", &[("date", asked_on)]))
        }
        Allergies::NeverAsked => {
            (Style { color: WARNING, ..NO_ALLERGY }, word(locale, "allergies_never_asked").to_owned())
        }
    };
    Ok(Text::new(Role::Allergies, style, Rich::new(&words)))
}

/// What must be read before anything else: unsigned, a copy, printed before.
pub(crate) fn marks(sheet: &Sheet, signature: Option<&Signature>, locale: Locale) -> Vec<(String, Style)> {
    let mut marks = Vec::new();
    if signature.is_some_and(|signature| signature.standing == Standing::Draft) {
        marks.push((word(locale, "draft_mark").to_owned(), BANNER));
    }
    if sheet.copy {
        let key = if sheet.certificate { "duplicate_mark" } else { "copy_mark" };
        marks.push((word(locale, key).to_owned(), BANNER));
    }
    if let Some(reprint) = &sheet.reprint {
        let (number, name) = (reprint.number.to_string(), field(&reprint.by));
        let gaps = [("number", number.as_str()), ("date", &reprint.on), ("name", &name)];
        marks.push((filled(locale, "reprint_mark", &gaps), REPRINT));
    }
    marks
}

/// The two lines at the foot of every page: whose it is, and which sheet.
pub(crate) fn footer(patient: Option<&PatientBox>, sheet: &Sheet, setting: &Setting) -> Vec<String> {
    let locale = setting.locale;
    let said = |key, name, value: &str| {
        if value.trim().is_empty() { String::new() } else { filled(locale, key, &[(name, value)]) }
    };
    let who = patient.map_or(String::new(), |patient| {
        let number = said("chart_number", "number", &patient.chart_number);
        dotted([patient.name.as_str(), patient.birth_date.as_str(), number.as_str()])
    });
    let seal = said("seal", "code", &sheet.seal);
    let printed = said("printed", "at", &setting.printed_at);
    vec![who, dotted([sheet.number.as_str(), seal.as_str(), printed.as_str()])]
}

/// The label and the value, or nothing without a value.
pub(crate) fn labelled(label: &str, value: &str) -> String {
    if value.trim().is_empty() { String::new() } else { format!("{label}{value}") }
}

/// A code of either kind at the left, signature at the right, kept together at the bottom of the last page.
pub(crate) fn foot(
    signature: Option<&Signature>,
    qr: Option<&QrCode>,
    bars: Option<&BarCode>,
    side: f32,
    room_for_pen: f32,
    locale: Locale,
) -> Vec<Block> {
    if signature.is_none() && qr.is_none() && bars.is_none() {
        return Vec::new();
    }
    let mut code = Cell::default();
    let mut caption = Cell::default();
    if let Some(qr) = qr {
        code = Cell::new(vec![Block::Code(qr.clone(), side)]);
        caption = Cell::text(Text::new(Role::Code, SMALL, Rich::new(&qr.caption)));
    }
    if let Some(bars) = bars {
        code = Cell::new(vec![Block::Bars(bars.clone())]);
    }
    let mut signing = Cell::default();
    if let Some(signature) = signature {
        let name = field(&signature.name);
        let words = match &signature.standing {
            Standing::Signed { at } => filled(locale, "signed_at", &[("name", &name), ("at", at)]),
            Standing::Draft => filled(locale, "not_signed", &[("name", &name)]),
            Standing::SignByHand => filled(locale, "signature_of", &[("name", &name)]),
        };
        let pen = if signature.standing == Standing::SignByHand { room_for_pen } else { mm(4.0) };
        // Nobody's hand stands under what was not signed.
        let hand = signature.picture.as_ref().filter(|_| signature.standing != Standing::Draft);
        let above = match hand {
            Some(picture) => {
                let (width, height) = picture.within(mm(52.0), mm(14.0));
                Block::Picture(picture.clone(), width, height)
            }
            None => Block::Space(pen),
        };
        signing = Cell::new(vec![
            above,
            Block::Rule { before: 0.0, width: 0.6, color: INK, dash: None },
            Text::new(Role::Signature, SIGNATURE, Rich::new(&words)).before(mm(1.0)).into(),
        ]);
    }
    let columns = if qr.is_some() {
        vec![Column::Fit(0.0), Column::Fit(1.0), Column::Part(0.36)]
    } else {
        vec![Column::Fit(0.0), Column::Fit(1.0), Column::Part(0.42)]
    };
    let row = Row { at_bottom: true, ..Row::new(vec![code, caption, signing]) };
    vec![Block::Table(Table { before: mm(2.5), columns, rows: vec![row], gap: mm(3.0), ..Table::default() })]
}

/// A table as the documents print it: small head, hair lines.
pub(crate) fn ruled(columns: Vec<Column>, head: &[&str], mut rows: Vec<Row>) -> Block {
    // One row alone on a page is read as a table of one: it takes the row before it along.
    if let [_, .., before_last, _] = rows.as_mut_slice() {
        before_last.keep_with_next = true;
    }
    let head = head
        .iter()
        .map(|words| Cell::text(Text::new(Role::TableHead, TABLE_HEAD, Rich::new(words))))
        .collect();
    Block::Table(Table {
        columns,
        head,
        rows,
        rule: Some((0.4, HAIR)),
        padding: mm(0.7),
        gap: mm(2.5),
        ..Table::default()
    })
}

/// A cell of running text.
pub(crate) fn cell(rich: Rich) -> Cell {
    Cell::text(Text::new(Role::Cell, BODY, rich))
}

/// Two columns: a label and what is said about it.
pub(crate) fn pairs(rows: &[super::parts::Row], label_part: f32) -> Block {
    let cells = |row: &super::parts::Row| match row.value.trim() {
        "" => vec![free_cell(&row.label).spanning(2)],
        _ => vec![free_cell(&row.label), free_cell(&row.value)],
    };
    let rows = rows.iter().map(|row| Row::new(cells(row))).collect();
    ruled(vec![Column::Part(label_part), Column::Fit(1.0)], &[], rows)
}

/// A cell with a text of its own, which may run from right to left.
pub(crate) fn free_cell(text: &str) -> Cell {
    Cell::text(Text::free(Role::Cell, text))
}

/// Paragraphs of the caller's text.
pub(crate) fn paragraphs(texts: &[String]) -> Vec<Block> {
    let texts = texts.iter().filter(|text| !text.trim().is_empty());
    texts
        .enumerate()
        .map(|(index, text)| {
            Text::free(Role::Body, text).before(if index == 0 { 0.0 } else { mm(1.2) }).into()
        })
        .collect()
}

/// "None." beneath a heading whose list is known to be empty.
pub(crate) fn none(locale: Locale) -> Block {
    Text::new(Role::Body, BODY, Rich::new(word(locale, "none"))).into()
}
