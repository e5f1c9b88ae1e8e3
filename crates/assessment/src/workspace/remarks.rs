//! Comments on anything but units, whom comments mention, and who has read that.

use assay_ledger::Body;
use assay_messages::said;
use sqlx::Row;
use uuid::Uuid;

use super::assessments::default_digests;
use super::people::first_name;
use super::states::{hash, id, time};
use super::{Workspace, input};
use crate::projection::{Stating, bytes};
use crate::statement::{CommentAdded, Holder, Kind, Subject, Topic};
use crate::view::{CommentView, MemberView, MentionView};
use crate::{AssessmentError, Noun, Result};

/// Longest excerpt of a comment, in characters.
const EXCERPT: usize = 200;

impl Workspace {
    /// Adds a comment to an app, release, build, assessment, control, finding or piece of evidence.
    ///
    /// # Errors
    /// `app.unknown` and the like where it is about nothing that is here; `input.missing` without a text.
    pub async fn add_remark(&self, topic: &Topic, text: &str) -> Result<CommentView> {
        self.check_topic(topic).await?;
        let text = input::needed("The text of the comment", text)?;
        let mentions = self.mentioned(&text).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let comment = self.ledger.ambient().uuid();
        let subject = Subject::Remark { topic: topic.clone(), comment };
        let body = CommentAdded { text: text.clone(), mentions };
        let entry = stating.state(Kind::CommentAdded, &subject, Vec::new(), None, Some(&body)).await?;
        stating.commit().await?;
        let html = self.library(&default_digests()).await?.note(&text);
        let added = self.names().await?.stamp(entry.author, entry.time, &entry.hash);
        Ok(CommentView { id: comment, text: Some(text), html, added })
    }

    /// Takes back an own comment on anything but a unit.
    ///
    /// # Errors
    /// `undo.nothing` where it is not there; `undo.superseded` where it is somebody else's.
    pub async fn take_back_remark(&self, topic: &Topic, comment: Uuid) -> Result<()> {
        let subject = Subject::Remark { topic: topic.clone(), comment };
        let mut stating = Stating::begin(&self.ledger).await?;
        let heads = stating.heads(&subject, &[Kind::CommentAdded]).await?;
        for head in &heads {
            if stating.writing().recorded(head).await?.entry.author != self.member() {
                return Err(AssessmentError::UndoSuperseded);
            }
        }
        if heads.is_empty() {
            return Err(AssessmentError::NothingToUndo);
        }
        stating.state(Kind::CommentTakenBack, &subject, heads, None, None::<&()>).await?;
        stating.commit().await
    }

    /// The comments on something that is no unit, oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn remarks(&self, topic: &Topic) -> Result<Vec<CommentView>> {
        let rows = sqlx::query(
            "SELECT r.id, r.entry, r.author, r.at, b.body FROM remark r LEFT JOIN bodies b ON b.entry = r.arrival
             WHERE r.topic = ?1 AND r.head = 1 AND r.taken_back = 0 ORDER BY r.at, r.entry",
        )
        .bind(topic.to_string())
        .fetch_all(self.ledger.readers())
        .await?;
        let names = self.names().await?;
        let library = self.library(&default_digests()).await?;
        let mut comments = Vec::with_capacity(rows.len());
        for row in &rows {
            let body: Option<&[u8]> = row.try_get(4)?;
            let text = body.and_then(|body| serde_json::from_slice::<CommentAdded>(body).ok()).map(|it| it.text);
            comments.push(CommentView {
                id: id(row.try_get(0)?)?,
                html: text.as_deref().map(|text| library.note(text)).unwrap_or_default(),
                text,
                added: names.stamp(id(row.try_get(2)?)?, time(row.try_get(3)?), &hash(row.try_get(1)?)?),
            });
        }
        Ok(comments)
    }

    /// The comments that mention whoever works here, newest first; those that are unread only, or all.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn mentions(&self, unread: bool) -> Result<Vec<MentionView>> {
        let rows = sqlx::query(
            "SELECT e.hash, m.comment, d.comment IS NOT NULL FROM mention m
             JOIN entries e ON e.id = m.arrival LEFT JOIN mention_read d ON d.member = m.member AND d.comment = m.comment
             WHERE m.member = ?1 AND (?2 = 0 OR d.comment IS NULL)
                AND NOT EXISTS (SELECT 1 FROM supersedes s WHERE s.superseded = e.hash)
             ORDER BY e.id DESC",
        )
        .bind(bytes(self.member()))
        .bind(unread)
        .fetch_all(self.ledger.readers())
        .await?;
        let names = self.names().await?;
        let mut mentions = Vec::new();
        for row in &rows {
            let recorded = self.ledger.recorded(&hash(row.try_get(0)?)?).await?;
            let (Body::Present(body), Ok(subject)) = (&recorded.body, recorded.entry.subject.parse::<Subject>()) else {
                continue;
            };
            // Whoever writes their own name needs no note of it.
            if recorded.entry.author == self.member() {
                continue;
            }
            let text = serde_json::from_slice::<CommentAdded>(body).map(|it| it.text).unwrap_or_default();
            let mut mention = MentionView {
                comment: id(row.try_get(1)?)?,
                subject: String::new(),
                about: String::new(),
                assessment: None,
                build: None,
                unit: None,
                control: None,
                app: None,
                finding: None,
                text: shortened(&assay_markdown::plain(&text)),
                added: names.stamp(recorded.entry.author, recorded.entry.time, &recorded.entry.hash),
                read: row.try_get(2)?,
            };
            self.name_subject(&mut mention, &subject).await;
            mentions.push(mention);
        }
        Ok(mentions)
    }

    /// Says that whoever works here has read these comments, or, without any, all that mention them. A plain row: nobody
    /// states it.
    ///
    /// # Errors
    /// `workspace.locked`, `disk.full`.
    pub async fn read_mentions(&self, comments: &[Uuid]) -> Result<()> {
        let all: Vec<Uuid>;
        let comments = if comments.is_empty() {
            all = self.mentions(true).await?.into_iter().map(|mention| mention.comment).collect();
            &all
        } else {
            comments
        };
        let mut writing = self.ledger.write().await?;
        for comment in comments {
            sqlx::query("INSERT OR IGNORE INTO mention_read (member, comment) VALUES (?1, ?2)")
                .bind(bytes(self.member()))
                .bind(bytes(*comment))
                .execute(writing.connection())
                .await?;
        }
        writing.commit().await?;
        Ok(())
    }

    /// The members whom a text mentions, sorted: `@` and a name, or a first name that nobody else has.
    pub(super) async fn mentioned(&self, text: &str) -> Result<Vec<Uuid>> {
        if !text.contains('@') {
            return Ok(Vec::new());
        }
        Ok(mentioned(text, &self.members().await?))
    }

    async fn check_topic(&self, topic: &Topic) -> Result<()> {
        match topic {
            Topic::App(app) | Topic::Finding { app, .. } => drop(self.app_facts(*app).await?),
            Topic::Release { app, release } => {
                if self.release_facts(*release).await?.app != *app {
                    return Err(unknown(Noun::Release, *release));
                }
            }
            Topic::Build { release, build } => {
                if self.build_facts(*build).await?.release != *release {
                    return Err(unknown(Noun::Build, *build));
                }
            }
            Topic::Assessment { release, assessment } => {
                if self.assessment_facts(*assessment).await?.release != *release {
                    return Err(unknown(Noun::Assessment, *assessment));
                }
            }
            Topic::Control { assessment, build, control } => {
                let (.., sheet) = self.place(*assessment, *build).await?;
                if !sheet.controls.iter().any(|it| it.id == *control) {
                    return Err(AssessmentError::Unknown { noun: Noun::Control, text: control.clone() });
                }
            }
            Topic::Evidence { place, evidence } => {
                if self.attached_to(place.holder, *evidence).await?.as_deref() != Some(place.unit.as_str()) {
                    return Err(unknown(Noun::Evidence, *evidence));
                }
            }
        }
        Ok(())
    }

    /// What people call a subject, and where it is; its path where it is not here any more.
    async fn name_subject(&self, mention: &mut MentionView, subject: &Subject) {
        let (topic, unit) = match subject {
            Subject::Remark { topic, .. } => (Some(topic), None),
            Subject::Comment { place, .. } => (None, Some(place)),
            _ => (None, None),
        };
        if let Some(place) = unit {
            mention.subject = place.to_string();
            mention.about = label_of(place.unit.as_str());
            mention.unit = Some(place.unit.as_str().to_owned());
            if let Holder::Build { assessment, build } = place.holder {
                (mention.assessment, mention.build) = (Some(assessment), Some(build));
            }
        }
        let Some(topic) = topic else { return };
        mention.subject = topic.to_string();
        let about = match topic {
            Topic::App(app) => {
                mention.app = Some(*app);
                self.app_facts(*app).await.map(|it| it.name)
            }
            Topic::Release { app, release } => {
                mention.app = Some(*app);
                self.release_facts(*release).await.map(|it| it.name)
            }
            Topic::Build { release, build } => {
                mention.app = self.release_facts(*release).await.ok().map(|it| it.app);
                mention.build = Some(*build);
                self.build_facts(*build).await.map(|it| {
                    format!("{} {} ({})", it.facts.platform.name(), it.facts.version_name, it.facts.version_code)
                })
            }
            Topic::Assessment { assessment, .. } => {
                mention.assessment = Some(*assessment);
                self.assessment_facts(*assessment).await.map(|it| it.opened.title.clone())
            }
            Topic::Control { assessment, build, control } => {
                (mention.assessment, mention.build) = (Some(*assessment), Some(*build));
                mention.control = Some(control.clone());
                Ok(control.clone())
            }
            Topic::Finding { app, finding } => {
                mention.finding = Some(*finding);
                mention.app = Some(*app);
                self.finding(*finding).await.map(|it| match it.finding.text {
                    Some(text) => text.title,
                    None => "a finding".to_owned(),
                })
            }
            Topic::Evidence { place, .. } => {
                mention.unit = Some(place.unit.as_str().to_owned());
                if let Holder::Build { assessment, build } = place.holder {
                    (mention.assessment, mention.build) = (Some(assessment), Some(build));
                }
                Ok(said!("evidence of {unit}", unit = label_of(place.unit.as_str())))
            }
        };
        mention.about = about.unwrap_or_else(|_| topic.to_string());
    }
}

fn unknown(noun: Noun, id: Uuid) -> AssessmentError {
    AssessmentError::Unknown { noun, text: id.to_string() }
}

/// What people call a unit, from its id alone.
fn label_of(unit: &str) -> String {
    unit.rsplit(['/', ':']).next().unwrap_or(unit).to_owned()
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= EXCERPT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(EXCERPT).collect();
    format!("{}…", cut.trim_end())
}

fn mentioned(text: &str, members: &[MemberView]) -> Vec<Uuid> {
    let lower = text.to_lowercase();
    let mut names: Vec<(String, Uuid)> = members.iter().map(|it| (it.name.to_lowercase(), it.id)).collect();
    for member in members {
        let first = first_name(&member.name).to_lowercase();
        if members.iter().filter(|it| first_name(&it.name).to_lowercase() == first).count() == 1 {
            names.push((first, member.id));
        }
    }
    // Longest first: `@Ann Lee` is not `@Ann`.
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut found = Vec::new();
    for (at, _) in lower.match_indices('@') {
        // An e-mail address mentions nobody.
        if lower[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = &lower[at + 1..];
        let ends = |name: &str| !rest[name.len()..].chars().next().is_some_and(char::is_alphanumeric);
        let hit = names.iter().find(|(name, _)| rest.starts_with(name.as_str()) && ends(name));
        found.extend(hit.map(|(_, member)| *member));
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(number: u128, name: &str) -> MemberView {
        MemberView { id: Uuid::from_u128(number), name: name.to_owned(), email: String::new(), me: false }
    }

    #[test]
    fn mentions_are_names_or_first_names_that_one_member_has() {
        let members = [member(1, "Ann Lee"), member(2, "Ann Berg"), member(3, "Jo Park"), member(4, "Ann")];
        let of = |text: &str| mentioned(text, &members).into_iter().map(|id| id.as_u128()).collect::<Vec<_>>();
        assert_eq!(of("@Ann Lee, and @jo: look at this"), [1, 3]);
        assert_eq!(of("@ANN BERG"), [2]);
        assert_eq!(of("@Ann knows"), [4], "a whole name, although two others begin so");
        assert_eq!(of("@Jon, jo@example.org, @nobody, @"), [] as [u128; 0]);
        assert_eq!(of("(@Jo Park) @jo park"), [3]);
    }
}
