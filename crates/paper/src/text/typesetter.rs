//! Shaping, ordering and line breaking by parley, with the bundled faces only.
//!
//! What leaves here is glyphs with places inside a line. A character without a glyph never leaves here.
//! Long because: a third are its tests, which need the private glyphs.

use std::borrow::Cow;
use std::sync::Mutex;

use parley::layout::{Cluster, Layout};
use parley::{
    BaseDirection, FontContext, FontFamily, FontFeatures, FontStyle, FontWeight, LayoutContext, LineHeight,
    OverflowWrap, StyleProperty,
};

use super::faces::{self, FAMILIES, FIRST_FAMILY, FaceId};
use super::rich::{Rich, plain_text};
use crate::error::PaperError;
use crate::look::{Color, Style, Weight};

/// Where the lines of a paragraph stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Align {
    /// Left, or right in a right-to-left paragraph.
    #[default]
    Start,
    /// Where the page's lines begin, whichever way this one runs.
    PageStart,
    Right,
    Center,
}

/// Which way a paragraph runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Direction {
    /// As its first letter does: for a text that stands alone.
    #[default]
    Auto,
    /// As the page does: for our own sentences around a field.
    Page,
}

/// One line, with its top at 0.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) height: f32,
    /// Distance of the base line from the top.
    pub(crate) baseline: f32,
    /// Left edge and width of what is printed.
    pub(crate) left: f32,
    pub(crate) width: f32,
    pub(crate) runs: Vec<Run>,
    /// The line as a reader would type it.
    pub(crate) text: String,
}

impl Line {
    fn shift(&mut self, by: f32) {
        self.left += by;
        for glyph in self.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
            glyph.x += by;
        }
    }
}

/// Glyphs of one face, size and colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) face: FaceId,
    pub(crate) size: f32,
    pub(crate) color: Color,
    pub(crate) struck: bool,
    pub(crate) right_to_left: bool,
    /// Left to right.
    pub(crate) glyphs: Vec<Glyph>,
    /// In reading order.
    pub(crate) text: String,
}

/// A glyph and its place: points right of the line's left edge, and below its base line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) advance: f32,
    /// The characters it stands for; empty for the later glyphs of a group.
    pub(crate) text: Cow<'static, str>,
}

/// What each stretch of a layout carries along.
#[derive(Clone, Debug, Default, PartialEq)]
struct Brush {
    color: Color,
    struck: bool,
}

/// The bundled fonts and the scratch space of the shaper.
pub(crate) struct Typesetter {
    fonts: FontContext,
    /// The faces of every script are in `fonts`, and not Inter alone.
    every_script: bool,
    layouts: LayoutContext<Brush>,
}

/// Reading the font files takes longer than a page: it is done once, and one paragraph is set at a time.
static TYPESETTER: Mutex<Option<Typesetter>> = Mutex::new(None);

/// A paragraph that is shaped but not yet broken into lines.
pub(crate) struct Shaped {
    layout: Layout<Brush>,
    text: String,
    place: &'static str,
    /// The page is laid out from left to right and turned over at the end, so its start is always at the left here.
    against: bool,
}

impl Typesetter {
    pub(crate) fn new() -> Self {
        Self { fonts: faces::inter(), every_script: false, layouts: LayoutContext::new() }
    }

    /// Runs `work` with the typesetter; not again within `work`.
    pub(crate) fn with<T>(work: impl FnOnce(&mut Typesetter) -> T) -> T {
        let mut typesetter = TYPESETTER.lock().unwrap_or_else(|poisoned| {
            // Somebody ended in the middle of a paragraph: nothing of that goes into the next one.
            TYPESETTER.clear_poison();
            let mut typesetter = poisoned.into_inner();
            *typesetter = None;
            typesetter
        });
        work(typesetter.get_or_insert_with(Self::new))
    }

    /// Shapes a paragraph. `right_to_left` is the page's own way; `place` names the part of the page in an error.
    pub(crate) fn shape(
        &mut self,
        rich: &Rich,
        style: &Style,
        direction: Direction,
        right_to_left: bool,
        place: &'static str,
    ) -> Shaped {
        let rich = rich.prepared(right_to_left);
        let text: String = rich.0.iter().map(|span| span.text.as_str()).collect();
        let inters = text.chars().all(faces::is_inters);
        if !self.every_script && !inters {
            faces::add_others(&mut self.fonts);
            self.every_script = true;
        }
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &text, 1.0, false);
        // The list is read and each family of it looked up for every paragraph; nearly all need none but the first.
        builder.push_default(if inters {
            FontFamily::named(FIRST_FAMILY)
        } else {
            FontFamily::Source(FAMILIES.into())
        });
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source(FEATURES.into())));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(weight_of(style.weight));
        builder.push_default(if style.italic { FontStyle::Italic } else { FontStyle::Normal });
        builder.push_default(StyleProperty::LetterSpacing(style.tracking * style.size));
        builder.push_default(LineHeight::Absolute(style.leading * style.size));
        builder.push_default(OverflowWrap::BreakWord);
        builder.push_default(StyleProperty::Brush(Brush { color: style.color, struck: false }));
        let mut start = 0;
        for span in &rich.0 {
            let range = start..start + span.text.len();
            start = range.end;
            if let Some(weight) = span.weight {
                builder.push(weight_of(weight), range.clone());
            }
            if let Some(size) = span.size {
                builder.push(StyleProperty::FontSize(size), range.clone());
            }
            if span.struck {
                builder.push(StyleProperty::Brush(Brush { color: style.color, struck: true }), range);
            }
        }
        builder.set_base_direction(match direction {
            Direction::Auto => BaseDirection::Auto,
            Direction::Page if right_to_left => BaseDirection::Rtl,
            Direction::Page => BaseDirection::Ltr,
        });
        let layout = builder.build(&text);
        Shaped { layout, text, place, against: right_to_left }
    }
}

/// `ss02`: I, l and 1 differ. `zero`: a slashed zero. `tnum`: figures of equal width.
const FEATURES: &str = "\"ss02\", \"zero\", \"tnum\"";

fn weight_of<'a>(weight: Weight) -> StyleProperty<'a, Brush> {
    StyleProperty::FontWeight(match weight {
        Weight::Regular => FontWeight::NORMAL,
        Weight::SemiBold => FontWeight::SEMI_BOLD,
        Weight::Bold => FontWeight::BOLD,
    })
}

impl Shaped {
    /// The width of the longest word, and of the longest line when nothing is broken.
    pub(crate) fn widths(&self) -> (f32, f32) {
        let widths = self.layout.calculate_content_widths();
        (widths.min, widths.max)
    }

    /// Breaks into lines of at most `width` points.
    ///
    /// # Errors
    /// [`PaperError::MissingGlyph`] names the first character that no bundled face has, or that must not be printed.
    pub(crate) fn lines(mut self, width: f32, align: Align) -> Result<Vec<Line>, PaperError> {
        if let Some(character) = self.text.chars().find(|character| is_refused(*character)) {
            return Err(PaperError::MissingGlyph { character, place: self.place });
        }
        // A hair of tolerance: a cell that was measured to fit must not break for a rounding error.
        self.layout.break_all_lines(Some(width + 0.01));
        let mut lines = Vec::new();
        let count = self.layout.len();
        for (index, line) in self.layout.lines().enumerate() {
            let mut line = self.line(&line, index > 0, index + 1 < count)?;
            let rest = (width - line.left - line.width).max(0.0);
            line.shift(match align {
                Align::Center => rest / 2.0,
                Align::Right => rest,
                Align::Start if self.layout.is_rtl() != self.against => rest,
                Align::Start | Align::PageStart => 0.0,
            });
            lines.push(line);
        }
        Ok(lines)
    }

    /// One line from its left edge. White space at its end is dropped here and the line is aligned by us: parley
    /// leaves that space inside the line where the last words run against the paragraph. A dot between two facts is
    /// dropped too where the line is broken at it: the break parts them already.
    fn line(
        &self,
        line: &parley::layout::Line<'_, Brush>,
        after_break: bool,
        before_break: bool,
    ) -> Result<Line, PaperError> {
        let metrics = line.metrics();
        // An empty paragraph has one line, which parley counts as one byte long.
        let whole = self.text.get(line.text_range()).unwrap_or_default();
        let is_blank = |character: char| character.is_whitespace() || is_invisible(character);
        let mut said = whole.trim_end_matches(is_blank);
        if before_break
            && let Some(rest) = said.strip_suffix(BETWEEN_FACTS).filter(|rest| rest.ends_with(is_blank))
        {
            said = rest.trim_end_matches(is_blank);
        }
        let end = line.text_range().start + said.len();
        if after_break
            && let Some(rest) = said.trim_start_matches(is_blank).strip_prefix(BETWEEN_FACTS)
            && rest.starts_with(is_blank)
        {
            said = rest.trim_start_matches(is_blank);
        }
        let begin = end - said.len();
        let mut pen = 0.0;
        let mut runs: Vec<Run> = Vec::new();
        for shaped_run in line.runs() {
            let bytes: &[u8] = shaped_run.font().data.as_ref();
            let face =
                FaceId::of(bytes).ok_or(PaperError::Internal { what: "a font that is not bundled" })?;
            let mut current: Option<u16> = None;
            let mut continuation = String::new();
            for cluster in shaped_run.visual_clusters() {
                if current != Some(cluster.style_index()) {
                    current = Some(cluster.style_index());
                    let brush = &cluster.style().brush;
                    runs.push(Run {
                        face,
                        size: shaped_run.font_size(),
                        color: brush.color,
                        struck: brush.struck,
                        right_to_left: shaped_run.is_rtl(),
                        glyphs: Vec::new(),
                        text: String::new(),
                    });
                }
                let at = cluster.text_range().start;
                if at >= end || at < begin {
                    continue;
                }
                if let Some(run) = runs.last_mut() {
                    self.set(run, &cluster, &mut pen, &mut continuation)?;
                }
            }
        }
        runs.retain(|run| !run.glyphs.is_empty());
        runs.iter_mut().for_each(|run| run.glyphs.shrink_to_fit());
        runs.shrink_to_fit();
        // The later glyphs of a group say nothing by themselves and are drawn all the same: a letter beneath its mark.
        let drawn = |glyph: &&Glyph| glyph.text.is_empty() || !glyph.text.trim().is_empty();
        let inked = || runs.iter().flat_map(|run| &run.glyphs).filter(drawn);
        let left = inked().map(|glyph| glyph.x).reduce(f32::min).unwrap_or(0.0);
        let right = inked().map(|glyph| glyph.x + glyph.advance).fold(left, f32::max);
        Ok(Line {
            height: metrics.line_height,
            baseline: metrics.baseline - metrics.block_min_coord,
            left,
            width: right - left,
            text: plain_text(said),
            runs,
        })
    }

    /// Sets one cluster: its glyphs at the pen, its characters with the first of them.
    fn set(
        &self,
        run: &mut Run,
        cluster: &Cluster<'_, Brush>,
        pen: &mut f32,
        continuation: &mut String,
    ) -> Result<(), PaperError> {
        let source = &self.text[cluster.text_range()];
        // Nearly all are one letter of ASCII, which needs no memory and stands by itself.
        if let (Some(letter), false, true) =
            (printable(source), cluster.is_ligature_continuation(), continuation.is_empty())
        {
            if run.right_to_left {
                run.text.insert_str(0, letter);
            } else {
                run.text.push_str(letter);
            }
            return self.draw(run, cluster, pen, Cow::Borrowed(letter));
        }
        let text: String = source.chars().filter(|character| !is_invisible(*character)).collect();
        if run.right_to_left {
            run.text.insert_str(0, &text);
        } else {
            run.text.push_str(&text);
        }
        if cluster.is_ligature_continuation() {
            // Seen after its start from left to right, and before it from right to left.
            if run.right_to_left {
                continuation.insert_str(0, &text);
            } else if let Some(glyph) = run.glyphs.iter_mut().rev().find(|glyph| !glyph.text.is_empty()) {
                glyph.text.to_mut().push_str(&text);
            }
            return Ok(());
        }
        if source.chars().all(is_invisible) {
            return Ok(());
        }
        self.draw(run, cluster, pen, letters(text + &std::mem::take(continuation)))
    }

    /// The glyphs of one cluster at the pen; the first of them says `letters`.
    fn draw(
        &self,
        run: &mut Run,
        cluster: &Cluster<'_, Brush>,
        pen: &mut f32,
        letters: Cow<'static, str>,
    ) -> Result<(), PaperError> {
        let mut group = Some(letters);
        for glyph in cluster.glyphs() {
            let id = u16::try_from(glyph.id).map_err(|_| PaperError::Internal { what: "a glyph number" })?;
            let text = group.take().unwrap_or_default();
            if id == 0 {
                if let Some(character) =
                    self.text[cluster.text_range()].chars().find(|character| !is_silent(*character))
                {
                    return Err(PaperError::MissingGlyph { character, place: self.place });
                }
            } else if !text.chars().any(|character| character == '\n') {
                run.glyphs.push(Glyph { id, x: *pen + glyph.x, y: glyph.y, advance: glyph.advance, text });
            }
            *pen += glyph.advance;
        }
        Ok(())
    }
}

/// A long chart has a million letters, nearly all of them one of these: they need no memory of their own.
fn letters(text: String) -> Cow<'static, str> {
    printable(&text).map_or(Cow::Owned(text), Cow::Borrowed)
}

/// That one letter of ASCII.
fn printable(text: &str) -> Option<&'static str> {
    const PRINTABLE: &str =
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    match text.as_bytes() {
        [letter] => letter.checked_sub(b' ').map(usize::from).and_then(|at| PRINTABLE.get(at..at + 1)),
        _ => None,
    }
}

/// Stands between two facts of one line: `+1 555 0100 · Fax +1 555 0101`.
const BETWEEN_FACTS: char = '·';

/// Characters that steer the text and leave no trace in it.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}' | '\u{ad}'
    )
}

/// Control characters have no shape, and a direction override that slipped into a name could turn a dose around.
fn is_refused(character: char) -> bool {
    (character.is_control() && character != '\n') || matches!(character, '\u{202a}'..='\u{202e}')
}

/// Characters that may go without a glyph: the invisible, joiners and line ends.
fn is_silent(character: char) -> bool {
    is_invisible(character) || matches!(character, '\n' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0e}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::BODY;

    fn lines(text: &str, width: f32) -> Result<Vec<Line>, PaperError> {
        Typesetter::with(|typesetter| {
            let shaped = typesetter.shape(&Rich::new(text), &BODY, Direction::Auto, false, "the test");
            shaped.lines(width, Align::Start)
        })
    }

    fn glyphs(text: &str) -> Vec<Glyph> {
        lines(text, 500.0).unwrap().remove(0).runs.into_iter().flat_map(|run| run.glyphs).collect()
    }

    /// Glyphs without our features: what the face draws by itself.
    fn bare(text: &str) -> Vec<u32> {
        let mut fonts = faces::inter();
        let mut layouts: LayoutContext<Brush> = LayoutContext::new();
        let mut builder = layouts.ranged_builder(&mut fonts, text, 1.0, false);
        builder.push_default(FontFamily::Source(FAMILIES.into()));
        let mut layout = builder.build(text);
        layout.break_all_lines(None);
        let line = layout.lines().next().unwrap();
        line.runs()
            .flat_map(|run| run.visual_clusters().flat_map(|cluster| cluster.glyphs().map(|glyph| glyph.id)))
            .collect()
    }

    #[test]
    fn letters_and_figures_that_look_alike_are_drawn_apart() {
        let ours: Vec<u32> = glyphs("Il0").iter().map(|glyph| glyph.id.into()).collect();
        for (index, (ours, bare)) in ours.iter().zip(bare("Il0")).enumerate() {
            assert_ne!(*ours, bare, "character {index} has a shape of its own (ss02, zero)");
        }
    }

    #[test]
    fn what_is_looked_for_in_inter_alone_is_there() {
        let common = ('\0'..='\u{ffff}').filter(|character| faces::is_inters(*character));
        for character in common.filter(|character| !character.is_control() && !is_silent(*character)) {
            let ids = bare(&character.to_string());
            assert!(!ids.is_empty() && !ids.contains(&0), "Inter draws {character:?}: {ids:?}");
        }
    }

    #[test]
    fn figures_are_equally_wide() {
        let advances: Vec<f32> = glyphs("0123456789").iter().map(|glyph| glyph.advance).collect();
        assert!(advances.iter().all(|advance| (advance - advances[0]).abs() < 0.01), "{advances:?}");
    }

    #[test]
    fn a_dose_inside_arabic_reads_from_left_to_right() {
        for text in ["خذ قرص amoxicillin 500 mg مرتين", "קח 500 mg פעמיים"] {
            let glyphs = glyphs(text);
            let place = |wanted: &str| glyphs.iter().find(|glyph| glyph.text == wanted).unwrap().x;
            assert!(
                place("5") < place("0") && place("0") < place("g"),
                "the figure stands left of its unit in {text}"
            );
        }
    }

    #[test]
    fn joined_letters_keep_every_character() {
        for text in ["प्रिया शर्मा", "فاطمة الزهراء", "রহিমা বেগম", "கவிதா", "ที่นี่", "office"]
        {
            let runs = lines(text, 500.0).unwrap().remove(0).runs;
            let mut said: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
            let mut meant: Vec<char> =
                runs.iter().flat_map(|run| &run.glyphs).flat_map(|glyph| glyph.text.chars()).collect();
            let mut given: Vec<char> = text.chars().collect();
            given.sort_unstable();
            said.sort_unstable();
            meant.sort_unstable();
            assert_eq!(said, given, "{text}");
            assert_eq!(meant, given, "{text}");
        }
    }

    #[test]
    fn a_dot_between_facts_does_not_hang_at_the_end_of_a_line() {
        let texts = |text: &str, width: f32| -> Vec<String> {
            lines(text, width).unwrap().into_iter().map(|line| line.text).collect()
        };
        let contact = "18 Hill Street · +1\u{a0}555\u{a0}0100 · desk@hill.example";
        assert_eq!(texts(contact, 1000.0), ["18 Hill Street · +1 555 0100 · desk@hill.example"]);
        for width in 80..240 {
            for line in texts(contact, width as f32) {
                assert!(!line.starts_with('·') && !line.ends_with('·'), "{width}: {line}");
            }
        }
        assert_eq!(texts("a ·", 500.0), ["a ·"], "what somebody wrote at the end stays");
        let dots = glyphs("a · b");
        assert_eq!(dots.iter().filter(|glyph| glyph.text == "·").count(), 1);
    }

    #[test]
    fn a_letter_with_a_mark_is_as_wide_as_it_is_drawn() {
        // Shaped from right to left the mark comes first and the letter says nothing: it is ink all the same.
        let line = lines("كُتبت", 500.0).unwrap().remove(0);
        let right = line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.x + glyph.advance);
        let right = right.fold(0.0_f32, f32::max);
        assert!((line.left + line.width - right).abs() < 0.1, "{} and {right}", line.left + line.width);
        assert!(right <= 500.1, "it does not hang over the margin: {right}");
    }

    #[test]
    fn a_word_wider_than_the_page_is_broken_and_whole_words_are_not() {
        let broken = lines(&"x".repeat(300), 100.0).unwrap();
        assert!(broken.iter().all(|line| line.width <= 100.1));
        assert_eq!(broken.iter().map(|line| line.text.len()).sum::<usize>(), 300);
        let words = lines("doxycycline doxycycline doxycycline", 70.0).unwrap();
        assert!(words.iter().all(|line| line.text == "doxycycline"));
    }
}
