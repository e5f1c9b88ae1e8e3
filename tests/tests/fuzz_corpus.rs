//! Every file of the fuzzers' corpus, through what the fuzzers run: what was found once stays found.

#[expect(unreachable_pub, reason = "the package of the fuzzers shows these to its programs")]
#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use std::path::Path;

#[test]
fn every_target_takes_its_corpus() {
    for (name, run) in fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
        let mut files = 0;
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            println!("{name}: {}", path.display());
            run(&std::fs::read(&path).unwrap());
            files += 1;
        }
        assert!(files > 0, "{name} has a corpus");
    }
}
