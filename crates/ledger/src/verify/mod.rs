//! Checking every byte of the record.
//!
//! The rows are read in slices of the order of arrival by one thread for each core (`slice.rs`): bytes, hashes,
//! columns, bodies. What they found is joined in order (`logs.rs`): chains, trees, signed heads. The first thing that
//! is wrong ends it.

mod logs;
mod slice;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use assay_messages::{for_reader_here, in_words, reader, said};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::raw::Scanner;
use crate::{Cancel, DeviceId, Hash, LedgerError, Progress, Result};
use logs::Logs;
use slice::{Slice, Slicer};

/// Which signed heads to check. The last head of a device covers all of its entries; earlier ones only repeat what
/// earlier reports and checkpoints said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadScope {
    /// Every signature: some 20 microseconds a transaction.
    #[default]
    All,
    /// The last signature of each device, and the roots of all.
    Last,
}

/// What checking found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Entries checked.
    pub entries: u64,
    /// Bodies that are there and match.
    pub bodies_present: u64,
    /// Bodies that were redacted.
    pub bodies_erased: u64,
    /// Signed heads checked.
    pub heads: u64,
    /// Each device that wrote.
    pub devices: Vec<VerifiedDevice>,
    /// The first problem, in the order of arrival; nothing when all is well.
    pub problem: Option<Problem>,
}

/// One device in a [`Verification`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedDevice {
    /// The device.
    pub device: DeviceId,
    /// Entries in its log.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Whether the key is the founding one, or known keys vouch for it. "Key unknown" otherwise: its signatures
    /// prove nothing.
    pub known: bool,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The hash that the record gives for the entry, where it is one.
    pub hash: Option<Hash>,
    /// The device.
    pub device: Option<DeviceId>,
    /// The place in the device's log, from 0; for a signed head, its size.
    pub seq: Option<u64>,
    /// A sentence for the user.
    pub sentence: String,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProblemKind {
    /// The bytes of an entry are not what its hash says, or are no entry.
    Entry,
    /// An entry does not go on where its device's log ended, or one is missing.
    Chain,
    /// A column beside the bytes says something else than the bytes.
    Column,
    /// A body does not match the digest in its entry.
    Body,
    /// The list of superseded entries says something else than the entries.
    Supersedes,
    /// A node of a tree is wrong or missing.
    Node,
    /// A signed head's root is not the tree's.
    Root,
    /// A signature does not match.
    Signature,
    /// Entries that no signed head covers.
    Unsigned,
    /// A device wrote two entries at one place.
    Fork,
}

impl Problem {
    fn new(kind: ProblemKind, sentence: impl Into<String>) -> Self {
        Self { kind, hash: None, device: None, seq: None, sentence: in_words(&sentence.into()) }
    }

    fn at(mut self, device: DeviceId, seq: u64) -> Self {
        self.device = Some(device);
        self.seq = Some(seq);
        self
    }

    fn of(mut self, hash: Option<Hash>) -> Self {
        self.hash = hash;
        self
    }
}

/// Why checking ended before the end.
enum Stop {
    Problem(Box<Problem>),
    Error(LedgerError),
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Error(error)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

/// Entries that a thread reads at once.
const SLICE: i64 = 8192;

/// Rows of the record that everything else refers to, read once.
struct Frame {
    workspace: Uuid,
    /// Device by row, in the order of the rows.
    devices: Vec<(i64, DeviceId)>,
    /// The last order of arrival.
    last: i64,
}

impl Frame {
    fn read(scanner: &Scanner, workspace: Uuid) -> Result<Self, Stop> {
        let mut rows = scanner.prepare(c"SELECT id, device FROM devices ORDER BY id")?;
        let mut devices = Vec::new();
        while rows.step()? {
            let device = DeviceId::from_slice(rows.bytes(1))
                .ok_or_else(|| Problem::new(ProblemKind::Column, "a device's name has not 32 bytes"))?;
            devices.push((rows.integer(0), device));
        }
        let mut rows = scanner.prepare(c"SELECT coalesce(max(id), 0) FROM entries")?;
        rows.step()?;
        Ok(Self { workspace, devices, last: rows.integer(0) })
    }

    fn device(&self, row: i64) -> Option<DeviceId> {
        let position = self.devices.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(self.devices[position].1)
    }
}

pub(crate) fn run(
    database: &Path,
    workspace: Uuid,
    heads: HeadScope,
    progress: &(dyn Fn(Progress) + Send + Sync),
    cancel: &Cancel,
) -> Result<Verification> {
    // One state of the database for the whole check; what is appended meanwhile is not part of it.
    let mut scanners = Scanner::open_together(database, 1 + threads())?;
    let Some(scanner) = scanners.pop() else { return Err(LedgerError::WorkspaceLocked) };
    let frame = match Frame::read(&scanner, workspace) {
        Ok(frame) => frame,
        Err(Stop::Problem(problem)) => return Ok(Verification { problem: Some(*problem), ..Verification::default() }),
        Err(Stop::Error(error)) => return Err(error),
    };
    let mut logs = Logs::new(&scanner, &frame, heads)?;
    let stop = check(scanners, &frame, &mut logs, progress, cancel)
        // Signatures wait to be checked together: one of them may come before what was found.
        .or_else(
            |stop| if matches!(stop, Stop::Problem(_)) { logs.check_signatures().and(Err(stop)) } else { Err(stop) },
        )
        .and_then(|()| logs.finish())
        .and_then(|()| check_strays(&scanner, &frame));
    let mut verification = logs.verification();
    match stop {
        Ok(()) => {}
        Err(Stop::Problem(problem)) => verification.problem = Some(*problem),
        Err(Stop::Error(error)) => return Err(error),
    }
    Ok(verification)
}

/// Threads for the work that many can do at once.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(8)
}

/// What a reading thread sends: a slice by its number.
type Message = (i64, Result<Slice, Stop>);

/// The slices, to be read by whoever takes the next one.
struct Slices<'f> {
    frame: &'f Frame,
    next: AtomicI64,
    stopped: AtomicBool,
}

impl Slices<'_> {
    /// Reads the next one; none where all are taken, or nobody wants more.
    fn read_next(&self, slicer: &mut Slicer<'_>) -> Option<Message> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let first = number * SLICE + 1;
        if first > self.frame.last || self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        Some((number, slicer.read(first, (first + SLICE - 1).min(self.frame.last))))
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Reads all slices, with a thread for each of the connections, and joins them in order. This thread is the one that
/// joins, and reads along while nothing is there to be joined: so there are no more threads than cores.
fn check(
    mut scanners: Vec<Scanner>,
    frame: &Frame,
    logs: &mut Logs<'_>,
    progress: &(dyn Fn(Progress) + Send + Sync),
    cancel: &Cancel,
) -> Result<(), Stop> {
    let Some(own) = scanners.pop() else { return Err(LedgerError::WorkspaceLocked.into()) };
    let mut slicer = Slicer::new(&own, frame)?;
    let work = Slices { frame, next: AtomicI64::new(0), stopped: AtomicBool::new(false) };
    let reader = reader();
    thread::scope(|scope| {
        // Bounded, so that a slow join does not let slices pile up.
        let (sender, receiver) = sync_channel::<Message>(scanners.len() * 2);
        for scanner in scanners {
            let (sender, work, reader) = (sender.clone(), &work, reader.clone());
            scope.spawn(move || for_reader_here(reader, || read_slices(&scanner, work, &sender)));
        }
        drop(sender);
        let mut join = Join { logs, frame, progress, cancel, waiting: BTreeMap::new(), expected: 0 };
        let joined = join.all(&receiver, || work.read_next(&mut slicer));
        work.stop();
        // Threads that wait to send end when nobody receives any more.
        drop(receiver);
        joined
    })
}

fn read_slices(scanner: &Scanner, work: &Slices<'_>, sender: &SyncSender<Message>) {
    // What can't be begun here is left to the others.
    let Ok(mut slicer) = Slicer::new(scanner, work.frame) else { return };
    while let Some((number, read)) = work.read_next(&mut slicer) {
        let failed = read.is_err();
        if sender.send((number, read)).is_err() || failed {
            return;
        }
    }
}

/// The joining of slices in their order.
struct Join<'j, 'scanner> {
    logs: &'j mut Logs<'scanner>,
    frame: &'j Frame,
    progress: &'j (dyn Fn(Progress) + Send + Sync),
    cancel: &'j Cancel,
    /// Slices that came before their turn.
    waiting: BTreeMap<i64, Result<Slice, Stop>>,
    expected: i64,
}

impl Join<'_, '_> {
    fn all(
        &mut self,
        receiver: &Receiver<Message>,
        mut read_next: impl FnMut() -> Option<Message>,
    ) -> Result<(), Stop> {
        let mut all_taken = false;
        loop {
            // What others have read first, then a slice of one's own; at the end there is nothing to do but wait.
            let message = match receiver.try_recv() {
                Ok(message) => Some(message),
                Err(_) if !all_taken => read_next(),
                Err(_) => receiver.recv().ok(),
            };
            match message {
                Some(message) => self.arrived(message)?,
                None if all_taken => break,
                None => all_taken = true,
            }
        }
        if self.expected * SLICE < self.frame.last {
            return Err(LedgerError::TaskFailed(said!("a thread that checks ended early")).into());
        }
        Ok(())
    }

    fn arrived(&mut self, (number, read): Message) -> Result<(), Stop> {
        self.waiting.insert(number, read);
        let total = u64::try_from(self.frame.last).unwrap_or(0);
        while let Some(read) = self.waiting.remove(&self.expected) {
            self.cancel.check()?;
            self.logs.join(read?)?;
            self.expected += 1;
            let done = u64::try_from(self.expected * SLICE).unwrap_or(total).min(total);
            (self.progress)(Progress { done, total });
        }
        Ok(())
    }
}

/// Rows outside of the slices: nothing lies before the first entry, and neither text nor list behind the last.
fn check_strays(scanner: &Scanner, frame: &Frame) -> Result<(), Stop> {
    for (kind, sql) in [
        (ProblemKind::Entry, c"SELECT count(*) FROM entries WHERE id < 1 OR id > ?1"),
        (ProblemKind::Body, c"SELECT count(*) FROM bodies WHERE entry < 1 OR entry > ?1"),
        (ProblemKind::Supersedes, c"SELECT count(*) FROM supersedes WHERE entry < 1 OR entry > ?1"),
    ] {
        let mut rows = scanner.prepare(sql)?;
        rows.bind(&[frame.last])?;
        rows.step()?;
        if rows.integer(0) != 0 {
            return Err(Problem::new(kind, "There are rows that belong to no entry of a log.").into());
        }
    }
    // Trees and heads are looked at device by device: here those of devices that there are not.
    for (kind, sql) in [
        (ProblemKind::Node, c"SELECT device FROM nodes WHERE device > ?1 ORDER BY device LIMIT 1"),
        (ProblemKind::Root, c"SELECT device FROM heads WHERE device > ?1 ORDER BY device LIMIT 1"),
    ] {
        let mut rows = scanner.prepare(sql)?;
        let mut after = i64::MIN;
        loop {
            rows.bind(&[after])?;
            if !rows.step()? {
                break;
            }
            after = rows.integer(0);
            if frame.device(after).is_none() {
                return Err(Problem::new(kind, "There are rows that belong to no device.").into());
            }
        }
    }
    Ok(())
}
