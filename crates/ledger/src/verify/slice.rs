//! A slice of the order of arrival: what can be checked of each entry without the others.

use super::{Frame, Problem, ProblemKind, Stop};
use crate::entry::Fields;
use crate::founding::holds_keys;
use crate::raw::{Rows, Scanner};
use crate::{DeviceId, Hash, Result, Seen, body_digest, merkle};

/// What a slice holds, for joining.
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
    frame: &'scanner Frame,
    entries: Rows<'scanner>,
    bodies: Rows<'scanner>,
    supersedes: Rows<'scanner>,
}

impl<'scanner> Slicer<'scanner> {
    pub(super) fn new(scanner: &'scanner Scanner, frame: &'scanner Frame) -> Result<Self> {
        Ok(Self {
            frame,
            entries: scanner.prepare(
                c"SELECT id, hash, device, seq, kind, subject, bytes FROM entries WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            )?,
            bodies: scanner
                .prepare(c"SELECT entry, salt, body FROM bodies WHERE entry BETWEEN ?1 AND ?2 ORDER BY entry")?,
            supersedes: scanner.prepare(
                c"SELECT entry, superseded FROM supersedes WHERE entry BETWEEN ?1 AND ?2 ORDER BY entry, superseded",
            )?,
        })
    }

    pub(super) fn read(&mut self, first: i64, last: i64) -> Result<Slice, Stop> {
        for rows in [&mut self.entries, &mut self.bodies, &mut self.supersedes] {
            rows.bind(&[first, last])?;
        }
        let mut slice =
            Slice { runs: Vec::new(), bodies_present: 0, bodies_erased: 0, seen: Vec::new(), about_keys: Vec::new() };
        let mut body_left = self.bodies.step()?;
        let mut superseded_left = self.supersedes.step()?;
        while self.entries.step()? {
            let id = self.entries.integer(0);
            let stored = Hash::from_slice(self.entries.bytes(1));
            let device = self.frame.device(self.entries.integer(2));
            let seq = self.entries.integer(3);
            let bytes = self.entries.bytes(6);
            let hash = merkle::leaf_hash(bytes);
            // How the record itself names the entry, for the first thing that is wrong with it.
            let problem = |kind, sentence: &str| {
                let mut problem = Problem::new(kind, sentence).of(stored);
                (problem.device, problem.seq) = (device, u64::try_from(seq).ok());
                Stop::from(problem)
            };
            if stored != Some(hash) {
                return Err(problem(ProblemKind::Entry, "The bytes of this entry are not those that its hash names."));
            }
            let fields = Fields::decode(bytes)
                .map_err(|reason| problem(ProblemKind::Entry, &format!("These bytes are no entry: {reason}.")))?;
            if fields.workspace != self.frame.workspace {
                return Err(problem(ProblemKind::Entry, "This entry belongs to another workspace."));
            }
            let columns_agree = Some(fields.device) == device
                && i64::try_from(fields.seq) == Ok(seq)
                && fields.kind.as_bytes() == self.entries.bytes(4)
                && fields.subject.as_bytes() == self.entries.bytes(5);
            if !columns_agree {
                return Err(problem(
                    ProblemKind::Column,
                    "The columns beside this entry say something else than its bytes.",
                ));
            }

            for superseded in &fields.supersedes {
                let agrees = superseded_left
                    && self.supersedes.integer(0) == id
                    && self.supersedes.bytes(1) == superseded.as_bytes();
                if !agrees {
                    let sentence = "The list of superseded entries is not the one in this entry.";
                    return Err(problem(ProblemKind::Supersedes, sentence));
                }
                superseded_left = self.supersedes.step()?;
            }
            if superseded_left && self.supersedes.integer(0) <= id {
                let sentence = "The list of superseded entries has a row that this entry does not have.";
                return Err(problem(ProblemKind::Supersedes, sentence));
            }

            let here = body_left && self.bodies.integer(0) <= id;
            match (&fields.body_digest, here) {
                (None, false) => {}
                (Some(_), false) => slice.bodies_erased += 1,
                (Some(digest), true) if self.bodies.integer(0) == id && self.body_matches(digest) => {
                    slice.bodies_present += 1;
                    if holds_keys(fields.kind) {
                        slice.about_keys.push((fields.device, self.bodies.bytes(2).to_vec()));
                    }
                    body_left = self.bodies.step()?;
                }
                (_, true) => {
                    return Err(problem(
                        ProblemKind::Body,
                        "The text of this entry is not the one that it was made with.",
                    ));
                }
            }

            add(&mut slice, &fields, hash).map_err(|sentence| problem(ProblemKind::Chain, sentence))?;
        }
        if body_left || superseded_left {
            let (kind, what) = if body_left { (ProblemKind::Body, "text") } else { (ProblemKind::Supersedes, "list") };
            return Err(Problem::new(kind, format!("There is a {what} without an entry.")).into());
        }
        Ok(slice)
    }

    fn body_matches(&self, digest: &Hash) -> bool {
        let salt: Result<&[u8; 32], _> = self.bodies.bytes(1).try_into();
        salt.is_ok_and(|salt| body_digest(salt, self.bodies.bytes(2)) == *digest)
    }
}

/// Adds an entry to its device's run.
fn add(slice: &mut Slice, fields: &Fields<'_>, hash: Hash) -> Result<(), &'static str> {
    for seen in &fields.seen {
        // An entry mostly repeats what the one before it had seen.
        if !slice.seen.iter().rev().take(8).any(|known| known == seen) {
            slice.seen.push(*seen);
        }
    }
    // Few devices: the last one written is found first.
    match slice.runs.iter_mut().rev().find(|run| run.device == fields.device) {
        Some(run) => {
            if fields.seq != run.next_seq() {
                return Err("An entry is missing before this one.");
            }
            if fields.previous.as_ref() != run.leaves.last() {
                return Err("This entry does not go on from the one before it.");
            }
            if fields.time < run.last_time {
                return Err("The time of this entry is before that of the one before it.");
            }
            run.last_time = fields.time;
            run.leaves.push(hash);
        }
        None => slice.runs.push(Run {
            device: fields.device,
            first_seq: fields.seq,
            first_previous: fields.previous,
            first_time: fields.time,
            last_time: fields.time,
            leaves: vec![hash],
        }),
    }
    Ok(())
}
