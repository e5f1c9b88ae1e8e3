//! A check of finished HTML that shares nothing with the crate: its own reader, its own lists. The fuzz target uses it too.

/// A tag of finished HTML: name and attributes as serialised.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// Reads serialised HTML strictly: every `<` begins a tag, attributes are quoted, tags are balanced. Else it panics.
fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(closing) = rest.strip_prefix('/') {
            let (name, after) = closing.split_once('>').expect("an end tag ends");
            assert_eq!(open.pop().as_deref(), Some(name), "end tags match in {html:?}");
            rest = after;
            continue;
        }
        let name_end = rest.find([' ', '>']).expect("a tag ends");
        let name = rest[..name_end].to_owned();
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
            "name {name:?} in {html:?}"
        );
        rest = &rest[name_end..];
        let mut attributes = Vec::new();
        while let Some(attribute) = rest.strip_prefix(' ') {
            let (key, value) = attribute.split_once("=\"").expect("attributes have quoted values");
            let (value, after) = value.split_once('"').expect("a value ends");
            attributes.push((key.to_owned(), value.to_owned()));
            rest = after;
        }
        rest = rest.strip_prefix('>').expect("a tag ends after its attributes");
        if !["br", "hr", "img"].contains(&name.as_str()) {
            open.push(name.clone());
        }
        found.push(Tag { name, attributes });
    }
    assert!(open.is_empty(), "everything is closed in {html:?}");
    found
}

const ELEMENTS: &str = " a blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr kbd li \
                        mark ol p pre section small span strong sub summary sup table tbody td th thead tr u ul ";

/// Panics where the HTML holds anything that can run, load or lead where it should not.
pub(crate) fn assert_harmless(html: &str) {
    for tag in tags(html) {
        assert!(ELEMENTS.contains(&format!(" {} ", tag.name)), "element {tag:?} in {html:?}");
        for (key, value) in &tag.attributes {
            let fine = match key.as_str() {
                "href" => ["https://", "http://", "mailto:", "#"]
                    .iter()
                    .any(|start| value.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))),
                "class" => value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -+#_.".contains(&byte)),
                "id" => value.starts_with("text-"),
                "rel" => value == "noopener noreferrer",
                "data-reference" => value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)),
                "data-anchor" => value.chars().all(|it| it.is_alphanumeric() || it == '-' || it == '_'),
                "start" | "colspan" | "rowspan" => value.bytes().all(|byte| byte.is_ascii_digit()),
                "open" => value.is_empty(),
                _ => false,
            };
            assert!(fine, "attribute {key}={value:?} of {tag:?} in {html:?}");
        }
        let is = |key: &str, value: &str| tag.attributes.iter().any(|(k, v)| k == key && v == value);
        if tag.name == "a" && is("class", "external") {
            assert!(is("rel", "noopener noreferrer"), "{tag:?} in {html:?}");
        }
    }
}
