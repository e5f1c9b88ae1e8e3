//! The board: every release in numbers and words. Few queries, whatever the number of releases: builds are counted once
//! and kept, see `tallies`.

use std::collections::HashMap;

use assay_catalogue::Platform;
use sqlx::Row;
use uuid::Uuid;

use super::Workspace;
use super::decisions::{Gated, KnownDecision, current_assessments, of_release};
use super::names::Names;
use super::reach::Reach;
use super::risks::{RiskFacts, Risks};
use super::states::{id, time};
use super::tallies::Tallies;
use super::verdicts::build_of_record;
use crate::Result;
use crate::gate::{self, GateFacts};
use crate::planned::{AssessmentFacts, KnownBuild};
use crate::view::{
    Board, BoardAssessment, BoardDecision, BoardPerson, BoardPlatform, BoardRelease, BoardWork, DecisionChoice, Reason,
    TrendPoint,
};

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
        let mut shown = Vec::new();
        for release in every {
            let mut scopes =
                self.scopes(release.app, release.id, &release.assessments, &release.builds, &rests).await?;
            scopes.extend(risks.on_release(release.id));
            let current: Vec<&KnownDecision> =
                decisions.get(&release.id).into_iter().flatten().filter(|it| it.current).collect();
            let decided = match current.as_slice() {
                [one] => Some(BoardDecision {
                    choice: one.code.choice,
                    over_closed_gate: one.code.gate_closed && one.code.choice != DecisionChoice::Hold,
                    outdated: bearings.outdates(one, &scopes),
                    stated: names.made(&one.made),
                }),
                _ => None,
            };
            let settled = decided.as_ref().is_some_and(|it| it.choice == DecisionChoice::Go && !it.outdated);
            if all || release.newest || (dues.contains_key(&release.id) && !settled) {
                shown.push((release, decided, current.len()));
            }
        }
        let wanted: Vec<(Uuid, &KnownBuild)> = shown
            .iter()
            .flat_map(|(release, ..)| {
                let of = |it: &AssessmentFacts| {
                    let assessment = it.id;
                    trends(&release.builds).map(move |build| (assessment, build)).collect::<Vec<_>>()
                };
                release.assessments.iter().flat_map(of).collect::<Vec<_>>()
            })
            .collect();
        let tallies = self.tallies(&wanted).await?;
        let unknown = self.unknown_statements().await?;
        let mut releases = Vec::with_capacity(shown.len());
        let mut people: HashMap<Uuid, Vec<BoardWork>> = HashMap::new();
        for (release, decision, decisions) in &shown {
            let app_name = apps.get(&release.app).cloned().unwrap_or_default();
            let mut assessments = Vec::with_capacity(release.assessments.len());
            for facts in &release.assessments {
                let label = format!("{app_name} {}", release.name);
                assessments.push(self.board_assessment(facts, release, &tallies, &risks, unknown, &names).await?);
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
                due: dues.remove(&release.id).map(|due| self.due_view(&due, &names)),
                decision: decision.clone(),
                decisions: u32::try_from(*decisions).unwrap_or(u32::MAX),
            });
        }
        let mut bars = HashMap::new();
        for assessment in risks.with_waivers().filter(|assessment| app_of.contains_key(assessment)) {
            bars.insert(assessment, self.bars(assessment).await?);
        }
        let due = |release: &BoardRelease| release.due.as_ref().map_or(i32::MAX, |due| due.days_left);
        // The order in which they come otherwise is by app, and newest first.
        releases.sort_by_key(due);
        Ok(Board {
            day: self.day(),
            releases,
            all_releases,
            findings: risks.open_findings(),
            waivers: risks.ending(|assessment| app_of.get(&assessment).copied(), &bars),
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

    async fn board_assessment(
        &self,
        facts: &AssessmentFacts,
        release: &Seen,
        tallies: &Tallies,
        risks: &Risks,
        unknown_statements: u64,
        names: &Names,
    ) -> Result<BoardAssessment> {
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
        let RiskFacts { findings, waivers } = of_assessment;
        let known = GateFacts { builds: judged, findings, waivers, unknown_statements };
        let answer = gate::answer(&self.tailoring_by(&facts.basis).await?.gate, &known);
        Ok(BoardAssessment {
            assessment: facts.id,
            title: facts.opened.title.clone(),
            profile: facts.opened.profile.clone(),
            ready: answer.ready(),
            sentence: answer.sentence(),
            reasons: answer.reasons.iter().map(Reason::numbers).collect(),
            waived: answer.waived.iter().map(Reason::numbers).collect(),
            platforms,
        })
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
