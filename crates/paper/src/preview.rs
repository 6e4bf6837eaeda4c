//! Pictures of pages, drawn without any help of the system: the preview in the window, and golden pictures.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::cores::{cores, share};
use crate::error::PaperError;

/// Draws one page as a PNG. `page` counts from 1; `scale` is pixels to the point (2.0 gives 144 to the inch) and is
/// held between 0.1 and 8.
///
/// # Errors
/// [`PaperError::NoSuchPage`], or [`PaperError::Internal`] when the bytes are not a PDF.
pub fn render_png(pdf: &[u8], page: usize, scale: f32) -> Result<Vec<u8>, PaperError> {
    let drawn = render_pngs(pdf, [page], scale)?;
    drawn.into_iter().next().ok_or(PaperError::NoSuchPage { page })
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
    let pages: Vec<usize> = pages.into_iter().collect();
    // A core draws all of its share with the outlines it has drawn before.
    let shares = pages.chunks(pages.len().div_ceil(cores()).max(1)).collect();
    let drawn = share(
        &mut (),
        || (),
        shares,
        |(), numbers: &[usize]| {
            let file = Pdf::new(Arc::clone(&bytes))
                .map_err(|_| PaperError::Internal { what: "reading the file" })?;
            let cache = RenderCache::new();
            numbers.iter().map(|page| draw(&file, &cache, *page, scale)).collect::<Result<Vec<_>, _>>()
        },
    );
    Ok(drawn.into_iter().collect::<Result<Vec<_>, PaperError>>()?.concat())
}

fn draw<'a>(file: &'a Pdf, cache: &RenderCache<'a>, page: usize, scale: f32) -> Result<Vec<u8>, PaperError> {
    let pages = file.pages();
    let wanted =
        page.checked_sub(1).and_then(|index| pages.get(index)).ok_or(PaperError::NoSuchPage { page })?;
    let scale = if scale.is_finite() { scale.clamp(0.1, 8.0) } else { 1.0 };
    let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(wanted, cache, &InterpreterSettings::default(), &RenderSettings::default(), &pixels);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    // The page is opaque, so its colours are the three of each pixel as they stand.
    let mut rgb = Vec::with_capacity(3 * drawn.data().len());
    drawn.data().iter().for_each(|pixel| rgb.extend_from_slice(&[pixel.r, pixel.g, pixel.b]));
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
