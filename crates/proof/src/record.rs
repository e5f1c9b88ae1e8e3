//! `proof.json`: the part of the ledger that a report rests on, and what can be checked of it without the workspace.
//!
//! Entries are there as the bytes that were hashed, each with its path to the signed head of its device. As long as a
//! workspace is not very large, the hashes of *all* its entries are there too: then the places between show how much is
//! held back, because it is about something else, and any earlier checkpoint can be compared.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use assay_ledger::merkle::{InclusionProof, root_of};
use assay_ledger::{Checkpoint, DeviceId, Entry, Hash, SignedHead};
use assay_messages::{counted, said};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::check::Check;
use crate::volume::Volume;

/// What the proof is called inside.
pub const FORMAT: &str = "assay-proof-1";

/// Up to so many entries of all devices the hashes of all of them are attached.
pub const MOST_LEAVES: u64 = 32_768;

/// The proof that is attached to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// [`FORMAT`].
    pub format: String,
    /// The checkpoint that the report prints.
    pub checkpoint: Checkpoint,
    /// The entries that the report rests on, sorted by device and place in its log.
    pub entries: Vec<Proved>,
    /// The hashes of all entries of each device, where they are not too many; else empty.
    pub logs: Vec<Leaves>,
}

/// An entry with its path to the head of its device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proved {
    /// The entry's id.
    pub entry: Hash,
    /// Its bytes, hex: `docs/FORMATS.md`, "Entry".
    pub bytes: String,
    /// The audit path of RFC 6962, from the leaf up.
    pub path: Vec<Hash>,
}

/// The hashes of a device's entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaves {
    /// The device.
    pub device: DeviceId,
    /// 64 hexadecimal digits for each entry, one after the other, in their order.
    pub leaves: String,
}

impl Leaves {
    /// The hashes; none where the text is no such list.
    pub fn hashes(&self) -> Option<Vec<Hash>> {
        let (digits, rest) = self.leaves.as_bytes().as_chunks::<64>();
        let parsed = digits.iter().map(|digits| std::str::from_utf8(digits).ok()?.parse().ok()).collect();
        if rest.is_empty() { parsed } else { None }
    }
}

/// The entries that a report's data names anywhere, with those whose headers it lists.
pub fn named_entries(data: &Value) -> BTreeSet<Hash> {
    fn walk(value: &Value, found: &mut BTreeSet<Hash>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    match value.as_str().and_then(|text| text.parse().ok()) {
                        Some(hash) if key == "entry" => {
                            found.insert(hash);
                        }
                        _ => walk(value, found),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    walk(data, &mut found);
    found
}

/// A proof whose entries were read, for all the checks.
pub(crate) struct Record<'a> {
    proof: &'a Proof,
    entries: HashMap<Hash, Entry>,
}

impl<'a> Record<'a> {
    /// Reads the entries' bytes.
    pub(crate) fn read(proof: &'a Proof) -> Result<Self, Check> {
        let id = "record.entries";
        if proof.format != FORMAT {
            return Err(Check::fails(
                id,
                said!("The proof is of a format that this version does not know: {format}.", format = proof.format),
            ));
        }
        let mut entries = HashMap::new();
        for proved in &proof.entries {
            let entry = hex::decode(&proved.bytes).ok().and_then(|bytes| Entry::decode(bytes).ok());
            let Some(entry) = entry.filter(|entry| entry.hash == proved.entry) else {
                return Err(Check::fails(
                    id,
                    said!("The bytes of entry {entry} are not those that its id is made of.", entry = proved.entry),
                ));
            };
            if entry.workspace != proof.checkpoint.workspace {
                return Err(Check::fails(id, said!("Entry {entry} is of another workspace.", entry = proved.entry)));
            }
            if entries.insert(entry.hash, entry).is_some() {
                return Err(Check::fails(id, said!("Entry {entry} is attached twice.", entry = proved.entry)));
            }
        }
        Ok(Self { proof, entries })
    }

    fn head(&self, device: &DeviceId) -> Option<&SignedHead> {
        self.proof.checkpoint.heads.iter().find(|head| head.device == *device)
    }

    /// The checkpoint: its root, its signatures, and that it is the one that is printed.
    pub(crate) fn checkpoint(&self, data: &Value) -> Check {
        let id = "record.checkpoint";
        let checkpoint = &self.proof.checkpoint;
        if !checkpoint.verify() {
            return Check::fails(id, "The attached checkpoint is not signed by the devices that it names.");
        }
        let printed = &data["ledger"];
        let heads: Vec<Value> = checkpoint
            .heads
            .iter()
            .map(|head| serde_json::json!([head.device, head.size, head.root, hex::encode(head.signature)]))
            .collect();
        let said: Vec<Value> = items(&printed["checkpoint"]["devices"])
            .map(|it| serde_json::json!([it["device"], it["size"], it["root"], it["signature"]]))
            .collect();
        let same = printed["checkpoint"]["root"] == checkpoint.root.to_string()
            && printed["workspace"] == checkpoint.workspace.to_string()
            && heads == said;
        if !same {
            return Check::fails(id, "The printed checkpoint is another one than that of the attached proof.");
        }
        let entries: u64 = checkpoint.heads.iter().map(|head| head.size).sum();
        Check::holds(
            id,
            said!(
                "The printed checkpoint is signed by {devices} and covers {entries} entries.",
                devices = counted!(heads.len(), "1 device", "{count} devices"),
                entries
            ),
        )
        .with(format!("Checkpoint {}", checkpoint.root))
        .with_all(
            checkpoint
                .heads
                .iter()
                .map(|head| said!("Device {device} signed {size} entries", device = head.device, size = head.size)),
        )
    }

    /// That every entry that the report names is under the checkpoint.
    pub(crate) fn inclusion(&self, data: &Value) -> Check {
        let id = "record.inclusion";
        for proved in &self.proof.entries {
            let entry = &self.entries[&proved.entry];
            let proof = self.head(&entry.device).map(|head| InclusionProof {
                index: entry.seq,
                head: head.clone(),
                path: proved.path.clone(),
            });
            if !proof.is_some_and(|proof| proof.proves(&proved.entry)) {
                return Check::fails(
                    id,
                    said!("Entry {entry} is not under the printed checkpoint.", entry = proved.entry),
                );
            }
        }
        let named = named_entries(data);
        if let Some(missing) = named.iter().find(|hash| !self.entries.contains_key(hash)) {
            return Check::fails(
                id,
                said!("The report rests on entry {missing}, for which no proof is attached.", missing),
            );
        }
        Check::holds(
            id,
            counted!(
                named.len(),
                "The one entry that the report rests on is under the printed checkpoint.",
                "All {count} entries that the report rests on are under the printed checkpoint."
            ),
        )
    }

    /// That the headers say what the signed bytes say, and the stamps when they say it.
    pub(crate) fn headers(&self, data: &Value) -> Check {
        let id = "record.headers";
        let headers: Vec<&Value> = items(&data["ledger"]["headers"]).collect();
        for header in &headers {
            let Some(entry) = self.named(&header["entry"]) else {
                return Check::fails(id, said!("The header of {entry} has no entry.", entry = header["entry"]));
            };
            let expected = serde_json::json!({
                "entry": entry.hash, "device": entry.device, "sequence": entry.seq, "kind": entry.kind,
                "subject": entry.subject, "result": entry.result, "at": entry.time.to_string(),
                "supersedes": entry.supersedes, "bytes": hex::encode(entry.bytes()),
            });
            if **header != expected {
                return Check::fails(
                    id,
                    said!("The header of entry {hash} says something else than its bytes.", hash = entry.hash),
                );
            }
        }
        // A report for others may leave the headers out, and then leaves out all of them.
        if !headers.is_empty() && data["ledger"]["assessment_entries"].as_u64() != Some(headers.len() as u64) {
            return Check::fails(id, "The report counts other entries of the assessment than it lists.");
        }
        let mut stamps = Vec::new();
        collect_stamps(data, &mut stamps);
        for (entry, at) in &stamps {
            let Some(entry) = self.named(entry) else { continue };
            if at.as_str() != Some(entry.time.to_string().as_str()) {
                return Check::fails(
                    id,
                    said!(
                        "The report prints {at} for entry {hash}, which was made at {time}.",
                        at,
                        hash = entry.hash,
                        time = entry.time
                    ),
                );
            }
        }
        Check::holds(
            id,
            said!(
                "{headers} and {times} say what the signed entries say.",
                headers = counted!(headers.len(), "1 header", "{count} headers"),
                times = counted!(stamps.len(), "1 printed time", "{count} printed times")
            ),
        )
    }

    /// That each printed result is the one that its entry signs.
    pub(crate) fn results(&self, data: &Value) -> Check {
        let id = "record.results";
        let mut checked = 0;
        for answer in answers(data) {
            let statements: Vec<&Value> = items(&answer["statements"]).collect();
            for statement in &statements {
                for entry in
                    [Some(&statement["stated"]["entry"]), statement.pointer("/carried/by/entry")].into_iter().flatten()
                {
                    let signed = self.named(entry).and_then(|entry| entry.result.as_deref());
                    if signed.is_none() || statement["result"].as_str() != signed {
                        return Check::fails(
                            id,
                            said!(
                                "The report says {result} where entry {entry} signs {signed}.",
                                result = statement["result"],
                                entry,
                                signed = signed.map_or_else(|| said!("no result"), ToOwned::to_owned)
                            ),
                        );
                    }
                    checked += 1;
                }
            }
            let state = answer["state"].as_str().unwrap_or_default();
            let fits = match (state, statements.as_slice()) {
                ("untested", _) => true,
                ("disputed", several) => several.len() > 1,
                ("stale", _) => !statements.is_empty(),
                (state, [one]) => one["result"] == state,
                _ => false,
            };
            if !fits {
                return Check::fails(id, said!("An answer is printed as {state}, and no statement says so.", state));
            }
        }
        Check::holds(
            id,
            counted!(
                checked,
                "One printed result is the one that was signed.",
                "{count} printed results are the ones that were signed."
            ),
        )
    }

    /// That nothing of the assessment was left out, as far as the attached headers tell.
    pub(crate) fn complete(&self, data: &Value) -> Check {
        let id = "record.complete";
        let headers: HashSet<Hash> = items(&data["ledger"]["headers"]).filter_map(|it| parsed(&it["entry"])).collect();
        if headers.is_empty() {
            return Check::open(
                id,
                "This report leaves out the entries of the assessment, so it does not show that it is complete.",
            );
        }
        let superseded: HashSet<Hash> = headers
            .iter()
            .filter_map(|hash| self.entries.get(hash))
            .flat_map(|entry| entry.supersedes.clone())
            .collect();
        if let Some(missing) = superseded.iter().find(|hash| !headers.contains(hash)) {
            return Check::fails(id, said!("An entry takes the place of {missing}, which is left out.", missing));
        }
        let printed = printed_entries(data);
        let elsewhere = match Volume::read(data) {
            Some(Ok(volume)) => volume.elsewhere(),
            _ => BTreeSet::new(),
        };
        if let Some(old) = printed.iter().chain(&elsewhere).find(|hash| superseded.contains(hash)) {
            return Check::fails(
                id,
                said!("The report prints the statement {old}, which a later one took the place of.", old),
            );
        }
        // A report may be of some of a release's builds: the places of which something is printed tell which.
        let places: BTreeSet<&str> = printed
            .iter()
            .filter_map(|hash| self.entries.get(hash))
            .filter_map(|entry| place(&entry.subject))
            .collect();
        let (mut current, mut in_others) = (0, 0);
        for entry in headers.iter().filter_map(|hash| self.entries.get(hash)) {
            let answer =
                entry.kind.starts_with("result.") && entry.result.as_deref().is_some_and(|it| it != "untested");
            let shown = place(&entry.subject).is_some_and(|place| places.contains(place));
            if !answer || !shown || superseded.contains(&entry.hash) {
                continue;
            }
            if elsewhere.contains(&entry.hash) && !printed.contains(&entry.hash) {
                in_others += 1;
                continue;
            }
            current += 1;
            if !printed.contains(&entry.hash) {
                return Check::fails(
                    id,
                    said!(
                        "The statement {hash} stands on {subject} and is not printed.",
                        hash = entry.hash,
                        subject = entry.subject
                    ),
                );
            }
        }
        let check = Check::holds(
            id,
            said!(
                "Of the {entries}, all {current} answers that stand are printed.",
                entries = counted!(headers.len(), "1 entry of the assessment", "{count} entries of the assessment"),
                current
            ),
        );
        let check = if in_others > 0 {
            check.with(counted!(
                in_others,
                "1 more answer is printed in other volumes, as this one says: check them too",
                "{count} more answers are printed in other volumes, as this one says: check them too"
            ))
        } else {
            check
        };
        match self.held_back() {
            Err(failed) => failed,
            Ok(None) => check.with("The places of entries about something else are not listed, because the workspace is large."),
            Ok(Some(others)) => check.with(said!("{others} of the record are about something else, as whoever made the report says; they are named by their hashes, so that one can ask for each", others = counted!(others, "1 other entry", "{count} other entries"))),
        }
    }

    /// How many places of the logs are named by their hashes only; none where they are not listed.
    fn held_back(&self) -> Result<Option<usize>, Check> {
        let id = "record.complete";
        if self.proof.logs.is_empty() {
            return Ok(None);
        }
        let mut places: BTreeMap<DeviceId, Vec<Hash>> = BTreeMap::new();
        for log in &self.proof.logs {
            let hashes = log.hashes().ok_or_else(|| Check::fails(id, "The attached list of entries can't be read."))?;
            places.insert(log.device, hashes);
        }
        for head in &self.proof.checkpoint.heads {
            let whole = places
                .get(&head.device)
                .is_some_and(|hashes| hashes.len() as u64 == head.size && root_of(hashes.iter().copied()) == head.root);
            if !whole {
                return Err(Check::fails(
                    id,
                    said!(
                        "The attached list of entries of device {device} is not the signed one.",
                        device = head.device
                    ),
                ));
            }
        }
        for entry in self.entries.values() {
            let listed = places.get(&entry.device).and_then(|hashes| hashes.get(usize::try_from(entry.seq).ok()?));
            if listed != Some(&entry.hash) {
                return Err(Check::fails(
                    id,
                    said!("Entry {hash} is not at its place in the attached list.", hash = entry.hash),
                ));
            }
        }
        Ok(Some(places.values().map(Vec::len).sum::<usize>().saturating_sub(self.entries.len())))
    }

    fn named(&self, hash: &Value) -> Option<&Entry> {
        self.entries.get(&parsed(hash)?)
    }
}

/// Whether the record of an earlier report is the beginning of that of a later one.
pub(crate) fn earlier(later: &Proof, earlier: &Proof) -> Check {
    let id = "earlier.consistent";
    if !earlier.checkpoint.verify() {
        return Check::fails(id, "The checkpoint of the earlier report is not signed by the devices that it names.");
    }
    if later.checkpoint.workspace != earlier.checkpoint.workspace {
        return Check::fails(
            id,
            "The earlier report is of another workspace, so its checkpoint says nothing about this one.",
        );
    }
    let mut untold = Vec::new();
    for old in &earlier.checkpoint.heads {
        let Some(new) = later.checkpoint.heads.iter().find(|head| head.device == old.device) else {
            return Check::fails(
                id,
                said!(
                    "The record of device {device}, which the earlier report rests on, is gone.",
                    device = old.device
                ),
            );
        };
        if new.size < old.size {
            return Check::fails(
                id,
                said!(
                    "Device {device} has fewer entries than in the earlier report: it is the later one, or entries are gone.",
                    device = old.device
                ),
            );
        }
        if new.size == old.size {
            if new.root != old.root {
                return Check::fails(
                    id,
                    said!(
                        "The record of device {device} is another one than in the earlier report.",
                        device = old.device
                    ),
                );
            }
            continue;
        }
        let leaves = later.logs.iter().find(|log| log.device == old.device).and_then(Leaves::hashes);
        let beginning = leaves.as_ref().and_then(|leaves| leaves.get(..usize::try_from(old.size).ok()?));
        match beginning {
            None => untold.push(said!("Device {device}: this report does not list all entries", device = old.device)),
            Some(leaves) if root_of(leaves.iter().copied()) == old.root => {}
            Some(_) => {
                return Check::fails(
                    id,
                    said!(
                        "What device {device} had recorded by the earlier report was changed since.",
                        device = old.device
                    ),
                );
            }
        }
    }
    if untold.is_empty() {
        Check::holds(id, "The record of the earlier report is the beginning of this one: nothing of it was changed.")
            .with(said!("Earlier checkpoint {root}", root = earlier.checkpoint.root))
    } else {
        Check::open(id, "Whether the earlier record is the beginning of this one can't be told from the two files.")
            .with_all(untold)
    }
}

/// What stands before the unit in the subject of an answer.
fn place(subject: &str) -> Option<&str> {
    subject.split_once("/unit/").map(|(place, _)| place)
}

/// The entries of the answers that a report prints: of what was carried over, those that carried it.
pub(crate) fn printed_entries(data: &Value) -> BTreeSet<Hash> {
    let statements = answers(data).flat_map(|answer| items(&answer["statements"]));
    let entries = statements.map(|it| it.pointer("/carried/by/entry").unwrap_or(&it["stated"]["entry"]));
    entries.filter_map(parsed).collect()
}

fn answers(data: &Value) -> impl Iterator<Item = &Value> {
    items(&data["units"]).flat_map(|unit| items(&unit["answers"]))
}

fn collect_stamps<'a>(value: &'a Value, stamps: &mut Vec<(&'a Value, &'a Value)>) {
    match value {
        Value::Object(map) => {
            if let (Some(entry), Some(at), Some(_)) = (map.get("entry"), map.get("at"), map.get("by")) {
                stamps.push((entry, at));
            }
            map.values().for_each(|value| collect_stamps(value, stamps));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_stamps(value, stamps)),
        _ => {}
    }
}

fn parsed(hash: &Value) -> Option<Hash> {
    hash.as_str()?.parse().ok()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
