//! Fetching a repository from a URL into a bare repository of its own in the caller's cache folder.
//!
//! Only what the pinned commit needs is asked for: that commit, without its history where the server can do that. A
//! commit that was fetched before is read from the cache, without a connection.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use git2::{AutotagOption, ErrorClass, ErrorCode, FetchOptions, Oid, RemoteCallbacks, Repository};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::repository::{self, Pinned};
use super::{Phase, Progress, io_error};
use crate::CatalogueError;

/// The most bytes that are fetched; MASTG with its whole history has about 700 MB.
const MOST_BYTES: usize = 2 * 1024 * 1024 * 1024;

/// Where a repository is.
pub(super) enum Location {
    /// On this machine.
    Local(PathBuf),
    /// Somewhere else, at this URL.
    Remote(String),
}

impl Location {
    /// Reads a path, a `file:` or an `https:` URL.
    pub(super) fn of(text: &str) -> Result<Location, CatalogueError> {
        if let Some(path) = text.strip_prefix("file://") {
            let path = path.strip_prefix("localhost").unwrap_or(path);
            return Ok(Location::Local(PathBuf::from(&*percent_decode_str(path).decode_utf8_lossy())));
        }
        let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("https") => Ok(Location::Remote(text.to_owned())),
            Some(_) => Err(CatalogueError::UnsupportedUrl { source_name: without_credentials(text) }),
            // `git@host:path` is no path that exists.
            None if text.contains('@') && text.contains(':') && !Path::new(text).exists() => {
                Err(CatalogueError::UnsupportedUrl { source_name: text.to_owned() })
            }
            None => Ok(Location::Local(PathBuf::from(text))),
        }
    }
}

/// The URL without user and password, which must not get into messages, logs and reports.
pub(super) fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
    let host = host.rsplit('@').next().unwrap_or(host);
    path.map_or_else(|| format!("{scheme}://{host}"), |path| format!("{scheme}://{host}/{path}"))
}

/// Fetches what the revision needs, and opens it.
pub(super) fn fetch(
    url: &str,
    revision: Option<&str>,
    cache: &Path,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Pinned, CatalogueError> {
    let name = without_credentials(url);
    let folder = cache.join(format!("{}.git", &hex::encode(Sha256::digest(name.as_bytes()))[..32]));
    std::fs::create_dir_all(&folder).map_err(|error| io_error(&folder, error))?;
    let repository = Repository::open_bare(&folder).or_else(|_| Repository::init_bare(&folder)).map_err(|error| {
        CatalogueError::Damaged { source_name: folder.display().to_string(), reason: error.message().to_owned() }
    })?;
    let revision = revision.unwrap_or("HEAD");
    let mut fetching = Fetching { url, name: &name, repository: &repository, progress };
    let (commit, resolved_from) = match repository::full_id(revision) {
        Some(commit) => (commit, None),
        None => (fetching.resolve(revision)?, Some(revision.to_owned())),
    };
    if repository.find_commit(commit).is_err() {
        fetching.bring(commit)?;
    }
    let pinned = Pinned::at(repository, name.clone(), commit, resolved_from)?;
    pinned.remember_origin(&name);
    Ok(pinned)
}

struct Fetching<'a> {
    url: &'a str,
    /// The URL, without credentials.
    name: &'a str,
    repository: &'a Repository,
    progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl Fetching<'_> {
    fn failed(&self, error: &git2::Error) -> CatalogueError {
        let source_name = self.name.to_owned();
        let reason = error.message().replace(self.url, self.name);
        let no_repository = error.code() == ErrorCode::NotFound
            || (error.class() == ErrorClass::Http && (reason.contains("404") || reason.contains("401")))
            || error.class() == ErrorClass::Repository;
        if no_repository {
            CatalogueError::NotARepository { source_name, reason }
        } else {
            CatalogueError::Fetch { source_name, reason }
        }
    }

    /// What the remote lists: names and what they stand for. An annotated tag is listed twice; the name with `^{}` is the
    /// commit that it stands on.
    fn heads(&mut self) -> Result<Vec<(String, Oid)>, CatalogueError> {
        self.step(0, 0)?;
        let listed = self.repository.remote_anonymous(self.url).and_then(|mut remote| {
            let connection = remote.connect_auth(git2::Direction::Fetch, None, None)?;
            let heads = connection.list()?;
            Ok(heads.iter().map(|head| (head.name().to_owned(), head.oid())).collect::<Vec<_>>())
        });
        listed.map_err(|error| self.failed(&error))
    }

    /// The commit that the remote's `HEAD`, branch or tag stands for now, or that a shortened id names. A remote looks
    /// no shortened id up, and bringing all it has to find one would take hundreds of megabytes: it is looked for among
    /// the tips that the remote lists and in what was brought before.
    fn resolve(&mut self, revision: &str) -> Result<Oid, CatalogueError> {
        let heads = self.heads()?;
        let wanted = [
            format!("refs/tags/{revision}^{{}}"),
            format!("refs/tags/{revision}"),
            format!("refs/heads/{revision}"),
            revision.to_owned(),
        ];
        let find = |name: &String| heads.iter().find(|(head, _)| head == name).map(|(_, id)| *id);
        if let Some(id) = wanted.iter().find_map(find) {
            return Ok(id);
        }
        let shortened = repository::is_shortened_id(revision);
        let mut tips = heads.iter().map(|(_, id)| *id).filter(|id| shortened && id.to_string().starts_with(revision));
        if let Some(id) = tips.next().filter(|id| tips.all(|other| other == *id)) {
            return Ok(id);
        }
        repository::shortened_id(self.repository, revision).ok_or_else(|| CatalogueError::NoCommit {
            source_name: self.name.to_owned(),
            revision: revision.to_owned(),
        })
    }

    /// Brings a commit: alone, else with everything that the remote has, for servers that give no single commits.
    fn bring(&mut self, commit: Oid) -> Result<(), CatalogueError> {
        let no_commit = CatalogueError::NoCommit { source_name: self.name.to_owned(), revision: commit.to_string() };
        // Listing comes first: it tells a remote that cannot be reached from one that does not have the commit.
        let heads = self.heads()?;
        let alone = format!("+{commit}:refs/assay/{commit}");
        if self.attempt(&[&alone], 1)?.is_err() || self.repository.find_commit(commit).is_err() {
            let everything = ["+refs/heads/*:refs/assay/heads/*", "+refs/tags/*:refs/tags/*"];
            self.attempt(&everything, 0)?.map_err(|error| self.failed(&error))?;
        }
        self.repository.find_commit(commit).map_err(|_| no_commit)?;
        for (name, _) in heads.iter().filter(|(_, id)| *id == commit) {
            let name = name.trim_end_matches("^{}");
            if name.starts_with("refs/tags/") {
                // Only for the version that a tag gives to the commit: without it the commit's id says which it is.
                let _ = self.repository.reference(name, commit, true, "tag of the pinned commit");
            }
        }
        Ok(())
    }

    /// One fetch: stopped for good, or what git said.
    fn attempt(&mut self, specs: &[&str], depth: i32) -> Result<Result<(), git2::Error>, CatalogueError> {
        let cancelled = Cell::new(false);
        let too_large = Cell::new(false);
        let result = {
            let progress = &mut *self.progress;
            let mut callbacks = RemoteCallbacks::new();
            callbacks.transfer_progress(|transfer| {
                let count = |objects: usize| u32::try_from(objects).unwrap_or(u32::MAX);
                let (done, total) = (count(transfer.received_objects()), count(transfer.total_objects()));
                cancelled.set(progress(Progress { phase: Phase::Fetching, done, total }).is_break());
                too_large.set(transfer.received_bytes() > MOST_BYTES);
                !cancelled.get() && !too_large.get()
            });
            let mut options = FetchOptions::new();
            options.remote_callbacks(callbacks).download_tags(AutotagOption::None).depth(depth);
            self.repository
                .remote_anonymous(self.url)
                .and_then(|mut remote| remote.fetch(specs, Some(&mut options), None))
        };
        if result.is_err() && cancelled.get() {
            return Err(CatalogueError::Cancelled);
        }
        if result.is_err() && too_large.get() {
            let limit = MOST_BYTES as u64;
            return Err(CatalogueError::TooLarge { source_name: self.name.to_owned(), limit, unit: "bytes" });
        }
        Ok(result)
    }

    fn step(&mut self, done: u32, total: u32) -> Result<(), CatalogueError> {
        super::report(self.progress, Phase::Fetching, done, total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository with three commits, the first one tagged, and its URL. The transport for files stands in for the one for https.
    fn remote() -> (tempfile::TempDir, String, [Oid; 3]) {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = Repository::init_bare(folder.path()).expect("a repository");
        let author = git2::Signature::new("A", "a@example.org", &git2::Time::new(1_700_000_000, 0)).expect("an author");
        let mut commits = Vec::new();
        for text in ["one", "between", "two"] {
            let blob = repository.blob(text.as_bytes()).expect("a blob");
            let mut builder = repository.treebuilder(None).expect("a tree");
            builder.insert("License.md", blob, 0o100_644).expect("an entry");
            let tree = repository.find_tree(builder.write().expect("a tree")).expect("a tree");
            let parents: Vec<_> = commits.last().and_then(|id| repository.find_commit(*id).ok()).into_iter().collect();
            let parents: Vec<_> = parents.iter().collect();
            commits.push(repository.commit(Some("HEAD"), &author, &author, text, &tree, &parents).expect("a commit"));
        }
        let first = repository.find_object(commits[0], None).expect("an object");
        repository.tag("v1.0.0", &first, &author, "made up", false).expect("a tag");
        let url = format!("file://{}", folder.path().display());
        (folder, url, [commits[0], commits[1], commits[2]])
    }

    fn go_on(_: Progress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    #[test]
    fn names_are_resolved_once_and_commits_come_from_the_cache() {
        let (folder, url, [first, between, second]) = remote();
        let cache = tempfile::tempdir().expect("a folder");
        let get = |revision: Option<&str>| fetch(&url, revision, cache.path(), &mut go_on);
        let head = get(None).expect("the head");
        assert_eq!((head.commit, head.resolved_from.as_deref()), (second, Some("HEAD")));
        let tag = get(Some("v1.0.0")).expect("the tag");
        assert_eq!((tag.commit, tag.resolved_from.as_deref()), (first, Some("v1.0.0")));
        assert_eq!(tag.tag().as_deref(), Some("1.0.0"), "the tag's name came along");
        assert_eq!(tag.load_path("License.md").expect("a file").as_deref(), Some(&b"one"[..]));
        let shortened = first.to_string()[..12].to_owned();
        assert_eq!(get(Some(&shortened)).expect("the first commit").commit, first);
        let elsewhere = tempfile::tempdir().expect("a folder");
        let fresh = |revision: &str| fetch(&url, Some(revision), elsewhere.path(), &mut go_on);
        let error = fresh(&between.to_string()[..7]).err().expect("no tip, and not brought yet");
        assert_eq!(error.code(), "catalogue.no_commit");
        assert_eq!(fresh(&second.to_string()[..7]).expect("a tip").commit, second);
        assert_eq!(get(Some("nothing")).err().expect("refused").code(), "catalogue.no_commit");
        let nowhere = "0123456789012345678901234567890123456789";
        assert_eq!(get(Some(nowhere)).err().expect("refused").code(), "catalogue.no_commit");

        drop(folder);
        let pinned = get(Some(&first.to_string())).expect("from the cache, without the remote");
        assert_eq!((pinned.commit, pinned.resolved_from), (first, None));
        let gone = get(None).err().expect("refused");
        assert!(matches!(gone.code(), "catalogue.not_a_repository" | "catalogue.fetch"), "{gone}");
    }

    #[test]
    fn a_fetch_stops_when_told() {
        let (_folder, url, _) = remote();
        let cache = tempfile::tempdir().expect("a folder");
        let stop = &mut |_| ControlFlow::Break(());
        let stopped = fetch(&url, None, cache.path(), stop).err().expect("stopped");
        assert_eq!(stopped.code(), "catalogue.cancelled");
    }

    #[test]
    fn credentials_are_taken_out_of_urls() {
        for (url, without) in [
            ("https://a:b@example.org/x/y", "https://example.org/x/y"),
            ("https://token@example.org", "https://example.org"),
            ("https://example.org/a@b", "https://example.org/a@b"),
            ("a/path@b", "a/path@b"),
        ] {
            assert_eq!(without_credentials(url), without);
        }
    }

    #[test]
    fn file_urls_are_paths() {
        for (url, path) in [("file:///a/b%20c", "/a/b c"), ("file://localhost/a", "/a"), ("file:///a%zz", "/a%zz")] {
            assert!(matches!(Location::of(url), Ok(Location::Local(found)) if found == Path::new(path)), "{url}");
        }
    }
}
