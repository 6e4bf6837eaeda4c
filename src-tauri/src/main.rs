//! The window of Paperchart.
//!
//! This crate is a host and nothing more: it opens one window on the built interface, hands
//! each request to [`api::Host`], and lends the system's dialogs. It knows no patient, no rule
//! and no file format; whatever it decided could not be tested without a window, and would not
//! hold for the program on the terminal.
//!
//! Deliberately absent: menus, tray, updater, remote content, and any command besides
//! [`rpc::rpc`].
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod dialogs;
mod drawing;
mod memory;
mod rpc;
mod start;
mod watch;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use tauri::Manager;

/// Memory is wiped when it is freed, so that a lock leaves nothing of the chart behind (C4).
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    // Before there is a second thread.
    memory::keep_little();
    drawing::without_a_card();
    quiet_panics();
    let start = match start::Start::from_environment() {
        Ok(start) => start,
        Err(usage) => {
            eprintln!("paperchart-app: {usage}");
            return ExitCode::from(2);
        }
    };
    match run(start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("paperchart-app: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(start: start::Start) -> tauri::Result<()> {
    tauri::Builder::default()
        // First, so that a second start ends before it has touched anything.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::focus(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::remembered_place())
        .setup(move |app| {
            let (practice, demo) = start.folders(&app.path().data_dir()?);
            let config = api::HostConfig { reads_ahead: true, ..api::HostConfig::new(practice, demo) };
            let host = Arc::new(api::Host::new(config));
            app.manage(Arc::clone(&host));
            watch::start(app.handle().clone(), host)?;
            app.manage(dialogs::Lent::default());
            app.manage(start.clone());
            window::open(app)?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                watch::close(app);
            }
        });
    Ok(())
}

/// Reports a panic by its place alone. The message of a panic may quote the value that caused
/// it, and that value may be a patient's.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => eprintln!("paperchart-app: a fault at {}:{}", place.file(), place.line()),
        None => eprintln!("paperchart-app: a fault at an unknown place"),
    }));
}
