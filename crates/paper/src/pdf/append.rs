//! A second part of a file, of objects that are text already (ISO 32000-1, 7.5.6 to 7.5.8).

use lopdf::{Dictionary, ObjectId, Stream};

use crate::cores::share;
use crate::error::PaperError;

/// What the table at the end says of the whole file.
pub(crate) struct Trailer<'a> {
    pub(crate) catalog: ObjectId,
    pub(crate) info: ObjectId,
    /// The file's identifier, in figures of sixteen.
    pub(crate) name: &'a str,
}

/// How many objects are compressed together.
const TOGETHER: usize = 400;

/// Appends objects with the numbers from `first` on: in streams, compressed, with a table of where they are. `free` is
/// the first number that no object of the file has.
pub(crate) fn append(
    file: &mut Vec<u8>,
    objects: &[String],
    first: u32,
    free: u32,
    trailer: &Trailer<'_>,
) -> Result<(), PaperError> {
    let broken = |what| PaperError::Internal { what };
    let before = last_table(file).ok_or(broken("the end of the file"))?;
    let groups: Vec<(u32, &[String])> = (first..).step_by(TOGETHER).zip(objects.chunks(TOGETHER)).collect();
    let streams = share(&mut (), || (), groups, |(), (first, group)| stream_of(first, group));
    file.push(b'\n');
    // Where each object is: of what kind its place is, the place, and the object's own there.
    let mut table = Vec::new();
    let mut entry = |kind: u8, place: usize, own: usize| {
        table.push(kind);
        table.extend((place as u32).to_be_bytes());
        table.extend((own as u16).to_be_bytes());
    };
    let mut number = free as usize;
    for at in 0..objects.len() {
        entry(2, number + at / TOGETHER, at % TOGETHER);
    }
    for stream in streams {
        let (head, content) = stream?;
        entry(1, file.len(), 0);
        put(file, number, &head, &content);
        number += 1;
    }
    entry(1, file.len(), 0);
    let at = file.len();
    let Trailer { catalog: (catalog, _), info: (info, _), name } = trailer;
    let (content, filter) = compressed(table)?;
    let head = format!(
        "/Type/XRef/Size {}/W[1 4 2]/Index[{first} {} {free} {}]/Prev {before}/Root {catalog} 0 R/Info {info} 0 R\
         /ID[<{name}><{name}>]{filter}",
        number + 1,
        objects.len(),
        number + 1 - free as usize,
    );
    put(file, number, &head, &content);
    file.extend(format!("startxref\n{at}\n%%EOF\n").bytes());
    Ok(())
}

/// Objects one after the other, with a list of their numbers and places before them.
fn stream_of(first: u32, objects: &[String]) -> Result<(String, Vec<u8>), PaperError> {
    let (mut places, mut text) = (String::new(), String::new());
    for (number, object) in (first..).zip(objects) {
        places.push_str(&format!("{number} {} ", text.len()));
        text.push_str(object);
        text.push(' ');
    }
    let (count, start) = (objects.len(), places.len());
    let (content, filter) = compressed([places, text].concat().into_bytes())?;
    Ok((format!("/Type/ObjStm/N {count}/First {start}{filter}"), content))
}

/// Compressed where that makes it smaller, and what the file says of it.
fn compressed(content: Vec<u8>) -> Result<(Vec<u8>, &'static str), PaperError> {
    let mut stream = Stream::new(Dictionary::new(), content);
    stream.compress().map_err(|_| PaperError::Internal { what: "compressing the file" })?;
    let filter = if stream.dict.has(b"Filter") { "/Filter/FlateDecode" } else { "" };
    Ok((stream.content, filter))
}

fn put(file: &mut Vec<u8>, number: usize, head: &str, content: &[u8]) {
    let length = content.len();
    file.extend(format!("{number} 0 obj\n<<{head}/Length {length}>>stream\n").bytes());
    file.extend(content);
    file.extend(b"\nendstream\nendobj\n");
}

/// Where the table of the first part begins: the number behind the last `startxref`.
fn last_table(file: &[u8]) -> Option<usize> {
    let end = file.len().saturating_sub(64);
    let words = std::str::from_utf8(file.get(end..)?.rsplit(|byte| *byte == b'f').next()?).ok()?;
    words.split_whitespace().next()?.parse().ok()
}
