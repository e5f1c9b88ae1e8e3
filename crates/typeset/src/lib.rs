//! Report data and a template in, a PDF out: an archivable (PDF/A-3a) and accessible (PDF/UA-1) file.
//!
//! This is the inside of the process `assay-typeset`, the only user of typst. A host asks for a document through
//! [`protocol`] and may kill the process at any time; a document is either whole or not there.
//!
//! The template sees its own files, `/data.json`, `/images.json`, `/look.json`, the pictures that were listed, and the
//! bundled fonts. There is nothing else in its [`world`]: no files, no packages, no network, no clock. The same request
//! gives the same bytes.
//!
//! Beside that it draws pages of PDFs that are evidence ([`page`]) and writes down their words ([`words`]): somebody else's
//! files, which a host does not read itself.
//!
//! How a request goes, in [`produce`]: from its first moment on `pictures` makes ready what [`images`] checks and scales.
//! `template` and `data` are read, [`text`] makes every string printable, `ahead` evaluates the template's files side by
//! side, typst lays out, `leads` makes the links, and the file gets its name once it is whole (`output`).

mod ahead;
mod attachments;
#[path = "../../report/src/builtin.rs"]
pub mod builtin;
pub mod failure;
pub mod fonts;
pub mod images;
mod jpeg;
mod leads;
pub mod look;
mod output;
pub mod page;
mod pictures;
pub mod produce;
#[path = "../../report/src/protocol.rs"]
pub mod protocol;
pub mod template;
pub mod text;
pub mod words;
pub mod world;
