//! The machinery of the registry: what a command is, and the macro that makes the list.

use std::future::Future;

use assay_messages::said;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ts_rs::TS;

use crate::{CommandError, Context, Session};

/// What travels as raw bytes instead of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Raw {
    /// Nothing.
    None,
    /// The call carries a body beside its input.
    In,
    /// The answer is bytes with a media type.
    Out,
}

/// What hosts need to know of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CommandInfo {
    /// Its name, snake case.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Whether it reports progress and can be cancelled.
    pub long: bool,
    /// What travels as raw bytes.
    pub raw: Raw,
}

/// Bytes with a media type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawBytes {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Such as `image/png`; from an allow-list, never what a sender claims.
    pub media_type: &'static str,
}

/// What a command answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The output.
    Json(serde_json::Value),
    /// Bytes, for commands with [`Raw::Out`].
    Raw(RawBytes),
}

/// A command, known by the type of its input. `session.call(input)` carries it out.
pub trait Command: DeserializeOwned + TS + Send + 'static {
    /// What it answers.
    type Output: Send + 'static;
    /// What hosts need to know.
    const INFO: CommandInfo;

    /// Carries it out.
    fn run(
        self,
        session: &Session,
        context: Context,
    ) -> impl Future<Output = Result<Self::Output, CommandError>> + Send;
}

/// Reads an input; an absent one is an empty object.
pub(crate) fn parse_input<I: DeserializeOwned>(name: &str, value: serde_json::Value) -> Result<I, CommandError> {
    let value = if value.is_null() { serde_json::Value::Object(serde_json::Map::new()) } else { value };
    serde_json::from_value(value).map_err(|problem| CommandError::bad_input(name, &problem))
}

pub(crate) fn json_reply<O: Serialize>(output: &O) -> Result<Reply, CommandError> {
    serde_json::to_value(output).map(Reply::Json).map_err(|problem| {
        CommandError::new(
            "commands.bad_output",
            said!("The answer could not be written as JSON: {problem}.", problem),
            "Please report this as a defect of Assay.",
        )
    })
}

/// Makes [`Command`] impls, `COMMANDS`, `dispatch_by_name` and the TypeScript table from one list.
macro_rules! registry {
    ($( $(#[doc = $doc:literal])+ $kind:ident $name:ident ( $input:ty ) -> $output:ty = $run:path; )+) => {
        /// Every command, in the order of the list.
        pub const COMMANDS: &[CommandInfo] = &[ $( <$input as Command>::INFO ),+ ];

        $(
            impl Command for $input {
                type Output = $output;
                const INFO: CommandInfo = CommandInfo {
                    name: stringify!($name),
                    doc: concat!($($doc),+).trim_ascii(),
                    long: registry!(@long $kind),
                    raw: registry!(@raw $kind),
                };

                async fn run(self, session: &Session, context: Context) -> Result<$output, CommandError> {
                    $run(session, self, context).await
                }
            }
        )+

        /// Finds the command and carries it out.
        pub(crate) async fn dispatch_by_name(
            session: &Session,
            name: &str,
            input: serde_json::Value,
            context: Context,
        ) -> Result<Reply, CommandError> {
            match name {
                $( stringify!($name) => {
                    let input: $input = parse_input(name, input)?;
                    // Boxed, so that the futures of all commands don't add up in one.
                    let output = Box::pin($run(session, input, context)).await?;
                    registry!(@reply $kind output)
                } )+
                _ => Err(CommandError::unknown_command(name)),
            }
        }

        /// Shows every command's types to a visitor, for the TypeScript bindings.
        pub(crate) fn visit_commands(visitor: &mut impl CommandVisitor) {
            $( registry!(@visit $kind visitor, $input, $output); )+
        }
    };
    (@long quick) => { false };
    (@long long) => { true };
    (@long raw_in) => { false };
    (@long raw_out) => { false };
    (@raw quick) => { Raw::None };
    (@raw long) => { Raw::None };
    (@raw raw_in) => { Raw::In };
    (@raw raw_out) => { Raw::Out };
    (@reply raw_out $output:ident) => { Ok(Reply::Raw($output)) };
    (@reply $kind:ident $output:ident) => { json_reply(&$output) };
    (@visit raw_out $visitor:ident, $input:ty, $output:ty) => { $visitor.raw_out::<$input>() };
    (@visit $kind:ident $visitor:ident, $input:ty, $output:ty) => { $visitor.command::<$input, $output>() };
}
pub(crate) use registry;

/// Sees every command with its types.
pub(crate) trait CommandVisitor {
    /// A command that answers JSON.
    fn command<I: Command, O: TS + 'static>(&mut self);
    /// A command that answers bytes.
    fn raw_out<I: Command>(&mut self);
}
