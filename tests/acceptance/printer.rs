//! Paper through the machine's real print system: a CUPS of the test's own, with a queue that keeps what it is given.
//!
//! Skipped with a notice where CUPS is not installed or may not be started; `cargo xtask test` installs it on Debian.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A program that ends when the test does, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        if self.0.kill().is_ok() {
            self.0.wait().ok();
        }
    }
}

/// Waits for what another program does, at most half a minute.
fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what} did not happen within half a minute");
        std::thread::yield_now();
    }
}

/// Starts CUPS with all its files below `folder`. None where it cannot be.
fn cups(folder: &Path) -> Option<(Running, String)> {
    let system = Path::new("/usr/lib/cups");
    if !system.join("backend").is_dir() || !Path::new("/usr/sbin/cupsd").exists() {
        eprintln!("skipped: CUPS is not installed");
        return None;
    }
    for part in ["root", "spool", "cache", "state", "log", "kept", "bin/backend"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    for part in ["filter", "daemon", "monitor", "notifier", "driver", "cgi-bin"] {
        symlink(system.join(part), folder.join("bin").join(part)).unwrap();
    }
    let at = folder.display();
    let backend = folder.join("bin/backend/capture");
    fs::write(
        &backend,
        format!(
            "#!/bin/sh\n[ $# = 0 ] && {{ echo 'direct capture \"Unknown\" \"Capture\"'; exit 0; }}\n\
             cat ${{6:+\"$6\"}} > {at}/kept/part && printf '%s\\n%s\\n' \"$3\" \"$4\" > {at}/kept/about && mv {at}/kept/part {at}/kept/job\n"
        ),
    )
    .unwrap();
    fs::set_permissions(&backend, fs::Permissions::from_mode(0o700)).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let allow = "Order allow,deny\nAllow localhost\n";
    fs::write(
        folder.join("cupsd.conf"),
        format!(
            "Listen 127.0.0.1:{port}\nDefaultAuthType None\nLogLevel warn\nWebInterface No\nBrowsing No\n\
             <Location />\n{allow}</Location>\n<Location /admin>\n{allow}</Location>\n\
             <Policy default>\n<Limit All>\n{allow}</Limit>\n</Policy>\n"
        ),
    )
    .unwrap();
    fs::write(
        folder.join("cups-files.conf"),
        format!(
            "SystemGroup root\nServerRoot {at}/root\nServerBin {at}/bin\nRequestRoot {at}/spool\nCacheDir {at}/cache\n\
             StateDir {at}/state\nAccessLog {at}/log/access\nErrorLog {at}/log/error\nPageLog {at}/log/page\nSandboxing relaxed\n"
        ),
    )
    .unwrap();
    let daemon = Command::new("/usr/sbin/cupsd")
        .args(["-f", "-c"])
        .arg(folder.join("cupsd.conf"))
        .arg("-s")
        .arg(folder.join("cups-files.conf"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(daemon) = daemon else {
        eprintln!("skipped: CUPS may not be started here");
        return None;
    };
    let daemon = Running(daemon);
    let server = format!("127.0.0.1:{port}");
    wait_for("CUPS answering", || TcpStream::connect(&server).ok());
    let made = Command::new("/usr/sbin/lpadmin")
        .args(["-p", "Office", "-v", "capture:/", "-m", "raw", "-E"])
        .env("CUPS_SERVER", &server)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success(), "the queue is made");
    Some((daemon, server))
}

fn call(address: &str, command: &str, request: &Value) -> Value {
    let body = request.to_string();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /rpc/{command} HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(" 200 "), "{command} is done: {body}");
    serde_json::from_str::<Value>(body).unwrap()["view"].take()
}

/// Every file below a folder.
fn files_under(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_under(&path, found) } else { found.push(path) }
    }
}

/// A page is compressed, so its words would not be found in it: any PDF at all is looked for, wherever the program
/// could have put one, while `lp` reads and after. The program's own `lp` is the one of the test.
#[cfg(unix)]
/// The demo practice behind a bridge that was just started, and a chart of it.
fn open_chart(mut bridge: Child) -> (Running, String, Value) {
    let said = BufReader::new(bridge.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    let running = Running(bridge);
    let address = said.trim_start_matches("listening http://").to_owned();
    call(&address, "practice.demo", &json!({}));
    let found = call(&address, "patients.search", &json!({ "text": "Delacroix" }));
    let patient = found[0]["patient"].clone();
    call(&address, "charts.open", &json!({ "patient": patient }));
    (running, address, patient)
}

#[test]
fn printing_leaves_no_page_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    };
    let (bin, temp, home, kept) = (at("bin"), at("temp"), at("home"), at("kept"));
    let script = |name: &str, text: String| {
        fs::write(bin.join(name), text).unwrap();
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o700)).unwrap();
    };
    let (kept_at, root) = (kept.display(), folder.path().display());
    script(
        "lp",
        format!(
            "#!/bin/sh\ncat > {kept_at}/page\nfind {root}/temp {root}/home {root}/practice {root}/demo -type f > {kept_at}/during\n\
             ls -l /proc/$PPID/fd > {kept_at}/open 2>/dev/null\necho \"$@\" > {kept_at}/words\necho 'request id is Office-1 (0 file(s))'\n"
        ),
    );
    script(
        "lpstat",
        "#!/bin/sh\n[ \"$1\" = -e ] && echo Office || echo 'system default destination: Office'\n".to_owned(),
    );
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let bridge = Command::new(env!("CARGO_BIN_EXE_bridge"))
        .arg("--practice")
        .arg(folder.path().join("practice"))
        .arg("--demo")
        .arg(folder.path().join("demo"))
        .envs([("PATH", path.as_str())])
        .env("TMPDIR", &temp)
        .env("HOME", &home)
        .env("XDG_CACHE_HOME", home.join(".cache"))
        .env("XDG_DATA_HOME", home.join(".local"))
        .env("XDG_RUNTIME_DIR", &temp)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (_bridge, address, patient) = open_chart(bridge);
    fs::create_dir_all(folder.path().join("practice")).unwrap();
    for document in ["visit-summary", "prescription", "referral", "label", "chart"] {
        call(&address, "prints.preview", &json!({ "patient": patient, "document": document }));
        let sent = call(
            &address,
            "prints.send",
            &json!({ "patient": patient, "document": document, "printer": "Office" }),
        );
        assert!(sent["job"].as_str().unwrap().starts_with("Office"), "{document}: {sent}");
        let page = fs::read(kept.join("page")).unwrap();
        assert!(page.starts_with(b"%PDF-"), "lp read the page of the {document} from its input");
        let words = fs::read_to_string(kept.join("words")).unwrap();
        assert!(!words.contains("pdf\n") && !words.contains(&format!("{root}")), "no file is named: {words}");
        assert!(!words.to_uppercase().contains("DELACROIX"), "nor the patient: {words}");
        let open = fs::read_to_string(kept.join("open")).unwrap_or_default();
        assert!(!open.contains("(deleted)"), "no hidden file holds it: {open}");
        let mut files: Vec<std::path::PathBuf> =
            fs::read_to_string(kept.join("during")).unwrap().lines().map(Into::into).collect();
        for name in ["temp", "home", "practice", "demo"] {
            files_under(&folder.path().join(name), &mut files);
        }
        for file in files {
            let Ok(bytes) = fs::read(&file) else { continue };
            let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
            assert!(
                !holds(b"%PDF-") && !holds(&page[..64.min(page.len())]),
                "{} holds a page",
                file.display()
            );
            assert!(!holds(b"\x89PNG\r\n"), "{} holds a picture of a page", file.display());
        }
    }
}

#[test]
fn a_visit_summary_comes_out_of_a_real_queue() {
    let folder = tempfile::tempdir().unwrap();
    let Some((_daemon, server)) = cups(&folder.path().join("cups")) else { return };
    let bridge = Command::new(env!("CARGO_BIN_EXE_bridge"))
        .arg("--practice")
        .arg(folder.path().join("practice"))
        .arg("--demo")
        .arg(folder.path().join("demo"))
        .env("CUPS_SERVER", &server)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (_bridge, address, patient) = open_chart(bridge);

    let printers = call(&address, "prints.printers", &json!({}));
    assert_eq!(printers[0]["name"], "Office", "the queue is offered: {printers}");
    let request = json!({
        "patient": patient, "document": "visit-summary", "printer": "Office", "copies": 2,
    });
    let sent = call(&address, "prints.send", &request);
    assert!(sent["job"].as_str().unwrap().starts_with("Office-"), "the job has a name: {sent}");

    let kept = folder.path().join("cups/kept");
    let pdf = wait_for("the page coming out", || fs::read(kept.join("job")).ok());
    assert!(pdf.starts_with(b"%PDF-"), "it is the PDF itself");
    let about = fs::read_to_string(kept.join("about")).unwrap();
    assert_eq!(about.lines().nth(1), Some("2"), "two copies: {about}");
    assert!(!about.contains("Delacroix"), "the queue shows no name: {about}");
    let text = Command::new("pdftotext").arg("-layout").arg(kept.join("job")).arg("-").output();
    let text = String::from_utf8(text.expect("poppler-utils is set up").stdout).unwrap();
    assert!(text.contains("DELACROIX-THOMPSON, Marguerite"), "the page is hers:\n{text}");
}
