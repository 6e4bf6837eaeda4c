//! Which papers there are, and on which sheets: the words of the audit, the terminal and the interface.

use paper::PageSize;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// What the patient takes home.
    VisitSummary,
    /// What the pharmacist reads.
    Prescription,
    /// What is taken, when in the day and for what.
    MedicationPlan,
    /// A letter to a colleague.
    Referral,
    /// That the patient was seen, and how long they cannot work.
    SickNote,
    /// What the laboratory is asked.
    LabRequisition,
    /// What the radiologist is asked.
    ImagingRequisition,
    /// When to come again.
    FollowUpSlip,
    /// Vaccines given.
    VaccinationRecord,
    /// Numbers over time.
    TrendReport,
    /// A child among the curves of its age.
    GrowthChart,
    /// A label for the file or a tube.
    Label,
    /// The whole chart.
    Chart,
}

impl Document {
    /// Every document.
    pub const ALL: [Self; 13] = [
        Self::VisitSummary,
        Self::Prescription,
        Self::MedicationPlan,
        Self::Referral,
        Self::SickNote,
        Self::LabRequisition,
        Self::ImagingRequisition,
        Self::FollowUpSlip,
        Self::VaccinationRecord,
        Self::TrendReport,
        Self::GrowthChart,
        Self::Label,
        Self::Chart,
    ];

    /// Its word in the audit, on the terminal and in the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::VisitSummary => "visit-summary",
            Self::Prescription => "prescription",
            Self::MedicationPlan => "medication-plan",
            Self::Referral => "referral",
            Self::SickNote => "sick-note",
            Self::LabRequisition => "lab-requisition",
            Self::ImagingRequisition => "imaging-requisition",
            Self::FollowUpSlip => "follow-up-slip",
            Self::VaccinationRecord => "vaccination-record",
            Self::TrendReport => "trend-report",
            Self::GrowthChart => "growth-chart",
            Self::Label => "label",
            Self::Chart => "chart",
        }
    }
}

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sheet {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 in.
    Letter,
    /// 5.5 × 8.5 in.
    HalfLetter,
    /// Two of 148 × 210 mm side by side: a prescription and its copy.
    A4TwoUp,
    /// Two of 5.5 × 8.5 in side by side: a prescription and its copy.
    LetterTwoUp,
    /// A label of 57 × 32 mm.
    Label57x32,
    /// A label of 89 × 28 mm.
    Label89x28,
    /// A label of 89 × 36 mm.
    Label89x36,
    /// A label of 54 × 25 mm.
    Label54x25,
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
