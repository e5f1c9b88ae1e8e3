//! The verbs and the global options.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use serde::de::DeserializeOwned;

use crate::verbs::{
    app, assessment, board, build, comment, completions, crosswalk, demo, engagement, evidence, export, finding,
    identity, init, ledger, migrate, profile, release, report, result, review, search, sign, sign_off, standards,
    verdict, verify, waiver,
};

/// Verify mobile apps against OWASP MASVS: results, evidence and reports that can be checked.
#[derive(Debug, Parser)]
#[command(
    name = "assay",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  assay init review --by \"Ada Example\" --email ada@example.org
  cd review
  assay app add \"Wallet\"
  assay release add Wallet 4.2.0
  assay build add Wallet/4.2.0 --platform android --version-name 4.2.0 --version-code 4210 --artefact wallet.apk
  assay assessment open Wallet/4.2.0 --profile L2+R
  assay result set MASTG-TEST-0235 pass --note \"Only https.\"
  assay report --output wallet.pdf

Exit codes: 0 done, 1 failed, 2 usage, 3 a check said no."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: GlobalOptions,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Options of every verb.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalOptions {
    /// The workspace; by default the current folder or the nearest one above it that holds a workspace
    #[arg(long, global = true, value_name = "DIR", env = "ASSAY_WORKSPACE", hide_env_values = true)]
    pub(crate) workspace: Option<PathBuf>,
    /// Write JSON: the answer of the command on standard output, an error as {"error": {..}} on standard error
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Write no progress and no sentences; what was added is named by its id alone
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Write without colours, as with the environment variable `NO_COLOR`
    #[arg(long, global = true)]
    pub(crate) no_color: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Create a workspace
    Init(init::Init),
    /// Say who works here, or show it
    #[command(subcommand)]
    Identity(identity::Identity),
    /// List, show and sync OWASP's standards
    #[command(subcommand)]
    Standards(standards::Standards),
    /// List profiles, and show what one asks for
    #[command(subcommand)]
    Profile(profile::Profile),
    /// Find standards, requirements, clauses, apps, builds and assessments
    Search(search::Search),
    /// Show what touches an item that people cite, and export such relations as a matrix
    #[command(subcommand)]
    Crosswalk(crosswalk::Crosswalk),
    /// Add and list apps
    #[command(subcommand)]
    App(app::App),
    /// Show all releases that are under way: whether each may ship, and why not
    Board(board::Board),
    /// Add and list releases of an app, see whether one may ship, and decide
    #[command(subcommand)]
    Release(release::Release),
    /// Add, list and show builds of a release
    #[command(subcommand)]
    Build(build::Build),
    /// Open, show and list assessments
    #[command(subcommand)]
    Assessment(assessment::Assessment),
    /// Carry an assessment over to other versions of the catalogues, on the same builds
    Migrate(migrate::Migrate),
    /// Record what an assessment is done under
    #[command(subcommand)]
    Engagement(engagement::Engagement),
    /// State results of tests and direct assessments
    #[command(subcommand)]
    Result(result::ResultVerb),
    /// Show verdicts, and lower one with a reason
    #[command(subcommand)]
    Verdict(verdict::VerdictVerb),
    /// Open, change and retest findings
    #[command(subcommand)]
    Finding(finding::Finding),
    /// Accept risks until a day
    #[command(subcommand)]
    Waiver(waiver::Waiver),
    /// Add, list and verify evidence
    #[command(subcommand)]
    Evidence(evidence::Evidence),
    /// Write the checklist or the findings as a table for spreadsheets
    #[command(subcommand)]
    Export(export::Export),
    /// Hand answers to a second person, approve or return them, and say who tests what
    #[command(subcommand)]
    Review(review::Review),
    /// Sign an assessment off in a role, over the ledger's checkpoint
    #[command(subcommand)]
    SignOff(sign_off::SignOff),
    /// Add comments, and list those that mention you
    #[command(subcommand)]
    Comment(comment::Comment),
    /// Write the report of an assessment as a PDF
    Report(report::Report),
    /// Sign a report
    Sign(sign::Sign),
    /// Check a report: whether it is what it says
    Verify(verify::Verify),
    /// Show, verify and rebuild the ledger
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Make the example workspace, or open the one that is there
    Demo(demo::Demo),
    /// Write completions for a shell
    Completions(completions::Completions),
}

/// Which assessment and build are meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct On {
    /// The assessment: title, id or unique beginning of an id; not needed where there is only one
    #[arg(long, short, value_name = "ASSESSMENT")]
    pub(crate) assessment: Option<String>,
    /// The build: "android", "android 4.2.0", id or unique beginning of an id; not needed where there is only one
    #[arg(long, short, value_name = "BUILD")]
    pub(crate) build: Option<String>,
}

/// Which versions of the catalogues are meant; those that are not named stay as they are.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Catalogues")]
pub(crate) struct Catalogues {
    /// The MASVS: version, commit, digest or the beginning of one; see assay standards list
    #[arg(long, value_name = "VERSION")]
    pub(crate) masvs: Option<String>,
    /// The MASWE likewise
    #[arg(long, value_name = "VERSION")]
    pub(crate) maswe: Option<String>,
    /// The MASTG likewise
    #[arg(long, value_name = "VERSION")]
    pub(crate) mastg: Option<String>,
}

/// Reads one of these words as a value of the registry: `not-applicable` is `not_applicable`.
pub(crate) fn one_of<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let values =
        words.iter().map(|word| PossibleValue::new(*word).alias(word.replace('-', "_").leak() as &'static str));
    PossibleValuesParser::new(values)
        .try_map(|word| serde_json::from_value::<T>(serde_json::Value::String(word.replace('-', "_"))))
}

/// The platforms.
pub(crate) const PLATFORMS: &[&str] = &["android", "ios"];
