//! How a document is printed: paper, orientation, language.

use crate::wording::Language;

/// The sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 in.
    Letter,
    /// 5.5 × 8.5 in.
    HalfLetter,
    /// A label of 57 × 32 mm, on its long side.
    Label57x32,
    /// A label of 89 × 28 mm, on its long side.
    Label89x28,
    /// A label of 89 × 36 mm, on its long side.
    Label89x36,
    /// A label of 54 × 25 mm, on its long side.
    Label54x25,
}

impl PageSize {
    /// Width and height in points (1/72 inch), upright.
    #[must_use]
    pub fn upright_points(self) -> (f32, f32) {
        const MM: f32 = 72.0 / 25.4;
        match self {
            PageSize::A4 => (210.0 * MM, 297.0 * MM),
            PageSize::A5 => (148.0 * MM, 210.0 * MM),
            PageSize::Letter => (612.0, 792.0),
            PageSize::HalfLetter => (396.0, 612.0),
            PageSize::Label57x32 => (57.0 * MM, 32.0 * MM),
            PageSize::Label89x28 => (89.0 * MM, 28.0 * MM),
            PageSize::Label89x36 => (89.0 * MM, 36.0 * MM),
            PageSize::Label54x25 => (54.0 * MM, 25.0 * MM),
        }
    }

    /// True for labels: no letterhead, no foot, 2 mm of margin.
    #[must_use]
    pub fn is_label(self) -> bool {
        matches!(
            self,
            PageSize::Label57x32 | PageSize::Label89x28 | PageSize::Label89x36 | PageSize::Label54x25
        )
    }

    /// True for the sheets that are half as large, where margins and gaps shrink.
    #[must_use]
    pub fn is_small(self) -> bool {
        matches!(self, PageSize::A5 | PageSize::HalfLetter)
    }
}

/// Which way round the sheet is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// On its side.
    Landscape,
}

/// Language and date style. The tag goes into the PDF for readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// United States: `November 22, 2026`.
    #[default]
    EnUs,
    /// United Kingdom: `22 November 2026`.
    EnGb,
    /// India.
    EnIn,
    /// Canada.
    EnCa,
    /// Australia.
    EnAu,
    /// Arabic, from right to left, with Western digits.
    Ar,
}

impl Locale {
    /// The BCP 47 tag: `en-US`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Locale::EnUs => "en-US",
            Locale::EnGb => "en-GB",
            Locale::EnIn => "en-IN",
            Locale::EnCa => "en-CA",
            Locale::EnAu => "en-AU",
            Locale::Ar => "ar",
        }
    }

    /// The words of the page.
    pub(crate) fn language(self) -> Language {
        match self {
            Locale::Ar => Language::Arabic,
            _ => Language::English,
        }
    }

    /// True where a page is read from right to left.
    #[must_use]
    pub fn is_right_to_left(self) -> bool {
        self.language() == Language::Arabic
    }

    /// The locale with this BCP 47 tag, or `None` when there is no such one here.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Locale> {
        [Locale::EnUs, Locale::EnGb, Locale::EnIn, Locale::EnCa, Locale::EnAu, Locale::Ar]
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(tag))
    }
}

/// How to print. Time is an argument: paper has no clock, so the same input gives the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The sheet.
    pub size: PageSize,
    /// Which way round.
    pub orientation: Orientation,
    /// Language tag and date style.
    pub locale: Locale,
    /// When this was printed, as text, for the footer: `22 Nov 2026 11:58`; empty leaves it out.
    pub printed_at: String,
    /// The document's title in the PDF. Shown by viewers and print queues, so it must name no patient.
    /// Empty uses the kind of document: `Visit summary`.
    pub title: String,
    /// How far the printer sets everything off, in tenths of a millimetre to the right and down, so that the page
    /// is moved against it; found with the calibration page.
    pub shift: (i16, i16),
    /// The margins in tenths of a millimetre where the practice has its own: top, sides. Between 50 and 600.
    pub margins: Option<(u16, u16)>,
    /// The colour of rules and bars where the practice has its own: red, green, blue.
    pub accent: Option<(u8, u8, u8)>,
}
