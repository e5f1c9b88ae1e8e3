//! The board as data for one page.

use std::cmp::Reverse;

use assay_assessment::view::{
    Blocker, Board, BoardAssessment, BoardRelease, BoardWork, Progress, ReviewCounts, SinceBuild,
    VerdictCounts as VerdictCountsView, WaiverConditions,
};
use assay_assessment::{Work, Workspace};
use assay_catalogue::Platform;
use assay_messages::{Language, speaking};

use super::name_of;
use super::readiness::{choice_code, reason};
use crate::model::{
    AnswerCounts, BoardBlocker, BoardCondition, BoardCount, BoardData, BoardDecision, BoardDue, BoardGate, BoardPace,
    BoardPlatform, BoardRow, BoardSince, Document, FORMAT, FindingRow, PersonRow, PersonWork, Said, VerdictCounts,
    WaiverRow,
};
use crate::{BoardOptions, ReportError};

/// More than a page holds.
const MOST: usize = 30;
/// The things that are named of what holds a release back.
const BLOCKERS: usize = 6;
/// The conditions of waivers that are told of a release.
const CONDITIONS: usize = 3;
/// The builds that are named of what somebody has.
const WORK: usize = 2;

/// Composes the board as it stands today.
///
/// # Errors
/// `catalogue.missing`, `profile.document_missing`, or when the database can't be read.
pub async fn board(workspace: &Workspace, options: &BoardOptions, work: &Work) -> Result<BoardData, ReportError> {
    work.step("composing", 0, None);
    // Data are the same for everybody, and the template has the words.
    let board = speaking(Language::English, workspace.board(options.all)).await?;
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
            language: options.language.clone(),
            template: name_of(&options.template),
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
    data.document.id = assay_proof::canonical::report_id(&serde_json::to_value(&data)?)?;
    Ok(data)
}

fn summary(board: &Board) -> Vec<Said> {
    let all = board.releases.len();
    let count = |holds: &dyn Fn(&BoardRelease) -> bool| board.releases.iter().filter(|it| holds(it)).count();
    let ready = count(&|it| it.ready);
    let of = |code: &str, values: Vec<usize>, words: String| {
        Said::new(code, values.iter().map(ToString::to_string).collect(), words)
    };
    let mut sentences = vec![match (all, ready) {
        (0, _) => of("no_release", vec![], "There is no release yet.".to_owned()),
        (1, 1) => of("one_ready", vec![], "The one release may ship.".to_owned()),
        (1, _) => of("one_held", vec![], "The one release may not ship yet.".to_owned()),
        (_, 0) => of("all_held", vec![all], format!("None of {all} releases may ship yet.")),
        _ => of("some_ready", vec![all, ready], format!("Of {all} releases, {ready} may ship.")),
    }];
    if all == 0 {
        return sentences;
    }
    let days = |it: &BoardRelease| it.due.as_ref().map(|due| due.days_left);
    let late = count(&|it| days(it).is_some_and(|left| left < 0));
    let soon = count(&|it| days(it).is_some_and(|left| (0..=7).contains(&left)));
    let is_outdated = |it: &BoardRelease| it.decision.as_ref().is_some_and(|decision| decision.outdated);
    let is_over =
        |it: &BoardRelease| !it.ready && it.decision.as_ref().is_some_and(|decision| decision.over_closed_gate);
    // Of the same decisions both is said at once: two would be looked for else.
    let same = board.releases.iter().all(|it| is_outdated(it) == is_over(it));
    let (outdated, over) = (count(&is_outdated), count(&is_over));
    let (outdated, over, both) = if same { (0, 0, outdated) } else { (outdated, over, 0) };
    for (number, code, one, many) in [
        (late, "late", "One release is late.", "releases are late."),
        (soon, "soon", "One is due within a week.", "are due within a week."),
        (
            both,
            "outdated_over",
            "One decision is outdated: it was to ship over a closed gate.",
            "decisions are outdated: they were to ship over closed gates.",
        ),
        (outdated, "outdated", "One decision is outdated.", "decisions are outdated."),
        (
            over,
            "over",
            "One was decided to ship over its closed gate.",
            "were decided to ship over their closed gates.",
        ),
    ] {
        match number {
            0 => {}
            1 => sentences.push(of(&format!("{code}_one"), vec![], one.to_owned())),
            more => sentences.push(of(&format!("{code}_many"), vec![more], format!("{more} {many}"))),
        }
    }
    sentences
}

fn row(release: &BoardRelease) -> BoardRow {
    let profiles: Vec<&str> = release.assessments.iter().map(|it| it.profile.as_str()).collect();
    let platforms = release.assessments.iter().flat_map(|it| &it.platforms).map(|it| {
        let facts = &it.build.facts;
        BoardPlatform {
            name: format!("{} {} ({})", it.platform.name(), facts.version_name, facts.version_code),
            required: answers(it.progress),
            verdicts: verdicts(it.verdicts),
            accepted: it.accepted,
            since: it.since.as_ref().map(since),
            review: review(it.review),
        }
    });
    let named: Vec<BoardBlocker> = release.assessments.iter().flat_map(|it| &it.blockers).map(blocker).collect();
    let more: u32 = release.assessments.iter().map(|it| it.more_blockers).sum();
    let beyond = |all: usize, most: usize| u32::try_from(all.saturating_sub(most)).unwrap_or(u32::MAX);
    let conditions = conditions(release);
    BoardRow {
        name: format!("{} {}", release.app_name, release.release_name),
        profile: profiles.join(", "),
        due: release.due.as_ref().map(|due| BoardDue { day: due.day.clone(), days_left: due.days_left }),
        ready: release.ready,
        gates: release.assessments.iter().map(gate).collect(),
        pace: pace(release),
        more_blockers: more + beyond(named.len(), BLOCKERS),
        blockers: named.into_iter().take(BLOCKERS).collect(),
        more_conditions: beyond(conditions.len(), CONDITIONS),
        conditions: conditions.into_iter().take(CONDITIONS).map(condition).collect(),
        sign_offs: release.assessments.iter().map(|it| it.sign_offs).sum(),
        sign_offs_outdated: release.assessments.iter().map(|it| it.sign_offs_outdated).sum(),
        platforms: platforms.collect(),
        decisions: release.decisions,
        decision: release.decision.as_ref().map(decision),
    }
}

fn gate(assessment: &BoardAssessment) -> BoardGate {
    BoardGate {
        profile: assessment.profile.clone(),
        reasons: assessment.reasons.iter().map(reason).collect(),
        waived: assessment.waived.iter().map(reason).collect(),
    }
}

fn decision(view: &assay_assessment::view::BoardDecision) -> BoardDecision {
    BoardDecision {
        choice: choice_code(view.choice).to_owned(),
        over_closed_gate: view.over_closed_gate,
        outdated: view.outdated,
        by: view.stated.by.clone(),
        role: view.role.clone().unwrap_or_default(),
        day: view.stated.at.to_string().chars().take(10).collect(),
        reason: view.reason.clone(),
        conditions: view.conditions.clone(),
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

fn pace(release: &BoardRelease) -> Option<BoardPace> {
    let left = release.due.as_ref().and_then(|due| u32::try_from(due.days_left).ok())?;
    let open: u32 = release.assessments.iter().flat_map(|it| &it.platforms).map(|it| open(it.progress)).sum();
    (open > 0 && left > 0).then(|| BoardPace { open, a_day: open.div_ceil(left) })
}

fn blocker(it: &Blocker) -> BoardBlocker {
    BoardBlocker {
        severity: it.severity.map(|severity| severity.as_str().to_owned()),
        id: if it.severity.is_none() { it.id.clone() } else { String::new() },
        platform: it.platform.map(Platform::name).unwrap_or_default().to_owned(),
        title: it.title.clone(),
        owner: it.owner.clone(),
        due: it.due.clone(),
        after_due: it.after_due,
    }
}

/// Those of all its assessments, each once: what is overdue first, then by day.
fn conditions(release: &BoardRelease) -> Vec<&WaiverConditions> {
    let mut all: Vec<&WaiverConditions> = Vec::new();
    for it in release.assessments.iter().flat_map(|it| &it.conditions) {
        if !all.iter().any(|other| other.waiver == it.waiver) {
            all.push(it);
        }
    }
    all.sort_by_key(|it| (it.due.is_none(), it.due.as_deref()));
    all
}

fn condition(it: &WaiverConditions) -> BoardCondition {
    BoardCondition {
        label: it.label.clone(),
        approver: it.approver.clone(),
        words: it.words.clone(),
        by: it.by.clone(),
        due: it.due.clone(),
        overdue: it.overdue,
    }
}

/// Those that occur.
fn counts<const MANY: usize>(of: [(&str, u32); MANY]) -> Vec<BoardCount> {
    let some = of.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(code, count)| BoardCount { code: code.to_owned(), count }).collect()
}

/// What became of a platform since the version before.
fn since(it: &SinceBuild) -> BoardSince {
    BoardSince {
        name: format!("{} ({})", it.version_name, it.version_code),
        decided: it.progress.map(percent),
        changes: counts([
            ("broken", it.broken),
            ("first_judged", it.first_judged),
            ("still", it.still),
            ("mended", it.mended),
            ("new_findings", it.new_findings),
            ("fixed_findings", it.fixed_findings),
        ]),
    }
}

fn review(of: ReviewCounts) -> Vec<BoardCount> {
    let ReviewCounts { approved, by_author, submitted, returned, open } = of;
    counts([
        ("returned", returned),
        ("submitted", submitted),
        ("open", open),
        ("by_author", by_author),
        ("approved", approved),
    ])
}

fn findings(board: &Board) -> Vec<FindingRow> {
    let rows = board.findings.iter().map(|it| FindingRow {
        severity: it.severity.as_str().to_owned(),
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

/// Who has what, and what of it nobody has.
fn people(board: &Board) -> Vec<PersonRow> {
    let row = |name: &str, work: &[PersonWork]| PersonRow {
        name: name.to_owned(),
        work: work.iter().take(WORK).cloned().collect(),
        more: u32::try_from(work.len().saturating_sub(WORK)).unwrap_or(u32::MAX),
    };
    let mut rows = Vec::new();
    let nobodys = unassigned(board);
    if !nobodys.is_empty() {
        rows.push(row("", &nobodys));
    }
    rows.extend(board.people.iter().map(|person| {
        let work: Vec<PersonWork> = person.work.iter().map(work_of).collect();
        row(&person.name, &work)
    }));
    rows.truncate(MOST);
    rows
}

/// What is open and assigned to nobody, by build, where there is most first. A unit that two have counts for both.
fn unassigned(board: &Board) -> Vec<PersonWork> {
    let mut open = Vec::new();
    for release in &board.releases {
        for assessment in &release.assessments {
            for platform in &assessment.platforms {
                let theirs = board.people.iter().flat_map(|person| &person.work);
                let here = theirs.filter(|it| (it.assessment, it.build) == (assessment.assessment, platform.build.id));
                let progress = &platform.progress;
                let decided = progress.pass + progress.fail + progress.not_applicable + progress.inconclusive;
                let assigned: u32 = here.map(|it| it.assigned).sum();
                let nobodys = progress.required.saturating_sub(decided).saturating_sub(assigned);
                if nobodys > 0 {
                    open.push(PersonWork {
                        label: format!("{} {}", release.app_name, release.release_name),
                        platform: platform.platform.name().to_owned(),
                        assigned: nobodys,
                        answers: 0,
                    });
                }
            }
        }
    }
    open.sort_by_key(|it| Reverse(it.assigned));
    open
}

fn work_of(it: &BoardWork) -> PersonWork {
    PersonWork {
        label: it.label.clone(),
        platform: it.platform.name().to_owned(),
        assigned: it.assigned,
        answers: it.answers,
    }
}
