//! Several versions of a catalogue side by side: finding one, and comparing two.

use assay_catalogue::{CatalogueDiff, CatalogueName, Renumbering, Version};

use super::Workspace;
use crate::{AssessmentError, Noun, Result};

/// Shortest beginning of a digest or commit that counts as one.
const SHORTEST: usize = 4;

/// What names a catalogue.
struct Candidate {
    digest: String,
    name: String,
    version: String,
    commit: String,
}

impl Candidate {
    /// The beginning of its digest, with what people call it.
    fn words(&self) -> String {
        format!("{} {} ({})", self.name, self.version, self.digest.get(..12).unwrap_or(&self.digest))
    }

    /// `2.1.0`, `v2.1.0`, `MASVS 2.1.0`, `masvs@2.1.0`.
    fn called(&self, text: &str) -> bool {
        let version = text
            .get(..self.name.len())
            .filter(|start| start.eq_ignore_ascii_case(&self.name))
            .map_or(text, |start| text[start.len()..].trim_start_matches(['@', ' ', ':']));
        let bare = |text: &str| text.trim().trim_start_matches(['v', 'V']).to_ascii_lowercase();
        bare(version) == bare(&self.version)
    }

    fn begins(&self, text: &str) -> bool {
        text.len() >= SHORTEST && (self.digest.starts_with(text) || self.commit.starts_with(text))
    }
}

impl Workspace {
    /// The digest of the catalogue that people mean by a digest, a commit, the unique beginning of one (4 characters or
    /// more), a version (`2.1.0`) or both names (`MASTG 2.0.0`, `mastg@2.0.0`); `name` narrows it down.
    ///
    /// # Errors
    /// `standard.unknown`, `standard.ambiguous`.
    pub async fn find_standard(&self, name: Option<CatalogueName>, text: &str) -> Result<String> {
        let rows: Vec<(String, String, String, String)> = sqlx::query_as(
            "SELECT digest, name, facts ->> '$.version', facts ->> '$.commit' FROM catalogue
             WHERE ?1 IS NULL OR name = ?1 ORDER BY added, name, digest",
        )
        .bind(name.map(CatalogueName::as_str))
        .fetch_all(self.ledger.readers())
        .await?;
        let candidates: Vec<Candidate> = rows
            .into_iter()
            .map(|(digest, name, version, commit)| Candidate { digest, name, version, commit })
            .collect();
        let text = text.trim();
        let hexadecimal = text.to_ascii_lowercase();
        let called: Vec<&Candidate> = candidates.iter().filter(|it| it.called(text)).collect();
        let found =
            if called.is_empty() { candidates.iter().filter(|it| it.begins(&hexadecimal)).collect() } else { called };
        match found.as_slice() {
            [] => Err(AssessmentError::Unknown { noun: Noun::Standard, text: text.to_owned() }),
            [one] => Ok(one.digest.clone()),
            several => Err(AssessmentError::Ambiguous {
                noun: Noun::Standard,
                text: text.to_owned(),
                candidates: several.iter().map(|it| it.words()).collect(),
            }),
        }
    }

    /// What changed from one catalogue of the workspace to another, each found as [`Workspace::find_standard`] does.
    ///
    /// # Errors
    /// `standard.unknown`, `standard.ambiguous`; `catalogue.wrong_catalogue` for versions of different standards.
    pub async fn diff_standards(&self, from: &str, to: &str) -> Result<CatalogueDiff> {
        let from = self.find_standard(None, from).await?;
        let from = (self.catalogue(&from).await?, self.pages(&from).await?);
        // What the first one is tells which one of a name like `2.0.0` is meant.
        let to = self.find_standard(Some(from.0.name), to).await.or(self.find_standard(None, to).await)?;
        let to = (self.catalogue(&to).await?, self.pages(&to).await?);
        let shipped = assay_catalogue::shipped();
        Ok(CatalogueDiff::between(
            Version { catalogue: &from.0, pages: &from.1 },
            Version { catalogue: &to.0, pages: &to.1 },
            &Renumbering::of([shipped.maswe.as_ref()]),
        )?)
    }
}
