//! Where catalogues are read from: folders, work trees, bare repositories, URLs; and what is refused.

mod common;

use std::ops::ControlFlow;
use std::path::Path;

use assay_catalogue::{Phase, ProblemCode, Progress, ReadOptions, Source, read};
use common::{Made, bare_of, codes_of, read_source, test_file};

fn two_tests() -> Made {
    let one = test_file("MASTG-TEST-0300", "weakness: MASWE-0116\n");
    let two = test_file("MASTG-TEST-0301", "weakness: MASWE-0116\n");
    Made::of([
        ("tests-beta/android/A/MASTG-TEST-0300.md", one.as_str()),
        ("tests-beta/android/A/MASTG-TEST-0301.md", two.as_str()),
        ("License.md", "Creative Commons Attribution-ShareAlike 4.0 International\n"),
    ])
}

fn at(revision: &str) -> ReadOptions {
    ReadOptions { revision: Some(revision.to_owned()), ..ReadOptions::default() }
}

#[test]
fn the_same_content_has_the_same_digest_from_everywhere() {
    let made = two_tests();
    let folder = made.read();
    assert_eq!((folder.catalogue.commit.as_str(), folder.resolved_from.as_deref()), ("", None));
    assert_eq!(folder.catalogue.licence, "CC BY-SA 4.0");

    let (bare, bare_commit) = bare_of(made.path());
    let commit = made.commit();
    assert_eq!(commit, bare_commit.to_string(), "the same files make the same commit");
    let url = format!("file://{}", bare.path().display());
    for source in [
        Source::Folder(made.path().to_owned()),
        Source::Repository(made.path().display().to_string()),
        Source::Folder(bare.path().to_owned()),
        Source::Repository(bare.path().display().to_string()),
        Source::Repository(url),
    ] {
        let import = read_source(&source, &at(&commit)).unwrap_or_else(|error| panic!("{source:?}: {error}"));
        assert_eq!(import.catalogue.digest, folder.catalogue.digest, "{source:?}");
        assert_eq!(import.catalogue.commit, commit);
        assert_eq!(import.resolved_from, None);
        assert_eq!(import.texts, folder.texts);
        assert_eq!(import.catalogue.version, format!("unreleased ({})", &commit[..12]));
        assert_eq!(import.catalogue.source_url, "", "a path of this machine is not stated");
        assert_eq!(import.catalogue.licence, "CC BY-SA 4.0");
    }
}

#[test]
fn a_pinned_commit_stays_what_it_was_when_the_branch_moves() {
    let made = two_tests();
    let first = made.commit();
    let before = read_source(&Source::Folder(made.path().to_owned()), &at(&first)).expect("the first commit");
    made.write(
        "tests-beta/android/A/MASTG-TEST-0302.md",
        test_file("MASTG-TEST-0302", "weakness: MASWE-0116\n").as_bytes(),
    );
    let second = made.commit();
    // Not committed, so not there.
    made.write(
        "tests-beta/android/A/MASTG-TEST-0303.md",
        test_file("MASTG-TEST-0303", "weakness: MASWE-0116\n").as_bytes(),
    );

    let pinned = read_source(&Source::Folder(made.path().to_owned()), &at(&first)).expect("the first commit");
    assert_eq!(pinned.catalogue, before.catalogue);
    let repository = git2::Repository::open(made.path()).expect("a repository");
    let head = repository.head().expect("a head").shorthand().expect("a name").to_owned();
    let object = repository.find_object(git2::Oid::from_str(&second).expect("an id"), None).expect("the commit");
    let tagger = git2::Signature::new("A", "a@example.org", &git2::Time::new(1_700_000_000, 0)).expect("a tagger");
    repository.tag("v9.1.0", &object, &tagger, "made up", false).expect("a tag");
    for revision in
        [None, Some("HEAD"), Some(head.as_str()), Some("v9.1.0"), Some("refs/tags/v9.1.0"), Some(&second[..7])]
    {
        let options = ReadOptions { revision: revision.map(str::to_owned), ..ReadOptions::default() };
        let import = read_source(&Source::Folder(made.path().to_owned()), &options).expect("the second commit");
        assert_eq!(import.catalogue.commit, second, "{revision:?}");
        assert_eq!(import.resolved_from.as_deref(), Some(revision.unwrap_or("HEAD")));
        assert_eq!(import.catalogue.tests.len(), 3);
        assert_eq!(import.catalogue.version, "9.1.0");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_a_code() {
    let made = two_tests();
    let plain = made.path().display().to_string();
    let repository = two_tests();
    repository.commit();
    let there = repository.path().display().to_string();
    let nowhere = "0123456789012345678901234567890123456789";
    for (source, options, code) in [
        (Source::Folder("does/not/exist".into()), ReadOptions::default(), "catalogue.not_found"),
        (Source::Repository("does/not/exist".to_owned()), ReadOptions::default(), "catalogue.not_found"),
        (Source::Repository(plain.clone()), ReadOptions::default(), "catalogue.not_a_repository"),
        (Source::Folder(plain.into()), at("HEAD"), "catalogue.folder_has_no_commits"),
        (Source::Repository(there.clone()), at(nowhere), "catalogue.no_commit"),
        (Source::Repository(there.clone()), at("no-such-branch"), "catalogue.no_commit"),
        // A pin is exact: no expressions. Fewer than seven digits are no id.
        (Source::Repository(there.clone()), at("abcdef"), "catalogue.no_commit"),
        (Source::Repository(there), at("HEAD~0"), "catalogue.no_commit"),
        (Source::Repository("ssh://git@example.org/x".to_owned()), ReadOptions::default(), "catalogue.unsupported_url"),
        (Source::Repository("git@example.org:x".to_owned()), ReadOptions::default(), "catalogue.unsupported_url"),
        (Source::Repository("https://example.org/x".to_owned()), ReadOptions::default(), "catalogue.no_cache"),
    ] {
        let error = read_source(&source, &options).expect_err("refused");
        assert_eq!(error.code(), code, "{source:?}: {error}");
    }
}

#[test]
fn a_url_s_password_gets_into_no_message() {
    let source = Source::Repository("http://user:secret@example.org/x".to_owned());
    let error = read_source(&source, &ReadOptions::default()).expect_err("refused");
    assert!(!error.to_string().contains("secret"), "{error}");
    assert!(error.to_string().contains("http://example.org/x"), "{error}");
}

#[test]
fn a_reading_reports_how_far_it_is_and_stops_when_told() {
    let made = two_tests();
    let mut seen: Vec<Progress> = Vec::new();
    read(&Source::Folder(made.path().to_owned()), &ReadOptions::default(), &mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    })
    .expect("a catalogue");
    assert_eq!(seen.first().map(|it| it.phase), Some(Phase::Listing));
    assert_eq!(seen.last(), Some(&Progress { phase: Phase::Reading, done: 2, total: 2 }));

    for after in 0..seen.len() {
        let mut left = after;
        let result = read(&Source::Folder(made.path().to_owned()), &ReadOptions::default(), &mut |_| {
            if left == 0 {
                return ControlFlow::Break(());
            }
            left -= 1;
            ControlFlow::Continue(())
        });
        assert_eq!(result.expect_err("stopped").code(), "catalogue.cancelled");
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let made = two_tests();
    let outside = two_tests();
    let secret = outside.path().join("tests-beta/android/A/MASTG-TEST-0300.md");
    std::os::unix::fs::symlink(secret, made.path().join("tests-beta/android/A/MASTG-TEST-0309.md")).expect("a link");
    std::os::unix::fs::symlink(made.path(), made.path().join("tests-beta/android/round")).expect("a link");
    let folder = made.read();
    made.commit();
    let repository = made.read();
    for import in [&folder, &repository] {
        assert_eq!(import.catalogue.tests.len(), 2);
        let codes = codes_of(&import.problems, "tests-beta/android/A/MASTG-TEST-0309.md");
        assert_eq!(codes, [ProblemCode::LinkNotFollowed]);
    }
    assert_eq!(folder.catalogue.digest, repository.catalogue.digest);
}

#[test]
fn a_folder_inside_a_repository_is_not_taken_for_it() {
    let made = two_tests();
    made.commit();
    let inside = made.path().join("tests-beta");
    let error = read_source(&Source::Folder(inside.clone()), &ReadOptions::default()).expect_err("no catalogue");
    assert_eq!(error.code(), "catalogue.not_a_catalogue");
    let error = read_source(&Source::Repository(inside.display().to_string()), &ReadOptions::default());
    assert_eq!(error.expect_err("no repository").code(), "catalogue.not_a_repository");
    assert!(Path::new(&inside).is_dir());
}
