//! The formulary against RxNorm, and what each of its facts must hold.

use super::*;
use std::sync::OnceLock;

fn formulary() -> &'static Formulary {
    static ONE: OnceLock<Formulary> = OnceLock::new();
    ONE.get_or_init(|| Formulary::built_in().unwrap())
}

fn found(typed: &str) -> Vec<String> {
    formulary().search(typed, 5).into_iter().map(|hit| hit.display).collect()
}

#[test]
fn the_tables_are_whole_and_sorted() {
    let all = formulary().ingredients();
    assert!(all.len() >= 700, "{} medicines", all.len());
    let keys: Vec<String> = all.iter().map(|one| one.name.to_lowercase()).collect();
    assert!(keys.is_sorted(), "sorted by name");
    for one in all {
        assert!(!one.products.is_empty(), "{} has a product", one.name);
        assert!(!one.source.is_empty(), "{} has a source", one.name);
        if let Some(tall) = one.tall_man {
            assert_eq!(tall.to_lowercase(), one.name.to_lowercase(), "tall man letters change no letter");
            assert_ne!(tall, one.name, "{tall} has tall letters");
        }
        for product in &one.products {
            assert!(!product.strength.contains(".0 "), "{} {}: no trailing zero", one.name, product.strength);
            let ungrouped = product.strength.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
            let long = ungrouped
                .map(|figure| figure.split('.').next().unwrap_or_default())
                .any(|whole| whole.len() > 3);
            assert!(!long, "{} {}: grouped from 1,000", one.name, product.strength);
            assert!(
                !product.strength.starts_with('.'),
                "{} {}: a zero before the point",
                one.name,
                product.strength
            );
            assert!(product.rxcui.is_some() || product.source.contains("not in the RxNorm"), "{}", one.name);
        }
    }
}

#[test]
fn a_usual_sig_belongs_to_a_product_and_is_understood_to_its_last_word() {
    let mut count = 0;
    for one in formulary().ingredients() {
        for usual in &one.sigs {
            count += 1;
            let product =
                |product: &&Product| product.form == usual.form && product.strength == usual.strength;
            assert!(
                one.products.iter().any(|it| product(&it)),
                "{} {} {}",
                one.name,
                usual.strength,
                usual.form
            );
            let line = format!("{} {} {} {}", one.name, usual.strength, usual.form, usual.sig);
            let read = chart::sig::parse(usual.sig);
            assert!(read.note.is_none() && !read.is_empty(), "{line}: {read:?}");
            let printed = chart::sig::print(&read);
            assert_eq!(chart::sig::parse(&printed), read, "{line}: {printed}");
        }
    }
    assert!(count >= 130, "{count} usual sigs");
}

#[test]
fn what_is_meant_comes_first() {
    for (typed, display) in [
        ("amox", "amoxicillin"),
        ("amoxi", "amoxicillin"),
        ("amox clav", "amoxicillin/clavulanate"),
        ("augmentin", "Augmentin (amoxicillin/clavulanate)"),
        ("hctz", "hydrochlorothiazide"),
        ("paracetamol", "acetaminophen"),
        ("tylenol", "Tylenol (acetaminophen)"),
        ("salbutamol", "albuterol"),
        ("lisin", "lisinopril"),
        ("lisinopril hctz", "hydrochlorothiazide/lisinopril"),
        ("metf", "metformin"),
        ("Lipitor", "Lipitor (atorvastatin)"),
        ("warfrin", "warfarin"),
        ("simvistatin", "simvastatin"),
        ("glucophage", "Glucophage (metformin)"),
        ("lisinopril 10", "lisinopril 10 mg tablet"),
        ("amox 500 cap", "amoxicillin 500 mg capsule"),
        ("levothyroxine 50mcg", "levothyroxine 50 mcg tablet"),
        ("metoprolol 50", "metoprolol 50 mg tablet"),
        ("bactrim", "Bactrim (sulfamethoxazole/trimethoprim)"),
        ("insulin glargine", "insulin glargine"),
    ] {
        let found = found(typed);
        let first = found.iter().take(if typed.contains("levothyroxine") { 2 } else { 1 });
        assert!(first.into_iter().any(|one| one == display), "{typed}: {found:?}");
    }
}

#[test]
fn nothing_and_nonsense_find_nothing() {
    for typed in ["", "  ", "500", "xyzzyx", "%%%"] {
        assert!(found(typed).is_empty(), "{typed}: {:?}", found(typed));
    }
    assert!(formulary().search("metformin", 0).is_empty());
}

#[test]
fn a_line_is_completed_only_when_there_is_no_doubt() {
    let name = |typed: &str| formulary().resolve(typed).map(|one| one.name);
    for (typed, wanted) in [
        ("amox", Some("amoxicillin")),
        ("Metformin", Some("metformin")),
        ("Zoloft", Some("sertraline")),
        ("lisino", Some("lisinopril")),
        ("met", None),
        ("pred", None),
        ("predn", None),
        ("warfrin", None),
        ("hydro", None),
        ("unheardofine", None),
        ("amoxicillin 500", None),
        ("", None),
    ] {
        assert_eq!(name(typed), wanted, "{typed}");
    }
}

#[test]
fn controlled_drugs_say_so() {
    let schedule = |name: &str| formulary().resolve(name).unwrap().schedule;
    assert_eq!(schedule("oxycodone"), Some(2));
    assert_eq!(schedule("alprazolam"), Some(4));
    assert_eq!(schedule("pregabalin"), Some(5));
    assert_eq!(schedule("metformin"), None);
}
