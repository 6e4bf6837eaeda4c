//! The bridge: the same commands for a browser on this machine, so that tests can drive the real interface in Chromium.
//!
//! For tests only: it is no part of any package, listens on the loopback address alone, and has no password of its own.
//! `bridge --practice DIR [--demo DIR] [--port N] [--ui DIR]` prints `listening http://127.0.0.1:PORT` and serves.
//! A page that comes as `/?window=NAME` is a window of its own: `X-Window` says which one asks.
//! `POST /clock/SECONDS` lets that time go by at once, as if nobody had been there: the clock of the host moves on and
//! its timer comes.

use api::{Host, HostConfig, Problem};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What every request is answered from.
struct Bridge {
    host: Host,
    /// How far the host's clock is ahead, in seconds.
    ahead: Arc<AtomicI64>,
    files: PathBuf,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let option = |name: &str| {
        let mut arguments = std::env::args().skip_while(|argument| argument != name);
        arguments.next().and_then(|_| arguments.next())
    };
    let practice = PathBuf::from(option("--practice").ok_or("name the practice's folder with --practice")?);
    let demo = option("--demo").map_or_else(|| practice.with_extension("demo"), PathBuf::from);
    let files = PathBuf::from(option("--ui").unwrap_or_else(|| "ui/dist".to_owned()));
    let port: u16 = option("--port").unwrap_or_else(|| "0".to_owned()).parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let ahead = Arc::new(AtomicI64::new(0));
    let by = Arc::clone(&ahead);
    let clock =
        move || chrono::Local::now().fixed_offset() + chrono::TimeDelta::seconds(by.load(Ordering::SeqCst));
    let config = HostConfig { clock: Box::new(clock), reads_ahead: true, ..HostConfig::new(practice, demo) };
    let bridge = Arc::new(Bridge { host: Host::new(config), ahead, files });
    println!("listening http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        let bridge = Arc::clone(&bridge);
        tokio::spawn(async move {
            let answer = service_fn(move |request| serve(Arc::clone(&bridge), request));
            let connection = hyper::server::conn::http1::Builder::new();
            if let Err(error) = connection.serve_connection(TokioIo::new(stream), answer).await {
                eprintln!("bridge: {error}");
            }
        });
    }
}

/// Commands wait for each other and for the disk, so each has a thread of its own.
async fn serve(bridge: Arc<Bridge>, request: Request<Incoming>) -> Outcome<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    if head.method != Method::POST {
        return tokio::task::spawn_blocking(move || file(&bridge.files, &path)).await?;
    }
    let named = head.headers.get("X-Window").map(|name| name.to_str()).transpose()?;
    let window = named.unwrap_or("bridge").to_owned();
    let body = body.collect().await?.to_bytes();
    tokio::task::spawn_blocking(move || command(&bridge, &window, &path, &body)).await?
}

fn command(bridge: &Bridge, window: &str, path: &str, body: &[u8]) -> Outcome<Response<Full<Bytes>>> {
    if let Some(seconds) = path.strip_prefix("/clock/") {
        bridge.ahead.fetch_add(seconds.parse()?, Ordering::SeqCst);
        bridge.host.tick(|_why| {})?;
        return respond(StatusCode::OK, "application/json", "{}");
    }
    let Some(name) = path.strip_prefix("/rpc/") else {
        return respond(StatusCode::NOT_FOUND, "text/plain", "not found");
    };
    let parsed: Value = if body.is_empty() { json!({}) } else { serde_json::from_slice(body)? };
    let (status, said) = match bridge.host.call(window, name, parsed) {
        Ok(answer) => (StatusCode::OK, serde_json::to_string(&answer)?),
        Err(problem) => (StatusCode::UNPROCESSABLE_ENTITY, serde_json::to_string::<Problem>(&problem)?),
    };
    respond(status, "application/json", said)
}

fn file(files: &Path, path: &str) -> Outcome<Response<Full<Bytes>>> {
    let relative = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
    let inside = Path::new(relative).components().all(|part| matches!(part, Component::Normal(_)));
    match if inside { std::fs::read(files.join(relative)) } else { Err(std::io::ErrorKind::NotFound.into()) }
    {
        Ok(bytes) => respond(StatusCode::OK, content_type(relative), bytes),
        Err(_) => respond(StatusCode::NOT_FOUND, "text/plain", "not found"),
    }
}

fn respond(status: StatusCode, kind: &str, body: impl Into<Bytes>) -> Outcome<Response<Full<Bytes>>> {
    let answer = Response::builder().status(status).header(CONTENT_TYPE, kind);
    Ok(answer.header(CONTENT_SECURITY_POLICY, POLICY).body(Full::new(body.into()))?)
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
