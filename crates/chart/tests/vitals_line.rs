//! The typed line of vitals: what people write, what is read, what is left over.

use chart::sections::vitals::form::{self, FIELDS};
use chart::sections::vitals::line::{parse, parse_field};
use chart::sections::vitals::{Measurement, VitalCode};
use proptest::prelude::*;

/// `bp-systolic 158` in the order of the form, with what was typed where it was converted.
fn read(line: &str) -> String {
    let read = parse(line);
    let one = |measurement: &Measurement| {
        let code = serde_json::json!(measurement.code);
        let typed = measurement.as_typed.as_ref().map(|typed| format!(" ({} {})", typed.value, typed.unit));
        format!("{} {}{}", code.as_str().unwrap_or_default(), measurement.value, typed.unwrap_or_default())
    };
    read.measurements.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_whole_line_is_read() {
    let line = "bp 158/92 hr 78 t 37.9 spo2 97 wt 81.5 ht 168 rr 16 pain 3 glu 148";
    assert_eq!(
        read(line),
        "bp-systolic 158, bp-diastolic 92, heart-rate 78, temperature 37.9, oxygen-saturation 97, \
         respiratory-rate 16, weight 81.5, height 168, pain 3, glucose 148"
    );
    let read = parse(line);
    assert!(read.not_understood.is_empty() && read.notes.is_empty(), "{read:?}");
}

#[test]
fn people_write_it_in_many_ways() {
    for (line, expected) in [
        ("158/92", "bp-systolic 158, bp-diastolic 92"),
        ("bp158/92mmHg", "bp-systolic 158, bp-diastolic 92"),
        ("BP: 120 / 80", "bp-systolic 120, bp-diastolic 80"),
        ("bp 120 over 80 mm hg", "bp-systolic 120, bp-diastolic 80"),
        ("92/158", "bp-systolic 92, bp-diastolic 158"),
        ("78bpm", "heart-rate 78"),
        ("78 bpm", "heart-rate 78"),
        ("pulse=78/min", "heart-rate 78"),
        ("P 70 R 16", "heart-rate 70, respiratory-rate 16"),
        ("16 breaths", "respiratory-rate 16"),
        ("t 98.6", "temperature 37 (98.6 [degF])"),
        ("t 98.6f", "temperature 37 (98.6 [degF])"),
        ("temp 100.4 °F", "temperature 38 (100.4 [degF])"),
        ("t 37,9", "temperature 37.9"),
        ("37.9c", "temperature 37.9"),
        ("97%", "oxygen-saturation 97"),
        ("SpO2: 97 %", "oxygen-saturation 97"),
        ("spo297", "oxygen-saturation 97"),
        ("o2 sat 94", "oxygen-saturation 94"),
        ("wt 180 lb", "weight 81.65 (180 [lb_av])"),
        ("180lbs", "weight 81.65 (180 [lb_av])"),
        ("wt 12 lb 8 oz", "weight 5.67 (12.5 [lb_av])"),
        ("wt 4500 g", "weight 4.5 (4500 g)"),
        ("ht 5'6\"", "height 167.64 (66 [in_i])"),
        ("ht 5'6", "height 167.64 (66 [in_i])"),
        ("ht 5' 6\"", "height 167.64 (66 [in_i])"),
        ("5 ft 6 in", "height 167.64 (66 [in_i])"),
        ("ht 6 ft", "height 182.88 (72 [in_i])"),
        ("ht 66 in", "height 167.64 (66 [in_i])"),
        ("ht 1.68 m", "height 168 (1.68 m)"),
        ("ht 1.68", "height 168 (1.68 m)"),
        ("hc 35.5", "head-circumference 35.5"),
        ("hc 14 in", "head-circumference 35.56 (14 [in_i])"),
        ("pain 3/10", "pain 3"),
        ("glu 8.2 mmol/l", "glucose 147.73 (8.2 mmol/L)"),
        ("glu 8.2", "glucose 147.73 (8.2 mmol/L)"),
        ("8.2 mmol", "glucose 147.73 (8.2 mmol/L)"),
        ("sugar 148 mg/dl", "glucose 148"),
        ("bp158/92,hr78;t:37,9", "bp-systolic 158, bp-diastolic 92, heart-rate 78, temperature 37.9"),
        ("wt 81.5kg|ht 168cm", "weight 81.5, height 168"),
        ("glu 148 hr 60 bp 120/80", "bp-systolic 120, bp-diastolic 80, heart-rate 60, glucose 148"),
    ] {
        assert_eq!(read(line), expected, "{line}");
        assert!(parse(line).not_understood.is_empty(), "{line}");
    }
}

#[test]
fn what_is_not_understood_is_kept_with_its_place() {
    for (line, rest) in [
        ("bp 120 over 80 left arm hr 70", vec!["left arm"]),
        ("hr 78 c/o headache", vec!["c/o headache"]),
        ("hr 78 hr 80", vec!["hr 80"]),
        ("bp 120/80 then 130/85", vec!["then 130/85"]),
        ("bp 120 hr 70", vec!["bp 120"]),
        ("temples", vec!["temples"]),
        ("hr 1e9", vec!["hr 1e9"]),
        ("hr fast", vec!["hr fast"]),
        ("12/7", vec!["12/7"]),
        ("phone 5550142", vec!["phone 5550142"]),
        ("hr 78kg", vec!["hr 78kg"]),
        ("😀 hr 70 ½", vec!["😀", "½"]),
    ] {
        let read = parse(line);
        assert_eq!(read.not_understood, rest, "{line}");
        let units: Vec<u16> = line.encode_utf16().collect();
        for piece in &read.pieces {
            let marked = &units[piece.piece.start as usize..piece.piece.end as usize];
            assert_eq!(String::from_utf16(marked).unwrap(), piece.piece.text, "{line}");
        }
    }
}

#[test]
fn what_was_assumed_is_said() {
    for (line, note) in [
        ("t 98.6", "98.6 was read as °F."),
        ("ht 1.68", "1.68 was read as metres."),
        ("ht 66", "66 was read as cm. Write 66 in for inches."),
        ("glu 8.2", "8.2 was read as mmol/L."),
        ("bp 92/158", "The first pressure is not above the second: check the order."),
        ("hr 78 pulse 80", "Heart rate is given twice; the first was taken."),
    ] {
        assert_eq!(parse(line).notes, [note], "{line}");
    }
    assert!(parse("glu 25").notes.is_empty(), "25 mg/dL is a low sugar, not 25 mmol/L");
}

#[test]
fn a_field_takes_its_own_value_and_nothing_else() {
    let field = |key: &str| FIELDS.iter().find(|field| field.key == key).unwrap();
    let pressure = parse_field(field("blood-pressure"), " 158/92 ");
    assert_eq!(form::text(field("blood-pressure"), &pressure.measurements), "158/92");
    let weight = parse_field(field("weight"), "180 lb");
    assert_eq!(form::text(field("weight"), &weight.measurements), "81.65");
    assert_eq!(form::in_us_units(field("weight"), &weight.measurements).as_deref(), Some("180 lb"));
    let temperature = parse_field(field("temperature"), "37.9");
    assert_eq!(
        form::in_us_units(field("temperature"), &temperature.measurements).as_deref(),
        Some("100.2 °F")
    );
    for (key, text) in
        [("heart-rate", "78 t 37"), ("blood-pressure", "158"), ("weight", "heavy"), ("pain", "x")]
    {
        let read = parse_field(field(key), text);
        assert!(read.measurements.is_empty(), "{key} {text}");
        assert_eq!(read.not_understood, [text], "{key}");
    }
    assert_eq!(parse_field(field("pain"), "  "), chart::sections::vitals::line::VitalsLine::default());
}

#[test]
fn every_code_stands_in_one_field_in_the_order_of_the_form() {
    let codes: Vec<VitalCode> = FIELDS.iter().flat_map(|field| field.codes.iter().copied()).collect();
    assert_eq!(codes, VitalCode::ALL);
    for field in FIELDS {
        let text = if field.word == "bp" { "120/80" } else { "9" };
        let read: Vec<VitalCode> =
            parse(&format!("{} {text}", field.word)).measurements.iter().map(|one| one.code).collect();
        assert_eq!(read, field.codes, "{}", field.word);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_nothing_of_it_is_lost(line in any::<String>()) {
        let read = parse(&line);
        let shown: String = read.pieces.iter().map(|piece| piece.piece.text.as_str()).collect();
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !",;|".contains(*c)).collect::<String>();
        prop_assert_eq!(plain(&shown), plain(&line));
    }

    #[test]
    fn a_jumble_is_read_and_nothing_of_it_is_lost(words in proptest::collection::vec(
        prop_oneof![
            proptest::sample::select(vec![
                "bp", "158/92", "hr", "78", "t", "37,9", "98.6f", "spo2", "97%", "wt", "180 lb", "ht", "5'6\"", "rr", "pain", "3/10",
                "glu", "8.2", "mmol/l", ",", ";", "left", "arm", "½", "😀", ":", "=", "/", "in", "m", "kg",
            ]).prop_map(str::to_owned),
            "[a-z0-9.,/' ]{0,6}",
        ], 0..14)) {
        let line = words.join(" ");
        let read = parse(&line);
        let shown: String = read.pieces.iter().map(|piece| piece.piece.text.as_str()).collect();
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !",;|".contains(*c)).collect::<String>();
        prop_assert_eq!(plain(&shown), plain(&line));
        let codes: Vec<VitalCode> = read.measurements.iter().map(|measurement| measurement.code).collect();
        prop_assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "each code once, in order: {:?}", codes);
    }

    #[test]
    fn what_a_field_shows_reads_back(whole in 20_u32..250, tenth in 0_u32..10) {
        let value = f64::from(whole) + f64::from(tenth) / 10.0;
        for field in FIELDS.iter().filter(|field| field.codes.len() == 1 && field.decimals > 0) {
            let code = field.codes[0];
            let measurement = Measurement { code, value, as_typed: None };
            let text = form::text(field, std::slice::from_ref(&measurement));
            let back = parse_field(field, &format!("{text} {}", field.unit));
            prop_assert_eq!(back.measurements, vec![measurement], "{} {}", field.key, text);
        }
    }
}
