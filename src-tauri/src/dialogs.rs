//! What the system lends to the page: asking for a folder, for files, for a place to save, and
//! opening a finished document in the program that the system uses for it.
//!
//! The page gets paths, never bytes: reading and writing is the boundary's. A document can only
//! be opened when this session chose its place in a dialog, so that a page gone wrong cannot
//! start programs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use api::{Answer, Problem, ProblemCode};
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{Manager, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use crate::start::Start;

/// The paths that were chosen for saving since the program was started.
#[derive(Debug, Default)]
pub(crate) struct Lent(Mutex<HashSet<PathBuf>>);

impl Lent {
    fn add(&self, path: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
    }

    fn contains(&self, path: &Path) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(path)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PickFiles {
    /// What a person calls these files.
    name: String,
    /// Their endings, without the dot.
    extensions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SaveFile {
    /// A file name without folders, such as `visit-summary.pdf`. It carries no patient's name.
    suggested_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenPath {
    path: PathBuf,
}

/// Answers `shell.<command>`. Paths come back as text, `null` when the person closed the dialog.
pub(crate) fn answer(window: &WebviewWindow, command: &str, request: Value) -> Result<Answer, Problem> {
    let view = match command {
        "ready" => {
            let Nothing {} = parse(request)?;
            report_ready(window)?
        }
        "pick_folder" => {
            let Nothing {} = parse(request)?;
            text(chooser(window).blocking_pick_folder())?
        }
        "pick_files" => pick_files(window, &parse(request)?)?,
        "save_file" => save_file(window, &parse(request)?)?,
        "open_path" => open_path(window, &parse(request)?)?,
        _ => return Err(Problem::new(ProblemCode::UnknownCommand, "This program has no such command.")),
    };
    Answer::of(&view)
}

fn parse<T: for<'a> Deserialize<'a>>(request: Value) -> Result<T, Problem> {
    // The parser's own message may quote the value, so it is not passed on.
    serde_json::from_value(request).map_err(|_quoting| {
        Problem::new(ProblemCode::Invalid, "The window asked for something it did not describe.")
    })
}

fn chooser(window: &WebviewWindow) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window)
}

fn text(path: Option<FilePath>) -> Result<Value, Problem> {
    path.map_or(Ok(Value::Null), |path| path_text(&local(path)?))
}

fn local(path: FilePath) -> Result<PathBuf, Problem> {
    path.into_path().map_err(|_not_local| {
        Problem::new(
            ProblemCode::Unsupported,
            "Please choose a place on this computer or on a disk attached to it.",
        )
    })
}

fn path_text(path: &Path) -> Result<Value, Problem> {
    path.to_str().map(|path| json!(path)).ok_or_else(|| {
        Problem::new(ProblemCode::Unsupported, "The name of this file or folder cannot be read as text.")
    })
}

fn pick_files(window: &WebviewWindow, request: &PickFiles) -> Result<Value, Problem> {
    let extensions: Vec<&str> = request.extensions.iter().map(String::as_str).collect();
    let chosen = chooser(window).add_filter(&request.name, &extensions).blocking_pick_files();
    chosen.unwrap_or_default().into_iter().map(|path| text(Some(path))).collect()
}

fn save_file(window: &WebviewWindow, request: &SaveFile) -> Result<Value, Problem> {
    let name = plain_file_name(&request.suggested_name)
        .ok_or_else(|| Problem::new(ProblemCode::Invalid, "This is not a name for a file."))?;
    let kind = if name.ends_with(".csv") { "csv" } else { "pdf" };
    let start = window.state::<Start>();
    let chosen = match start.automation().and_then(|automation| automation.save_folder.as_ref()) {
        Some(folder) => Some(folder.join(name)),
        None => chooser(window)
            .set_file_name(name)
            .add_filter(kind.to_uppercase(), &[kind])
            .blocking_save_file()
            .map(local)
            .transpose()?,
    };
    let Some(mut path) = chosen else { return Ok(Value::Null) };
    if path.extension().is_none() {
        path.set_extension(kind);
    }
    window.state::<Lent>().add(&path);
    path_text(&path)
}

/// The name itself when it is one: no folder, not hidden, not empty.
fn plain_file_name(name: &str) -> Option<&str> {
    let plain = !name.is_empty()
        && name.len() <= 120
        && !name.starts_with('.')
        && !name.chars().any(|letter| letter.is_control() || matches!(letter, '/' | '\\' | ':'));
    plain.then_some(name)
}

fn open_path(window: &WebviewWindow, request: &OpenPath) -> Result<Value, Problem> {
    if !window.state::<Lent>().contains(&request.path) {
        return Err(Problem::new(
            ProblemCode::Forbidden,
            "Only a document saved since the start can be opened here.",
        ));
    }
    tauri_plugin_opener::open_path(&request.path, None::<&str>).map_err(|_error| {
        Problem::new(ProblemCode::Unsupported, "The system has no program that opens this document.")
    })?;
    Ok(Value::Null)
}

/// The first screen stands; who waits for the window is told by a file.
fn report_ready(window: &WebviewWindow) -> Result<Value, Problem> {
    if let Some(file) = window.state::<Start>().ready_file() {
        std::fs::write(file, b"ready\n")
            .map_err(|_error| Problem::new(ProblemCode::Storage, "The ready file could not be written."))?;
    }
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggested_name_is_a_name_and_no_way_to_elsewhere() {
        assert_eq!(plain_file_name("visit-summary.pdf"), Some("visit-summary.pdf"));
        for other in ["", ".profile", "../x.pdf", "a/b.pdf", "a\\b.pdf", "c:x", "a\nb", &"x".repeat(121)] {
            assert_eq!(plain_file_name(other), None, "{other:?} must be refused");
        }
    }

    #[test]
    fn only_a_lent_path_is_known() {
        let lent = Lent::default();
        lent.add(Path::new("/out/a.pdf"));
        assert!(lent.contains(Path::new("/out/a.pdf")), "the lent one");
        assert!(!lent.contains(Path::new("/out/b.pdf")), "no other");
    }

    #[test]
    fn an_undescribed_request_is_refused_without_quoting_it() {
        let problem = parse::<OpenPath>(json!({ "path": "/x", "secret": "Delacroix" })).expect_err("refused");
        let shown = serde_json::to_string(&problem).expect("a problem is JSON");
        assert!(!shown.contains("Delacroix"), "the value is not quoted: {shown}");
    }
}
