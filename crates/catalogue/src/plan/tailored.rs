//! From a tailoring to the plan.

use crate::{Answers, Pinned, Plan, Platform, Requirements, Tailoring};

pub(super) fn resolve(
    pinned: &Pinned,
    tailoring: &Tailoring,
    _requirements: &Requirements,
    _answers: &Answers,
    platform: Platform,
) -> Plan {
    Plan::resolve(pinned, &tailoring.profile(), platform)
}
