//! No report is accused that nobody touched: a workspace is worked on at random, and now and again a report is made of it
//! with options at random, by the real typesetter, and checked as a stranger would.
//!
//! `ASSAY_REPORTS=200 cargo test --workspace --test report_untouched` makes as many as one wants; `ASSAY_SEED` goes on
//! from another one, and `ASSAY_KEEP` names a folder for what does not hold.

mod common;

use std::path::{Path, PathBuf};

use assay_assessment::view::{
    AnswerText, DecisionChoice, Engagement, FindingText, ResultCode, Severity, SignOffRole, TestDevice, TestTool,
    Verdict, WaiverOver, WaiverText,
};
use assay_assessment::{Result, Work};
use assay_proof::evidence::Digests;
use assay_proof::sign::{Identity, Signing, sign};
use assay_proof::{Against, Outcome, Verification, verify_all};
use assay_report::model::Disclosure;
use assay_report::protocol::{Look, Paper, TemplateSource};
use assay_report::{BoardOptions, Options, export_board, export_in};
use common::{Made, example};
use fastrand::Rng;

/// So many are made where nothing else is asked for: what CI has time for.
const SOME: u64 = 8;
/// Steps of work between two reports.
const STEPS: usize = 6;
/// Checks that may say that they do not know.
const MAY_BE_OPEN: [&str; 6] = [
    // Nobody signed, or with a key that is made on first use.
    "signature.present",
    "signature.key",
    "set.signed",
    // A board has no record.
    "record.none",
    // At the lowest level entries are left out.
    "record.complete",
    // Letters of fonts that are not compared, such as Chinese ones.
    "printed.letters",
];

/// An environment variable that is a number.
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Words as people and their tools write them, and as nobody does.
fn words(random: &mut Rng, most: usize) -> String {
    const PIECES: [&str; 40] = [
        "The session token",
        "is stored in plain text",
        "on Android 15",
        "Grüße aus Zürich,",
        "fails",
        "passes",
        "Untested",
        "MASVS-STORAGE-1",
        "MASTG-TEST-0207 asks the same",
        "F-1",
        "W-2",
        "E-3",
        "**bold**",
        "`SharedPreferences`",
        "\n\n- one\n- two\n\n",
        "\n\n| Key | Value |\n|---|---|\n| token | eyJhbGciOi |\n\n",
        "\n\n```\nadb shell run-as\n```\n\n",
        "https://example.org/a/very/long/path?with=parameters&and=more#fragment",
        "5e9f1a0c4be3",
        "C:\\Users\\jo\\build.log",
        "日本語の文",
        "محمد عبد الله",
        "שלום",
        "हिन्दी",
        "👩‍👩‍👧",
        "e\u{301}",
        "\u{200b}",
        "\u{202e}fdp.exe",
        "#panic()",
        "$x^2$",
        "<script>alert(1)</script>",
        "1.0",
        "2026-11-29",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N",
        "End of report.",
        "Pass",
        "Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerung",
        "\u{ad}soft",
        "(see below)",
        "nothing else —",
    ];
    let count = random.usize(1..=most);
    (0..count).map(|_| PIECES[random.usize(..PIECES.len())]).collect::<Vec<_>>().join(" ")
}

/// One line of them, never empty.
fn line(random: &mut Rng, most: usize) -> String {
    let line: String = words(random, 6).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect();
    let line = line.trim().to_owned();
    if line.chars().any(char::is_alphanumeric) { line } else { "Something".to_owned() }
}

/// A day of about now.
fn day(random: &mut Rng) -> String {
    format!("2026-{:02}-{:02}", random.u8(1..=12), random.u8(1..=28))
}

fn lines(random: &mut Rng) -> Vec<String> {
    (0..random.usize(..4)).map(|_| line(random, 200)).collect()
}

/// What a step of work may be refused for is no matter here: a waiver over nothing, an answer that is there already.
fn done<T>(_: Result<T>) {}

/// A small picture that no other one is like.
fn picture(random: &mut Rng) -> Vec<u8> {
    let (width, height) = (random.u32(1..400), random.u32(1..700));
    let colour = [random.u8(..), random.u8(..), random.u8(..)];
    let pixels = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb(if (x / 16 + y / 16) % 2 == 0 { colour } else { [255, 255, 255] })
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// One step of somebody's work.
async fn step(made: &Made, random: &mut Rng) {
    let (workspace, example) = (&made.workspace, &made.example);
    let assessment = example.assessment;
    let build = if random.bool() { example.android } else { example.ios };
    let rows = workspace.checklist(assessment, build).await.expect("a checklist").rows;
    let unit = rows[random.usize(..rows.len())].unit.clone();
    match random.u8(..14) {
        0..=4 => {
            let results = [ResultCode::Pass, ResultCode::Fail, ResultCode::NotApplicable];
            let text = AnswerText {
                note: words(random, 40),
                justification: words(random, 6),
                method: if random.bool() { words(random, 6) } else { String::new() },
                ..AnswerText::default()
            };
            let result = results[random.usize(..3)];
            done(workspace.state_result(assessment, build, &unit, result, text, &[]).await);
        }
        5 => {
            let name = format!("{}.png", line(random, 60));
            let bytes = picture(random);
            done(workspace.attach_bytes(assessment, build, &unit, &name, bytes, &line(random, 300)).await);
        }
        6 => {
            let text = words(random, 200).into_bytes();
            done(workspace.attach_bytes(assessment, build, &unit, "console.log", text, &words(random, 8)).await);
        }
        7 => done(workspace.add_comment(assessment, build, &unit, &words(random, 12)).await.map(|_| ())),
        8 => {
            let severities = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
            let text = FindingText {
                title: line(random, 150),
                description: words(random, 60),
                steps: words(random, 30),
                remedy: words(random, 30),
                owner: line(random, 60),
                due: random.bool().then(|| day(random)),
                ..FindingText::default()
            };
            let severity = random.bool().then(|| severities[random.usize(..4)]);
            done(workspace.open_finding(example.app, severity, text, Some((build, None))).await);
        }
        9 => {
            let verdicts = workspace.verdicts_of_build(assessment, build).await.expect("verdicts");
            let at = &verdicts[random.usize(..verdicts.len())];
            let heads = at.override_heads.clone();
            let control = at.control.clone();
            let verdict = random.bool().then_some(Verdict::Inconclusive);
            done(workspace.override_verdict(assessment, build, &control, verdict, &words(random, 10), &heads).await);
        }
        10 => {
            let roles = [SignOffRole::Tester, SignOffRole::Reviewer, SignOffRole::Approver, SignOffRole::Customer];
            done(workspace.give_sign_off(assessment, roles[random.usize(..4)], &words(random, 10)).await);
        }
        11 => {
            let findings =
                workspace.findings(assay_assessment::view::FindingScope::App(example.app)).await.expect("findings");
            let finding = findings[random.usize(..findings.len())].id;
            let text = WaiverText {
                approver: line(random, 60),
                role: line(random, 60),
                reason: words(random, 20),
                conditions: words(random, 10),
                conditions_by: line(random, 60),
                conditions_due: random.bool().then(|| day(random)),
                outside: None,
            };
            done(workspace.grant_waiver(WaiverOver::Finding { finding }, text, "2027-03-01").await);
        }
        12 => {
            let release = workspace.assessment(assessment).await.expect("an assessment").release;
            let choices = [DecisionChoice::Go, DecisionChoice::Conditional, DecisionChoice::Hold];
            let heads = workspace.release_readiness(release).await.expect("a gate").decision_heads;
            let (choice, role) = (choices[random.usize(..3)], line(random, 60));
            let (reason, conditions) = (words(random, 20), words(random, 20));
            done(workspace.decide_release(release, choice, &role, &reason, &conditions, &heads).await);
        }
        _ => {
            let engagement = Engagement {
                customer: line(random, 120),
                laboratory: line(random, 120),
                place: line(random, 120),
                access: words(random, 10),
                authorised_by: line(random, 120),
                sensitive_data: lines(random),
                out_of_scope: lines(random),
                from_others: lines(random),
                deviations: lines(random),
                opinions: lines(random),
                devices: vec![TestDevice { name: line(random, 60), ..TestDevice::default() }],
                tools: vec![TestTool { name: line(random, 60), version: line(random, 20) }],
                received: random.bool().then(|| day(random)),
                started: random.bool().then(|| day(random)),
                finished: None,
                ..Engagement::default()
            };
            done(workspace.record_engagement(assessment, engagement).await);
        }
    }
}

/// What a report is made with.
fn options(random: &mut Rng) -> Options {
    const TEMPLATES: [&str; 8] =
        ["assessment", "assessment", "assessment", "assessment", "executive", "remediation", "masa", "applicability"];
    Options {
        template: TemplateSource::BuiltIn(TEMPLATES[random.usize(..TEMPLATES.len())].to_owned()),
        disclosure: Disclosure::ALL[random.usize(..Disclosure::ALL.len())],
        draft: random.bool(),
        number: random.bool().then(|| format!("NL-{}/{}", random.u16(..), random.u8(..))),
        issued: random.bool().then(|| format!("{}T10:00:00Z", day(random))),
        comments: random.bool(),
        evidence: random.u8(..4) == 0,
        look: Look {
            paper: if random.bool() { Paper::A4 } else { Paper::UsLetter },
            accent: random.bool().then(|| ["#0b5c63", "#7a1f5c", "#5a3d00", "#123a8c"][random.usize(..4)].to_owned()),
            ..Look::default()
        },
        volume_pages: (random.u8(..5) == 0).then(|| random.u32(8..40)),
        ..Options::default()
    }
}

/// A report of the workspace as it is, in as many files as it takes; every third one signed.
async fn report(made: &Made, random: &mut Rng, identity: &Identity) -> (String, Vec<Vec<u8>>) {
    let output = made.folder.path().join("report.pdf");
    let work = Work::unwatched();
    let (what, paths): (String, Vec<PathBuf>) = if random.u8(..8) == 0 {
        let options = BoardOptions::default();
        export_board(&made.workspace, &options, &output, &work).await.expect("a board");
        (format!("{options:?}"), vec![output])
    } else {
        let options = options(random);
        let (assessment, ceiling) = (made.example.assessment, options.ceiling());
        let files = export_in(&made.workspace, assessment, &options, &output, ceiling, &work).await.expect("a report");
        (format!("{options:?}"), files.into_iter().map(|file| file.path).collect())
    };
    let mut files: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    if random.u8(..3) == 0 {
        let seconds = 1_795_000_000;
        let how = Signing { identity, role: "Author", seconds, pdf_time: "D:20261118000000Z", timestamp: None };
        files = files.iter().map(|file| sign(file, &how).expect("signed")).collect();
    }
    for path in &paths {
        std::fs::remove_file(path).expect("it is gone");
    }
    (what, files)
}

/// Every check that says no, and every one that does not know where it should.
fn accusations(said: &Verification) -> Vec<String> {
    let checks = said.checks.iter().chain(said.volumes.iter().flat_map(|volume| &volume.checks));
    let wrong = checks.filter(|check| match check.outcome {
        Outcome::Holds => false,
        Outcome::Fails => true,
        Outcome::Open => !MAY_BE_OPEN.contains(&check.id.as_str()),
    });
    wrong.map(|check| format!("{check:?}")).collect()
}

/// Puts a report aside that does not hold.
fn keep(folder: &Path, name: &str, files: &[Vec<u8>]) {
    for (index, file) in files.iter().enumerate() {
        std::fs::write(folder.join(format!("{name}-{index}.pdf")), file).expect("kept");
    }
}

#[tokio::test]
async fn no_report_is_accused_that_nobody_touched() {
    let reports = number("ASSAY_REPORTS").unwrap_or(SOME);
    let seed = number("ASSAY_SEED").unwrap_or(1);
    let folder = std::env::var_os("ASSAY_KEEP").map(PathBuf::from);
    let made = example().await;
    let identity = Identity::make("Mara Lind", 1_795_000_000).expect("a key");
    let mut random = Rng::with_seed(seed);
    let mut earlier: Option<Vec<u8>> = None;
    let mut accused = Vec::new();
    for index in 0..reports {
        for _ in 0..STEPS {
            step(&made, &mut random).await;
        }
        let (what, files) = report(&made, &mut random, &identity).await;
        let digests: Digests =
            assay_proof::evidence::digests(&made.folder.path().join("work/evidence"), &|| false).expect("evidence");
        let against = Against { evidence: Some(&digests), earlier: earlier.as_deref(), ..Against::default() };
        let all: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let wrong = match verify_all(&all, &against) {
            Ok(said) => accusations(&said),
            Err(error) => vec![error.to_string()],
        };
        if !wrong.is_empty() {
            if let Some(folder) = &folder {
                keep(folder, &format!("{seed}-{index}"), &files);
            }
            accused.push(format!("{index}: {what}\n{}", wrong.join("\n")));
        }
        if !what.starts_with("Board") {
            earlier = files.into_iter().next();
        }
    }
    assert!(accused.is_empty(), "{} of {reports}, from seed {seed}:\n{}", accused.len(), accused.join("\n\n"));
}
