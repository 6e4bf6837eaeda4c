//! How a typed drug line can go on: the physician's favourites, what was ordered often, the formulary's products and
//! usual sigs. The person chooses; nothing is ordered by being offered.

use crate::desk::Desk;
use crate::pack;
use crate::problem::Problem;
use crate::suggestions::{self, SuggestRequest};
use chart::sections::prescriptions::PrescriptionItem;
use chart::{RecordId, sig};
use chrono::Days;
use serde::Serialize;
use ts_rs::TS;

/// What a typed line can become.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LineSuggestion {
    /// Where it comes from, and so what picking it does.
    pub kind: SuggestionKind,
    /// What stands in the line when it is picked. For a favourite, what it is called.
    pub line: String,
    /// `amoxicillin 500 mg capsule`, or the favourite's name.
    pub display: String,
    /// How it is taken and how much, in a sentence; for a protocol, its drugs.
    pub says: String,
    /// RxNorm's code, where one is known.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The drugs that are put on the prescription when it is picked; empty for what only completes the line.
    pub items: Vec<PrescriptionItem>,
    /// How often it was ordered; 0 for what is not learnt.
    pub times: u32,
    /// The favourite.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favourite: Option<RecordId>,
    /// It is a usual sig that no clinician has reviewed.
    pub unreviewed: bool,
}

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SuggestionKind {
    /// A favourite, or a protocol of several drugs.
    Favourite,
    /// Ordered often by this physician.
    Learnt,
    /// The formulary's product, with what was typed or its usual sig.
    Product,
}

/// So many are offered: more is a list to read, not a help.
const MOST: usize = 8;

/// Habits older than this are no habits. The practice's own rule (design of this program).
const HABIT_DAYS: u64 = 400;

/// Ordered so often, it is offered.
const A_HABIT: u32 = 2;

/// Ordered so often without being a favourite, it is offered to become one.
pub(crate) const WORTH_A_NAME: u32 = 5;

pub(crate) fn suggest(desk: &mut Desk<'_>, request: SuggestRequest) -> Result<Vec<LineSuggestion>, Problem> {
    let text = suggestions::typed(&request)?.trim_start().to_owned();
    let formulary = pack::formulary()?;
    let mut found = favourites(desk, &text);
    found.extend(learnt(desk, &text)?);
    found.truncate(MOST / 2);
    let most = MOST - found.len();
    let known: Vec<String> = found.iter().map(|one| one.line.to_lowercase()).collect();
    found.extend(
        formulary
            .continuations(&text, MOST)
            .into_iter()
            .filter(|one| !known.contains(&one.line.to_lowercase()))
            .take(most)
            .map(|one| LineSuggestion {
                kind: SuggestionKind::Product,
                line: one.line,
                display: one.name,
                says: one.says,
                code: one.code,
                items: Vec::new(),
                times: 0,
                favourite: None,
                unreviewed: one.unreviewed,
            }),
    );
    Ok(found)
}

/// Favourites any of whose words begin as typed; all of them, as many as fit, before anything is typed.
fn favourites(desk: &Desk<'_>, text: &str) -> Vec<LineSuggestion> {
    let wanted = words(text);
    let me = desk.user();
    desk.people()
        .favourites()
        .filter(|(_, favourite, _)| favourite.owner.is_none_or(|owner| owner == me))
        .filter(|(_, favourite, _)| {
            let drugs = favourite.items.iter().map(|item| item.drug.text.as_str());
            let said: Vec<String> =
                std::iter::once(favourite.name.as_str()).chain(drugs).flat_map(words).collect();
            wanted.iter().all(|word| said.iter().any(|said| said.starts_with(word.as_str())))
        })
        .map(|(record, favourite, _)| LineSuggestion {
            kind: SuggestionKind::Favourite,
            line: favourite.name.clone(),
            display: favourite.name.clone(),
            says: favourite.items.iter().map(super::in_short).collect::<Vec<_>>().join(" · "),
            code: None,
            items: favourite.items.clone(),
            times: 0,
            favourite: Some(record),
            unreviewed: false,
        })
        .collect()
}

/// What this physician ordered more than once and begins as typed.
fn learnt(desk: &mut Desk<'_>, text: &str) -> Result<Vec<LineSuggestion>, Problem> {
    let wanted = words(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let often = habits(desk)?;
    Ok(often
        .iter()
        .filter(|habit| {
            let name = words(&format!("{} {}", habit.item.name(), habit.item.instructions));
            let drug = words(&habit.item.drug.text);
            let leads =
                wanted.first().is_some_and(|first| drug.iter().any(|word| word.starts_with(first.as_str())));
            leads && wanted.iter().all(|word| name.iter().any(|said| said.starts_with(word.as_str())))
        })
        .map(|habit| LineSuggestion {
            kind: SuggestionKind::Learnt,
            line: printed(&habit.item),
            display: habit.item.name(),
            says: super::in_short(&habit.item),
            code: habit.item.drug.code_in(chart::coding::system::RXNORM).map(str::to_owned),
            items: vec![habit.item.clone()],
            times: habit.times,
            favourite: None,
            unreviewed: false,
        })
        .collect())
}

/// What this physician orders often and no favourite says.
pub(crate) fn habits(desk: &mut Desk<'_>) -> Result<Vec<store::OrderedOften>, Problem> {
    let since = desk.today().checked_sub_days(Days::new(HABIT_DAYS)).unwrap_or(desk.today());
    let favourites: Vec<PrescriptionItem> =
        desk.people().favourites().flat_map(|(_, favourite, _)| favourite.items.iter().cloned()).collect();
    let often = desk.ordered_often(since, A_HABIT)?;
    let named = |item: &PrescriptionItem| {
        favourites.iter().any(|known| known.name() == item.name() && known.instructions == item.instructions)
    };
    Ok(often.iter().filter(|habit| !named(&habit.item)).cloned().collect())
}

/// The whole line as it stands on paper, which reads back as the same order.
pub(crate) fn printed(item: &PrescriptionItem) -> String {
    let line = sig::RxLine {
        drug: item.drug.text.clone(),
        strength: item.strength.clone(),
        form: item.form.clone(),
        sig: item.sig.clone().unwrap_or_default(),
        quantity: item.quantity.clone(),
        refills: (item.refills > 0).then_some(item.refills),
        reason: item.reason.clone(),
        ..sig::RxLine::default()
    };
    if item.sig.is_some() { sig::print_line(&line) } else { super::in_words(item) }
}

fn words(text: &str) -> Vec<String> {
    reference::words::plain(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
