//! The devices' logs, joined from slices: chains, trees and signed heads.

use std::collections::{BTreeMap, HashMap};
use std::thread;

use assay_messages::said;
use ed25519_dalek::VerifyingKey;
use uuid::Uuid;

use super::slice::{Run, Slice};
use super::{Frame, HeadScope, Problem, ProblemKind, Stop, Verification, VerifiedDevice, threads};
use crate::founding::{DeviceEnrolled, WorkspaceFounded};
use crate::hash::Batch;
use crate::keys;
use crate::merkle::{Frontier, Node};
use crate::raw::{Rows, Scanner};
use crate::{DeviceId, Hash, Result, Seen, SignedHead};

/// Signatures that are checked together, on all cores.
const SIGNATURES: usize = 4096;

/// Leaves whose nodes are hashed together.
const TOGETHER: usize = 1024;

/// All logs, as far as they have been joined.
pub(super) struct Logs<'scanner> {
    scanner: &'scanner Scanner,
    workspace: Uuid,
    scope: HeadScope,
    by_device: BTreeMap<DeviceId, Log<'scanner>>,
    /// Signed heads whose root agreed and whose signature is still to be checked.
    unchecked: Vec<(VerifyingKey, SignedHead)>,
    seen: Vec<Seen>,
    about_keys: Vec<(DeviceId, Vec<u8>)>,
    bodies_present: u64,
    bodies_erased: u64,
    heads: u64,
    batch: Batch,
}

struct Log<'scanner> {
    row: i64,
    device: DeviceId,
    key: Option<VerifyingKey>,
    last: Option<Hash>,
    last_time: i64,
    frontier: Frontier,
    nodes: Nodes<'scanner>,
    /// The stored signed heads, standing on `next_head`.
    heads: Rows<'scanner>,
    next_head: Option<SignedHead>,
    last_head: Option<SignedHead>,
}

/// The stored nodes of a device's tree.
struct Nodes<'scanner> {
    scanner: &'scanner Scanner,
    row: i64,
    /// Those of each level, from level 1.
    levels: Vec<Rows<'scanner>>,
}

impl<'scanner> Logs<'scanner> {
    pub(super) fn new(scanner: &'scanner Scanner, frame: &Frame, scope: HeadScope) -> Result<Self> {
        let mut logs = BTreeMap::new();
        for (row, device) in &frame.devices {
            let mut heads =
                scanner.prepare(c"SELECT size, root, signature FROM heads WHERE device = ?1 ORDER BY size")?;
            heads.bind(&[*row])?;
            let mut log = Log {
                row: *row,
                device: *device,
                key: keys::public_key(device),
                last: None,
                last_time: i64::MIN,
                frontier: Frontier::default(),
                nodes: Nodes { scanner, row: *row, levels: Vec::new() },
                heads,
                next_head: None,
                last_head: None,
            };
            log.read_head()?;
            logs.insert(*device, log);
        }
        Ok(Self {
            scanner,
            workspace: frame.workspace,
            scope,
            by_device: logs,
            unchecked: Vec::new(),
            seen: Vec::new(),
            about_keys: Vec::new(),
            bodies_present: 0,
            bodies_erased: 0,
            heads: 0,
            batch: Batch::default(),
        })
    }

    /// Adds the next slice.
    pub(super) fn join(&mut self, slice: Slice) -> Result<(), Stop> {
        self.bodies_present += slice.bodies_present;
        self.bodies_erased += slice.bodies_erased;
        self.about_keys.extend(slice.about_keys);
        for seen in slice.seen {
            if self.seen.last() != Some(&seen) {
                self.seen.push(seen);
            }
        }
        for run in slice.runs {
            let Some(log) = self.by_device.get_mut(&run.device) else {
                return Err(Problem::new(ProblemKind::Column, "An entry is of a device that has no row.").into());
            };
            log.check_run(&run)?;
            log.last_time = run.last_time;
            let mut rest = run.leaves.as_slice();
            while !rest.is_empty() {
                let (leaves, after) = rest.split_at(log.until_head().min(rest.len()));
                rest = after;
                log.extend(leaves, &mut self.batch)?;
                while let Some(head) = log.next_head.take_if(|head| head.size <= log.frontier.size()) {
                    self.heads += 1;
                    log.check_root(&head)?;
                    let key = log.key.ok_or_else(|| {
                        Problem::new(ProblemKind::Signature, "A device's name is no public key.")
                            .at(head.device, head.size)
                    })?;
                    log.read_head()?;
                    if self.scope == HeadScope::All || log.next_head.is_none() {
                        self.unchecked.push((key, head.clone()));
                    }
                    log.last_head = Some(head);
                }
            }
            if self.unchecked.len() >= SIGNATURES {
                self.check_signatures()?;
            }
        }
        Ok(())
    }

    /// Checks what can only be checked at the end.
    pub(super) fn finish(&mut self) -> Result<(), Stop> {
        self.check_signatures()?;
        for log in self.by_device.values_mut() {
            log.finish()?;
        }
        self.check_seen()
    }

    /// Compares what devices had seen of each other with what is here: the entries are gone through once more, where
    /// there is more than one device, so that nothing is kept of each entry.
    fn check_seen(&self) -> Result<(), Stop> {
        let place = |seen: &Seen| Some((self.by_device.get(&seen.device)?.row, i64::try_from(seen.seq).ok()?));
        let mut here: HashMap<(i64, i64), Option<Hash>> =
            self.seen.iter().filter_map(place).map(|place| (place, None)).collect();
        if here.is_empty() {
            return Ok(());
        }
        // Not through an index: what is checked is the rows that the slices were read from.
        let mut rows = self.scanner.prepare(c"SELECT device, seq, hash FROM entries NOT INDEXED ORDER BY id")?;
        while rows.step()? {
            if let Some(hash) = here.get_mut(&(rows.integer(0), rows.integer(1))) {
                *hash = Hash::from_slice(rows.bytes(2));
            }
        }
        for seen in &self.seen {
            let hash = place(seen).and_then(|place| here.get(&place).copied().flatten());
            if hash.is_some_and(|hash| hash != seen.hash) {
                let sentence =
                    "Another device has seen a different entry at this place: the key was used in two copies.";
                return Err(Problem::new(ProblemKind::Fork, sentence).at(seen.device, seen.seq).of(hash).into());
            }
        }
        Ok(())
    }

    pub(super) fn check_signatures(&mut self) -> Result<(), Stop> {
        let unchecked = std::mem::take(&mut self.unchecked);
        let threads = threads();
        let workspace = self.workspace;
        let first_bad = |heads: &[(VerifyingKey, SignedHead)]| {
            heads.iter().position(|(key, head)| !keys::holds(key, &head.bytes(workspace), &head.signature))
        };
        let share = unchecked.len().div_ceil(threads).max(1);
        let bad = if unchecked.len() < 64 {
            first_bad(&unchecked)
        } else {
            thread::scope(|scope| {
                let shares: Vec<_> =
                    unchecked.chunks(share).map(|heads| scope.spawn(move || first_bad(heads))).collect();
                shares.into_iter().enumerate().find_map(|(number, bad)| {
                    // A thread that ended early has not vouched for anything.
                    bad.join().unwrap_or(Some(0)).map(|position| number * share + position)
                })
            })
        };
        match bad.and_then(|position| unchecked.get(position)) {
            None => Ok(()),
            Some((_, head)) => {
                let sentence = "The signature over this head of the log does not hold.";
                Err(Problem::new(ProblemKind::Signature, sentence).at(head.device, head.size).into())
            }
        }
    }

    /// What has been found so far.
    pub(super) fn verification(&self) -> Verification {
        let known = self.known_keys();
        let devices = self.by_device.values().map(|log| VerifiedDevice {
            device: log.device,
            size: log.frontier.size(),
            root: log.frontier.root(),
            known: known.contains(&log.device),
        });
        Verification {
            entries: self.by_device.values().map(|log| log.frontier.size()).sum(),
            bodies_present: self.bodies_present,
            bodies_erased: self.bodies_erased,
            heads: self.heads,
            devices: devices.collect(),
            problem: None,
        }
    }

    /// The founding key, to which the workspace's id commits, the recovery key that it named, and all devices that
    /// these, or devices known through them, vouch for.
    fn known_keys(&self) -> Vec<DeviceId> {
        let mut known: Vec<DeviceId> =
            self.by_device.keys().copied().filter(|device| keys::workspace_id(device) == self.workspace).collect();
        let mut enrolled = Vec::new();
        for (device, body) in &self.about_keys {
            if let Ok(founded) = serde_json::from_slice::<WorkspaceFounded>(body) {
                if known.contains(device) {
                    known.push(founded.recovery);
                }
            } else if let Ok(statement) = serde_json::from_slice::<DeviceEnrolled>(body) {
                enrolled.push(statement);
            }
        }
        // Whoever is known through someone known is known: at most one round for each device.
        loop {
            let before = known.len();
            for statement in &enrolled {
                if known.contains(&statement.device) {
                    continue;
                }
                let message = keys::voucher_bytes(self.workspace, &statement.device);
                let vouched = statement.vouchers.iter().any(|voucher| {
                    let mut signature = [0; 64];
                    known.contains(&voucher.key)
                        && hex::decode_to_slice(&voucher.signature, &mut signature).is_ok()
                        && keys::public_key(&voucher.key).is_some_and(|key| keys::holds(&key, &message, &signature))
                });
                if vouched {
                    known.push(statement.device);
                }
            }
            if known.len() == before {
                return known;
            }
        }
    }
}

impl Log<'_> {
    fn read_head(&mut self) -> Result<()> {
        self.next_head = None;
        if self.heads.step()? {
            let (root, signature) = (self.heads.bytes(1), self.heads.bytes(2));
            let head = SignedHead::from_columns(self.device.as_bytes(), self.heads.integer(0), root, signature);
            // Lengths that can't be are a head whose root is wrong.
            self.next_head = head.or(Some(SignedHead {
                device: self.device,
                size: self.frontier.size() + 1,
                root: Hash([0; 32]),
                signature: [0; 64],
            }));
        }
        Ok(())
    }

    fn check_run(&self, run: &Run) -> Result<(), Stop> {
        let sentence = if run.first_seq != self.frontier.size() {
            "An entry is missing before this one."
        } else if run.first_previous != self.last {
            "This entry does not go on from the one before it."
        } else if run.first_time < self.last_time {
            "The time of this entry is before that of the one before it."
        } else {
            return Ok(());
        };
        let problem = Problem::new(ProblemKind::Chain, sentence).at(run.device, run.first_seq);
        Err(problem.of(run.leaves.first().copied()).into())
    }

    /// How many leaves come before the next signed head has to be looked at: at least one, and not more than are hashed
    /// together.
    fn until_head(&self) -> usize {
        let more = self.next_head.as_ref().map_or(u64::MAX, |head| head.size.saturating_sub(self.frontier.size()));
        usize::try_from(more).unwrap_or(usize::MAX).clamp(1, TOGETHER)
    }

    /// Adds leaves, and holds the nodes that they complete against the stored ones.
    fn extend(&mut self, leaves: &[Hash], batch: &mut Batch) -> Result<(), Stop> {
        self.last = leaves.last().copied().or(self.last);
        let mut wrong: Option<Node> = None;
        let mut read = Ok(());
        let Self { frontier, nodes, .. } = self;
        frontier.extend(leaves, batch, |node| {
            if read.is_err() {
                return;
            }
            match nodes.next_is(&node) {
                Ok(true) => {}
                // Whatever comes first here: the first one is that which the earliest leaf completes.
                Ok(false) => wrong = wrong.take().into_iter().chain([node]).min_by_key(|it| (it.last_leaf(), it.level)),
                Err(error) => read = Err(error),
            }
        });
        read?;
        match wrong {
            None => Ok(()),
            Some(node) => {
                let sentence = said!(
                    "The node {level}/{index} of the tree is wrong or missing.",
                    level = node.level,
                    index = node.index
                );
                Err(Problem::new(ProblemKind::Node, sentence).at(self.device, node.last_leaf()).into())
            }
        }
    }

    fn check_root(&self, head: &SignedHead) -> Result<(), Stop> {
        if head.size == self.frontier.size() && head.root == self.frontier.root() {
            return Ok(());
        }
        let sentence = "The root in this signed head is not that of the entries.";
        Err(Problem::new(ProblemKind::Root, sentence).at(head.device, head.size).into())
    }

    fn finish(&mut self) -> Result<(), Stop> {
        let (device, size) = (self.device, self.frontier.size());
        if let Some(head) = &self.next_head {
            let sentence = "Entries that a signed head covers are missing at the end of this log.";
            return Err(Problem::new(ProblemKind::Chain, sentence).at(device, head.size).into());
        }
        if self.last_head.as_ref().map_or(0, |head| head.size) != size {
            let sentence = "No signed head covers the last entries of this log.";
            return Err(Problem::new(ProblemKind::Unsigned, sentence).at(device, size - 1).of(self.last).into());
        }
        if self.nodes.are_more()? {
            let sentence = "The tree has nodes that no entry needs.";
            return Err(Problem::new(ProblemKind::Node, sentence).at(device, size).into());
        }
        Ok(())
    }
}

impl Nodes<'_> {
    /// Whether this node is the next one that is stored of its level.
    fn next_is(&mut self, node: &Node) -> Result<bool> {
        let level = node.level as usize;
        if self.levels.len() < level {
            let mut rows =
                self.scanner.prepare(c"SELECT idx, hash FROM nodes WHERE device = ?1 AND level = ?2 ORDER BY idx")?;
            rows.bind(&[self.row, i64::from(node.level)])?;
            self.levels.push(rows);
        }
        let Some(rows) = self.levels.get_mut(level - 1) else { return Ok(false) };
        Ok(rows.step()? && u64::try_from(rows.integer(0)) == Ok(node.index) && rows.bytes(1) == node.hash.as_bytes())
    }

    /// Whether there are nodes behind those that the entries made, or of levels that they have not.
    fn are_more(&mut self) -> Result<bool> {
        for rows in &mut self.levels {
            if rows.step()? {
                return Ok(true);
            }
        }
        let highest = i64::try_from(self.levels.len()).unwrap_or(i64::MAX);
        for sql in [
            c"SELECT 1 FROM nodes WHERE device = ?1 AND level > ?2 LIMIT 1",
            c"SELECT 1 FROM nodes WHERE device = ?1 AND level < 1 AND ?2 >= 0 LIMIT 1",
        ] {
            let mut rows = self.scanner.prepare(sql)?;
            rows.bind(&[self.row, highest])?;
            if rows.step()? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
