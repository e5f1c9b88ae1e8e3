//! The window: its size and place are remembered between starts, in `window.json` beside the identity.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, PhysicalPosition, PhysicalSize, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

const LABEL: &str = "main";
/// Smallest size, in CSS pixels: what the interface is made for.
const SMALLEST: (f64, f64) = (800.0, 560.0);
const FIRST: (f64, f64) = (1280.0, 820.0);

/// Where the window was, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
    maximized: bool,
}

/// Opens the window.
pub(crate) fn open(app: &AppHandle, home: &Path) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Assay")
        .inner_size(FIRST.0, FIRST.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        // What the page keeps for itself (the theme, before a workspace is open) stays with the user's other files.
        .data_directory(home.join("webview"))
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .visible(false)
        .build()?;
    if let Some(place) = remembered(home) {
        restore(&window, place)?;
    }
    window.show()?;
    Ok(window)
}

/// Only the embedded page is ever shown; links go out through `host_open_link`, which asks.
fn is_own(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        "about" => true,
        _ => false,
    }
}

/// Remembers where the window is. A place that cannot be written is not worth disturbing anybody for.
pub(crate) fn remember(window: &WebviewWindow, home: &Path) {
    if let Some(text) = now(window).and_then(|place| serde_json::to_string(&place).ok()) {
        let _ = std::fs::write(file(home), text);
    }
}

fn now(window: &WebviewWindow) -> Option<Place> {
    let maximized = window.is_maximized().ok()?;
    let PhysicalPosition { x, y } = window.outer_position().ok()?;
    let PhysicalSize { width, height } = window.inner_size().ok()?;
    Some(Place { x, y, width, height, maximized })
}

fn remembered(home: &Path) -> Option<Place> {
    serde_json::from_slice(&std::fs::read(file(home)).ok()?).ok()
}

fn restore(window: &WebviewWindow, place: Place) -> tauri::Result<()> {
    window.set_size(PhysicalSize::new(place.width, place.height))?;
    // A screen that was unplugged must not keep the window out of sight.
    let visible = window.available_monitors()?.iter().any(|monitor| {
        let (corner, size) = (monitor.position(), monitor.size());
        let inside =
            |at: i32, from: i32, length: u32| at >= from && i64::from(at) < i64::from(from) + i64::from(length);
        inside(place.x, corner.x, size.width) && inside(place.y, corner.y, size.height)
    });
    if visible {
        window.set_position(PhysicalPosition::new(place.x, place.y))?;
    }
    if place.maximized {
        window.maximize()?;
    }
    Ok(())
}

fn file(home: &Path) -> PathBuf {
    home.join("window.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_embedded_page_is_shown() {
        for (url, own) in [
            ("tauri://localhost/", true),
            ("tauri://elsewhere/", false),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(is_own(&Url::parse(url).expect("a URL")), own, "{url}");
        }
    }

    #[test]
    fn a_place_that_cannot_be_read_is_none() {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(file(home.path()), "{\"x\":").expect("written");
        assert_eq!(remembered(home.path()), None);
    }
}
