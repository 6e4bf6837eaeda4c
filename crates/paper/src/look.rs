//! What a page looks like: colours, sizes and distances, in one place.
//!
//! All lengths are points (1/72 inch). Black on white first: colour only repeats what a word already says, so a
//! page printed in grey loses nothing.

/// An opaque colour, red, green and blue from 0 to 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Color(pub(crate) u8, pub(crate) u8, pub(crate) u8);

pub(crate) const INK: Color = Color(0x11, 0x11, 0x11);
pub(crate) const GREY: Color = Color(0x44, 0x44, 0x44);
pub(crate) const PALE: Color = Color(0x55, 0x55, 0x55);
pub(crate) const RULE: Color = Color(0xbb, 0xbb, 0xbb);
pub(crate) const HAIR: Color = Color(0xdd, 0xdd, 0xdd);
pub(crate) const DANGER: Color = Color(0xa3, 0x16, 0x2b);
pub(crate) const WARNING: Color = Color(0x8a, 0x53, 0x00);
pub(crate) const GOOD: Color = Color(0x22, 0x66, 0x3b);
pub(crate) const ACCENT: Color = Color(0x0f, 0x5c, 0x6e);
pub(crate) const ACCENT_INK: Color = Color(0x0b, 0x44, 0x52);
pub(crate) const ACCENT_PALE: Color = Color(0xa9, 0xc8, 0xce);
pub(crate) const GOAL: Color = Color(0xe6, 0xf3, 0xea);
pub(crate) const PANEL: Color = Color(0xf4, 0xf2, 0xee);

/// Millimetres to points.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// How thick a letter is. The bundled Inter has these three; the Noto faces answer the two heavier with Bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Weight {
    #[default]
    Regular,
    SemiBold,
    Bold,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    /// Points.
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) italic: bool,
    pub(crate) color: Color,
    /// Extra distance between letters, as a part of the size.
    pub(crate) tracking: f32,
    /// Line height, as a multiple of the size.
    pub(crate) leading: f32,
}

const fn style(size: f32, weight: Weight, color: Color) -> Style {
    Style { size, weight, italic: false, color, tracking: 0.0, leading: 1.42 }
}

pub(crate) const BODY: Style = style(9.6, Weight::Regular, INK);
pub(crate) const BODY_PALE: Style = style(9.6, Weight::Regular, PALE);
pub(crate) const SMALL: Style = style(8.4, Weight::Regular, GREY);
pub(crate) const SIGNATURE: Style = style(8.4, Weight::Regular, INK);
pub(crate) const FOOTER: Style = style(7.6, Weight::Regular, PALE);
pub(crate) const LETTERHEAD: Style = style(13.0, Weight::Bold, INK);
pub(crate) const TITLE: Style = style(9.6, Weight::Bold, INK);
pub(crate) const NAME: Style = style(11.5, Weight::Bold, INK);
pub(crate) const DRUG: Style = style(11.5, Weight::Bold, INK);
pub(crate) const ALLERGY: Style = style(9.0, Weight::SemiBold, DANGER);
pub(crate) const NO_ALLERGY: Style = style(9.0, Weight::SemiBold, INK);
pub(crate) const TABLE_HEAD: Style = style(8.0, Weight::SemiBold, PALE);
pub(crate) const HEADING: Style =
    Style { size: 8.4, weight: Weight::Bold, italic: false, color: GREY, tracking: 0.07, leading: 1.42 };
pub(crate) const BANNER: Style =
    Style { size: 10.0, weight: Weight::Bold, italic: false, color: DANGER, tracking: 0.04, leading: 1.3 };
pub(crate) const REPRINT: Style = style(8.4, Weight::SemiBold, INK);
pub(crate) const RX: Style =
    Style { size: 20.0, weight: Weight::Bold, italic: false, color: INK, tracking: 0.0, leading: 1.3 };
pub(crate) const CODE: Style =
    Style { size: 17.0, weight: Weight::SemiBold, italic: false, color: INK, tracking: 0.06, leading: 1.5 };
pub(crate) const CHART_LABEL: Style = style(7.2, Weight::Regular, PALE);
pub(crate) const CHART_DRUG: Style = style(7.0, Weight::SemiBold, ACCENT_INK);
