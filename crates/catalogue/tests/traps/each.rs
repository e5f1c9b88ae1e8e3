//! What is listed under "What a loader meets" in the notes on OWASP's data, one by one; what the tests of `main.rs` show
//! is named there.

use super::*;

fn read(front: &str, body: &str) -> assay_catalogue::Import {
    beside_a_sound_one(format!("---\n{front}---\n{body}").as_bytes())
}

const FRONT: &str = "title: t\nplatform: android\nprofiles: [L2]\nweakness: MASWE-0116\n";

fn second(import: &assay_catalogue::Import) -> &assay_catalogue::Test {
    let [_, second] = import.catalogue.tests.as_slice() else { panic!("two tests: {:?}", import.problems) };
    second
}

#[test]
fn no_id() {
    assert_eq!(second(&read(FRONT, "body\n")).id, "MASTG-TEST-0301");
}

#[test]
fn no_front_matter() {
    let import = beside_a_sound_one(b"# Title\n\nOwn text.\n");
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::NoFrontMatter]);
    let page = Made::of([
        ("tests/android/A/MASTG-TEST-0001.md", test_file("MASTG-TEST-0001", "weakness: MASWE-0116\n").as_str()),
        ("prerequisites/without.md", "## Own Heading\n\nOwn text.\n"),
    ])
    .read();
    assert_eq!((page.pages[0].id.as_str(), page.pages[0].title.as_str()), ("without", "Own Heading"));
}

#[test]
fn empty_bodies() {
    let import = read(FRONT, "");
    assert_eq!(second(&import).text_digest, assay_catalogue::digest_of_text(""));
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::EmptyText]);
    let announced = read(&format!("{FRONT}status: placeholder\n"), "");
    assert_eq!(codes_of(&announced.problems, PATH), [], "an announced test has no text yet");
}

#[test]
fn index_md() {
    let test = test_file("MASTG-TEST-0001", "weakness: MASWE-0116\n");
    let index = "---\nhide: toc\n---\n\n# All\n";
    let import = Made::of([
        ("tests/android/A/MASTG-TEST-0001.md", test.as_str()),
        ("tests/index.md", index),
        ("demos/index.md", index),
        ("best-practices/index.md", index),
        ("weaknesses/index.md", index),
    ])
    .read();
    assert_eq!((import.catalogue.tests.len(), import.pages.len()), (1, 0));
    let weakness = weakness_file("MASWE-0001", "MASVS-CODE-1", "profiles: [L1]\n");
    let maswe = Made::of([("weaknesses/A/MASWE-0001.md", weakness.as_str()), ("weaknesses/index.md", index)]).read();
    assert_eq!((maswe.catalogue.weaknesses.len(), maswe.problems.len()), (1, 0));
}

#[test]
fn crlf() {
    let import = beside_a_sound_one(format!("---\r\n{}---\r\nbody\r\n", FRONT.replace('\n', "\r\n")).as_bytes());
    let unix = read(FRONT, "body\n");
    assert_eq!(second(&import), second(&unix));
}

#[test]
fn duplicate_ids_in_one_snapshot() {
    let import = read(&format!("id: MASTG-TEST-0300\n{FRONT}"), "body\n");
    assert_eq!(import.catalogue.tests.len(), 1);
    let codes = codes_of(&import.problems, PATH);
    assert_eq!(codes, [ProblemCode::DuplicateId, ProblemCode::IdDiffersFromName]);
}

#[test]
fn ids_of_branches() {
    let import = read(&format!("id: MASTG-TEST-0x01\n{FRONT}"), "body\n");
    assert_eq!(second(&import).id, "MASTG-TEST-0x01");
    assert!(codes_of(&import.problems, PATH).contains(&ProblemCode::OddId));
}

#[test]
fn dangling_covered_by() {
    let import =
        read(&format!("{FRONT}status: deprecated\ncovered_by: [MASTG-TEST-0300, MASTG-TEST-0999]\n"), "body\n");
    assert_eq!(second(&import).successors, ["MASTG-TEST-0300", "MASTG-TEST-0999"], "kept as it is written");
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::DanglingReference]);
}

#[test]
fn missing_prerequisites() {
    let import = read(&format!("{FRONT}prerequisites:\n- nowhere\n"), "body\n");
    assert_eq!(second(&import).prerequisites, ["nowhere"]);
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::DanglingReference]);
}

#[test]
fn duplicate_list_items() {
    let import = read(&format!("{FRONT}type: [static, code, static]\n"), "body\n");
    assert_eq!(second(&import).kinds, ["static", "code"]);
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::DuplicateItem]);
}

#[test]
fn platform_as_a_string_or_a_list() {
    for written in ["android", "[android]", "\n- android"] {
        let import = read(&FRONT.replace("platform: android", &format!("platform: {written}")), "body\n");
        assert_eq!(second(&import).platforms, [Platform::Android], "{written}");
        assert_eq!(codes_of(&import.problems, PATH), [], "{written}");
    }
}

#[test]
fn network_in_the_folder_of_android() {
    let import = read(&FRONT.replace("platform: android", "platform: network"), "body\n");
    assert_eq!(second(&import).platforms, Platform::ALL, "what is written counts, not the folder");
    assert_eq!(second(&import).platform_values, ["network"]);
}

#[test]
fn macos() {
    let import = read(&FRONT.replace("platform: android", "platform: [ios, macOS]"), "body\n");
    assert_eq!(
        (second(&import).platforms.as_slice(), second(&import).platform_values.len()),
        (&[Platform::Ios][..], 2)
    );
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::UnknownPlatform]);
}

#[test]
fn host_beside_hosts() {
    let test = test_file("MASTG-TEST-0001", "weakness: MASWE-0116\n");
    let tool = |key: &str| format!("---\ntitle: t\nplatform: generic\n{key}\n---\n\nOwn text.\n");
    let (one, many) = (tool("host: [windows, macOS]"), tool("hosts: [windows]"));
    let import = Made::of([
        ("tests/android/A/MASTG-TEST-0001.md", test.as_str()),
        ("tools/generic/MASTG-TOOL-0001.md", one.as_str()),
        ("tools/generic/MASTG-TOOL-0002.md", many.as_str()),
    ])
    .read();
    assert_eq!((import.pages.len(), import.problems.len(), import.unknown.len()), (2, 0, 0));
}

#[test]
fn versions_as_numbers() {
    let import = read(&format!("{FRONT}available_since: 12.0\ndeprecated_since: 28\nnew_version: 12.0\n"), "body\n");
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::UnknownKey]);
    assert_eq!(import.unknown[0].value, "\"12.0\"", "the digits stay as they are written");
}

#[test]
fn a_rule_in_the_body() {
    let import = read(FRONT, "One.\n\n---\n\nTwo.\n");
    assert!(import.texts.iter().any(|text| text.markdown == "One.\n\n---\n\nTwo.\n"));
}

#[test]
fn profiles_that_differ_from_the_weakness_s() {
    let import = read(FRONT, "body\n");
    assert_eq!(second(&import).profiles, [Level::L2], "those of the test, whatever its weakness says");
    assert!(!second(&import).inherits_profiles);
}

#[test]
fn a_category_that_is_not_the_folder_s() {
    let weakness = weakness_file("MASWE-0001", "MASVS-STORAGE-1", "profiles: [L1]\n");
    let maswe = Made::of([("weaknesses/MASVS-PLATFORM/MASWE-0001.md", weakness.as_str())]).read();
    let weakness = &maswe.catalogue.weaknesses[0];
    assert_eq!((weakness.category.as_str(), weakness.primary_control()), ("MASVS-PLATFORM", Some("MASVS-STORAGE-1")));
}

#[test]
fn duplicate_titles() {
    let import = read(&FRONT.replace("title: t", "title: Title of MASTG-TEST-0300"), "body\n");
    assert_eq!(second(&import).title, import.catalogue.tests[0].title);
    assert_eq!(codes_of(&import.problems, PATH), []);
}

#[test]
fn typos_in_ids() {
    let import = read(&format!("{FRONT}covered_by: [MSTG-TEST-0300]\n"), "body\n");
    assert_eq!(codes_of(&import.problems, PATH), [ProblemCode::DanglingReference]);
    let own = read(&format!("id: MSTG-TEST-0282\n{FRONT}"), "body\n");
    assert!(own.catalogue.tests.iter().any(|test| test.id == "MSTG-TEST-0282"), "kept as it is written");
    assert!(codes_of(&own.problems, PATH).contains(&ProblemCode::OddId));
}

#[test]
fn folders_of_methods() {
    let made = Made::of([
        (
            "tests/android/A/MASTG-TEST-0400/MASTG-TEST-0400.md",
            test_file("MASTG-TEST-0400", "weakness: MASWE-0116\n").as_str(),
        ),
        ("tests/android/A/MASTG-TEST-0400/method-static.md", "## Static\n\nOwn words.\n"),
        ("tests/android/A/method-lost.md", "## Lost\n"),
    ]);
    let import = made.read();
    assert_eq!(import.catalogue.tests.len(), 1);
    assert!(import.texts[0].markdown.ends_with("## Static\n\nOwn words.\n"));
    assert_eq!(codes_of(&import.problems, "tests/android/A/method-lost.md"), [ProblemCode::DanglingReference]);
}
