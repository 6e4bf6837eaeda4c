//! What holds for every sig and every line: printing reads back, reading never fails, nothing typed disappears.

use super::words::{self, Measure};
use super::{
    AsNeeded, DayPart, Dose, Duration, Link, Meal, Per, Route, RxLine, Sig, Step, TimeUnit, Timing, Weekday,
    parse, parse_line, print, print_line,
};
use crate::coding::Quantity;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A word that no table knows, as a reason, a site or a drug has.
fn strange() -> impl Strategy<Value = String> {
    "[a-z]{4,9}".prop_filter("a word of the table", |word| {
        let numbers =
            ["half", "four", "five", "nine", "three", "seven", "eight", "eleven", "twelve", "quarter"];
        !words::is_said(word) && !numbers.contains(&word.as_str())
    })
}

fn strange_words() -> impl Strategy<Value = String> {
    vec(strange(), 1..4).prop_map(|words| words.join(" "))
}

fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![
        select(vec![0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 0.1, 0.05, 12.5, 1000.0, 12_500.5, 250_000.0]),
        (1_u32..5000).prop_map(f64::from),
        (1_u32..100_000).prop_map(|thousandths| f64::from(thousandths) / 1000.0),
    ]
}

fn unit() -> impl Strategy<Value = String> {
    let mut units = words::units();
    units.push("");
    select(units).prop_map(str::to_owned)
}

fn dose(ranges: bool) -> impl Strategy<Value = Dose> {
    (amount(), option::of(amount()), unit()).prop_filter_map(
        "a layer is not counted",
        move |(low, more, unit)| {
            if words::measure(&unit) == Measure::Vague {
                return ranges.then(|| Dose::of(1.0, unit));
            }
            Some(Dose {
                low,
                high: more.filter(|_| ranges).map(|more| super::figures::tidy(low + more)),
                unit,
            })
        },
    )
}

fn route() -> impl Strategy<Value = Route> {
    select(vec![
        Route::Oral,
        Route::Sublingual,
        Route::Buccal,
        Route::FeedingTube,
        Route::Inhaled,
        Route::Nebulised,
        Route::Nasal,
        Route::EachNostril,
        Route::Intravenous,
        Route::Intramuscular,
        Route::Subcutaneous,
        Route::Intradermal,
        Route::Skin,
        Route::Rectal,
        Route::Vaginal,
        Route::Eye,
        Route::LeftEye,
        Route::RightEye,
        Route::BothEyes,
        Route::Ear,
        Route::LeftEar,
        Route::RightEar,
        Route::BothEars,
    ])
}

fn time_unit() -> impl Strategy<Value = TimeUnit> {
    select(vec![TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week, TimeUnit::Month])
}

fn counts(most: u16) -> impl Strategy<Value = (u16, Option<u16>)> {
    (1..most, option::of(1..most)).prop_map(|(low, more)| (low, more.map(|more| low + more)))
}

fn timing() -> impl Strategy<Value = Timing> {
    let parts = vec![DayPart::Morning, DayPart::Noon, DayPart::Evening, DayPart::Bedtime];
    let days = vec![
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    prop_oneof![
        (counts(12), select(vec![Per::Day, Per::Week, Per::Month]))
            .prop_map(|((low, high), per)| Timing::Times { low, high, per }),
        (counts(96), time_unit())
            .prop_filter("written as once daily", |((low, high), unit)| {
                (*low, *high) != (1, None) || *unit == TimeUnit::Hour
            })
            .prop_map(|((low, high), unit)| Timing::Every { low, high, unit }),
        subsequence(parts, 1..=4).prop_map(Timing::Parts),
        subsequence(days, 1..=7).prop_map(Timing::Weekdays),
        any::<bool>().prop_map(|now| Timing::Once { now }),
        Just(Timing::AsDirected),
    ]
}

fn duration() -> impl Strategy<Value = Duration> {
    (counts(400), time_unit()).prop_map(|((value, high), unit)| Duration { value, high, unit })
}

fn step() -> impl Strategy<Value = Step> {
    let said = prop_oneof![
        (dose(true), option::of(timing())).prop_map(|(dose, timing)| (Some(dose), timing)),
        (option::of(dose(true)), timing()).prop_map(|(dose, timing)| (dose, Some(timing))),
    ];
    let meal = select(vec![Meal::Before, Meal::With, Meal::After, Meal::EmptyStomach]);
    let need = option::of(strange_words()).prop_map(|reason| AsNeeded { reason });
    (
        any::<bool>(),
        said,
        option::of(route()),
        option::of(strange_words()),
        option::of(meal),
        option::of(need),
        option::of(duration()),
        option::of(dose(false)),
    )
        .prop_map(|(and, (dose, timing), route, site, meal, as_needed, duration, max_per_day)| Step {
            link: if and { Link::And } else { Link::Then },
            dose,
            route,
            site: site.map(|site| format!("the {site}")),
            timing,
            meal,
            as_needed,
            duration,
            max_per_day,
        })
}

fn note() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{1,8}( [a-z0-9½°%,/-]{1,8}){0,5}\\.".prop_filter("the order of the pharmacist", |note| {
        !note.starts_with("Dispense") && !note.starts_with("Repeats")
    })
}

fn sig() -> impl Strategy<Value = Sig> {
    (vec(step(), 1..4), option::of(note())).prop_map(|(mut steps, note)| {
        if let Some(first) = steps.first_mut() {
            first.link = Link::Then;
        }
        Sig { steps, note }
    })
}

fn item() -> impl Strategy<Value = RxLine> {
    let strength =
        select(vec!["500 mg", "250 mg/5 mL", "1%", "875/125 mg", "0.5 mg", "100 units/mL", "25 mcg/hour"]);
    let form =
        select(vec!["tablet", "capsule", "cream", "eye drops", "suspension", "inhaler", "patch", "solution"]);
    let dispensed = (amount(), select(vec!["capsule", "tablet", "mL", "bottle", "patch", "suppository"]));
    (
        strange_words(),
        option::of(strength),
        option::of(form),
        sig(),
        option::of(dispensed),
        option::of(0_u32..13),
        option::of(strange_words()),
    )
        .prop_map(|(drug, strength, form, sig, quantity, refills, reason)| RxLine {
            drug,
            strength: strength.map(str::to_owned),
            form: form.map(str::to_owned),
            sig,
            quantity: quantity.map(|(value, unit)| Quantity { value, unit: unit.to_owned() }),
            refills,
            reason,
            ..RxLine::default()
        })
}

/// The words that are never printed, each alone. ISMP 2021 and Joint Commission 2004.
const NEVER: [&str; 44] = [
    "U", "u", "IU", "iu", "QD", "qd", "OD", "od", "QOD", "qod", "EOD", "eod", "BID", "bid", "BD", "bd",
    "TID", "tid", "TDS", "tds", "QID", "qid", "QDS", "qds", "TIW", "tiw", "BIW", "biw", "PRN", "prn", "PO",
    "po", "HS", "hs", "qhs", "AC", "PC", "SC", "SQ", "IM", "ug", "µg", "cc", "tab",
];

fn is_safe(sentence: &str) -> Result<(), String> {
    for word in sentence.split([' ', ',']).map(|word| word.trim_end_matches('.')) {
        if NEVER.contains(&word) {
            return Err(format!("{word} is never printed"));
        }
        let number = word.starts_with(|c: char| c.is_ascii_digit() || c == '.') && word.contains('.');
        if number && (word.starts_with('.') || word.ends_with('0')) {
            return Err(format!("{word} can be read ten times too high"));
        }
    }
    let digits = sentence.split(|c: char| !c.is_ascii_digit() && c != '.').map(|run| run.split('.').next());
    if digits.flatten().any(|whole| whole.len() > 3) {
        return Err("a number from 1,000 is grouped".to_owned());
    }
    Ok(())
}

/// Words of typed lines, known and strange, in no order.
fn jumble() -> impl Strategy<Value = String> {
    let known = select(vec![
        "tab",
        "caps",
        "po",
        "bid",
        "tid",
        "q6h",
        "q4-6h",
        "prn",
        "hs",
        "x7d",
        "for",
        "10 days",
        "#30",
        "rf 2",
        "1-2",
        "½",
        "1/2",
        "500",
        "250 mg",
        "mg/5",
        "ml",
        "then",
        "and",
        ",",
        "max 8/day",
        "stat",
        "od",
        "daily",
        "with food",
        "1-0-1",
        "to",
        "q",
        "every",
        "x",
        "#",
        "/",
        "-",
        "max",
        "disp",
        "5/7",
        "apply",
        "take",
        "thin layer",
        "875/125",
        "%",
        ".",
        "0.5",
        "monday",
        "at night",
        "2 puffs",
        "inh",
        "no",
        "a",
        "or",
        "refills",
        "before breakfast",
        "once",
        "weekly",
    ]);
    vec(prop_oneof![4 => known.prop_map(str::to_owned), 1 => strange()], 0..14)
        .prop_map(|words| words.join(" "))
}

/// "1.5 thin layers" was made of it, which nobody can apply and the reader did not know again.
#[test]
fn a_layer_is_not_counted_in_a_scheme() {
    for (line, doubts) in
        [("tab 1-0-1 1/2 thin layer", 1), ("apply 2-0-2 thin layer", 1), ("apply 1-0-1 thin layer", 0)]
    {
        let read = parse_line(line);
        let sentence = print(&read.sig);
        assert_eq!(read.doubts.len(), doubts, "{line}: the prescriber is told: {:?}", read.doubts);
        assert!(sentence.contains("a thin layer"), "{line}: {sentence}");
        assert!(sentence.contains("in the morning and in the evening"), "{line}: {sentence}");
        assert_eq!(parse(&sentence), read.sig, "{line}: {sentence}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_printed_reads_back_as_the_same_sig(sig in sig()) {
        let sentence = print(&sig);
        prop_assert_eq!(parse(&sentence), sig, "{}", sentence);
    }

    #[test]
    fn a_whole_printed_item_reads_back(item in item()) {
        let line = print_line(&item);
        prop_assert_eq!(parse_line(&line), item, "{}", line);
    }

    #[test]
    fn no_error_prone_word_or_number_is_printed(mut sig in sig()) {
        sig.note = None;
        let sentence = print(&sig);
        prop_assert_eq!(is_safe(&sentence), Ok(()), "{}", sentence);
    }

    #[test]
    fn any_text_is_read(line in any::<String>()) {
        let read = parse_line(&line);
        prop_assert!(!line.chars().any(char::is_alphabetic) || !print_line(&read).is_empty());
        prop_assert!(super::quantity(&read.sig).is_none_or(|count| count.quantity.value > 0.0));
        prop_assert!(super::day_parts(&read.sig).is_none_or(|parts| parts.iter().any(|part| !part.is_empty())));
    }

    #[test]
    fn a_jumble_is_read_and_its_sentence_reads_back(line in jumble()) {
        let first = parse_line(&line).sig;
        let sentence = print(&first);
        if !first.steps.is_empty() {
            prop_assert_eq!(parse(&sentence), first, "{} → {}", line, sentence);
        }
    }

    #[test]
    fn strange_words_never_disappear(line in jumble()) {
        let shown = print_line(&parse_line(&line)).to_lowercase();
        let strange = |word: &&str| word.len() > 3 && word.chars().all(char::is_alphabetic) && !words::is_said(word);
        for word in line.split_whitespace().filter(strange) {
            prop_assert!(shown.contains(word), "{} is lost from {} → {}", word, line, shown);
        }
    }
}
