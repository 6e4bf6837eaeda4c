//! The versions of a note side by side, word by word, with what was taken out and what was put in.

use super::review::fields;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::view::VersionView;
use chart::sections::notes::{Note, NoteStatement};
use chart::{PatientId, RecordId};
use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};
use ts_rs::TS;

/// Read all versions of a note.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteVersions {
    /// Whose chart.
    pub patient: PatientId,
    /// Which note.
    pub note: RecordId,
}

/// One version with its differences to the one before.
#[derive(Debug, Serialize, TS)]
pub struct NoteVersion {
    /// Who, when, why.
    pub version: VersionView,
    /// Its parts; for a version that says "entered in error" those of the one before, all taken out.
    pub parts: Vec<VersionPart>,
}

/// One part of a version.
#[derive(Debug, Serialize, TS)]
pub struct VersionPart {
    /// `Subjective`.
    pub heading: String,
    /// Its words in order.
    pub pieces: Vec<NotePiece>,
}

/// A run of words.
#[derive(Debug, Serialize, TS)]
pub struct NotePiece {
    /// How it stands to the version before.
    pub changed: Changed,
    /// The words.
    pub text: String,
}

/// How words stand to the version before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "NoteChanged")]
pub enum Changed {
    /// They stood there.
    Same,
    /// They are new.
    Added,
    /// They are gone.
    Removed,
}

pub(crate) fn versions(desk: &mut Desk<'_>, request: NoteVersions) -> Result<Vec<NoteVersion>, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = chart.notes.get(request.note).ok_or_else(|| Problem::not_found("note"))?;
    let (people, offset) = (desk.people(), desk.offset());
    let mut before: Option<Note> = None;
    let mut all = Vec::new();
    for version in &record.versions {
        let now = match &version.value {
            Some(NoteStatement::Signed(note)) => Some(note.clone()),
            Some(_) => return Err(Problem::not_found("note")),
            None => None,
        };
        let shown = VersionView::of(version, people, offset, |_: &NoteStatement| Vec::new());
        let blank = Note::default();
        // What is struck through is shown as it was; the next version is compared with it.
        let new = now.as_ref().or(before.as_ref()).unwrap_or(&blank);
        let old = if now.is_some() { before.as_ref().unwrap_or(new) } else { new };
        all.push(NoteVersion { version: shown, parts: parts(old, new) });
        if now.is_some() {
            before = now;
        }
    }
    Ok(all)
}

fn parts(old: &Note, new: &Note) -> Vec<VersionPart> {
    fields(old)
        .into_iter()
        .zip(fields(new))
        .filter(|((_, _, old), (_, _, new))| !(old.trim().is_empty() && new.trim().is_empty()))
        .map(|((_, heading, old), (_, _, new))| VersionPart {
            heading: heading.to_owned(),
            pieces: pieces(old, new),
        })
        .collect()
}

fn pieces(old: &str, new: &str) -> Vec<NotePiece> {
    let mut pieces: Vec<NotePiece> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let changed = match change.tag() {
            ChangeTag::Equal => Changed::Same,
            ChangeTag::Insert => Changed::Added,
            ChangeTag::Delete => Changed::Removed,
        };
        match pieces.last_mut() {
            Some(last) if last.changed == changed => last.text.push_str(change.value()),
            _ => pieces.push(NotePiece { changed, text: change.value().to_owned() }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_marked_and_nothing_is_lost() {
        let (old, new) = ("Stop ibuprofen, review in 2 weeks.", "Stop ibuprofen, review in 4 weeks, bloods.");
        let pieces = pieces(old, new);
        let told = |without: Changed| -> String {
            pieces.iter().filter(|piece| piece.changed != without).map(|piece| piece.text.as_str()).collect()
        };
        assert_eq!(told(Changed::Added), old, "the old text is all there");
        assert_eq!(told(Changed::Removed), new, "and the new one");
        assert!(pieces.iter().any(|piece| piece.changed == Changed::Removed && piece.text.contains('2')));
    }
}
