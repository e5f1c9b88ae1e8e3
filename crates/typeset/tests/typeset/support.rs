//! What the tests share: the sample's data, pictures made on the spot, and readers of PDF files.

use std::path::{Path, PathBuf};
use std::process::Command;

use assay_typeset::produce::produce;
use assay_typeset::protocol::{
    Attachment, DataSource, Event, Failure, ImageSource, Look, Notice, Request, TemplateSource,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Keys of the data whose values templates match: they are nobody's words, in whatever language and for whomever.
pub(crate) const MATCHED: [&str; 27] = [
    "anchor",
    "unit",
    "build",
    "kind",
    "state",
    "former",
    "verdict",
    "computed",
    "result",
    "severity",
    "standing",
    "over",
    "role",
    "roles",
    "how",
    "basis",
    "sha256",
    "id",
    "language",
    "disclosure",
    "variant",
    "group",
    "controls",
    "finding",
    "waivers",
    "redacts",
    "platform",
];

/// What came out of a request.
pub(crate) struct Outcome {
    pub(crate) result: Result<Event, Failure>,
    pub(crate) events: Vec<Event>,
    pub(crate) path: PathBuf,
}

impl Outcome {
    pub(crate) fn pdf(&self) -> Vec<u8> {
        if let Err(failure) = &self.result {
            panic!("{failure:#?}");
        }
        std::fs::read(&self.path).expect("the file is there")
    }

    pub(crate) fn pages(&self) -> u64 {
        match &self.result {
            Ok(Event::Done { pages, .. }) => *pages,
            other => panic!("{other:#?}"),
        }
    }

    pub(crate) fn failure(&self) -> &Failure {
        self.result.as_ref().expect_err("it fails")
    }

    pub(crate) fn notices(&self) -> Vec<&Notice> {
        self.events
            .iter()
            .filter_map(|event| match event {
                Event::Notice(notice) => Some(notice),
                _ => None,
            })
            .collect()
    }
}

/// The sample that ships beside the template, as `crates/report` makes it.
pub(crate) fn sample() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/sample.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("templates/sample.json is there")).expect("it is JSON")
}

/// The sample with the first two groups as items of MASA.
pub(crate) fn masa() -> Value {
    let mut data = sample();
    for index in 0..2 {
        data["groups"][index]["id"] = json!(format!("MASA-{index}"));
    }
    data
}

/// The sample with its first units only: quick to set.
pub(crate) fn small() -> Value {
    let mut data = sample();
    data["units"].as_array_mut().expect("units").truncate(3);
    data["evidence"].as_array_mut().expect("evidence").truncate(3);
    data["groups"].as_array_mut().expect("groups").truncate(1);
    data["groups"][0]["controls"].as_array_mut().expect("controls").truncate(1);
    let known: Vec<Value> =
        data["units"].as_array().expect("units").iter().map(|unit| unit["anchor"].clone()).collect();
    for verdict in data["groups"][0]["controls"][0]["verdicts"].as_array_mut().expect("verdicts") {
        for weakness in verdict["weaknesses"].as_array_mut().expect("weaknesses") {
            weakness["units"].as_array_mut().expect("units").retain(|unit| known.contains(&unit["unit"]));
        }
    }
    for finding in data["findings"].as_array_mut().expect("findings") {
        for build in finding["builds"].as_array_mut().expect("builds") {
            build["units"].as_array_mut().expect("units").retain(|unit| known.contains(&unit["unit"]));
        }
        finding["evidence"].as_array_mut().expect("evidence").retain(|number| number.as_u64() <= Some(3));
    }
    for clause in data["crosswalk"][0]["clauses"].as_array_mut().expect("clauses") {
        clause["units"].as_array_mut().expect("units").retain(|unit| known.contains(&unit["unit"]));
    }
    let attention = data["summary"]["attention"].as_array_mut().expect("attention");
    attention.truncate(1);
    attention[0]["unit"] = known[0].clone();
    data
}

/// A report in which nothing has happened yet: every list is empty, every optional field is absent.
pub(crate) fn empty() -> Value {
    let none = |keys: &[&str]| -> Value { keys.iter().map(|key| ((*key).to_owned(), json!(""))).collect() };
    let mut engagement = none(&["customer", "laboratory", "place", "access", "authorised_by"]);
    for list in [
        "sensitive_data",
        "first_party_domains",
        "out_of_scope",
        "from_others",
        "deviations",
        "opinions",
        "devices",
        "tools",
        "people",
    ] {
        engagement[list] = json!([]);
    }
    for day in ["received", "started", "finished"] {
        engagement[day] = Value::Null;
    }
    json!({
        "document": { "format": 1, "id": "0".repeat(32), "number": "2026-11-20-00000000",
            "draft": true, "issued": null, "amends": null, "disclosure": "internal", "created": "2026-11-20T16:41:00Z", "title": "Nothing yet",
            "language": "en", "generator": "Assay 0.1.0" },
        "cover": { "app": "App", "app_description": null, "release": "1", "title": "Nothing yet", "profile": "L1",
            "profile_title": "Essential security", "opened": { "by": "", "at": "", "entry": "" },
            "last_statement": null, "assessors": [] },
        "engagement": engagement,
        "builds": [],
        "method": { "levels": [], "link_table": { "scheme": "maswe-1",
            "source": { "code": "", "values": [], "words": "" }, "linked_tests": 0,
            "weaknesses_with_tests": 0, "weaknesses_direct": 0 },
            "limits": { "placeholder": [], "deprecated": [], "unlinked": [], "sentences": [] } },
        "summary": { "sentences": [], "builds": [], "attention": [], "findings": [], "lowered": 0, "concluded": 0 },
        "readiness": { "ready": false, "sentence": "Not ready.", "as_of": "2026-11-20", "gate": [], "reasons": [],
            "waived": [], "due": null, "decisions": [] },
        "findings": [], "waivers": [], "sign_offs": [], "crosswalk": [],
        "groups": [], "units": [], "evidence": [], "catalogues": [], "attribution": [],
        "ledger": { "workspace": "", "entries": 0, "assessment_entries": 0,
            "checkpoint": { "root": "", "at": "", "devices": [] }, "headers": [] },
    })
}

/// The sample with this many units: its own over and over, each with links of its own.
pub(crate) fn repeated(units: usize) -> Value {
    let mut data = sample();
    let originals = data["units"].as_array().expect("units").clone();
    let evidence = data["evidence"].as_array().expect("evidence").clone();
    let mut all = Vec::new();
    let mut pieces = Vec::new();
    for index in 0..units {
        let mut unit = originals[index % originals.len()].clone();
        if index >= originals.len() {
            unit["anchor"] = json!(format!("more-{index}"));
            unit["label"] = json!(format!("MASTG-TEST-{:04}", 400 + index));
        }
        let anchor = unit["anchor"].clone();
        for answer in unit["answers"].as_array_mut().expect("answers") {
            for number in answer["evidence"].as_array_mut().expect("numbers") {
                let former = usize::try_from(number.as_u64().expect("a number")).expect("a small one");
                let next = pieces.len() + 1;
                let mut piece = evidence[former - 1].clone();
                piece["number"] = json!(next);
                piece["anchor"] = json!(format!("evidence-{next}"));
                piece["used"][0]["unit"] = anchor.clone();
                pieces.push(piece);
                *number = json!(next);
            }
        }
        all.push(unit);
    }
    // The chapters print a group's units together.
    data["units"] = Value::Array(all);
    data["evidence"] = Value::Array(pieces);
    data
}

/// Sets data with the template that ships.
pub(crate) fn set(data: Value, images: Vec<ImageSource>, folder: &Path) -> Outcome {
    run(TemplateSource::BuiltIn("assessment".to_owned()), data, images, folder)
}

pub(crate) fn run(template: TemplateSource, data: Value, images: Vec<ImageSource>, folder: &Path) -> Outcome {
    with(template, data, images, (Look::default(), Vec::new()), folder)
}

pub(crate) fn with_look(
    template: TemplateSource,
    data: Value,
    images: Vec<ImageSource>,
    look: Look,
    folder: &Path,
) -> Outcome {
    with(template, data, images, (look, Vec::new()), folder)
}

/// As [`run`], with files that go into the PDF.
pub(crate) fn run_with(
    template: TemplateSource,
    data: Value,
    images: Vec<ImageSource>,
    attachments: Vec<Attachment>,
    folder: &Path,
) -> Outcome {
    with(template, data, images, (Look::default(), attachments), folder)
}

fn with(
    template: TemplateSource,
    data: Value,
    images: Vec<ImageSource>,
    (look, attachments): (Look, Vec<Attachment>),
    folder: &Path,
) -> Outcome {
    let path = folder.join("report.pdf");
    let mut events = Vec::new();
    let request = Request {
        template,
        data: DataSource::Inline(data),
        images,
        attachments,
        output: path.clone(),
        memory_limit: None,
        time_limit: None,
        look,
    };
    let result = produce(request, &mut |event| events.push(event));
    Outcome { result, events, path }
}

/// A template of the user's with just this main file.
pub(crate) fn template(folder: &Path, main: &str) -> TemplateSource {
    let place = folder.join("template");
    std::fs::create_dir_all(&place).expect("a folder");
    std::fs::write(place.join("main.typ"), main).expect("a file");
    TemplateSource::Folder(place)
}

/// Stores a picture's bytes under their digest.
pub(crate) fn stored(folder: &Path, bytes: &[u8]) -> ImageSource {
    let sha256 = hex::encode(Sha256::digest(bytes));
    let path = folder.join(&sha256);
    std::fs::write(&path, bytes).expect("a picture");
    ImageSource { sha256, path }
}

/// A screenshot-like picture of this size.
pub(crate) fn screenshot(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let bar = y < height / 14;
        let row = (y / (height / 18).max(1)).is_multiple_of(2) && x > width / 10 && x < width * 8 / 10;
        match (bar, row) {
            (true, _) => image::Rgb([11, 92, 99]),
            (_, true) => image::Rgb([214, u8::try_from(x * 60 / width + 150).unwrap_or(255), 224]),
            _ => image::Rgb([250, 251, 252]),
        }
    });
    encoded(&image::DynamicImage::ImageRgb8(picture), image::ImageFormat::Png)
}

pub(crate) fn encoded(picture: &image::DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture can be encoded");
    bytes.into_inner()
}

/// Puts pictures into the sample's figures, in turn.
pub(crate) fn with_pictures(mut data: Value, pictures: &[ImageSource]) -> Value {
    let mut turn = pictures.iter().cycle();
    for piece in data["evidence"].as_array_mut().expect("evidence") {
        if piece["content"]["figure"].is_object() {
            piece["content"]["sha256"] = json!(turn.next().expect("a picture").sha256);
        }
    }
    data
}

/// Asserts that a file is archivable and accessible, by an independent reader.
pub(crate) fn assert_valid(pdf: &[u8]) {
    use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(pdf, &options).expect("it can be read");
        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
        let lengths_only = failures.iter().all(|failure| failure.starts_with(LENGTHS)) && lengths_hold(pdf);
        assert!(report.is_compliant || lengths_only, "{profile:?}: {failures:#?}");
    }
}

/// The one rule in which the reader errs: it takes a carriage return that ends a stream's own bytes for a part of the
/// line end after them. [`lengths_hold`] looks for itself.
pub(crate) const LENGTHS: &str = "[ISO 19005-3:2012:6.1.7.1:1]";

/// Whether after every stream's bytes, as many as its dictionary says, a line end and `endstream` follow.
fn lengths_hold(pdf: &[u8]) -> bool {
    let find = |from: usize, wanted: &[u8]| {
        pdf[from..].windows(wanted.len()).position(|window| window == wanted).map(|at| from + at)
    };
    let mut at = 0;
    let mut streams = 0;
    while let Some(begin) = find(at, b"/Length ") {
        let digits: String =
            pdf[begin + 8..].iter().take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
        let Some(start) = find(begin, b"\nstream\n") else { break };
        let end = start + 8 + digits.parse::<usize>().expect("a length");
        if !pdf[end..].starts_with(b"\nendstream") {
            return false;
        }
        streams += 1;
        at = end;
    }
    streams > 0
}

/// What a tool says about a file; none, with a line that says so, where the tool is missing.
pub(crate) fn tool(name: &str, arguments: &[&str], path: &Path) -> Option<String> {
    let mut command = Command::new(name);
    for argument in arguments {
        if *argument == "FILE" {
            command.arg(path);
        } else {
            command.arg(argument);
        }
    }
    let Ok(output) = command.output() else {
        println!("skipped: {name} is not installed");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}{errors}");
    Some(said)
}

/// The text of a file with its runs of blanks and our break places made one, as a reader would copy it.
pub(crate) fn text(path: &Path) -> Option<String> {
    let text = tool("pdftotext", &["FILE", "-"], path)?;
    let text: String = text.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{2068}' | '\u{2069}')).collect();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
