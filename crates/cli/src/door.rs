//! The door: a password from a file or from the keyboard, and the practice unlocked with it.

use crate::arguments::Key;
use crate::failure::Failure;
use api::{Host, HostConfig};
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::Path;

/// The window this program stands for, as far as the boundary is concerned.
const WINDOW: &str = "terminal";

/// A practice through the boundary.
pub(crate) struct Door {
    host: Host,
}

impl Door {
    /// Stands before the practice in a folder, which may be empty.
    pub(crate) fn before(folder: &Path) -> Self {
        Self { host: Host::new(HostConfig::new(folder.to_owned(), folder.to_owned())) }
    }

    /// Unlocks the practice.
    pub(crate) fn unlocked(folder: &Path, key: &Key) -> Result<Self, Failure> {
        let door = Self::before(folder);
        let password = password(key, "Password: ")?;
        let login = key.user.clone().unwrap_or_default();
        door.call("practice.unlock", json!({ "login": login, "password": password }))?;
        Ok(door)
    }

    /// One command of the boundary.
    pub(crate) fn call(&self, command: &str, request: Value) -> Result<Value, Failure> {
        Ok(self.host.call(WINDOW, command, request)?.view()?)
    }

    /// Locks the practice again, so that the audit says when it was left.
    pub(crate) fn lock(&self) -> Result<(), Failure> {
        self.call("practice.lock", json!({})).map(drop)
    }
}

/// The password from the file, or typed without being shown.
pub(crate) fn password(key: &Key, prompt: &str) -> Result<String, Failure> {
    match &key.password_file {
        Some(file) => from_file(file),
        None => typed(prompt),
    }
}

/// A new password: from the file, or typed twice.
pub(crate) fn new_password(key: &Key) -> Result<String, Failure> {
    if key.password_file.is_some() {
        return password(key, "");
    }
    let (first, second) = (typed("New password: ")?, typed("The same once more: ")?);
    if first == second {
        Ok(first)
    } else {
        Err(Failure::NoPassword("The two passwords differ. Nothing was made.".to_owned()))
    }
}

/// The first line of the file; the end of the line is not part of the password.
pub(crate) fn from_file(file: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::NoPassword(format!("{}: {error}", file.display())))?;
    let password = text.lines().next().unwrap_or_default();
    if password.is_empty() {
        return Err(Failure::NoPassword(format!("{} holds no password in its first line.", file.display())));
    }
    Ok(password.to_owned())
}

fn typed(prompt: &str) -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        let message = "There is no keyboard to ask for the password. Give it with --password-file.";
        return Err(Failure::NoPassword(message.to_owned()));
    }
    rpassword::prompt_password(prompt)
        .map_err(|error| Failure::NoPassword(format!("The password could not be read: {error}")))
}
