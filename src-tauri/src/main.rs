//! The desktop host: window, menus, dialogs, file drop. Thin: what it is asked goes to the registry of commands.
//!
//! `assay-desktop [--workspace DIR | PATH]`, where PATH is a workspace's folder or the `assay.db` in it (what a file
//! manager hands over); `ASSAY_HOME` is the folder of the user's identity and settings, `ASSAY_WORKSPACE`
//! a workspace to open at the start. To let the page call something new, add it to the registry (crates/commands) or to
//! [`host::HOST_COMMANDS`] and generate the capability again: `npm run bindings`.

mod call;
mod clipboard;
mod drop;
mod evidence;
mod host;
mod menu;
mod outside;
mod painting;
mod scripted;
mod window;

use std::path::{Path, PathBuf};

use assay_commands::{Call, CommandError, Reply, Session};
use serde_json::json;
use tauri::{App, AppHandle, Manager, RunEvent, WindowEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tokio::sync::watch;

/// What the window's calls share.
pub(crate) struct Desk {
    session: Session,
    pub(crate) exported: host::Exported,
    pub(crate) last_folder: host::LastFolder,
    home: PathBuf,
    /// Whether the workspace that was asked for at the start is open (or could not be opened).
    begun: watch::Sender<bool>,
}

impl Desk {
    /// Carries out a command. Those that come while the workspace of the start is still being opened wait for it, so
    /// that the window and the workspace get ready side by side.
    pub(crate) async fn dispatch(&self, call: Call) -> Result<Reply, CommandError> {
        // The sender lives as long as this does, so the wait can only end with what it waits for.
        let _ = self.begun.subscribe().wait_for(|begun| *begun).await;
        self.session.dispatch(call).await
    }
}

fn main() {
    painting::choose();
    let asked = match workspace_argument(std::env::args_os().skip(1)) {
        Ok(asked) => asked,
        Err(usage) => {
            eprintln!("{usage}");
            std::process::exit(2);
        }
    };
    let home = match assay_commands::default_home() {
        Ok(home) => home,
        Err(error) => {
            eprintln!("{} {}", error.message, error.next_step);
            std::process::exit(1);
        }
    };
    let begun = watch::Sender::new(asked.is_none());
    let desk = Desk {
        session: Session::new(&home),
        exported: host::Exported::default(),
        last_folder: host::LastFolder::default(),
        home,
        begun,
    };
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .manage(desk)
        .menu(menu::build)
        .on_menu_event(|app, event| menu::chosen(app, &event))
        .register_asynchronous_uri_scheme_protocol(evidence::SCHEME, |context, request, responder| {
            evidence::serve(context.app_handle(), &request, responder);
        })
        .invoke_handler(call::handle)
        .setup(move |app| {
            start(app, asked)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|app, event| on_event(app, &event)),
        Err(problem) => {
            eprintln!("Assay could not be started: {problem}.");
            std::process::exit(1);
        }
    }
}

/// The folder after `--workspace`, else the place that a file manager hands over, else that of `ASSAY_WORKSPACE`.
fn workspace_argument(mut args: impl Iterator<Item = std::ffi::OsString>) -> Result<Option<PathBuf>, &'static str> {
    const USAGE: &str = "usage: assay-desktop [--workspace DIR | PATH]";
    let mut asked = std::env::var_os("ASSAY_WORKSPACE").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    while let Some(arg) = args.next() {
        let dir = if arg == "--workspace" {
            PathBuf::from(args.next().ok_or(USAGE)?)
        } else if arg.to_string_lossy().starts_with('-') {
            return Err(USAGE);
        } else {
            folder_of(PathBuf::from(arg))
        };
        asked = Some(dir);
    }
    Ok(asked)
}

/// The workspace of a path: the folder of its database, or the path itself.
fn folder_of(path: PathBuf) -> PathBuf {
    let is_database = path.file_name().is_some_and(|name| name == "assay.db");
    match path.parent() {
        Some(folder) if is_database && folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) if is_database => folder.to_owned(),
        _ => path,
    }
}

/// Opens the window, and the workspace that was asked for beside it.
fn start(app: &App, asked: Option<PathBuf>) -> tauri::Result<()> {
    let desk = app.state::<Desk>();
    if let Some(dir) = asked {
        let app = app.handle().clone();
        tauri::async_runtime::spawn(async move {
            let desk = app.state::<Desk>();
            let dir = std::path::absolute(&dir).unwrap_or(dir);
            let opened = desk.session.dispatch(Call::new("workspace_open", json!({ "dir": dir }))).await;
            desk.begun.send_replace(true);
            if let Err(error) = opened {
                tell(&app, &error);
            }
        });
    }
    private_folder(&desk.home);
    window::open(app.handle(), &desk.home)?;
    Ok(())
}

/// Makes the home folder, owner-only, before WebKit does with its own idea of rights. If that fails, the first thing that
/// is written there says so with its code.
fn private_folder(home: &Path) {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    let _ = folder.create(home);
}

fn tell(app: &AppHandle, error: &CommandError) {
    eprintln!("{} {} ({})", error.message, error.next_step, error.code);
    let text = format!("{}\n\n{}", error.message, error.next_step);
    app.dialog().message(text).title("Assay").kind(MessageDialogKind::Warning).show(|_| ());
}

fn on_event(app: &AppHandle, event: &RunEvent) {
    let home = &app.state::<Desk>().home;
    match event {
        // Closed by its frame, or all at once by the menu.
        RunEvent::ExitRequested { .. } => {
            app.webview_windows().values().for_each(|window| window::remember(window, home));
        }
        RunEvent::WindowEvent { label, event, .. } => {
            let Some(window) = app.get_webview_window(label) else { return };
            match event {
                WindowEvent::CloseRequested { .. } => window::remember(&window, home),
                WindowEvent::DragDrop(event) => drop::forward(&window, event),
                _ => (),
            }
        }
        _ => (),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_named_by_its_flag_or_handed_over() {
        let args = |words: &[&str]| workspace_argument(words.iter().map(std::ffi::OsString::from));
        assert_eq!(args(&["--workspace", "/tmp/w"]), Ok(Some(PathBuf::from("/tmp/w"))));
        assert!(args(&["--workspace"]).is_err());
        assert_eq!(args(&["/tmp/w"]), Ok(Some(PathBuf::from("/tmp/w"))));
        assert_eq!(args(&["/tmp/w/assay.db"]), Ok(Some(PathBuf::from("/tmp/w"))));
        assert_eq!(args(&["assay.db"]), Ok(Some(PathBuf::from("."))));
        assert!(args(&["--elsewhere"]).is_err());
    }

    /// `capabilities/main.json` allows exactly what the registry and the host offer. `ASSAY_REGENERATE=1` writes it.
    #[test]
    fn the_capability_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities/main.json");
        let names = assay_commands::COMMANDS.iter().map(|command| command.name);
        let hosts = host::HOST_COMMANDS.iter().map(|(name, _)| *name);
        let listen = ["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned);
        let permissions: Vec<String> = listen
            .into_iter()
            .chain(names.chain(hosts).map(|name| format!("allow-{}", name.replace('_', "-"))))
            .collect();
        let capability = json!({
            "identifier": "main",
            "description": "Generated by `npm run bindings`: what the page of the window may call.",
            "windows": ["main"],
            "permissions": permissions,
        });
        let text = format!("{}\n", serde_json::to_string_pretty(&capability).expect("JSON"));
        if std::env::var_os("ASSAY_REGENERATE").is_some() {
            std::fs::write(path, text).expect("the capability is written");
        } else {
            let committed = std::fs::read_to_string(path).expect("the capability");
            assert!(
                committed == text,
                "capabilities/main.json is not what the registry offers: run `npm run bindings`"
            );
        }
    }
}
