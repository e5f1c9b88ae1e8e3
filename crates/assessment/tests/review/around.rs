//! What surrounds a review: assignments, comments, sign-offs, members.

use assay_assessment::statement::{Place, Topic};
use assay_assessment::view::{
    FindingText, Queue, ResultCode, RetestOutcome, ReviewAction, Severity, SignOffRole, UnitKind, WaiverOver,
    WaiverText,
};
use assay_assessment::{Assign, Work};
use assay_ledger::Identity;
use uuid::Uuid;

use super::{Desk, second};
use crate::common::devices::{exchange, two_devices};
use crate::common::{Bench, words};

#[tokio::test]
async fn work_is_assigned_by_unit_group_and_build_and_the_narrowest_counts() {
    let bench = Bench::new("L1").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let (assessment, android) = (bench.assessment, bench.android);
    let row = bench.checklist().await.rows.into_iter().find(|row| row.required).expect("a row");
    let desk = Desk::of(&bench, &jo, &row.unit);
    let to = async |assign: Assign| bench.workspace.assign(assessment, android, &assign).await;
    let (mara, jos) = (Some(bench.workspace.member()), Some(jo.member()));

    let all = Assign { whole_build: true, assignee: jos, due: Some("2026-02-01".to_owned()), ..Assign::default() };
    let changed = to(all).await.expect("assigned");
    assert_eq!(changed.len(), bench.checklist().await.rows.len(), "every row says so");
    let review = desk.review().await;
    assert_eq!((review.assignee.as_deref(), review.due.as_deref()), (Some("Jo Park"), Some("2026-02-01")));
    assert!(review.mine && review.queues.contains(&Queue::Mine));

    let group = Assign { groups: vec![row.group.clone()], assignee: mara, ..Assign::default() };
    to(group).await.expect("assigned");
    assert_eq!(desk.review().await.assignee.as_deref(), Some("Mara Lind"));
    let one = Assign { units: vec![row.unit.clone()], assignee: jos, ..Assign::default() };
    to(one).await.expect("assigned");
    assert_eq!(desk.review().await.assignee.as_deref(), Some("Jo Park"));
    let nobody = Assign { units: vec![row.unit.clone()], ..Assign::default() };
    to(nobody).await.expect("assigned");
    assert_eq!(desk.review().await.assignee.as_deref(), Some("Mara Lind"), "then the group's counts again");

    let scopes = bench.workspace.assignments(assessment, android).await.expect("assignments");
    assert_eq!(scopes.len(), 2);
    for (wrong, code) in [
        (Assign::default(), "review.no_units"),
        (Assign { groups: vec!["NONE".to_owned()], ..Assign::default() }, "group.unknown"),
        (Assign { whole_build: true, assignee: Some(Uuid::nil()), ..Assign::default() }, "member.unknown"),
    ] {
        assert_eq!(to(wrong).await.expect_err("refused").code(), code);
    }
    // What was handed in is no longer on one's pile.
    to(Assign { whole_build: true, groups: vec![row.group.clone()], assignee: jos, ..Assign::default() })
        .await
        .expect("assigned");
    desk.answer(ResultCode::Pass).await;
    assert!(desk.review().await.queues.contains(&Queue::Mine), "answered, not handed in");
    desk.say(ReviewAction::Submit).await;
    assert!(!desk.review().await.queues.contains(&Queue::Mine));
    let queues = bench.workspace.queues(assessment, android, Some(Queue::ToReview)).await.expect("queues");
    assert_eq!(queues.rows.len(), 1);
    assert_eq!(queues.counts.iter().find(|it| it.queue == Queue::ToReview).expect("counted").units, 1);
}

#[tokio::test]
async fn comments_on_anything_mention_members_until_they_have_read_them() {
    let bench = Bench::new("L1").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (assessment, build) = (bench.assessment, bench.android);
    let control = bench.checklist().await.controls[0].id.clone();
    bench.state(&unit, ResultCode::Fail).await;
    let text = FindingText { title: "Keys in the log".to_owned(), ..FindingText::default() };
    let seen = Some((build, None));
    let finding = bench.workspace.open_finding(bench.app, Some(Severity::High), text, seen).await.expect("opened");
    bench.workspace.attach_note(assessment, build, &unit, "adb logcat", "").await.expect("evidence");
    let evidence = bench.workspace.evidence(assessment, Some(build)).await.expect("evidence")[0].id;
    let place = Place::on_build(assessment, build, unit.parse().expect("a unit"));
    let topics = [
        Topic::App(bench.app),
        Topic::Release { app: bench.app, release: bench.release },
        Topic::Build { release: bench.release, build },
        Topic::Assessment { release: bench.release, assessment },
        Topic::Control { assessment, build, control },
        Topic::Finding { app: bench.app, finding: finding.finding.id },
        Topic::Evidence { place: place.clone(), evidence },
    ];
    for topic in &topics {
        bench.workspace.add_remark(topic, &format!("@Jo, see {topic}")).await.expect("a comment");
        let remarks = jo.remarks(topic).await.expect("comments");
        assert_eq!(remarks.len(), 1);
        assert_eq!(remarks[0].added.by, "Mara Lind");
    }
    let on_unit =
        bench.workspace.add_comment(assessment, build, &unit, "@jo park what do you say?").await.expect("a comment");
    let elsewhere = Topic::App(Uuid::nil());
    assert_eq!(bench.workspace.add_remark(&elsewhere, "Hm").await.expect_err("no such app").code(), "app.unknown");
    let elsewhere = Topic::Evidence { place, evidence: Uuid::nil() };
    let refused = bench.workspace.add_remark(&elsewhere, "Hm").await.expect_err("no such evidence");
    assert_eq!(refused.code(), "evidence.unknown");

    let mentions = jo.mentions(true).await.expect("mentions");
    assert_eq!(mentions.len(), topics.len() + 1);
    assert_eq!((mentions[0].unit.as_deref(), mentions[0].build), (Some(unit.as_str()), Some(build)));
    assert!(bench.workspace.mentions(false).await.expect("mentions").is_empty(), "she is not meant");
    let of = |about: &str| mentions.iter().find(|it| it.about == about).unwrap_or_else(|| panic!("one on {about}"));
    assert_eq!(of("Keys in the log").finding, Some(finding.finding.id));
    let label = unit.rsplit(':').next().unwrap_or_default();
    assert_eq!(of(&format!("evidence of {label}")).unit.as_deref(), Some(unit.as_str()));
    assert!(of(topics[4].to_string().rsplit('/').next().unwrap_or_default()).control.is_some());
    let desk = Desk::of(&bench, &jo, &unit);
    assert!(desk.review().await.queues.contains(&Queue::Mentions));
    jo.read_mentions(&[on_unit.comment.id]).await.expect("read");
    assert!(!desk.review().await.queues.contains(&Queue::Mentions));
    assert_eq!(jo.mentions(true).await.expect("mentions").len(), topics.len());
    assert_eq!(jo.mentions(false).await.expect("mentions").len(), topics.len() + 1);

    // What is redacted or taken back mentions nobody.
    let last = &jo.remarks(&topics[4]).await.expect("comments")[0];
    let entry = last.added.entry.parse().expect("a hash");
    bench.workspace.redact(&entry, "It named a person").await.expect("redacted");
    let first = &jo.remarks(&topics[0]).await.expect("comments")[0];
    let foreign = jo.take_back_remark(&topics[0], first.id).await.expect_err("it is hers");
    assert_eq!(foreign.code(), "undo.superseded");
    bench.workspace.take_back_remark(&topics[0], first.id).await.expect("taken back");
    assert!(jo.remarks(&topics[0]).await.expect("comments").is_empty());
    assert_eq!(jo.remarks(&topics[4]).await.expect("comments")[0].text, None);
    let left = jo.mentions(true).await.expect("mentions");
    assert_eq!(left.len(), topics.len() - 2);
    jo.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(jo.mentions(true).await.expect("mentions"), left);
    jo.read_mentions(&[]).await.expect("read");
    assert!(jo.mentions(true).await.expect("mentions").is_empty());
}

#[tokio::test]
async fn a_sign_off_is_over_a_checkpoint_and_outdated_by_what_came_after_it() {
    let (bench, other) = two_devices().await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (one, assessment) = (&bench.workspace, bench.assessment);
    bench.state(&unit, ResultCode::Pass).await;
    let before = one.checkpoint().await.expect("a checkpoint").root;
    let given = one.give_sign_off(assessment, SignOffRole::Tester, "I tested all of it.").await.expect("given");
    assert_eq!((given.checkpoint.as_str(), given.statement.as_deref()), (before.as_str(), Some("I tested all of it.")));
    assert_eq!(given.outdated, None);
    assert!(given.same_device_as.is_empty());
    jo.give_sign_off(assessment, SignOffRole::Reviewer, "I looked at it.").await.expect("given");
    let both = one.sign_offs(assessment).await.expect("sign-offs");
    assert_eq!(both[0].same_device_as, ["Jo Park"], "from one device key");

    // A comment bears on nothing, another sign-off neither; an answer does.
    one.add_comment(assessment, bench.android, &unit, "Nice").await.expect("a comment");
    assert!(one.sign_offs(assessment).await.expect("sign-offs").iter().all(|it| it.outdated.is_none()));
    bench.state(&unit, ResultCode::Fail).await;
    let both = one.sign_offs(assessment).await.expect("sign-offs");
    assert!(both.iter().all(|it| it.outdated.as_ref().is_some_and(|since| since.statements == 1)));
    let again = one.give_sign_off(assessment, SignOffRole::Tester, "I tested it again.").await.expect("given");
    assert_eq!(again.outdated, None);

    // What another device stated without either knowing of the other came after, whenever it arrives.
    let elsewhere =
        bench.checklist().await.rows.into_iter().find(|row| row.unit != unit && row.required).expect("a row");
    other
        .state_result(assessment, bench.android, &elsewhere.unit, ResultCode::Inconclusive, words(), &[])
        .await
        .expect("taken");
    exchange(one, &other).await;
    let mine = one.sign_offs(assessment).await.expect("sign-offs");
    assert_eq!(mine, other.sign_offs(assessment).await.expect("sign-offs"));
    assert!(mine.iter().find(|it| it.id == again.id).expect("it is there").outdated.is_some());

    let foreign = jo.withdraw_sign_off(assessment, again.id).await.expect_err("it is hers");
    assert_eq!(foreign.code(), "sign_off.of_other");
    let withdrawn = one.withdraw_sign_off(assessment, again.id).await.expect("withdrawn");
    assert_eq!(withdrawn.withdrawn.expect("it says so").by, "Mara Lind");
    let twice = one.withdraw_sign_off(assessment, again.id).await.expect_err("once is enough");
    assert_eq!(twice.code(), "sign_off.withdrawn");
    let entry = withdrawn.given.entry.parse().expect("a hash");
    one.redact(&entry, "It named a person").await.expect("redacted");
    let listed = one.sign_offs(assessment).await.expect("sign-offs");
    let redacted = listed.iter().find(|it| it.id == again.id).expect("it stays");
    assert_eq!((redacted.statement.as_deref(), redacted.role), (None, SignOffRole::Tester), "role and checkpoint stay");
    one.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(one.sign_offs(assessment).await.expect("sign-offs"), listed);
}

#[tokio::test]
async fn a_finding_or_a_waiver_that_bears_on_a_sign_off_outdates_it() {
    let bench = Bench::new("L1").await;
    let (one, assessment) = (&bench.workspace, bench.assessment);
    let sign = async || {
        let given = one.give_sign_off(assessment, SignOffRole::Approver, "I answer for it.").await.expect("given");
        given.id
    };
    let outdated = async |of: Uuid| {
        let all = one.sign_offs(assessment).await.expect("sign-offs");
        let this = all.into_iter().find(|it| it.id == of).expect("it is there");
        this.outdated.map_or(0, |since| since.statements)
    };
    let text = |title: &str| FindingText { title: title.to_owned(), ..FindingText::default() };

    // A finding that is known on no build of the release bears on nothing that was signed.
    let first = sign().await;
    let elsewhere = one.open_finding(bench.app, Some(Severity::Low), text("Seen in a review"), None);
    elsewhere.await.expect("opened");
    assert_eq!(outdated(first).await, 0);
    let seen = Some((bench.android, None));
    let found = one.open_finding(bench.app, Some(Severity::High), text("Keys in the log"), seen);
    let found = found.await.expect("opened").finding;
    let heads = found.builds[0].heads.clone();
    let found = found.id;
    assert_eq!(outdated(first).await, 2, "opened, and seen on a build");

    let second = sign().await;
    assert_eq!(outdated(second).await, 0);
    let words = WaiverText {
        approver: "Ines Roth".to_owned(),
        role: "Head of security".to_owned(),
        reason: "The server refuses it.".to_owned(),
        conditions: String::new(),
        ..WaiverText::default()
    };
    let until = "2026-12-31";
    one.grant_waiver(WaiverOver::Finding { finding: found }, words.clone(), until).await.expect("granted");
    assert_eq!(outdated(second).await, 1);
    let fixed = RetestOutcome::Fixed;
    one.retest_finding(found, bench.android, fixed, "Looked at the log.", None, &heads).await.expect("retested");
    assert_eq!(outdated(second).await, 2);

    let third = sign().await;
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Fail).await;
    let fourth = sign().await;
    let over = WaiverOver::Unit { assessment, platform: assay_catalogue::Platform::Android, unit };
    one.grant_waiver(over, words, until).await.expect("granted");
    assert_eq!(outdated(fourth).await, 1);
    assert_eq!(outdated(third).await, 2);
    one.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(outdated(third).await, 2);
}

#[tokio::test]
async fn only_a_member_may_write_and_anybody_can_be_found_by_what_people_call_them() {
    let bench = Bench::new("L1").await;
    let stranger = bench.workspace.as_member(Uuid::from_u128(9)).await;
    assert_eq!(stranger.expect_err("nobody knows them").code(), "member.unknown");
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let members = jo.members().await.expect("members");
    let seen: Vec<(&str, bool)> = members.iter().map(|it| (it.name.as_str(), it.me)).collect();
    assert_eq!(seen, [("Jo Park", true), ("Mara Lind", false)]);
    for name in ["jo", "@Jo", "JO PARK", "jo.park@example.org"] {
        assert_eq!(bench.workspace.find_member(name).await.expect("found").id, jo.member(), "{name}");
    }
    assert_eq!(jo.find_member("Ann").await.expect_err("nobody").code(), "member.unknown");
    second(&bench.workspace, 3, "Jo Berg").await;
    assert_eq!(jo.find_member("Jo").await.expect_err("two").code(), "member.ambiguous");
    // Named anew, and still one.
    let email = "JO.park@example.org".to_owned();
    let twice = Identity { member: Uuid::from_u128(9), name: "Jo Park".to_owned(), email };
    let refused = bench.workspace.add_member(&twice).await.expect_err("the address is Jo's");
    assert_eq!(refused.code(), "member.email_taken");
    let anew = Identity { member: jo.member(), name: "Joanna Park".to_owned(), email: "jo@example.org".to_owned() };
    bench.workspace.add_member(&anew).await.expect("named anew");
    assert_eq!(bench.workspace.members().await.expect("members").len(), 3);
    assert_eq!(jo.find_member("Joanna").await.expect("found").id, jo.member());
}
