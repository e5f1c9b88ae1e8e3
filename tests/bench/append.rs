//! Appending one acknowledged statement, beside a bare insert with the same durability.

use std::path::{Path, PathBuf};
use std::time::Instant;

use assay_assessment::Workspace;
use assay_ledger::{Ambient, Draft, Home};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor};

use crate::table::{median, seconds};
use crate::{Bench, Outcome, child, machine};

/// As long as the bytes, the salt and the body of a result with a short note together.
const ROW: usize = 500;

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let count = if bench.quick { "100" } else { "2000" };
    let mut us = (Vec::new(), Vec::new());
    let mut bare = (Vec::new(), Vec::new());
    for round in 0..5 {
        for (who, into) in [("ledger", &mut us), ("bare", &mut bare)] {
            let dir = bench.scratch.path().join(format!("append-{who}-{round}"));
            let value = child::run(&[], &["append", who, &dir.to_string_lossy(), count])?;
            into.0.push(number(&value, "cpu"));
            into.1.push(number(&value, "wall"));
        }
    }
    let (us_cpu, bare_cpu) = (median(us.0), median(bare.0));
    bench.table.row(
        "append a statement: CPU",
        seconds(us_cpu),
        format!("{} bare insert, {} more", seconds(bare_cpu), seconds(us_cpu - bare_cpu)),
        "at most 300 us more",
    );
    bench.table.row("append a statement: elapsed", seconds(median(us.1)), seconds(median(bare.1)), "stated");
    let mut syncs = Vec::new();
    for who in ["ledger", "bare"] {
        let dir = bench.scratch.path().join(format!("append-{who}-syncs"));
        let log = bench.scratch.path().join(format!("{who}.strace"));
        let wrapper =
            ["strace", "-f", "-o", &log.to_string_lossy(), "-e", "trace=fsync,fdatasync,sync_file_range,mkdir"];
        child::run(&wrapper, &["append", who, &dir.to_string_lossy(), "100"])?;
        // The work marks its measured part by making two folders.
        let text = std::fs::read_to_string(&log)?;
        let measured: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.contains("measured-from"))
            .take_while(|line| !line.contains("measured-to"))
            .collect();
        let calls = measured.iter().filter(|line| line.contains("sync(")).count();
        syncs.push(format!("{:.2}", f64::from(u32::try_from(calls)?) / 100.0));
    }
    bench.table.row("append a statement: syncs", syncs[0].clone(), syncs[1].clone(), "as many");
    Ok(())
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or(f64::NAN)
}

/// Appends `count` rows, each acknowledged, and says what one cost.
pub(crate) fn child(arguments: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    let [who, dir, count] = arguments else { return Err("append WHO DIR COUNT".into()) };
    let (dir, count): (PathBuf, u32) = (dir.into(), count.parse()?);
    std::fs::create_dir_all(&dir)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (cpu, wall) = match *who {
        "ledger" => runtime.block_on(ledger(&dir, count))?,
        _ => runtime.block_on(bare(&dir, count))?,
    };
    Ok(json!({ "cpu": cpu / f64::from(count), "wall": wall / f64::from(count) }))
}

type Cost = Result<(f64, f64), Box<dyn std::error::Error>>;

async fn ledger(dir: &Path, count: u32) -> Cost {
    let home = Home::at(dir.join("home"));
    let ambient = Ambient::deterministic(1);
    home.set_identity(&ambient, "Bench", "bench@example.org")?;
    let workspace = Workspace::create(&dir.join("workspace"), &home, ambient, "Bench").await?;
    let ledger = workspace.ledger();
    std::fs::create_dir(dir.join("measured-from"))?;
    let (cpu, start) = (machine::cpu_seconds(), Instant::now());
    for number in 0..count {
        let mut writing = ledger.write().await?;
        let draft = Draft {
            kind: "comment.added".to_owned(),
            version: 1,
            subject: format!("bench/{number}"),
            supersedes: Vec::new(),
            result: None,
            body: Some(vec![b'x'; ROW / 2]),
        };
        writing.append(draft).await?;
        writing.commit().await?;
    }
    let cost = (machine::cpu_seconds() - cpu, start.elapsed().as_secs_f64());
    std::fs::create_dir(dir.join("measured-to"))?;
    Ok(cost)
}

async fn bare(dir: &Path, count: u32) -> Cost {
    let mut connection = SqliteConnectOptions::new()
        .filename(dir.join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    connection.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT").await?;
    let bytes = vec![b'x'; ROW];
    std::fs::create_dir(dir.join("measured-from"))?;
    let (cpu, start) = (machine::cpu_seconds(), Instant::now());
    for _ in 0..count {
        sqlx::query("INSERT INTO entries (bytes) VALUES (?)").bind(&bytes).execute(&mut connection).await?;
    }
    let cost = (machine::cpu_seconds() - cpu, start.elapsed().as_secs_f64());
    std::fs::create_dir(dir.join("measured-to"))?;
    Ok(cost)
}
