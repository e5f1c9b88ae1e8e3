//! The registry as TypeScript: the files of `ui/src/lib/api/bindings/`, one for each Rust module that declares types.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use crate::registry::{Command, CommandInfo, CommandVisitor, Raw};
use crate::{CommandError, Progress, list};

const HEAD: &str = "\
// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

";

/// The file of the table of commands, without `.ts`.
const COMMANDS_FILE: &str = "commands";

/// The files of `ui/src/lib/api/bindings/`, by name. A type is in the file that is called like the Rust module that declares
/// it; `commands.ts` holds the table of commands; `index.ts` gives all of them again, and is what the UI imports.
///
/// # Panics
/// When two types of the same name differ: TypeScript has one room for names, so one must be renamed.
pub fn typescript() -> BTreeMap<String, String> {
    // Every 64-bit number here is far below 2^53, and JSON carries it as a number.
    let mut collected = Collected { config: Config::new().with_large_int("number"), ..Collected::default() };
    collected.visit::<CommandError>();
    collected.visit::<Progress>();
    list::visit_commands(&mut collected);
    let mut bodies: BTreeMap<&str, String> = BTreeMap::new();
    for Declared { module, text } in collected.types.values() {
        let body = bodies.entry(module).or_default();
        if !body.is_empty() {
            body.push('\n');
        }
        body.push_str(text);
    }
    let former = bodies.insert(COMMANDS_FILE, commands_table(&collected.commands));
    assert!(former.is_none(), "a module with types is called `{COMMANDS_FILE}`, like the file of the commands");
    let mut index = String::from(HEAD);
    let mut files = BTreeMap::new();
    for (module, body) in &bodies {
        let kind = if *module == COMMANDS_FILE { "" } else { "type " };
        let _ = writeln!(index, "export {kind}* from './{module}';");
        let imports = imports(module, body, &collected.types);
        let gap = if imports.is_empty() { "" } else { "\n" };
        files.insert(format!("{module}.ts"), format!("{HEAD}{imports}{gap}{body}"));
    }
    files.insert("index.ts".to_owned(), index);
    files
}

/// The interface of all commands, and the lists of those that travel otherwise than as JSON.
fn commands_table(commands: &str) -> String {
    let mut text = format!(
        "/** Every command with its input and output. */\nexport interface Commands {{\n{commands}}}\n\n\
         /** A command's name. */\nexport type CommandName = keyof Commands;\n"
    );
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

/// What a file needs from the others: one line for each of them.
fn imports(module: &str, body: &str, types: &BTreeMap<String, Declared>) -> String {
    let code = without_comments(body);
    let mut from: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for word in code.split(|it: char| !it.is_ascii_alphanumeric() && it != '_') {
        if let Some((name, declared)) = types.get_key_value(word)
            && declared.module != module
        {
            from.entry(&declared.module).or_default().insert(name);
        }
    }
    let mut text = String::new();
    for (module, names) in from {
        let names: Vec<&str> = names.into_iter().collect();
        let _ = writeln!(text, "import type {{ {} }} from './{module}';", names.join(", "));
    }
    text
}

/// The module that declares a type: `checklist` of `assay_assessment::view::checklist::UnitRow`.
fn module_of<T: ?Sized>() -> String {
    let path = std::any::type_name::<T>();
    let path = path.split('<').next().unwrap_or(path);
    let mut parts = path.rsplit("::").skip(1);
    let module = parts.next().unwrap_or("program");
    // A type at the root of a crate: the crate's name without the family's.
    if parts.next().is_none() { module.trim_start_matches("assay_").to_owned() } else { module.to_owned() }
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
    types: BTreeMap<String, Declared>,
    commands: String,
}

/// One type as TypeScript, and the Rust module that declares it.
#[derive(Debug, PartialEq, Eq)]
struct Declared {
    module: String,
    text: String,
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
            let declared = Declared { module: module_of::<T>(), text: declaration };
            if let Some(former) = self.types.get(&name) {
                assert_eq!(former, &declared, "two types are called {name} in TypeScript");
            }
            self.types.insert(name, declared);
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
