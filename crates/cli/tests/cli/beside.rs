//! Several programs on one workspace at the same time, as beside a running desktop app.

use std::sync::Arc;
use std::thread;

use crate::user::User;

#[test]
fn programs_that_write_at_once_all_get_through_and_nothing_is_lost() {
    let user = Arc::new(User::with_assessment());
    let units = user.units("android", "test");
    let threads: Vec<_> = (0..4)
        .map(|writer| {
            let user = Arc::clone(&user);
            let mine: Vec<String> = units.iter().skip(writer).step_by(4).take(3).cloned().collect();
            thread::spawn(move || {
                for unit in &mine {
                    user.must(&["result", "set", unit, "pass", "--build", "android"]);
                }
                mine.len()
            })
        })
        .collect();
    let written: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    let shown = user.json(&["assessment", "show", "--build", "android"]);
    let progress = &shown["checklist"]["progress"];
    assert_eq!(progress["pass"], written, "{progress}");
    assert_eq!(user.run(&["ledger", "verify"]).code, 0);
}
