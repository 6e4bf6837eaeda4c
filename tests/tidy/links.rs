//! The links of the documentation lead somewhere.

use crate::source::{files, none_of, root};

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let folders = [
        "README.md",
        "ARCHITECTURE.md",
        "DESIGN.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs",
        "assets",
    ];
    let mut broken = Vec::new();
    for source in files(&folders, &[".md"]) {
        let full = root().join(&source.path);
        let folder = full.parent().expect("a file lies in a folder");
        for target in targets(&source.text) {
            let elsewhere = ["http://", "https://", "mailto:", "#"].iter().any(|it| target.starts_with(it));
            let path = target.split('#').next().unwrap_or_default();
            if !elsewhere && !folder.join(path).exists() {
                broken.push(format!("{}: {target}", source.path));
            }
        }
    }
    none_of(broken, "a link leads to a file that is there");
}

/// What stands in the round brackets of `[text](target)`.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[test]
fn links_are_found_in_text_and_in_pictures() {
    let text = "see [a](b.md) and ![c](d/e.png), not (f)";
    assert_eq!(targets(text).collect::<Vec<_>>(), ["b.md", "d/e.png"]);
}
