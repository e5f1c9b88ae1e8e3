//! The rows of a board: releases, findings by age, waivers that end, who has what.

use serde_json::Value;

use super::english;
use crate::printed::run::Run;
use crate::printed::words::Words;
use crate::printed::{items, said};

/// The platforms of a release that are printed.
const PLATFORMS: usize = 4;

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// A release.
pub(super) fn release(run: &mut Run, release: &Value, words: &Words) {
    run.of(said(&release["name"]));
    run.text("its name", said(&release["name"]), 60);
    run.ours("its profile", "Profile");
    run.text("its profile", said(&release["profile"]), 40);
    if run.english() {
        run.exact("when it is due", &english::due(&release["due"]));
    } else {
        run.unknown();
        run.exact("when it is due", said(&release["due"]["day"]));
        run.number(release["due"]["days_left"].as_i64().unwrap_or_default().unsigned_abs());
    }
    gate(run, release);
    platforms(run, release);
    decision(run, release, words);
    run.ours("its sign-offs", &english::signed_off(release));
    run.number(number(&release["sign_offs"]));
}

/// Whether it may ship, and what holds it back.
fn gate(run: &mut Run, release: &Value) {
    let sentence = english::gates(release);
    // What stands before the colon is printed whole.
    let (first, rest) = sentence.split_once(':').unwrap_or((&sentence, ""));
    run.ours("whether it may ship", &format!("{first}:"));
    if run.english() {
        run.text("whether it may ship", rest, 260);
    }
    let gates: Vec<&Value> = items(&release["gates"]).collect();
    if let [gate] = gates.as_slice() {
        // Sentences that are very long are cut.
        items(&gate["reasons"]).take(2).for_each(|it| run.number(number(&it["count"])));
    }
    run.ours("what waivers accept", &english::accepted(release));
    run.ours("what is open", &english::pace(&release["pace"]));
    run.number(number(&release["pace"]["open"]));
    if number(&release["pace"]["open"]) > 1 {
        run.number(number(&release["pace"]["a_day"]));
    }
    for it in items(&release["blockers"]) {
        run.marker("what holds it back");
        run.sentence("what holds it back", &english::blocker(it), 150, &[said(&it["title"]).trim_end_matches('.')]);
    }
    let more = number(&release["more_blockers"]);
    if more > 0 && items(&release["blockers"]).next().is_some() {
        run.marker("how much more holds it back");
        run.ours("how much more holds it back", &english::and_more(usize::try_from(more).unwrap_or(usize::MAX)));
        run.number(more);
    }
    conditions(run, release);
}

/// What has to hold while risks are accepted.
fn conditions(run: &mut Run, release: &Value) {
    for it in items(&release["conditions"]) {
        run.marker("what has to hold");
        run.sentence(
            "what has to hold",
            &english::condition(it),
            220,
            &[said(&it["approver"]), said(&it["label"]), said(&it["words"])],
        );
    }
    let more = number(&release["more_conditions"]);
    if more > 0 && items(&release["conditions"]).next().is_some() {
        run.marker("how much more has to hold");
        run.ours("how much more has to hold", &english::more_conditions(more));
        run.number(more);
    }
}

/// Its platforms.
fn platforms(run: &mut Run, release: &Value) {
    if items(&release["platforms"]).next().is_none() {
        run.ours("its platforms", "no build measured");
    }
    for it in items(&release["platforms"]).take(PLATFORMS) {
        run.text("a platform", said(&it["name"]), 30);
        let required = &it["required"];
        let open = ["untested", "stale", "disputed"].map(|state| number(&required[state])).iter().sum::<u64>();
        let total = number(&required["total"]);
        let percent = (total.saturating_sub(open) * 100).checked_div(total).unwrap_or(100);
        run.ours("how much is decided", &format!("{percent}% decided"));
        run.number(percent);
        run.ours("the verdicts of its controls", &english::controls(it));
        for state in ["pass", "fail", "inconclusive", "untested", "not_applicable"] {
            run.number(number(&it["verdicts"][state]));
        }
        let since = &it["since"];
        run.sentence("what changed", &english::since(since), usize::MAX, &[said(&since["name"])]);
        items(&since["changes"])
            .filter(|_| !since["decided"].is_null())
            .for_each(|it| run.number(number(&it["count"])));
        run.number(number(&since["decided"]));
        run.ours("its review", &english::review(&it["review"]));
        items(&it["review"]).for_each(|it| run.number(number(&it["count"])));
    }
}

/// What was decided, by whom and why.
fn decision(run: &mut Run, release: &Value, words: &Words) {
    let decision = &release["decision"];
    let several = number(&release["decisions"]) > 1;
    if run.english() {
        run.text("its decision", &english::choice(release), usize::MAX);
    } else {
        run.unknown();
        if !several && !decision.is_null() {
            run.exact("its decision", &words.word("choices", said(&decision["choice"])));
            run.unknown();
        }
        run.number(number(&release["decisions"]));
    }
    if decision.is_null() {
        return;
    }
    let by = ["by", "role", "day"].map(|key| said(&decision[key]));
    let by: Vec<&str> = by.into_iter().filter(|it| !it.is_empty()).collect();
    run.text("who decided", &by.join(", "), 80);
    match decision["reason"].as_str() {
        None => run.ours("the decision's reason", "redacted"),
        Some(reason) => run.text("the decision's reason", reason, 260),
    }
    match decision["conditions"].as_str() {
        None => run.ours("the decision's conditions", "Conditions: redacted"),
        Some("") => {}
        Some(conditions) => {
            run.ours("the decision's conditions", "Conditions:");
            run.text("the decision's conditions", conditions, 260);
        }
    }
}

/// Open findings by severity and age.
pub(super) fn findings(run: &mut Run, data: &Value, words: &Words) {
    run.of("the open findings");
    if items(&data["findings"]).next().is_none() {
        return run.ours("how many there are", "Open findings None is open.");
    }
    run.ours("the head of their table", english::AGES);
    for it in items(&data["findings"]) {
        run.exact("a severity", &words.word("severities", said(&it["severity"])));
        for age in items(&it["ages"]) {
            run.exact("how many there are", &age.to_string());
            run.number(number(age));
        }
    }
}

/// Waivers that end.
pub(super) fn waivers(run: &mut Run, data: &Value, lines: usize) {
    run.of("the waivers that end");
    run.ours("their title", "Waivers that end");
    list(run, data, "waivers", lines, "None ends within thirty days.", |run, it| {
        run.text("what it accepts", said(&it["label"]), 70);
        run.exact("what it accepts", ",");
        run.text("its app", said(&it["app"]), 30);
        run.exact("its app", ":");
        let day = said(&it["last_day"]);
        if it["ended"] == true {
            run.ours("its last day", "expired on");
        }
        run.exact("its last day", day);
        let before = said(&it["before_due"]);
        if !before.is_empty() && it["ended"] != true {
            run.exact("what it ends before", ",");
            run.ours("what it ends before", "before the release is due on");
            run.exact("what it ends before", before);
        }
    });
}

/// Who has what.
pub(super) fn people(run: &mut Run, data: &Value, lines: usize) {
    run.of("who has what");
    run.ours("its title", "Who has what");
    list(run, data, "people", lines, "Nobody has stated a result yet.", |run, it| {
        match said(&it["name"]) {
            "" => run.ours("what nobody has", "Nobody yet"),
            name => run.text("a name", name, 30),
        }
        run.exact("a name", ":");
        let labels: Vec<&str> = items(&it["work"]).take(1).map(|it| said(&it["label"])).collect();
        run.sentence("what they have", &english::work(it), 110, &labels);
    });
}

/// As many as there are lines, and how many more there are.
fn list(run: &mut Run, data: &Value, of: &str, lines: usize, none: &str, each: impl Fn(&mut Run, &Value)) {
    let all: Vec<&Value> = items(&data[of]).collect();
    if all.is_empty() {
        run.ours("that there is none", none);
    }
    all.iter().take(lines).for_each(|it| each(run, it));
    if let Some(more) = all.len().checked_sub(lines).filter(|more| *more > 0) {
        run.ours("how many more there are", &english::and_more(more));
        run.number(more as u64);
    }
}
