//! A finding in full.

use assay_catalogue::WeaknessRef;
use assay_messages::said;
use jiff::Timestamp;
use sqlx::Row;
use uuid::Uuid;

use super::book::{Book, KnownFinding, of_json};
use super::{Span, unknown, version_words};
use crate::Result;
use crate::projection::{FindingAct, bytes};
use crate::statement::{BuildCode, FindingCode, FindingRetested, FindingWithdrawn, WaiverCode, WaiverWithdrawn};
use crate::view::{FindingDetail, FindingEvent, FindingEventKind, FindingText, FindingVersion, Severity, WaiverText};
use crate::workspace::Workspace;
use crate::workspace::assessments::default_digests;
use crate::workspace::states::{hash, id, time};
use crate::workspace::units::opening;
use crate::workspace::waivers::weaknesses;

const HISTORY: &str = "SELECT f.act, f.code, f.build, f.entry, f.author, f.at, f.head, e.seq,
        (SELECT b.body FROM bodies b WHERE b.entry = f.arrival)
    FROM finding_statement f JOIN entries e ON e.id = f.arrival WHERE f.finding = ?1
    UNION ALL
    SELECT w.act, w.code, x'', w.entry, w.author, w.at, w.head, e.seq,
        (SELECT b.body FROM bodies b WHERE b.entry = w.arrival)
    FROM waiver_statement w JOIN entries e ON e.id = w.arrival WHERE w.scope = ?2 AND w.item = ?3
    ORDER BY 6 DESC, 8 DESC, 4";

impl Workspace {
    /// A finding in full, over all builds of its app.
    ///
    /// # Errors
    /// `finding.unknown`.
    pub async fn finding(&self, finding: Uuid) -> Result<FindingDetail> {
        let app = self.app_of_finding(finding).await?;
        let book = Book::load(self, Some(app)).await?;
        let known = book.find(finding).ok_or_else(|| unknown(finding))?;
        let row = book.row(known, &Span::All, &[]).ok_or_else(|| unknown(finding))?;
        let text = row.text.clone().unwrap_or_default();
        let library = self.library(&default_digests()).await?;
        let html = |markdown: &str| library.note(markdown);
        Ok(FindingDetail {
            description_html: html(&text.description),
            steps_html: html(&text.steps),
            remedy_html: html(&text.remedy),
            cvss: text.vector.as_deref().and_then(|vector| crate::cvss(vector).ok()),
            withdrawn_because: known.heads.iter().find_map(|head| head.reason.clone()),
            versions: versions(known, &book),
            weaknesses: self.weaknesses_of(known).await?,
            history: self.finding_history(known, &book).await?,
            finding: row,
        })
    }

    /// The weaknesses that the units of a finding speak of, by the catalogues of their assessments.
    async fn weaknesses_of(&self, finding: &KnownFinding) -> Result<Vec<String>> {
        let mut found: Vec<WeaknessRef> = Vec::new();
        for place in finding.places() {
            let Ok(unit) = place.unit.parse() else { continue };
            let Some(facts) = self.assessment_if_there(place.assessment).await? else { continue };
            let pinned = self.pinned_by(&facts.opened.catalogues).await?;
            for weakness in weaknesses(&pinned, &unit) {
                if !found.contains(&weakness) {
                    found.push(weakness);
                }
            }
        }
        found.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(found.into_iter().map(|weakness| weakness.id).collect())
    }

    async fn finding_history(&self, finding: &KnownFinding, book: &Book) -> Result<Vec<FindingEvent>> {
        let rows = sqlx::query(HISTORY)
            .bind(bytes(finding.id))
            .bind(bytes(finding.app))
            .bind(finding.id.to_string())
            .fetch_all(self.ledger.readers())
            .await?;
        let mut history = Vec::with_capacity(rows.len());
        for row in &rows {
            let Some(act) = FindingAct::of_number(row.try_get(0)?) else { continue };
            let code: &str = row.try_get(1)?;
            let build: &[u8] = row.try_get(2)?;
            let build = if build.is_empty() { None } else { Some(id(build)?) };
            let at: Timestamp = time(row.try_get(5)?);
            let current: bool = row.try_get(6)?;
            let words = build
                .and_then(|build| book.builds.get(&build))
                .map(|(_, build)| format!("{} {}", build.facts.platform.name(), version_words(build)));
            history.push(FindingEvent {
                kind: match (act, BuildCode::of_code(code)) {
                    (FindingAct::Opened, _) => FindingEventKind::Opened,
                    (FindingAct::Changed, _) => FindingEventKind::Changed,
                    (FindingAct::Withdrawn, _) => FindingEventKind::Withdrawn,
                    (FindingAct::Affects, _) => FindingEventKind::Affects,
                    (FindingAct::Retested, Some(BuildCode::Fixed)) => FindingEventKind::Fixed,
                    (FindingAct::Retested, _) => FindingEventKind::StillThere,
                    (FindingAct::Granted, _) => FindingEventKind::Waived,
                    (FindingAct::WaiverWithdrawn, _) => FindingEventKind::WaiverWithdrawn,
                    (FindingAct::TakenBack | FindingAct::WaiverTakenBack, _) => FindingEventKind::TakenBack,
                },
                severity: severity_of(act, code),
                build,
                build_words: words.unwrap_or_default(),
                text: row.try_get::<Option<&[u8]>, _>(8)?.map(|body| excerpt(act, code, body)).unwrap_or_default(),
                superseded: !current,
                stated: book.names.stamp(id(row.try_get(4)?)?, at, &hash(row.try_get(3)?)?),
            });
        }
        Ok(history)
    }
}

fn severity_of(act: FindingAct, code: &str) -> Option<Severity> {
    match act {
        FindingAct::Opened | FindingAct::Changed | FindingAct::TakenBack => match FindingCode::of_code(code) {
            Some(FindingCode::Stands(severity)) => Some(severity),
            _ => None,
        },
        FindingAct::Granted => match WaiverCode::of_code(code) {
            Some(WaiverCode::Granted { severity, .. }) => severity,
            _ => None,
        },
        _ => None,
    }
}

/// A line of the words of a statement.
fn excerpt(act: FindingAct, code: &str, body: &[u8]) -> String {
    let words = match act {
        FindingAct::Opened | FindingAct::Changed => of_json::<FindingText>(body).map(|text| text.title),
        FindingAct::Withdrawn => of_json::<FindingWithdrawn>(body).map(|body| body.reason),
        FindingAct::Retested => of_json::<FindingRetested>(body).map(|body| body.note),
        FindingAct::WaiverWithdrawn => of_json::<WaiverWithdrawn>(body).map(|body| body.reason),
        FindingAct::Granted => of_json::<WaiverText>(body).map(|text| {
            let until = match WaiverCode::of_code(code) {
                Some(WaiverCode::Granted { until, .. }) => until.to_string(),
                _ => String::new(),
            };
            said!("{approver}, until {until}: {reason}", approver = text.approver, until, reason = text.reason)
        }),
        FindingAct::Affects | FindingAct::TakenBack | FindingAct::WaiverTakenBack => None,
    };
    opening(&words.unwrap_or_default())
}

fn versions(finding: &KnownFinding, book: &Book) -> Vec<FindingVersion> {
    let versions = finding.heads.iter().map(|head| FindingVersion {
        severity: if let FindingCode::Stands(severity) = head.code { Some(severity) } else { None },
        text: head.text.clone(),
        reason: head.reason.clone(),
        stated: book.names.made(&head.made),
    });
    versions.collect()
}
