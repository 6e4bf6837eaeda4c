//! Habits and circumstances of life: FHIR R4 Observation, category social-history.

use crate::dates::PartialDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One habit or circumstance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SocialHistory {
    /// What it is about.
    pub topic: SocialTopic,
    /// For a habit: whether it is kept now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub status: Option<HabitStatus>,
    /// In words: `Retired teacher`, `lives with her daughter`, `pipe`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<String>,
    /// Tobacco: cigarettes a day, on average over the years below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cigarettes_per_day: Option<f64>,
    /// Tobacco: for how many years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub years: Option<f64>,
    /// Tobacco: pack-years as told, where they are not counted from the two above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pack_years_told: Option<f64>,
    /// Alcohol: standard drinks a week, as the practice counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub drinks_per_week: Option<f64>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<PartialDate>,
    /// When it ended: the year of the last cigarette.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<PartialDate>,
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum SocialTopic {
    Tobacco,
    Alcohol,
    Drugs,
    Occupation,
    Living,
    Exercise,
    Diet,
    Sexual,
    Travel,
    Other,
}

/// Whether a habit is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum HabitStatus {
    Current,
    Former,
    Never,
    Unknown,
}

/// Cigarettes in a pack, as pack-years count them.
///
/// Source: National Cancer Institute, NCI Dictionary of Cancer Terms, "pack year": packs smoked a day times years
/// smoked, where one pack is 20 cigarettes.
pub const CIGARETTES_IN_A_PACK: f64 = 20.0;

/// Pack-years from cigarettes a day and years. None for numbers that are no amounts.
///
/// Source: as [`CIGARETTES_IN_A_PACK`].
#[must_use]
pub fn pack_years(cigarettes_per_day: f64, years: f64) -> Option<f64> {
    let amounts = [cigarettes_per_day, years].iter().all(|amount| amount.is_finite() && *amount >= 0.0);
    amounts.then(|| cigarettes_per_day / CIGARETTES_IN_A_PACK * years)
}

impl SocialTopic {
    /// Every topic, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Tobacco,
        Self::Alcohol,
        Self::Drugs,
        Self::Occupation,
        Self::Living,
        Self::Exercise,
        Self::Diet,
        Self::Sexual,
        Self::Travel,
        Self::Other,
    ];

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Tobacco => "Tobacco",
            Self::Alcohol => "Alcohol",
            Self::Drugs => "Drugs",
            Self::Occupation => "Occupation",
            Self::Living => "Living",
            Self::Exercise => "Exercise",
            Self::Diet => "Diet",
            Self::Sexual => "Sexual",
            Self::Travel => "Travel",
            Self::Other => "Social",
        }
    }

    /// It is a habit that is kept or not.
    #[must_use]
    pub fn is_habit(self) -> bool {
        matches!(self, Self::Tobacco | Self::Alcohol | Self::Drugs)
    }
}

impl SocialHistory {
    /// Pack-years: counted where the numbers are there, else as told.
    #[must_use]
    pub fn pack_years(&self) -> Option<f64> {
        match (self.cigarettes_per_day, self.years) {
            (Some(day), Some(years)) => pack_years(day, years),
            _ => self.pack_years_told,
        }
    }

    /// The formula with its inputs: `20 cigarettes a day ÷ 20 × 20 years`. None when pack-years are as told.
    #[must_use]
    pub fn pack_years_formula(&self) -> Option<String> {
        let (day, years) = (self.cigarettes_per_day?, self.years?);
        let figure = crate::sig::figure;
        Some(format!("{} cigarettes a day ÷ 20 × {} years", figure(day), figure(years)))
    }

    /// `Ex-smoker, quit 2009 (20 pack-years)`, `Alcohol: 6 drinks a week`, `Occupation: retired teacher`.
    #[must_use]
    pub fn short(&self) -> String {
        let mut words = match (self.topic, self.status) {
            (SocialTopic::Tobacco, Some(HabitStatus::Current)) => "Smoker".to_owned(),
            (SocialTopic::Tobacco, Some(HabitStatus::Former)) => "Ex-smoker".to_owned(),
            (SocialTopic::Tobacco, Some(HabitStatus::Never)) => "Never smoked".to_owned(),
            (topic, Some(HabitStatus::Former)) => format!("{}: formerly", topic.label()),
            (topic, Some(HabitStatus::Never)) => format!("{}: never", topic.label()),
            (topic, Some(HabitStatus::Unknown)) => format!("{}: not known", topic.label()),
            (topic, _) => format!("{}:", topic.label()),
        };
        let mut details: Vec<String> = Vec::new();
        details.extend(
            self.drinks_per_week.map(|drinks| format!("{} drinks a week", crate::sig::figure(drinks))),
        );
        details.extend(self.words.clone());
        details.extend(self.until.map(|until| match self.topic {
            SocialTopic::Tobacco => format!("quit {until}"),
            _ => format!("until {until}"),
        }));
        if !details.is_empty() {
            words.push_str(if words.ends_with(':') { " " } else { ", " });
            words.push_str(&details.join(", "));
        }
        if let Some(packs) = self.pack_years() {
            words.push_str(&format!(" ({} pack-years)", crate::sig::figure((packs * 10.0).round() / 10.0)));
        }
        words.trim_end_matches(':').to_owned()
    }
}
