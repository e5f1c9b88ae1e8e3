//! What is in a folder or commit, with what is odd about its paths.

use std::collections::HashMap;

use assay_messages::said;

use super::limits::{DEEPEST, LONGEST_PATH, MOST_FILES, MOST_FOLDERS};
use crate::{CatalogueError, Problem, ProblemCode};

/// What is in a folder or commit: regular files, and links that are not followed.
pub(super) struct Listing {
    /// Path or URL, for messages.
    source_name: String,
    pub(super) files: Vec<Listed>,
    pub(super) links: Vec<String>,
    /// What was left out because of its path.
    pub(super) problems: Vec<Problem>,
    folders: usize,
}

/// A regular file.
pub(super) struct Listed {
    /// Path from the top, with `/`.
    pub(super) path: String,
    /// The object, in a repository.
    pub(super) object: Option<git2::Oid>,
}

impl Listing {
    pub(super) fn new(source_name: String) -> Listing {
        Listing { source_name, files: Vec::new(), links: Vec::new(), problems: Vec::new(), folders: 0 }
    }

    /// The path of an entry of a folder; none where its name could lead elsewhere, which is reported.
    pub(super) fn path(&mut self, prefix: &str, name: &[u8]) -> Option<String> {
        let readable = String::from_utf8_lossy(name);
        let path = format!("{prefix}{readable}");
        let reason = if !is_plain(name) {
            "This is no plain name of a file"
        } else if path.len() > LONGEST_PATH {
            "This path is longer than paths are"
        } else {
            return Some(path);
        };
        self.left_out(shortened(&path), reason);
        None
    }

    fn left_out(&mut self, path: String, reason: &str) {
        let message = said!("{reason}; it was left out.", reason);
        self.problems.push(Problem { path, line: None, code: ProblemCode::OddPath, message });
    }

    /// Whether to go into a folder: hidden ones hold nothing of a standard.
    ///
    /// # Errors
    /// `catalogue.too_large` after too many.
    pub(super) fn enters(&mut self, path: &str, depth: usize) -> Result<bool, CatalogueError> {
        self.folders += 1;
        if self.folders > MOST_FOLDERS {
            return Err(self.too_large(MOST_FOLDERS, "folders"));
        }
        if path.rsplit('/').next().is_some_and(|name| name.starts_with('.')) {
            return Ok(false);
        }
        if depth >= DEEPEST {
            self.left_out(path.to_owned(), "This folder lies deeper than folders of a standard do");
            return Ok(false);
        }
        Ok(true)
    }

    /// Takes a file.
    ///
    /// # Errors
    /// `catalogue.too_large` after too many.
    pub(super) fn file(&mut self, path: String, object: Option<git2::Oid>) -> Result<(), CatalogueError> {
        self.files.push(Listed { path, object });
        self.check()
    }

    /// Takes a link or a submodule.
    ///
    /// # Errors
    /// `catalogue.too_large` after too many.
    pub(super) fn link(&mut self, path: String) -> Result<(), CatalogueError> {
        self.links.push(path);
        self.check()
    }

    fn check(&self) -> Result<(), CatalogueError> {
        if self.files.len() + self.links.len() + self.problems.len() > MOST_FILES {
            return Err(self.too_large(MOST_FILES, "files"));
        }
        Ok(())
    }

    pub(super) fn too_large(&self, limit: usize, unit: &'static str) -> CatalogueError {
        CatalogueError::TooLarge { source_name: self.source_name.clone(), limit: limit as u64, unit }
    }
}

/// One component of a path that means itself on every system.
fn is_plain(name: &[u8]) -> bool {
    !matches!(name, b"" | b"." | b"..")
        && std::str::from_utf8(name).is_ok_and(|name| !name.contains(['/', '\\']) && !name.contains(char::is_control))
}

fn shortened(path: &str) -> String {
    const SHOWN: usize = 200;
    if path.len() <= SHOWN {
        return path.replace(char::is_control, "\u{fffd}");
    }
    let start: String = path.chars().take(SHOWN).collect();
    format!("{}…", start.replace(char::is_control, "\u{fffd}"))
}

/// A problem for each path that differs from an earlier one only in capitals: on some systems they are one file.
pub(super) fn similar(files: &[Listed]) -> Vec<Problem> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut problems = Vec::new();
    for file in files {
        if let Some(first) = seen.insert(file.path.to_lowercase(), &file.path) {
            let message = said!("{first} differs from this path only in capitals; both were read.", first);
            problems.push(Problem { path: file.path.clone(), line: None, code: ProblemCode::SimilarPath, message });
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_lead_elsewhere_are_left_out() {
        for name in
            [&b".."[..], b".", b"", b"a/b", b"..\\..\\x", b"C:\\x", b"a\0b", b"a\nb", b"\xff\xfe", &[b'a'; 2000]]
        {
            let mut listing = Listing::new("here".to_owned());
            assert_eq!(listing.path("tests/", name), None, "{name:?}");
            let [problem] = listing.problems.as_slice() else { panic!("{:?}", listing.problems) };
            assert_eq!(problem.code, ProblemCode::OddPath);
            assert!(problem.path.len() < 700 && !problem.path.contains(char::is_control), "{problem:?}");
        }
        let mut listing = Listing::new("here".to_owned());
        assert_eq!(listing.path("tests/", "ä b.md".as_bytes()).as_deref(), Some("tests/ä b.md"));
        assert!(listing.problems.is_empty());
    }

    #[test]
    fn a_list_ends() {
        let mut listing = Listing::new("here".to_owned());
        let error = (0..).find_map(|_| listing.enters("a/b", 1).err()).expect("it ends");
        assert_eq!(error.code(), "catalogue.too_large");
        let mut listing = Listing::new("here".to_owned());
        let error = (0..).find_map(|_| listing.link("a".to_owned()).err()).expect("it ends");
        assert_eq!(error.code(), "catalogue.too_large");
    }
}
