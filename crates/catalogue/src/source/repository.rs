//! A git repository on this machine, at one commit, read from its object database.

use std::path::Path;

use git2::{ErrorCode, ObjectType, Oid, Repository, RepositoryOpenFlags, Tree};

use super::fetch::without_credentials;
use super::limits::{MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_A_LIST};
use super::listing::Listing;
use crate::CatalogueError;

/// A repository, and the commit that it is read at.
pub(super) struct Pinned {
    /// Path or URL, for messages.
    pub(super) name: String,
    pub(super) commit: Oid,
    /// What was resolved to the commit; none where the commit itself was given.
    pub(super) resolved_from: Option<String>,
    repository: Repository,
}

/// Whether a folder is a work tree or a bare repository.
pub(super) fn is_at(path: &Path) -> bool {
    path.join(".git").exists()
        || (path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir())
}

/// The object id in a text of 40 (or, in newer repositories, 64) hex digits.
pub(super) fn full_id(text: &str) -> Option<Oid> {
    (text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| Oid::from_str(text).ok()).flatten()
}

impl Pinned {
    pub(super) fn open(path: &Path, revision: Option<&str>) -> Result<Pinned, CatalogueError> {
        let name = path.display().to_string();
        if !path.exists() {
            return Err(CatalogueError::NotFound { path: name });
        }
        let no_upward_search = RepositoryOpenFlags::NO_SEARCH;
        let repository =
            Repository::open_ext(path, no_upward_search, std::iter::empty::<&Path>()).map_err(|error| {
                CatalogueError::NotARepository { source_name: name.clone(), reason: error.message().to_owned() }
            })?;
        let revision = revision.unwrap_or("HEAD");
        let (commit, resolved_from) = match full_id(revision) {
            Some(id) => (id, None),
            None => (resolve(&repository, &name, revision)?, Some(revision.to_owned())),
        };
        Pinned::at(repository, name, commit, resolved_from)
    }

    /// A repository at a commit that must be in it.
    pub(super) fn at(
        repository: Repository,
        name: String,
        commit: Oid,
        resolved_from: Option<String>,
    ) -> Result<Pinned, CatalogueError> {
        match repository.find_commit(commit).map(|_| ()) {
            Ok(()) => Ok(Pinned { name, commit, resolved_from, repository }),
            Err(error) if matches!(error.code(), ErrorCode::NotFound | ErrorCode::GenericError) => {
                let revision = resolved_from.unwrap_or_else(|| commit.to_string());
                Err(CatalogueError::NoCommit { source_name: name, revision })
            }
            Err(error) => Err(damaged(&name, &error)),
        }
    }

    fn damaged(&self, error: &git2::Error) -> CatalogueError {
        damaged(&self.name, error)
    }

    fn tree(&self) -> Result<Tree<'_>, CatalogueError> {
        self.repository.find_commit(self.commit).and_then(|commit| commit.tree()).map_err(|error| self.damaged(&error))
    }

    pub(super) fn list(&self) -> Result<Listing, CatalogueError> {
        let mut listing = Listing::new(self.name.clone());
        let commit = self.repository.find_commit(self.commit).map_err(|error| self.damaged(&error))?;
        let root = self.folder(commit.tree_id(), &listing)?;
        self.walk(&root, "", 0, &mut listing)?;
        Ok(listing)
    }

    fn walk(&self, tree: &Tree<'_>, prefix: &str, depth: usize, listing: &mut Listing) -> Result<(), CatalogueError> {
        for entry in tree {
            let Some(path) = listing.path(prefix, entry.name_bytes()) else { continue };
            match (entry.kind(), entry.filemode()) {
                (Some(ObjectType::Tree), _) if listing.enters(&path, depth)? => {
                    let folder = self.folder(entry.id(), listing)?;
                    self.walk(&folder, &format!("{path}/"), depth + 1, listing)?;
                }
                (Some(ObjectType::Blob), 0o120_000) | (Some(ObjectType::Commit), _) => listing.link(path)?,
                (Some(ObjectType::Blob), _) => listing.file(path, Some(entry.id()))?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Git's list of a folder, whose length is looked at before it is unpacked.
    fn folder(&self, id: Oid, listing: &Listing) -> Result<Tree<'_>, CatalogueError> {
        let header = self.repository.odb().and_then(|objects| objects.read_header(id));
        let (length, _) = header.map_err(|error| self.damaged(&error))?;
        if length > MOST_BYTES_OF_A_LIST {
            return Err(listing.too_large(MOST_BYTES_OF_A_LIST, "bytes in the list of one folder"));
        }
        self.repository.find_tree(id).map_err(|error| self.damaged(&error))
    }

    /// Its objects for one more thread: a repository that is opened once gives one object at a time.
    pub(super) fn objects(&self) -> Result<Objects, CatalogueError> {
        let no_upward_search = RepositoryOpenFlags::NO_SEARCH;
        let opened = Repository::open_ext(self.repository.path(), no_upward_search, std::iter::empty::<&Path>());
        let repository = opened.map_err(|error| self.damaged(&error))?;
        Ok(Objects { name: self.name.clone(), repository })
    }

    /// A file by its path; none where there is none or it is too large.
    pub(super) fn load_path(&self, path: &str) -> Result<Option<Vec<u8>>, CatalogueError> {
        match self.tree()?.get_path(Path::new(path)) {
            Ok(entry) if entry.kind() == Some(ObjectType::Blob) => {
                read(&self.repository, entry.id(), MOST_BYTES_OF_A_FILE).map_err(|error| self.damaged(&error))
            }
            Ok(_) => Ok(None),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(self.damaged(&error)),
        }
    }

    pub(super) fn origin(&self) -> Option<String> {
        let remote = self.repository.find_remote("origin").ok()?;
        let url = remote.url().ok()?;
        url.starts_with("https://").then(|| without_credentials(url))
    }

    /// States the URL that the repository was fetched from, for later readings of the cache.
    pub(super) fn remember_origin(&self, url: &str) {
        if self.repository.find_remote("origin").is_err() {
            // Only a convenience: without it the caller states the URL.
            let _ = self.repository.remote("origin", url);
        }
    }

    /// The version in a tag on the commit, `2.1.0` of `v2.1.0`; the last in the alphabet where there are several.
    pub(super) fn tag(&self) -> Option<String> {
        let names = self.repository.tag_names(None).ok()?;
        let mut versions: Vec<String> = names
            .iter()
            .filter_map(|name| name.ok().flatten())
            .filter(|name| {
                let tag = self.repository.find_reference(&format!("refs/tags/{name}"));
                tag.and_then(|tag| tag.peel_to_commit()).is_ok_and(|commit| commit.id() == self.commit)
            })
            .map(|name| name.trim_start_matches('v').to_owned())
            .filter(|version| version.starts_with(|first: char| first.is_ascii_digit()))
            .collect();
        versions.sort();
        // Of two names of one release the one that was asked for.
        let asked =
            self.resolved_from.as_deref().map(|name| name.trim_start_matches("refs/tags/").trim_start_matches('v'));
        asked.filter(|name| versions.iter().any(|it| it == name)).map(str::to_owned).or_else(|| versions.pop())
    }
}

/// The objects of a repository.
pub(super) struct Objects {
    name: String,
    repository: Repository,
}

impl Objects {
    /// A file; none where it has more than `most` bytes.
    pub(super) fn read(&self, id: Oid, most: u64) -> Result<Option<Vec<u8>>, CatalogueError> {
        read(&self.repository, id, most).map_err(|error| damaged(&self.name, &error))
    }
}

fn read(repository: &Repository, id: Oid, most: u64) -> Result<Option<Vec<u8>>, git2::Error> {
    let objects = repository.odb()?;
    // The header first: a file that is too large is never unpacked.
    let (length, _) = objects.read_header(id)?;
    if length as u64 > most {
        return Ok(None);
    }
    Ok(Some(objects.read(id)?.data().to_vec()))
}

fn damaged(name: &str, error: &git2::Error) -> CatalogueError {
    CatalogueError::Damaged { source_name: name.to_owned(), reason: error.message().to_owned() }
}

/// Whether a text can be a shortened id: at least seven hex digits, as git writes them.
pub(super) fn is_shortened_id(text: &str) -> bool {
    (7..40).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The commit of a shortened id, where it is the only one that begins so.
pub(super) fn shortened_id(repository: &Repository, text: &str) -> Option<Oid> {
    is_shortened_id(text).then(|| repository.find_commit_by_prefix(text).ok()).flatten().map(|commit| commit.id())
}

/// The commit of `HEAD`, a branch, a tag or a shortened id. Expressions such as `HEAD~1` are not read: they would say
/// something else tomorrow.
fn resolve(repository: &Repository, name: &str, revision: &str) -> Result<Oid, CatalogueError> {
    ["", "refs/heads/", "refs/tags/", "refs/remotes/origin/"]
        .iter()
        .filter(|prefix| !prefix.is_empty() || revision == "HEAD" || revision.starts_with("refs/"))
        .find_map(|prefix| repository.find_reference(&format!("{prefix}{revision}")).ok()?.peel_to_commit().ok())
        .map(|commit| commit.id())
        .or_else(|| shortened_id(repository, revision))
        .ok_or_else(|| CatalogueError::NoCommit { source_name: name.to_owned(), revision: revision.to_owned() })
}
