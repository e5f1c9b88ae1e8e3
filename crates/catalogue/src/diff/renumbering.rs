//! Which weaknesses of the two numberings are the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Catalogue, Scheme, WeaknessRef};

/// From the beta numbering of weaknesses to that of MASWE 1, and back, as MASWE 1 says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renumbering {
    /// `MASWE-0033` of the beta numbering, and what replaces it.
    forward: BTreeMap<String, BTreeSet<String>>,
    /// The other way.
    backward: BTreeMap<String, BTreeSet<String>>,
}

impl Renumbering {
    /// What these catalogues say; those that are no MASWE of the newer numbering say nothing.
    pub fn of<'a>(catalogues: impl IntoIterator<Item = &'a Catalogue>) -> Renumbering {
        let mut renumbering = Renumbering::default();
        let weaknesses = catalogues.into_iter().flat_map(|catalogue| &catalogue.weaknesses);
        for weakness in weaknesses.filter(|weakness| weakness.scheme == Scheme::Maswe1) {
            for beta in &weakness.beta {
                renumbering.add(beta, &weakness.id);
            }
        }
        renumbering
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.forward.is_empty()
    }

    fn add(&mut self, beta: &str, one: &str) {
        self.forward.entry(beta.to_owned()).or_default().insert(one.to_owned());
        self.backward.entry(one.to_owned()).or_default().insert(beta.to_owned());
    }

    /// This and another one together.
    #[must_use]
    pub fn and(mut self, other: &Renumbering) -> Renumbering {
        for (beta, ones) in &other.forward {
            for one in ones {
                self.add(beta, one);
            }
        }
        self
    }

    /// What the weakness is called in another numbering: nothing, one id, or several. In its own it is called as it is.
    pub fn in_scheme(&self, weakness: &WeaknessRef, scheme: Scheme) -> Vec<WeaknessRef> {
        let ids = match (weakness.scheme, scheme) {
            (Scheme::MasweBeta, Scheme::Maswe1) => self.forward.get(&weakness.id),
            (Scheme::Maswe1, Scheme::MasweBeta) => self.backward.get(&weakness.id),
            _ => return vec![weakness.clone()],
        };
        ids.into_iter().flatten().map(|id| WeaknessRef { scheme, id: id.clone() }).collect()
    }

    /// The one weakness that this one became, where it became one and nothing else became that: then it is the same
    /// weakness. One that was split or merged is another one.
    pub fn same_in(&self, weakness: &WeaknessRef, scheme: Scheme) -> Option<WeaknessRef> {
        let there = self.in_scheme(weakness, scheme);
        let [one] = there.as_slice() else { return None };
        (self.in_scheme(one, weakness.scheme).len() == 1).then(|| one.clone())
    }
}
