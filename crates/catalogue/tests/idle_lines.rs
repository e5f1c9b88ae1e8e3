//! Lines of a profile that are right and do nothing: each is named with its place, and what would do something.

use assay_catalogue::{
    ProfileDocument, ProfileLibrary, ProfileProblem, Tailoring, shipped, shipped_requirements, shipped_sources,
};

/// The warnings of a file with these lines after its head of three; it has to be free of errors.
fn warnings(lines: &str) -> Vec<ProfileProblem> {
    let text = format!("format: assay-profile/1\nid: acme\ntitle: Acme\n{lines}");
    let document = ProfileDocument::parse("acme.yaml", &text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut library = ProfileLibrary::shipped().clone();
    library.add(document).expect("a free id");
    if let Err(problems) = Tailoring::resolve("acme", &library, shipped_requirements()) {
        panic!("{problems:#?}");
    }
    Tailoring::idle_lines("acme", &library, shipped_requirements(), shipped(), shipped_sources())
}

fn said(lines: &str) -> Vec<String> {
    warnings(lines).iter().map(ToString::to_string).collect()
}

#[test]
fn every_line_that_does_nothing_is_named() {
    let cases = [
        ("extends: [fintech, baseline]\n", "a profile that another one extends"),
        ("extends: [fintech, L2]\n", "a level that another one has"),
        ("extends: [fintech]\ninclude: [FIN-2.1]\n", "a requirement that is in"),
        ("extends: [fintech]\ninclude: [FIN-2]\n", "a group that is in"),
        ("extends: [L2]\ninclude: [MASTG-TEST-0235]\n", "a test that the level requires"),
        ("extends: [L1]\ninclude: [MASVS-STORAGE-9]\n", "an unknown control is an error elsewhere"),
        ("extends: [fintech]\nrequire: [{id: INT-1, because: We must.}]\n", "required by what it extends"),
        ("extends: [fintech]\nrequire: [{id: FIN-2.1, because: We must.}]\n", "required by itself"),
        ("extends: [L2]\nrequire: [{id: MASTG-TEST-0235, because: We must.}]\n", "a test required by the level"),
        ("extends: [baseline]\nrelax: [{id: INT-2, because: Later.}]\n", "optional by itself"),
        ("extends: [L1]\nexclude: [{id: MASTG-TEST-0244, because: No.}]\n", "a test that nothing asks for"),
        ("extends: [L1]\nexclude: [{id: MASVS-RESILIENCE-1, because: No.}]\n", "a control that nothing asks for"),
        ("extends: [fintech]\nparameters: {FIN-2.1.idle-minutes: 5}\n", "a parameter as it is"),
        (
            "extends: [fintech]\nexclude: [{id: FIN-4.6, because: No cards.}]\nevidence: [{items: [FIN-4.6], expect: A film.}]\n",
            "evidence on what is excluded",
        ),
        ("extends: [baseline]\nevidence: [{items: [FIN-2.1, IDS-3], expect: A film.}]\n", "evidence on what is not in"),
        (
            "extends: [baseline]\nnot_applicable: [{when: {not: {feature: payments}}, items: [FIN-4], because: x}]\n",
            "a condition on what is not in",
        ),
        ("extends: [baseline]\ngate: {not_waivable: [FIN-1.1]}\n", "a waiver of what is not in"),
        ("extends: [fintech]\ngate: {findings_below: high}\n", "a gate as it is inherited"),
        ("extends: [fintech]\nreview: {four_eyes: true}\n", "a review as it is inherited"),
        (
            "extends: [baseline]\nnot_applicable: [{when: {not: {feature: webview}}, items: [MASVS-PLATFORM-2], because: x}]\n",
            "a condition as it is inherited",
        ),
        (
            "extends: [fintech]\ncitations: [{source: psd2-rst, clause: Art. 9, items: [FIN-2.1]}]\n",
            "a mistyped source",
        ),
        (
            "extends: [fintech]\ncitations: [{source: PSD2 RTS, clause: Art. 9, items: [FIN-2.1]}]\n",
            "a source by its name",
        ),
        (
            "extends: [fintech]\ncitations: [{source: acme-sec-7, clause: s. 9, items: [FIN-2.1]}]\n",
            "a key of no source",
        ),
        (
            "extends: [fintech]\ncitations: [{source: psd2-rts, clause: Art. 9(3), items: [INT-2]}]\n",
            "a clause that is cited already",
        ),
    ];
    let mut text = String::new();
    for (lines, what) in cases {
        if lines.contains("STORAGE-9") {
            assert!(said(lines).is_empty(), "what is unknown is an error, and no warning");
            continue;
        }
        let said = said(lines);
        assert!(!said.is_empty(), "nothing is said of {what}: {lines}");
        text.extend([what, "\n"]);
        text.extend(said.iter().flat_map(|line| ["  ", line.as_str(), "\n"]));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn lines_that_do_something_are_left_alone() {
    for lines in [
        "extends: [fintech]\ninclude: [ENT-3.3, {id: MASWE-0067@maswe-1, because: An incident.}]\n",
        // A value that is the default so far becomes the profile's own.
        "extends: [baseline]\nparameters: {OPS-4.interval-months: 12}\n",
        "extends: [fintech]\nexclude: [{id: FIN-4.6, because: No cards.}]\nrelax: [{id: OPS-2, because: Later.}]\n",
        "extends: [fintech]\nexclude: [{id: MASVS-STORAGE-2, because: Another team.}]\n",
        "extends: [enterprise]\nrequire: [{id: INT-3, because: We patch.}]\nparameters: {IDS-3.idle-minutes: 3}\n",
        // What includes the group would bring it in.
        "extends: [fintech]\ninclude: [ENT-3]\nexclude: [{id: ENT-3.1, because: No devices.}]\n",
        // Its parameter lapses with the control.
        "extends: [fintech]\nexclude: [{id: FIN-2, because: No payments.}]\n",
        "extends: [fintech]\ngate: {findings_below: medium, not_waivable: [FIN-4.2]}\n",
        "extends: [fintech]\nevidence: [{items: [FIN-2.1], expect: A film with a clock.}]\n",
        "extends: [fintech]\ncitations: [{source: Acme Security Handbook, clause: s. 4, items: [FIN-2.1]}]\n",
        "extends: [fintech]\ncitations: [{source: psd2-rts, clause: Art. 5, items: [FIN-2.1]}]\n",
        "extends: [L1]\ninclude: [MASVS-RESILIENCE-1, MASTG-TEST-0244]\n",
        // It decides between two that disagree, and so it does something.
        "extends: [fintech, enterprise]\ninclude: [BASE-OPS]\nrelax: [{id: BASE-OPS, because: Later.}]\n",
    ] {
        let said: Vec<String> = said(lines).into_iter().filter(|it| !it.contains("BASE-OPS is in already")).collect();
        assert!(said.is_empty(), "{lines}{said:#?}");
    }
}

#[test]
fn a_gate_that_asks_for_less_is_named() {
    let told = |lines: &str| -> Vec<String> {
        warnings(lines).iter().map(|it| format!("{} {}", it.code.code(), it.key)).collect()
    };
    assert_eq!(told("extends: [fintech]\ngate: {require: [decided]}\n"), ["profile.loosens gate.require"]);
    assert_eq!(told("extends: [fintech]\ngate: {findings_below: critical}\n"), ["profile.loosens gate.findings_below"]);
    assert_eq!(told("extends: [fintech]\nreview: {four_eyes: false}\n"), ["profile.loosens review.four_eyes"]);
    assert_eq!(told("extends: [L1]\ngate: {require: [no-failed-required]}\n"), ["profile.loosens gate.require"]);
    assert_eq!(told("extends: [L1]\ngate: {require: [decided]}\n"), Vec::<String>::new());
    assert_eq!(told("extends: [fintech]\ngate: {findings_below: low}\n"), [""; 0], "stricter is fine");
    let said = said("extends: [fintech]\ngate: {require: [decided]}\n");
    assert!(said[0].contains("approved") && said[0].starts_with("acme.yaml:5:1: "), "{said:?}");
}

#[test]
fn what_cannot_be_waived_already_is_named_where_it_stands() {
    let said = said("extends: [fintech]\ngate:\n  not_waivable: [FIN-4.2, FIN-1.1]\n");
    assert_eq!(
        said,
        [
            "acme.yaml:6:27: gate.not_waivable: FIN-1.1 cannot be waived already, by what this profile extends. Remove it here."
        ]
    );
}

#[test]
fn what_ships_has_no_line_that_does_nothing() {
    for document in ProfileLibrary::shipped().documents() {
        let said = Tailoring::idle_lines(
            &document.id,
            ProfileLibrary::shipped(),
            shipped_requirements(),
            shipped(),
            shipped_sources(),
        );
        // The baseline says it for those that extend it: L1 itself asks for nothing under MASVS-AUTH-2.
        let said: Vec<_> = said.iter().filter(|it| !it.message.starts_with("MASVS-AUTH-2 is not in")).collect();
        assert!(said.is_empty(), "{said:#?}");
    }
}
