//! Where the practice is: an argument, an environment variable, or the user's data folder.
//!
//! A user never needs any of this; the tests, the demo and an administrator who keeps the
//! practice on another disk do.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the program was told when it was started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Start {
    practice: Option<PathBuf>,
    demo: Option<PathBuf>,
    ready_file: Option<PathBuf>,
    automation: Option<Automation>,
}

/// The window is driven by a test through WebDriver.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Automation {
    /// Stands in for the answer to "where shall this be saved?". A system dialog is drawn by
    /// the system and is out of WebDriver's reach.
    pub(crate) save_folder: Option<PathBuf>,
}

impl Start {
    /// Reads `--practice DIR`, `--demo DIR`, `PAPERCHART_PRACTICE`, `PAPERCHART_DEMO`; an
    /// argument goes before a variable.
    ///
    /// # Errors
    /// A sentence about the argument that was not understood.
    pub(crate) fn from_environment() -> Result<Self, String> {
        Self::read(std::env::args_os().skip(1), |name| std::env::var_os(name))
    }

    fn read(
        arguments: impl Iterator<Item = OsString>,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, String> {
        let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let driven = variable("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true");
        let mut start = Self {
            practice: folder("PAPERCHART_PRACTICE"),
            demo: folder("PAPERCHART_DEMO"),
            ready_file: folder("PAPERCHART_READY_FILE"),
            automation: driven.then(|| Automation { save_folder: folder("PAPERCHART_SAVE_FOLDER") }),
        };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let target = match argument.to_str() {
                Some("--practice") => &mut start.practice,
                Some("--demo") => &mut start.demo,
                _ => return Err("use: paperchart-app [--practice DIR] [--demo DIR]".to_owned()),
            };
            let value = arguments.next().ok_or("a folder is missing after the last argument")?;
            *target = Some(PathBuf::from(value));
        }
        Ok(start)
    }

    /// The folders of the practice and of the demo. `data` is the user's data folder.
    pub(crate) fn folders(&self, data: &Path) -> (PathBuf, PathBuf) {
        let ours = data.join("paperchart");
        let or = |given: &Option<PathBuf>, name| given.clone().unwrap_or_else(|| ours.join(name));
        (or(&self.practice, "practice"), or(&self.demo, "demo"))
    }

    /// The file that a test waits for; written when the interface is on the screen.
    pub(crate) fn ready_file(&self) -> Option<&Path> {
        self.ready_file.as_deref()
    }

    /// Present when a test drives the window.
    pub(crate) fn automation(&self) -> Option<&Automation> {
        self.automation.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str], variables: &[(&str, &str)]) -> Result<Start, String> {
        Start::read(arguments.iter().map(OsString::from), |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn an_argument_goes_before_a_variable_and_that_before_the_data_folder() {
        let data = Path::new("/data");
        let nothing = read(&[], &[]).expect("no argument is fine").folders(data);
        assert_eq!(nothing.0, data.join("paperchart").join("practice"));
        assert_eq!(nothing.1, data.join("paperchart").join("demo"));

        let variable = read(&[], &[("PAPERCHART_PRACTICE", "/v")]).expect("a variable").folders(data);
        assert_eq!(variable.0, Path::new("/v"));

        let both = read(&["--practice", "/a"], &[("PAPERCHART_PRACTICE", "/v")]).expect("both");
        assert_eq!(both.folders(data).0, Path::new("/a"));
    }

    #[test]
    fn an_empty_variable_is_no_folder() {
        let start = read(&[], &[("PAPERCHART_PRACTICE", "")]).expect("empty is absent");
        assert_eq!(start, Start::default());
    }

    #[test]
    fn an_unknown_argument_and_a_missing_folder_are_refused() {
        assert!(read(&["--patient", "x"], &[]).is_err(), "unknown argument");
        assert!(read(&["--practice"], &[]).is_err(), "no folder");
    }

    #[test]
    fn dialogs_are_answered_by_a_variable_only_under_automation() {
        let save = ("PAPERCHART_SAVE_FOLDER", "/out");
        assert_eq!(read(&[], &[save]).expect("ignored").automation(), None);
        let driven = read(&[], &[save, ("TAURI_WEBVIEW_AUTOMATION", "true")]).expect("driven");
        assert_eq!(
            driven.automation().and_then(|it| it.save_folder.as_deref()),
            Some(Path::new("/out")),
            "the variable answers"
        );
    }
}
