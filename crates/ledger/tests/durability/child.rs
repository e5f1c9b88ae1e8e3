//! The child: it writes to a workspace, says what is durable, and may be killed at any moment.

use std::io::Write as _;
use std::path::PathBuf;

use assay_ledger::{Ambient, Cancel, Draft, EvidenceStore as _, Hash, Home, Ledger};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

/// The environment variable that makes this program a child, and says what it does.
pub(crate) const MODE: &str = "ASSAY_DURABILITY_CHILD";
/// The kind of the statements that name evidence; their body is its digest.
pub(crate) const ATTACHED: &str = "evidence.attached";

/// One whole line at once, so that a kill cuts no line that was acknowledged.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The arguments: workspace, home, seed, and what the mode needs.
pub(crate) struct Arguments {
    pub(crate) dir: PathBuf,
    pub(crate) home: Home,
    pub(crate) ambient: Ambient,
    pub(crate) seed: u64,
    pub(crate) extra: PathBuf,
}

pub(crate) fn run(mode: &str) {
    let mut arguments = std::env::args_os().skip(1);
    let mut next = || arguments.next().unwrap();
    let (dir, home) = (next().into(), Home::at(PathBuf::from(next())));
    let seed = next().to_str().unwrap().parse().unwrap();
    let arguments = Arguments { dir, home, ambient: Ambient::deterministic(seed), seed, extra: next().into() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match mode {
            "append" => append_twice(arguments).await,
            "evidence" => add_evidence(arguments).await,
            "bare" => bare_insert(arguments).await,
            "forever" => forever(arguments).await,
            "many" => many(arguments).await,
            "leaving" => crate::leaving::child(arguments).await,
            "disks" => crate::disks::child(arguments).await,
            other => panic!("unknown mode {other}"),
        }
    });
}

pub(crate) async fn open(arguments: &Arguments) -> Ledger {
    let ledger = Ledger::open(&arguments.dir, &arguments.home, arguments.ambient.clone()).await.unwrap();
    say("open");
    ledger
}

pub(crate) async fn append(ledger: &Ledger, kind: &str, body: &str) {
    let mut writing = ledger.write().await.unwrap();
    let draft = Draft {
        kind: kind.into(),
        version: 1,
        subject: "unit/1".into(),
        result: Some("pass".into()),
        body: Some(body.as_bytes().to_vec()),
        ..Draft::default()
    };
    let entry = writing.append(draft).await.unwrap();
    writing.commit().await.unwrap();
    say(&format!("ack {}", entry.hash));
}

/// The first commit after opening begins the write-ahead log; the second is an ordinary one.
async fn append_twice(arguments: Arguments) {
    let ledger = open(&arguments).await;
    append(&ledger, "result.stated", "first").await;
    say("second");
    append(&ledger, "result.stated", "second").await;
    say("done");
}

async fn add_evidence(arguments: Arguments) {
    let ledger = open(&arguments).await;
    append(&ledger, "result.stated", "first").await;
    // A file of its own each time, so that it is stored and not only found.
    let file = arguments.extra.join(format!("file-{}", arguments.seed));
    std::fs::write(&file, format!("evidence {}", arguments.seed)).unwrap();
    say("second");
    // On this thread, whose calls are counted since the start: a new thread's would be confused with it.
    let stored = ledger.evidence().add(&file, &|_| {}, &Cancel::new()).unwrap();
    say(&format!("stored {}", stored.sha256));
    append(&ledger, ATTACHED, &stored.sha256.to_string()).await;
    say("done");
}

/// What the same durability costs without a ledger: one row in one table.
async fn bare_insert(arguments: Arguments) {
    let mut connection = SqliteConnectOptions::new()
        .filename(arguments.extra.join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await
        .unwrap();
    for statement in ["CREATE TABLE IF NOT EXISTS bare (value TEXT) STRICT", "INSERT INTO bare VALUES ('first')"] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    say("second");
    sqlx::query("INSERT INTO bare VALUES ('second')").execute(&mut connection).await.unwrap();
    say("ack 0000000000000000000000000000000000000000000000000000000000000000");
    say("done");
}

async fn forever(arguments: Arguments) {
    let ledger = open(&arguments).await;
    for number in 0_u64.. {
        append(&ledger, "result.stated", "a note").await;
        let bytes = format!("evidence {} {number}", arguments.seed);
        let stored = ledger.evidence().add_bytes(bytes.as_bytes()).unwrap();
        say(&format!("stored {}", stored.sha256));
        assert_eq!(stored.sha256, Hash::of(bytes.as_bytes()));
        append(&ledger, ATTACHED, &stored.sha256.to_string()).await;
    }
}

/// How many statements a process of [`many`] makes.
pub(crate) const MANY: u64 = 60;

async fn many(arguments: Arguments) {
    let ledger = open(&arguments).await;
    for number in 0..MANY {
        append(&ledger, "result.stated", &number.to_string()).await;
    }
}
