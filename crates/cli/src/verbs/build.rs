//! `assay build`.

use std::path::PathBuf;

use assay_commands::Platform;
use assay_commands::areas::apps::{AppsListInput, BuildAddInput, BuildWithdrawInput, FindInput};
use assay_commands::view::{BuildView, Variant};
use clap::{Args, Subcommand};

use crate::arguments::{PLATFORMS, one_of};
use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{count, facts, minute, short, table, word};
use crate::select;

/// How a build can have been made.
const VARIANTS: &[&str] = &["debug", "release", "store-signed", "split"];

/// Add, list and show builds of a release
#[derive(Debug, Subcommand)]
pub(crate) enum Build {
    /// Add a build of a release, hashing its artefact
    #[command(after_help = "\
Examples:
  assay build add Wallet/4.2.0 --platform android --version-name 4.2.0 --version-code 4210 --artefact wallet.apk
  assay build add 4.2.0 --platform ios --version-name 4.2.0 --version-code 77 --variant store-signed \\
      --package-id com.example.wallet --sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    Add(Box<Add>),
    /// List builds
    #[command(after_help = "Examples:\n  assay build list\n  assay build list --release Wallet/4.2.0 --json")]
    List {
        /// Only those of this release
        #[arg(long)]
        release: Option<String>,
    },
    /// Say what changed from one build to another: facts, answers, verdicts
    #[command(after_help = "\
Examples:
  assay build compare \"android 4.1.0\" \"android 4.2.0\"
  assay build compare 1a2b3c4d 5e6f7a8b --all --json")]
    Compare(super::compare::Compare),
    /// Withdraw a build that was added by mistake
    #[command(
        long_about = "Withdraw a build that was added by mistake. Only one on which nothing was stated: what was said stays \
            on record, and so does what it was said of.",
        after_help = "Examples:\n  assay build withdraw \"android 4.2.1\" --reason \"The wrong file.\""
    )]
    Withdraw {
        /// The build: "android", "android 4.2.0", id or unique beginning of an id
        build: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Show a build
    #[command(after_help = "Examples:\n  assay build show android\n  assay build show android --release Wallet/4.2.0")]
    Show {
        /// The build: "android", "android 4.2.0", id or unique beginning of an id
        build: String,
        /// The release it belongs to, where names alone are not enough
        #[arg(long)]
        release: Option<String>,
    },
}

/// What identifies a build.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The release: App/1.0, a name, an id or a unique beginning of an id
    release: String,
    /// The platform
    #[arg(long, value_parser = one_of::<Platform>(PLATFORMS))]
    platform: Platform,
    /// The version as users see it, such as 4.2.0
    #[arg(long, value_name = "TEXT")]
    version_name: String,
    #[arg(long, value_name = "TEXT", help = "versionCode on Android, CFBundleVersion on iOS")]
    version_code: String,
    /// How it was built
    #[arg(long, value_parser = one_of::<Variant>(VARIANTS), default_value = "release")]
    variant: Variant,
    /// Application id or bundle identifier
    #[arg(long, value_name = "ID")]
    package_id: Option<String>,
    /// The tested file; it is hashed and stays where it is
    #[arg(long, value_name = "FILE", conflicts_with = "sha256")]
    artefact: Option<PathBuf>,
    /// The tested file's SHA-256, where the file is not at hand
    #[arg(long, value_name = "HEX")]
    sha256: Option<String>,
    /// SHA-256 of the signing certificate
    #[arg(long, value_name = "HEX")]
    certificate: Option<String>,
    /// The git commit that it was built from, full id
    #[arg(long, value_name = "HEX")]
    commit: Option<String>,
    /// What it asks of the system, such as android.permission.CAMERA; may be repeated. By default
    /// the file is read: the manifest of an APK, the Info.plist and embedded profile of an IPA
    #[arg(long = "permission", value_name = "NAME")]
    permissions: Vec<String>,
    /// Add it although another build of the app has the same file: what was answered there is kept
    #[arg(long)]
    same_file: bool,
}

pub(crate) async fn carry_out(host: &Host, verb: Build) -> Answer {
    host.open().await?;
    match verb {
        Build::Add(add) => add_build(host, *add).await?,
        Build::List { release } => list(host, release).await?,
        Build::Compare(compare) => super::compare::carry_out(host, compare).await?,
        Build::Withdraw { build, reason } => {
            let found = host.call(FindInput { build: Some(build), ..FindInput::default() }).await?;
            let build = select::known(found.build, "build")?;
            let release = host.call(BuildWithdrawInput { build, reason }).await?;
            host.output.done(&release, &release.id.to_string(), || {
                format!(
                    "Withdrew the build {build}. {} left.",
                    count(release.builds.len() as u64, "build is", "builds are")
                )
            });
        }
        Build::Show { build, release } => show(host, build, release).await?,
    }
    Ok(Outcome::Done)
}

async fn add_build(host: &Host, add: Add) -> Answer<()> {
    let found = select::find(host, None, Some(add.release)).await?;
    let input = BuildAddInput {
        release: select::known(found.release, "release")?,
        platform: add.platform,
        version_name: add.version_name,
        version_code: add.version_code,
        variant: add.variant,
        package_id: add.package_id,
        artefact_path: add.artefact.map(|path| path.display().to_string()),
        artefact_sha256: add.sha256,
        signing_certificate: add.certificate,
        commit: add.commit,
        permissions: (!add.permissions.is_empty()).then_some(add.permissions),
        same_file: Some(add.same_file),
    };
    let build = host.call_long(input).await?;
    host.output.done(&build, &build.id.to_string(), || {
        format!("Added the build {} ({}).", select::build_words(&build), build.id)
    });
    Ok(())
}

async fn list(host: &Host, release: Option<String>) -> Answer<()> {
    let only = match release {
        Some(release) => select::find(host, None, Some(release)).await?.release,
        None => None,
    };
    let apps = host.call(AppsListInput {}).await?;
    let listed: Vec<_> =
        select::builds(&apps).filter(|(_, release, _)| only.is_none_or(|only| only == release.id)).collect();
    let views: Vec<&BuildView> = listed.iter().map(|(_, _, build)| *build).collect();
    host.output.show(&views, |paint| {
        let rows: Vec<Vec<String>> = listed
            .iter()
            .map(|(app, release, build)| {
                let digest = build.facts.artefact.as_ref().map(|artefact| short(&artefact.sha256));
                vec![
                    app.name.clone(),
                    release.name.clone(),
                    build.facts.platform.to_string(),
                    build.facts.version_name.clone(),
                    build.facts.version_code.clone(),
                    word(&build.facts.variant),
                    digest.unwrap_or_else(|| "-".to_owned()),
                    short(&build.id.to_string()),
                ]
            })
            .collect();
        let heads = ["APP", "RELEASE", "PLATFORM", "VERSION", "CODE", "VARIANT", "SHA-256", "ID"];
        table(paint, &heads, &rows, "There are no builds yet. Add one: assay build add RELEASE --platform android ...")
    });
    Ok(())
}

async fn show(host: &Host, build: String, release: Option<String>) -> Answer<()> {
    let found = host.call(FindInput { release, build: Some(build), ..FindInput::default() }).await?;
    let apps = host.call(AppsListInput {}).await?;
    let Some((app, release, build)) = select::builds(&apps).find(|(_, _, build)| Some(build.id) == found.build) else {
        return Err(Failure::usage("The build was not found.", "Check its name or id."));
    };
    host.output.show(build, |_| {
        let artefact = build.facts.artefact.as_ref();
        facts([
            ("App", app.name.clone()),
            ("Release", release.name.clone()),
            ("Platform", build.facts.platform.to_string()),
            ("Version", format!("{} ({})", build.facts.version_name, build.facts.version_code)),
            ("Variant", word(&build.facts.variant)),
            ("Package", build.facts.package_id.clone().unwrap_or_default()),
            ("Artefact", artefact.and_then(|it| it.file_name.clone()).unwrap_or_default()),
            ("SHA-256", artefact.map(|it| it.sha256.clone()).unwrap_or_default()),
            ("Size", artefact.and_then(|it| it.size).map(|size| format!("{size} bytes")).unwrap_or_default()),
            ("Certificate", build.facts.signing_certificate.clone().unwrap_or_default()),
            ("Commit", build.facts.commit.clone().unwrap_or_default()),
            ("Permissions", build.facts.permissions.as_ref().map(|it| it.join(", ")).unwrap_or_default()),
            ("Added", format!("{} UTC by {}", minute(&build.added.at), build.added.by)),
            ("Id", build.id.to_string()),
        ])
    });
    Ok(())
}
