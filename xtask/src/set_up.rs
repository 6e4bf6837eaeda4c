//! What a fresh machine lacks, named and (on Debian and its relatives) installed.
//!
//! macOS and Windows have no package manager that we may assume, so there the tasks say what to
//! install first and stop.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::{find, npm, output, run};

/// Compiles and runs the program.
const TO_RUN: &[&str] =
    &["libwebkit2gtk-4.1-dev", "libssl-dev", "libcups2-dev", "pkg-config", "build-essential"];

/// Drives the real window without a screen, a browser, and a printer; reads what was printed.
const TO_TEST: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "dbus",
    "dbus-x11",
    "fonts-dejavu-core",
    "imagemagick",
    "xdotool",
    "x11-utils",
    "poppler-utils",
    "qpdf",
    "chromium",
    "cups",
    "cups-client",
];

/// Validates what is archived, in the long tests: PDFBox Preflight and what it runs on.
const TO_TEST_LONG: &[&str] = &[
    "default-jre-headless",
    "libpdfbox2-java",
    "libcommons-io-java",
    "libactivation-java",
    "libjaxb-api-java",
];

/// The oldest Node.js that the build of the interface runs on.
const NODE: (u32, u32) = (20, 19);

/// How much is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building and opening the program.
    Run,
    /// That, and every test.
    Test,
    /// That, and the long tests.
    LongTest,
}

/// Makes the machine ready.
///
/// # Errors
/// A list of what a person has to install first.
pub(crate) fn set_up(root: &Path, purpose: Purpose) -> Outcome {
    node()?;
    system_packages(purpose)?;
    npm_packages(root)
}

fn node() -> Outcome {
    let advice = format!("please install Node.js {}.{} or newer, with npm", NODE.0, NODE.1);
    let said = output(Command::new("node").arg("--version"))
        .map_err(|error| format!("{error}\nNode.js builds the interface: {advice}."))?;
    match version(said.trim()) {
        Some(found) if found >= NODE => Ok(()),
        _ => Err(format!("Node.js here is {}: {advice}.", said.trim())),
    }
}

/// Reads major and minor of `v20.19.1`.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim_start_matches('v').split('.').map(|part| part.parse::<u32>());
    match (numbers.next()?, numbers.next()?) {
        (Ok(major), Ok(minor)) => Some((major, minor)),
        _ => None,
    }
}

fn system_packages(purpose: Purpose) -> Outcome {
    if cfg!(target_os = "macos") {
        return output(Command::new("xcode-select").arg("-p")).map(|_folder| ()).map_err(|_missing| {
            "first install Apple's command line tools: xcode-select --install".to_owned()
        });
    }
    if cfg!(windows) {
        if find("perl").is_none() {
            return Err("first install the Visual Studio build tools (C++), the WebView2 runtime \
                        (part of Windows 11) and Strawberry Perl, which builds the encryption library"
                .to_owned());
        }
        return Ok(());
    }
    let wanted: Vec<&str> = match purpose {
        Purpose::Run => TO_RUN.to_vec(),
        Purpose::Test => [TO_RUN, TO_TEST].concat(),
        Purpose::LongTest => [TO_RUN, TO_TEST, TO_TEST_LONG].concat(),
    };
    if find("dpkg-query").is_none() || find("apt-get").is_none() {
        return other_linux(&wanted);
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|package| !installed(package)).collect();
    if missing.is_empty() { Ok(()) } else { install(&missing) }
}

fn installed(package: &str) -> bool {
    output(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

/// A Linux without apt: what can be asked of pkg-config is asked, the rest shows in the build.
fn other_linux(wanted: &[&str]) -> Outcome {
    for library in ["webkit2gtk-4.1", "openssl"] {
        if let Err(error) = output(Command::new("pkg-config").args(["--exists", library])) {
            return Err(format!(
                "{error}\nThis is no Debian or Ubuntu, so nothing was installed. \
                 Please install what corresponds to: {}",
                wanted.join(" ")
            ));
        }
    }
    Ok(())
}

fn install(missing: &[&str]) -> Outcome {
    println!("Missing system packages: {}", missing.join(" "));
    let by_hand = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    let is_root = output(Command::new("id").arg("-u"))?.trim() == "0";
    if !is_root && find("sudo").is_none() {
        return Err(format!("not running as root and there is no sudo; as root, run: {by_hand}"));
    }
    println!("Installing them with apt-get{}.", if is_root { "" } else { ", through sudo" });
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        command
    };
    run(&mut apt(&["update", "-qq"]))?;
    let arguments = [&["install", "-y", "-qq", "--no-install-recommends"], missing].concat();
    run(&mut apt(&arguments)).map_err(|error| format!("{error}\nBy hand, as root: {by_hand}"))
}

/// `npm ci`, unless what is there was installed from this very lock file.
fn npm_packages(root: &Path) -> Outcome {
    let modified =
        |path: &str| root.join("ui").join(path).metadata().and_then(|metadata| metadata.modified());
    let lock = modified("package-lock.json")
        .map_err(|error| format!("ui/package-lock.json cannot be read: {error}"))?;
    // npm writes this file last.
    if modified("node_modules/.package-lock.json").is_ok_and(|installed| installed >= lock) {
        return Ok(());
    }
    println!("Installing the interface's packages.");
    run(npm(root).args(["ci", "--no-audit", "--no-fund"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_compared_as_numbers() {
        assert_eq!(version("v20.9.0"), Some((20, 9)));
        assert!(version("v20.9.0") < Some(NODE), "9 is before 19");
        assert!(version("v22.0.1") >= Some(NODE), "a newer major");
        assert_eq!(version("unknown"), None);
    }

    #[test]
    fn an_unknown_package_is_not_installed() {
        assert!(!installed("no-such-package-in-any-archive"));
    }
}
