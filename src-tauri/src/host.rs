//! What only a desktop can do for the page: dialogs, showing an exported report, opening a link outside.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use assay_commands::{CommandError, RawBytes, Reply};
use assay_messages::said;
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{Manager, Url, Webview, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath, MessageDialogButtons};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use crate::{Desk, clipboard, outside, scripted};

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
    Versions,
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
    ("host_versions", HostCommand::Versions),
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
            said!("The window asked for something that cannot be read: {problem}.", problem),
            "Please report this as a defect of Assay.",
        )
    })?;
    let answer = match command {
        HostCommand::PickFiles => Ok(json!(pick_files(&webview, &wish).await)),
        HostCommand::PickFolder => Ok(json!(pick_folder(&webview, &wish).await)),
        HostCommand::SavePath => Ok(json!(save_path(&webview, &wish).await)),
        HostCommand::OpenExported => {
            let path = exported(&webview, &wish.path)?;
            if !outside::open(&webview, &path.display().to_string()).await {
                return Err(cannot_show(
                    &path,
                    "Nothing on this computer opens PDF files.",
                    &said!(
                        "The report is complete. Install a PDF viewer, or take {path} elsewhere.",
                        path = path.display()
                    ),
                ));
            }
            Ok(Value::Null)
        }
        HostCommand::RevealExported => {
            let path = exported(&webview, &wish.path)?;
            reveal(&webview, &path).await?;
            Ok(Value::Null)
        }
        HostCommand::OpenLink => open_link(&webview, &wish.url).await.map(Value::Bool),
        HostCommand::SetTitle => {
            // A title that cannot be set costs nobody anything.
            let _ = webview.window().set_title(if wish.title.is_empty() { "Assay" } else { &wish.title });
            Ok(Value::Null)
        }
        HostCommand::Versions => {
            let webview = tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned());
            Ok(json!({ "Tauri": tauri::VERSION, "Web view": webview }))
        }
        HostCommand::ClipboardImage => {
            let bytes = clipboard::image(&webview).await;
            return Ok(Reply::Raw(RawBytes { bytes, media_type: "image/png" }));
        }
    };
    answer.map(Reply::Json)
}

/// The folder that the next file dialog starts in: where the last choice was, at first the user's own.
#[derive(Debug, Default)]
pub(crate) struct LastFolder(Mutex<Option<PathBuf>>);

impl LastFolder {
    fn remember(&self, chosen: &Path, is_folder: bool) {
        let folder = if is_folder { Some(chosen) } else { chosen.parent() };
        if let (Some(folder), Ok(mut last)) = (folder, self.0.lock()) {
            *last = Some(folder.to_owned());
        }
    }

    fn get(&self) -> Option<PathBuf> {
        self.0.lock().ok()?.clone().filter(|folder| folder.is_dir())
    }
}

/// A file dialog over the window, in the folder where work is going on. Left to itself, GTK starts with a list of recent
/// files that is empty for most.
fn file_dialog(webview: &Webview, wish: &Wish) -> FileDialogBuilder<Wry> {
    let dialog = webview.dialog().file().set_title(&wish.title).set_parent(&webview.window());
    let asked = wish.start.clone().filter(|folder| folder.is_dir());
    let last = || webview.state::<Desk>().last_folder.get();
    match asked.or_else(last).or_else(|| webview.path().home_dir().ok()) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

fn remember_folder(webview: &Webview, chosen: Option<&String>, is_folder: bool) {
    if let Some(chosen) = chosen {
        webview.state::<Desk>().last_folder.remember(Path::new(chosen), is_folder);
    }
}

async fn pick_files(webview: &Webview, wish: &Wish) -> Vec<String> {
    if let Some(answer) = scripted::answer() {
        return serde_json::from_value(answer).unwrap_or_default();
    }
    let (tell, told) = oneshot::channel();
    let dialog = file_dialog(webview, wish);
    let answered = move |paths: Option<Vec<FilePath>>| {
        // Nobody waits any more when the page was reloaded.
        let _ = tell.send(paths.unwrap_or_default());
    };
    if wish.multiple {
        dialog.pick_files(answered);
    } else {
        dialog.pick_file(move |path| answered(path.map(|path| vec![path])));
    }
    let chosen: Vec<String> = told.await.unwrap_or_default().into_iter().filter_map(text).collect();
    remember_folder(webview, chosen.first(), false);
    chosen
}

async fn pick_folder(webview: &Webview, wish: &Wish) -> Option<String> {
    if let Some(answer) = scripted::answer() {
        return serde_json::from_value(answer).unwrap_or_default();
    }
    let (tell, told) = oneshot::channel();
    file_dialog(webview, wish).set_can_create_directories(true).pick_folder(move |path| {
        let _ = tell.send(path);
    });
    let chosen = told.await.ok().flatten().and_then(text);
    remember_folder(webview, chosen.as_ref(), true);
    chosen
}

async fn save_path(webview: &Webview, wish: &Wish) -> Option<String> {
    if let Some(answer) = scripted::answer() {
        return serde_json::from_value(answer).unwrap_or_default();
    }
    let (tell, told) = oneshot::channel();
    let mut dialog = file_dialog(webview, wish).set_file_name(&wish.name);
    if let Some(extension) = &wish.extension {
        dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
    }
    dialog.save_file(move |path| {
        let _ = tell.send(path);
    });
    let chosen = told.await.ok().flatten().and_then(text);
    remember_folder(webview, chosen.as_ref(), false);
    chosen
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
    if agreed && !outside::open(webview, link.as_str()).await {
        return Err(CommandError::new(
            "desktop.cannot_open_link",
            "Nothing on this computer opens this link.",
            said!("Copy it into a browser: {link}", link),
        ));
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

/// Shows the file in its folder, or at least the folder.
async fn reveal(webview: &Webview, path: &Path) -> Result<(), CommandError> {
    let Err(problem) = webview.opener().reveal_item_in_dir(path) else { return Ok(()) };
    let folder = path.parent().unwrap_or(path);
    if outside::open(webview, &folder.display().to_string()).await {
        return Ok(());
    }
    // The desktop's own words are for whoever looks into why, not for the user.
    eprintln!("no file manager: {problem}");
    Err(cannot_show(
        path,
        "No file manager answers on this computer.",
        &said!("The report is {path}.", path = path.display()),
    ))
}

fn cannot_show(path: &Path, message: &str, next_step: &str) -> CommandError {
    CommandError::new("desktop.cannot_show", message, next_step).about(path)
}

fn text(path: FilePath) -> Option<String> {
    path.into_path().ok().and_then(|path| path.to_str().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_dialog_starts_where_the_last_choice_was() {
        let home = tempfile::tempdir().expect("a folder");
        let last = LastFolder::default();
        assert_eq!(last.get(), None);
        last.remember(&home.path().join("wallet.apk"), false);
        assert_eq!(last.get().as_deref(), Some(home.path()));
        last.remember(&home.path().join("gone"), true);
        assert_eq!(last.get(), None, "a folder that is gone is not offered");
    }

    #[test]
    fn only_what_was_exported_is_known() {
        let exported = Exported::default();
        exported.remember(&json!({"path": "/tmp/report.pdf", "pages": 3}));
        exported.remember(&json!({"pages": 3}));
        assert!(exported.knows(Path::new("/tmp/report.pdf")));
        assert!(!exported.knows(Path::new("/tmp/other.pdf")));
    }
}
