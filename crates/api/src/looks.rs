//! How the window looks to each person: kept in the practice, so that it is there on the next day. Nothing of a chart.

use crate::desk::Desk;
use crate::problem::{Problem, ProblemCode};
use crate::view::Nothing;
use chart::StaffId;
use serde::{Deserialize, Serialize};
use store::Store;
use ts_rs::TS;

/// How the window looks to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Looks {
    /// `system`, `light` or `dark`.
    pub theme: Theme,
    /// How large letters are.
    pub text_size: TextSize,
}

/// Colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the computer is set.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How large letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TextSize {
    /// As designed.
    Normal,
    /// Larger.
    Large,
    /// Larger still.
    Largest,
}

/// The setting's name in the file.
fn name_of(staff: StaffId) -> String {
    format!("looks {staff}")
}

/// What a person chose; none before they did, or when a newer program kept it in another shape.
pub(crate) fn of(store: &Store, staff: StaffId) -> Result<Option<Looks>, Problem> {
    let Some(json) = store.setting(&name_of(staff))? else { return Ok(None) };
    Ok(serde_json::from_str(&json).ok())
}

pub(crate) fn set(desk: &mut Desk<'_>, looks: Looks) -> Result<Nothing, Problem> {
    let json = serde_json::to_string(&looks)
        .map_err(|_| Problem::new(ProblemCode::Internal, "The choice could not be written out."))?;
    let name = name_of(desk.user());
    desk.store_mut().set_setting(&name, &json)?;
    Ok(Nothing {})
}
