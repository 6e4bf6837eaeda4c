//! The clock beside the window: it asks the host every few seconds whether the practice has to be locked or backed up,
//! and tells the page before it is locked and after.
//!
//! When and why to lock is the host's business ([`api::Host::tick`]). The page is told by an event in its own
//! document, so it needs no further permission; every command is refused by then in any case.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use api::Host;
use tauri::{AppHandle, Manager, Runtime};

/// How often the host is asked to lock. Sleep is noticed at the first time after it.
const LOCKING: Duration = Duration::from_secs(5);
/// How often the host is asked for a backup. It has its own thread: a slow stick must not keep the practice open.
const BACKUPS: Duration = Duration::from_secs(60);

/// The page listens for these events on `window`: the practice is about to be locked, and it was.
const ABOUT_TO: &str = "window.dispatchEvent(new Event('paperchart:locking'))";
const DONE: &str = "window.dispatchEvent(new Event('paperchart:locked'))";
/// So long the page has to put the last letters of a draft into the file.
const LAST_LETTERS: Duration = Duration::from_millis(800);

/// Asks the host for as long as the program lives.
///
/// # Errors
/// When the system gives no thread.
pub(crate) fn start<R: Runtime>(app: AppHandle<R>, host: Arc<Host>) -> std::io::Result<()> {
    let backing_up = Arc::clone(&host);
    let backups = move || {
        loop {
            std::thread::sleep(BACKUPS);
            if catch_unwind(AssertUnwindSafe(|| backing_up.back_up_if_due())).is_err() {
                eprintln!("paperchart-app: a backup met a fault");
            }
        }
    };
    std::thread::Builder::new().name("backups".to_owned()).spawn(backups)?;
    let watch = move || {
        loop {
            std::thread::sleep(LOCKING);
            let about_to = |_why| {
                tell(&app, ABOUT_TO);
                std::thread::sleep(LAST_LETTERS);
            };
            match catch_unwind(AssertUnwindSafe(|| host.tick(about_to))) {
                Ok(Ok(None)) => {}
                Ok(Ok(Some(_why))) => tell(&app, DONE),
                Ok(Err(problem)) => {
                    eprintln!("paperchart-app: locking said: {problem}");
                    tell(&app, DONE);
                }
                Err(_panic) => {}
            }
        }
    };
    std::thread::Builder::new().name("watch".to_owned()).spawn(watch).map(drop)
}

/// Makes the last backup and locks; called when the last window is gone.
pub(crate) fn close<R: Runtime>(app: &AppHandle<R>) {
    if let Err(problem) = app.state::<Arc<Host>>().close() {
        eprintln!("paperchart-app: closing said: {problem}");
    }
}

fn tell<R: Runtime>(app: &AppHandle<R>, what: &str) {
    for window in app.webview_windows().values() {
        if let Err(error) = window.eval(what) {
            eprintln!("paperchart-app: the window was not told that the practice is locked: {error}");
        }
    }
}
