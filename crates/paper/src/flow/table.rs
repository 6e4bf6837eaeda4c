//! Tables: columns as wide as they need, heads that repeat, rows that are not split.

use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::block::{Block, Cell, Column, Row, Table};
use crate::flow::lay::{Layouter, Prepared};
use crate::flow::piece::{Item, Piece};
use crate::look::{Color, mm};

/// A cell whose texts are shaped.
struct PreparedCell {
    content: Vec<Prepared>,
    column: usize,
    span: usize,
}

pub(crate) fn lay(layouter: &mut Layouter<'_>, table: Table, width: f32) -> Result<Vec<Piece>, PaperError> {
    let Table { before, columns, head, rows, rule, padding, gap } = table;
    // A table without rules only sets things side by side; a screen reader reads it as text.
    let table = if rule.is_some() { layouter.number() } else { 0 };
    let head = prepare(layouter, head);
    let flags: Vec<(bool, bool)> = rows.iter().map(|row| (row.at_bottom, row.keep_with_next)).collect();
    let rows: Vec<Vec<PreparedCell>> =
        rows.into_iter().map(|Row { cells, .. }| prepare(layouter, cells)).collect();
    let cells = || head.iter().chain(rows.iter().flatten());
    let widths = column_widths(&columns, cells(), width, gap);
    let grid = Grid { widths, gap, padding, rule, width };

    let mut pieces = Vec::new();
    let mut repeat = None;
    if !head.is_empty() {
        let mut head = grid.row(layouter, head, false, f32::INFINITY)?;
        settle(layouter, &mut head, table, true);
        for piece in &mut head {
            piece.keep_with_next = true;
        }
        repeat = Some(layouter.repeats.len());
        layouter.repeats.push(head.clone());
        pieces.append(&mut head);
    }
    let head_height: f32 = pieces.iter().map(|piece| piece.height).sum();
    let tallest = layouter.tallest - head_height;
    for (row, (at_bottom, keep_with_next)) in rows.into_iter().zip(flags) {
        let mut row = grid.row(layouter, row, at_bottom, tallest)?;
        settle(layouter, &mut row, table, false);
        for mut piece in row {
            piece.repeat = repeat;
            piece.keep_with_next |= keep_with_next;
            pieces.push(piece);
        }
    }
    if let Some(first) = pieces.first_mut() {
        first.before = before;
    }
    Ok(pieces)
}

/// Tells the marks of a row which table and row they stand in.
fn settle(layouter: &mut Layouter<'_>, row: &mut [Piece], table: u32, head: bool) {
    if table == 0 {
        return;
    }
    let number = layouter.number();
    for item in row.iter_mut().flat_map(|piece| &mut piece.items) {
        let place = &mut item.place;
        (place.table, place.row, place.head) = (table, number, head);
    }
}

fn prepare(layouter: &mut Layouter<'_>, cells: Vec<Cell>) -> Vec<PreparedCell> {
    let mut column = 0;
    cells
        .into_iter()
        .map(|cell| {
            let span = cell.span.max(1);
            let content = cell.blocks.into_iter().map(|block| layouter.prepare(block)).collect();
            let prepared = PreparedCell { content, column, span };
            column += span;
            prepared
        })
        .collect()
}

fn measure(content: &[Prepared]) -> (f32, f32) {
    content.iter().fold((0.0, 0.0), |(least, most), prepared| {
        let (narrow, wide) = match prepared {
            Prepared::Text(prepared) => prepared.1.widths(),
            Prepared::Other(Block::Code(_, side)) => (*side, *side),
            Prepared::Other(Block::Picture(_, width, _)) => (*width, *width),
            Prepared::Other(Block::Bars(code)) => {
                let width = crate::flow::code_128::width(code);
                (width, width)
            }
            Prepared::Other(Block::PageOf(_)) => (mm(9.0), mm(9.0)),
            Prepared::Other(_) => (0.0, 0.0),
        };
        (f32::max(least, narrow), f32::max(most, wide))
    })
}

/// Widths of the columns, without the gaps between them. They add up to the table's width.
///
/// Every column gets its longest word when that is possible at all, then what its longest line needs as far as the
/// space goes, then its part of what is left over.
fn column_widths<'a>(
    columns: &[Column],
    cells: impl Iterator<Item = &'a PreparedCell>,
    width: f32,
    gap: f32,
) -> Vec<f32> {
    let gaps = gap * columns.len().saturating_sub(1) as f32;
    let space = (width - gaps).max(1.0);
    let mut least = vec![0.0_f32; columns.len()];
    let mut most = vec![0.0_f32; columns.len()];
    for cell in cells.filter(|cell| cell.span == 1 && cell.column < columns.len()) {
        let (narrow, wide) = measure(&cell.content);
        least[cell.column] = least[cell.column].max(narrow);
        most[cell.column] = most[cell.column].max(wide);
    }
    for (index, column) in columns.iter().enumerate() {
        match column {
            Column::Part(part) => {
                // A long word widens it: it must not be broken while there is room elsewhere.
                let fixed = (part * width - gap / 2.0).max(least[index]);
                least[index] = fixed;
                most[index] = fixed;
            }
            Column::Whole => least[index] = least[index].max(most[index].min(width * 0.45)),
            Column::Fit(_) => {}
        }
    }
    let sum = |widths: &[f32]| widths.iter().sum::<f32>();
    let (least_sum, most_sum) = (sum(&least), sum(&most));
    if least_sum >= space {
        // Words must break somewhere: the widest column gives way first, down to an equal share.
        return give_way(least, space);
    }
    if most_sum > space {
        let portion = (space - least_sum) / (most_sum - least_sum);
        return least.iter().zip(&most).map(|(least, most)| least + (most - least) * portion).collect();
    }
    let stretches: Vec<f32> =
        columns.iter().map(|column| if let Column::Fit(stretch) = column { *stretch } else { 0.0 }).collect();
    let all = sum(&stretches);
    let rest = space - most_sum;
    most.iter()
        .zip(stretches)
        .map(|(most, stretch)| if all > 0.0 { most + rest * stretch / all } else { *most })
        .collect()
}

/// Cuts the widest columns down to one level so that the sum is `space`.
fn give_way(mut widths: Vec<f32>, space: f32) -> Vec<f32> {
    let mut sorted = widths.clone();
    sorted.sort_by(f32::total_cmp);
    let mut used = 0.0;
    let mut level = space;
    for (index, width) in sorted.iter().enumerate() {
        let rest = (sorted.len() - index) as f32;
        level = (space - used) / rest;
        if *width > level {
            break;
        }
        used += width;
    }
    for width in &mut widths {
        *width = width.min(level);
    }
    widths
}

/// The measure of a table once its columns have their widths.
struct Grid {
    widths: Vec<f32>,
    gap: f32,
    padding: f32,
    rule: Option<(f32, Color)>,
    width: f32,
}

impl Grid {
    fn left(&self, column: usize) -> f32 {
        self.widths.iter().take(column).map(|width| width + self.gap).sum()
    }

    fn across(&self, column: usize, span: usize) -> f32 {
        let widths: f32 = self.widths.iter().skip(column).take(span).sum();
        let covered = self.widths.len().saturating_sub(column).min(span);
        (widths + self.gap * covered.saturating_sub(1) as f32).max(1.0)
    }

    /// One piece for the row, or several when it is taller than `tallest`.
    fn row(
        &self,
        layouter: &mut Layouter<'_>,
        cells: Vec<PreparedCell>,
        at_bottom: bool,
        tallest: f32,
    ) -> Result<Vec<Piece>, PaperError> {
        let mut stacks: Vec<(f32, Vec<Piece>)> = Vec::new();
        for cell in cells {
            let width = self.across(cell.column, cell.span);
            let mut stack = Vec::new();
            for prepared in cell.content {
                stack.append(&mut layouter.prepared(prepared, width)?);
            }
            if self.rule.is_some() {
                let number = layouter.number();
                let covered = self.widths.len().saturating_sub(cell.column).min(cell.span);
                for item in stack.iter_mut().flat_map(|piece: &mut Piece| &mut piece.items) {
                    item.place.cell = number;
                    item.place.span = u32::try_from(covered).unwrap_or(1);
                }
            }
            stacks.push((self.left(cell.column), stack));
        }
        let rule = self.rule.map_or(0.0, |(thickness, _)| thickness);
        let room = tallest - 2.0 * self.padding - rule;
        let tall = stacks.iter().map(|(_, stack)| stack_height(stack)).fold(0.0, f32::max);
        let mut pieces = Vec::new();
        if tall <= room {
            pieces.push(self.slice(stacks, tall, at_bottom));
        } else {
            while stacks.iter().any(|(_, stack)| !stack.is_empty()) {
                let part: Vec<(f32, Vec<Piece>)> =
                    stacks.iter_mut().map(|(left, stack)| (*left, take(stack, room))).collect();
                let height = part.iter().map(|(_, stack)| stack_height(stack)).fold(0.0, f32::max);
                pieces.push(self.slice(part, height, false));
            }
        }
        if let (Some((thickness, color)), Some(last)) = (self.rule, pieces.last_mut()) {
            let y = last.height + thickness / 2.0;
            last.items.push(Item::level(Role::Cell, 0.0, y, self.width, thickness, color));
            last.height += thickness;
        }
        Ok(pieces)
    }

    fn slice(&self, stacks: Vec<(f32, Vec<Piece>)>, height: f32, at_bottom: bool) -> Piece {
        let mut row = Piece { height: height + 2.0 * self.padding, ..Piece::default() };
        for (left, stack) in stacks {
            let mut y = self.padding + if at_bottom { height - stack_height(&stack) } else { 0.0 };
            for piece in stack {
                y += piece.before;
                row.items.extend(piece.items.into_iter().map(|item| item.moved(left, y)));
                y += piece.height;
            }
        }
        row
    }
}

fn stack_height(stack: &[Piece]) -> f32 {
    stack.iter().map(|piece| piece.before + piece.height).sum()
}

/// Takes from the front what fits, and always at least one piece.
fn take(stack: &mut Vec<Piece>, room: f32) -> Vec<Piece> {
    let mut used = 0.0;
    let mut count = 0;
    for piece in stack.iter() {
        used += piece.before + piece.height;
        if used > room && count > 0 {
            break;
        }
        count += 1;
    }
    stack.drain(..count).collect()
}
