//! Typed lines and the orders they become, over the whole formulary.

use super::*;
use std::sync::OnceLock;

fn formulary() -> &'static Formulary {
    static ONE: OnceLock<Formulary> = OnceLock::new();
    ONE.get_or_init(|| Formulary::built_in().unwrap())
}

fn order(typed: &str) -> String {
    sig::print_line(&formulary().order(typed).line)
}

#[test]
fn a_pack_that_is_a_course_by_itself_is_read_as_that_course() {
    let course = "azithromycin 250 mg tablet. Take 2 tablets by mouth as a single dose, then take 1 tablet by mouth once \
                  daily for 4 days. Dispense 6 tablets.";
    for typed in ["z-pak", "Z-Pak", "zpack ud", "zithromax z-pak as directed"] {
        assert_eq!(order(typed), course, "{typed}");
        let doubts = formulary().order(typed).line.doubts;
        assert!(
            doubts.iter().any(|doubt| doubt.contains("no clinician has reviewed")),
            "{typed}: {doubts:?}"
        );
    }
    assert_eq!(
        order("tri-pak"),
        "azithromycin 500 mg tablet. Take 1 tablet by mouth once daily for 3 days. Dispense 3 tablets."
    );
    for course in &formulary().packs {
        assert!(formulary().order(course.line).product.is_some(), "{}", course.line);
    }
}

#[test]
fn a_typed_line_becomes_its_product() {
    for (typed, printed) in [
        (
            "amox 500 tid 7d",
            "amoxicillin 500 mg capsule. Take 1 capsule by mouth three times daily for 7 days.",
        ),
        (
            "amox 500 tab tid 7d",
            "amoxicillin 500 mg tablet. Take 1 tablet by mouth three times daily for 7 days.",
        ),
        ("doxy 100 bd 7d", "doxycycline 100 mg capsule. Take 1 capsule by mouth twice daily for 7 days."),
        ("metformin 1 g bid", "metformin 1,000 mg tablet. Take 1 tablet by mouth twice daily."),
        (
            "augmentin 875 bid 7d",
            "amoxicillin/clavulanate 875/125 mg tablet. Take 1 tablet by mouth twice daily for 7 days.",
        ),
        ("lisinopril 20 od", "lisinopril 20 mg tablet. Take 1 tablet by mouth once daily."),
        ("unheardofine 5 mg tab daily", "unheardofine 5 mg tablet. Take 1 tablet by mouth once daily."),
    ] {
        assert_eq!(order(typed), printed, "{typed}");
    }
    assert_eq!(formulary().order("amox 500 tid 7d").rxcui(), Some("308191"));
}

#[test]
fn a_dose_by_weight_becomes_pieces_and_says_so() {
    let read = formulary().order("prednisone 40 mg daily 5d").line;
    assert_eq!((read.strength.as_deref(), read.form.as_deref()), (Some("20 mg"), Some("tablet")));
    assert_eq!(sig::print(&read.sig), "Take 2 tablets by mouth once daily for 5 days.");
    assert!(
        read.doubts.iter().any(|doubt| doubt == "40 mg is made up of 20 mg tablets."),
        "{:?}",
        read.doubts
    );
    let taper = formulary().order("prednisone 40 mg daily 5d then 20 mg daily 5d").line;
    assert!(
        sig::print(&taper.sig)
            .starts_with("Take 2 tablets by mouth once daily for 5 days, then take 1 tablet"),
        "{taper:?}"
    );
}

#[test]
fn what_can_mean_two_things_is_not_chosen() {
    let metformin = formulary().order("metformin bid");
    assert_eq!(metformin.ingredient.map(|one| one.name), Some("metformin"));
    assert_eq!(metformin.product, None, "there are several strengths: {:?}", metformin.line);
    assert_eq!(formulary().order("pre 5 daily").ingredient, None, "three letters are no name");
    let none = formulary().order("amoxicillin 333 tid").line;
    assert!(
        none.doubts.iter().any(|doubt| doubt.starts_with("No 333 is listed; there is")),
        "{:?}",
        none.doubts
    );
}

#[test]
fn what_is_shown_reads_back_as_the_same_product() {
    for ingredient in formulary().ingredients() {
        for product in &ingredient.products {
            let read = formulary().order(&format!("{} {} 1 od", ingredient.name, product.words()));
            assert_eq!(read.ingredient.map(|one| one.name), Some(ingredient.name), "{}", product.words());
            assert_eq!(read.product.map(Product::words), Some(product.words()), "{}", ingredient.name);
        }
        for usual in &ingredient.sigs {
            let line = format!("{} {} {} {}", ingredient.name, usual.strength, usual.form, usual.sig);
            let printed = order(&line);
            assert_eq!(order(&printed), printed, "what is printed reads back");
        }
    }
}

#[test]
fn what_is_not_understood_behind_a_product_stays_and_is_said() {
    let read = formulary().order("amoxicillin 500 mg capsule ask me 1 tid").line;
    let all = format!("{} {:?}", sig::print_line(&read), read.doubts);
    assert!(all.contains("Take 1 capsule by mouth three times daily"), "{all}");
    assert!(all.to_lowercase().contains("ask me"), "not a word is lost: {all}");
}

#[test]
fn a_line_goes_on_with_what_is_likeliest() {
    let lines = |typed: &str| -> Vec<String> {
        formulary().continuations(typed, 8).into_iter().map(|one| one.line).collect()
    };
    let amox = lines("amox");
    assert_eq!(amox.first().map(String::as_str), Some("amoxicillin 500 mg capsule 1 cap po tid for 7 days"));
    assert!(amox.iter().any(|line| line == "amoxicillin 875 mg tablet "), "{amox:?}");
    let sigs = formulary().continuations("amoxicillin 500 mg capsule ", 8);
    assert_eq!(sigs.len(), 1, "{sigs:?}");
    assert!(sigs[0].unreviewed, "no clinician has signed it");
    assert!(sigs[0].says.ends_with("for 7 days. · 21 capsules"), "{sigs:?}");
    let typed = formulary().continuations("doxy 100 bd 7d", 8);
    assert!(typed[0].name.starts_with("doxycycline 100 mg capsule"), "{typed:?}");
    assert!(typed.iter().any(|one| one.name == "doxycycline 100 mg tablet"), "{typed:?}");
    assert_eq!(lines(""), Vec::<String>::new());
    assert_eq!(lines("xyzzy 5"), Vec::<String>::new());
}
