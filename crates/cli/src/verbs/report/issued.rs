//! `assay report issue`, `list`, `reissue`, `amend`, `sign`, `compare`.

use std::path::{Path, PathBuf};

use assay_commands::CommandError;
use assay_commands::areas::issuing::{
    ReportAmendInput, ReportIssueInput, ReportIssued, ReportKeptSignInput, ReportReissueInput, ReportSource,
    ReportsCompareInput, ReportsListInput,
};
use assay_commands::areas::reports::{ReportOptionsInput, ReportTemplatesInput};
use assay_commands::areas::signing::ReportSignatureInput;
use assay_commands::view::{AssessmentView, IssuedReport};
use clap::{Args, Subcommand};

use super::{Choices, compared, file_name};
use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{Paint, count, facts, lines, minute, table, word};
use crate::select;
use crate::verbs::sign::{Signature, named};

#[derive(Debug, Subcommand)]
pub(crate) enum Issued {
    /// Issue a report: it gets a number, the workspace keeps the file, and the record says so
    #[command(after_help = "\
Examples:
  assay report issue
  assay report issue --template executive --level customer --output wallet-4.2.0.pdf
  assay report issue --number NL-2026-0117 --sign --as Author
  assay report issue --pkcs12 mara.p12 --password-file mara.txt --timestamp http://timestamp.example.org")]
    Issue {
        /// The assessment; not needed where there is only one
        #[arg(long, short)]
        assessment: Option<String>,
        #[command(flatten)]
        issue: Box<IssueArguments>,
    },
    /// List issued reports
    #[command(after_help = "\
Examples:
  assay report list
  assay report list --assessment \"Wallet 4.2.0\" --json")]
    List {
        /// Only those of this assessment
        #[arg(long, short)]
        assessment: Option<String>,
    },
    /// Give out the kept file of an issued report again, byte by byte
    #[command(
        after_help = "Examples:\n  assay report reissue 2026-001\n  assay report reissue 2026-001 --output copy.pdf"
    )]
    Reissue {
        /// The report: its number, its id, or a unique beginning of the id
        report: String,
        /// Where the file goes; by default one in the current folder that is called as the report's number
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// SHA-256 of an earlier file of it, with fewer signatures
        #[arg(long, value_name = "SHA256")]
        version: Option<String>,
    },
    /// Issue a report that takes the place of another, and prints so with the reason
    #[command(after_help = "\
Examples:
  assay report amend 2026-001 --reason \"The customer's name was wrong.\"
  assay report amend 2026-001 --reason \"MASVS-STORAGE-1 was tested again.\" --sign --as Author")]
    Amend {
        /// The report that is amended: its number, its id, or a unique beginning of the id
        report: String,
        /// What changes and why, in a sentence
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        issue: Box<IssueArguments>,
    },
    /// Sign a kept report; several people sign one after another
    #[command(after_help = "\
Examples:
  assay report sign 2026-001 --as Reviewer
  assay report sign 2026-001 --as Approver --pkcs12 mara.p12 --password-file mara.txt")]
    Sign {
        /// The report: its number, its id, or a unique beginning of the id
        report: String,
        #[command(flatten)]
        signature: Signature,
    },
    /// Say what changed from one report of an app to another
    #[command(after_help = "\
Examples:
  assay report compare 2026-001 2026-001/2
  assay report compare former.pdf later.pdf --json
  assay report compare former-volume-*.pdf later-volume-*.pdf")]
    Compare {
        /// The former one, then the later one: each a file, or the number or id of a kept report. Of one in volumes, all
        /// files, by the names that they were written under
        #[arg(required = true, num_args = 2.., value_name = "REPORT")]
        reports: Vec<String>,
    },
}

/// What is issued.
#[derive(Debug, Args)]
pub(crate) struct IssueArguments {
    /// Its number; by default the next one
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// Where a copy goes; the workspace keeps the file in any case
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Sign it at once, with your own key unless --pkcs12 names another
    #[arg(long)]
    sign: bool,
    #[command(flatten)]
    signature: Signature,
    /// A template that ships, or the folder of your own
    #[arg(long, value_name = "NAME|DIR", default_value = "assessment")]
    template: String,
    #[command(flatten)]
    choices: Choices,
}

impl IssueArguments {
    async fn options(&self, host: &Host, assessment: &AssessmentView) -> Answer<ReportOptionsInput> {
        let shipped = host.call(ReportTemplatesInput {}).await?;
        self.choices.options(host, assessment, &self.template, &shipped).await
    }

    fn signature(&self) -> Answer<Option<ReportSignatureInput>> {
        if self.sign || self.signature.is_asked() { self.signature.input().map(Some) } else { Ok(None) }
    }
}

pub(crate) async fn carry_out(host: &Host, verb: Issued) -> Answer {
    match verb {
        Issued::Issue { assessment, issue } => {
            host.open().await?;
            let assessment = select::assessment(host, assessment.as_deref()).await?;
            let options = issue.options(host, &assessment).await?;
            let signature = issue.signature()?;
            let number = issue.number.clone();
            let input = ReportIssueInput { assessment: assessment.id, options, number, signature };
            let issued = host.call_long(input).await?;
            show(host, &issued, issue.output.as_deref()).await?;
        }
        Issued::Amend { report, reason, issue } => {
            host.open().await?;
            let former = find(host, &report).await?;
            let assessment = select::assessment(host, Some(&former.assessment.to_string())).await?;
            let options = issue.options(host, &assessment).await?;
            let signature = issue.signature()?;
            let number = issue.number.clone();
            let input = ReportAmendInput { report: former.id, reason, options, number, signature };
            let issued = host.call_long(input).await?;
            show(host, &issued, issue.output.as_deref()).await?;
        }
        Issued::List { assessment } => {
            host.open().await?;
            let assessment = match assessment {
                Some(named) => Some(select::assessment(host, Some(&named)).await?.id),
                None => None,
            };
            let reports = host.call(ReportsListInput { assessment, release: None }).await?;
            host.output.show(&reports, |paint| {
                if host.output.quiet() { lines(reports.iter().map(|it| &it.number)) } else { listed(paint, &reports) }
            });
        }
        Issued::Reissue { report, output, version } => {
            host.open().await?;
            let found = find(host, &report).await?;
            let output = output.unwrap_or_else(|| PathBuf::from(file_name(&found.number)));
            let given = host.call_long(ReportReissueInput { report: found.id, path: named(&output), version }).await?;
            host.output.show(&given, |_| {
                if host.output.quiet() {
                    return lines(given.files.iter().map(|file| &file.path));
                }
                let mut text = String::new();
                for file in &given.files {
                    text.push_str(&lines([format!("Wrote report {} as it was kept to {}.", given.number, file.path)]));
                    let size = count(file.size, "byte", "bytes");
                    text.push_str(&facts([("Size", size), ("SHA-256", file.sha256.clone())]));
                }
                text
            });
        }
        Issued::Sign { report, signature } => {
            host.open().await?;
            let found = find(host, &report).await?;
            let input = ReportKeptSignInput { report: found.id, former: found.sha256, signature: signature.input()? };
            let signed = host.call_long(input).await?;
            host.output.show(&signed, |_| {
                if host.output.quiet() {
                    return lines([&signed.sha256]);
                }
                let mut text = lines([format!("Signed report {}.", signed.number)]);
                text.push_str(&signatures(&signed));
                text
            });
        }
        Issued::Compare { reports } => return compare(host, &reports).await,
    }
    Ok(Outcome::Done)
}

/// The files of each report: volumes are written beside each other, as `name-volume-1.pdf` and so on.
fn by_report(named: &[String]) -> Vec<(PathBuf, Vec<&String>)> {
    let mut reports: Vec<(PathBuf, Vec<&String>)> = Vec::new();
    for text in named {
        let path = Path::new(text);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let of = match stem.rsplit_once("-volume-") {
            Some((name, number)) if number.parse::<u32>().is_ok() => path.with_file_name(name),
            _ => PathBuf::from(text),
        };
        match reports.last_mut().filter(|(last, _)| *last == of) {
            Some((_, files)) => files.push(text),
            None => reports.push((of, vec![text])),
        }
    }
    reports
}

async fn compare(host: &Host, reports: &[String]) -> Answer {
    // Two are two reports, whatever they are called.
    let sets: Vec<Vec<&String>> = match reports {
        [former, later] => vec![vec![former], vec![later]],
        several => by_report(several).into_iter().map(|(_, files)| files).collect(),
    };
    let [former, later] = sets.as_slice() else {
        return Err(CommandError::new(
            "input.malformed",
            format!("By their names, these are files of {}.", count(sets.len() as u64, "report", "reports")),
            "Name all volumes of the former report, then all of the later one, as they were written.",
        )
        .into());
    };
    let (former, later) = (source(host, former).await?, source(host, later).await?);
    let compared = host.call(ReportsCompareInput { former, later }).await?;
    host.output.show(&compared, |paint| {
        let mut text = lines([compared::sentence(&compared)]);
        text.push_str(&lines(compared.limits.iter().map(|it| compared::limit(*it))));
        let rows: Vec<Vec<String>> = compared
            .changes
            .iter()
            .map(|it| {
                let [before, after] = compared::sides(it);
                vec![word(&it.part), compared::item(it), it.build.clone(), before, after]
            })
            .collect();
        if !rows.is_empty() {
            text.push_str(&table(paint, &["PART", "WHAT", "BUILD", "BEFORE", "AFTER"], &rows, ""));
        }
        text
    });
    Ok(Outcome::Done)
}

/// A report by its files, or a kept one by its number or id.
async fn source(host: &Host, named_as: &[&String]) -> Answer<ReportSource> {
    let [first, ..] = named_as else { return Ok(ReportSource { report: None, path: None, volumes: Vec::new() }) };
    if named_as.len() > 1 || Path::new(first).is_file() {
        let mut files = named_as.iter().map(|file| named(Path::new(file)));
        return Ok(ReportSource { report: None, path: files.next(), volumes: files.collect() });
    }
    host.open().await?;
    Ok(ReportSource { report: Some(find(host, first).await?.id), path: None, volumes: Vec::new() })
}

/// Says what was issued, and writes a copy where one is wanted.
async fn show(host: &Host, issued: &ReportIssued, copy: Option<&Path>) -> Answer<()> {
    let report = &issued.report;
    let mut copies = Vec::new();
    if let Some(path) = copy {
        let input = ReportReissueInput { report: report.id, path: named(path), version: None };
        copies = host.call_long(input).await?.files;
    }
    host.output.show(issued, |_| {
        if host.output.quiet() {
            return lines([&report.number]);
        }
        let mut text = lines([format!("Issued report {}.", report.number)]);
        if let Some(amends) = &report.amends {
            text.push_str(&lines([format!("It takes the place of report {}.", amends.number)]));
        }
        let several = report.files.len() > 1;
        text.push_str(&facts([
            ("Pages", report.pages.to_string()),
            ("Size", count(report.size, "byte", "bytes")),
            ("SHA-256", if several { String::new() } else { report.sha256.clone() }),
            ("Checkpoint", report.checkpoint.clone()),
        ]));
        if several {
            let volumes = report.files.iter().enumerate();
            text.push_str(&lines(
                volumes.map(|(index, file)| format!("Volume {}: SHA-256 {}", index + 1, file.sha256)),
            ));
        }
        text.push_str(&signatures(report));
        if let (Some(path), 0 | 1) = (copy, copies.len()) {
            text.push_str(&lines([format!("A copy is in {}.", path.display())]));
        } else {
            text.push_str(&lines(copies.iter().map(|file| format!("A copy is in {}.", file.path))));
        }
        text.push_str(&lines(issued.notices.iter().map(|notice| format!("Note: {}", notice.message))));
        text
    });
    Ok(())
}

fn signatures(report: &IssuedReport) -> String {
    lines(report.versions.iter().filter_map(|version| version.signature.as_ref()).map(|it| {
        let role = if it.role.is_empty() { String::new() } else { format!(" as {}", it.role) };
        let shows = if it.own_key { "a key of their own: not who signed" } else { "a certificate of others" };
        format!("Signed{role} by {}, with {shows}.", it.name)
    }))
}

fn listed(paint: Paint, reports: &[IssuedReport]) -> String {
    let rows: Vec<Vec<String>> = reports
        .iter()
        .map(|it| {
            let signed = it.versions.iter().filter(|version| version.signature.is_some()).count();
            let mut remarks = Vec::new();
            remarks.extend(it.amends.as_ref().map(|amends| format!("amends {}", amends.number)));
            remarks.extend(it.amended_by.iter().map(|by| format!("amended by {}", by.number)));
            if it.files.len() > 1 {
                remarks.push(format!("{} volumes", it.files.len()));
            }
            if it.number_twice {
                remarks.push("number given twice".to_owned());
            }
            if !it.kept {
                remarks.push("file missing".to_owned());
            }
            vec![
                it.number.clone(),
                format!("{} {}", it.app_name, it.release_name),
                it.template.clone(),
                it.level.clone(),
                it.issued.by.clone(),
                minute(&it.issued.at),
                signed.to_string(),
                it.sha256.chars().take(12).collect(),
                remarks.join(", "),
            ]
        })
        .collect();
    let heads = ["NUMBER", "OF", "TEMPLATE", "FOR", "BY", "AT (UTC)", "SIGNED", "SHA-256", ""];
    table(paint, &heads, &rows, "No report was issued yet. Issue one: assay report issue")
}

/// The kept report with this number or id.
async fn find(host: &Host, text: &str) -> Answer<IssuedReport> {
    let reports = host.call(ReportsListInput::default()).await?;
    let numbered: Vec<&IssuedReport> = reports.iter().filter(|it| it.number == text).collect();
    let wanted = text.to_ascii_lowercase();
    let found = if numbered.is_empty() && !wanted.is_empty() {
        reports.iter().filter(|it| it.id.to_string().starts_with(&wanted)).collect()
    } else {
        numbered
    };
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Failure::usage(
            format!("No report \"{text}\" was issued in this workspace."),
            "Look at the list: assay report list",
        )),
        several => {
            let ids: Vec<String> = several.iter().map(|it| it.id.to_string()).collect();
            Err(Failure::usage(
                format!("\"{text}\" could be several reports: {}.", ids.join(", ")),
                "Name one by its id.",
            ))
        }
    }
}
