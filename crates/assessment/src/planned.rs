//! Plans in memory.

/// The plans and catalogues that were asked for, kept for as long as the workspace is open.
#[derive(Debug, Default)]
pub(crate) struct Plans {}
