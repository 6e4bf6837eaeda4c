//! Pictures on paper: a practice's logo, a signature. PNG and JPEG become plain red, green and blue on white, so that
//! the same picture is the same on every printer.
//!
//! Deliberately not here: SVG (the window turns it into PNG before it is kept) and colour profiles.

use std::io::Cursor;
use std::sync::Arc;

use crate::error::PaperError;

/// A picture that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Arc<[u8]>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Picture({} × {})", self.width, self.height)
    }
}

/// Larger pictures are refused: 4 million pixels are a logo of 20 cm at 250 to the inch.
const MOST_PIXELS: u64 = 4_000_000;

impl Picture {
    /// Reads a PNG or JPEG.
    ///
    /// # Errors
    /// [`PaperError::BadPicture`] says what is wrong with it.
    pub fn read(bytes: &[u8]) -> Result<Picture, PaperError> {
        if bytes.starts_with(b"\x89PNG") {
            png(bytes)
        } else if bytes.starts_with(&[0xff, 0xd8]) {
            jpeg(bytes)
        } else {
            Err(PaperError::BadPicture { why: "it is neither PNG nor JPEG" })
        }
    }

    /// Width and height in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Three bytes a pixel, row by row.
    pub(crate) fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// As wide and high as fits into a box without being stretched, in points.
    pub(crate) fn within(&self, width: f32, height: f32) -> (f32, f32) {
        let scale = (width / self.width.max(1) as f32).min(height / self.height.max(1) as f32);
        (self.width as f32 * scale, self.height as f32 * scale)
    }
}

fn checked(width: u32, height: u32) -> Result<(), PaperError> {
    if width == 0 || height == 0 {
        return Err(PaperError::BadPicture { why: "it is empty" });
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PaperError::BadPicture { why: "it has more than 4 million pixels" });
    }
    Ok(())
}

const BROKEN: PaperError = PaperError::BadPicture { why: "it cannot be read" };

fn png(bytes: &[u8]) -> Result<Picture, PaperError> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| BROKEN)?;
    let (width, height) = (reader.info().width, reader.info().height);
    checked(width, height)?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(BROKEN)?];
    let frame = reader.next_frame(&mut pixels).map_err(|_| BROKEN)?;
    pixels.truncate(frame.buffer_size());
    let on_white = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
    };
    let rgb: Vec<u8> = match frame.color_type {
        png::ColorType::Rgb => pixels,
        png::ColorType::Grayscale => pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        png::ColorType::GrayscaleAlpha => {
            pixels.chunks_exact(2).flat_map(|pixel| [on_white(pixel[0], pixel[1]); 3]).collect()
        }
        png::ColorType::Rgba => pixels
            .chunks_exact(4)
            .flat_map(|pixel| [0, 1, 2].map(|channel: usize| on_white(pixel[channel], pixel[3])))
            .collect(),
        png::ColorType::Indexed => return Err(BROKEN),
    };
    Ok(Picture { width, height, rgb: rgb.into() })
}

fn jpeg(bytes: &[u8]) -> Result<Picture, PaperError> {
    use zune_jpeg::JpegDecoder;
    use zune_jpeg::zune_core::bytestream::ZCursor;
    use zune_jpeg::zune_core::colorspace::ColorSpace;
    use zune_jpeg::zune_core::options::DecoderOptions;
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| BROKEN)?;
    let (width, height) = decoder.dimensions().ok_or(BROKEN)?;
    let (width, height) =
        (u32::try_from(width).map_err(|_| BROKEN)?, u32::try_from(height).map_err(|_| BROKEN)?);
    checked(width, height)?;
    let rgb = decoder.decode().map_err(|_| BROKEN)?;
    if rgb.len() as u64 != u64::from(width) * u64::from(height) * 3 {
        return Err(BROKEN);
    }
    let turn = decoder.exif().and_then(|exif| orientation(exif)).unwrap_or(1);
    Ok(upright(Picture { width, height, rgb: rgb.into() }, turn))
}

/// How the camera was held: the tag Orientation (0x0112) of the first directory, 1 to 8. `None` where the data say
/// nothing of it or are broken. Source: JEITA CP-3451, Exif 2.3, 4.6.2 and 4.6.4.
fn orientation(exif: &[u8]) -> Option<u16> {
    let data = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let little = match data.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let two = <[u8; 2]>::try_from(data.get(at..at.checked_add(2)?)?).ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| -> Option<usize> {
        let (first, second) = (usize::from(short(at)?), usize::from(short(at + 2)?));
        Some(if little { second << 16 | first } else { first << 16 | second })
    };
    let directory = long(4)?;
    let entries = usize::from(short(directory)?);
    (0..entries).find_map(|entry| {
        let at = directory.checked_add(2 + entry * 12)?;
        (short(at)? == 0x0112).then(|| short(at + 8))?.filter(|turn| (1..=8).contains(turn))
    })
}

/// The picture as it was seen, whichever way the camera was held.
fn upright(picture: Picture, turn: u16) -> Picture {
    let (wide, high) = (picture.width as usize, picture.height as usize);
    let on_its_side = (5..=8).contains(&turn);
    let (width, height) = if on_its_side { (high, wide) } else { (wide, high) };
    // For each place of the upright picture the column and the row it is kept in.
    let kept = |x: usize, y: usize| match turn {
        2 => (wide - 1 - x, y),
        3 => (wide - 1 - x, high - 1 - y),
        4 => (x, high - 1 - y),
        5 => (y, x),
        6 => (y, high - 1 - x),
        7 => (wide - 1 - y, high - 1 - x),
        8 => (wide - 1 - y, x),
        _ => (x, y),
    };
    if !(2..=8).contains(&turn) {
        return picture;
    }
    let mut rgb = Vec::with_capacity(picture.rgb.len());
    for y in 0..height {
        for x in 0..width {
            let (column, row) = kept(x, y);
            let at = (row * wide + column) * 3;
            rgb.extend_from_slice(picture.rgb.get(at..at + 3).unwrap_or(&[255; 3]));
        }
    }
    let (width, height) =
        if on_its_side { (picture.height, picture.width) } else { (picture.width, picture.height) };
    Picture { width, height, rgb: rgb.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_of(color: png::ColorType, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        bytes
    }

    #[test]
    fn what_is_clear_becomes_white_and_grey_becomes_three_colours() {
        let clear = Picture::read(&png_of(png::ColorType::Rgba, &[10, 20, 30, 255, 0, 0, 0, 0])).unwrap();
        assert_eq!(clear.rgb(), [10, 20, 30, 255, 255, 255]);
        let grey = Picture::read(&png_of(png::ColorType::Grayscale, &[7, 200])).unwrap();
        assert_eq!(grey.rgb(), [7, 7, 7, 200, 200, 200]);
        assert_eq!(grey.size(), (2, 1));
        assert_eq!(grey.within(100.0, 100.0), (100.0, 50.0), "it is not stretched");
    }

    #[test]
    fn a_photograph_stands_upright_however_the_camera_was_held() {
        // Two pixels wide and one high, red beside blue; turned a quarter they stand one above the other.
        let (red, blue) = ([255, 0, 0], [0, 0, 255]);
        let kept = Picture { width: 2, height: 1, rgb: [red, blue].concat().into() };
        for (turn, size, first) in [
            (1, (2, 1), red),
            (2, (2, 1), blue),
            (3, (2, 1), blue),
            (4, (2, 1), red),
            (5, (1, 2), red),
            (6, (1, 2), red),
            (7, (1, 2), blue),
            (8, (1, 2), blue),
        ] {
            let turned = upright(kept.clone(), turn);
            assert_eq!(turned.size(), size, "{turn}");
            assert_eq!(turned.rgb()[..3], first, "{turn}");
        }
    }

    #[test]
    fn a_jpeg_of_a_turned_camera_is_read_upright() {
        // Made by us: 16 × 8 pixels, red beside blue, with the tag of a camera held on its side.
        let read = Picture::read(include_bytes!("../tests/samples/turned.jpg")).unwrap();
        assert_eq!(read.size(), (8, 16));
        let (top, bottom) = (&read.rgb()[..3], &read.rgb()[read.rgb().len() - 3..]);
        assert!(top[0] > 200 && top[2] < 60, "red is above: {top:?}");
        assert!(bottom[2] > 200 && bottom[0] < 60, "blue is below: {bottom:?}");
    }

    #[test]
    fn the_way_the_camera_was_held_is_read_in_either_byte_order() {
        let little = |turn: u8| {
            [
                &b"Exif\0\0II*\0"[..],
                &[8, 0, 0, 0, 2, 0, 0x0f, 1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0],
                &[0x12, 1, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0],
            ]
            .concat()
        };
        assert_eq!(orientation(&little(6)), Some(6));
        assert_eq!(orientation(&little(6)[6..]), Some(6), "without its name too");
        assert_eq!(orientation(&little(9)), None, "there are eight ways");
        let big = [&b"MM\0*"[..], &[0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0]].concat();
        assert_eq!(orientation(&big), Some(3));
        for broken in [&b""[..], b"II", b"Exif\0\0MM", &little(6)[..20]] {
            assert_eq!(orientation(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn what_is_no_picture_is_refused_with_a_reason() {
        for bytes in [&b"<svg/>"[..], b"", b"\x89PNG\r\n\x1a\nbroken", &[0xff, 0xd8, 0xff, 0]] {
            assert!(matches!(Picture::read(bytes), Err(PaperError::BadPicture { .. })), "{bytes:?}");
        }
    }
}
