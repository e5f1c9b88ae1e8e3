//! The rows that are printed.

use std::fmt;

/// One figure.
struct Row {
    what: String,
    ours: String,
    peer: String,
    goal: &'static str,
}

/// All figures of a run, printed aligned.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    /// Adds a figure: what it is, ours, the peer's or a ratio to it, and the goal.
    pub(crate) fn row(
        &mut self,
        what: impl Into<String>,
        ours: impl Into<String>,
        peer: impl Into<String>,
        goal: &'static str,
    ) {
        let row = Row { what: what.into(), ours: ours.into(), peer: peer.into(), goal };
        println!("  {}: {} | {} | {}", row.what, row.ours, row.peer, row.goal);
        self.0.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |of: fn(&Row) -> &str, least: usize| {
            self.0.iter().map(|row| of(row).chars().count()).max().unwrap_or(0).max(least)
        };
        let (what, ours, peer) = (width(|row| &row.what, 6), width(|row| &row.ours, 4), width(|row| &row.peer, 4));
        writeln!(formatter, "{:what$}  {:ours$}  {:peer$}  goal", "figure", "ours", "peer")?;
        for row in &self.0 {
            writeln!(formatter, "{:what$}  {:ours$}  {:peer$}  {}", row.what, row.ours, row.peer, row.goal)?;
        }
        Ok(())
    }
}

/// Seconds as people read them.
pub(crate) fn seconds(seconds: f64) -> String {
    if seconds < 0.001 {
        format!("{:.0} us", seconds * 1e6)
    } else if seconds < 1.0 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}

/// The middle of some measurements.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The least of some measurements: other programs only ever make one larger.
pub(crate) fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

/// A number that a program wrote.
pub(crate) fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}
