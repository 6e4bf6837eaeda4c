//! Layers point strictly down.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::source::{metadata, none_of};

/// Every crate of the workspace and which of ours it may use. A new crate gets its line here.
const LAYERS: &[(&str, &[&str])] = &[
    ("chart", &[]),
    ("paper", &[]),
    ("reference", &["chart"]),
    ("demo", &["chart"]),
    ("store", &["chart"]),
    ("exchange", &["chart"]),
    ("api", &["chart", "reference", "store", "paper", "exchange", "demo"]),
    ("cli", &["api", "reference"]),
    ("paperchart-app", &["api"]),
    ("paperchart-tests", &["chart", "reference", "store", "paper", "exchange", "demo", "api"]),
    ("xtask", &[]),
];

#[test]
fn crates_use_only_those_below_them() {
    let metadata = metadata();
    let members = members(&metadata);
    let mut broken = Vec::new();
    for (name, package) in &members {
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| layer == name) else {
            broken.push(format!("{name} has no layer: give it a line in LAYERS"));
            continue;
        };
        for dependency in package["dependencies"].as_array().expect("a list of dependencies") {
            let used = dependency["name"].as_str().expect("a name");
            // A test of a crate may use its neighbours; what is shipped may not.
            let shipped = dependency["kind"] != "dev";
            if shipped && members.contains_key(used) && !allowed.contains(&used) {
                broken.push(format!("{name} uses {used}"));
            }
        }
    }
    for (layer, _) in LAYERS {
        if !members.contains_key(layer) {
            broken.push(format!("{layer} stands in LAYERS and is no crate"));
        }
    }
    none_of(broken, "crates point strictly down");
}

#[test]
fn no_crate_under_crates_knows_of_a_window() {
    let metadata = metadata();
    let mut broken = Vec::new();
    for (name, package) in members(&metadata) {
        if !package["manifest_path"].as_str().expect("a path").replace('\\', "/").contains("/crates/") {
            continue;
        }
        for reached in reached_from(&metadata, package["id"].as_str().expect("an id")) {
            if ["tauri", "wry", "gtk", "webkit2gtk"].contains(&reached.as_str()) {
                broken.push(format!("{name} reaches {reached}"));
            }
        }
    }
    none_of(broken, "nothing under crates/ depends on a window system");
}

#[test]
fn only_the_store_reaches_the_database() {
    let metadata = metadata();
    let mut broken = Vec::new();
    for (name, package) in members(&metadata) {
        let direct = package["dependencies"].as_array().expect("a list of dependencies");
        let says_sql =
            direct.iter().any(|it| it["kind"] != "dev" && it["name"].as_str().is_some_and(is_database));
        if says_sql && name != "store" && name != "paperchart-tests" {
            broken.push(format!("{name} depends on the database"));
        }
    }
    none_of(broken, "only store opens the file");
}

fn is_database(name: &str) -> bool {
    ["rusqlite", "libsqlite3-sys", "sqlx", "rusqlite_migration"].contains(&name)
}

fn members(metadata: &Value) -> BTreeMap<&str, &Value> {
    let ids: BTreeSet<&str> =
        metadata["workspace_members"].as_array().expect("members").iter().filter_map(Value::as_str).collect();
    metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .filter(|package| package["id"].as_str().is_some_and(|id| ids.contains(id)))
        .map(|package| (package["name"].as_str().expect("a name"), package))
        .collect()
}

/// The names of all packages that are compiled into a package, for this machine. What only runs
/// during the build (tests, build scripts, macros) is not part of it.
pub(crate) fn reached_from(metadata: &Value, start: &str) -> BTreeSet<String> {
    reached_packages(metadata, start).into_iter().map(|(name, _version)| name).collect()
}

/// The same, with versions.
pub(crate) fn reached_packages(metadata: &Value, start: &str) -> BTreeSet<(String, String)> {
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .expect("a resolved graph")
        .iter()
        .map(|node| (node["id"].as_str().expect("an id"), node))
        .collect();
    let names: BTreeMap<&str, (&str, &str)> = metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|it| {
            let text = |key: &str| it[key].as_str().expect("a text");
            (text("id"), (text("name"), text("version")))
        })
        .collect();
    let macros: BTreeSet<&str> = metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .filter(|package| package["targets"].to_string().contains("\"proc-macro\""))
        .filter_map(|package| package["id"].as_str())
        .collect();
    let mut seen = BTreeSet::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(id) = waiting.pop_front() {
        if macros.contains(id) || !seen.insert(id) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().expect("a list of dependencies") {
            let kinds = dependency["dep_kinds"].as_array().expect("kinds");
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                waiting.push_back(dependency["pkg"].as_str().expect("an id"));
            }
        }
    }
    seen.into_iter().map(|id| (names[id].0.to_owned(), names[id].1.to_owned())).collect()
}
