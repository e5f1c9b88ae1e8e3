//! Units: their detail, results, comments.

use assay_catalogue::UnitKind as PlannedKind;
use uuid::Uuid;

use super::Workspace;
use super::answering;
use super::find::not_in_profile;
use super::input;
use super::library::Library;
use super::names::Names;
use super::records::{Record, current_evidence};
use super::states::{Sitting, Spot, UnitHeads};
use crate::planned::{Sheet, SheetUnit};
use crate::projection::{Act, Stating, result_code};
use crate::statement::{CommentAdded as CommentBody, EvidenceAttached, Kind, Place, Subject};
use crate::view::{
    AnswerText, AnswerView, ChecklistChange, CommentAdded, CommentView, EvidenceContent, HistoryItem, HistoryKind,
    ReferenceLink, ResultCode, UnitDetail,
};
use crate::{AssessmentError, Result};

/// The kinds that say what a unit's result is.
pub(super) const RESULTS: &[Kind] = Kind::ResultStated.area();

impl Workspace {
    /// One unit of one build in full.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `unit.unknown`, `unit.not_in_profile`.
    pub async fn unit(&self, assessment: Uuid, build: Uuid, unit: &str) -> Result<UnitDetail> {
        let sitting = self.sitting(assessment, build).await?;
        let at = sitting.sheet.find(unit).ok_or_else(|| not_in_profile(&sitting.sheet, unit))?;
        let names = self.names().await?;
        let overrides = self.overrides(assessment, build).await?;
        let library = self.library(&sitting.assessment.opened.catalogues).await?;
        let planned = &sitting.sheet.units[at];
        let holder = self.holder(&sitting.assessment, build, planned.subject).await?;
        let records = self.records(&Place { holder, unit: planned.id.clone() }).await?;
        let text = match source_of(planned) {
            Source::Test(id) => self.text_of_test(&library, &id).await?,
            Source::Weakness(id) => self.text_of_weakness(&library, &id).await?,
            Source::Control(id) => self.text_of_control(&library, &id).await?,
        };
        let heads = sitting.states.of(planned.id.as_str());
        let mut answers = self.answers_of(&shown(&records, heads), &names, &library).await?;
        for head in &heads.answers {
            let entry = head.entry.to_string();
            if let Some(answer) = answers.iter_mut().find(|answer| answer.stated.entry == entry) {
                answer.reworded.clone_from(&head.reworded);
            }
        }
        let (text, referenced) = text.map_or((None, Vec::new()), |(text, links)| (Some(text), links));
        let mut because: Vec<String> = Vec::new();
        for (.., placed) in sitting.sheet.plan.placements().filter(|(.., placed)| placed.id == planned.id) {
            if !because.contains(&placed.because) {
                because.push(placed.because.clone());
            }
        }
        let mut evidence = current_evidence(&records, &names);
        self.redactions().await?.mark(&mut evidence);
        Ok(UnitDetail {
            rows: Workspace::unit_rows(&sitting, &overrides, &names, at),
            summary: summary(&sitting.sheet, planned),
            because,
            asks: self.asks(&sitting, at).await?,
            text,
            links: links(&sitting, &library, at, referenced),
            answers,
            evidence,
            comments: comments(&records, &names, &library),
            history: history(&records, &names),
            review: self.unit_review(&sitting, at, &names, &library).await?,
        })
    }

    /// States a result. `expected` are the entry ids of the current answer that the user saw; the new statement takes
    /// the place of all of them.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `result.justification_missing`, `result.method_missing`,
    /// `result.note_missing`, `result.validity_missing`, `result.validity_past`, `result.addressable_undecided`,
    /// `result.addressable_undocumented`, `result.addressable_refused`, `statement.changed_meanwhile`.
    pub async fn state_result(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        result: ResultCode,
        text: AnswerText,
        expected: &[String],
    ) -> Result<ChecklistChange> {
        let spot = self.spot(assessment, build, unit).await?;
        let text = answering::checked(spot.unit(), result, text, self.today())?;
        let stated = spot.unit().stated(text);
        let expected = input::entries(expected)?;
        let subject = Subject::Unit(spot.place.clone());
        let mut stating = Stating::begin(&self.ledger).await?;
        if let Err(error) = stating.expect_answers(&subject, spot.unit().question(), &expected).await {
            drop(stating);
            return Err(self.meanwhile(error, &spot).await);
        }
        let entry =
            stating.state(Kind::ResultStated, &subject, expected, Some(result_code(result)), Some(&stated)).await?;
        stating.commit().await?;
        self.change(assessment, build, unit, entry.hash).await
    }

    /// Adds a comment.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `input.missing` without a text.
    pub async fn add_comment(&self, assessment: Uuid, build: Uuid, unit: &str, text: &str) -> Result<CommentAdded> {
        let Spot { assessment: facts, place, .. } = self.spot(assessment, build, unit).await?;
        let text = input::needed("The text of the comment", text)?;
        let mentions = self.mentioned(&text).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let comment = self.ledger.ambient().uuid();
        let subject = Subject::Comment { place, comment };
        let entry = stating
            .state(Kind::CommentAdded, &subject, Vec::new(), None, Some(&CommentBody { text: text.clone(), mentions }))
            .await?;
        stating.commit().await?;
        let library = self.library(&facts.opened.catalogues).await?;
        let names = self.names().await?;
        Ok(CommentAdded {
            comment: CommentView {
                id: comment,
                html: library.note(&text),
                text: Some(text),
                added: names.stamp(entry.author, entry.time, &entry.hash),
            },
            change: self.change(assessment, build, unit, entry.hash).await?,
        })
    }

    /// Current answers, with the builds that they come from. Where nobody says anything any more, there are none.
    async fn answers_of(&self, records: &[Record], names: &Names, library: &Library) -> Result<Vec<AnswerView>> {
        let mut answers = answers(records, names, library);
        let heads = records.iter().filter(|record| record.head && record.act.is_result());
        for (answer, record) in answers.iter_mut().zip(heads) {
            answer.original = self.named_build(record.original_build(), names).await?;
            answer.reconfirmed = self.reconfirmed(record, names).await?;
        }
        Ok(answers)
    }

    /// The error with what is there now.
    pub(super) async fn meanwhile(&self, error: AssessmentError, spot: &Spot) -> AssessmentError {
        if !matches!(error, AssessmentError::ChangedMeanwhile { .. }) {
            return error;
        }
        let found = async {
            let library = self.library(&spot.assessment.opened.catalogues).await?;
            let names = self.names().await?;
            let records = self.records(&spot.place).await?;
            let sitting = self.sitting(spot.assessment.id, spot.build).await?;
            let heads = sitting.states.of(spot.unit().id.as_str());
            let now = self.answers_of(&shown(&records, heads), &names, &library).await?;
            Ok(AssessmentError::ChangedMeanwhile { heads: heads.entries(), now })
        };
        found.await.unwrap_or_else(|other: AssessmentError| other)
    }
}

/// Where a unit's text comes from.
enum Source {
    Test(String),
    Weakness(String),
    Control(String),
}

fn source_of(unit: &SheetUnit) -> Source {
    match unit.id.kind() {
        PlannedKind::Test(id) => Source::Test(id),
        PlannedKind::Weakness(weakness) => Source::Weakness(weakness.id),
        PlannedKind::Control(id) => Source::Control(id),
    }
}

fn summary(sheet: &Sheet, unit: &SheetUnit) -> String {
    let pinned = &sheet.pinned;
    let summary = match source_of(unit) {
        Source::Test(id) => pinned.test(&id).map(|it| &it.summary),
        Source::Weakness(id) => pinned.weakness(&id).map(|it| &it.summary),
        Source::Control(id) => {
            pinned.control(&id).map(|it| &it.summary).or_else(|| sheet.requirements.get(&id).map(|it| &it.requirement))
        }
    };
    summary.cloned().unwrap_or_default()
}

/// Controls and weaknesses of the unit, successors of a test, then what its text refers to; each once.
fn links(sitting: &Sitting, library: &Library, at: usize, referenced: Vec<ReferenceLink>) -> Vec<ReferenceLink> {
    let sheet = &sitting.sheet;
    let mut ids: Vec<&str> = Vec::new();
    for row in sheet.rows.iter().filter(|row| row.unit == at) {
        ids.push(&sheet.controls[row.control].id);
        ids.extend(row.weakness.as_ref().map(|weakness| weakness.id.as_str()));
    }
    if let Some(test) = sheet.pinned.test(&sheet.units[at].label) {
        ids.extend(test.successors.iter().map(String::as_str));
    }
    let own = &sheet.units[at].label;
    // What a requirement is near to: it leads there, and nothing follows from it.
    if let Some(requirement) = sheet.requirements.get(own) {
        ids.extend(requirement.masvs.iter().map(String::as_str));
        ids.extend(requirement.maswe.iter().filter(|it| it.scheme == sheet.pinned.scheme()).map(|it| it.id.as_str()));
        ids.extend(requirement.tests.iter().flat_map(|it| &it.successors).map(String::as_str));
    }
    let mut links: Vec<ReferenceLink> = Vec::new();
    for link in ids.into_iter().map(|id| library.link(id)).chain(referenced) {
        if link.id != *own && !links.iter().any(|known| known.id == link.id) {
            links.push(link);
        }
    }
    links
}

/// What was stated, with those answers alone that stand where something is asked.
fn shown(records: &[Record], heads: &UnitHeads) -> Vec<Record> {
    let stands =
        |record: &&Record| !record.act.is_result() || heads.answers.iter().any(|head| head.entry == record.entry);
    records.iter().filter(stands).cloned().collect()
}

/// Current answers, before the builds that they come from are looked up.
fn answers(records: &[Record], names: &Names, library: &Library) -> Vec<AnswerView> {
    let heads: Vec<&Record> = records.iter().filter(|record| record.head && record.act.is_result()).collect();
    if heads.iter().all(|record| record.result == Some(ResultCode::Untested)) {
        return Vec::new();
    }
    let answers = heads.into_iter().map(|record| {
        let text: Option<AnswerText> = record.body();
        AnswerView {
            result: record.result.unwrap_or(ResultCode::Untested),
            note_html: text.as_ref().map(|text| library.note(&text.note)).unwrap_or_default(),
            text,
            // Reconfirming is a statement on this build; carrying over is none.
            stated: if record.act.reconfirmed().is_some() { record.stamp(names) } else { record.first_stamp(names) },
            carried: record.carried(names),
            reworded: None,
            reconfirmed: None,
            original: None,
        }
    });
    answers.collect()
}

fn comments(records: &[Record], names: &Names, library: &Library) -> Vec<CommentView> {
    let mut comments: Vec<CommentView> = Vec::new();
    for record in records.iter().filter(|record| record.head && record.act == Act::Commented) {
        let text = record.body::<CommentBody>().map(|body| body.text);
        comments.push(CommentView {
            id: record.item.unwrap_or_default(),
            html: text.as_deref().map(|text| library.note(text)).unwrap_or_default(),
            text,
            added: record.stamp(names),
        });
    }
    comments
}

/// Newest first.
fn history(records: &[Record], names: &Names) -> Vec<HistoryItem> {
    let items = records.iter().rev().map(|record| HistoryItem {
        kind: match record.act {
            Act::Stated if record.result != Some(ResultCode::Untested) => HistoryKind::Result,
            Act::Stated | Act::TakenBack => HistoryKind::Withdrawn,
            Act::Carried(_) | Act::CarriedAgain(_) => HistoryKind::Carried,
            Act::Reconfirmed(_) => HistoryKind::Reconfirmed,
            Act::Attached | Act::Restored | Act::EvidenceCarried | Act::EvidenceCarriedAgain => HistoryKind::Evidence,
            Act::Removed | Act::AttachedTakenBack => HistoryKind::EvidenceRemoved,
            Act::Commented => HistoryKind::Comment,
            Act::CommentTakenBack => HistoryKind::CommentRemoved,
        },
        result: record.result,
        text: excerpt(record, records),
        valid_until: said(record).and_then(|text| text.valid_until),
        addressable: said(record).map(|text| text.addressable).unwrap_or_default(),
        superseded: !record.head,
        stated: record.stamp(names),
    });
    items.collect()
}

/// The words of a result.
fn said(record: &Record) -> Option<AnswerText> {
    if record.act.is_result() { record.body() } else { None }
}

/// A line of what it says.
fn excerpt(record: &Record, records: &[Record]) -> String {
    match record.act {
        Act::Reconfirmed(_) if let Some(argument) = record.argument() => opening(argument),
        Act::Stated | Act::TakenBack | Act::Carried(_) | Act::CarriedAgain(_) | Act::Reconfirmed(_) => {
            record.body::<AnswerText>().map_or_else(String::new, |text| {
                let said = [text.note, text.justification, text.method].into_iter().find(|text| !text.is_empty());
                opening(&said.unwrap_or_default())
            })
        }
        Act::Commented => record.body::<CommentBody>().map_or_else(String::new, |body| opening(&body.text)),
        Act::Attached | Act::Restored | Act::EvidenceCarried | Act::EvidenceCarriedAgain => {
            record.body::<EvidenceAttached>().map_or_else(String::new, |it| title(&it))
        }
        // These hold no words of their own: those of what they took away.
        Act::Removed | Act::AttachedTakenBack | Act::CommentTakenBack => records
            .iter()
            .find(|other| {
                let words = matches!(other.act, Act::Attached | Act::EvidenceCarried | Act::Commented);
                words && other.item == record.item
            })
            .map_or_else(String::new, |other| excerpt(other, records)),
    }
}

/// Longest excerpt, in characters.
const EXCERPT: usize = 160;

/// The first paragraph of a text, without markup, cut where it is long.
pub(super) fn line(markdown: &str) -> String {
    let plain = assay_markdown::plain(markdown);
    if plain.chars().count() <= EXCERPT {
        return plain;
    }
    let cut: String = plain.chars().take(EXCERPT).collect();
    format!("{}…", cut.trim_end())
}

/// The same, with a sign where more follows: for a list of what was said.
pub(super) fn opening(markdown: &str) -> String {
    let line = line(markdown);
    let whole = line.ends_with('…') || assay_markdown::text(markdown).chars().count() <= line.chars().count();
    if whole { line } else { format!("{line} …") }
}

/// What a piece of evidence is called in a line.
pub(super) fn title(evidence: &EvidenceAttached) -> String {
    match &evidence.content {
        EvidenceContent::File { name, .. } => name.clone(),
        EvidenceContent::Note { text } => line(text),
        EvidenceContent::Link { url } => url.clone(),
        EvidenceContent::Commit { id, path: Some(path), lines, .. } => {
            let lines =
                lines.map(|(first, last)| if first == last { format!(":{first}") } else { format!(":{first}-{last}") });
            format!("{} {path}{}", id.get(..12).unwrap_or(id), lines.unwrap_or_default())
        }
        EvidenceContent::Commit { id, subject, .. } => {
            format!("{} {subject}", id.get(..12).unwrap_or(id))
        }
    }
}
