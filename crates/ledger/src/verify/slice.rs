//! A slice of the order of arrival: what can be checked of each entry without the others.
//!
//! Rows are read in groups whose messages are hashed together. What is wrong with a row itself waits until the hashes of
//! the group are there, so that the first problem is the first in the order of arrival.

use assay_messages::said;

use super::{Frame, Problem, ProblemKind, Stop};
use crate::entry::{BODY_TAG, Fields};
use crate::founding::holds_keys;
use crate::hash::Batch;
use crate::merkle::LEAF;
use crate::raw::{Rows, Scanner};
use crate::{DeviceId, Hash, Result, Seen};

/// Entries whose hashes are made together.
const GROUP: usize = 128;

/// What a slice holds, for joining.
#[derive(Default)]
pub(super) struct Slice {
    pub(super) runs: Vec<Run>,
    pub(super) bodies_present: u64,
    pub(super) bodies_erased: u64,
    /// Heads that entries had seen, each once in a row.
    pub(super) seen: Vec<Seen>,
    /// Statements about keys: the device that makes it, and the body.
    pub(super) about_keys: Vec<(DeviceId, Vec<u8>)>,
}

/// The entries of one device in a slice: they follow one another.
pub(super) struct Run {
    pub(super) device: DeviceId,
    pub(super) first_seq: u64,
    pub(super) first_previous: Option<Hash>,
    pub(super) first_time: i64,
    pub(super) last_time: i64,
    pub(super) leaves: Vec<Hash>,
}

impl Run {
    fn next_seq(&self) -> u64 {
        self.first_seq + self.leaves.len() as u64
    }
}

/// Reads slices: entries, bodies and lists side by side in the order of arrival.
pub(super) struct Slicer<'scanner> {
    entries: Rows<'scanner>,
    beside: Beside<'scanner>,
    group: Vec<Arrived>,
}

/// What is read along with the entries, and what they are held against.
struct Beside<'scanner> {
    frame: &'scanner Frame,
    bodies: Rows<'scanner>,
    body_left: bool,
    supersedes: Rows<'scanner>,
    superseded_left: bool,
    batch: Batch,
}

/// An entry whose row was read.
struct Arrived {
    name: Name,
    /// The place of its hash in the batch.
    hash: usize,
    /// What its bytes say, or what is wrong with the row.
    row: Result<Row, Box<Problem>>,
}

/// How the record itself names an entry, for the first thing that is wrong with it.
struct Name {
    stored: Option<Hash>,
    device: Option<DeviceId>,
    seq: i64,
}

impl Name {
    fn problem(&self, kind: ProblemKind, sentence: impl Into<String>) -> Problem {
        let problem = Problem::new(kind, sentence).of(self.stored);
        Problem { device: self.device, seq: u64::try_from(self.seq).ok(), ..problem }
    }
}

/// What is needed of an entry once its hash is there.
struct Row {
    device: DeviceId,
    seq: u64,
    previous: Option<Hash>,
    time: i64,
    seen: Vec<Seen>,
    body: Body,
}

enum Body {
    None,
    Erased,
    Present {
        digest: Hash,
        /// The place in the batch of the digest of what is there.
        place: usize,
        /// Its bytes, where they are about keys.
        about_keys: Option<Vec<u8>>,
    },
}

impl<'scanner> Slicer<'scanner> {
    pub(super) fn new(scanner: &'scanner Scanner, frame: &'scanner Frame) -> Result<Self> {
        let entries = scanner.prepare(
            c"SELECT id, hash, device, seq, kind, subject, bytes FROM entries WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
        )?;
        let bodies =
            scanner.prepare(c"SELECT entry, salt, body FROM bodies WHERE entry BETWEEN ?1 AND ?2 ORDER BY entry")?;
        let supersedes = scanner.prepare(
            c"SELECT entry, superseded FROM supersedes WHERE entry BETWEEN ?1 AND ?2 ORDER BY entry, superseded",
        )?;
        let batch = Batch::default();
        let beside = Beside { frame, bodies, body_left: false, supersedes, superseded_left: false, batch };
        Ok(Self { entries, beside, group: Vec::with_capacity(GROUP) })
    }

    pub(super) fn read(&mut self, first: i64, last: i64) -> Result<Slice, Stop> {
        self.entries.bind(&[first, last])?;
        self.beside.begin(first, last)?;
        let mut slice = Slice::default();
        loop {
            let read = self.read_group();
            self.check_group(&mut slice)?;
            if !read? {
                break;
            }
        }
        self.beside.check_end()?;
        Ok(slice)
    }

    /// Reads the rows of the next entries; false where there are no more. Behind a row with a problem nothing is read.
    fn read_group(&mut self) -> Result<bool> {
        while self.group.len() < GROUP {
            if !self.entries.step()? {
                return Ok(false);
            }
            let (id, bytes) = (self.entries.integer(0), self.entries.bytes(6));
            let name = Name {
                stored: Hash::from_slice(self.entries.bytes(1)),
                device: self.beside.frame.device(self.entries.integer(2)),
                seq: self.entries.integer(3),
            };
            let hash = self.beside.batch.push(&[LEAF, bytes]);
            let columns = (self.entries.bytes(4), self.entries.bytes(5));
            let row = match self.beside.check_row(id, &name, columns, bytes) {
                Ok(row) => Ok(row),
                Err(Stop::Problem(problem)) => Err(problem),
                Err(Stop::Error(error)) => return Err(error),
            };
            let is_sound = row.is_ok();
            self.group.push(Arrived { name, hash, row });
            if !is_sound {
                break;
            }
        }
        Ok(true)
    }

    /// Hashes what was read, and adds the entries to the slice.
    fn check_group(&mut self, slice: &mut Slice) -> Result<(), Stop> {
        let hashes = self.beside.batch.hashes();
        for Arrived { name, hash, row } in self.group.drain(..) {
            let hash = hashes[hash];
            if name.stored != Some(hash) {
                let sentence = "The bytes of this entry are not those that its hash names.";
                return Err(name.problem(ProblemKind::Entry, sentence).into());
            }
            let Row { device, seq, previous, time, seen, body } = row.map_err(Stop::Problem)?;
            match body {
                Body::None => {}
                Body::Erased => slice.bodies_erased += 1,
                Body::Present { digest, place, about_keys } if hashes[place] == digest => {
                    slice.bodies_present += 1;
                    slice.about_keys.extend(about_keys.map(|body| (device, body)));
                }
                Body::Present { .. } => return Err(name.problem(ProblemKind::Body, OTHER_BODY).into()),
            }
            for seen in seen {
                // An entry mostly repeats what the one before it had seen.
                if !slice.seen.iter().rev().take(8).any(|known| *known == seen) {
                    slice.seen.push(seen);
                }
            }
            let entry = Next { device, seq, previous, time, hash };
            entry.add(&mut slice.runs).map_err(|sentence| name.problem(ProblemKind::Chain, sentence))?;
        }
        self.beside.batch.clear();
        Ok(())
    }
}

impl Beside<'_> {
    fn begin(&mut self, first: i64, last: i64) -> Result<()> {
        self.bodies.bind(&[first, last])?;
        self.supersedes.bind(&[first, last])?;
        self.body_left = self.bodies.step()?;
        self.superseded_left = self.supersedes.step()?;
        Ok(())
    }

    /// Checks the row of an entry and the rows that belong to it against what its bytes say.
    fn check_row(&mut self, id: i64, name: &Name, columns: (&[u8], &[u8]), bytes: &[u8]) -> Result<Row, Stop> {
        let fields = Fields::decode(bytes)
            .map_err(|reason| name.problem(ProblemKind::Entry, said!("These bytes are no entry: {reason}.", reason)))?;
        if fields.workspace != self.frame.workspace {
            return Err(name.problem(ProblemKind::Entry, "This entry belongs to another workspace.").into());
        }
        let columns_agree = Some(fields.device) == name.device
            && i64::try_from(fields.seq) == Ok(name.seq)
            && (fields.kind.as_bytes(), fields.subject.as_bytes()) == columns;
        if !columns_agree {
            let sentence = "The columns beside this entry say something else than its bytes.";
            return Err(name.problem(ProblemKind::Column, sentence).into());
        }

        for superseded in &fields.supersedes {
            let agrees = self.superseded_left
                && self.supersedes.integer(0) == id
                && self.supersedes.bytes(1) == superseded.as_bytes();
            if !agrees {
                let sentence = "The list of superseded entries is not the one in this entry.";
                return Err(name.problem(ProblemKind::Supersedes, sentence).into());
            }
            self.superseded_left = self.supersedes.step()?;
        }
        if self.superseded_left && self.supersedes.integer(0) <= id {
            let sentence = "The list of superseded entries has a row that this entry does not have.";
            return Err(name.problem(ProblemKind::Supersedes, sentence).into());
        }

        let body = self.check_body(id, &fields).ok_or_else(|| name.problem(ProblemKind::Body, OTHER_BODY))?;
        if matches!(body, Body::Present { .. }) {
            self.body_left = self.bodies.step()?;
        }
        let Fields { device, seq, previous, time, seen, .. } = fields;
        Ok(Row { device, seq, previous, time, seen, body })
    }

    /// What is left of an entry's body; none where there is one that can't be its own.
    fn check_body(&mut self, id: i64, fields: &Fields<'_>) -> Option<Body> {
        let stored = if self.body_left { self.bodies.integer(0) } else { i64::MAX };
        match fields.body_digest {
            None if stored > id => Some(Body::None),
            Some(_) if stored > id => Some(Body::Erased),
            Some(digest) if stored == id => {
                let (salt, body) = (self.bodies.bytes(1), self.bodies.bytes(2));
                let place = (salt.len() == 32).then(|| self.batch.push(&[BODY_TAG, salt, body]))?;
                let about_keys = holds_keys(fields.kind).then(|| body.to_vec());
                Some(Body::Present { digest, place, about_keys })
            }
            _ => None,
        }
    }

    fn check_end(&self) -> Result<(), Stop> {
        let (kind, what) = if self.body_left {
            (ProblemKind::Body, "text")
        } else if self.superseded_left {
            (ProblemKind::Supersedes, "list")
        } else {
            return Ok(());
        };
        Err(Problem::new(kind, said!("There is a {what} without an entry.", what)).into())
    }
}

const OTHER_BODY: &str = "The text of this entry is not the one that it was made with.";

/// An entry that goes on its device's run.
struct Next {
    device: DeviceId,
    seq: u64,
    previous: Option<Hash>,
    time: i64,
    hash: Hash,
}

impl Next {
    fn add(self, runs: &mut Vec<Run>) -> Result<(), &'static str> {
        // Few devices: the last one written is found first.
        match runs.iter_mut().rev().find(|run| run.device == self.device) {
            Some(run) => {
                if self.seq != run.next_seq() {
                    return Err("An entry is missing before this one.");
                }
                if self.previous.as_ref() != run.leaves.last() {
                    return Err("This entry does not go on from the one before it.");
                }
                if self.time < run.last_time {
                    return Err("The time of this entry is before that of the one before it.");
                }
                run.last_time = self.time;
                run.leaves.push(self.hash);
            }
            None => runs.push(Run {
                device: self.device,
                first_seq: self.seq,
                first_previous: self.previous,
                first_time: self.time,
                last_time: self.time,
                leaves: vec![self.hash],
            }),
        }
        Ok(())
    }
}
