//! Git commits as evidence: resolved once, when they are attached.

use std::path::Path;

use jiff::Timestamp;

use crate::view::EvidenceContent;
use crate::{AssessmentError, Result};

/// Resolves a commit, branch, tag or `HEAD~2` in the repository at a path. Blocks.
pub(super) fn resolve(repository: &str, revision: &str) -> Result<EvidenceContent> {
    let missing = || AssessmentError::RepositoryMissing { path: repository.to_owned() };
    let unknown = || AssessmentError::RevisionMissing { path: repository.to_owned(), revision: revision.to_owned() };
    if repository.trim().is_empty() {
        return Err(missing());
    }
    let repo = git2::Repository::discover(Path::new(repository.trim())).map_err(|_| missing())?;
    let object = repo.revparse_single(revision.trim()).map_err(|_| unknown())?;
    let commit = object.peel_to_commit().map_err(|_| unknown())?;
    let author = commit.author();
    let name = String::from_utf8_lossy(author.name_bytes()).into_owned();
    let email = String::from_utf8_lossy(author.email_bytes()).into_owned();
    let subject = commit.summary_bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    Ok(EvidenceContent::Commit {
        repository: origin(&repo).unwrap_or_else(|| repository.trim().to_owned()),
        id: commit.id().to_string(),
        author: if email.is_empty() { name } else { format!("{name} <{email}>") },
        author_date: Timestamp::from_second(author.when().seconds()).unwrap_or(Timestamp::UNIX_EPOCH),
        subject: subject.unwrap_or_default(),
    })
}

/// Where the repository came from, without names and passwords: more use to a reader than a folder of this machine.
fn origin(repo: &git2::Repository) -> Option<String> {
    let remote = repo.find_remote("origin").ok()?;
    let mut url = url::Url::parse(&String::from_utf8_lossy(remote.url_bytes())).ok()?;
    if !matches!(url.scheme(), "https" | "http" | "ssh" | "git") {
        return None;
    }
    if url.scheme() != "ssh" {
        url.set_username("").ok()?;
    }
    url.set_password(None).ok()?;
    Some(url.to_string())
}
