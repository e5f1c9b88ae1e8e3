//! What was issued, as it is seen: each report with its versions, its signatures and its amendments.

use std::collections::{HashMap, HashSet};

use assay_ledger::{EvidenceStore, Hash};
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::super::Workspace;
use super::super::evidence::blocking;
use super::super::reach::Reach;
use super::super::states::{hash, id, time};
use super::unknown;
use crate::Result;
use crate::projection::bytes;
use crate::statement::{ReportIssued, ReportSigned};
use crate::view::{
    IssuedOptions, IssuedReport, ReportAmendment, ReportAmends, ReportKeptFile, ReportSignature, ReportVersion,
    ReportVolume, Stamp,
};

impl Workspace {
    /// An issued report.
    ///
    /// # Errors
    /// `report.unknown`.
    pub async fn issued_report(&self, report: Uuid) -> Result<IssuedReport> {
        let assessment: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT assessment FROM report_file WHERE id = ?1 LIMIT 1")
                .bind(bytes(report))
                .fetch_optional(self.ledger.readers())
                .await?;
        let assessment = assessment.ok_or_else(|| unknown(&report.to_string()))?;
        let all = self.issued(Reach::Assessment(id(&assessment)?)).await?;
        Ok(all.into_iter().find(|it| it.id == report).ok_or_else(|| unknown(&report.to_string()))?)
    }

    /// The reports that were issued of an assessment, of a release, or of all, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn issued_reports(&self, assessment: Option<Uuid>, release: Option<Uuid>) -> Result<Vec<IssuedReport>> {
        let reach = match (assessment, release) {
            (Some(assessment), _) => Reach::Assessment(assessment),
            (None, Some(release)) => Reach::Release(release),
            (None, None) => Reach::Workspace,
        };
        self.issued(reach).await
    }

    async fn issued(&self, reach: Reach) -> Result<Vec<IssuedReport>> {
        let mut query = QueryBuilder::new(
            "SELECT id, assessment, entry, checkpoint, sha256, former, facts, author, at FROM report_file WHERE ",
        );
        reach.assessments(&mut query, "assessment");
        query.push(" ORDER BY at, entry");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.names().await?;
        let twice: Vec<String> = sqlx::query_scalar(
            "SELECT number FROM report_file WHERE number IS NOT NULL GROUP BY number HAVING count(DISTINCT id) > 1",
        )
        .fetch_all(self.ledger.readers())
        .await?;
        let mut reports: Vec<IssuedReport> = Vec::new();
        let mut signatures: HashMap<Uuid, Vec<ReportVersion>> = HashMap::new();
        for row in &rows {
            let (report, sha256) = (id(row.try_get(0)?)?, hash(row.try_get(4)?)?.to_string());
            let facts: &str = row.try_get(6)?;
            let stated = names.stamp(id(row.try_get(7)?)?, time(row.try_get(8)?), &hash(row.try_get(2)?)?);
            if row.try_get::<Option<&[u8]>, _>(5)?.is_some() {
                let Ok(signed) = serde_json::from_str::<ReportSigned>(facts) else { continue };
                signatures.entry(report).or_default().push(signed_version(sha256, stated, signed));
                continue;
            }
            // An id is stated once; whatever says it again is passed over.
            let Ok(issued) = serde_json::from_str::<ReportIssued>(facts) else { continue };
            if reports.iter().any(|it| it.id == report) {
                continue;
            }
            // The release may not have arrived yet.
            let Ok(release) = self.release_facts(issued.release).await else { continue };
            let Ok(app) = self.app_facts(release.app).await else { continue };
            let assessment = id(row.try_get(1)?)?;
            let checkpoint = hash(row.try_get(3)?)?.to_string();
            let number_twice = twice.contains(&issued.number);
            let mut made = view(report, assessment, checkpoint, sha256, issued, stated);
            (made.number_twice, made.app, made.app_name, made.release_name) =
                (number_twice, app.id, app.name, release.name);
            reports.push(made);
        }
        let amendments: Vec<(Uuid, ReportAmendment)> = reports
            .iter()
            .filter_map(|it| {
                let amends = it.amends.as_ref()?;
                let reason = amends.reason.clone();
                Some((amends.report, ReportAmendment { report: it.id, number: it.number.clone(), reason }))
            })
            .collect();
        for report in &mut reports {
            report.amended_by =
                amendments.iter().filter(|(former, _)| *former == report.id).map(|(_, it)| it.clone()).collect();
            continue_with(report, signatures.remove(&report.id).unwrap_or_default());
        }
        let store = self.ledger.evidence().clone();
        let mut reports = blocking(move || {
            for report in &mut reports {
                for file in &mut report.files {
                    let sha256 = file.sha256.parse::<Hash>();
                    file.kept = sha256.is_ok_and(|sha256| matches!(store.size(&sha256), Ok(Some(_))));
                }
                report.kept = report.files.iter().all(|file| file.kept);
            }
            Ok(reports)
        })
        .await?;
        reports.reverse();
        Ok(reports)
    }
}

/// What is seen of a signature.
fn signed_version(sha256: String, stated: Stamp, signed: ReportSigned) -> ReportVersion {
    ReportVersion {
        sha256,
        size: signed.size,
        further: signed
            .further
            .iter()
            .map(|it| ReportVolume { sha256: it.sha256.to_string(), size: it.size })
            .collect(),
        stated,
        signature: Some(ReportSignature {
            name: signed.name,
            role: signed.role,
            certificate: signed.certificate,
            own_key: signed.own_key,
            timestamp: signed.timestamp,
            former: signed.former.to_string(),
        }),
        continued: false,
    }
}

/// What is seen of a report by its own statement alone.
fn view(
    id: Uuid,
    assessment: Uuid,
    checkpoint: String,
    sha256: String,
    issued: ReportIssued,
    stated: Stamp,
) -> IssuedReport {
    let first = ReportVersion {
        sha256: sha256.clone(),
        size: issued.size,
        further: issued
            .further
            .iter()
            .map(|it| ReportVolume { sha256: it.sha256.to_string(), size: it.size })
            .collect(),
        stated: stated.clone(),
        signature: None,
        continued: false,
    };
    let further: Vec<u64> = issued.further.iter().map(|it| it.pages).collect();
    let pages = std::iter::once(issued.pages.saturating_sub(further.iter().sum())).chain(further);
    // Digests and sizes are those of the last version, once it is known.
    let file = |pages| ReportKeptFile { sha256: String::new(), size: 0, pages, kept: false };
    IssuedReport {
        id,
        number: issued.number,
        number_twice: false,
        title: issued.title,
        app: Uuid::nil(),
        app_name: String::new(),
        release: issued.release,
        release_name: String::new(),
        assessment,
        builds: issued.builds,
        template: issued.template.name,
        template_digest: issued.template.digest,
        level: issued.disclosure,
        options: IssuedOptions {
            language: issued.options.language,
            paper: issued.options.paper,
            comments: issued.options.comments,
            evidence: issued.options.evidence,
        },
        pages: issued.pages,
        checkpoint,
        issued_at: issued.issued,
        issued: stated,
        versions: vec![first],
        sha256,
        size: issued.size,
        files: pages.map(file).collect(),
        kept: false,
        amends: issued.amends.map(|it| ReportAmends {
            report: it.report,
            number: it.number,
            sha256: it.sha256.to_string(),
            further: it.further.iter().map(ToString::to_string).collect(),
            reason: it.reason,
        }),
        amended_by: Vec::new(),
    }
}

/// Puts the signed files behind the one that was issued, each behind what it continues. The last one is the one with the
/// most signatures; of several the one that was stated last.
fn continue_with(report: &mut IssuedReport, mut signed: Vec<ReportVersion>) {
    let mut known: HashSet<String> = report.versions.iter().map(|it| it.sha256.clone()).collect();
    loop {
        let (next, rest): (Vec<ReportVersion>, Vec<ReportVersion>) =
            signed.into_iter().partition(|it| it.signature.as_ref().is_some_and(|it| known.contains(&it.former)));
        if next.is_empty() {
            break;
        }
        known.extend(next.iter().map(|it| it.sha256.clone()));
        report.versions.extend(next);
        signed = rest;
    }
    let continued: HashSet<String> =
        report.versions.iter().filter_map(|it| it.signature.as_ref()).map(|it| it.former.clone()).collect();
    for version in &mut report.versions {
        version.continued = continued.contains(&version.sha256);
    }
    if let Some(last) = report.versions.last() {
        report.sha256.clone_from(&last.sha256);
        let further = last.further.iter().map(|it| (&it.sha256, it.size));
        let files = std::iter::once((&last.sha256, last.size)).chain(further);
        for (file, (sha256, size)) in report.files.iter_mut().zip(files) {
            (file.sha256, file.size) = (sha256.clone(), size);
        }
        report.size = report.files.iter().map(|it| it.size).sum();
    }
}
