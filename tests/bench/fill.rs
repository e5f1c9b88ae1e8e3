//! Filling a workspace by the thousand: statements go to the ledger in large transactions, and the projections are made
//! at the end, once.

use std::error::Error;
use std::path::Path;

use assay_assessment::statement::{Kind, Place, Subject};
use assay_assessment::{Work, Workspace};
use assay_catalogue::{Platform, UnitId};
use assay_ledger::{Ambient, Draft, EvidenceStore, Hash, Home, Ledger, Writing};
use serde_json::{Value, json};
use uuid::Uuid;

/// Statements a transaction, as a bulk import writes them.
const BATCH: usize = 1000;
/// The profile that asks for most.
const PROFILE: &str = "L2+R+P";

/// A release with an assessment of it.
pub(crate) struct Release {
    pub(crate) assessment: Uuid,
    pub(crate) builds: Vec<Uuid>,
}

/// States many things.
pub(crate) struct Fill {
    workspace: Workspace,
    ambient: Ambient,
    writing: Option<Writing>,
    pending: usize,
    answer: Vec<u8>,
    /// The platform for which the profile asks for most, and its units.
    pub(crate) platform: Platform,
    pub(crate) units: Vec<UnitId>,
}

impl Fill {
    /// An empty workspace in `dir`.
    pub(crate) async fn new(dir: &Path) -> Result<Fill, Box<dyn Error>> {
        let home = Home::at(dir.join("home"));
        let ambient = Ambient::deterministic(1);
        home.set_identity(&ambient, "Bench", "bench@example.org")?;
        let workspace = Workspace::create(&dir.join("workspace"), &home, ambient.clone(), "Bench").await?;
        let (mut platform, mut units) = (Platform::Android, Vec::new());
        for candidate in Platform::ALL {
            let plan = workspace.profile_plan(PROFILE, candidate).await?;
            let mut its: Vec<UnitId> = Vec::new();
            let of_weaknesses = |it: &assay_catalogue::PlannedControl| {
                let units = it.weaknesses.iter().flat_map(|weakness| &weakness.units).chain(&it.units);
                units.map(|unit| unit.id.clone()).collect::<Vec<_>>()
            };
            for unit in plan.controls.iter().flat_map(of_weaknesses) {
                if !its.contains(&unit) {
                    its.push(unit);
                }
            }
            if its.len() > units.len() {
                (platform, units) = (candidate, its);
            }
        }
        let note = "Seen on the device, nothing leaks.";
        let answer = serde_json::to_vec(&json!({ "note": note, "justification": "", "method": "" }))?;
        Ok(Fill { workspace, ambient, writing: None, pending: 0, answer, platform, units })
    }

    /// What every answer says from now on, in markdown.
    pub(crate) fn say(&mut self, note: &str) -> Result<(), Box<dyn Error>> {
        self.answer = serde_json::to_vec(&json!({ "note": note, "justification": "", "method": "" }))?;
        Ok(())
    }

    fn ledger(&self) -> &Ledger {
        self.workspace.ledger()
    }

    async fn state(
        &mut self,
        kind: Kind,
        subject: &Subject,
        supersedes: Option<Hash>,
        result: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Hash, Box<dyn Error>> {
        let mut writing = match self.writing.take() {
            Some(writing) => writing,
            None => self.ledger().write().await?,
        };
        let draft = Draft {
            kind: kind.as_str().to_owned(),
            version: kind.version(),
            subject: subject.to_string(),
            supersedes: supersedes.into_iter().collect(),
            result: result.map(str::to_owned),
            body: Some(body),
        };
        let hash = writing.append(draft).await?.hash;
        self.pending += 1;
        if self.pending == BATCH {
            writing.commit().await?;
            self.pending = 0;
        } else {
            self.writing = Some(writing);
        }
        Ok(hash)
    }

    async fn fact(&mut self, kind: Kind, subject: &Subject, body: Value) -> Result<(), Box<dyn Error>> {
        self.state(kind, subject, None, None, serde_json::to_vec(&body)?).await?;
        Ok(())
    }

    /// Adds an app.
    pub(crate) async fn app(&mut self, name: &str) -> Result<Uuid, Box<dyn Error>> {
        let app = self.ambient.uuid();
        self.fact(Kind::AppAdded, &Subject::App(app), json!({ "name": name })).await?;
        Ok(app)
    }

    /// Adds a release with builds of the platform that asks for most, and opens an assessment of it.
    pub(crate) async fn release(&mut self, app: Uuid, name: &str, builds: usize) -> Result<Release, Box<dyn Error>> {
        let release = self.ambient.uuid();
        self.fact(Kind::ReleaseAdded, &Subject::Release { app, release }, json!({ "name": name })).await?;
        let mut ids = Vec::with_capacity(builds);
        for number in 0..builds {
            let build = self.ambient.uuid();
            let facts = json!({
                "platform": self.platform, "version_name": name, "version_code": number.to_string(),
                "package_id": "org.example.bench", "variant": "release", "artefact": null,
                "signing_certificate": null, "commit": null,
            });
            self.fact(Kind::BuildAdded, &Subject::Build { release, build }, facts).await?;
            ids.push(build);
        }
        let assessment = self.ambient.uuid();
        let shipped = assay_catalogue::shipped();
        let opened = json!({
            "title": format!("Bench {name}"), "profile": PROFILE,
            "catalogues": {
                "masvs": shipped.masvs.digest, "maswe": shipped.maswe.digest, "mastg": shipped.mastg.digest,
            },
        });
        self.fact(Kind::AssessmentOpened, &Subject::Assessment { release, assessment }, opened).await?;
        Ok(Release { assessment, builds: ids })
    }

    /// Answers a unit, in place of an answer that was there.
    pub(crate) async fn answer(
        &mut self,
        assessment: Uuid,
        build: Uuid,
        unit: usize,
        former: Option<Hash>,
        result: &str,
    ) -> Result<Hash, Box<dyn Error>> {
        let place = Place::on_build(assessment, build, self.units[unit].clone());
        let body = self.answer.clone();
        self.state(Kind::ResultStated, &Subject::Unit(place), former, Some(result), body).await
    }

    /// Attaches a note as evidence to a unit, and comments on it.
    pub(crate) async fn remark(&mut self, assessment: Uuid, build: Uuid, unit: usize) -> Result<(), Box<dyn Error>> {
        let place = Place::on_build(assessment, build, self.units[unit].clone());
        let evidence = Subject::Evidence { place: place.clone(), evidence: self.ambient.uuid() };
        let content = json!({ "content": { "kind": "note", "text": "Seen." }, "caption": "" });
        self.fact(Kind::EvidenceAttached, &evidence, content).await?;
        let comment = Subject::Comment { place, comment: self.ambient.uuid() };
        self.fact(Kind::CommentAdded, &comment, json!({ "text": "Look again." })).await
    }

    /// Attaches a picture to a unit: a file that is kept as evidence.
    pub(crate) async fn picture(
        &mut self,
        assessment: Uuid,
        build: Uuid,
        unit: usize,
        name: &str,
        bytes: &[u8],
    ) -> Result<(), Box<dyn Error>> {
        let stored = self.ledger().evidence().add_bytes(bytes)?;
        let place = Place::on_build(assessment, build, self.units[unit].clone());
        let evidence = Subject::Evidence { place, evidence: self.ambient.uuid() };
        let content = json!({
            "content": {
                "kind": "file", "name": name, "sha256": stored.sha256, "size": bytes.len(), "media_type": "image/jpeg",
            },
            "caption": "What the device showed at this step",
        });
        self.fact(Kind::EvidenceAttached, &evidence, content).await
    }

    /// The workspace, with its projections.
    pub(crate) async fn done(self) -> Result<Workspace, Box<dyn Error>> {
        if let Some(writing) = self.writing {
            writing.commit().await?;
        }
        self.workspace.rebuild(&Work::unwatched()).await?;
        Ok(self.workspace)
    }
}
