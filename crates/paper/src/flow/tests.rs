//! Whatever the blocks: nothing leaves the margins, nothing is lost, and the rules of a printed page hold.

use proptest::prelude::*;

use super::lay::Layouter;
use super::page::sheet;
use super::paginate::{Body, Flow, paginate};
use super::*;
use crate::look::{ACCENT, BODY, HAIR, INK, PANEL};
use crate::text::{Rich, Typesetter};
use crate::{Orientation, PageSize, Setting};

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-z]{1,12}",
        1 => "[a-zA-Z]{40,160}",
        1 => "[א-ת]{2,9}",
        1 => "[0-9]{1,4}( mg| mL|)",
    ];
    prop::collection::vec(word, 1..60).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = Block> {
    words().prop_map(|words| Text::free(Role::Body, &words).before(6.0).into())
}

fn cell() -> impl Strategy<Value = Cell> {
    words().prop_map(|words| Cell::text(Text::free(Role::Cell, &words)))
}

fn table() -> impl Strategy<Value = Block> {
    (1..6_usize)
        .prop_flat_map(|count| {
            let row = prop::collection::vec(cell(), count).prop_map(Row::new);
            (prop::collection::vec(row, 1..12), Just(count))
        })
        .prop_map(|(rows, count)| {
            let columns = vec![Column::Fit(1.0); count];
            Block::Table(Table {
                before: 3.0,
                columns,
                rows,
                rule: Some((0.4, HAIR)),
                padding: 2.0,
                gap: 5.0,
                ..Table::default()
            })
        })
}

fn block() -> impl Strategy<Value = Block> {
    let simple = prop_oneof![
        4 => text(),
        2 => table(),
        1 => (0.0..200.0_f32).prop_map(Block::Space),
        1 => Just(Block::Rule { before: 4.0, width: 1.0, color: INK, dash: None }),
        1 => Just(Block::Heading("Heading".to_owned())),
    ];
    simple.prop_recursive(2, 12, 4, |inner| {
        let blocks = prop::collection::vec(inner, 1..4);
        prop_oneof![
            blocks.clone().prop_map(|blocks| Block::Panel {
                before: 5.0,
                padding: (8.0, 6.0),
                radius: 3.0,
                color: PANEL,
                blocks
            }),
            blocks.clone().prop_map(|blocks| Block::Bar {
                before: 5.0,
                indent: 12.0,
                width: 1.4,
                color: ACCENT,
                blocks
            }),
            blocks.prop_map(Block::Together),
        ]
    })
}

/// Letters in the order in which they are read, without white space.
fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.flat_map(str::chars).filter(|character| !character.is_whitespace()).collect()
}

/// The text of the blocks, of running text and of cells apart.
fn given(blocks: &[Block], body: &mut String, cells: &mut String) {
    for block in blocks {
        match block {
            Block::Text(text) => {
                let into = if text.role == Role::Cell { &mut *cells } else { &mut *body };
                into.push_str(&letters(text.rich.0.iter().map(|span| span.text.as_str())));
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    given(&cell.blocks, body, cells);
                }
            }
            Block::Panel { blocks, .. } | Block::Bar { blocks, .. } | Block::Together(blocks) => {
                given(blocks, body, cells)
            }
            _ => {}
        }
    }
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

fn assert_inside_the_margins(pages: &Pages, setting: &Setting) {
    let (width, height, margins) = sheet(setting);
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let (left, top, right, bottom) = item.bounds();
            let inside = left >= margins.side - 0.5
                && right <= width - margins.side + 0.5
                && top >= margins.top - 0.5
                && bottom <= height - margins.bottom + 0.5;
            assert!(inside, "page {}: {left} {top} {right} {bottom} {:?}", number + 1, item.role);
        }
    }
}

fn template(blocks: Vec<Block>) -> PageTemplate {
    let foot = vec![Text::free(Role::Signature, "Signature").into()];
    let footer = vec!["Somebody · 14 Mar 1959".to_owned(), "Rx 1".to_owned()];
    let running_head = ("Practice".to_owned(), "Document".to_owned());
    PageTemplate { running_head, blocks, foot, strike: true, footer, ..PageTemplate::default() }
}

/// The pages of these blocks, by one core or by all of them.
fn placed(blocks: Vec<Block>, together: bool) -> Vec<Vec<Item>> {
    let setting = Setting::default();
    let (_, height, margins) = sheet(&setting);
    let (width, whole) = (inner_width(&setting), height - margins.top - margins.bottom);
    Typesetter::with(|typesetter| {
        let mut layouter = Layouter::new(typesetter, whole, setting.locale);
        let pieces = if together {
            long::lay(&mut layouter, blocks, width).unwrap()
        } else {
            layouter.blocks(blocks, width).unwrap()
        };
        let Layouter { frames, repeats, .. } = layouter;
        let (first_top, next_top, bottom) = (margins.top, margins.top, height - margins.bottom);
        let body = Body { left: margins.side, width, first_top, next_top, bottom };
        paginate(Flow { pieces, foot: Vec::new(), frames, repeats, strike: false }, body)
    })
}

fn settings() -> impl Strategy<Value = Setting> {
    let size = prop_oneof![
        Just(PageSize::A4),
        Just(PageSize::A5),
        Just(PageSize::Letter),
        Just(PageSize::HalfLetter)
    ];
    let orientation = prop_oneof![3 => Just(Orientation::Portrait), 1 => Just(Orientation::Landscape)];
    (size, orientation).prop_map(|(size, orientation)| Setting { size, orientation, ..Setting::default() })
}

#[test]
fn a_long_document_is_laid_out_by_many_as_by_one() {
    let of = |number: usize| -> Block {
        let line = || Text::free(Role::Body, &format!("Words of block {number}")).before(6.0).into();
        let cell = |words: &str| Cell::text(Text::free(Role::Cell, words));
        match number % 5 {
            0 => line(),
            1 => Block::Heading(format!("Heading {number}")),
            2 => Block::Panel {
                before: 5.0,
                padding: (8.0, 6.0),
                radius: 3.0,
                color: PANEL,
                blocks: vec![line(), line()],
            },
            3 => Block::Bar { before: 5.0, indent: 12.0, width: 1.4, color: ACCENT, blocks: vec![line()] },
            _ => Block::Table(Table {
                columns: vec![Column::Fit(1.0); 2],
                head: vec![cell("Head"), cell("Another")],
                rows: (0..9).map(|_| Row::new(vec![cell("one"), cell("two")])).collect(),
                ..Table::default()
            }),
        }
    };
    let blocks: Vec<Block> = (0..long::LONG + 7).map(of).collect();
    let many = placed(blocks.clone(), true);
    assert!(many.len() > 10, "it is long");
    assert_eq!(many, placed(blocks, false));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_the_margins_and_nothing_is_lost(
        blocks in prop::collection::vec(block(), 1..8),
        setting in settings(),
    ) {
        let (mut body, mut cells) = (String::new(), String::new());
        given(&blocks, &mut body, &mut cells);
        let pages = compose(template(blocks), &setting).unwrap();
        assert_inside_the_margins(&pages, &setting);
        let lines = pages.text();
        let set = |role| letters(lines.iter().filter(|line| line.role == role).map(|line| line.text.as_str()));
        prop_assert_eq!(set(Role::Body), body, "running text is whole and in order");
        prop_assert_eq!(sorted(&set(Role::Cell)), sorted(&cells), "cells are whole");
        prop_assert_eq!(lines.iter().filter(|line| line.role == Role::Signature).count(), 1);
    }
}

fn lines_of(count: usize, name: &str) -> Block {
    let lines: Vec<String> = (0..count).map(|number| format!("{name}{number}")).collect();
    Text::free(Role::Body, &lines.join("\n")).into()
}

fn page_of(pages: &Pages, text: &str) -> usize {
    pages.text().iter().find(|line| line.text == text).unwrap().page
}

#[test]
fn a_heading_stays_with_what_follows() {
    let setting = Setting::default();
    for fill in 40..60 {
        let blocks = vec![lines_of(fill, "fill"), Block::Heading("Next".to_owned()), lines_of(3, "after")];
        let pages = compose(template(blocks), &setting).unwrap();
        assert_eq!(page_of(&pages, "NEXT"), page_of(&pages, "after1"), "after {fill} lines");
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for fill in 40..60 {
        let pages = compose(template(vec![lines_of(fill, "fill"), lines_of(6, "line")]), &Setting::default())
            .unwrap();
        assert_eq!(page_of(&pages, "line0"), page_of(&pages, "line1"), "after {fill} lines");
        assert_eq!(page_of(&pages, "line4"), page_of(&pages, "line5"), "after {fill} lines");
    }
}

#[test]
fn a_row_is_not_split_while_a_page_can_hold_it() {
    let tall =
        || Cell::text(Text::free(Role::Cell, &(0..12).map(|n| n.to_string()).collect::<Vec<_>>().join("\n")));
    let columns = vec![Column::Fit(1.0), Column::Fit(1.0)];
    let rows = (0..9).map(|_| Row::new(vec![tall(), tall()])).collect();
    let head = vec![Cell::text(Text::new(Role::TableHead, BODY, Rich::new("Head")))];
    let pages = compose(
        template(vec![Block::Table(Table { columns, rows, head, ..Table::default() })]),
        &Setting::default(),
    );
    let pages = pages.unwrap();
    for page in 1..=pages.pages.len() {
        let lines = pages.text();
        let on_page = |role| lines.iter().filter(|line| line.page == page && line.role == role).count();
        assert_eq!(on_page(Role::Cell) % 24, 0, "page {page} holds whole rows only");
        assert_eq!(on_page(Role::TableHead), 1, "page {page} has the head");
    }
    assert!(pages.pages.len() > 1);
}

#[test]
fn the_signature_takes_the_last_group_along() {
    for fill in 40..60 {
        let blocks = vec![lines_of(fill, "fill"), Block::Together(vec![lines_of(3, "end")])];
        let pages = compose(template(blocks), &Setting::default()).unwrap();
        assert_eq!(page_of(&pages, "Signature"), page_of(&pages, "end0"), "after {fill} lines");
    }
}

#[test]
fn what_stays_empty_is_struck_and_only_that() {
    let pages = compose(template(vec![lines_of(5, "line")]), &Setting::default()).unwrap();
    let page = &pages.pages[0];
    let strikes: Vec<_> =
        page.items.iter().filter(|item| item.role == Role::Mark).map(Item::bounds).collect();
    assert_eq!(strikes.len(), 1, "one stroke through the empty space");
    for item in page.items.iter().filter(|item| matches!(item.mark, Mark::Text(_))) {
        let (_, top, _, bottom) = item.bounds();
        assert!(bottom <= strikes[0].1 || top >= strikes[0].3, "the stroke crosses no text");
    }
}
