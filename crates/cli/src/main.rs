//! `assay`: the command line. Every verb calls commands of the registry; this crate only reads arguments, finds what
//! names stand for, and writes answers.
//!
//! - `arguments.rs` has the verbs and the global options; `verbs/` has a file for each family of verbs.
//! - `host.rs` holds the session and carries out commands, with progress and Ctrl-C.
//! - `output.rs` writes tables and sentences, or JSON.

mod answering;
mod arguments;
mod host;
mod next_step;
mod output;
mod plain;
mod progress;
mod select;
mod verbs;
mod yaml;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::host::{Failure, Host, Outcome};

/// It could not be done.
const FAILED: u8 = 1;
/// The arguments don't say what is meant; also clap's own code.
const USAGE: u8 = 2;
/// It was done, and what was checked is not as it should be.
const CHECK_SAID_NO: u8 = 3;

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { global, verb } = Arguments::parse();
    let json = global.json;
    let host = match Host::new(global) {
        Ok(host) => host,
        Err(error) => return refuse(error, json, FAILED),
    };
    let outcome = Box::pin(verbs::carry_out(&host, verb)).await;
    host.close().await;
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::CheckSaidNo) => ExitCode::from(CHECK_SAID_NO),
        Err(Failure::Failed(error)) => refuse(error, json, FAILED),
        Err(Failure::Usage(error)) => refuse(error, json, USAGE),
    }
}

fn refuse(error: assay_commands::CommandError, json: bool, code: u8) -> ExitCode {
    output::error(&next_step::named(error), json);
    ExitCode::from(code)
}
