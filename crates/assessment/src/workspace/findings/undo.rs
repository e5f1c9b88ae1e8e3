//! Undo on a finding: by a statement that takes the place of one's own last one about it, about it on a build, or about a
//! waiver over it.

use std::collections::HashMap;

use assay_ledger::Hash;
use assay_messages::in_words;
use sqlx::Row;
use uuid::Uuid;

use super::unknown;
use crate::projection::{FindingAct, Stating, bytes};
use crate::statement::{BuildCode, FindingCode, Kind, Subject, TakenBack, WaiverCode};
use crate::view::FindingUndone;
use crate::workspace::Workspace;
use crate::workspace::states::hash;
use crate::{AssessmentError, FindingError, Result};

/// A statement of one's own.
#[derive(Debug)]
struct Own {
    entry: Hash,
    subject: String,
    act: FindingAct,
    seq: i64,
}

const OWN: &str = "SELECT f.entry, e.subject, f.act, e.seq FROM finding_statement f JOIN entries e ON e.id = f.arrival
    JOIN devices d ON d.id = e.device WHERE f.finding = ?1 AND d.device = ?2
    UNION ALL
    SELECT w.entry, e.subject, w.act, e.seq FROM waiver_statement w JOIN entries e ON e.id = w.arrival
    JOIN devices d ON d.id = e.device WHERE w.scope = ?3 AND w.item = ?4 AND d.device = ?2
    ORDER BY 4 DESC";

impl Workspace {
    /// Takes back the last thing that this device stated about a finding: what it is, that it affects a build, a retest, or
    /// a waiver over it. Again takes back the one before.
    ///
    /// # Errors
    /// `finding.unknown`, `undo.nothing`; `undo.superseded` when somebody else's statement took its place.
    pub async fn undo_finding(&self, finding: Uuid) -> Result<FindingUndone> {
        let app = self.app_of_finding(finding).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let rows = sqlx::query(OWN)
            .bind(bytes(finding))
            .bind(self.ledger.device().as_bytes().to_vec())
            .bind(bytes(app))
            .bind(finding.to_string())
            .fetch_all(stating.connection())
            .await?;
        let mut left: Vec<Own> = Vec::new();
        let mut undone: HashMap<String, u64> = HashMap::new();
        for row in &rows {
            let Some(act) = FindingAct::of_number(row.try_get(2)?) else { continue };
            let subject: String = row.try_get(1)?;
            let undone = undone.entry(subject.clone()).or_default();
            if act.undoes() {
                *undone += 1;
            } else if *undone > 0 {
                *undone -= 1;
            } else {
                left.push(Own { entry: hash(row.try_get(0)?)?, subject, act, seq: row.try_get(3)? });
            }
        }
        let top = left.first().ok_or(FindingError::NothingToUndo)?;
        let mut sentence = take_back(&mut stating, top).await?;
        // Opening a finding from a failed unit is one step, made of two statements.
        if let (FindingAct::Affects, Some(before)) = (top.act, left.get(1))
            && before.act == FindingAct::Opened
            && before.seq + 1 == top.seq
        {
            sentence = take_back(&mut stating, before).await?;
        }
        stating.commit().await?;
        let finding = match self.finding(finding).await {
            Ok(detail) => Some(detail),
            Err(error) if error.code() == unknown(finding).code() => None,
            Err(error) => return Err(error),
        };
        Ok(FindingUndone { undone: sentence, finding })
    }
}

/// States what stood before, where the statement is what stands now. Gives a sentence of what was undone.
async fn take_back(stating: &mut Stating, own: &Own) -> Result<String> {
    let subject: Subject = own.subject.parse().map_err(|_| FindingError::NothingToUndo)?;
    let (kind, kinds): (Kind, &[Kind]) = match subject {
        Subject::Finding { .. } => (Kind::FindingTakenBack, &super::TEXTS),
        Subject::FindingBuild { .. } => (Kind::FindingTakenBack, &super::ON_BUILD),
        _ => (Kind::WaiverTakenBack, &crate::workspace::waivers::KINDS),
    };
    let heads = stating.heads(&subject, kinds).await?;
    let [head] = heads.as_slice() else { return Err(AssessmentError::UndoSuperseded) };
    if standing(stating, *head).await? != Some(own.entry) {
        return Err(AssessmentError::UndoSuperseded);
    }
    let undone = stating.writing().recorded(&own.entry).await?.entry;
    // What stood before: of several, which this one settled, the worst.
    let mut former: Option<(String, Hash)> = None;
    for entry in &undone.supersedes {
        let before = stating.writing().recorded(entry).await?;
        let code = before.entry.result.clone().unwrap_or_default();
        let words = match before.body.as_bytes().and_then(|body| serde_json::from_slice::<TakenBack>(body).ok()) {
            Some(TakenBack { restores }) if before.entry.kind == kind.as_str() => restores.unwrap_or(*entry),
            _ => *entry,
        };
        if former.as_ref().is_none_or(|(known, _)| rank(&subject, &code) > rank(&subject, known)) {
            former = Some((code, words));
        }
    }
    let (code, restores) = former.unzip();
    let code = code.unwrap_or_else(|| FindingCode::None.code().to_owned());
    stating.state(kind, &subject, heads, Some(&code), Some(&TakenBack { restores })).await?;
    Ok(in_words(match own.act {
        FindingAct::Opened => "The finding is taken back.",
        FindingAct::Changed => "The finding says again what it said before.",
        FindingAct::Withdrawn => "The finding is no longer withdrawn.",
        FindingAct::Affects => "The build is no longer named.",
        FindingAct::Retested => "The retest is taken back.",
        FindingAct::Granted => "The waiver is taken back.",
        FindingAct::WaiverWithdrawn => "The waiver is no longer withdrawn.",
        FindingAct::TakenBack | FindingAct::WaiverTakenBack => "",
    }))
}

/// How much a code holds a release back.
fn rank(subject: &Subject, code: &str) -> (Option<FindingCode>, Option<BuildCode>, bool) {
    match subject {
        Subject::Finding { .. } => (FindingCode::of_code(code), None, false),
        Subject::FindingBuild { .. } => (None, BuildCode::of_code(code), false),
        _ => (None, None, WaiverCode::of_code(code) == Some(WaiverCode::Withdrawn)),
    }
}

/// The statement that stands in effect when `head` is current: itself, or, where it undid one, what stood before that.
async fn standing(stating: &mut Stating, head: Hash) -> Result<Option<Hash>> {
    let mut at = head;
    loop {
        let entry = stating.writing().recorded(&at).await?.entry;
        let kind = Kind::of(&entry.kind, entry.version);
        if !matches!(kind, Some(Kind::FindingTakenBack | Kind::WaiverTakenBack)) {
            return Ok(Some(at));
        }
        let [undone] = entry.supersedes.as_slice() else { return Ok(None) };
        let undone = stating.writing().recorded(undone).await?.entry;
        let [former] = undone.supersedes.as_slice() else { return Ok(None) };
        at = *former;
    }
}
