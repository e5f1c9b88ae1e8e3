//! Small made-up repositories in OWASP's formats, and where the real data is for those who have it.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses its part of this")]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use assay_catalogue::{CatalogueError, Import, Problem, ProblemCode, ReadOptions, Source, read};
use tempfile::TempDir;

/// A folder of made-up files.
pub(crate) struct Made {
    folder: TempDir,
}

impl Made {
    pub(crate) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Made {
        let made = Made { folder: tempfile::tempdir().expect("a temporary folder") };
        for (path, text) in files {
            made.write(path, text.as_bytes());
        }
        made
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        fs::write(path, bytes).expect("the file is written");
    }

    /// Commits everything, and gives the commit's id.
    pub(crate) fn commit(&self) -> String {
        commit_folder(self.path(), self.path()).to_string()
    }

    pub(crate) fn read(&self) -> Import {
        self.try_read().expect("a catalogue")
    }

    pub(crate) fn try_read(&self) -> Result<Import, CatalogueError> {
        read_source(&Source::Folder(self.path().to_owned()), &ReadOptions::default())
    }
}

pub(crate) fn read_source(source: &Source, options: &ReadOptions) -> Result<Import, CatalogueError> {
    read(source, options, &mut |_| ControlFlow::Continue(()))
}

/// Makes a repository at `at` with one more commit that holds the files of `folder`.
pub(crate) fn commit_folder(folder: &Path, at: &Path) -> git2::Oid {
    let repository = git2::Repository::open(at).or_else(|_| git2::Repository::init(at)).expect("a repository");
    let tree = tree_of(&repository, folder);
    commit_tree(&repository, tree)
}

/// Makes a bare repository with one commit that holds the files of `folder`.
pub(crate) fn bare_of(folder: &Path) -> (TempDir, git2::Oid) {
    let at = tempfile::tempdir().expect("a temporary folder");
    let repository = git2::Repository::init_bare(at.path()).expect("a bare repository");
    let tree = tree_of(&repository, folder);
    let commit = commit_tree(&repository, tree);
    (at, commit)
}

fn commit_tree(repository: &git2::Repository, tree: git2::Oid) -> git2::Oid {
    let tree = repository.find_tree(tree).expect("the tree");
    let author = git2::Signature::new("A", "a@example.org", &git2::Time::new(1_700_000_000, 0)).expect("an author");
    let parent = repository.head().ok().and_then(|head| head.peel_to_commit().ok());
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    repository.commit(Some("HEAD"), &author, &author, "made up", &tree, &parents).expect("a commit")
}

fn tree_of(repository: &git2::Repository, folder: &Path) -> git2::Oid {
    let mut builder = repository.treebuilder(None).expect("a tree");
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name();
        let kind = entry.file_type().expect("a kind");
        if name == ".git" {
            continue;
        }
        let (id, mode) = if kind.is_dir() {
            (tree_of(repository, &entry.path()), 0o040_000)
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).expect("a link");
            (repository.blob(target.to_string_lossy().as_bytes()).expect("a blob"), 0o120_000)
        } else {
            (repository.blob(&fs::read(entry.path()).expect("a file")).expect("a blob"), 0o100_644)
        };
        builder.insert(&name, id, mode).expect("an entry");
    }
    builder.write().expect("the tree is written")
}

/// The folder of the real data, for tests that use it where it is: `ASSAY_SHARED`, else `../shared` beside the repository.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ASSAY_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = root.join(folder);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: there is no shared data at {folder}; set ASSAY_SHARED to its folder");
        None
    }
}

/// The codes of the problems of one file, in order.
pub(crate) fn codes_of(problems: &[Problem], path: &str) -> Vec<ProblemCode> {
    problems.iter().filter(|problem| problem.path == path).map(|problem| problem.code).collect()
}

/// A test of the beta era.
pub(crate) fn test_file(id: &str, rest: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: Title of {id}\nplatform: android\nprofiles: [L1, L2]\n{rest}---\n\n## Overview\n\nOwn text.\n"
    )
}

/// A weakness of MASWE 1.0.
pub(crate) fn weakness_file(id: &str, controls: &str, rest: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: Title of {id}\nrequirement: The app does it.\nplatform: [android, ios]\n{rest}\
         mappings:\n  masvs-v2: [{controls}]\n---\n\n## Overview\n\nOwn text.\n"
    )
}
