//! An empty Tauri window: what Assay's own start is measured against (`npm run bench`).

use tauri::http::{Response, header};
use tauri::{Url, WebviewUrl, WebviewWindowBuilder};

const PAGE: &[u8] = b"<!doctype html><title>Empty</title><p id=\"there\">Empty</p>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let page = Url::parse("bare://localhost/")?;
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            let mut response = Response::new(PAGE.to_vec());
            response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html"));
            response
        })
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::CustomProtocol(page))
                .inner_size(1280.0, 820.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
