//! Secrets a person types or reads: passwords and the printed recovery code. Neither shows itself in a log.

use crate::error::{Result, StoreError};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A password as typed. `Debug` does not show it, and dropping it wipes it from memory.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a password as it was typed; spaces at either end count.
    #[must_use]
    pub fn new(typed: String) -> Self {
        Self(Zeroizing::new(typed))
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(typed: &str) -> Self {
        Self::new(typed.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Crockford's base 32: no letter that reads like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 160 bits of chance.
const CODE_BYTES: usize = 20;
/// 32 signs of chance and 4 that check them: nine groups of four.
const CODE_SIGNS: usize = 36;

/// The printed recovery code: 160 random bits and a 20-bit check, as nine groups of four signs.
///
/// The check catches a mistyped code before anything is tried; it is no secret and no protection.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; CODE_BYTES]);

impl RecoveryCode {
    pub(crate) fn random() -> Result<Self> {
        let mut bytes = [0; CODE_BYTES];
        getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// Reads a code as people type it: any case, any spaces and hyphens, O for 0, I and L for 1.
    ///
    /// # Errors
    /// [`StoreError::WrongCode`] when signs are missing, foreign, or do not fit the check.
    pub fn read(typed: &str) -> Result<Self> {
        let mut signs = Zeroizing::new(Vec::with_capacity(CODE_SIGNS));
        for sign in typed.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–' | '.')) {
            let sign = match sign.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                sign => sign,
            };
            let value = ALPHABET.iter().position(|known| char::from(*known) == sign);
            signs.push(value.ok_or(StoreError::WrongCode)?);
        }
        if signs.len() != CODE_SIGNS {
            return Err(StoreError::WrongCode);
        }
        let mut bytes = [0; CODE_BYTES];
        for (place, sign) in signs[..CODE_BYTES * 8 / 5].iter().enumerate() {
            for bit in 0..5 {
                if sign & (0b1_0000 >> bit) != 0 {
                    bytes[(place * 5 + bit) / 8] |= 0b1000_0000 >> ((place * 5 + bit) % 8);
                }
            }
        }
        let code = Self(bytes);
        if code.check() == signs[CODE_BYTES * 8 / 5..] { Ok(code) } else { Err(StoreError::WrongCode) }
    }

    pub(crate) fn bytes(&self) -> &[u8; CODE_BYTES] {
        &self.0
    }

    /// The code as printed: `K7QX-…`, nine groups of four.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(CODE_SIGNS + CODE_SIGNS / 4));
        let signs = spell(&self.0);
        for (place, sign) in signs.iter().copied().chain(self.check()).enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[sign]));
        }
        text
    }

    fn check(&self) -> [usize; 4] {
        let digest =
            Sha256::new().chain_update(b"paperchart recovery code check").chain_update(self.0).finalize();
        let signs = spell(&digest[..5]);
        [signs[0], signs[1], signs[2], signs[3]]
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// Five bits a sign, from the front; whole groups of five bytes only.
fn spell(bytes: &[u8]) -> Vec<usize> {
    (0..bytes.len() * 8 / 5)
        .map(|place| {
            (0..5).fold(0, |sign, bit| {
                let at = place * 5 + bit;
                sign << 1 | usize::from(bytes[at / 8] >> (7 - at % 8) & 1)
            })
        })
        .collect()
}

/// A short code in the same alphabet, in groups of four: what a seal on paper looks like.
pub(crate) fn short_code(bytes: &[u8]) -> String {
    let signs: Vec<char> = spell(bytes).into_iter().map(|sign| char::from(ALPHABET[sign])).collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_people_type_it() {
        for _ in 0..200 {
            let code = RecoveryCode::random().unwrap();
            let text = code.to_string();
            assert_eq!(text.len(), 44, "nine groups of four with hyphens between: {text}");
            assert_eq!(RecoveryCode::read(&text).unwrap(), code, "as printed");
            let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            assert_eq!(RecoveryCode::read(&sloppy).unwrap(), code, "as typed by hand");
        }
    }

    #[test]
    fn a_mistyped_code_is_seen_before_it_is_tried() {
        let text = RecoveryCode::random().unwrap().to_string();
        let mut missed = 0;
        for (place, sign) in text.char_indices().filter(|(_, sign)| *sign != '-') {
            let other = if sign == 'A' { 'B' } else { 'A' };
            let mut wrong = text.clone();
            wrong.replace_range(place..=place, &other.to_string());
            missed += usize::from(RecoveryCode::read(&wrong).is_ok());
        }
        assert_eq!(missed, 0, "one wrong sign passes once in a million; 36 of them never here");
        for wrong in ["", "AAAA", &text[..43], &format!("{text}A"), &text.replace('-', "#")] {
            assert!(RecoveryCode::read(wrong).is_err(), "{} signs are not a code", wrong.len());
        }
    }

    #[test]
    fn secrets_do_not_show_themselves() {
        let code = RecoveryCode::random().unwrap();
        assert_eq!(format!("{:?} {code:?}", Secret::from("apple")), "Secret(…) RecoveryCode(…)");
    }
}
