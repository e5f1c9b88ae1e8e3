//! Several processes of one device on one workspace.

use std::process::Stdio;

use assay_ledger::HeadScope;

use crate::child::MANY;
use crate::place::{Place, Said};

pub(crate) fn several_processes_write_in_turn() {
    let place = Place::new();
    let children: Vec<_> =
        (0..3).map(|_| place.child(&[], "many", place.root.path()).stdout(Stdio::piped()).spawn().unwrap()).collect();
    let mut all = Said::default();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        all.acknowledged.extend(Said::parse(&output.stdout).acknowledged);
    }
    assert_eq!(all.acknowledged.len() as u64, 3 * MANY);
    assert_eq!(place.check(&all, HeadScope::All), 4 + 3 * MANY);
}
