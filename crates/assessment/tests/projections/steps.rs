//! Steps of two devices, drawn at random: what can be done, and doing it.

use assay_assessment::statement::{IssueOptions, UsedTemplate};
use assay_assessment::view::{
    AnswerText, Area, DecisionChoice, Engagement, ReconfirmBasis, ReconfirmUnit, ResultCode, ResultGiven, ReviewAction,
    SignOffRole, Verdict,
};
use assay_assessment::{Assign, IssuedFile, NewFile, NewSignature, ReviewOf, Workspace};
use assay_catalogue::SubjectKind;
use proptest::prelude::*;
use uuid::Uuid;

use crate::common::devices::{export, interleaved};
use crate::common::{lying, picture, words};

#[derive(Debug, Clone)]
pub(crate) enum Step {
    State { unit: usize, result: ResultCode, noted: bool },
    Undo,
    Redo,
    Bulk { result: ResultCode },
    Note { unit: usize },
    Bytes { unit: usize },
    Blacken { unit: usize },
    Remove,
    Comment { unit: usize },
    Override { verdict: Option<Verdict> },
    Engage { customer: String },
    Plan { day: u8 },
    Decide { choice: DecisionChoice },
    Redact { back: usize },
    Review { unit: usize, action: ReviewAction },
    Assign { unit: usize, somebody: bool },
    SignOff { role: SignOffRole },
    Issue { number: u8, amends: bool },
    Sign,
    Reconfirm { unit: usize, basis: ReconfirmBasis, back: bool },
    Migrate,
    Mistake { withdrawn: bool },
    Exchange { interleaved: bool },
}

/// Each by the one device or the other, in the first assessment or in one that was migrated from it.
pub(crate) fn steps() -> impl Strategy<Value = Vec<(bool, bool, Step)>> {
    let unit = 0usize..6;
    let result = proptest::sample::select(vec![
        ResultCode::Pass,
        ResultCode::Fail,
        ResultCode::NotApplicable,
        ResultCode::Inconclusive,
        ResultCode::Untested,
    ]);
    let verdict =
        proptest::sample::select(vec![None, Some(Verdict::Fail), Some(Verdict::Inconclusive), Some(Verdict::Pass)]);
    let choice = proptest::sample::select(vec![DecisionChoice::Go, DecisionChoice::Conditional, DecisionChoice::Hold]);
    let action = proptest::sample::select(vec![ReviewAction::Submit, ReviewAction::Approve, ReviewAction::Return]);
    let basis = proptest::sample::select(vec![ReconfirmBasis::Retested, ReconfirmBasis::Argued]);
    let reconfirm = (0usize..3, basis, any::<bool>());
    let step = prop_oneof![
        6 => (unit.clone(), result.clone(), any::<bool>()).prop_map(|(unit, result, noted)| Step::State { unit, result, noted }),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => result.clone().prop_map(|result| Step::Bulk { result }),
        2 => unit.clone().prop_map(|unit| Step::Note { unit }),
        1 => unit.clone().prop_map(|unit| Step::Bytes { unit }),
        1 => unit.clone().prop_map(|unit| Step::Blacken { unit }),
        2 => Just(Step::Remove),
        2 => unit.clone().prop_map(|unit| Step::Comment { unit }),
        6 => (unit.clone(), action).prop_map(|(unit, action)| Step::Review { unit, action }),
        2 => (unit, any::<bool>()).prop_map(|(unit, somebody)| Step::Assign { unit, somebody }),
        1 => proptest::sample::select(SignOffRole::ALL.to_vec()).prop_map(|role| Step::SignOff { role }),
        2 => (1u8..4, any::<bool>()).prop_map(|(number, amends)| Step::Issue { number, amends }),
        2 => Just(Step::Sign),
        2 => verdict.prop_map(|verdict| Step::Override { verdict }),
        1 => "[a-z]{1,6}".prop_map(|customer| Step::Engage { customer }),
        1 => (10u8..28).prop_map(|day| Step::Plan { day }),
        2 => choice.prop_map(|choice| Step::Decide { choice }),
        2 => (0usize..12).prop_map(|back| Step::Redact { back }),
        2 => any::<bool>().prop_map(|interleaved| Step::Exchange { interleaved }),
        4 => reconfirm.prop_map(|(unit, basis, back)| Step::Reconfirm { unit, basis, back }),
        1 => Just(Step::Migrate),
        3 => any::<bool>().prop_map(|withdrawn| Step::Mistake { withdrawn }),
    ];
    proptest::collection::vec((any::<bool>(), any::<bool>(), step), 1..28)
}

/// Does a step; one that the rules refuse is no part of the sequence.
#[expect(clippy::too_many_lines, reason = "one arm a step, each of them short")]
pub(crate) async fn perform(
    step: &Step,
    workspace: &Workspace,
    other: &Workspace,
    place: (Uuid, Uuid),
    second: Uuid,
    units: &[String],
) {
    let (assessment, build) = place;
    match step {
        Step::State { unit, result, noted } => {
            let checklist = workspace.checklist(assessment, build).await.expect("a checklist");
            let row = checklist.rows.iter().find(|row| row.unit == units[*unit]).expect("the row");
            let valid_until = (*noted || row.subject != SubjectKind::Build).then(|| "2026-12-31".to_owned());
            let note = if *noted { "Seen".to_owned() } else { String::new() };
            let text = AnswerText { note, valid_until, ..words() };
            let _ = workspace.state_result(assessment, build, &row.unit, *result, text, &row.heads).await;
        }
        Step::Undo => {
            let _ = workspace.undo(assessment, build).await;
        }
        Step::Redo => {
            let _ = workspace.redo(assessment, build).await;
        }
        Step::Bulk { result } => {
            let checklist = workspace.checklist(assessment, build).await.expect("a checklist");
            let row = |unit: &String| checklist.rows.iter().find(|row| row.unit == *unit).expect("the row");
            let given = units.iter().map(|unit| ResultGiven {
                unit: unit.clone(),
                result: *result,
                text: AnswerText { valid_until: Some("2026-12-31".to_owned()), ..words() },
                expected: row(unit).heads.clone(),
            });
            let _ = workspace.state_results(assessment, build, given.collect()).await;
        }
        Step::Note { unit } => {
            workspace.attach_note(assessment, build, &units[*unit], "A note", "").await.expect("attached");
        }
        Step::Bytes { unit } => {
            let bytes = b"some bytes".to_vec();
            workspace.attach_bytes(assessment, build, &units[*unit], "a.txt", bytes, "").await.expect("attached");
        }
        Step::Blacken { unit } => {
            let picture = picture(8, 8, [200, 0, 0]);
            let unit = &units[*unit];
            let _ = workspace.attach_bytes(assessment, build, unit, "a.png", picture, "").await.expect("attached");
            let detail = workspace.unit(assessment, build, unit).await.expect("the detail");
            let area = Area { x: 0, y: 0, width: 2, height: 2 };
            for piece in detail.evidence {
                let _ = workspace.redact_picture(assessment, build, piece.id, &[area]).await;
            }
        }
        Step::Remove => {
            let evidence = workspace.evidence(assessment, Some(build)).await.expect("evidence");
            if let Some(piece) = evidence.first() {
                workspace.remove_evidence(assessment, build, piece.id).await.expect("removed");
            }
        }
        Step::Comment { unit } => {
            workspace.add_comment(assessment, build, &units[*unit], "Hm, @Mara").await.expect("a comment");
        }
        Step::Override { verdict } => {
            let control = "MASVS-CRYPTO-1";
            let now = workspace.verdict(assessment, build, control).await.expect("a verdict");
            let heads = &now.override_heads;
            let _ = workspace.override_verdict(assessment, build, control, *verdict, "Because", heads).await;
        }
        Step::Engage { customer } => {
            let engagement = Engagement { customer: customer.clone(), ..Engagement::default() };
            workspace.record_engagement(assessment, engagement).await.expect("recorded");
        }
        Step::Plan { day } => {
            let release = workspace.assessment(assessment).await.expect("the assessment").release;
            workspace.plan_release(release, Some(&format!("2026-03-{day}"))).await.expect("planned");
        }
        Step::Decide { choice } => {
            let release = workspace.assessment(assessment).await.expect("the assessment").release;
            let heads = workspace.release_readiness(release).await.expect("readiness").decision_heads;
            let decided =
                workspace.decide_release(release, *choice, "", "Because", "Soon", &heads).await.expect("decided");
            assert!(!decided.decisions[0].outdated, "it knows all that is here");
        }
        Step::Redact { back } => {
            let page = workspace.ledger_page(12, None).await.expect("a page");
            if let Some(entry) = page.entries.get(*back) {
                let _ = workspace.redact(&entry.hash.parse().expect("a hash"), "It named a person").await;
            }
        }
        Step::Review { unit, action } => {
            let of = [ReviewOf { unit: units[*unit].clone(), basis: String::new() }];
            let _ = workspace.state_review(assessment, build, *action, &of, Some("Look again, @Mara")).await;
        }
        Step::Assign { unit, somebody } => {
            let assignee = somebody.then(|| workspace.member());
            let work = match unit {
                0 => Assign { whole_build: true, assignee, ..Assign::default() },
                1 => Assign { groups: vec!["MASVS-CRYPTO".to_owned()], assignee, ..Assign::default() },
                _ => Assign { units: vec![units[*unit].clone()], assignee, ..Assign::default() },
            };
            workspace.assign(assessment, build, &work).await.expect("assigned");
        }
        Step::SignOff { role } => {
            let given = workspace.sign_offs(assessment).await.expect("sign-offs");
            match given.iter().find(|it| it.withdrawn.is_none() && it.role == *role) {
                Some(it) => drop(workspace.withdraw_sign_off(assessment, it.id).await.expect("withdrawn")),
                None => drop(workspace.give_sign_off(assessment, *role, "I did it").await.expect("given")),
            }
        }
        Step::Issue { number, amends } => {
            let number = format!("N-{number}");
            let issued = workspace.issued_reports(Some(assessment), None).await.expect("reports");
            let former = issued.iter().find(|it| *amends && it.amended_by.is_empty());
            let amends = match former {
                Some(it) => Some(workspace.amending(assessment, it.id, "Because").await.expect("it may be")),
                None => None,
            };
            let checkpoint = workspace.checkpoint().await.expect("a checkpoint").root;
            let file = |bytes: &[u8]| NewFile { pages: 1, path: lying(workspace, bytes) };
            let bytes = format!("{number} under {checkpoint}").into_bytes();
            // Some are in two volumes.
            let second = amends.as_ref().map(|_| file(b"The second"));
            let files = std::iter::once(file(&bytes)).chain(second).collect();
            let file = IssuedFile {
                number,
                title: "A report".to_owned(),
                template: UsedTemplate::default(),
                disclosure: "internal".to_owned(),
                options: IssueOptions::default(),
                builds: vec![build],
                issued: "2026-01-05T09:00:00Z".to_owned(),
                checkpoint: checkpoint.parse().expect("a digest"),
                amends,
                files,
                signed: None,
            };
            let _ = workspace.issue_report(assessment, file).await;
        }
        Step::Sign => {
            let issued = workspace.issued_reports(None, None).await.expect("reports");
            if let Some(it) = issued.first() {
                let former = it.sha256.parse().expect("a digest");
                let signature = NewSignature {
                    role: "Author".to_owned(),
                    name: "Mara Lind".to_owned(),
                    certificate: "00".repeat(32),
                    own_key: true,
                    timestamp: false,
                };
                let sign = |sha256: &str| format!("{sha256} signed on {}", workspace.ledger().device()).into_bytes();
                let files = it.files.iter().map(|file| lying(workspace, &sign(&file.sha256))).collect();
                workspace.sign_issued_report(it.id, &former, files, signature).await.expect("signed");
            }
        }
        Step::Reconfirm { unit, basis, back } => {
            // To and fro, so that answers could rest on each other in a circle.
            let (here, former) = if *back { (build, second) } else { (second, build) };
            let Ok(shown) = workspace.former_answers(assessment, here, Some(former)).await else { return };
            let Some(answer) = shown.answers.iter().find(|answer| answer.unit == units[*unit]) else { return };
            let checklist = workspace.checklist(assessment, here).await.expect("a checklist");
            let row = checklist.rows.iter().find(|row| row.unit == units[*unit]).expect("the row");
            let asked =
                ReconfirmUnit { unit: row.unit.clone(), former: answer.heads.clone(), expected: row.heads.clone() };
            let _ = workspace.reconfirm(assessment, here, former, *basis, Some("Untouched"), &[asked]).await;
        }
        Step::Migrate => {}
        Step::Mistake { withdrawn } => {
            let release = workspace.assessment(assessment).await.expect("the assessment").release;
            let assessments = workspace.release(release).await.expect("the release").assessments;
            let wrong = assessments.iter().find(|it| it.title == "A mistake").map(|it| it.id);
            match wrong {
                None => drop(workspace.open_assessment(release, "L1", Some("A mistake"), None).await.expect("opened")),
                Some(wrong) if *withdrawn => drop(workspace.withdraw_assessment(wrong, "A mistake.").await),
                Some(wrong) => drop(workspace.add_comment(wrong, build, &units[0], "What is this for?").await),
            }
        }
        Step::Exchange { interleaved: dealt } => {
            let rows = export(other).await;
            workspace.import(if *dealt { interleaved(rows) } else { rows }).await.expect("taken in");
        }
    }
}
