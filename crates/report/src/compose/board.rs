//! The board as data for one page.

use assay_assessment::view::{
    Blocker, Board, BoardAssessment, BoardRelease, Progress, ReviewCounts, SinceBuild,
    VerdictCounts as VerdictCountsView,
};
use assay_assessment::{Work, Workspace};
use sha2::{Digest, Sha256};

use super::readiness::{choice_word, platform_name};
use crate::ReportError;
use crate::model::{
    AnswerCounts, BoardData, BoardPlatform, BoardRow, Document, FORMAT, FindingRow, PersonRow, VerdictCounts, WaiverRow,
};

/// More than a page holds.
const MOST: usize = 30;
/// The things that are named of what holds a release back.
const BLOCKERS: usize = 6;
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
    let newest = workspace.ledger_page(1, None).await?.entries.into_iter().next();
    let me = workspace.members().await?.into_iter().find(|member| member.me);
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
        recorded: newest.map(|it| it.at.to_string()).unwrap_or_default(),
        printed_by: me.map(|it| it.name).unwrap_or_default(),
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
    let over = count(&|it| !it.ready && it.decision.as_ref().is_some_and(|decision| decision.over_closed_gate));
    for (number, one, many) in [
        (late, "One release is late.", "releases are late."),
        (soon, "One is due within a week.", "are due within a week."),
        (outdated, "One decision is outdated.", "decisions are outdated."),
        (over, "One was decided to ship over its closed gate.", "were decided to ship over their closed gates."),
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
        BoardPlatform {
            name: format!("{} {} ({})", platform_name(it.platform), facts.version_name, facts.version_code),
            required: answers(it.progress),
            verdicts: verdicts(it.verdicts),
            accepted: it.accepted,
            since: it.since.as_ref().map(since).unwrap_or_default(),
            review: review(it.review),
        }
    });
    let decision = match (&release.decision, release.decisions) {
        (Some(it), _) => {
            let over = if it.over_closed_gate { " over a closed gate" } else { "" };
            format!("{}{over}", choice_word(it.choice))
        }
        (None, 0) => String::new(),
        (None, several) => format!("{several} decisions"),
    };
    let by = release.decision.as_ref().map(|it| {
        let day: String = it.stated.at.to_string().chars().take(10).collect();
        match it.role.as_deref() {
            None | Some("") => format!("{}, {day}", it.stated.by),
            Some(role) => format!("{}, {role}, {day}", it.stated.by),
        }
    });
    let words = |of: fn(&assay_assessment::view::BoardDecision) -> Option<String>| match &release.decision {
        None => String::new(),
        Some(it) => of(it).unwrap_or_else(|| "redacted".to_owned()),
    };
    let named: Vec<String> = release.assessments.iter().flat_map(|it| &it.blockers).map(blocker).collect();
    let more: u32 = release.assessments.iter().map(|it| it.more_blockers).sum();
    let over_page = u32::try_from(named.len().saturating_sub(BLOCKERS)).unwrap_or(u32::MAX);
    BoardRow {
        accepted: accepted(release),
        pace: pace(release),
        blockers: named.into_iter().take(BLOCKERS).collect(),
        more_blockers: more + over_page,
        sign_offs: sign_offs(&release.assessments),
        decided_by: by.unwrap_or_default(),
        decision_reason: words(|it| it.reason.clone()),
        decision_conditions: words(|it| it.conditions.clone()),
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

fn open(progress: Progress) -> u32 {
    progress.untested + progress.stale + progress.disputed
}

fn percent(progress: Progress) -> u32 {
    ((progress.required - open(progress)) * 100).checked_div(progress.required).unwrap_or(100)
}

/// What waivers accept beside what holds a release back; a sentence that says *ready* names it itself.
fn accepted(release: &BoardRelease) -> String {
    let closed = release.assessments.iter().filter(|it| !it.ready).flat_map(|it| &it.waived);
    let words: Vec<&str> = closed.map(|it| it.words.as_str()).collect();
    if words.is_empty() { String::new() } else { format!("Accepted by waivers: {}.", words.join(", ")) }
}

fn pace(release: &BoardRelease) -> String {
    let Some(left) = release.due.as_ref().and_then(|due| u32::try_from(due.days_left).ok()) else {
        return String::new();
    };
    let waits: u32 = release.assessments.iter().flat_map(|it| &it.platforms).map(|it| open(it.progress)).sum();
    match (waits, left) {
        (0, _) | (_, 0) => String::new(),
        (1, _) => "One unit is open.".to_owned(),
        (waits, left) => format!("{waits} units are open, {} a day until then.", waits.div_ceil(left)),
    }
}

fn blocker(it: &Blocker) -> String {
    let Some(severity) = it.severity else {
        let platform = it.platform.map(platform_name).unwrap_or_default();
        let title = it.title.trim_end_matches('.');
        return format!("{}, {platform}: {title}, no finding was opened for it", it.id);
    };
    let owner = if it.owner.is_empty() { "no owner" } else { &it.owner };
    let due = match &it.due {
        None => "no day set".to_owned(),
        Some(due) if it.after_due => format!("by {due}, after the release is due"),
        Some(due) => format!("by {due}"),
    };
    format!("{}: {}, {owner}, {due}", capital(severity.as_str()), it.title)
}

fn sign_offs(assessments: &[BoardAssessment]) -> String {
    let all: u32 = assessments.iter().map(|it| it.sign_offs).sum();
    let old: u32 = assessments.iter().map(|it| it.sign_offs_outdated).sum();
    match (all, old) {
        (0, _) => "Nobody has signed off.".to_owned(),
        (1, 0) => "One sign-off.".to_owned(),
        (1, _) => "One sign-off, outdated.".to_owned(),
        (all, 0) => format!("{all} sign-offs."),
        (all, old) => format!("{all} sign-offs, {old} outdated."),
    }
}

/// What became of a platform since the version before.
fn since(it: &SinceBuild) -> String {
    let name = format!("{} ({})", it.version_name, it.version_code);
    let Some(progress) = it.progress else { return format!("{name} was not assessed.") };
    let parts: Vec<String> = [
        (it.broken, "control fails that passed there", "controls fail that passed there"),
        (it.first_judged, "fails that was not decided there", "fail that were not decided there"),
        (it.still, "fails as there", "fail as there"),
        (it.mended, "control no longer fails", "controls no longer fail"),
        (it.new_findings, "finding is new", "findings are new"),
        (it.fixed_findings, "finding is fixed", "findings are fixed"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
    .collect();
    let what =
        if parts.is_empty() { "nothing fails or was found that was not there".to_owned() } else { parts.join(", ") };
    format!("Since {name}, {} % decided: {what}.", percent(progress))
}

fn review(counts: ReviewCounts) -> String {
    let ReviewCounts { approved, by_author, submitted, returned, open } = counts;
    let parts: Vec<String> = [
        (returned, "returned"),
        (submitted, "waiting for a second person"),
        (open, "not handed in"),
        (by_author, "approved by nobody but the author"),
        (approved, "approved by a second person"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    if parts.is_empty() { String::new() } else { format!("Review: {}.", parts.join(", ")) }
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
        before_due: it.before_due.clone().unwrap_or_default(),
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
        1 if work.answers == 0 => "1 unit to do".to_owned(),
        open if open > 0 && work.answers == 0 => format!("{open} units to do"),
        0 => format!("{} {answers}", work.answers),
        1 => format!("1 unit to do, {} {answers}", work.answers),
        open => format!("{open} units to do, {} {answers}", work.answers),
    }
}
