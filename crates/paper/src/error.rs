//! Why a document was not printed. No message carries the patient's text: only a single character, or the name
//! of a field.

use thiserror::Error;

/// Why paper refused. Nothing is ever printed in part.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PaperError {
    /// No bundled font has this character, and printing would show an empty box; or it is a control character.
    #[error("The character {shown}(U+{code:04X}) in {place} cannot be printed. Please write it another way.",
        shown = Shown(*character), code = u32::from(*character))]
    MissingGlyph {
        /// The character.
        character: char,
        /// The part of the page it stands in: `allergies`.
        place: &'static str,
    },
    /// A field the document must not be without is empty.
    #[error("The {document} cannot be printed yet: {field} is missing.")]
    MissingField {
        /// `prescription`.
        document: &'static str,
        /// `the directions of item 2`.
        field: String,
    },
    /// Directions hold an abbreviation that has led to wrong doses.
    #[error("{field}: \"{found}\" has led to wrong doses. Write {instead} instead.")]
    ErrorProne {
        /// `The directions of item 2`.
        field: String,
        /// The abbreviation as found; from a fixed list or the shape of a number.
        found: String,
        /// What to write: `"daily"`.
        instead: &'static str,
    },
    /// A quantity that cannot be put into words.
    #[error("{field} is not a number that can be written in words.")]
    BadNumber {
        /// `The quantity of item 2`.
        field: String,
    },
    /// Too much for one QR code.
    #[error("The code holds {bytes} bytes, more than fit on paper.")]
    CodeTooLarge {
        /// How many bytes were asked for.
        bytes: usize,
    },
    /// A picture that cannot be printed.
    #[error("The picture cannot be used: {why}.")]
    BadPicture {
        /// `it cannot be read`.
        why: &'static str,
    },
    /// What belongs on a label does not fit on it.
    #[error("The text does not fit on this label. Choose a larger one.")]
    LabelTooSmall,
    /// A bar code can only hold plain letters, digits and signs.
    #[error("The bar code can only hold plain letters, digits and signs.")]
    BadBarCode,
    /// What stands on every page (name, document number, practice) leaves no room for anything else.
    #[error("The {place} is too long to stand on every page.")]
    TooLong {
        /// `foot of the page`.
        place: &'static str,
    },
    /// A page asked for does not exist.
    #[error("There is no page {page}.")]
    NoSuchPage {
        /// Counted from 1.
        page: usize,
    },
    /// A fault in the program, not in the input: a bundled font or the PDF writer failed.
    #[error("The page could not be made ({what}).")]
    Internal {
        /// What failed, without any text of the document.
        what: &'static str,
    },
}

/// A character as a message shows it: nothing for those that have no shape or would turn the message around.
struct Shown(char);

impl std::fmt::Display for Shown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_control()
            || matches!(self.0, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        {
            Ok(())
        } else {
            write!(formatter, "{} ", self.0)
        }
    }
}
