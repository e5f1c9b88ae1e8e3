//! Where catalogues are read from: git repositories, at a pinned commit, and plain folders.
//!
//! A repository is read straight from its object database: nothing is checked out, and what lies in a work tree without
//! being committed is not seen. A moving name (`HEAD`, a branch, a tag) is resolved once, and the commit is what counts.

mod fetch;
mod folder;
mod includes;
mod repository;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::read::{self, File};
use crate::{Catalogue, CatalogueError, CatalogueName, Import, Include, Problem, ProblemCode, Text, digest, shipped};

/// The largest file that is read; the largest of OWASP's has 110 kB.
const MOST_BYTES_OF_A_FILE: u64 = 2 * 1024 * 1024;

/// The most files that a folder or commit may have; MASTG has about 3,000.
const MOST_FILES: usize = 100_000;

/// Where a catalogue is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "at")]
pub enum Source {
    /// A folder. If it is a git work tree or a bare repository it is read as one, else from the file system.
    Folder(PathBuf),
    /// A git repository: a path, a `file:` or an `https:` URL.
    Repository(String),
}

/// What to read, and what the caller knows about it.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// A full commit id; or a branch, a tag or `HEAD` (the default), which is resolved once and reported.
    pub revision: Option<String>,
    /// The folder that repositories at URLs are fetched into; each gets a bare repository of its own in it.
    pub cache: Option<PathBuf>,
    /// The version as people say it, where the caller knows it.
    pub version: Option<String>,
    /// The URL to state as origin, where the caller knows better than the path it reads from.
    pub source_url: Option<String>,
    /// The commit to state for a plain folder that was exported from one.
    pub stated_commit: Option<String>,
}

/// What a reading is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Objects come from a remote.
    Fetching,
    /// Files are looked for.
    Listing,
    /// Files are read.
    Reading,
    /// Code that texts include is read; comes last, and only where there is some.
    Including,
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What it is busy with.
    pub phase: Phase,
    /// Objects or files done.
    pub done: u32,
    /// Objects or files in all; 0 while unknown.
    pub total: u32,
}

/// Reads a catalogue with its texts.
///
/// `progress` is called often; where it breaks, the reading stops with `catalogue.cancelled`.
///
/// # Errors
/// Where there is no catalogue to read at all, see [`CatalogueError`]; a broken file is a problem of the import instead.
pub fn read(
    source: &Source,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Import, CatalogueError> {
    let opened = Opened::open(source, options, progress)?;
    let mut listing = opened.list(progress)?;
    let name = read::recognise(&listing.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>())
        .ok_or_else(|| CatalogueError::NotACatalogue { source_name: opened.name() })?;
    listing.files.sort_by(|a, b| a.path.cmp(&b.path));
    let (wanted, others): (Vec<Listed>, Vec<Listed>) =
        listing.files.into_iter().partition(|file| read::wants(name, &file.path));
    let mut problems: Vec<Problem> = listing
        .links
        .into_iter()
        .filter(|path| read::wants(name, path))
        .map(|path| {
            let message = "This is a link, and links are not followed; it was left out.".to_owned();
            Problem { path, line: None, code: ProblemCode::LinkNotFollowed, message }
        })
        .collect();

    let total = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
    let mut files = Vec::with_capacity(wanted.len());
    for (done, listed) in (0..).zip(&wanted) {
        report(progress, Phase::Reading, done, total)?;
        let decoded = match opened.load(listed)? {
            Some(bytes) => decode(bytes),
            None => Err((None, ProblemCode::TooLarge, format!("It has more than {MOST_BYTES_OF_A_FILE} bytes"))),
        };
        match decoded {
            Ok(text) => files.push(File { path: listed.path.clone(), text }),
            Err((line, code, reason)) => {
                let message = format!("{reason}; the file was left out.");
                problems.push(Problem { path: listed.path.clone(), line, code, message });
            }
        }
    }
    report(progress, Phase::Reading, total, total)?;
    let mut import = assemble(name, &files, &opened, options, problems)?;
    import.includes = included(&import.texts, &others, &opened, progress)?;
    Ok(import)
}

/// The files that texts include, as far as they are there and are text.
fn included(
    texts: &[Text],
    others: &[Listed],
    opened: &Opened,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Include>, CatalogueError> {
    let named: BTreeSet<String> = texts.iter().flat_map(|it| includes::named_in(&it.path, &it.markdown)).collect();
    let listed: Vec<&Listed> = others.iter().filter(|file| named.contains(&file.path)).collect();
    let total = u32::try_from(listed.len()).unwrap_or(u32::MAX);
    let mut includes = Vec::with_capacity(listed.len());
    for (done, file) in (0..).zip(listed) {
        report(progress, Phase::Including, done, total)?;
        let Some(bytes) = opened.load(file)? else { continue };
        let Ok(content) = decode(bytes) else { continue };
        let content = content.strip_prefix('\u{feff}').unwrap_or(&content).replace("\r\n", "\n");
        let digest = digest::digest_of_text(&content);
        includes.push(Include { digest, path: file.path.clone(), content });
    }
    Ok(includes)
}

fn assemble(
    name: CatalogueName,
    files: &[File],
    opened: &Opened,
    options: &ReadOptions,
    mut problems: Vec<Problem>,
) -> Result<Import, CatalogueError> {
    let (mut draft, era, counts) = read::read(name, files);
    problems.append(&mut draft.problems);
    problems.sort();
    if draft.controls.is_empty() && draft.weaknesses.is_empty() && draft.tests.is_empty() {
        let first = problems.first().map(|it| match it.line {
            Some(line) => format!("{}, line {line}: {}", it.path, it.message),
            None => format!("{}: {}", it.path, it.message),
        });
        return Err(CatalogueError::Empty { source_name: opened.name(), name, problems: problems.len(), first });
    }
    let mut catalogue = Catalogue {
        publisher: "OWASP".to_owned(),
        name,
        version: String::new(),
        source_url: options.source_url.clone().or_else(|| opened.origin()).unwrap_or_default(),
        commit: opened.commit().or_else(|| options.stated_commit.clone()).unwrap_or_default(),
        licence: opened.licence()?,
        digest: String::new(),
        era,
        groups: draft.groups,
        controls: draft.controls,
        weaknesses: draft.weaknesses,
        tests: draft.tests,
    };
    catalogue.digest = digest::digest_of_catalogue(&catalogue);
    let known = shipped::try_shipped().ok().map(|pinned| pinned.of_name(name));
    if let Some(known) = known {
        shipped::copy_summaries(known, &mut catalogue);
    }
    catalogue.version = options
        .version
        .clone()
        .or(draft.version)
        .or_else(|| opened.tag())
        .or_else(|| known.filter(|known| known.digest == catalogue.digest).map(|known| known.version.clone()))
        .unwrap_or_else(|| match catalogue.commit.get(..12) {
            Some(short) => format!("unreleased ({short})"),
            None => "unreleased".to_owned(),
        });
    let resolved_from = opened.resolved_from();
    Ok(Import {
        catalogue,
        texts: draft.texts,
        includes: Vec::new(),
        pages: draft.pages,
        unknown: draft.unknown,
        problems,
        counts,
        resolved_from,
    })
}

/// The text of a file, or the line, code and reason why it has none.
fn decode(bytes: Vec<u8>) -> Result<String, (Option<u32>, ProblemCode, String)> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err((Some(1), ProblemCode::NotUtf8, "It is UTF-16, not UTF-8".to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        (u32::try_from(line).ok(), ProblemCode::NotUtf8, "It is no UTF-8 text".to_owned())
    })
}

fn report(
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    phase: Phase,
    done: u32,
    total: u32,
) -> Result<(), CatalogueError> {
    match progress(Progress { phase, done, total }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(CatalogueError::Cancelled),
    }
}

/// What is in a folder or commit: regular files, and links that are not followed.
#[derive(Default)]
struct Listing {
    files: Vec<Listed>,
    links: Vec<String>,
}

struct Listed {
    /// Path from the top, with `/`.
    path: String,
    /// The object, in a repository.
    object: Option<git2::Oid>,
}

/// A source that was found to be there.
enum Opened {
    Folder(folder::Folder),
    Repository(repository::Pinned),
}

impl Opened {
    fn open(
        source: &Source,
        options: &ReadOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Opened, CatalogueError> {
        let revision = options.revision.as_deref();
        match source {
            Source::Folder(path) if repository::is_at(path) => {
                repository::Pinned::open(path, revision).map(Opened::Repository)
            }
            Source::Folder(path) => match revision {
                Some(revision) => Err(CatalogueError::FolderHasNoCommits {
                    path: path.display().to_string(),
                    revision: revision.to_owned(),
                }),
                None => folder::Folder::open(path).map(Opened::Folder),
            },
            Source::Repository(at) => match fetch::Location::of(at)? {
                fetch::Location::Local(path) => repository::Pinned::open(&path, revision).map(Opened::Repository),
                fetch::Location::Remote(url) => {
                    let cache = options.cache.as_deref().ok_or(CatalogueError::NoCache)?;
                    fetch::fetch(&url, revision, cache, progress).map(Opened::Repository)
                }
            },
        }
    }

    fn name(&self) -> String {
        match self {
            Opened::Folder(folder) => folder.name(),
            Opened::Repository(repository) => repository.name.clone(),
        }
    }

    fn list(&self, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Listing, CatalogueError> {
        report(progress, Phase::Listing, 0, 0)?;
        match self {
            Opened::Folder(folder) => folder.list(),
            Opened::Repository(repository) => repository.list(),
        }
    }

    /// The content of a file; none where it is too large.
    fn load(&self, listed: &Listed) -> Result<Option<Vec<u8>>, CatalogueError> {
        match self {
            Opened::Folder(folder) => folder.load(&listed.path),
            Opened::Repository(repository) => repository.load(listed),
        }
    }

    fn commit(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => Some(repository.commit.to_string()),
        }
    }

    fn resolved_from(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => repository.resolved_from.clone(),
        }
    }

    /// The URL of the repository's origin. A path of this machine is nobody's business and stays out.
    fn origin(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => repository.origin(),
        }
    }

    /// The version that a tag gives to the commit.
    fn tag(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => repository.tag(),
        }
    }

    fn licence(&self) -> Result<String, CatalogueError> {
        for name in ["License.md", "LICENSE.md", "LICENSE"] {
            let bytes = match self {
                Opened::Folder(folder) if folder.has(name) => folder.load(name)?,
                Opened::Folder(_) => None,
                Opened::Repository(repository) => repository.load_path(name)?,
            };
            if let Some(bytes) = bytes {
                let text = String::from_utf8_lossy(&bytes);
                if text.contains("Attribution-ShareAlike 4.0") || text.contains("CC BY-SA 4.0") {
                    return Ok("CC BY-SA 4.0".to_owned());
                }
            }
        }
        Ok("unknown".to_owned())
    }
}

fn io_error(path: &Path, source: std::io::Error) -> CatalogueError {
    CatalogueError::Io { path: path.display().to_string(), source }
}
