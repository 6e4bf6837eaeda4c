//! The words of a sig: what people type, and what it means. One table, read from top to bottom.
//!
//! Sources: the Latin and English abbreviations are those every prescribing text lists (British National Formulary,
//! "Abbreviations and symbols"; Remington, "Latin prescription terms"). What must never be *printed* is the ISMP
//! List of Error-Prone Abbreviations, Symbols, and Dose Designations (2021) and the Joint Commission's "Do Not Use"
//! list (2004): the left column may hold such an abbreviation, because people type it, but printing goes by the
//! meaning on the right, never by the left column.
//!
//! Deliberately not here: `cc` alone (it means millilitre and "with food"), `MS`, `D/C`, `AU`: too dangerous to guess,
//! they stay visible as typed.

use super::{DayPart, Meal, Per, Route, TimeUnit, Weekday};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word or phrase means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Word {
    /// What a dose is counted or measured in.
    Unit(&'static str, Measure),
    /// A dose form that is not counted: a cream, a syrup.
    Form(&'static str),
    Route(Route),
    /// So many times.
    Times(u16, Per),
    /// Every so many.
    Every(u16, TimeUnit),
    Part(DayPart),
    Weekday(Weekday),
    Once {
        now: bool,
    },
    AsDirected,
    Meal(Meal),
    /// At a meal that also says the time of day.
    PartMeal(DayPart, Meal),
    AsNeeded,
    Span(TimeUnit),
    /// A verb that opens a sentence.
    Verb,
    /// A verb that opens a sentence and says the route, unless the sentence says another.
    Act(Route),
    Dispense,
    Refills,
    NoRefills,
    AtMost,
    Then,
    And,
    /// `od`: once daily, or the right eye.
    Od,
    /// `os`, `ou`, `ad`, `as`: an eye or an ear, but only of drops and ointments.
    Side(Route),
    /// A release form, part of the product's name.
    Release,
    /// What things are dispensed in.
    Container(&'static str),
    /// `on` behind a number: omni nocte, or nothing.
    On,
    /// The other days of the week.
    OtherDays,
    /// Opens words to the patient that are kept as they are: `may repeat in 2 hours`, `reduce by 5 mg every week`.
    Told,
    /// Kept as it is, without what stands around it: `swish and swallow`.
    Kept,
    /// Says nothing of its own.
    Filler,
}

/// How a unit of dose is measured. It decides how quantities are computed and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Solid pieces: counted whole, and a quantity can be computed from them.
    Piece,
    /// Sprays, drops, puffs: counted, but dispensed in a bottle.
    Spurt,
    /// Millilitres.
    Volume,
    /// Units of activity.
    Activity,
    /// Milligrams and their like: a strength, or a dose of an unknown number of pieces.
    Mass,
    /// A thin layer, a small amount.
    Vague,
}

use DayPart::{Bedtime, Evening, Morning, Noon};
use Measure::{Activity, Mass, Piece, Spurt, Vague, Volume};
use Word::{
    Act, And, AsDirected, AsNeeded, AtMost, Dispense, Every, Filler, Form, Kept, NoRefills, Od, On, Once,
    OtherDays, Part, PartMeal, Refills, Release, Side, Span, Then, Times, Told, Unit, Verb,
};

/// What people type on the left, parted by `|`; what it means on the right.
#[rustfmt::skip]
const TABLE: &[(&str, Word)] = &[
    // What a dose is counted in.
    ("tablet|tablets|tab|tabs|tb|tbs|pill|pills", Unit("tablet", Piece)),
    ("capsule|capsules|cap|caps|cps", Unit("capsule", Piece)),
    ("caplet|caplets", Unit("caplet", Piece)),
    ("lozenge|lozenges|troche|troches|pastille|pastilles", Unit("lozenge", Piece)),
    ("suppository|suppositories|supp|supps|suppos", Unit("suppository", Piece)),
    ("pessary|pessaries", Unit("pessary", Piece)),
    ("patch|patches", Unit("patch", Piece)),
    ("sachet|sachets|packet|packets|pkt|pkts", Unit("sachet", Piece)),
    ("ampoule|ampoules|ampule|ampules|amp|amps", Unit("ampoule", Piece)),
    ("vial|vials", Unit("vial", Piece)),
    ("nebule|nebules|neb|nebs", Unit("nebule", Piece)),
    ("pen|pens", Unit("pen", Piece)),
    ("syringe|syringes", Unit("syringe", Piece)),
    ("injection|injections", Unit("injection", Piece)),
    ("film|films", Unit("film", Piece)),
    ("gummy|gummies", Unit("gummy", Piece)),
    ("enema|enemas", Unit("enema", Piece)),
    ("applicatorful|applicatorfuls|applicator|applicators", Unit("applicatorful", Spurt)),
    ("puff|puffs|inhalation|inhalations|p", Unit("puff", Spurt)),
    ("spray|sprays|squirt|squirts", Unit("spray", Spurt)),
    ("drop|drops|gtt|gtts|gt", Unit("drop", Spurt)),
    ("pump|pumps|actuation|actuations", Unit("pump", Spurt)),
    ("scoop|scoops|capful|capfuls", Unit("scoop", Spurt)),
    ("application|applications", Unit("application", Spurt)),
    ("thin layer|thin film|thinly", Unit("thin layer", Vague)),
    ("small amount|sparingly", Unit("small amount", Vague)),
    ("pea sized amount|pea-sized amount", Unit("pea-sized amount", Vague)),
    ("ml|mls|cc|millilitre|millilitres|milliliter|milliliters", Unit("mL", Volume)),
    ("unit|units|u|iu|ius|unt|international units", Unit("unit", Activity)),
    ("mg|mgs|milligram|milligrams", Unit("mg", Mass)),
    ("mcg|mcgs|ug|µg|μg|microgram|micrograms", Unit("mcg", Mass)),
    ("g|gm|gms|gram|grams", Unit("g", Mass)),
    ("meq|meqs", Unit("mEq", Mass)),
    ("mmol|mmols", Unit("mmol", Mass)),

    // Dose forms that are not counted.
    ("cream|crm", Form("cream")),
    ("ointment|oint|ung", Form("ointment")),
    ("gel", Form("gel")),
    ("lotion", Form("lotion")),
    ("shampoo", Form("shampoo")),
    ("foam", Form("foam")),
    ("powder", Form("powder")),
    ("solution|soln|sol", Form("solution")),
    ("suspension|susp", Form("suspension")),
    ("syrup|syr", Form("syrup")),
    ("elixir|elix", Form("elixir")),
    ("liquid|liq", Form("liquid")),
    ("inhaler|mdi|hfa|dpi", Form("inhaler")),
    ("nasal spray", Form("nasal spray")),
    ("eye drops|ophthalmic drops|ophthalmic solution|eye drop", Form("eye drops")),
    ("ear drops|otic drops|otic solution|ear drop", Form("ear drops")),
    ("eye ointment|ophthalmic ointment", Form("eye ointment")),
    ("mouthwash", Form("mouthwash")),

    // Routes.
    ("po|per os|by mouth|oral|orally|per oral", Word::Route(Route::Oral)),
    ("sl|sublingual|sublingually|under tongue|under the tongue", Word::Route(Route::Sublingual)),
    ("buccal|buccally|inside the cheek|in the cheek", Word::Route(Route::Buccal)),
    ("ngt|peg|via ng|via ng tube|via peg|via g tube|g tube|through the feeding tube|feeding tube", Word::Route(Route::FeedingTube)),
    ("inh|inhaled|by inhalation|via inhaler|inhale orally", Word::Route(Route::Inhaled)),
    ("nebulised|nebulized|via nebulizer|via nebuliser|by nebulizer|by nebuliser|through a nebulizer|in nebulizer", Word::Route(Route::Nebulised)),
    ("nasal|nasally|intranasal|intranasally|in the nose|in nose", Word::Route(Route::Nasal)),
    ("each nostril|in each nostril|per nostril|both nostrils|in both nostrils|to each nostril|each nare|in each nare", Word::Route(Route::EachNostril)),
    ("iv|intravenous|intravenously|into a vein", Word::Route(Route::Intravenous)),
    ("im|intramuscular|intramuscularly|into a muscle", Word::Route(Route::Intramuscular)),
    ("sc|sq|subq|sub-q|subcut|subcutaneous|subcutaneously|sub cut|under the skin|under skin", Word::Route(Route::Subcutaneous)),
    ("intradermal|intradermally|into the skin", Word::Route(Route::Intradermal)),
    ("top|topical|topically|on the skin|to the skin|to skin|on skin|transdermal|transdermally|td", Word::Route(Route::Skin)),
    ("pr|rectal|rectally|per rectum|into the rectum|in the rectum", Word::Route(Route::Rectal)),
    ("pv|vaginal|vaginally|per vagina|into the vagina|in the vagina", Word::Route(Route::Vaginal)),
    ("in eye|in the eye|to eye|into eye|into the eye|ophthalmic|in affected eye|in the affected eye|to the affected eye", Word::Route(Route::Eye)),
    ("left eye|in left eye|in the left eye|to left eye|into left eye|into the left eye", Word::Route(Route::LeftEye)),
    ("right eye|in right eye|in the right eye|to right eye|into right eye|into the right eye", Word::Route(Route::RightEye)),
    ("both eyes|each eye|in both eyes|in each eye|to both eyes|into both eyes", Word::Route(Route::BothEyes)),
    ("in ear|in the ear|to ear|into ear|into the ear|otic|in affected ear|in the affected ear", Word::Route(Route::Ear)),
    ("left ear|in left ear|in the left ear|into left ear|into the left ear", Word::Route(Route::LeftEar)),
    ("right ear|in right ear|in the right ear|into right ear|into the right ear", Word::Route(Route::RightEar)),
    ("both ears|each ear|in both ears|in each ear|into both ears", Word::Route(Route::BothEars)),
    ("os", Side(Route::LeftEye)),
    ("ou", Side(Route::BothEyes)),
    ("as", Side(Route::LeftEar)),
    ("ad", Side(Route::RightEar)),
    ("od", Od),

    // How often.
    ("daily|qd|once daily|once a day|one time daily|one time a day|every day|each day|q day|qday|1x daily|per day|a day|q24", Times(1, Per::Day)),
    ("bid|bd|twice daily|twice a day|two times daily|two times a day|twice per day|2x daily", Times(2, Per::Day)),
    ("tid|tds|three times daily|three times a day|thrice daily|thrice a day", Times(3, Per::Day)),
    ("qid|qds|four times daily|four times a day", Times(4, Per::Day)),
    ("five times daily|five times a day", Times(5, Per::Day)),
    ("six times daily|six times a day", Times(6, Per::Day)),
    ("weekly|once weekly|once a week|every week|each week|per week|a week|q week|qweek|qwk|qw|q wk", Times(1, Per::Week)),
    ("twice weekly|twice a week|biw|two times weekly|two times a week", Times(2, Per::Week)),
    ("three times weekly|three times a week|thrice weekly|tiw", Times(3, Per::Week)),
    ("monthly|once monthly|once a month|every month|each month|q month|qmonth|qmo|a month|per month", Times(1, Per::Month)),
    ("twice monthly|twice a month", Times(2, Per::Month)),
    ("every other day|qod|eod|alternate days|on alternate days|every second day|q other day|alt days", Every(2, TimeUnit::Day)),
    ("every other week|every second week|biweekly|fortnightly", Every(2, TimeUnit::Week)),
    ("hourly|every hour", Every(1, TimeUnit::Hour)),

    // When in the day.
    ("qam|q am|am|mane|om|every morning|each morning|in the morning|in morning|mornings|morning", Part(Morning)),
    ("noon|at noon|midday|at midday|q noon|lunchtime|at lunchtime", Part(Noon)),
    ("qpm|q pm|pm|evening|evenings|every evening|each evening|in the evening|in evening|q evening", Part(Evening)),
    ("hs|qhs|q hs|nocte|bedtime|at bedtime|before bed|before bedtime|at night|nightly|every night|each night|q night|qn|on going to bed|night", Part(Bedtime)),
    ("monday|mondays|mon|on monday|on mondays|every monday", Word::Weekday(Weekday::Monday)),
    ("tuesday|tuesdays|tue|tues|on tuesday|on tuesdays|every tuesday", Word::Weekday(Weekday::Tuesday)),
    ("wednesday|wednesdays|wed|on wednesday|on wednesdays|every wednesday", Word::Weekday(Weekday::Wednesday)),
    ("thursday|thursdays|thu|thur|thurs|on thursday|on thursdays|every thursday", Word::Weekday(Weekday::Thursday)),
    ("friday|fridays|fri|on friday|on fridays|every friday", Word::Weekday(Weekday::Friday)),
    ("saturday|saturdays|sat|on saturday|on saturdays|every saturday", Word::Weekday(Weekday::Saturday)),
    ("sunday|sundays|on sunday|on sundays|every sunday", Word::Weekday(Weekday::Sunday)),
    ("other days|on other days|all other days|on all other days|the other days|on the other days|rest of week|rest of the week|remaining days", OtherDays),
    ("stat|now|today|immediately|at once|at once as a single dose", Once { now: true }),
    ("once|once only|one time|one dose|single dose|as a single dose|x1 dose", Once { now: false }),
    ("as directed|ud|ut dict|mdu|utd", AsDirected),

    // Food.
    ("ac|before meals|before food|before eating|before a meal|before each meal|before meal", Word::Meal(Meal::Before)),
    ("pc|after meals|after food|after eating|after a meal|after each meal|after meal", Word::Meal(Meal::After)),
    ("with food|with meals|with a meal|with each meal|c food|wf|with meal", Word::Meal(Meal::With)),
    ("on an empty stomach|on empty stomach|empty stomach", Word::Meal(Meal::EmptyStomach)),
    ("with breakfast|at breakfast", PartMeal(Morning, Meal::With)),
    ("ac breakfast|before breakfast", PartMeal(Morning, Meal::Before)),
    ("pc breakfast|after breakfast", PartMeal(Morning, Meal::After)),
    ("with lunch", PartMeal(Noon, Meal::With)),
    ("ac lunch|before lunch", PartMeal(Noon, Meal::Before)),
    ("pc lunch|after lunch", PartMeal(Noon, Meal::After)),
    ("with dinner|with supper|with evening meal|with the evening meal", PartMeal(Evening, Meal::With)),
    ("ac dinner|before dinner|before supper", PartMeal(Evening, Meal::Before)),
    ("pc dinner|after dinner|after supper", PartMeal(Evening, Meal::After)),

    // When needed.
    ("prn|as needed|when needed|if needed|as required|when required|sos|if required", AsNeeded),

    // Lengths of time, after a number.
    ("h|hr|hrs|hour|hours", Span(TimeUnit::Hour)),
    ("d|dy|day|days|nights", Span(TimeUnit::Day)),
    ("w|wk|wks|week|weeks", Span(TimeUnit::Week)),
    ("mo|mos|mth|mths|month|months", Span(TimeUnit::Month)),

    // How much to dispense, how often again, how much at most.
    ("disp|dispense|qty|quantity|supply|mitte", Dispense),
    ("rf|refill|refills|repeat|repeats|rpt|rpts|ref", Refills),
    ("no refills|no refill|no repeats|nr|non rep", NoRefills),
    ("max|maximum|at most|no more than|not more than|not to exceed|do not exceed|nte|up to a maximum of", AtMost),

    // What things are dispensed in.
    ("bottle|bottles|btl|bottl", Word::Container("bottle")),
    ("tube|tubes", Word::Container("tube")),
    ("box|boxes", Word::Container("box")),
    ("pack|packs|package|packages", Word::Container("pack")),
    ("jar|jars", Word::Container("jar")),
    ("kit|kits", Word::Container("kit")),
    ("canister|canisters", Word::Container("canister")),
    ("cartridge|cartridges", Word::Container("cartridge")),
    ("strip|strips", Word::Container("strip")),

    // What joins.
    ("then|followed by|thereafter|and then", Then),
    ("and|plus|&|+", And),

    // Verbs that open a sentence.
    ("take|use|instil|instill|inject|insert|give|chew|swallow|dissolve|put|place", Verb),
    ("inhale", Act(Route::Inhaled)),
    ("apply|rub|spread", Act(Route::Skin)),

    // Release forms: part of the product's name.
    ("er|xr|sr|la|xl|ec|dr|odt|cd|mr|ir|cr", Release),

    // Nothing of their own.
    ("on", On),
    ("a|an|of|the|about|each time|at a time|in|per dose|change patch|change|replace patch|replace", Filler),

    // What is told to the patient and stays as it is typed.
    ("may repeat|can repeat|and repeat|repeat in|repeat after|repeat once|repeat if|repeat dose|may take|may increase", Told),
    ("reduce|reducing|decrease|decreasing|increase|increasing|titrate|titrating|adjust|until|except|avoid|unless|do not|stop if", Told),
    ("after meals and at bedtime|after food and at bedtime|with meals and at bedtime|before meals and at bedtime|pc and hs|ac and hs", Kept),
    ("at onset of migraine|at the onset of migraine|at onset of headache|at first sign of migraine|at onset", Kept),
    ("after each loose stool|after every loose stool|after each loose motion|after loose stools", Kept),
    ("swish and swallow|swish and spit|swish swallow|swish|rinse and spit|gargle", Kept),
];

/// The phrases that start with one word, longest first.
type Phrases = Vec<(Vec<&'static str>, Word)>;

static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Phrases>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Phrases> = HashMap::new();
    for (spellings, word) in TABLE {
        for spelling in spellings.split('|') {
            let parts: Vec<&'static str> = spelling.split(' ').collect();
            if let Some(first) = parts.first() {
                words.entry(first).or_default().push((parts.clone(), *word));
            }
        }
    }
    for phrases in words.values_mut() {
        phrases.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    }
    words
});

/// The longest phrase that starts with `first`; `at(n)` is the n-th word after it. The count is in words.
pub(super) fn phrase<'a>(first: &str, at: impl Fn(usize) -> Option<&'a str>) -> Option<(Word, usize)> {
    BY_FIRST_WORD.get(first)?.iter().find_map(|(parts, word)| {
        let fits = parts.iter().enumerate().skip(1).all(|(place, part)| at(place) == Some(*part));
        fits.then_some((*word, parts.len()))
    })
}

/// How the unit of a dose is measured. A unit of nobody's table is counted in pieces; no unit is too.
pub(super) fn measure(unit: &str) -> Measure {
    static MEASURES: LazyLock<HashMap<&'static str, Measure>> = LazyLock::new(|| {
        TABLE
            .iter()
            .filter_map(|(_, word)| match word {
                Unit(name, measure) => Some((*name, *measure)),
                _ => None,
            })
            .collect()
    });
    MEASURES.get(unit).copied().unwrap_or(Piece)
}

/// Every unit of the table and every form, for tests.
#[cfg(test)]
pub(super) fn units() -> Vec<&'static str> {
    TABLE.iter().filter_map(|(_, word)| if let Unit(name, _) = word { Some(*name) } else { None }).collect()
}

/// Whether a word stands anywhere in the table, or says "every" before a number.
#[cfg(test)]
pub(super) fn is_said(word: &str) -> bool {
    ["every", "each"].contains(&word)
        || TABLE.iter().any(|(spellings, _)| spellings.split(['|', ' ']).any(|said| said == word))
}
