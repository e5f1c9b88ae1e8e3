//! Profile files: what they say, and what is said of wrong ones, down to line and column.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use assay_catalogue::{
    Answers, At, Condition, GateRule, ProfileDocument, ProfileItem, ProfileLibrary, ProfileProblem, Tailoring, shipped,
    shipped_requirements,
};
use proptest::prelude::*;

const WHOLE: &str = "\
format: assay-profile/1
id: acme-wallet
title: Acme wallet
summary: What we ask of the wallet.
extends: [fintech, L2+R]
include:
  - ENT-3.3
  - {id: MASWE-0018@maswe-1, because: We were attacked through it.}
exclude: [{id: FIN-4.6, because: No cards are accepted.}]
require: [{id: INT-5, because: We patch scripts.}]
relax: [{id: MASTG-TEST-0235, because: Our proxy does it.}]
parameters: {FIN-2.1.idle-minutes: 5}
not_applicable:
  - when: {not: {any: [{feature: webview}, {all: [{data: health}, {role: merchant}]}]}}
    items: [MASVS-PLATFORM-2]
    because: No web content.
gate: {require: [evidence, decided], findings_below: high, not_waivable: [FIN-1.1]}
evidence: [{items: [FIN-2.1], expect: A recording with a clock.}]
citations: [{source: psd2-rts, clause: Art. 9(3), items: [INT-2]}]
";

fn parse(text: &str) -> Result<ProfileDocument, Vec<ProfileProblem>> {
    ProfileDocument::parse("acme.yaml", text)
}

#[test]
fn a_file_is_read_whole() {
    let document = parse(WHOLE).expect("a profile");
    assert_eq!((document.id.as_str(), document.title.as_str()), ("acme-wallet", "Acme wallet"));
    assert_eq!(document.extends[1], At { line: 5, column: 20, value: "L2+R".to_owned() });
    assert_eq!(document.include[0].item.line, 7);
    assert!(
        matches!(&document.include[1].item.value, ProfileItem::Weakness(it) if it.to_string() == "maswe-1/MASWE-0018")
    );
    assert_eq!(document.relax[0].item.value, ProfileItem::Test("MASTG-TEST-0235".to_owned()));
    assert_eq!(document.parameters[0].value, 5);
    let when = &document.not_applicable[0].when.value;
    assert_eq!(when.to_string(), "not (feature webview or (data health and role merchant))");
    let gate = document.gate.as_ref().expect("a gate");
    assert_eq!(gate.require.as_deref(), Some(&[GateRule::Decided, GateRule::Evidence][..]));
    assert!(document.unknown_in(shipped()).is_empty());
    // The digest is of the text, whatever its line ends.
    let crlf = parse(&WHOLE.replace('\n', "\r\n")).expect("a profile");
    assert_eq!(crlf.digest, document.digest);
    assert_ne!(parse(&WHOLE.replace("wallet", "purse")).expect("a profile").digest, document.digest);
}

#[test]
fn conditions_are_open_where_nobody_answered() {
    let is = |question: &str, word: &str| Condition::Is { question: question.to_owned(), word: word.to_owned() };
    let answers: Answers = [("data".to_owned(), vec!["health".to_owned()])].into_iter().collect();
    let (yes, no, open) = (is("data", "health"), is("data", "card"), is("role", "merchant"));
    assert_eq!([&yes, &no, &open].map(|it| it.holds(&answers)), [Some(true), Some(false), None]);
    assert_eq!(Condition::Not(Box::new(open.clone())).holds(&answers), None);
    assert_eq!(Condition::Any(vec![open.clone(), yes.clone()]).holds(&answers), Some(true));
    assert_eq!(Condition::Any(vec![open.clone(), no.clone()]).holds(&answers), None);
    assert_eq!(Condition::All(vec![open.clone(), no]).holds(&answers), Some(false));
    assert_eq!(Condition::All(vec![open, yes]).holds(&answers), None);
}

/// Each case is one mistake in a file that is fine otherwise, and what is said of it.
#[test]
fn every_mistake_has_its_place_and_says_what_is_allowed() {
    let head = "format: assay-profile/1\nid: a\ntitle: A\n";
    let cases = [
        ("", "nothing"),
        ("- a\n- b\n", "a list"),
        ("format: assay-profile/2\nid: a\ntitle: A\n", "another format"),
        ("id: a\ntitle: A\n", "no format"),
        ("format: assay-profile/1\ntitle: A\n", "no id"),
        ("format: assay-profile/1\nid: Acme Wallet\ntitle: A\n", "an id with a space"),
        ("format: assay-profile/1\nid: l2\ntitle: A\n", "the id of a level"),
        ("format: assay-profile/1\nid: a\ntitle:\n", "an empty title"),
        ("format: assay-profile/1\nid: a\ntitle: A\ntitle: B\n", "a key twice"),
        ("format: assay-profile/1\nid: a\ntitle: [A\nextends: L1\n", "an open list"),
        ("+inculde: [FIN-1]\n", "a mistyped key"),
        ("+extends: fintech\n", "one value for a list"),
        ("+extends: [L1, L1]\n", "a level twice"),
        ("+include: [[FIN-1]]\n", "a list in a list"),
        ("+include: [FIN-1, FIN-2, FIN-1]\n", "an item twice"),
        ("+include: [MASWE-0018]\n", "a weakness without its numbering"),
        ("+include: [MASWE-0018@maswe-2]\n", "an unknown numbering"),
        ("+exclude: [FIN-4.6]\n", "no reason"),
        ("+exclude:\n  - id: FIN-4.6\n    because: ''\n", "an empty reason"),
        ("+exclude: [{id: FIN-4.6, because: x, why: y}]\n", "an unknown key in a row"),
        ("+include: [OPS-1]\nexclude: [{id: OPS-1, because: x}]\n", "in and out"),
        ("+require: [{id: OPS-1, because: x}]\nrelax: [{id: OPS-1, because: x}]\n", "required and optional"),
        ("+relax: [{id: MASVS-CODE-1, because: x}]\n", "an optional control of MASVS"),
        ("+parameters: {idle-minutes: 5}\n", "a parameter of nothing"),
        ("+parameters: {FIN-2.1.idle-minutes: five}\n", "no number"),
        ("+parameters: {FIN-2.1.idle-minutes: -5}\n", "a negative number"),
        ("+parameters: [5]\n", "a list of parameters"),
        ("+not_applicable: [{items: [A], because: x}]\n", "no condition"),
        ("+not_applicable: [{when: webview, items: [A], because: x}]\n", "a condition that is a word"),
        ("+not_applicable: [{when: {featur: webview}, items: [A], because: x}]\n", "an unknown question"),
        ("+not_applicable: [{when: {feature: webviw}, items: [A], because: x}]\n", "an unknown answer"),
        ("+not_applicable: [{when: {any: []}, items: [A], because: x}]\n", "an empty list of conditions"),
        (
            "+not_applicable: [{when: {data: card, role: merchant}, items: [A], because: x}]\n",
            "two keys in a condition",
        ),
        ("+not_applicable: [{when: {data: card}, items: [], because: x}]\n", "no items"),
        ("+gate: {require: [aproved]}\n", "an unknown rule"),
        ("+gate: {findings_below: severe}\n", "an unknown severity"),
        ("+gate: [decided]\n", "a gate that is a list"),
        ("+evidence: [{items: [FIN-1]}]\n", "no expectation"),
        ("+citations: [{source: MAS TRM, clause: s.14, items: [FIN-1]}]\n", "a source that can mean two things"),
        ("+include: [*x]\n", "an alias"),
        ("+include: !!seq []\n", "a tag"),
    ];
    let mut said = String::new();
    let mut codes = BTreeSet::new();
    for (text, what) in cases {
        let text = text.strip_prefix('+').map_or_else(|| text.to_owned(), |rest| format!("{head}{rest}"));
        let problems = parse(&text).expect_err(what);
        writeln!(said, "# {what}").expect("a text takes all");
        for problem in &problems {
            codes.insert(problem.code.code());
            writeln!(said, "{} {problem}", problem.code.code()).expect("a text takes all");
        }
    }
    insta::assert_snapshot!("mistakes", said);
    assert!(codes.len() >= 10, "{codes:?}");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = "format: assay-profile/1\nid: A b\ntitle: A\ninculde: []\nexclude: [FIN-1]\ngate: {require: [x]}\n";
    let lines: Vec<u32> = parse(text).expect_err("four mistakes").iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 4, 5, 6]);
}

#[test]
fn a_source_with_the_authoritys_name_is_fine() {
    for source in ["mas-trm", "\"Monetary Authority of Singapore (MAS), Notice 655\"", "Acme policy"] {
        let text = WHOLE.replace("source: psd2-rts", &format!("source: {source}"));
        assert!(parse(&text).is_ok(), "{source}");
    }
}

fn resolve(id: &str, documents: &[(String, String)]) -> Result<Tailoring, Vec<ProfileProblem>> {
    let mut library = ProfileLibrary::shipped().clone();
    for (id, lines) in documents {
        let text = format!("format: assay-profile/1\nid: {id}\ntitle: {id}\n{lines}");
        library.add(ProfileDocument::parse(&format!("{id}.yaml"), &text).expect("a profile")).expect("a free id");
    }
    Tailoring::resolve(id, &library, shipped_requirements())
}

/// A text near to a profile: its lines shuffled, cut, doubled, with foreign pieces between them.
fn near_profiles() -> impl Strategy<Value = String> {
    let lines: Vec<String> = WHOLE.lines().map(str::to_owned).collect();
    let foreign = prop_oneof![
        Just("? [a]".to_owned()),
        Just("  - {".to_owned()),
        Just("&x *x !!y".to_owned()),
        Just("gate: {require: [decided, {}]}".to_owned()),
        Just("parameters: {a.b: 99999999999}".to_owned()),
        Just("not_applicable: [{when: {not: {not: {not: {data: card}}}}, items: [A], because: b}]".to_owned()),
        ".{0,40}",
    ];
    prop::collection::vec(prop_oneof![4 => prop::sample::select(lines), 1 => foreign], 0..25)
        .prop_map(|lines| lines.join("\n"))
}

/// Small files whose decisions never contradict each other: each speaks of controls of its own.
fn agreeing(at: usize) -> impl Strategy<Value = String> {
    let groups = [["FIN-1", "FIN-2", "FIN-3"], ["HLT-1", "HLT-2", "HLT-3"], ["ENT-1", "ENT-2", "ENT-3"]];
    let levels = ["L1", "L2", "L2+R", "L1+P"];
    (prop::sample::subsequence(groups[at].to_vec(), 1..=3), prop::sample::select(levels.to_vec()), any::<bool>())
        .prop_map(|(groups, level, relaxed)| {
            let first = groups[0];
            let mut lines = format!("extends: [{level}]\ninclude: [{}]\n", groups.join(", "));
            if relaxed {
                writeln!(lines, "relax: [{{id: {first}.1, because: Later.}}]").expect("a text takes all");
            }
            lines.push_str("gate: {require: [decided], findings_below: high}\n");
            lines
        })
}

proptest! {
    #[test]
    fn the_parser_never_panics_and_always_says_where(text in prop_oneof![near_profiles(), ".{0,300}"]) {
        let parsed = parse(&text);
        prop_assert_eq!(&parsed, &parse(&text));
        if let Err(problems) = parsed {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(problem.line >= 1 && problem.column >= 1);
                prop_assert!(!problem.message.is_empty() && !problem.hint.is_empty(), "{:?}", problem);
            }
        }
    }

    #[test]
    fn the_order_of_extends_never_matters(
        files in (agreeing(0), agreeing(1), agreeing(2)),
        order in Just(vec!["a", "b", "c", "L2"]).prop_shuffle(),
    ) {
        let (a, b, c) = files;
        let resolved = |order: &[&str]| {
            let root = format!("extends: [{}]\n", order.join(", "));
            let documents = [("a", &a), ("b", &b), ("c", &c), ("root", &root)];
            resolve("root", &documents.map(|(id, lines)| (id.to_owned(), lines.clone())))
        };
        let mut one = resolved(&["a", "b", "c", "L2"]).expect("no conflict");
        let mut other = resolved(&order).expect("no conflict");
        // Only the text of the root itself differs.
        for tailoring in [&mut one, &mut other] {
            tailoring.documents.retain(|document| document.id != "root");
        }
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(resolved(&order), resolved(&order), "the same every time");
    }
}
