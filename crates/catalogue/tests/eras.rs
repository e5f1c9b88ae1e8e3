//! Each era of each standard is recognised and read; where OWASP's snapshots are, every count that is stated about them
//! comes out.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use assay_catalogue::{
    CatalogueName, Era, Import, Level, PageKind, Pinned, ProblemCode, ReadOptions, Scheme, Source, TestStatus,
    read_files,
};
use common::{Made, codes_of, read_source, shared, test_file, weakness_file};

/// Reads one of the snapshots.
fn snapshot(name: &str) -> Option<Import> {
    let folder = shared(&format!("owasp/{name}"))?;
    Some(read_source(&Source::Folder(folder), &ReadOptions::default()).expect("a catalogue"))
}

fn with_status(import: &Import, status: TestStatus) -> usize {
    import.catalogue.tests.iter().filter(|test| test.status == status).count()
}

/// Codes of problems with how often each is there.
fn tally(import: &Import) -> BTreeMap<ProblemCode, usize> {
    let mut tally = BTreeMap::new();
    for problem in &import.problems {
        *tally.entry(problem.code).or_default() += 1;
    }
    tally
}

#[test]
fn mastg_of_july_2026_has_the_counts_that_are_stated() {
    let Some(import) = snapshot("mastg") else { return };
    let tests = &import.catalogue.tests;
    assert_eq!(import.catalogue.era, Era::MastgTestsBeta);
    let in_folder = |folder: &str| tests.iter().filter(|test| test.path.starts_with(folder)).count();
    assert_eq!((in_folder("tests/"), in_folder("tests-beta/")), (92, 200));
    let first: Vec<_> = tests.iter().filter(|test| test.path.starts_with("tests/")).collect();
    assert!(first.iter().all(|test| test.status == TestStatus::Deprecated && test.weaknesses.is_empty()));
    assert_eq!(with_status(&import, TestStatus::Live), 186);
    assert_eq!(with_status(&import, TestStatus::Placeholder), 14);
    assert_eq!(with_status(&import, TestStatus::Deprecated), 92);
    assert_eq!(first.iter().filter(|test| test.successors.is_empty()).count(), 7, "withdrawn without successors");
    let pages = [
        (PageKind::Technique, 166),
        (PageKind::Tool, 135),
        (PageKind::Knowledge, 139),
        (PageKind::BestPractice, 74),
        (PageKind::App, 29),
        (PageKind::Demo, 157),
        (PageKind::Prerequisite, 3),
        (PageKind::Document, 33),
    ];
    assert_eq!(import.counts.pages, BTreeMap::from(pages));
    // References that lead nowhere upstream or into the two pages that the copy lacks; and code and pictures, which the
    // copy does not have.
    let dangling = import.problems.iter().filter(|it| it.code == ProblemCode::DanglingReference);
    let (to_files, to_ids): (Vec<_>, Vec<_>) =
        dangling.partition(|it| it.message.contains(" includes ") || it.message.contains(" shows "));
    assert_eq!(to_ids.len(), 8, "{to_ids:#?}");
    assert!(!to_files.is_empty());
    assert_eq!(
        tally(&import).keys().copied().collect::<Vec<_>>(),
        [ProblemCode::DuplicateItem, ProblemCode::DanglingReference]
    );
}

#[test]
fn the_notation_of_the_texts_has_the_counts_that_are_stated() {
    let Some(folder) = shared("owasp/mastg") else { return };
    let (mut references, mut includes) = (0, 0);
    let mut every = Vec::new();
    markdown(&folder, &mut every);
    for path in every {
        let text = fs::read_to_string(&path).expect("a text");
        for prefix in ["@MASTG-", "@MASWE-", "@MASVS-"] {
            // One stands in quotation marks.
            references += text.match_indices(prefix).filter(|(at, _)| !text[..*at].ends_with('"')).count();
        }
        let body =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(&*text, |(_, body)| body);
        includes += body.lines().map(|line| line.matches("{{").count()).sum::<usize>();
    }
    assert_eq!((references, includes), (2_128, 581));
    let Some(import) = snapshot("mastg") else { return };
    let missing = import.problems.iter().filter(|it| it.message.contains(" includes ")).count();
    let kept = import.includes.len();
    assert!(kept + missing > 500, "each include is kept or reported: {kept} and {missing}");
}

/// The markdown files of a folder but for the instructions to those who write the guide.
fn markdown(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with(".github") {
                markdown(&path, found);
            }
        } else if path.extension().is_some_and(|it| it == "md") {
            found.push(path);
        }
    }
}

#[test]
fn tests_and_their_weaknesses_differ_where_it_is_stated() {
    let (Some(masvs), Some(maswe), Some(mastg)) = (snapshot("masvs"), snapshot("maswe-beta"), snapshot("mastg")) else {
        return;
    };
    let tests = mastg.catalogue.tests.clone();
    let pinned = Pinned::new(Arc::new(masvs.catalogue), Arc::new(maswe.catalogue), Arc::new(mastg.catalogue));
    let pinned = pinned.expect("the three");
    assert_eq!(pinned.scheme(), Scheme::MasweBeta);
    let (mut profiles, mut categories) = (0, 0);
    for test in tests.iter().filter(|test| !test.weaknesses.is_empty()) {
        let [named] = test.weaknesses.as_slice() else { panic!("{} names one weakness", test.id) };
        assert_eq!(named.scheme, Scheme::MasweBeta);
        let weakness = pinned.weakness_by_reference(named).expect("it is there");
        profiles += usize::from(weakness.profiles != test.profiles);
        // The category that a weakness counts under is that of its first control; its folder is it but for one.
        let counts_under = weakness.primary_control().and_then(|id| id.rsplit_once('-')).map(|(group, _)| group);
        categories += usize::from(counts_under != Some(test.category.as_str()));
    }
    assert_eq!((profiles, categories), (17, 8));
}

#[test]
fn the_other_snapshots_have_the_counts_that_are_stated() {
    let Some(older) = snapshot("mastg-2025-07") else { return };
    assert_eq!(older.catalogue.era, Era::MastgTestsBeta);
    assert_eq!(older.catalogue.tests.len(), 178);
    assert!(older.catalogue.tests.iter().filter(|it| it.path.starts_with("tests/")).count() == 92);
    let (Some(beta), Some(maswe), Some(masvs)) = (snapshot("maswe-beta"), snapshot("maswe"), snapshot("masvs")) else {
        return;
    };
    assert_eq!((beta.catalogue.era, beta.catalogue.weaknesses.len()), (Era::MasweBeta, 119));
    assert_eq!((maswe.catalogue.era, maswe.catalogue.weaknesses.len()), (Era::Maswe1, 78));
    // Every id was given another meaning: the two schemes share ids, and no weakness is the same by its id alone.
    let replaced: BTreeSet<&str> =
        maswe.catalogue.weaknesses.iter().flat_map(|it| &it.beta).map(String::as_str).collect();
    assert!(replaced.iter().all(|id| beta.catalogue.weaknesses.iter().any(|it| it.id == *id)));
    let per_group = |group: &str| masvs.catalogue.controls.iter().filter(|it| it.group == group).count();
    let groups: Vec<(&str, usize)> =
        masvs.catalogue.groups.iter().map(|it| (it.id.trim_start_matches("MASVS-"), per_group(&it.id))).collect();
    let expected = [
        ("STORAGE", 2),
        ("CRYPTO", 2),
        ("AUTH", 3),
        ("NETWORK", 2),
        ("PLATFORM", 3),
        ("CODE", 4),
        ("RESILIENCE", 4),
        ("PRIVACY", 4),
    ];
    assert_eq!((masvs.catalogue.era, groups.as_slice()), (Era::Masvs2, &expected[..]));
    for import in [&beta, &maswe, &masvs] {
        assert!(import.problems.is_empty(), "{:#?}", import.problems);
    }
}

#[test]
fn masvs_1_is_read_from_the_tables_of_its_chapters() {
    let made = Made::of([
        ("Document/0x03-Using_the_MASVS.md", "# Using\n\n| # | x |\n| - | - |\n| **9.9** | no requirement |\n"),
        (
            "Document/0x06-V1-Architecture.md",
            "# V1: Own Title of the First\n\nWords.\n\n| # | MSTG-ID | Description | L1 | L2 |\n| -- | ---- | --- | - | - |\n\
             | **1.1** | MSTG\u{2011}ARCH\u{2011}1 | It is so. | x | x |\n| **1.10** | MSTG-ARCH-10 | It is not. | | x |\n\
             | **1.2** | MSTG-ARCH-2 | One \\| two. | \u{2713} | \u{2713} |\n",
        ),
        (
            "Document/0x15-V8-Resilience.md",
            "# V8: Own Title of the Last\n\n| # | Code | Description | R |\n| -- | -- | -- | - |\n\
             | **8.1** | MSTG-RESILIENCE-1 | It resists. | x |\n\n| Also | a table |\n|--|--|\n| 1 | 2 |\n",
        ),
        (
            "Document-de/0x06-V1-Architecture.md",
            "# V1: Titel\n\n| # | MSTG-ID | Description | L1 |\n|-|-|-|-|\n| 1.1 | A | B | x |\n",
        ),
    ]);
    let import = made.read();
    assert_eq!((import.catalogue.era, import.catalogue.name), (Era::Masvs1, CatalogueName::Masvs));
    let groups: Vec<(&str, &str)> =
        import.catalogue.groups.iter().map(|it| (it.id.as_str(), it.title.as_str())).collect();
    assert_eq!(groups, [("V1", "Own Title of the First"), ("V8", "Own Title of the Last")]);
    let controls: Vec<_> = import
        .catalogue
        .controls
        .iter()
        .map(|it| (it.id.as_str(), it.number.as_str(), it.group.as_str(), it.profiles.as_slice()))
        .collect();
    assert_eq!(
        controls,
        [
            ("MSTG-ARCH-1", "1.1", "V1", &[Level::L1, Level::L2][..]),
            ("MSTG-ARCH-2", "1.2", "V1", &[Level::L1, Level::L2]),
            ("MSTG-ARCH-10", "1.10", "V1", &[Level::L2]),
            ("MSTG-RESILIENCE-1", "8.1", "V8", &[Level::R]),
        ]
    );
    assert!(import.problems.is_empty(), "{:?}", import.problems);
    assert_eq!(import.texts.len(), 4);
    assert!(import.texts.iter().any(|text| text.markdown == "It resists.\n"));
}

#[test]
fn masvs_before_its_ids_has_numbers_and_four_levels() {
    use ProblemCode::{BadValue, DuplicateId, EmptyText, MissingKey, UnknownKey};
    let import = Made::of([
        (
            "Document/0x07-V2-Storage.md",
            "# V2: Storage\n\n| # | Description | 1 | 2 | 3 | 4 |\n|-|-|-|-|-|-|\n| **2.1** | One. | \u{2713} | \u{2713} | \u{2713} | \u{2713} |\n\
             | **2.2** | Two. |  |  | \u{2713} | \u{2713} |\n| **2.2** | Again. | | | | |\n| **2.2** | And again. | | | | |\n\
             | **2.3** | Short. | x |\n\nWords.\n\n| # | Logging | 1 | 2 |\n|-|-|-|-|\n| **2.4** | Headed by its matter. | x | x |\n",
        ),
        ("Document/0x11-V6_Odd.md", "No heading.\n\n| # | Description | Since |\n|-|-|-|\n| 6.1 |  | 1.0 |\n"),
    ])
    .read();
    let controls: Vec<_> = import
        .catalogue
        .controls
        .iter()
        .map(|it| (it.id.as_str(), it.profiles.as_slice(), it.other_profiles.join(" ")))
        .collect();
    assert_eq!(
        controls,
        [
            ("2.1", &[Level::L1, Level::L2][..], "L3 L4".to_owned()),
            ("2.2", &[], "L3 L4".to_owned()),
            ("V2-2.2", &[], String::new()),
            ("2.3", &[Level::L1], String::new()),
            ("2.4", &[Level::L1, Level::L2], String::new()),
            ("6.1", &[], String::new()),
        ]
    );
    assert!(import.texts.iter().any(|text| text.markdown == "Headed by its matter.\n"));
    assert_eq!(codes_of(&import.problems, "Document/0x07-V2-Storage.md"), [DuplicateId, DuplicateId, BadValue]);
    assert_eq!(codes_of(&import.problems, "Document/0x11-V6_Odd.md"), [MissingKey, UnknownKey, EmptyText]);
}

#[test]
fn a_guide_of_chapters_has_pages_and_says_that_it_has_no_tests() {
    let import = Made::of([
        ("Document/0x03-Overview.md", "# Overview\n\nOwn text.\n"),
        ("Document/0x05a-Platform-Overview.md", "# Android Platform\n\nOwn text.\n"),
        ("Document/0x05d-Testing-Data-Storage.md", "# Storage\n\n## Testing It (MSTG-STORAGE-1)\n\nOwn text.\n"),
    ])
    .read();
    assert_eq!((import.catalogue.era, import.catalogue.tests.len()), (Era::MastgChapters, 0));
    assert_eq!(import.counts.pages, BTreeMap::from([(PageKind::Document, 3)]));
    let codes: Vec<ProblemCode> = import.problems.iter().map(|it| it.code).collect();
    assert_eq!(codes, [ProblemCode::NoEntries]);
}

#[test]
fn early_tests_of_the_second_generation_are_of_the_beta_numbering() {
    // In 2024 the repository held the weaknesses too, few tests had ids beyond those of today, and none had profiles.
    let early = "---\ntitle: t\nid: MASTG-TEST-0201\nplatform: android\ntype: [static]\nweakness: MASWE-0007\nmitigations:\n\
                 - do-it\nstatus: draft\nnote: It will come.\n---\n";
    let weakness = "---\ntitle: w\nid: MASWE-0007\nplatform: [android]\nprofiles: [L1]\nmappings:\n  masvs-v2: [MASVS-STORAGE-1]\n\
                    ---\n\n## Overview\n\nOwn text.\n";
    let made = Made::of([
        ("tests-beta/android/MASVS-STORAGE/MASTG-TEST-0201.md", early),
        ("weaknesses/MASVS-STORAGE/MASWE-0007.md", weakness),
        ("mitigations/do-it.md", "---\ntitle: Do It\nplatform: android\n---\n\nOwn text.\n"),
        ("ideas/a/b/test.md", "---\ntitle: later\n---\n"),
    ]);
    let import = made.read();
    let test = &import.catalogue.tests[0];
    assert_eq!((import.catalogue.era, test.weaknesses[0].scheme), (Era::MastgTestsBeta, Scheme::MasweBeta));
    assert_eq!((test.status, test.inherits_profiles), (TestStatus::Placeholder, true));
    assert_eq!(test.related, ["do-it"]);
    let codes: Vec<ProblemCode> = import.problems.iter().map(|it| it.code).collect();
    assert_eq!(codes, [ProblemCode::AnotherStandard, ProblemCode::UnknownFolder]);
    let asked = ReadOptions { standard: Some(CatalogueName::Maswe), ..ReadOptions::default() };
    let maswe = read_source(&Source::Folder(made.path().to_owned()), &asked).expect("the weaknesses");
    assert_eq!((maswe.catalogue.name, maswe.catalogue.era), (CatalogueName::Maswe, Era::MasweBeta));
    let masvs = ReadOptions { standard: Some(CatalogueName::Masvs), ..ReadOptions::default() };
    let none = read_source(&Source::Folder(made.path().to_owned()), &masvs).expect_err("it is not there");
    assert_eq!(none.code(), "catalogue.not_a_catalogue");
}

#[test]
fn risks_and_their_tests_from_before_they_had_ids_are_pages() {
    // In the first half of 2024 a risk had a folder, with its tests below it and the demos of each below that.
    let risk = "---\ntitle: Guessed Numbers\nalias: guessed\nplatform: [\"android\", \"ios\"]\nprofiles: [\"L1\"]\nmappings:\n  \
                masvs-v2: [MASVS-CRYPTO-1]\n  cwe: [338]\nobserved_examples: [x]\n---\n\n## Overview\n\nOwn text.\n";
    let test = "---\nplatform: android\ntitle: Use of Guesses\ntype: [static]\nmitigations:\n- do-it\nprerequisites:\n- \
                know-it\napis: [Random]\n---\n\n## Steps\n\nOwn text.\n";
    let demo = "---\nplatform: android\ntitle: A Guess\ntools: [semgrep]\ncode: [java]\n---\n\n{{ a.java }}\n\n{{ ../b.yaml }}\n";
    for (top, of_risk) in [("risks", "risk"), ("weaknesses", "weakness")] {
        let below = |rest: &str| format!("{top}/MASVS-CRYPTO/1-strong/guessed/{rest}");
        let made = Made::of([
            (
                "tests/android/MASVS-CODE/MASTG-TEST-0001.md",
                "---\ntitle: t\nplatform: android\nmasvs_v2_id: [MASVS-CODE-1]\n---\n\nText.\n",
            ),
            (&below(&format!("{of_risk}.md")), risk),
            (&below("android-use/test.md"), test),
            (&below("android-use/demo-1/demo.md"), demo),
            (&below("android-use/demo-1/a.java"), "int a;\n"),
            (&below("android-use/b.yaml"), "rules: []\n"),
            (&below("README.md"), "# About\n"),
            (&format!("{top}/index.md"), "# All of them\n"),
        ]);
        let import = made.read();
        assert_eq!((import.catalogue.name, import.catalogue.era), (CatalogueName::Mastg, Era::MastgV1), "{top}");
        assert_eq!((import.catalogue.tests.len(), import.catalogue.weaknesses.len()), (1, 0), "{top}");
        let pages: Vec<(PageKind, &str, &str)> =
            import.pages.iter().map(|page| (page.kind, page.id.as_str(), page.title.as_str())).collect();
        let risk_id = format!("guessed.{of_risk}");
        let expected = [
            (PageKind::Draft, "guessed.android-use.demo-1.demo", "A Guess"),
            (PageKind::Draft, "guessed.android-use.test", "Use of Guesses"),
            (PageKind::Draft, risk_id.as_str(), "Guessed Numbers"),
        ];
        assert_eq!(pages, expected, "{top}");
        assert_eq!(import.pages[2].platform_values, ["android", "ios"]);
        assert_eq!(import.counts.pages, BTreeMap::from([(PageKind::Draft, 3)]));
        let included: Vec<&str> = import.includes.iter().map(|it| it.path.rsplit('/').next().unwrap()).collect();
        assert_eq!(included, ["b.yaml", "a.java"], "{top}");
        assert_eq!(import.problems, [], "{top}");
    }
}

#[test]
fn one_slip_makes_no_era() {
    let mut files: Vec<(String, String)> = (0..120)
        .map(|at| {
            let id = format!("MASTG-TEST-{:04}", 200 + at);
            (format!("tests-beta/android/MASVS-CODE/{id}.md"), test_file(&id, "weakness: MASWE-0018\n"))
        })
        .collect();
    let era = |files: &[(String, String)]| read_files(files, &ReadOptions::default()).expect("a guide").catalogue.era;
    assert_eq!(era(&files), Era::MastgRemapped);
    files[0].1 = test_file("MASTG-TEST-0200", "weakness: MASWE-0118\n");
    assert_eq!(era(&files), Era::MastgRemapped);
    files[0].1 = test_file("MASTG-TEST-0200", "maswe: [MASWE-0018]\n");
    assert_eq!(era(&files), Era::MastgRemapped);
    for (at, file) in files.iter_mut().enumerate().take(10) {
        file.1 = test_file(&format!("MASTG-TEST-{:04}", 200 + at), "weakness: MASWE-0118\n");
    }
    assert_eq!(era(&files), Era::MastgTestsBeta);
    for (at, file) in files.iter_mut().enumerate().take(119) {
        file.1 = test_file(&format!("MASTG-TEST-{:04}", 200 + at), "maswe: [MASWE-0018, MASWE-0019]\n")
            .replace("profiles: [L1, L2]\n", "");
    }
    assert_eq!(era(&files), Era::MastgInherited, "a test that was not moved yet changes nothing");
}

#[test]
fn weaknesses_say_which_profiles_count_since_september_2026() {
    let weakness = weakness_file("MASWE-0018", "MASVS-CODE-1", "profiles: [L1, L2, EUDIW]\n");
    let read = |path: &str, text: &str| {
        read_files(&[(path.to_owned(), text.to_owned())], &ReadOptions::default()).expect("a catalogue")
    };
    let maswe = read("weaknesses/MASVS-CODE/MASWE-0018.md", &weakness);
    let test = test_file("MASTG-TEST-0300", "maswe: [MASWE-0018]\n").replace("profiles: [L1, L2]\n", "");
    let mastg = read("tests/android/MASVS-CODE/MASTG-TEST-0300.md", &test);
    assert_eq!(maswe.catalogue.weaknesses[0].other_profiles, ["EUDIW"]);
    assert_eq!(mastg.catalogue.era, Era::MastgInherited);
    assert!(mastg.catalogue.tests[0].inherits_profiles && mastg.problems.is_empty());
}

#[test]
fn the_numbering_is_new_where_a_weakness_says_what_it_covers() {
    let text = "---\ntitle: t\nid: MASWE-0006\nplatform: [android]\nprofiles: [L1]\nmappings:\n  masvs-v2: [MASVS-STORAGE-1]\n\
                beta-coverage: [MASWE-0005, MASWE-0013]\nstatus: new\n---\n\n## Overview\n\nOwn text.\n";
    let import = Made::of([("weaknesses/MASVS-STORAGE/MASWE-0006.md", text)]).read();
    assert_eq!(import.catalogue.era, Era::Maswe1);
    assert_eq!(import.catalogue.weaknesses[0].beta, ["MASWE-0005", "MASWE-0013"]);
    assert!(import.problems.is_empty(), "{:?}", import.problems);
}
