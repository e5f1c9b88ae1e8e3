//! What the board says in English, as `templates/shared/strings/en/board.typ` words it; a test prints each.

use serde_json::Value;

use crate::printed::{items, said};

/// The head of the table of releases.
pub(super) const HEAD: &str = "Release Due Whether it may ship Builds of record Decision and sign-off";
/// The head of the table of findings.
pub(super) const AGES: &str = "Open findings Severity < 7 d < 30 d < 90 d longer";
/// States in the order of the bars, and of what stands below them.
pub(super) const ALONG: [&str; 7] = ["pass", "fail", "inconclusive", "not_applicable", "stale", "disputed", "untested"];
const PARTS: [&str; 8] =
    ["fail", "disputed", "untested", "stale", "inconclusive", "not_applicable", "out_of_scope", "pass"];

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

fn plural(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    parts.into_iter().map(|it| it.as_ref().to_owned()).collect::<Vec<_>>().join(between)
}

fn state(code: &str) -> String {
    code.replace('_', " ")
}

fn capital(code: &str) -> String {
    let mut letters = code.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the parts of the bars mean.
pub(super) fn bars(releases: &[&Value]) -> String {
    let occurs = |state: &&str| {
        let platforms = releases.iter().flat_map(|it| items(&it["platforms"]));
        platforms.map(|it| &it["required"]).any(|counts| number(&counts[*state]) > 0)
    };
    let shown: Vec<String> = ALONG.into_iter().filter(occurs).map(state).collect();
    if shown.is_empty() { String::new() } else { format!("Bars, required units: {}", shown.join(", ")) }
}

pub(super) fn left_over(left: usize, ready: usize) -> String {
    let (some, of) = if left == 1 {
        ("One more release does".to_owned(), "it")
    } else {
        (format!("{left} more releases do"), "them")
    };
    let ready = if ready == 0 { "none".to_owned() } else { ready.to_string() };
    format!("{some} not fit on the page; of {of} {ready} may ship.")
}

/// When a release is due.
pub(super) fn due(due: &Value) -> String {
    if due.is_null() {
        return "no date".to_owned();
    }
    let left = number(&due["days_left"]);
    let until = match left {
        0 => ", today".to_owned(),
        1.. => format!(", {} left", plural(left, "day", "days")),
        _ => format!(", {} late", plural(-left, "day", "days")),
    };
    format!("{}{until}", said(&due["day"]))
}

fn reason(of: &Value) -> String {
    let count = number(&of["count"]);
    let counted = |one: &str, many: &str| plural(count, one, many);
    let from = |level: &str| match level {
        "high" | "medium" | "low" => format!("{level} or worse"),
        other => other.to_owned(),
    };
    match said(&of["code"]) {
        "no_build" => "there is no build to judge".to_owned(),
        "unknown_statements" => {
            counted("statement that only a newer version knows", "statements that only a newer version knows")
        }
        "control_fails" => counted("required control fails", "required controls fail"),
        "finding_open" => match of["level"].as_str() {
            None => counted("open finding", "open findings"),
            Some(level) => format!("{} {}", counted("open finding is", "open findings are"), from(level)),
        },
        "waiver_expired" => counted("waiver expired", "waivers expired"),
        "disputed" => counted("answer disputed", "answers disputed"),
        "stale" => counted("answer stale", "answers stale"),
        "undecided" => counted("required unit untested", "required units untested"),
        "debug_only" => counted("control judged on a debug build only", "controls judged on a debug build only"),
        "inconclusive" => counted("required control inconclusive", "required controls inconclusive"),
        "no_evidence" => counted("result without evidence", "results without evidence"),
        "expected_evidence" => counted("result without expected evidence", "results without expected evidence"),
        "not_approved" => counted("result not approved", "results not approved"),
        _ => said(&of["words"]).to_owned(),
    }
}

fn reasons(of: &Value) -> String {
    joined(items(of).map(reason), ", ")
}

fn closed(release: &Value) -> impl Iterator<Item = &Value> {
    items(&release["gates"]).filter(|gate| items(&gate["reasons"]).next().is_some())
}

/// What the gates of a release say.
pub(in crate::printed) fn gates(release: &Value) -> String {
    let gates: Vec<&Value> = items(&release["gates"]).collect();
    let held: Vec<String> =
        closed(release).map(|it| format!("{} has {}", said(&it["profile"]), reasons(&it["reasons"]))).collect();
    match gates.as_slice() {
        [] => "Not ready: no assessment measures it.".to_owned(),
        [gate] if !held.is_empty() => format!("Not ready: {}.", reasons(&gate["reasons"])),
        [gate] if items(&gate["waived"]).next().is_some() => {
            format!("Ready, with accepted risks: {}.", reasons(&gate["waived"]))
        }
        [_] => "Ready: everything that the gate asks for holds.".to_owned(),
        several if held.is_empty() => format!("Ready: the gates of all {} assessments are open.", several.len()),
        _ => format!("Not ready: {}.", held.join("; ")),
    }
}

/// What waivers accept beside what holds it back.
pub(super) fn accepted(release: &Value) -> String {
    let waived: Vec<String> = closed(release).flat_map(|it| items(&it["waived"])).map(reason).collect();
    if waived.is_empty() { String::new() } else { format!("Accepted by waivers: {}.", waived.join(", ")) }
}

/// What has to happen before it is due.
pub(super) fn pace(pace: &Value) -> String {
    match (pace.is_null(), number(&pace["open"])) {
        (true, _) => String::new(),
        (_, 1) => "One unit is open.".to_owned(),
        (_, open) => format!("{open} units are open, {} a day until then.", number(&pace["a_day"])),
    }
}

/// Something that holds it back.
pub(super) fn blocker(it: &Value) -> String {
    let title = said(&it["title"]);
    let Some(severity) = it["severity"].as_str() else {
        let (id, platform) = (said(&it["id"]), said(&it["platform"]));
        let title = title.trim_end_matches('.');
        return format!("{id}, {platform}: {title}, no finding was opened for it");
    };
    let owner = Some(said(&it["owner"])).filter(|it| !it.is_empty()).unwrap_or("no owner");
    let due = it["due"].as_str().map_or_else(|| "no day set".to_owned(), |due| format!("by {due}"));
    let after = if it["after_due"] == true && !it["due"].is_null() { ", after the release is due" } else { "" };
    format!("{}: {title}, {owner}, {due}{after}", capital(severity))
}

/// What has to hold while a risk is accepted.
pub(super) fn condition(it: &Value) -> String {
    let due = it["due"].as_str().map(|due| format!("until {due}"));
    let overdue = (it["overdue"] == true).then(|| "overdue".to_owned());
    let by = Some(said(&it["by"]).to_owned()).filter(|by| !by.is_empty());
    let seen: Vec<String> = [by, due, overdue].into_iter().flatten().collect();
    let seen = if seen.is_empty() { String::new() } else { format!(" ({})", seen.join(", ")) };
    format!("Accepted by {}, {}: {}{seen}", said(&it["approver"]), said(&it["label"]), said(&it["words"]))
}

pub(super) fn more_conditions(more: u64) -> String {
    format!("and {more} more condition{}", if more == 1 { "" } else { "s" })
}

pub(super) fn and_more(more: usize) -> String {
    format!("and {more} more")
}

/// What was decided of a platform's controls.
pub(super) fn controls(platform: &Value) -> String {
    let verdicts = &platform["verdicts"];
    let parts: Vec<String> = PARTS
        .into_iter()
        .filter(|code| number(&verdicts[*code]) > 0)
        .map(|code| {
            let accepted = number(&platform["accepted"]);
            let accepted =
                if code == "fail" && accepted > 0 { format!(" ({accepted} accepted)") } else { String::new() };
            format!("{} {}{accepted}", number(&verdicts[code]), state(code))
        })
        .collect();
    format!("Controls: {}.", if parts.is_empty() { "none".to_owned() } else { parts.join(", ") })
}

/// What became of a platform since the version before.
pub(super) fn since(since: &Value) -> String {
    if since.is_null() {
        return String::new();
    }
    let name = said(&since["name"]);
    let Some(decided) = since["decided"].as_i64() else { return format!("{name} was not assessed.") };
    let changes: Vec<String> = items(&since["changes"])
        .map(|it| {
            let counted = |one: &str, many: &str| plural(number(&it["count"]), one, many);
            match said(&it["code"]) {
                "broken" => counted("control fails that passed there", "controls fail that passed there"),
                "first_judged" => counted("fails that was not decided there", "fail that were not decided there"),
                "still" => counted("fails as there", "fail as there"),
                "mended" => counted("control no longer fails", "controls no longer fail"),
                "new_findings" => counted("finding is new", "findings are new"),
                "fixed_findings" => counted("finding is fixed", "findings are fixed"),
                _ => String::new(),
            }
        })
        .collect();
    let changes = if changes.is_empty() {
        "nothing fails or was found that was not there".to_owned()
    } else {
        changes.join(", ")
    };
    format!("Since {name}, {decided} % decided: {changes}.")
}

/// Where the review of a platform stands.
pub(super) fn review(of: &Value) -> String {
    let parts: Vec<String> = items(of)
        .map(|it| {
            let words = match said(&it["code"]) {
                "returned" => "returned",
                "submitted" => "waiting for a second person",
                "open" => "not handed in",
                "by_author" => "approved by nobody but the author",
                "approved" => "approved by a second person",
                _ => "",
            };
            format!("{} {words}", number(&it["count"]))
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!("Review: {}.", parts.join(", ")) }
}

/// What was decided.
pub(super) fn choice(release: &Value) -> String {
    let (decisions, decision) = (number(&release["decisions"]), &release["decision"]);
    if decisions > 1 {
        return format!("{decisions} decisions, disputed");
    }
    if decision.is_null() {
        return "not decided".to_owned();
    }
    let over = if decision["over_closed_gate"] == true { " over a closed gate" } else { "" };
    let old = if decision["outdated"] == true { ", outdated" } else { "" };
    format!("{}{over}{old}", capital(said(&decision["choice"])))
}

pub(super) fn signed_off(release: &Value) -> String {
    let (all, old) = (number(&release["sign_offs"]), number(&release["sign_offs_outdated"]));
    let some = match all {
        0 => return "Nobody has signed off.".to_owned(),
        1 => "One sign-off".to_owned(),
        more => format!("{more} sign-offs"),
    };
    match (all, old) {
        (_, 0) => format!("{some}."),
        (1, _) => format!("{some}, outdated."),
        _ => format!("{some}, {old} outdated."),
    }
}

/// What somebody has.
pub(super) fn work(person: &Value) -> String {
    let mut all: Vec<String> = items(&person["work"])
        .map(|it| {
            let (assigned, answers) = (number(&it["assigned"]), number(&it["answers"]));
            let mut parts = Vec::new();
            if assigned > 0 {
                parts.push(format!("{} to do", plural(assigned, "unit", "units")));
            }
            if answers > 0 || assigned == 0 {
                parts.push(plural(answers, "answer", "answers"));
            }
            format!("{} {}: {}", said(&it["label"]), said(&it["platform"]), parts.join(", "))
        })
        .collect();
    let more = number(&person["more"]);
    if more > 0 {
        all.push(plural(more, "more build", "more builds"));
    }
    all.join("; ")
}
