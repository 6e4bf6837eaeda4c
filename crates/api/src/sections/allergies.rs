//! Allergies: listed, none known, never asked. Entered at once, not when the note is signed: safety asks for it.

use crate::desk::{Desk, People, optional, required, to_correct};
use crate::problem::Problem;
use crate::view::RecordView;
use chart::sections::allergies::{
    Allergy, AllergyCategory, AllergyClinicalStatus, AllergyKind, AllergyState, AllergyStatement,
    AllergyVerification, Criticality, Reaction, Severity,
};
use chart::{Chart, Coding, Concept, EntryId, PartialDate, PatientId, RecordId, Statement};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// "None known" is asked again after a year. The practice's own rule (design of this program), not a clinical fact.
const ASK_AGAIN_AFTER_DAYS: i64 = 365;

/// What is known about allergies, in one of three states.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum AllergiesView {
    /// Nobody ever asked.
    NeverAsked {
        /// Those that no longer hold.
        past: Vec<RecordView<Allergy>>,
    },
    /// Asked, and none known.
    NoneKnown {
        /// When.
        on: DateTime<FixedOffset>,
        /// Whom they told.
        by: String,
        /// It was long ago: ask again.
        ask_again: bool,
        /// The statement, for its history.
        record: RecordId,
        /// Those that no longer hold.
        past: Vec<RecordView<Allergy>>,
    },
    /// Active allergies, those that could be worst first.
    Listed {
        /// The active ones.
        active: Vec<RecordView<Allergy>>,
        /// Those that no longer hold.
        past: Vec<RecordView<Allergy>>,
    },
}

/// An allergy as it is written down.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AllergyFields {
    /// To what.
    pub substance: String,
    /// A code for it, where one was chosen.
    #[serde(default)]
    #[ts(optional)]
    pub coding: Option<Coding>,
    /// What kind of thing it is.
    pub category: AllergyCategory,
    /// Immune reaction or not.
    pub kind: AllergyKind,
    /// How bad the next reaction could be.
    pub criticality: Criticality,
    /// What happened, separated by commas.
    #[serde(default)]
    #[ts(optional)]
    pub reactions: Option<String>,
    /// How bad it was.
    #[serde(default)]
    #[ts(optional)]
    pub severity: Option<Severity>,
    /// When it first showed, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub onset: Option<PartialDate>,
    /// Whether it holds now; active when absent.
    #[serde(default)]
    #[ts(optional)]
    pub clinical_status: Option<AllergyClinicalStatus>,
    /// How sure it is; unconfirmed when absent.
    #[serde(default)]
    #[ts(optional)]
    pub verification_status: Option<AllergyVerification>,
    /// Since when it has been taken without harm, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub tolerated_since: Option<PartialDate>,
    /// A remark.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Add an allergy.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddAllergy {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// What.
    pub allergy: AllergyFields,
}

/// Correct an allergy, or say that it no longer holds.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectAllergy {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub allergy: AllergyFields,
    /// Why.
    pub why: String,
}

/// Asked, and none is known.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoneKnown {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddAllergy) -> Result<AllergiesView, Problem> {
    let allergy = written(request.allergy)?;
    let chart = desk.chart(request.patient)?;
    if let AllergyState::Listed(listed) = chart.allergy_state() {
        let twice =
            |other: &Allergy| other.substance.text.to_lowercase() == allergy.substance.text.to_lowercase();
        if listed.iter().any(|(_, other)| twice(other)) {
            return Err(Problem::refused("This allergy is on the list already. Correct it there."));
        }
    }
    let statement = Statement::Allergies(AllergyStatement::Listed(allergy));
    desk.write(|pen| pen.say(request.patient, request.encounter, statement))?;
    now(desk, request.patient)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectAllergy) -> Result<AllergiesView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.allergies, request.record, &request.heads, "allergy")?;
    let mut allergy = written(request.allergy)?;
    if let Some((_, AllergyStatement::Listed(before))) = record.reading()
        && allergy.substance.codings.is_empty()
        && allergy.substance.text == before.substance.text
    {
        allergy.substance.codings.clone_from(&before.substance.codings);
    }
    let statement = Statement::Allergies(AllergyStatement::Listed(allergy));
    desk.write(|pen| pen.say_anew(request.patient, record, statement, Some(why)))?;
    now(desk, request.patient)
}

pub(crate) fn none_known(desk: &mut Desk<'_>, request: NoneKnown) -> Result<AllergiesView, Problem> {
    let chart = desk.chart(request.patient)?;
    if matches!(chart.allergy_state(), AllergyState::Listed(_)) {
        return Err(Problem::refused(
            "Active allergies are listed. Mark each as refuted, resolved or entered in error first.",
        ));
    }
    let statement = Statement::Allergies(AllergyStatement::NoneKnown);
    desk.write(|pen| pen.say(request.patient, request.encounter, statement))?;
    now(desk, request.patient)
}

fn now(desk: &mut Desk<'_>, patient: PatientId) -> Result<AllergiesView, Problem> {
    let chart = desk.chart(patient)?;
    Ok(view(&chart, desk.people(), desk.now))
}

/// The state of the allergies as the chart has it.
pub(crate) fn view(chart: &Chart, people: &People, now: DateTime<FixedOffset>) -> AllergiesView {
    let listed = |keep: &dyn Fn(&Allergy) -> bool| -> Vec<RecordView<Allergy>> {
        let mut rows: Vec<RecordView<Allergy>> = chart
            .allergies
            .records()
            .filter_map(|record| RecordView::of(record, people, *now.offset()))
            .filter_map(|row| match &row.value {
                AllergyStatement::Listed(allergy) => {
                    let allergy = allergy.clone();
                    Some(row.map(|_| allergy))
                }
                AllergyStatement::NoneKnown => None,
            })
            .filter(|row| row.in_error.is_none() && keep(&row.value))
            .collect();
        rows.sort_by_key(|row| {
            (row.value.criticality != Criticality::High, row.value.substance.text.to_lowercase())
        });
        rows
    };
    let past = listed(&|allergy| !allergy.is_active());
    match chart.allergy_state() {
        AllergyState::NeverAsked => AllergiesView::NeverAsked { past },
        AllergyState::NoneKnown(version) => AllergiesView::NoneKnown {
            on: version.effective_at,
            by: people.name(version.author),
            ask_again: (now - version.effective_at).num_days() > ASK_AGAIN_AFTER_DAYS,
            record: chart
                .allergies
                .records()
                .find(|record| record.versions.iter().any(|other| other.entry == version.entry))
                .map_or(RecordId(version.entry.0), |record| record.id),
            past,
        },
        AllergyState::Listed(_) => AllergiesView::Listed { active: listed(&Allergy::is_active), past },
    }
}

fn written(fields: AllergyFields) -> Result<Allergy, Problem> {
    let text = required("substance", &fields.substance, "Say what the patient is allergic to.")?;
    let reactions = fields.reactions.as_deref().unwrap_or_default().split(',').map(str::trim);
    Ok(Allergy {
        substance: Concept { text, codings: fields.coding.into_iter().collect() },
        category: fields.category,
        kind: fields.kind,
        criticality: fields.criticality,
        clinical_status: fields.clinical_status.unwrap_or(AllergyClinicalStatus::Active),
        verification_status: fields.verification_status.unwrap_or(AllergyVerification::Unconfirmed),
        reactions: reactions
            .filter(|reaction| !reaction.is_empty())
            .map(|reaction| Reaction { manifestation: Concept::text(reaction), severity: fields.severity })
            .collect(),
        onset: fields.onset,
        tolerated_since: fields.tolerated_since,
        comment: optional(fields.comment.as_deref()),
    })
}
