//! `assay standards`.

use std::path::PathBuf;

use assay_commands::areas::standards::{OddSaveInput, StandardPageInput, StandardsListInput, StandardsSyncInput};
use assay_commands::catalogue::{Counts, PageKind};
use assay_commands::view::{StandardPage, StandardView, SyncReport};
use clap::Subcommand;

use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, facts, lines, short, table};
use crate::{plain, select};

/// How many problems of a sync are written unless JSON was asked for.
const PROBLEMS_SHOWN: usize = 20;

/// List, show and sync OWASP's standards
#[derive(Debug, Subcommand)]
pub(crate) enum Standards {
    /// List the catalogues: which version, from which commit, under which licence
    #[command(after_help = "Examples:\n  assay standards list\n  assay standards list --json")]
    List,
    /// Show a control, weakness, test or other page
    #[command(
        long_about = "Show a control, weakness, test or other page: facts and our own summary, and OWASP's text once \
            it was synced.",
        after_help = "\
Examples:
  assay standards show MASVS-STORAGE-1
  assay standards show MASTG-TEST-0235
  assay standards show MASWE-0018 --scheme maswe-beta"
    )]
    Show {
        /// Such as MASVS-STORAGE-1, MASWE-0001, MASTG-TEST-0235 or MASTG-TECH-0157
        id: String,
        /// The numbering of a weakness's id: maswe-1 or maswe-beta
        #[arg(long, value_name = "SCHEME")]
        scheme: Option<String>,
        /// In the catalogues that this assessment pins
        #[arg(long, short)]
        assessment: Option<String>,
    },
    /// Say what changed between two versions of a standard
    #[command(
        long_about = "Say what changed between two versions of a standard: added, removed, reworded, renumbered, \
            withdrawn with successors, and every other fact, each with its old and new value. Both must be in the \
            workspace; assay standards list shows them.",
        after_help = "\
Examples:
  assay standards diff \"MASTG unreleased\" \"MASTG 2.0.0\"
  assay standards diff 0a1b2c3d 4e5f6a7b --only deprecated
  assay standards diff 0a1b2c3d 4e5f6a7b --json"
    )]
    Diff(super::diff::Diff),
    /// Read a standard with its texts from git or a folder, at one commit
    #[command(
        long_about = "Read a standard with its texts from a git URL, a repository (bare too) or a folder, at one \
            commit. A branch or tag is resolved once, to a commit; nothing follows a branch afterwards.\n\n\
            A file that can't be read is reported with its path and reason and costs nothing but itself.",
        after_help = "\
Examples:
  assay standards sync mastg
  assay standards sync https://github.com/OWASP/mastg --commit v1.7.0
  assay standards sync ~/checkouts/maswe --odd odd.csv"
    )]
    Sync {
        /// A git URL, a repository or a folder; or masvs, maswe or mastg for the commit that Assay ships facts of
        source: String,
        /// A commit id (shortened where it is on this machine), branch or tag; by default HEAD
        #[arg(long, value_name = "REVISION")]
        commit: Option<String>,
        /// Write everything odd that was met to this file too: code, path, line and sentence, comma-separated
        #[arg(long, value_name = "FILE")]
        odd: Option<PathBuf>,
    },
}

pub(crate) async fn carry_out(host: &Host, verb: Standards) -> Answer {
    match verb {
        Standards::List => {
            host.open_if_there().await?;
            let standards = host.call(StandardsListInput {}).await?;
            host.output.show(&standards, |paint| list(paint, &standards));
        }
        Standards::Show { id, scheme, assessment } => {
            host.open().await?;
            let assessment = match assessment {
                Some(named) => Some(select::assessment(host, Some(&named)).await?.id),
                None => None,
            };
            let page = host.call(StandardPageInput { id, scheme, assessment }).await?;
            host.output.show(&page, |paint| self::page(paint, &page));
        }
        Standards::Diff(diff) => {
            host.open().await?;
            super::diff::carry_out(host, diff).await?;
        }
        Standards::Sync { source, commit, odd } => {
            host.open().await?;
            let report = host.call_long(StandardsSyncInput { source, commit }).await?;
            host.output.show(&report, |_| synced(&report));
            if let Some(path) = odd {
                let path = std::path::absolute(&path).unwrap_or(path).display().to_string();
                let saved = host.call(OddSaveInput { problems: report.problems.clone(), path }).await?;
                let oddities = count(saved.count.into(), "oddity", "oddities");
                host.output.notice(&format!("{oddities} listed in {}.", saved.path));
            }
        }
    }
    Ok(Outcome::Done)
}

fn list(paint: Paint, standards: &[StandardView]) -> String {
    let rows: Vec<Vec<String>> = standards
        .iter()
        .map(|it| {
            vec![
                it.name.clone(),
                it.version.clone(),
                contents(it),
                if it.has_text { "yes" } else { "no" }.to_owned(),
                if it.shipped { "yes" } else { "no" }.to_owned(),
                short(&it.commit),
                short(&it.digest),
                it.licence.clone(),
            ]
        })
        .collect();
    let heads = ["STANDARD", "VERSION", "CONTENTS", "TEXTS", "SHIPPED", "COMMIT", "DIGEST", "LICENCE"];
    table(paint, &heads, &rows, "There are no catalogues.")
}

/// What a catalogue holds, in words.
fn contents(standard: &StandardView) -> String {
    let counts = &standard.counts;
    let parts = [
        (counts.controls, "control", "controls"),
        (counts.weaknesses, "weakness", "weaknesses"),
        (counts.live_tests, "test", "tests"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, _, _)| *number > 0)
        .map(|(number, one, many)| count(number.into(), one, many))
        .collect();
    parts.join(", ")
}

fn page(paint: Paint, page: &StandardPage) -> String {
    let title = page.reference.title.clone().unwrap_or_default();
    let mut text = lines([paint.strong(&format!("{} {title}", page.reference.id))]);
    if !page.summary.is_empty() {
        text.push_str(&lines([&page.summary]));
    }
    text.push('\n');
    text.push_str(&facts(page.facts.iter().map(|(label, value)| (label.as_str(), value.clone()))));
    match &page.text {
        Some(source) => {
            text.push('\n');
            text.push_str(&plain::text_of(&source.html));
            text.push('\n');
            text.push_str(&lines([paint.faint(&source.attribution)]));
        }
        None => text.push_str(&lines(["", "OWASP's own text is not here yet: assay standards sync mastg"])),
    }
    if !page.links.is_empty() {
        text.push('\n');
        text.push_str(&lines(
            page.links
                .iter()
                .map(|link| format!("{}: {} {}", link.kind, link.id, link.title.as_deref().unwrap_or_default())),
        ));
    }
    text
}

/// How much of each kind there is, without what there is none of.
fn kinds(counts: &Counts) -> Vec<(&'static str, u32)> {
    let mut kinds = vec![
        ("Groups of controls", counts.groups),
        ("Controls", counts.controls),
        ("Weaknesses", counts.weaknesses),
        ("Tests", counts.live_tests),
        ("Announced tests", counts.placeholder_tests),
        ("Withdrawn tests", counts.deprecated_tests),
    ];
    kinds.extend(counts.pages.iter().map(|(kind, number)| {
        let name = match kind {
            PageKind::Technique => "Techniques",
            PageKind::Tool => "Tools",
            PageKind::Knowledge => "Knowledge",
            PageKind::BestPractice => "Best practices",
            PageKind::App => "Apps to practise on",
            PageKind::Demo => "Demos",
            PageKind::Prerequisite => "Prerequisites",
            PageKind::Document => "Chapters",
            PageKind::Draft => "Drafts without ids",
        };
        (name, *number)
    }));
    kinds.retain(|(_, number)| *number > 0);
    kinds
}

fn synced(report: &SyncReport) -> String {
    let it = &report.catalogue;
    let from = report.revision.as_ref().map(|revision| format!(" ({revision})")).unwrap_or_default();
    let place = if it.commit.is_empty() {
        "from a folder without a commit".to_owned()
    } else {
        format!("at commit {}{from}", it.commit)
    };
    let files = count(report.counts.files.into(), "file", "files");
    let mut text = if report.known_before {
        lines([format!("{} {} {place} was read before; nothing was read again.", it.name, it.version)])
    } else {
        lines([format!("Read {} {} {place}: {} in {files}.", it.name, it.version, contents(it))])
    };
    text.push_str(&facts(kinds(&report.counts).into_iter().map(|(kind, number)| (kind, number.to_string()))));
    if report.changed_pinned {
        text.push_str("It differs from what new assessments pin, and stands beside it.\n");
    }
    if !report.problems.is_empty() {
        let number = u64::try_from(report.problems.len()).unwrap_or(u64::MAX);
        text.push_str(&lines([format!("{} in single files:", count(number, "problem", "problems"))]));
        text.push_str(&lines(report.problems.iter().take(PROBLEMS_SHOWN).map(|problem| {
            let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
            format!("  {}{line}: {}", problem.path, problem.message)
        })));
        if report.problems.len() > PROBLEMS_SHOWN {
            text.push_str("  ... and more; --json lists them all.\n");
        }
    }
    text
}
