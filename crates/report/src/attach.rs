//! What is attached to a report, whatever its template: its data, the same as OSCAL, the evidence's manifest, and the
//! ledger's proof. All of it follows from the data and from the record under its checkpoint, so that the same report
//! has the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use assay_assessment::{AssessmentError, Work, Workspace};
use assay_ledger::merkle::Tree;
use assay_ledger::{Checkpoint, DeviceId, Hash, LedgerError, SignedHead};
use assay_proof::record::{FORMAT, Leaves, MOST_LEAVES, Proof, Proved, named_entries};
use assay_proof::{ASSESSMENT, BOARD, EVIDENCE, EVIDENCE_PREFIX, OSCAL, PROOF, canonical, derived, manifest};
use serde_json::Value;

use crate::ReportError;
use crate::protocol::{Attachment, AttachmentContent, Relationship};

/// The attachments of a report with this data; with the files of the evidence, where they are asked for.
pub(crate) async fn attachments(
    workspace: &Workspace,
    data: &Value,
    evidence: bool,
    work: &Work,
) -> Result<Vec<Attachment>, ReportError> {
    let proof = canonical::to_vec(&proof(workspace, data, work).await?)?;
    let mut attachments = Vec::new();
    for (name, bytes) in derived(data)?.into_iter().chain([(PROOF, proof)]) {
        let (relationship, description) = match name {
            ASSESSMENT => {
                (Relationship::Source, "The data of this report: everything that is printed, as canonical JSON")
            }
            OSCAL => (Relationship::Alternative, "The assessment as OSCAL assessment results"),
            EVIDENCE => (Relationship::Data, "The evidence by its SHA-256"),
            _ => (
                Relationship::Supplement,
                "The ledger's entries that this report rests on, with the proof that they are under the printed checkpoint",
            ),
        };
        attachments.push(Attachment {
            name: name.to_owned(),
            media_type: "application/json".to_owned(),
            relationship,
            description: description.to_owned(),
            content: AttachmentContent::Text(String::from_utf8_lossy(&bytes).into_owned()),
        });
    }
    if evidence {
        attachments.extend(files(workspace, data));
    }
    Ok(attachments)
}

/// The board's data: all that is attached to one.
pub(crate) fn of_board(data: &Value) -> serde_json::Result<Attachment> {
    Ok(Attachment {
        name: BOARD.to_owned(),
        media_type: "application/json".to_owned(),
        relationship: Relationship::Source,
        description: "The data of this page: everything that is printed, as canonical JSON".to_owned(),
        content: AttachmentContent::Text(String::from_utf8_lossy(&canonical::to_vec(data)?).into_owned()),
    })
}

/// The files of the evidence; an original with a blacked-out copy stays here.
fn files(workspace: &Workspace, data: &Value) -> Vec<Attachment> {
    let withheld = |number: u64| {
        let pieces = data["evidence"].as_array().into_iter().flatten();
        pieces.filter(|piece| piece["number"] == number).any(|piece| piece["content"]["withheld"] == true)
    };
    manifest::files(data)
        .filter(|(number, ..)| !withheld(*number))
        .filter_map(|(number, name, digest)| {
            let hash: Hash = digest.parse().ok()?;
            let kept = name
                .chars()
                .map(|letter| if letter.is_ascii_alphanumeric() || ".-_".contains(letter) { letter } else { '_' });
            let name: String = kept.take(80).collect();
            Some(Attachment {
                name: format!("{EVIDENCE_PREFIX}{number}-{name}"),
                media_type: "application/octet-stream".to_owned(),
                relationship: Relationship::Supplement,
                description: format!("Evidence {EVIDENCE_PREFIX}{number}"),
                content: AttachmentContent::File {
                    path: workspace.ledger().evidence().path(&hash),
                    sha256: digest.to_owned(),
                },
            })
        })
        .collect()
}

/// The proof of every entry that the data names, under the checkpoint that it prints.
async fn proof(workspace: &Workspace, data: &Value, work: &Work) -> Result<Proof, ReportError> {
    let ledger = workspace.ledger();
    let checkpoint = printed(workspace, data);
    let mut places: BTreeMap<DeviceId, Vec<(u64, Hash, String)>> = BTreeMap::new();
    let named: BTreeSet<Hash> = named_entries(data);
    for hash in named {
        work.check()?;
        let entry = ledger.entry(&hash).await.map_err(AssessmentError::from)?;
        places.entry(entry.device).or_default().push((entry.seq, hash, hex::encode(entry.bytes())));
    }
    let listed = checkpoint.heads.iter().map(|head| head.size).sum::<u64>() <= MOST_LEAVES;
    let (mut entries, mut logs) = (Vec::new(), Vec::new());
    for head in &checkpoint.heads {
        work.check()?;
        let mut named = places.remove(&head.device).unwrap_or_default();
        if named.is_empty() && !listed {
            continue;
        }
        named.sort();
        let tree = ledger.tree(&head.device, head.size).await.map_err(AssessmentError::from)?;
        for (index, entry, bytes) in named {
            let absent = || LedgerError::UnknownHead { device: head.device, size: index + 1 };
            let path = tree.path(index).ok_or_else(absent).map_err(AssessmentError::from)?;
            entries.push(Proved { entry, bytes, path });
        }
        if listed {
            logs.push(Leaves { device: head.device, leaves: leaves(&tree) });
        }
    }
    Ok(Proof { format: FORMAT.to_owned(), checkpoint, entries, logs })
}

fn leaves(tree: &Tree) -> String {
    tree.leaves().iter().map(ToString::to_string).collect()
}

/// The checkpoint as the data has it: the record may have gone on since.
fn printed(workspace: &Workspace, data: &Value) -> Checkpoint {
    let devices = data["ledger"]["checkpoint"]["devices"].as_array().into_iter().flatten();
    let heads = devices.filter_map(|head| {
        serde_json::from_value::<SignedHead>(serde_json::json!({
            "device": head["device"], "size": head["size"], "root": head["root"], "signature": head["signature"],
        }))
        .ok()
    });
    Checkpoint::new(workspace.ledger().workspace_id(), heads.collect())
}
