//! The one command that the page can call.
//!
//! Requests that begin with `shell.` are about the window and the system's dialogs and are
//! answered here; every other one goes to the boundary as it came. The boundary may wait for
//! the disk or for a slow key derivation, so it never runs on the thread that draws.
#![expect(clippy::let_underscore_must_use, reason = "tauri's macro writes one around the command")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use api::{Answer, Host, Problem};
use serde_json::Value;
use tauri::{State, WebviewWindow};

use crate::dialogs;

/// Carries one request to the boundary and its answer back.
///
/// # Errors
/// The boundary's [`Problem`], or `internal` when something panicked; the window lives on.
#[tauri::command]
pub(crate) async fn rpc(
    window: WebviewWindow,
    host: State<'_, Arc<Host>>,
    command: String,
    request: Value,
) -> Result<Answer, Problem> {
    let host = Arc::clone(&host);
    let work = move || match command.strip_prefix("shell.") {
        Some(own) => dialogs::answer(&window, own, request),
        None => host.call(window.label(), &command, request),
    };
    let guarded = move || catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_panic| Err(fault()));
    tauri::async_runtime::spawn_blocking(guarded).await.unwrap_or_else(|_cancelled| Err(fault()))
}

fn fault() -> Problem {
    Problem::new(
        api::ProblemCode::Internal,
        "Something went wrong inside the program. Nothing was changed; please try again.",
    )
}
