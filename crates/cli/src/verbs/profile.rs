//! `assay profile`.

mod show;

use std::path::{Path, PathBuf};

use assay_commands::Platform;
use assay_commands::areas::profiles::{
    ProfileAddInput, ProfileCheckInput, ProfileChecked, ProfileCompareInput, ProfileRemoveInput, ProfileShowInput,
    ProfilesListInput, QuestionnaireShowInput,
};
use clap::{Args, Subcommand};

use crate::answering;
use crate::arguments::{PLATFORMS, one_of};
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, lines, table, word};

/// List and compare profiles, show what one asks for, and check and keep profile files of your own
#[derive(Debug, Subcommand)]
pub(crate) enum Profile {
    /// List the profiles that are offered: MAS levels, industries, MASA readiness, your own
    #[command(after_help = "Examples:\n  assay profile list\n  assay profile list --json")]
    List,
    /// Show what a profile asks for on a platform, with the reasons
    #[command(after_help = "Examples:
  assay profile show L2+R --platform android
  assay profile show fintech --platform ios --answer role=payment-service-provider --answer jurisdiction=eu
  assay profile show acme-wallet.yaml --platform android")]
    Show {
        /// A profile's id, or levels joined by a plus sign, such as L2+R+P; R only beside L1 or L2; or a profile file
        profile: String,
        /// The platform
        #[arg(long, value_parser = one_of::<Platform>(PLATFORMS))]
        platform: Platform,
        #[command(flatten)]
        answers: Answering,
    },
    /// Check a profile file: every problem with its line and column
    #[command(
        after_help = "Files next to it, and those of --profiles, can be extended.\n\nExamples:\n  assay profile check acme-wallet.yaml"
    )]
    Check {
        /// The profile file
        file: PathBuf,
        /// A folder with more profile files that can be extended
        #[arg(long, value_name = "DIR")]
        profiles: Option<PathBuf>,
    },
    /// Say what differs between two profiles, and because of which line
    #[command(after_help = "Examples:
  assay profile compare L2+R fintech --platform android
  assay profile compare fintech acme-wallet.yaml --platform android")]
    Compare {
        /// One profile: an id, levels, or a profile file
        a: String,
        /// The other one
        b: String,
        /// The platform
        #[arg(long, value_parser = one_of::<Platform>(PLATFORMS))]
        platform: Platform,
        #[command(flatten)]
        answers: Answering,
    },
    /// Check a profile file and keep it in the workspace, in place of one with its id
    #[command(after_help = "Examples:\n  assay profile add acme-wallet.yaml")]
    Add {
        /// The profile file
        file: PathBuf,
    },
    /// Remove a profile file of your own from the workspace; assessments opened with it keep it
    #[command(after_help = "Examples:\n  assay profile remove acme-wallet")]
    Remove {
        /// Its id
        profile: String,
    },
    /// Show the questions at the start of an assessment, and the words that answer them
    #[command(after_help = "Examples:\n  assay profile questions")]
    Questions,
}

/// Answers of the questionnaire.
#[derive(Debug, Args)]
pub(crate) struct Answering {
    /// The answers of the questionnaire, as YAML or JSON: a list of words by question
    #[arg(long = "answers", value_name = "FILE")]
    file: Option<PathBuf>,
    /// One word of an answer; may be repeated. "feature=" says that none of its words is chosen
    #[arg(long = "answer", value_name = "QUESTION=WORD", value_parser = answering::word)]
    words: Vec<(String, Option<String>)>,
}

impl Answering {
    fn read(self) -> Answer<Option<answering::Answers>> {
        let answers = answering::answers(self.file.as_deref(), self.words)?;
        Ok((!answers.is_empty()).then_some(answers))
    }
}

pub(crate) async fn carry_out(host: &Host, verb: Profile) -> Answer {
    match verb {
        Profile::List => {
            host.open_if_there().await?;
            let profiles = host.call(ProfilesListInput {}).await?;
            host.output.show(&profiles, |paint| {
                let rows: Vec<Vec<String>> = profiles
                    .iter()
                    .map(|profile| vec![profile.id.clone(), word(&profile.kind), profile.title.clone()])
                    .collect();
                table(paint, &["PROFILE", "KIND", "TITLE"], &rows, "There are no profiles.")
            });
        }
        Profile::Show { profile, platform, answers } => {
            host.open_if_there().await?;
            let plan = host.call(ProfileShowInput { profile, platform, answers: answers.read()? }).await?;
            host.output.show(&plan, |paint| show::plan(paint, &plan));
        }
        Profile::Check { file, profiles } => {
            host.open_if_there().await?;
            let checked = host.call(ProfileCheckInput { path: file.clone(), profiles }).await?;
            host.output.show(&checked, |paint| told(paint, &checked, &file, "is fine"));
            return Ok(outcome(&checked));
        }
        Profile::Compare { a, b, platform, answers } => {
            host.open_if_there().await?;
            let compared = host.call(ProfileCompareInput { a, b, platform, answers: answers.read()? }).await?;
            host.output.show(&compared, |paint| show::comparison(paint, &compared));
        }
        Profile::Add { file } => {
            host.open().await?;
            let checked = host.call(ProfileAddInput { path: file.clone() }).await?;
            host.output.show(&checked, |paint| told(paint, &checked, &file, "is kept in the workspace"));
            return Ok(outcome(&checked));
        }
        Profile::Remove { profile } => {
            host.open().await?;
            let done = host.call(ProfileRemoveInput { profile: profile.clone() }).await?;
            host.output.show(&done, |_| lines([format!("{profile} is no longer in the workspace.")]));
        }
        Profile::Questions => {
            let questionnaire = host.call(QuestionnaireShowInput {}).await?;
            host.output.show(&questionnaire, |paint| show::questions(paint, &questionnaire));
        }
    }
    Ok(Outcome::Done)
}

fn outcome(checked: &ProfileChecked) -> Outcome {
    if checked.profile.is_some() { Outcome::Done } else { Outcome::CheckSaidNo }
}

/// One line a problem, as compilers print them.
fn told(paint: Paint, checked: &ProfileChecked, file: &Path, success: &str) -> String {
    let Some(profile) = &checked.profile else { return lines(checked.problems.iter().map(ToString::to_string)) };
    let id = paint.strong(&profile.id);
    let warnings = &checked.warnings;
    if warnings.is_empty() {
        return lines([format!("{id} ({}) {success}.", file.display())]);
    }
    let told = warnings.iter().map(|it| {
        let key = if it.key.is_empty() { String::new() } else { format!("{}: ", it.key) };
        format!("{}:{}:{}: warning: {key}{} {}", it.file, it.line, it.column, it.message, it.hint)
    });
    let count = count(warnings.len() as u64, "warning", "warnings");
    lines(told.chain([format!("{id} ({}) {success}, with {count}.", file.display())]))
}
