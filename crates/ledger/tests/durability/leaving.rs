//! The end of a process, with threads that end after its `main`.

use std::time::Duration;

use crate::child::{self, Arguments};
use crate::place::Place;

#[expect(unsafe_code, reason = "what C runs at exit has no safe name")]
mod at_exit {
    unsafe extern "C" {
        pub(super) safe fn atexit(function: extern "C" fn()) -> i32;
    }
}

/// Runs after all that was registered later: the threads that are left go on for this long with what that freed.
extern "C" fn linger() {
    std::thread::sleep(Duration::from_millis(200));
}

/// Works on a workspace and leaves; a thread still uses OpenSSL, as one of SQLite's does when it ends.
pub(crate) async fn child(arguments: Arguments) {
    assert_eq!(at_exit::atexit(linger), 0);
    let ledger = child::open(&arguments).await;
    child::append(&ledger, "result.stated", "first").await;
    ledger.close().await;
    std::thread::spawn(|| {
        let mut bytes = [0; 64];
        while openssl::rand::rand_bytes(&mut bytes).is_ok() {}
        std::process::abort();
    });
}

pub(crate) fn a_process_ends_while_threads_still_work() {
    let place = Place::new();
    let output = place.child(&[], "leaving", place.root.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr));
}
