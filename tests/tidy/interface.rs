//! What the interface must not do, and that its generated client is fresh.

use crate::source::{Source, files, none_of, root};
use skrifa::{FontRef, MetadataProvider};

/// Names that look like addresses: of markup, and of the code systems of FHIR. Nobody fetches them.
const NAMES: [&str; 3] =
    ["http://www.w3.org/", "http://hl7.org/fhir/sid/", "http://www.nlm.nih.gov/research/umls/rxnorm"];

fn interface() -> Vec<Source> {
    files(&["ui/src"], &[".ts", ".svelte", ".css"])
}

#[test]
fn the_generated_client_is_as_fresh_as_the_command_table() {
    let folder = root().join("ui/src/api");
    let mut broken = Vec::new();
    for (name, fresh) in
        [("types.ts", api::typescript::types_file()), ("client.ts", api::typescript::client_file())]
    {
        let committed = std::fs::read_to_string(folder.join(name)).expect("the generated file is committed");
        if committed != fresh {
            broken.push(format!("ui/src/api/{name} is older than crates/api: run `cargo xtask gen`"));
        }
    }
    none_of(broken, "the interface is compiled against the command table of today");
}

#[test]
fn the_page_reaches_nothing_but_its_host() {
    // A word, why it is refused, and the folder that may say it.
    let refused = [
        ("console.", "a log may hold a patient's text", ""),
        ("fetch(", "the one way out is the host", "ui/src/host/"),
        ("XMLHttpRequest", "the one way out is the host", ""),
        ("WebSocket", "the one way out is the host", ""),
        ("EventSource", "the one way out is the host", ""),
        ("sendBeacon", "the one way out is the host", ""),
        ("localStorage", "work in progress lives in the encrypted file", ""),
        ("sessionStorage", "work in progress lives in the encrypted file", ""),
        ("indexedDB", "work in progress lives in the encrypted file", ""),
        ("document.cookie", "work in progress lives in the encrypted file", ""),
        ("{@html", "text of a patient is never markup", ""),
        ("innerHTML", "text of a patient is never markup", ""),
        ("eval(", "code comes with the program", ""),
        ("document.title", "the window's title says nothing of a patient", ""),
        (" style=\"", "the policy blocks inline styles; use a class or style:", ""),
    ];
    let mut broken = Vec::new();
    for source in interface() {
        if is_test(&source.path) {
            continue;
        }
        for (number, line) in source.text.lines().enumerate() {
            for (word, why, allowed) in refused {
                let permitted = !allowed.is_empty() && source.path.starts_with(allowed);
                if line.contains(word) && !permitted && !is_comment(line) {
                    broken.push(format!("{}:{}: {word} ({why})", source.path, number + 1));
                }
            }
        }
    }
    none_of(broken, "the interface asks its host and keeps nothing");
}

#[test]
fn no_address_of_the_internet_is_in_the_interface() {
    let mut broken = Vec::new();
    let mut sources = interface();
    sources.extend(files(&["ui/index.html"], &[".html"]));
    for source in sources {
        for (number, line) in source.text.lines().enumerate() {
            let line = NAMES.iter().fold(line.to_owned(), |line, name| line.replace(name, ""));
            if (line.contains("http://") || line.contains("https://")) && !is_comment(&line) {
                broken.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    none_of(broken, "the program needs no address");
}

/// The screen's face and the paper's are the same family, and the paper's is the one that can be read here.
#[test]
fn what_the_interface_writes_is_in_its_face() {
    let file = std::fs::read(root().join("assets/fonts/Inter-Regular.otf")).expect("the face is bundled");
    let inter = FontRef::new(&file).expect("the face is a font").charmap();
    let is_arabic = |character: char| ('\u{600}'..'\u{700}').contains(&character);
    let mut broken = Vec::new();
    for source in interface().into_iter().filter(|source| !is_test(&source.path)) {
        for (number, line) in source.text.lines().enumerate() {
            let missing = line
                .chars()
                .filter(|character| !is_arabic(*character) && inter.map(*character).is_none())
                .collect::<String>();
            if !missing.is_empty() && !is_comment(line) {
                broken.push(format!("{}:{}: {missing}", source.path, number + 1));
            }
        }
    }
    none_of(
        broken,
        "a letter that the face does not have is looked for in every face of the system, 8 ms in the first chart: \
         draw it (kit/Icon.svelte), or take another. Arabic, which few screens show, is the exception",
    );
}

#[test]
fn the_tiers_of_the_interface_point_down() {
    let mut broken = Vec::new();
    for source in interface() {
        let Some(tier) = source.path.strip_prefix("ui/src/") else { continue };
        for (number, line) in source.text.lines().enumerate() {
            let Some(target) = imported(line) else { continue };
            let place = format!("{}:{}: {target}", source.path, number + 1);
            if tier.starts_with("kit/")
                && ["/sections/", "/chart/", "/desk/", "/api/"].iter().any(|it| target.contains(it))
            {
                broken.push(format!("{place} (kit knows no domain)"));
            }
            if let Some(own) = tier.strip_prefix("sections/").and_then(|rest| rest.split('/').next()) {
                if target.contains("/desk/") || target.contains("/chart/") {
                    broken.push(format!("{place} (a section does not know where it is shown)"));
                }
                let others = chart::SECTIONS.iter().filter(|section| **section != own);
                for other in others {
                    let neighbour = [format!("../{other}/"), format!("sections/{other}/")];
                    if neighbour.iter().any(|it| target.contains(it.as_str())) {
                        broken.push(format!("{place} (sections never import each other)"));
                    }
                }
            }
        }
    }
    none_of(broken, "kit, then sections, then chart and desk");
}

/// The path in `import … from '…'`, when a line has one.
fn imported(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once(" from '").or_else(|| line.split_once(" from \""))?;
    rest.split(['\'', '"']).next()
}

fn is_test(path: &str) -> bool {
    path.contains(".test.") || path.ends_with("test-setup.ts")
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "*", "/*", "<!--"].iter().any(|opening| line.starts_with(opening))
}
