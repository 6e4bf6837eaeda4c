//! Reading the search box: what the typed text may mean. It may mean several things, and then all are tried.
//!
//! `14 3 1959` is a birth date, a telephone number and three chart numbers; `june 1959` is a month or a name.
//! No locale is asked for: `3/4/1959` is the third of April and the fourth of March, and finds both.

use super::fold::folded;

/// How much of the box is read: more is no name, and one keystroke must stay one keystroke.
const LONGEST_TEXT: usize = 200;
/// How many words or numbers are looked for at once.
const MOST_TERMS: usize = 8;

/// One reading of the text: every term has to fit.
pub(crate) type Reading = Vec<Term>;

/// One thing that has to fit, in one of its ways.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Term {
    /// A word, or the beginning or a part of one.
    pub(crate) word: Option<String>,
    /// A chart number, or a part of a telephone number.
    pub(crate) digits: Option<String>,
    /// A birth date, whole or in part.
    pub(crate) births: Vec<Birth>,
}

/// A birth date as far as it has been typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Birth {
    /// The beginning of the year: `1959`, `19`, or empty when no year was typed.
    pub(crate) year: String,
    /// The year's last two digits, when only they were typed.
    pub(crate) year_end: Option<String>,
    /// The beginning of `MM-DD`: `03-14`, `03`, `0`, or empty.
    pub(crate) rest: String,
}

impl Birth {
    fn new(year: impl Into<String>, rest: impl Into<String>) -> Self {
        Self { year: year.into(), year_end: None, rest: rest.into() }
    }

    /// True when a birth date (`1959`, `1959-03`, `1959-03-14`) fits.
    pub(crate) fn fits(&self, birth_date: &str) -> bool {
        let (year, rest) = birth_date.split_once('-').unwrap_or((birth_date, ""));
        year.starts_with(&self.year)
            && self.year_end.as_deref().is_none_or(|end| year.ends_with(end))
            && rest.starts_with(&self.rest)
    }

    /// The whole date was typed.
    pub(crate) fn is_whole(&self) -> bool {
        self.year.len() == 4 && self.rest.len() == 5
    }
}

/// What the typed text may mean: none for an empty box, two where numbers may belong together or not.
pub(crate) fn readings(text: &str) -> Vec<Reading> {
    let text = folded(&text.chars().take(LONGEST_TEXT).collect::<String>());
    let mut readings: Vec<Reading> = Vec::new();
    for reading in [together(&pieces(&text)), apart(&text)] {
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// Runs of digits and runs of other letters, in order.
fn pieces(folded: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for word in folded.split_whitespace() {
        let mut start = 0;
        let mut before: Option<bool> = None;
        for (at, sign) in word.char_indices() {
            let digit = sign.is_ascii_digit();
            if before.is_some_and(|was| was != digit) {
                pieces.push(&word[start..at]);
                start = at;
            }
            before = Some(digit);
        }
        pieces.push(&word[start..]);
    }
    // The endings of 1st, 2nd, 3rd, 4th belong to the number before them.
    let mut after_number = false;
    pieces.retain(|piece| {
        let ending = after_number && matches!(*piece, "st" | "nd" | "rd" | "th");
        after_number = is_number(piece);
        !ending
    });
    pieces
}

fn is_number(piece: &str) -> bool {
    piece.bytes().all(|byte| byte.is_ascii_digit())
}

/// Each word by itself as it was typed, also one of letters and digits.
fn apart(folded: &str) -> Reading {
    let term = |word: &str| {
        if is_number(word) {
            number(&[word])
        } else {
            Term { word: Some(word.to_owned()), ..Term::default() }
        }
    };
    folded.split_whitespace().take(MOST_TERMS).map(term).collect()
}

/// Numbers beside each other as one number or date, together with the name of a month among them.
fn together(pieces: &[&str]) -> Reading {
    let mut reading = Reading::new();
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|piece| is_number(piece) || month(piece).is_some()).count();
        let run = &rest[..run];
        let births = if run.len() > 1 { named_month(run) } else { Vec::new() };
        let numbers = run.iter().take_while(|piece| is_number(piece)).count();
        let (term, used) = if !births.is_empty() {
            (Term { births, ..Term::default() }, run.len())
        } else if numbers > 0 {
            (number(&run[..numbers]), numbers)
        } else {
            (Term { word: Some((*first).to_owned()), ..Term::default() }, 1)
        };
        reading.push(term);
        rest = &rest[used..];
        if reading.len() == MOST_TERMS {
            break;
        }
    }
    reading
}

/// Groups of digits as one chart or telephone number, and as a date.
fn number(groups: &[&str]) -> Term {
    let births = match groups {
        [one] => one_group(one),
        [a, b] if a.len() == 4 => rests(b, "", false).map(|rest| Birth::new(*a, rest)).collect(),
        [a, b] => {
            let month_of_year = (b.len() == 4).then(|| rests(a, "", false).map(|rest| Birth::new(*b, rest)));
            let day_and_month = rests(b, a, true).chain(rests(a, b, true)).map(|rest| Birth::new("", rest));
            month_of_year.into_iter().flatten().chain(day_and_month).collect()
        }
        [year, month, day] if year.len() == 4 => {
            rests(month, day, false).map(|rest| Birth::new(*year, rest)).collect()
        }
        [a, b, year] if year.len() <= 4 => {
            rests(b, a, true).chain(rests(a, b, true)).flat_map(|rest| with_year(year, &rest)).collect()
        }
        _ => Vec::new(),
    };
    let word = if let [one] = groups { Some((*one).to_owned()) } else { None };
    Term { word, digits: Some(groups.concat()), births: distinct(births) }
}

fn one_group(digits: &str) -> Vec<Birth> {
    let year = |text: &str| text.parse::<u16>().is_ok_and(|year| (1850..=2150).contains(&year));
    match digits.len() {
        4 if year(digits) => vec![Birth::new(digits, "")],
        6 if year(&digits[..4]) => {
            rests(&digits[4..], "", false).map(|rest| Birth::new(&digits[..4], rest)).collect()
        }
        8 => {
            let (a, b) = digits.split_at(4);
            let year_first =
                rests(&b[..2], &b[2..], false).filter(|_| year(a)).map(|rest| Birth::new(a, rest));
            let year_last = rests(&a[2..], &a[..2], false)
                .chain(rests(&a[..2], &a[2..], false))
                .filter(|_| year(b))
                .map(|rest| Birth::new(b, rest));
            year_first.chain(year_last).collect()
        }
        _ => Vec::new(),
    }
}

/// `14 mar 1959`, `mar 14 1959`, `mar 1959`, `14 mar`, `1959 mar 14`: one month by name among numbers.
fn named_month(run: &[&str]) -> Vec<Birth> {
    let Some(place) = run.iter().position(|piece| month(piece).is_some()) else { return Vec::new() };
    let Some(month) = month(run[place]) else { return Vec::new() };
    let numbers: Vec<&str> = run.iter().copied().filter(|piece| is_number(piece)).collect();
    if numbers.len() + 1 != run.len() {
        return Vec::new();
    }
    let births = match numbers[..] {
        [year] if year.len() == 4 => vec![Birth::new(year, month)],
        [day] => rests(month, day, true).map(|rest| Birth::new("", rest)).collect(),
        [year, day] if year.len() == 4 => {
            rests(month, day, false).map(|rest| Birth::new(year, rest)).collect()
        }
        [day, year] if year.len() <= 4 => {
            rests(month, day, true).flat_map(|rest| with_year(year, &rest)).collect()
        }
        _ => Vec::new(),
    };
    distinct(births)
}

/// A year that may not be typed to its end, or by its last two digits only.
fn with_year(year: &str, rest: &str) -> Vec<Birth> {
    let mut births = vec![Birth::new(year, rest)];
    if year.len() == 2 {
        births.push(Birth { year: String::new(), year_end: Some(year.to_owned()), rest: rest.to_owned() });
    }
    births
}

/// `MM-DD` from a month and a day. The one typed last may not be typed to its end: `1` is also the beginning
/// of 12, unless something was typed behind it. An empty day leaves the month alone.
fn rests(month: &str, day: &str, ended: bool) -> impl Iterator<Item = String> + use<> {
    let months = two_digits(month, 12, ended || !day.is_empty());
    let days = if day.is_empty() { Vec::new() } else { two_digits(day, 31, ended) };
    let alone = day.is_empty();
    months.into_iter().flat_map(move |month| {
        let days = days.clone();
        let only = alone.then(|| month.clone());
        only.into_iter().chain(days.into_iter().map(move |day| format!("{month}-{day}")))
    })
}

fn two_digits(digits: &str, most: u8, ended: bool) -> Vec<String> {
    let fits = |text: &str| text.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    let mut forms = Vec::new();
    match digits.len() {
        2 if fits(digits) => forms.push(digits.to_owned()),
        1 => {
            if fits(digits) {
                forms.push(format!("0{digits}"));
            }
            if !ended && digits.parse::<u8>().is_ok_and(|first| first <= most / 10) {
                forms.push(digits.to_owned());
            }
        }
        _ => {}
    }
    forms
}

fn distinct(births: Vec<Birth>) -> Vec<Birth> {
    let mut distinct = Vec::with_capacity(births.len());
    for birth in births {
        if !distinct.contains(&birth) {
            distinct.push(birth);
        }
    }
    distinct
}

/// The number of a month by its name or the first three letters of it, folded: English, German, French,
/// Spanish, Italian, Portuguese, Dutch, Polish.
fn month(word: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &[&str]); 12] = [
        ("01", &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "stycznia", "jaenner"]),
        ("02", &["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "lutego"]),
        ("03", &["march", "marz", "maerz", "mars", "marzo", "marco", "maart", "marca"]),
        ("04", &["april", "avril", "abril", "aprile", "kwietnia"]),
        ("05", &["may", "mai", "mayo", "maggio", "maio", "mei", "maja"]),
        ("06", &["june", "juni", "juin", "junio", "giugno", "junho", "czerwca"]),
        ("07", &["july", "juli", "juillet", "julio", "luglio", "julho", "lipca"]),
        ("08", &["august", "aout", "agosto", "augustus", "sierpnia"]),
        ("09", &["september", "septembre", "septiembre", "settembre", "setembro", "wrzesnia"]),
        ("10", &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "pazdziernika"]),
        ("11", &["november", "novembre", "noviembre", "novembro", "listopada"]),
        ("12", &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "grudnia"]),
    ];
    if word.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .find(|(_, names)| names.iter().any(|name| name.starts_with(word)))
        .map(|(number, _)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(text: &str, birth_date: &str) -> bool {
        readings(text).iter().any(|reading| {
            matches!(&reading[..], [term] if term.births.iter().any(|birth| birth.fits(birth_date)))
        })
    }

    #[test]
    fn a_birth_date_is_read_in_any_usual_form() {
        for text in [
            "14/3/1959",
            "14.03.1959",
            "1959-03-14",
            "3/14/1959",
            "14 mar 1959",
            "1959",
            "14. März 1959",
            "March 14th, 1959",
            "14-3-59",
            "14031959",
            "03141959",
            "19590314",
            "14 mars 1959",
            "1959/3/14",
            "14/3",
            "mar 1959",
            "1959-03",
            "3/1959",
            "14 3 1959",
            "1959 mar 14",
            "١٤/٣/١٩٥٩",
        ] {
            assert!(fits(text, "1959-03-14"), "{text} is 14 March 1959");
        }
        for text in ["15/3/1959", "1960", "14/4/1959", "14/3/58", "apr 1959", "1959-04"] {
            assert!(!fits(text, "1959-03-14"), "{text} is not 14 March 1959");
        }
    }

    #[test]
    fn each_keystroke_towards_a_date_still_fits_it() {
        for typed in ["14/3/1959", "14.03.1959", "1959-03-14", "3/14/1959"] {
            for length in 4..=typed.len() {
                let text = &typed[..length];
                // Up to the second separator a day-first date may be no date yet.
                assert!(fits(text, "1959-03-14") || text.ends_with(".0"), "{text}, on the way to {typed}");
            }
        }
    }

    #[test]
    fn a_date_of_which_only_the_year_is_known_fits_the_year_alone() {
        assert!(fits("1959", "1959"));
        assert!(!fits("14/3/1959", "1959"), "a whole date is more than the year");
    }

    #[test]
    fn numbers_beside_each_other_are_one_number_or_several() {
        let readings = readings("555 0142");
        assert_eq!(readings.len(), 2);
        assert_eq!(readings[0][0].digits.as_deref(), Some("5550142"));
        assert_eq!(readings[1].len(), 2);
    }

    #[test]
    fn a_month_may_be_a_name() {
        let readings = readings("june 1959");
        assert_eq!(readings[0], [Term { births: vec![Birth::new("1959", "06")], ..Term::default() }]);
        assert_eq!(readings[1][0].word.as_deref(), Some("june"));
    }

    #[test]
    fn an_empty_box_means_nothing_and_a_full_one_is_cut() {
        assert!(readings("").is_empty());
        assert!(readings(" '\"*()-:^ ").is_empty());
        assert!(readings(&"word ".repeat(500)).iter().all(|reading| reading.len() <= MOST_TERMS));
    }
}
