//! `assay comment`.

use assay_commands::areas::answers::CommentAddInput;
use clap::Subcommand;

use crate::arguments::On;
use crate::host::{Answer, Host, Outcome};
use crate::select;

/// Add comments
#[derive(Debug, Subcommand)]
pub(crate) enum Comment {
    /// Add a comment to a unit
    #[command(after_help = "\
Examples:
  assay comment add MASTG-TEST-0235 \"Ask the makers about the debug host.\" --build android")]
    Add {
        /// The unit: a test's id, or the weakness's or control's for a direct assessment
        unit: String,
        /// The comment, in markdown
        text: String,
        #[command(flatten)]
        on: On,
    },
}

pub(crate) async fn carry_out(host: &Host, verb: Comment) -> Answer {
    let Comment::Add { unit, text, on } = verb;
    host.open().await?;
    let (target, unit) = select::unit_on(host, &on, &unit).await?;
    let input = CommentAddInput { assessment: target.assessment, build: target.build, unit: unit.clone(), text };
    let added = host.call(input).await?;
    host.output.done(&added, &added.comment.id.to_string(), || format!("Commented on {unit}."));
    Ok(Outcome::Done)
}
