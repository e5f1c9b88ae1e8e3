//! Findings: what was found, one identity across the builds of an app.
//!
//! What a finding is (`app/<id>/finding/<id>`) and where it stands on each build (`.../build/<id>`) are subjects of their own,
//! each with its own current statements. Where it stands as a whole is worked out in `standing.rs`, for a scope and a day.

mod book;
mod draft;
mod show;
mod standing;
mod undo;

use assay_ledger::Hash;
use jiff::civil::Date;
use sqlx::Row;
use uuid::Uuid;

pub(crate) use book::{Book, KnownFinding, entries, of_json};
pub(crate) use standing::{Span, version_words};

use super::Workspace;
use super::input;
use super::reach::Reach;
use super::states::{hash, id};
use super::waivers::Bars;
use crate::planned::KnownBuild;
use crate::projection::{Stating, bytes};
use crate::statement::{BuildCode, FindingAffects, FindingCode, FindingRetested, FindingWithdrawn, Kind, Subject};
use crate::view::{FindingDetail, FindingPlace, FindingRow, FindingScope, FindingText, RetestOutcome, Severity};
use crate::{AssessmentError, FindingError, Noun, Result};

/// The kinds that say what a finding is.
const TEXTS: [Kind; 4] = [Kind::FindingOpened, Kind::FindingChanged, Kind::FindingWithdrawn, Kind::FindingTakenBack];

/// The kinds that say where it stands on a build.
const ON_BUILD: [Kind; 3] = [Kind::FindingAffects, Kind::FindingRetested, Kind::FindingTakenBack];

/// Most numbers of weaknesses that a finding names.
const CWE: usize = 20;

impl Workspace {
    /// Findings as they stand in a scope today: what is open first, the worst first, then the oldest.
    ///
    /// # Errors
    /// `app.unknown`, `release.unknown`, `assessment.unknown`.
    pub async fn findings(&self, scope: FindingScope) -> Result<Vec<FindingRow>> {
        let (app, release, assessments) = self.reached(scope).await?;
        let mut bars = Vec::with_capacity(assessments.len());
        for assessment in assessments {
            bars.push(self.bars(assessment).await?);
        }
        let book = Book::load(self, app).await?;
        let span = release.map_or(Span::All, |release| book.span_of(release));
        Ok(book.rows(|_| Some(span.clone()), &bars))
    }

    /// The app, the release, and the assessments whose profiles count, of a scope.
    pub(super) async fn reached(&self, scope: FindingScope) -> Result<(Option<Uuid>, Option<Uuid>, Vec<Uuid>)> {
        Ok(match scope {
            FindingScope::Workspace => (None, None, Vec::new()),
            FindingScope::App(app) => (Some(self.app_facts(app).await?.id), None, Vec::new()),
            FindingScope::Release(release) => {
                let facts = self.release_facts(release).await?;
                let assessments = self.assessments_of(Reach::Release(release)).await?;
                (Some(facts.app), Some(release), assessments.iter().map(|it| it.id).collect())
            }
            FindingScope::Assessment(assessment) => {
                let facts = self.assessment_facts(assessment).await?;
                let release = self.release_facts(facts.release).await?;
                (Some(release.app), Some(release.id), vec![assessment])
            }
        })
    }

    /// Opens a finding of an app. `severity` may be left out where the words have a vector. With a build it is seen there,
    /// and with an assessment and a unit, that unit showed it.
    ///
    /// # Errors
    /// `app.unknown`, `input.missing` without a title, `finding.severity_missing`, `cvss.malformed`, `input.malformed`,
    /// `evidence.link_refused`, `finding.other_app`, `unit.not_in_profile`.
    pub async fn open_finding(
        &self,
        app: Uuid,
        severity: Option<Severity>,
        text: FindingText,
        seen: Option<(Uuid, Option<FindingPlace>)>,
    ) -> Result<FindingDetail> {
        let app = self.app_facts(app).await?.id;
        let (severity, text) = checked(severity, text)?;
        if let Some((build, place)) = &seen {
            self.check_place(app, *build, place.as_ref()).await?;
        }
        let mut stating = Stating::begin(&self.ledger).await?;
        let finding = self.ledger.ambient().uuid();
        let subject = Subject::Finding { app, finding };
        let code = FindingCode::Stands(severity).code();
        stating.state(Kind::FindingOpened, &subject, Vec::new(), Some(code), Some(&text)).await?;
        if let Some((build, place)) = seen {
            let subject = Subject::FindingBuild { app, finding, build };
            let body = FindingAffects { places: place.into_iter().collect() };
            let code = BuildCode::Affected.code();
            stating.state(Kind::FindingAffects, &subject, Vec::new(), Some(code), Some(&body)).await?;
        }
        stating.commit().await?;
        self.finding(finding).await
    }

    /// Says anew what a finding is. One that was withdrawn is open again. `expected` are the heads that the user saw; the
    /// new statement takes the place of all of them, so it settles a dispute.
    ///
    /// # Errors
    /// As [`Workspace::open_finding`]; `finding.unknown`, `statement.changed_meanwhile`.
    pub async fn change_finding(
        &self,
        finding: Uuid,
        severity: Option<Severity>,
        text: FindingText,
        expected: &[String],
    ) -> Result<FindingDetail> {
        let (severity, text) = checked(severity, text)?;
        let expected = input::entries(expected)?;
        let subject = Subject::Finding { app: self.app_of_finding(finding).await?, finding };
        let mut stating = Stating::begin(&self.ledger).await?;
        stating.expect(&subject, &TEXTS, &expected).await?;
        let code = FindingCode::Stands(severity).code();
        stating.state(Kind::FindingChanged, &subject, expected, Some(code), Some(&text)).await?;
        stating.commit().await?;
        self.finding(finding).await
    }

    /// Withdraws a finding: it is none, for a reason.
    ///
    /// # Errors
    /// `finding.unknown`, `input.missing` without a reason, `finding.withdrawn`, `statement.changed_meanwhile`.
    pub async fn withdraw_finding(&self, finding: Uuid, reason: &str, expected: &[String]) -> Result<FindingDetail> {
        let body = FindingWithdrawn { reason: input::needed("The reason", reason)? };
        let expected = input::entries(expected)?;
        let app = self.live(finding).await?;
        let subject = Subject::Finding { app, finding };
        let mut stating = Stating::begin(&self.ledger).await?;
        stating.expect(&subject, &TEXTS, &expected).await?;
        let code = FindingCode::Withdrawn.code();
        stating.state(Kind::FindingWithdrawn, &subject, expected, Some(code), Some(&body)).await?;
        stating.commit().await?;
        self.finding(finding).await
    }

    /// Says that a finding was seen on a build, and by which unit of which assessment where one showed it. Where it was
    /// retested as gone there, it is back.
    ///
    /// # Errors
    /// `finding.unknown`, `finding.withdrawn`, `build.unknown`, `finding.other_app`, `unit.not_in_profile`.
    pub async fn link_finding(&self, finding: Uuid, build: Uuid, place: Option<FindingPlace>) -> Result<FindingDetail> {
        let app = self.live(finding).await?;
        self.check_place(app, build, place.as_ref()).await?;
        let subject = Subject::FindingBuild { app, finding, build };
        let mut stating = Stating::begin(&self.ledger).await?;
        let heads = stating.heads(&subject, &ON_BUILD).await?;
        let body = FindingAffects { places: place.into_iter().collect() };
        let code = BuildCode::Affected.code();
        stating.state(Kind::FindingAffects, &subject, heads, Some(code), Some(&body)).await?;
        stating.commit().await?;
        self.finding(finding).await
    }

    /// Says what a retest on a named build showed: the only way in which a finding becomes fixed. `expected` are the heads
    /// of that build that the user saw; `basis` is the result that it rests on.
    ///
    /// # Errors
    /// `finding.unknown`, `finding.withdrawn`, `build.unknown`, `finding.other_app`, `input.missing` without a note,
    /// `finding.no_basis`, `statement.changed_meanwhile`.
    pub async fn retest_finding(
        &self,
        finding: Uuid,
        build: Uuid,
        outcome: RetestOutcome,
        note: &str,
        basis: Option<&str>,
        expected: &[String],
    ) -> Result<FindingDetail> {
        let app = self.live(finding).await?;
        self.build_of_app(app, build).await?;
        let note = input::needed("The note of the retest", note)?;
        let basis = match basis.map(str::trim).filter(|basis| !basis.is_empty()) {
            Some(basis) => Some(self.basis_of_retest(build, basis).await?),
            None => None,
        };
        let expected = input::entries(expected)?;
        let subject = Subject::FindingBuild { app, finding, build };
        let mut stating = Stating::begin(&self.ledger).await?;
        // What was taken back is current too, and nobody sees it.
        let heads = stating.heads(&subject, &ON_BUILD).await?;
        let mut said = said(&mut stating, finding, build).await?;
        said.retain(|head| !expected.contains(head));
        if !said.is_empty() || !expected.iter().all(|head| heads.contains(head)) {
            return Err(AssessmentError::ChangedMeanwhile { heads, now: Vec::new() });
        }
        let body = FindingRetested { note, basis };
        let code = BuildCode::of_outcome(outcome).code();
        stating.state(Kind::FindingRetested, &subject, heads, Some(code), Some(&body)).await?;
        stating.commit().await?;
        self.finding(finding).await
    }

    /// The finding with this id or unique beginning of an id (4 characters or more), or this title; `app` narrows down.
    ///
    /// # Errors
    /// `finding.unknown`, `finding.ambiguous`.
    pub async fn find_finding(&self, app: Option<Uuid>, text: &str) -> Result<Uuid> {
        let book = Book::load(self, app).await?;
        let names = book.findings.iter().map(|it| {
            let title = it.head().and_then(|head| head.text.as_ref()).map(|text| text.title.clone());
            (it.id, title.into_iter().collect())
        });
        super::find::choose(Noun::Finding, text, &names.collect::<Vec<_>>())
    }

    /// The app of a finding.
    pub(super) async fn app_of_finding(&self, finding: Uuid) -> Result<Uuid> {
        let app: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT app FROM finding_statement WHERE finding = ?1 ORDER BY entry LIMIT 1")
                .bind(bytes(finding))
                .fetch_optional(self.ledger.readers())
                .await?;
        id(&app.ok_or_else(|| unknown(finding))?)
    }

    /// The app of a finding that was not withdrawn.
    async fn live(&self, finding: Uuid) -> Result<Uuid> {
        let app = self.app_of_finding(finding).await?;
        let book = Book::load(self, Some(app)).await?;
        let known = book.find(finding).ok_or_else(|| unknown(finding))?;
        if known.severity().is_none() {
            let title = known.head().and_then(|head| head.text.as_ref()).map(|text| text.title.clone());
            return Err(FindingError::Withdrawn { finding: title.unwrap_or_else(|| finding.to_string()) }.into());
        }
        Ok(app)
    }

    /// The build, where it is one of the app's.
    async fn build_of_app(&self, app: Uuid, build: Uuid) -> Result<std::sync::Arc<KnownBuild>> {
        let known = self.build_facts(build).await?;
        if self.release_facts(known.release).await?.app != app {
            return Err(FindingError::OtherApp { build: build.to_string() }.into());
        }
        Ok(known)
    }

    /// Checks that the build is the app's, and that the assessment asks for the unit on it.
    async fn check_place(&self, app: Uuid, build: Uuid, place: Option<&FindingPlace>) -> Result<()> {
        self.build_of_app(app, build).await?;
        if let Some(place) = place {
            self.spot(place.assessment, build, &place.unit).await?;
        }
        Ok(())
    }

    /// The entry, where it is a current result on the build or on a subject that builds share.
    async fn basis_of_retest(&self, build: Uuid, basis: &str) -> Result<Hash> {
        let refused = || FindingError::NoBasis { entry: basis.to_owned() };
        let entry: Hash = basis.parse().map_err(|_| refused())?;
        let query = "SELECT EXISTS (SELECT 1 FROM unit_statement u JOIN entries e ON e.id = u.arrival
            WHERE e.hash = ?1 AND u.head = 1 AND u.result IS NOT NULL AND (u.build = ?2 OR hex(u.assessment) IN
                ('00000000000000000000000000000000', '00000000000000000000000000000001', '00000000000000000000000000000002')))";
        let there: bool = sqlx::query_scalar(query)
            .bind(entry.as_bytes().as_slice())
            .bind(bytes(build))
            .fetch_one(self.ledger.readers())
            .await?;
        if there { Ok(entry) } else { Err(refused().into()) }
    }

    /// What the profiles call not waivable that a finding may be held to: those of the assessments that showed it, and of the
    /// releases of the builds on which it is known.
    pub(super) async fn bars_of_finding(&self, book: &Book, finding: &KnownFinding) -> Result<Vec<Bars>> {
        let mut assessments: Vec<Uuid> = finding.places().map(|place| place.assessment).collect();
        let mut releases: Vec<Uuid> =
            finding.on.keys().filter_map(|build| book.builds.get(build)).map(|(_, build)| build.release).collect();
        releases.sort_unstable();
        releases.dedup();
        for release in releases {
            let of_release = self.assessments_of(Reach::Release(release)).await?;
            assessments.extend(of_release.iter().map(|it| it.id));
        }
        assessments.sort_unstable();
        assessments.dedup();
        let mut bars = Vec::with_capacity(assessments.len());
        for assessment in assessments {
            if self.assessment_if_there(assessment).await?.is_some() {
                bars.push(self.bars(assessment).await?);
            }
        }
        Ok(bars)
    }
}

/// The current statements about a finding on a build that say anything.
async fn said(stating: &mut Stating, finding: Uuid, build: Uuid) -> Result<Vec<Hash>> {
    let query = "SELECT entry FROM finding_statement WHERE finding = ?1 AND build = ?2 AND head = 1 AND code <> 'none'";
    let rows = sqlx::query(query).bind(bytes(finding)).bind(bytes(build)).fetch_all(stating.connection()).await?;
    rows.iter().map(|row| hash(row.try_get(0)?)).collect()
}

fn unknown(finding: Uuid) -> AssessmentError {
    super::apps::unknown(Noun::Finding, finding)
}

/// The words, tidied, and the severity: that of the vector, where there is one.
fn checked(severity: Option<Severity>, text: FindingText) -> Result<(Severity, FindingText)> {
    let vector = input::optional("The vector", text.vector.as_deref())?;
    let cvss = vector.as_deref().map(crate::cvss).transpose()?;
    let severity = cvss.as_ref().map(|cvss| cvss.severity).or(severity).ok_or(FindingError::SeverityMissing)?;
    let mut cwe = text.cwe;
    cwe.sort_unstable();
    cwe.dedup();
    if cwe.len() > CWE || cwe.contains(&0) {
        let text = cwe.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        return Err(AssessmentError::Malformed { what: "The CWE", text, expected: "a list of up to 20 numbers" });
    }
    let ticket = text.ticket.as_deref().map(str::trim).filter(|ticket| !ticket.is_empty());
    let owner = text.owner.trim();
    let text = FindingText {
        title: input::name("The title", &text.title)?,
        description: input::long("The description", &text.description)?,
        steps: input::long("The steps", &text.steps)?,
        remedy: input::long("The remedy", &text.remedy)?,
        owner: if owner.is_empty() { String::new() } else { input::name("The owner", owner)? },
        due: input::date("The due date", text.due.as_deref())?,
        ticket: ticket.map(input::link).transpose()?,
        cwe,
        vector: cvss.map(|cvss| cvss.vector),
    };
    Ok((severity, text))
}

/// A last day that is not over.
pub(super) fn last_day(text: &str, today: i64) -> Result<Date> {
    let date = input::date("The last day", Some(text))?.ok_or(AssessmentError::Missing { what: "The last day" })?;
    let parsed: Date = date.parse().map_err(|_| AssessmentError::Missing { what: "The last day" })?;
    if i64::from(crate::projection::day(parsed)) < today {
        return Err(FindingError::ExpiryPast { date }.into());
    }
    Ok(parsed)
}
