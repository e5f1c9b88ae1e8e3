//! The program keeps its SQLite to itself.

use std::process::Command;

/// WebKit and libsoup load the system's SQLite. If the program exported `sqlite3_*`, their calls would land in ours.
#[test]
fn no_sqlite_symbol_is_exported() {
    let program = env!("CARGO_BIN_EXE_assay-desktop");
    let listed = match Command::new("nm").args(["-D", "--defined-only", program]).output() {
        Ok(listed) => listed,
        Err(problem) => {
            println!("skipped: nm (Debian package binutils) cannot be started: {problem}");
            return;
        }
    };
    assert!(listed.status.success(), "nm reads the program: {}", String::from_utf8_lossy(&listed.stderr));
    let symbols = String::from_utf8_lossy(&listed.stdout);
    let exported: Vec<&str> = symbols.lines().filter(|line| line.contains("sqlite3")).take(5).collect();
    assert!(exported.is_empty(), "exported: {exported:?}");
    // And the test would see one: SQLite is in there.
    let all = std::fs::read(program).expect("the program is read");
    assert!(all.windows(14).any(|bytes| bytes == b"SQLite format "), "SQLite is linked in");
}
