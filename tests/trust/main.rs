//! The promises of docs/trust.md about what is kept: durable, unchanged, true to the clock.
//!
//! What nobody else may read is a program of its own (`confidential.rs`): it looks into its memory, where nothing of
//! another test may be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[cfg(test)]
#[path = "../acceptance/clinic.rs"]
mod clinic;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod durable;
#[cfg(all(test, target_os = "linux"))]
mod real_disk;
#[cfg(test)]
mod unchanged;
#[cfg(test)]
mod worker;
