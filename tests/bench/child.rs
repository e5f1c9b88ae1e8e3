//! Work that is measured from outside: this program runs itself, and prints one JSON line.

use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::{append, evidence, report, verify};

/// Runs one piece of work as told on the command line.
pub(crate) fn main(arguments: &[String]) -> ExitCode {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["append", rest @ ..] => append::child(rest),
        ["evidence", rest @ ..] => evidence::child(rest),
        ["large", rest @ ..] => verify::child(rest),
        ["report", rest @ ..] => report::child(rest),
        ["verify-report", rest @ ..] => report::child_of_proofs(rest),
        other => Err(format!("no such work: {other:?}").into()),
    };
    match outcome {
        Ok(value) => {
            println!("{value}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs this program as a child, behind `wrapper` (such as strace with its options) where there is one.
pub(crate) fn run(wrapper: &[&str], work: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    let own = std::env::current_exe()?;
    let mut command = match wrapper {
        [] => Command::new(&own),
        [program, options @ ..] => {
            let mut command = Command::new(program);
            command.args(options).arg(&own);
            command
        }
    };
    let output = command.arg("--child").args(work).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
