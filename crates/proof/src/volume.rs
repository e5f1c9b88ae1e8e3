//! A volume of a report in several: that it names its set, and what of it is printed elsewhere.

use std::collections::BTreeSet;

use assay_ledger::Hash;
use serde_json::Value;

use crate::check::Check;
use crate::record::printed_entries;

/// What a volume says of itself.
pub(crate) struct Volume<'a> {
    number: usize,
    report: &'a str,
    report_number: &'a str,
    parts: Vec<BTreeSet<Hash>>,
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
            let number = usize::try_from(volume["number"].as_u64()?).ok()?;
            let (report, report_number) = (volume["report"].as_str()?, volume["report_number"].as_str()?);
            (1..=parts.len()).contains(&number).then_some(Self { number, report, report_number, parts })
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
        let Self { number, report, report_number, parts } = self;
        if data["document"]["number"] != format!("{report_number}-V{number}") {
            return Check::fails(
                ID,
                format!("The report's number is not that of volume {number} of report {report_number}."),
            );
        }
        if printed_entries(data) != parts[number - 1] {
            return Check::fails(ID, "The volume prints other answers than it says.");
        }
        let others: Vec<String> = (1..=parts.len())
            .filter(|other| other != number)
            .map(|other| format!("{report_number}-V{other}"))
            .collect();
        Check::holds(
            ID,
            format!(
                "This is volume {number} of {} of report {report_number}. It stands for itself; the whole report is all of them.",
                parts.len()
            ),
        )
        .with(format!("The id of the whole is {report}; each volume names it"))
        .with(format!("The others are {}", others.join(", ")))
    }
}

const ID: &str = "volume.named";
