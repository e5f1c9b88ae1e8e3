//! Runs `assay-typeset`: hands it the request, passes on what it says, and kills it when asked to stop.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::ReportError;
use crate::protocol::{Event, LANGUAGE, Notice, PAGE, PageRequest, Request, WORDS, WordsRequest};
use assay_messages::language;

/// How long it may take until a wish to stop is seen.
const PATIENCE: Duration = Duration::from_millis(40);

/// The program's name, with the system's ending for programs.
fn program_name() -> String {
    format!("assay-typeset{}", std::env::consts::EXE_SUFFIX)
}

/// A document that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its pages.
    pub pages: u64,
    /// Its size in bytes.
    pub size: u64,
    /// Its digest in hex.
    pub sha256: String,
    /// What is shown otherwise than asked for, such as a picture that was altered.
    pub notices: Vec<Notice>,
}

/// Finds the program: where `ASSAY_TYPESET` says, else beside this one, else one folder up (tests run from a folder
/// below the programs).
///
/// # Errors
/// `report.typesetter_missing`.
pub fn find() -> Result<PathBuf, ReportError> {
    if let Some(path) = std::env::var_os("ASSAY_TYPESET") {
        return Ok(PathBuf::from(path));
    }
    let here = std::env::current_exe().map_err(|_| ReportError::TypesetterMissing)?;
    here.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(program_name()))
        .find(|path| path.is_file())
        .ok_or(ReportError::TypesetterMissing)
}

/// A running process that does not outlive this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill, and waiting only collects it.
        let _ended = self.0.kill();
        let _collected = self.0.wait();
    }
}

/// Sets a document with the program at `program`. Blocks until it is there; `on_event` hears every line, and as soon as
/// `cancelled` says yes the process is killed.
///
/// # Errors
/// `report.typesetter_unusable`, `report.typesetter_ended`, `report.cancelled`, or what the program said. The output is
/// then as it was before.
pub fn typeset(
    program: &Path,
    request: &Request,
    on_event: &mut dyn FnMut(&Event),
    cancelled: &dyn Fn() -> bool,
) -> Result<Written, ReportError> {
    ask(program, &[], serde_json::to_vec(request)?, on_event, cancelled)
}

/// Draws a page of a PDF with the program at `program`, or counts its pages. Blocks; killed as [`typeset`] is.
///
/// # Errors
/// As [`typeset`].
pub fn page(program: &Path, request: &PageRequest, cancelled: &dyn Fn() -> bool) -> Result<Written, ReportError> {
    ask(program, &[PAGE], serde_json::to_vec(request)?, &mut |_| (), cancelled)
}

/// Writes down the words of a PDF with the program at `program`. Blocks; killed as [`typeset`] is.
///
/// # Errors
/// As [`typeset`].
pub fn words(program: &Path, request: &WordsRequest, cancelled: &dyn Fn() -> bool) -> Result<Written, ReportError> {
    ask(program, &[WORDS], serde_json::to_vec(request)?, &mut |_| (), cancelled)
}

fn ask(
    program: &Path,
    arguments: &[&str],
    text: Vec<u8>,
    on_event: &mut dyn FnMut(&Event),
    cancelled: &dyn Fn() -> bool,
) -> Result<Written, ReportError> {
    let unusable = |source| ReportError::TypesetterUnusable { path: program.display().to_string(), source };
    let child = Command::new(program)
        .args(arguments)
        .env(LANGUAGE, language().tag())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(unusable)?;
    let mut running = Running(child);
    let (Some(mut input), Some(output)) = (running.0.stdin.take(), running.0.stdout.take()) else {
        return Err(ReportError::TypesetterEnded);
    };
    // A thread a pipe, so that neither side waits for the other, and cancelling waits for none.
    thread::spawn(move || {
        // A process that ended early closes the pipe; its answer or its silence says why.
        let _closed = input.write_all(&text);
    });
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let Ok(event) = serde_json::from_str::<Event>(&line) else { continue };
            if sender.send(event).is_err() {
                return;
            }
        }
    });
    let mut notices = Vec::new();
    loop {
        if cancelled() {
            return Err(ReportError::Cancelled);
        }
        match receiver.recv_timeout(PATIENCE) {
            Ok(event) => {
                on_event(&event);
                match event {
                    Event::Done { pages, size, sha256 } => return Ok(Written { pages, size, sha256, notices }),
                    Event::Failed(failure) => return Err(ReportError::Typeset(failure)),
                    Event::Notice(notice) => notices.push(notice),
                    Event::Progress { .. } => {}
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(ReportError::TypesetterEnded),
        }
    }
}
