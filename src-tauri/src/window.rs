//! The one window, and what its page may not do.
//!
//! The page is built in and needs no other address, so every navigation elsewhere, every new
//! window and every download is refused here: the content security policy does not stop a
//! script that sets `location`.

use tauri::utils::config::WindowConfig;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Runtime, Url, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

use crate::start::Start;

/// The label by which the capability file names the window.
const MAIN: &str = "main";

/// Opens the window.
///
/// # Errors
/// When the system gives no window, or the configuration names none.
pub(crate) fn open<R: Runtime>(app: &tauri::App<R>) -> tauri::Result<()> {
    let automation = app.state::<Start>().automation().is_some();
    let config = main_window(app.config()).ok_or(tauri::Error::WindowNotFound)?;
    WebviewWindowBuilder::from_config(app.handle(), config)?
        .on_navigation(is_ours)
        .on_new_window(|_address, _features| NewWindowResponse::Deny)
        .on_download(|_webview, _event| false)
        // Incognito keeps WebKit from writing anything to disk. WebDriver finds no window then.
        .incognito(!automation)
        .build()?;
    Ok(())
}

fn main_window(config: &tauri::Config) -> Option<&WindowConfig> {
    config.app.windows.iter().find(|window| window.label == MAIN)
}

/// Whether an address is a page of this program.
fn is_ours(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        // Windows has no custom schemes in its web view; the host is one that never resolves.
        "http" => cfg!(windows) && address.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// Brings the window to the front, when the program was started a second time.
pub(crate) fn focus<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    for step in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = step {
            eprintln!("paperchart-app: the window could not be brought to the front: {error}");
        }
    }
}

/// Remembers size and place of the window between starts, and nothing else about it.
pub(crate) fn remembered_place<R: Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(address: &str) -> bool {
        is_ours(&Url::parse(address).expect("an address"))
    }

    #[test]
    fn only_the_programs_own_pages_are_navigated_to() {
        assert!(ours("tauri://localhost/"), "the page itself");
        assert!(ours("tauri://localhost/index.html?x#y"), "with query and fragment");
        for elsewhere in [
            "https://example.org/",
            "http://localhost:1420/",
            "http://ipc.localhost/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "blob:tauri://localhost/1",
            "about:blank",
        ] {
            assert!(!ours(elsewhere), "{elsewhere} must be refused");
        }
    }

    #[test]
    fn the_configuration_stays_locked_down() {
        let text = include_str!("../tauri.conf.json");
        let config: serde_json::Value = serde_json::from_str(text).expect("the configuration is JSON");
        let app = &config["app"];
        assert_eq!(app["withGlobalTauri"], false, "no global bridge");
        assert_eq!(app["security"]["freezePrototype"], true, "prototypes are frozen");
        assert_eq!(app["security"]["assetProtocol"]["enable"], false, "no files by address");
        assert_eq!(config["build"]["removeUnusedCommands"], true, "unused commands are removed");
        let windows = app["windows"].as_array().expect("a list of windows");
        assert_eq!(windows.len(), 1, "one window");
        assert_eq!(windows[0]["create"], false, "the window is built in Rust, with its guards");
        assert_eq!(windows[0]["devtools"], false, "no inspector");
        assert_eq!(windows[0]["title"], "Paperchart", "the title says nothing of a patient");
        let policy = app["security"]["csp"].as_object().expect("a policy");
        assert_eq!(policy["default-src"], "'none'", "what is not named is refused");
        for (directive, sources) in policy {
            let sources = sources.as_str().expect("a list of sources");
            for source in sources.split(' ') {
                let known =
                    ["'none'", "'self'", "data:", "blob:", "ipc:", "http://ipc.localhost"].contains(&source);
                assert!(known, "{directive} allows {source}");
            }
        }
        assert_eq!(policy["script-src"], "'self'", "scripts come from the program alone");
    }

    #[test]
    fn the_window_may_call_one_command() {
        let text = include_str!("../capabilities/main.json");
        let capability: serde_json::Value = serde_json::from_str(text).expect("the capability is JSON");
        assert_eq!(capability["permissions"], serde_json::json!(["allow-rpc"]), "one permission");
        assert_eq!(capability["windows"], serde_json::json!(["main"]), "for one window");
        assert!(capability.get("remote").is_none(), "no remote origin");
    }
}
