//! Repositories made to hurt: each ends soon, in little memory, with a report or an error that says what is wrong.

mod common;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use assay_catalogue::{CatalogueError, Import, ProblemCode, ReadOptions, Source, read_files};
use common::{Made, codes_of, read_source, test_file};
use git2::{ObjectType, Oid, Repository};

/// How long one reading may take, here without optimisation and beside everything else that the machine does.
const SOON: Duration = Duration::from_mins(1);

#[expect(clippy::disallowed_methods, reason = "how long a reading takes is what is tested")]
fn in_time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = work();
    let took = started.elapsed();
    assert!(took < SOON, "{what} took {took:?}");
    result
}

/// The most memory that this process had at any time, in megabytes, where the system says it.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

fn sound() -> String {
    test_file("MASTG-TEST-0300", "weakness: MASWE-0116\n")
}

fn files(list: &[(&str, &str)]) -> Result<Import, CatalogueError> {
    let list: Vec<(String, String)> =
        list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    read_files(&list, &ReadOptions::default())
}

/// A bare repository that is filled object by object, as no tool would.
struct Bare {
    folder: tempfile::TempDir,
    repository: Repository,
}

/// An entry of a tree: mode, name, object.
type Entry<'a> = (&'a str, &'a [u8], Oid);

impl Bare {
    fn new() -> Bare {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = Repository::init_bare(folder.path()).expect("a repository");
        Bare { folder, repository }
    }

    fn blob(&self, bytes: &[u8]) -> Oid {
        self.repository.blob(bytes).expect("a blob")
    }

    /// A tree as it is written, whatever its names.
    fn tree(&self, entries: &[Entry<'_>]) -> Oid {
        let mut bytes = Vec::new();
        for (mode, name, id) in entries {
            bytes.extend_from_slice(mode.as_bytes());
            bytes.push(b' ');
            bytes.extend_from_slice(name);
            bytes.push(0);
            bytes.extend_from_slice(id.as_bytes());
        }
        self.repository.odb().and_then(|objects| objects.write(ObjectType::Tree, &bytes)).expect("a tree")
    }

    /// The tests' folder with these entries beside a sound one.
    fn with_tests(&self, entries: &[Entry<'_>]) -> Oid {
        let blob = self.blob(sound().as_bytes());
        let mut all = vec![("100644", &b"MASTG-TEST-0300.md"[..], blob)];
        all.extend_from_slice(entries);
        self.tree(&[("40000", b"tests", self.tree(&all))])
    }

    fn read(&self, tree: Oid) -> Result<Import, CatalogueError> {
        // The commit too is written as it is: nothing looks into the tree.
        let text = format!(
            "tree {tree}\nauthor A <a@example.org> 1700000000 +0000\ncommitter A <a@example.org> 1700000000 +0000\n\nx\n"
        );
        let commit = self.repository.odb().and_then(|objects| objects.write(ObjectType::Commit, text.as_bytes()));
        let options = ReadOptions { revision: Some(commit.expect("a commit").to_string()), ..ReadOptions::default() };
        read_source(&Source::Folder(self.folder.path().to_owned()), &options)
    }
}

#[test]
fn a_file_of_two_gigabytes_in_a_folder_is_left_out() {
    let made = Made::of([("tests/android/A/MASTG-TEST-0300.md", sound().as_str())]);
    let path = "tests/android/A/MASTG-TEST-0301.md";
    // It takes no space on the disk, and would take two gigabytes in memory.
    let file = std::fs::File::create(made.path().join(path)).expect("a file");
    file.set_len(2 << 30).expect("its length");
    let import = in_time("a huge file", || made.read());
    assert_eq!((import.catalogue.tests.len(), codes_of(&import.problems, path)), (1, vec![ProblemCode::TooLarge]));
    let text = import.problems.iter().find(|it| it.path == path).expect("a report");
    assert!(text.message.contains("bytes"), "{}", text.message);
    if let Some(megabytes) = most_memory() {
        assert!(megabytes < 1024, "{megabytes} MB");
    }
}

#[test]
fn a_blob_of_two_gigabytes_is_known_by_its_header() {
    let bare = Bare::new();
    let id = Oid::from_str("aa00000000000000000000000000000000000001").expect("an id");
    // The header says two gigabytes, and nothing follows: whoever unpacks it fails.
    let at = bare.folder.path().join("objects/aa/00000000000000000000000000000000000001");
    std::fs::create_dir_all(at.parent().expect("a folder")).expect("made");
    std::fs::write(&at, zlib(b"blob 2147483648\0")).expect("written");
    let tree = bare.with_tests(&[("100644", b"MASTG-TEST-0301.md", id)]);
    let import = in_time("a huge blob", || bare.read(tree)).expect("the other test");
    assert_eq!(import.catalogue.tests.len(), 1);
    assert_eq!(codes_of(&import.problems, "tests/MASTG-TEST-0301.md"), [ProblemCode::TooLarge]);
}

/// A zlib stream with the bytes as they are.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("short");
    let mut stream = vec![0x78, 0x01, 0x01];
    stream.extend_from_slice(&length.to_le_bytes());
    stream.extend_from_slice(&(!length).to_le_bytes());
    stream.extend_from_slice(bytes);
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    stream.extend_from_slice(&(b << 16 | a).to_be_bytes());
    stream
}

#[test]
fn a_hundred_thousand_files_are_too_many_and_ten_thousand_are_read() {
    let bare = Bare::new();
    let blob = bare.blob(b"---\ntitle: t\nplatform: android\nprofiles: [L1]\nweakness: MASWE-0116\n---\nbody\n");
    let entries = |count: usize| -> Vec<(String, Oid)> {
        (0..count).map(|at| (format!("MASTG-TEST-{at:06}.md"), blob)).collect()
    };
    let tree = |entries: &[(String, Oid)]| {
        let rows: Vec<Entry<'_>> = entries.iter().map(|(name, id)| ("100644", name.as_bytes(), *id)).collect();
        bare.tree(&[("40000", b"tests", bare.tree(&rows))])
    };
    let error = in_time("too many files", || bare.read(tree(&entries(100_001)))).expect_err("too many");
    assert_eq!(error.code(), "catalogue.too_large");
    assert!(error.to_string().contains("100000 files"), "{error}");
    let import = in_time("many files", || bare.read(tree(&entries(10_000)))).expect("a catalogue");
    assert_eq!(import.catalogue.tests.len(), 10_000);
    // Each has an odd id; the list ends, and says how much more there is.
    assert_eq!(import.problems.len(), 5_001);
    assert!(import.problems.iter().any(|it| it.code == ProblemCode::MoreProblems && it.message.contains("5000 more")));
}

#[test]
fn a_hundred_thousand_files_in_a_folder_are_too_many() {
    let made = Made::of([("tests/android/A/MASTG-TEST-0300.md", sound().as_str())]);
    let folder = made.path().join("pictures");
    std::fs::create_dir(&folder).expect("a folder");
    let first = folder.join("0");
    std::fs::write(&first, "").expect("a file");
    for at in 1..=100_000 {
        // A second name costs less than a second file.
        if std::fs::hard_link(&first, folder.join(at.to_string())).is_err() {
            std::fs::write(folder.join(at.to_string()), "").expect("a file");
        }
    }
    let error = in_time("too many files", || made.try_read()).expect_err("too many");
    assert_eq!(error.code(), "catalogue.too_large");
}

#[test]
fn a_few_trees_that_stand_for_billions_of_folders_end() {
    let bare = Bare::new();
    let mut tree = bare.tree(&[]);
    for _ in 0..12 {
        let names: Vec<String> = (0..10).map(|at| format!("d{at}")).collect();
        let rows: Vec<Entry<'_>> = names.iter().map(|name| ("40000", name.as_bytes(), tree)).collect();
        tree = bare.tree(&rows);
    }
    let error = in_time("a tree of trees", || bare.read(tree)).expect_err("too many");
    assert_eq!(error.code(), "catalogue.too_large");
    assert!(error.to_string().contains("folders"), "{error}");
}

#[test]
fn names_that_lead_elsewhere_are_left_out_and_reported() {
    let bare = Bare::new();
    let blob = bare.blob(sound().replace("0300", "0301").as_bytes());
    let long = [b'a'; 3000];
    let names: [&[u8]; 9] = [
        b"..",
        b".",
        b"../MASTG-TEST-0301.md",
        b"/MASTG-TEST-0301.md",
        b"a/../MASTG-TEST-0301.md",
        b"..\\MASTG-TEST-0301.md",
        b"MASTG-TEST-0301.md\n",
        b"MASTG-TEST-\xff\xfe.md",
        &long,
    ];
    let rows: Vec<Entry<'_>> = names.iter().map(|name| ("100644", *name, blob)).collect();
    let import = in_time("odd names", || bare.read(bare.with_tests(&rows))).expect("the sound test");
    assert_eq!(import.catalogue.tests.len(), 1);
    let odd: Vec<_> = import.problems.iter().filter(|it| it.code == ProblemCode::OddPath).collect();
    assert_eq!(odd.len(), names.len(), "{odd:#?}");
    assert!(odd.iter().all(|it| !it.path.contains(char::is_control) && it.path.len() < 700));
    // A folder that is called `..` is a folder of that name, and nobody goes there.
    let folder = bare.tree(&[
        ("40000", b"..", bare.with_tests(&[])),
        ("40000", b"tests", bare.tree(&[("100644", b"MASTG-TEST-0301.md", blob)])),
    ]);
    assert_eq!(bare.read(folder).expect("the inner test").catalogue.tests[0].id, "MASTG-TEST-0301");
}

#[test]
fn links_and_submodules_are_not_followed() {
    let bare = Bare::new();
    let link = bare.blob(b"/etc/passwd");
    let elsewhere = Oid::from_str("bb00000000000000000000000000000000000001").expect("an id");
    let rows: [Entry<'_>; 2] = [("120000", b"MASTG-TEST-0301.md", link), ("160000", b"MASTG-TEST-0302.md", elsewhere)];
    let import = bare.read(bare.with_tests(&rows)).expect("the sound test");
    assert_eq!(import.catalogue.tests.len(), 1);
    for path in ["tests/MASTG-TEST-0301.md", "tests/MASTG-TEST-0302.md"] {
        assert_eq!(codes_of(&import.problems, path), [ProblemCode::LinkNotFollowed]);
    }
    assert!(import.texts.iter().all(|text| !text.markdown.contains("/etc/passwd")));
}

#[test]
fn names_that_differ_in_capitals_only_are_both_read_and_reported() {
    let bare = Bare::new();
    let blob = bare.blob(sound().replace("0300", "0301").as_bytes());
    let rows: [Entry<'_>; 2] = [
        ("100644", b"MASTG-TEST-0301.md", blob),
        ("100644", b"mastg-test-0301.md", bare.blob(sound().replace("0300", "0302").as_bytes())),
    ];
    let import = bare.read(bare.with_tests(&rows)).expect("three tests");
    assert_eq!(import.catalogue.tests.len(), 3);
    let similar: Vec<_> = import.problems.iter().filter(|it| it.code == ProblemCode::SimilarPath).collect();
    assert_eq!(similar.len(), 1);
}

#[test]
fn sixty_four_levels_of_folders_are_left_out_below_what_standards_have() {
    let bare = Bare::new();
    let mut tree =
        bare.tree(&[("100644", b"MASTG-TEST-0301.md", bare.blob(sound().replace("0300", "0301").as_bytes()))]);
    for _ in 0..64 {
        tree = bare.tree(&[("40000", b"d", tree)]);
    }
    let import = in_time("deep folders", || bare.read(bare.with_tests(&[("40000", b"d", tree)]))).expect("the other");
    assert_eq!(import.catalogue.tests.len(), 1);
    let deep: Vec<_> = import.problems.iter().filter(|it| it.code == ProblemCode::OddPath).collect();
    assert!(deep.len() == 1 && deep[0].message.contains("deeper"), "{deep:#?}");
}

#[test]
fn yaml_ends_whatever_it_stands_for() {
    use ProblemCode::{BadYaml, MoreProblems, UnknownKey};
    let nested = |levels: usize| format!("a: {}x{}\n", "[".repeat(levels), "]".repeat(levels));
    let bomb = {
        let mut yaml = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..30 {
            let items = vec![format!("*a{}", level - 1); 10].join(", ");
            let _ = writeln!(yaml, "a{level}: &a{level} [{items}]");
        }
        yaml
    };
    let merges = format!("a: &a {{b: c}}\n{}", "d: {<<: *a}\n".repeat(5_000));
    let keys: String = (0..4_000).fold(String::new(), |mut keys, at| {
        let _ = writeln!(keys, "k{at}: 1");
        keys
    });
    for (name, yaml, expected) in [
        ("64 levels", nested(64), Some(UnknownKey)),
        ("1,000 levels", nested(1_000), Some(BadYaml)),
        ("100,000 levels", "[".repeat(100_000) + "\n", Some(BadYaml)),
        ("a million braces", "{".repeat(200_000) + "\n", Some(BadYaml)),
        ("a billion laughs", bomb, Some(BadYaml)),
        ("an anchor", "type: &a [static]\ncolour: *a\n".to_owned(), Some(UnknownKey)),
        ("an alias of nothing", "type: *nothing\n".to_owned(), Some(BadYaml)),
        ("an alias of itself", "type: &a [*a]\n".to_owned(), Some(BadYaml)),
        ("merges", merges, None),
        ("4,000 keys", keys, Some(MoreProblems)),
        ("a line of a megabyte", format!("colour: {}\n", "x".repeat(1 << 20)), Some(BadYaml)),
        ("a key of 200 kB", format!("{}: 1\n", "x".repeat(200_000)), None),
        ("one item, 60,000 times", format!("type: [{}]\n", vec!["a"; 60_000].join(",")), None),
    ] {
        let text =
            format!("---\ntitle: t\nid: MASTG-TEST-0301\nplatform: android\nweakness: MASWE-0116\n{yaml}---\nbody\n");
        let read = || files(&[("tests/a/MASTG-TEST-0300.md", &sound()), ("tests/a/MASTG-TEST-0301.md", &text)]);
        let import = in_time(name, read).expect("the sound test");
        let codes = codes_of(&import.problems, "tests/a/MASTG-TEST-0301.md");
        assert!(codes.len() < 60, "{name}: {} problems", codes.len());
        if let Some(expected) = expected {
            assert!(codes.contains(&expected), "{name}: {codes:?}");
        }
        if codes.contains(&BadYaml) {
            assert_eq!(import.catalogue.tests.len(), 1, "{name}");
        }
    }
}

#[test]
fn long_lines_and_many_marks_cost_little() {
    let megabyte = 1 << 20;
    for (name, body) in [
        ("one line", "x".repeat(megabyte)),
        ("pictures", "![".repeat(megabyte / 2)),
        ("pictures in brackets", "[![](".repeat(megabyte / 8)),
        ("tags", "<img src=".repeat(megabyte / 9)),
        ("includes", "{{a#".repeat(megabyte / 4)),
        ("one long include", format!("{{{{ {} }}}}", "a#".repeat(megabyte / 4))),
        ("includes of nothing", "{{ x }}\n".repeat(megabyte / 16)),
        ("blank lines", "\n".repeat(megabyte)),
        ("blanks", " ".repeat(megabyte)),
    ] {
        let made = Made::of([
            ("tests/a/MASTG-TEST-0300.md", sound().as_str()),
            (
                "tests/a/MASTG-TEST-0301.md",
                &format!("---\ntitle: t\nplatform: android\nweakness: MASWE-0116\n---\n{body}"),
            ),
        ]);
        let import = in_time(name, || made.read());
        assert_eq!(import.catalogue.tests.len(), 2, "{name}");
        assert!(import.problems.len() <= 5_001, "{name}");
    }
    let table = format!("# V2: T\n\n| # | Description | L1 |\n|-|-|-|\n{}", "| 2.1 | x | x |\n".repeat(60_000));
    let cells = format!("# V2: T\n\n| # | Description | L1 |\n|-|-|-|\n| 2.1 {}\n", "| x ".repeat(250_000));
    let columns = format!("# V2: T\n\n| # {}|\n|-|\n| 2.1 | x |\n", "| x ".repeat(250_000));
    for (name, text) in [("rows", table), ("cells", cells), ("columns", columns)] {
        let import = in_time(name, || files(&[("Document/0x07-V2-T.md", &text)])).expect("a requirement");
        assert!(!import.catalogue.controls.is_empty() && import.problems.len() <= 5_001, "{name}");
    }
    let index = format!(
        "groups:\n- id: MASVS-A\n  title: A\n  controls:\n{}",
        "  - id: MASVS-A-1\n    statement: x\n".repeat(1_500)
    );
    let import = in_time("controls", || files(&[("OWASP_MASVS.yaml", &index)])).expect("a control");
    assert_eq!(import.catalogue.controls.len(), 1);
}

#[test]
fn more_text_than_a_standard_has_is_refused() {
    let bare = Bare::new();
    let blob = bare.blob(&vec![b'x'; 2 * 1024 * 1024]);
    let names: Vec<String> = (0..100).map(|at| format!("MASTG-TEST-1{at:03}.md")).collect();
    let rows: Vec<Entry<'_>> = names.iter().map(|name| ("100644", name.as_bytes(), blob)).collect();
    let error = in_time("too much text", || bare.read(bare.with_tests(&rows))).expect_err("too much");
    assert_eq!(error.code(), "catalogue.too_large");
}

#[test]
fn pictures_are_kept_where_they_are_pictures() {
    let png = [b"\x89PNG\r\n\x1a\n".to_vec(), vec![0; 100]].concat();
    let body = "<img src=\"Images/Chapters/a.png\" />\n\n![b](b.png) ![c](c.svg) ![d](../../../d.png) ![e](https://example.org/e.png) \
                ![f](f.jpg) ![g](../../../../../g.png) ![a](Images/Chapters/a.png) ![h](h.png)\n";
    let text = sound() + body;
    let made = Made::of([("tests/android/A/MASTG-TEST-0300.md", text.as_str())]);
    made.write("Document/Images/Chapters/a.png", &png);
    made.write("Document/Images/Chapters/unnamed.png", &png);
    made.write("tests/android/A/b.png", b"<svg onload='x'/>");
    made.write("tests/android/A/c.svg", b"<svg/>");
    made.write("d.png", &png);
    made.write("tests/android/A/f.jpg", &[&b"\xff\xd8\xff"[..], &vec![0; 5 << 20]].concat());
    let import = made.read();
    let kept: Vec<(&str, usize)> = import.images.iter().map(|it| (it.path.as_str(), it.bytes.len())).collect();
    assert_eq!(kept, [("Document/Images/Chapters/a.png", 108), ("d.png", 108)]);
    assert_eq!(import.images[0].digest, import.images[1].digest, "by digest they are one");
    let mut codes = codes_of(&import.problems, "tests/android/A/MASTG-TEST-0300.md");
    codes.sort();
    assert_eq!(codes, [ProblemCode::TooLarge, ProblemCode::BadValue, ProblemCode::DanglingReference]);
}
