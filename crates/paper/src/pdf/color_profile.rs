//! The colours of a page are sRGB, and the file says so: a profile of a few hundred bytes, made here because every
//! one that could be bundled is larger than the page it describes.
//!
//! Layout: ICC.1:2010 (profile version 4.3). Figures: IEC 61966-2-1, adapted to D50 as ICC.1 asks.

/// XYZ of the three primaries and of the white point, adapted to D50.
const RED: [f64; 3] = [0.436_07, 0.222_49, 0.013_92];
const GREEN: [f64; 3] = [0.385_15, 0.716_87, 0.097_08];
const BLUE: [f64; 3] = [0.143_07, 0.060_61, 0.714_10];
const WHITE: [f64; 3] = [0.964_2, 1.0, 0.824_9];
/// The adaptation from D65 to D50 by Bradford's method.
const ADAPTATION: [f64; 9] =
    [1.047_88, 0.022_92, -0.050_22, 0.029_59, 0.990_48, -0.017_07, -0.009_25, 0.015_08, 0.751_68];
/// The sRGB curve as a parametric curve of kind 3: exponent, a, b, c, d.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

const HEADER: usize = 128;

/// The profile, the same bytes each time.
pub(crate) fn srgb() -> Vec<u8> {
    let curve = parametric(&CURVE);
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("No copyright, use freely")),
        (b"wtpt", numbers(b"XYZ ", &WHITE)),
        (b"chad", numbers(b"sf32", &ADAPTATION)),
        (b"rXYZ", numbers(b"XYZ ", &RED)),
        (b"gXYZ", numbers(b"XYZ ", &GREEN)),
        (b"bXYZ", numbers(b"XYZ ", &BLUE)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let start = HEADER + 4 + 12 * tags.len();
    let mut table = count(tags.len()).to_vec();
    let mut data = Vec::new();
    for (name, content) in &tags {
        table.extend_from_slice(*name);
        table.extend_from_slice(&count(start + data.len()));
        table.extend_from_slice(&count(content.len()));
        data.extend_from_slice(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header(start + data.len());
    profile.append(&mut table);
    profile.append(&mut data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &count(size));
    put(8, &[4, 0x30, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // A date is asked for: that of the standard the profile follows.
    put(24, &[0x07, 0xda, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    put(36, b"acsp");
    for (index, value) in WHITE.iter().enumerate() {
        put(68 + 4 * index, &fixed(*value));
    }
    header
}

fn count(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

/// A number with sixteen bits after the point.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn numbers(kind: &[u8; 4], values: &[f64]) -> Vec<u8> {
    let mut tag = kind.to_vec();
    tag.extend_from_slice(&[0; 4]);
    values.iter().for_each(|value| tag.extend_from_slice(&fixed(*value)));
    tag
}

fn parametric(values: &[f64]) -> Vec<u8> {
    let mut tag = b"para".to_vec();
    tag.extend_from_slice(&[0, 0, 0, 0, 0, 3, 0, 0]);
    values.iter().for_each(|value| tag.extend_from_slice(&fixed(*value)));
    tag
}

/// One English text.
fn words(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc".to_vec();
    for value in [0, 1, 12] {
        tag.extend_from_slice(&count(value));
    }
    tag.extend_from_slice(b"enUS");
    tag.extend_from_slice(&count(units.len()));
    tag.extend_from_slice(&count(28));
    tag.extend(units);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_as_long_as_it_says_and_its_tags_lie_inside() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        for tag in 0..number(128) {
            let at = 132 + 12 * tag;
            let (offset, length) = (number(at + 4), number(at + 8));
            assert!(
                offset % 4 == 0 && offset >= 132 + 12 * number(128) && offset + length <= profile.len(),
                "tag {tag}"
            );
        }
        let white: f64 = [RED, GREEN, BLUE].iter().map(|primary| primary[1]).sum();
        assert!((white - 1.0).abs() < 0.001, "the primaries add up to white");
    }
}
