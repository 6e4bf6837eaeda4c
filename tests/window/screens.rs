//! The pictures of the documentation. `cargo xtask screens` takes them; no test compares them.

use std::path::{Path, PathBuf};

use crate::window::Window;

/// The sizes of a desk and of a small laptop.
const SIZES: [(u32, u32); 2] = [(1440, 900), (1280, 720)];

#[tokio::test]
#[ignore = "it writes into docs/screens; run it by `cargo xtask screens`"]
async fn take() {
    let folder = PathBuf::from(std::env::var_os("PAPERCHART_SCREENS").expect("a folder for the pictures"));
    for (width, height) in SIZES {
        for theme in ["light", "dark"] {
            let album = Album { folder: &folder, suffix: format!("{width}x{height}-{theme}") };
            pictures(&album, width, height, theme).await;
        }
    }
}

struct Album<'a> {
    folder: &'a Path,
    suffix: String,
}

impl Album<'_> {
    async fn take(&self, window: &Window, name: &str) {
        window.settles().await;
        window.picture(&self.folder.join(format!("{name}-{}.png", self.suffix))).await;
    }
}

async fn pictures(album: &Album<'_>, width: u32, height: u32, theme: &str) {
    let window = Window::open(width, height).await;
    window.find("button", "Try the demo practice").await;
    window.script(&format!("document.documentElement.dataset.theme = {theme:?}")).await.expect("a theme");
    album.take(&window, "first-run").await;
    window.click("button", "Try the demo practice").await;
    window.find("heading", "Waiting").await;
    album.take(&window, "today").await;

    window.click("button", "Marguerite Delacroix-Thompson").await;
    window.press("v").await;
    window.type_into("textbox", "Vitals in one line", "bp 158/92 hr 78 t 37.9 spo2 97 wt 81.5").await;
    window.has_value("textbox", "Weight", "81.5").await;
    album.take(&window, "vitals").await;
    window.press("Control+Enter").await;
    window.says("ready for the doctor").await;

    window.press("Control+k").await;
    window.find("combobox", "").await;
    window.keys("delac").await;
    window.find("option", "Delacroix").await;
    album.take(&window, "search").await;
    window.press("Enter").await;
    window.find("heading", "Marguerite Delacroix-Thompson").await;
    window.begin_visit().await;
    window.type_into("textbox", "Subjective", "Facial pressure for 5 days, worse bending. No fever.").await;
    window.type_into("textbox", "Assessment and plan", "Acute maxillary sinusitis; penicillin is out.").await;
    window.press("Alt+r").await;
    window.keys("doxycycline 100 mg cap 1 cap bd 7d").await;
    window.says("twice daily").await;
    album.take(&window, "chart").await;
    window.press("Enter").await;
    window.find("button", "off the prescription").await;
    window.press("Control+Enter").await;
    window.find("dialog", "Sign").await;
    album.take(&window, "sign").await;
    window.press("Control+Enter").await;
    window.find("dialog", "Print").await;
    window.find("img", "Page 1 of").await;
    album.take(&window, "print").await;
    window.press("Escape").await;
    window.press("Alt+b").await;
    window.find("heading", "Medication plan").await;
    album.take(&window, "pack").await;
    window.press("Escape").await;

    window.press("Control+k").await;
    window.keys("settings").await;
    window.find("option", "Settings").await;
    window.press("Enter").await;
    window.find("img", "invented patient").await;
    album.take(&window, "settings").await;
    window.close().await;
}
