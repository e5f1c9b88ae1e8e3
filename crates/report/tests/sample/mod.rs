//! An invented report with every kind of content: all results, several scripts, figures, overrides, redactions.

mod controls;
mod facts;
mod findings;

use std::fmt::Write;

use assay_report::model::*;
use controls::{CONTROLS, GROUPS, TESTS};
use facts::{builds, catalogues, engagement, ledger, method};

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

/// Notes as people write them, in several scripts; the last one has no markup that typst could mistake for its own.
fn rich_note(index: usize) -> RichText {
    RichText::markdown(match index % 9 {
        0 => {
            "After signing in, the folder `/data/data/org.lumen.wallet/shared_prefs` was copied and searched for the **session token**, the card number and the recovery phrase. None of them was found in clear.\n\n```text\n$ grep -rl 'eyJhbGciOi' /data/data/org.lumen.wallet | wc -l\n0\n$ sqlite3 wallet.db '.tables'\naccounts  cards  sync_state\n```"
        }
        1 => {
            "Steps taken on the release build:\n\n1. Install the build and sign in with the test account.\n2. Make one payment and one refund.\n3. Pull the backup and compare it with the list in [the data inventory](https://example.org/lumen/data-inventory?version=4.2.0#sensitive).\n   - first run\n   - second run"
        }
        2 => {
            "Проверено на устройстве без прав суперпользователя: ключ хранится в аппаратном хранилище и не извлекается. Греческий вариант: Το κλειδί παραμένει στη συσκευή."
        }
        3 => {
            "端末の鍵ストアに保存された鍵は、画面ロックの解除が必要であることを確認した。簡体字：密钥存储在硬件安全模块中，无法导出。한국어: 키는 하드웨어 저장소에 보관됩니다."
        }
        4 => "تم التحقق من أن التطبيق يرفض الشهادة المزوّرة ويغلق الاتصال قبل إرسال أي بيانات (TLS 1.3).",
        5 => {
            "Observed hosts and what was sent to them:\n\n| Host | Party | Data |\n| --- | --- | --- |\n| api.lumen.example | first | account id, amounts |\n| metrics.vendor.example | third | advertising id, screen names |"
        }
        6 => {
            "> The certificate is checked by the platform only; pins are on the backlog.\n\n*Statement of the development team, 12 November.*"
        }
        7 => "Nothing remarkable.\n\nThe value stays #literal: $x$ \\<label\\> @reference \\\\ // and #import \"x\".",
        _ => "",
    })
}

fn state(index: usize) -> AnswerState {
    match index % 17 {
        3 | 11 => AnswerState::Fail,
        6 => AnswerState::NotApplicable,
        8 => AnswerState::Inconclusive,
        13 => AnswerState::Untested,
        14 if index.is_multiple_of(2) => AnswerState::Stale,
        15 if index.is_multiple_of(3) => AnswerState::Disputed,
        _ => AnswerState::Pass,
    }
}

fn former() -> FormerBuild {
    FormerBuild {
        name: "Android 4.1.0 (4102)".to_owned(),
        release: "4.1.0".to_owned(),
        sha256: Some("5b1c".repeat(16)),
    }
}

fn statements(index: usize, state: AnswerState) -> Vec<Statement> {
    let statement = |index: usize, result: AnswerState| Statement {
        result,
        stated: stamp(index),
        note: if index % 23 == 22 { RichText::redacted() } else { rich_note(index) },
        justification: if result == AnswerState::NotApplicable {
            RichText::markdown("The app has no web view on this platform, so nothing can be loaded into one.")
        } else {
            RichText::default()
        },
        method: RichText::default(),
        valid_until: None,
        addressable: Vec::new(),
        carried: (state == AnswerState::Stale).then(|| Carried {
            how: CarriedHow::Changed,
            assessment: "Harbour Wallet 4.2.0, MASTG 1.7.0".to_owned(),
            unit: format!("MASTG-TEST-{:04}", 200 + index),
            by: stamp(index + 1),
        }),
        reconfirmed: (state == AnswerState::Pass && index % 9 == 4).then(|| Reconfirmed {
            basis: [ReconfirmBasis::Argued, ReconfirmBasis::Retested, ReconfirmBasis::Identical][index % 3],
            argument: if index.is_multiple_of(3) {
                RichText::markdown("Only texts and the icon changed between the two commits; nothing here is touched.")
            } else {
                RichText::default()
            },
            former: Some(former()),
            first: Some(stamp(index + 2)),
            cited: vec![CitedEvidence {
                kind: "file".to_owned(),
                name: "traffic-4102.har".to_owned(),
                sha256: Some(hex64(index as u64)),
            }],
        }),
        original: (state == AnswerState::Pass && index % 9 == 4).then(former),
    };
    match state {
        AnswerState::Untested => vec![],
        AnswerState::Disputed => vec![statement(index, AnswerState::Pass), statement(index + 1, AnswerState::Fail)],
        AnswerState::Stale => vec![statement(index, AnswerState::Pass)],
        _ => vec![statement(index, state)],
    }
}

fn review(index: usize, state: AnswerState) -> Review {
    let word = match (state, index % 4) {
        (AnswerState::Untested, _) => "open",
        (_, 0) => "submitted",
        (_, 1) => "returned",
        _ => "approved",
    };
    Review {
        state: word.to_owned(),
        by: (word != "open").then(|| stamp(index + 1)),
        by_author: index == 6,
        same_device: index == 7,
        left_behind: index == 10,
    }
}

fn units(count: usize, evidence: &mut Vec<Evidence>) -> Vec<Unit> {
    (0..count)
        .map(|index| {
            let (control, _) = CONTROLS[index * CONTROLS.len() / count];
            let group = control.rsplit_once('-').map_or(control, |(group, _)| group);
            let direct = index % 10 == 9;
            let label =
                if direct { format!("MASWE-{:04}", index + 1) } else { format!("MASTG-TEST-{:04}", 200 + index) };
            let title =
                if direct { "Secret kept in a place that other apps can read" } else { TESTS[index % TESTS.len()] };
            let anchor = format!("unit-{}", index + 1);
            let on: &[&str] = if direct {
                &["build-1", "build-2"]
            } else if index.is_multiple_of(2) {
                &["build-1"]
            } else {
                &["build-2"]
            };
            let answers = on
                .iter()
                .enumerate()
                .map(|(place, build)| {
                    let state = state(index + place);
                    let mut statements = statements(index + place, state);
                    if direct {
                        for statement in &mut statements {
                            statement.method = RichText::markdown(
                                "Read the code of the storage layer and traced every write with Frida.",
                            );
                        }
                    }
                    let mut numbers = Vec::new();
                    if state != AnswerState::Untested {
                        for _ in 0..index % 3 {
                            let number = u32::try_from(evidence.len() + 1).unwrap_or(1);
                            evidence.push(piece(number, &anchor, &label, build));
                            numbers.push(number);
                        }
                    }
                    UnitAnswer {
                        build: (*build).to_owned(),
                        state,
                        review: review(index, state),
                        former: (state == AnswerState::Stale).then_some(AnswerState::Pass),
                        statements,
                        evidence: numbers,
                        comments: if index % 11 == 4 {
                            vec![Comment {
                                text: RichText::markdown("Please confirm on the rooted device as well."),
                                stated: stamp(index + 3),
                            }]
                        } else {
                            vec![]
                        },
                    }
                })
                .collect();
            Unit {
                anchor,
                id: if direct { format!("direct:maswe-1/{label}") } else { format!("test:{label}") },
                label,
                title: title.to_owned(),
                kind: if direct { UnitKind::Direct } else { UnitKind::Test },
                summary: "Looks for sensitive values where other apps, backups or other people could reach them."
                    .to_owned(),
                group: group.to_owned(),
                controls: vec![control.to_owned()],
                weaknesses: vec![WeaknessRef {
                    id: format!("MASWE-{:04}", index / 2 + 1),
                    scheme: "maswe-1".to_owned(),
                    title: "Sensitive data stored without protection".to_owned(),
                }],
                types: vec![if index.is_multiple_of(2) { "static" } else { "dynamic" }.to_owned()],
                required: index % 7 != 5,
                because: vec![format!("L2 asks for the weaknesses of {control}.")],
                asks: None,
                answers,
            }
        })
        .collect()
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
