//! A small git repository, made on the fly, so that a commit can be attached as it would be from a real one.

use std::path::Path;

use git2::{Repository, Signature, Time};
use jiff::Timestamp;

use crate::{AssessmentError, Result};

/// Makes the repository in `dir` with two commits. The time is passed in: the same gives the same commits.
pub(super) fn make(dir: &Path, now: Timestamp) -> Result<()> {
    let failed = |error: git2::Error| AssessmentError::Unreadable {
        what: format!("the example's repository: {}", error.message()),
    };
    let repository = Repository::init(dir).map_err(failed)?;
    repository.remote("origin", "https://git.example.org/harbour/wallet.git").map_err(failed)?;
    let early = now.as_second() - 9 * 24 * 3600;
    let first = commit(&repository, None, "Store the session token", SESSION_BEFORE, early).map_err(failed)?;
    let message = "Keep the session token in the keystore\n\nIt was written to the shared preferences in clear text.\n";
    commit(&repository, Some(first), message, SESSION_AFTER, early + 2 * 24 * 3600).map_err(failed)?;
    Ok(())
}

const SESSION_BEFORE: &str = "fun keep(token: String) = preferences.edit { putString(\"token\", token) }\n";
const SESSION_AFTER: &str = "fun keep(token: String) = vault.seal(\"token\", token)\n";

fn commit(
    repository: &Repository,
    parent: Option<git2::Oid>,
    message: &str,
    content: &str,
    seconds: i64,
) -> std::result::Result<git2::Oid, git2::Error> {
    let blob = repository.blob(content.as_bytes())?;
    let mut tree = repository.treebuilder(None)?;
    tree.insert("Session.kt", blob, 0o100_644)?;
    let tree = repository.find_tree(tree.write()?)?;
    let author = Signature::new("Ines Aalto", "ines.aalto@example.org", &Time::new(seconds, 60))?;
    let parent = parent.map(|id| repository.find_commit(id)).transpose()?;
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    repository.commit(Some("HEAD"), &author, &author, message, &tree, &parents)
}
