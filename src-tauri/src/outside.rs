//! Handing a file, a folder or an address to the program that the user has for it, and hearing when there is none.
//!
//! The opener of Tauri starts `xdg-open` and looks no further: on a desktop without a viewer nothing would happen, and
//! nobody would say why. Here its answer is waited for.

use tauri::Webview;

/// Opens `target` (an absolute path or an address that was checked before). False where no program takes it.
#[cfg(target_os = "linux")]
pub(crate) async fn open(_webview: &Webview, target: &str) -> bool {
    use std::process::{Command, Stdio};
    use std::time::Duration;

    /// It asks several programs in turn; one that shows the file in the foreground does not end before it is closed.
    const PATIENCE: Duration = Duration::from_secs(6);
    let mut command = Command::new("xdg-open");
    command.arg(target).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return false };
    let (tell, told) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        // Waited for to the end, so that no dead process stays behind. Nobody listens any more once it showed something.
        let _ = tell.send(child.wait().is_ok_and(|status| status.success()));
    });
    tokio::time::timeout(PATIENCE, told).await.map_or(true, |answer| answer.unwrap_or(false))
}

/// Elsewhere the system itself says when nothing is registered.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn open(webview: &Webview, target: &str) -> bool {
    use tauri_plugin_opener::OpenerExt;

    if target.starts_with("http") || target.starts_with("mailto:") {
        webview.opener().open_url(target, None::<&str>).is_ok()
    } else {
        webview.opener().open_path(target, None::<&str>).is_ok()
    }
}
