//! Looking entries up.

/// Which entries to list, in the order of arrival. The default is all, 1,000 at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Only subjects that begin so.
    pub subject_prefix: Option<String>,
    /// Only these kinds; empty for all.
    pub kinds: Vec<String>,
    /// Only after this [`crate::Entry::arrival`]: the last one of the page before.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl Default for Filter {
    fn default() -> Self {
        Self { subject_prefix: None, kinds: Vec::new(), after: None, limit: 1000 }
    }
}
