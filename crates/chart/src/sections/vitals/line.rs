//! The typed line of vitals: `bp 158/92 hr 78 t 37.9 spo2 97 wt 81.5`, in any order, with or without units.
//!
//! Reading never fails. What is not understood comes back with its place, what was converted comes back as typed,
//! and every reading that is not the only possible one is said in a sentence. Whether a number is plausible is not
//! judged here (`ranges`).
//!
//! Long because: the words a reading may begin with, the units it may end with and the one reader between them are
//! checked against each other, and are only understood side by side.

use super::convert::{Unit, convert};
use super::form::Field;
use super::{Measurement, VitalCode};
use crate::coding::Quantity;
use crate::typed::Piece;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A line of vitals, read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VitalsLine {
    /// What was read, each code once, in the order of the form.
    pub measurements: Vec<Measurement>,
    /// How something was read, where it could be read in two ways, in sentences.
    pub notes: Vec<String>,
    /// What was not understood, in the order typed. It is never recorded by itself.
    pub not_understood: Vec<String>,
    /// The whole line in its pieces, in the order typed, so that the window can mark them.
    pub pieces: Vec<LinePiece>,
}

/// A piece of the line and what it gave: two codes for a blood pressure, none when it was not understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LinePiece {
    /// Where it was typed.
    pub piece: Piece,
    /// The codes read from it.
    pub codes: Vec<VitalCode>,
}

/// Reads what was typed into one field of the form. Anything but a value of that field is not understood.
#[must_use]
pub fn parse_field(field: &Field, text: &str) -> VitalsLine {
    let text = text.trim();
    if text.is_empty() {
        return VitalsLine::default();
    }
    let mut read = parse(&format!("{} {text}", field.word));
    let fits = read.not_understood.is_empty()
        && read.measurements.len() == field.codes.len()
        && read.measurements.iter().all(|measurement| field.codes.contains(&measurement.code));
    let piece = Piece::of(text, 0, text.len());
    if !fits {
        let codes = Vec::new();
        let pieces = vec![LinePiece { piece, codes }];
        return VitalsLine { not_understood: vec![text.to_owned()], pieces, ..VitalsLine::default() };
    }
    read.pieces = vec![LinePiece { piece, codes: field.codes.to_vec() }];
    read
}

/// What a label stands for. Blood pressure is two codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Pressure,
    One(VitalCode),
}

/// The words people write before a number. A longer word comes before a shorter one it starts with.
const LABELS: &[(&str, Label)] = &[
    ("blood pressure", Label::Pressure),
    ("bp", Label::Pressure),
    ("rr", Label::One(VitalCode::RespiratoryRate)),
    ("respiratory rate", Label::One(VitalCode::RespiratoryRate)),
    ("respirations", Label::One(VitalCode::RespiratoryRate)),
    ("resp", Label::One(VitalCode::RespiratoryRate)),
    ("r", Label::One(VitalCode::RespiratoryRate)),
    ("head circumference", Label::One(VitalCode::HeadCircumference)),
    ("head", Label::One(VitalCode::HeadCircumference)),
    ("hc", Label::One(VitalCode::HeadCircumference)),
    ("ofc", Label::One(VitalCode::HeadCircumference)),
    ("heart rate", Label::One(VitalCode::HeartRate)),
    ("hr", Label::One(VitalCode::HeartRate)),
    ("pulse", Label::One(VitalCode::HeartRate)),
    ("height", Label::One(VitalCode::Height)),
    ("length", Label::One(VitalCode::Height)),
    ("ht", Label::One(VitalCode::Height)),
    ("h", Label::One(VitalCode::Height)),
    ("temperature", Label::One(VitalCode::Temperature)),
    ("temp", Label::One(VitalCode::Temperature)),
    ("t", Label::One(VitalCode::Temperature)),
    ("oxygen saturation", Label::One(VitalCode::OxygenSaturation)),
    ("saturation", Label::One(VitalCode::OxygenSaturation)),
    ("spo2", Label::One(VitalCode::OxygenSaturation)),
    ("sao2", Label::One(VitalCode::OxygenSaturation)),
    ("o2 sat", Label::One(VitalCode::OxygenSaturation)),
    ("o2sat", Label::One(VitalCode::OxygenSaturation)),
    ("sats", Label::One(VitalCode::OxygenSaturation)),
    ("sat", Label::One(VitalCode::OxygenSaturation)),
    ("o2", Label::One(VitalCode::OxygenSaturation)),
    ("weight", Label::One(VitalCode::Weight)),
    ("wt", Label::One(VitalCode::Weight)),
    ("w", Label::One(VitalCode::Weight)),
    ("pain", Label::One(VitalCode::Pain)),
    ("p", Label::One(VitalCode::HeartRate)),
    ("blood glucose", Label::One(VitalCode::Glucose)),
    ("blood sugar", Label::One(VitalCode::Glucose)),
    ("glucose", Label::One(VitalCode::Glucose)),
    ("sugar", Label::One(VitalCode::Glucose)),
    ("gluc", Label::One(VitalCode::Glucose)),
    ("glu", Label::One(VitalCode::Glucose)),
    ("rbs", Label::One(VitalCode::Glucose)),
    ("fbs", Label::One(VitalCode::Glucose)),
    ("cbg", Label::One(VitalCode::Glucose)),
    ("bg", Label::One(VitalCode::Glucose)),
    ("bs", Label::One(VitalCode::Glucose)),
];

/// The units people write behind a number. A longer one comes before a shorter one it starts with.
const UNITS: &[(&str, Unit)] = &[
    ("mmhg", Unit::MillimetreMercury),
    ("mm hg", Unit::MillimetreMercury),
    ("mmol/l", Unit::MillimolePerLitre),
    ("mmol", Unit::MillimolePerLitre),
    ("mg/dl", Unit::MilligramPerDecilitre),
    ("mg%", Unit::MilligramPerDecilitre),
    ("mg", Unit::MilligramPerDecilitre),
    ("bpm", Unit::PerMinute),
    ("/min", Unit::PerMinute),
    ("/m", Unit::PerMinute),
    ("breaths", Unit::PerMinute),
    ("beats", Unit::PerMinute),
    ("%", Unit::Percent),
    ("°c", Unit::Celsius),
    ("degc", Unit::Celsius),
    ("celsius", Unit::Celsius),
    ("c", Unit::Celsius),
    ("°f", Unit::Fahrenheit),
    ("degf", Unit::Fahrenheit),
    ("fahrenheit", Unit::Fahrenheit),
    ("f", Unit::Fahrenheit),
    ("kilograms", Unit::Kilogram),
    ("kilos", Unit::Kilogram),
    ("kgs", Unit::Kilogram),
    ("kg", Unit::Kilogram),
    ("grams", Unit::Gram),
    ("g", Unit::Gram),
    ("pounds", Unit::Pound),
    ("lbs", Unit::Pound),
    ("lb", Unit::Pound),
    ("cm", Unit::Centimetre),
    ("metres", Unit::Metre),
    ("meters", Unit::Metre),
    ("m", Unit::Metre),
    ("inches", Unit::Inch),
    ("in", Unit::Inch),
    ("\"", Unit::Inch),
    ("”", Unit::Inch),
    ("feet", Unit::Foot),
    ("foot", Unit::Foot),
    ("ft", Unit::Foot),
    ("'", Unit::Foot),
    ("’", Unit::Foot),
];

/// Reads a line. Never fails.
#[must_use]
pub fn parse(line: &str) -> VitalsLine {
    // Positions have to fit the line as typed: only ASCII is made small, which changes no length.
    let small = line.to_ascii_lowercase();
    let mut reader = Reader { line, small: &small, at: 0, read: VitalsLine::default(), unknown: None };
    while reader.at < line.len() {
        reader.step();
    }
    reader.close_unknown();
    let mut read = reader.read;
    read.measurements.sort_by_key(|measurement| measurement.code);
    read
}

struct Reader<'a> {
    line: &'a str,
    small: &'a str,
    at: usize,
    read: VitalsLine,
    /// Where a run that is not understood started, and where its last word ended.
    unknown: Option<(usize, usize)>,
}

/// A number and a unit behind it.
struct Value {
    number: f64,
    unit: Option<Unit>,
    end: usize,
    /// Where the number alone ends.
    number_end: usize,
}

impl Reader<'_> {
    fn step(&mut self) {
        let Some(next) = self.small[self.at..].chars().next() else { return };
        if next.is_whitespace() || ",;|".contains(next) {
            self.at += next.len_utf8();
            return;
        }
        let start = self.at;
        let read = match self.labelled(start) {
            Some(read) => read,
            None => self.unlabelled(start).ok_or_else(|| start + self.word_length(start)),
        };
        match read {
            Ok(end) => self.at = end,
            Err(end) => {
                self.unknown = Some((self.unknown.map_or(start, |(from, _)| from), end));
                self.at = end;
            }
        }
    }

    fn close_unknown(&mut self) {
        if let Some((from, to)) = self.unknown.take() {
            let piece = Piece::of(self.line, from, to);
            self.read.not_understood.push(piece.text.clone());
            self.read.pieces.push(LinePiece { piece, codes: Vec::new() });
        }
    }

    fn word_length(&self, at: usize) -> usize {
        let rest = &self.small[at..];
        rest.find(|c: char| c.is_whitespace() || ",;|".contains(c)).unwrap_or(rest.len()).max(1)
    }

    fn spaces(&self, at: usize) -> usize {
        at + self.small[at..].len() - self.small[at..].trim_start().len()
    }

    /// `bp 158/92`, `t: 37.9`, `hr78`. None without a label and a number; an error is where a label and what stands
    /// behind it end that do not fit each other.
    fn labelled(&mut self, start: usize) -> Option<Result<usize, usize>> {
        let (label, after) = LABELS.iter().find_map(|(word, label)| {
            let after = start + self.small[start..].strip_prefix(word).map(|_| word.len())?;
            let at = self.separator(after);
            // "spo297" is a label and a number; "temples" is no label.
            self.number(at)?;
            Some((*label, at))
        })?;
        let read = match label {
            Label::Pressure => self.pressure(start, after, true),
            Label::One(code) => self.one(code, start, after),
        };
        Some(read.ok_or_else(|| after + self.word_length(after)))
    }

    fn separator(&self, at: usize) -> usize {
        let at = self.spaces(at);
        let after = self.small[at..].strip_prefix([':', '=']).map_or(at, |_| at + 1);
        self.spaces(after)
    }

    /// A number without a word before it: only what can be nothing else.
    fn unlabelled(&mut self, start: usize) -> Option<usize> {
        if let Some(end) = self.pressure(start, start, false) {
            return Some(end);
        }
        let value = self.value(start)?;
        let code = match value.unit? {
            Unit::PerMinute if self.small[..value.end].ends_with("breaths") => VitalCode::RespiratoryRate,
            Unit::PerMinute if self.small[..value.end].ends_with(['m', 's']) => VitalCode::HeartRate,
            Unit::Percent => VitalCode::OxygenSaturation,
            Unit::Celsius | Unit::Fahrenheit => VitalCode::Temperature,
            Unit::Kilogram | Unit::Pound => VitalCode::Weight,
            Unit::Metre | Unit::Foot | Unit::Inch | Unit::Centimetre => VitalCode::Height,
            Unit::MillimolePerLitre => VitalCode::Glucose,
            _ => return None,
        };
        self.one(code, start, start)
    }

    /// `158/92`, `158 / 92`, `158 over 92`, with `mmHg` behind it.
    fn pressure(&mut self, start: usize, at: usize, labelled: bool) -> Option<usize> {
        let (systolic, after) = self.whole_number(at)?;
        let between = self.spaces(after);
        let below = ["/", "over"]
            .iter()
            .find_map(|mark| self.small[between..].strip_prefix(mark).map(|_| mark.len()))?;
        let (diastolic, end) = self.whole_number(self.spaces(between + below))?;
        let is_pressure = systolic >= 50.0 && diastolic >= 20.0;
        if !labelled && !is_pressure {
            return None;
        }
        let end = match self.unit(self.spaces(end)) {
            Some((Unit::MillimetreMercury, end)) => end,
            _ => end,
        };
        if systolic <= diastolic {
            self.note("The first pressure is not above the second: check the order.");
        }
        let free = [VitalCode::BpSystolic, VitalCode::BpDiastolic].iter().all(|code| !self.has(*code));
        if !free {
            return self.twice("Blood pressure");
        }
        self.close_unknown();
        for (code, value) in [(VitalCode::BpSystolic, systolic), (VitalCode::BpDiastolic, diastolic)] {
            self.read.measurements.push(Measurement { code, value, as_typed: None });
        }
        let codes = vec![VitalCode::BpSystolic, VitalCode::BpDiastolic];
        self.read.pieces.push(LinePiece { piece: Piece::of(self.line, start, end), codes });
        Some(end)
    }

    fn one(&mut self, code: VitalCode, start: usize, at: usize) -> Option<usize> {
        let mut value = self.value(at)?;
        let spaced = self.spaces(value.number_end) > value.number_end;
        if spaced && value.unit.is_some_and(|unit| convert(code, value.number, unit).is_none()) {
            // "hr 78 c/o headache": what stands behind the space is no unit of this.
            value = Value { unit: None, end: value.number_end, ..value };
        }
        if code == VitalCode::Pain {
            // "3/10"
            let ten = self.small[value.end..].strip_prefix("/10");
            if ten.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())) {
                value.end += 3;
            }
        }
        if self.small[value.end..].starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let unit = match value.unit {
            Some(unit) => unit,
            None => self.usual_unit(code, value.number),
        };
        let Some(canonical) = convert(code, value.number, unit) else {
            // "hr 78 kg": the number is not what the label says; both stay visible.
            self.note(format!("{} is not measured in this unit.", code.label()));
            return None;
        };
        if self.has(code) {
            return self.twice(code.label());
        }
        let as_typed = (unit.ucum() != code.unit())
            .then(|| Quantity { value: value.number, unit: unit.ucum().to_owned() });
        self.close_unknown();
        self.read.measurements.push(Measurement { code, value: canonical, as_typed });
        self.read.pieces.push(LinePiece { piece: Piece::of(self.line, start, value.end), codes: vec![code] });
        Some(value.end)
    }

    /// The unit meant when none is typed. What is not the canonical one is said.
    fn usual_unit(&mut self, code: VitalCode, number: f64) -> Unit {
        match code {
            VitalCode::Temperature if number > 45.0 => {
                self.note(format!("{number} was read as °F."));
                Unit::Fahrenheit
            }
            VitalCode::Height if number < 3.0 => {
                self.note(format!("{number} was read as metres."));
                Unit::Metre
            }
            VitalCode::Height if (48.0..85.0).contains(&number) => {
                self.note(format!("{number} was read as cm. Write {number} in for inches."));
                Unit::Centimetre
            }
            // Below 20 mg/dL nobody sits in a practice; above 35 mmol/L hardly anybody does.
            VitalCode::Glucose if number < 20.0 || (number < 35.0 && number.fract() != 0.0) => {
                self.note(format!("{number} was read as mmol/L."));
                Unit::MillimolePerLitre
            }
            _ => Unit::canonical(code),
        }
    }

    fn has(&self, code: VitalCode) -> bool {
        self.read.measurements.iter().any(|measurement| measurement.code == code)
    }

    fn twice(&mut self, what: &str) -> Option<usize> {
        self.note(format!("{what} is given twice; the first was taken."));
        None
    }

    fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.read.notes.contains(&note) {
            self.read.notes.push(note);
        }
    }

    // --- Numbers and units ---------------------------------------------------------------------------------

    /// A number with the unit behind it. Feet and inches, and pounds and ounces, become one number.
    fn value(&self, at: usize) -> Option<Value> {
        let (number, after) = self.number(at)?;
        let Some((unit, end)) = self.unit(self.spaces(after)) else {
            return Some(Value { number, unit: None, end: after, number_end: after });
        };
        let (smaller, marks, parts): (Unit, &[&str], f64) = match unit {
            Unit::Foot => (Unit::Inch, &["inches", "in", "\"", "”", "''"], 12.0),
            Unit::Pound => (Unit::Pound, &["ounces", "oz"], 16.0),
            _ => return Some(Value { number, unit: Some(unit), end, number_end: after }),
        };
        let rest =
            self.number(self.spaces(end)).filter(|(rest, _)| *rest < parts).and_then(|(rest, after)| {
                let at = self.spaces(after);
                match marks.iter().find(|mark| self.small[at..].starts_with(**mark)) {
                    Some(mark) => Some((rest, at + mark.len())),
                    // 5'6 without its second mark.
                    None if unit == Unit::Foot && self.ends_word(after) => Some((rest, after)),
                    None => None,
                }
            });
        let (number, unit, end) = match (rest, smaller) {
            (Some((rest, end)), Unit::Inch) => (number * 12.0 + rest, Unit::Inch, end),
            (Some((rest, end)), _) => (number + rest / 16.0, unit, end),
            (None, Unit::Inch) => (number * 12.0, Unit::Inch, end),
            (None, _) => (number, unit, end),
        };
        Some(Value { number, unit: Some(unit), end, number_end: after })
    }

    fn ends_word(&self, at: usize) -> bool {
        self.small[at..].chars().next().is_none_or(|c| c.is_whitespace() || ",;|".contains(c))
    }

    /// A unit that ends where a word ends: "kg", but not the "c" of "cm".
    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        UNITS.iter().find_map(|(word, unit)| {
            let end = at + self.small[at..].strip_prefix(word).map(|_| word.len())?;
            let letters = word.ends_with(|c: char| c.is_alphabetic());
            let goes_on = self.small[end..].starts_with(|c: char| c.is_alphabetic());
            (!(letters && goes_on)).then_some((*unit, end))
        })
    }

    /// Digits with at most one decimal point or comma. Not more than seven of them: a telephone number is no vital.
    fn number(&self, at: usize) -> Option<(f64, usize)> {
        let rest = &self.small[at..];
        let whole = digits(rest);
        let after = &rest[whole..];
        let decimals = match after.strip_prefix(['.', ',']) {
            Some(tail) if whole > 0 && !tail[digits(tail)..].starts_with('/') => digits(tail),
            Some(tail) if after.starts_with('.') => digits(tail),
            _ => 0,
        };
        let length = if decimals > 0 { whole + 1 + decimals } else { whole };
        if length == 0 || length > 8 {
            return None;
        }
        let number = rest[..length].replace(',', ".").parse().ok()?;
        Some((number, at + length))
    }

    fn whole_number(&self, at: usize) -> Option<(f64, usize)> {
        let length = digits(&self.small[at..]);
        let number = self.small[at..at + length].parse().ok()?;
        (length <= 4).then_some((number, at + length))
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
