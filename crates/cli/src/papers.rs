//! The papers and sheets that can be named on the terminal, in the words of the boundary.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Document {
    /// What the patient takes home.
    VisitSummary,
    /// What the pharmacist reads.
    Prescription,
    /// What is taken, when in the day and for what.
    MedicationPlan,
    /// A letter to a colleague.
    Referral,
    /// That the patient was seen; with --from and --until, how long they cannot work.
    SickNote,
    /// What the laboratory is asked: the open orders.
    LabRequisition,
    /// What the radiologist is asked: the open orders for imaging.
    ImagingRequisition,
    /// When to come again, and what for.
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sheet {
    /// 210 × 297 mm
    A4,
    /// 148 × 210 mm
    A5,
    /// 8.5 × 11 in
    Letter,
    /// 5.5 × 8.5 in
    HalfLetter,
    /// A prescription and its copy side by side, each 148 × 210 mm
    A4TwoUp,
    /// A prescription and its copy side by side, each 5.5 × 8.5 in
    LetterTwoUp,
    /// Label, 57 × 32 mm
    #[value(name = "label57x32")]
    Label57x32,
    /// Label, 89 × 28 mm
    #[value(name = "label89x28")]
    Label89x28,
    /// Label, 89 × 36 mm
    #[value(name = "label89x36")]
    Label89x36,
    /// Label, 54 × 25 mm
    #[value(name = "label54x25")]
    Label54x25,
}
