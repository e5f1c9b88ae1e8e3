//! Files dropped on the window. WebKitGTK answers drops itself, so the page never sees a usable `drop` event: the host
//! takes it and tells the UI, which listens to `assay:drop`. A test calls the same listener of the UI, see
//! `tests/desktop`.

use serde::Serialize;
use tauri::{DragDropEvent, Emitter, WebviewWindow};

/// The event's name.
pub(crate) const EVENT: &str = "assay:drop";

/// What the UI is told. The place is in CSS pixels from the upper left corner of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FileDrop {
    /// `enter`, `over`, `leave` or `drop`.
    phase: &'static str,
    /// The files, with `enter` and `drop`.
    paths: Vec<String>,
    x: f64,
    y: f64,
}

/// What to tell the UI of this event, on a screen with this scale (physical pixels per CSS pixel).
pub(crate) fn describe(event: &DragDropEvent, scale: f64) -> Option<FileDrop> {
    let (phase, paths, position) = match event {
        DragDropEvent::Enter { paths, position } => ("enter", paths.as_slice(), Some(position)),
        DragDropEvent::Over { position } => ("over", [].as_slice(), Some(position)),
        DragDropEvent::Drop { paths, position } => ("drop", paths.as_slice(), Some(position)),
        DragDropEvent::Leave => ("leave", [].as_slice(), None),
        _ => return None,
    };
    let (x, y) = position.map_or((0.0, 0.0), |place| (place.x / scale, place.y / scale));
    // A name that is no UTF-8 cannot travel to the page; such a file is added through the command line.
    let paths = paths.iter().filter_map(|path| path.to_str()).map(str::to_owned).collect();
    Some(FileDrop { phase, paths, x, y })
}

/// Tells the UI.
pub(crate) fn forward(window: &WebviewWindow, event: &DragDropEvent) {
    let scale = window.scale_factor().unwrap_or(1.0);
    if let Some(told) = describe(event, scale) {
        // The page may be gone already when the window closes; then nobody needs to know.
        let _ = window.emit(EVENT, told);
    }
}

#[cfg(test)]
mod tests {
    use super::{DragDropEvent, describe};
    use tauri::PhysicalPosition;

    #[test]
    fn a_drop_arrives_in_css_pixels() {
        let event =
            DragDropEvent::Drop { paths: vec!["/tmp/a b.png".into()], position: PhysicalPosition::new(30.0, 40.0) };
        let told = describe(&event, 2.0).expect("a drop is told");
        assert_eq!((told.phase, told.paths, told.x, told.y), ("drop", vec!["/tmp/a b.png".to_owned()], 15.0, 20.0));
    }
}
