//! The few words that rendering adds to a text.

/// Words that stand in rendered text and come from no text: in the language of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    /// What stands in for a picture that can't be shown, such as `Figure`.
    pub figure: &'a str,
    /// Title of a note without one of its own.
    pub note: &'a str,
    /// The same for further information.
    pub info: &'a str,
    /// The same for a tip.
    pub tip: &'a str,
    /// The same for a warning.
    pub warning: &'a str,
    /// The same for a danger.
    pub danger: &'a str,
    /// The same for an example.
    pub example: &'a str,
    /// The same for a quotation.
    pub quote: &'a str,
}

impl Words<'static> {
    /// In English.
    pub const ENGLISH: Self = Self {
        figure: "Figure",
        note: "Note",
        info: "Info",
        tip: "Tip",
        warning: "Warning",
        danger: "Danger",
        example: "Example",
        quote: "Quote",
    };
}

impl<'a> Words<'a> {
    /// The title of a kind of admonition.
    pub(crate) fn title(&self, kind: &str) -> &'a str {
        match kind {
            "info" => self.info,
            "tip" => self.tip,
            "warning" => self.warning,
            "danger" => self.danger,
            "example" => self.example,
            "quote" => self.quote,
            _ => self.note,
        }
    }
}
