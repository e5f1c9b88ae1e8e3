//! What a host has open, and the one place where the machine's clock and randomness come in.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use assay_assessment::Workspace;
use assay_ledger::{Ambient, Clock, Entropy, Home};
use assay_messages::{Language, Reader, for_reader, gathered};
use jiff::Timestamp;

use crate::areas::reports::KeptPreview;
use crate::home::HomeFiles;
use crate::registry::{Command, Reply};
use crate::{Cancel, CommandError, Context, ProgressSink, list};

/// A call as a host receives it.
#[derive(Debug)]
pub struct Call {
    /// The command's name.
    pub name: String,
    /// Its input.
    pub input: serde_json::Value,
    /// Bytes beside the input, for commands with `Raw::In`.
    pub body: Option<Vec<u8>>,
    /// The id under which `task_cancel` finds it.
    pub task: Option<String>,
    /// Whom it answers: in which language, and how numbers and days are written there.
    pub reader: Reader,
    /// Where progress goes.
    pub progress: ProgressSink,
    /// Also cancels it, for hosts that notice that nobody waits any more.
    pub cancel: Cancel,
}

impl Call {
    /// A call with an input and nothing else.
    pub fn new(name: impl Into<String>, input: serde_json::Value) -> Self {
        Self {
            name: name.into(),
            input,
            body: None,
            task: None,
            reader: Reader::default(),
            progress: ProgressSink::none(),
            cancel: Cancel::default(),
        }
    }
}

/// How long a search waits for files that are being read: the next one finds them.
const LITTLE: Duration = Duration::from_millis(400);

/// After these there is another workspace or another standard to search.
const CHANGES_WHAT_IS_FOUND: [&str; 4] = ["workspace_open", "workspace_create", "demo_create", "standards_sync"];

/// What one host has open: at most one workspace, the home folder, the tasks that run. Shared by all its calls.
pub struct Session {
    pub(crate) home: Home,
    pub(crate) files: HomeFiles,
    pub(crate) ambient: Ambient,
    workspace: Mutex<Option<Workspace>>,
    /// How often a workspace was opened.
    openings: AtomicI64,
    tasks: Mutex<HashMap<String, Cancel>>,
    preview: Mutex<Option<Arc<KeptPreview>>>,
    /// Files being read for the search.
    reading: tokio::sync::Mutex<Option<tokio::task::JoinHandle<()>>>,
}

impl Session {
    /// A session of the user whose home folder this is (see [`crate::default_home`]), with the machine's clock and
    /// randomness.
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self::with_ambient(home, Ambient { clock: Arc::new(SystemClock), entropy: Arc::new(SystemEntropy) })
    }

    /// A session with another clock and randomness, for tests and the example.
    pub fn with_ambient(home: impl Into<PathBuf>, ambient: Ambient) -> Self {
        let home = home.into();
        Self {
            files: HomeFiles::new(home.clone()),
            home: Home::at(home),
            ambient,
            workspace: Mutex::default(),
            openings: AtomicI64::default(),
            tasks: Mutex::default(),
            preview: Mutex::default(),
            reading: tokio::sync::Mutex::default(),
        }
    }

    /// Keeps a preview of a report in place of the former, whose file goes once nobody reads it.
    pub(crate) fn keep_preview(&self, preview: Arc<KeptPreview>) {
        *self.preview.lock().unwrap_or_else(PoisonError::into_inner) = Some(preview);
    }

    /// The latest preview of a report.
    pub(crate) fn preview(&self) -> Option<Arc<KeptPreview>> {
        self.preview.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Carries out a command by its type.
    ///
    /// # Errors
    /// What the command gives; its code says what.
    pub async fn call<C: Command>(&self, input: C) -> Result<C::Output, CommandError> {
        self.call_with(input, Context::quiet()).await
    }

    /// Carries out a command by its type, with progress, cancelling and bytes.
    ///
    /// # Errors
    /// What the command gives; its code says what.
    pub async fn call_with<C: Command>(&self, input: C, context: Context) -> Result<C::Output, CommandError> {
        Box::pin(input.run(self, context)).await
    }

    /// Carries out a command by its name. A defect that makes it panic becomes an error of that call alone.
    ///
    /// # Errors
    /// What the command gives; `commands.unknown`, `commands.bad_input`, `program.failed`.
    pub async fn dispatch(&self, call: Call) -> Result<Reply, CommandError> {
        let Call { name, input, body, task, reader, progress, cancel } = call;
        if reader.language != Language::English {
            gathered(include_str!("../../messages/messages/en.json"));
        }
        let _running = task.map(|id| RunningTask::start(self, id, cancel.clone()));
        let work = list::dispatch_by_name(self, &name, input, Context { progress, cancel, body });
        let mut work = std::pin::pin!(work);
        let reply = for_reader(
            reader,
            std::future::poll_fn(|context| {
                // Nothing half done is left behind: transactions roll back when they are dropped, locks survive.
                let poll = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
                poll.unwrap_or_else(|_| Poll::Ready(Err(CommandError::panicked(&name))))
            }),
        )
        .await;
        if reply.is_ok() && CHANGES_WHAT_IS_FOUND.contains(&name.as_str()) {
            self.prepare_search();
        }
        reply
    }

    /// Makes the index of the search beside what goes on, so that it is there before the first letter is typed. Hosts of
    /// one call, such as the command line, don't come here: they make it where they search.
    fn prepare_search(&self) {
        let Some(workspace) = self.open_workspace() else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                // Whoever searches next meets the same error, and is told.
                let _ = workspace.search("", 1, None).await;
            });
        }
    }

    /// Has another process read the files that the search does not know yet, beside what goes on, and waits a little for
    /// it. Says whether it goes on after that.
    pub(crate) async fn read_files(&self, workspace: &Workspace) -> bool {
        let waited = tokio::time::timeout(LITTLE, async {
            let mut reading = self.reading.lock().await;
            let task = reading.get_or_insert_with(|| {
                let workspace = workspace.clone();
                // Where nobody can read them, they wait for the next search.
                tokio::spawn(async move { drop(assay_report::words::read_waiting(&workspace).await) })
            });
            let _ended = task.await;
            *reading = None;
        });
        waited.await.is_err()
    }

    /// The open workspace, if any.
    pub(crate) fn open_workspace(&self) -> Option<Workspace> {
        self.workspace.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The open workspace.
    pub(crate) fn workspace(&self) -> Result<Workspace, CommandError> {
        self.open_workspace().ok_or_else(CommandError::no_workspace)
    }

    /// Opens another one, or none; gives the former one, to be closed.
    pub(crate) fn replace_workspace(&self, workspace: Option<Workspace>) -> Option<Workspace> {
        self.openings.fetch_add(1, Ordering::Relaxed);
        std::mem::replace(&mut *self.workspace.lock().unwrap_or_else(PoisonError::into_inner), workspace)
    }

    /// A number that changes with every commit to the open workspace, and with every opening: what the database counts
    /// begins anew then, and could come to where it was when another window looked.
    pub(crate) async fn data_version(&self) -> Result<i64, CommandError> {
        let openings = self.openings.load(Ordering::Relaxed);
        Ok((openings << 32) + self.workspace()?.data_version().await?)
    }

    /// Asks a running task to stop; one that is unknown or done is none of anybody's business any more.
    pub fn cancel_task(&self, id: &str) {
        if let Some(cancel) = self.tasks.lock().unwrap_or_else(PoisonError::into_inner).get(id) {
            cancel.cancel();
        }
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("home", &self.home).finish_non_exhaustive()
    }
}

/// Keeps a task findable while it runs.
struct RunningTask<'a> {
    session: &'a Session,
    id: String,
}

impl<'a> RunningTask<'a> {
    fn start(session: &'a Session, id: String, cancel: Cancel) -> Self {
        session.tasks.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), cancel);
        Self { session, id }
    }
}

impl Drop for RunningTask<'_> {
    fn drop(&mut self) {
        self.session.tasks.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// The machine's clock.
struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where a host's clock comes in")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The system's random generator.
struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "the one place where a host's randomness comes in")]
    #[expect(clippy::panic, reason = "no key or salt may be made without randomness, and there is nobody to ask")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(problem) = getrandom::fill(bytes) {
            panic!("the system gives no random bytes: {problem}");
        }
    }
}
