//! A user of the command line, apart from everybody else's files.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::program;

/// A user with a home folder and a place for a workspace, both gone when the test ends.
#[derive(Debug)]
pub struct User {
    folder: TempDir,
    home: PathBuf,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Its exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to its standard output.
    pub stdout: String,
    /// What it wrote to its standard error.
    pub stderr: String,
}

impl Default for User {
    fn default() -> Self {
        Self::new()
    }
}

impl User {
    /// A user without an identity and without a workspace.
    ///
    /// # Panics
    /// When there is no room for temporary files.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("assay-tests-").tempdir().expect("a temporary folder");
        let home = folder.path().join("home");
        Self { folder, home }
    }

    /// The same place with another home: a colleague on another machine, to whom the files were copied.
    #[must_use]
    pub fn with_home(mut self, name: &str) -> Self {
        self.home = self.folder.path().join(name);
        self
    }

    /// The folder of identity and keys.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The workspace's folder; it is there after `init`.
    pub fn workspace(&self) -> PathBuf {
        self.path("workspace")
    }

    /// A path beside home and workspace.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside home and workspace.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file in the temporary folder");
        path
    }

    /// `assay` with the user's home and workspace, ready to be given arguments.
    pub fn assay(&self) -> Command {
        let mut command = Command::new(program("assay"));
        command
            .env("ASSAY_HOME", &self.home)
            .env("ASSAY_WORKSPACE", self.workspace())
            .env("NO_COLOR", "1")
            .current_dir(self.folder.path());
        command
    }

    /// Runs `assay` with these arguments to its end.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        Ran::from(self.assay().args(arguments).output().expect("assay can be started"))
    }

    /// Runs `assay` with these arguments and `--json`; it must end with 0. Returns what it said.
    ///
    /// # Panics
    /// When it ends otherwise, or says something that is not JSON.
    pub fn json<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Value {
        let ran = Ran::from(self.assay().arg("--json").args(arguments).output().unwrap_or_else(|problem| {
            panic!("assay cannot be started: {problem}");
        }));
        assert_eq!(ran.code, Some(0), "assay ended with: {}{}", ran.stdout, ran.stderr);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|problem| panic!("no JSON ({problem}): {}", ran.stdout))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
