//! How the web view paints where there is no graphics processor: virtual machines, remote desktops.
//!
//! WebKitGTK composes a window from layers in OpenGL. Without a graphics processor that is done by the processor for the
//! whole window at every change, and a key press takes longer to be seen than anything Assay does. Painting only what has
//! changed, as WebKitGTK does without that renderer, was measured at a fifth (`npm run bench -- window`).

use std::path::Path;

/// What WebKitGTK is told by.
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Chooses before WebKit starts. Whoever set the variable, to `0` too, has chosen already.
pub(crate) fn choose() {
    if cfg!(target_os = "linux") && std::env::var_os(VARIABLE).is_none() && !can_render(Path::new("/dev/dri")) {
        // SAFETY: this is the first that `main` does, so no other thread is there to read the environment meanwhile.
        #[expect(unsafe_code, reason = "WebKit can be told in no other way")]
        unsafe {
            std::env::set_var(VARIABLE, "1");
        }
    }
}

/// Whether the kernel offers a device that draws.
fn can_render(devices: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(devices) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::can_render;

    #[test]
    fn a_device_that_draws_is_told_from_one_that_only_shows() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!can_render(&folder.path().join("none")), "there is no graphics at all");
        std::fs::write(folder.path().join("card0"), "").expect("a file");
        assert!(!can_render(folder.path()), "a screen of a virtual machine shows only");
        std::fs::write(folder.path().join("renderD128"), "").expect("a file");
        assert!(can_render(folder.path()));
    }
}
