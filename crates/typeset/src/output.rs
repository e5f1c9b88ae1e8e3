//! The file that a request asks for: afterwards it is the former one or the whole new one, and nothing lies beside it.
//!
//! On Linux a document is written into a file without a name, which the system takes away when the process is killed, and
//! gets its name once it is whole. Elsewhere, and where the file system knows no such files, it has a name of its own
//! ([`PREFIX`], [`SUFFIX`]) as long as it is written. A former document can only be replaced by something that has a name,
//! so that there it has one for a moment anyway. What a killed process left behind under such a name is taken away by the
//! next one that writes into the folder, once it is older than any process gets.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use assay_messages::said;

use crate::failure::file_failure;
use crate::protocol::{Failure, TIME_LIMIT};

/// How the names of files begin that are on their way.
const PREFIX: &str = ".assay-report-";
/// And how they end.
const SUFFIX: &str = ".part";

/// No process lives that long.
const LIFETIME: Duration = Duration::from_secs(2 * TIME_LIMIT);

/// Puts the document in its place.
///
/// # Errors
/// `typeset.output`; then the output is as it was before.
pub(crate) fn write(output: &Path, pdf: &[u8]) -> Result<(), Failure> {
    let folder = match output.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    sweep(folder);
    let written = match nameless(folder, output, pdf) {
        Ok(true) => Ok(()),
        Ok(false) => named(folder, output, pdf),
        Err(error) => Err(error),
    };
    written.map_err(|error| {
        let message = said!("The report could not be written: {error}.", error);
        file_failure(
            "output",
            output,
            message,
            "Check that the folder exists, that you may write to it, and that the disk has room.",
        )
    })
}

/// Writes a file without a name and gives it one. Says no where the file system knows no such files.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path, output: &Path, pdf: &[u8]) -> io::Result<bool> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};

    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let Ok(descriptor) = open(folder, flags, Mode::from_raw_mode(0o644)) else { return Ok(false) };
    let mut file = File::from(descriptor);
    file.write_all(pdf)?;
    file.sync_all()?;
    let source = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |name: &Path| linkat(CWD, source.as_str(), CWD, name, AtFlags::SYMLINK_FOLLOW);
    match link(output) {
        Ok(()) => return Ok(true),
        Err(rustix::io::Errno::EXIST) => {}
        // Without /proc, say.
        Err(_) => return Ok(false),
    }
    let name = folder.join(format!("{PREFIX}{}{SUFFIX}", std::process::id()));
    if link(&name).is_err() {
        return Ok(false);
    }
    fs::rename(&name, output).inspect_err(|_| {
        let _gone = fs::remove_file(&name);
    })?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path, _: &Path, _: &[u8]) -> io::Result<bool> {
    Ok(false)
}

/// Writes a file beside the place and renames it.
fn named(folder: &Path, output: &Path, pdf: &[u8]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(pdf)?;
    file.as_file().sync_all()?;
    file.persist(output).map_err(|error| error.error)?;
    Ok(())
}

/// Takes away what killed processes left in the folder. What can't be taken away does no harm.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let age = || entry.metadata().ok().filter(fs::Metadata::is_file)?.modified().ok()?.elapsed().ok();
        if ours && age().is_some_and(|age| age > LIFETIME) {
            let _left = fs::remove_file(entry.path());
        }
    }
}
