//! A loopback HTTP host of the commands, for tests and development only. No release links it.
//!
//! - `POST /api/<command>`: the input as JSON; the answer is a line of JSON for each progress report, then one with
//!   `result` or `error`. Commands that take bytes have them as the body and the input in the header `x-assay-input`,
//!   percent-encoded; commands that answer bytes answer them as they are.
//! - Everything else is a file of the built user interface.
//!
//! Who may call: whoever knows the token (header `x-assay-token`), from a page of this host (`Origin`), under this
//! host's own name (`Host`, so that no other name can be bound to it). See `guard.rs`.

mod api;
mod guard;
mod pages;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use assay_commands::Session;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::post;

pub use guard::Token;

/// Largest body: a pasted screenshot, not a memory dump.
const BODY_LIMIT: usize = 64 << 20;

/// What a bridge is made of.
#[derive(Debug)]
pub struct Bridge {
    /// What is open.
    pub session: Arc<Session>,
    /// Who may call.
    pub token: Token,
    /// The built user interface, if it is to be served.
    pub ui: Option<PathBuf>,
    /// Other origins whose pages may call, such as a development server's.
    pub allowed_origins: Vec<String>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Bridge {
    /// The routes.
    pub fn router(self) -> Router {
        let bridge = Arc::new(self);
        Router::new()
            .route("/api/{command}", post(api::call))
            .fallback(pages::serve)
            .layer(middleware::from_fn_with_state(Arc::clone(&bridge), guard::check))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .with_state(bridge)
    }

    /// The address to open in a browser; whoever knows it may call.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token.as_str())
    }
}
