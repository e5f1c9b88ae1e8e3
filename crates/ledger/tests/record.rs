//! Recording statements, looking them up, redacting them.

mod common;

use assay_ledger::{
    Body, Cancel, DeviceEnrolled, Draft, Filter, Hash, HeadScope, Kept, Ledger, MemberAdded, Opening, WorkspaceFounded,
    WorkspaceNamed, kinds,
};
use common::{Place, result, state};

const STATED: &[&str] = &["result.stated"];

async fn assert_sound(ledger: &Ledger) {
    let verification = ledger.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(verification.problem, None);
    assert!(verification.devices.iter().all(|device| device.known));
}

#[tokio::test]
async fn a_workspace_begins_with_its_founding() {
    let place = Place::new();
    let ledger = place.create().await;
    assert_eq!(ledger.opening(), Opening::Founded);
    let all = ledger.entries(&Filter::default()).await.unwrap();
    let kinds_found: Vec<&str> = all.iter().map(|recorded| recorded.entry.kind.as_str()).collect();
    assert_eq!(
        kinds_found,
        [kinds::WORKSPACE_FOUNDED, kinds::WORKSPACE_NAMED, kinds::MEMBER_ADDED, kinds::DEVICE_ENROLLED]
    );
    let body = |index: usize| all[index].body.as_bytes().unwrap();
    let founded: WorkspaceFounded = serde_json::from_slice(body(0)).unwrap();
    assert_eq!(founded.device, ledger.device());
    let named: WorkspaceNamed = serde_json::from_slice(body(1)).unwrap();
    assert_eq!(named.name, "Example");
    let member: MemberAdded = serde_json::from_slice(body(2)).unwrap();
    assert_eq!(member, MemberAdded { name: "Ada Tester".into(), email: "ada@example.org".into() });
    let enrolled: DeviceEnrolled = serde_json::from_slice(body(3)).unwrap();
    assert_eq!((enrolled.device, enrolled.member), (ledger.device(), ledger.member()));
    for (seq, recorded) in (0..).zip(&all) {
        assert_eq!(recorded.entry.seq, seq);
        assert_eq!(recorded.entry.workspace, ledger.workspace_id());
        assert_eq!(recorded.entry.author, ledger.member());
    }
    assert_sound(&ledger).await;
    ledger.close().await;
    assert_eq!(place.open().await.opening(), Opening::Continued);
}

#[tokio::test]
async fn the_current_answer_is_what_nothing_supersedes() {
    let place = Place::new();
    let ledger = place.create().await;
    let first = state(&ledger, "unit/1", "pass", &[]).await;
    let second = state(&ledger, "unit/1", "fail", &[first]).await;
    state(&ledger, "unit/10", "pass", &[]).await;
    let current = ledger.current("unit/1", STATED).await.unwrap();
    assert_eq!(current.len(), 1);
    assert_eq!(current[0].entry.hash, second);
    assert_eq!(current[0].entry.result.as_deref(), Some("fail"));
    assert_eq!(current[0].entry.supersedes, [first]);
    assert_eq!(ledger.current("unit/1", &["comment.made"]).await.unwrap(), []);
    let history: Vec<Hash> =
        ledger.history("unit/1").await.unwrap().into_iter().map(|recorded| recorded.entry.hash).collect();
    assert_eq!(history, [first, second]);

    let filter = Filter { subject_prefix: Some("unit/".into()), limit: 2, ..Filter::default() };
    let page = ledger.entries(&filter).await.unwrap();
    assert_eq!(page.len(), 2);
    let after = Some(page[1].entry.arrival);
    assert_eq!(ledger.entries(&Filter { after, ..filter.clone() }).await.unwrap().len(), 1);
    let filter = Filter { kinds: vec![kinds::MEMBER_ADDED.into()], ..Filter::default() };
    assert_eq!(ledger.entries(&filter).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_write_that_builds_on_a_former_answer_is_refused() {
    let place = Place::new();
    let ledger = place.create().await;
    let first = state(&ledger, "unit/1", "pass", &[]).await;
    state(&ledger, "unit/1", "fail", &[first]).await;
    let mut writing = ledger.write().await.unwrap();
    let refused = writing.append(result("unit/1", "pass", &[first])).await.unwrap_err();
    assert_eq!(refused.code(), "statement.changed_meanwhile");
    assert_eq!(writing.expect("unit/1", STATED, &[first]).await.unwrap_err().code(), "statement.changed_meanwhile");
    let unknown = writing.append(result("unit/1", "pass", &[Hash([7; 32])])).await.unwrap_err();
    assert_eq!(unknown.code(), "ledger.unknown_entry");
    drop(writing);
    assert_sound(&ledger).await;
}

#[tokio::test]
async fn dropping_or_rolling_back_takes_everything_back() {
    let place = Place::new();
    let ledger = place.create().await;
    let before = ledger.checkpoint().await.unwrap();
    let mut writing = ledger.write().await.unwrap();
    writing.append(result("unit/1", "pass", &[])).await.unwrap();
    drop(writing);
    let mut writing = ledger.write().await.unwrap();
    writing.append(result("unit/1", "pass", &[])).await.unwrap();
    writing.rollback().await.unwrap();
    assert_eq!(ledger.checkpoint().await.unwrap(), before);
    state(&ledger, "unit/1", "pass", &[]).await;
    assert_sound(&ledger).await;
}

#[tokio::test]
async fn one_transaction_signs_one_head_over_many_statements_and_projections() {
    let place = Place::new();
    let ledger = place.create().await;
    let mut writing = ledger.write().await.unwrap();
    sqlx::query("CREATE TABLE projection (hash BLOB) STRICT").execute(writing.connection()).await.unwrap();
    for number in 0..1000 {
        let entry = writing.append(result(&format!("unit/{number}"), "pass", &[])).await.unwrap();
        sqlx::query("INSERT INTO projection VALUES (?)")
            .bind(entry.hash.as_bytes().to_vec())
            .execute(writing.connection())
            .await
            .unwrap();
    }
    let head = writing.commit().await.unwrap().head.unwrap();
    assert_eq!(head.size, 1004);
    assert!(head.verify(ledger.workspace_id()));
    let verification = ledger.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!((verification.entries, verification.heads, verification.problem), (1004, 2, None));
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM projection").fetch_one(ledger.readers()).await.unwrap();
    assert_eq!(rows, 1000);
    let nothing = ledger.write().await.unwrap().commit().await.unwrap();
    assert_eq!(nothing.head, None);
}

#[tokio::test]
async fn times_never_go_back_and_the_clock_may() {
    let place = Place::new();
    let ledger = place.create().await;
    state(&ledger, "unit/1", "pass", &[]).await;
    let before = ledger.history("unit/1").await.unwrap()[0].entry.time;
    ledger.close().await;
    let past = assay_ledger::ambient::SteppingClock::new("2020-01-01T00:00:00Z".parse().unwrap(), 1.into_seconds());
    let ambient = assay_ledger::Ambient { clock: std::sync::Arc::new(past), ..place.ambient.clone() };
    let ledger = Ledger::open(&place.dir, &place.home, ambient).await.unwrap();
    state(&ledger, "unit/2", "pass", &[]).await;
    assert_eq!(ledger.history("unit/2").await.unwrap()[0].entry.time, before);
    assert_sound(&ledger).await;
}

trait IntoSeconds {
    fn into_seconds(self) -> jiff::SignedDuration;
}

impl IntoSeconds for i64 {
    fn into_seconds(self) -> jiff::SignedDuration {
        jiff::SignedDuration::from_secs(self)
    }
}

#[tokio::test]
async fn drafts_that_cannot_be_entries_are_refused() {
    let place = Place::new();
    let ledger = place.create().await;
    let good = result("unit/1", "pass", &[]);
    let bad = [
        Draft { kind: String::new(), ..good.clone() },
        Draft { kind: "Result Stated".into(), ..good.clone() },
        Draft { version: 0, ..good.clone() },
        Draft { subject: String::new(), ..good.clone() },
        Draft { subject: "a\nb".into(), ..good.clone() },
        Draft { subject: "s".repeat(1025), ..good.clone() },
        Draft { result: Some(String::new()), ..good.clone() },
        Draft { body: Some(vec![0; (16 << 20) + 1]), ..good.clone() },
    ];
    for draft in bad {
        let mut writing = ledger.write().await.unwrap();
        assert_eq!(writing.append(draft).await.unwrap_err().code(), "statement.invalid");
        // A refused draft costs nothing but itself.
        writing.append(good.clone()).await.unwrap();
        writing.commit().await.unwrap();
    }
    assert_sound(&ledger).await;
}

#[tokio::test]
async fn a_redacted_body_is_gone_from_the_files_and_the_chain_still_verifies() {
    const SECRET: &str = "a-secret-that-must-not-stay-anywhere";
    let place = Place::new();
    let ledger = place.create().await;
    let mut writing = ledger.write().await.unwrap();
    let entry = writing
        .append(Draft { body: Some(SECRET.repeat(300).into_bytes()), ..result("unit/1", "fail", &[]) })
        .await
        .unwrap();
    writing.commit().await.unwrap();
    let holds_secret = || {
        ["assay.db", "assay.db-wal"].iter().any(|name| {
            let bytes = std::fs::read(place.dir.join(name)).unwrap_or_default();
            bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
        })
    };
    assert!(holds_secret());

    let mut writing = ledger.write().await.unwrap();
    let was = writing.erase_body(&entry.hash).await.unwrap();
    assert!(matches!(was, Body::Present(_)));
    let redacted = Draft { kind: "body.redacted".into(), body: None, ..result(&entry.hash.to_string(), "done", &[]) };
    writing.append(redacted).await.unwrap();
    writing.commit().await.unwrap();

    assert!(!holds_secret());
    assert_eq!(ledger.body(&entry.hash).await.unwrap(), Body::Erased);
    assert_eq!(ledger.entry(&entry.hash).await.unwrap().result.as_deref(), Some("fail"));
    let verification = ledger.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!((verification.bodies_erased, verification.problem), (1, None));

    let founding = ledger.entries(&Filter::default()).await.unwrap()[0].entry.hash;
    let mut writing = ledger.write().await.unwrap();
    assert_eq!(writing.erase_body(&founding).await.unwrap_err().code(), "body.not_erasable");
}

#[tokio::test]
async fn proofs_hold_against_checkpoints() {
    let place = Place::new();
    let ledger = place.create().await;
    let early = ledger.checkpoint().await.unwrap();
    let mut hashes = Vec::new();
    for number in 0..20 {
        hashes.push(state(&ledger, &format!("unit/{number}"), "pass", &[]).await);
    }
    let late = ledger.checkpoint().await.unwrap();
    assert!(early.verify() && late.verify());
    let text = serde_json::to_string(&late).unwrap();
    assert_eq!(serde_json::from_str::<assay_ledger::Checkpoint>(&text).unwrap(), late);
    for hash in &hashes {
        let proof = ledger.inclusion_proof(hash).await.unwrap();
        assert_eq!(proof.head, late.heads[0]);
        assert!(proof.proves(hash));
        assert!(!proof.proves(&Hash([0; 32])));
    }
    let (from, to) = (early.heads[0].size, late.heads[0].size);
    let proof = ledger.consistency_proof(&ledger.device(), from, to).await.unwrap();
    assert!(proof.proves(&early.heads[0].root, &late.heads[0].root));
    assert!(!proof.proves(&late.heads[0].root, &early.heads[0].root));
    let beyond = ledger.consistency_proof(&ledger.device(), from, to + 1).await.unwrap_err();
    assert_eq!(beyond.code(), "ledger.unknown_head");

    // Whoever kept a checkpoint finds it among the states of this record, and no other.
    let find = async |root: Hash| ledger.find_checkpoint(&root, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(find(early.root).await, Kept::Found(Box::new(early.clone())));
    assert_eq!(find(late.root).await, Kept::Found(Box::new(late.clone())));
    assert_eq!(find(early.heads[0].root).await, Kept::Unknown);
    assert_eq!(find(Hash([0; 32])).await, Kept::Unknown);

    let mut forged = late.clone();
    forged.heads[0].size -= 1;
    assert!(!forged.verify());
}

#[tokio::test]
async fn two_runs_with_the_same_seed_give_the_same_bytes() {
    let mut roots = Vec::new();
    for _ in 0..2 {
        let place = Place::seeded(7);
        let ledger = place.create().await;
        state(&ledger, "unit/1", "pass", &[]).await;
        roots.push(ledger.checkpoint().await.unwrap());
    }
    assert_eq!(roots[0], roots[1]);
}
