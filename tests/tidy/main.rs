//! The rules of the house that a test can hold: which crate may know which, where SQL may
//! stand, that one word names a section in every layer, what the interface must not do.
//!
//! Each test reads the files as they are and names each place that breaks the rule. A rule that
//! needs judgement (a good name, a clear comment) is not here; people review that.

// The lints ask for this to know that these modules are tests.
#[cfg(test)]
mod interface;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod licences;
#[cfg(test)]
mod links;
#[cfg(test)]
mod rust;
#[cfg(test)]
mod sections;
#[cfg(test)]
mod source;
