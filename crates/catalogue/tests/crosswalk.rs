//! The cross-walk over what ships: spellings, ways, provenance, the matrix.

use std::collections::{BTreeMap, BTreeSet};

use assay_catalogue::{
    Basis, CROSSWALK_NOTE, Crosswalk, CrosswalkKind, MatrixSide, RelationKind, Requirements, Touch, shipped,
    shipped_requirements, shipped_sources,
};

fn shipped_walk() -> Crosswalk {
    Crosswalk::new(shipped(), shipped_requirements(), shipped_sources())
}

fn keys(walk: &Crosswalk, text: &str) -> Vec<String> {
    walk.resolve(text).iter().map(|item| item.key()).collect()
}

fn touch<'a>(touches: &'a [Touch], id: &str) -> Option<&'a Touch> {
    touches.iter().find(|it| it.item.id == id)
}

#[test]
fn ids_are_found_in_any_spelling() {
    let walk = shipped_walk();
    for (text, key) in [
        ("MSTG-STORAGE-14", "masvs-v1:MSTG-STORAGE-14"),
        ("storage-14", "masvs-v1:MSTG-STORAGE-14"),
        ("masvs/storage-14", "masvs-v1:MSTG-STORAGE-14"),
        ("masvs/storage-1", "masvs-v1:MSTG-STORAGE-1"),
        ("2.14", "masvs-v1:MSTG-STORAGE-14"),
        ("V2.1", "masvs-v1:MSTG-STORAGE-1"),
        ("MASVS-STORAGE-1", "control:MASVS-STORAGE-1"),
        ("masvs storage 1", "control:MASVS-STORAGE-1"),
        ("MASWE-0018@maswe-1", "weakness:maswe-1/MASWE-0018"),
        ("maswe-beta/MASWE-0018", "weakness:maswe-beta/MASWE-0018"),
        ("maswe beta 18", "weakness:maswe-beta/MASWE-0018"),
        ("mastg test 235", "test:MASTG-TEST-0235"),
        ("TEST-0235", "test:MASTG-TEST-0235"),
        ("cwe 312", "cwe:CWE-312"),
        ("M9:2024", "mobile-top10:M9:2024"),
        ("m9 2016", "mobile-top10:M9:2016"),
        ("api3 2023", "api-top10:API3:2023"),
    ] {
        assert_eq!(keys(&walk, text), [key], "{text}");
    }
    // Where people leave out what tells two apart, both are meant; the likelier comes first.
    assert_eq!(keys(&walk, "storage-1"), ["control:MASVS-STORAGE-1", "masvs-v1:MSTG-STORAGE-1"]);
    assert_eq!(keys(&walk, "maswe18"), ["weakness:maswe-1/MASWE-0018", "weakness:maswe-beta/MASWE-0018"]);
    assert_eq!(keys(&walk, "m9"), ["mobile-top10:M9:2024", "mobile-top10:M9:2016"]);
    assert_eq!(keys(&walk, "api 3"), ["requirement:API-3", "api-top10:API3:2023"]);
    assert!(walk.resolve("storage-16").is_empty());
    assert!(walk.resolve("").is_empty());
    for item in walk.items() {
        assert_eq!(walk.by_key(&item.key()), Some(item));
        assert!(walk.resolve(&item.id).contains(&item), "{} is not found by its id", item.key());
    }
}

#[test]
fn the_first_masvs_leads_to_the_second_by_tests_and_not_by_its_spelling() {
    let walk = shipped_walk();
    let of = |id: &str| walk.touching(&format!("masvs-v1:{id}")).expect("an item");
    let controls = |id: &str| -> Vec<String> {
        let controls = of(id).into_iter().filter(|it| it.item.kind == CrosswalkKind::Control);
        controls.filter(|it| it.steps == 1).map(|it| it.item.id).collect()
    };
    assert_eq!(controls("MSTG-CODE-2"), ["MASVS-RESILIENCE-4"]);
    assert_eq!(controls("MSTG-STORAGE-8"), ["MASVS-STORAGE-2"]);
    assert_eq!(controls("MSTG-STORAGE-11"), ["MASVS-AUTH-2", "MASVS-STORAGE-1"]);
    let touches = of("MSTG-CODE-2");
    let step = &touch(&touches, "MASVS-RESILIENCE-4").expect("the control").ways[0].steps[0];
    assert_eq!((step.kind, step.provenance.basis), (RelationKind::LeadsTo, Basis::Derived));
    assert_eq!(step.provenance.note, "named together by MASTG-TEST-0039, MASTG-TEST-0082");
    let v1 = |item: &&assay_catalogue::CrosswalkItem| item.kind == CrosswalkKind::MasvsV1;
    assert_eq!(walk.items().iter().filter(v1).count(), 84, "requirements of MASVS 1.5.0");
    assert!(walk.items().iter().filter(v1).all(|it| !it.title.is_empty() && it.former));
}

#[test]
fn a_weakness_of_the_beta_leads_to_its_successors_and_what_they_touch() {
    let walk = shipped_walk();
    let touches = walk.touching("weakness:maswe-beta/MASWE-0038").expect("the weakness");
    let successor = touch(&touches, "MASWE-0018").expect("its successor");
    assert_eq!(successor.item.within, "maswe-1");
    assert_eq!(successor.ways[0].steps[0].words, "was replaced by");
    let control = touch(&touches, "MASVS-AUTH-1").expect("the successor's control");
    assert_eq!((control.steps, control.ways[0].steps[0].to.id.as_str()), (2, "MASWE-0018"));
    assert!(walk.touching("weakness:maswe-beta/MASWE-9999").is_none());
}

#[test]
fn what_leads_there_leads_back_by_as_many_steps() {
    let walk = shipped_walk();
    let all: BTreeMap<String, BTreeMap<String, u32>> = walk
        .items()
        .iter()
        .step_by(3)
        .map(|item| {
            let touches = walk.touching(&item.key()).expect("an item");
            (item.key(), touches.iter().map(|it| (it.item.key(), it.steps)).collect())
        })
        .collect();
    let mut compared = 0;
    for (one, touches) in &all {
        assert!(!touches.contains_key(one), "{one} touches itself");
        for (other, steps) in touches {
            if let Some(back) = all.get(other) {
                assert_eq!(back.get(one), Some(steps), "from {other} back to {one}");
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared} pairs");
}

#[test]
fn a_control_is_an_end_and_never_a_station() {
    let walk = shipped_walk();
    for item in walk.items().iter().step_by(5) {
        for touch in walk.touching(&item.key()).expect("an item") {
            assert!(!touch.ways.is_empty());
            for way in &touch.ways {
                assert_eq!(way.steps.len(), touch.steps as usize);
                let (last, stations) = way.steps.split_last().expect("a step");
                assert_eq!(last.to, touch.item);
                assert!(stations.iter().all(|step| step.to.kind != CrosswalkKind::Control), "{way:?}");
            }
        }
    }
}

#[test]
fn no_word_of_it_claims_that_anything_is_met() {
    let walk = shipped_walk();
    let mut words: BTreeSet<String> = BTreeSet::from([CROSSWALK_NOTE.replace("never says", "")]);
    for relation in walk.relations() {
        words.insert(relation.kind.words(true));
        words.insert(relation.kind.words(false));
        words.insert(relation.provenance.basis.as_str().to_owned());
    }
    for word in &words {
        for claim in ["compl", "satisf", "fulfil", "conform", "cover"] {
            assert!(!word.contains(claim), "{word}");
        }
    }
}

#[test]
fn the_tables_agree_with_the_catalogues_that_ship() {
    let walk = Crosswalk::new(shipped(), &Requirements::none(), &[]);
    // Both say which weakness replaces which, and the first statement of it is kept: nothing may be left from the table.
    let of_table = |it: &&assay_catalogue::Relation| {
        it.kind == RelationKind::Replaces && walk.items()[it.from].kind == CrosswalkKind::Weakness
    };
    let from_catalogue: usize = shipped().maswe.weaknesses.iter().map(|it| it.beta.len()).sum();
    assert_eq!(walk.relations().iter().filter(of_table).count(), from_catalogue);
    // The controls of the first MASVS are those that withdrawn tests name together with its ids.
    let mut together: BTreeSet<(String, String)> = BTreeSet::new();
    for test in &shipped().mastg.tests {
        for former in &test.controls_v1 {
            together.extend(test.controls.iter().map(|control| (former.clone(), control.clone())));
        }
    }
    let leads: BTreeSet<(String, String)> = walk
        .relations()
        .iter()
        .filter(|it| it.kind == RelationKind::LeadsTo)
        .map(|it| (walk.items()[it.from].id.clone(), walk.items()[it.to].id.clone()))
        .collect();
    assert_eq!(leads, together);
    let beta = |it: &&assay_catalogue::CrosswalkItem| it.within == "maswe-beta";
    assert_eq!(walk.items().iter().filter(beta).count(), 119);
}

#[test]
fn every_cwe_and_weakness_has_a_title() {
    let walk = shipped_walk();
    for item in walk.items() {
        if matches!(item.kind, CrosswalkKind::Cwe | CrosswalkKind::Weakness | CrosswalkKind::Control) {
            assert!(!item.title.is_empty(), "{}", item.key());
        }
    }
}

#[test]
fn a_matrix_is_read_back_as_it_was_written() {
    let walk = shipped_walk();
    let side = |text: &str| text.parse::<MatrixSide>().expect("a side");
    let matrix = walk.matrix(&side("masvs-v1"), &side("control"), false);
    assert!(matrix.columns.len() > 15 && matrix.rows.len() > 45, "{} x {}", matrix.rows.len(), matrix.columns.len());
    assert!(matrix.rows.iter().all(|row| row.cells.iter().any(|cell| !cell.is_empty())));
    let code = matrix.rows.iter().find(|row| row.item.id == "MSTG-CODE-2").expect("the row");
    let resilience = matrix.columns.iter().position(|it| it.id == "MASVS-RESILIENCE-4").expect("the column");
    assert_eq!(code.cells[resilience], "leads to (derived)");
    let read = records(&matrix.csv());
    assert_eq!(read.len(), matrix.rows.len() + 2);
    assert_eq!(read[1][0], CROSSWALK_NOTE);
    for (record, row) in read[2..].iter().zip(&matrix.rows) {
        assert_eq!(record[1], row.item.title);
        assert_eq!(record[2..], row.cells);
    }
    assert_eq!(walk.matrix(&side("masvs-v1"), &side("control"), true).rows.len(), 84);
    assert_eq!("clause: hipaa".parse::<MatrixSide>().expect("a side").to_string(), "clause:hipaa");
    assert_eq!("law".parse::<MatrixSide>().expect_err("no kind").code(), "catalogue.unknown_item_kind");
}

#[test]
fn no_cell_becomes_a_formula_and_quotes_are_doubled() {
    let walk = Crosswalk::new(shipped(), &Requirements::none(), &[]);
    let mut matrix = walk.matrix(&"cwe".parse().expect("a side"), &"weakness".parse().expect("a side"), false);
    for (row, text) in
        matrix.rows.iter_mut().zip(["=1+1", " +A1", "@SUM(A1)", "\t-2", "say \"so\",\nthen", "\u{ff1d}A1"])
    {
        text.clone_into(&mut row.item.title);
    }
    let read = records(&matrix.csv());
    let titles: Vec<&str> = read[2..8].iter().map(|record| record[1].as_str()).collect();
    assert_eq!(titles, ["'=1+1", "' +A1", "'@SUM(A1)", "'\t-2", "say \"so\",\nthen", "'\u{ff1d}A1"]);
}

/// The fields of CSV after RFC 4180.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let fields = records.last_mut().expect("a record");
        let field = fields.last_mut().expect("a field");
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => field.push(letters.next().expect("peeked")),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'), "a record ends with both");
                records.push(vec![String::new()]);
            }
            other => field.push(other),
        }
    }
    assert_eq!(records.pop(), Some(vec![String::new()]), "the last record ends too");
    records
}
