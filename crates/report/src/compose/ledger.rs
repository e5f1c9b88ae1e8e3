//! Where the record stands.

use std::collections::HashSet;

use assay_assessment::statement::Subject;
use assay_catalogue::{SubjectKind, UnitId};
use assay_ledger::{Entry, Filter};
use uuid::Uuid;

use super::Material;
use super::units::Names;
use crate::ReportError;
use crate::model::{Checkpoint, DeviceHead, EntryHeader, Finding, Ledger, Unit};

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// The checkpoint and the headers of the assessment's entries, ordered by device and place in its log: any copy of the
/// record gives the same.
pub(crate) async fn ledger(
    material: &Material<'_>,
    names: &Names,
    app: Uuid,
    units: &[Unit],
    findings: &[Finding],
) -> Result<Ledger, ReportError> {
    let checkpoint = material.workspace.checkpoint().await?;
    let assessment = material.assessment.id;
    let mut entries = Vec::new();
    for prefix in [
        format!("release/{}/assessment/{assessment}", material.assessment.release),
        format!("assessment/{assessment}/"),
        // What was planned and decided of the release.
        format!("release/{}/plan", material.assessment.release),
        format!("release/{}/decision/", material.assessment.release),
    ] {
        read(material, &prefix, &mut entries).await?;
    }
    // Findings that are printed, with the builds that they are on, retests and waivers.
    for finding in findings {
        read(material, &format!("app/{app}/finding/{}", finding.id), &mut entries).await?;
    }
    // Of what builds share, those that this assessment asks for.
    let shared: HashSet<&str> = units.iter().filter(|it| shared(it)).map(|it| it.id.as_str()).collect();
    if !shared.is_empty() {
        let mut of_all = Vec::new();
        for prefix in [
            "organisation/unit/".to_owned(),
            format!("app/{app}/back-end/unit/"),
            format!("release/{}/unit/", material.assessment.release),
        ] {
            read(material, &prefix, &mut of_all).await?;
        }
        entries
            .extend(of_all.into_iter().filter(|entry| unit_of(entry).is_some_and(|id| shared.contains(id.as_str()))));
    }
    entries.sort_by_key(|entry| (entry.device, entry.seq));
    let name_of = |device: &str| {
        let entry = entries.iter().find(|entry| entry.device.to_string() == device)?;
        names.get(&entry.author).cloned()
    };
    let devices: Vec<DeviceHead> = checkpoint
        .heads
        .iter()
        .map(|head| DeviceHead {
            device: head.device.clone(),
            name: name_of(&head.device),
            size: head.size,
            root: head.root.clone(),
            signature: head.signature.clone(),
        })
        .collect();
    let headers: Vec<EntryHeader> = entries.iter().map(header).collect();
    Ok(Ledger {
        workspace: checkpoint.workspace.to_string(),
        entries: devices.iter().map(|device| device.size).sum(),
        assessment_entries: headers.len() as u64,
        checkpoint: Checkpoint {
            root: checkpoint.root,
            at: headers.iter().map(|header| header.at.clone()).max().unwrap_or_default(),
            devices,
        },
        headers,
    })
}

async fn read(material: &Material<'_>, prefix: &str, entries: &mut Vec<Entry>) -> Result<(), ReportError> {
    let mut filter = Filter { subject_prefix: Some(prefix.to_owned()), kinds: Vec::new(), after: None, limit: PAGE };
    loop {
        material.work.check()?;
        let page =
            material.workspace.ledger().entries(&filter).await.map_err(assay_assessment::AssessmentError::from)?;
        let Some(last) = page.last() else { return Ok(()) };
        filter.after = Some(last.entry.arrival);
        entries.extend(page.into_iter().map(|recorded| recorded.entry));
    }
}

fn shared(unit: &Unit) -> bool {
    unit.asks.as_ref().is_some_and(|asks| asks.subject != SubjectKind::Build.as_str())
}

/// The unit that an entry is about.
fn unit_of(entry: &Entry) -> Option<UnitId> {
    match entry.subject.parse().ok()? {
        Subject::Unit(place) | Subject::Evidence { place, .. } | Subject::Comment { place, .. } => Some(place.unit),
        _ => None,
    }
}

fn header(entry: &Entry) -> EntryHeader {
    EntryHeader {
        entry: entry.hash.to_string(),
        device: entry.device.to_string(),
        sequence: entry.seq,
        kind: entry.kind.clone(),
        subject: entry.subject.clone(),
        result: entry.result.clone(),
        at: entry.time.to_string(),
        supersedes: entry.supersedes.iter().map(ToString::to_string).collect(),
        bytes: hex::encode(entry.bytes()),
    }
}
