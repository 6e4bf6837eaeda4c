//! The sig as a sentence for the patient, in plain words and metric units.
//!
//! None of ISMP's error-prone abbreviations (List of Error-Prone Abbreviations, Symbols, and Dose Designations, 2021)
//! can come out of here: every word is spelt out below, numbers come from `figures`, and the only free text is the
//! site, the reason and the note.

use super::figures::{counted, figure};
use super::line::RxLine;
use super::words::{Measure, measure};
use super::{DayPart, Dose, Duration, Link, Meal, Per, Route, Sig, Step, TimeUnit, Timing, Weekday};
use std::fmt::Write as _;

/// The sentence that stands on paper: `Take 1 capsule by mouth twice daily for 7 days.` Empty for an empty sig.
#[must_use]
pub fn print(sig: &Sig) -> String {
    let mut text = String::new();
    for (place, step) in sig.steps.iter().enumerate() {
        let sentence = step_words(step);
        match (place, step.link) {
            (0, _) => text.push_str(&sentence),
            (_, Link::Then) => text.extend([", then ", &small_first(&sentence)]),
            (_, Link::And) => text.extend([", and ", &small_first(&sentence)]),
        }
    }
    if !text.is_empty() {
        text.push('.');
    }
    if let Some(note) = &sig.note {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(note);
    }
    text
}

/// The whole item as it stands on paper: name, directions, what to dispense, repeats, what it is for.
#[must_use]
pub fn print_line(line: &RxLine) -> String {
    let mut parts = Vec::new();
    // "ii tabs qds" names no medicine: its form stands in the sentence.
    let form = line.form.as_deref().filter(|_| !line.drug.is_empty() || line.strength.is_some());
    let name = [Some(line.drug.as_str()), line.strength.as_deref(), form];
    let name = name.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !name.is_empty() {
        parts.push(format!("{name}."));
    }
    let directions = print(&line.sig);
    if !directions.is_empty() {
        parts.push(directions);
    }
    if let Some(quantity) = &line.quantity {
        let unit = plural(&quantity.unit, quantity.value);
        parts.push(format!("{}.", format!("Dispense {} {unit}", figure(quantity.value)).trim_end()));
    }
    if let Some(refills) = line.refills {
        parts.push(format!("Repeats: {refills}."));
    }
    if let Some(reason) = &line.reason {
        parts.push(format!("For: {reason}."));
    }
    parts.join(" ")
}

/// The unit for that many: `capsules`, `mL`, `patches`. Abbreviated metric units have no plural.
#[must_use]
pub fn plural(unit: &str, value: f64) -> String {
    let metric = matches!(measure(unit), Measure::Mass | Measure::Volume);
    if value <= 1.0 || metric || unit.is_empty() || unit.ends_with("drops") {
        return unit.to_owned();
    }
    let consonant_y = unit.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| unit.ends_with(end));
    if consonant_y {
        return format!("{}ies", &unit[..unit.len() - 1]);
    }
    if ["s", "x", "ch", "sh"].iter().any(|end| unit.ends_with(end)) {
        return format!("{unit}es");
    }
    format!("{unit}s")
}

fn step_words(step: &Step) -> String {
    let mut words = vec![verb(step).to_owned()];
    if let Some(dose) = &step.dose {
        words.push(dose_words(dose));
    }
    words.extend(where_words(step));
    if let Some(timing) = &step.timing {
        words.push(timing_words(timing));
    }
    if let Some(meal) = step.meal {
        words.push(meal_words(meal).to_owned());
    }
    if let Some(need) = &step.as_needed {
        words.push(match &need.reason {
            Some(reason) => format!("as needed for {reason}"),
            None => "as needed".to_owned(),
        });
    }
    if let Some(duration) = step.duration {
        words.push(duration_words(duration));
    }
    let mut text = words.join(" ");
    if let Some(max) = &step.max_per_day {
        let amount = dose_words(max);
        if write!(text, ", at most {amount} a day").is_err() {
            // Writing to a String cannot fail.
            return text;
        }
    }
    text
}

/// The verb by the way it is taken, or by what is counted when the way is not said.
fn verb(step: &Step) -> &'static str {
    use Route::{
        BothEars, BothEyes, EachNostril, Ear, Eye, FeedingTube, Inhaled, Intradermal, Intramuscular,
        Intravenous, LeftEar, LeftEye, Nasal, Nebulised, Rectal, RightEar, RightEye, Skin, Subcutaneous,
        Vaginal,
    };
    match step.route {
        Some(Inhaled | Nebulised) => "Inhale",
        Some(Skin) => "Apply",
        Some(Intravenous | Intramuscular | Subcutaneous | Intradermal) => "Inject",
        Some(Eye | LeftEye | RightEye | BothEyes | Ear | LeftEar | RightEar | BothEars) => "Instil",
        Some(Rectal | Vaginal) => "Insert",
        Some(FeedingTube) => "Give",
        Some(Nasal | EachNostril) => "Use",
        Some(Route::Oral | Route::Sublingual | Route::Buccal) => "Take",
        None => match step.dose.as_ref().map(|dose| measure(&dose.unit)) {
            Some(Measure::Spurt | Measure::Vague | Measure::Activity) => "Use",
            _ if step.site.is_some() => "Use",
            _ => "Take",
        },
    }
}

pub(super) fn where_words(step: &Step) -> Option<String> {
    let route = match step.route {
        // "Inhale" says it, and so does "Apply … to the knee".
        None | Some(Route::Inhaled) => None,
        Some(Route::Skin) if step.site.is_some() => None,
        Some(route) => Some(route_words(route)),
    };
    match (route, &step.site) {
        (None, None) => None,
        (Some(route), None) => Some(route.to_owned()),
        (None, Some(site)) => Some(format!("to {site}")),
        (Some(route), Some(site)) => Some(format!("{route} to {site}")),
    }
}

fn route_words(route: Route) -> &'static str {
    match route {
        Route::Oral => "by mouth",
        Route::Sublingual => "under the tongue",
        Route::Buccal => "inside the cheek",
        Route::FeedingTube => "through the feeding tube",
        Route::Inhaled => "by inhalation",
        Route::Nebulised => "through a nebulizer",
        Route::Nasal => "in the nose",
        Route::EachNostril => "in each nostril",
        Route::Intravenous => "into a vein",
        Route::Intramuscular => "into a muscle",
        Route::Subcutaneous => "under the skin",
        Route::Intradermal => "into the skin",
        Route::Skin => "on the skin",
        Route::Rectal => "into the rectum",
        Route::Vaginal => "into the vagina",
        Route::Eye => "in the eye",
        Route::LeftEye => "in the left eye",
        Route::RightEye => "in the right eye",
        Route::BothEyes => "in both eyes",
        Route::Ear => "in the ear",
        Route::LeftEar => "in the left ear",
        Route::RightEar => "in the right ear",
        Route::BothEars => "in both ears",
    }
}

pub(super) fn dose_words(dose: &Dose) -> String {
    let Dose { low, high, unit } = dose;
    let countable = measure(unit) == Measure::Piece;
    if let Some(high) = high {
        let text = format!("{} to {} {}", counted(*low, unit), counted(*high, unit), plural(unit, *high));
        return text.trim_end().to_owned();
    }
    if measure(unit) == Measure::Vague && *low == 1.0 {
        return format!("a {unit}");
    }
    // ISMP: a fraction alone is written in words, because "1/2 tablet" has been read as 1 or 2.
    let part = match *low {
        0.25 => Some(("a quarter", "a quarter of a")),
        0.5 => Some(("half", "half a")),
        0.75 => Some(("three quarters", "three quarters of a")),
        _ => None,
    };
    match part.filter(|_| countable) {
        Some((alone, _)) if unit.is_empty() => alone.to_owned(),
        Some((_, of)) => format!("{of} {unit}"),
        None => format!("{} {}", counted(*low, unit), plural(unit, *low)).trim_end().to_owned(),
    }
}

pub(super) fn timing_words(timing: &Timing) -> String {
    match timing {
        Timing::Times { low, high, per } => times_words(*low, *high, *per),
        Timing::Every { low: 2, high: None, unit: TimeUnit::Day } => "every other day".to_owned(),
        Timing::Every { low: 1, high: None, unit } => format!("every {}", unit.singular()),
        Timing::Every { low, high: None, unit } => format!("every {low} {}s", unit.singular()),
        Timing::Every { low, high: Some(high), unit } => {
            format!("every {low} to {high} {}s", unit.singular())
        }
        Timing::Parts(parts) => match parts.as_slice() {
            [DayPart::Morning] => "every morning".to_owned(),
            [DayPart::Evening] => "every evening".to_owned(),
            parts => listed(parts.iter().map(|part| match part {
                DayPart::Morning => "in the morning",
                DayPart::Noon => "at noon",
                DayPart::Evening => "in the evening",
                DayPart::Bedtime => "at bedtime",
            })),
        },
        Timing::Weekdays(days) => format!("every {}", listed(days.iter().map(|day| weekday(*day)))),
        Timing::Once { now: true } => "at once as a single dose".to_owned(),
        Timing::Once { now: false } => "as a single dose".to_owned(),
        Timing::AsDirected => "as directed".to_owned(),
    }
}

fn times_words(low: u16, high: Option<u16>, per: Per) -> String {
    let per = match per {
        Per::Day => "daily",
        Per::Week => "weekly",
        Per::Month => "monthly",
    };
    match (low, high) {
        (low, Some(high)) => format!("{low} to {high} times {per}"),
        (1, None) => format!("once {per}"),
        (2, None) => format!("twice {per}"),
        (3, None) => format!("three times {per}"),
        (4, None) => format!("four times {per}"),
        (low, None) => format!("{low} times {per}"),
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn meal_words(meal: Meal) -> &'static str {
    match meal {
        Meal::Before => "before food",
        Meal::With => "with food",
        Meal::After => "after food",
        Meal::EmptyStomach => "on an empty stomach",
    }
}

fn duration_words(duration: Duration) -> String {
    let Duration { value, high, unit } = duration;
    let unit = unit.singular();
    match high {
        Some(high) => format!("for {value} to {high} {unit}s"),
        None if value == 1 => format!("for 1 {unit}"),
        None => format!("for {value} {unit}s"),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: impl Iterator<Item = &'static str>) -> String {
    let items: Vec<_> = items.collect();
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

fn small_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
