//! `assay report`.

use std::path::PathBuf;

use assay_commands::areas::reports::{
    ReportExportInput, ReportLevel, ReportOptionsInput, ReportPaper, ReportTemplate, ReportTemplateCopyInput,
    ReportTemplatesInput,
};
use clap::{Args, Subcommand, ValueEnum};
use uuid::Uuid;

use crate::host::{Answer, Host, Outcome};
use crate::output::{count, facts, lines};
use crate::select;

/// Write the report of an assessment as a PDF, or copy a template
#[derive(Debug, Args)]
#[command(
    long_about = "Write the report of an assessment as a PDF: scope and identity of the builds, method and limits, \
        verdicts per control, each unit with result, tester, time, note and evidence, findings, waivers and sign-offs, \
        the evidence's manifest, the catalogues and the ledger's checkpoint. The same assessment gives the same bytes.",
    after_help = "\
Examples:
  assay report
  assay report --output wallet-4.2.0.pdf --comments
  assay report --assessment \"Wallet 4.2.0, first round\" --build android
  assay report --template executive --level customer --logo logo.png --accent \"#7a1f5c\"
  assay report template copy executive my-template
  assay report --template my-template --paper us-letter --fonts fonts",
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Report {
    #[command(subcommand)]
    template: Option<Templates>,
    #[command(flatten)]
    write: Write,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Templates {
    /// List the templates that ship, or copy one to change it
    #[command(subcommand)]
    Template(Template),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Template {
    /// List the templates that ship
    #[command(after_help = "Examples:\n  assay report template list")]
    List,
    /// Copy a template that ships into a folder, to change it there
    #[command(after_help = "Examples:\n  assay report template copy assessment my-template")]
    Copy {
        /// Its name
        name: String,
        /// The folder; it must not be there yet, or be empty
        folder: PathBuf,
    },
}

/// What is written, and how.
#[derive(Debug, Args)]
pub(crate) struct Write {
    /// The assessment; not needed where there is only one
    #[arg(long, short)]
    assessment: Option<String>,
    /// Where the PDF goes; by default a file in the current folder that is called as the assessment
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only this build; may be repeated. By default all of the release
    #[arg(long, short)]
    build: Vec<String>,
    /// Print comments too, at the internal level
    #[arg(long)]
    comments: bool,
    /// Attach the files of the evidence
    #[arg(long)]
    evidence: bool,
    /// A template that ships, or the folder of your own
    #[arg(long, value_name = "NAME|DIR", default_value = "assessment")]
    template: String,
    /// For whom it is: a lower level removes, never hides
    #[arg(long, value_enum, default_value_t = Level::Internal)]
    level: Level,
    /// The language of the template's words
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    /// The paper
    #[arg(long, value_enum, default_value_t = Sheet::A4)]
    paper: Sheet,
    /// The leading colour, such as "#0b5c63"
    #[arg(long, value_name = "COLOUR")]
    accent: Option<String>,
    /// A picture for the first page
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// What the logo says, for people who do not see it
    #[arg(long, value_name = "TEXT", requires = "logo")]
    logo_alternative: Option<String>,
    /// A folder with TrueType fonts that come before the bundled ones
    #[arg(long, value_name = "DIR")]
    fonts: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    /// Anybody
    Public,
    /// Who asked for the assessment
    Customer,
    /// The laboratory itself
    Internal,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sheet {
    A4,
    UsLetter,
}

impl Write {
    /// The options of the command.
    fn options(&self, build_ids: Option<Vec<Uuid>>, shipped: &[ReportTemplate]) -> ReportOptionsInput {
        let path = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone()).display().to_string();
        // What ships comes before a folder of the same name; `./executive` is the folder.
        let folder = PathBuf::from(&self.template);
        let ships = shipped.iter().any(|it| it.name == self.template);
        let own = !ships && (folder.components().count() > 1 || folder.is_dir());
        ReportOptionsInput {
            template: (!own).then(|| self.template.clone()),
            template_folder: own.then(|| path(&folder)),
            level: match self.level {
                Level::Public => ReportLevel::Public,
                Level::Customer => ReportLevel::Customer,
                Level::Internal => ReportLevel::Internal,
            },
            comments: self.comments,
            build_ids,
            evidence: self.evidence,
            language: Some(self.language.clone()),
            paper: match self.paper {
                Sheet::A4 => ReportPaper::A4,
                Sheet::UsLetter => ReportPaper::UsLetter,
            },
            accent: self.accent.clone(),
            logo: self.logo.as_ref().map(path),
            logo_alternative: self.logo_alternative.clone(),
            fonts: self.fonts.as_ref().map(path),
        }
    }
}

async fn templates(host: &Host, verb: Template) -> Answer {
    match verb {
        Template::List => {
            let all = host.call(ReportTemplatesInput {}).await?;
            host.output.show(&all, |_| {
                if host.output.quiet() {
                    return lines(all.iter().map(|it| &it.name));
                }
                facts(all.iter().map(|it| (it.name.as_str(), it.summary.clone())))
            });
        }
        Template::Copy { name, folder } => {
            let folder = std::path::absolute(&folder).unwrap_or(folder).display().to_string();
            let copied = host.call(ReportTemplateCopyInput { template: name, folder }).await?;
            let number = count(copied.files.len() as u64, "file", "files");
            host.output.done(&copied, &copied.folder, || {
                format!("Copied {number} to {}. Change them, and write with --template.", copied.folder)
            });
        }
    }
    Ok(Outcome::Done)
}

pub(crate) async fn carry_out(host: &Host, verb: Report) -> Answer {
    if let Some(Templates::Template(verb)) = verb.template {
        return templates(host, verb).await;
    }
    let verb = verb.write;
    host.open().await?;
    let assessment = select::assessment(host, verb.assessment.as_deref()).await?;
    let mut builds = Vec::new();
    for named in &verb.build {
        builds.push(select::build_of(host, &assessment, Some(named)).await?);
    }
    let output = verb.output.clone().unwrap_or_else(|| PathBuf::from(file_name(&assessment.title)));
    let path = std::path::absolute(&output).unwrap_or(output);
    let build_ids = (!builds.is_empty()).then_some(builds);
    let options = verb.options(build_ids, &host.call(ReportTemplatesInput {}).await?);
    let report = host
        .call_long(ReportExportInput { assessment: assessment.id, path: path.display().to_string(), options })
        .await?;
    host.output.show(&report, |_| {
        if host.output.quiet() {
            return lines([&report.path]);
        }
        let mut text = lines([format!("Wrote {}.", report.path)]);
        text.push_str(&facts([
            ("Pages", report.pages.to_string()),
            ("Size", count(report.size, "byte", "bytes")),
            ("SHA-256", report.sha256.clone()),
        ]));
        text.push_str(&lines(report.notices.iter().map(|notice| format!("Note: {}", notice.message))));
        text
    });
    Ok(Outcome::Done)
}

/// A file's name from a title: letters and digits of any script, dots; everything else becomes a hyphen.
fn file_name(title: &str) -> String {
    let kept: String =
        title.chars().map(|letter| if letter.is_alphanumeric() || letter == '.' { letter } else { '-' }).collect();
    let words: Vec<&str> = kept.split('-').map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    format!("{}.pdf", if name.is_empty() { "report" } else { &name })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_title_becomes_a_plain_file_name() {
        assert_eq!(file_name("Wallet 4.2.0, L2+R"), "Wallet-4.2.0-L2-R.pdf");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd.pdf");
        assert_eq!(file_name("Größe 中文"), "Größe-中文.pdf");
        assert_eq!(file_name("///"), "report.pdf");
    }
}
