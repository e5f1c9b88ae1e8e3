//! Who may call, and the headers that every answer carries.

use std::fmt;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Bridge;

/// The header that carries the token.
const TOKEN_HEADER: &str = "x-assay-token";

/// The content security policy of the desktop without its own schemes, plus what only a header can say.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' \
    'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src \
    'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A secret made for one run.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new one from the system's randomness: 64 hexadecimal digits.
    ///
    /// # Errors
    /// When the system gives no randomness.
    #[expect(clippy::disallowed_methods, reason = "a host, and a secret that only this run knows")]
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|problem| std::io::Error::other(problem.to_string()))?;
        Ok(Self(hex::encode(bytes)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is this one, in a time that does not tell how much of it was right.
    pub(crate) fn is(&self, given: &str) -> bool {
        let (own, given) = (self.0.as_bytes(), given.as_bytes());
        own.len() == given.len() && own.iter().zip(given).fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token")
    }
}

/// Lets through what may call, and adds the headers of safety to every answer.
pub(crate) async fn check(State(bridge): State<Arc<Bridge>>, request: Request, next: Next) -> Response {
    let mut response = match refuse(&bridge, &request) {
        Some(why) => (StatusCode::FORBIDDEN, why).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

fn refuse(bridge: &Bridge, request: &Request) -> Option<&'static str> {
    let headers = request.headers();
    let host = text(headers, header::HOST.as_str());
    let port = bridge.address.port();
    let own_names = [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")];
    if !host.is_some_and(|host| own_names.iter().any(|own| own == host)) {
        return Some("unknown host");
    }
    if let Some(origin) = text(headers, header::ORIGIN.as_str()) {
        let own = own_names.iter().any(|name| origin == format!("http://{name}"));
        if !own && !bridge.allowed_origins.iter().any(|allowed| allowed == origin) {
            return Some("unknown origin");
        }
    }
    let is_call = request.uri().path().starts_with("/api/");
    if is_call && !text(headers, TOKEN_HEADER).is_some_and(|given| bridge.token.is(given)) {
        return Some("token missing or wrong");
    }
    None
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_desktops_without_its_own_schemes() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/tauri.conf.json");
        let config: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let desktop = config.pointer("/app/security/csp").and_then(|csp| csp.as_str()).unwrap();
        let shared = |policy: &str| {
            let directive = |directive: &str| {
                let words = directive.split_whitespace();
                let own = ["evidence:", "ipc:", "http://ipc.localhost", "http://evidence.localhost"];
                words.filter(|word| !own.contains(word)).collect::<Vec<_>>().join(" ")
            };
            let mut directives: Vec<String> = policy.split(';').map(directive).collect();
            directives.retain(|it| !it.is_empty() && !it.starts_with("frame-ancestors"));
            directives.sort();
            directives
        };
        assert_eq!(shared(CONTENT_SECURITY_POLICY), shared(desktop));
    }
}
