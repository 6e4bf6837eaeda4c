//! Written sigs, one a row of `data/sigs.tsv`: what was typed, the product it names, the sentence that goes on paper,
//! what is dispensed, and what is said to be unclear.

use chart::sig::{RxLine, figure, parse_line, plural, print, print_line, quantity};

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
