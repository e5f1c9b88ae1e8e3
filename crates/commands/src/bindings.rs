//! The registry as TypeScript: `ui/src/lib/api/bindings.ts`.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use crate::registry::{Command, CommandInfo, CommandVisitor, Raw};
use crate::{CommandError, Progress, list};

const HEAD: &str = "\
// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

";

/// The text of `ui/src/lib/api/bindings.ts`: every type, then the table of commands.
///
/// # Panics
/// When two types of the same name differ: TypeScript has one room for names, so one must be renamed.
pub fn typescript() -> String {
    // Every 64-bit number here is far below 2^53, and JSON carries it as a number.
    let mut collected = Collected { config: Config::new().with_large_int("number"), ..Collected::default() };
    collected.visit::<CommandError>();
    collected.visit::<Progress>();
    list::visit_commands(&mut collected);
    let mut text = String::from(HEAD);
    for declaration in collected.types.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str("/** Every command with its input and output. */\nexport interface Commands {\n");
    text.push_str(&collected.commands);
    text.push_str("}\n\n/** A command's name. */\nexport type CommandName = keyof Commands;\n");
    for (name, doc, keep) in [
        ("LONG_COMMANDS", "Those that report progress and can be cancelled.", long as fn(&CommandInfo) -> bool),
        ("RAW_INPUT_COMMANDS", "Those that take a raw body beside their input.", |it| it.raw == Raw::In),
        ("RAW_OUTPUT_COMMANDS", "Those that answer raw bytes.", |it| it.raw == Raw::Out),
    ] {
        let names: Vec<String> =
            list::COMMANDS.iter().filter(|it| keep(it)).map(|it| format!("'{}'", it.name)).collect();
        let _ = write!(
            text,
            "\n/** {doc} */\nexport const {name}: readonly CommandName[] = [\n  {}\n];\n",
            names.join(",\n  ")
        );
    }
    text
}

/// The text of `crates/commands/commands.json`: the list for build scripts that can't compile this crate.
pub fn commands_json() -> String {
    let mut text = serde_json::to_string_pretty(list::COMMANDS).unwrap_or_default();
    text.push('\n');
    text
}

/// Puts one-line comments on one line and members on lines of their own.
fn tidy(declaration: &str) -> String {
    let lines: Vec<&str> = declaration.lines().map(str::trim).collect();
    let mut text = String::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < lines.len() {
        let indent = "  ".repeat(depth);
        if let ["/**", said, "*/", ..] = &lines[at..] {
            let _ = writeln!(text, "{indent}/** {} */", said.trim_start_matches("* "));
            at += 3;
            continue;
        }
        let line = lines[at];
        let opened = line.matches('{').count();
        let closed = line.matches('}').count();
        if depth > 0 && depth + opened == closed && line.ends_with("};") && !line.starts_with('}') {
            let _ = writeln!(text, "{indent}{}\n}};", line.trim_end_matches("};").trim_end());
        } else {
            let _ = writeln!(text, "{indent}{line}");
        }
        depth = (depth + opened).saturating_sub(closed);
        at += 1;
    }
    text
}

/// The declaration without its comments.
fn without_comments(declaration: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in declaration.lines() {
        inside |= line.trim_start().starts_with("/**");
        if !inside {
            text.push_str(line);
            text.push('\n');
        }
        inside &= !line.trim_end().ends_with("*/");
    }
    text
}

fn long(info: &CommandInfo) -> bool {
    info.long
}

#[derive(Default)]
struct Collected {
    config: Config,
    seen: HashSet<std::any::TypeId>,
    types: BTreeMap<String, String>,
    commands: String,
}

impl Collected {
    fn command(&mut self, info: CommandInfo, input: &str, output: &str) {
        let _ =
            writeln!(self.commands, "  /** {} */\n  {}: {{ input: {input}; output: {output} }};", info.doc, info.name);
    }
}

impl TypeVisitor for Collected {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(std::any::TypeId::of::<T>()) {
            return;
        }
        // Only declared types have a place of their own; others (lists, options) are written where they are used.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let docs = T::docs().unwrap_or_default();
            let mut declaration = tidy(&format!("{docs}export {}", T::decl(&self.config)));
            // Inputs say what they are by the command's own comment and by their names; the file stays readable.
            if name.ends_with("Input") {
                declaration = without_comments(&declaration);
            }
            if let Some(former) = self.types.insert(name.clone(), declaration.clone()) {
                assert_eq!(former, declaration, "two types are called {name} in TypeScript");
            }
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl CommandVisitor for Collected {
    fn command<I: Command, O: TS + 'static>(&mut self) {
        self.visit::<I>();
        self.visit::<O>();
        let (input, output) = (I::name(&self.config), O::name(&self.config));
        Collected::command(self, I::INFO, &input, &output);
    }

    fn raw_out<I: Command>(&mut self) {
        self.visit::<I>();
        let input = I::name(&self.config);
        Collected::command(self, I::INFO, &input, "ArrayBuffer");
    }
}
