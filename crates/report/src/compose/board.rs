//! The board as data for one page.

use assay_assessment::view::{Board, BoardRelease, Progress, VerdictCounts as VerdictCountsView};
use assay_assessment::{Work, Workspace};
use sha2::{Digest, Sha256};

use super::readiness::{choice_word, platform_name};
use crate::ReportError;
use crate::model::{
    AnswerCounts, BoardData, BoardPlatform, BoardRow, Document, FORMAT, FindingRow, PersonRow, VerdictCounts, WaiverRow,
};

/// More than a page holds.
const MOST: usize = 30;
/// The builds whose numbers a trend names.
const TREND: usize = 4;
/// The builds that are named of what somebody has.
const WORK: usize = 2;

/// Composes the board as it stands today.
///
/// # Errors
/// `catalogue.missing`, `profile.document_missing`, or when the database can't be read.
pub async fn board(workspace: &Workspace, work: &Work) -> Result<BoardData, ReportError> {
    work.step("composing", 0, None);
    let board = workspace.board(false).await?;
    let name = workspace.describe().await?.name;
    let mut data = BoardData {
        document: Document {
            format: FORMAT,
            id: String::new(),
            // The board is of a day: the same record gives the same page on that day.
            created: format!("{}T00:00:00Z", board.day),
            title: format!("Board of {name}, {}", board.day),
            language: "en".to_owned(),
            generator: format!("Assay {}", env!("CARGO_PKG_VERSION")),
            ..Document::default()
        },
        summary: summary(&board),
        workspace: name,
        day: board.day.clone(),
        findings: findings(&board),
        waivers: board.waivers.iter().take(MOST).map(waiver).collect(),
        people: people(&board),
        releases: board.releases.iter().map(row).collect(),
        checkpoint: workspace.checkpoint().await?.root,
    };
    data.document.id = hex::encode(&Sha256::digest(serde_json::to_vec(&data)?)[..16]);
    Ok(data)
}

fn summary(board: &Board) -> String {
    let all = board.releases.len();
    let count = |holds: &dyn Fn(&BoardRelease) -> bool| board.releases.iter().filter(|it| holds(it)).count();
    let ready = count(&|it| it.ready);
    let mut text = match (all, ready) {
        (0, _) => return "There is no release yet.".to_owned(),
        (1, 1) => "The one release may ship.".to_owned(),
        (1, _) => "The one release may not ship yet.".to_owned(),
        (_, 0) => format!("None of {all} releases may ship yet."),
        _ => format!("Of {all} releases, {ready} may ship."),
    };
    let days = |it: &BoardRelease| it.due.as_ref().map(|due| due.days_left);
    let late = count(&|it| days(it).is_some_and(|left| left < 0));
    let soon = count(&|it| days(it).is_some_and(|left| (0..=7).contains(&left)));
    let outdated = count(&|it| it.decision.as_ref().is_some_and(|decision| decision.outdated));
    for (number, one, many) in [
        (late, "One release is late.", "releases are late."),
        (soon, "One is due within a week.", "are due within a week."),
        (outdated, "One decision is outdated.", "decisions are outdated."),
    ] {
        match number {
            0 => {}
            1 => text.extend([" ", one]),
            more => text.extend([" ", more.to_string().as_str(), " ", many]),
        }
    }
    text
}

fn row(release: &BoardRelease) -> BoardRow {
    let left = release.due.as_ref().map(|due| due.days_left);
    let profiles: Vec<&str> = release.assessments.iter().map(|it| it.profile.as_str()).collect();
    let platforms = release.assessments.iter().flat_map(|it| &it.platforms).map(|it| {
        let facts = &it.build.facts;
        let from = it.trend.len().saturating_sub(TREND);
        BoardPlatform {
            name: format!("{} {} ({})", platform_name(it.platform), facts.version_name, facts.version_code),
            required: answers(it.progress),
            verdicts: verdicts(it.verdicts),
            trend: it.trend[from..].iter().map(|point| percent(point.progress)).collect(),
        }
    });
    let decision = match (&release.decision, release.decisions) {
        (Some(it), _) => {
            let over = if it.over_closed_gate { " over a closed gate" } else { "" };
            let day: String = it.stated.at.to_string().chars().take(10).collect();
            format!("{}{over}, {}, {day}", choice_word(it.choice), it.stated.by)
        }
        (None, 0) => String::new(),
        (None, several) => format!("{several} decisions"),
    };
    BoardRow {
        name: format!("{} {}", release.app_name, release.release_name),
        profile: profiles.join(", "),
        due: release.due.as_ref().map(|due| due_words(&due.day, due.days_left)).unwrap_or_default(),
        late: left.is_some_and(|left| left < 0),
        ready: release.ready,
        sentence: release.sentence.clone(),
        platforms: platforms.collect(),
        decision,
        remark: match &release.decision {
            _ if release.decisions > 1 => "disputed",
            Some(it) if it.outdated => "outdated",
            _ => "",
        }
        .to_owned(),
    }
}

fn due_words(day: &str, left: i32) -> String {
    let number = left.unsigned_abs();
    let days = if number == 1 { "day" } else { "days" };
    match left {
        0 => format!("{day}, today"),
        1.. => format!("{day}, {number} {days} left"),
        _ => format!("{day}, {number} {days} late"),
    }
}

fn answers(progress: Progress) -> AnswerCounts {
    AnswerCounts {
        total: progress.required,
        pass: progress.pass,
        fail: progress.fail,
        not_applicable: progress.not_applicable,
        inconclusive: progress.inconclusive,
        untested: progress.untested,
        stale: progress.stale,
        disputed: progress.disputed,
    }
}

fn verdicts(counts: VerdictCountsView) -> VerdictCounts {
    let VerdictCountsView { pass, fail, inconclusive, untested, not_applicable } = counts;
    VerdictCounts {
        total: pass + fail + inconclusive + untested + not_applicable,
        pass,
        fail,
        not_applicable,
        inconclusive,
        untested,
        out_of_scope: 0,
    }
}

fn percent(progress: Progress) -> u32 {
    let open = progress.untested + progress.stale + progress.disputed;
    ((progress.required - open) * 100).checked_div(progress.required).unwrap_or(100)
}

fn findings(board: &Board) -> Vec<FindingRow> {
    let rows = board.findings.iter().map(|it| FindingRow {
        severity: capital(it.severity.as_str()),
        ages: [it.week, it.month, it.quarter, it.older],
    });
    rows.collect()
}

fn waiver(it: &assay_assessment::view::EndingWaiver) -> WaiverRow {
    WaiverRow {
        label: it.label.clone(),
        app: it.app_name.clone(),
        last_day: it.last_day.clone(),
        ended: it.days_left < 0,
    }
}

fn people(board: &Board) -> Vec<PersonRow> {
    let rows = board.people.iter().take(MOST).map(|person| {
        let named = person.work.iter().take(WORK);
        let mut work: Vec<String> =
            named.map(|it| format!("{} {}: {}", it.label, platform_name(it.platform), work_words(it))).collect();
        if person.work.len() > WORK {
            work.push(format!("{} more builds", person.work.len() - WORK));
        }
        PersonRow { name: person.name.clone(), work: work.join("; ") }
    });
    rows.collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn work_words(work: &assay_assessment::view::BoardWork) -> String {
    let answers = if work.answers == 1 { "answer" } else { "answers" };
    match work.assigned {
        0 => format!("{} {answers}", work.answers),
        open => format!("{open} assigned, {} {answers}", work.answers),
    }
}
