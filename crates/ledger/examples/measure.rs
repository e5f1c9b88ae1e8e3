//! The ledger's figures beside what they are measured against, as JSON lines. Build with `--release`.
//!
//! `measure [ENTRIES] [PER_TRANSACTION] [DIR]`: entries in the workspace (1,000,000), statements in each transaction
//! that makes them (1,000), and a folder on the disk to measure (the system's temporary folder).

use std::path::PathBuf;
use std::time::Instant;

use assay_ledger::{Ambient, Cancel, Draft, EvidenceStore as _, Hash, HeadScope, Home, Ledger};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

/// Statements and rows that are committed one by one.
const SINGLE: u32 = 3000;

#[expect(clippy::disallowed_methods, reason = "measuring is what this program is for")]
fn now() -> Instant {
    Instant::now()
}

/// Seconds of processor time that this process has used, on all threads (Linux: ticks of 10 ms).
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = text.rsplit(") ").next().into_iter().flat_map(|rest| rest.split(' ').skip(11).take(2));
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn draft(number: u64) -> Draft {
    Draft {
        kind: "result.stated".into(),
        version: 1,
        subject: format!(
            "assessment/0190aaaa-0000-7000-8000-{:012x}/build/0190bbbb/unit/test:MASTG-TEST-{:04}",
            number / 300,
            number % 300
        ),
        result: Some("pass".into()),
        body: Some(
            format!("{{\"note\":\"Looked at the decompiled code and at the files of the app; number {number}.\"}}")
                .into_bytes(),
        ),
        ..Draft::default()
    }
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| arguments.next().map_or(default, |text| text.parse().expect("a number"));
    let (entries, share) = (number(1_000_000), number(1000));
    let base = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let root = tempfile::tempdir_in(base).unwrap();
    let ambient = Ambient::deterministic(1);
    let home = Home::at(root.path().join("home"));
    home.set_identity(&ambient, "Ada Tester", "ada@example.org").unwrap();
    let ledger = Ledger::create(&root.path().join("workspace"), &home, ambient, "Measured").await.unwrap();

    let start = now();
    let (mut done, mut bytes, mut bodies) = (0, 0, 0);
    while done < entries {
        let mut writing = ledger.write().await.unwrap();
        for _ in 0..share.min(entries - done) {
            let draft = draft(done);
            bodies += draft.body.as_ref().map_or(0, Vec::len);
            bytes += writing.append(draft).await.unwrap().bytes().len();
            done += 1;
        }
        writing.commit().await.unwrap();
    }
    println!("{{\"figure\":\"fill\",\"entries\":{entries},\"seconds\":{:.2}}}", start.elapsed().as_secs_f64());

    verify(&ledger, entries, bytes, bodies).await;

    let start = now();
    let mut replay = ledger.replay().await.unwrap();
    while !replay.page(4096).await.unwrap().is_empty() {}
    println!(
        "{{\"figure\":\"replay\",\"entries\":{},\"seconds\":{:.2}}}",
        replay.total(),
        start.elapsed().as_secs_f64()
    );

    single(&ledger, &root.path().join("bare.db"), entries).await;
    evidence(&ledger, root.path());
}

async fn verify(ledger: &Ledger, entries: u64, bytes: usize, bodies: usize) {
    let count = usize::try_from(entries).unwrap();
    // The same number of the same bytes, from memory, on one thread: entries with their zero byte, bodies salted.
    let buffer = vec![7; (bytes / count).max(bodies / count) + 64];
    let (start, before) = (now(), processor());
    for _ in 0..count {
        std::hint::black_box(Hash::of_parts(&[&[0], &buffer[..bytes / count]]));
        std::hint::black_box(Hash::of_parts(&[b"assay/body/1", &buffer[..32], &buffer[..bodies / count]]));
    }
    let (raw, raw_used) = (start.elapsed().as_secs_f64(), processor() - before);
    for heads in [HeadScope::Last, HeadScope::All] {
        let (start, before) = (now(), processor());
        let verification = ledger.verify(heads, |_| {}, &Cancel::new()).await.unwrap();
        assert_eq!(verification.problem, None);
        let (seconds, used) = (start.elapsed().as_secs_f64(), processor() - before);
        println!(
            "{{\"figure\":\"verify\",\"heads\":\"{heads:?}\",\"entries\":{},\"signed_heads\":{},\"seconds\":{seconds:.3},\
             \"processor_seconds\":{used:.2},\"raw_sha256_seconds\":{raw:.3},\"raw_processor_seconds\":{raw_used:.2},\"ratio\":{:.2}}}",
            verification.entries,
            verification.heads,
            seconds / raw
        );
    }
}

async fn single(ledger: &Ledger, bare: &std::path::Path, entries: u64) {
    let mut connection = SqliteConnectOptions::new()
        .filename(bare)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await
        .unwrap();
    sqlx::query("CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
        .execute(&mut connection)
        .await
        .unwrap();
    for round in 0..2 {
        let (start, before) = (now(), processor());
        for _ in 0..SINGLE {
            sqlx::query("INSERT INTO bare (bytes) VALUES (?)")
                .bind(vec![7_u8; 500])
                .execute(&mut connection)
                .await
                .unwrap();
        }
        let (bare_wall, bare_used) = (start.elapsed().as_secs_f64(), processor() - before);
        let (start, before) = (now(), processor());
        for number in 0..SINGLE {
            let mut writing = ledger.write().await.unwrap();
            writing.append(draft(entries + u64::from(number))).await.unwrap();
            writing.commit().await.unwrap();
        }
        let (wall, used) = (start.elapsed().as_secs_f64(), processor() - before);
        let each = |seconds: f64| seconds / f64::from(SINGLE) * 1e6;
        println!(
            "{{\"figure\":\"append\",\"round\":{round},\"wall_microseconds\":{:.0},\"processor_microseconds\":{:.0},\
             \"bare_wall_microseconds\":{:.0},\"bare_processor_microseconds\":{:.0},\"more_processor_microseconds\":{:.0}}}",
            each(wall),
            each(used),
            each(bare_wall),
            each(bare_used),
            each(used - bare_used)
        );
    }
}

fn evidence(ledger: &Ledger, root: &std::path::Path) {
    let (file, copy) = (root.join("large"), root.join("copy"));
    std::fs::write(&file, vec![7; 1 << 30]).unwrap();
    let sync = || assert!(std::process::Command::new("sync").arg(&copy).status().unwrap().success());
    std::process::Command::new("sync").status().unwrap();
    for round in 0..2 {
        let start = now();
        assert!(
            std::process::Command::new("cp").arg("--reflink=never").arg(&file).arg(&copy).status().unwrap().success()
        );
        sync();
        let copied = start.elapsed().as_secs_f64();
        std::fs::remove_file(&copy).unwrap();
        let start = now();
        let stored = ledger.evidence().add(&file, &|_| {}, &Cancel::new()).unwrap();
        let added = start.elapsed().as_secs_f64();
        std::fs::remove_file(ledger.evidence().path(&stored.sha256)).unwrap();
        println!(
            "{{\"figure\":\"evidence\",\"round\":{round},\"bytes\":{},\"seconds\":{added:.2},\"cp_and_sync_seconds\":{copied:.2},\"ratio\":{:.2}}}",
            stored.size,
            added / copied
        );
    }
}
