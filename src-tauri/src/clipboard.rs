//! A screenshot on the clipboard. WebKitGTK gives the page's `paste` event no images (tried with 2.50: its list of items
//! is empty), so the UI asks the host when a paste brought nothing else.

#[cfg(target_os = "linux")]
use tauri::Manager;
use tauri::Webview;

/// The clipboard's image as PNG; empty when there is none.
#[cfg(target_os = "linux")]
pub(crate) async fn image(webview: &Webview) -> Vec<u8> {
    let (tell, told) = tokio::sync::oneshot::channel();
    // GTK is asked on its own thread, and answers there once the program that owns the clipboard has delivered.
    let asked = webview.app_handle().run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
        clipboard.request_image(move |_, image| {
            let png = image.and_then(|image| image.save_to_bufferv("png", &[]).ok());
            // Nobody waits any more when the page was reloaded.
            let _ = tell.send(png.unwrap_or_default());
        });
    });
    if asked.is_err() { Vec::new() } else { told.await.unwrap_or_default() }
}

/// Elsewhere the page's own `paste` event has the image.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn image(_webview: &Webview) -> Vec<u8> {
    Vec::new()
}
