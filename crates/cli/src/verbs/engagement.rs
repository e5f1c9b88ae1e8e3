//! `assay engagement`.

use std::path::{Path, PathBuf};

use assay_commands::areas::assessments::EngagementRecordInput;
use assay_commands::view::{Engagement as Record, TestDevice, TestTool};
use clap::{Args, Subcommand};

use crate::host::{Answer, Failure, Host, Outcome};
use crate::select;
use crate::yaml::{self, Expected};

/// Record what an assessment is done under
#[derive(Debug, Subcommand)]
pub(crate) enum Engagement {
    /// Record customer, laboratory, access, sensitive data, domains, devices, tools and dates
    #[command(
        long_about = "Record what an assessment is done under. A file (YAML or JSON) takes the place of the whole \
            record; options change single parts of it, and lists that are given take the place of the former ones.",
        after_help = "\
Examples:
  assay engagement record --customer \"Example Bank\" --laboratory \"Example Lab\" --place Bern
  assay engagement record --device \"Pixel 9; Android 16; rooted\" --tool \"Frida 17.2\" --domain api.example.org
  assay engagement record --file engagement.yaml

A file may hold: customer, laboratory, place, access, authorised_by, received, started, finished (texts; dates as
2026-11-22), sensitive_data, first_party_domains, out_of_scope, from_others, deviations, opinions (lists of texts), devices (name, system_version, rooted), tools (name, version)."
    )]
    Record(Box<RecordArguments>),
}

/// The parts of the record.
#[derive(Debug, Args)]
pub(crate) struct RecordArguments {
    /// The assessment; not needed where there is only one
    #[arg(long, short)]
    assessment: Option<String>,
    /// The whole record as YAML or JSON
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Who asked for the assessment
    #[arg(long, value_name = "TEXT")]
    customer: Option<String>,
    /// Who performs it
    #[arg(long, value_name = "TEXT")]
    laboratory: Option<String>,
    /// Where it is performed
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// The access that was given
    #[arg(long, value_name = "TEXT")]
    access: Option<String>,
    /// A kind of sensitive data; may be repeated
    #[arg(long, value_name = "TEXT")]
    sensitive_data: Vec<String>,
    /// A domain that the customer runs itself; may be repeated
    #[arg(long, value_name = "DOMAIN")]
    domain: Vec<String>,
    /// Who authorises the report, with their function
    #[arg(long, value_name = "TEXT")]
    authorised_by: Option<String>,
    /// Something that was left out on purpose; may be repeated
    #[arg(long, value_name = "TEXT")]
    out_of_scope: Vec<String>,
    /// Something that came from others and was taken over untested; may be repeated
    #[arg(long, value_name = "TEXT")]
    from_others: Vec<String>,
    /// Where the work departed from the method; may be repeated
    #[arg(long, value_name = "TEXT")]
    deviation: Vec<String>,
    /// An opinion of the laboratory, which is no result; may be repeated
    #[arg(long, value_name = "TEXT")]
    opinion: Vec<String>,
    /// A device: "name; system version", with "; rooted" where it is; may be repeated
    #[arg(long, value_name = "DEVICE", value_parser = device)]
    device: Vec<TestDevice>,
    /// A tool: its name and, as the last word, its version; may be repeated
    #[arg(long, value_name = "TOOL", value_parser = tool)]
    tool: Vec<TestTool>,
    /// When the artefacts were received
    #[arg(long, value_name = "DATE")]
    received: Option<String>,
    /// First day of testing
    #[arg(long, value_name = "DATE")]
    started: Option<String>,
    /// Last day of testing
    #[arg(long, value_name = "DATE")]
    finished: Option<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Engagement) -> Answer {
    let Engagement::Record(parts) = verb;
    host.open().await?;
    let assessment = select::assessment(host, parts.assessment.as_deref()).await?;
    let record = match &parts.file {
        Some(file) => read(file)?,
        None => assessment.engagement.clone(),
    };
    let input = EngagementRecordInput { assessment: assessment.id, engagement: changed(record, *parts) };
    let view = host.call(input).await?;
    host.output.done(&view, &view.id.to_string(), || format!("Recorded the engagement of \"{}\".", view.title));
    Ok(Outcome::Done)
}

/// The record with the parts that were given.
fn changed(mut record: Record, parts: RecordArguments) -> Record {
    let texts = [
        (&mut record.customer, parts.customer),
        (&mut record.laboratory, parts.laboratory),
        (&mut record.place, parts.place),
        (&mut record.access, parts.access),
        (&mut record.authorised_by, parts.authorised_by),
    ];
    for (part, given) in texts {
        if let Some(text) = given {
            *part = text;
        }
    }
    let dates = [
        (&mut record.received, parts.received),
        (&mut record.started, parts.started),
        (&mut record.finished, parts.finished),
    ];
    for (part, given) in dates {
        if given.is_some() {
            *part = given;
        }
    }
    replace(&mut record.sensitive_data, parts.sensitive_data);
    replace(&mut record.first_party_domains, parts.domain);
    replace(&mut record.out_of_scope, parts.out_of_scope);
    replace(&mut record.from_others, parts.from_others);
    replace(&mut record.deviations, parts.deviation);
    replace(&mut record.opinions, parts.opinion);
    replace(&mut record.devices, parts.device);
    replace(&mut record.tools, parts.tool);
    record
}

fn replace<T>(part: &mut Vec<T>, given: Vec<T>) {
    if !given.is_empty() {
        *part = given;
    }
}

/// Reads a record from YAML or JSON, which is YAML too.
pub(crate) fn read(path: &Path) -> Result<Record, Failure> {
    yaml::read(
        path,
        &Expected {
            code: "engagement",
            not: "is no engagement record",
            advice: "Correct the file; assay engagement record --help names what it may hold.",
        },
    )
}

fn device(text: &str) -> Result<TestDevice, String> {
    let mut parts = text.split(';').map(str::trim);
    let (Some(name), Some(system_version)) = (parts.next().filter(|name| !name.is_empty()), parts.next()) else {
        return Err("write it as \"name; system version\", such as \"Pixel 9; Android 16\"".to_owned());
    };
    let rooted = match parts.next() {
        None => false,
        Some("rooted" | "jailbroken") => true,
        Some(other) => return Err(format!("\"{other}\" is neither rooted nor jailbroken")),
    };
    Ok(TestDevice { name: name.to_owned(), system_version: system_version.to_owned(), rooted })
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of a parser")]
fn tool(text: &str) -> Result<TestTool, String> {
    let text = text.trim();
    let (name, version) = text.rsplit_once(' ').unwrap_or((text, ""));
    Ok(TestTool { name: name.trim().to_owned(), version: version.to_owned() })
}
