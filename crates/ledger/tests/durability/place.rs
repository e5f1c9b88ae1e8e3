//! A workspace that children write to, and the check after each of them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use assay_ledger::{Ambient, Cancel, EvidenceStore as _, Filter, Hash, HeadScope, Home, Ledger, Opening};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::child;

pub(crate) struct Place {
    pub(crate) root: TempDir,
    pub(crate) dir: PathBuf,
    pub(crate) home: Home,
    runtime: Runtime,
    next_seed: AtomicU64,
}

impl Place {
    /// A founded workspace, closed.
    pub(crate) fn new() -> Self {
        // In memory where that is possible: a kill loses nothing that a sync would save, and syncs cost time there.
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let home = Home::at(root.path().join("home"));
        let dir = root.path().join("workspace");
        let ambient = Ambient::deterministic(0);
        home.set_identity(&ambient, "Ada Tester", "ada@example.org").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            Ledger::create(&dir, &home, ambient, "Example").await.unwrap().close().await;
        });
        Self { root, dir, home, runtime, next_seed: AtomicU64::new(1) }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.next_seed.fetch_add(1, Ordering::SeqCst)
    }

    /// The command that runs this program as a child, after `wrapper` (such as strace and its options).
    pub(crate) fn child(&self, wrapper: &[&str], mode: &str, extra: &Path) -> Command {
        let program = std::env::current_exe().unwrap();
        let mut command = match wrapper {
            [] => Command::new(program),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
        };
        command.env(child::MODE, mode).arg(&self.dir).arg(self.home.dir()).arg(self.seed().to_string()).arg(extra);
        command
    }

    /// Opens the workspace as the next process would, checks all of it and that what was acknowledged is there.
    pub(crate) fn check(&self, said: &Said, heads: HeadScope) -> u64 {
        self.runtime.block_on(async {
            let ambient = Ambient::deterministic(self.seed());
            let ledger = Ledger::open(&self.dir, &self.home, ambient).await.unwrap();
            assert_eq!(ledger.opening(), Opening::Continued, "a kill must not cost the device its key");
            let verification = ledger.verify(heads, |_| {}, &Cancel::new()).await.unwrap();
            assert_eq!(verification.problem, None);
            for hash in &said.acknowledged {
                ledger.recorded(hash).await.unwrap_or_else(|error| panic!("acknowledged and gone: {error}"));
            }
            // Whatever statement is there, acknowledged or not: its evidence was durable before it.
            let filter = Filter { kinds: vec![child::ATTACHED.into()], limit: u32::MAX, ..Filter::default() };
            let mut named = said.stored.clone();
            for recorded in ledger.entries(&filter).await.unwrap() {
                let name = String::from_utf8(recorded.body.as_bytes().unwrap().to_vec()).unwrap();
                named.push(name.parse().unwrap());
            }
            let damage = ledger.evidence().verify(Some(&named), &|_| {}, &Cancel::new()).unwrap();
            assert_eq!(damage, []);
            let litter = std::fs::read_dir(self.dir.join("evidence/incoming")).map_or(0, Iterator::count);
            assert_eq!(litter, 0, "opening sweeps what an add left behind");
            ledger.close().await;
            verification.entries
        })
    }
}

/// What a child said before it ended.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) opened: bool,
    pub(crate) acknowledged: Vec<Hash>,
    pub(crate) stored: Vec<Hash>,
}

impl Said {
    pub(crate) fn parse(output: &[u8]) -> Self {
        let mut said = Self::default();
        // The last line may be cut by the kill.
        for line in String::from_utf8_lossy(output).split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            match line.split_once(' ') {
                Some(("ack", hash)) => said.acknowledged.push(hash.parse().unwrap()),
                Some(("stored", hash)) => said.stored.push(hash.parse().unwrap()),
                _ => said.opened |= line == "open",
            }
        }
        said
    }
}
