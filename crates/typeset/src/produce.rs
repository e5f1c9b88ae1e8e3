//! From a request to a file.

use std::fs::File;
use std::io::BufReader;
use std::sync::{Arc, mpsc};
use std::thread;

use assay_messages::said;
use serde_json::Value;
use sha2::{Digest, Sha256};
use typst::diag::{SourceResult, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::ahead;
use crate::attachments;
use crate::failure::{failure, file_failure, from_diagnostics, notices};
use crate::fonts::{self, Coverage};
use crate::leads;
use crate::look;
use crate::output;
use crate::pictures::Pictures;
use crate::protocol::{DataSource, Event, Failure, Notice, Request, Stage};
use crate::template;
use crate::text::{self, Replaced};
use crate::world::ReportWorld;

/// Layout recurses over nested content, and has room for it wherever the process runs.
pub const STACK: usize = 256 << 20;

/// Sets the document and writes it. What it is doing goes to `report`.
///
/// # Errors
/// A coded failure; then the output is as it was before.
pub fn produce(request: Request, report: &mut dyn FnMut(Event)) -> Result<Event, Failure> {
    report(progress(Stage::Read, 0, None));
    let pictures = Arc::new(Pictures::new(&request.images));
    thread::scope(|scope| {
        // To make them ready takes about as long as to read and evaluate all else: it begins at once.
        let told = pictures.work(scope);
        let produced = set(request, &pictures, &told, report);
        // Where reading failed nobody wants them.
        pictures.give_up();
        produced
    })
}

/// Reads what is asked for, sets it and writes it. Each picture that is ready sends a word through `told`.
fn set(
    request: Request,
    pictures: &Arc<Pictures>,
    told: &mpsc::Receiver<()>,
    report: &mut dyn FnMut(Event),
) -> Result<Event, Failure> {
    let mut template = template::read(&request.template)?;
    let mut data = read_data(request.data)?;
    let chosen = look::read(&request.look)?;
    let mut fonts = chosen.fonts;
    fonts.extend(fonts::bundled());
    let mut replaced = Replaced::new();
    text::printable(&mut data, &Coverage::of(&fonts), &mut replaced);
    if let Some(notice) = about_characters(&replaced) {
        report(Event::Notice(notice));
    }
    let identity = Identity::read(&data)?;

    let mut files = chosen.files;
    files.insert("data.json".to_owned(), to_json(&data)?);
    drop(data);
    attachments::add(&request.attachments, &mut template, &mut files, &mut |notice| report(Event::Notice(notice)));

    let today = identity.created.and_then(|at| Datetime::from_ymd(at.year()?, at.month()?, at.day()?));
    let world = ReportWorld::new(template, files, fonts, today, Arc::clone(pictures))?;
    let compiled = compile(&world, told, report)?;
    for notice in pictures.refused() {
        report(Event::Notice(notice));
    }
    for notice in notices(&world, &compiled.warnings) {
        report(Event::Notice(notice));
    }
    let mut document = compiled.output.map_err(|errors| from_diagnostics(&world, &errors))?;
    let pages = document.pages().len() as u64;

    report(progress(Stage::Write, 0, Some(pages)));
    leads::resolve(&mut document);
    let pdf = typst_pdf::pdf(&document, &options(&identity)?).map_err(|errors| from_diagnostics(&world, &errors))?;
    let sha256 = thread::scope(|scope| {
        let sha256 = scope.spawn(|| hex::encode(Sha256::digest(&pdf)));
        output::write(&request.output, &pdf)?;
        sha256
            .join()
            .map_err(|_| failure("digest", "Reading the document broke off.", "This is a fault of Assay: report it."))
    })?;
    report(progress(Stage::Write, pages, Some(pages)));
    // The process ends now, and need not take down page by page what it has built.
    std::mem::forget((document, world));
    Ok(Event::Done { pages, size: pdf.len() as u64, sha256 })
}

/// Lays the document out, while the last pictures that it shows are made ready beside it.
fn compile(
    world: &ReportWorld,
    told: &mpsc::Receiver<()>,
    report: &mut dyn FnMut(Event),
) -> Result<Warned<SourceResult<PagedDocument>>, Failure> {
    let pictures = world.pictures();
    thread::scope(|scope| {
        let layout = move || {
            ahead::evaluate(world);
            let compiled = typst::compile::<PagedDocument>(world);
            pictures.give_up();
            compiled
        };
        let layout = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, layout).map_err(|error| {
            failure(
                "thread",
                said!("No thread could be started: {error}.", error),
                "Close other programs and try again.",
            )
        })?;
        let total = pictures.count() as u64;
        if total > 0 {
            for done in 0.. {
                report(progress(Stage::Images, done, Some(total)));
                if told.recv().is_err() {
                    break;
                }
            }
        }
        report(progress(Stage::Layout, 0, None));
        layout.join().map_err(|_| {
            failure("layout", "Laying out the document broke off.", "This is a fault of Assay: report it.")
        })
    })
}

fn progress(stage: Stage, done: u64, total: Option<u64>) -> Event {
    Event::Progress { stage, done, total }
}

fn read_data(source: DataSource) -> Result<Value, Failure> {
    let path = match source {
        DataSource::Inline(value) => return Ok(value),
        DataSource::File(path) => path,
    };
    let file = File::open(&path).map_err(|error| {
        let message = said!("The report's data could not be read: {error}.", error);
        file_failure("data_unreadable", &path, message, "Check that the file exists and that you may read it.")
    })?;
    serde_json::from_reader(BufReader::new(file)).map_err(|error| Failure {
        line: u32::try_from(error.line()).ok(),
        column: u32::try_from(error.column()).ok(),
        ..file_failure(
            "data_malformed",
            &path,
            said!("The report's data is no JSON: {error}.", error),
            "Make the data anew.",
        )
    })
}

fn to_json(value: &Value) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(value).map_err(|error| {
        failure("data_malformed", said!("The data cannot be written: {error}.", error), "Make it anew.")
    })
}

/// What the file is known by, from the data's `document`.
struct Identity {
    id: String,
    generator: String,
    created: Option<Datetime>,
}

impl Identity {
    fn read(data: &Value) -> Result<Self, Failure> {
        let field = |name: &str| data.pointer(&format!("/document/{name}")).and_then(Value::as_str);
        let (Some(id), Some(created)) = (field("id"), field("created")) else {
            return Err(failure(
                "data_malformed",
                "The data has no document.id or document.created, from which the file gets its id and date.",
                "Add both to the data.",
            ));
        };
        let created = instant(created).ok_or_else(|| {
            let message = said!("\"{created}\" is no time of the form 2026-11-22T08:00:00Z.", created);
            failure("data_malformed", message, "Give document.created in UTC.")
        })?;
        let generator = field("generator").unwrap_or("Assay").to_owned();
        Ok(Self { id: id.to_owned(), generator, created: Some(created) })
    }
}

/// Reads `2026-11-22T08:00:00Z`, with or without fractions of a second.
fn instant(text: &str) -> Option<Datetime> {
    let text = text.strip_suffix('Z')?;
    let (day, time) = text.split_once('T')?;
    let (time, _fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut day = day.splitn(3, '-');
    let mut time = time.splitn(3, ':');
    Datetime::from_ymd_hms(
        day.next()?.parse().ok()?,
        day.next()?.parse().ok()?,
        day.next()?.parse().ok()?,
        time.next()?.parse().ok()?,
        time.next()?.parse().ok()?,
        time.next()?.parse().ok()?,
    )
}

fn options(identity: &Identity) -> Result<PdfOptions, Failure> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| failure("standards", error.message().to_string(), "This is a fault of Assay: report it."))?;
    Ok(PdfOptions {
        ident: Smart::Custom(identity.id.clone()),
        creator: Smart::Custom(Some(identity.generator.clone())),
        timestamp: identity.created.map(Timestamp::new_utc),
        standards,
        tagged: true,
        ..PdfOptions::default()
    })
}

fn about_characters(replaced: &Replaced) -> Option<Notice> {
    let count: u64 = replaced.values().sum();
    let listed: Vec<String> = replaced.keys().take(20).map(|it| format!("U+{:04X}", u32::from(*it))).collect();
    (count > 0).then(|| Notice {
        code: "typeset.characters_written_out".to_owned(),
        message: said!(
            "{count} characters have no glyph in the bundled fonts or none at all, and are written out.",
            count
        ),
        subject: listed.join(" "),
    })
}
