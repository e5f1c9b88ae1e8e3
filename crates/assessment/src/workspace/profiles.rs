//! Profiles: the files of one's own, and what an assessment was tailored by.
//!
//! An assessment pins the files of its profile, the requirements and the answers of the questionnaire. The text of files
//! that don't ship is part of its statement; what ships is kept here by digest, so that a later version of the program,
//! which ships others, still makes the same plan.

use std::sync::Arc;

use assay_catalogue::{
    Answers, Profile, ProfileDocument, ProfileLibrary, Questionnaire, RequirementSet, Requirements, Tailoring,
    shipped_requirements,
};
use assay_messages::{language, speaking_here};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::Workspace;
use super::input;
use crate::planned::Basis;
use crate::projection::json;
use crate::statement::{PinnedDigests, PinnedProfile, PinnedTailoring};
use crate::view::OwnProfile;
use crate::{AssessmentError, Noun, Result};

/// Longest profile file, in bytes.
const LIMIT: usize = 1 << 20;

/// What a kept document is.
const PROFILE: &str = "profile";
const REQUIREMENTS: &str = "requirements";

impl Workspace {
    /// The profile files that the user keeps in this workspace, by id. They are plain rows: nobody signs them, and no
    /// assessment depends on them.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn own_profiles(&self) -> Result<Vec<OwnProfile>> {
        let rows: Vec<(String, String, String)> = sqlx::query_as("SELECT id, file, text FROM own_profile ORDER BY id")
            .fetch_all(self.ledger.readers())
            .await?;
        Ok(rows.into_iter().map(|(id, file, text)| OwnProfile { id, file, text }).collect())
    }

    /// Keeps a profile file, in place of the one with this id. Whether it says what a profile may say is for the caller to
    /// have checked.
    ///
    /// # Errors
    /// `input.missing`, `input.too_long`; `workspace.locked`, `workspace.read_only`, `disk.full`.
    pub async fn put_own_profile(&self, id: &str, file: &str, text: &str) -> Result<()> {
        let id = input::name("The id of the profile", id)?;
        if text.len() > LIMIT {
            return Err(AssessmentError::TooLong { what: "The profile", limit: LIMIT });
        }
        let mut writing = self.ledger.write().await?;
        let put = "INSERT INTO own_profile (id, file, text) VALUES (?1, ?2, ?3)
            ON CONFLICT (id) DO UPDATE SET file = excluded.file, text = excluded.text";
        sqlx::query(put).bind(id).bind(file).bind(text).execute(writing.connection()).await?;
        writing.commit().await?;
        Ok(())
    }

    /// Removes a profile file of the user's own. Assessments that were opened with it keep it.
    ///
    /// # Errors
    /// `profile.unknown`; `workspace.locked`, `workspace.read_only`.
    pub async fn remove_own_profile(&self, id: &str) -> Result<()> {
        let mut writing = self.ledger.write().await?;
        let removed =
            sqlx::query("DELETE FROM own_profile WHERE id = ?1").bind(id.trim()).execute(writing.connection()).await?;
        if removed.rows_affected() == 0 {
            return Err(AssessmentError::Unknown { noun: Noun::Profile, text: id.to_owned() });
        }
        writing.commit().await?;
        Ok(())
    }

    /// The profile files that new assessments can name: those that ship and the user's own. A file of one's own that
    /// can't be read any more is left out; a check of it says why.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn profile_library(&self) -> Result<ProfileLibrary> {
        let mut library = ProfileLibrary::shipped().clone();
        for own in self.own_profiles().await? {
            if let Ok(document) = ProfileDocument::parse(&own.file, &own.text) {
                // One with the id of a shipped file does not take its place.
                let _ = library.add(document);
            }
        }
        Ok(library)
    }

    /// The profile that new assessments get by this id: MAS levels, one that ships, or one of the user's own.
    ///
    /// # Errors
    /// `catalogue.unknown_level`, `catalogue.resilience_alone`, and the codes of problems in profile files, such as
    /// `profile.unknown_profile`.
    pub async fn tailoring(&self, id: &str) -> Result<Arc<Tailoring>> {
        let id = id.trim();
        let library = self.profile_library().await?;
        if library.get(id).is_none() {
            match id.parse::<Profile>() {
                Ok(profile) => return Ok(Arc::new(Tailoring::of_levels(&profile))),
                Err(error) if levels_are_meant(id) => return Err(error.into()),
                Err(_) => {}
            }
        }
        match Tailoring::resolve(id, &library, shipped_requirements()) {
            Ok(tailoring) => Ok(Arc::new(tailoring)),
            Err(problems) => Err(refused(id, problems)),
        }
    }

    /// What an assessment was tailored by: who decided what, and why.
    ///
    /// # Errors
    /// `assessment.unknown`, `profile.document_missing`.
    pub async fn tailoring_of(&self, assessment: Uuid) -> Result<Arc<Tailoring>> {
        let facts = self.assessment_facts(assessment).await?;
        self.tailoring_by(&facts.basis).await
    }

    /// The requirements that an assessment is pinned to; those that ship for one by plain MAS levels.
    ///
    /// # Errors
    /// `assessment.unknown`, `profile.document_missing`.
    pub async fn requirements_of(&self, assessment: Uuid) -> Result<Arc<Requirements>> {
        let facts = self.assessment_facts(assessment).await?;
        match &facts.basis.requirements {
            Some(digest) => self.requirements_by(digest).await,
            None => Ok(Arc::clone(shipped_requirements())),
        }
    }

    /// All that the plans of a new assessment are made from.
    pub(super) async fn basis(&self, profile: &str, answers: &Answers, catalogues: PinnedDigests) -> Result<Basis> {
        let answers = Questionnaire::shipped().check(answers)?;
        let tailoring = self.tailoring(profile).await?;
        if tailoring.is_plain() {
            let profile = tailoring.id.clone();
            return Ok(Basis { profile, tailoring: None, requirements: None, answers, catalogues });
        }
        let library = self.profile_library().await?;
        let documents = tailoring.documents.iter().map(|it| PinnedProfile {
            id: it.id.clone(),
            digest: it.digest.clone(),
            text: if it.shipped { None } else { library.get(&it.id).map(|document| document.text.clone()) },
        });
        Ok(Basis {
            profile: tailoring.id.clone(),
            tailoring: Some(PinnedTailoring { id: tailoring.id.clone(), documents: documents.collect() }),
            requirements: Some(shipped_requirements().digest.clone()),
            answers,
            catalogues,
        })
    }

    pub(super) async fn tailoring_by(&self, basis: &Basis) -> Result<Arc<Tailoring>> {
        let Some(pinned) = &basis.tailoring else {
            return Ok(Arc::new(Tailoring::of_levels(&basis.profile.parse::<Profile>()?)));
        };
        if let Some(tailoring) = self.plans.tailoring(pinned) {
            return Ok(tailoring);
        }
        let mut documents = Vec::with_capacity(pinned.documents.len());
        for document in &pinned.documents {
            let missing =
                || AssessmentError::DocumentMissing { id: document.id.clone(), digest: document.digest.clone() };
            let shipped = ProfileLibrary::shipped().get(&document.id).filter(|it| it.digest == document.digest);
            let text = match (&document.text, shipped) {
                (Some(text), _) => text.clone(),
                (None, Some(shipped)) => shipped.text.clone(),
                (None, None) => self.kept(PROFILE, &document.digest).await?.ok_or_else(missing)?,
            };
            let file = format!("{}.yaml", document.id);
            let read = ProfileDocument::parse(&file, &text).map_err(|problems| refused(&document.id, problems))?;
            if read.digest != document.digest {
                return Err(missing());
            }
            documents.push(read);
        }
        let requirements = self.requirements_by(basis.requirements.as_deref().unwrap_or_default()).await?;
        // It is kept for everybody who reads this language.
        let tailoring = speaking_here(language(), || {
            Tailoring::resolve(&pinned.id, &ProfileLibrary::new(documents), &requirements)
        });
        let tailoring = Arc::new(tailoring.map_err(|problems| refused(&pinned.id, problems))?);
        self.plans.keep_tailoring(pinned, Arc::clone(&tailoring));
        Ok(tailoring)
    }

    /// The requirements with this digest: those that ship, or those that an earlier version of the program shipped.
    pub(super) async fn requirements_by(&self, digest: &str) -> Result<Arc<Requirements>> {
        if digest == shipped_requirements().digest {
            return Ok(Arc::clone(shipped_requirements()));
        }
        if let Some(requirements) = self.plans.requirements(digest) {
            return Ok(requirements);
        }
        let missing = || AssessmentError::DocumentMissing { id: REQUIREMENTS.to_owned(), digest: digest.to_owned() };
        let content = self.kept(REQUIREMENTS, digest).await?.ok_or_else(missing)?;
        let sets: Vec<RequirementSet> = serde_json::from_str(&content)
            .map_err(|error| AssessmentError::Unreadable { what: format!("requirements: {error}") })?;
        let requirements = Requirements::new(sets);
        self.plans.keep_requirements(digest, Arc::clone(&requirements));
        Ok(requirements)
    }

    async fn kept(&self, kind: &str, digest: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT content FROM shipped_document WHERE kind = ?1 AND digest = ?2")
            .bind(kind)
            .bind(digest)
            .fetch_optional(self.ledger.readers())
            .await?)
    }

    /// Whether what this program ships is kept here already.
    pub(super) async fn keeps_shipped_documents(&self) -> Result<bool> {
        let mut digests: Vec<&str> =
            ProfileLibrary::shipped().documents().map(|document| document.digest.as_str()).collect();
        digests.push(&shipped_requirements().digest);
        let there: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM shipped_document WHERE digest IN (SELECT value FROM json_each(?1))",
        )
        .bind(json(&digests))
        .fetch_one(self.ledger.readers())
        .await?;
        Ok(usize::try_from(there).is_ok_and(|there| there == digests.len()))
    }
}

/// Keeps what this program ships.
pub(super) async fn keep_shipped_documents(connection: &mut SqliteConnection) -> Result<()> {
    let put =
        "INSERT INTO shipped_document (digest, kind, content) VALUES (?1, ?2, ?3) ON CONFLICT (digest) DO NOTHING";
    for document in ProfileLibrary::shipped().documents() {
        sqlx::query(put).bind(&document.digest).bind(PROFILE).bind(&document.text).execute(&mut *connection).await?;
    }
    let requirements = shipped_requirements();
    sqlx::query(put)
        .bind(&requirements.digest)
        .bind(REQUIREMENTS)
        .bind(json(&requirements.sets))
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether somebody who writes this means MAS levels, so that the error should speak of them.
fn levels_are_meant(id: &str) -> bool {
    let level = |part: &str| part.is_empty() || part.len() <= 2 || part.to_ascii_uppercase().starts_with("MAS-");
    id.split('+').all(|part| level(part.trim()))
}

fn refused(id: &str, problems: Vec<assay_catalogue::ProfileProblem>) -> AssessmentError {
    if problems.is_empty() {
        return AssessmentError::Unknown { noun: Noun::Profile, text: id.to_owned() };
    }
    AssessmentError::ProfileRefused { problems }
}
