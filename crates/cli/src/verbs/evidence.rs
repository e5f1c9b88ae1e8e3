//! `assay evidence`.

use std::path::PathBuf;

use assay_commands::areas::evidence::{
    EvidenceAddCommitInput, EvidenceAddFilesInput, EvidenceAddLinkInput, EvidenceAddNoteInput, EvidenceListInput,
    EvidenceVerifyInput,
};
use assay_commands::view::{EvidenceAdded, EvidenceCheck, EvidenceContent, EvidenceView};
use clap::{Args, Subcommand};

use crate::arguments::On;
use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{count, lines, minute, short, table};
use crate::select;

/// Add, list and verify evidence
#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    /// Attach files, a note, a link or a git commit to a unit
    #[command(
        long_about = "Attach files, a note, a link or a git commit to a unit.\n\nFiles are copied into the workspace \
            under their SHA-256. Only regular files are taken: no links, no devices.",
        after_help = "\
Examples:
  assay evidence add MASTG-TEST-0235 traffic.pcap screen.png --caption \"Traffic of the login\" --build android
  assay evidence add MASTG-TEST-0235 --note \"The server answers 426 to plain http.\"
  assay evidence add MASTG-TEST-0235 --link https://tracker.example.org/42
  assay evidence add MASTG-TEST-0235 --repository ~/src/wallet --revision v4.2.0 --at src/Login.kt:40-52"
    )]
    Add(Box<Add>),
    /// List the evidence of an assessment
    #[command(after_help = "Examples:\n  assay evidence list\n  assay evidence list --build android --json")]
    List {
        #[command(flatten)]
        on: On,
    },
    /// Compare every stored file with its digest; exits with 3 where one is missing or altered
    #[command(after_help = "Examples:\n  assay evidence verify && echo \"all files are sound\"")]
    Verify,
}

/// What is to be attached.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The unit: a test's id, or the weakness's or control's for a direct assessment
    unit: String,
    /// Files; they are copied into the workspace
    #[arg(value_name = "FILE", conflicts_with_all = ["note", "link", "repository"])]
    files: Vec<PathBuf>,
    /// A note in markdown
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["link", "repository"])]
    note: Option<String>,
    /// An http or https address
    #[arg(long, value_name = "URL", conflicts_with = "repository")]
    link: Option<String>,
    /// The folder of a git repository, for a commit
    #[arg(long, value_name = "DIR", requires = "revision")]
    repository: Option<PathBuf>,
    /// The commit, branch or tag; resolved once, to the full id
    #[arg(long, value_name = "REVISION", requires = "repository")]
    revision: Option<String>,
    /// A file that the commit holds, such as src/Login.kt; with lines, such as src/Login.kt:40-52
    #[arg(long, value_name = "PATH", requires = "repository", value_parser = place)]
    at: Option<Place>,
    /// What it shows
    #[arg(long, value_name = "TEXT")]
    caption: Option<String>,
    #[command(flatten)]
    on: On,
}

/// A place in the files of a commit.
#[derive(Debug, Clone)]
struct Place {
    path: String,
    lines: Option<(u32, u32)>,
}

/// Reads `src/Login.kt`, `src/Login.kt:40` or `src/Login.kt:40-52`.
#[expect(clippy::unnecessary_wraps, reason = "a parser of clap's can fail")]
fn place(text: &str) -> Result<Place, std::convert::Infallible> {
    let lines = |text: &str| {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        Some((first.parse().ok()?, last.parse().ok()?))
    };
    let found = text.rsplit_once(':').and_then(|(path, rest)| Some((path, lines(rest)?)));
    Ok(match found {
        Some((path, lines)) => Place { path: path.to_owned(), lines: Some(lines) },
        None => Place { path: text.to_owned(), lines: None },
    })
}

pub(crate) async fn carry_out(host: &Host, verb: Evidence) -> Answer {
    host.open().await?;
    match verb {
        Evidence::Add(add) => {
            let added = self::add(host, *add).await?;
            let ids: Vec<String> = added.evidence.iter().map(|it| it.id.to_string()).collect();
            host.output.done(&added, &ids.join("\n"), || {
                let attached = added.evidence.iter().map(|it| format!("Attached {}", words(it)));
                let known = added.known.iter().map(|it| match (it.here, it.elsewhere) {
                    (true, _) => format!("{} is attached to this unit already", it.name),
                    (false, 1) => format!("{} is evidence of one other unit too", it.name),
                    (false, more) => format!("{} is evidence of {more} other units too", it.name),
                });
                lines(attached.chain(known))
            });
            Ok(Outcome::Done)
        }
        Evidence::List { on } => {
            let assessment = select::assessment(host, on.assessment.as_deref()).await?;
            let build = match &on.build {
                Some(named) => Some(select::build_of(host, &assessment, Some(named)).await?),
                None => None,
            };
            let evidence = host.call(EvidenceListInput { assessment: assessment.id, build }).await?;
            host.output.show(&evidence, |paint| {
                let rows: Vec<Vec<String>> = evidence
                    .iter()
                    .map(|it| {
                        vec![
                            it.unit.clone(),
                            words(it),
                            minute(&it.added.at),
                            short(&it.id.to_string()),
                            it.caption.clone(),
                        ]
                    })
                    .collect();
                table(paint, &["UNIT", "EVIDENCE", "ADDED (UTC)", "ID", "CAPTION"], &rows, "There is no evidence yet.")
            });
            Ok(Outcome::Done)
        }
        Evidence::Verify => {
            let check = host.call_long(EvidenceVerifyInput {}).await?;
            host.output.show(&check, |_| checked(&check));
            let sound = check.missing.is_empty() && check.altered.is_empty();
            Ok(if sound { Outcome::Done } else { Outcome::CheckSaidNo })
        }
    }
}

async fn add(host: &Host, add: Add) -> Answer<EvidenceAdded> {
    let (target, unit) = select::unit_on(host, &add.on, &add.unit).await?;
    let (assessment, build, caption) = (target.assessment, target.build, add.caption);
    if let Some(text) = add.note {
        return host.call(EvidenceAddNoteInput { assessment, build, unit, text, caption }).await;
    }
    if let Some(url) = add.link {
        return host.call(EvidenceAddLinkInput { assessment, build, unit, url, caption }).await;
    }
    if let (Some(repository), Some(revision)) = (add.repository, add.revision) {
        let repository = repository.display().to_string();
        let (path, lines) = add.at.map_or((None, None), |at| (Some(at.path), at.lines));
        let input = EvidenceAddCommitInput { assessment, build, unit, repository, revision, path, lines, caption };
        return host.call(input).await;
    }
    if add.files.is_empty() {
        return Err(Failure::usage(
            "Nothing was named that could be attached.",
            "Name files, or give --note, --link, or --repository with --revision.",
        ));
    }
    let paths = add.files.iter().map(|path| path.display().to_string()).collect();
    host.call_long(EvidenceAddFilesInput { assessment, build, unit, paths, caption }).await
}

fn checked(check: &EvidenceCheck) -> String {
    if check.missing.is_empty() && check.altered.is_empty() {
        return lines([format!("{} sound.", count(check.sound, "file is", "files are"))]);
    }
    let mut text = lines([format!(
        "The check says no: {} sound, {} missing, {} altered.",
        check.sound,
        check.missing.len(),
        check.altered.len()
    )]);
    text.push_str(&lines(check.missing.iter().map(|digest| format!("  missing {digest}"))));
    text.push_str(&lines(check.altered.iter().map(|digest| format!("  altered {digest}"))));
    text
}

/// A piece of evidence in a few words.
pub(crate) fn words(evidence: &EvidenceView) -> String {
    match &evidence.content {
        None => "(redacted)".to_owned(),
        Some(EvidenceContent::File { name, sha256, size, .. }) => format!("{name}, {size} bytes, {}", short(sha256)),
        Some(EvidenceContent::Note { text }) => format!("note: {}", text.lines().next().unwrap_or_default()),
        Some(EvidenceContent::Link { url }) => url.clone(),
        Some(EvidenceContent::Commit { id, path: Some(path), lines, .. }) => {
            let lines = lines.map(|(first, last)| format!(":{first}-{last}")).unwrap_or_default();
            format!("commit {} {path}{lines}", short(id))
        }
        Some(EvidenceContent::Commit { id, subject, .. }) => format!("commit {} {subject}", short(id)),
    }
}
