//! The stories of the practice, through the command table on a real encrypted file: one program for all of them, so
//! that the workspace is linked into it once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[cfg(test)]
mod chart;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod clinic;
#[cfg(test)]
mod finding;
#[cfg(test)]
mod import;
#[cfg(test)]
mod letterhead;
#[cfg(test)]
mod many_papers;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod notes;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod prescribing;
#[cfg(test)]
mod printer;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod signing;
// A release build leaves out the types of the commands that this reads.
#[cfg(all(test, debug_assertions))]
mod table;
#[cfg(test)]
mod tools;
#[cfg(test)]
mod visit;
#[cfg(test)]
mod wrong_patient;
