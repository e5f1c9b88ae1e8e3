//! `assay comment`.

use assay_commands::areas::answers::CommentAddInput;
use assay_commands::areas::review::{MentionsListInput, RemarkAddInput, RemarksListInput};
use clap::Subcommand;

use crate::arguments::On;
use crate::host::{Answer, Host, Outcome};
use crate::output::{minute, table};
use crate::select;

/// Add comments, and list those that mention you
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
    /// Add a comment to an app, release, build, assessment, control or finding
    #[command(after_help = "\
Examples:
  assay comment on app/4b1c7c8e-7c0e-4d4e-9b0e-0a6a5f1c2d3e \"@Jo, who is the owner of this?\"")]
    On {
        /// What it is about, as a path of ids: the history shows them
        about: String,
        /// The comment, in markdown; @ and a name mentions a member
        text: String,
    },
    /// List the comments on one of these
    #[command(after_help = "Examples:\n  assay comment list app/4b1c7c8e-7c0e-4d4e-9b0e-0a6a5f1c2d3e")]
    List {
        /// What they are about, as a path of ids
        about: String,
    },
    /// List the comments that mention you
    #[command(after_help = "Examples:\n  assay comment mentions\n  assay comment mentions --read --json")]
    Mentions {
        /// Those that you have read, too
        #[arg(long)]
        read: bool,
    },
}

pub(crate) async fn carry_out(host: &Host, verb: Comment) -> Answer {
    host.open().await?;
    let (unit, text, on) = match verb {
        Comment::Add { unit, text, on } => (unit, text, on),
        Comment::On { about, text } => {
            let added = host.call(RemarkAddInput { about, text }).await?;
            host.output.done(&added, &added.id.to_string(), || "The comment is added.".to_owned());
            return Ok(Outcome::Done);
        }
        Comment::List { about } => {
            let all = host.call(RemarksListInput { about }).await?;
            host.output.show(&all, |paint| {
                let rows: Vec<Vec<String>> = all
                    .iter()
                    .map(|it| {
                        let text = it.text.clone().unwrap_or_else(|| "(redacted)".to_owned());
                        vec![it.added.by.clone(), minute(&it.added.at), text]
                    })
                    .collect();
                table(paint, &["BY", "AT (UTC)", "COMMENT"], &rows, "There is no comment yet.")
            });
            return Ok(Outcome::Done);
        }
        Comment::Mentions { read } => {
            let all = host.call(MentionsListInput { read: Some(read) }).await?;
            host.output.show(&all, |paint| {
                let rows: Vec<Vec<String>> = all
                    .iter()
                    .map(|it| vec![it.added.by.clone(), minute(&it.added.at), it.about.clone(), it.text.clone()])
                    .collect();
                table(paint, &["BY", "AT (UTC)", "ON", "COMMENT"], &rows, "No comment mentions you.")
            });
            return Ok(Outcome::Done);
        }
    };
    let (target, unit) = select::unit_on(host, &on, &unit).await?;
    let input = CommentAddInput { assessment: target.assessment, build: target.build, unit: unit.clone(), text };
    let added = host.call(input).await?;
    host.output.done(&added, &added.comment.id.to_string(), || format!("Commented on {unit}."));
    Ok(Outcome::Done)
}
