//! A file of 5 GiB is taken in constant memory. On its own, since peak memory belongs to a process.

mod common;

use std::fs::{self, File};

use assay_ledger::{Cancel, EvidenceStore as _};
use common::Place;

const SIZE: u64 = 5 << 30;
/// `head -c 5368709120 /dev/zero | sha256sum`
const DIGEST: &str = "7f06c62352aebd8125b2a1841e2b9e1ffcbed602f381c3dcb3200200e383d1d5";

/// The most memory that this process ever had resident, in kB; nothing where the system does not tell.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmHWM"))?.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn five_gigabytes_are_taken_in_constant_memory() {
    let place = Place::new();
    let ledger = place.create().await;
    let path = place.root.path().join("large.img");
    // Sparse: it takes no room itself, its copy does.
    File::create(&path).unwrap().set_len(SIZE).unwrap();
    let before = peak_memory();
    let stored = match ledger.evidence().add(&path, &|_| {}, &Cancel::new()) {
        Err(error) if error.code() == "disk.full" => {
            println!("skipped: the temporary folder has no room for 5 GiB");
            return;
        }
        outcome => outcome.unwrap(),
    };
    assert_eq!((stored.size, stored.sha256.to_string().as_str()), (SIZE, DIGEST));
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after - before < 32 * 1024, "{} kB more than before", after - before);
    }
}
