//! Reports in volumes: each by itself, and all of them together.

use std::path::PathBuf;

use assay_assessment::Work;
use assay_proof::{Against, Outcome, Verification};
use assay_report::volumes::Ceiling;
use assay_report::{Options, export_in};
use assay_tests::pdf_text;
use serde_json::Value;

use crate::common::{Made, example};
use crate::forged::{Change, forged};
use crate::{checked, data_of, failing, outcome};

/// The example's report in volumes.
async fn volumes(made: &Made) -> Vec<PathBuf> {
    volumes_with(made, &Options::default()).await
}

async fn volumes_with(made: &Made, options: &Options) -> Vec<PathBuf> {
    let output = made.folder.path().join("large.pdf");
    let ceiling = Ceiling { pages: 8, pictures: 2 };
    let work = Work::unwatched();
    let files = export_in(&made.workspace, made.example.assessment, options, &output, ceiling, &work);
    let files = files.await.expect("volumes");
    assert!(!output.exists(), "a set has no file without a volume's number");
    files.into_iter().map(|file| file.path).collect()
}

#[tokio::test]
async fn each_volume_of_a_large_report_stands_for_itself_and_names_the_others() {
    let made = example().await;
    let whole = made.report("whole.pdf", &Options::default()).await;
    let whole = data_of(&std::fs::read(whole).expect("a file"));
    let files = volumes(&made).await;
    assert!(files.len() > 2, "{files:?}");
    let mut units = Vec::new();
    for (index, path) in files.iter().enumerate() {
        let number = index + 1;
        assert_eq!(path.file_name().expect("a name").to_string_lossy(), format!("large-volume-{number}.pdf"));
        let verification = checked(path, &Against::default());
        assert!(verification.sound, "{verification:#?}");
        for id in ["volume.named", "record.complete", "record.inclusion", "printed.agrees"] {
            assert_eq!(outcome(&verification, id), Outcome::Holds, "{id} of volume {number}");
        }
        let data = data_of(&std::fs::read(path).expect("a file"));
        assert_eq!(data["document"]["volume"]["report"], whole["document"]["id"]);
        assert!(
            data["evidence"].as_array().expect("evidence").len()
                < whole["evidence"].as_array().expect("evidence").len()
        );
        units.extend(data["units"].as_array().expect("units").iter().map(|unit| unit["anchor"].clone()));
        if let Some(text) = pdf_text(path) {
            let said = format!("Volume {number} of {}", files.len());
            assert!(text.contains(&said), "{said}: {path:?}");
            let own = format!("{}-V{number}", whole["document"]["number"].as_str().expect("a number"));
            assert!(text.contains_unbroken(&own), "{own}");
            assert_eq!(text.contains("What needs attention"), number == 1);
        }
    }
    let all: Vec<Value> = whole["units"].as_array().expect("units").iter().map(|unit| unit["anchor"].clone()).collect();
    assert_eq!(units, all, "every unit is in one volume, in its order");
}

#[tokio::test]
async fn a_volume_can_not_hide_an_answer_in_another_one_that_it_does_not_name() {
    let made = example().await;
    let files = volumes(&made).await;
    let file = std::fs::read(&files[1]).expect("a file");
    assert_eq!(failing(&forged(&file, |_| ())), Vec::<String>::new());
    let changes: [(&str, &str, Change); 4] = [
        ("an answer that is in no volume", "record.complete", |data| {
            data["document"]["volume"]["parts"][0]["answers"].as_array_mut().expect("answers").pop();
        }),
        ("an answer of this volume said to be in another", "volume.named", |data| {
            let parts = &mut data["document"]["volume"]["parts"];
            let moved = parts[1]["answers"].as_array_mut().expect("answers").pop().expect("one");
            parts[0]["answers"].as_array_mut().expect("answers").push(moved);
        }),
        ("another volume", "volume.named", |data| data["document"]["volume"]["number"] = 1.into()),
        ("a volume that is not there", "volume.named", |data| data["document"]["volume"]["number"] = 9.into()),
    ];
    for (what, code, change) in changes {
        let failing = failing(&forged(&file, change));
        assert!(failing.iter().any(|it| it == code), "{what}: {failing:?}");
    }
}

#[tokio::test]
async fn what_a_later_volume_says_of_the_report_and_the_record_is_compared() {
    let made = example().await;
    let files = volumes(&made).await;
    let file = std::fs::read(files.last().expect("a volume")).expect("a file");
    let changes: [(&str, Change); 11] = [
        ("another app", |data| data["cover"]["app"] = "Another App".into()),
        ("another release", |data| data["cover"]["release"] = "9.9.9".into()),
        ("another level", |data| data["document"]["disclosure"] = "public".into()),
        ("another customer", |data| data["engagement"]["customer"] = "Somebody else".into()),
        ("another laboratory", |data| data["engagement"]["laboratory"] = "Somebody else".into()),
        ("another day of testing", |data| data["engagement"]["finished"] = "2020-01-01".into()),
        ("another profile", |data| data["cover"]["profile"] = "L9".into()),
        ("another assessor", |data| data["cover"]["assessors"][0] = "Somebody Else".into()),
        ("another catalogue", |data| data["catalogues"][1]["version"] = "9.9.9".into()),
        ("another licence", |data| data["catalogues"][0]["licence"] = "Public domain".into()),
        ("fewer entries", |data| data["ledger"]["entries"] = 3.into()),
    ];
    for (what, change) in changes {
        let failing = failing(&forged(&file, change));
        assert!(failing.iter().any(|it| it == "printed.agrees"), "{what}: {failing:?}");
    }
}

/// The files of a set, as they are checked together.
fn together(files: &[&[u8]]) -> Verification {
    assay_proof::verify_all(files, &Against::default()).expect("they can be read")
}

#[tokio::test]
async fn a_draft_is_called_one_alone_and_in_volumes() {
    let made = example().await;
    let draft = Options { draft: true, ..Options::default() };
    let paths = volumes_with(&made, &draft).await;
    let files: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    let all: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    for said in [together(&all), together(&all[..1])] {
        assert!(said.answer.contains("it is a draft"), "{said:#?}");
    }
}

#[tokio::test]
async fn volumes_are_checked_together_and_what_is_missing_is_named() {
    let made = example().await;
    let paths = volumes(&made).await;
    let files: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    let all: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let whole = made.report("whole.pdf", &Options::default()).await;
    let whole = data_of(&std::fs::read(whole).expect("a file"));
    let merged = assay_proof::data(&all).expect("the data");
    for (key, value) in whole.as_object().expect("an object") {
        assert_eq!(merged[key], *value, "{key}");
    }
    let number = |index: usize| data_of(&files[index])["document"]["number"].as_str().expect("a number").to_owned();

    let mut turned = all.clone();
    turned.reverse();
    for files in [&all, &turned] {
        let whole = together(files);
        assert!(whole.sound && whole.volumes.len() == all.len(), "{whole:#?}");
        for id in ["set.together", "set.complete"] {
            assert_eq!(outcome(&whole, id), Outcome::Holds, "{id}");
        }
        assert_eq!(outcome(&whole, "set.signed"), Outcome::Open, "nobody signed");
    }

    let rest: Vec<&[u8]> = all.iter().enumerate().filter(|(index, _)| *index != 1).map(|(_, file)| *file).collect();
    let missing = together(&rest);
    assert!(!missing.sound && missing.volumes.iter().all(|it| it.sound), "{missing:#?}");
    let check = missing.checks.iter().find(|it| it.id == "set.complete").expect("a check");
    assert!(check.sentence.starts_with("Volume 2 is not here") && check.details == [number(1)], "{check:?}");

    // Each of these says that it is whole by itself.
    let twice = together(&[all[0], all[0]]);
    assert_eq!(outcome(&twice, "set.together"), Outcome::Fails);
    let alone = std::fs::read(made.report("alone.pdf", &Options::default()).await).expect("a file");
    let mut with = all.clone();
    with[1] = &alone;
    assert_eq!(outcome(&together(&with), "set.together"), Outcome::Fails, "a report in one file is no volume");
    let cover = forged(&files[1], |data| data["engagement"]["customer"] = "Somebody else".into());
    let other = forged(&files[1], |data| data["document"]["volume"]["report"] = "ab".repeat(16).into());
    let moved = forged(&files[1], |data| {
        data["units"][0]["title"] = "Something else".into();
    });
    for (what, file, id) in [
        ("another customer", &cover, "set.together"),
        ("of another report", &other, "set.together"),
        ("another title of a unit", &moved, "set.complete"),
    ] {
        let mut with = all.clone();
        with[1] = file;
        assert_eq!(outcome(&together(&with), id), Outcome::Fails, "{what}");
    }
}

#[tokio::test]
async fn an_unsigned_volume_among_signed_ones_is_found() {
    use assay_proof::sign::{Identity, Signing, sign};
    let made = example().await;
    let paths = volumes(&made).await;
    let files: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    let seconds = 1_795_000_000;
    let identity = Identity::make("Mara Lind", seconds).expect("a key");
    let how = Signing { identity: &identity, role: "Author", seconds, pdf_time: "D:20261118000000Z", timestamp: None };
    let signed: Vec<Vec<u8>> = files.iter().map(|file| sign(file, &how).expect("signed")).collect();
    let mut all: Vec<&[u8]> = signed.iter().map(Vec::as_slice).collect();
    let whole = together(&all);
    assert!(whole.sound, "{whole:#?}");
    assert_eq!(outcome(&whole, "set.signed"), Outcome::Holds);
    all[2] = &files[2];
    let mixed = together(&all);
    assert!(!mixed.sound && mixed.volumes.iter().all(|it| it.sound), "{mixed:#?}");
    assert_eq!(outcome(&mixed, "set.signed"), Outcome::Fails);
}
