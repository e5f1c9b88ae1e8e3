//! `assay crosswalk`.

use std::path::PathBuf;

use assay_commands::areas::search::{CrosswalkExportInput, CrosswalkShowInput, MatrixFormat};
use assay_commands::catalogue::{CrosswalkKind, Touch};
use assay_commands::view::CrosswalkView;
use clap::Subcommand;

use super::search::labelled;
use crate::arguments::one_of;
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, lines, table, write};
use crate::select;

/// Show what touches an item that people cite, and export such relations as a matrix
#[derive(Debug, Subcommand)]
pub(crate) enum Crosswalk {
    /// Show every control, weakness, test, requirement, clause and other item that touches one
    #[command(
        long_about = "Show every control, weakness, test, requirement, clause and other item that touches one, with the \
            way there and where each step comes from. The item is named by its id in any spelling: a clause, a CWE, \
            an id or number of the first MASVS, an entry of a Top 10, an item of MASA, a requirement, control, \
            weakness or test.\n\nA relation never says that something is met because something else is.",
        after_help = "\
Examples:
  assay crosswalk show \"hipaa 164.312(a)(1)\"
  assay crosswalk show MSTG-STORAGE-14
  assay crosswalk show CWE-312 --kind control
  assay crosswalk show M9:2024 --direct"
    )]
    Show {
        /// The item
        #[arg(required = true)]
        of: Vec<String>,
        /// Only items of this kind; may be repeated
        #[arg(long, value_parser = one_of::<KindWord>(KINDS))]
        kind: Vec<KindWord>,
        /// Only what touches it directly
        #[arg(long)]
        direct: bool,
        /// By the versions of standards that this assessment pins
        #[arg(long, short)]
        assessment: Option<String>,
    },
    /// Write two kinds of items against each other, as CSV or JSON
    #[command(
        long_about = "Write two kinds of items against each other, as CSV (RFC 4180) or JSON. A side is a kind, or a \
            kind and what it belongs to: requirement:fintech, clause:hipaa, weakness:maswe-beta.",
        after_help = "\
Examples:
  assay crosswalk export --rows masvs-v1 --columns control > matrix.csv
  assay crosswalk export --rows clause:hipaa --columns requirement:healthcare --output hipaa.csv
  assay crosswalk export --rows cwe --columns weakness --format json"
    )]
    Export {
        /// What the rows are
        #[arg(long)]
        rows: String,
        /// What the columns are
        #[arg(long)]
        columns: String,
        /// The form
        #[arg(long, default_value = "csv", value_parser = one_of::<MatrixFormat>(&["csv", "json"]))]
        format: MatrixFormat,
        /// Keep rows and columns that touch nothing
        #[arg(long)]
        all: bool,
        /// Where it goes; by default to standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// By the versions of standards that this assessment pins
        #[arg(long, short)]
        assessment: Option<String>,
    },
}

const KINDS: &[&str] = &[
    "control",
    "weakness",
    "test",
    "requirement",
    "masa-item",
    "clause",
    "cwe",
    "masvs-v1",
    "mobile-top10",
    "api-top10",
    "asvs",
];

/// A kind of item, as it is written.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(from = "String")]
pub(crate) struct KindWord(String);

impl From<String> for KindWord {
    fn from(word: String) -> KindWord {
        KindWord(word.replace('_', "-"))
    }
}

pub(crate) async fn carry_out(host: &Host, verb: Crosswalk) -> Answer {
    host.open_if_there().await?;
    match verb {
        Crosswalk::Show { of, kind, direct, assessment } => {
            let assessment = pins(host, assessment.as_deref()).await?;
            let view = host.call(CrosswalkShowInput { of: of.join(" "), assessment }).await?;
            host.output.show(&view, |paint| show(paint, &view, &kind, direct));
            let also: Vec<String> = view.also.iter().map(|it| labelled(&it.item.qualifier, &it.item.id)).collect();
            if !also.is_empty() {
                host.output.notice(&format!("This could also be {}.", also.join(", ")));
            }
        }
        Crosswalk::Export { rows, columns, format, all, output, assessment } => {
            let assessment = pins(host, assessment.as_deref()).await?;
            let path = output.map(|path| std::path::absolute(&path).unwrap_or(path).display().to_string());
            let input = CrosswalkExportInput { rows, columns, format, all: Some(all), path, assessment };
            let exported = host.call(input).await?;
            match (&exported.path, &exported.text) {
                (None, Some(text)) => write(text),
                (path, _) => {
                    let path = path.clone().unwrap_or_default();
                    host.output.done(&exported, &path, || {
                        let rows = count(exported.rows.into(), "row", "rows");
                        let columns = count(exported.columns.into(), "column", "columns");
                        format!("Wrote {path}: {rows}, {columns}. {}", exported.note)
                    });
                }
            }
        }
    }
    Ok(Outcome::Done)
}

async fn pins(host: &Host, named: Option<&str>) -> Answer<Option<uuid::Uuid>> {
    match named {
        Some(named) => Ok(Some(select::assessment(host, Some(named)).await?.id)),
        None => Ok(None),
    }
}

fn show(paint: Paint, view: &CrosswalkView, kinds: &[KindWord], direct: bool) -> String {
    let item = &view.item;
    let mut text = lines([
        format!("{}  {}", paint.strong(&labelled(&item.qualifier, &item.id)), item.title),
        paint.faint(&view.note),
    ]);
    let mut any = false;
    for kind in CrosswalkKind::ALL {
        let wanted = kinds.is_empty() || kinds.iter().any(|it| it.0 == kind.as_str());
        let touches: Vec<&Touch> =
            view.touches.iter().filter(|it| wanted && it.item.kind == kind && (!direct || it.steps == 1)).collect();
        if touches.is_empty() {
            continue;
        }
        text.push_str(&lines([String::new(), paint.strong(&format!("{} ({})", kind.as_str(), touches.len()))]));
        let rows: Vec<Vec<String>> = touches.iter().map(|touch| row(paint, touch)).collect();
        text.push_str(&table(paint, &["ID", "HOW", "TITLE"], &rows, ""));
        any = true;
    }
    if let Some(why) = &view.nothing {
        text.push_str(&lines([String::new(), why.clone()]));
    } else if !any {
        text.push_str(&lines([
            String::new(),
            "Nothing of that kind touches it; without --kind and --direct there is more.".to_owned(),
        ]));
    }
    text
}

fn row(paint: Paint, touch: &Touch) -> Vec<String> {
    let how = touch.ways.first().map_or_else(String::new, |way| match way.steps.as_slice() {
        [step] => format!("{} ({})", step.words, step.provenance.basis.as_str()),
        steps => {
            let stations: Vec<String> = steps[..steps.len().saturating_sub(1)]
                .iter()
                .map(|step| labelled(&step.to.qualifier, &step.to.id))
                .collect();
            format!("through {}", stations.join(" > "))
        }
    });
    let title = if touch.item.former {
        format!("{} {}", touch.item.title, paint.faint("(former)"))
    } else {
        touch.item.title.clone()
    };
    vec![labelled(&touch.item.qualifier, &touch.item.id), how, title]
}
