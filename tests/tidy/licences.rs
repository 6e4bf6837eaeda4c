//! Licences, duplicate versions, refused crates and sources, against the lists of `deny.toml`.
//!
//! `cargo deny` reads the same file and knows more, but is not on every machine; these lists are
//! held everywhere.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use toml::Table;

use crate::layers::reached_packages;
use crate::source::{metadata, none_of, root};

fn rules() -> Table {
    std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml").parse().expect("deny.toml is TOML")
}

fn texts(list: &toml::Value) -> BTreeSet<&str> {
    list.as_array().expect("a list").iter().map(|it| it.as_str().expect("a text")).collect()
}

#[test]
fn every_licence_is_on_the_list() {
    let rules = rules();
    let allowed = texts(&rules["licenses"]["allow"]);
    let exceptions: BTreeMap<&str, BTreeSet<&str>> = rules["licenses"]["exceptions"]
        .as_array()
        .expect("a list of exceptions")
        .iter()
        .map(|it| (it["crate"].as_str().expect("a name"), texts(&it["allow"])))
        .collect();
    let mut broken = Vec::new();
    for package in metadata()["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        let Some(licence) = package["license"].as_str() else {
            broken.push(format!("{name} names no licence"));
            continue;
        };
        let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX)
            .unwrap_or_else(|error| panic!("{name}: {licence} is no licence expression: {error}"));
        let special = exceptions.get(name);
        let fine = expression.evaluate(|asked| {
            let asked = asked.to_string();
            allowed.contains(asked.as_str()) || special.is_some_and(|it| it.contains(asked.as_str()))
        });
        if !fine {
            broken.push(format!("{name}: {licence}"));
        }
    }
    none_of(broken, "a licence stands in deny.toml before its code comes in");
}

#[test]
fn each_duplicate_version_in_the_program_is_explained() {
    let metadata = metadata();
    let mut shipped = BTreeSet::new();
    for package in metadata["packages"].as_array().expect("packages") {
        if ["cli", "paperchart-app"].contains(&package["name"].as_str().expect("a name"))
            && package["source"] == Value::Null
        {
            shipped.extend(reached_packages(&metadata, package["id"].as_str().expect("an id")));
        }
    }
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, version) in shipped {
        versions.entry(name).or_default().insert(version);
    }
    versions.retain(|_, versions| versions.len() > 1);

    let rules = rules();
    let explained: BTreeSet<String> = rules["bans"]["skip"]
        .as_array()
        .expect("a list of explained duplicates")
        .iter()
        .map(|it| {
            let reason = it["reason"].as_str().expect("a reason");
            assert!(reason.len() > 10, "{it:?} needs a reason");
            let crate_and_version = it["crate"].as_str().expect("a crate");
            crate_and_version.split('@').next().expect("a name").to_owned()
        })
        .collect();
    let mut broken: Vec<String> = versions
        .iter()
        .filter(|(name, _)| !explained.contains(*name))
        .map(|(name, versions)| format!("{name} is there as {versions:?} and deny.toml does not say why"))
        .collect();
    if cfg!(target_os = "linux") {
        let gone = explained.iter().filter(|name| !versions.contains_key(*name));
        broken.extend(gone.map(|name| format!("{name} is explained in deny.toml and there only once")));
    }
    none_of(broken, "a second version of a library is explained");
}

#[test]
fn no_refused_crate_and_no_source_but_the_registry() {
    let rules = rules();
    let refused = rules["bans"]["deny"].as_array().expect("a list of refused crates");
    let refused: BTreeSet<&str> =
        refused.iter().map(|it| it["crate"].as_str().expect("the name of a crate")).collect();
    let mut broken = Vec::new();
    for package in metadata()["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        if refused.contains(name) {
            broken.push(format!("{name} is refused in deny.toml"));
        }
        // None: one of ours.
        if let Some(source) = package["source"].as_str()
            && source != "registry+https://github.com/rust-lang/crates.io-index"
        {
            broken.push(format!("{name} comes from {source}"));
        }
    }
    none_of(broken, "code comes from crates.io, and some never");
}
