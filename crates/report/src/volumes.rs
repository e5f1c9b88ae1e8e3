//! Reports that are too large for one file: several volumes, each a report that stands for itself.
//!
//! What setting a report costs grows with its pages, and its pages with its units. So the units are spread over volumes, in
//! their order; each volume has the evidence that its units rest on, and the first has all that is not about single units.
//! Each has a number, an id, contents, a manifest and a proof of its own, and names what is in the others
//! (`docs/FORMATS.md`).

use std::collections::{BTreeSet, HashMap};

use crate::ReportError;
use crate::compose::Composed;
use crate::model::{EvidenceContent, ReportData, Summary, Unit, Volume, VolumePart};
use crate::protocol::TemplateSource;

/// How much goes into a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ceiling {
    /// Pages that the units are estimated to take.
    pub pages: usize,
    /// Pictures.
    pub pictures: usize,
}

/// What a volume takes: `docs/DECISIONS.md` says what it costs at most.
pub const CEILING: Ceiling = Ceiling { pages: 600, pictures: 500 };

/// Bytes of a unit's data, evidence included, that come to a page: measured on the sample and on generated assessments.
const BYTES_A_PAGE: usize = 5_500;

/// The volumes of a report, one where it is not too large.
///
/// # Errors
/// As `compose`, of an id.
pub fn volumes(composed: Composed, template: &TemplateSource, ceiling: Ceiling) -> Result<Vec<Composed>, ReportError> {
    // The other templates print no single units, or only those that need somebody's attention.
    let splits = match template {
        TemplateSource::BuiltIn(name) => name == "assessment",
        TemplateSource::Folder(_) => true,
    };
    let shares = if splits { shares(&composed.data, ceiling)? } else { Vec::new() };
    if shares.len() < 2 {
        return Ok(vec![composed]);
    }
    let parts: Vec<VolumePart> = shares.iter().map(|units| part(units)).collect();
    let Composed { data: whole, images, builds } = composed;
    let mut volumes = Vec::with_capacity(shares.len());
    for (index, units) in shares.into_iter().enumerate() {
        let mut data = of_volume(&whole, units, index == 0);
        let document = &mut data.document;
        let number = index + 1;
        document.number = format!("{}-V{number}", whole.document.number);
        document.volume = Some(Volume {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            report: whole.document.id.clone(),
            report_number: whole.document.number.clone(),
            parts: parts.clone(),
        });
        data.document.id = assay_proof::canonical::report_id(&serde_json::to_value(&data)?)?;
        let shown = pictures(&data);
        let images = images.iter().filter(|image| shown.contains(image.sha256.as_str())).cloned().collect();
        volumes.push(Composed { data, images, builds: builds.clone() });
    }
    Ok(volumes)
}

/// The units of each volume, in their order.
fn shares(data: &ReportData, ceiling: Ceiling) -> Result<Vec<Vec<Unit>>, ReportError> {
    let mut shares: Vec<Vec<Unit>> = Vec::new();
    let (mut bytes, mut pictures) = (0, 0);
    for unit in &data.units {
        let mut size = serde_json::to_vec(unit)?.len();
        let mut shown = 0;
        for number in unit.answers.iter().flat_map(|answer| &answer.evidence) {
            let Some(piece) = piece(data, *number) else { continue };
            size += serde_json::to_vec(piece)?.len();
            shown += usize::from(matches!(&piece.content, EvidenceContent::File { figure: Some(_), .. }));
        }
        // Two pictures fill a page.
        size += shown * BYTES_A_PAGE / 2;
        let full = bytes + size > ceiling.pages * BYTES_A_PAGE || pictures + shown > ceiling.pictures;
        if full || shares.is_empty() {
            shares.push(Vec::new());
            (bytes, pictures) = (0, 0);
        }
        if let Some(share) = shares.last_mut() {
            share.push(unit.clone());
        }
        (bytes, pictures) = (bytes + size, pictures + shown);
    }
    Ok(shares)
}

fn piece(data: &ReportData, number: u32) -> Option<&crate::model::Evidence> {
    data.evidence.get(usize::try_from(number).ok()?.checked_sub(1)?)
}

fn part(units: &[Unit]) -> VolumePart {
    let statements = units.iter().flat_map(|unit| &unit.answers).flat_map(|answer| &answer.statements);
    let entries =
        statements.map(|it| it.carried.as_ref().map_or(&it.stated.entry, |carried| &carried.by.entry).clone());
    // What builds share is one statement with many answers.
    let answers: BTreeSet<String> = entries.filter(|entry| !entry.is_empty()).collect();
    VolumePart { units: units.iter().map(|unit| unit.anchor.clone()).collect(), answers: answers.into_iter().collect() }
}

fn of_volume(whole: &ReportData, units: Vec<Unit>, first: bool) -> ReportData {
    let mut numbers: BTreeSet<u32> =
        units.iter().flat_map(|unit| &unit.answers).flat_map(|answer| &answer.evidence).copied().collect();
    if first {
        numbers.extend(whole.findings.iter().flat_map(|finding| &finding.evidence));
        // Nothing of the whole is in no volume.
        let used: BTreeSet<u32> =
            whole.units.iter().flat_map(|unit| &unit.answers).flat_map(|it| &it.evidence).copied().collect();
        numbers.extend(whole.evidence.iter().map(|piece| piece.number).filter(|number| !used.contains(number)));
    }
    let mut data = whole.clone();
    data.units = units;
    data.evidence.retain(|piece| numbers.contains(&piece.number));
    let mut shown: HashMap<String, u32> = HashMap::new();
    for piece in &mut data.evidence {
        let number = piece.number;
        if let EvidenceContent::File { sha256, figure: Some(figure), .. } = &mut piece.content {
            // The volume shows each picture itself, where it first uses it.
            let by = *shown.entry(sha256.clone()).or_insert(number);
            figure.shown_by = (by != number).then_some(by);
        }
    }
    if !first {
        data.summary = Summary::default();
        data.findings.clear();
        data.waivers.clear();
        data.crosswalk.clear();
        data.readiness.reasons.clear();
        data.readiness.waived.clear();
        data.readiness.decisions.clear();
        for group in &mut data.groups {
            group.controls.clear();
        }
    }
    data
}

/// Digests of the pictures that a volume shows.
fn pictures(data: &ReportData) -> BTreeSet<&str> {
    let figure = |content: &'_ EvidenceContent| matches!(content, EvidenceContent::File { figure: Some(_), .. });
    let shown = data.evidence.iter().filter(|piece| figure(&piece.content));
    shown
        .filter_map(|piece| match &piece.content {
            EvidenceContent::File { sha256, .. } => Some(sha256.as_str()),
            _ => None,
        })
        .collect()
}
