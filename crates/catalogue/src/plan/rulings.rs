//! What the files of a profile decide about controls, weaknesses and tests of the catalogues.

use crate::{ItemDecision, ProfileItem, Tailoring, Weakness};

/// The decisions of a tailoring; none for plain levels.
#[derive(Clone, Copy)]
pub(super) struct Rulings<'a> {
    tailoring: Option<&'a Tailoring>,
}

impl<'a> Rulings<'a> {
    pub(super) fn none() -> Rulings<'a> {
        Rulings { tailoring: None }
    }

    pub(super) fn of(tailoring: &'a Tailoring) -> Rulings<'a> {
        Rulings { tailoring: Some(tailoring).filter(|tailoring| !tailoring.is_plain()) }
    }

    fn get(self, item: &ProfileItem) -> Option<&'a ItemDecision> {
        self.tailoring.and_then(|tailoring| tailoring.items.get(item))
    }

    fn control(self, id: &str) -> Option<&'a ItemDecision> {
        self.tailoring?;
        self.get(&ProfileItem::Control(id.to_owned()))
    }

    /// The lines that exclude a control of MASVS.
    pub(super) fn control_out(self, id: &str) -> Option<String> {
        self.control(id).filter(|decision| decision.included == Some(false)).map(lines)
    }

    /// The lines that include a control of MASVS.
    pub(super) fn control_in(self, id: &str) -> Option<String> {
        self.control(id).filter(|decision| decision.included == Some(true)).map(lines)
    }

    /// Whether a weakness is in or out, with the lines that say so: its own, else those of the control it counts under.
    pub(super) fn weakness(self, weakness: &Weakness) -> Option<(bool, String)> {
        self.tailoring?;
        let own = self.get(&ProfileItem::Weakness(weakness.reference()));
        let decision = own.or_else(|| self.control(weakness.primary_control()?))?;
        decision.included.map(|included| (included, lines(decision)))
    }

    fn test(self, id: &str) -> Option<&'a ItemDecision> {
        self.tailoring?;
        self.get(&ProfileItem::Test(id.to_owned()))
    }

    /// Whether a test is excluded.
    pub(super) fn test_out(self, id: &str) -> bool {
        self.test(id).is_some_and(|decision| decision.included == Some(false))
    }

    /// Whether a test is required, where a file says so. Including a test requires it.
    pub(super) fn test_required(self, id: &str) -> Option<bool> {
        let decision = self.test(id)?;
        decision.required.or(decision.included.filter(|included| *included))
    }

    /// The lines that speak of a test.
    pub(super) fn test_lines(self, id: &str) -> Option<String> {
        self.test(id).map(lines)
    }
}

/// `acme, line 3: excludes X: reason; other, line 9: ...`.
pub(super) fn lines(decision: &ItemDecision) -> String {
    let lines: Vec<String> =
        decision.because.iter().map(|because| because.to_string().trim_end_matches('.').to_owned()).collect();
    lines.join("; ")
}
