//! The three catalogues that an assessment is measured against, and the table that links their entries.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::{
    Catalogue, CatalogueError, CatalogueName, Control, Group, Platform, Scheme, Test, TestStatus, Weakness, WeaknessRef,
};

/// MASVS, MASWE and MASTG, pinned together, with lookups by id.
#[derive(Debug, Clone)]
pub struct Pinned {
    /// Groups and controls.
    pub masvs: Arc<Catalogue>,
    /// Weaknesses.
    pub maswe: Arc<Catalogue>,
    /// Tests.
    pub mastg: Arc<Catalogue>,
    controls: HashMap<String, usize>,
    weaknesses: HashMap<String, usize>,
    tests: HashMap<String, usize>,
    links: LinkTable,
}

impl Pinned {
    /// Pins three catalogues and makes their link table.
    ///
    /// # Errors
    /// `catalogue.wrong_catalogue` where one stands in the place of another.
    pub fn new(masvs: Arc<Catalogue>, maswe: Arc<Catalogue>, mastg: Arc<Catalogue>) -> Result<Pinned, CatalogueError> {
        for (catalogue, expected) in
            [(&masvs, CatalogueName::Masvs), (&maswe, CatalogueName::Maswe), (&mastg, CatalogueName::Mastg)]
        {
            if catalogue.name != expected {
                return Err(CatalogueError::WrongCatalogue { expected, found: catalogue.name });
            }
        }
        let controls = masvs.controls.iter().enumerate().map(|(at, it)| (it.id.clone(), at)).collect();
        let weaknesses = maswe.weaknesses.iter().enumerate().map(|(at, it)| (it.id.clone(), at)).collect();
        let tests = mastg.tests.iter().enumerate().map(|(at, it)| (it.id.clone(), at)).collect();
        let links = LinkTable::make(&maswe, &mastg);
        Ok(Pinned { masvs, maswe, mastg, controls, weaknesses, tests, links })
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.masvs.groups.iter().find(|group| group.id == id)
    }

    /// The control with this id.
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.get(id).map(|at| &self.masvs.controls[*at])
    }

    /// The weakness with this id in the numbering of the pinned MASWE, see [`Pinned::scheme`].
    pub fn weakness(&self, id: &str) -> Option<&Weakness> {
        self.weaknesses.get(id).map(|at| &self.maswe.weaknesses[*at])
    }

    /// The weakness with this full name; a name in another numbering than the pinned one's is not found.
    pub fn weakness_by_reference(&self, reference: &WeaknessRef) -> Option<&Weakness> {
        self.weakness(&reference.id).filter(|weakness| weakness.scheme == reference.scheme)
    }

    /// The test with this id.
    pub fn test(&self, id: &str) -> Option<&Test> {
        self.tests.get(id).map(|at| &self.mastg.tests[*at])
    }

    /// The numbering of the pinned MASWE.
    pub fn scheme(&self) -> Scheme {
        scheme_of(&self.maswe)
    }

    /// The link table from test to weakness to control.
    pub fn links(&self) -> &LinkTable {
        &self.links
    }

    /// The three catalogues in the order MASVS, MASWE, MASTG.
    pub fn catalogues(&self) -> [&Arc<Catalogue>; 3] {
        [&self.masvs, &self.maswe, &self.mastg]
    }

    /// The one of this name.
    pub fn of_name(&self, name: CatalogueName) -> &Arc<Catalogue> {
        match name {
            CatalogueName::Masvs => &self.masvs,
            CatalogueName::Maswe => &self.maswe,
            CatalogueName::Mastg => &self.mastg,
        }
    }

    /// One digest for the three together: SHA-256, in lower-case hex, over their digests in the order of
    /// [`Pinned::catalogues`], each followed by a line feed.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for catalogue in self.catalogues() {
            hash.update(catalogue.digest.as_bytes());
            hash.update(b"\n");
        }
        hex::encode(hash.finalize())
    }
}

fn scheme_of(maswe: &Catalogue) -> Scheme {
    maswe.weaknesses.first().map_or(Scheme::Maswe1, |weakness| weakness.scheme)
}

/// How a test got its weakness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// The test names the weakness in the numbering of the pinned MASWE.
    Direct,
    /// The test names an id of the beta numbering, and the weakness says that it replaces that id.
    Beta,
}

/// One row of the link table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Link {
    /// The test.
    pub test: String,
    /// Where the test is carried out.
    pub platforms: Vec<Platform>,
    /// Whether the test can be carried out; only live ones make units.
    pub status: TestStatus,
    /// The weakness as the test names it.
    pub named: WeaknessRef,
    /// The weakness in the pinned numbering.
    pub weakness: WeaknessRef,
    /// How one became the other.
    pub via: Via,
    /// The control that the weakness counts under.
    pub control: String,
}

/// A test that names a weakness which the pinned MASWE does not have, under any numbering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unlinked {
    /// The test.
    pub test: String,
    /// Whether it can be carried out.
    pub status: TestStatus,
    /// The weakness that it names; none where it names none.
    pub named: Option<WeaknessRef>,
}

/// From test to weakness to control: pinned with the catalogues, printed in reports. Rows are ordered by test, then by
/// weakness. `Display` prints it as text, one row a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkTable {
    /// The numbering of the weaknesses.
    pub scheme: Scheme,
    /// One row per test and weakness; a test of several weaknesses has several.
    pub links: Vec<Link>,
    /// Tests, live or placeholders, without any row: nothing rests on them, and reports list them as a limit.
    pub unlinked: Vec<Unlinked>,
}

impl LinkTable {
    fn make(maswe: &Catalogue, mastg: &Catalogue) -> LinkTable {
        let scheme = scheme_of(maswe);
        let direct: BTreeMap<&str, &Weakness> = maswe.weaknesses.iter().map(|it| (it.id.as_str(), it)).collect();
        let mut from_beta: BTreeMap<&str, Vec<&Weakness>> = BTreeMap::new();
        for weakness in direct.values() {
            for beta in &weakness.beta {
                from_beta.entry(beta).or_default().push(weakness);
            }
        }
        let mut links: Vec<Link> = Vec::new();
        let mut unlinked = Vec::new();
        for test in &mastg.tests {
            let before = links.len();
            for named in &test.weaknesses {
                let (via, weaknesses) = if named.scheme == scheme {
                    (Via::Direct, direct.get(named.id.as_str()).map_or(&[][..], std::slice::from_ref))
                } else if named.scheme == Scheme::MasweBeta {
                    (Via::Beta, from_beta.get(named.id.as_str()).map_or(&[][..], Vec::as_slice))
                } else {
                    (Via::Direct, &[][..])
                };
                for weakness in weaknesses {
                    let Some(control) = weakness.primary_control() else { continue };
                    let reference = weakness.reference();
                    // Two ids that a test names may have become one weakness: one row, with the first way there.
                    if links[before..].iter().any(|link| link.weakness == reference) {
                        continue;
                    }
                    links.push(Link {
                        test: test.id.clone(),
                        platforms: test.platforms.clone(),
                        status: test.status,
                        named: named.clone(),
                        weakness: reference,
                        via,
                        control: control.to_owned(),
                    });
                }
            }
            links[before..].sort_by(|a, b| a.weakness.cmp(&b.weakness));
            if links.len() == before && test.status != TestStatus::Deprecated {
                unlinked.push(Unlinked {
                    test: test.id.clone(),
                    status: test.status,
                    named: test.weaknesses.first().cloned(),
                });
            }
        }
        LinkTable { scheme, links, unlinked }
    }

    /// The rows of a test.
    pub fn of_test<'a>(&'a self, test: &'a str) -> impl Iterator<Item = &'a Link> {
        self.links.iter().filter(move |link| link.test == test)
    }

    /// The rows of a weakness of the pinned numbering.
    pub fn of_weakness<'a>(&'a self, weakness: &'a str) -> impl Iterator<Item = &'a Link> {
        self.links.iter().filter(move |link| link.weakness.id == weakness)
    }
}

impl fmt::Display for LinkTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for link in &self.links {
            let platforms: Vec<_> = link.platforms.iter().map(|platform| platform.as_str()).collect();
            write!(f, "{} [{}] -> ", link.test, platforms.join(", "))?;
            if link.via == Via::Beta {
                write!(f, "{} -> ", link.named)?;
            }
            writeln!(f, "{} -> {}", link.weakness, link.control)?;
        }
        for it in &self.unlinked {
            match &it.named {
                Some(named) => writeln!(f, "{} -> {named} -> nothing", it.test)?,
                None => writeln!(f, "{} -> nothing", it.test)?,
            }
        }
        Ok(())
    }
}
