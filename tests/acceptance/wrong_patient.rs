//! Nothing of one patient ever stands in another's chart, whatever is done in several windows in whatever order.
//!
//! Random interleavings of opening, switching, writing, drafting, moving, merging and printing run through the command
//! table on a real encrypted file. Every text names the person it was meant for, by a word of their own, and a model
//! says which words each chart may hold. After each step the charts are compared with it.

use crate::clinic::Clinic;
use api::ProblemCode;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// The persons, and the windows they are mixed up in.
const PEOPLE: [&str; 3] = ["Aalto", "Bianchi", "Castro"];
const WINDOWS: [&str; 3] = ["one", "two", "three"];

/// What somebody does in a window, with what they believe about it: `who` is whom they mean.
#[derive(Debug, Clone)]
enum Step {
    Open { window: usize, who: usize },
    Close { window: usize },
    Write { window: usize, who: usize },
    Draft { window: usize, who: usize },
    Refile { window: usize, who: usize, to: usize },
    Merge { window: usize, who: usize, with: usize },
    Unmerge { window: usize, who: usize, with: usize },
    Print { window: usize, who: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (window, who) = (0..WINDOWS.len(), 0..PEOPLE.len());
    let both = (window.clone(), who.clone());
    let three = (window.clone(), who.clone(), who.clone());
    let step = prop_oneof![
        4 => both.clone().prop_map(|(window, who)| Step::Open { window, who }),
        1 => window.prop_map(|window| Step::Close { window }),
        5 => both.clone().prop_map(|(window, who)| Step::Write { window, who }),
        3 => both.clone().prop_map(|(window, who)| Step::Draft { window, who }),
        3 => three.clone().prop_map(|(window, who, to)| Step::Refile { window, who, to }),
        2 => three.clone().prop_map(|(window, who, with)| Step::Merge { window, who, with }),
        2 => three.prop_map(|(window, who, with)| Step::Unmerge { window, who, with }),
        1 => both.prop_map(|(window, who)| Step::Print { window, who }),
    ];
    prop::collection::vec(step, 4..28)
}

/// What is known to be true.
struct Model {
    clinic: Clinic,
    patients: Vec<Value>,
    visits: Vec<Value>,
    /// Which person a window shows.
    shown: HashMap<usize, usize>,
    /// Each person's own chart, or the one it is part of.
    part_of: Vec<usize>,
    /// Whose word each problem has, and in whose own chart it lies now.
    written: Vec<(String, usize)>,
    drafts: HashMap<usize, (String, u64)>,
    count: usize,
}

impl Model {
    fn new() -> Self {
        let clinic = Clinic::open();
        let (mut patients, mut visits) = (Vec::new(), Vec::new());
        for name in PEOPLE {
            let (patient, visit) = clinic.walk_in("Person", name, &format!("Reason of {name}"));
            clinic.ok("encounters.finish", json!({ "patient": patient, "encounter": visit }));
            patients.push(patient);
            visits.push(visit);
        }
        clinic.ok("charts.close", json!({}));
        Self {
            clinic,
            patients,
            visits,
            shown: HashMap::new(),
            part_of: (0..PEOPLE.len()).collect(),
            written: Vec::new(),
            drafts: HashMap::new(),
            count: 0,
        }
    }

    fn call(&self, window: usize, command: &str, request: Value) -> Result<Value, ProblemCode> {
        let answer = self.clinic.host.call(WINDOWS[window], command, request);
        answer.and_then(|answer| answer.view()).map_err(|problem| problem.code)
    }

    /// The window shows this very chart.
    fn shows(&self, window: usize, who: usize) -> bool {
        self.shown.get(&window) == Some(&who)
    }

    fn word(&mut self, who: usize) -> String {
        self.count += 1;
        format!("{}{}", PEOPLE[who], self.count)
    }

    fn whole(&self, who: usize) -> usize {
        let mut whole = who;
        while self.part_of[whole] != whole {
            whole = self.part_of[whole];
        }
        whole
    }

    fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Open { window, who } => {
                let view =
                    self.call(window, "charts.open", json!({ "patient": self.patients[who] })).unwrap();
                let whole = self.whole(who);
                prop_assert_eq!(
                    &view["head"]["patient"],
                    &self.patients[whole],
                    "what opens is the whole chart"
                );
                self.shown.insert(window, whole);
            }
            Step::Close { window } => {
                self.call(window, "charts.close", json!({})).unwrap();
                self.shown.remove(&window);
            }
            Step::Write { window, who } => {
                let word = self.word(who);
                let request = json!({ "patient": self.patients[who], "problem": { "text": word } });
                let done = self.call(window, "problems.add", request);
                self.refused_unless_shown(window, who, &done)?;
                if done.is_ok() {
                    self.written.push((word, who));
                }
            }
            Step::Draft { window, who } => {
                let word = self.word(who);
                let revision = self.drafts.get(&who).map_or(0, |(_, revision)| *revision);
                let draft = json!({ "note": { "subjective": word }, "items": [], "line": "", "chips": [], "copied": {} });
                let request = json!({ "patient": self.patients[who], "encounter": self.visits[who], "draft": draft, "revision": revision });
                let done = self.call(window, "notes.save_draft", request);
                self.refused_unless_shown(window, who, &done)?;
                if let Ok(saved) = done {
                    self.drafts.insert(who, (word, saved["revision"].as_u64().unwrap()));
                }
            }
            Step::Refile { window, who, to } => {
                let Some(row) = self.some_problem(window, who) else { return Ok(()) };
                let request = json!({
                    "patient": self.patients[who], "section": "problems", "record": row["record"], "heads": row["heads"],
                    "to": self.patients[to], "why": "wrong chart",
                });
                let done = self.call(window, "charts.refile", request);
                if self.whole(to) == self.whole(who) {
                    prop_assert_eq!(
                        done.err(),
                        Some(ProblemCode::Invalid),
                        "to the same chart nothing moves"
                    );
                    return Ok(());
                }
                prop_assert!(done.is_ok(), "it moves: {done:?}");
                let word = row["value"]["condition"]["text"].as_str().unwrap();
                let whole = self.whole(to);
                for (known, home) in &mut self.written {
                    if known.as_str() == word {
                        *home = whole;
                    }
                }
            }
            Step::Merge { window, who, with } => {
                let request = json!({ "patient": self.patients[who], "duplicate": self.patients[with], "why": "the same card" });
                let done = self.call(window, "patients.merge", request);
                self.refused_unless_shown(window, who, &done)?;
                let may = self.shows(window, who)
                    && who != with
                    && self.part_of[with] == with
                    && !self.drafts.contains_key(&with);
                prop_assert_eq!(
                    done.is_ok(),
                    may,
                    "a merge that may be done is done, another is not: {:?}",
                    done
                );
                if may {
                    self.part_of[with] = who;
                    self.shown.retain(|_, shown| *shown != with);
                }
            }
            Step::Unmerge { window, who, with } => {
                let request = json!({ "patient": self.patients[who], "duplicate": self.patients[with], "why": "sisters" });
                let done = self.call(window, "patients.unmerge", request);
                self.refused_unless_shown(window, who, &done)?;
                let may = self.shows(window, who)
                    && with != who
                    && self.part_of[with] != with
                    && self.whole(with) == who;
                prop_assert_eq!(
                    done.is_ok(),
                    may,
                    "what was merged is taken apart, nothing else: {:?}",
                    done
                );
                if may {
                    self.part_of[with] = with;
                }
            }
            Step::Print { window, who } => {
                let request = json!({ "patient": self.patients[who], "document": "chart" });
                let done = self.call(window, "prints.preview", request);
                self.refused_unless_shown(window, who, &done)?;
            }
        }
        Ok(())
    }

    /// A window that shows somebody else refuses, and says that this is why.
    fn refused_unless_shown(
        &self,
        window: usize,
        who: usize,
        done: &Result<Value, ProblemCode>,
    ) -> Result<(), TestCaseError> {
        if !self.shows(window, who) {
            prop_assert_eq!(
                done.as_ref().err(),
                Some(&ProblemCode::WrongPatient),
                "a window acts for whom it shows"
            );
        }
        Ok(())
    }

    /// A problem that stands in the chart a window shows.
    fn some_problem(&self, window: usize, who: usize) -> Option<Value> {
        if !self.shows(window, who) {
            return None;
        }
        let view = self.call(window, "charts.open", json!({ "patient": self.patients[who] })).unwrap();
        view["problems"].as_array().unwrap().first().cloned()
    }

    /// Every chart holds the words that were meant for its person, and no other.
    fn check(&self) -> Result<(), TestCaseError> {
        for (who, patient) in self.patients.iter().enumerate() {
            let whole = self.whole(who);
            let chart = self.clinic.ok("charts.show", json!({ "patient": patient }));
            prop_assert_eq!(&chart["patient"]["patient"], &self.patients[whole]);
            let said: BTreeSet<&str> = chart["problems"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|row| row["in_error"] == Value::Null)
                .map(|row| row["value"]["condition"]["text"].as_str().unwrap())
                .collect();
            let meant: BTreeSet<&str> = self
                .written
                .iter()
                .filter(|(_, home)| self.whole(*home) == whole)
                .map(|(word, _)| word.as_str())
                .collect();
            prop_assert_eq!(said, meant, "the chart of {}", PEOPLE[whole]);
            let visits: BTreeSet<String> = chart["encounters"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["value"]["reason"].as_str().unwrap().to_owned())
                .collect();
            let own: BTreeSet<String> = (0..PEOPLE.len())
                .filter(|other| self.whole(*other) == whole)
                .map(|other| format!("Reason of {}", PEOPLE[other]))
                .collect();
            prop_assert_eq!(visits, own, "the visits of {}", PEOPLE[whole]);
        }
        // A draft lies where it was written.
        for (who, (word, _)) in &self.drafts {
            if self.part_of[*who] == *who {
                let host = &self.clinic.host;
                host.call("drafts", "charts.open", json!({ "patient": self.patients[*who] })).unwrap();
                let read = host
                    .call(
                        "drafts",
                        "notes.draft",
                        json!({ "patient": self.patients[*who], "encounter": self.visits[*who] }),
                    )
                    .unwrap();
                prop_assert_eq!(&read.view().unwrap()["draft"]["note"]["subjective"], &json!(word));
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn no_interleaving_of_windows_mixes_two_patients(steps in steps()) {
        let mut model = Model::new();
        for step in &steps {
            model.step(step)?;
            model.check()?;
        }
        let verified = model.clinic.ok("integrity.verify", json!({}));
        prop_assert_eq!(&verified["sound"], &json!(true), "and the file proves itself");
    }
}
