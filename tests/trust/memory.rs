//! Looking into the memory of this very process, for what must not be there. Linux only.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

/// What is looked for. It is kept inverted, so that the search does not find itself.
pub(crate) struct Needle(Vec<u8>);

impl Needle {
    /// A word nobody else has, made at run time.
    pub(crate) fn random(prefix: &str) -> Self {
        let mut chance = [0; 10];
        File::open("/dev/urandom").unwrap().read_exact(&mut chance).unwrap();
        let letters = chance.iter().flat_map(|byte| [b'a' + (byte >> 4), b'a' + (byte & 15)]);
        Self(prefix.bytes().chain(letters).map(|byte| !byte).collect())
    }

    /// The word itself. Whoever takes it has to let it go.
    pub(crate) fn plain(&self) -> String {
        self.0.iter().map(|byte| char::from(!byte)).collect()
    }
}

/// How often each word stands in memory that this process may write.
pub(crate) fn count(needles: &[&Needle]) -> Vec<usize> {
    let mut counts = vec![0; needles.len()];
    let mut memory = File::open("/proc/self/mem").unwrap();
    let maps: Vec<String> =
        BufReader::new(File::open("/proc/self/maps").unwrap()).lines().map(Result::unwrap).collect();
    // One buffer for all: a copy of a page in a freed buffer must not be found as if it were the page.
    let mut buffer = vec![0_u8; 1 << 20];
    let own = buffer.as_ptr().addr() as u64;
    for map in maps {
        let mut words = map.split_whitespace();
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let (mut at, end) = (u64::from_str_radix(start, 16).unwrap(), u64::from_str_radix(end, 16).unwrap());
        while at < end {
            // The pieces overlap by the longest word.
            // The buffer itself is passed over.
            let own_end = own + buffer.len() as u64;
            if (own..own_end).contains(&at) {
                at = own_end;
                continue;
            }
            let until = if at < own { end.min(own) } else { end };
            let length = usize::try_from((until - at).min(buffer.len() as u64)).unwrap();
            memory.seek(SeekFrom::Start(at)).unwrap();
            if memory.read_exact(&mut buffer[..length]).is_err() {
                break;
            }
            for (needle, count) in needles.iter().zip(&mut counts) {
                *count += buffer[..length]
                    .windows(needle.0.len())
                    .filter(|window| window.iter().zip(&needle.0).all(|(byte, inverted)| *byte == !inverted))
                    .count();
            }
            at += length as u64;
            if at < until {
                at -= 64;
            }
        }
    }
    buffer.fill(0);
    counts
}
