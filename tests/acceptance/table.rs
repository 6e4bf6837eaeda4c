//! The command table against what was agreed: who may call what, written out in docs/roles.md and reviewed as a diff.

use api::{Audited, COMMANDS, Scope};
use chart::sections::staff::Role;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

fn written_out() -> String {
    let mut text = String::from(
        "# Who may do what\n\n\
         Every command of the program, by role, as `crates/api/src/table.rs` has it and dispatch enforces it.\n\
         A test fails when this page and the table differ: `UPDATE_ROLES=1 cargo test -p paperchart-tests --test acceptance table` writes it anew.\n\n\
         *Touches*: `anywhere` works while locked; `beside` is answered while another command is at work; `practice` needs the practice open; `chart` needs the window to show that patient.\n\
         *Audit*: `read` and `write` leave one row; `own` writes its own; `quiet` none, because it reads nothing new or keeps only work in progress.\n\n\
         | command | physician | nurse | front desk | administrator | touches | audit |\n|---|---|---|---|---|---|---|\n",
    );
    for row in COMMANDS {
        let may: Vec<&str> =
            Role::ALL.iter().map(|role| if row.access.allows(*role) { "yes" } else { "–" }).collect();
        let scope = match row.scope {
            Scope::Anywhere => "anywhere",
            Scope::Beside => "beside",
            Scope::Practice => "practice",
            Scope::Chart => "chart",
        };
        let audited = match row.audited {
            Audited::Read => "read",
            Audited::Write => "write",
            Audited::Quiet => "quiet",
            Audited::Own => "own",
        };
        writeln!(text, "| `{}` | {} | {scope} | {audited} |", row.name, may.join(" | ")).unwrap();
    }
    text
}

#[test]
fn c7_roles_are_as_agreed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/roles.md");
    let now = written_out();
    if std::env::var_os("UPDATE_ROLES").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        agreed, now,
        "docs/roles.md is not what the table says: review the difference, then UPDATE_ROLES=1"
    );
}

#[test]
fn names_are_words_and_stand_once() {
    let mut seen = HashSet::new();
    for row in COMMANDS {
        assert!(seen.insert(row.name), "{} stands twice", row.name);
        let (section, verb) = row.name.split_once('.').expect("section.verb");
        let plain = |word: &str| word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
        assert!(plain(section) && plain(verb) && !verb.is_empty(), "{} is section.verb", row.name);
    }
}

#[test]
fn what_writes_a_chart_names_its_patient_and_is_audited() {
    for row in COMMANDS {
        let signature = (row.signature)();
        if row.scope == Scope::Chart {
            let request = &signature.types[&signature.request];
            assert!(request.contains("patient: PatientId"), "{} names its patient", row.name);
        }
        if matches!(row.audited, Audited::Write) {
            assert!(row.scope != Scope::Anywhere, "{} needs the practice open", row.name);
        }
    }
}
