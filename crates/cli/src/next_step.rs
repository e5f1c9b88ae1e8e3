//! What to do next, in the words of the command line: sentences of errors serve every host, so they name no verb.

use assay_commands::CommandError;

/// The verb or option that mends an error, where there is one.
fn verb(code: &str) -> Option<&'static str> {
    Some(match code {
        "identity.missing" => "assay identity set --name \"Ada Example\" --email ada@example.org",
        "workspace.missing" => "assay init DIR, or --workspace DIR for one that is there",
        "catalogue.unknown_answer" | "catalogue.unknown_question" => "assay profile questions",
        "profile.unknown_profile" | "profile.unknown" => "assay profile list",
        "result.validity_missing" | "result.validity_past" | "result.validity_far" => {
            "--valid-until with a date such as 2027-11-22"
        }
        "result.justification_missing" => "--justification \"...\"",
        "result.method_missing" => "--method \"...\"",
        "result.note_missing" => "--note \"...\"",
        "result.addressable_undecided" => "--decision \"164.312(a)(2)(iii)=implemented\", one for each clause",
        "result.addressable_undocumented" => "--decision \"CLAUSE=equivalent: words that document it\"",
        "unit.not_in_profile" | "unit.unknown" => "assay assessment show --build BUILD",
        "crosswalk.unknown" => "assay search WORDS",
        "standard.unknown" | "standard.ambiguous" => "assay standards list",
        _ => return None,
    })
}

/// The error with the verb or option after its next step.
pub(crate) fn named(mut error: CommandError) -> CommandError {
    if let Some(verb) = verb(&error.code)
        && !error.next_step.contains("assay ")
        && !error.next_step.contains("--")
    {
        let sentence = error.next_step.trim_end().trim_end_matches(['.', ':']);
        error.next_step = format!("{sentence}: {verb}");
    }
    error
}
