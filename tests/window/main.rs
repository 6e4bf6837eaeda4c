//! The program as a person has it: the real window, the real file, the real pages.
//!
//! Few and golden. What can be tested at the boundary or in Chromium is tested there; here is
//! what only the whole can show. The window is found by role and name, as a screen reader finds
//! it, so a control without a name cannot be used by a test either.
//!
//! Linux only, because only WebKitGTK brings a WebDriver.
#![cfg(target_os = "linux")]

#[cfg(test)]
mod background;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod shell;
#[cfg(test)]
mod visit;
#[cfg(test)]
mod window;
