//! What goes into the typesetter and what comes out. One program for all of it, because linking typst takes long.

mod board;
mod disclosure;
mod every;
mod hostile;
mod images;
mod killed;
mod language;
mod leads;
mod page;
mod pages;
mod printed;
mod process;
mod report;
mod signed;
mod support;
mod templates;
mod untouched;
mod words;
