//! Pages of a SQLCipher 4 file, one by one: authenticated, then decrypted.
//!
//! The format, from SQLCipher's design notes (zetetic.net/sqlcipher/design): 8,192 bytes a page here, of which the
//! last 80 are a random IV (16) and an HMAC-SHA512 (64) over ciphertext, IV and page number (little-endian);
//! AES-256-CBC; the HMAC key is PBKDF2-HMAC-SHA512 of the key in two rounds, with the salt's bytes xor 0x3a.
//! The first 16 bytes of page 1 are the salt. Frames of the write-ahead log hold the same pages.

use crate::error::{Result, StoreError};
use crate::keys::PracticeKeys;
use crate::keys::sealing::Key;
use aes::Aes256;
use aes::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zeroize::Zeroizing;

const PAGE: usize = crate::connection::PAGE_BYTES;
/// What of a page SQLite uses; IV and HMAC stand behind it.
pub(crate) const USABLE: usize = PAGE - 80;
const IV: usize = 16;

/// The pages that could be read, by number, and how many could not.
#[derive(Default)]
pub(crate) struct Pages {
    pub(crate) sound: BTreeMap<u32, Vec<u8>>,
    pub(crate) damaged: u64,
}

impl Pages {
    /// Reads the file and what its write-ahead log holds beyond it.
    pub(crate) fn read(chart: &Path, log: &Path, keys: &PracticeKeys) -> Result<Self> {
        let reader = PageReader::new(keys)?;
        let mut pages = Self::default();
        let mut file = BufReader::new(File::open(chart)?);
        for number in 1.. {
            let mut page = vec![0; PAGE];
            if !fill(&mut file, &mut page)? {
                break;
            }
            match reader.open(number, page)? {
                Some(page) => drop(pages.sound.insert(number, page)),
                None => pages.damaged += 1,
            }
        }
        if log.exists() {
            pages.read_log(log, &reader)?;
        }
        Ok(pages)
    }

    /// Frames up to the last commit, later ones in place of earlier ones. Frames of a log before carry other
    /// salts and end the reading.
    fn read_log(&mut self, log: &Path, reader: &PageReader) -> Result<()> {
        let mut file = BufReader::new(File::open(log)?);
        let (mut header, mut frame) = ([0; 32], vec![0; 24 + PAGE]);
        if !fill(&mut file, &mut header)? {
            return Ok(());
        }
        let mut pending: Vec<(u32, Vec<u8>)> = Vec::new();
        while fill(&mut file, &mut frame)? {
            if frame[8..16] != header[16..24] {
                break;
            }
            let number = u32::from_be_bytes([frame[0], frame[1], frame[2], frame[3]]);
            match reader.open(number, frame[24..].to_vec())? {
                Some(page) => pending.push((number, page)),
                None => self.damaged += 1,
            }
            if frame[4..8] != [0; 4] {
                self.sound.extend(pending.drain(..));
            }
        }
        Ok(())
    }
}

/// Fills the buffer, or says that the file has ended.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error.into()),
    }
}

struct PageReader {
    key: Key,
    authentication: Key,
}

impl PageReader {
    fn new(keys: &PracticeKeys) -> Result<Self> {
        let salt = keys.salt.map(|byte| byte ^ 0x3a);
        // PBKDF2 in two rounds, of which the first block is enough.
        let first = tag(keys.database.as_slice(), &[&salt, &1_u32.to_be_bytes()])?;
        let second = tag(keys.database.as_slice(), &[first.as_slice()])?;
        let mut authentication = Key::zeros();
        for (place, byte) in authentication.bytes_mut().iter_mut().enumerate() {
            *byte = first[place] ^ second[place];
        }
        Ok(Self { key: keys.database.clone(), authentication })
    }

    /// None when one bit of the page is off, or it is another file's.
    fn open(&self, number: u32, mut page: Vec<u8>) -> Result<Option<Vec<u8>>> {
        let begins = if number == 1 { IV } else { 0 };
        let (content, expected) = page.split_at_mut(USABLE + IV);
        let mut hmac = keyed(self.authentication.as_slice())?;
        hmac.update(&content[begins..]);
        hmac.update(&number.to_le_bytes());
        if hmac.verify_slice(expected).is_err() {
            return Ok(None);
        }
        let (cipher, iv) = content.split_at_mut(USABLE);
        let decryptor =
            cbc::Decryptor::<Aes256>::new_from_slices(self.key.as_slice(), iv).map_err(|_| impossible())?;
        decryptor.decrypt_padded::<NoPadding>(&mut cipher[begins..]).map_err(|_| impossible())?;
        page.truncate(USABLE);
        Ok(Some(page))
    }
}

fn keyed(key: &[u8]) -> Result<Hmac<Sha512>> {
    <Hmac<Sha512> as KeyInit>::new_from_slice(key).map_err(|_| impossible())
}

fn tag(key: &[u8], parts: &[&[u8]]) -> Result<Zeroizing<[u8; 64]>> {
    let mut hmac = keyed(key)?;
    parts.iter().for_each(|part| hmac.update(part));
    Ok(Zeroizing::new(hmac.finalize().into_bytes().into()))
}

fn impossible() -> StoreError {
    StoreError::Program("a page of an impossible length".into())
}
