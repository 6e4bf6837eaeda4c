//! Pictures of pages, drawn without any help of the system: the preview in the window, and golden pictures.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::cores::share;
use crate::error::PaperError;

/// Draws one page as a PNG. `page` counts from 1; `scale` is pixels to the point (2.0 gives 144 to the inch) and is
/// held between 0.1 and 8.
///
/// # Errors
/// [`PaperError::NoSuchPage`], or [`PaperError::Internal`] when the bytes are not a PDF.
pub fn render_png(pdf: &[u8], page: usize, scale: f32) -> Result<Vec<u8>, PaperError> {
    draw(&open(Arc::new(pdf.to_vec())), page, scale)
}

/// Draws the pages of these numbers as [`render_png`] does, on all cores at once.
///
/// # Errors
/// Those of [`render_png`], for the first page that has one.
pub fn render_pngs(
    pdf: &[u8],
    pages: impl IntoIterator<Item = usize>,
    scale: f32,
) -> Result<Vec<Vec<u8>>, PaperError> {
    let bytes = Arc::new(pdf.to_vec());
    let another = || open(Arc::clone(&bytes));
    let pages = pages.into_iter().collect();
    share(&mut another(), another, pages, |file, page| draw(file, page, scale)).into_iter().collect()
}

fn open(bytes: Arc<Vec<u8>>) -> Option<Pdf> {
    Pdf::new(bytes).ok()
}

fn draw(file: &Option<Pdf>, page: usize, scale: f32) -> Result<Vec<u8>, PaperError> {
    let file = file.as_ref().ok_or(PaperError::Internal { what: "reading the file" })?;
    let pages = file.pages();
    let wanted =
        page.checked_sub(1).and_then(|index| pages.get(index)).ok_or(PaperError::NoSuchPage { page })?;
    let scale = if scale.is_finite() { scale.clamp(0.1, 8.0) } else { 1.0 };
    let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let cache = RenderCache::new();
    let drawn = render(wanted, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &pixels);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    // The page is opaque, so its colours are the three of each pixel as they stand.
    let rgb: Vec<u8> = drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    png(width, height, &rgb).map_err(|_| PaperError::Internal { what: "writing the picture" })
}

/// Written quickly: a proof is looked at once, and a page is mostly white.
fn png(width: u32, height: u32, rgb: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}
