//! What the acceptance tests share: a user with a home and a workspace of their own, the programs that cargo built, and
//! the real OWASP data where it is there.
//!
//! These tests see Assay only from outside, as a program: arguments in, text, JSON, exit codes and files out.

mod pdf;
mod user;

use std::path::{Path, PathBuf};

pub use pdf::{PdfText, pdf_text};
pub use user::{Ran, User};

/// A program that cargo built beside this test.
///
/// # Panics
/// When it is not built: `cargo test -p assay-tests` does not build other packages' programs.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    let path = test.ancestors().nth(2).unwrap_or(Path::new("")).join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        path.is_file(),
        "{} is not built: run `cargo build --workspace --all-targets` first, or `npm test`",
        path.display()
    );
    path
}

/// A folder of the shared test data (`owasp/mastg`, `samples`, ...): under `ASSAY_SHARED`, else in `../shared` beside the
/// checkout. Says that it skips when there is none.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ASSAY_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = root.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

/// Whether a program of the system is there; says that it skips when it is not.
pub fn has_tool(name: &str) -> bool {
    let there = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()));
    if !there {
        println!("skipped: {name} is not installed");
    }
    there
}

/// The SHA-256 of these bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(<sha2::Sha256 as sha2::Digest>::digest(bytes))
}
