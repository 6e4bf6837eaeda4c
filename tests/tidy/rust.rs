//! What Rust files say and must not say.

use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::source::{Source, files, none_of};

/// Longer than this, and a reader has lost the beginning.
const LONGEST: usize = 450;

/// The words that stand in the first lines of a longer file, with the reason after them.
const LONG: &str = "Long because:";

const SQL: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE TRIGGER ",
    "DROP TABLE ",
    "ALTER TABLE ",
    "PRAGMA ",
    "ATTACH DATABASE ",
    "BEGIN IMMEDIATE",
    "VACUUM",
];

/// A word, a sign or a literal outside tests, with its line.
struct Spoken {
    line: usize,
    word: String,
}

#[test]
fn only_the_store_says_sql() {
    let mut broken = Vec::new();
    for source in files(&["crates", "src-tauri"], &[".rs", ".sql"]) {
        if source.path.starts_with("crates/store/") {
            continue;
        }
        if source.path.ends_with(".sql") {
            broken.push(format!("{}: a file of SQL", source.path));
            continue;
        }
        for spoken in outside_tests(&source) {
            if spoken.word.contains('"') && SQL.iter().any(|sql| spoken.word.contains(sql)) {
                broken.push(format!("{}:{}: {}", source.path, spoken.line, spoken.word));
            }
        }
    }
    none_of(broken, "only crates/store says SQL");
}

#[test]
fn nothing_that_fails_is_silenced_outside_tests() {
    let mut broken = Vec::new();
    for source in files(&["crates", "src-tauri", "xtask"], &[".rs"]) {
        let tokens = outside_tests(&source);
        for window in tokens.windows(4) {
            let [first, second, third, fourth] = window else { continue };
            let said = match [first, second, third, fourth].map(|spoken| spoken.word.as_str()) {
                [".", "unwrap", "(", ")"] => ".unwrap()",
                [".", "expect", "(", _] => ".expect()",
                ["ok", "(", ")", ";"] => ".ok();",
                ["let", "_", "=", _] => "let _ =",
                ["panic" | "todo" | "unimplemented", "!", _, _] => "panic",
                _ => continue,
            };
            broken.push(format!("{}:{}: {said}", source.path, first.line));
        }
        // The lint says the same with types in hand; nobody may turn it off.
        for lint in ["clippy::unwrap_used", "clippy::expect_used", "clippy::panic"] {
            if source.text.contains(lint) && !is_test_file(&source.path) {
                broken.push(format!("{}: {lint} is turned off", source.path));
            }
        }
    }
    none_of(broken, "what can fail is answered, not silenced");
}

#[test]
fn the_domain_reads_no_clock_and_no_file() {
    let mut broken = Vec::new();
    for source in files(&["crates/chart/src", "crates/paper/src"], &[".rs"]) {
        for window in outside_tests(&source).windows(4) {
            let words = window.iter().map(|spoken| spoken.word.as_str()).collect::<String>();
            let outside =
                ["Utc::now", "Local::now", "SystemTime::", "Instant::", "std::fs", "std::env", "std::net"];
            if outside.contains(&words.as_str())
                || outside.iter().any(|it| it.ends_with("::") && words.starts_with(it))
            {
                broken.push(format!("{}:{}: {words}", source.path, window[0].line));
            }
        }
    }
    none_of(broken, "time, files and settings come into chart and paper as arguments");
}

#[test]
fn every_file_says_first_why_it_exists() {
    let mut broken = Vec::new();
    let folders = ["crates", "src-tauri", "xtask", "tests"];
    for source in files(&folders, &[".rs"]) {
        if !source.text.starts_with("//!") {
            broken.push(source.path);
        }
    }
    for source in files(&["ui/src"], &[".ts", ".svelte", ".css"]) {
        let opening = ["<!--", "/*", "//"];
        // The name of a test of the interface is the name of what it tests.
        let says = opening.iter().any(|it| source.text.starts_with(it));
        if !says && !source.path.contains(".test.") {
            broken.push(source.path);
        }
    }
    none_of(broken, "a file begins with what it is for");
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut broken = Vec::new();
    let folders = ["crates", "src-tauri", "xtask", "tests", "ui/src"];
    for source in files(&folders, &[".rs", ".ts", ".svelte", ".css", ".mjs", ".sql"]) {
        let lines = source.text.lines().count();
        let explained = source.text.lines().take(12).any(|line| line.contains(LONG));
        // What is generated is not read from beginning to end.
        if lines > LONGEST && !explained && !source.path.starts_with("ui/src/api/") {
            broken.push(format!("{}: {lines} lines", source.path));
        }
    }
    none_of(broken, &format!("a file over {LONGEST} lines says `{LONG}` at its top"));
}

/// The tokens of a file in order, groups opened, without comments, attributes and tests.
fn outside_tests(source: &Source) -> Vec<Spoken> {
    let mut spoken = Vec::new();
    if !is_test_file(&source.path) {
        let tokens = TokenStream::from_str(&source.text)
            .unwrap_or_else(|error| panic!("{} is not Rust: {error}", source.path));
        flatten(tokens, &mut spoken);
    }
    spoken
}

/// Files that are only compiled for tests.
fn is_test_file(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.contains(&"tests")
        || parts.contains(&"examples")
        || parts.contains(&"benches")
        || path.ends_with("_test.rs")
        || path.ends_with("_tests.rs")
        || path.ends_with("/tests.rs")
}

fn flatten(tokens: TokenStream, spoken: &mut Vec<Spoken>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut skip_item = false;
    while let Some(token) = tokens.next() {
        let line = token.span().start().line;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                // Doc comments are attributes too, so this leaves out both.
                if matches!(tokens.peek(), Some(TokenTree::Punct(bang)) if bang.as_char() == '!') {
                    tokens.next();
                }
                if let Some(TokenTree::Group(attribute)) = tokens.peek() {
                    let words = attribute.stream().to_string().replace(' ', "");
                    skip_item |=
                        words.starts_with("cfg(test") || words.starts_with("cfg(all(test") || words == "test";
                    tokens.next();
                }
            }
            TokenTree::Group(group) => {
                if skip_item && group.delimiter() == Delimiter::Brace {
                    skip_item = false;
                    continue;
                }
                if skip_item {
                    continue;
                }
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                spoken.push(Spoken { line, word: open.to_owned() });
                flatten(group.stream(), spoken);
                spoken.push(Spoken { line: group.span_close().start().line, word: close.to_owned() });
            }
            TokenTree::Punct(ref punct) if skip_item && punct.as_char() == ';' => skip_item = false,
            token if !skip_item => spoken.push(Spoken { line, word: token.to_string() }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let source = Source { path: "crates/x/src/lib.rs".to_owned(), text: text.to_owned() };
        outside_tests(&source).into_iter().map(|spoken| spoken.word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tests_comments_and_attributes_are_not_spoken() {
        let text = "//! doc\n#[derive(Debug)] struct A; /// SELECT\n fn f() { a.ok(); }\n\
                    #[cfg(test)] mod tests { fn g() { b.unwrap() } } fn h() {}";
        assert_eq!(words(text), "struct A ; fn f ( ) { a . ok ( ) ; } fn h ( ) { }");
    }

    #[test]
    fn a_single_item_for_tests_is_left_out_and_the_next_is_not() {
        assert_eq!(words("#[cfg(test)] use a::b; fn f() {}"), "fn f ( ) { }");
        assert_eq!(words("#[cfg(test)] fn f(x: [u8; 2]) -> u8 { 1 } const A: u8 = 1;"), "const A : u8 = 1 ;");
    }
}
