//! `assay result former` and `assay result reconfirm`.

use std::collections::HashMap;

use assay_commands::areas::apps::FindInput;
use assay_commands::areas::assessments::ChecklistShowInput;
use assay_commands::areas::next_build::{FormerShowInput, ResultReconfirmInput};
use assay_commands::view::{
    AnswerState, FormerAnswers, NotReconfirmable, ReconfirmBasis, ReconfirmUnit, Reconfirmed, UnitRow,
};
use clap::Args;
use uuid::Uuid;

use crate::arguments::On;
use crate::host::{Answer, Failure, Host};
use crate::output::{Paint, count, lines, minute, table, word};
use crate::select::{self, Target};

/// A checklist and the build to compare it with.
#[derive(Debug, Args)]
pub(crate) struct Former {
    /// The former build; by default the nearest one of the app and platform that has answers
    #[arg(long, value_name = "BUILD")]
    from: Option<String>,
    #[command(flatten)]
    on: On,
}

/// Answers to reconfirm, and why.
#[derive(Debug, Args)]
pub(crate) struct Reconfirm {
    /// The units
    #[arg(required_unless_present = "all")]
    units: Vec<String>,
    /// All that are untested on this build and can be reconfirmed
    #[arg(long, conflicts_with = "units")]
    all: bool,
    /// They were tested again, with the same result
    #[arg(long, group = "basis", required_unless_present_any = ["argued", "identical"])]
    retested: bool,
    /// What differs between the builds, and why the answers hold nevertheless
    #[arg(long, group = "basis", value_name = "TEXT")]
    argued: Option<String>,
    /// The tested file is the same, by its SHA-256
    #[arg(long, group = "basis")]
    identical: bool,
    #[command(flatten)]
    of: Former,
}

/// The checklist of a target, beside the answers of a former build.
async fn beside(host: &Host, of: Former) -> Answer<(Target, Vec<UnitRow>, FormerAnswers)> {
    let target = select::target(host, &of.on).await?;
    let former = match of.from {
        None => None,
        Some(named) => {
            let found = host.call(FindInput { build: Some(named), ..FindInput::default() }).await?;
            Some(select::known::<Uuid>(found.build, "build")?)
        }
    };
    let Target { assessment, build } = target;
    let checklist = host.call(ChecklistShowInput { assessment, build }).await?;
    let former = host.call(FormerShowInput { assessment, build, former }).await?;
    Ok((target, checklist.rows, former))
}

pub(crate) async fn former(host: &Host, former: Former) -> Answer<()> {
    let (_, rows, former) = beside(host, former).await?;
    host.output.show(&former, |paint| show(paint, &rows, &former));
    Ok(())
}

fn show(paint: Paint, rows: &[UnitRow], former: &FormerAnswers) -> String {
    let Some(from) = &former.former else {
        return "No other build of the app on this platform has any answers.\n".to_owned();
    };
    let now: HashMap<&str, &UnitRow> = rows.iter().map(|row| (row.unit.as_str(), row)).collect();
    let mut text = lines([format!(
        "Answers on {} of {}{}",
        select::build_words(&from.build.build),
        from.build.release_name,
        if from.identical { ", whose file is the same" } else { "" }
    )]);
    let rows: Vec<Vec<String>> = former
        .answers
        .iter()
        .filter_map(|it| {
            let row = now.get(it.unit.as_str())?;
            let stated = it.stated.as_ref();
            Some(vec![
                row.label.clone(),
                paint.state(&word(&it.state)),
                paint.state(&word(&row.state)),
                row.reconfirmed.map(|basis| word(&basis)).unwrap_or_default(),
                stated.map(|stated| minute(&stated.at)).unwrap_or_default(),
                stated.map(|stated| stated.by.clone()).unwrap_or_default(),
                it.refused.map(|why| refused(why).to_owned()).unwrap_or_default(),
            ])
        })
        .collect();
    let heads = ["UNIT", "FORMER", "NOW", "BASIS", "STATED (UTC)", "BY", "NOT TO RECONFIRM"];
    text.push_str(&table(paint, &heads, &rows, "Nothing that was answered there is asked for here."));
    text
}

pub(crate) async fn carry_out(host: &Host, reconfirm: Reconfirm) -> Answer<()> {
    let Reconfirm { units: named, all, argued, identical, of, retested: _ } = reconfirm;
    let (target, rows, former) = beside(host, of).await?;
    let Some(from) = &former.former else {
        return Err(Failure::usage(
            "No other build of the app on this platform has any answers.",
            "State results: assay result set UNIT RESULT",
        ));
    };
    let mut wanted = Vec::new();
    if all {
        for it in &former.answers {
            let row = rows.iter().find(|row| row.unit == it.unit);
            if it.refused.is_none() && row.is_some_and(|row| row.state == AnswerState::Untested) {
                wanted.push(it.unit.clone());
            }
        }
        if wanted.is_empty() {
            return Err(Failure::usage(
                "Nothing is left that could be reconfirmed.",
                "See what there is: assay result former",
            ));
        }
    }
    for unit in &named {
        wanted.push(select::unit(host, target, unit).await?);
    }
    let units = wanted.into_iter().map(|unit| {
        let seen = |row: &UnitRow| row.heads.clone();
        ReconfirmUnit {
            former: former.answers.iter().find(|it| it.unit == unit).map(|it| it.heads.clone()).unwrap_or_default(),
            expected: rows.iter().find(|row| row.unit == unit).map(seen).unwrap_or_default(),
            unit,
        }
    });
    let basis = match (&argued, identical) {
        (Some(_), _) => ReconfirmBasis::Argued,
        (None, true) => ReconfirmBasis::Identical,
        (None, false) => ReconfirmBasis::Retested,
    };
    let input = ResultReconfirmInput {
        assessment: target.assessment,
        build: target.build,
        former: from.build.build.id,
        basis,
        argument: argued,
        units: units.collect(),
    };
    let done = host.call(input).await?;
    host.output.done(&done, &done.units.join("\n"), || {
        let number = count(done.units.len() as u64, "answer is", "answers are");
        format!("{number} reconfirmed ({}): {}.", word(&basis), done.units.join(", "))
    });
    Ok(())
}

/// What an answer rests on, in a sentence.
pub(crate) fn words(it: &Reconfirmed) -> String {
    let from = it.former.as_ref().map_or_else(
        || "a build that is not here".to_owned(),
        |it| format!("{} of {}", select::build_words(&it.build), it.release_name),
    );
    let stated =
        it.stated.as_ref().map(|it| format!(", first stated {} UTC by {}", minute(&it.at), it.by)).unwrap_or_default();
    match it.basis {
        ReconfirmBasis::Retested => format!("Tested again, with the result of {from}{stated}"),
        ReconfirmBasis::Identical => format!("Kept, because the file is that of {from}{stated}"),
        ReconfirmBasis::Argued => {
            let argument = it.argument.as_deref().unwrap_or("(redacted)");
            format!("Argued from the difference to {from}{stated}: {argument}")
        }
    }
}

fn refused(why: NotReconfirmable) -> &'static str {
    match why {
        NotReconfirmable::Disputed => "disputed there",
        NotReconfirmable::Stale => "stale there",
        NotReconfirmable::TextChanged => "another text",
    }
}
