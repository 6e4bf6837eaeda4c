//! Full text: what is said is found, by its beginning, without its accents, in spite of a slip, and whatever is typed.

use super::*;
use crate::projections::rebuild;
use crate::projections::tests::{entry, memory, registration, say};
use chart::Statement;
use chart::sections::notes::{Note, NoteStatement};
use proptest::prelude::*;

fn note(text: &str) -> Statement {
    Statement::Notes(NoteStatement::Signed(Note { subjective: text.to_owned(), ..Note::default() }))
}

/// A practice in which each text is a note, the first of patient 1, the second of patient 2, and so on.
fn practice(notes: &[&str]) -> Connection {
    let connection = memory();
    for (place, text) in notes.iter().enumerate() {
        let number = place as u64 + 1;
        say(&connection, &entry(number, number, number, &[], note(text)));
    }
    connection
}

const NONE: [u64; 0] = [];

/// The numbers of the notes that are found, newest first.
fn found(connection: &Connection, text: &str, slips: bool) -> Vec<u64> {
    let Some(sought) = Sought::read(text) else { return Vec::new() };
    let hits = find(connection, &sought, slips, 50).unwrap();
    hits.into_iter().map(|hit| hit.record.0.as_u64_pair().1).collect()
}

#[test]
fn what_is_said_is_found_by_any_of_its_words_as_far_as_they_are_typed() {
    let practice = practice(&[
        "Cough since Tuesday, worse at night. Zażółć gęślą jaźń",
        "Takes metformin 500 mg; HbA1c 7.4 %",
        "Pain in the left knee, Straße, Kjærgård, naïve, Işık, coeur, đorđe",
        "高血圧 と 糖尿病",
        "Night sweats. Vitamin B 12 was 7 and 4",
    ]);
    for (text, expected) in [
        ("cough", vec![1]),
        ("COUGH night", vec![1]),
        ("night", vec![5, 1]),
        ("nig", vec![5, 1]),
        ("ni", vec![5, 1]),
        ("night cou", vec![1]),
        ("zazolc gesla jazn", vec![1]),
        ("strasse kjaergard", vec![3]),
        ("isik dorde naive", vec![3]),
        ("metf", vec![2]),
        ("7.4", vec![2]),
        ("7,4", vec![2]),
        ("a1c", vec![]),
        ("hba1c", vec![2]),
        ("血圧", vec![4]),
        ("糖尿", vec![4]),
        ("vitamin b 12", vec![5]),
        ("knee cough", vec![]),
        ("nothing like it", vec![]),
    ] {
        assert_eq!(found(&practice, text, false), expected, "for {text}");
    }
    assert!(Sought::read("n").unwrap().is_short() && !Sought::read("ni").unwrap().is_short());
    assert!(Sought::read(" -/! ").is_none(), "nothing to look for");
}

#[test]
fn one_slip_in_five_letters_is_forgiven_when_it_is_asked_for() {
    let practice = practice(&["metformin", "haematuria", "cough"]);
    for (typed, expected) in [
        ("metfromin", 1), // two letters the wrong way round
        ("metformn", 1),  // one missing
        ("mettformin", 1),
        ("metfurmin", 1),
        ("metfro", 1), // still being typed
        ("haemturia", 2),
        ("coguh", 3),
    ] {
        assert_eq!(found(&practice, typed, false), NONE, "{typed} is not what was said");
        assert_eq!(found(&practice, typed, true), [expected], "{typed} is a slip");
    }
    assert_eq!(found(&practice, "cuog", true), NONE, "four letters are too few");
    assert_eq!(found(&practice, "mteformni", true), NONE, "two slips are two");
}

#[test]
fn a_word_that_is_found_is_marked_where_it_stands() {
    let sought = Sought::read("knee PAIN").unwrap();
    let text = "Pàin in the left knee, pains";
    let marked = |slips| -> Vec<(usize, &str)> {
        sought.marks(text, slips).into_iter().map(|mark| (mark.word, &text[mark.start..mark.end])).collect()
    };
    assert_eq!(marked(false), [(1, "Pàin"), (0, "knee"), (1, "pains")]);
    let sought = Sought::read("metfromin").unwrap();
    assert!(sought.marks("metformin", false).is_empty());
    assert_eq!(sought.marks("on metformin", true), [Mark { word: 0, start: 3, end: 12 }]);
}

#[test]
fn what_holds_no_more_is_not_found() {
    let practice = practice(&["asthma", "eczema"]);
    say(&practice, &entry(10, 1, 1, &[1], note("bronchitis")));
    assert_eq!(found(&practice, "asthma", false), NONE, "replaced");
    assert_eq!(found(&practice, "bronchitis", false), [1]);
    say(&practice, &entry(11, 2, 2, &[2], Statement::EnteredInError { section: "notes".into() }));
    assert_eq!(found(&practice, "eczema", true), NONE, "entered in error");
    say(&practice, &entry(12, 12, 3, &[], Statement::Patients(registration("000001", "Asthma", "Ada"))));
    assert_eq!(found(&practice, "asthma", false), NONE, "a name is found by searching for patients");
    assert!(crate::projections::differences(&practice).unwrap().is_empty());
}

#[test]
fn an_index_that_lost_a_word_or_a_record_is_noticed() {
    let practice = practice(&["asthma", "eczema"]);
    assert!(crate::projections::differences(&practice).unwrap().is_empty());
    practice.execute("DELETE FROM said WHERE rowid = 1", []).unwrap();
    assert_eq!(crate::projections::differences(&practice).unwrap(), ["said"]);
    rebuild(&practice).unwrap();
    practice.execute("DELETE FROM said_words WHERE word = 'eczema'", []).unwrap();
    assert_eq!(crate::projections::differences(&practice).unwrap(), ["said"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn h3_no_text_breaks_the_full_text_search(
        text in prop_oneof![
            "\\PC{0,40}",
            any::<String>(),
            "[\"'*():^+{}.,-]{0,10}(NEAR|AND|OR|NOT|words:|\"|\\*){0,5}[a-z0-9 /.]{0,20}",
            "[0-9/. ,+-]{0,25}",
            "(cough|metfromin|said : |'; DROP TABLE said; --| ){1,6}",
        ],
        slips in any::<bool>(),
    ) {
        thread_local! { static DESK: Connection = practice(&["cough, metformin 500 mg", "said: \"words\" 7.4"]); }
        let Some(sought) = Sought::read(&text) else { return Ok(()) };
        let refused = DESK.with(|desk| find(desk, &sought, slips, 20).err().map(|error| error.to_string()));
        prop_assert_eq!(refused, None, "an error for {:?}", text);
        for mark in sought.marks(&text, slips) {
            prop_assert!(text.get(mark.start..mark.end).is_some_and(|word| !word.is_empty()), "a mark is whole signs");
            prop_assert!(mark.word < sought.count());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_found_by_itself_and_kept_as_it_is_rebuilt(text in "\\PC{1,60}") {
        let practice = practice(&[&text]);
        let Some(sought) = Sought::read(&text) else { return Ok(()) };
        let found = find(&practice, &sought, false, 5).unwrap();
        let only_a_letter = sought.is_short() && found.is_empty();
        prop_assert!(only_a_letter || found.len() == 1, "not found by itself: {text:?}");
        let marked: std::collections::HashSet<usize> =
            sought.marks(&text, false).into_iter().map(|mark| mark.word).collect();
        prop_assert_eq!(marked.len(), sought.count(), "every word is marked in {:?}", text);
        prop_assert!(crate::projections::differences(&practice).unwrap().is_empty());
    }
}

/// In how many parts the index lies, each of which a search has to ask.
fn parts(connection: &Connection) -> i64 {
    let count = "SELECT count(DISTINCT segid) FROM said_idx";
    connection.query_row(count, [], |row| row.get(0)).unwrap()
}

#[test]
fn every_save_merges_its_share_of_the_index_and_none_much_more() {
    let connection = memory();
    let mut most = (0, 0);
    for number in 1..=2_500 {
        let text = format!(
            "Seen for cough, number {number}, again in {} days, w{}",
            number % 90,
            number * 7_919 % 2_048
        );
        let entry = entry(number, number, number % 50 + 1, &[], note(&text));
        let before = connection.total_changes();
        say(&connection, &entry);
        settle(&connection, 1).unwrap();
        most = (most.0.max(parts(&connection)), most.1.max(connection.total_changes() - before));
    }
    assert!(most.0 <= 32, "a search asks {} parts", most.0);
    assert!(most.1 <= 80, "a save changed {} rows", most.1);
    assert_eq!(found(&connection, "number 2500", false), [2_500]);
    // So little at a time that the rebuild of a small practice has parts too.
    connection.execute_batch("INSERT INTO said (said, rank) VALUES ('hashsize', 4096)").unwrap();
    rebuild(&connection).unwrap();
    assert_eq!(parts(&connection), 1, "built anew at once it is one");
    assert_eq!(found(&connection, "number 2500", false), [2_500]);
}
