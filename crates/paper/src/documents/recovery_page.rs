//! Recovery page: the printed code that opens the practice when every password is lost.

use super::common::{dotted, footer, labelled, letterhead};
use super::parts::Sheet;
use super::parts::{Letterhead, QrCode};
use crate::Setting;
use crate::flow::{Block, Cell, Column, PageTemplate, Role, Row, Table, Text};
use crate::look::{BODY, CODE, DRUG, PALE, PANEL, SMALL, Style, mm};
use crate::text::{Align, Rich};

/// Everything the recovery page prints. It carries no patient and no letterhead address it was not given.
///
/// It holds a secret, so `Debug` shows neither the code nor the payload.
#[derive(Clone)]
pub struct RecoveryPage {
    /// The practice.
    pub letterhead: Letterhead,
    /// The code in groups or words, in reading order. Printed large, numbered, three to a row at most.
    pub groups: Vec<String>,
    /// The same code for a camera.
    pub qr: Option<QrCode>,
    /// When the code was made, as text.
    pub made_on: String,
    /// Who made it.
    pub made_by: String,
    /// A short check value by which the program tells this page from an older one; empty leaves it out.
    pub code_number: String,
}

impl std::fmt::Debug for RecoveryPage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RecoveryPage")
            .field("made_on", &self.made_on)
            .field("groups", &"[redacted]")
            .finish_non_exhaustive()
    }
}

/// The document's name, also for the title of the file.
pub(crate) const KIND: &str = "Recovery code";

/// What the reader must know, in the order in which it is needed.
const ADVICE: [(&str, &str); 4] = [
    (
        "What this is for",
        "The chart of this practice is encrypted. When every password is lost, this code is the only other way to \
         open it. Nobody else has a copy: not the maker of the program, and nobody it was bought from.",
    ),
    (
        "Where to keep it",
        "On paper, in a sealed envelope, in a safe or with a notary; a second copy in another building. Not beside \
         the computer, not in the same bag, not as a photograph on a telephone.",
    ),
    (
        "Who may use it",
        "Whoever holds this page and the practice folder can read every chart. Treat it like the key to the \
         building. Its use is written into the audit of the practice.",
    ),
    (
        "When it was used or may have been seen",
        "Open the practice, make a new recovery code, print it, and destroy this page. The old code stops working \
         at that moment.",
    ),
];

pub(crate) fn build(page: &RecoveryPage, setting: &Setting) -> PageTemplate {
    let mut blocks = letterhead(&page.letterhead, KIND, &page.made_on, setting);
    let intro = "Keep this page as you keep the keys to the practice.";
    blocks.push(Text::new(Role::Body, DRUG, Rich::new(intro)).before(mm(5.0)).keep().into());
    blocks.push(Block::Panel {
        before: mm(4.0),
        padding: (mm(6.0), mm(5.0)),
        radius: mm(1.5),
        color: PANEL,
        blocks: vec![groups(page, if setting.size.is_small() { 3 } else { 4 })],
    });
    let made = dotted([
        labelled("Made ", &page.made_on).as_str(),
        labelled("by ", &page.made_by).as_str(),
        labelled("code number ", &page.code_number).as_str(),
    ]);
    blocks.push(Text::new(Role::Body, SMALL, Rich::new(&made)).before(mm(2.0)).into());
    if let Some(qr) = &page.qr {
        let words = Text::new(Role::Code, BODY, Rich::new(&qr.caption));
        let cells = vec![Cell::new(vec![Block::Code(qr.clone(), mm(42.0))]), Cell::text(words)];
        blocks.push(Block::Table(Table {
            before: mm(5.0),
            columns: vec![Column::Fit(0.0), Column::Fit(1.0)],
            rows: vec![Row { at_bottom: true, ..Row::new(cells) }],
            gap: mm(4.0),
            ..Table::default()
        }));
    }
    for (heading, words) in ADVICE {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.push(Text::new(Role::Body, BODY, Rich::new(words)).into());
    }
    PageTemplate {
        running_head: (page.letterhead.name.clone(), KIND.to_owned()),
        blocks,
        footer: footer(None, &Sheet { number: KIND.to_owned(), ..Sheet::default() }, setting),
        ..PageTemplate::default()
    }
}

/// The groups in a grid, each under its number, so that they can be read out and typed without losing one's place.
fn groups(page: &RecoveryPage, per_row: usize) -> Block {
    let rows = page.groups.chunks(per_row).enumerate().map(|(row, groups)| {
        let cells = groups.iter().enumerate().map(|(column, group)| {
            let number = (row * per_row + column + 1).to_string();
            let small = Style { color: PALE, ..SMALL };
            Cell::new(vec![
                Text::new(Role::Code, small, Rich::new(&number)).align(Align::Center).into(),
                Text::new(Role::Code, CODE, Rich::new(group)).align(Align::Center).into(),
            ])
        });
        Row { keep_with_next: true, ..Row::new(cells.collect()) }
    });
    let columns = vec![Column::Part(1.0 / per_row as f32); per_row];
    Block::Table(Table { columns, rows: rows.collect(), padding: mm(0.8), ..Table::default() })
}
