//! The gate and the review of a file: what is so already, and what asks for less than what it stands in place of.

use assay_messages::said;

use super::Compared;
use crate::tailoring::resolve::spread_one;
use crate::{At, GateRule, ProfileItem, ProfileProblemCode as Code};

impl Compared<'_> {
    /// A gate that asks for what is inherited.
    pub(super) fn gate(&mut self) {
        let Some(own) = &self.document.gate else { return };
        let (full, base) = (&self.full.gate, &self.base.gate);
        let below = own.findings_below.is_some() && full.findings_below == base.findings_below;
        let rules = own.require.is_some() && full.require == base.require;
        let fixed: Vec<At<ProfileItem>> = own
            .not_waivable
            .iter()
            .filter(|at| {
                let items = spread_one(&at.value, self.requirements);
                items.iter().all(|item| base.not_waivable.contains(item) && self.is_in(item))
            })
            .cloned()
            .collect();
        let line = own.line;
        let same = [
            (below, "gate.findings_below", "The profiles that this one extends ask for the same."),
            (rules, "gate.require", "The profiles that this one extends have the same rules."),
        ];
        for (_, key, message) in same.into_iter().filter(|(idle, ..)| *idle) {
            let hint = "Remove the key, or change its value.";
            self.tell(Code::DoesNothing, (line, 1), key, message.to_owned(), hint);
        }
        for at in fixed {
            let message = said!("{item} cannot be waived already, by what this profile extends.", item = at.value);
            let place = (at.line, at.column);
            self.tell(Code::DoesNothing, place, "gate.not_waivable", message, "Remove it here.");
        }
    }

    /// What the extended profiles ask for and this file's own gate does not: it may be meant, and it is
    /// never what somebody wants to overlook.
    pub(super) fn loosened(&mut self) {
        let line = self.document.gate.as_ref().map_or(1, |gate| gate.line);
        // Beside plain levels there is nothing to loosen but the usual gate, which stands for saying nothing. What nobody
        // tested would ship, though, and whoever wrote other rules may not have thought of that.
        if self.base.documents.len() < 2 {
            if !self.full.gate.asks(GateRule::Decided) {
                let message = "This gate does not ask that required tests are decided: a release of which nothing was tested is ready.";
                self.tell(Code::Loosens, (line, 1), "gate.require", message, "Add decided, unless that is meant.");
            }
            return;
        }
        let (full, base) = (self.full.gate.clone(), self.base.gate.clone());
        let dropped: Vec<String> = base
            .require
            .iter()
            .filter(|rule| !full.require.contains(rule))
            .map(|rule| rule.word().to_owned())
            .collect();
        if !dropped.is_empty() {
            let message = said!(
                "This gate does not ask for {dropped}, which what it extends asks for: the list stands in place of the inherited one.",
                dropped = dropped.join(", ")
            );
            let hint = "Name them here too, unless the gate is to be looser.";
            self.tell(Code::Loosens, (line, 1), "gate.require", message, hint);
        }
        if let (Some(own), Some(inherited)) = (full.findings_below, base.findings_below)
            && own > inherited
        {
            let message = said!(
                "Open findings may be worse than in what this extends: below {own} instead of below {inherited}.",
                own = own.word(),
                inherited = inherited.word()
            );
            let hint = "Remove the key, unless the gate is to be looser.";
            self.tell(Code::Loosens, (line, 1), "gate.findings_below", message, hint);
        }
        match (self.document.four_eyes.as_ref(), self.base.four_eyes) {
            (Some(own), true) if !own.value => {
                let message = said!("Testers may approve their own answers, which what this extends forbids.");
                let hint = "Remove the key, unless that is meant.";
                self.tell(Code::Loosens, (own.line, own.column), "review.four_eyes", message, hint);
            }
            (Some(own), base) if own.value == base => {
                let message = said!("The profiles that this one extends say the same.");
                let hint = "Remove the key, or change its value.";
                self.tell(Code::DoesNothing, (own.line, own.column), "review.four_eyes", message, hint);
            }
            _ => {}
        }
    }
}
