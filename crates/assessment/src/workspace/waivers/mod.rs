//! Waivers: the acceptance of a risk until a last day. A waiver moves the gate, never a verdict.
//!
//! It is over a finding (`app/<id>/finding/<id>/waiver/<id>`), or over a failed control or unit of an assessment on a platform
//! (`assessment/<id>/<platform>/control/<id>/waiver/<id>`). Its last day and, over a finding, the severity that was accepted
//! are its result code: they stay when its words are redacted. Nothing states that it has expired: readers say so by the
//! day. To accept a risk for longer, another waiver is granted: that is another decision.

mod bars;
mod known;

use std::cmp::Reverse;

use assay_messages::{in_words, said};
use uuid::Uuid;

pub(crate) use bars::{Bars, weaknesses};
pub(crate) use known::{KnownWaiver, Over};

use super::Workspace;
use super::findings::{Book, last_day};
use super::input;
use super::reach::Reach;
use super::states::Sitting;
use crate::projection::Stating;
use crate::statement::{Kind, Subject, Waived, WaiverCode, WaiverWithdrawn};
use crate::view::{AnswerState, FindingScope, FindingState, Severity, Verdict, WaiverOver, WaiverText, WaiverView};
use crate::{AssessmentError, FindingError, Noun, Result};

/// The kinds that say whether a waiver is there.
pub(super) const KINDS: [Kind; 3] = [Kind::WaiverGranted, Kind::WaiverWithdrawn, Kind::WaiverTakenBack];

/// What is to be waived, looked at.
struct Risk {
    over: Waived,
    /// How bad a finding is.
    severity: Option<Severity>,
    /// People who may not approve it where the profile asks for a second person, and what they have to do with it.
    own: Vec<(String, &'static str)>,
    four_eyes: bool,
}

impl Workspace {
    /// The waivers of a scope with where they stand today: over its findings, and over controls and units of its
    /// assessments; newest first.
    ///
    /// # Errors
    /// `app.unknown`, `release.unknown`, `assessment.unknown`.
    pub async fn waivers(&self, scope: FindingScope) -> Result<Vec<WaiverView>> {
        let mut waivers: Vec<WaiverView> =
            self.findings(scope).await?.into_iter().flat_map(|finding| finding.waivers).collect();
        let (app, release, _) = self.reached(scope).await?;
        let reach = match (app, release) {
            (_, Some(release)) => Reach::Release(release),
            (Some(app), None) => Reach::App(app),
            (None, None) => Reach::Workspace,
        };
        let one = if let FindingScope::Assessment(assessment) = scope { Some(assessment) } else { None };
        let assessments = self.assessments_of(reach).await?;
        let names = self.names().await?;
        for waiver in self.known_waivers(Over::Assessments(one)).await? {
            let (Waived::Control { assessment, .. } | Waived::Unit { assessment, .. }) = &waiver.over else { continue };
            let Some(facts) = assessments.iter().find(|it| it.id == *assessment) else { continue };
            let app = match app {
                Some(app) => app,
                None => self.release_facts(facts.release).await?.app,
            };
            let bars = self.bars(*assessment).await?;
            let (words, barred) = match &waiver.over {
                Waived::Control { control, .. } => (control.clone(), bars.on_control(control)),
                Waived::Unit { unit, .. } => (label(unit.as_str()), bars.on_unit(unit.as_str())),
                Waived::Finding { .. } => continue,
            };
            waivers.push(waiver.view(self.today(), &names, (app, words), None, barred.as_ref()));
        }
        waivers.sort_by_key(|it| Reverse((it.granted.at, it.id)));
        Ok(waivers)
    }

    /// Grants a waiver until a last day (`2026-12-31`).
    ///
    /// # Errors
    /// `finding.unknown`, `assessment.unknown`, `control.unknown`, `unit.not_in_profile`, `input.missing` without approver,
    /// role or reason, `input.malformed`, `waiver.expiry_past`, `waiver.nothing_failed`, `waiver.not_waivable`,
    /// `waiver.own_work`.
    pub async fn grant_waiver(&self, over: WaiverOver, text: WaiverText, until: &str) -> Result<WaiverView> {
        let text = WaiverText {
            approver: input::name("The approver", &text.approver)?,
            role: input::name("The approver's role", &text.role)?,
            reason: input::needed("The reason", &text.reason)?,
            conditions: input::long("The conditions", &text.conditions)?,
            conditions_by: input::short("Who sees to the conditions", &text.conditions_by)?,
            conditions_due: input::date("The day of the conditions", text.conditions_due.as_deref())?,
            outside: Some(!self.is_member(&text.approver).await?),
        };
        if text.conditions.is_empty() && (text.conditions_due.is_some() || !text.conditions_by.is_empty()) {
            return Err(AssessmentError::Missing { what: "What the conditions are" });
        }
        let until = last_day(until, self.today())?;
        let risk = match over {
            WaiverOver::Finding { finding } => self.risk_of_finding(finding).await?,
            over => self.risk_of_failure(over).await?,
        };
        let same = |name: &str| name.trim().to_lowercase() == text.approver.to_lowercase();
        if let Some((_, because)) = risk.own.iter().find(|(name, _)| risk.four_eyes && same(name)) {
            return Err(FindingError::OwnWork { approver: text.approver, because }.into());
        }
        let mut stating = Stating::begin(&self.ledger).await?;
        let waiver = self.ledger.ambient().uuid();
        let subject = Subject::Waiver { over: risk.over, waiver };
        let code = WaiverCode::Granted { severity: risk.severity, until }.code();
        stating.state(Kind::WaiverGranted, &subject, Vec::new(), Some(&code), Some(&text)).await?;
        stating.commit().await?;
        self.waiver(waiver).await
    }

    /// Whether a member goes by this name.
    async fn is_member(&self, name: &str) -> Result<bool> {
        let name = name.trim().to_lowercase();
        Ok(self.members().await?.iter().any(|it| it.name.to_lowercase() == name))
    }

    /// Withdraws a waiver. `expected` are the heads that the user saw.
    ///
    /// # Errors
    /// `waiver.unknown`, `waiver.withdrawn`, `input.missing` without a reason, `statement.changed_meanwhile`.
    pub async fn withdraw_waiver(&self, waiver: Uuid, reason: &str, expected: &[String]) -> Result<WaiverView> {
        let body = WaiverWithdrawn { reason: input::needed("The reason", reason)? };
        let expected = input::entries(expected)?;
        let known = self.known_waiver(waiver).await?;
        if known.heads.iter().all(|(_, code)| *code == WaiverCode::Withdrawn) {
            return Err(FindingError::WaiverWithdrawn.into());
        }
        let subject = Subject::Waiver { over: known.over, waiver };
        let mut stating = Stating::begin(&self.ledger).await?;
        stating.expect(&subject, &KINDS, &expected).await?;
        let code = WaiverCode::Withdrawn.code();
        stating.state(Kind::WaiverWithdrawn, &subject, expected, Some(&code), Some(&body)).await?;
        stating.commit().await?;
        self.waiver(waiver).await
    }

    /// One waiver as it stands today: over a finding, by no profile; over a control or unit, by its assessment's.
    ///
    /// # Errors
    /// `waiver.unknown`.
    pub async fn waiver(&self, waiver: Uuid) -> Result<WaiverView> {
        let known = self.known_waiver(waiver).await?;
        let scope = match known.over {
            Waived::Finding { app, .. } => FindingScope::App(app),
            Waived::Control { assessment, .. } | Waived::Unit { assessment, .. } => {
                FindingScope::Assessment(assessment)
            }
        };
        let found = self.waivers(scope).await?.into_iter().find(|it| it.id == waiver);
        found.ok_or_else(|| super::apps::unknown(Noun::Waiver, waiver))
    }

    /// The waiver with this id or unique beginning of an id (4 characters or more).
    ///
    /// # Errors
    /// `waiver.unknown`, `waiver.ambiguous`.
    pub async fn find_waiver(&self, text: &str) -> Result<Uuid> {
        let mut candidates: Vec<(Uuid, Vec<String>)> = Vec::new();
        for over in [Over::Findings(None), Over::Assessments(None)] {
            candidates.extend(self.known_waivers(over).await?.into_iter().map(|it| (it.id, Vec::new())));
        }
        super::find::choose(Noun::Waiver, text, &candidates)
    }

    async fn known_waiver(&self, waiver: Uuid) -> Result<KnownWaiver> {
        let known = self.known_waivers(Over::Waiver(waiver)).await?.into_iter().next();
        known.ok_or_else(|| super::apps::unknown(Noun::Waiver, waiver))
    }

    async fn risk_of_finding(&self, finding: Uuid) -> Result<Risk> {
        let app = self.app_of_finding(finding).await?;
        let book = Book::load(self, Some(app)).await?;
        let known = book.find(finding).ok_or_else(|| super::apps::unknown(Noun::Finding, finding))?;
        let row = book.row(known, &super::findings::Span::All, &[]);
        let row = row.ok_or_else(|| super::apps::unknown(Noun::Finding, finding))?;
        let stands = match row.state {
            FindingState::Open | FindingState::Waived => None,
            FindingState::Fixed => Some("the finding is fixed"),
            FindingState::Withdrawn => Some("the finding was withdrawn"),
        };
        if let Some(because) = stands {
            return Err(FindingError::NothingToWaive { because: in_words(because) }.into());
        }
        let bars = self.bars_of_finding(&book, known).await?;
        for bars in &bars {
            if let Some(bar) = known.places().find_map(|place| bars.on_unit(&place.unit)) {
                return Err(bar.error().into());
            }
        }
        let mut own = vec![(book.names.of(known.opened.author), "opened the finding")];
        own.extend(row.text.map(|text| (text.owner, "owns the finding")));
        Ok(Risk {
            over: Waived::Finding { app, finding },
            severity: Some(row.severity),
            own,
            four_eyes: bars.iter().any(Bars::asks_four_eyes),
        })
    }

    /// A failed control or unit, on the platform's build of record.
    async fn risk_of_failure(&self, over: WaiverOver) -> Result<Risk> {
        let (assessment, platform) = match &over {
            WaiverOver::Control { assessment, platform, .. } | WaiverOver::Unit { assessment, platform, .. } => {
                (*assessment, *platform)
            }
            WaiverOver::Finding { finding } => return self.risk_of_finding(*finding).await,
        };
        let record = self.builds_of_record(assessment).await?.into_iter().find(|it| it.facts.platform == platform);
        let nothing = |because: String| AssessmentError::from(FindingError::NothingToWaive { because });
        let record = record.ok_or_else(|| nothing(said!("the release has no build for {platform}", platform)))?;
        let sitting = self.sitting(assessment, record.id).await?;
        let bars = self.bars(assessment).await?;
        let (over, failed) = match over {
            WaiverOver::Control { control, .. } => {
                let verdict = self.verdict(assessment, record.id, &control).await?;
                if verdict.verdict != Verdict::Fail {
                    return Err(nothing(said!(
                        "{control} has not failed on {platform}",
                        control = verdict.control,
                        platform
                    )));
                }
                if let Some(bar) = bars.on_control(&verdict.control) {
                    return Err(bar.error().into());
                }
                let failed = failed_under(&sitting, &verdict.control);
                (Waived::Control { assessment, platform, control: verdict.control }, failed)
            }
            WaiverOver::Unit { unit, .. } => {
                let at = sitting.sheet.find(&unit).ok_or_else(|| super::find::not_in_profile(&sitting.sheet, &unit))?;
                let unit = sitting.sheet.units[at].id.clone();
                if sitting.states.of(unit.as_str()).state().0 != AnswerState::Fail {
                    return Err(nothing(said!(
                        "{unit} has not failed on {platform}",
                        unit = label(unit.as_str()),
                        platform
                    )));
                }
                let failed = vec![unit.as_str().to_owned()];
                (Waived::Unit { assessment, platform, unit }, failed)
            }
            WaiverOver::Finding { finding } => return self.risk_of_finding(finding).await,
        };
        if let Some(bar) = failed.iter().find_map(|unit| bars.on_unit(unit)) {
            return Err(bar.error().into());
        }
        let names = self.names().await?;
        let authors = failed.iter().flat_map(|unit| &sitting.states.of(unit).answers).map(|head| head.stated().0);
        let own = authors.map(|author| (names.of(author), "stated the result")).collect();
        Ok(Risk { over, severity: None, own, four_eyes: bars.asks_four_eyes() })
    }
}

/// The failed units under a control.
fn failed_under(sitting: &Sitting, control: &str) -> Vec<String> {
    let sheet = &sitting.sheet;
    let rows = sheet.rows.iter().filter(|row| sheet.controls[row.control].id == control);
    let units = rows.map(|row| sheet.units[row.unit].id.as_str());
    units.filter(|unit| sitting.states.of(unit).state().0 == AnswerState::Fail).map(ToOwned::to_owned).collect()
}

/// A unit in words: the id of its test, weakness or control.
fn label(unit: &str) -> String {
    unit.rsplit([':', '/']).next().unwrap_or(unit).to_owned()
}
