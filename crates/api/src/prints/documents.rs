//! Which papers there are, and on which sheets: the words of the audit, the terminal and the interface.

use paper::PageSize;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A list of names, each with its word at the boundary and what it is in one sentence, so that the terminal, the
/// audit and the interface have them from one place.
macro_rules! listed {
    (
        $(#[$about:meta])*
        $name:ident {
            $(#[doc = $what:literal] $one:ident $word:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
        pub enum $name {
            $(#[doc = $what] #[serde(rename = $word)] $one,)*
        }

        impl $name {
            /// Every one, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$one),*];

            /// Its word in the audit, on the terminal and in the interface.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$one => $word,)*
                }
            }

            /// What it is, without the full stop.
            #[must_use]
            pub fn about(self) -> &'static str {
                let sentence = match self {
                    $(Self::$one => $what,)*
                };
                sentence.trim().trim_end_matches('.')
            }
        }
    };
}

listed! {
    /// Which document.
    Document {
        /// What the patient takes home.
        VisitSummary "visit-summary",
        /// What the pharmacist reads.
        Prescription "prescription",
        /// What is taken, when in the day and for what.
        MedicationPlan "medication-plan",
        /// A letter to a colleague.
        Referral "referral",
        /// That the patient was seen; with the first and the last day, how long they cannot work.
        SickNote "sick-note",
        /// What the laboratory is asked: the open orders.
        LabRequisition "lab-requisition",
        /// What the radiologist is asked: the open orders for imaging.
        ImagingRequisition "imaging-requisition",
        /// When to come again, and what for.
        FollowUpSlip "follow-up-slip",
        /// Vaccines given.
        VaccinationRecord "vaccination-record",
        /// Numbers over time.
        TrendReport "trend-report",
        /// A child among the curves of its age.
        GrowthChart "growth-chart",
        /// A label for the file or a tube.
        Label "label",
        /// The whole chart.
        Chart "chart",
    }
}

listed! {
    /// Which paper.
    Sheet {
        /// 210 × 297 mm.
        A4 "a4",
        /// 148 × 210 mm.
        A5 "a5",
        /// 8.5 × 11 in.
        Letter "letter",
        /// 5.5 × 8.5 in.
        HalfLetter "half-letter",
        /// A prescription and its copy side by side, each 148 × 210 mm.
        A4TwoUp "a4-two-up",
        /// A prescription and its copy side by side, each 5.5 × 8.5 in.
        LetterTwoUp "letter-two-up",
        /// Label, 57 × 32 mm.
        Label57x32 "label57x32",
        /// Label, 89 × 28 mm.
        Label89x28 "label89x28",
        /// Label, 89 × 36 mm.
        Label89x36 "label89x36",
        /// Label, 54 × 25 mm.
        Label54x25 "label54x25",
    }
}

impl Sheet {
    /// The same twice on one sheet, the second a copy.
    pub(crate) fn is_two_up(self) -> bool {
        matches!(self, Self::A4TwoUp | Self::LetterTwoUp)
    }

    /// The sheet, or the half of it that is printed twice.
    pub(crate) fn size(self) -> PageSize {
        match self {
            Self::A4 => PageSize::A4,
            Self::A5 | Self::A4TwoUp => PageSize::A5,
            Self::Letter => PageSize::Letter,
            Self::HalfLetter | Self::LetterTwoUp => PageSize::HalfLetter,
            Self::Label57x32 => PageSize::Label57x32,
            Self::Label89x28 => PageSize::Label89x28,
            Self::Label89x36 => PageSize::Label89x36,
            Self::Label54x25 => PageSize::Label54x25,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_the_one_of_the_boundary_and_says_what_it_is() {
        for document in Document::ALL {
            assert_eq!(serde_json::to_value(document).unwrap(), document.word());
            assert!(!document.about().is_empty() && !document.about().ends_with('.'), "{document:?}");
        }
        for sheet in Sheet::ALL {
            assert_eq!(serde_json::to_value(sheet).unwrap(), sheet.word());
            assert!(!sheet.about().is_empty(), "{sheet:?}");
        }
    }
}
