//! Exports as hosts start them: several at once, with stages, and stopped in the middle.

mod common;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use assay_assessment::Work;
use assay_ledger::Cancel;
use assay_report::protocol::TemplateSource;
use assay_report::volumes::Ceiling;
use assay_report::{Options, ReportError, export, export_in};
use common::{Made, example};

impl Made {
    fn path(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().join("reports");
        std::fs::create_dir_all(&folder).expect("a folder");
        folder.join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path("")).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// Work that writes down its stages and stops itself when this stage begins for the so-manieth time.
fn watched(stop: Option<(&'static str, usize)>) -> (Work, Arc<Mutex<Vec<String>>>) {
    let stages: Arc<Mutex<Vec<String>>> = Arc::default();
    let (seen, cancel) = (Arc::clone(&stages), Cancel::new());
    let stopping = cancel.clone();
    let work = Work::new(
        move |step| {
            let mut seen = seen.lock().expect("no panic");
            if seen.last() != Some(&step.stage) {
                seen.push(step.stage);
            }
            if let Some((stage, times)) = stop
                && seen.iter().filter(|it| *it == stage).count() >= times
            {
                stopping.cancel();
            }
        },
        cancel,
    );
    (work, stages)
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

#[tokio::test]
async fn two_reports_at_once_are_what_they_are_one_after_the_other() {
    let made = example().await;
    let (assessment, whole) = (made.example.assessment, Options::default());
    let short = Options { template: TemplateSource::BuiltIn("executive".to_owned()), ..Options::default() };
    let (first, stages) = watched(None);
    let unwatched = Work::unwatched();
    let outputs = ["whole.pdf", "short.pdf", "whole-again.pdf", "short-again.pdf"].map(|name| made.path(name));
    let (one, other) = tokio::join!(
        export(&made.workspace, assessment, &whole, &outputs[0], &first),
        export(&made.workspace, assessment, &short, &outputs[1], &unwatched),
    );
    assert_eq!((one.expect("a report").len(), other.expect("a report").len()), (1, 1));
    export(&made.workspace, assessment, &whole, &outputs[2], &unwatched).await.expect("a report");
    export(&made.workspace, assessment, &short, &outputs[3], &unwatched).await.expect("a report");
    assert!(bytes(&outputs[0]) == bytes(&outputs[2]) && bytes(&outputs[1]) == bytes(&outputs[3]), "they differ");
    let stages = stages.lock().expect("no panic").clone();
    assert_eq!(stages, ["composing", "reading", "images", "layout", "writing"]);
    assert_eq!(made.names().len(), 4);
}

#[tokio::test]
async fn a_wish_to_stop_is_followed_in_every_stage_and_leaves_nothing() {
    let made = example().await;
    let options = Options::default();
    for stage in ["composing", "reading", "images", "layout"] {
        let (work, _) = watched(Some((stage, 1)));
        let stopped = export(&made.workspace, made.example.assessment, &options, &made.path("report.pdf"), &work).await;
        let code = stopped.expect_err("it was stopped").code().to_owned();
        assert!(code == "cancelled" || code == "report.cancelled", "{stage}: {code}");
        assert!(made.names().is_empty(), "{stage}: {:?}", made.names());
    }
    // The second volume: the first goes again.
    let ceiling = Ceiling { pages: 12, pictures: 10 };
    let (work, _) = watched(Some(("layout", 2)));
    let output = made.path("report.pdf");
    let stopped = export_in(&made.workspace, made.example.assessment, &options, &output, ceiling, &work).await;
    assert!(matches!(stopped, Err(ReportError::Cancelled)), "{stopped:?}");
    assert!(made.names().is_empty(), "{:?}", made.names());
}
