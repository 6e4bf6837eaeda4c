//! Rows on pages: SQLite's record format (sqlite.org/fileformat2.html, sections 1.6 and 2.1), read defensively.
//!
//! Nothing here trusts a length, a pointer or a count it reads; what does not fit is no row.

use super::pages::{Pages, USABLE};
use std::collections::HashSet;

/// One column of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
    /// A number or a text that no column of ours holds.
    Other,
}

/// A row and, in a table with row numbers, its number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) number: Option<i64>,
    pub(crate) values: Vec<Value>,
}

/// Every row on every sound page. Indexes give rows too; who asks knows its own by their columns.
pub(crate) fn rows(pages: &Pages) -> impl Iterator<Item = Row> + '_ {
    // Page 1 begins with the file's header and lists the tables; nothing of ours stands there.
    pages.sound.iter().filter(|(number, _)| **number > 1).flat_map(|(_, page)| rows_of(pages, page))
}

fn rows_of(pages: &Pages, page: &[u8]) -> Vec<Row> {
    let kind = page.first().copied().unwrap_or(0);
    // Leaves, and the inner pages of tables without row numbers, which hold rows as well.
    let (header, child) = match kind {
        0x0a | 0x0d => (8, 0),
        0x02 => (12, 4),
        _ => return Vec::new(),
    };
    let count = usize::from(big_endian(page, 3).unwrap_or(0));
    let mut rows = Vec::new();
    for cell in 0..count {
        let Some(at) = big_endian(page, header + 2 * cell) else { break };
        let row = row_at(pages, page, usize::from(at) + child, kind == 0x0d);
        rows.extend(row);
    }
    rows
}

fn big_endian(page: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(page.get(at..at + 2)?.try_into().ok()?))
}

fn row_at(pages: &Pages, page: &[u8], mut at: usize, numbered: bool) -> Option<Row> {
    let length = usize::try_from(varint(page, &mut at)?).ok()?;
    let number = if numbered { Some(varint(page, &mut at)?.cast_signed()) } else { None };
    let most = if numbered { USABLE - 35 } else { (USABLE - 12) * 64 / 255 - 23 };
    let least = (USABLE - 12) * 32 / 255 - 23;
    let here = if length <= most {
        length
    } else {
        let wanted = least + length.checked_sub(least)? % (USABLE - 4);
        if wanted <= most { wanted } else { least }
    };
    let mut payload = page.get(at..at + here)?.to_vec();
    if here < length {
        let next = page.get(at + here..at + here + 4)?;
        overflow(pages, u32::from_be_bytes(next.try_into().ok()?), length, &mut payload)?;
    }
    Some(Row { number, values: values(&payload)? })
}

/// Follows a long row over its further pages. None when one of them is lost.
fn overflow(pages: &Pages, mut number: u32, length: usize, payload: &mut Vec<u8>) -> Option<()> {
    let mut seen = HashSet::new();
    while payload.len() < length {
        if !seen.insert(number) {
            return None;
        }
        let page = pages.sound.get(&number)?;
        let wanted = (length - payload.len()).min(USABLE - 4);
        payload.extend_from_slice(page.get(4..4 + wanted)?);
        number = u32::from_be_bytes(page.get(..4)?.try_into().ok()?);
    }
    Some(())
}

fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?).ok()?;
    let mut body = header;
    let mut values = Vec::new();
    while at < header {
        let kind = varint(payload, &mut at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => usize::try_from((kind - 12) / 2).ok()?,
        };
        let bytes = payload.get(body..body.checked_add(length)?)?;
        body += length;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => Value::Integer(integer(bytes)),
            7 => Value::Other,
            _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => std::str::from_utf8(bytes).map_or(Value::Other, |text| Value::Text(text.to_owned())),
        });
    }
    (body == payload.len()).then_some(values)
}

/// Big-endian, signed, of one to eight bytes.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |value, byte| value << 8 | i64::from(*byte))
}

/// SQLite's variable-length integer: seven bits a byte, the ninth byte whole.
fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for place in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if place == 8 {
            return Some(value << 8 | u64::from(byte));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_read_as_sqlite_writes_them() {
        assert_eq!(integer(&[0xff]), -1);
        assert_eq!(integer(&[0x01, 0x00]), 256);
        assert_eq!(integer(&i64::MIN.to_be_bytes()), i64::MIN);
        assert_eq!(varint(&[0x81, 0x00], &mut 0), Some(128));
        assert_eq!(varint(&[0xff; 9], &mut 0), Some(u64::MAX));
        assert_eq!(varint(&[0xff; 8], &mut 0), None, "cut off");
    }

    proptest! {
        #[test]
        fn d8_no_page_makes_the_reader_fail(page in prop::collection::vec(any::<u8>(), USABLE), kind in 0..4_usize) {
            let mut page = page;
            page[0] = [0x0a, 0x0d, 0x02, 0x05][kind];
            let mut pages = Pages::default();
            pages.sound.insert(2, page);
            // Reading chance must end, without a panic; what it finds is of no meaning.
            prop_assert!(rows(&pages).count() <= USABLE * 4);
        }
    }
}
