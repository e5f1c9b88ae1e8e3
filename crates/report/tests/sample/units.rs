//! Units of the sample, with answers in every state.

use assay_report::model::*;

use super::controls::{CONTROLS, TESTS};
use super::{hex64, piece, stamp};

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

/// So many units, tests and direct assessments, and their evidence.
pub(super) fn units(count: usize, evidence: &mut Vec<Evidence>) -> Vec<Unit> {
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
