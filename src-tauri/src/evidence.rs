//! `evidence://localhost/<sha256>`: the images of the open workspace's evidence, for the page's `img` elements. The bytes
//! and their type come from the command `evidence_read`, which serves what it sniffed as an image and nothing else.

use assay_commands::{Call, Reply};
use serde_json::json;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager, UriSchemeResponder};

use crate::Desk;

/// The scheme's name.
pub(crate) const SCHEME: &str = "evidence";

/// Answers one request.
pub(crate) fn serve(app: &AppHandle, request: &Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = app.clone();
    let sha256 = request.uri().path().trim_start_matches('/').to_owned();
    tauri::async_runtime::spawn(async move {
        let desk = app.state::<Desk>();
        let reply = desk.dispatch(Call::new("evidence_read", json!({ "sha256": sha256 }))).await;
        responder.respond(match reply {
            Ok(Reply::Raw(raw)) => answer(StatusCode::OK, raw.media_type, raw.bytes),
            _ => answer(StatusCode::NOT_FOUND, "text/plain", Vec::new()),
        });
    });
}

/// A response that is taken for nothing else than its type, may run nothing, and stays in no cache.
fn answer(status: StatusCode, media_type: &str, bytes: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        if let Ok(value) = header::HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_never_sniffed_or_run() {
        let response = answer(StatusCode::OK, "image/png", vec![1]);
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], "default-src 'none'; sandbox");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "image/png");
    }
}
