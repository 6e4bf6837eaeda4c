//! The bridge: the same commands for a browser on this machine, so that tests can drive the real interface in Chromium.
//!
//! For tests only: it is no part of any package, listens on the loopback address alone, and has no password of its own.
//! `bridge --practice DIR [--demo DIR] [--port N] [--ui DIR]` prints `listening http://127.0.0.1:PORT` and serves.
//! A page that comes as `/?window=NAME` is a window of its own: `X-Window` says which one asks.
//! `POST /clock/SECONDS` lets that time go by at once, as if nobody had been there: the clock of the host moves on and
//! its timer comes.

use api::{Answer, Host, HostConfig, Problem};
use serde_json::{Value, json};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

/// A long command holds one of them while its progress is asked for.
const WORKERS: usize = 4;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> Outcome<()> {
    let option = |name: &str| {
        let mut arguments = std::env::args().skip_while(|argument| argument != name);
        arguments.next().and_then(|_| arguments.next())
    };
    let practice = PathBuf::from(option("--practice").ok_or("name the practice's folder with --practice")?);
    let demo = option("--demo").map_or_else(|| practice.with_extension("demo"), PathBuf::from);
    let ui = PathBuf::from(option("--ui").unwrap_or_else(|| "ui/dist".to_owned()));
    let port: u16 = option("--port").unwrap_or_else(|| "0".to_owned()).parse()?;
    let server = Server::http(("127.0.0.1", port))?;
    let address = server.server_addr().to_ip().ok_or("no address")?;
    println!("listening http://{address}");
    let ahead = Arc::new(AtomicI64::new(0));
    let by = Arc::clone(&ahead);
    let clock =
        move || chrono::Local::now().fixed_offset() + chrono::TimeDelta::seconds(by.load(Ordering::SeqCst));
    let config = HostConfig { clock: Box::new(clock), ..HostConfig::new(practice, demo) };
    let host = Arc::new(Host::new(config));
    let files = Arc::new(ui);
    let server = Arc::new(server);
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (server, host, files) = (Arc::clone(&server), Arc::clone(&host), Arc::clone(&files));
            let ahead = Arc::clone(&ahead);
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    if let Err(error) = serve(&host, &ahead, &files, request) {
                        eprintln!("bridge: {error}");
                    }
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().map_err(|_| "a worker of the bridge panicked")?;
    }
    Ok(())
}

fn serve(host: &Host, ahead: &AtomicI64, files: &Path, mut request: Request) -> Outcome<()> {
    let path = request.url().split('?').next().unwrap_or("/").to_owned();
    if let Some(seconds) = path.strip_prefix("/clock/").filter(|_| *request.method() == Method::Post) {
        ahead.fetch_add(seconds.parse()?, Ordering::SeqCst);
        host.tick(|_why| {})?;
        return respond(request, 200, "{}");
    }
    if *request.method() == Method::Post && path.starts_with("/rpc/") {
        let named = request.headers().iter().find(|header| header.field.equiv("X-Window"));
        let window = named.map_or_else(|| "bridge".to_owned(), |header| header.value.to_string());
        let mut body = String::new();
        request.as_reader().read_to_string(&mut body)?;
        let parsed: Value = if body.is_empty() { json!({}) } else { serde_json::from_str(&body)? };
        return match host.call(&window, &path["/rpc/".len()..], parsed) {
            Ok(answer) => answer_with(request, 200, &answer),
            Err(problem) => problem_with(request, &problem),
        };
    }
    let relative = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
    let inside = Path::new(relative).components().all(|part| matches!(part, Component::Normal(_)));
    let found =
        if inside { std::fs::read(files.join(relative)) } else { Err(std::io::ErrorKind::NotFound.into()) };
    match found {
        Ok(bytes) => {
            let kind = header("Content-Type", content_type(relative))?;
            let policy = header("Content-Security-Policy", POLICY)?;
            Ok(request.respond(Response::from_data(bytes).with_header(kind).with_header(policy))?)
        }
        Err(_) => Ok(request.respond(Response::from_string("not found").with_status_code(StatusCode(404)))?),
    }
}

/// The window's own policy, so that what it forbids fails in the browser tests too.
const POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'; object-src 'none'";

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Outcome<Header> {
    Header::from_bytes(name, value).map_err(|()| "a header could not be written".into())
}

fn answer_with(request: Request, status: u16, answer: &Answer) -> Outcome<()> {
    respond(request, status, &serde_json::to_string(answer)?)
}

fn problem_with(request: Request, problem: &Problem) -> Outcome<()> {
    respond(request, 422, &serde_json::to_string(problem)?)
}

fn respond(request: Request, status: u16, body: &str) -> Outcome<()> {
    let kind = header("Content-Type", "application/json")?;
    Ok(request.respond(Response::from_string(body).with_status_code(StatusCode(status)).with_header(kind))?)
}
