//! What a screen in memory shows, read where the X server keeps it.
//!
//! A page can say when it has made a screen, but not when that is seen: WebKit paints it afterwards, in another process
//! on machines with a graphics card. So the picture itself is looked at.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often it is looked at; a tenth of a core.
const BETWEEN_LOOKS: Duration = Duration::from_millis(2);

/// Nothing written is lower than this many lines.
const EVERY_LINE: u64 = 3;

/// A part of the screen, in pixels.
#[derive(Clone, Copy)]
pub(crate) struct Area {
    pub(crate) left: u64,
    pub(crate) top: u64,
    pub(crate) width: u64,
    pub(crate) height: u64,
}

/// The picture of a screen, in the form of the X window dump (`XWDFile.h`, version 7).
pub(crate) struct Glass {
    file: RefCell<File>,
    /// Where the first pixel is.
    start: u64,
    bytes_per_pixel: u64,
    bytes_per_line: u64,
}

impl Glass {
    /// The picture that the server keeps in this file.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        let wrong = |error: std::io::Error| format!("{}: {error}", path.display());
        let mut file = File::open(path).map_err(wrong)?;
        let mut number = || -> Result<u64, String> {
            let mut bytes = [0; 4];
            file.read_exact(&mut bytes).map_err(wrong)?;
            Ok(u32::from_be_bytes(bytes).into())
        };
        // In numbers of four bytes: how long the head is first, and a colour takes twelve bytes behind it.
        let head = (0..20).map(|_place| number()).collect::<Result<Vec<u64>, String>>()?;
        let [length, bits, line, colours] =
            [0, 11, 12, 19].map(|place| head.get(place).copied().unwrap_or(0));
        Ok(Self {
            file: RefCell::new(file),
            start: length + 12 * colours,
            bytes_per_pixel: bits / 8,
            bytes_per_line: line,
        })
    }

    /// What is there now.
    ///
    /// # Errors
    /// When the picture is gone.
    pub(crate) fn look(&self, area: Area) -> Result<Vec<u8>, String> {
        let mut file = self.file.borrow_mut();
        let length = usize::try_from(area.width * self.bytes_per_pixel).map_err(|error| error.to_string())?;
        let mut seen = Vec::new();
        for line in (area.top..area.top + area.height).filter(|line| line % EVERY_LINE == 0) {
            let place = self.start + line * self.bytes_per_line + area.left * self.bytes_per_pixel;
            let begun = seen.len();
            seen.resize(begun + length, 0);
            let line = seen.get_mut(begun..).unwrap_or_default();
            file.seek(SeekFrom::Start(place))
                .and_then(|_place| file.read_exact(line))
                .map_err(|error| format!("the picture of the screen: {error}"))?;
        }
        Ok(seen)
    }

    /// Whether something is written or drawn there: a part that is empty, or waits, is of one colour.
    pub(crate) fn is_written(&self, seen: &[u8]) -> bool {
        usize::try_from(self.bytes_per_pixel).is_ok_and(|length| is_written(seen, length))
    }

    /// Does something, and looks for this long. Gives back how long after it began the picture changed for the last
    /// time; none when it stayed as it was.
    ///
    /// # Errors
    /// When that fails, or the picture is gone.
    pub(crate) fn settles(
        &self,
        area: Area,
        length: Duration,
        act: impl FnOnce() -> Result<(), String>,
    ) -> Result<Option<Duration>, String> {
        let mut before = self.look(area)?;
        let mut changed = None;
        let begun = Instant::now();
        act()?;
        while begun.elapsed() < length {
            let now = self.look(area)?;
            if now != before {
                changed = Some(begun.elapsed());
                before = now;
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
        Ok(changed)
    }
}

/// Whether at least a twentieth of the pixels are not of the commonest colour; of a chart it is a fifth.
fn is_written(seen: &[u8], bytes_per_pixel: usize) -> bool {
    if bytes_per_pixel == 0 {
        return false;
    }
    let mut colours = HashMap::<&[u8], usize>::new();
    for pixel in seen.chunks_exact(bytes_per_pixel) {
        *colours.entry(pixel).or_default() += 1;
    }
    let all: usize = colours.values().sum();
    let commonest = colours.values().max().copied().unwrap_or(0);
    (all - commonest) * 20 >= all && all > 0
}

#[cfg(test)]
mod tests {
    use super::is_written;

    #[test]
    fn an_empty_part_is_not_taken_for_a_chart() {
        assert!(!is_written(&[], 4));
        assert!(!is_written(&[7; 400], 4), "one colour");
        let mut hint = [7; 400];
        hint[..16].fill(0);
        assert!(!is_written(&hint, 4), "a few words that say it waits");
        hint[..80].fill(0);
        assert!(is_written(&hint, 4), "a fifth is ink");
    }
}
