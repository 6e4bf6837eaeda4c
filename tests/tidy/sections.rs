//! One word names a section in every layer, and the list of words stands in one place.

use crate::source::{none_of, root};

#[test]
fn every_section_has_its_file_in_every_layer() {
    let root = root();
    let mut broken = Vec::new();
    for section in chart::SECTIONS {
        for layer in ["crates/chart/src/sections", "crates/api/src/sections"] {
            let file = root.join(layer).join(format!("{section}.rs"));
            let folder = root.join(layer).join(section).join("mod.rs");
            if !file.is_file() && !folder.is_file() {
                broken.push(format!("{layer} has no {section}"));
            }
        }
        if !root.join("ui/src/sections").join(section).is_dir() {
            broken.push(format!("ui/src/sections has no {section}/"));
        }
    }
    none_of(broken, "docs/adding-a-section.md: a section is there in every layer");
}

#[test]
fn no_layer_has_a_section_of_its_own() {
    let mut broken = Vec::new();
    let folder = root().join("ui/src/sections");
    for entry in std::fs::read_dir(folder).expect("the interface's sections") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !chart::SECTIONS.contains(&name.as_str()) {
            broken.push(format!("ui/src/sections/{name}"));
        }
    }
    none_of(broken, "a section is a word of chart::SECTIONS first");
}

#[test]
fn the_commands_of_a_section_carry_its_word() {
    let has_command =
        |section: &str| api::COMMANDS.iter().any(|row| row.name.split('.').next() == Some(section));
    let broken: Vec<String> = chart::SECTIONS
        .iter()
        .filter(|section| !has_command(section))
        .map(|section| format!("no command is named {section}.…"))
        .collect();
    none_of(broken, "every section can be reached through the command table");
}
