//! Links to places of the document, which the typesetter makes when all is laid out.

use assay_typeset::protocol::TemplateSource;
use lopdf::{Dictionary, Document, Object};

use crate::support::{assert_valid, empty, run, sample, set, template, text};

/// The links of a file with where they lead: nothing for an address.
fn links(pdf: &[u8]) -> Vec<(Dictionary, bool)> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let links = dictionaries.filter(|it| it.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Link"));
    links.map(|it| (it.clone(), it.has(b"Dest"))).collect()
}

/// What who hears the document is told of a link.
fn told(link: &Dictionary) -> String {
    link.get(b"Contents")
        .and_then(Object::as_str)
        .map(|it| String::from_utf8_lossy(it).into_owned())
        .unwrap_or_default()
}

const HEAD: &str = "#let data = json(\"/data.json\")\n#set document(title: data.document.title)\n";

fn set_own(main: &str) -> (Vec<u8>, Option<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let source: TemplateSource = template(folder.path(), &format!("{HEAD}{main}"));
    let outcome = run(source, empty(), vec![], folder.path());
    let pdf = outcome.pdf();
    assert_valid(&pdf);
    (pdf, text(&outcome.path))
}

#[test]
fn a_link_leads_to_its_label_wherever_that_comes_to_stand() {
    let (pdf, _) =
        set_own("= One\n#link(\"assay:there\")[forward]\n#pagebreak()\n== Two <there>\n#link(\"assay:there\")[back]");
    let links = links(&pdf);
    assert_eq!(links.iter().map(|(_, leads)| *leads).collect::<Vec<_>>(), [true, true]);
    let mut words: Vec<String> = links.iter().map(|(link, _)| told(link)).collect();
    words.sort();
    assert_eq!(words, ["back", "forward"]);
}

#[test]
fn what_leads_nowhere_stays_as_plain_words() {
    let (pdf, text) =
        set_own("= One\n#link(\"assay:nowhere\")[only words]\n#box(link(\"assay:nowhere\")[and in a box])");
    assert_eq!(links(&pdf).len(), 0);
    assert!(text.is_none_or(|text| text.contains("only words") && text.contains("and in a box")));
}

#[test]
fn no_address_of_ours_is_left_in_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = set(sample(), vec![], folder.path());
    let pdf = outcome.pdf();
    let links = links(&pdf);
    assert!(links.iter().filter(|(_, leads)| *leads).count() > 100, "{} links", links.len());
    for (link, _) in &links {
        assert!(!told(link).is_empty() && !told(link).contains("assay:"), "{}", told(link));
        assert!(!format!("{link:?}").contains("assay:"));
    }
}
