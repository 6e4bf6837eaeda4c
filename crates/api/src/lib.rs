//! The boundary: one table of commands, and one function that carries them out.
//!
//! Windows, the terminal program and the tests all come in through [`Host::call`]. It decides whether the practice is
//! open, whether the role may, whether the patient is the window's own; it parses the request, runs the command inside
//! a panic guard and sees to it that what was read or written stands in the audit.
//!
//! Deliberately not here: SQL (`store`), what entries mean (`chart`), anything that knows of a window system.

pub mod access;
pub mod audits;
pub mod backups;
pub mod banner;
pub mod charts;
pub mod checks;
mod desk;
pub mod elsewhere;
pub mod exchanges;
pub mod finding;
pub mod history;
mod host;
pub mod integrity;
mod looks;
pub mod merging;
mod pack;
mod pen;
mod people;
pub mod practice;
mod printing;
pub mod prints;
mod problem;
pub mod progress;
pub mod refiling;
pub mod roles;
pub mod salvages;
pub mod sections;
pub mod session;
pub mod show;
pub mod suggestions;
mod table;
pub mod templates;
pub mod timeline;
pub mod trends;
#[cfg(debug_assertions)]
pub mod typescript;
pub mod users;
pub mod view;

pub use host::{Answer, Changed, Host, HostConfig};
pub use printing::{Job, LpPrinting, Printer, Printing};
pub use problem::{Problem, ProblemCode};
pub use table::{Access, Audited, COMMANDS, CommandRow, Scope};
