//! Pictures of pages, drawn without any help of the system: the preview in the window, and golden pictures.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::error::PaperError;

/// Draws one page as a PNG. `page` counts from 1; `scale` is pixels to the point (2.0 gives 144 to the inch) and is
/// held between 0.1 and 8.
///
/// # Errors
/// [`PaperError::NoSuchPage`], or [`PaperError::Internal`] when the bytes are not a PDF.
pub fn render_png(pdf: &[u8], page: usize, scale: f32) -> Result<Vec<u8>, PaperError> {
    let file =
        Pdf::new(Arc::new(pdf.to_vec())).map_err(|_| PaperError::Internal { what: "reading the file" })?;
    let pages = file.pages();
    let wanted =
        page.checked_sub(1).and_then(|index| pages.get(index)).ok_or(PaperError::NoSuchPage { page })?;
    let scale = if scale.is_finite() { scale.clamp(0.1, 8.0) } else { 1.0 };
    let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let cache = RenderCache::new();
    let drawn = render(wanted, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &pixels);
    drawn.into_png().map_err(|_| PaperError::Internal { what: "writing the picture" })
}
