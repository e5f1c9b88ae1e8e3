//! Small pieces of the page.

use serde_json::Value;

/// Notes as they were written.
pub(super) fn blocks(blocks: &Value) -> String {
    let mut out = String::new();
    for it in list(blocks) {
        match said(&it["kind"]) {
            "paragraph" => out += &["<p>", &inlines(&it["inlines"]), "</p>"].concat(),
            "code" => out += &["<pre>", &escaped(said(&it["text"])), "</pre>"].concat(),
            "list" => {
                let items: Vec<String> = list(&it["items"]).map(self::blocks).collect();
                out += &["<ul><li>", &items.join("</li><li>"), "</li></ul>"].concat();
            }
            _ => {}
        }
    }
    out
}

fn inlines(inlines: &Value) -> String {
    list(inlines)
        .map(|it| match said(&it["kind"]) {
            "code" => format!("<code>{}</code>", escaped(said(&it["text"]))),
            "strong" => format!("<b>{}</b>", self::inlines(&it["inlines"])),
            "emphasis" => format!("<i>{}</i>", self::inlines(&it["inlines"])),
            _ => escaped(said(&it["text"])),
        })
        .collect()
}

/// A bar like the one of the report.
pub(super) fn bar(counts: &Value) -> String {
    let states = ["fail", "disputed", "untested", "stale", "inconclusive", "not_applicable", "pass"];
    let parts: String = states
        .iter()
        .filter_map(|state| {
            counts[state]
                .as_u64()
                .filter(|count| *count > 0)
                .map(|count| format!("<i class={state} style='flex:{count}'></i>"))
        })
        .collect();
    format!("<div class=bar>{parts}</div>")
}

/// Numbers with their words.
pub(super) fn counts(counts: &Value) -> String {
    let states = ["pass", "fail", "inconclusive", "not_applicable", "untested", "stale", "disputed", "out_of_scope"];
    let parts: Vec<String> = states
        .iter()
        .filter_map(|state| {
            counts[state]
                .as_u64()
                .filter(|count| *count > 0)
                .map(|count| format!("{count} {}", state.replace('_', " ")))
        })
        .collect();
    parts.join(", ")
}

/// The word of a result.
pub(super) fn word(state: &Value) -> String {
    format!("<b>{}</b>", said(state).replace('_', " "))
}

/// Who and when.
pub(super) fn stamp(it: &Value) -> String {
    format!("{} · {}", escaped(said(&it["by"])), said(&it["at"]))
}

/// A digest.
pub(super) fn exact(value: &Value) -> String {
    format!("<span class=exact>{}</span>", said(value))
}

/// Text that is no markup.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&#39;")
}

/// A text, or a sentence of ours.
pub(super) fn said(value: &Value) -> &str {
    value.as_str().or_else(|| value["words"].as_str()).unwrap_or_default()
}

/// A list.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
