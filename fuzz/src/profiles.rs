//! Any bytes as a profile file: parsed, put together with what ships, and made into plans.

use assay_catalogue::{
    Answers, Plan, Platform, ProfileDocument, ProfileLibrary, ProfileProblem, Tailoring, shipped, shipped_requirements,
};

/// Parses and resolves twice and compares; every problem has to have its place in the file.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let parsed = ProfileDocument::parse("fuzzed.yaml", text);
    assert_eq!(parsed, ProfileDocument::parse("fuzzed.yaml", text), "the same every time");
    let document = match parsed {
        Ok(document) => document,
        Err(problems) => return assert_places(&problems, text),
    };
    assert_places_or_none(&document.unknown_in(shipped()), text);
    let mut library = ProfileLibrary::shipped().clone();
    let id = document.id.clone();
    if let Err(taken) = library.add(document) {
        return assert_places(&[*taken], text);
    }
    let resolved = Tailoring::resolve(&id, &library, shipped_requirements());
    assert_eq!(resolved, Tailoring::resolve(&id, &library, shipped_requirements()), "the same every time");
    match resolved {
        Err(problems) => assert_places(&problems, text),
        Ok(tailoring) => {
            let answers: Answers = [("feature".to_owned(), Vec::new())].into_iter().collect();
            for platform in Platform::ALL {
                let plan = Plan::tailored(shipped(), &tailoring, shipped_requirements(), &answers, platform);
                assert!(plan.compare(&plan).rows.is_empty(), "a plan differs from itself");
                let asked = plan.placements().all(|(_, _, unit)| !unit.because.is_empty());
                assert!(asked, "every unit has its reason");
            }
        }
    }
}

fn assert_places(problems: &[ProfileProblem], text: &str) {
    assert!(!problems.is_empty(), "refused without a reason");
    assert_places_or_none(problems, text);
}

fn assert_places_or_none(problems: &[ProfileProblem], text: &str) {
    // YAML also breaks lines at a lone carriage return.
    let lines = text.chars().filter(|letter| matches!(letter, '\n' | '\r')).count() + 1;
    for problem in problems {
        let line = problem.line as usize;
        assert!((1..=lines + 1).contains(&line) && problem.column >= 1, "{problem} of {lines} lines");
        assert!(!problem.message.is_empty() && !problem.hint.is_empty(), "{problem:?}");
    }
}
