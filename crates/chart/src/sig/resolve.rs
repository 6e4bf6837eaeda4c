//! What the amounts of a typed line mean: which is the strength on the box and which is the dose each time.
//!
//! Where the line leaves it open, the reading taken is said in a sentence beside it. Units are never guessed.

use super::figures::figure;
use super::reader::{Amount, Draft, Found};
use super::words::{Measure, measure};
use super::{Dose, Link, Per, Route, Step, TimeUnit, Timing, plural};

const NO_DOSE: &str = "How much each time is not said.";
const NO_UNIT: &str = "has no unit.";
const A_COUNT: &str = "was read as how many each time, not as a strength.";

/// A doubt that is gone when the product is known.
pub(super) fn is_settled_by_product(doubt: &str) -> bool {
    [NO_DOSE, NO_UNIT, A_COUNT].iter().any(|end| doubt.ends_with(end))
}

/// A doubt about the strength alone, which any product settles.
pub(super) fn is_of_strength(doubt: &str) -> bool {
    doubt.ends_with(NO_UNIT)
}

/// The line's first bare number was taken for a count, for want of anything better.
pub(super) fn is_of_count(doubt: &str) -> bool {
    doubt.ends_with(A_COUNT)
}

pub(super) fn assumed_one(form: &str) -> String {
    format!("One {form} each time was assumed.")
}

/// The steps of what was found. What turns out to mean nothing is added to the unknown tokens.
pub(super) fn steps(found: &mut Found) -> Vec<Step> {
    let drafts = std::mem::take(&mut found.drafts);
    let several = drafts.len() > 1;
    let mut steps: Vec<Step> = Vec::new();
    for draft in drafts {
        // "Amoxicillin 875/125 mg tablet twice": even a draft without an amount has the form to go by.
        let named = steps.is_empty() && found.form.is_some() && found.strength.is_some();
        if !draft.begun() && !named {
            continue;
        }
        let step = one(found, draft, steps.last(), several);
        if step != (Step { link: step.link, ..Step::default() }) {
            steps.push(step);
        }
    }
    if let Some(first) = steps.first_mut() {
        first.link = Link::Then;
    }
    if !found.verb {
        share(&mut steps);
        once_a_day(found, &mut steps);
    }
    doubts(found, &steps);
    steps
}

fn one(found: &mut Found, draft: Draft, before: Option<&Step>, several: bool) -> Step {
    let Draft { mut step, amounts, implied, per_day, od, side } = draft;
    step.dose = dose(found, amounts, before, several, &step);
    if let Some((from, to)) = per_day {
        // "40 mg/day"; but "0.05 mg/day patch twice weekly" is a strength.
        if step.timing.is_none() {
            step.timing = Some(Timing::Times { low: 1, high: None, per: Per::Day });
        } else {
            found.unknown.extend(from..to);
        }
    }
    step.site = step.site.map(definite);
    if implied == Some(Route::Inhaled) && step.route == Some(Route::Oral) {
        // "Inhale 2 puffs by mouth".
        step.route = implied;
    }
    step.route = step.route.or(implied);
    let dropped = step.dose.as_ref().is_some_and(|dose| dose.unit == "drop")
        || matches!(found.form, Some("drops" | "eye drops" | "ear drops" | "eye ointment"));
    if let Some(token) = od {
        match (dropped && step.route.is_none_or(|route| route == Route::Eye), &step.timing) {
            (true, _) => {
                step.route = Some(Route::RightEye);
                found.doubts.push("\"od\" was read as the right eye.".to_owned());
            }
            (false, None) => step.timing = Some(Timing::Times { low: 1, high: None, per: Per::Day }),
            // "6 od mane" is said twice.
            (false, Some(Timing::Parts(parts))) if parts.len() == 1 => {}
            (false, Some(Timing::Times { low: 1, high: None, per: Per::Day })) => {}
            (false, Some(_)) => found.unknown.push(token),
        }
    }
    if let Some((route, token)) = side {
        if dropped && step.route.is_none_or(|whole| route.is_part_of(whole)) {
            step.route = Some(route);
        } else {
            found.unknown.push(token);
        }
    }
    if found.verb {
        return step;
    }
    // "400 mg … max 6/day" are six of them: a weight would make 6 mg of it, so the number stays without a unit.
    let counted =
        step.dose.as_ref().filter(|dose| !matches!(measure(&dose.unit), Measure::Vague | Measure::Mass));
    if let Some(max) = step.max_per_day.as_mut().filter(|max| max.unit.is_empty())
        && let Some(dose) = counted
    {
        max.unit.clone_from(&dose.unit);
    }
    if step.dose.as_ref().is_some_and(|dose| dose.unit == "puff") && step.route == Some(Route::Oral) {
        step.route = Some(Route::Inhaled);
    }
    if let Some(before) = before {
        step.route = step.route.or(before.route);
        step.site = step.site.or_else(|| before.site.clone());
        if step.link == Link::Then {
            let regular = |timing: &Timing| !matches!(timing, Timing::Once { .. });
            step.timing = step.timing.or_else(|| before.timing.clone().filter(regular));
            step.meal = step.meal.or(before.meal);
            step.dose = step.dose.or_else(|| before.dose.clone());
        }
    }
    step.route = step.route.or_else(|| usual_route(found.form, step.dose.as_ref()));
    step
}

/// `face` → `the face`, as a sentence has it.
fn definite(site: String) -> String {
    const SAID: [&str; 9] = ["the", "a", "an", "both", "each", "all", "your", "any", "every"];
    let first = site.split_whitespace().next().unwrap_or_default().to_lowercase();
    if SAID.contains(&first.as_str()) { site } else { format!("the {site}") }
}

/// Which amount is the dose. The other ones are the strength, or stay unknown.
fn dose(
    found: &mut Found,
    mut amounts: Vec<Amount>,
    before: Option<&Step>,
    several: bool,
    step: &Step,
) -> Option<Dose> {
    let form = found.form.filter(|form| measure(form) == Measure::Piece && is_unit(form));
    let first = before.is_none();
    let kind = |amount: &Amount| amount.unit.map(|(_, measure)| measure);
    let is_mass = |amount: &Amount| matches!(kind(amount), Some(Measure::Mass | Measure::Activity));
    let counted = amounts.iter().position(|amount| amount.unit.is_some() && !is_mass(amount));
    // "250 mg tab 500 mg day 1": the first is on the box, the second is taken.
    let boxed = first && !found.verb && found.strength.is_none() && found.form_at.is_some();
    let mass = if boxed { amounts.iter().rposition(is_mass) } else { amounts.iter().position(is_mass) };
    let bare: Vec<usize> = (0..amounts.len()).filter(|place| amounts[*place].unit.is_none()).collect();
    let earlier = before.and_then(|step| step.dose.as_ref()).map(|dose| dose.unit.clone());
    let unit_of_bare = form
        .map(str::to_owned)
        .or(earlier.filter(|unit| measure(unit) != Measure::Vague))
        .filter(|_| !found.verb)
        .unwrap_or_default();
    let as_form = |amount: &Amount| Dose { low: amount.low, high: amount.high, unit: unit_of_bare.clone() };
    let whole_line = first && !found.verb && found.strength.is_none();
    // "60 40 20 10 each 3 days": three bare numbers in a row could mean anything, and one of them would be a dose.
    if bare.len() > 2 {
        for amount in amounts {
            found.unknown.extend(amount.tokens.0..amount.tokens.1);
        }
        found.doubts.push("Which of the numbers is the dose is not said.".to_owned());
        return None;
    }
    let chosen = match (counted, mass, bare.as_slice()) {
        // "doxy 100 cap bd": nobody takes a hundred capsules at a time. It is the strength, and its unit is missing.
        (Some(counted), _, _) if whole_line && is_too_many(&amounts[counted]) => {
            let unit = amounts[counted].unit.take().map(|(name, _)| name);
            found.form = found.form.or(unit);
            assumed(found, unit, step)
        }
        (Some(counted), _, _) => {
            let amount = amounts.remove(counted);
            let unit = amount.unit.map_or("", |(name, _)| name);
            if found.form.is_none() && measure(unit) == Measure::Piece && !unit.is_empty() {
                found.form = Some(unit);
            }
            let pieces = measure(unit) == Measure::Piece && !unit.is_empty();
            if let Some(form) = form.filter(|form| *form != unit && pieces) {
                found.doubts.push(format!("The form is {form}, but the dose is in {}.", plural(unit, 2.0)));
            }
            let unit = if unit.is_empty() && !found.verb { form.unwrap_or("") } else { unit };
            Some(Dose { low: amount.low, high: amount.high, unit: unit.to_owned() })
        }
        (None, Some(mass), [bare, ..]) if *bare > mass && !found.verb => {
            let amount = amounts.remove(*bare);
            Some(as_form(&amount))
        }
        (None, Some(mass), _) => match form {
            Some(form) if !found.verb && first && !several && amounts[mass].high.is_none() => {
                found.doubts.push(assumed_one(form));
                Some(Dose::of(1.0, form))
            }
            _ => {
                let amount = amounts.remove(mass);
                let unit = amount.unit.map_or("", |(name, _)| name);
                let only =
                    !found.verb && !several && kind(&amount) == Some(Measure::Mass) && amount.high.is_none();
                if only && found.strength.is_none() {
                    found.strength = Some(format!("{} {}", figure(amount.low), plural(unit, amount.low)));
                }
                Some(Dose { low: amount.low, high: amount.high, unit: unit.to_owned() })
            }
        },
        (None, None, [_, second, ..]) => {
            let amount = amounts.remove(*second);
            Some(as_form(&amount))
        }
        (None, None, [only]) => {
            let amount = &amounts[*only];
            let text: String =
                found.tokens[amount.tokens.0..amount.tokens.1].iter().map(|t| t.text.as_str()).collect();
            let pieces = amount.high.is_some() || text.contains(['/', '½', '¼', '¾', '⅓', '⅔']);
            let counts = form.is_none() || found.form_at.is_some_and(|form| form < amount.tokens.0);
            let small = amount.low <= 4.0 && amount.low.fract() == 0.0;
            if found.verb || !first || found.strength.is_some() || pieces || (small && counts) {
                if !pieces && first && !found.verb && found.strength.is_none() && form.is_none() {
                    found.doubts.push(format!("{} {A_COUNT}", figure(amount.low)));
                }
                let dose = as_form(amount);
                amounts.remove(*only);
                Some(dose)
            } else {
                assumed(found, form, step)
            }
        }
        (None, None, []) => assumed(found, form.filter(|_| first && !several), step),
    };
    for amount in amounts {
        let (from, to) = amount.tokens;
        if found.strength.is_none() && first && !found.verb && amount.high.is_none() {
            found.strength = Some(match amount.unit {
                Some((name, _)) => format!("{} {}", figure(amount.low), plural(name, amount.low)),
                None => {
                    found.doubts.push(format!("The strength {} {NO_UNIT}", figure(amount.low)));
                    figure(amount.low)
                }
            });
        } else {
            found.unknown.extend(from..to);
        }
    }
    chosen
}

/// More pieces at a time than anybody is told to take. A limit of reading, not a clinical one: beyond it the number is
/// taken for a strength, and the line says that it has no unit.
const MOST_PIECES: f64 = 12.0;

fn is_too_many(amount: &Amount) -> bool {
    // Nobody wears ten patches: "butrans 10 patch" is the strength.
    let most = |name: &str| {
        if matches!(name, "patch" | "suppository" | "pessary" | "film") { 2.0 } else { MOST_PIECES }
    };
    amount.high.is_none() && amount.unit.is_some_and(|(name, _)| is_unit(name) && amount.low > most(name))
}

fn assumed(found: &mut Found, form: Option<&'static str>, step: &Step) -> Option<Dose> {
    let form = form.filter(|_| !found.verb && (step.timing.is_some() || step.as_needed.is_some()))?;
    found.doubts.push(assumed_one(form));
    Some(Dose::of(1.0, form))
}

pub(super) fn is_unit(form: &str) -> bool {
    matches!(
        form,
        "tablet"
            | "capsule"
            | "caplet"
            | "lozenge"
            | "suppository"
            | "pessary"
            | "patch"
            | "sachet"
            | "ampoule"
            | "vial"
            | "nebule"
            | "pen"
            | "syringe"
            | "injection"
            | "film"
            | "gummy"
            | "enema"
    )
}

/// The way a form is taken unless said otherwise. Only where the form leaves one way.
pub(super) fn usual_route(form: Option<&str>, dose: Option<&Dose>) -> Option<Route> {
    let unit = dose.map_or("", |dose| dose.unit.as_str());
    match unit {
        "tablet" | "capsule" | "caplet" | "sachet" | "gummy" => return Some(Route::Oral),
        "puff" => return Some(Route::Inhaled),
        "patch" => return Some(Route::Skin),
        "suppository" | "enema" => return Some(Route::Rectal),
        "pessary" => return Some(Route::Vaginal),
        "nebule" => return Some(Route::Nebulised),
        _ => {}
    }
    match form? {
        "patch" => Some(Route::Skin),
        "syrup" | "elixir" | "suspension" | "tablet" | "capsule" => Some(Route::Oral),
        "cream" | "ointment" | "gel" | "lotion" | "foam" | "shampoo" => Some(Route::Skin),
        "inhaler" => Some(Route::Inhaled),
        "nasal spray" => Some(Route::Nasal),
        "eye drops" | "eye ointment" => Some(Route::Eye),
        "ear drops" => Some(Route::Ear),
        _ => None,
    }
}

/// "20 units in the morning and 10 in the evening sc for 30 days": the way and the length are those of the whole
/// day's doses.
fn share(steps: &mut [Step]) {
    for group in steps.chunk_by_mut(|_, next| next.link == Link::And) {
        let duration = group.iter().find_map(|step| step.duration);
        let route = group.iter().find_map(|step| step.route);
        for step in group.iter_mut() {
            step.duration = step.duration.or(duration);
            step.route = step.route.or(route);
        }
    }
}

/// "40 mg 5 d, then 20 mg 5 d": a taper is written by the day.
fn once_a_day(found: &mut Found, steps: &mut [Step]) {
    let by_the_day = |step: &Step| {
        step.timing.is_none()
            && step.as_needed.is_none()
            && step.link == Link::Then
            && step.dose.is_some()
            && step.duration.is_some_and(|duration| duration.unit != TimeUnit::Hour)
    };
    if steps.len() < 2 || !steps.iter().all(by_the_day) {
        return;
    }
    for step in steps {
        step.timing = Some(Timing::Times { low: 1, high: None, per: Per::Day });
    }
    found.doubts.push("Once a day was assumed.".to_owned());
}

fn doubts(found: &mut Found, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    // How much of a cream is for the patient's hand to say.
    let measured = |step: &Step| step.route != Some(Route::Skin) && step.timing != Some(Timing::AsDirected);
    if steps.iter().any(|step| step.dose.is_none() && measured(step)) {
        found.doubts.push(NO_DOSE.to_owned());
    }
    if steps.iter().any(|step| step.timing.is_none() && step.as_needed.is_none()) {
        found.doubts.push("How often is not said.".to_owned());
    }
}
