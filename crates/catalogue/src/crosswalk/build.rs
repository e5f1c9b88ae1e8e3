//! Making the cross-walk: one function a source of facts.

use std::collections::{HashMap, HashSet};

use assay_messages::said;

use super::facts::{Facts, TopTenList, facts};
use super::{Basis, Crosswalk, CrosswalkItem, CrosswalkKind, Provenance, Relation, RelationKind, key};
use crate::{
    Catalogue, CitationFlag, CitationSource, Pinned, Requirement, Requirements, Scheme, TestStatus, Via, Weakness,
    shipped,
};

/// The key of the source whose clauses are MASA's items.
const MASA: &str = "masa";

pub(super) fn build(pinned: &Pinned, requirements: &Requirements, sources: &[CitationSource]) -> Crosswalk {
    let mut making = Making::default();
    making.walk.numbering = pinned.scheme().as_str();
    let facts = facts();
    making.controls(&pinned.masvs);
    making.controls(&shipped().masvs);
    making.weaknesses(&pinned.maswe);
    making.weaknesses(&shipped().maswe);
    making.beta(facts);
    making.tests(pinned);
    making.first_masvs(facts);
    making.top_ten(facts);
    making.requirements(requirements, sources, facts);
    making.finish()
}

#[derive(Default)]
struct Making {
    walk: Crosswalk,
    stated: HashSet<(usize, usize, RelationKind)>,
}

impl Making {
    /// The position of an item, which is added where it is not there yet.
    fn item(&mut self, kind: CrosswalkKind, within: &str, id: &str) -> usize {
        let key = key(kind, within, id);
        if let Some(at) = self.walk.by_key.get(&key) {
            return *at;
        }
        let at = self.walk.items.len();
        let (within, id) = (within.to_owned(), id.to_owned());
        let item = CrosswalkItem { kind, id, within, qualifier: String::new(), title: String::new(), former: false };
        self.walk.items.push(item);
        self.walk.around.push(Vec::new());
        self.walk.by_key.insert(key, at);
        at
    }

    /// The same with a title, where it has none yet.
    fn titled(&mut self, kind: CrosswalkKind, within: &str, id: &str, title: &str) -> usize {
        let at = self.item(kind, within, id);
        if self.walk.items[at].title.is_empty() {
            title.clone_into(&mut self.walk.items[at].title);
        }
        at
    }

    fn weakness(&mut self, scheme: Scheme, id: &str) -> usize {
        let at = self.item(CrosswalkKind::Weakness, scheme.as_str(), id);
        if scheme == Scheme::MasweBeta {
            "beta".clone_into(&mut self.walk.items[at].qualifier);
        }
        at
    }

    /// States a relation once; the first statement of it counts.
    fn relate(&mut self, from: usize, kind: RelationKind, to: usize, basis: Basis, source: &str, note: &str) {
        if from == to || !self.stated.insert((from, to, kind)) {
            return;
        }
        let at = self.walk.relations.len();
        let provenance = Provenance { basis, source: source.to_owned(), note: note.to_owned() };
        self.walk.relations.push(Relation { from, to, kind, provenance });
        self.walk.around[from].push(at);
        self.walk.around[to].push(at);
    }

    fn controls(&mut self, masvs: &Catalogue) {
        for control in &masvs.controls {
            // A catalogue of the first MASVS holds no control of the second.
            if control.id.starts_with("MASVS-") {
                self.titled(CrosswalkKind::Control, "", &control.id, &control.summary);
            }
        }
    }

    fn weaknesses(&mut self, maswe: &Catalogue) {
        let source = named(maswe);
        for weakness in &maswe.weaknesses {
            let known =
                self.walk.by_key.contains_key(&key(CrosswalkKind::Weakness, weakness.scheme.as_str(), &weakness.id));
            if !known {
                self.one_weakness(weakness, &source);
            }
        }
    }

    fn one_weakness(&mut self, weakness: &Weakness, source: &str) {
        let at = self.weakness(weakness.scheme, &weakness.id);
        self.walk.items[at].title.clone_from(&weakness.title);
        self.walk.items[at].former = weakness.deprecated;
        for (nth, control) in weakness.controls.iter().enumerate() {
            let control = self.item(CrosswalkKind::Control, "", control);
            let kind = if nth == 0 { RelationKind::CountsUnder } else { RelationKind::SecondaryUnder };
            self.relate(at, kind, control, Basis::Published, source, "");
        }
        for number in &weakness.cwe {
            let cwe = self.cwe(*number);
            self.relate(at, RelationKind::Names, cwe, Basis::Published, source, "");
        }
        for beta in &weakness.beta {
            let beta = self.weakness(Scheme::MasweBeta, beta);
            self.relate(at, RelationKind::Replaces, beta, Basis::Published, source, "");
        }
    }

    /// What the other numbering is called, whichever is pinned.
    fn beta(&mut self, facts: &Facts) {
        for beta in &facts.beta {
            let at = self.weakness(Scheme::MasweBeta, &beta.id);
            let item = &mut self.walk.items[at];
            if item.title.is_empty() {
                item.title.clone_from(&beta.title);
            }
            item.former = item.former || beta.status == "deprecated";
            for id in &beta.replaced_by {
                let by = self.weakness(Scheme::Maswe1, id);
                self.relate(by, RelationKind::Replaces, at, Basis::Published, "MASWE 1.0.0", "");
            }
        }
    }

    fn tests(&mut self, pinned: &Pinned) {
        let source = named(&pinned.mastg);
        for test in &pinned.mastg.tests {
            let at = self.titled(CrosswalkKind::Test, "", &test.id, &test.title);
            self.walk.items[at].former = test.status == TestStatus::Deprecated;
            for weakness in &test.weaknesses {
                let weakness = self.weakness(weakness.scheme, &weakness.id);
                self.relate(at, RelationKind::LooksFor, weakness, Basis::Published, &source, "");
            }
            for control in &test.controls {
                let control = self.item(CrosswalkKind::Control, "", control);
                self.relate(at, RelationKind::Names, control, Basis::Published, &source, "");
            }
            for former in &test.controls_v1 {
                let former = self.item(CrosswalkKind::MasvsV1, "", former);
                self.relate(at, RelationKind::Names, former, Basis::Published, &source, "");
            }
            for successor in &test.successors {
                let successor = self.item(CrosswalkKind::Test, "", successor);
                self.relate(successor, RelationKind::Replaces, at, Basis::Published, &source, "");
            }
        }
        for link in &pinned.links().links {
            if link.via == Via::Beta {
                let at = self.item(CrosswalkKind::Test, "", &link.test);
                let weakness = self.weakness(link.weakness.scheme, &link.weakness.id);
                let note = said!("the test names {named} of the beta numbering", named = link.named.id);
                self.relate(at, RelationKind::LooksFor, weakness, Basis::Derived, &source, &note);
            }
        }
    }

    fn first_masvs(&mut self, facts: &Facts) {
        for former in &facts.first_masvs {
            let at = self.titled(CrosswalkKind::MasvsV1, "", &former.id, &former.topic);
            let item = &mut self.walk.items[at];
            item.within.clone_from(&former.number);
            "MASVS 1".clone_into(&mut item.qualifier);
            item.former = true;
            for control in &former.controls {
                let to = self.item(CrosswalkKind::Control, "", &control.id);
                let note = said!("named together by {tests}", tests = control.tests.join(", "));
                self.relate(at, RelationKind::LeadsTo, to, Basis::Derived, "MASTG", &note);
            }
            for weakness in &former.weaknesses {
                let weakness = self.weakness(Scheme::Maswe1, weakness);
                self.relate(weakness, RelationKind::Names, at, Basis::Published, "MASWE 1.0.0", "");
            }
        }
    }

    fn top_ten(&mut self, facts: &Facts) {
        for entry in &facts.top_ten {
            let kind = match entry.list {
                TopTenList::Mobile => CrosswalkKind::MobileTop10,
                TopTenList::Api => CrosswalkKind::ApiTop10,
            };
            let at = self.titled(kind, "", &entry.id, &entry.title);
            self.walk.items[at].former = entry.replaced_by.is_some();
            for by in entry.replaced_by.iter().flatten() {
                let by = self.item(kind, "", by);
                let source = "OWASP Mobile Top 10, comparison of 2016 and 2024";
                self.relate(by, RelationKind::Replaces, at, Basis::Secondary, source, "");
            }
        }
    }

    fn requirements(&mut self, requirements: &Requirements, sources: &[CitationSource], facts: &Facts) {
        let sources: HashMap<&str, &CitationSource> = sources.iter().map(|it| (it.key.as_str(), it)).collect();
        for set in &requirements.sets {
            let source =
                if set.id == MASA { "App Defense Alliance, MASA 1.0".to_owned() } else { format!("Assay, {}", set.id) };
            for requirement in &set.requirements {
                let at = self.requirement(requirement);
                let basis = if set.id == MASA { Basis::Published } else { Basis::Judged };
                self.mappings(at, requirement, basis, &source, facts);
                self.citations(at, requirement, &sources, &source);
            }
        }
        for (number, at) in self.cwe_positions() {
            if let Some(title) = facts.cwe.iter().find(|it| it.number == number) {
                self.walk.items[at].title.clone_from(&title.title);
            }
        }
    }

    fn requirement(&mut self, requirement: &Requirement) -> usize {
        let kind = if requirement.set == MASA { CrosswalkKind::MasaItem } else { CrosswalkKind::Requirement };
        self.titled(kind, &requirement.set, &requirement.id, &requirement.title)
    }

    fn mappings(&mut self, at: usize, requirement: &Requirement, basis: Basis, source: &str, facts: &Facts) {
        let mut to = Vec::new();
        for control in &requirement.masvs {
            to.push(self.item(CrosswalkKind::Control, "", control));
        }
        for weakness in &requirement.maswe {
            to.push(self.weakness(weakness.scheme, &weakness.id));
        }
        for id in &requirement.asvs {
            let chapter: Option<usize> =
                id.trim_start_matches("v5.0.0-").split('.').next().and_then(|number| number.parse().ok());
            let title = chapter.and_then(|it| facts.asvs_chapters.get(it.checked_sub(1)?)).map_or("", String::as_str);
            let asvs = self.titled(CrosswalkKind::Asvs, "", id, title);
            "ASVS".clone_into(&mut self.walk.items[asvs].qualifier);
            to.push(asvs);
        }
        for entry in &requirement.api_top10 {
            to.push(self.item(CrosswalkKind::ApiTop10, "", entry));
        }
        for entry in &requirement.mobile_top10 {
            to.push(self.item(CrosswalkKind::MobileTop10, "", entry));
        }
        for number in &requirement.cwe {
            to.push(self.cwe(*number));
        }
        for to in to {
            self.relate(at, RelationKind::MappedTo, to, basis, source, "");
        }
        for test in &requirement.tests {
            let named = self.item(CrosswalkKind::Test, "", &test.id);
            self.relate(at, RelationKind::Names, named, Basis::Published, source, "");
            for successor in &test.successors {
                let successor = self.item(CrosswalkKind::Test, "", successor);
                self.relate(successor, RelationKind::Replaces, named, Basis::Published, "MASTG", "");
            }
        }
    }

    fn citations(
        &mut self,
        at: usize,
        requirement: &Requirement,
        sources: &HashMap<&str, &CitationSource>,
        source: &str,
    ) {
        for citation in &requirement.citations {
            let mut note: Vec<&str> = Vec::new();
            match citation.flag {
                Some(CitationFlag::Addressable) => note.push("addressable"),
                Some(CitationFlag::Required) => note.push("required"),
                _ => {}
            }
            note.extend(citation.note.as_deref());
            let note = note.join("; ");
            if citation.source == MASA {
                // Cited items of both platforms may stand together: `1.4.1.1/2.4.1.1`.
                for number in citation.clause.split('/') {
                    let item = self.item(CrosswalkKind::MasaItem, MASA, &format!("MASA-{}", number.trim()));
                    self.relate(at, RelationKind::MappedTo, item, citation.verification.into(), source, &note);
                }
                continue;
            }
            let clause = self.item(CrosswalkKind::Clause, &citation.source, &citation.clause);
            if let Some(of) = sources.get(citation.source.as_str()) {
                self.walk.items[clause].qualifier.clone_from(&of.short);
                if self.walk.items[clause].title.is_empty() {
                    self.walk.items[clause].title.clone_from(&of.title);
                }
            }
            self.relate(at, RelationKind::RelatedTo, clause, citation.verification.into(), source, &note);
        }
    }

    fn cwe(&mut self, number: u32) -> usize {
        self.item(CrosswalkKind::Cwe, "", &format!("CWE-{number}"))
    }

    fn cwe_positions(&self) -> Vec<(u32, usize)> {
        let number = |item: &CrosswalkItem| item.id.trim_start_matches("CWE-").parse().ok();
        let all = self.walk.items.iter().enumerate().filter(|(_, item)| item.kind == CrosswalkKind::Cwe);
        all.filter_map(|(at, item)| number(item).map(|number| (number, at))).collect()
    }

    fn finish(mut self) -> Crosswalk {
        for (at, item) in self.walk.items.iter().enumerate() {
            for spelling in item.spellings() {
                let positions = self.walk.by_spelling.entry(spelling).or_default();
                if !positions.contains(&at) {
                    positions.push(at);
                }
            }
        }
        self.walk
    }
}

fn named(catalogue: &Catalogue) -> String {
    format!("{} {}", catalogue.name, catalogue.version)
}
