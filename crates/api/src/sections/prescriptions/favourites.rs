//! Favourites: what a physician orders often, under a name; a protocol is one with several drugs. They are said of the
//! practice and not of a patient, so they are entries like its letterhead: changed by a new version, never lost.

use super::suggesting::{self, WORTH_A_NAME};
use crate::desk::{Desk, required};
use crate::problem::Problem;
use crate::view::Nothing;
use chart::sections::prescriptions::PrescriptionItem;
use chart::sections::staff::{Favourite, StaffStatement};
use chart::{Chart, EntryId, PatientId, RecordId, Statement};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The favourites of whoever asks, and what they could be.
#[derive(Debug, Serialize, TS)]
pub struct FavouritesView {
    /// Each, by name.
    pub favourites: Vec<FavouriteView>,
    /// What was ordered five times or more and has no name yet, the most often first.
    pub worth_a_name: Vec<Habit>,
}

/// One favourite.
#[derive(Debug, Serialize, TS)]
pub struct FavouriteView {
    /// The record.
    pub record: RecordId,
    /// The versions a change has to name.
    pub heads: Vec<EntryId>,
    /// What it is called.
    pub name: String,
    /// Only its owner sees it.
    pub mine: bool,
    /// Its drugs.
    pub items: Vec<PrescriptionItem>,
    /// Each drug as a line that can be typed.
    pub lines: Vec<String>,
}

/// Something ordered often.
#[derive(Debug, Serialize, TS)]
pub struct Habit {
    /// What.
    pub item: PrescriptionItem,
    /// In words.
    pub says: String,
    /// How often.
    pub times: u32,
}

/// Give an order a name, or change what a name stands for.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveFavourite {
    /// Which; a new one when absent.
    #[serde(default)]
    #[ts(optional)]
    pub record: Option<RecordId>,
    /// The versions on screen; empty for a new one.
    #[serde(default)]
    pub heads: Vec<EntryId>,
    /// What it is called.
    pub name: String,
    /// Only its owner sees it; otherwise every physician of the practice does.
    pub mine: bool,
    /// Its drugs, in the order they are written.
    pub items: Vec<PrescriptionItem>,
}

/// Take a favourite off the list.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveFavourite {
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
}

/// More drugs than these are no protocol.
const MOST_DRUGS: usize = 20;

pub(crate) fn list(desk: &mut Desk<'_>, _: Nothing) -> Result<FavouritesView, Problem> {
    let worth_a_name = suggesting::habits(desk)?
        .into_iter()
        .filter(|habit| habit.times >= WORTH_A_NAME)
        .map(|habit| Habit { says: super::in_words(&habit.item), times: habit.times, item: habit.item })
        .collect();
    let me = desk.user();
    let mut favourites: Vec<FavouriteView> = desk
        .people()
        .favourites()
        .filter(|(_, favourite, _)| favourite.owner.is_none_or(|owner| owner == me))
        .map(|(record, favourite, heads)| FavouriteView {
            record,
            heads: heads.to_vec(),
            name: favourite.name.clone(),
            mine: favourite.owner.is_some(),
            lines: favourite.items.iter().map(suggesting::printed).collect(),
            items: favourite.items.clone(),
        })
        .collect();
    favourites.sort_by_cached_key(|one| (one.name.to_lowercase(), one.record));
    Ok(FavouritesView { favourites, worth_a_name })
}

pub(crate) fn save(desk: &mut Desk<'_>, request: SaveFavourite) -> Result<FavouritesView, Problem> {
    let name = required("name", &request.name, "Give it a name you will think of.")?;
    if request.items.is_empty() || request.items.len() > MOST_DRUGS {
        return Err(Problem::invalid("items", "A favourite has between one and twenty drugs."));
    }
    super::check_items(&request.items)?;
    let owner = request.mine.then(|| desk.user());
    // What it is for is said of a patient, when it is ordered.
    let items = request.items.into_iter().map(|item| PrescriptionItem { reason: None, ..item }).collect();
    let said = Statement::Staff(StaffStatement::Favourite(Favourite { owner, name, items }));
    match request.record {
        None => {
            desk.write(|pen| pen.say(PatientId::PRACTICE, None, said))?;
        }
        Some(id) => {
            let chart = mine(desk, id, &request.heads)?;
            let record = chart.staff.get(id).ok_or_else(|| Problem::not_found("favourite"))?;
            desk.write(|pen| pen.say_change(PatientId::PRACTICE, None, record, said, None))?;
        }
    }
    list(desk, Nothing {})
}

pub(crate) fn remove(desk: &mut Desk<'_>, request: RemoveFavourite) -> Result<FavouritesView, Problem> {
    let chart = mine(desk, request.record, &request.heads)?;
    let record = chart.staff.get(request.record).ok_or_else(|| Problem::not_found("favourite"))?;
    let said = Statement::EnteredInError { section: "staff".to_owned() };
    let why = Some("taken off the list of favourites".to_owned());
    desk.write(|pen| pen.say_change(PatientId::PRACTICE, None, record, said, why))?;
    list(desk, Nothing {})
}

/// The practice's entries, when the record is a favourite this person may change and sees in its newest version.
fn mine(desk: &Desk<'_>, id: RecordId, heads: &[EntryId]) -> Result<Chart, Problem> {
    let chart = desk.store().chart(PatientId::PRACTICE)?;
    let record = crate::desk::to_correct(&chart.staff, id, heads, "favourite")?;
    match record.reading() {
        Some((_, StaffStatement::Favourite(favourite)))
            if favourite.owner.is_none_or(|owner| owner == desk.user()) =>
        {
            Ok(chart)
        }
        _ => Err(Problem::not_found("favourite")),
    }
}
