//! The bytes of each document and the picture of each of its pages, against those that were looked at and kept.
//!
//! Layer 2: `golden/bytes.tsv` has the SHA-256 of each file. Layer 4: `golden/pages/*.png` has each page as our own
//! renderer draws it at 72 to the inch, compared pixel by pixel, with room for rounding alone. A page that changed on purpose is looked at first
//! and then both are renewed with `PAPER_BLESS=1 cargo test -p paper --test pictures`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "each test takes the samples it needs")]
mod samples;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use paper::render_png;
use samples::every_document;
use sha2::{Digest, Sha256};

const RENEW: &str = "look at the page, then run PAPER_BLESS=1 cargo test -p paper --test pictures";

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn is_blessed() -> bool {
    std::env::var_os("PAPER_BLESS").is_some()
}

#[test]
fn every_document_has_the_bytes_it_had() {
    let path = golden().join("bytes.tsv");
    let row = |(name, pdf): &(&str, paper::Pdf)| {
        let hash: String = Sha256::digest(&pdf.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{name}\t{}\t{}\t{hash}", pdf.pages, pdf.bytes.len())
    };
    let now: Vec<String> = every_document().iter().map(row).collect();
    if is_blessed() {
        let head =
            "# Layer 2: document, pages, bytes, SHA-256. Renewed by PAPER_BLESS=1, see tests/pictures.rs.\n";
        fs::write(&path, format!("{head}{}\n", now.join("\n"))).unwrap();
    }
    let kept = fs::read_to_string(&path).expect("golden/bytes.tsv is committed");
    let then: Vec<&str> = kept.lines().filter(|line| !line.starts_with('#')).collect();
    let changed: Vec<String> = now
        .iter()
        .filter(|row| !then.contains(&row.as_str()))
        .map(|row| {
            let name = row.split('\t').next().unwrap_or_default();
            let before = then.iter().find(|before| before.split('\t').next() == Some(name));
            format!("{name}: now {row:?}, before {before:?}")
        })
        .collect();
    assert!(changed.is_empty(), "these files are not what they were; {RENEW}:\n{}", changed.join("\n"));
    assert_eq!(now.len(), then.len(), "a document was taken away; {RENEW}");
}

/// How far a pixel may be off, of 255. The renderer adds up the edge of a letter in another order on a processor with
/// wider registers; a letter that moved by a tenth of a point is off by more.
const ROUNDING: u8 = 16;

/// A picture: width, height, three bytes a pixel.
struct Drawn {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Drawn {
    fn read(bytes: &[u8]) -> Drawn {
        let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
        let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut rgb).unwrap();
        rgb.truncate(frame.buffer_size());
        assert_eq!(frame.color_type, png::ColorType::Rgb);
        Drawn { width: frame.width, height: frame.height, rgb }
    }

    /// As small as it gets: it is committed.
    fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        encoder.write_header().unwrap().write_image_data(&self.rgb).unwrap();
        bytes
    }

    /// What differs in red on the pale new page; the number of pixels and the box around them.
    fn compared(&self, before: &Drawn) -> Option<(Drawn, usize, [u32; 4])> {
        if (self.width, self.height) != (before.width, before.height) {
            let page = Drawn { rgb: self.rgb.clone(), ..*self };
            return Some((page, self.rgb.len() / 3, [0, 0, self.width, self.height]));
        }
        let mut rgb = Vec::with_capacity(self.rgb.len());
        let (mut count, mut edges) = (0, [u32::MAX, u32::MAX, 0, 0]);
        for (at, (now, then)) in self.rgb.chunks_exact(3).zip(before.rgb.chunks_exact(3)).enumerate() {
            if now.iter().zip(then).all(|(now, then)| now.abs_diff(*then) <= ROUNDING) {
                rgb.extend(now.iter().map(|value| 255 - (255 - value) / 4));
                continue;
            }
            count += 1;
            let at = u32::try_from(at).unwrap();
            let (x, y) = (at % self.width, at / self.width);
            edges = [edges[0].min(x), edges[1].min(y), edges[2].max(x), edges[3].max(y)];
            rgb.extend([220, 0, 0]);
        }
        (count > 0).then_some((Drawn { rgb, ..*self }, count, edges))
    }
}

#[test]
fn every_page_looks_as_it_looked() {
    let folder = golden().join("pages");
    let found = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    fs::create_dir_all(&found).unwrap();
    if is_blessed() {
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
    }
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (name, pdf) in every_document() {
        for page in 1..=pdf.pages {
            seen += 1;
            let file = format!("{name}-{page}.png");
            let now = Drawn::read(&render_png(&pdf.bytes, page, 1.0).unwrap());
            if is_blessed() {
                fs::write(folder.join(&file), now.png()).unwrap();
            }
            let Ok(kept) = fs::read(folder.join(&file)) else {
                fs::write(found.join(&file), now.png()).unwrap();
                wrong.push(format!("{name}, page {page}: new, see {}", found.join(&file).display()));
                continue;
            };
            if let Some((differs, count, [left, top, right, bottom])) = now.compared(&Drawn::read(&kept)) {
                let difference = found.join(format!("{name}-{page}-differs.png"));
                fs::write(&difference, differs.png()).unwrap();
                fs::write(found.join(&file), now.png()).unwrap();
                wrong.push(format!(
                    "{name}, page {page}: {count} pixels differ, between {left},{top} and {right},{bottom}; what \
                     differs is red in {}, the page now is {}",
                    difference.display(),
                    found.join(&file).display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "pages look different; {RENEW}:\n{}", wrong.join("\n"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), seen, "a page is gone; {RENEW}");
}

#[test]
fn a_changed_digit_is_found_and_shown() {
    let page = |repeats| {
        let mut prescription = samples::prescription();
        prescription.items[1].repeats = repeats;
        let pdf = paper::prescription(&prescription, &samples::setting(paper::PageSize::A5)).unwrap();
        Drawn::read(&render_png(&pdf.bytes, 1, 1.0).unwrap())
    };
    assert!(page(3).compared(&page(3)).is_none());
    let (differs, count, edges) = page(3).compared(&page(8)).expect("3 is not 8");
    assert!(count > 5 && count < 1_000, "{count} pixels");
    assert!(edges[1] > 100 && edges[3] < 400, "beneath the medicine: {edges:?}");
    assert!(differs.rgb.chunks_exact(3).any(|pixel| pixel == [220, 0, 0]));
}
