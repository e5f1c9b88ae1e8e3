//! The verdict rule, row by row and case by case, against the table of the design; then what must hold for any input.
//!
//! Units are letters: `P` pass, `F` fail, `N` not applicable (justified), `I` inconclusive, `U` untested, `S` stale,
//! `D` disputed. A capital is a required unit, a small letter an optional one.

use assay_assessment::verdict::{Conclusion, Ruling, UnitAnswer, lowers, of_units, of_weaknesses, settle};
use assay_assessment::view::{AnswerState, Verdict};
use proptest::prelude::*;

fn unit(letter: char) -> UnitAnswer {
    let state = match letter.to_ascii_uppercase() {
        'P' => AnswerState::Pass,
        'F' => AnswerState::Fail,
        'N' => AnswerState::NotApplicable,
        'I' => AnswerState::Inconclusive,
        'U' => AnswerState::Untested,
        'S' => AnswerState::Stale,
        'D' => AnswerState::Disputed,
        other => panic!("no unit {other}"),
    };
    UnitAnswer { required: letter.is_ascii_uppercase(), state }
}

fn units(letters: &str) -> Vec<UnitAnswer> {
    letters.chars().filter(|letter| !letter.is_whitespace()).map(unit).collect()
}

use Verdict::{Fail, Inconclusive, NotApplicable, OutOfScope, Pass, Untested};

/// Units of a required weakness -> row, verdict.
const UNITS: &[(&str, u8, Verdict)] = &[
    // 0: nothing is required.
    ("", 0, OutOfScope),
    ("p f u", 0, OutOfScope),
    // 1: any fail, whatever stands beside it.
    ("F", 1, Fail),
    ("P F", 1, Fail),
    ("U F", 1, Fail),
    ("S F", 1, Fail),
    ("D F", 1, Fail),
    ("I F", 1, Fail),
    ("N F", 1, Fail),
    ("P U S D I N F", 1, Fail),
    // 1: an optional test that fails counts, because the weakness is required.
    ("P f", 1, Fail),
    ("N f", 1, Fail),
    ("U f", 1, Fail),
    // 2: any untested, stale or disputed, and nothing failed.
    ("U", 2, Untested),
    ("S", 2, Untested),
    ("D", 2, Untested),
    ("P U", 2, Untested),
    ("P S", 2, Untested),
    ("P D", 2, Untested),
    ("I U", 2, Untested),
    ("N U", 2, Untested),
    ("P I N U", 2, Untested),
    // 3: any inconclusive, and nothing above.
    ("I", 3, Inconclusive),
    ("P I", 3, Inconclusive),
    ("N I", 3, Inconclusive),
    ("P N I", 3, Inconclusive),
    // 4: all not applicable.
    ("N", 4, NotApplicable),
    ("N N N", 4, NotApplicable),
    // 5: otherwise.
    ("P", 5, Pass),
    ("P P", 5, Pass),
    ("P N", 5, Pass),
    ("N P N", 5, Pass),
    // An optional test says nothing unless it fails.
    ("P u", 5, Pass),
    ("P s", 5, Pass),
    ("P d", 5, Pass),
    ("P i", 5, Pass),
    ("P n", 5, Pass),
    ("N p", 4, NotApplicable),
    ("U p", 2, Untested),
    ("I p", 3, Inconclusive),
];

/// Verdicts of the weaknesses that count under a control -> row, verdict.
const WEAKNESSES: &[(&[Verdict], u8, Verdict)] = &[
    (&[], 0, OutOfScope),
    (&[OutOfScope], 0, OutOfScope),
    (&[OutOfScope, OutOfScope], 0, OutOfScope),
    (&[Fail], 1, Fail),
    (&[Pass, Fail], 1, Fail),
    (&[Untested, Inconclusive, NotApplicable, Pass, OutOfScope, Fail], 1, Fail),
    (&[Untested], 2, Untested),
    (&[Pass, Untested], 2, Untested),
    (&[Inconclusive, Untested], 2, Untested),
    (&[Inconclusive], 3, Inconclusive),
    (&[Pass, Inconclusive], 3, Inconclusive),
    (&[NotApplicable, Inconclusive], 3, Inconclusive),
    (&[NotApplicable], 4, NotApplicable),
    (&[NotApplicable, NotApplicable], 4, NotApplicable),
    (&[NotApplicable, OutOfScope], 4, NotApplicable),
    (&[Pass], 5, Pass),
    (&[Pass, NotApplicable], 5, Pass),
    (&[Pass, OutOfScope], 5, Pass),
];

/// What the rule gives, a stated conclusion -> whether it lowers.
const LOWERING: &[(Verdict, &[Verdict])] = &[
    (Pass, &[Inconclusive, Fail]),
    (NotApplicable, &[Inconclusive, Fail]),
    (Inconclusive, &[Fail]),
    (Untested, &[Fail]),
    (Fail, &[]),
    (OutOfScope, &[]),
];

const ALL: [Verdict; 6] = [OutOfScope, Fail, Untested, Inconclusive, NotApplicable, Pass];

#[test]
fn units_into_a_weakness() {
    for (letters, row, verdict) in UNITS {
        assert_eq!(of_units(&units(letters)), Ruling { verdict: *verdict, row: *row }, "{letters}");
    }
}

#[test]
fn weaknesses_into_a_control() {
    for (weaknesses, row, verdict) in WEAKNESSES {
        let ruling = of_weaknesses(weaknesses.iter().copied());
        assert_eq!(ruling, Ruling { verdict: *verdict, row: *row }, "{weaknesses:?}");
    }
}

#[test]
fn an_override_only_lowers() {
    for (from, to) in LOWERING {
        for verdict in ALL {
            assert_eq!(lowers(*from, verdict), to.contains(&verdict), "{from:?} to {verdict:?}");
        }
    }
}

fn conclusion(verdict: Verdict, knows_secondary: bool) -> Conclusion {
    Conclusion { verdict, knows_secondary }
}

#[test]
fn a_secondary_failure_turns_only_a_pass() {
    for row in 0..=5 {
        let own = Ruling::of_row(row);
        let expected = if own.verdict == Pass { Inconclusive } else { own.verdict };
        assert_eq!(settle(own, true, None), (expected, false), "row {row}");
        assert_eq!(settle(own, false, None), (own.verdict, false), "row {row}");
    }
}

#[test]
fn the_assessor_concludes_what_a_secondary_failure_left_open() {
    let pass = Ruling::of_row(5);
    // It does not bear on this control; it does; it can't be said.
    assert_eq!(settle(pass, true, Some(conclusion(Pass, true))), (Pass, true));
    assert_eq!(settle(pass, true, Some(conclusion(Fail, true))), (Fail, true));
    assert_eq!(settle(pass, true, Some(conclusion(Inconclusive, true))), (Inconclusive, true));
    // Another weakness failed since: the question is open again. A lowering stays.
    assert_eq!(settle(pass, true, Some(conclusion(Pass, false))), (Inconclusive, false));
    assert_eq!(settle(pass, true, Some(conclusion(Fail, false))), (Fail, true));
    // Concluding pass never lifts what the control's own weaknesses gave.
    for row in 0..5 {
        let own = Ruling::of_row(row);
        assert_eq!(settle(own, true, Some(conclusion(Pass, true))), (own.verdict, false), "row {row}");
    }
}

#[test]
fn an_override_that_no_longer_lowers_has_no_effect() {
    assert_eq!(settle(Ruling::of_row(5), false, Some(conclusion(Inconclusive, false))), (Inconclusive, true));
    for row in [0, 1, 2, 3] {
        let own = Ruling::of_row(row);
        assert_eq!(settle(own, false, Some(conclusion(Inconclusive, false))), (own.verdict, false), "row {row}");
    }
}

/// From worst to best among verdicts that say something.
fn goodness(verdict: Verdict) -> u8 {
    match verdict {
        Fail => 1,
        Untested => 2,
        Inconclusive => 3,
        NotApplicable => 4,
        Pass => 5,
        OutOfScope => 6,
    }
}

fn any_units() -> impl Strategy<Value = Vec<UnitAnswer>> {
    proptest::collection::vec(
        proptest::sample::select("PFNIUSDpfniusd".chars().collect::<Vec<_>>()).prop_map(unit),
        0..9,
    )
}

fn any_verdict() -> impl Strategy<Value = Verdict> {
    proptest::sample::select(ALL.to_vec())
}

proptest! {
    #[test]
    fn the_order_of_units_says_nothing(units in any_units(), seed in any::<u64>()) {
        let mut shuffled = units.clone();
        let mut state = seed;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap_or(0) % (at + 1);
            shuffled.swap(at, other);
        }
        prop_assert_eq!(of_units(&shuffled), of_units(&units));
    }

    #[test]
    fn a_fail_never_makes_anything_better(units in any_units(), at in any::<prop::sample::Index>()) {
        prop_assume!(!units.is_empty());
        let mut failed = units.clone();
        let at = at.index(units.len());
        failed[at].state = AnswerState::Fail;
        prop_assert!(goodness(of_units(&failed).verdict) <= goodness(of_units(&units).verdict));
    }

    #[test]
    fn a_worse_weakness_never_makes_a_control_better(
        weaknesses in proptest::collection::vec(any_verdict(), 1..6), at in any::<prop::sample::Index>()
    ) {
        let mut failed = weaknesses.clone();
        let at = at.index(weaknesses.len());
        failed[at] = Fail;
        prop_assert_eq!(of_weaknesses(failed).verdict, Fail);
    }

    #[test]
    fn nothing_that_is_stated_lifts_a_verdict_above_its_own_weaknesses(
        row in 0u8..6, secondary in any::<bool>(), verdict in any_verdict(), knows in any::<bool>()
    ) {
        let own = Ruling::of_row(row);
        let (settled, _) = settle(own, secondary, Some(conclusion(verdict, knows)));
        prop_assert!(goodness(settled) <= goodness(own.verdict));
        // What only lowers by the order never lifts what the rule gives at all.
        let (without, _) = settle(own, secondary, None);
        prop_assert!(verdict == Pass || goodness(settled) <= goodness(without));
    }

    #[test]
    fn what_is_required_and_untested_never_passes(units in any_units()) {
        let open = units.iter().any(|it| {
            it.required && matches!(it.state, AnswerState::Untested | AnswerState::Stale | AnswerState::Disputed)
        });
        prop_assert!(!open || matches!(of_units(&units).verdict, Fail | Untested));
    }
}
