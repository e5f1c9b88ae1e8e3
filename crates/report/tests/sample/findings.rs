//! Findings, waivers, sign-offs and clauses of the sample.

use assay_report::model::*;

use super::{hex64, stamp};

/// Findings of every state, the worst first; the first names two failed units.
pub(super) fn findings(units: &[Unit]) -> Vec<Finding> {
    let failed: Vec<(&Unit, &UnitAnswer)> = units
        .iter()
        .flat_map(|unit| unit.answers.iter().map(move |answer| (unit, answer)))
        .filter(|(_, answer)| answer.state == AnswerState::Fail)
        .collect();
    let facts = [
        (
            "critical",
            "open",
            "The recovery phrase is written to the log",
            Some(("CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N", "9.3")),
        ),
        (
            "high",
            "open",
            "Any certificate is accepted by the update check",
            Some(("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N", "8.8")),
        ),
        ("medium", "waived", "Кэш изображений содержит номера карт", None),
        ("low", "fixed", "Screenshots of the balance are not prevented", None),
        ("info", "withdrawn", "A debug menu that is not reachable", None),
    ];
    let made = facts.iter().enumerate().map(|(index, (severity, state, title, vector))| {
        let number = u32::try_from(index + 1).expect("a few");
        let seen = failed.get(index);
        Finding {
            anchor: format!("finding-{number}"),
            number,
            id: format!("00000000-0000-4000-8000-00000000000{number}"),
            title: (*title).to_owned(),
            redacted: false,
            severity: (*severity).to_owned(),
            vector: vector.map(|(vector, _)| vector.to_owned()),
            score: vector.map(|(_, score)| score.to_owned()),
            state: (*state).to_owned(),
            disputed: index == 1,
            overdue: index == 0,
            description: RichText::markdown("Whoever reads the device's log, such as another app with the permission, gets the phrase and with it **all funds**."),
            steps: RichText::markdown("1. Install the release build and sign in.\n2. Open *Settings*, then *Recovery*.\n3. `adb logcat | grep -i phrase`"),
            remedy: RichText::markdown("Log no value of the type `Phrase`; let its `toString` give a fixed text, and add a test that fails when it does not."),
            owner: if index == 1 { String::new() } else { "Wallet core team".to_owned() },
            due: (index < 3).then(|| format!("2026-12-{:02}", 1 + index * 9)),
            ticket: (index == 0).then(|| "https://tracker.example.org/browse/LW-2231".to_owned()),
            cwe: vec!["CWE-532".to_owned()],
            weaknesses: vec!["MASWE-0001".to_owned()],
            builds: seen
                .map(|(unit, answer)| FindingBuild {
                    build: answer.build.clone(),
                    name: if answer.build == "build-1" { "Android 4.2.0 (4210)" } else { "iOS 4.2.0 (1733)" }.to_owned(),
                    release: "4.2.0".to_owned(),
                    state: if *state == "fixed" { "fixed" } else { "affected" }.to_owned(),
                    disputed: false,
                    note: if *state == "fixed" { RichText::markdown("Retested with the same steps; nothing is shown.") } else { RichText::default() },
                    units: vec![FindingUnit { unit: unit.anchor.clone(), label: unit.label.clone() }],
                    stated: stamp(index),
                })
                .into_iter()
                .chain((index == 0).then(|| FindingBuild {
                    name: "Android 4.1.0 (4102)".to_owned(),
                    release: "4.1.0".to_owned(),
                    state: "affected".to_owned(),
                    stated: stamp(3),
                    ..FindingBuild::default()
                }))
                .collect(),
            evidence: seen.map(|(_, answer)| answer.evidence.clone()).unwrap_or_default(),
            waivers: if index == 2 { vec!["waiver-1".to_owned()] } else { Vec::new() },
            withdrawn_because: (index == 4).then(|| "The menu is compiled into debug builds only.".to_owned()),
            opened: stamp(index),
        }
    });
    made.collect()
}

pub(super) fn waivers() -> Vec<Waiver> {
    let waiver = |number: u32, standing: &str, sentence: &str| Waiver {
        anchor: format!("waiver-{number}"),
        number,
        id: format!("00000000-0000-4000-8000-0000000000a{number}"),
        over: "finding".to_owned(),
        words: "Кэш изображений содержит номера карт".to_owned(),
        finding: Some("finding-3".to_owned()),
        platform: String::new(),
        standing: standing.to_owned(),
        sentence: sentence.to_owned(),
        severity: Some("medium".to_owned()),
        until: "2026-12-31".to_owned(),
        approver: "Katja Brandt".to_owned(),
        role: "chief risk officer of the customer".to_owned(),
        reason: "The cache is wiped at sign-out, and the next release replaces it.".to_owned(),
        conditions: "The pilot stays below 200 users.".to_owned(),
        conditions_by: "Tomas Brandt".to_owned(),
        conditions_due: Some("2026-12-05".to_owned()),
        redacted: false,
        withdrawn_because: None,
        granted: stamp(6),
    };
    let control = Waiver {
        over: "control".to_owned(),
        words: "MASVS-PRIVACY-3".to_owned(),
        finding: None,
        platform: "Android".to_owned(),
        severity: None,
        ..waiver(2, "expired", "Its last day, 2026-11-15, is over.")
    };
    vec![waiver(1, "in_force", "It ends in 41 days."), control]
}

pub(super) fn sign_offs() -> Vec<SignOff> {
    let roles = ["tester", "reviewer", "approver", "customer"];
    let made = roles.iter().enumerate().map(|(index, role)| SignOff {
        role: (*role).to_owned(),
        statement: Some("I have read the results up to this checkpoint and answer for them.".to_owned()),
        checkpoint: hex64(900),
        entries: 412,
        given: stamp(index),
        device: hex64(40 + index as u64),
        same_device_as: if index == 1 { vec!["Zoë Müller".to_owned()] } else { Vec::new() },
        withdrawn: (index == 3).then(|| stamp(8)),
        later: u64::from(index == 0) * 2,
    });
    made.collect()
}

pub(super) fn crosswalk(units: &[Unit]) -> Vec<CrosswalkSource> {
    let row = |unit: &Unit| CrosswalkUnit {
        unit: unit.anchor.clone(),
        label: unit.label.clone(),
        title: unit.title.clone(),
        answers: unit.answers.iter().map(|it| CrosswalkAnswer { build: it.build.clone(), state: it.state }).collect(),
    };
    let clause = |clause: &str, range: std::ops::Range<usize>| CrosswalkClause {
        clause: clause.to_owned(),
        flag: (clause == "1.10").then(|| "required".to_owned()),
        verification: if clause == "1.9" { "secondary" } else { "stored" }.to_owned(),
        units: units.get(range).unwrap_or_default().iter().map(row).collect(),
    };
    vec![CrosswalkSource {
        source: "Card Rules".to_owned(),
        title: "Invented Rules for Card Apps".to_owned(),
        edition: "2025".to_owned(),
        binds: "issuers of cards".to_owned(),
        clauses: vec![clause("1.9", 0..2), clause("1.10", 2..3)],
    }]
}
