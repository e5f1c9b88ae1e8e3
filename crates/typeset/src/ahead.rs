//! Evaluates the files of a template side by side, before the compiler comes to them one after the other.
//!
//! Evaluation is remembered by what it reads, so that the compiler finds what is evaluated here and goes on with it. What
//! comes out is the same as without: errors and warnings are remembered with the rest, and told when the compiler asks.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use typst::World;
use typst::comemo::Track;
use typst::engine::{Route, Sink, Traced};
use typst::foundations::PathOrStr;
use typst::syntax::ast::{Expr, ModuleImport, ModuleInclude};
use typst::syntax::{FileId, Source, SyntaxNode};

use crate::produce::STACK;
use crate::world::ReportWorld;

/// Evaluates all files that the main file imports by name, and what these import, on as many threads as there are
/// processors: each as soon as what it imports is there. The main file itself is left to the compiler.
pub(crate) fn evaluate(world: &ReportWorld) {
    let Ok(main) = world.source(world.main()) else { return };
    let mut files = Files::default();
    if files.add(world, &main).is_none() {
        return;
    }
    files.nodes.pop();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let work = Work { state: Mutex::new(vec![Stage::Waits; files.nodes.len()]), changed: Condvar::new() };
    let evaluates = || work.until_done(&files, world);
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no further thread can be had, this one does it all.
            let _started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, evaluates);
        }
        evaluates();
    });
}

/// Files in an order in which each comes behind those that it imports.
#[derive(Default)]
struct Files {
    nodes: Vec<Node>,
    /// Where each is; nothing for one whose imports are being looked at.
    places: HashMap<FileId, Option<usize>>,
}

struct Node {
    source: Source,
    imports: Vec<usize>,
}

impl Files {
    /// The place of a file, which is added with all that it imports; nothing where one imports itself in the end, which the
    /// compiler will say.
    fn add(&mut self, world: &ReportWorld, source: &Source) -> Option<usize> {
        if let Some(place) = self.places.get(&source.id()) {
            return *place;
        }
        self.places.insert(source.id(), None);
        let mut named = Vec::new();
        collect(source.root(), source.id(), &mut named);
        let mut imports = Vec::new();
        for source in named.into_iter().filter_map(|id| world.source(id).ok()) {
            imports.push(self.add(world, &source)?);
        }
        self.nodes.push(Node { source: source.clone(), imports });
        let place = self.nodes.len() - 1;
        self.places.insert(source.id(), Some(place));
        Some(place)
    }
}

/// The files that a file imports or includes by a path in quotes.
fn collect(node: &SyntaxNode, within: FileId, found: &mut Vec<FileId>) {
    let imported = node.cast::<ModuleImport>().map(ModuleImport::source);
    let path = imported.or_else(|| node.cast::<ModuleInclude>().map(ModuleInclude::source));
    if let Some(Expr::Str(path)) = path
        && let Ok(path) = PathOrStr::Str(path.get().into()).resolve(within)
    {
        found.push(path.intern());
    }
    for child in node.children() {
        collect(child, within, found);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waits,
    Begun,
    Done,
}

/// How far each file is.
struct Work {
    state: Mutex<Vec<Stage>>,
    changed: Condvar,
}

impl Work {
    fn until_done(&self, files: &Files, world: &ReportWorld) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.contains(&Stage::Waits) {
            let ready = files.nodes.iter().enumerate().position(|(place, node)| {
                state[place] == Stage::Waits && node.imports.iter().all(|import| state[*import] == Stage::Done)
            });
            let Some(place) = ready else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            state[place] = Stage::Begun;
            drop(state);
            // Whoever waits for it goes on, whatever happens: the compiler will meet the same fault and tell it.
            let evaluating = AssertUnwindSafe(|| one(world, &files.nodes[place].source));
            let _broke_off = catch_unwind(evaluating);
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state[place] = Stage::Done;
            self.changed.notify_all();
        }
    }
}

/// What comes out is not looked at: the compiler will ask for it again.
fn one(world: &ReportWorld, source: &Source) {
    let world: &dyn World = world;
    let _remembered = typst_eval::eval(
        world.track(),
        world.library(),
        Traced::default().track(),
        Sink::new().track_mut(),
        Route::default().track(),
        source,
    );
}
