//! Evidence: files, notes, links, commits.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use assay_catalogue::SubjectKind;
use assay_ledger::{Damage, EvidenceStore, FolderEvidence, Hash, LedgerError, Stored};
use assay_messages::said;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::reach::Reach;
use super::records::current_evidence;
use super::states::Spot;
use super::{Workspace, commits, input, media};
use crate::CodePlace;
use crate::planned::Sheet;
use crate::projection::{EVIDENCE_ACTS, Stating, bytes};
use crate::statement::{EvidenceAttached, EvidenceRemoved, Holder, Kind, Place, Subject};
use crate::view::{ChecklistChange, EvidenceAdded, EvidenceCheck, EvidenceContent, EvidenceView, KnownFile};
use crate::{AssessmentError, Noun, Result, Work};

/// Largest picture that is shown, in bytes.
pub(super) const PICTURE_LIMIT: u64 = 64 << 20;

impl Workspace {
    /// Attaches files: each is copied into the workspace, streamed, and durable before the one transaction that names
    /// them all.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `evidence.no_file`, `evidence.link`, `evidence.not_a_file`,
    /// `evidence.unreadable`, `evidence.changed`, `evidence.read_only`, `disk.full`, `cancelled`. Then nothing is attached.
    pub async fn attach_files(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        paths: &[PathBuf],
        caption: &str,
        work: &Work,
    ) -> Result<EvidenceAdded> {
        let spot = self.spot(assessment, build, unit).await?;
        let caption = input::short("The caption", caption)?;
        if paths.is_empty() {
            return Err(AssessmentError::Missing { what: "A file" });
        }
        let mut pieces = Vec::with_capacity(paths.len());
        for path in paths {
            work.check()?;
            let store = self.ledger.evidence();
            let stored = store.add_file(path, work.ledger_progress("adding"), work.cancel()).await?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let content = self.file_content(&name, stored).await?;
            pieces.push(EvidenceAttached { content, caption: caption.clone() });
        }
        self.attach(&spot, pieces).await
    }

    /// Attaches bytes, such as a pasted screenshot, under a file name.
    ///
    /// # Errors
    /// As [`Workspace::attach_files`]; `input.missing` without bytes or a name.
    pub async fn attach_bytes(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        name: &str,
        bytes: Vec<u8>,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        let spot = self.spot(assessment, build, unit).await?;
        let caption = input::short("The caption", caption)?;
        let name = input::name("The name of the file", name)?;
        if bytes.is_empty() {
            return Err(AssessmentError::Missing { what: "The content of the file" });
        }
        let store = self.ledger.evidence().clone();
        let stored = blocking(move || Ok(store.add_bytes(&bytes)?)).await?;
        let content = self.file_content(&name, stored).await?;
        self.attach(&spot, vec![EvidenceAttached { content, caption }]).await
    }

    /// Attaches a note in markdown.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `input.missing`, `input.too_long`.
    pub async fn attach_note(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        text: &str,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        let spot = self.spot(assessment, build, unit).await?;
        let content = EvidenceContent::Note { text: input::needed("The text of the note", text)? };
        let caption = input::short("The caption", caption)?;
        self.attach(&spot, vec![EvidenceAttached { content, caption }]).await
    }

    /// Attaches a link, http or https.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `evidence.link_refused`.
    pub async fn attach_link(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        url: &str,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        let spot = self.spot(assessment, build, unit).await?;
        let content = EvidenceContent::Link { url: input::link(url)? };
        let caption = input::short("The caption", caption)?;
        self.attach(&spot, vec![EvidenceAttached { content, caption }]).await
    }

    /// Attaches a git commit, resolved to its full id, author, author's date and first line; with a place, a file and
    /// lines that the commit holds.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `repository.missing`, `revision.missing`, `revision.no_file`,
    /// `revision.no_line`.
    #[expect(clippy::too_many_arguments, reason = "the place, the commit and the lines, each of another type")]
    pub async fn attach_commit(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        repository: &str,
        revision: &str,
        at: Option<CodePlace>,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        let spot = self.spot(assessment, build, unit).await?;
        let (repository, revision) = (repository.to_owned(), revision.to_owned());
        let content = blocking(move || commits::resolve(&repository, &revision, at.as_ref())).await?;
        let caption = input::short("The caption", caption)?;
        self.attach(&spot, vec![EvidenceAttached { content, caption }]).await
    }

    /// Removes a piece of evidence from its unit. The statement and the file stay in the record.
    ///
    /// # Errors
    /// `evidence.unknown`.
    pub async fn remove_evidence(&self, assessment: Uuid, build: Uuid, evidence: Uuid) -> Result<ChecklistChange> {
        let unknown = || AssessmentError::Unknown { noun: Noun::Evidence, text: evidence.to_string() };
        let (holder, unit) = self.where_attached(assessment, build, evidence).await?.ok_or_else(unknown)?;
        let place = Place { holder, unit: unit.parse().map_err(|_| unknown())? };
        let mut stating = Stating::begin(&self.ledger).await?;
        let subject = Subject::Evidence { place, evidence };
        let heads = stating.heads(&subject, Kind::EvidenceRemoved.area()).await?;
        let body = None::<&EvidenceRemoved>;
        let entry = stating.state(Kind::EvidenceRemoved, &subject, heads, None, body).await?;
        stating.commit().await?;
        self.change(assessment, build, &unit, entry.hash).await
    }

    /// The evidence of an assessment, of all builds or of one, in the order in which it was attached; then what is attached
    /// to the subjects that its builds share, for the units that it asks for.
    ///
    /// # Errors
    /// `assessment.unknown`.
    pub async fn evidence(&self, assessment: Uuid, build: Option<Uuid>) -> Result<Vec<EvidenceView>> {
        let facts = self.assessment_facts(assessment).await?;
        let names = self.names().await?;
        let mut records = self.evidence_records(assessment, build).await?;
        let builds = self.builds_of(Reach::Release(facts.release)).await?;
        let mut sheets: Vec<(Uuid, Arc<Sheet>)> = Vec::new();
        for known in builds.iter().filter(|it| build.is_none_or(|build| build == it.id)) {
            sheets.push((known.id, self.sheet(&facts, known.facts.platform).await?));
        }
        for subject in SubjectKind::ALL {
            let asking = || sheets.iter().filter(|(_, sheet)| sheet.shared.contains(&subject));
            let Some((build, _)) = asking().next() else { continue };
            let shared = self.shared_evidence_records(self.holder(&facts, *build, subject).await?).await?;
            let asked = |unit: &str| asking().any(|(_, sheet)| sheet.subject(unit) == Some(subject));
            records.extend(shared.into_iter().filter(|record| asked(&record.unit)));
        }
        let mut evidence = current_evidence(&records, &names);
        self.redactions().await?.mark(&mut evidence);
        Ok(evidence)
    }

    /// The bytes of a stored picture (png, jpeg, gif or webp, by content) and its media type.
    ///
    /// # Errors
    /// `evidence.missing`, `evidence.not_an_image`: also for pictures above 64 MiB.
    pub async fn picture(&self, sha256: &Hash) -> Result<(Vec<u8>, &'static str)> {
        let (store, sha256) = (self.ledger.evidence().clone(), *sha256);
        blocking(move || {
            let size = store.size(&sha256)?.ok_or(LedgerError::EvidenceMissing(sha256))?;
            let media_type = sniff(&store, &sha256, size)?;
            if !media::is_picture(media_type) {
                return Err(AssessmentError::NotAnImage { media_type: media_type.to_owned() });
            }
            if size > PICTURE_LIMIT {
                return Err(AssessmentError::NotAnImage { media_type: said!("larger than 64 MiB") });
            }
            let mut bytes = Vec::new();
            store.open(&sha256)?.read_to_end(&mut bytes).map_err(|source| unreadable(&store, &sha256, source))?;
            Ok((bytes, media_type))
        })
        .await
    }

    /// Reads every file again that a statement names, issued reports too, and compares its digest.
    ///
    /// # Errors
    /// `cancelled`.
    pub async fn verify_evidence(&self, work: &Work) -> Result<EvidenceCheck> {
        let rows: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT sha256 FROM evidence_file UNION SELECT sha256 FROM report_file ORDER BY sha256")
                .fetch_all(self.ledger.readers())
                .await?;
        // Of a report in volumes the row is the first.
        let volumes: Vec<String> = sqlx::query_scalar(
            "SELECT json_extract(volume.value, '$.sha256') FROM report_file, json_each(facts, '$.further') AS volume",
        )
        .fetch_all(self.ledger.readers())
        .await?;
        let named = rows.iter().filter_map(|row| Hash::from_slice(row));
        let named: BTreeSet<Hash> = named.chain(volumes.iter().filter_map(|it| it.parse().ok())).collect();
        let named: Arc<[Hash]> = named.into_iter().collect();
        let (store, work) = (self.ledger.evidence().clone(), work.clone());
        let asked = Arc::clone(&named);
        let damages =
            blocking(move || Ok(store.verify(Some(&asked), &work.ledger_progress("verifying"), work.cancel())?))
                .await?;
        let mut check = EvidenceCheck { sound: named.len() as u64, missing: Vec::new(), altered: Vec::new() };
        for damage in damages {
            check.sound = check.sound.saturating_sub(1);
            match damage {
                Damage::Missing { sha256 } => check.missing.push(sha256.to_string()),
                Damage::Altered { sha256, .. } => check.altered.push(sha256.to_string()),
            }
        }
        Ok(check)
    }

    pub(super) async fn file_content(&self, name: &str, stored: Stored) -> Result<EvidenceContent> {
        let store = self.ledger.evidence().clone();
        let media_type = blocking(move || sniff(&store, &stored.sha256, stored.size)).await?;
        Ok(EvidenceContent::File {
            name: name.to_owned(),
            sha256: stored.sha256.to_string(),
            size: stored.size,
            media_type: media_type.to_owned(),
        })
    }

    /// Attaches pieces in one transaction. A file that is at the unit already is not attached once more.
    async fn attach(&self, spot: &Spot, pieces: Vec<EvidenceAttached>) -> Result<EvidenceAdded> {
        let (pieces, known) = self.sift(spot, pieces).await?;
        if pieces.is_empty()
            && let Some(before) = self.records(&spot.place).await?.last()
        {
            return self.added(spot, Vec::new(), known, before.entry).await;
        }
        let mut stating = Stating::begin(&self.ledger).await?;
        let added = self.attach_in(&mut stating, spot, pieces).await?;
        let last = added.last().and_then(|it| it.added.entry.parse().ok());
        let last = last.ok_or(AssessmentError::Missing { what: "A piece of evidence" })?;
        stating.commit().await?;
        self.added(spot, added, known, last).await
    }

    /// States that pieces are attached.
    pub(super) async fn attach_in(
        &self,
        stating: &mut Stating,
        spot: &Spot,
        pieces: Vec<EvidenceAttached>,
    ) -> Result<Vec<EvidenceView>> {
        let place = &spot.place;
        let names = self.names().await?;
        let mut evidence = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let id = self.ledger.ambient().uuid();
            let subject = Subject::Evidence { place: place.clone(), evidence: id };
            let entry = stating.state(Kind::EvidenceAttached, &subject, Vec::new(), None, Some(&piece)).await?;
            evidence.push(EvidenceView {
                id,
                subject: place.holder.kind(),
                build: matches!(place.holder, Holder::Build { .. }).then_some(spot.build),
                unit: place.unit.to_string(),
                content: Some(piece.content),
                caption: piece.caption,
                added: names.stamp(entry.author, entry.time, &entry.hash),
                redacted_from: None,
                redacted_copy: None,
            });
        }
        Ok(evidence)
    }

    /// What attaching answers with.
    pub(super) async fn added(
        &self,
        spot: &Spot,
        mut evidence: Vec<EvidenceView>,
        known: Vec<KnownFile>,
        entry: Hash,
    ) -> Result<EvidenceAdded> {
        self.redactions().await?.mark(&mut evidence);
        let change = self.change(spot.assessment.id, spot.build, spot.place.unit.as_str(), entry).await?;
        Ok(EvidenceAdded { evidence, known, change })
    }

    /// What a piece of evidence is attached to, as far as the checklist of the build shows it.
    pub(super) async fn where_attached(
        &self,
        assessment: Uuid,
        build: Uuid,
        evidence: Uuid,
    ) -> Result<Option<(Holder, String)>> {
        let (facts, _, sheet) = self.place(assessment, build).await?;
        let mut holders = vec![Holder::Build { assessment, build }];
        for subject in &sheet.shared {
            holders.push(self.holder(&facts, build, *subject).await?);
        }
        for holder in holders {
            let unit = self.attached_to(holder, evidence).await?;
            // What the checklist doesn't show is not touched from there.
            let shown = |unit: &String| sheet.subject(unit).unwrap_or_default() == holder.kind();
            if let Some(unit) = unit.filter(shown) {
                return Ok(Some((holder, unit)));
            }
        }
        Ok(None)
    }

    /// The unit that a piece of evidence is attached to, among those of a holder.
    pub(super) async fn attached_to(&self, holder: Holder, evidence: Uuid) -> Result<Option<String>> {
        let query = format!(
            "SELECT unit FROM unit_statement
             WHERE assessment = ?1 AND build = ?2 AND head = 1 AND item = ?3 AND act IN {EVIDENCE_ACTS} LIMIT 1"
        );
        let (assessment, build) = holder.key();
        // The acts are ours, nothing in them comes from outside.
        Ok(sqlx::query_scalar(AssertSqlSafe(query))
            .bind(bytes(assessment))
            .bind(bytes(build))
            .bind(bytes(evidence))
            .fetch_optional(self.ledger.readers())
            .await?)
    }
}

/// What a stored file is.
pub(super) fn sniff(store: &FolderEvidence, sha256: &Hash, size: u64) -> Result<&'static str> {
    let head = head_of(store, sha256)?;
    Ok(media::sniff(&head, head.len() as u64 == size))
}

/// The beginning of a stored file: as much as is looked at to know what it is.
pub(super) fn head_of(store: &FolderEvidence, sha256: &Hash) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    let file = store.open(sha256)?;
    file.take(media::HEAD as u64).read_to_end(&mut head).map_err(|source| unreadable(store, sha256, source))?;
    Ok(head)
}

pub(super) fn unreadable(store: &FolderEvidence, sha256: &Hash, source: std::io::Error) -> LedgerError {
    LedgerError::EvidenceUnreadable { path: store.path(sha256), source }
}

/// Runs work that blocks off the async threads.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    assay_messages::blocking(work).await.map_err(|error| LedgerError::TaskFailed(error.to_string()))?
}
