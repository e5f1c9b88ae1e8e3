//! The example in a workspace of its own, for tests that look at what is made of it.

use assay_assessment::demo::{self, Example};
use assay_assessment::{Work, Workspace};
use assay_ledger::{Ambient, Home};
use tempfile::TempDir;

/// The example, open, and a folder around it.
pub(crate) struct Made {
    /// What is put here goes with it.
    pub(crate) folder: TempDir,
    /// The workspace.
    pub(crate) workspace: Workspace,
    /// What is in it.
    pub(crate) example: Example,
}

/// Makes the example, the same each time.
pub(crate) async fn example() -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ambient = Ambient::deterministic(1);
    let home = Home::at(folder.path().join("home"));
    home.set_identity(&ambient, "Mara Lind", "mara@example.org").expect("an identity");
    let workspace =
        Workspace::create(&folder.path().join("work"), &home, ambient, "Example").await.expect("a workspace");
    let example = demo::fill(&workspace, &Work::unwatched()).await.expect("the example");
    Made { folder, workspace, example }
}
