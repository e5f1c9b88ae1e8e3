//! The report: everything a template may print, as plain data ([`model`]), and the way to a PDF.

pub mod model;
pub mod protocol;
