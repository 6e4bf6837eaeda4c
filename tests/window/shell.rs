//! The window is locked down, and stays so in the running program.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::window::{Window, program};

#[test]
fn none_of_our_sqlite_is_visible_to_the_web_view() {
    let output = Command::new("nm").args(["-D", "--defined-only"]).arg(program()).output().expect("nm runs");
    assert!(output.status.success(), "nm reads the program");
    let symbols = String::from_utf8(output.stdout).expect("names are text");
    let clash: Vec<&str> = symbols.lines().filter(|line| line.contains("sqlite3")).collect();
    assert_eq!(clash, Vec::<&str>::new(), "WebKit loads the system's SQLite and must not meet ours");
}

#[tokio::test]
async fn the_page_neither_leaves_nor_reaches_out() {
    let window = Window::open(1440, 900).await;
    window.find("heading", "").await;
    let (home, title) = window.place().await;
    assert!(home.starts_with("tauri://localhost"), "the page is the program's own: {home}");
    assert!(!title.is_empty(), "the page has a title");

    // An address that would answer, so that a refusal is ours and not the lack of a network.
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.set_nonblocking(true).expect("the listener can be asked without waiting");
    let address = format!("http://{}/", listener.local_addr().expect("it has an address"));

    for elsewhere in [address.as_str(), "data:text/html,gone", "file:///etc/hostname"] {
        window.script(&format!("location.href = {elsewhere:?}")).await.expect("the attempt is harmless");
        time_passes(&window).await;
        assert_eq!(window.place().await.0, home, "{elsewhere} was not gone to");
    }
    for attempt in [
        "return fetch(ADDRESS).then(() => 'reached', () => 'refused')",
        "const i = new Image(); i.src = ADDRESS; document.body.append(i); return 'refused'",
        "const f = document.createElement('iframe'); f.src = ADDRESS; document.body.append(f); return 'refused'",
        "window.open(ADDRESS); return 'refused'",
        "const f = document.createElement('form'); f.action = ADDRESS; document.body.append(f); f.submit(); return 'refused'",
        "try { new WebSocket(ADDRESS.replace('http', 'ws')); } catch {} return 'refused'",
        "return navigator.sendBeacon(ADDRESS, 'x') ? 'refused' : 'refused'",
    ] {
        let script = attempt.replace("ADDRESS", &format!("{address:?}"));
        assert_eq!(window.script(&script).await.expect("an answer"), "refused", "{attempt}");
        time_passes(&window).await;
        let heard = listener.accept().map(|(_, from)| from).map_err(|error| error.kind());
        assert_eq!(heard, Err(ErrorKind::WouldBlock), "nothing was sent by: {attempt}");
    }
    assert_eq!(window.place().await.0, home, "the page is still the program's own");
    window.close().await;
}

async fn time_passes(window: &Window) {
    window.script("return new Promise(done => setTimeout(done, 150))").await.expect("time passes");
}

#[tokio::test]
async fn the_page_calls_nothing_that_is_not_declared() {
    let window = Window::open(1440, 900).await;
    window.find("heading", "").await;

    let global = window.script("return typeof window.__TAURI__").await.expect("an answer");
    assert_eq!(global, "undefined", "the bridge is not global");

    for undeclared in
        ["plugin:dialog|open", "plugin:fs|read_file", "plugin:window|set_title", "plugin:event|emit"]
    {
        let script = format!(
            "return window.__TAURI_INTERNALS__.invoke({undeclared:?}, {{}}).then(() => 'allowed', String)"
        );
        let answer = window.script(&script).await.expect("an answer");
        let refused =
            answer.as_str().is_some_and(|it| it.contains("not allowed") || it.contains("not found"));
        assert!(refused, "{undeclared} is not the page's: {answer}");
    }

    let lent = "return window.__TAURI_INTERNALS__.invoke('rpc', { command: 'shell.open_path', \
                request: { path: '/etc/hostname' } }).then(() => 'opened', (problem) => problem.code)";
    assert_eq!(window.script(lent).await.expect("an answer"), "forbidden", "only a saved document is opened");

    let inline = "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; \
                  document.body.append(s); return window.ran ?? 'blocked'";
    assert_eq!(window.script(inline).await.expect("an answer"), "blocked", "no inline script runs");
    window.close().await;
}

#[tokio::test]
async fn a_second_start_ends_and_leaves_the_first_as_it_is() {
    let window = Window::open(1440, 900).await;
    window.find("heading", "").await;
    let before = window.outline().await;
    let begun = Instant::now();
    let mut second = window.started_again().spawn().expect("it starts");
    let ended = loop {
        if let Some(status) = second.try_wait().expect("it can be watched") {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(20) {
            second.kill().expect("it can be ended");
            panic!("the second start is still there: two programs on one practice");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(ended.success(), "the second start is not a fault: {ended}");
    assert_eq!(window.outline().await, before, "the first window shows what it showed");
    window.close().await;
}
