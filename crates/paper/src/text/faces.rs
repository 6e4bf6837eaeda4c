//! The bundled faces. Nothing else is ever used: a page must come out the same on every machine.

use std::sync::Arc;

use parley::FontContext;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};

/// A bundled font file.
pub(crate) struct Face {
    /// The name in the PDF.
    pub(crate) name: &'static str,
    /// The family it is asked for by.
    family: &'static str,
    /// The file.
    pub(crate) bytes: &'static [u8],
}

macro_rules! face {
    ($family:literal, $file:literal, $ending:literal) => {
        Face {
            name: $file,
            family: $family,
            bytes: include_bytes!(concat!("../../../../assets/fonts/", $file, ".", $ending)),
        }
    };
}

static FACES: [Face; 17] = [
    face!("Inter", "Inter-Regular", "otf"),
    face!("Inter", "Inter-SemiBold", "otf"),
    face!("Inter", "Inter-Bold", "otf"),
    face!("Inter", "Inter-Italic", "otf"),
    face!("Noto Sans Arabic", "NotoSansArabic-Regular", "ttf"),
    face!("Noto Sans Arabic", "NotoSansArabic-Bold", "ttf"),
    face!("Noto Sans Hebrew", "NotoSansHebrew-Regular", "ttf"),
    face!("Noto Sans Hebrew", "NotoSansHebrew-Bold", "ttf"),
    face!("Noto Sans Devanagari", "NotoSansDevanagari-Regular", "ttf"),
    face!("Noto Sans Devanagari", "NotoSansDevanagari-Bold", "ttf"),
    face!("Noto Sans Bengali", "NotoSansBengali-Regular", "ttf"),
    face!("Noto Sans Bengali", "NotoSansBengali-Bold", "ttf"),
    face!("Noto Sans Tamil", "NotoSansTamil-Regular", "ttf"),
    face!("Noto Sans Tamil", "NotoSansTamil-Bold", "ttf"),
    face!("Noto Sans Thai", "NotoSansThai-Regular", "ttf"),
    face!("Noto Sans Thai", "NotoSansThai-Bold", "ttf"),
    face!("Droid Sans Fallback", "DroidSansFallback", "ttf"),
];

/// The families in the order in which a character looks for its face.
pub(crate) const FAMILIES: &str = "\"Inter\", \"Noto Sans Arabic\", \"Noto Sans Hebrew\", \"Noto Sans Devanagari\", \
                                   \"Noto Sans Bengali\", \"Noto Sans Tamil\", \"Noto Sans Thai\", \"Droid Sans Fallback\"";

/// The first of them, alone.
pub(crate) const FIRST_FAMILY: &str = "Inter";

/// One of the bundled faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FaceId(usize);

impl FaceId {
    /// The face these bytes are, told by their address: parley hands back the very slice it was given.
    pub(crate) fn of(bytes: &[u8]) -> Option<FaceId> {
        FACES.iter().position(|face| std::ptr::eq(face.bytes.as_ptr(), bytes.as_ptr())).map(FaceId)
    }

    pub(crate) fn face(self) -> &'static Face {
        &FACES[self.0]
    }
}

/// How many of the faces are Inter's.
const INTER: usize = 4;

/// A font collection that holds Inter and nothing of the system.
pub(crate) fn inter() -> FontContext {
    let collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
    let mut fonts = FontContext { collection, source_cache: SourceCache::default() };
    register(&mut fonts, &FACES[..INTER]);
    fonts
}

/// Adds the faces of every other script. Most pages need none of them, and to read their tables takes longer than the
/// page.
pub(crate) fn add_others(fonts: &mut FontContext) {
    register(fonts, &FACES[INTER..]);
}

fn register(fonts: &mut FontContext, faces: &'static [Face]) {
    for face in faces {
        let family = FontInfoOverride { family_name: Some(face.family), ..FontInfoOverride::default() };
        fonts.collection.register_fonts(Blob::new(Arc::new(face.bytes)), Some(family));
    }
}

/// Whether Inter has it for certain: the letters of western and central Europe and what our own words use. Any other
/// character is looked for in every face.
pub(crate) fn is_inters(character: char) -> bool {
    (character < '\u{180}' && character != 'ŉ')
        || "–—‘’“”„•…·×−≤≥→←↑↓▲▼℞€₂\u{202f}\u{2011}\u{200e}\u{200f}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}"
            .contains(character)
}
