//! Calls: JSON or bytes in; lines of JSON, or bytes, out.

use std::sync::Arc;

use assay_commands::{COMMANDS, Call, Cancel, CommandError, CommandInfo, ProgressSink, Raw, Reply};
use assay_messages::{Reader, said};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::Bridge;

const LINES: &str = "application/x-ndjson";

/// Carries out one call.
pub(crate) async fn call(
    State(bridge): State<Arc<Bridge>>,
    Path(command): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let info = COMMANDS.iter().find(|info| info.name == command);
    let input = match read_input(info, &headers, &body) {
        Ok(input) => input,
        Err(error) => return error_line(&error),
    };
    let mut call = Call::new(command, input);
    call.task = header_text(&headers, "x-assay-task").map(str::to_owned);
    call.reader = Reader::of_headers(|name| header_text(&headers, name));
    if info.is_some_and(|info| info.raw == Raw::In) {
        call.body = Some(body.to_vec());
    }
    if info.is_some_and(|info| info.raw == Raw::Out) {
        return match bridge.session.dispatch(call).await {
            Ok(Reply::Raw(raw)) => {
                ([(header::CONTENT_TYPE, raw.media_type), (header::CONTENT_DISPOSITION, "inline")], raw.bytes)
                    .into_response()
            }
            Ok(Reply::Json(value)) => lines(Body::from(line(&json!({ "result": value })))),
            Err(error) => error_line(&error),
        };
    }
    lines(Body::from_stream(stream_of(bridge, call)))
}

/// Runs the call beside its answer, so that progress is on its way while it works. When nobody reads any more, the
/// call is cancelled.
fn stream_of(bridge: Arc<Bridge>, mut call: Call) -> impl stream::Stream<Item = Result<String, std::io::Error>> {
    let (sender, receiver) = mpsc::unbounded_channel::<Value>();
    let reports = sender.clone();
    call.progress = ProgressSink::new(move |progress| {
        // Nobody reads any more: the call is cancelled already.
        let _ = reports.send(json!({ "progress": progress }));
    });
    let answer = Answer { receiver, cancel: call.cancel.clone() };
    tokio::spawn(async move {
        let last = match bridge.session.dispatch(call).await {
            Ok(Reply::Json(value)) => json!({ "result": value }),
            Ok(Reply::Raw(_)) => json!({ "result": null }),
            Err(error) => json!({ "error": error }),
        };
        let _ = sender.send(last);
    });
    stream::unfold(answer, |mut answer| async move {
        let value = answer.receiver.recv().await?;
        Some((Ok(line(&value)), answer))
    })
}

struct Answer {
    receiver: mpsc::UnboundedReceiver<Value>,
    cancel: Cancel,
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

fn read_input(info: Option<&CommandInfo>, headers: &HeaderMap, body: &Bytes) -> Result<Value, CommandError> {
    let bad = |problem: &dyn std::fmt::Display| {
        CommandError::new(
            "commands.bad_input",
            said!("The request is no JSON: {problem}.", problem),
            "Send the input as one JSON object.",
        )
    };
    if info.is_some_and(|info| info.raw == Raw::In) {
        let text = header_text(headers, "x-assay-input").unwrap_or_default();
        let text = percent_decode_str(text).decode_utf8().map_err(|problem| bad(&problem))?;
        return serde_json::from_str(&text).map_err(|problem| bad(&problem));
    }
    if body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(body).map_err(|problem| bad(&problem))
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn error_line(error: &CommandError) -> Response {
    lines(Body::from(line(&json!({ "error": error }))))
}

fn lines(body: Body) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, LINES)], body).into_response()
}

fn line(value: &Value) -> String {
    format!("{value}\n")
}
