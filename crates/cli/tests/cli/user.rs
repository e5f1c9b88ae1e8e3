//! Somebody at a terminal: a home folder and a workspace of their own, and the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A user with nothing yet.
pub(crate) struct User {
    folder: TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as JSON, of a run that succeeded.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|problem| panic!("{problem}: {self:?}"))
    }

    /// The error as JSON, of a run that failed with this exit code.
    pub(crate) fn error(&self, code: i32) -> Value {
        assert_eq!(self.code, code, "{self:?}");
        let mut error: Value = serde_json::from_str(&self.err).unwrap_or_else(|problem| panic!("{problem}: {self:?}"));
        error["error"].take()
    }
}

impl User {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A user whose workspace holds an app with a release, a build on each platform and an open assessment (L1).
    pub(crate) fn with_assessment() -> Self {
        let user = Self::new();
        user.must(&["init", "--name", "Review", "--by", "Ada Example", "--email", "ada@example.org"]);
        user.must(&["app", "add", "Wallet", "--description", "Payments for shops"]);
        user.must(&["release", "add", "Wallet", "4.2.0"]);
        let artefact = user.file("wallet.apk", b"an app");
        let artefact = artefact.to_str().unwrap();
        let version = ["--version-name", "4.2.0", "--version-code", "4210"];
        let android = ["build", "add", "Wallet/4.2.0", "--platform", "android", "--artefact", artefact];
        user.must(&[&android[..], &version, &["--package-id", "com.example.wallet"]].concat());
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let ios = ["build", "add", "4.2.0", "--platform", "ios", "--variant", "store-signed", "--sha256", digest];
        user.must(&[&ios[..], &version].concat());
        user.must(&["assessment", "open", "4.2.0", "--profile", "L1"]);
        user
    }

    /// The user's workspace.
    pub(crate) fn workspace(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// A path beside the workspace.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file beside the workspace.
    pub(crate) fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program with these arguments, in the user's own environment and nobody else's.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
        command
            .args(arguments)
            .env("ASSAY_HOME", self.path("home"))
            .env("ASSAY_WORKSPACE", self.workspace())
            .env_remove("NO_COLOR")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        ran(&self.command(arguments).output().unwrap())
    }

    /// Runs with this on standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.command(arguments);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        ran(&process.wait_with_output().unwrap())
    }

    /// Runs what must succeed; gives standard output.
    pub(crate) fn must(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.out
    }

    /// Runs what must succeed with `--json`.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        self.run(&[arguments, &["--json"]].concat()).json()
    }

    /// Runs what must fail with this exit code with `--json`; gives the error.
    pub(crate) fn error(&self, code: i32, arguments: &[&str]) -> Value {
        self.run(&[arguments, &["--json"]].concat()).error(code)
    }

    /// The first units of this kind (`test` or `direct`) that are required on a platform.
    pub(crate) fn units(&self, platform: &str, kind: &str) -> Vec<String> {
        let shown = self.json(&["assessment", "show", "--build", platform]);
        let rows = shown["checklist"]["rows"].as_array().unwrap();
        let of_kind = rows.iter().filter(|row| row["kind"] == kind && row["required"] == true);
        of_kind.map(|row| row["unit"].as_str().unwrap().to_owned()).collect()
    }
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}")),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// Runs SQL on a workspace's database behind the program's back.
pub(crate) fn sql(workspace: &Path, statements: &[&'static str]) {
    use sqlx::{ConnectOptions, Connection, Executor};
    let file = workspace.join("assay.db");
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut connection = sqlx::sqlite::SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        for statement in statements {
            connection.execute(*statement).await.unwrap();
        }
        connection.close().await.unwrap();
    });
}

/// The typesetter, given or beside the program.
pub(crate) fn typesetter() -> Option<PathBuf> {
    let given = std::env::var_os("ASSAY_TYPESET").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_BIN_EXE_assay")).with_file_name("assay-typeset");
    given.into_iter().chain([beside]).find(|path| path.is_file())
}
