//! How much a file may ask of us. Checked before the file is understood, so that a hostile one costs nothing.

use crate::problem::ImportProblem;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How large, how deep and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Brackets within brackets. JSON is read by recursion further on, and 128 is where `serde_json` stops.
    pub depth: usize,
    /// Resources in the file.
    pub resources: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 100_000_000, depth: 100, resources: 250_000 }
    }
}

impl Limits {
    /// Refuses a size before anything is read.
    ///
    /// # Errors
    /// [`ImportProblem::TooLarge`].
    pub fn check_size(&self, bytes: u64) -> Result<(), ImportProblem> {
        if bytes > self.bytes {
            return Err(ImportProblem::TooLarge { found: bytes, limit: self.bytes });
        }
        Ok(())
    }

    /// Refuses JSON text nested too deep, whether or not the text is well formed.
    pub(crate) fn check_depth(&self, text: &[u8]) -> Result<(), ImportProblem> {
        let mut depth = 0_usize;
        let mut in_string = false;
        let mut escaped = false;
        for byte in text {
            if in_string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => in_string = true,
                b'{' | b'[' => {
                    depth += 1;
                    if depth > self.depth {
                        return Err(ImportProblem::TooDeep { limit: self.depth });
                    }
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Reads a file of at most [`Limits::bytes`]. A larger one is refused by its size, without being read.
///
/// # Errors
/// [`ImportProblem::TooLarge`] or [`ImportProblem::Unreadable`].
pub fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, ImportProblem> {
    let file = File::open(path).map_err(ImportProblem::Unreadable)?;
    let length = file.metadata().map_err(ImportProblem::Unreadable)?.len();
    limits.check_size(length)?;
    let mut bytes = Vec::new();
    // A pipe or a growing file says a length that is not true: never take more than one byte over the limit.
    file.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(ImportProblem::Unreadable)?;
    limits.check_size(bytes.len() as u64)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_inside_words_do_not_count_as_depth() {
        let limits = Limits { depth: 2, ..Limits::default() };
        assert!(limits.check_depth(br#"{"a":["[[[[\"[[["]}"#).is_ok(), "brackets in a string are words");
        assert!(limits.check_depth(br#"{"a":[[1]]}"#).is_err(), "three levels are one too many");
        assert!(limits.check_depth(b"]]]]{}").is_ok(), "closing too often is for the parser to find");
    }

    #[test]
    fn a_file_of_500_mb_is_refused_by_its_size_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.json");
        File::create(&path).unwrap().set_len(500_000_000).unwrap();
        let problem = read_file(&path, &Limits::default()).unwrap_err();
        assert!(matches!(problem, ImportProblem::TooLarge { found: 500_000_000, .. }), "{problem}");
        assert!(problem.to_string().contains("500 MB"), "{problem}");
    }
}
