//! From the workspace's views to the report's data.
//!
//! The same state of the record gives the same data: nothing here reads a clock, and every list has an order of its own.

mod asks;
mod board;
mod crosswalk;
mod disclose;
mod evidence;
mod findings;
mod identity;
mod ledger;
mod method;
mod readiness;
mod summary;
mod units;
mod verdicts;

pub use board::board;
pub use disclose::disclose;

use std::collections::BTreeSet;

use assay_assessment::view::{AssessmentView, BuildView, Stamp as StampView};
use assay_assessment::{Work, Workspace};
use assay_ledger::Hash;
use assay_messages::{Language, speaking};
use uuid::Uuid;

use crate::model::{Document, EvidenceContent, FORMAT, ReportData, Stamp};
use crate::protocol::{ImageSource, TemplateSource};
use crate::{Options, ReportError};

/// A report's data with the pictures that it shows.
#[derive(Debug, Clone)]
pub struct Composed {
    /// What a template prints.
    pub data: ReportData,
    /// Where the pictures lie, each once, by digest.
    pub images: Vec<ImageSource>,
    /// The builds that it prints, in their order.
    pub builds: Vec<Uuid>,
}

/// What all parts are composed from.
pub(crate) struct Material<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) assessment: AssessmentView,
    pub(crate) builds: Vec<BuildView>,
    pub(crate) options: &'a Options,
    pub(crate) work: &'a Work,
}

impl Material<'_> {
    /// How the data names a build.
    pub(crate) fn anchor(&self, build: Uuid) -> String {
        let place = self.builds.iter().position(|it| it.id == build).map_or(0, |index| index + 1);
        format!("build-{place}")
    }
}

/// Composes the report of an assessment, in English whatever is spoken here: a report's data are the same for everybody, and
/// its template has the words of its language. Its step is `composing`, counted in units.
///
/// # Errors
/// `assessment.unknown`, `catalogue.missing`, `report.unknown_build`, `cancelled`, or when the database can't be read.
pub async fn compose(
    workspace: &Workspace,
    assessment: Uuid,
    options: &Options,
    work: &Work,
) -> Result<Composed, ReportError> {
    speaking(Language::English, Box::pin(composed(workspace, assessment, options, work))).await
}

async fn composed(
    workspace: &Workspace,
    assessment: Uuid,
    options: &Options,
    work: &Work,
) -> Result<Composed, ReportError> {
    work.step("composing", 0, None);
    let assessment = workspace.assessment(assessment).await?;
    let release = workspace.release(assessment.release).await?;
    let app = workspace.app(release.app).await?;
    let builds = chosen(&release.builds, options)?;
    let printed: Vec<Uuid> = builds.iter().map(|build| build.id).collect();
    let material = Material { workspace, assessment, builds, options, work };

    let builds = identity::builds(&material.builds);
    let pinned = workspace.pinned(material.assessment.id).await?;
    let (units, evidence, names) = units::units(&material).await?;
    let groups = verdicts::groups(&material, &units, &pinned).await?;
    let method = method::method(&material, &pinned).await?;
    let readiness = readiness::readiness(&material).await?;
    let (findings, waivers) = findings::findings(&material, &units).await?;
    let ledger = ledger::ledger(&material, &names, app.id, &units, &findings).await?;
    let sign_offs = findings::sign_offs(&material).await?;
    let summary = summary::summary(&units, &groups, &builds, &findings);
    let said = identity::Said { units: &units, evidence: &evidence, sign_offs: &sign_offs, readiness: &readiness };
    let engagement = identity::engagement(&material.assessment.engagement, &said);
    let cover = identity::cover(&app, &release.name, &material.assessment, &units, &ledger);
    let crosswalk = crosswalk::crosswalk(&units);
    let attribution = method::attribution(&material.assessment, &units);

    let mut data = ReportData {
        document: Document {
            format: FORMAT,
            id: String::new(),
            number: options.number.clone().unwrap_or_default(),
            draft: options.draft,
            issued: options.issued.clone(),
            amends: options.amends.as_ref().map(|it| it.number.clone()),
            amends_sha256: options.amends.as_ref().map(|it| it.sha256.clone()),
            amends_further: options.amends.as_ref().map(|it| it.further.clone()).unwrap_or_default(),
            amends_reason: options.amends.as_ref().map(|it| it.reason.clone()),
            volume: None,
            disclosure: options.disclosure,
            created: cover.last_statement.clone().unwrap_or_else(|| cover.opened.at.clone()),
            title: titled(&format!("{} {}", cover.app, cover.release), &cover.title),
            language: options.language.clone(),
            template: name_of(&options.template),
            generator: format!("Assay {}", env!("CARGO_PKG_VERSION")),
        },
        cover,
        engagement,
        builds,
        method,
        summary,
        readiness,
        groups,
        units,
        evidence,
        findings,
        waivers,
        sign_offs,
        crosswalk,
        catalogues: method::catalogues(&material.assessment, &pinned),
        attribution,
        ledger,
    };
    disclose(&mut data);
    let images = images(workspace, &data.evidence);
    // The id follows from everything that is printed, so that equal reports have equal ids, and others do not.
    data.document.id = assay_proof::canonical::report_id(&serde_json::to_value(&data)?)?;
    if data.document.number.is_empty() {
        data.document.number = number(&data.document);
    }
    Ok(Composed { data, images, builds: printed })
}

/// The name of a template that ships; empty of one of the user's own.
fn name_of(template: &TemplateSource) -> String {
    match template {
        TemplateSource::BuiltIn(name) => name.clone(),
        TemplateSource::Folder(_) => String::new(),
    }
}

/// The number of a report that nobody gave one: the record's day and the beginning of the id.
fn number(document: &Document) -> String {
    let day: String = document.created.chars().take(10).collect();
    let id: String = document.id.chars().take(8).collect();
    format!("{day}-{id}")
}

/// The builds that were asked for, Android first, then in the order in which they were added.
fn chosen(builds: &[BuildView], options: &Options) -> Result<Vec<BuildView>, ReportError> {
    if let Some(wanted) = &options.builds
        && let Some(unknown) = wanted.iter().find(|id| builds.iter().all(|build| build.id != **id))
    {
        return Err(ReportError::UnknownBuild { build: *unknown });
    }
    let mut chosen: Vec<BuildView> = builds
        .iter()
        .filter(|build| options.builds.as_ref().is_none_or(|wanted| wanted.contains(&build.id)))
        .cloned()
        .collect();
    chosen.sort_by_key(|build| build.facts.platform);
    Ok(chosen)
}

/// What a report calls itself: the app's release and its assessment, which most are named after already.
fn titled(release: &str, assessment: &str) -> String {
    if assessment.starts_with(release) { assessment.to_owned() } else { format!("{release}: {assessment}") }
}

/// Where the pictures lie that the evidence shows, each once, in the order in which the report comes to them: so they are
/// made ready while the template asks for them one after the other.
fn images(workspace: &Workspace, evidence: &[crate::model::Evidence]) -> Vec<ImageSource> {
    let mut known = BTreeSet::new();
    let digests = evidence.iter().filter_map(|piece| match &piece.content {
        EvidenceContent::File { sha256, figure: Some(_), .. } => Some(sha256.as_str()),
        _ => None,
    });
    digests
        .filter(|digest| known.insert(*digest))
        .filter_map(|digest| {
            let hash: Hash = digest.parse().ok()?;
            Some(ImageSource { sha256: digest.to_owned(), path: workspace.ledger().evidence().path(&hash) })
        })
        .collect()
}

/// Who and when, as the report says it.
pub(crate) fn stamp(view: &StampView) -> Stamp {
    Stamp { by: view.by.clone(), at: view.at.to_string(), entry: view.entry.clone() }
}
