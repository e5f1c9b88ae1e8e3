//! What only a desktop can do for the page: dialogs, showing an exported report, opening a link outside.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use assay_commands::{CommandError, RawBytes, Reply};
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{Manager, Url, Webview};
use tauri_plugin_dialog::{DialogExt, FilePath, MessageDialogButtons};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use crate::{Desk, clipboard, scripted};

/// A command of the host's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HostCommand {
    PickFiles,
    PickFolder,
    SavePath,
    OpenExported,
    RevealExported,
    OpenLink,
    ClipboardImage,
    SetTitle,
}

/// The host's commands with their names, for the capability too.
pub(crate) const HOST_COMMANDS: &[(&str, HostCommand)] = &[
    ("host_pick_files", HostCommand::PickFiles),
    ("host_pick_folder", HostCommand::PickFolder),
    ("host_save_path", HostCommand::SavePath),
    ("host_open_exported", HostCommand::OpenExported),
    ("host_reveal_exported", HostCommand::RevealExported),
    ("host_open_link", HostCommand::OpenLink),
    ("host_clipboard_image", HostCommand::ClipboardImage),
    ("host_set_title", HostCommand::SetTitle),
];

/// The host's command of this name.
pub(crate) fn find(name: &str) -> Option<HostCommand> {
    HOST_COMMANDS.iter().find(|(known, _)| *known == name).map(|(_, command)| *command)
}

/// The inputs of all host commands; each uses its own fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wish {
    title: String,
    multiple: bool,
    start: Option<PathBuf>,
    name: String,
    extension: Option<String>,
    path: PathBuf,
    url: String,
}

/// Carries out a host command.
pub(crate) async fn run(command: HostCommand, webview: Webview, input: Value) -> Result<Reply, CommandError> {
    let wish: Wish = serde_json::from_value(input).map_err(|problem| {
        CommandError::new(
            "desktop.bad_call",
            format!("The window asked for something that cannot be read: {problem}."),
            "Please report this as a defect of Assay.",
        )
    })?;
    let answer = match command {
        HostCommand::PickFiles => Ok(json!(pick_files(&webview, &wish).await)),
        HostCommand::PickFolder => Ok(json!(pick_folder(&webview, &wish).await)),
        HostCommand::SavePath => Ok(json!(save_path(&webview, &wish).await)),
        HostCommand::OpenExported => {
            let path = exported(&webview, &wish.path)?;
            webview.opener().open_path(path.display().to_string(), None::<&str>).map_err(|problem| {
                cannot_show(&path, &problem, "Open it from your file manager, or install a PDF viewer.")
            })?;
            Ok(Value::Null)
        }
        HostCommand::RevealExported => {
            let path = exported(&webview, &wish.path)?;
            webview
                .opener()
                .reveal_item_in_dir(&path)
                .map_err(|problem| cannot_show(&path, &problem, "Look for it with your file manager."))?;
            Ok(Value::Null)
        }
        HostCommand::OpenLink => open_link(&webview, &wish.url).await.map(Value::Bool),
        HostCommand::SetTitle => {
            // A title that cannot be set costs nobody anything.
            let _ = webview.window().set_title(if wish.title.is_empty() { "Assay" } else { &wish.title });
            Ok(Value::Null)
        }
        HostCommand::ClipboardImage => {
            let bytes = clipboard::image(&webview).await;
            return Ok(Reply::Raw(RawBytes { bytes, media_type: "image/png" }));
        }
    };
    answer.map(Reply::Json)
}

async fn pick_files(webview: &Webview, wish: &Wish) -> Vec<String> {
    if let Some(answer) = scripted::answer() {
        return serde_json::from_value(answer).unwrap_or_default();
    }
    let (tell, told) = oneshot::channel();
    let dialog = webview.dialog().file().set_title(&wish.title).set_parent(&webview.window());
    let answered = move |paths: Option<Vec<FilePath>>| {
        // Nobody waits any more when the page was reloaded.
        let _ = tell.send(paths.unwrap_or_default());
    };
    if wish.multiple {
        dialog.pick_files(answered);
    } else {
        dialog.pick_file(move |path| answered(path.map(|path| vec![path])));
    }
    told.await.unwrap_or_default().into_iter().filter_map(text).collect()
}

async fn pick_folder(webview: &Webview, wish: &Wish) -> Option<String> {
    if let Some(answer) = scripted::answer() {
        return serde_json::from_value(answer).unwrap_or_default();
    }
    let (tell, told) = oneshot::channel();
    let mut dialog =
        webview.dialog().file().set_title(&wish.title).set_parent(&webview.window()).set_can_create_directories(true);
    if let Some(start) = &wish.start {
        dialog = dialog.set_directory(start);
    }
    dialog.pick_folder(move |path| {
        let _ = tell.send(path);
    });
    told.await.ok().flatten().and_then(text)
}

async fn save_path(webview: &Webview, wish: &Wish) -> Option<String> {
    if let Some(answer) = scripted::answer() {
        return serde_json::from_value(answer).unwrap_or_default();
    }
    let (tell, told) = oneshot::channel();
    let mut dialog =
        webview.dialog().file().set_title(&wish.title).set_file_name(&wish.name).set_parent(&webview.window());
    if let Some(extension) = &wish.extension {
        dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
    }
    dialog.save_file(move |path| {
        let _ = tell.send(path);
    });
    told.await.ok().flatten().and_then(text)
}

/// Asks, then opens a link in the user's browser or mail program. False when the user did not want to.
async fn open_link(webview: &Webview, url: &str) -> Result<bool, CommandError> {
    let allowed = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "https" | "http" | "mailto"));
    let Some(link) = allowed else {
        return Err(CommandError::new(
            "desktop.link_refused",
            "This link is not opened: only web and mail addresses are.",
            "Copy it, if you trust where it comes from.",
        ));
    };
    let agreed = match scripted::answer() {
        Some(answer) => answer == Value::Bool(true),
        None => ask_to_open(webview, &link).await,
    };
    if agreed {
        webview.opener().open_url(link.as_str(), None::<&str>).map_err(|problem| {
            CommandError::new(
                "desktop.cannot_open_link",
                format!("The link could not be opened: {problem}."),
                "Copy it into your browser.",
            )
        })?;
    }
    Ok(agreed)
}

async fn ask_to_open(webview: &Webview, link: &Url) -> bool {
    let (tell, told) = oneshot::channel();
    webview
        .dialog()
        .message(format!("This opens outside Assay:\n\n{link}"))
        .title("Open a link")
        .buttons(MessageDialogButtons::OkCancelCustom("Open".to_owned(), "Cancel".to_owned()))
        .parent(&webview.window())
        .show(move |agreed| {
            let _ = tell.send(agreed);
        });
    told.await.unwrap_or(false)
}

/// The files that this process exported: no others are opened or shown, whatever the page asks for.
#[derive(Debug, Default)]
pub(crate) struct Exported(Mutex<Vec<PathBuf>>);

impl Exported {
    /// Remembers the file that `report_export` answered.
    pub(crate) fn remember(&self, answer: &Value) {
        if let (Some(path), Ok(mut known)) = (answer["path"].as_str(), self.0.lock()) {
            known.push(PathBuf::from(path));
        }
    }

    fn knows(&self, path: &Path) -> bool {
        self.0.lock().is_ok_and(|known| known.iter().any(|exported| exported == path))
    }
}

fn exported(webview: &Webview, path: &Path) -> Result<PathBuf, CommandError> {
    if !webview.state::<Desk>().exported.knows(path) {
        return Err(CommandError::new(
            "desktop.not_exported",
            "Assay opens only the reports that it wrote itself since it was started.",
            "Export the report again, or open the file from your file manager.",
        )
        .about(path));
    }
    if !path.is_file() {
        return Err(CommandError::new(
            "desktop.exported_gone",
            "The report is no longer where it was written.",
            "Export it again.",
        )
        .about(path));
    }
    Ok(path.to_owned())
}

fn cannot_show(path: &Path, problem: &tauri_plugin_opener::Error, next_step: &str) -> CommandError {
    CommandError::new("desktop.cannot_show", format!("The report could not be shown: {problem}."), next_step)
        .about(path)
}

fn text(path: FilePath) -> Option<String> {
    path.into_path().ok().and_then(|path| path.to_str().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_exported_is_known() {
        let exported = Exported::default();
        exported.remember(&json!({"path": "/tmp/report.pdf", "pages": 3}));
        exported.remember(&json!({"pages": 3}));
        assert!(exported.knows(Path::new("/tmp/report.pdf")));
        assert!(!exported.knows(Path::new("/tmp/other.pdf")));
    }
}
