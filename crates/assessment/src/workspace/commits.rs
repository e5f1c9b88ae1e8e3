//! Git commits as evidence: resolved once, when they are attached.

use std::path::Path;

use jiff::Timestamp;

use crate::view::EvidenceContent;
use crate::{AssessmentError, Result};

/// A place in the files of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePlace {
    /// The file, from the root of the repository.
    pub path: String,
    /// The first and the last line, counted from 1.
    pub lines: Option<(u32, u32)>,
}

/// Resolves a commit, branch, tag or `HEAD~2` in the repository at a path, and a place in what it holds. Blocks.
pub(super) fn resolve(repository: &str, revision: &str, at: Option<&CodePlace>) -> Result<EvidenceContent> {
    let missing = || AssessmentError::RepositoryMissing { path: repository.to_owned() };
    let unknown = || AssessmentError::RevisionMissing { path: repository.to_owned(), revision: revision.to_owned() };
    if repository.trim().is_empty() {
        return Err(missing());
    }
    let repo = git2::Repository::discover(Path::new(repository.trim())).map_err(|_| missing())?;
    let object = repo.revparse_single(revision.trim()).map_err(|_| unknown())?;
    let commit = object.peel_to_commit().map_err(|_| unknown())?;
    let at = at.map(|at| checked(&repo, &commit, at)).transpose()?;
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
        path: at.as_ref().map(|at| at.path.clone()),
        lines: at.and_then(|at| at.lines),
    })
}

/// The place, where the commit holds it.
fn checked(repo: &git2::Repository, commit: &git2::Commit<'_>, at: &CodePlace) -> Result<CodePlace> {
    let path = at.path.trim().trim_start_matches("./").trim_matches('/').to_owned();
    let missing = || AssessmentError::NoFileInCommit { path: path.clone(), commit: commit.id().to_string() };
    let entry = commit.tree().and_then(|tree| tree.get_path(Path::new(&path))).map_err(|_| missing())?;
    let blob = entry.to_object(repo).and_then(|object| object.peel_to_blob()).map_err(|_| missing())?;
    if let Some((first, last)) = at.lines {
        let content = blob.content();
        let ends = memchr::memchr_iter(b'\n', content).count();
        let total = ends + usize::from(content.last().is_some_and(|byte| *byte != b'\n'));
        if first == 0 || last < first || last as usize > total {
            return Err(AssessmentError::NoLineInFile { path, total });
        }
    }
    Ok(CodePlace { path, lines: at.lines })
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
