//! `assay board`.

use std::path::PathBuf;

use assay_commands::areas::board::BoardShowInput;
use assay_commands::areas::reports::BoardExportInput;
use assay_commands::view::{Board as BoardView, BoardRelease};
use clap::Args;

use super::decide::days;
use crate::host::{Answer, Host, Outcome};
use crate::output::{lines, table, word};

/// Show all releases that are under way: whether each may ship, and why not
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  assay board\n  assay board --all\n  assay board --output board.pdf\n  assay board --output tafel.pdf --template my-board --language de\n  assay board --json"
)]
pub(crate) struct Board {
    /// Every release; by default the newest of each app, and others that are due and not decided
    #[arg(long)]
    all: bool,
    /// Write the board as a PDF of one page
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder of your own template of the board, in place of the one that ships
    #[arg(long, value_name = "DIR", requires = "output")]
    template: Option<PathBuf>,
    /// The language of the template's words
    #[arg(long, value_name = "LANGUAGE", requires = "output")]
    language: Option<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Board) -> Answer {
    host.open().await?;
    if let Some(output) = verb.output {
        let named = |path: PathBuf| std::path::absolute(&path).unwrap_or(path).display().to_string();
        let input = BoardExportInput {
            path: named(output),
            language: verb.language,
            template_folder: verb.template.map(named),
            all: verb.all,
        };
        let written = host.call_long(input).await?;
        host.output.done(&written, &written.path, || format!("Wrote {}.", written.path));
        return Ok(Outcome::Done);
    }
    let board = host.call(BoardShowInput { all: verb.all }).await?;
    host.output.show(&board, |paint| {
        let rows: Vec<Vec<String>> = board.releases.iter().map(row).collect();
        let hint = "There are no releases yet. Add one: assay release add APP NAME";
        let mut text = table(paint, &["RELEASE", "DUE", "DECIDED", "READINESS"], &rows, hint);
        text.push_str(&hidden(&board));
        text
    });
    Ok(Outcome::Done)
}

fn row(release: &BoardRelease) -> Vec<String> {
    let due =
        release.due.as_ref().map_or_else(|| "-".to_owned(), |due| format!("{}, {}", due.day, days(due.days_left)));
    let decided = match (&release.decision, release.decisions) {
        (Some(decision), _) => {
            let outdated = if decision.outdated { ", outdated" } else { "" };
            format!("{}{outdated}", word(&decision.choice))
        }
        (None, 0) => "-".to_owned(),
        (None, _) => "disputed".to_owned(),
    };
    vec![format!("{} {}", release.app_name, release.release_name), due, decided, release.sentence.clone()]
}

fn hidden(board: &BoardView) -> String {
    let shown = u32::try_from(board.releases.len()).unwrap_or(u32::MAX);
    match board.all_releases.saturating_sub(shown) {
        0 => String::new(),
        1 => lines(["One earlier release is not shown: assay board --all"]),
        more => lines([format!("{more} earlier releases are not shown: assay board --all")]),
    }
}
