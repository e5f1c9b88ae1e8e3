//! Bounds on what is read, so that a hostile repository ends in bounded time and memory. Each is far above what OWASP's
//! repositories have.

/// The largest file that is read; the largest of OWASP's has 110 kB. A larger one is known by its header and never unpacked.
pub(super) const MOST_BYTES_OF_A_FILE: u64 = 2 * 1024 * 1024;

/// The most text that is read in all, included code apart; MASTG has 5 MB.
pub(super) const MOST_BYTES_OF_TEXTS: u64 = 128 * 1024 * 1024;

/// The most code that is kept because texts include it; MASTG has 2 MB.
pub(super) const MOST_BYTES_OF_INCLUDES: u64 = 64 * 1024 * 1024;

/// The largest picture that is kept; the largest of OWASP's has 1.5 MB.
pub(super) const MOST_BYTES_OF_AN_IMAGE: u64 = 4 * 1024 * 1024;

/// The most bytes of pictures in all; MASTG names 30 MB.
pub(super) const MOST_BYTES_OF_IMAGES: u64 = 128 * 1024 * 1024;

/// The most files, links and submodules that a folder or commit may have; MASTG has about 3,000.
pub(super) const MOST_FILES: usize = 100_000;

/// The most folders; MASTG has 700. A few objects of git can stand for billions of folders.
pub(super) const MOST_FOLDERS: usize = 50_000;

/// The most bytes of git's list of one folder.
pub(super) const MOST_BYTES_OF_A_LIST: usize = 16 * 1024 * 1024;

/// How deep folders may lie in each other; OWASP's lie five deep.
pub(super) const DEEPEST: usize = 16;

/// The longest path, in bytes.
pub(super) const LONGEST_PATH: usize = 1024;

/// The most problems that are listed; what comes after them is counted.
pub(super) const MOST_PROBLEMS: usize = 5_000;
