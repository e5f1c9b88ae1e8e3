//! The requirements, sources and questions that ship: complete, consistent with the catalogues, and our own words.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use assay_catalogue::{
    Citation, Condition, Platform, ProfileLibrary, Questionnaire, Requirement, RequirementSet, Requirements,
    SubjectKind, Verification, shipped, shipped_requirements, shipped_sources,
};
use common::shared;

/// Words in a row that two sentences on the same matter can hardly share by chance.
const RUN: usize = 8;

fn citations() -> impl Iterator<Item = (&'static str, &'static Citation)> {
    let sets = &shipped_requirements().sets;
    let groups = sets.iter().flat_map(|set| &set.groups).map(|group| (group.id.as_str(), &group.citations));
    let controls = shipped_requirements().all().map(|it| (it.id.as_str(), &it.citations));
    groups.chain(controls).flat_map(|(id, citations)| citations.iter().map(move |citation| (id, citation)))
}

#[test]
fn the_sets_are_complete() {
    let of = |set: &RequirementSet| (set.id.clone(), set.groups.len(), set.requirements.len());
    let found: Vec<_> = shipped_requirements().sets.iter().map(of).collect();
    let expected =
        [("baseline", 9, 42), ("fintech", 4, 19), ("healthcare", 4, 23), ("enterprise", 4, 13), ("masa", 8, 60)];
    assert_eq!(found, expected.map(|(id, groups, controls)| (id.to_owned(), groups, controls)));
    let masa = shipped_requirements().all().filter(|it| it.set == "masa");
    let android = masa.filter(|it| it.platforms == [Platform::Android]).count();
    assert_eq!(android, 31, "and 29 for iOS");
    let subjects: BTreeMap<SubjectKind, usize> =
        shipped_requirements().all().filter(|it| it.set != "masa").fold(BTreeMap::new(), |mut counts, it| {
            *counts.entry(it.subject).or_default() += 1;
            counts
        });
    insta::assert_debug_snapshot!(subjects, @r"
    {
        Build: 54,
        BackEnd: 23,
        Organisation: 15,
        Release: 5,
    }
    ");
}

#[test]
fn every_practice_of_the_mapping_tables_is_a_control() {
    let Some(folder) = shared("mappings") else { return };
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(folder.join(name)).expect("a table")).expect("JSON")
    };
    let rows = read("requirements.json");
    for row in rows["rows"].as_array().expect("rows") {
        let id = row["id"].as_str().expect("an id");
        if row["kind"] == "group" {
            assert!(shipped_requirements().group(id).is_some(), "{id}");
            continue;
        }
        let requirement = shipped_requirements().get(id).expect(id);
        let texts = |key: &str| -> Vec<String> {
            row[key].as_array().expect(key).iter().map(|it| it.as_str().expect(key).to_owned()).collect()
        };
        assert_eq!(requirement.masvs, texts("masvs"), "{id}");
        assert_eq!(requirement.asvs, texts("asvs5"), "{id}");
        let cited: BTreeSet<&str> = requirement.citations.iter().map(|it| it.clause.as_str()).collect();
        let clauses: BTreeSet<&str> = row["citations"]
            .as_array()
            .expect("citations")
            .iter()
            .map(|it| it["clause"].as_str().expect("a clause"))
            .collect();
        assert_eq!(cited, clauses, "{id}");
    }
    for (number, item) in read("ada_masa.json").as_object().expect("items") {
        let requirement = shipped_requirements().get(&format!("MASA-{number}")).expect(number);
        assert_eq!(requirement.masvs, [item["masvs"].as_str().expect("a control")], "{number}");
    }
}

#[test]
fn every_control_is_written_out_and_names_only_what_exists() {
    let pinned = shipped();
    let mut ids = BTreeSet::new();
    for it in shipped_requirements().all() {
        let Requirement { id, requirement, evidence, .. } = it;
        assert!(ids.insert(id), "{id} once");
        assert!(shipped_requirements().group(&it.group).is_some(), "{id}");
        assert!((1..=8).contains(&it.title.split(' ').count()), "{id}: {}", it.title);
        for sentence in [requirement, evidence] {
            assert!(sentence.len() > 20 && sentence.ends_with('.'), "{id}: {sentence}");
            assert!(!sentence.contains('!') && !sentence.contains("  "), "{id}: {sentence}");
        }
        assert!(!it.platforms.is_empty(), "{id}");
        assert!(it.masvs.iter().all(|control| pinned.control(control).is_some()), "{id}: {:?}", it.masvs);
        for weakness in &it.maswe {
            assert!(pinned.weakness_by_reference(weakness).is_some(), "{id}: {weakness}");
        }
        assert!(it.cwe.iter().all(|number| *number > 0), "{id}");
        for parameter in &it.parameters {
            assert!(parameter.min <= parameter.default && parameter.default <= parameter.max, "{id}");
            assert!(parameter.because.ends_with('.'), "{id}");
        }
        for test in &it.tests {
            let known = pinned.test(&test.id).expect(&test.id);
            assert_eq!(known.successors, test.successors, "{id}: {}", test.id);
        }
        if let Some(when) = &it.when {
            assert!(known_words(when), "{id}: {when}");
        }
    }
    assert!(
        shipped_requirements().all().any(|it| it.masvs.contains(&"MASVS-PRIVACY-4".to_owned()) && it.set == "baseline")
    );
}

fn known_words(condition: &Condition) -> bool {
    match condition {
        Condition::Is { question, word } => {
            let question = Questionnaire::shipped().questions.iter().find(|it| it.key == *question);
            question.is_some_and(|question| question.options.iter().any(|option| option.word == *word))
        }
        Condition::Not(inner) => known_words(inner),
        Condition::Any(all) | Condition::All(all) => all.iter().all(known_words),
    }
}

#[test]
fn every_citation_has_a_source_that_says_whom_it_binds_where_and_since_when() {
    let sources: HashMap<&str, _> = shipped_sources().iter().map(|source| (source.key.as_str(), source)).collect();
    assert_eq!(sources.len(), shipped_sources().len(), "each key once");
    let mut verified: BTreeMap<Verification, usize> = BTreeMap::new();
    for (id, citation) in citations() {
        let source = sources.get(citation.source.as_str()).unwrap_or_else(|| panic!("{id}: {}", citation.source));
        assert!(!citation.clause.is_empty(), "{id}");
        assert_eq!(citation.flag.is_some(), source.key == "hipaa", "{id}: {}", citation.clause);
        *verified.entry(citation.verification).or_default() += 1;
    }
    assert!(verified[&Verification::Secondary] > 20 && verified[&Verification::Unverified] >= 5, "{verified:?}");
    let word = |question: &str, word: &String| {
        known_words(&Condition::Is { question: question.to_owned(), word: word.clone() })
    };
    for source in shipped_sources() {
        assert!(source.jurisdictions.iter().all(|it| word("jurisdiction", it)), "{}", source.key);
        assert!(source.roles.iter().all(|it| word("role", it)), "{}", source.key);
        assert!(!source.edition.is_empty() && !source.basis.is_empty(), "{}", source.key);
        assert!(source.binds.ends_with('.') && source.url.starts_with("https://"), "{}", source.key);
        let dated = source.effective.as_ref().is_none_or(|date| date.len() == 10 && date.matches('-').count() == 2);
        assert!(dated, "{}: {:?}", source.key, source.effective);
        // A law has a date; guidance and standards may have none.
        assert!(source.jurisdictions.is_empty() || source.effective.is_some() || source.key == "ffiec-retail");
        assert!(citations().any(|(_, citation)| citation.source == source.key), "{} is cited", source.key);
    }
}

/// MAS is OWASP's project everywhere in this program; the authority in Singapore is always written out.
#[test]
fn the_profile_family_and_the_monetary_authority_are_never_confused() {
    let authority = shipped_sources().iter().find(|source| source.key == "mas-trm").expect("the authority");
    assert!(authority.title.starts_with("Monetary Authority of Singapore"));
    assert!(authority.short.starts_with("Monetary Authority of Singapore"));
    for source in shipped_sources() {
        let texts = [&source.title, &source.short, &source.edition, &source.binds, &source.basis];
        assert!(!texts.iter().any(|text| bare(text)), "{}", source.key);
    }
    for it in shipped_requirements().all() {
        let texts = [&it.title, &it.requirement, &it.evidence];
        assert!(!texts.iter().any(|text| bare(text)), "{}", it.id);
        assert!(!it.citations.iter().any(|citation| bare(&citation.clause)), "{}", it.id);
    }
    // In profiles MAS stands before the word level, or not at all.
    for document in ProfileLibrary::shipped().documents() {
        let words: Vec<&str> = document.text.split_whitespace().collect();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| bare(word)) {
            assert!(words[at + 1].starts_with("level"), "{}: {word} {}", document.id, words[at + 1]);
        }
    }
}

fn bare(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "MAS")
}

#[test]
fn masa_is_a_readiness_check_and_claims_nothing() {
    for id in ["masa-al1", "masa-al2"] {
        let document = ProfileLibrary::shipped().get(id).expect(id);
        assert!(document.title.contains("readiness"), "{}", document.title);
        assert!(document.summary.contains("authorised labs assess"), "{}", document.summary);
        assert_words_absent(id, &document.text);
    }
    let path = format!("{}/../../standards/requirements/masa.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).expect("the set");
    assert!(text.contains("readiness"));
    assert_words_absent("masa.yaml", &text);
    // AL1 and AL2 ask for the same items, and expect other evidence for each.
    let expected = |id: &str| -> BTreeMap<String, String> {
        let rows = &ProfileLibrary::shipped().get(id).expect(id).evidence;
        rows.iter().flat_map(|row| row.items.iter().map(|item| (item.value.to_string(), row.expect.clone()))).collect()
    };
    let (first, second) = (expected("masa-al1"), expected("masa-al2"));
    assert_eq!(first.len(), 60);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first.iter().all(|(item, words)| words.starts_with("AL1: ") && second[item].starts_with("AL2: ")));
    assert!(first.iter().all(|(item, words)| words["AL1: ".len()..] != second[item]["AL2: ".len()..]));
}

fn assert_words_absent(name: &str, text: &str) {
    let text = text.to_lowercase();
    for word in ["complian", "complies", "certif"] {
        // The certificates of TLS are no certification.
        let text = text.replace("certificates", "").replace("certificate", "");
        assert!(!text.contains(word), "{name} says {word}");
    }
}

#[test]
fn the_digest_tells_versions_apart_and_survives_storage() {
    let shipped = shipped_requirements();
    let stored = serde_json::to_string(&shipped.sets).expect("JSON");
    let again = Requirements::new(serde_json::from_str(&stored).expect("the sets"));
    assert_eq!(again.digest, shipped.digest);
    let mut changed = shipped.sets.clone();
    changed[1].requirements[0].evidence.push_str(" More.");
    assert_ne!(Requirements::new(changed).digest, shipped.digest);
}

#[test]
fn the_questions_have_words_that_conditions_can_say() {
    let questionnaire = Questionnaire::shipped();
    let keys: Vec<&str> = questionnaire.questions.iter().map(|question| question.key.as_str()).collect();
    assert_eq!(keys, ["role", "jurisdiction", "data", "feature"]);
    for question in &questionnaire.questions {
        assert!(question.question.ends_with('?') && question.help.ends_with('.'), "{}", question.key);
        let words: BTreeSet<&str> = question.options.iter().map(|option| option.word.as_str()).collect();
        assert_eq!(words.len(), question.options.len(), "{}", question.key);
    }
    let given = [("features".to_owned(), vec!["biometrics".to_owned(), "webview".to_owned(), "webview".to_owned()])];
    let checked = questionnaire.check(&given.into_iter().collect()).expect("known words");
    assert_eq!(checked["feature"], ["webview", "biometrics"], "one spelling, in the questionnaire's order");
    let wrong = |key: &str, word: &str| {
        let given = [(key.to_owned(), vec![word.to_owned()])].into_iter().collect();
        questionnaire.check(&given).expect_err("unknown")
    };
    assert_eq!(wrong("colour", "blue").code(), "catalogue.unknown_question");
    assert_eq!(wrong("role", "banker").code(), "catalogue.unknown_answer");
    assert!(wrong("role", "banker").to_string().contains("payment-service-provider"));
}

#[test]
fn nothing_shares_eight_words_in_a_row_with_a_source() {
    let mut texts = Vec::new();
    for folder in ["owasp/ada", "owasp/masvs", "owasp/maswe", "owasp/maswe-beta", "owasp/mastg", "owasp/mastg-2025-07"]
    {
        let Some(folder) = shared(folder) else { return };
        texts_below(&folder, &mut texts);
    }
    assert!(texts.len() > 1_000, "the texts are there: {}", texts.len());
    let mut runs: HashMap<Vec<String>, String> = HashMap::new();
    for it in shipped_requirements().all() {
        for text in [&it.title, &it.requirement, &it.evidence].into_iter().chain(&it.note) {
            runs.extend(words(text).windows(RUN).map(|run| (run.to_vec(), it.id.clone())));
        }
    }
    for set in &shipped_requirements().sets {
        for text in set.groups.iter().map(|group| &group.summary).chain([&set.summary]) {
            runs.extend(words(text).windows(RUN).map(|run| (run.to_vec(), set.id.clone())));
        }
    }
    for document in ProfileLibrary::shipped().documents() {
        // Lists of ids are facts: only sentences count.
        let rows = document.evidence.iter().map(|row| &row.expect);
        for text in rows.chain(document.not_applicable.iter().map(|row| &row.because)).chain([&document.summary]) {
            runs.extend(words(text).windows(RUN).map(|run| (run.to_vec(), document.id.clone())));
        }
    }
    assert!(runs.len() > 3_000, "{}", runs.len());
    let mut found = BTreeSet::new();
    for path in texts {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("the text")).into_owned();
        for run in words(&text).windows(RUN) {
            if let Some(id) = runs.get(run) {
                found.insert(format!("{id}: \"{}\" of {}", run.join(" "), path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn texts_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "yaml") {
            found.push(path);
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let word = |word: &&str| !word.is_empty();
    text.split(|character: char| !character.is_alphanumeric()).filter(word).map(str::to_lowercase).collect()
}
