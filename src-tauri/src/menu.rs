//! The native menus. An item says what is wanted (`assay:menu` with its action); the UI does it, as for its own buttons
//! and keys, so that there is one way for everything.

use assay_messages::{in_words, noted};
use serde::Serialize;
use tauri::menu::{Menu, MenuEvent, MenuItemBuilder, PredefinedMenuItem, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Wry};

/// The event's name.
pub(crate) const EVENT: &str = "assay:menu";

/// What the UI is told.
#[derive(Debug, Clone, Serialize)]
struct MenuChoice<'a> {
    action: &'a str,
}

/// A line of a menu: action, text, key.
type Line = (&'static str, &'static str, Option<&'static str>);

const SEPARATOR: Line = ("", "", None);

const FILE: &[Line] = &[
    ("new_workspace", noted!("New workspace…"), Some("CmdOrCtrl+N")),
    ("open_workspace", noted!("Open workspace…"), Some("CmdOrCtrl+O")),
    ("open_example", noted!("Open the example"), None),
    ("close_workspace", noted!("Close workspace"), Some("CmdOrCtrl+W")),
    SEPARATOR,
    ("export_report", noted!("Export report…"), Some("CmdOrCtrl+E")),
    SEPARATOR,
    ("quit", noted!("Quit Assay"), Some("CmdOrCtrl+Q")),
];

// No keys here: Ctrl-Z belongs to the text that one is writing, and `u` and Ctrl-K are the UI's own.
const EDIT: &[Line] = &[
    ("undo", noted!("Undo last step"), None),
    ("redo", noted!("Redo"), None),
    ("palette", noted!("Search or command…"), None),
];

const VIEW: &[Line] = &[
    ("go_board", noted!("Board"), Some("CmdOrCtrl+B")),
    ("go_checklist", noted!("Checklist"), Some("CmdOrCtrl+1")),
    ("go_verdicts", noted!("Verdicts"), Some("CmdOrCtrl+2")),
    ("go_evidence", noted!("Evidence"), Some("CmdOrCtrl+3")),
    ("go_report", noted!("Report"), Some("CmdOrCtrl+4")),
    ("go_history", noted!("History"), Some("CmdOrCtrl+5")),
    ("go_standards", noted!("Standards"), Some("CmdOrCtrl+6")),
    SEPARATOR,
    ("theme", noted!("Light or dark"), None),
];

const HELP: &[Line] = &[
    ("keys", noted!("Keys"), None),
    ("tour", noted!("A short tour"), None),
    SEPARATOR,
    ("about", noted!("About Assay"), None),
];

/// Makes the menu bar.
pub(crate) fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let edit = submenu(app, noted!("Edit"), EDIT)?;
    if cfg!(target_os = "macos") {
        // Elsewhere the page itself answers these keys; on macOS only a menu does.
        edit.append(&PredefinedMenuItem::separator(app)?)?;
        edit.append(&PredefinedMenuItem::cut(app, None)?)?;
        edit.append(&PredefinedMenuItem::copy(app, None)?)?;
        edit.append(&PredefinedMenuItem::paste(app, None)?)?;
        edit.append(&PredefinedMenuItem::select_all(app, None)?)?;
    }
    Menu::with_items(
        app,
        &[
            &submenu(app, noted!("File"), FILE)?,
            &edit,
            &submenu(app, noted!("View"), VIEW)?,
            &submenu(app, noted!("Help"), HELP)?,
        ],
    )
}

fn submenu(app: &AppHandle, title: &str, lines: &[Line]) -> tauri::Result<Submenu<Wry>> {
    let mut menu = SubmenuBuilder::new(app, in_words(title));
    for (action, text, key) in lines {
        if action.is_empty() {
            menu = menu.separator();
            continue;
        }
        let mut item = MenuItemBuilder::with_id(*action, in_words(text));
        if let Some(key) = key {
            item = item.accelerator(*key);
        }
        menu = menu.item(&item.build(app)?);
    }
    menu.build()
}

/// Carries out a choice.
pub(crate) fn chosen(app: &AppHandle, event: &MenuEvent) {
    match event.id().as_ref() {
        "quit" => app.exit(0),
        action => {
            // Without a page (still starting) there is nobody to do it.
            let _ = app.emit(EVENT, MenuChoice { action });
        }
    }
}
