//! The session behind the verbs: opens the workspace that is meant, carries out commands, watches for Ctrl-C.

use std::path::{Path, PathBuf};

use assay_commands::areas::workspaces::{WorkspaceCloseInput, WorkspaceOpenInput};
use assay_commands::{Cancel, Command, CommandError, Context, ProgressSink, Session};

use crate::arguments::GlobalOptions;
use crate::output::Output;
use crate::progress::Line;

/// The file that makes a folder a workspace.
const DATABASE: &str = "assay.db";

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// As it should be.
    Done,
    /// It was done, and what was checked is not as it should be.
    CheckSaidNo,
}

/// Why a verb did not end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It could not be done.
    Failed(CommandError),
    /// The arguments don't say what is meant.
    Usage(CommandError),
}

impl Failure {
    /// The arguments don't say what is meant.
    pub(crate) fn usage(message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self::Usage(CommandError::new("usage", message, next_step))
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::Failed(error)
    }
}

/// What a verb returns.
pub(crate) type Answer<T = Outcome> = Result<T, Failure>;

/// The session and the global options.
pub(crate) struct Host {
    session: Session,
    options: GlobalOptions,
    pub(crate) output: Output,
}

impl Host {
    pub(crate) fn new(options: GlobalOptions) -> Result<Self, CommandError> {
        let session = Session::new(assay_commands::default_home()?);
        let output = Output::new(options.json, options.quiet, options.no_color);
        Ok(Self { session, options, output })
    }

    /// The folder given with `--workspace` or `ASSAY_WORKSPACE`.
    pub(crate) fn given_workspace(&self) -> Option<&Path> {
        self.options.workspace.as_deref()
    }

    /// The folder of the workspace that is meant: the one given, else the current folder or the nearest one above it
    /// that holds a workspace, else the current folder.
    fn workspace_folder(&self) -> PathBuf {
        if let Some(given) = self.given_workspace() {
            return given.to_owned();
        }
        let current = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let holder = current.ancestors().find(|folder| folder.join(DATABASE).is_file()).map(Path::to_owned);
        holder.unwrap_or(current)
    }

    /// Opens the workspace that is meant.
    pub(crate) async fn open(&self) -> Answer<()> {
        let dir = self.workspace_folder().display().to_string();
        let view = self.call(WorkspaceOpenInput { dir }).await?;
        if let Some(notice) = view.notice {
            self.output.notice(&notice);
        }
        Ok(())
    }

    /// As [`Host::open`], where a verb also works without: nothing is opened where there is none.
    pub(crate) async fn open_if_there(&self) -> Answer<()> {
        if self.workspace_folder().join(DATABASE).is_file() {
            self.open().await?;
        }
        Ok(())
    }

    /// Closes the workspace, so that the database's log is folded in.
    pub(crate) async fn close(&self) {
        // What mattered is committed already; a close that fails loses nothing.
        let _ = self.session.call(WorkspaceCloseInput {}).await;
    }

    /// Carries out a command.
    pub(crate) async fn call<C: Command>(&self, input: C) -> Answer<C::Output> {
        Ok(self.session.call(input).await?)
    }

    /// Carries out long work, with a line of progress and with Ctrl-C.
    pub(crate) async fn call_long<C: Command>(&self, input: C) -> Answer<C::Output> {
        let cancel = Cancel::new();
        let line = Line::new(self.options.quiet);
        let writer = line.clone();
        let progress = ProgressSink::new(move |progress| writer.show(&progress));
        let context = Context { progress, cancel: cancel.clone(), body: None };
        let work = self.session.call_with(input, context);
        tokio::pin!(work);
        let result = tokio::select! {
            result = &mut work => result,
            // Asked to stop: wait for the work to end where nothing is half done.
            Ok(()) = tokio::signal::ctrl_c() => {
                cancel.cancel();
                work.await
            }
        };
        line.clear();
        Ok(result?)
    }
}
