//! Which ways through the relations count.
//!
//! Items stand in layers: what others wrote (clauses, CWE, Top 10, ...), requirements, controls, weaknesses, tests. A way
//! goes down the layers or up, and never turns, with two exceptions:
//!
//! - It may begin or end with a step within a layer: a renumbered weakness, the successor of a withdrawn test.
//! - From what others wrote it may go down to one requirement or weakness and up again, so that a CWE leads to the clauses
//!   that the same requirement cites.
//!
//! A control is an end of a way and never a station on it: that two things touch the same control is too little to say
//! that they touch each other. All of this holds in both directions, so that what leads there also leads back.

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Crosswalk, CrosswalkItem, CrosswalkKind, Provenance, RelationKind};

/// How many ways to an item are told.
const WAYS: usize = 3;

/// One step of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WayStep {
    /// How the item before it is connected with `to`.
    pub kind: RelationKind,
    /// The words between the two, in this direction: `is related to`.
    pub words: String,
    /// Where that comes from.
    pub provenance: Provenance,
    /// The item that it leads to.
    pub to: CrosswalkItem,
}

/// A way from one item to another, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Way {
    /// The steps; the last one leads to the item.
    pub steps: Vec<WayStep>,
}

/// An item that touches the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Touch {
    /// The item.
    pub item: CrosswalkItem,
    /// How many steps it is away; 1 is a direct relation.
    pub steps: u32,
    /// The shortest ways there, at most three.
    pub ways: Vec<Way>,
    /// How many more shortest ways there are.
    pub more_ways: u32,
}

/// Where a way stands, beside the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum State {
    Start,
    /// It began within a layer.
    Beside,
    /// One step down from what others wrote: it may turn.
    DownOnce,
    Down,
    Up,
    /// Nothing may follow.
    End,
}

fn layer(kind: CrosswalkKind) -> u8 {
    match kind {
        CrosswalkKind::Clause
        | CrosswalkKind::Cwe
        | CrosswalkKind::MasvsV1
        | CrosswalkKind::MobileTop10
        | CrosswalkKind::ApiTop10
        | CrosswalkKind::Asvs
        | CrosswalkKind::MasaItem => 0,
        CrosswalkKind::Requirement => 1,
        CrosswalkKind::Control => 2,
        CrosswalkKind::Weakness => 3,
        CrosswalkKind::Test => 4,
    }
}

/// The state after a step, where the step is allowed.
fn after(state: State, from: CrosswalkKind, to: CrosswalkKind) -> Option<State> {
    use std::cmp::Ordering;
    if from == CrosswalkKind::Control && state != State::Start {
        return None;
    }
    match (state, layer(to).cmp(&layer(from))) {
        (State::Start, Ordering::Equal) => Some(State::Beside),
        (State::Start, Ordering::Greater) if layer(from) == 0 => Some(State::DownOnce),
        (State::Start | State::Beside | State::Down | State::DownOnce, Ordering::Greater) => Some(State::Down),
        (State::Start | State::Beside | State::Up, Ordering::Less) => Some(State::Up),
        (State::Down | State::DownOnce | State::Up, Ordering::Equal) => Some(State::End),
        // The one way that turns.
        (State::DownOnce, Ordering::Less) if layer(to) == 0 => Some(State::End),
        (State::End, _)
        | (State::Beside, Ordering::Equal)
        | (State::Down | State::DownOnce, Ordering::Less)
        | (State::Up, Ordering::Greater) => None,
    }
}

type Place = (usize, State);

/// What a search from one item found: how far each place is, and the relations by which it is reached.
struct Found {
    distance: HashMap<Place, u32>,
    /// The relation and the place before it.
    before: HashMap<Place, Vec<(usize, Place)>>,
    /// In the order of discovery, so the nearest first.
    order: Vec<Place>,
}

fn search(walk: &Crosswalk, start: usize) -> Found {
    let first = (start, State::Start);
    let mut found = Found { distance: HashMap::from([(first, 0)]), before: HashMap::new(), order: Vec::new() };
    let mut waiting = VecDeque::from([first]);
    while let Some(place) = waiting.pop_front() {
        let (at, state) = place;
        let far = found.distance[&place] + 1;
        for relation_at in &walk.around[at] {
            let relation = &walk.relations[*relation_at];
            let to = if relation.from == at { relation.to } else { relation.from };
            if to == start {
                continue;
            }
            let Some(next) = after(state, walk.items[at].kind, walk.items[to].kind) else { continue };
            let next = (to, next);
            match found.distance.get(&next) {
                None => {
                    found.distance.insert(next, far);
                    found.order.push(next);
                    waiting.push_back(next);
                }
                Some(known) if *known < far => continue,
                Some(_) => {}
            }
            found.before.entry(next).or_default().push((*relation_at, place));
        }
    }
    found
}

/// The items that touch one, of every kind or only of this one.
pub(super) fn touching(walk: &Crosswalk, start: usize, only: Option<CrosswalkKind>) -> Vec<Touch> {
    let found = search(walk, start);
    let mut places: HashMap<usize, Vec<Place>> = HashMap::new();
    for place in &found.order {
        if only.is_some_and(|kind| walk.items[place.0].kind != kind) {
            continue;
        }
        let of_item = places.entry(place.0).or_default();
        // The order is by distance: only those as near as the first count.
        if of_item.first().is_none_or(|first| found.distance[first] == found.distance[place]) {
            of_item.push(*place);
        }
    }
    let mut touches: Vec<(usize, Touch)> = places
        .into_iter()
        .map(|(at, places)| {
            let mut ways = Vec::new();
            for place in &places {
                collect(walk, &found, *place, &mut Vec::new(), &mut ways);
            }
            let more = ways.len().saturating_sub(WAYS);
            ways.truncate(WAYS);
            let touch = Touch {
                item: walk.items[at].clone(),
                steps: found.distance[&places[0]],
                ways,
                more_ways: u32::try_from(more).unwrap_or(u32::MAX),
            };
            (at, touch)
        })
        .collect();
    touches.sort_by(|(one_at, one), (other_at, other)| {
        let rank = |touch: &Touch| (touch.item.kind, touch.steps, touch.item.former);
        rank(one)
            .cmp(&rank(other))
            .then_with(|| one.item.within.cmp(&other.item.within))
            .then_with(|| natural(&one.item.id).cmp(&natural(&other.item.id)))
            .then(one_at.cmp(other_at))
    });
    touches.into_iter().map(|(_, touch)| touch).collect()
}

/// Most ways that are looked at; a few more than are told.
const LOOKED_AT: usize = 200;

/// All shortest ways to a place, last step first in `behind`.
fn collect(walk: &Crosswalk, found: &Found, place: Place, behind: &mut Vec<(usize, usize)>, ways: &mut Vec<Way>) {
    if place.1 == State::Start {
        let steps = behind
            .iter()
            .rev()
            .map(|(relation, to)| {
                let relation = &walk.relations[*relation];
                WayStep {
                    kind: relation.kind,
                    words: relation.kind.words(relation.to == *to),
                    provenance: relation.provenance.clone(),
                    to: walk.items[*to].clone(),
                }
            })
            .collect();
        let way = Way { steps };
        if !ways.contains(&way) {
            ways.push(way);
        }
        return;
    }
    for (relation, before) in found.before.get(&place).into_iter().flatten() {
        if ways.len() >= LOOKED_AT {
            return;
        }
        behind.push((*relation, place.0));
        collect(walk, found, *before, behind, ways);
        behind.pop();
    }
}

/// An id in pieces that compare as people sort: numbers by their value.
pub(super) fn natural(id: &str) -> Vec<(u64, String)> {
    let mut pieces = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let text = rest.find(|it: char| it.is_ascii_digit()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(text);
        let digits = tail.find(|it: char| !it.is_ascii_digit()).unwrap_or(tail.len());
        let (number, tail) = tail.split_at(digits);
        pieces.push((0, word.to_owned()));
        pieces.push((number.parse().unwrap_or(u64::MAX), String::new()));
        rest = tail;
    }
    pieces
}
