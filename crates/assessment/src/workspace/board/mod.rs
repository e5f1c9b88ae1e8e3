//! The board: every release in numbers and words. Few queries, whatever the number of releases: builds are counted once
//! and kept, see `tallies`. `since` compares with the version before.

mod since;

use std::collections::HashMap;

use assay_catalogue::{GateRule, Platform};
use sqlx::Row;
use uuid::Uuid;

pub(super) use since::became;
use since::{Former, formers, since};

use crate::Result;
use crate::gate::{self, GateFacts};
use crate::planned::{AssessmentFacts, KnownBuild};
use crate::statement::DecisionMade;
use crate::view::{
    Board, BoardAssessment, BoardDecision, BoardPerson, BoardPlatform, BoardRelease, BoardWork, DecisionChoice,
    EndingWaiver, Reason, ReasonCode, TrendPoint,
};
use crate::workspace::Workspace;
use crate::workspace::bearing::{Bearings, Horizon};
use crate::workspace::blockers::blockers;
use crate::workspace::decisions::{Gated, KnownDecision, current_assessments, of_release};
use crate::workspace::names::Names;
use crate::workspace::reach::Reach;
use crate::workspace::risks::{RiskFacts, Risks};
use crate::workspace::states::{id, time};
use crate::workspace::tallies::Tallies;
use crate::workspace::verdicts::build_of_record;

/// The most findings and controls that a release names; the gate's answer for an assessment has all of them.
const BLOCKERS: usize = 8;

/// The most builds of a trend.
const TREND: usize = 20;

/// A release as the board looks at it.
struct Seen {
    id: Uuid,
    app: Uuid,
    name: String,
    newest: bool,
    builds: Vec<KnownBuild>,
    assessments: Vec<AssessmentFacts>,
}

/// What the parts of the board are made from.
struct Known<'a> {
    tallies: &'a Tallies,
    risks: &'a Risks,
    formers: &'a HashMap<(Uuid, Platform), Former>,
    unknown_statements: u64,
    /// When the release is due.
    due: Option<&'a str>,
}

impl Workspace {
    /// The board. Shown are the newest release of each app, and others that are due and not decided; `all` shows every
    /// release.
    ///
    /// # Errors
    /// `catalogue.missing`, `profile.document_missing`, or when the database can't be read.
    pub async fn board(&self, all: bool) -> Result<Board> {
        let reach = Reach::Workspace;
        let names = self.names().await?;
        let mut dues = self.dues(reach).await?;
        let decisions = self.decisions(reach).await?;
        let (apps, every) = self.seen_releases().await?;
        let all_releases = u32::try_from(every.len()).unwrap_or(u32::MAX);
        let bearings = self.bearings(None).await?;
        let rests = self.rests_on().await?;
        let risks = self.risks(None).await?;
        let assessments_of = |release: &Seen| release.assessments.iter().map(|it| it.id).collect::<Vec<_>>();
        let app_of: HashMap<Uuid, Uuid> =
            every.iter().flat_map(|it| assessments_of(it).into_iter().map(|assessment| (assessment, it.app))).collect();
        let formers = formers(&every);
        let mut shown = Vec::new();
        for release in every {
            let mut scopes =
                self.scopes(release.app, release.id, &release.assessments, &release.builds, &rests).await?;
            scopes.extend(risks.on_release(release.id));
            let current: Vec<&KnownDecision> =
                decisions.get(&release.id).into_iter().flatten().filter(|it| it.current).collect();
            let outdated = matches!(current.as_slice(), [one] if bearings.outdates(&one.knows, &scopes));
            let settled = matches!(current.as_slice(), [one] if one.code.choice == DecisionChoice::Go) && !outdated;
            if all || release.newest || (dues.contains_key(&release.id) && !settled) {
                let decided = match current.as_slice() {
                    [one] => Some(self.board_decision(one, outdated, &names).await?),
                    _ => None,
                };
                shown.push((release, decided, current.len()));
            }
        }
        let mut wanted: Vec<(Uuid, &KnownBuild)> = shown
            .iter()
            .flat_map(|(release, ..)| {
                let of = |it: &AssessmentFacts| {
                    let assessment = it.id;
                    trends(&release.builds).map(move |build| (assessment, build)).collect::<Vec<_>>()
                };
                release.assessments.iter().flat_map(of).collect::<Vec<_>>()
            })
            .collect();
        let keys = shown.iter().flat_map(|(it, ..)| Platform::ALL.map(|platform| (it.id, platform)));
        let earlier = keys.filter_map(|key| formers.get(&key));
        wanted.extend(earlier.flat_map(|it| it.assessments.iter().map(|(assessment, _)| (*assessment, &it.build))));
        let tallies = self.tallies(&wanted).await?;
        let signed = self.sign_off_counts(&shown, &bearings, &rests, &risks).await?;
        let unknown = self.unknown_statements().await?;
        let mut releases = Vec::with_capacity(shown.len());
        let mut people: HashMap<Uuid, Vec<BoardWork>> = HashMap::new();
        for (release, decision, decisions) in &shown {
            let app_name = apps.get(&release.app).cloned().unwrap_or_default();
            let due = dues.remove(&release.id).map(|due| self.due_view(&due, &names));
            let day = due.as_ref().map(|due| due.day.as_str());
            let known =
                Known { tallies: &tallies, risks: &risks, formers: &formers, unknown_statements: unknown, due: day };
            let mut assessments = Vec::with_capacity(release.assessments.len());
            for facts in &release.assessments {
                let label = format!("{app_name} {}", release.name);
                let signed = signed.get(&facts.id).copied().unwrap_or_default();
                assessments.push(self.board_assessment(facts, release, &known, signed, &names).await?);
                gather(facts.id, &release.builds, &label, &tallies, &mut people);
            }
            let gated = assessments.iter().map(|it| Gated {
                profile: &it.profile,
                sentence: &it.sentence,
                reasons: &it.reasons,
            });
            let (ready, sentence) = of_release(gated);
            releases.push(BoardRelease {
                app: release.app,
                app_name,
                release: release.id,
                release_name: release.name.clone(),
                ready,
                sentence,
                assessments,
                due,
                decision: decision.clone(),
                decisions: u32::try_from(*decisions).unwrap_or(u32::MAX),
            });
        }
        let mut bars = HashMap::new();
        for assessment in risks.with_waivers().filter(|assessment| app_of.contains_key(assessment)) {
            bars.insert(assessment, self.bars(assessment).await?);
        }
        let mut waivers = risks.ending(|assessment| app_of.get(&assessment).copied(), &bars);
        for release in &releases {
            end_before(&mut waivers, release, &risks);
        }
        let due = |release: &BoardRelease| release.due.as_ref().map_or(i32::MAX, |due| due.days_left);
        // The order in which they come otherwise is by app, and newest first.
        releases.sort_by_key(due);
        Ok(Board {
            day: self.day(),
            releases,
            all_releases,
            findings: risks.open_findings(),
            waivers,
            people: by_name(people, &names),
        })
    }

    /// Every release with its builds and current assessments: by app's name, then newest first.
    async fn seen_releases(&self) -> Result<(HashMap<Uuid, String>, Vec<Seen>)> {
        let reach = Reach::Workspace;
        let mut builds: HashMap<Uuid, Vec<KnownBuild>> = HashMap::new();
        for build in self.builds_of(reach).await? {
            builds.entry(build.release).or_default().push(build);
        }
        let mut assessments: HashMap<Uuid, Vec<AssessmentFacts>> = HashMap::new();
        for facts in self.assessments_of(reach).await? {
            assessments.entry(facts.release).or_default().push(facts);
        }
        let rows = sqlx::query(
            "SELECT r.id, r.app, r.name, a.name FROM release r JOIN app a ON a.id = r.app
             ORDER BY a.name, a.id, r.at DESC, r.entry",
        )
        .fetch_all(self.ledger.readers())
        .await?;
        let mut apps = HashMap::new();
        let mut releases: Vec<Seen> = Vec::with_capacity(rows.len());
        for row in &rows {
            let (release, app) = (id(row.try_get(0)?)?, id(row.try_get(1)?)?);
            releases.push(Seen {
                id: release,
                app,
                name: row.try_get(2)?,
                newest: releases.last().is_none_or(|before| before.app != app),
                builds: builds.remove(&release).unwrap_or_default(),
                assessments: current_assessments(assessments.remove(&release).unwrap_or_default()),
            });
            apps.insert(app, row.try_get(3)?);
        }
        Ok((apps, releases))
    }

    /// A current decision with its words.
    async fn board_decision(&self, one: &KnownDecision, outdated: bool, names: &Names) -> Result<BoardDecision> {
        let recorded = self.ledger.recorded(&one.made.entry).await?;
        let words: Option<DecisionMade> = recorded.body.as_bytes().and_then(|body| serde_json::from_slice(body).ok());
        let (role, reason, conditions) = match words {
            Some(words) => (Some(words.role), Some(words.reason), Some(words.conditions)),
            None => (None, None, None),
        };
        Ok(BoardDecision {
            choice: one.code.choice,
            over_closed_gate: one.code.gate_closed && one.code.choice != DecisionChoice::Hold,
            outdated,
            role,
            reason,
            conditions,
            stated: names.made(&one.made),
        })
    }

    /// How many sign-offs of each assessment stand, and how many of them a later statement bears on.
    async fn sign_off_counts(
        &self,
        shown: &[(Seen, Option<BoardDecision>, usize)],
        bearings: &Bearings,
        rests: &HashMap<Uuid, Vec<Uuid>>,
        risks: &Risks,
    ) -> Result<HashMap<Uuid, (u32, u32)>> {
        let standing = self.standing_sign_offs().await?;
        let mut counts = HashMap::new();
        for (release, ..) in shown {
            for facts in &release.assessments {
                let Some(known) = standing.get(&facts.id) else { continue };
                let one = std::slice::from_ref(facts);
                let mut scopes = self.scopes(release.app, release.id, one, &release.builds, rests).await?;
                scopes.extend(risks.on_release(release.id));
                let outdated = |known: &&Horizon| bearings.outdates(known, &scopes);
                let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                counts.insert(facts.id, (number(known.len()), number(known.iter().filter(outdated).count())));
            }
        }
        Ok(counts)
    }

    async fn board_assessment(
        &self,
        facts: &AssessmentFacts,
        release: &Seen,
        known: &Known<'_>,
        (sign_offs, sign_offs_outdated): (u32, u32),
        names: &Names,
    ) -> Result<BoardAssessment> {
        let Known { tallies, risks, .. } = *known;
        let mut platforms = Vec::new();
        let mut judged = Vec::new();
        for platform in Platform::ALL {
            let Some(build) = build_of_record(&release.builds, platform) else { continue };
            let Some(counts) = tallies.get(&(facts.id, build.id)) else { continue };
            judged.push(counts.judged.clone());
            platforms.push(BoardPlatform {
                platform,
                build: names.build(build),
                progress: counts.progress,
                verdicts: counts.verdicts,
                accepted: 0,
                review: counts.review,
                since: known
                    .formers
                    .get(&(release.id, platform))
                    .map(|former| since(former, release.app, (facts, build.id), tallies, risks)),
                trend: trend(&release.builds, platform)
                    .filter_map(|build| {
                        let counts = tallies.get(&(facts.id, build.id))?;
                        Some(TrendPoint {
                            build: build.id,
                            version_name: build.facts.version_name.clone(),
                            version_code: build.facts.version_code.clone(),
                            variant: build.facts.variant,
                            progress: counts.progress,
                            failed_controls: counts.verdicts.fail,
                        })
                    })
                    .collect(),
            });
        }
        let of_assessment = if risks.concern(release.app, facts.id) {
            risks.facts(release.app, release.id, facts.id, &self.bars(facts.id).await?)
        } else {
            RiskFacts::default()
        };
        let RiskFacts { findings, waivers, conditions } = of_assessment;
        let gated = GateFacts { builds: judged, findings, waivers, unknown_statements: known.unknown_statements };
        let gate = &self.tailoring_by(&facts.basis).await?.gate;
        let answer = gate::answer(gate, &gated);
        let accepted = answer.waived.iter().filter(|it| it.code == ReasonCode::ControlFails).flat_map(|it| &it.parts);
        for part in accepted {
            for platform in platforms.iter_mut().filter(|it: &&mut BoardPlatform| Some(it.build.id) == part.build) {
                platform.accepted = part.tally.count;
            }
        }
        let mut blockers = blockers(&answer, &gated, |finding| risks.text_of(finding), known.due);
        let more_blockers = u32::try_from(blockers.len().saturating_sub(BLOCKERS)).unwrap_or(u32::MAX);
        blockers.truncate(BLOCKERS);
        Ok(BoardAssessment {
            assessment: facts.id,
            title: facts.opened.title.clone(),
            profile: facts.opened.profile.clone(),
            ready: answer.ready(),
            sentence: answer.sentence(),
            reasons: answer.reasons.iter().map(Reason::numbers).collect(),
            waived: answer.waived.iter().map(Reason::numbers).collect(),
            conditions,
            blockers,
            more_blockers,
            asks_review: gate.asks(GateRule::Approved),
            sign_offs,
            sign_offs_outdated,
            platforms,
        })
    }
}

/// Says of waivers that they end before a release is due that needs them.
fn end_before(waivers: &mut [EndingWaiver], release: &BoardRelease, risks: &Risks) {
    let Some(due) = release.due.as_ref().map(|due| due.day.as_str()) else { return };
    let findings: Vec<Uuid> = risks.on_release(release.release).collect();
    for waiver in waivers {
        let needed = waiver.finding.is_some_and(|it| findings.contains(&it))
            || release.assessments.iter().any(|it| Some(it.assessment) == waiver.assessment);
        // Days are written so that their order is that of their letters.
        if needed && waiver.last_day.as_str() < due && waiver.before_due.as_deref().is_none_or(|known| due < known) {
            waiver.before_due = Some(due.to_owned());
        }
    }
}

/// The last builds of a platform, in the order in which they were added; the build of record is among them.
fn trend(builds: &[KnownBuild], platform: Platform) -> impl Iterator<Item = &KnownBuild> {
    let of_platform: Vec<&KnownBuild> = builds.iter().filter(|build| build.facts.platform == platform).collect();
    let from = of_platform.len().saturating_sub(TREND);
    let record = build_of_record(builds, platform).map(|build| build.id);
    let kept = move |(at, build): &(usize, &KnownBuild)| *at >= from || Some(build.id) == record;
    of_platform.into_iter().enumerate().filter(kept).map(|(_, build)| build)
}

fn trends(builds: &[KnownBuild]) -> impl Iterator<Item = &KnownBuild> {
    Platform::ALL.into_iter().flat_map(|platform| trend(builds, platform))
}

/// Who answered on the builds of record of an assessment, and who is to.
fn gather(
    assessment: Uuid,
    builds: &[KnownBuild],
    label: &str,
    tallies: &Tallies,
    people: &mut HashMap<Uuid, Vec<BoardWork>>,
) {
    for platform in Platform::ALL {
        let Some(build) = build_of_record(builds, platform) else { continue };
        for person in tallies.get(&(assessment, build.id)).into_iter().flat_map(|counts| &counts.people) {
            people.entry(person.member).or_default().push(BoardWork {
                assessment,
                build: build.id,
                platform,
                label: label.to_owned(),
                answers: person.answers,
                last: person.last.map(time),
                assigned: person.assigned,
            });
        }
    }
}

fn by_name(people: HashMap<Uuid, Vec<BoardWork>>, names: &Names) -> Vec<BoardPerson> {
    let mut people: Vec<BoardPerson> = people
        .into_iter()
        .map(|(member, mut work)| {
            // What they are to do first, then what they did last.
            work.sort_by(|a, b| (b.assigned, b.last).cmp(&(a.assigned, a.last)).then_with(|| a.label.cmp(&b.label)));
            BoardPerson { member, name: names.of(member), work }
        })
        .collect();
    people.sort_by(|a, b| a.name.cmp(&b.name).then(a.member.cmp(&b.member)));
    people
}
