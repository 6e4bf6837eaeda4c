//! A disk that forgets: what a program wrote, in the order in which it did (from `disk_shim.c`), and what could be
//! left of it after the power failed at any moment.
//!
//! The rules are the weakest that a file system keeps: what was not flushed may be there, may not, or may be torn at a
//! sector; names come and go in order, and are sure once their folder was flushed. Bytes that were flushed are sure.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One thing the program did to its disk.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Write { path: String, offset: u64, bytes: Vec<u8> },
    Truncate { path: String, length: u64 },
    Sync { path: String },
    Create { path: String },
    Rename { from: String, to: String },
    Unlink { path: String },
}

/// A change of a file that was not flushed yet.
#[derive(Debug, Clone)]
enum Pending {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

#[derive(Debug, Clone, Default)]
struct Content {
    sure: Vec<u8>,
    pending: Vec<Pending>,
}

#[derive(Debug, Clone)]
enum Naming {
    Set(String, usize),
    Gone(String),
}

/// The disk as it was at one moment: what is sure, and what is not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    folder: String,
    contents: Vec<Content>,
    sure_names: BTreeMap<String, usize>,
    names: BTreeMap<String, usize>,
    pending_names: Vec<Naming>,
}

/// Chance that can be repeated.
pub(crate) struct Dice(pub u64);

impl Dice {
    /// A number below `end`.
    pub(crate) fn roll(&mut self, end: u64) -> u64 {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % end.max(1)
    }
}

impl Disk {
    /// A folder as it stands, all of it flushed.
    pub(crate) fn of(folder: &Path) -> Self {
        let mut disk = Self { folder: folder.to_string_lossy().into_owned(), ..Self::default() };
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let place = disk.contents.len();
                let sure = std::fs::read(entry.path()).unwrap();
                disk.contents.push(Content { sure, pending: Vec::new() });
                let name = entry.path().to_string_lossy().into_owned();
                disk.sure_names.insert(name.clone(), place);
                disk.names.insert(name, place);
            }
        }
        disk
    }

    /// Goes one act further.
    pub(crate) fn follow(&mut self, act: &Act) {
        match act {
            Act::Create { path } => {
                self.contents.push(Content::default());
                self.name(path, self.contents.len() - 1);
            }
            Act::Write { path, offset, bytes } => self.change(path, Pending::Write(*offset, bytes.clone())),
            Act::Truncate { path, length } => self.change(path, Pending::Truncate(*length)),
            Act::Rename { from, to } => {
                if let Some(place) = self.names.remove(from) {
                    self.pending_names.push(Naming::Gone(from.clone()));
                    self.name(to, place);
                }
            }
            Act::Unlink { path } => {
                self.names.remove(path);
                self.pending_names.push(Naming::Gone(path.clone()));
            }
            Act::Sync { path } => match self.names.get(path) {
                Some(place) => {
                    let content = &mut self.contents[*place];
                    for change in std::mem::take(&mut content.pending) {
                        apply(&mut content.sure, &change, None);
                    }
                }
                None if path.trim_end_matches('/') == self.folder => {
                    self.pending_names.clear();
                    self.sure_names = self.names.clone();
                }
                // A file that has no name any more.
                None => {}
            },
        }
    }

    fn name(&mut self, path: &str, place: usize) {
        self.names.insert(path.to_owned(), place);
        self.pending_names.push(Naming::Set(path.to_owned(), place));
    }

    fn change(&mut self, path: &str, change: Pending) {
        let place = *self.names.get(path).unwrap_or_else(|| panic!("{path} is a file that was made"));
        self.contents[place].pending.push(change);
    }

    /// What could be found when the power comes back, written into a folder.
    pub(crate) fn after_power_cut(&self, dice: &mut Dice, folder: &Path) {
        // One in four keeps all of it, one in four nothing; the others mix.
        let mood = dice.roll(4);
        let mut names = self.sure_names.clone();
        let kept = match mood {
            0 => self.pending_names.len(),
            1 => 0,
            _ => usize::try_from(dice.roll(self.pending_names.len() as u64 + 1)).unwrap(),
        };
        for naming in &self.pending_names[..kept] {
            match naming {
                Naming::Set(path, place) => names.insert(path.clone(), *place),
                Naming::Gone(path) => names.remove(path),
            };
        }
        for (path, place) in names {
            let content = &self.contents[place];
            let mut bytes = content.sure.clone();
            for change in &content.pending {
                match (mood, dice.roll(3)) {
                    (0, _) | (2.., 0) => apply(&mut bytes, change, None),
                    (2.., 1) => apply(&mut bytes, change, Some(dice)),
                    _ => {}
                }
            }
            let name = Path::new(&path).file_name().unwrap();
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// Applies a change, whole or, with dice, torn at a sector.
fn apply(bytes: &mut Vec<u8>, change: &Pending, torn: Option<&mut Dice>) {
    match change {
        Pending::Truncate(length) => bytes.resize(usize::try_from(*length).unwrap(), 0),
        Pending::Write(offset, data) => {
            let data = match torn {
                Some(dice) => &data[..usize::try_from(dice.roll(data.len() as u64 / 512 + 1)).unwrap() * 512],
                None => data,
            };
            let start = usize::try_from(*offset).unwrap();
            if bytes.len() < start + data.len() {
                bytes.resize(start + data.len(), 0);
            }
            bytes[start..start + data.len()].copy_from_slice(data);
        }
    }
}

/// Reads what the shim recorded.
pub(crate) fn acts(log: &Path) -> Vec<Act> {
    let bytes = std::fs::read(log).unwrap();
    let mut rest = bytes.as_slice();
    let mut acts = Vec::new();
    let mut take = |length: usize| -> Option<Vec<u8>> {
        let (taken, left) = rest.split_at_checked(length)?;
        rest = left;
        Some(taken.to_vec())
    };
    let number =
        |bytes: Vec<u8>| bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    while let Some(act) = take(1) {
        let length = usize::try_from(number(take(4).unwrap())).unwrap();
        let path = String::from_utf8(take(length).unwrap()).unwrap();
        let offset = number(take(8).unwrap());
        let length = usize::try_from(number(take(4).unwrap())).unwrap();
        let bytes = take(length).unwrap();
        acts.push(match act[0] {
            b'W' => Act::Write { path, offset, bytes },
            b'T' => Act::Truncate { path, length: offset },
            b'S' => Act::Sync { path },
            b'C' => Act::Create { path },
            b'R' => Act::Rename { from: path, to: String::from_utf8(bytes).unwrap() },
            b'U' => Act::Unlink { path },
            other => panic!("the shim wrote {other}"),
        });
    }
    acts
}

/// The shim, compiled once into a folder.
pub(crate) fn shim(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("trust/disk_shim.c");
    let shim = folder.join("disk_shim.so");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .arg(&shim)
        .arg(source)
        .arg("-ldl")
        .status()
        .expect("a C compiler is set up: SQLCipher is built with it");
    assert!(built.success(), "the shim compiles");
    shim
}
