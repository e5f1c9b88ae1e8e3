//! assay: the command line.

fn main() {}
