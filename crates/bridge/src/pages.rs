//! The built user interface, and the token for its page.
//!
//! The page gets the token only where the address carried it (`/?token=…`) or the cookie that this set: other users
//! of the machine can reach the port, and must not find the token there. It stands in a `meta` element, which the
//! content security policy allows and no other origin can read.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::Bridge;
use crate::guard::Token;

const COOKIE: &str = "assay-bridge";

/// Answers a file of the user interface; any path without an extension is the page itself.
pub(crate) async fn serve(State(bridge): State<Arc<Bridge>>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, "only GET").into_response();
    }
    let Some(folder) = &bridge.ui else {
        return (StatusCode::NOT_FOUND, "no user interface is served here; start with --ui").into_response();
    };
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let is_page = path.is_empty() || path == "index.html" || Path::new(&path).extension().is_none();
    if is_page {
        let knows_token = knows_token(&bridge.token, &request);
        return page(&bridge, folder, knows_token).await;
    }
    drop(request);
    match inside(folder, &path) {
        Some(file) => match tokio::fs::read(&file).await {
            Ok(bytes) => ([(header::CONTENT_TYPE, media_type(&file))], bytes).into_response(),
            Err(_) => (StatusCode::NOT_FOUND, "not found").into_response(),
        },
        None => (StatusCode::NOT_FOUND, "not found").into_response(),
    }
}

async fn page(bridge: &Bridge, folder: &Path, knows_token: bool) -> Response {
    let Ok(html) = tokio::fs::read_to_string(folder.join("index.html")).await else {
        return (StatusCode::NOT_FOUND, "the folder given with --ui holds no index.html").into_response();
    };
    if !knows_token {
        return (StatusCode::FORBIDDEN, "open the address that the bridge printed, with its token").into_response();
    }
    let token = bridge.token.as_str();
    let meta = format!("<head><meta name=\"assay-token\" content=\"{token}\">");
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/");
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::SET_COOKIE, cookie.as_str())];
    (headers, html.replacen("<head>", &meta, 1)).into_response()
}

fn knows_token(token: &Token, request: &Request) -> bool {
    let query = request.uri().query().unwrap_or_default();
    let in_query = query.split('&').filter_map(|pair| pair.strip_prefix("token=")).any(|given| token.is(given));
    in_query || cookies(request.headers()).any(|(name, given)| name == COOKIE && token.is(given))
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

/// The file in the folder; none where the path would leave it.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(path))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
