//! `assay build compare`.

use assay_commands::areas::apps::FindInput;
use assay_commands::areas::next_build::BuildsCompareInput;
use assay_commands::view::{
    AnswerState, BuildsComparison, ComparedBuild, FactKind, FindingState, PermissionsOnBuilds, UnitChange, Verdict,
};
use clap::Args;
use uuid::Uuid;

use crate::host::{Answer, Host};
use crate::output::{Paint, count, lines, table, word};
use crate::select;

/// Two builds.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The former build: "android 4.1.0", id or unique beginning of an id
    from: String,
    /// The later build
    to: String,
    /// The assessment whose answers on the former build count; by default the nearest one
    #[arg(long, value_name = "ASSESSMENT")]
    from_assessment: Option<String>,
    /// The assessment whose answers on the later build count
    #[arg(long, value_name = "ASSESSMENT")]
    to_assessment: Option<String>,
    /// Show what is the same too
    #[arg(long)]
    all: bool,
}

pub(crate) async fn carry_out(host: &Host, compare: Compare) -> Answer<()> {
    let input = BuildsCompareInput {
        from: build(host, compare.from).await?,
        to: build(host, compare.to).await?,
        from_assessment: assessment(host, compare.from_assessment).await?,
        to_assessment: assessment(host, compare.to_assessment).await?,
    };
    let compared = host.call(input).await?;
    host.output.show(&compared, |paint| show(paint, &compared, compare.all));
    Ok(())
}

async fn build(host: &Host, named: String) -> Answer<Uuid> {
    let found = host.call(FindInput { build: Some(named), ..FindInput::default() }).await?;
    select::known(found.build, "build")
}

async fn assessment(host: &Host, named: Option<String>) -> Answer<Option<Uuid>> {
    match named {
        None => Ok(None),
        Some(_) => Ok(Some(select::assessment(host, named.as_deref()).await?.id)),
    }
}

fn show(paint: Paint, compared: &BuildsComparison, all: bool) -> String {
    let of = |side: &ComparedBuild| {
        let title = if side.assessment.is_some() { side.assessment_title.as_str() } else { "no assessment" };
        format!("{} of {}: {title}", select::build_words(&side.build.build), side.build.release_name)
    };
    let mut text = lines([format!("From {}", of(&compared.from)), format!("To   {}", of(&compared.to))]);
    if compared.identical {
        text.push_str("The tested files are the same, by their SHA-256.\n");
    }
    let unknown = || "-".to_owned();
    let rows: Vec<Vec<String>> = compared
        .facts
        .iter()
        .filter(|it| it.changed || all)
        .map(|it| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(unknown);
            vec![fact(it.fact).to_owned(), value(&it.from), value(&it.to)]
        })
        .collect();
    text.push_str(&table(paint, &["FACT", "FROM", "TO"], &rows, "Nothing that identifies them differs."));
    text.push('\n');
    text.push_str(&permissions(paint, &compared.permissions, all));
    text.push('\n');
    let verdict = |verdict: Option<Verdict>| verdict.map_or_else(unknown, |it| paint.state(&word(&it)));
    let rows: Vec<Vec<String>> = compared
        .controls
        .iter()
        .filter(|it| it.changed || all)
        .map(|it| vec![it.control.clone(), verdict(it.from), verdict(it.to)])
        .collect();
    text.push_str(&table(paint, &["CONTROL", "FROM", "TO"], &rows, "No verdict differs."));
    text.push('\n');
    let standing = |state: Option<FindingState>| state.map_or_else(unknown, |it| word(&it));
    let rows: Vec<Vec<String>> = compared
        .findings
        .iter()
        .filter(|it| it.changed || all)
        .map(|it| {
            let title = it.title.clone().unwrap_or_else(unknown);
            vec![word(&it.severity), standing(it.from), standing(it.to), title]
        })
        .collect();
    text.push_str(&table(paint, &["FINDING", "FROM", "TO", "TITLE"], &rows, "No finding differs."));
    text.push('\n');
    let state = |state: Option<AnswerState>| state.map_or_else(unknown, |it| paint.state(&word(&it)));
    let rows: Vec<Vec<String>> = compared
        .units
        .iter()
        .filter(|it| it.change != UnitChange::Same || all)
        .map(|it| {
            let basis = it.reconfirmed.map(|basis| word(&basis)).unwrap_or_default();
            vec![it.label.clone(), state(it.from), state(it.to), word(&it.change), basis, it.title.clone()]
        })
        .collect();
    text.push_str(&table(paint, &["UNIT", "FROM", "TO", "CHANGE", "BASIS", "TITLE"], &rows, "No answer differs."));
    let it = &compared.counts;
    let counts = [
        (it.broken, "broken"),
        (it.mended, "mended"),
        (it.changed, "changed otherwise"),
        (it.decided, "decided"),
        (it.open, "open again"),
        (it.added, "asked for anew"),
        (it.gone, "asked for no more"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}")).collect();
    let same = count(u64::from(it.same), "unit stands", "units stand");
    text.push_str(&lines([if counts.is_empty() {
        format!("{same} where they did.")
    } else {
        format!("{}; {same} where they did.", counts.join(", "))
    }]));
    text
}

fn permissions(paint: Paint, compared: &PermissionsOnBuilds, all: bool) -> String {
    if !(compared.from_known && compared.to_known) {
        return match (compared.from_known, compared.to_known) {
            (true, _) => "What the later build asks of the system is not known.\n",
            (_, true) => "What the former build asks of the system is not known.\n",
            _ => "What the builds ask of the system is not known.\n",
        }
        .to_owned();
    }
    let kept: &[String] = if all { &compared.kept } else { &[] };
    let became = [("added", &compared.added[..]), ("removed", &compared.removed[..]), ("same", kept)];
    let rows: Vec<Vec<String>> = became
        .iter()
        .flat_map(|(change, these)| these.iter().map(|it| vec![it.clone(), (*change).to_owned()]))
        .collect();
    table(paint, &["PERMISSION", "CHANGE"], &rows, "Both ask the same of the system.")
}

fn fact(fact: FactKind) -> &'static str {
    match fact {
        FactKind::VersionName => "Version",
        FactKind::VersionCode => "Version code",
        FactKind::PackageId => "Package",
        FactKind::Variant => "Variant",
        FactKind::FileName => "File",
        FactKind::Size => "Size in bytes",
        FactKind::Sha256 => "SHA-256",
        FactKind::SigningCertificate => "Certificate",
        FactKind::Commit => "Commit",
    }
}
