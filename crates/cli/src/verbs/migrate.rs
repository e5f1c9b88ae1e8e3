//! `assay migrate`.

use assay_commands::areas::migration::{MigrationApplyInput, MigrationProposeInput};
use assay_commands::catalogue::Gate;
use assay_commands::view::{
    BuildMigration, CatalogueRef, Migrated, MigrationChoice, MigrationCounts, MigrationDecision, MigrationItem,
    MigrationOutcome, MigrationProposal,
};
use clap::Args;

use crate::arguments::Catalogues;
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, lines, minute, short, table, word};
use crate::select;

/// Carry an assessment over to other versions of the catalogues or to another profile, on the same builds
#[derive(Debug, Args)]
#[command(
    long_about = "Carry an assessment over to other versions of the catalogues or to another profile, on the same \
        builds. --profile with the profile that it has takes that as its file is now, such as with another gate. \
        Without --apply it only says what would become of each answer: carried (same text), renumbered (same weakness under a new id), \
        stale (changed text), redo (other units took its place; its result does not spread), or dropped.\n\n\
        With --apply a new assessment is opened and answers are carried over with their evidence; who first stated them \
        and when stays visible. The former assessment stays as it is.",
    after_help = "\
Examples:
  assay migrate --mastg 2.0.0 --maswe 1.0.0
  assay migrate \"Wallet 4.2.0\" --mastg 2.0.0 --apply
  assay migrate --profile my-fintech --apply
  assay migrate --maswe 1.0.0 --apply --expected TOKEN --leave MASTG-TEST-0204 --holds MASWE-0026"
)]
pub(crate) struct Migrate {
    /// The assessment: title, id or unique beginning of an id; not needed where there is only one
    #[arg(value_name = "ASSESSMENT")]
    assessment: Option<String>,
    #[command(flatten)]
    catalogues: Catalogues,
    /// The profile, by id; by default it stays what the assessment was opened with
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Carry it out
    #[arg(long)]
    apply: bool,
    /// Only if the proposal is still the one with this token
    #[arg(long, value_name = "TOKEN", requires = "apply")]
    expected: Option<String>,
    /// The new assessment's title; by default the former one with the versions
    #[arg(long, value_name = "TEXT", requires = "apply")]
    title: Option<String>,
    /// Leave this unit's answer behind, on every build; may be repeated
    #[arg(long, value_name = "UNIT", requires = "apply")]
    leave: Vec<String>,
    /// Say that this renumbered answer holds although the text changed; may be repeated, or "all"
    #[arg(long, value_name = "UNIT", requires = "apply")]
    holds: Vec<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Migrate) -> Answer {
    host.open().await?;
    let assessment = select::assessment(host, verb.assessment.as_deref()).await?.id;
    let Catalogues { masvs, maswe, mastg } = verb.catalogues;
    let profile = verb.profile;
    let input = MigrationProposeInput {
        assessment,
        masvs: masvs.clone(),
        maswe: maswe.clone(),
        mastg: mastg.clone(),
        profile: profile.clone(),
    };
    let proposal = host.call(input).await?;
    if !verb.apply {
        host.output.show(&proposal, |paint| proposed(paint, &proposal));
        return Ok(Outcome::Done);
    }
    let mut decisions = decisions(&proposal, &verb.leave, MigrationChoice::Leave);
    decisions.extend(decisions_to_hold(&proposal, &verb.holds));
    let migrated = host
        .call(MigrationApplyInput {
            assessment,
            masvs,
            maswe,
            mastg,
            profile,
            title: verb.title,
            expected: verb.expected.unwrap_or_else(|| proposal.token.clone()),
            decisions,
        })
        .await?;
    host.output.done(&migrated, &migrated.assessment.id.to_string(), || done(&migrated));
    Ok(Outcome::Done)
}

/// The decision about every item that one of the names means; a name that means none is passed on, to be refused.
fn decisions(proposal: &MigrationProposal, named: &[String], choice: MigrationChoice) -> Vec<MigrationDecision> {
    let mut decisions = Vec::new();
    for name in named {
        let before = decisions.len();
        for build in &proposal.builds {
            let meant = build.items.iter().filter(|it| it.unit == *name || it.label.eq_ignore_ascii_case(name));
            decisions.extend(meant.map(|it| MigrationDecision { build: build.build, unit: it.unit.clone(), choice }));
        }
        if decisions.len() == before
            && let Some(build) = proposal.builds.first()
        {
            decisions.push(MigrationDecision { build: build.build, unit: name.clone(), choice });
        }
    }
    decisions
}

fn decisions_to_hold(proposal: &MigrationProposal, named: &[String]) -> Vec<MigrationDecision> {
    if !named.iter().any(|name| name == "all") {
        return decisions(proposal, named, MigrationChoice::Holds);
    }
    let renumbered = |build: &BuildMigration| {
        let items = build.items.iter().filter(|it| it.outcome == MigrationOutcome::Renumbered && it.text_changed);
        let holds = items.map(|it| MigrationDecision {
            build: build.build,
            unit: it.unit.clone(),
            choice: MigrationChoice::Holds,
        });
        holds.collect::<Vec<_>>()
    };
    proposal.builds.iter().flat_map(renumbered).collect()
}

fn proposed(paint: Paint, proposal: &MigrationProposal) -> String {
    let catalogues = |them: &[CatalogueRef]| {
        let names: Vec<String> =
            them.iter().map(|it| format!("{} {} ({})", it.name, it.version, short(&it.digest))).collect();
        names.join(", ")
    };
    let (from, to) = (&proposal.profile_from, &proposal.profile_to);
    let mut text = lines([
        paint.strong(&proposal.title),
        format!("from {}, {}", from.id, catalogues(&proposal.from)),
        format!("to   {}, {}", to.id, catalogues(&proposal.to)),
    ]);
    if from.gate != to.gate {
        text.push_str(&lines([format!(
            "The gate asked for {}; it would ask for {}",
            asks(&from.gate),
            asks(&to.gate)
        )]));
    }
    text.push_str(&lines([counted(&proposal.counts)]));
    for build in &proposal.builds {
        text.push('\n');
        text.push_str(&lines([paint.strong(&format!(
            "{}, build {}",
            build.platform,
            short(&build.build.to_string())
        ))]));
        let rows: Vec<Vec<String>> = build.items.iter().map(row).collect();
        let heads = ["UNIT", "STATE", "STATED BY", "WHAT", "GOES TO", "WHY"];
        text.push_str(&table(paint, &heads, &rows, "Nothing was answered on this build."));
        for it in &build.conclusions {
            text.push_str(&lines([format!(
                "The conclusion \"{}\" on {} stays in the former assessment.",
                word(&it.verdict),
                it.control
            )]));
        }
        let required = build.new_units.iter().filter(|it| it.required).count();
        if required > 0 {
            let labels: Vec<&str> =
                build.new_units.iter().filter(|it| it.required).map(|it| it.label.as_str()).collect();
            text.push_str(&lines([format!("Without a former answer ({required}): {}", labels.join(", "))]));
        }
    }
    text.push_str(&lines(["", "Nothing was stated. To carry it out: --apply, or exactly this one:"]));
    text.push_str(&lines([format!("  --apply --expected {}", proposal.token)]));
    text
}

/// What a gate asks for, in the words of profile files.
fn asks(gate: &Gate) -> String {
    let mut words: Vec<String> = gate.require.iter().map(|rule| rule.word().to_owned()).collect();
    words.extend(gate.findings_below.map(|severity| format!("findings below {}", severity.word())));
    words.join(", ")
}

fn row(item: &MigrationItem) -> Vec<String> {
    let by: Vec<String> =
        item.answers.iter().map(|it| format!("{}, {}", it.stated.by, minute(&it.stated.at))).collect();
    let targets: Vec<&str> = item.targets.iter().map(|it| it.label.as_str()).collect();
    vec![
        item.label.clone(),
        word(&item.state),
        by.join("; "),
        word(&item.outcome),
        targets.join(", "),
        item.because.clone(),
    ]
}

fn counted(counts: &MigrationCounts) -> String {
    let parts = [
        (counts.carried, "carried"),
        (counts.renumbered, "renumbered"),
        (counts.stale, "stale"),
        (counts.redo, "to redo"),
        (counts.dropped, "dropped"),
    ];
    let parts: Vec<String> = parts.iter().map(|(number, words)| format!("{number} {words}")).collect();
    let answered = count(counts.items.into(), "answered unit", "answered units");
    let new = count(counts.new.into(), "required unit", "required units");
    format!("{answered}: {}. {new} without a former answer.", parts.join(", "))
}

fn done(migrated: &Migrated) -> String {
    let mut text = format!(
        "Opened \"{}\" ({}) with {} and {} carried over. {}",
        migrated.assessment.title,
        migrated.assessment.id,
        count(migrated.answers.into(), "answer", "answers"),
        count(migrated.evidence.into(), "piece of evidence", "pieces of evidence"),
        counted(&migrated.counts)
    );
    if migrated.left > 0 {
        text.push(' ');
        text += &count(migrated.left.into(), "item", "items");
        text += " left behind as decided.";
    }
    text
}
