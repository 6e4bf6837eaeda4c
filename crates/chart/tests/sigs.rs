//! Written sigs, one a row of `data/sigs.tsv`: what was typed, the product it names, the sentence that goes on paper,
//! what is dispensed, and what is said to be unclear.

use chart::sig::{RxLine, day_parts, figure, parse_line, plural, print, print_line, quantity};

const SIGS: &str = include_str!("data/sigs.tsv");

fn name(line: &RxLine) -> String {
    let parts = [Some(line.drug.as_str()), line.strength.as_deref(), line.form.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn dispensed(line: &RxLine) -> String {
    let counted = || quantity(&line.sig).map(|count| count.quantity);
    line.quantity.clone().or_else(counted).map_or_else(String::new, |quantity| {
        format!("{} {}", figure(quantity.value), plural(&quantity.unit, quantity.value)).trim_end().to_owned()
    })
}

fn row(typed: &str) -> String {
    let line = parse_line(typed);
    let mut remarks = line.doubts.clone();
    remarks.extend(line.refills.map(|refills| format!("refills {refills}")));
    remarks.extend(line.reason.as_ref().map(|reason| format!("for {reason}")));
    [typed.to_owned(), name(&line), print(&line.sig), dispensed(&line), remarks.join(" ")].join("\t")
}

fn rows() -> impl Iterator<Item = &'static str> {
    SIGS.lines().filter(|row| !row.starts_with('#'))
}

#[test]
fn each_written_sig_becomes_its_sentence_and_quantity() {
    let mut wrong = Vec::new();
    for expected in rows() {
        let typed = expected.split('\t').next().unwrap();
        let got = row(typed);
        if got != expected {
            wrong.push(format!("expected {expected}\n     got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows().count() >= 300, "the table holds {} rows", rows().count());
}

#[test]
fn each_sentence_of_the_table_reads_back_as_itself() {
    for expected in rows() {
        let line = parse_line(expected.split('\t').next().unwrap());
        if line.sig.is_empty() {
            continue;
        }
        let printed = print_line(&line);
        assert_eq!(print_line(&parse_line(&printed)), printed);
        assert_eq!(parse_line(&printed).sig, line.sig, "{printed}");
    }
}

#[test]
fn a_quantity_is_counted_and_the_sum_is_shown() {
    for (typed, how) in [
        ("amox 500 mg cap 1 bid 7d", Some("7 days × 2 = 14 capsules")),
        ("prednisone 20 mg tab 2 tabs daily 5d", Some("5 days × 1 × 2 = 10 tablets")),
        ("metformin 500 mg tab ½ tid 5d", Some("5 days × 3 × 0.5 = 8 tablets")),
        ("amox susp 5 ml tid 10d", Some("10 days × 3 × 5 = 150 mL")),
        ("cipro 500 mg tab 1 q12h 3d", Some("3 days × 2 = 6 tablets")),
        ("iron tab 1 qod 2 wks", Some("7 doses in 14 days = 7 tablets")),
        ("methotrexate 2.5 mg tab 6 tabs weekly 4 wks", Some("4 weeks × 1 × 6 = 24 tablets")),
        ("warfarin tab 1 tab mon wed fri 2 wks", Some("2 weeks × 3 = 6 tablets")),
        (
            "insulin 20 units am and 10 units pm sc 30d",
            Some("30 days × 1 × 20 + 30 days × 1 × 10 = 900 units"),
        ),
        (
            "azithromycin 250 mg tab 2 tabs stat then 1 tab daily 4d",
            Some("once × 2 + 4 days × 1 = 6 tablets"),
        ),
        ("ibuprofen tab 1-2 q6h prn pain max 8/day 5d", Some("5 days × at most 8 = 40 tablets")),
        ("timolol 1 drop ou bid 10d", Some("10 days × 2 × 2 = 40 drops")),
        ("amox 500 mg cap 1 bid", None),
        ("ibuprofen 400 mg tab 1 q6h prn pain 5d", None),
        ("prednisone 40 mg daily 5d", None),
        ("hydrocortisone cream apply thin layer bid 7d", None),
        ("amox 500 mg bid 7d and 5 ml tid 3d", None),
    ] {
        let got = quantity(&parse_line(typed).sig).map(|count| count.how);
        assert_eq!(got.as_deref(), how, "{typed}");
    }
}

#[test]
fn the_day_is_shown_in_four_columns_where_it_fits() {
    for (typed, expected) in [
        ("amox 500 mg cap 1 daily", Some(["1", "", "", ""])),
        ("amox 500 mg cap 1 bid", Some(["1", "", "1", ""])),
        ("amox 500 mg cap 1 tid", Some(["1", "1", "1", ""])),
        ("amox 500 mg cap 1 qid", Some(["1", "1", "1", "1"])),
        ("amox 500 mg cap 1 q12h", Some(["1", "", "1", ""])),
        ("atorvastatin 40 mg tab 1 hs", Some(["", "", "", "1"])),
        ("warfarin 5 mg tab ½ every evening", Some(["", "", "½", ""])),
        ("furosemide 40 mg tab 1-0-½", Some(["1", "", "½", ""])),
        ("trazodone 50 mg tab ½-1 hs", Some(["", "", "", "½–1"])),
        ("insulin 20 units am and 10 units hs sc", Some(["20\u{a0}units", "", "", "10\u{a0}units"])),
        ("lactulose 15 ml bid", Some(["15\u{a0}mL", "", "15\u{a0}mL", ""])),
        ("lisinopril 20 mg daily", Some(["20\u{a0}mg", "", "", ""])),
        ("ibuprofen 400 mg tab 1 tid prn pain", None),
        ("methotrexate 2.5 mg tab 6 tabs weekly", None),
        ("iron tab 1 qod", None),
        ("prednisone 40 mg daily 5d then 20 mg daily 5d", None),
        ("amox 500 mg cap 2-3x daily", None),
        ("tylenol tab 1 q4h", None),
        ("xyz", None),
    ] {
        let got = day_parts(&parse_line(typed).sig);
        assert_eq!(got, expected.map(|cells| cells.map(str::to_owned)), "{typed}");
    }
}

#[test]
fn what_the_formulary_knows_completes_the_line() {
    for (typed, strength, form, sentence, doubt) in [
        ("amox 1 tid", "500 mg", "capsule", "Take 1 capsule by mouth three times daily.", ""),
        (
            "amox 500 tid",
            "500 mg",
            "capsule",
            "Take 1 capsule by mouth three times daily.",
            "One capsule each time was assumed.",
        ),
        ("prednisone 40 mg daily", "20 mg", "tablet", "Take 2 tablets by mouth once daily.", ""),
        ("prednisone 30 mg daily", "20 mg", "tablet", "Take 1½ tablets by mouth once daily.", ""),
        ("metformin 1 g bid", "500 mg", "tablet", "Take 2 tablets by mouth twice daily.", ""),
        (
            "prednisone 7 mg daily",
            "20 mg",
            "tablet",
            "Take 7 mg by mouth once daily.",
            "7 mg is not a number of tablets of 20 mg.",
        ),
        (
            "digoxin 125 mg daily",
            "125 mcg",
            "tablet",
            "Take 125 mg by mouth once daily.",
            "125 mg is not a number of tablets of 125 mcg.",
        ),
    ] {
        let mut line = parse_line(typed);
        line.complete(strength, form);
        assert_eq!(print(&line.sig), sentence, "{typed}");
        assert_eq!((line.strength.as_deref(), line.form.as_deref()), (Some(strength), Some(form)));
        assert_eq!(line.doubts.join(" "), doubt, "{typed}");
    }
}

#[test]
fn the_stored_shape_reads_back_and_unknown_fields_are_refused() {
    for expected in rows() {
        let sig = parse_line(expected.split('\t').next().unwrap()).sig;
        let stored = serde_json::to_string(&sig).unwrap();
        assert_eq!(serde_json::from_str::<chart::sig::Sig>(&stored).unwrap(), sig);
    }
    assert!(serde_json::from_str::<chart::sig::Sig>(r#"{"steps":[],"typed":"1 tab"}"#).is_err());
}
