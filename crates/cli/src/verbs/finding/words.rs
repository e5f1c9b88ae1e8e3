//! Findings in words, for a terminal.

use assay_commands::view::{FindingDetail, FindingRow};

use crate::output::{Paint, facts, lines, minute, short, table, word};

/// What stands for a title that was redacted.
const REDACTED: &str = "(redacted)";

fn title(row: &FindingRow) -> &str {
    row.text.as_ref().map_or(REDACTED, |text| &text.title)
}

/// `Keys in the log: high, open on Android 4.2.0 (4210).`
pub(super) fn sentence(row: &FindingRow) -> String {
    let builds: Vec<String> = row.builds.iter().map(|on| format!("{} {}", on.platform.name(), on.version)).collect();
    let on = if builds.is_empty() { String::new() } else { format!("; {}", builds.join(", ")) };
    format!("{}: {}, {}{on}.", title(row), word(&row.severity), word(&row.state))
}

pub(super) fn list(paint: Paint, rows: &[FindingRow]) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let text = row.text.clone().unwrap_or_default();
            let due = text.due.map(|due| if row.overdue { format!("{due} (over)") } else { due });
            vec![
                short(&row.id.to_string()),
                word(&row.severity),
                state(paint, row),
                title(row).to_owned(),
                row.app_name.clone(),
                text.owner,
                due.unwrap_or_default(),
            ]
        })
        .collect();
    let heads = ["ID", "SEVERITY", "STATE", "TITLE", "APP", "OWNER", "DUE"];
    table(paint, &heads, &cells, "There are no findings here.")
}

fn state(paint: Paint, row: &FindingRow) -> String {
    let word = word(&row.state);
    if row.disputed { format!("{word}, disputed") } else { paint.faint(&word) }
}

pub(super) fn show(paint: Paint, detail: &FindingDetail) -> String {
    let row = &detail.finding;
    let text = row.text.clone().unwrap_or_default();
    let cvss = detail.cvss.as_ref().map(|cvss| format!("{} {:.1}  {}", cvss.nomenclature, cvss.score, cvss.vector));
    let cwe: Vec<String> = text.cwe.iter().map(|number| format!("CWE-{number}")).collect();
    let mut shown = lines([paint.strong(title(row))]);
    shown.push_str(&facts([
        ("Id", row.id.to_string()),
        ("App", row.app_name.clone()),
        ("Severity", word(&row.severity)),
        ("Score", cvss.unwrap_or_default()),
        ("State", if row.disputed { format!("{}, disputed", word(&row.state)) } else { word(&row.state) }),
        ("Withdrawn because", detail.withdrawn_because.clone().unwrap_or_default()),
        ("Owner", text.owner),
        ("Due", text.due.map(|due| if row.overdue { format!("{due} (over)") } else { due }).unwrap_or_default()),
        ("Ticket", text.ticket.unwrap_or_default()),
        ("Weaknesses", [detail.weaknesses.clone(), cwe].concat().join(", ")),
        ("Opened", format!("{} UTC by {}", minute(&row.opened.at), row.opened.by)),
    ]));
    for (head, part) in [("Description", &text.description), ("Steps", &text.steps), ("Remedy", &text.remedy)] {
        if !part.is_empty() {
            shown.push_str(&lines([String::new(), paint.strong(head), part.clone()]));
        }
    }
    if !row.builds.is_empty() {
        shown.push_str(&lines([String::new(), paint.strong("Builds")]));
        shown.push_str(&lines(row.builds.iter().map(|on| {
            let units: Vec<&str> = on.places.iter().map(|place| place.unit.as_str()).collect();
            let units = if units.is_empty() { String::new() } else { format!("  {}", units.join(", ")) };
            let note = on.note.as_deref().map(|note| format!("  {note}")).unwrap_or_default();
            format!("  {} {}  {}{units}{note}", on.platform.name(), on.version, word(&on.state))
        })));
    }
    if !row.waivers.is_empty() {
        shown.push_str(&lines([String::new(), paint.strong("Waivers")]));
        shown.push_str(&lines(row.waivers.iter().map(|it| {
            let by = it
                .text
                .as_ref()
                .map_or_else(|| REDACTED.to_owned(), |text| format!("{}, {}", text.approver, text.role));
            format!("  {}  until {}  {by}  {}", short(&it.id.to_string()), it.until, it.sentence)
        })));
    }
    shown.push_str(&lines([String::new(), paint.strong("History")]));
    shown.push_str(&lines(detail.history.iter().map(|event| {
        let build = if event.build_words.is_empty() { String::new() } else { format!(" {}", event.build_words) };
        let text = if event.text.is_empty() { String::new() } else { format!(": {}", event.text) };
        format!("  {} UTC  {}  {}{build}{text}", minute(&event.stated.at), event.stated.by, word(&event.kind))
    })));
    shown
}
