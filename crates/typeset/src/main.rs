//! assay-typeset: report model and template in, PDF out. The only user of typst.

fn main() {}
