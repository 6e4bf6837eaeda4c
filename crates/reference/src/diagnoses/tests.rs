//! What people type for a diagnosis, and what must come first.

use super::*;
use crate::table::rows;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

fn diagnoses() -> &'static Diagnoses {
    static ONE: OnceLock<Diagnoses> = OnceLock::new();
    ONE.get_or_init(|| Diagnoses::built_in().unwrap())
}

fn codes(typed: &str) -> Vec<String> {
    let found = diagnoses().search(typed, &Usage::default(), 5);
    found.into_iter().map(|hit| hit.code).collect()
}

#[test]
fn the_classification_is_whole() {
    let tree = diagnoses().classification();
    assert_eq!(tree.edition, "ICD-10-CM April 2026");
    let billable: usize = tree
        .rows()
        .filter(|row| row.level == Level::Category && row.leaf)
        .map(|row| row.episodes.len().max(1))
        .sum();
    assert_eq!(billable, 74_719, "every billable code of the edition, as the package lists them");
    let chapters = tree.rows().filter(|row| row.level == Level::Chapter).count();
    assert_eq!(chapters, 22, "chapters");
}

#[test]
fn every_alias_leads_to_a_billable_code_and_says_which() {
    let tree = diagnoses().classification();
    let mut wrong = Vec::new();
    let text = include_str!("../../../../assets/reference/diagnosis_aliases.tsv");
    let aliases = rows::<3>("aliases", text).unwrap();
    for (line, [alias, code, why]) in &aliases {
        let (_, said) = why.split_once(" for: ").unwrap();
        if !tree.billable(code) || tree.describe(code).as_deref() != Some(said) {
            wrong.push(format!("line {line}: {alias} {code}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(aliases.len() >= 600, "{} aliases", aliases.len());
    let mut sorted: Vec<&str> = aliases.iter().map(|(_, [alias, ..])| *alias).collect();
    sorted.sort_unstable();
    sorted.dedup();
    assert!(sorted.iter().eq(aliases.iter().map(|(_, [alias, ..])| alias)), "sorted, each alias once");
}

#[test]
fn every_common_code_exists_and_says_what_the_table_says() {
    let tree = diagnoses().classification();
    let text = include_str!("../../../../assets/reference/diagnosis_common.tsv");
    let common = rows::<3>("common", text).unwrap();
    for (line, [code, tier, said]) in &common {
        let (at, _) = tree.find(code).unwrap_or_else(|| panic!("line {line}: {code} does not exist"));
        assert!(tree.row(at).leaf, "line {line}: {code} is a heading");
        assert_eq!(tree.row(at).description, *said, "line {line}");
        assert!(["1", "2"].contains(tier), "line {line}");
    }
    assert!(common.len() >= 300, "{} codes", common.len());
}

#[test]
fn every_other_word_is_a_word_of_the_classification() {
    let tree = diagnoses().classification();
    let said = tree.rows().flat_map(|row| std::iter::once(row.description).chain(row.inclusions()));
    let words: HashSet<String> = said
        .flat_map(|said| crate::words::plain(said).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let text = include_str!("../../../../assets/reference/diagnosis_words.tsv");
    for (line, [word, also, _]) in rows::<3>("words", text).unwrap() {
        assert!(words.contains(also), "line {line}: {word} leads to {also}, which stands nowhere");
    }
}

#[test]
fn what_is_meant_comes_first() {
    for (typed, code) in [
        ("heart attack", "I21.9"),
        ("HTN", "I10"),
        ("diabetes", "E11.9"),
        ("dm2", "E11.9"),
        ("i219", "I21.9"),
        ("I21.9", "I21.9"),
        ("E11", "E11.9"),
        ("s93.401d", "S93.401D"),
        ("ankle sprain", "S93.409A"),
        ("sprain ankle left", "S93.402A"),
        ("sprain ankle left subsequent", "S93.402D"),
        ("Ménière", "H81.09"),
        ("menieres", "H81.09"),
        ("pnuemonia", "J18.9"),
        ("diarrhoea", "R19.7"),
        ("haemorrhoids", "K64.9"),
        ("hyperten", "I10"),
        ("pain back low", "M54.50"),
        ("nose bleed", "R04.0"),
        ("covid19", "U07.1"),
    ] {
        assert_eq!(codes(typed).first().map(String::as_str), Some(code), "{typed}: {:?}", codes(typed));
    }
}

#[test]
fn everyday_words_find_what_is_meant_among_the_first_five() {
    let text = include_str!("../../tests/data/probe.tsv");
    let probe = rows::<2>("probe", text).unwrap();
    assert!(probe.len() >= 150, "{} words", probe.len());
    let missed: Vec<String> = probe
        .iter()
        .filter(|(_, [typed, wanted])| {
            !codes(typed).iter().any(|code| wanted.split(';').any(|wanted| code.starts_with(wanted)))
        })
        .map(|(_, [typed, wanted])| format!("{typed} ({wanted}): {:?}", codes(typed)))
        .collect();
    let found = probe.len() - missed.len();
    println!("{found} of {} everyday words", probe.len());
    assert!(found * 100 >= probe.len() * 95, "{found} of {}: {missed:#?}", probe.len());
}

#[test]
fn left_and_right_come_after_the_unspecified_one_and_visits_after_the_first() {
    let found = diagnoses().search("M25.56", &Usage::default(), 10);
    assert_eq!(found[0].code, "M25.569", "{found:?}");
    let found = diagnoses().search("sprain of unspecified ligament of right ankle", &Usage::default(), 10);
    let codes: Vec<&str> = found.iter().map(|hit| hit.code.as_str()).collect();
    assert_eq!(codes[0], "S93.401A", "{codes:?}");
    assert!(codes.contains(&"S93.401D") && codes.contains(&"S93.401S"), "{codes:?}");
    assert!(found[0].display.ends_with(", initial encounter"), "{found:?}");
}

#[test]
fn what_the_practice_uses_comes_further_up() {
    let typed = "migraine with";
    let wanted = "G43.719";
    let place =
        |usage: &Usage| diagnoses().search(typed, usage, 200).iter().position(|hit| hit.code == wanted);
    let before = diagnoses().search("chronic migraine", &Usage::default(), 100);
    assert!(before.iter().any(|hit| hit.code == wanted), "{before:?}");
    let counts = BTreeMap::from([(wanted.to_owned(), 40), ("Z99.99".to_owned(), 3)]);
    let used = diagnoses().usage(&counts);
    let first = diagnoses().search("chronic migraine", &used, 5);
    assert_eq!(first[0].code, wanted, "{first:?}");
    assert_eq!(place(&Usage::default()), place(&Usage::default()), "the same question, the same answer");
}

#[test]
fn a_word_too_many_does_not_hide_what_is_meant() {
    for (typed, code) in [("bad cold", "J00"), ("bronchial asthma", "J45.909"), ("gout attack", "M10.9")] {
        assert!(codes(typed).iter().any(|found| found == code), "{typed}: {:?}", codes(typed));
    }
}

#[test]
fn nothing_and_nonsense_find_nothing() {
    for typed in ["", "  ", "…", "qqqqzzzz", "xyzzy plugh"] {
        assert!(codes(typed).is_empty(), "{typed}: {:?}", codes(typed));
    }
    assert!(diagnoses().search("diabetes", &Usage::default(), 0).is_empty());
    let long = "pain ".repeat(500);
    assert!(codes(&long).len() <= 5);
}

#[test]
fn codes_are_read_with_and_without_a_point() {
    let tree = diagnoses().classification();
    assert!(
        tree.billable("I10")
            && tree.billable("i219")
            && tree.billable("S5252XA") == tree.billable("S52.52XA")
    );
    for (code, why) in [
        ("E11", "a heading"),
        ("S93.409", "without its seventh character"),
        ("S93.409Z", "a seventh character that is not valid"),
        ("S93.409AA", "too long"),
        ("ÄÖÜ", "no code"),
        ("", "nothing"),
    ] {
        assert!(!tree.billable(code), "{code}: {why}");
    }
}

#[test]
fn what_must_not_be_coded_together_is_said() {
    let notes = diagnoses().classification().excludes1("E11.9");
    assert!(notes.iter().any(|note| note.contains("type 1 diabetes mellitus (E10.-)")), "{notes:?}");
    assert!(diagnoses().classification().excludes1("no code").is_empty());
}

#[test]
fn what_is_packed_unpacks_the_same() {
    let tree = diagnoses().classification();
    let packed = tree.packed().unwrap();
    assert_eq!(&Classification::unpack(&packed).unwrap(), tree);
    // The bytes depend on which compressor the build was given; `cargo xtask reference --check` compares them.
    assert!(tree.packed().unwrap() == packed, "the same rows give the same bytes in one build");
}

#[test]
fn a_damaged_file_is_refused() {
    assert!(Classification::unpack(b"").is_err());
    assert!(Classification::unpack(b"not deflated at all").is_err());
    let shipped = include_bytes!("../../../../assets/reference/diagnoses.bin");
    assert!(Classification::unpack(&shipped[..shipped.len() / 2]).is_err(), "half a file");
    let head = "vpaperchart diagnoses 1\neE\na2026\n";
    for (body, why) in [
        ("", "no row"),
        ("+Top\ndS52\tArm\n", "a note before the first row"),
        ("dS52\n", "a row without a description"),
        ("dS52\tArm\t0\n", "a set that is not there"),
        ("7AFirst\ndS52\tArm\tx\n", "a set that is no number"),
        ("dS52\tArm\n\ndS53\tLeg\n", "an empty line"),
        ("dS52\tArm\nzS53\tLeg\n", "a line of an unknown kind"),
    ] {
        assert!(Classification::read(format!("{head}{body}")).is_err(), "{why}");
    }
    assert!(Classification::read("vanother\ndS52\tArm\n".to_owned()).is_err(), "another version");
    let whole = Classification::read(format!("{head}7AFirst\ndS52\tArm\t0\n+Top\n-leg (S53)")).unwrap();
    assert_eq!(whole.describe("S52.XXXA").as_deref(), Some("Arm, First"));
    assert_eq!(whole.row(0).inclusions().collect::<Vec<_>>(), ["Top"]);
    assert_eq!(whole.excludes1("S52"), ["leg (S53)"], "the last line needs no end");
}

#[test]
fn the_publishers_files_are_read() {
    let xml = "<t><chapter><name>1</name><desc>Injuries &lt; all (S00-T88)</desc><section id=\"S50-S59\"><desc>Arm (S50-S59)</desc>
        <diag><name>S52</name><desc>Fracture</desc><sevenChrDef><extension char=\"A\">first</extension>
        <extension char=\"B\">second</extension></sevenChrDef><excludes1><note>burn (T20)</note></excludes1>
        <diag><name>S52.1</name><desc>Upper</desc><inclusionTerm><note>Top</note></inclusionTerm></diag>
        <diag><name>S52.2</name><desc>Lower</desc></diag></diag></section></chapter></t>";
    let tree =
        tabular::read(xml, "S521XXA\nS522XXA words\nS522XXB\nS50-S59\n1\n", "test", "2026-01-01").unwrap();
    assert!(tree.billable("S52.1XXA") && tree.billable("S52.2XXB"));
    assert!(!tree.billable("S52.1XXB"), "the list of codes has the last word");
    assert_eq!(tree.describe("S52.1XXA").as_deref(), Some("Upper, first"));
    assert_eq!(tree.excludes1("S52.2XXA"), ["burn (T20)"]);
    assert_eq!(tree.row(0).description, "Injuries < all");
    assert!(tabular::read(xml, "S999", "test", "2026-01-01").is_err(), "a code that is not in the tree");
    assert!(tabular::read("<t><diag>", "", "test", "2026-01-01").is_err(), "broken XML");
}

#[test]
fn what_must_not_stand_together_is_found_from_either_side() {
    let tree = diagnoses().classification();
    let together = |one: &str, other: &str| {
        let (there, back) = (tree.excluded(one, other), tree.excluded(other, one));
        assert_eq!(there.is_some(), back.is_some(), "{one} and {other}: from either side");
        there
    };
    assert!(together("E11.9", "E10.9").is_some(), "type 2 and type 1 diabetes");
    for pair in [("E11.9", "I10"), ("J01.00", "H66.90"), ("I10", "I10"), ("I10", "no code")] {
        assert_eq!(together(pair.0, pair.1), None, "{pair:?} may stand together");
    }
}
