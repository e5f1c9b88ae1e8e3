//! `assay report`.

mod compared;
mod issued;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assay_commands::CommandError;
use assay_commands::areas::reports::{
    ReportExportInput, ReportExported, ReportLevel, ReportOptionsInput, ReportPaper, ReportTemplate,
    ReportTemplateCopyInput, ReportTemplatesInput,
};
use assay_commands::view::AssessmentView;
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
  assay report --all --template assessment --template executive --output reports
  assay report --template executive --level customer --logo logo.png --accent \"#7a1f5c\"
  assay report template copy executive my-template
  assay report issue --level customer --sign --as Author
  assay report --template my-template --paper us-letter --fonts fonts",
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Report {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    write: Write,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// List the templates that ship, or copy one to change it
    #[command(subcommand)]
    Template(Template),
    #[command(flatten)]
    Issued(issued::Issued),
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
    /// The assessment; not needed where there is only one. May be repeated: a file each
    #[arg(long, short)]
    assessment: Vec<String>,
    /// Every assessment of the workspace: a file each
    #[arg(long, conflicts_with_all = ["assessment", "build"])]
    all: bool,
    /// Where the PDF goes; by default a file in the current folder that is called as the assessment. Of several
    /// reports, the folder
    #[arg(long, short, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// A template that ships, or the folder of your own. May be repeated: a file each
    #[arg(long, value_name = "NAME|DIR", default_value = "assessment")]
    template: Vec<String>,
    #[command(flatten)]
    choices: Choices,
}

/// What goes into a report, and how it looks.
#[derive(Debug, Args)]
pub(crate) struct Choices {
    /// Only this build; may be repeated. By default all of the release
    #[arg(long, short)]
    build: Vec<String>,
    /// Print comments too, at the internal level
    #[arg(long)]
    comments: bool,
    /// Attach the files of the evidence
    #[arg(long)]
    evidence: bool,
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
    /// About how many pages a file has at most; a report with more is in several volumes. At most 600
    #[arg(long, value_name = "PAGES")]
    volume_pages: Option<u32>,
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

impl Choices {
    /// The options of the command.
    fn as_input(&self, template: &str, build_ids: Option<Vec<Uuid>>, shipped: &[ReportTemplate]) -> ReportOptionsInput {
        let path = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone()).display().to_string();
        // What ships comes before a folder of the same name; `./executive` is the folder.
        let folder = PathBuf::from(template);
        let ships = shipped.iter().any(|it| it.name == template);
        let own = !ships && (folder.components().count() > 1 || folder.is_dir());
        ReportOptionsInput {
            template: (!own).then(|| template.to_owned()),
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
            volume_pages: self.volume_pages,
        }
    }
}

impl Choices {
    /// The options of the command, for a report of this assessment by this template.
    async fn options(
        &self,
        host: &Host,
        assessment: &AssessmentView,
        template: &str,
        shipped: &[ReportTemplate],
    ) -> Answer<ReportOptionsInput> {
        let mut builds = Vec::new();
        for named in &self.build {
            builds.push(select::build_of(host, assessment, Some(named)).await?);
        }
        Ok(self.as_input(template, (!builds.is_empty()).then_some(builds), shipped))
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
    match verb.verb {
        Some(Verb::Template(verb)) => return templates(host, verb).await,
        Some(Verb::Issued(verb)) => return issued::carry_out(host, verb).await,
        None => {}
    }
    let verb = verb.write;
    host.open().await?;
    let assessments = assessments(host, &verb).await?;
    let shipped = host.call(ReportTemplatesInput {}).await?;
    if assessments.len() * verb.template.len() == 1 {
        let [assessment, ..] = assessments.as_slice() else { return Ok(Outcome::Done) };
        let output = verb.output.clone().unwrap_or_else(|| PathBuf::from(file_name(&assessment.title)));
        let template = verb.template.first().map(String::as_str).unwrap_or_default();
        let report = write(host, &verb, assessment, template, &shipped, output).await?;
        host.output.show(&report, |_| said(host, &report));
        return Ok(Outcome::Done);
    }
    let folder = verb.output.clone().unwrap_or_default();
    if !folder.as_os_str().is_empty() {
        std::fs::create_dir_all(&folder).map_err(|problem| {
            CommandError::new(
                "disk.failed",
                format!("{} could not be made: {problem}.", folder.display()),
                "Name a folder that you may write to.",
            )
        })?;
    }
    let mut reports = Vec::new();
    let mut names = BTreeSet::new();
    for assessment in &assessments {
        for template in &verb.template {
            let mut title = assessment.title.clone();
            if verb.template.len() > 1 {
                let name = Path::new(template).file_name().map(|name| name.to_string_lossy().into_owned());
                title = format!("{title} {}", name.unwrap_or_default());
            }
            let output = folder.join(untaken(&title, &mut names));
            reports.push(write(host, &verb, assessment, template, &shipped, output).await?);
        }
    }
    host.output.show(&reports, |_| {
        let mut text: String = reports.iter().map(|report| said(host, report)).collect();
        if !host.output.quiet() {
            text.push_str(&lines([count(reports.len() as u64, "report", "reports")]));
        }
        text
    });
    Ok(Outcome::Done)
}

/// The assessments that are meant.
async fn assessments(host: &Host, verb: &Write) -> Answer<Vec<AssessmentView>> {
    if verb.all {
        return select::all_assessments(host).await;
    }
    if verb.assessment.is_empty() {
        return Ok(vec![select::assessment(host, None).await?]);
    }
    let mut all = Vec::with_capacity(verb.assessment.len());
    for named in &verb.assessment {
        all.push(select::assessment(host, Some(named)).await?);
    }
    Ok(all)
}

async fn write(
    host: &Host,
    verb: &Write,
    assessment: &AssessmentView,
    template: &str,
    shipped: &[ReportTemplate],
    output: PathBuf,
) -> Answer<ReportExported> {
    let path = std::path::absolute(&output).unwrap_or(output).display().to_string();
    let options = verb.choices.options(host, assessment, template, shipped).await?;
    host.call_long(ReportExportInput { assessment: assessment.id, path, options }).await
}

fn said(host: &Host, report: &ReportExported) -> String {
    if host.output.quiet() {
        return lines(report.files.iter().map(|file| &file.path));
    }
    let mut text = String::new();
    for (index, file) in report.files.iter().enumerate() {
        let volume = match report.files.len() {
            1 => String::new(),
            several => format!(", volume {} of {several}", index + 1),
        };
        text.push_str(&lines([format!("Wrote {}{volume}.", file.path)]));
        text.push_str(&facts([
            ("Pages", file.pages.to_string()),
            ("Size", count(file.size, "byte", "bytes")),
            ("SHA-256", file.sha256.clone()),
        ]));
    }
    text.push_str(&lines(report.notices.iter().map(|notice| format!("Note: {}", notice.message))));
    text
}

/// A file's name that no other report of the same run has, whatever the file system makes of capitals.
fn untaken(title: &str, names: &mut BTreeSet<String>) -> String {
    let mut name = file_name(title);
    let mut number = 2;
    while !names.insert(name.to_lowercase()) {
        name = file_name(&format!("{title} {number}"));
        number += 1;
    }
    name
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
    use std::collections::BTreeSet;

    use super::{file_name, untaken};

    #[test]
    fn two_titles_never_share_a_file() {
        let mut names = BTreeSet::new();
        let given: Vec<String> = ["A b", "a-B", "A b 2"].iter().map(|title| untaken(title, &mut names)).collect();
        assert_eq!(given, ["A-b.pdf", "a-B-2.pdf", "A-b-2-2.pdf"]);
    }

    #[test]
    fn a_title_becomes_a_plain_file_name() {
        assert_eq!(file_name("Wallet 4.2.0, L2+R"), "Wallet-4.2.0-L2-R.pdf");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd.pdf");
        assert_eq!(file_name("Größe 中文"), "Größe-中文.pdf");
        assert_eq!(file_name("///"), "report.pdf");
    }
}
