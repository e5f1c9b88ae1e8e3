//! Waivers as they were stated, and where they stand on a day.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use assay_messages::{in_words, said};
use jiff::civil::Date;
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::bars::Bar;
use crate::Result;
use crate::planned::Made;
use crate::projection::{FindingAct, bytes, day};
use crate::statement::{Subject, Waived, WaiverCode, WaiverWithdrawn};
use crate::view::{Severity, WaiverOver, WaiverStanding, WaiverText, WaiverView};
use crate::workspace::Workspace;
use crate::workspace::findings::{entries, of_json};
use crate::workspace::names::Names;
use crate::workspace::states::{hash, id, time};

/// A waiver as it was stated.
#[derive(Debug, Clone)]
pub(crate) struct KnownWaiver {
    pub(crate) id: Uuid,
    pub(crate) over: Waived,
    /// Current statements with what they say.
    pub(crate) heads: Vec<(Made, WaiverCode)>,
    /// Who granted it, and until when.
    pub(crate) granted: Made,
    pub(crate) severity: Option<Severity>,
    pub(crate) until: Date,
    /// None where it was redacted.
    pub(crate) text: Option<WaiverText>,
    pub(crate) withdrawn_because: Option<String>,
}

/// Whose waivers are read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Over {
    /// Those over findings, of an app or all.
    Findings(Option<Uuid>),
    /// Those over controls and units, of an assessment or all.
    Assessments(Option<Uuid>),
    /// One.
    Waiver(Uuid),
}

const STATEMENTS: &str = "SELECT f.waiver, f.over, f.act, f.code, f.entry, f.author, f.at, f.head,
    (SELECT b.body FROM entries w JOIN bodies b ON b.entry = w.id WHERE w.hash = f.words),
    (SELECT b.body FROM bodies b WHERE b.entry = f.arrival)
    FROM waiver_statement f WHERE ";

#[derive(Debug, Default)]
struct Gathered {
    over: Option<Waived>,
    heads: Vec<(Made, WaiverCode)>,
    granted: Option<(Made, Option<Severity>, Date)>,
    text: Option<WaiverText>,
    withdrawn_because: Option<String>,
}

impl Workspace {
    /// Waivers that are there, newest first by the claimed time.
    pub(crate) async fn known_waivers(&self, of: Over) -> Result<Vec<KnownWaiver>> {
        let mut query = QueryBuilder::new(STATEMENTS);
        match of {
            Over::Findings(Some(app)) => {
                query.push("f.scope = ").push_bind(bytes(app));
            }
            Over::Findings(None) => {
                query.push("f.over >= 'app/' AND f.over < 'app0'");
            }
            Over::Assessments(Some(assessment)) => {
                query.push("f.scope = ").push_bind(bytes(assessment));
            }
            Over::Assessments(None) => {
                query.push("f.over >= 'assessment/' AND f.over < 'assessment0'");
            }
            Over::Waiver(waiver) => {
                query.push("f.waiver = ").push_bind(bytes(waiver));
            }
        }
        query.push(" ORDER BY f.entry");
        let mut found: BTreeMap<Uuid, Gathered> = BTreeMap::new();
        for row in &query.build().fetch_all(self.ledger.readers()).await? {
            let waiver = id(row.try_get(0)?)?;
            let gathered = found.entry(waiver).or_default();
            let path = format!("{}/waiver/{waiver}", row.try_get::<&str, _>(1)?);
            if let Ok(Subject::Waiver { over, .. }) = path.parse() {
                gathered.over = Some(over);
            }
            let Some(act) = FindingAct::of_number(row.try_get(2)?) else { continue };
            let Some(code) = WaiverCode::of_code(row.try_get(3)?) else { continue };
            let made = Made { entry: hash(row.try_get(4)?)?, author: id(row.try_get(5)?)?, at: time(row.try_get(6)?) };
            let (words, own): (Option<&[u8]>, Option<&[u8]>) = (row.try_get(8)?, row.try_get(9)?);
            if let (FindingAct::Granted, WaiverCode::Granted { severity, until }) = (act, code)
                && gathered.granted.is_none()
            {
                gathered.granted = Some((made.clone(), severity, until));
                gathered.text = words.and_then(of_json);
            }
            let current: bool = row.try_get(7)?;
            if current && act == FindingAct::WaiverWithdrawn {
                gathered.withdrawn_because = own.and_then(of_json::<WaiverWithdrawn>).map(|body| body.reason);
            }
            if current {
                gathered.heads.push((made, code));
            }
        }
        let mut waivers: Vec<KnownWaiver> = found.into_iter().filter_map(|(id, it)| it.finish(id)).collect();
        waivers.sort_by_key(|it| Reverse((it.granted.at, it.id)));
        Ok(waivers)
    }
}

impl Gathered {
    /// None where nobody says anything of it any more, or where what granted it is not here yet.
    fn finish(self, id: Uuid) -> Option<KnownWaiver> {
        let (granted, severity, until) = self.granted?;
        if self.heads.iter().all(|(_, code)| *code == WaiverCode::None) {
            return None;
        }
        Some(KnownWaiver {
            id,
            over: self.over?,
            heads: self.heads,
            granted,
            severity,
            until,
            text: self.text,
            withdrawn_because: self.withdrawn_because,
        })
    }
}

impl KnownWaiver {
    /// Where it stands on a day, for something of this severity now.
    fn standing(&self, today: i64, severity: Option<Severity>, barred: bool) -> WaiverStanding {
        // One that two people treat differently does not count.
        if self.heads.iter().any(|(_, code)| !matches!(code, WaiverCode::Granted { .. })) {
            WaiverStanding::Withdrawn
        } else if i64::from(day(self.until)) < today {
            WaiverStanding::Expired
        } else if barred {
            WaiverStanding::Barred
        } else if self.severity.is_some() && severity > self.severity {
            WaiverStanding::Outgrown
        } else {
            WaiverStanding::InForce
        }
    }

    /// As front ends see it: `words` is what it lets through in words, `severity` how bad that is now, `barred` the line of
    /// a profile that calls it not waivable.
    pub(crate) fn view(
        &self,
        today: i64,
        names: &Names,
        (app, words): (Uuid, String),
        severity: Option<Severity>,
        barred: Option<&Bar>,
    ) -> WaiverView {
        let standing = self.standing(today, severity, barred.is_some());
        let until = self.until;
        let sentence = match (standing, barred) {
            (WaiverStanding::InForce, _) => said!("The risk is accepted until {until}.", until),
            (WaiverStanding::Expired, _) => said!("It expired on {until} and counts no longer.", until),
            (WaiverStanding::Outgrown, _) => {
                let word = |it: Option<Severity>| in_words(it.map_or("", Severity::as_str));
                said!(
                    "{severity} was accepted, and it is {now} now: it counts no longer.",
                    severity = word(self.severity),
                    now = word(severity)
                )
            }
            (WaiverStanding::Barred, Some(bar)) => {
                said!(
                    "{profile} calls {item} not waivable in line {line}: it does not count.",
                    profile = bar.profile,
                    item = bar.item,
                    line = bar.line
                )
            }
            (WaiverStanding::Barred, None) => said!("The profile calls this not waivable: it does not count."),
            (WaiverStanding::Withdrawn, _) => said!("It was withdrawn."),
        };
        let over = match &self.over {
            Waived::Finding { finding, .. } => WaiverOver::Finding { finding: *finding },
            Waived::Control { assessment, platform, control } => {
                WaiverOver::Control { assessment: *assessment, platform: *platform, control: control.clone() }
            }
            Waived::Unit { assessment, platform, unit } => {
                WaiverOver::Unit { assessment: *assessment, platform: *platform, unit: unit.to_string() }
            }
        };
        let days_left = i32::try_from(i64::from(day(until)) - today).unwrap_or(i32::MAX);
        WaiverView {
            id: self.id,
            over,
            over_words: words,
            app,
            standing,
            sentence: capital(&sentence),
            severity: self.severity,
            until: until.to_string(),
            days_left,
            text: self.text.clone(),
            granted: names.made(&self.granted),
            withdrawn_because: self.withdrawn_because.clone(),
            heads: entries(self.heads.iter().map(|(made, _)| made)),
        }
    }
}

/// A sentence with a capital at its beginning.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
