//! The tables we write ourselves: tab-separated, one heading line, `#` starts a remark.

use crate::Fault;

/// The rows below the heading, each with its line number and exactly as many columns as asked for.
pub(crate) fn rows<const N: usize>(
    table: &'static str,
    text: &'static str,
) -> Result<Vec<(usize, [&'static str; N])>, Fault> {
    let mut rows = Vec::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    for (at, line) in lines.skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let row = <[&str; N]>::try_from(columns).map_err(|columns| Fault::Line {
            table,
            line: at + 1,
            what: format!("{} columns in place of {N}", columns.len()),
        })?;
        rows.push((at + 1, row));
    }
    Ok(rows)
}

/// The parts of a cell between semicolons.
pub(crate) fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}
