//! An invented report with every kind of content: all results, several scripts, figures, overrides, redactions.

mod controls;
mod facts;
mod findings;
mod units;

use std::fmt::Write;

use assay_report::model::*;
use controls::{CONTROLS, GROUPS};
use facts::{builds, catalogues, engagement, ledger, method};
use units::units;

const TESTERS: [&str; 5] = ["Zoë Müller", "Ирина Соколова", "佐藤 花子", "김민지", "ليلى حداد"];

fn hex64(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    let mut hex = String::new();
    for _ in 0..4 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let _ = write!(hex, "{state:016x}");
    }
    hex
}

fn stamp(index: usize) -> Stamp {
    Stamp {
        by: TESTERS[index % TESTERS.len()].to_owned(),
        at: format!("2026-11-{:02}T{:02}:{:02}:00Z", 9 + index % 10, 8 + index % 9, (index * 7) % 60),
        entry: hex64(index as u64 + 7000),
    }
}

fn piece(number: u32, unit: &str, label: &str, build: &str) -> Evidence {
    let seed = u64::from(number);
    let content = match number % 6 {
        0 => EvidenceContent::Link {
            url: format!("https://tracker.example.org/lumen/issues/{}?view=full&comments=all", 4000 + number),
        },
        1 => EvidenceContent::File {
            name: format!("screenshot-{number:03}.png"),
            sha256: hex64(seed + 900),
            size: 183_204 + seed * 977,
            media_type: "image/png".to_owned(),
            withheld: false,
            redacts: None,
            figure: Some(Figure { alternative: format!("Screenshot {number} attached to {label}"), shown_by: None }),
        },
        2 => EvidenceContent::File {
            name: format!("traffic-{number:03}.har"),
            sha256: hex64(seed + 900),
            size: 2_183_204 + seed * 977,
            media_type: "application/json".to_owned(),
            withheld: false,
            redacts: None,
            figure: None,
        },
        3 => EvidenceContent::Commit {
            repository: "https://git.lumen.example/mobile/wallet.git".to_owned(),
            id: hex64(seed + 31)[..40].to_owned(),
            author: "Anna Keller <anna.keller@lumen.example>".to_owned(),
            author_date: "2026-11-03T16:20:00Z".to_owned(),
            subject: "Keep the session token in the key store".to_owned(),
            place: Some("app/src/main/java/org/lumen/Vault.kt".to_owned()),
            lines: Some((41, 58)),
        },
        4 if number.is_multiple_of(4) => EvidenceContent::Redacted,
        _ => EvidenceContent::Note { text: RichText::markdown("Seen twice, on both devices, after a cold start.") },
    };
    Evidence {
        anchor: format!("evidence-{number}"),
        number,
        content,
        caption: if number.is_multiple_of(3) { String::new() } else { format!("What was seen at step {number}") },
        added: stamp(number as usize),
        used: vec![EvidenceUse { unit: unit.to_owned(), label: label.to_owned(), build: build.to_owned() }],
    }
}

fn verdict(states: &[AnswerState]) -> (Verdict, u8, &'static str) {
    let any = |wanted: &[AnswerState]| states.iter().any(|state| wanted.contains(state));
    if states.is_empty() {
        (Verdict::OutOfScope, 0, "The profile requires nothing here on this platform.")
    } else if any(&[AnswerState::Fail]) {
        (Verdict::Fail, 1, "At least one required unit failed.")
    } else if any(&[AnswerState::Untested, AnswerState::Stale, AnswerState::Disputed]) {
        (Verdict::Untested, 2, "No unit failed, but at least one has no answer that counts.")
    } else if any(&[AnswerState::Inconclusive]) {
        (Verdict::Inconclusive, 3, "All units are answered, at least one without a clear result.")
    } else if states.iter().all(|state| *state == AnswerState::NotApplicable) {
        (Verdict::NotApplicable, 4, "None of the units concerns this build, each with a justification.")
    } else {
        (Verdict::Pass, 5, "Every unit that concerns this build passed.")
    }
}

fn groups(units: &[Unit], builds: &[Build]) -> Vec<Group> {
    GROUPS
        .iter()
        .map(|(id, title)| Group {
            id: (*id).to_owned(),
            title: (*title).to_owned(),
            controls: CONTROLS
                .iter()
                .filter(|(control, _)| control.starts_with(&format!("{id}-")))
                .map(|(control, summary)| Control {
                    anchor: format!("control-{}", control.to_lowercase()),
                    id: (*control).to_owned(),
                    summary: (*summary).to_owned(),
                    verdicts: builds.iter().map(|build| control_verdict(control, build, units)).collect(),
                })
                .collect(),
        })
        .collect()
}

fn control_verdict(control: &str, build: &Build, units: &[Unit]) -> ControlVerdict {
    let parts: Vec<UnitPart> = units
        .iter()
        .filter(|unit| unit.controls.iter().any(|it| it == control))
        .filter_map(|unit| {
            let answer = unit.answers.iter().find(|answer| answer.build == build.anchor)?;
            Some(UnitPart {
                unit: unit.anchor.clone(),
                label: unit.label.clone(),
                title: unit.title.clone(),
                state: answer.state,
                required: unit.required,
                counts: unit.required,
                remark: if unit.required {
                    String::new()
                } else {
                    "Optional: it does not bear on the verdict.".to_owned()
                },
            })
        })
        .collect();
    let states: Vec<AnswerState> = parts.iter().filter(|part| part.required).map(|part| part.state).collect();
    let (computed, row, explanation) = verdict(&states);
    let overridden = control == "MASVS-CRYPTO-1" && build.platform == "android" && computed == Verdict::Pass;
    ControlVerdict {
        build: build.anchor.clone(),
        verdict: if overridden { Verdict::Inconclusive } else { computed },
        computed,
        row,
        explanation: explanation.to_owned(),
        weaknesses: if parts.is_empty() {
            vec![]
        } else {
            vec![WeaknessVerdict {
                id: Some("MASWE-0001".to_owned()),
                title: "Sensitive data stored without protection".to_owned(),
                verdict: computed,
                row,
                units: parts,
            }]
        },
        secondary_failures: vec![],
        overrides: if overridden {
            vec![Override {
                verdict: Verdict::Inconclusive,
                reason: RichText::markdown(
                    "The update mechanism was replaced in a hot fix that we could not test in time.",
                ),
                stated: stamp(4),
                effective: true,
                concludes: false,
            }]
        } else {
            vec![]
        },
        limits: vec![],
    }
}

fn summary(units: &[Unit], groups: &[Group], builds: &[Build]) -> Summary {
    let per_build: Vec<BuildSummary> = builds
        .iter()
        .map(|build| {
            let states = |group: Option<&str>, required: bool| -> AnswerCounts {
                units
                    .iter()
                    .filter(|unit| unit.required == required && group.is_none_or(|group| unit.group == group))
                    .flat_map(|unit| unit.answers.iter().filter(|answer| answer.build == build.anchor))
                    .map(|answer| answer.state)
                    .collect()
            };
            let verdicts = |group: Option<&str>| -> VerdictCounts {
                groups
                    .iter()
                    .filter(|it| group.is_none_or(|group| it.id == group))
                    .flat_map(|it| &it.controls)
                    .flat_map(|control| control.verdicts.iter().filter(|verdict| verdict.build == build.anchor))
                    .map(|verdict| verdict.verdict)
                    .collect()
            };
            BuildSummary {
                build: build.anchor.clone(),
                required: states(None, true),
                optional: states(None, false),
                verdicts: verdicts(None),
                groups: groups
                    .iter()
                    .map(|group| GroupCounts {
                        id: group.id.clone(),
                        title: group.title.clone(),
                        required: states(Some(&group.id), true),
                        verdicts: verdicts(Some(&group.id)),
                    })
                    .collect(),
                failed: groups
                    .iter()
                    .flat_map(|group| &group.controls)
                    .filter(|control| {
                        control.verdicts.iter().any(|it| it.build == build.anchor && it.verdict == Verdict::Fail)
                    })
                    .map(|control| control.id.clone())
                    .collect(),
            }
        })
        .collect();
    let mut attention: Vec<Attention> = units
        .iter()
        .flat_map(|unit| unit.answers.iter().map(move |answer| (unit, answer)))
        .filter(|(_, answer)| {
            matches!(
                answer.state,
                AnswerState::Fail | AnswerState::Disputed | AnswerState::Stale | AnswerState::Inconclusive
            )
        })
        .map(|(unit, answer)| Attention {
            unit: unit.anchor.clone(),
            label: unit.label.clone(),
            title: unit.title.clone(),
            build: answer.build.clone(),
            state: answer.state,
            required: unit.required,
            controls: unit.controls.clone(),
        })
        .collect();
    attention.sort_by_key(|item| match item.state {
        AnswerState::Fail => 0,
        AnswerState::Disputed => 1,
        AnswerState::Stale => 2,
        _ => 3,
    });
    let failed: u32 = per_build.iter().map(|build| build.verdicts.fail).sum();
    Summary {
        sentences: vec![
            format!("{failed} of the control verdicts are fail; see the list of units that need attention."),
            "On Android, all required units but two are decided; on iOS, all but three.".to_owned(),
        ],
        builds: per_build,
        attention,
        findings: Vec::new(),
        lowered: 1,
        concluded: 0,
    }
}

/// A report of this many units.
pub(crate) fn sample(count: usize) -> ReportData {
    let builds = builds();
    let mut evidence = Vec::new();
    let units = units(count, &mut evidence);
    let groups = groups(&units, &builds);
    let mut summary = summary(&units, &groups, &builds);
    let findings = findings::findings(&units);
    summary.findings = ["critical", "high", "medium", "low"]
        .map(|severity| FindingCount {
            severity: severity.to_owned(),
            open: u32::from(severity == "critical" || severity == "high"),
            waived: u32::from(severity == "medium"),
            fixed: u32::from(severity == "low"),
        })
        .to_vec();
    let crosswalk = findings::crosswalk(&units);
    ReportData {
        document: Document {
            format: FORMAT,
            id: hex64(3)[..32].to_owned(),
            number: "NL-2026-0117".to_owned(),
            draft: false,
            issued: Some("2026-11-23T09:00:00Z".to_owned()),
            amends: None,
            amends_sha256: None,
            amends_further: Vec::new(),
            amends_reason: None,
            volume: None,
            disclosure: Disclosure::Internal,
            created: "2026-11-20T16:41:00Z".to_owned(),
            title: "Lumen Wallet 4.2.0: assessment against OWASP MASVS".to_owned(),
            language: "en".to_owned(),
            template: String::new(),
            generator: "Assay 0.1.0".to_owned(),
        },
        cover: Cover {
            app: "Lumen Wallet".to_owned(),
            app_description: Some("A wallet for cards and small payments.".to_owned()),
            release: "4.2.0".to_owned(),
            title: "Release assessment, November 2026".to_owned(),
            profile: "L2+R+P".to_owned(),
            profile_title: "Advanced security, resilience and privacy".to_owned(),
            opened: stamp(0),
            last_statement: Some("2026-11-20T16:41:00Z".to_owned()),
            assessors: TESTERS.map(String::from).to_vec(),
        },
        engagement: engagement(),
        builds,
        method: method(),
        summary,
        readiness: readiness(),
        groups,
        units,
        evidence,
        findings,
        waivers: findings::waivers(),
        sign_offs: findings::sign_offs(),
        crosswalk,
        catalogues: catalogues(),
        attribution: vec![
            Said::new(
                "taken_from",
                vec!["MASVS 2.1.0, MASWE 1.0.0, MASTG 1.8.0".to_owned()],
                "This report refers to the OWASP Mobile Application Security standards.",
            ),
            Said::new("no_endorsement", vec![], "OWASP does not certify apps."),
        ],
        ledger: ledger(count * 2),
    }
}

fn readiness() -> Readiness {
    let part = |platform: &str, labels: &[&str]| ReasonPart {
        platform: platform.to_owned(),
        count: u32::try_from(labels.len()).expect("a few"),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
    };
    let reason = |code: &str, words: &str, parts: Vec<ReasonPart>| Reason {
        code: code.to_owned(),
        count: parts.iter().map(|it| it.count).sum(),
        level: None,
        words: words.to_owned(),
        parts,
    };
    Readiness {
        ready: false,
        sentence: "Not ready: 2 required controls fail, 1 waiver expired, 1 answer stale.".to_owned(),
        as_of: "2026-11-20".to_owned(),
        gate: vec![
            Said::new("gate_decided", vec![], "Every required unit has a result."),
            Said::new("gate_findings_below", vec!["high".to_owned()], "Open findings are below high."),
        ],
        reasons: vec![
            reason(
                "control_fails",
                "2 required controls fail",
                vec![part("Android", &["MASVS-STORAGE-1"]), part("iOS", &["MASVS-STORAGE-1"])],
            ),
            reason("waiver_expired", "1 waiver expired", vec![part("", &["MASVS-STORAGE-1 on Android"])]),
            reason("stale", "1 answer stale", vec![part("iOS", &["MASTG-TEST-0203"])]),
        ],
        waived: vec![reason("control_fails", "1 required control fails", vec![part("Android", &["MASVS-PRIVACY-3"])])],
        due: Some("2026-12-15".to_owned()),
        decisions: vec![Decision {
            choice: "conditional".to_owned(),
            over_closed_gate: true,
            outdated: true,
            later: 3,
            role: "Product owner".to_owned(),
            reason: Some("The pilot has forty users, all of them staff.".to_owned()),
            conditions: Some("Both failures are gone before the public release.".to_owned()),
            checkpoint: hex64(77),
            stated: stamp(3),
        }],
    }
}
