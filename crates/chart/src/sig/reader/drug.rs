//! The name of the drug: where it ends and the sig begins.

use super::Reader;
use crate::sig::tokens::Kind;
use crate::sig::words::Word;

impl Reader<'_> {
    /// The name goes to the first number or the first word that says something else. The first word is always
    /// part of it, unless the line starts with an amount or a verb.
    pub(super) fn drug(&mut self) {
        let starts_with_sig = match self.phrase(0) {
            Some((Word::Verb | Word::Act(_) | Word::AsDirected, _)) => true,
            // "gtt 1 ou bid".
            Some((Word::Unit(..), end)) if self.number(end).is_some() => true,
            // "1 tab po", "500 1 po": amounts; "5-FU" is one word and no number.
            _ => {
                let amount = |end| self.phrase(end).is_some() || self.number(end).is_some();
                self.number(0).is_some_and(|(_, end)| amount(end)) || self.mark(0).is_some()
            }
        };
        if starts_with_sig {
            return;
        }
        let mut at = 1;
        while let Some(token) = self.token(at) {
            // "/" and "-" inside a name: "amox/clav". "#3" right after it: "Tylenol #3".
            let goes_on = match token.kind {
                Kind::Number(_) => false,
                Kind::Mark('#') => {
                    if self.number(at + 1).is_some_and(|(value, _)| value <= 4.0)
                        && self.token(at + 2).is_some()
                    {
                        at += 1;
                        true
                    } else {
                        false
                    }
                }
                Kind::Mark(mark) => "/-'’+&".contains(mark),
                Kind::Word => match self.phrase(at) {
                    None => !self.opens_element(at),
                    Some((Word::Release | Word::Span(_), _)) => true,
                    Some((Word::And | Word::Filler, end)) => {
                        self.word(end).is_some() && self.phrase(end).is_none()
                    }
                    // "combined oral contraceptive": a word that goes on with a name is part of it.
                    Some((Word::Route(_) | Word::Form(_) | Word::Part(_), end)) => {
                        end == at + 1
                            && self.word(end).is_some()
                            && self.phrase(end).is_none()
                            && !self.opens_element(end)
                    }
                    Some(_) => false,
                },
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        self.at = at.min(self.found.tokens.len());
        self.found.drug_end = self.at;
    }

    pub(super) fn opens_element(&self, at: usize) -> bool {
        self.every(at).is_some()
            || matches!(self.word(at), Some("for" | "x"))
            || self.word(at).is_some_and(|word| self.number_word(word, at).is_some())
    }
}
