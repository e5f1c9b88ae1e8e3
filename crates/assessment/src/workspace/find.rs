//! Finding things by what people type: an id, a unique beginning of an id, or a name.

use assay_catalogue::UnitId;
use assay_messages::said;
use uuid::Uuid;

use super::Workspace;
use super::reach::Reach;
use super::states::id;
use crate::planned::Sheet;
use crate::projection::bytes;
use crate::{AssessmentError, Noun, Result};

/// Shortest beginning of an id that counts as one.
const SHORTEST: usize = 4;

impl Workspace {
    /// The app with this id, unique beginning of an id (4 characters or more) or name.
    ///
    /// # Errors
    /// `app.unknown`, `app.ambiguous`.
    pub async fn find_app(&self, text: &str) -> Result<Uuid> {
        let rows: Vec<(Vec<u8>, String)> =
            sqlx::query_as("SELECT id, name FROM app ORDER BY id").fetch_all(self.ledger.readers()).await?;
        let mut candidates = Vec::with_capacity(rows.len());
        for (app, name) in rows {
            candidates.push((id(&app)?, vec![name]));
        }
        choose(Noun::App, text, &candidates)
    }

    /// The release with this id, unique beginning of an id, or name; `app` narrows names down. `App/1.0` names both.
    ///
    /// # Errors
    /// `release.unknown`, `release.ambiguous`.
    pub async fn find_release(&self, app: Option<Uuid>, text: &str) -> Result<Uuid> {
        let rows: Vec<(Vec<u8>, String, String)> = sqlx::query_as(
            "SELECT r.id, r.name, a.name FROM release r JOIN app a ON a.id = r.app WHERE ?1 IS NULL OR r.app = ?1
             ORDER BY r.id",
        )
        .bind(app.map(bytes))
        .fetch_all(self.ledger.readers())
        .await?;
        let mut candidates = Vec::with_capacity(rows.len());
        for (release, name, app) in rows {
            let full = format!("{app}/{name}");
            candidates.push((id(&release)?, vec![name, full]));
        }
        choose(Noun::Release, text, &candidates)
    }

    /// The build with this id, unique beginning of an id, or `platform`, `platform version`, `version`,
    /// `version (code)` or `code` that only one build of the release has.
    ///
    /// # Errors
    /// `build.unknown`, `build.ambiguous`.
    pub async fn find_build(&self, release: Option<Uuid>, text: &str) -> Result<Uuid> {
        let builds = self.builds_of(release.map_or(Reach::Workspace, Reach::Release)).await?;
        let candidates: Vec<(Uuid, Vec<String>)> = builds
            .into_iter()
            .map(|build| {
                let (platform, facts) = (build.facts.platform, build.facts);
                let (version, code) = (facts.version_name, facts.version_code);
                let names = vec![
                    platform.to_string(),
                    format!("{platform} {version}"),
                    format!("{version} ({code})"),
                    format!("{platform} {version} ({code})"),
                    version,
                    code,
                ];
                (build.id, names)
            })
            .collect();
        choose(Noun::Build, text, &candidates)
    }

    /// The assessment with this id, unique beginning of an id, or title.
    ///
    /// # Errors
    /// `assessment.unknown`, `assessment.ambiguous`.
    pub async fn find_assessment(&self, text: &str) -> Result<Uuid> {
        let candidates: Vec<(Uuid, Vec<String>)> =
            self.assessments_of(Reach::Workspace).await?.into_iter().map(|it| (it.id, vec![it.opened.title])).collect();
        choose(Noun::Assessment, text, &candidates)
    }

    /// The unit that people mean by `test:MASTG-TEST-0235`, `MASTG-TEST-0235`, `MASWE-0018` or `MASVS-AUTH-1` in the
    /// plan of an assessment on a build's platform.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `unit.unknown`, `assessment.unknown`, `build.unknown`, `build.other_release`.
    pub async fn find_unit(&self, assessment: Uuid, build: Uuid, text: &str) -> Result<String> {
        let (.., sheet) = self.place(assessment, build).await?;
        let text = text.trim();
        if sheet.find(text).is_some() {
            return Ok(text.to_owned());
        }
        let named = sheet.units.iter().find(|unit| unit.label.eq_ignore_ascii_case(text));
        match named {
            Some(unit) => Ok(unit.id.as_str().to_owned()),
            None => Err(not_in_profile(&sheet, text)),
        }
    }
}

/// Why the plan does not hold a unit, in the words of the catalogues where they say so.
pub(super) fn not_in_profile(sheet: &Sheet, text: &str) -> AssessmentError {
    let label = text.rsplit([':', '/']).next().unwrap_or(text).to_ascii_uppercase();
    let pinned = &sheet.pinned;
    let known = pinned.test(&label).is_some() || pinned.weakness(&label).is_some() || pinned.control(&label).is_some();
    if !known && text.parse::<UnitId>().is_err() {
        return AssessmentError::Unknown { noun: Noun::Unit, text: text.to_owned() };
    }
    let limit = sheet.plan.limits.iter().find(|limit| limit.subject == label);
    let weakness =
        sheet.plan.controls.iter().flat_map(|control| &control.weaknesses).find(|it| it.weakness.id == label);
    let platform = sheet.plan.platform;
    let elsewhere = pinned.test(&label).filter(|test| !test.platforms.contains(&platform)).map(|test| {
        let platforms: Vec<&str> = test.platforms.iter().map(|platform| platform.name()).collect();
        said!("it is a test for {platforms}.", platforms = platforms.join(" and "))
    });
    AssessmentError::UnitNotInProfile {
        unit: if known { label } else { text.to_owned() },
        profile: sheet.plan.profile.id.clone(),
        platform: platform.name().to_owned(),
        because: limit
            .map(|limit| limit.sentence.clone())
            .or(elsewhere)
            .or_else(|| weakness.map(|weakness| weakness.because.clone()))
            .map(|sentence| sentence.trim_end_matches('.').to_owned()),
    }
}

/// An id counts before a name, an exact name before the beginning of an id.
pub(super) fn choose(noun: Noun, text: &str, candidates: &[(Uuid, Vec<String>)]) -> Result<Uuid> {
    let text = text.trim();
    if let Ok(id) = Uuid::try_parse(text)
        && candidates.iter().any(|(it, _)| *it == id)
    {
        return Ok(id);
    }
    let named: Vec<Uuid> = of(candidates, |_, names| names.iter().any(|name| name == text));
    let beginning = text.to_ascii_lowercase();
    let matching = if named.is_empty() && beginning.len() >= SHORTEST {
        of(candidates, |id, _| id.to_string().starts_with(&beginning))
    } else {
        named
    };
    match matching.as_slice() {
        [] => Err(AssessmentError::Unknown { noun, text: text.to_owned() }),
        [one] => Ok(*one),
        several => Err(AssessmentError::Ambiguous {
            noun,
            text: text.to_owned(),
            candidates: several.iter().map(ToString::to_string).collect(),
        }),
    }
}

fn of(candidates: &[(Uuid, Vec<String>)], matches: impl Fn(&Uuid, &[String]) -> bool) -> Vec<Uuid> {
    candidates.iter().filter(|(id, names)| matches(id, names)).map(|(id, _)| *id).collect()
}
