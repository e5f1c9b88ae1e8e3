//! Finished HTML as a browser's parser reads it.

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{NodeData, RcDom};

const ELEMENTS: [&str; 43] = [
    "a",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "i",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

const ATTRIBUTES: [&str; 10] =
    ["class", "colspan", "data-anchor", "data-reference", "href", "id", "open", "rel", "rowspan", "start"];

/// Parses HTML into the content of a `div`, with scripting on, and panics where the tree holds anything that is not on
/// the list, or a link that leads neither outside nor to a place on the page.
pub(crate) fn assert_harmless_to_a_parser(html: &str) {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), true).one(html);
    let mut nodes = vec![dom.document.clone()];
    while let Some(node) = nodes.pop() {
        match &node.data {
            NodeData::Document | NodeData::Text { .. } => {}
            NodeData::Element { name, attrs, template_contents, .. } => {
                assert_eq!(name.ns, ns!(html), "namespace in {html:?}");
                assert!(ELEMENTS.contains(&&*name.local), "element {:?} in {html:?}", name.local);
                assert!(template_contents.borrow().is_none(), "a template in {html:?}");
                for attribute in attrs.borrow().iter() {
                    let (key, value) = (&*attribute.name.local, &*attribute.value);
                    assert!(ATTRIBUTES.contains(&key), "attribute {key:?} in {html:?}");
                    if key == "href" {
                        let leads_outside =
                            url::Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto"));
                        assert!(value.starts_with('#') || leads_outside, "address {value:?} in {html:?}");
                    }
                }
            }
            other => panic!("{other:?} in {html:?}"),
        }
        nodes.extend(node.children.borrow().iter().cloned());
    }
}
