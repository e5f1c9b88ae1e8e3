//! assay-typeset: report data and template in, PDF out. See the library for what it does.
//!
//! Without arguments it reads a request from standard input (see `protocol`); with `--page` one to draw a page of a PDF, with
//! `--words` one to write down its words. For people who write templates:
//! `assay-typeset TEMPLATE_FOLDER DATA.json OUTPUT.pdf [IMAGE_FOLDER]`, where pictures are named by their SHA-256.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use assay_messages::{Language, gathered, said, speaking_here};
use assay_typeset::failure::failure;
use assay_typeset::page;
use assay_typeset::produce::{STACK, produce};
use assay_typeset::protocol::{
    DataSource, Event, Failure, ImageSource, LANGUAGE, Look, MEMORY_LIMIT, PAGE, PageRequest, Request, TIME_LIMIT,
    TemplateSource, WORDS, WordsRequest,
};
use assay_typeset::words;

/// Layout takes and gives back memory all the time, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // What it says is for the window that asked; what it prints is in the report's language.
    let language = std::env::var(LANGUAGE).map(|tag| Language::of(&tag)).unwrap_or_default();
    if language != Language::English {
        gathered(include_str!("../../messages/messages/en.json"));
    }
    let run = move || speaking_here(language, run);
    let outcome = std::thread::Builder::new().stack_size(STACK).spawn(run).map(std::thread::JoinHandle::join);
    match outcome {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Whether there is a document now.
fn run() -> bool {
    let asked_for = |argument: &str| std::env::args_os().skip(1).eq([argument]);
    let outcome = if asked_for(WORDS) {
        from_input::<WordsRequest>().and_then(|request| {
            bound_memory(request.memory_limit.unwrap_or(MEMORY_LIMIT));
            bound_time(request.time_limit.unwrap_or(TIME_LIMIT));
            words::write_down(&request)
        })
    } else if asked_for(PAGE) {
        from_input::<PageRequest>().and_then(|request| {
            bound_memory(request.memory_limit.unwrap_or(MEMORY_LIMIT));
            page::draw(&request)
        })
    } else {
        request().and_then(|request| {
            bound_memory(request.memory_limit.unwrap_or(MEMORY_LIMIT));
            bound_time(request.time_limit.unwrap_or(TIME_LIMIT));
            produce(request, &mut |event| say(&event))
        })
    };
    match outcome {
        Ok(done) => {
            say(&done);
            true
        }
        Err(failure) => {
            say(&Event::Failed(failure));
            false
        }
    }
}

fn request() -> Result<Request, Failure> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match arguments.as_slice() {
        [] => from_input(),
        [template, data, output, rest @ ..] if rest.len() < 2 => Ok(Request {
            template: TemplateSource::Folder(template.clone()),
            data: DataSource::File(data.clone()),
            images: rest.first().map(listed).unwrap_or_default(),
            output: output.clone(),
            attachments: Vec::new(),
            memory_limit: None,
            time_limit: None,
            look: Look::default(),
        }),
        _ => Err(failure(
            "usage",
            "assay-typeset takes no argument, or TEMPLATE_FOLDER DATA.json OUTPUT.pdf [IMAGE_FOLDER].",
            "Give the folder of a template, the data and the file to write.",
        )),
    }
}

fn from_input<T: serde::de::DeserializeOwned>() -> Result<T, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| malformed(&error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| malformed(&error.to_string()))
}

/// The files of a folder whose name begins with a SHA-256.
fn listed(folder: &PathBuf) -> Vec<ImageSource> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut images: Vec<ImageSource> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let path = entry.path();
            let sha256 = path.file_stem()?.to_str()?.to_owned();
            Some(ImageSource { sha256, path })
        })
        .collect();
    images.sort_by(|left, right| left.sha256.cmp(&right.sha256));
    images
}

fn malformed(reason: &str) -> Failure {
    failure(
        "request",
        said!("The request could not be read: {reason}.", reason),
        "This is a fault of Assay: report it.",
    )
}

/// Lays a ceiling on what the process may take, so that a wild template ends this process and nothing else.
fn bound_memory(bytes: u64) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let former = getrlimit(Resource::As);
        let ceiling = former.maximum.map_or(bytes, |maximum| maximum.min(bytes));
        // Without the ceiling the work is still right, so a refusal is no failure.
        let _refused = setrlimit(Resource::As, Rlimit { current: Some(ceiling), maximum: former.maximum });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = bytes;
}

/// Ends the process after so many seconds: neither a loop without an end nor the deepest nesting outlives that.
fn bound_time(seconds: u64) {
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(seconds));
        say(&Event::Failed(failure(
            "time",
            said!("The document was not whole after {seconds} seconds, and was given up.", seconds),
            "Look for a loop without an end in the template, or take fewer builds.",
        )));
        std::process::exit(1);
    });
}

/// One line on standard output. Nobody listening means that nobody waits for the document: end.
fn say(event: &Event) {
    let Ok(mut line) = serde_json::to_string(event) else { return };
    line.push('\n');
    let mut output = std::io::stdout().lock();
    if output.write_all(line.as_bytes()).and_then(|()| output.flush()).is_err() {
        std::process::exit(1);
    }
}
