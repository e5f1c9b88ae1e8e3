//! Evidence where the work is: blacked-out copies, texts a few lines at a time, places in code, where a file is used.

mod common;

use assay_assessment::view::{Area, EvidenceContent, EvidenceView, UnitKind};
use assay_assessment::{CodePlace, Work};
use assay_ledger::{EvidenceStore, Hash};
use common::{Bench, picture};
use std::fmt::Write as _;

fn sha256(piece: &EvidenceView) -> String {
    match &piece.content {
        Some(EvidenceContent::File { sha256, .. }) => sha256.clone(),
        other => panic!("{other:?} is no file"),
    }
}

async fn attached(bench: &Bench, unit: &str, name: &str, bytes: Vec<u8>) -> EvidenceView {
    let added = bench.workspace.attach_bytes(bench.assessment, bench.android, unit, name, bytes, "The log in").await;
    added.expect("attached").evidence.remove(0)
}

async fn evidence(bench: &Bench, unit: &str) -> Vec<EvidenceView> {
    bench.workspace.unit(bench.assessment, bench.android, unit).await.expect("the detail").evidence
}

/// A PNG with a text chunk that says something, as cameras and screenshot tools write them.
fn with_a_canary(mut png: Vec<u8>) -> Vec<u8> {
    let data = b"Comment\0CANARY-7f3a: taken by Mara in Split";
    let mut chunk = Vec::from(u32::try_from(data.len()).expect("short").to_be_bytes());
    chunk.extend(b"tEXt");
    chunk.extend(data);
    let mut crc = !0_u32;
    for byte in &chunk[4..] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    chunk.extend((!crc).to_be_bytes());
    let end = png.len() - 12;
    png.splice(end..end, chunk);
    png
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[tokio::test]
async fn a_blacked_out_copy_holds_nothing_of_what_it_covers() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let unit = bench.unit(UnitKind::Test).await;
    let bytes = with_a_canary(picture(40, 20, [10, 200, 30]));
    assert!(holds(&bytes, b"CANARY"), "the test looks for something");
    let original = attached(&bench, &unit, "screen.png", bytes).await;
    let areas = [
        Area { x: 5, y: 4, width: 10, height: 6 },
        // What hangs over the edge is cut, what lies beside it is nothing.
        Area { x: 35, y: 15, width: 50, height: 50 },
        Area { x: 90, y: 0, width: 5, height: 5 },
    ];
    let added = workspace.redact_picture(place.0, place.1, original.id, &areas).await.expect("copied");
    let copy = &added.evidence[0];
    let from = copy.redacted_from.clone().expect("it says what it was made of");
    assert_eq!(from.original, sha256(&original));
    assert_eq!(from.areas, [areas[0], Area { x: 35, y: 15, width: 5, height: 5 }]);
    assert_eq!(copy.caption, "The log in");
    let shown = evidence(&bench, &unit).await;
    let original_now = shown.iter().find(|it| it.id == original.id).expect("the original stays");
    assert_eq!(original_now.redacted_copy, Some(sha256(copy)));

    let digest: Hash = sha256(copy).parse().expect("a digest");
    let (bytes, media_type) = workspace.picture(&digest).await.expect("the copy");
    assert_eq!(media_type, "image/png");
    assert!(!holds(&bytes, b"CANARY") && !holds(&bytes, b"tEXt"), "nothing but pixels is copied");
    let pixels = image::load_from_memory(&bytes).expect("a picture").into_rgb8();
    for (x, y, pixel) in pixels.enumerate_pixels() {
        let black =
            from.areas.iter().any(|it| (it.x..it.x + it.width).contains(&x) && (it.y..it.y + it.height).contains(&y));
        assert_eq!(pixel.0, if black { [0, 0, 0] } else { [10, 200, 30] }, "{x}, {y}");
    }

    // Undo is one step; redo brings both statements back.
    workspace.undo(place.0, place.1).await.expect("undone");
    let shown = evidence(&bench, &unit).await;
    assert_eq!((shown.len(), shown[0].redacted_copy.clone()), (1, None));
    workspace.redo(place.0, place.1).await.expect("done again");
    assert_eq!(evidence(&bench, &unit).await.len(), 2);
    // Whoever takes the copy away, or erases its words, does not let the original out.
    workspace.remove_evidence(place.0, place.1, copy.id).await.expect("removed");
    assert!(evidence(&bench, &unit).await[0].redacted_copy.is_some());
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert!(evidence(&bench, &unit).await[0].redacted_copy.is_some());
}

#[tokio::test]
async fn only_pictures_are_blacked_out_and_only_where_they_are() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let unit = bench.unit(UnitKind::Test).await;
    let area = Area { x: 0, y: 0, width: 3, height: 3 };
    let code = async |id, areas: &[Area]| {
        workspace.redact_picture(place.0, place.1, id, areas).await.expect_err("refused").code()
    };
    let text = attached(&bench, &unit, "a.txt", b"words".to_vec()).await;
    assert_eq!(code(text.id, &[area]).await, "evidence.not_an_image");
    let broken = attached(&bench, &unit, "b.png", b"\x89PNG\r\n\x1a\nnothing".to_vec()).await;
    assert_eq!(code(broken.id, &[area]).await, "evidence.picture_unreadable");
    let whole = attached(&bench, &unit, "c.png", picture(4, 4, [1, 2, 3])).await;
    assert_eq!(code(whole.id, &[]).await, "evidence.nothing_blacked_out");
    assert_eq!(code(whole.id, &[Area { x: 9, ..area }]).await, "evidence.nothing_blacked_out");
    assert_eq!(code(uuid::Uuid::nil(), &[area]).await, "evidence.unknown");
    assert_eq!(evidence(&bench, &unit).await.len(), 3);
}

/// All of a stored text.
fn stored(bench: &Bench, piece: &EvidenceView) -> String {
    let digest: Hash = sha256(piece).parse().expect("a digest");
    std::io::read_to_string(bench.workspace.ledger().evidence().open(&digest).expect("stored")).expect("UTF-8")
}

#[tokio::test]
async fn a_blacked_out_log_holds_neither_the_lines_nor_the_words() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let unit = bench.unit(UnitKind::Test).await;
    // The secret lies over every edge of what is read at once: one long line, in capitals too, and at the very end.
    let (secret, black) = ("Bearer eyJh\u{fc}b.k9", "\u{2588}".repeat(8));
    let filler = "x".repeat((1 << 20) - 5);
    let endless = format!("{filler}{secret}{filler}{}{filler}", secret.to_uppercase());
    let text = format!("one {secret} two {secret}\r\n\nthree\nfour\nfive\n{endless}\nlast {secret}");
    let log = attached(&bench, &unit, "app.log", text.clone().into_bytes()).await;
    let work = Work::unwatched();
    let words = ["bearer eyjh\u{fc}b.k9".to_owned(), "Bearer".to_owned(), " ".to_owned()];
    let redact = async |lines: &[(u64, u64)], words: &[String]| {
        workspace.redact_text(place.0, place.1, log.id, lines, words, &work).await
    };
    let added = redact(&[(4, 3), (4, 4), (90, 99)], &words).await.expect("copied");
    let copy = &added.evidence[0];
    assert_eq!(
        stored(&bench, copy),
        format!(
            "one {black} two {black}\r\n\n{black}\n{black}\nfive\n{filler}{black}{filler}{black}{filler}\nlast {black}"
        )
    );
    assert!(matches!(&copy.content, Some(EvidenceContent::File { name, .. }) if name == "app-redacted.log"));
    assert_eq!(stored(&bench, &log), text, "the original is as it was");
    let from = copy.redacted_from.clone().expect("it says what it was made of");
    let said = from.text.expect("of a text");
    assert_eq!((from.original, said.lines, said.places), (sha256(&log), vec![(3, 4)], 5));
    let shown = evidence(&bench, &unit).await;
    assert_eq!(shown.iter().find(|it| it.id == log.id).expect("it stays").redacted_copy, Some(sha256(copy)));

    workspace.undo(place.0, place.1).await.expect("undone");
    let shown = evidence(&bench, &unit).await;
    assert_eq!((shown.len(), shown[0].redacted_copy.clone()), (1, None));
    workspace.redo(place.0, place.1).await.expect("done again");
    workspace.rebuild(&work).await.expect("rebuilt");
    let again = evidence(&bench, &unit).await;
    assert_eq!(again[1].redacted_from.as_ref().and_then(|it| it.text.clone()).map(|it| it.places), Some(5));

    // Nothing of it there is an error, and leaves nothing behind.
    let code = redact(&[(8, 9)], &["nowhere".to_owned()]).await.expect_err("refused").code();
    assert_eq!(code, "evidence.nothing_blacked_out");
    assert_eq!(redact(&[], &[]).await.expect_err("refused").code(), "evidence.nothing_blacked_out");
    let picture = attached(&bench, &unit, "c.png", picture(4, 4, [1, 2, 3])).await;
    let refused = workspace.redact_text(place.0, place.1, picture.id, &[(1, 1)], &[], &work).await;
    assert_eq!(refused.expect_err("refused").code(), "evidence.not_text");
    assert_eq!(evidence(&bench, &unit).await.len(), 3);
}

#[tokio::test]
async fn a_text_is_read_by_lines_and_looked_through_both_ways() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = bench.unit(UnitKind::Test).await;
    let mut text = String::new();
    for line in 1..=25_003 {
        let word = if line % 10_000 == 7 { " Token=abc" } else { "" };
        write!(text, "\u{1b}[31mline {line}\u{1b}[0m{word}\r\n").expect("written");
    }
    text.push_str(&"x".repeat(50_000));
    let log = attached(&bench, &unit, "app.log", text.into_bytes()).await;
    let digest: Hash = sha256(&log).parse().expect("a digest");
    let quiet = Work::unwatched();
    let lines = async |first, count| workspace.evidence_lines(&digest, first, count, &quiet).await.expect("lines");
    let some = lines(1, 2).await;
    assert_eq!((some.total, some.first, some.lines), (25_004, 1, vec!["line 1".to_owned(), "line 2".to_owned()]));
    for at in [999, 1000, 1001, 1002, 12_000, 25_003] {
        assert_eq!(lines(at, 1).await.lines, [format!("line {at}")]);
    }
    assert_eq!(lines(25_004, 5).await.lines[0].len(), 4096, "a long line is cut");
    assert!(lines(25_005, 5).await.lines.is_empty());
    assert_eq!(lines(1, 1_000_000).await.lines.len(), 2000, "never all of it");

    let find = async |words: &str, from, back| {
        let found = workspace.find_in_evidence(&digest, words, from, back, &quiet).await.expect("looked for");
        (found.line, found.around)
    };
    assert_eq!(find("token", 0, false).await, (Some(7), false));
    assert_eq!(find("Token", 7, false).await, (Some(10_007), false));
    assert_eq!(find("token", 20_007, false).await, (Some(7), true));
    assert_eq!(find("token", 20_007, true).await, (Some(10_007), false));
    assert_eq!(find("token", 7, true).await, (Some(20_007), true));
    assert_eq!(find("TOKEN", 0, false).await, (None, false), "capital letters are meant");
    assert_eq!(find("line 25003", 0, true).await, (Some(25_003), true));

    let code = async |digest: &Hash| workspace.evidence_lines(digest, 1, 1, &quiet).await.expect_err("refused").code();
    let shot = attached(&bench, &unit, "a.png", picture(2, 2, [0, 0, 0])).await;
    assert_eq!(code(&sha256(&shot).parse().expect("a digest")).await, "evidence.not_text");
    assert_eq!(code(&Hash::of(b"never seen")).await, "evidence.missing");
}

/// A text in UTF-16 behind its byte order mark, as consoles on Windows write logs.
fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes_of).collect()
}

#[tokio::test]
async fn texts_that_are_not_in_utf_8_are_read_searched_and_blacked_out_like_others() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let unit = bench.unit(UnitKind::Test).await;
    let quiet = Work::unwatched();
    // Letters whose units hold the bytes of a line's end, beside ends of lines: U+0A00, U+010A, and one of two units.
    let line = |number: u32, odd: &str| format!("Zeile {number}: Gr\u{fc}\u{df}e{odd}, Token=geheim\r\n");
    let text = |odd: &str| -> String { (1..=2_500).map(|number| line(number, odd)).collect() };
    let wide = text("\u{a00}\u{10a}\u{1f600}");
    let narrow = text("");
    let western: Vec<u8> = narrow.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect();
    for (name, bytes, text) in [
        ("le.log", utf16(&wide, u16::to_le_bytes), &wide),
        ("be.log", utf16(&wide, u16::to_be_bytes), &wide),
        ("western.log", western, &narrow),
    ] {
        let log = attached(&bench, &unit, name, bytes).await;
        let digest: Hash = sha256(&log).parse().expect("a digest");
        let shown: Vec<&str> = text.lines().collect();
        for at in [1, 2, 999, 1000, 1001, 2500] {
            let lines = workspace.evidence_lines(&digest, at, 1, &quiet).await.expect("lines");
            let wanted = shown[usize::try_from(at).expect("small") - 1];
            assert_eq!((lines.total, lines.lines), (2500, vec![wanted.to_owned()]), "{name}, line {at}");
        }
        let found = workspace.find_in_evidence(&digest, "zeile 2100: gr\u{fc}\u{df}e", 1, false, &quiet).await;
        assert_eq!(found.expect("looked for").line, Some(2100), "{name}");
        let words = ["geheim".to_owned()];
        let added = workspace.redact_text(place.0, place.1, log.id, &[(2, 2)], &words, &quiet).await.expect("copied");
        let black = "\u{2588}".repeat(8);
        let first = shown[0].replace("geheim", &black);
        let copy = stored(&bench, &added.evidence[0]);
        assert!(copy.starts_with(&format!("{first}\r\n{black}\n")) && !copy.contains("geheim"), "{name}");
        assert_eq!(copy.lines().count(), 2500, "{name}");
    }
    let found = workspace.search("gr\u{fc}\u{df}e", 20, None).await.expect("searched");
    assert!(found.hits.len() >= 3, "words of all three are found: {found:?}");

    // What only begins like one of them, or has no letters, is no text.
    let seeded =
        |seed: u8| -> Vec<u8> { (0..8).flat_map(|part| Hash::of(&[seed, part]).as_bytes().to_vec()).collect() };
    let mut no_texts: Vec<Vec<u8>> = (1..40).map(seeded).collect();
    no_texts.push([&[0xff, 0xfe][..], &seeded(50)].concat());
    no_texts.push(vec![0xff, 0xfe]);
    no_texts.push(vec![0xff, 0xfe, b'a', 0, b'b']);
    no_texts.push([&[0xfe, 0xff][..], &[0xd8, 0x00, 0x00, 0x41]].concat());
    for (index, bytes) in no_texts.into_iter().enumerate() {
        let file = attached(&bench, &unit, &format!("{index}.bin"), bytes).await;
        let digest: Hash = sha256(&file).parse().expect("a digest");
        let refused = workspace.evidence_lines(&digest, 1, 1, &quiet).await.expect_err("refused");
        assert_eq!(refused.code(), "evidence.not_text", "{index}");
    }
}

#[tokio::test]
async fn a_file_that_is_known_is_said_so_and_not_attached_twice_to_a_unit() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let rows = bench.checklist().await.rows;
    let (here, there) = (&rows[0].unit, &rows.iter().find(|row| row.unit != rows[0].unit).expect("another").unit);
    let first = attached(&bench, here, "a.log", b"the same".to_vec()).await;
    let paths = [bench.path("b.log"), bench.path("c.log"), bench.path("new.log")];
    std::fs::write(&paths[0], "the same").expect("written");
    std::fs::write(&paths[1], "the same").expect("written");
    std::fs::write(&paths[2], "another").expect("written");
    let quiet = Work::unwatched();
    let attach =
        async |unit: &str| workspace.attach_files(place.0, place.1, unit, &paths, "", &quiet).await.expect("attached");
    let again = attach(here).await;
    let said: Vec<(&str, bool, u32)> = again.known.iter().map(|it| (it.name.as_str(), it.here, it.elsewhere)).collect();
    assert_eq!(said, [("b.log", true, 0), ("c.log", true, 0)]);
    assert_eq!((again.evidence.len(), evidence(&bench, here).await.len()), (1, 2), "only what is new");
    let elsewhere = attach(there).await;
    let said: Vec<(&str, bool, u32)> =
        elsewhere.known.iter().map(|it| (it.name.as_str(), it.here, it.elsewhere)).collect();
    assert_eq!(said, [("b.log", false, 1), ("c.log", true, 1), ("new.log", false, 1)]);
    assert_eq!(evidence(&bench, there).await.len(), 2);
    let nothing = attach(there).await;
    assert_eq!((nothing.evidence.len(), nothing.known.len(), nothing.change.rows[0].evidence), (0, 3, 2));

    let digest: Hash = sha256(&first).parse().expect("a digest");
    let uses = workspace.evidence_uses(&digest).await.expect("its uses");
    let at: Vec<(&str, Option<uuid::Uuid>)> = uses.iter().map(|it| (it.unit.as_str(), it.build)).collect();
    assert_eq!(at, [(here.as_str(), Some(bench.android)), (there.as_str(), Some(bench.android))]);
    assert_eq!((uses[0].title.as_str(), uses[0].subject_words.as_str()), ("Harbour 1.0, L1", "Android 1.0.0 (1000)"));
    workspace.remove_evidence(place.0, place.1, first.id).await.expect("removed");
    assert_eq!(workspace.evidence_uses(&digest).await.expect("its uses").len(), 1, "where it is, not where it was");
    let store = workspace.ledger().evidence();
    assert!(store.size(&digest).expect("a store").is_some(), "and the file is there once");
}

#[tokio::test]
async fn a_place_in_code_is_checked_when_it_is_attached() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let unit = bench.unit(UnitKind::Test).await;
    let dir = bench.path("repository");
    let repository = git2::Repository::init(&dir).expect("a repository");
    std::fs::create_dir_all(dir.join("src")).expect("a folder");
    std::fs::write(dir.join("src/Login.kt"), "one\ntwo\nthree").expect("written");
    let mut index = repository.index().expect("an index");
    index.add_path(std::path::Path::new("src/Login.kt")).expect("added");
    let tree = repository.find_tree(index.write_tree().expect("a tree")).expect("it");
    let author = git2::Signature::new("Ada", "ada@example.org", &git2::Time::new(1_767_600_000, 0)).expect("an author");
    repository.commit(Some("HEAD"), &author, &author, "Log in", &tree, &[]).expect("a commit");
    // What lies in the folder now does not matter: the commit does.
    std::fs::write(dir.join("src/Later.kt"), "later").expect("written");
    let dir = dir.display().to_string();
    let attach = async |path: &str, lines| {
        let at = Some(CodePlace { path: path.to_owned(), lines });
        let added = workspace.attach_commit(place.0, place.1, &unit, &dir, "HEAD", at, "").await;
        added.map(|mut added| added.evidence.remove(0).content)
    };
    let code = async |path: &str, lines| attach(path, lines).await.expect_err("refused").code();
    assert_eq!(code("src/Later.kt", None).await, "revision.no_file");
    assert_eq!(code("src", None).await, "revision.no_file");
    assert_eq!(code("../secret", None).await, "revision.no_file");
    for lines in [(0, 1), (3, 2), (1, 4)] {
        assert_eq!(code("src/Login.kt", Some(lines)).await, "revision.no_line");
    }
    for (given, lines) in [("./src/Login.kt", Some((2, 3))), ("src/Login.kt", None)] {
        let Some(EvidenceContent::Commit { path, lines: kept, .. }) = attach(given, lines).await.expect("attached")
        else {
            panic!("a commit")
        };
        assert_eq!((path.as_deref(), kept), (Some("src/Login.kt"), lines));
    }
    let history = workspace.unit(place.0, place.1, &unit).await.expect("the detail").history;
    assert!(history[1].text.ends_with(" src/Login.kt:2-3"), "{}", history[1].text);
}
