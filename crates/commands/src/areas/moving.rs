//! Moving a workspace to another folder.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use assay_assessment::Workspace;
use assay_assessment::view::WorkspaceView;
use assay_messages::{noted, said};
use serde::Deserialize;
use ts_rs::TS;

use super::workspaces::{absolute, opened};
use crate::task::Cancel;
use crate::{CommandError, Context, ProgressSink, Session};

/// Input of `workspace_move`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceMoveInput {
    /// The folder that it becomes: new, or empty.
    pub to: String,
}

/// Moves the open workspace and opens it again at its new place. Within one disk it is a rename, and the device goes on;
/// to another disk everything is copied before the old folder goes, and a new device is enrolled, as for any copy.
pub(crate) async fn move_workspace(
    session: &Session,
    input: WorkspaceMoveInput,
    context: Context,
) -> Result<WorkspaceView, CommandError> {
    let workspace = session.workspace()?;
    let from = workspace.dir().to_owned();
    let to = absolute(&input.to)?;
    check(&from, &to)?;
    session.replace_workspace(None);
    workspace.close().await;
    let moved = if in_use(&from) {
        Err(CommandError::new(
            "workspace.in_use",
            "Another window or program has this workspace open.",
            "Close it there, then move it again.",
        )
        .about(&from))
    } else {
        let (from, to) = (from.clone(), to.clone());
        let carried = assay_messages::blocking(move || carry(&from, &to, &context.progress, &context.cancel));
        carried.await.unwrap_or_else(|_| Err(CommandError::panicked("workspace_move")))
    };
    let place = if moved.is_ok() { &to } else { &from };
    let workspace = Workspace::open(place, &session.home, session.ambient.clone()).await?;
    let view = opened(session, workspace).await?;
    moved.map(|()| view)
}

fn check(from: &Path, to: &Path) -> Result<(), CommandError> {
    let refuse =
        |message: &str, next_step: &str| Err(CommandError::new("workspace.move_refused", message, next_step).about(to));
    if to.starts_with(from) {
        return refuse("A workspace can't be moved into itself.", "Choose a folder outside of it.");
    }
    if from.starts_with(to) {
        return refuse("The folder holds the workspace already.", "Choose a folder of its own for it.");
    }
    let empty = match fs::read_dir(to) {
        Ok(mut entries) => entries.next().is_none(),
        Err(problem) if problem.kind() == io::ErrorKind::NotFound => true,
        Err(problem) => return Err(CommandError::io(to, noted!("read"), &problem)),
    };
    if empty { Ok(()) } else { refuse("The folder is not empty.", "Choose a new folder, or an empty one.") }
}

/// `SQLite` takes its write-ahead log away when the last one closes: where it is still there, somebody has it open.
fn in_use(dir: &Path) -> bool {
    dir.join("assay.db-wal").exists() || dir.join("assay.db-shm").exists()
}

fn carry(from: &Path, to: &Path, progress: &ProgressSink, cancel: &Cancel) -> Result<(), CommandError> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).map_err(|problem| CommandError::io(parent, noted!("made"), &problem))?;
    }
    match fs::rename(from, to) {
        Ok(()) => Ok(()),
        Err(problem) if problem.kind() == io::ErrorKind::CrossesDevices => to_another_disk(from, to, progress, cancel),
        Err(problem) => Err(CommandError::io(to, "made of the workspace", &problem)),
    }
}

/// Copies under a name of its own first: at the new place the workspace appears whole or not at all.
fn to_another_disk(from: &Path, to: &Path, progress: &ProgressSink, cancel: &Cancel) -> Result<(), CommandError> {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".moving");
    let draft = to.with_file_name(name);
    let copied = copy_all(from, &draft, progress, cancel).and_then(|()| {
        fs::rename(&draft, to).map_err(|problem| CommandError::io(to, "made of the workspace", &problem))
    });
    if let Err(error) = copied {
        // What was copied is of no use; the workspace is where it was.
        let _ = fs::remove_dir_all(&draft);
        return Err(error);
    }
    fs::remove_dir_all(from).map_err(|problem| CommandError::io(from, "removed after it was copied", &problem))
}

fn copy_all(from: &Path, to: &Path, progress: &ProgressSink, cancel: &Cancel) -> Result<(), CommandError> {
    let mut files = Vec::new();
    let mut total = 0;
    list(from, Path::new(""), &mut files, &mut total)?;
    let mut done = 0;
    for file in files {
        let target = to.join(&file);
        let failed = |problem: io::Error| CommandError::io(&target, noted!("written"), &problem);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut source =
            fs::File::open(from.join(&file)).map_err(|problem| CommandError::io(&file, noted!("read"), &problem))?;
        let mut copy = fs::File::create(&target).map_err(failed)?;
        let mut part = vec![0; 1 << 20];
        loop {
            cancel.check()?;
            let length = source.read(&mut part).map_err(failed)?;
            if length == 0 {
                break;
            }
            copy.write_all(&part[..length]).map_err(failed)?;
            done += length as u64;
            progress.report("moving", done, Some(total));
        }
        copy.sync_all().map_err(failed)?;
    }
    Ok(())
}

/// The regular files under a folder, with their size in all. Anything else does not belong into a workspace.
fn list(root: &Path, under: &Path, files: &mut Vec<PathBuf>, total: &mut u64) -> Result<(), CommandError> {
    let folder = root.join(under);
    let failed = |problem: io::Error| CommandError::io(&folder, noted!("read"), &problem);
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = under.join(entry.file_name());
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            list(root, &path, files, total)?;
        } else if kind.is_file() {
            *total += entry.metadata().map_err(failed)?.len();
            files.push(path);
        } else {
            return Err(CommandError::new(
                "workspace.move_refused",
                said!("{path} is neither a file nor a folder.", path = root.join(&path).display()),
                "Take it out of the workspace: Assay did not put it there.",
            )
            .about(root.join(path)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_another_disk_everything_comes_along_or_nothing_happened() {
        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("sha256/ab")).expect("made");
        fs::write(from.join("assay.db"), "ledger").expect("written");
        fs::write(from.join("sha256/ab/cd"), vec![7; 3 << 20]).expect("written");
        let stopped = Cancel::default();
        stopped.cancel();
        let refused = to_another_disk(&from, &to, &ProgressSink::none(), &stopped).expect_err("it was stopped");
        assert!(refused.is_cancelled());
        assert!(from.join("assay.db").exists() && !to.exists());
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1, "nothing is left behind");

        to_another_disk(&from, &to, &ProgressSink::none(), &Cancel::default()).expect("moved");
        assert!(!from.exists());
        assert_eq!(fs::read(to.join("sha256/ab/cd")).expect("read"), vec![7; 3 << 20]);
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_stops_a_copy() {
        let folder = tempfile::tempdir().expect("a folder");
        let from = folder.path().join("from");
        fs::create_dir(&from).expect("made");
        std::os::unix::fs::symlink("/etc/hostname", from.join("link")).expect("linked");
        let to = folder.path().join("to");
        let refused = to_another_disk(&from, &to, &ProgressSink::none(), &Cancel::default()).expect_err("a link");
        assert_eq!(refused.code, "workspace.move_refused");
        assert!(from.exists() && !to.exists());
    }
}
