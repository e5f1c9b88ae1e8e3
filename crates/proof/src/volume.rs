//! A volume of a report in several: that it names its set, what of it is printed elsewhere, and whether several are
//! together the whole report.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_ledger::Hash;
use assay_messages::{listed, said};
use serde_json::Value;

use crate::canonical;
use crate::check::Check;
use crate::record::printed_entries;

/// What a volume says of itself.
pub(crate) struct Volume<'a> {
    number: usize,
    report: &'a str,
    report_number: &'a str,
    parts: Vec<BTreeSet<Hash>>,
    units: Vec<Vec<&'a str>>,
}

impl<'a> Volume<'a> {
    /// What the data says; none of a report in one file.
    pub(crate) fn read(data: &'a Value) -> Option<Result<Self, Check>> {
        let volume = data["document"].get("volume")?;
        let malformed = || Check::fails(ID, "What the report says of its volumes can't be read.");
        let read = || {
            let parts = volume["parts"].as_array()?.iter().map(|part| {
                part["answers"]
                    .as_array()?
                    .iter()
                    .map(|entry| entry.as_str()?.parse().ok())
                    .collect::<Option<BTreeSet<Hash>>>()
            });
            let parts = parts.collect::<Option<Vec<_>>>()?;
            let units = volume["parts"].as_array()?.iter().map(|part| anchors(&part["units"])).collect::<Vec<_>>();
            let number = usize::try_from(volume["number"].as_u64()?).ok()?;
            let (report, report_number) = (volume["report"].as_str()?, volume["report_number"].as_str()?);
            (1..=parts.len()).contains(&number).then_some(Self { number, report, report_number, parts, units })
        };
        Some(read().ok_or_else(malformed))
    }

    /// The entries of the answers that other volumes print.
    pub(crate) fn elsewhere(&self) -> BTreeSet<Hash> {
        let others = self.parts.iter().enumerate().filter(|(index, _)| index + 1 != self.number);
        others.flat_map(|(_, part)| part).copied().collect()
    }

    /// That it says of itself what is in it, and which set it belongs to.
    pub(crate) fn named(&self, data: &Value) -> Check {
        let Self { number, report, report_number, parts, units } = self;
        if data["document"]["number"] != format!("{report_number}-V{number}") {
            return Check::fails(
                ID,
                said!(
                    "The report's number is not that of volume {number} of report {report_number}.",
                    number,
                    report_number
                ),
            );
        }
        if printed_entries(data) != parts[number - 1] {
            return Check::fails(ID, "The volume prints other answers than it says.");
        }
        if data["units"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| it["anchor"].as_str())
            .ne(units[number - 1].iter().map(|it| Some(*it)))
        {
            return Check::fails(ID, "The volume has other units than it says.");
        }
        let others: Vec<String> = (1..=parts.len())
            .filter(|other| other != number)
            .map(|other| format!("{report_number}-V{other}"))
            .collect();
        Check::holds(
            ID,
            said!("This is volume {number} of {count} of report {report_number}. It stands for itself; the whole report is all of them.", number, count = parts.len(), report_number),
        )
        .with(said!("The id of the whole is {report}; each volume names it", report))
        .with(said!("The others are {others}", others = others.join(", ")))
    }
}

const ID: &str = "volume.named";

fn anchors(units: &Value) -> Vec<&str> {
    units.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A volume that was given, for the checks of all of them.
pub(crate) struct Given<'a> {
    /// Its data, where it has any.
    pub(crate) data: Option<&'a Value>,
    /// SHA-256 of the certificates that it is signed by.
    pub(crate) signers: &'a [String],
}

/// Whether files are the volumes of one report, all of them, and what they are together.
pub(crate) fn set(given: &[Given<'_>]) -> Vec<Check> {
    let volumes = match together(given) {
        Ok(volumes) => volumes,
        Err(check) => return vec![check],
    };
    let Some((first, _)) = volumes.values().next() else { return Vec::new() };
    let (report, count) = (first.report_number, first.parts.len());
    let mut checks = vec![Check::holds(
        TOGETHER,
        said!(
            "{volumes} of report {report}: what is in all of them is the same.",
            volumes = named(&volumes.keys().copied().collect::<Vec<_>>()),
            report
        ),
    )];
    checks.push(signed(given));
    let missing: Vec<usize> = (1..=count).filter(|number| !volumes.contains_key(number)).collect();
    if !missing.is_empty() {
        let sentence = match missing.as_slice() {
            [number] => {
                said!("Volume {number} is not here: report {report} has {count} volumes.", number, report, count)
            }
            several => said!(
                "Volumes {numbers} are not here: report {report} has {count} volumes.",
                numbers = listed(several),
                report,
                count
            ),
        };
        let names = missing.iter().map(|number| format!("{report}-V{number}"));
        checks.push(Check::fails(COMPLETE, sentence).with_all(names));
        return checks;
    }
    let data: Vec<&Value> = volumes.values().map(|(_, data)| *data).collect();
    checks.push(match merged(&data).and_then(|whole| canonical::report_id(&whole).ok()) {
        Some(id) if id == first.report => Check::holds(
            COMPLETE,
            said!("All {count} volumes of report {report} are here, and put together they are the data that its id was made of.", count, report),
        )
        .with(said!("The id of the whole is {id}", id)),
        _ => Check::fails(COMPLETE, said!("All {count} volumes are here, and put together they are not report {report}.", count, report)),
    });
    checks
}

const TOGETHER: &str = "set.together";
const COMPLETE: &str = "set.complete";

type Volumes<'a> = BTreeMap<usize, (Volume<'a>, &'a Value)>;

/// The volumes by their numbers, where they belong together.
fn together<'a>(given: &[Given<'a>]) -> Result<Volumes<'a>, Check> {
    let mut volumes = Volumes::new();
    for (index, file) in given.iter().enumerate() {
        let place = index + 1;
        let fails =
            |what: String| Check::fails(TOGETHER, said!("These files are not volumes of one report: {what}", what));
        let data = file.data.ok_or_else(|| fails(said!("the data of file {place} can't be read.", place)))?;
        let number = data["document"]["number"].as_str().unwrap_or_default();
        let volume = match Volume::read(data) {
            Some(Ok(volume)) => volume,
            Some(Err(_)) => return Err(fails(said!("what file {place} says of its volumes can't be read.", place))),
            None => return Err(fails(said!("file {place}, report {number}, is a report in one file.", place, number))),
        };
        if let Some((first, other)) = volumes.values().next() {
            if (first.report, first.report_number) != (volume.report, volume.report_number) {
                let (one, two) = (first.report_number, volume.report_number);
                return Err(fails(said!("there are volumes of report {one} and of report {two}.", one, two)));
            }
            if let Some(part) = differs(other, data) {
                return Err(fails(said!(
                    "{other} and {number} differ in what all of them say of {part}.",
                    other = other["document"]["number"].as_str().unwrap_or_default(),
                    number,
                    part
                )));
            }
        }
        let key = volume.number;
        if volumes.insert(key, (volume, data)).is_some() {
            return Err(fails(said!("volume {key} is here twice.", key)));
        }
    }
    Ok(volumes)
}

/// The first part in which two volumes differ and should not.
fn differs(one: &Value, other: &Value) -> Option<&'static str> {
    const SHARED: [&str; 8] =
        ["cover", "engagement", "builds", "method", "sign_offs", "catalogues", "attribution", "ledger"];
    let document = |data: &Value| {
        let mut document = data["document"].clone();
        for key in ["id", "number"] {
            document[key] = Value::Null;
        }
        document["volume"]["number"] = Value::Null;
        document
    };
    let shared = SHARED.into_iter().find(|part| one[*part] != other[*part]);
    shared.or_else(|| (document(one) != document(other)).then_some("the document"))
}

/// That the same people signed each: an unsigned one among signed ones could have been made by anybody.
fn signed(given: &[Given<'_>]) -> Check {
    let id = "set.signed";
    let signers = |file: &Given<'_>| file.signers.iter().cloned().collect::<BTreeSet<String>>();
    let all: Vec<BTreeSet<String>> = given.iter().map(signers).collect();
    match all.as_slice() {
        [first, ..] if all.iter().all(|it| it == first) && first.is_empty() => {
            Check::open(id, "None of the volumes is signed.")
        }
        [first, ..] if all.iter().all(|it| it == first) => {
            Check::holds(id, "All volumes are signed by the same certificates.").with_all(first.iter().cloned())
        }
        _ => Check::fails(id, "The volumes are not all signed by the same certificates."),
    }
}

/// The data of the whole report, out of all its volumes in their order; none where they are not all of it.
pub(crate) fn merged(volumes: &[&Value]) -> Option<Value> {
    let mut whole = (*volumes.first()?).clone();
    let (report, number, count) = {
        let first = Volume::read(&whole)?.ok()?;
        (first.report.to_owned(), first.report_number.to_owned(), first.parts.len())
    };
    let in_order = volumes.iter().enumerate().all(|(index, data)| {
        let volume = Volume::read(data).and_then(Result::ok);
        volume.is_some_and(|it| it.number == index + 1 && it.report == report && it.parts.len() == count)
    });
    if !in_order || volumes.len() != count {
        return None;
    }
    let document = whole["document"].as_object_mut()?;
    document.remove("volume");
    document.insert("id".to_owned(), report.into());
    document.insert("number".to_owned(), number.into());
    let (mut units, mut pieces) = (Vec::new(), BTreeMap::new());
    for data in volumes {
        units.extend(data["units"].as_array()?.iter().cloned());
        for piece in data["evidence"].as_array()? {
            pieces.entry(piece["number"].as_u64()?).or_insert_with(|| piece.clone());
        }
    }
    // Each volume shows a picture itself; the whole shows it once.
    let mut shown: HashMap<String, u64> = HashMap::new();
    for (number, piece) in &mut pieces {
        let digest = piece["content"]["sha256"].as_str().unwrap_or_default().to_owned();
        if let Some(figure) = piece.pointer_mut("/content/figure").and_then(Value::as_object_mut) {
            let by = *shown.entry(digest).or_insert(*number);
            figure.insert("shown_by".to_owned(), if by == *number { Value::Null } else { by.into() });
        }
    }
    whole["units"] = units.into();
    whole["evidence"] = pieces.into_values().collect();
    Some(whole)
}

/// Volumes by their numbers, as the subject of a sentence.
fn named(numbers: &[usize]) -> String {
    match numbers {
        [number] => said!("Volume {number} is", number),
        several => said!("Volumes {numbers} are", numbers = listed(several)),
    }
}
