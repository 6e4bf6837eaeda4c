//! What a person sees, and when, in the real window: from the key to the painted screen. `cargo xtask bench` runs it
//! with a release build; nothing is asserted but that the charts came up.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::window::Window;

/// Each session is a new start of the program, so its first chart is the first that its web view draws.
const SESSIONS: usize = 7;

/// The same watch as in Chromium.
const WATCH: &str = include_str!("../bench/watch.js");

/// How fast letters follow each other.
const BETWEEN_LETTERS: Duration = Duration::from_millis(120);

#[tokio::test]
#[ignore = "it measures and asserts little; run it by `cargo xtask bench`"]
async fn measure() {
    let text = |name: &str| std::env::var(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let practice = PathBuf::from(text("PAPERCHART_MEASURED_PRACTICE"));
    let (password, charts) = (text("PAPERCHART_MEASURED_PASSWORD"), text("PAPERCHART_MEASURED_CHARTS"));
    let charts: Vec<&str> = charts.lines().collect();

    let mut took = Took::default();
    for _ in 0..SESSIONS {
        session(&practice, &password, &charts, &mut took).await;
    }
    println!("PAPERCHART_TOOK {}", serde_json::json!([took.first, took.later, took.boxes, took.search]));
}

/// Milliseconds from the key to the painted screen.
#[derive(Default)]
struct Took {
    first: Vec<Value>,
    later: Vec<Value>,
    boxes: Vec<Value>,
    search: Vec<Value>,
}

async fn session(practice: &Path, password: &str, charts: &[&str], took: &mut Took) {
    let window = Window::open_practice(1440, 900, practice).await;
    window.type_into("textbox", "Login", "okafor").await;
    window.type_into("textbox", "Password", password).await;
    window.press("Enter").await;
    window.find("heading", "Expected").await;
    pause(Duration::from_secs(3)).await;
    window.script(WATCH).await.expect("the watch stands");
    for (place, text) in charts.iter().enumerate() {
        // Once to look, and once to open.
        for key in ["Escape", "Enter"] {
            window.press("Control+k").await;
            for letter in text.chars() {
                window.keys(&letter.to_string()).await;
                pause(BETWEEN_LETTERS).await;
            }
            pause(Duration::from_millis(400)).await;
            window.press(key).await;
        }
        pause(Duration::from_secs(4)).await;
        let opened = window.script("return globalThis.took.chart.pop()").await.expect("the page answers");
        assert!(opened.is_number(), "no chart came up for text {}", place + 1);
        if place == 0 { &mut took.first } else { &mut took.later }.push(opened);
        window.press("Alt+1").await;
        pause(Duration::from_millis(500)).await;
    }
    for (name, times) in [("box", &mut took.boxes), ("search", &mut took.search)] {
        let script = format!("return globalThis.took.{name}");
        let noted = window.script(&script).await.expect("the page answers");
        times.extend(noted.as_array().expect("a list of times").iter().cloned());
    }
    window.close().await;
}

async fn pause(length: Duration) {
    tokio::time::sleep(length).await;
}
