//! One running program, driven as a person drives it: by what the screen says, and by keys.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::background::{Desktop, Driver};

/// How long a person may wait for the screen before the test calls it broken.
const PATIENCE: Duration = Duration::from_secs(20);

const FIND: &str = include_str!("find.js");

/// The property under which WebDriver passes an element, from its specification.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The program with its window open.
pub(crate) struct Window {
    client: Client,
    folder: tempfile::TempDir,
    // Ended in this order: the driver takes the program with it, then the desktop goes.
    _driver: Driver,
    desktop: Desktop,
}

impl Window {
    /// Starts the program in a folder of its own, on a screen of this size.
    pub(crate) async fn open(width: u32, height: u32) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let home = folder.path().join("home");
        let saved = folder.path().join("saved");
        std::fs::create_dir_all(&home).expect("a home");
        std::fs::create_dir_all(&saved).expect("a folder to save to");
        let practice = folder.path().join("practice");
        let demo = folder.path().join("demo");

        let desktop = Desktop::start(width, height);
        let variables = [
            ("PAPERCHART_PRACTICE", practice.as_path()),
            ("PAPERCHART_DEMO", demo.as_path()),
            ("PAPERCHART_SAVE_FOLDER", saved.as_path()),
        ];
        let driver = Driver::start(&desktop, &home, &variables);
        let program = program();
        let program = program.to_str().expect("the path of the program is text");
        let capabilities = json!({
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": program, "args": [] },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("written as an object above") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address())
            .await
            .expect("the driver starts the program");
        Self { client, folder, _driver: driver, desktop }
    }

    /// Closes the window and everything behind it.
    pub(crate) async fn close(self) {
        self.client.close().await.expect("the window closes");
    }

    /// The program, as if it were started a second time on the same desktop.
    pub(crate) fn started_again(&self) -> Command {
        let mut command = self.desktop.command(program(), &self.folder.path().join("home"));
        command.arg("--practice").arg(self.folder.path().join("practice"));
        command
    }

    /// Where the save dialog would have put files.
    pub(crate) fn saved(&self) -> PathBuf {
        self.folder.path().join("saved")
    }

    /// The element with this role and name, once it is there.
    pub(crate) async fn find(&self, role: &str, name: &str) -> Element {
        let begun = Instant::now();
        loop {
            if let Some(element) = self.look(role, name).await {
                return element;
            }
            if begun.elapsed() > PATIENCE {
                panic!(
                    "there is no {role} called {name:?} {}; there is:\n{}",
                    self.evidence().await,
                    self.outline().await
                );
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    async fn look(&self, role: &str, name: &str) -> Option<Element> {
        let found =
            self.client.execute(FIND, vec![json!(role), json!(name)]).await.expect("the page answers");
        let id = found.get(ELEMENT)?.as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(id)))
    }

    /// Whether such an element is there now.
    pub(crate) async fn has(&self, role: &str, name: &str) -> bool {
        self.look(role, name).await.is_some()
    }

    /// Everything with a role, one line each: what a failed test prints.
    pub(crate) async fn outline(&self) -> String {
        let outline = self.client.execute(FIND, vec![json!(""), json!("")]).await.expect("the page answers");
        outline.as_str().unwrap_or_default().to_owned()
    }

    /// Presses the mouse on it.
    pub(crate) async fn click(&self, role: &str, name: &str) {
        // Between finding and clicking the page may draw it anew.
        let begun = Instant::now();
        while let Err(error) = self.find(role, name).await.click().await {
            assert!(begun.elapsed() < PATIENCE && is_redrawn(&error), "{role} {name:?} is clicked: {error}");
        }
    }

    /// Puts the cursor into a field and types.
    pub(crate) async fn type_into(&self, role: &str, name: &str, text: &str) {
        self.click(role, name).await;
        self.keys(text).await;
    }

    /// Types, into whatever has the focus.
    pub(crate) async fn keys(&self, text: &str) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.expect("the window takes keys");
    }

    /// Presses one key, with others held: `Control+Enter`, `Alt+p`, `Escape`.
    pub(crate) async fn press(&self, chord: &str) {
        let held: Vec<char> = chord.split('+').map(key_code).collect();
        let down = held.iter().map(|value| KeyAction::Down { value: *value });
        let up = held.iter().rev().map(|value| KeyAction::Up { value: *value });
        let keys = down.chain(up).fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client.perform_actions(keys).await.expect("the window takes keys");
    }

    /// All text on the screen.
    pub(crate) async fn text(&self) -> String {
        let text =
            self.client.execute("return document.body.innerText", vec![]).await.expect("the page answers");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the screen says this.
    pub(crate) async fn says(&self, wanted: &str) {
        let begun = Instant::now();
        while !self.text().await.contains(wanted) {
            if begun.elapsed() > PATIENCE {
                panic!(
                    "the screen never says {wanted:?} {}; it says:\n{}",
                    self.evidence().await,
                    self.text().await
                );
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Waits until a field holds this.
    pub(crate) async fn has_value(&self, role: &str, name: &str, wanted: &str) {
        let begun = Instant::now();
        loop {
            let value = self.find(role, name).await.prop("value").await.expect("a field has a value");
            if value.as_deref() == Some(wanted) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{name} says {value:?} and never {wanted:?}");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Waits until such an element is no longer there.
    pub(crate) async fn gone(&self, role: &str, name: &str) {
        let begun = Instant::now();
        while self.look(role, name).await.is_some() {
            assert!(begun.elapsed() < PATIENCE, "{role} {name:?} goes away");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Begins the visit of the chart on screen, unless the doctor has begun it.
    pub(crate) async fn begin_visit(&self) {
        self.find("heading", "Visit, today").await;
        if self.has("button", "Start the visit").await {
            self.click("button", "Start the visit").await;
        }
        self.find("textbox", "Subjective").await;
    }

    /// Waits until a file is there, whole.
    pub(crate) async fn appears(&self, file: &Path) {
        let begun = Instant::now();
        while !file.exists() {
            if begun.elapsed() > PATIENCE {
                panic!("{} is never written; the screen says:\n{}", file.display(), self.text().await);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Waits until fonts are there and nothing moves; a second for what moves, since a movement whose element went
    /// away may never end.
    pub(crate) async fn settles(&self) {
        let still = "await document.fonts.ready; \
                     const ends = document.getAnimations().map((it) => it.finished.catch(() => {})); \
                     await Promise.race([Promise.all(ends), new Promise((go) => setTimeout(go, 1000))]); \
                     await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));";
        self.script(&format!("return (async () => {{ {still} }})()")).await.expect("the page settles");
    }

    /// Runs a script in the page.
    pub(crate) async fn script(&self, script: &str) -> Result<Value, CmdError> {
        self.client.execute(script, vec![]).await
    }

    /// Where the page is and what the window is called.
    pub(crate) async fn place(&self) -> (String, String) {
        let address = self.client.current_url().await.expect("an address").to_string();
        (address, self.client.title().await.expect("a title"))
    }

    /// Keeps a picture of what went wrong, and says where.
    async fn evidence(&self) -> String {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/window-failure.png");
        self.picture(&file).await;
        format!("(see {})", file.display())
    }

    /// A picture of the page.
    pub(crate) async fn picture(&self, file: &Path) {
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(file, picture).expect("the picture is kept");
    }
}

/// A key by the name that the web uses, in the numbers of the WebDriver specification.
fn key_code(name: &str) -> char {
    match name {
        "Control" => Key::Control.into(),
        "Alt" => Key::Alt.into(),
        "Shift" => Key::Shift.into(),
        "Enter" => Key::Enter.into(),
        "Escape" => Key::Escape.into(),
        "Tab" => Key::Tab.into(),
        "End" => Key::End.into(),
        letter => letter.chars().next().expect("a key has a name"),
    }
}

fn is_redrawn(error: &CmdError) -> bool {
    error.is_stale_element_reference() || error.is_element_not_interactable()
}

/// The program under test, as `cargo xtask test` built it.
pub(crate) fn program() -> PathBuf {
    let named = std::env::var_os("PAPERCHART_APP").map(PathBuf::from);
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/paperchart-app");
    let program = named.unwrap_or(built);
    program.canonicalize().unwrap_or_else(|error| {
        panic!(
            "{} is not built ({error}); `cargo xtask test --only programs --only window`",
            program.display()
        )
    })
}
