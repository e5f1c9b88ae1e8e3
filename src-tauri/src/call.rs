//! Calls from the page: every command of the registry, and the few that only a desktop has.
//!
//! The host's own commands take their fields as they are, see `host.rs`. A registry command arrives as
//! `{input, task?, progress?}`, where `task` is an id of the page's making that `task_cancel` names and `progress` a Tauri
//! channel. A command that takes bytes arrives as a raw body with its input, percent-encoded JSON, in the header
//! `x-assay-input`; the language of the window is in `x-assay-language`, and how it writes numbers and days in
//! `x-assay-writing`. Errors travel as they are, coded. There is no function per command: whatever the registry gains can be
//! called as soon as `capabilities/main.json` is generated again.

use std::borrow::Cow;

use assay_commands::{Call, CommandError, Progress, ProgressSink, Reply};
use assay_messages::{Reader, for_reader, reader, said};
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde_json::Value;
use tauri::http::HeaderValue;
use tauri::ipc::{Channel, Invoke, InvokeBody, InvokeError, InvokeResponseBody, JavaScriptChannelId};
use tauri::{Manager, Webview};

use crate::Desk;
use crate::host;

/// What a call of the registry carries, beside bytes.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    input: Value,
    task: Option<String>,
    progress: Option<JavaScriptChannelId>,
}

/// Answers a call. Whether it is allowed was decided before, by the capability.
pub(crate) fn handle(invoke: Invoke) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let name = message.command().to_owned();
    let webview = message.webview();
    let text = |header: &str| message.headers().get(header).map(HeaderValue::as_bytes);
    let reader = Reader::of_headers(|name| text(name).and_then(|it| std::str::from_utf8(it).ok()));
    if let (Some(command), InvokeBody::Json(wish)) = (host::find(&name), message.payload()) {
        let wish = wish.clone();
        resolver.respond_async_serialized(for_reader(reader, async move {
            answer(host::run(command, webview, wish).await)
        }));
    } else {
        let asked = read_call(message.payload(), text("x-assay-input"));
        resolver.respond_async_serialized(for_reader(reader, async move {
            answer(match asked {
                Ok((asked, body)) => registry(&webview, &name, asked, body).await,
                Err(error) => Err(error),
            })
        }));
    }
    true
}

fn answer(reply: Result<Reply, CommandError>) -> Result<InvokeResponseBody, InvokeError> {
    match reply.map_err(InvokeError::from)? {
        Reply::Json(value) => Ok(InvokeResponseBody::Json(value.to_string())),
        Reply::Raw(raw) => Ok(InvokeResponseBody::Raw(raw.bytes)),
    }
}

async fn registry(webview: &Webview, name: &str, asked: Asked, body: Option<Vec<u8>>) -> Result<Reply, CommandError> {
    let desk = webview.state::<Desk>();
    let progress = asked.progress.map_or_else(ProgressSink::none, |id| {
        let channel: Channel<Progress> = id.channel_on(webview.clone());
        ProgressSink::new(move |progress| {
            // The page that asked may be gone; the work goes on, and its result is in the ledger.
            let _ = channel.send(progress);
        })
    });
    let reply = desk
        .dispatch(Call { body, task: asked.task, reader: reader(), progress, ..Call::new(name, asked.input) })
        .await;
    if let ("report_export" | "report_reissue", Ok(Reply::Json(exported))) = (name, &reply) {
        desk.exported.remember(exported);
    }
    reply
}

fn read_call(payload: &InvokeBody, meta: Option<&[u8]>) -> Result<(Asked, Option<Vec<u8>>), CommandError> {
    match payload {
        InvokeBody::Json(value) => {
            serde_json::from_value(value.clone()).map(|asked| (asked, None)).map_err(|problem| unreadable(&problem))
        }
        InvokeBody::Raw(bytes) => {
            let input = serde_json::from_slice(&Cow::from(percent_decode(meta.unwrap_or_default())))
                .map_err(|problem| unreadable(&problem))?;
            Ok((Asked { input, task: None, progress: None }, Some(bytes.clone())))
        }
    }
}

fn unreadable(problem: &serde_json::Error) -> CommandError {
    CommandError::new(
        "desktop.bad_call",
        said!("The window asked for something that cannot be read: {problem}.", problem),
        "Close Assay and open it again; if it happens again, please report it as a defect.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_travel_with_their_input_in_a_header() {
        let (asked, body) = read_call(&InvokeBody::Raw(vec![1, 2]), Some(b"%7B%22name%22%3A%22%C3%A9.png%22%7D"))
            .expect("a raw call is read");
        assert_eq!(asked.input["name"], "é.png");
        assert_eq!(body, Some(vec![1, 2]));
    }

    #[test]
    fn a_call_that_cannot_be_read_has_a_code() {
        let error = read_call(&InvokeBody::Raw(vec![]), Some(b"%7Bno")).map(|_| ()).expect_err("no JSON");
        assert_eq!(error.code, "desktop.bad_call");
    }
}
