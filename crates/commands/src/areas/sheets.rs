//! The checklist and the findings as tables for spreadsheets.

use std::collections::HashMap;

use assay_assessment::Workspace;
use assay_assessment::view::{
    AnswerView, EvidenceContent, FindingBuild, FindingRow, FindingScope, UnitDetail, UnitRow,
};
use assay_catalogue::Sheet;
use assay_messages::noted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::search::replace;
use super::workspaces::absolute;
use crate::{CommandError, Context, Session};

/// Input of `checklist_export`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ChecklistExportInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// Where it goes; without it, the text is the answer.
    pub path: Option<String>,
}

/// Input of `findings_export`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FindingsExportInput {
    /// Whose findings, and by what they are judged.
    pub scope: FindingScope,
    /// Where it goes; without it, the text is the answer.
    pub path: Option<String>,
}

/// The table that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetExported {
    /// The file, where one was asked for.
    pub path: Option<String>,
    /// The text, where no file was asked for.
    pub text: Option<String>,
    /// How many rows it has, its head left out.
    pub rows: u32,
}

const CHECKLIST: [&str; 26] = [
    "Unit",
    "Title",
    "Kind",
    "Types",
    "Levels",
    "Need",
    "About",
    "Group",
    "Controls",
    "Weaknesses",
    "Result",
    "Former result",
    "Note",
    "Justification",
    "Method",
    "Valid until",
    "Answered by",
    "Answered at",
    "Reconfirmed",
    "Carried over",
    "Review",
    "Reviewed by",
    "Assigned to",
    "Due",
    "Evidence",
    "Comments",
];

const FINDINGS: [&str; 24] = [
    "Id",
    "Title",
    "Severity",
    "CVSS",
    "Vector",
    "State",
    "Disputed",
    "App",
    "Affected builds",
    "Units",
    "Fixed on",
    "Description",
    "Steps",
    "Remedy",
    "Owner",
    "Due",
    "Overdue",
    "Age in days",
    "CWE",
    "Ticket",
    "Accepted until",
    "Accepted by",
    "Opened by",
    "Opened at",
];

/// What a spreadsheet needs to read a file as UTF-8.
const MARK: char = '\u{feff}';

pub(crate) async fn checklist(
    session: &Session,
    input: ChecklistExportInput,
    context: Context,
) -> Result<SheetExported, CommandError> {
    let workspace = session.workspace()?;
    let work = context.work();
    let checklist = workspace.checklist(input.assessment, input.build).await?;
    // A unit that serves several controls has several rows there, and one here.
    let mut units: Vec<Vec<&UnitRow>> = Vec::new();
    let mut places = HashMap::new();
    for row in &checklist.rows {
        let at = *places.entry(row.unit.as_str()).or_insert_with(|| {
            units.push(Vec::new());
            units.len() - 1
        });
        units[at].push(row);
    }
    let mut sheet = Sheet::new();
    sheet.record(CHECKLIST);
    for (at, rows) in units.iter().enumerate() {
        work.check()?;
        work.step("exporting", at as u64, Some(units.len() as u64));
        sheet.record(unit_cells(&workspace, input.assessment, input.build, rows).await?);
    }
    exported(sheet, units.len(), input.path)
}

async fn unit_cells(
    workspace: &Workspace,
    assessment: Uuid,
    build: Uuid,
    rows: &[&UnitRow],
) -> Result<Vec<String>, CommandError> {
    let Some(row) = rows.first() else { return Ok(Vec::new()) };
    let said = row.has_note || row.answered_at.is_some() || row.evidence > 0 || row.heads.len() > 1;
    let detail = if said { Some(workspace.unit(assessment, build, &row.unit).await?) } else { None };
    let text = |of: fn(&AnswerView) -> Option<String>| {
        let answers = detail.iter().flat_map(|detail| &detail.answers);
        let texts: Vec<String> = answers.filter_map(of).filter(|it| !it.is_empty()).collect();
        texts.join("\n\n")
    };
    let mut weaknesses: Vec<&str> = rows.iter().filter_map(|it| Some(it.weakness.as_ref()?.id.as_str())).collect();
    weaknesses.dedup();
    let review = &row.review;
    Ok(vec![
        row.label.clone(),
        row.title.clone(),
        word(&row.kind),
        row.kinds.join(", "),
        row.levels.iter().map(word).collect::<Vec<_>>().join(", "),
        if row.required { "required" } else { "optional" }.to_owned(),
        word(&row.subject),
        row.group.clone(),
        rows.iter().map(|it| it.control.as_str()).collect::<Vec<_>>().join(", "),
        weaknesses.join(", "),
        word(&row.state),
        row.former.as_ref().map(word).unwrap_or_default(),
        text(|answer| Some(answer.text.as_ref()?.note.clone())),
        text(|answer| Some(answer.text.as_ref()?.justification.clone())),
        text(|answer| Some(answer.text.as_ref()?.method.clone())),
        row.valid_until.clone().unwrap_or_default(),
        row.answered_by.clone().unwrap_or_default(),
        row.answered_at.map(|at| at.to_string()).unwrap_or_default(),
        row.reconfirmed.as_ref().map(word).unwrap_or_default(),
        if row.carried.is_some() { "yes" } else { "" }.to_owned(),
        word(&review.state),
        review.by.clone().unwrap_or_default(),
        review.assignee.clone().unwrap_or_default(),
        review.due.clone().unwrap_or_default(),
        detail.as_ref().map(evidence_cell).unwrap_or_default(),
        row.comments.to_string(),
    ])
}

/// A line a piece of evidence: what identifies it.
fn evidence_cell(detail: &UnitDetail) -> String {
    let lines = detail.evidence.iter().map(|piece| match &piece.content {
        None => "redacted".to_owned(),
        Some(EvidenceContent::File { name, sha256, .. }) => format!("{name} (SHA-256 {sha256})"),
        Some(EvidenceContent::Note { text }) => text.clone(),
        Some(EvidenceContent::Link { url }) => url.clone(),
        Some(EvidenceContent::Commit { repository, id, path, .. }) => {
            format!("{repository} {id} {}", path.as_deref().unwrap_or_default()).trim_end().to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

pub(crate) async fn findings(
    session: &Session,
    input: FindingsExportInput,
    _: Context,
) -> Result<SheetExported, CommandError> {
    let findings = session.workspace()?.findings(input.scope).await?;
    let mut sheet = Sheet::new();
    sheet.record(FINDINGS);
    for finding in &findings {
        sheet.record(finding_cells(finding));
    }
    exported(sheet, findings.len(), input.path)
}

fn finding_cells(finding: &FindingRow) -> Vec<String> {
    let text = finding.text.clone().unwrap_or_default();
    let build = |it: &FindingBuild| format!("{} {}: {}", it.platform, it.version, word(&it.state));
    let mut units: Vec<&str> =
        finding.builds.iter().flat_map(|it| &it.places).map(|place| place.unit.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    let fixed = finding.builds.iter().filter(|it| finding.fixed_on.contains(&it.build));
    let waiver = finding.waivers.iter().find(|it| it.counts());
    vec![
        finding.id.to_string(),
        finding.text.as_ref().map_or_else(|| "redacted".to_owned(), |text| text.title.clone()),
        word(&finding.severity),
        finding.score.map(|score| format!("{score:.1}")).unwrap_or_default(),
        text.vector.unwrap_or_default(),
        word(&finding.state),
        if finding.disputed { "yes" } else { "" }.to_owned(),
        finding.app_name.clone(),
        finding.builds.iter().map(build).collect::<Vec<_>>().join("\n"),
        units.join(", "),
        fixed.map(|it| format!("{} {}", it.platform.name(), it.version)).collect::<Vec<_>>().join(", "),
        text.description,
        text.steps,
        text.remedy,
        text.owner,
        text.due.unwrap_or_default(),
        if finding.overdue { "yes" } else { "" }.to_owned(),
        finding.age_days.to_string(),
        text.cwe.iter().map(|cwe| format!("CWE-{cwe}")).collect::<Vec<_>>().join(", "),
        text.ticket.unwrap_or_default(),
        waiver.map(|it| it.until.clone()).unwrap_or_default(),
        waiver.and_then(|it| Some(it.text.as_ref()?.approver.clone())).unwrap_or_default(),
        finding.opened.by.clone(),
        finding.opened.at.to_string(),
    ]
}

/// A word of ours as people read it: `not applicable`.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}

fn exported(sheet: Sheet, rows: usize, path: Option<String>) -> Result<SheetExported, CommandError> {
    let text = sheet.finish();
    let mut exported = SheetExported { path: None, text: None, rows: u32::try_from(rows).unwrap_or(u32::MAX) };
    match path {
        Some(path) => {
            let path = absolute(&path)?;
            replace(&path, &format!("{MARK}{text}"))
                .map_err(|problem| CommandError::io(&path, noted!("written"), &problem))?;
            exported.path = Some(path.display().to_string());
        }
        None => exported.text = Some(text),
    }
    Ok(exported)
}
