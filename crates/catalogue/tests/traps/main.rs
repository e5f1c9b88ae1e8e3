//! What upstream's files look like when they are not as they should be: each costs nothing but itself.

#[path = "../common/mod.rs"]
mod common;
mod each;

use std::fmt::Write as _;

use assay_catalogue::{CatalogueError, Era, Level, PageKind, Platform, ProblemCode, Scheme, TestStatus};
use common::{Made, codes_of, test_file, weakness_file};

const PATH: &str = "tests-beta/android/MASVS-CODE/MASTG-TEST-0301.md";

/// Reads a repository with a sound test and the given one beside it.
fn beside_a_sound_one(text: &[u8]) -> assay_catalogue::Import {
    let sound = test_file("MASTG-TEST-0300", "weakness: MASWE-0116\n");
    let made = Made::of([("tests-beta/android/MASVS-CODE/MASTG-TEST-0300.md", sound.as_str())]);
    made.write(PATH, text);
    let import = made.read();
    assert!(import.catalogue.tests.iter().any(|test| test.id == "MASTG-TEST-0300"), "the sound test stays");
    import
}

#[test]
fn a_broken_file_is_reported_with_its_line_and_costs_only_itself() {
    use ProblemCode::{BadYaml, NoFrontMatter, NotUtf8, TooLarge, UnclosedFrontMatter};
    let long = format!("---\nid: MASTG-TEST-0301\n---\n{}", "x".repeat(3 * 1024 * 1024));
    let bomb = {
        let mut yaml = String::from("---\na: &a [x,x,x,x,x,x,x,x,x,x]\n");
        for (one, next) in "abcdefghij".chars().zip("bcdefghijk".chars()) {
            let items = vec![format!("*{one}"); 10].join(",");
            let _ = writeln!(yaml, "{next}: &{next} [{items}]");
        }
        yaml + "---\nbody\n"
    };
    for (name, text, code, line) in [
        ("no front matter", &b"## Overview\n\nOwn text.\n"[..], NoFrontMatter, Some(1)),
        ("nothing at all", b"", NoFrontMatter, Some(1)),
        ("front matter without an end", b"\n---\nid: MASTG-TEST-0301\n", UnclosedFrontMatter, Some(2)),
        ("a list that stays open", b"---\nid: A\nprofiles: [L1\ntitle: b\n---\n", BadYaml, Some(4)),
        ("a colon in a title", b"---\nid: MASTG-TEST-0301\ntitle: One: two\n---\n", BadYaml, Some(3)),
        ("a tab", b"---\nid: MASTG-TEST-0301\n\ttitle: x\n---\n", BadYaml, Some(3)),
        ("no keys", b"---\n- one\n- two\n---\n", BadYaml, Some(2)),
        ("a tag", b"---\nid: !tag y\n---\n", BadYaml, Some(2)),
        ("growth without bounds", bomb.as_bytes(), BadYaml, None),
        ("UTF-16", b"\xff\xfe-\0-\0-\0\n\0", NotUtf8, Some(1)),
        ("Latin-1", b"---\nid: MASTG-TEST-0301\ntitle: caf\xe9\n---\n", NotUtf8, Some(3)),
        ("a huge file", long.as_bytes(), TooLarge, None),
    ] {
        let import = beside_a_sound_one(text);
        assert_eq!(import.catalogue.tests.len(), 1, "{name}");
        let problem = import.problems.iter().find(|it| it.path == PATH && it.code == code);
        let problem = problem.unwrap_or_else(|| panic!("{name}: {:?}", import.problems));
        if line.is_some() {
            assert_eq!(problem.line, line, "{name}: {problem:?}");
        }
    }
}

#[test]
fn an_odd_file_is_read_and_reported() {
    use ProblemCode::{
        BadValue, DanglingReference, DuplicateItem, EmptyText, IdDiffersFromName, MissingKey, OddId, UnknownKey,
        UnknownPlatform, UnknownProfile, UnknownStatus,
    };
    let head = "title: t\nplatform: android\nprofiles: [L2]\nweakness: MASWE-0116\n";
    for (name, front, codes) in [
        ("nothing odd", format!("id: MASTG-TEST-0301\n{head}"), vec![]),
        ("the name is the id", head.to_owned(), vec![]),
        ("another id than the name", format!("id: MASTG-TEST-0302\n{head}"), vec![IdDiffersFromName]),
        ("an id in hex", format!("id: MASTG-TEST-0x01\n{head}"), vec![OddId, IdDiffersFromName]),
        ("a mistyped id", format!("id: MSTG-TEST-0301\n{head}"), vec![OddId, IdDiffersFromName]),
        ("an id with a remark", format!("id: MASTG-TEST-0x01 // later\n{head}"), vec![OddId]),
        ("an unknown key", format!("colour: red\n{head}"), vec![UnknownKey]),
        ("a key twice", format!("{head}title: u\n"), vec![DuplicateItem]),
        ("an item twice", format!("{head}type: [static, static]\n"), vec![DuplicateItem]),
        ("a map for a list", format!("{head}type: {{a: b}}\n"), vec![BadValue]),
        ("an unknown status", format!("{head}status: draft\n"), vec![UnknownStatus]),
        ("a successor that is not there", format!("{head}covered_by: [MASTG-TEST-0999]\n"), vec![DanglingReference]),
        ("a preparation that is not there", format!("{head}prerequisites:\n- nowhere\n"), vec![DanglingReference]),
        ("no platform", "title: t\nprofiles: [L2]\nweakness: MASWE-0116\n".to_owned(), vec![MissingKey]),
        ("macOS", head.replace("android", "[android, macOS]"), vec![UnknownPlatform]),
        ("a profile that is no level", head.replace("[L2]", "[L2, EUDIW]"), vec![UnknownProfile]),
        ("no title", head.replace("title: t\n", ""), vec![MissingKey]),
        ("no profiles", head.replace("profiles: [L2]\n", ""), vec![MissingKey]),
        ("neither weakness nor control", head.replace("weakness: MASWE-0116\n", ""), vec![MissingKey]),
        ("versions as numbers", format!("{head}available_since: 12.0\ndeprecated_since: 28\n"), vec![]),
    ] {
        let import = beside_a_sound_one(format!("---\n{front}---\n\nbody\n").as_bytes());
        assert_eq!(import.catalogue.tests.len(), 2, "{name}");
        let mut found = codes_of(&import.problems, PATH);
        found.sort();
        let mut codes = codes;
        codes.sort();
        assert_eq!(found, codes, "{name}: {:?}", import.problems);
    }
    let odd = beside_a_sound_one(format!("---\n{head}colour: {{red: [1, ~]}}\n---\nbody\n").as_bytes());
    let kept: Vec<(&str, &str)> = odd.unknown.iter().map(|it| (it.key.as_str(), it.value.as_str())).collect();
    assert_eq!(kept, [("colour", r#"{"red":["1",null]}"#)]);
    let empty = beside_a_sound_one(format!("---\n{head}---\n").as_bytes());
    assert_eq!(codes_of(&empty.problems, PATH), [EmptyText]);
}

#[test]
fn values_mean_the_same_however_they_are_written() {
    for (front, platforms, profiles) in [
        ("platform: android\nprofiles: [L1, L2]", &[Platform::Android][..], &[Level::L1, Level::L2][..]),
        ("platform: [android]\nprofiles:\n- L2\n- L1", &[Platform::Android], &[Level::L1, Level::L2]),
        ("platform: [ios, android]\nprofiles: L2", &Platform::ALL, &[Level::L2]),
        ("platform: network\nprofiles: ['R']", &Platform::ALL, &[Level::R]),
        ("platform: iOS\nprofiles: [MAS-P]", &[Platform::Ios], &[Level::P]),
    ] {
        let text = format!("---\ntitle: t\n{front}\nweakness: MASWE-0116\n---\nbody\n");
        let import = beside_a_sound_one(text.as_bytes());
        let read = &import.catalogue.tests[1];
        assert_eq!((read.platforms.as_slice(), read.profiles.as_slice()), (platforms, profiles), "{front}");
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_no_digest() {
    let text = test_file("MASTG-TEST-0301", "weakness: MASWE-0116\n").replace("Own text.", "One.\n\n---\n\nTwo.");
    let plain = beside_a_sound_one(text.as_bytes());
    let digest = |import: &assay_catalogue::Import| import.catalogue.tests[1].text_digest.clone();
    let texts: Vec<_> = plain.texts.iter().filter(|it| it.path == PATH).collect();
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].markdown, "## Overview\n\nOne.\n\n---\n\nTwo.\n", "a rule in the body splits nothing");
    assert_eq!(texts[0].digest, digest(&plain));
    for other in
        [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.replace("One.", "One.  "), text.clone() + "\n\n"]
    {
        let import = beside_a_sound_one(other.as_bytes());
        assert_eq!(digest(&import), digest(&plain), "{other:?}");
        assert_eq!(import.catalogue.digest, plain.catalogue.digest);
    }
    let changed = beside_a_sound_one(text.replace("Two.", "Three.").as_bytes());
    assert_ne!(digest(&changed), digest(&plain));
    assert_ne!(changed.catalogue.digest, plain.catalogue.digest);
}

#[test]
fn of_two_files_with_one_id_the_first_path_counts() {
    let first = test_file("MASTG-TEST-0300", "weakness: MASWE-0116\n");
    let second = first.replace("Title of", "Another title of");
    let made = Made::of([
        ("tests-beta/android/MASVS-CODE/MASTG-TEST-0300.md", first.as_str()),
        ("tests-beta/ios/MASVS-CODE/MASTG-TEST-0300.md", second.as_str()),
    ]);
    let import = made.read();
    assert_eq!(import.catalogue.tests.len(), 1);
    assert_eq!(import.catalogue.tests[0].title, "Title of MASTG-TEST-0300");
    let codes = codes_of(&import.problems, "tests-beta/ios/MASVS-CODE/MASTG-TEST-0300.md");
    assert_eq!(codes, [ProblemCode::DuplicateId]);
}

#[test]
fn index_pages_are_no_tests_and_folders_of_methods_are_one() {
    let front = test_file("MASTG-TEST-0400", "weakness: MASWE-0116\n");
    let made = Made::of([
        ("tests-beta/index.md", "---\ntitle: All\n---\n"),
        ("tests-beta/android/MASVS-CODE/MASTG-TEST-0400/index.md", front.as_str()),
        ("tests-beta/android/MASVS-CODE/MASTG-TEST-0400/method-dynamic.md", "---\ntitle: x\n---\n\n## Dynamic\n"),
        ("tests-beta/android/MASVS-CODE/MASTG-TEST-0400/method-static.md", "## Static\n"),
    ]);
    let import = made.read();
    assert_eq!(import.catalogue.tests.len(), 1);
    assert_eq!(import.texts.len(), 1);
    assert_eq!(import.texts[0].markdown, "## Overview\n\nOwn text.\n\n## Dynamic\n\n## Static\n");
    assert!(import.problems.is_empty(), "{:?}", import.problems);
}

#[test]
fn each_era_is_recognised() {
    let v1 =
        "---\ntitle: t\nplatform: android\nmasvs_v1_id: [MSTG-STORAGE-1]\nmasvs_v2_id: [MASVS-STORAGE-1]\n---\nbody\n";
    let with = |rest: &str| test_file("MASTG-TEST-0300", rest);
    let inherits = with("maswe: [MASWE-0001, MASWE-0002]\n").replace("profiles: [L1, L2]\n", "");
    for (name, path, text, era, weaknesses, inherited) in [
        ("v1", "tests/android/MASVS-STORAGE/MASTG-TEST-0001.md", v1.to_owned(), Era::MastgV1, vec![], false),
        ("beta", PATH, with("weakness: MASWE-0116\n"), Era::MastgTestsBeta, vec!["maswe-beta/MASWE-0116"], false),
        ("remapped", PATH, with("weakness: MASWE-0018\n"), Era::MastgRemapped, vec!["maswe-1/MASWE-0018"], false),
        ("list", PATH, with("maswe: [MASWE-0018]\n"), Era::MastgMasweList, vec!["maswe-1/MASWE-0018"], false),
        ("inherited", PATH, inherits, Era::MastgInherited, vec!["maswe-1/MASWE-0001", "maswe-1/MASWE-0002"], true),
    ] {
        let import = Made::of([(path, text.as_str())]).read();
        assert_eq!(import.catalogue.era, era, "{name}");
        let test = &import.catalogue.tests[0];
        let found: Vec<String> = test.weaknesses.iter().map(ToString::to_string).collect();
        assert_eq!(found, weaknesses, "{name}");
        assert_eq!(test.inherits_profiles, inherited, "{name}");
    }
    let old = "---\nid: MASWE-0001\ntitle: t\nplatform: [android]\nprofiles: [L1]\nmappings:\n  masvs-v2: [MASVS-CODE-1]\n\
               status: placeholder\ndraft:\n  topics: [a]\n---\n";
    for (text, era, scheme) in [
        (old.to_owned(), Era::MasweBeta, Scheme::MasweBeta),
        (weakness_file("MASWE-0001", "MASVS-CODE-1", "profiles: [L1]\n"), Era::Maswe1, Scheme::Maswe1),
    ] {
        let import = Made::of([("weaknesses/MASVS-CODE/MASWE-0001.md", text.as_str())]).read();
        assert_eq!((import.catalogue.era, import.catalogue.weaknesses[0].scheme), (era, scheme));
        assert!(import.problems.is_empty(), "{:?}", import.problems);
    }
}

#[test]
fn a_placeholder_s_note_and_a_weakness_s_requirement_are_its_text() {
    let placeholder = "---\ntitle: t\nid: MASTG-TEST-0300\nplatform: android\nprofiles: [L1]\nweakness: MASWE-0116\n\
                       status: placeholder\nnote: This will come.\n---\n";
    let import = Made::of([("tests-beta/android/A/MASTG-TEST-0300.md", placeholder)]).read();
    assert_eq!(import.catalogue.tests[0].status, TestStatus::Placeholder);
    assert_eq!(import.texts[0].markdown, "This will come.\n");
    let weakness = weakness_file("MASWE-0001", "MASVS-CODE-1, MASVS-AUTH-1", "profiles: [L1]\n");
    let import = Made::of([("weaknesses/MASVS-CODE/MASWE-0001.md", weakness.as_str())]).read();
    assert_eq!(import.texts[0].markdown, "The app does it.\n\n## Overview\n\nOwn text.\n");
    assert_eq!(import.catalogue.weaknesses[0].controls, ["MASVS-CODE-1", "MASVS-AUTH-1"]);
}

const INDEX: &str = "metadata:\n  title: x\n  version: vx.x.x\ngroups:\n- id: MASVS-ONE\n  index: 1\n  title: One\n  description: d\n  \
                     controls:\n  - id: MASVS-ONE-1\n    statement: It does.\n    description: >\n      Because\n      of this.\n  \
                     - id: MASVS-ONE-2\n    statement: It does not.\n    description: Own.\n";

#[test]
fn masvs_has_the_same_content_from_its_index_and_from_its_files() {
    let from_index = Made::of([("OWASP_MASVS.yaml", INDEX)]).read();
    let files = [
        ("Document/03-Using_the_MASVS.md", "# Using\n"),
        ("Document/05-MASVS-ONE.md", "# MASVS-ONE: One\n\nWords.\n"),
        ("controls/MASVS-ONE-2.md", "# MASVS-ONE-2\n\n## Control\n\nIt does not.\n\n## Description\n\nOwn.\n"),
        (
            "controls/MASVS-ONE-1.md",
            "# MASVS-ONE-1\r\n\r\n## Control\r\n\r\nIt does.\r\n\r\n## Description\r\n\r\nBecause of this.\r\n",
        ),
    ];
    let from_files = Made::of(files).read();
    assert_eq!(from_index.catalogue.groups, from_files.catalogue.groups);
    assert_eq!(from_index.catalogue.controls, from_files.catalogue.controls);
    assert_eq!(from_index.catalogue.digest, from_files.catalogue.digest);
    assert_eq!(from_index.texts, from_files.texts);
    assert_eq!(from_index.catalogue.version, "unreleased");
    let released = INDEX.replace("vx.x.x", "v2.9.0");
    assert_eq!(Made::of([("OWASP_MASVS.yaml", released.as_str())]).read().catalogue.version, "2.9.0");

    // A broken index is reported, and the files stand in for it.
    let broken = INDEX.replace("title: One", "title: [");
    let both = Made::of(files.into_iter().chain([("OWASP_MASVS.yaml", broken.as_str())])).read();
    assert_eq!(both.catalogue.digest, from_files.catalogue.digest);
    assert_eq!(codes_of(&both.problems, "OWASP_MASVS.yaml"), [ProblemCode::BadYaml]);
}

#[test]
fn pages_are_read_with_their_kinds() {
    let test = test_file("MASTG-TEST-0300", "weakness: MASWE-0116\nprerequisites: [know-it]\n");
    let page = "---\ntitle: Page\nplatform: generic\n---\n\nOwn text.\n";
    let import = Made::of([
        ("tests-beta/android/A/MASTG-TEST-0300.md", test.as_str()),
        ("techniques/generic/MASTG-TECH-0001.md", page),
        ("tools/generic/MASTG-TOOL-0001.md", page),
        ("knowledge/android/MASVS-A/MASTG-KNOW-0001.md", page),
        ("best-practices/MASTG-BEST-0001.md", page),
        ("apps/android/MASTG-APP-0001.md", page),
        ("demos/android/MASVS-A/MASTG-DEMO-0001/MASTG-DEMO-0001.md", page),
        ("demos/android/MASVS-A/MASTG-DEMO-0001/notes.md", "no page"),
        ("prerequisites/know-it.md", "## Know it\n\nOwn text.\n"),
        ("Document/0x05a-Overview.md", "---\nplatform: android\n---\n\n# Overview of it\n\nOwn text.\n"),
        ("techniques/index.md", "---\nhide: toc\n---\n"),
        ("README.md", "# Hello\n"),
    ])
    .read();
    let found: Vec<(PageKind, &str, &str)> =
        import.pages.iter().map(|page| (page.kind, page.id.as_str(), page.title.as_str())).collect();
    assert_eq!(
        found,
        [
            (PageKind::Technique, "MASTG-TECH-0001", "Page"),
            (PageKind::Tool, "MASTG-TOOL-0001", "Page"),
            (PageKind::Knowledge, "MASTG-KNOW-0001", "Page"),
            (PageKind::BestPractice, "MASTG-BEST-0001", "Page"),
            (PageKind::App, "MASTG-APP-0001", "Page"),
            (PageKind::Demo, "MASTG-DEMO-0001", "Page"),
            (PageKind::Prerequisite, "know-it", "Know it"),
            (PageKind::Document, "0x05a-Overview", "Overview of it"),
        ]
    );
    assert!(import.problems.is_empty(), "{:?}", import.problems);
    assert_eq!(import.texts.len(), 9);
    for text in &import.texts {
        assert_eq!(assay_catalogue::digest_of_text(&text.markdown), text.digest);
    }
}

#[test]
fn code_that_texts_include_comes_along() {
    let test = test_file("MASTG-TEST-0300", "weakness: MASWE-0116\n");
    let demo = "---\ntitle: Demo\nplatform: android\n---\n\n{{ a.kt # missing.txt }}\n\n{{ ../../../../rules/r.yml }}\n\n{{ raw.bin }}\n";
    let made = Made::of([
        ("tests-beta/android/A/MASTG-TEST-0300.md", test.as_str()),
        ("demos/android/A/MASTG-DEMO-0001/MASTG-DEMO-0001.md", demo),
        ("demos/android/A/MASTG-DEMO-0001/a.kt", "val a = 1\r\n"),
        ("demos/android/A/MASTG-DEMO-0001/unnamed.kt", "val b = 1\n"),
        ("rules/r.yml", "rules: []\n"),
    ]);
    made.write("demos/android/A/MASTG-DEMO-0001/raw.bin", &[0xff, 0xfe, 0]);
    let import = made.read();
    let found: Vec<(&str, &str)> = import.includes.iter().map(|it| (it.path.as_str(), it.content.as_str())).collect();
    assert_eq!(found, [("demos/android/A/MASTG-DEMO-0001/a.kt", "val a = 1\n"), ("rules/r.yml", "rules: []\n")]);
}

/// Whatever a file holds, the others are read and nothing panics.
fn any_file(front: &str, body: &str) {
    let text = format!("---\n{front}\n---\n{body}");
    let import = beside_a_sound_one(text.as_bytes());
    assert!(import.catalogue.tests.len() <= 2);
    let weakness = weakness_file("MASWE-0001", "MASVS-CODE-1", "profiles: [L1]\n");
    let made = Made::of([("weaknesses/A/MASWE-0001.md", weakness.as_str()), ("weaknesses/A/MASWE-0002.md", &text)]);
    assert!(!made.read().catalogue.weaknesses.is_empty());
    let made = Made::of([("OWASP_MASVS.yaml", front), ("controls/MASVS-ONE-1.md", body)]);
    made.try_read().expect("the control's file stands in");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_file_stops_the_others(
        front in "((id|title|platform|weakness|maswe|profiles|status|mappings|groups|controls|cwe|- a|  masvs-v2)(: |:|\n)(\\[|\\{|\"|&a|\\*a|~|[A-Z0-9, -]{0,9}|\\PC{0,5})(\\]|\\})?\n){0,8}",
        body in "(\\PC{0,20}\n|---\n|# |## Control\n|\\{\\{){0,6}",
    ) {
        any_file(&front, &body);
    }
}

#[test]
fn what_is_no_catalogue_is_refused_with_a_code() {
    for (files, code) in [
        (vec![], "catalogue.not_a_catalogue"),
        (vec![("README.md", "# Hello\n"), ("src/tests/a.md", "")], "catalogue.not_a_catalogue"),
        (vec![("tests/android/A/MASTG-TEST-0001.md", "broken")], "catalogue.empty"),
        // MASVS 1 without its chapters of requirements.
        (vec![("Document/0x03-Using_the_MASVS.md", "# Using\n")], "catalogue.empty"),
        (vec![("tests/android/A/MASTG-TEST-0001 x.md", "---\nid: a/b\n---\n")], "catalogue.empty"),
    ] {
        let error = Made::of(files.clone()).try_read().expect_err("no catalogue");
        assert_eq!(error.code(), code, "{files:?}: {error}");
        assert!(error.next_step().ends_with('.'));
    }
    let broken = Made::of([("tests/android/A/MASTG-TEST-0001.md", "broken")]).try_read();
    let Err(CatalogueError::Empty { problems: 1, first: Some(first), .. }) = broken else { panic!("{broken:?}") };
    assert_eq!(first, "tests/android/A/MASTG-TEST-0001.md, line 1: The file has no front matter.");
}
