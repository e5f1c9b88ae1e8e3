//! The whole in numbers and sentences.

use std::fmt::Write;

use crate::model::{
    AnswerCounts, AnswerState, Attention, Build, BuildSummary, ControlVerdict, Finding, Group, GroupCounts, Summary,
    Unit, Verdict, VerdictCounts,
};

/// Counts and says what came out.
pub(crate) fn summary(units: &[Unit], groups: &[Group], builds: &[Build], findings: &[Finding]) -> Summary {
    let per_build: Vec<BuildSummary> = builds.iter().map(|build| of_build(build, units, groups)).collect();
    let overridden = |concludes: bool| {
        let verdicts = groups.iter().flat_map(|group| &group.controls).flat_map(|control| &control.verdicts);
        let of = |it: &&ControlVerdict| it.overrides.iter().any(|it| it.effective && it.concludes == concludes);
        u32::try_from(verdicts.filter(of).count()).unwrap_or(u32::MAX)
    };
    Summary {
        sentences: sentences(builds, &per_build),
        attention: attention(units),
        findings: super::findings::counts(findings),
        lowered: overridden(false),
        concluded: overridden(true),
        builds: per_build,
    }
}

fn of_build(build: &Build, units: &[Unit], groups: &[Group]) -> BuildSummary {
    let answers = |group: Option<&str>, required: bool| -> AnswerCounts {
        units
            .iter()
            .filter(|unit| unit.required == required && group.is_none_or(|group| unit.group == group))
            .flat_map(|unit| &unit.answers)
            .filter(|answer| answer.build == build.anchor && (required || answer.state != AnswerState::Untested))
            .map(|answer| answer.state)
            .collect()
    };
    let verdicts = |group: Option<&str>| -> VerdictCounts {
        groups
            .iter()
            .filter(|it| group.is_none_or(|group| it.id == group))
            .flat_map(|group| &group.controls)
            .flat_map(|control| &control.verdicts)
            .filter(|verdict| verdict.build == build.anchor)
            .map(|verdict| verdict.verdict)
            .collect()
    };
    BuildSummary {
        build: build.anchor.clone(),
        required: answers(None, true),
        optional: answers(None, false),
        verdicts: verdicts(None),
        failed: failed(groups, &build.anchor),
        groups: groups
            .iter()
            .map(|group| GroupCounts {
                id: group.id.clone(),
                title: group.title.clone(),
                required: answers(Some(&group.id), true),
                verdicts: verdicts(Some(&group.id)),
            })
            .collect(),
    }
}

/// What a reader should look at first: what failed, then what is unclear, required before optional.
fn attention(units: &[Unit]) -> Vec<Attention> {
    let mut items: Vec<(u8, Attention)> = Vec::new();
    for unit in units {
        for answer in &unit.answers {
            let rank = match answer.state {
                AnswerState::Fail => 0,
                AnswerState::Disputed => 1,
                AnswerState::Stale => 2,
                AnswerState::Inconclusive => 3,
                AnswerState::Pass | AnswerState::NotApplicable | AnswerState::Untested => continue,
            };
            items.push((
                rank,
                Attention {
                    unit: unit.anchor.clone(),
                    label: unit.label.clone(),
                    title: unit.title.clone(),
                    build: answer.build.clone(),
                    state: answer.state,
                    required: unit.required,
                    controls: unit.controls.clone(),
                },
            ));
        }
    }
    items.sort_by_key(|(rank, item)| (*rank, !item.required));
    items.into_iter().map(|(_, item)| item).collect()
}

fn sentences(builds: &[Build], summaries: &[BuildSummary]) -> Vec<String> {
    let mut sentences = Vec::new();
    for (build, summary) in builds.iter().zip(summaries) {
        let counts = &summary.verdicts;
        let scope = counts.total - counts.out_of_scope;
        let mut parts = vec![format!("{} of {scope} controls in scope pass", counts.pass)];
        let others = [
            (counts.fail, "fails", "fail"),
            (counts.untested, "is not fully tested", "are not fully tested"),
            (counts.inconclusive, "is inconclusive", "are inconclusive"),
            (counts.not_applicable, "does not apply", "do not apply"),
        ];
        parts.extend(
            others
                .iter()
                .filter(|(count, ..)| *count > 0)
                .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many })),
        );
        let mut sentence = format!("{}: {}.", build.short, joined(&parts));
        if !summary.failed.is_empty() {
            let _ = write!(sentence, " Failed: {}.", joined(&summary.failed));
        }
        let open = summary.required.total - summary.required.decided();
        if open > 0 {
            let _ = write!(
                sentence,
                " {open} of {} required units have no answer that counts, so the assessment of this build is not complete.",
                summary.required.total
            );
        }
        sentences.push(sentence);
    }
    sentences
}

/// Ids of failed controls.
fn failed(groups: &[Group], build: &str) -> Vec<String> {
    groups
        .iter()
        .flat_map(|group| &group.controls)
        .filter(|control| control.verdicts.iter().any(|it| it.build == build && it.verdict == Verdict::Fail))
        .map(|control| control.id.clone())
        .collect()
}

/// `a, b and c`.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}
