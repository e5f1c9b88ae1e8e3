//! Hostile markdown: nothing of it may run, load, or lead where it should not; nothing may take long.

mod support;

use assay_markdown::{RenderContext, blocks, plain, render, render_note, standard_blocks, steps, text};
use proptest::prelude::*;
use support::{assert_harmless, assert_harmless_to_a_parser, context};

/// The cases of `tests/hostile/`: one file a theme, a line `=====` between cases.
fn cases() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        cases.extend(text.trim_end().split("\n=====\n").map(str::to_owned));
    }
    assert!(cases.len() > 350, "{} cases", cases.len());
    cases
}

/// A case alone and in what may stand around it.
fn surroundings(case: &str) -> [String; 12] {
    let indented = case.replace('\n', "\n    ");
    let line = case.replace('\n', " ");
    [
        case.to_owned(),
        format!("Text {case} text"),
        format!("- {indented}\n- x"),
        format!("> {}", case.replace('\n', "\n> ")),
        format!("!!! note\n    {indented}\n"),
        format!("??? note \"{line}\"\n    {indented}\n"),
        format!("| a |\n|---|\n| {line} |"),
        format!("# {case}"),
        format!("<div>\n\n{case}"),
        format!("<div title=\"\n\n{case}\n\n\">"),
        format!("<table><tr><td>\n{case}\n</td></tr></table>"),
        format!("{}{case}\n\n{case}", "> - ".repeat(32)),
    ]
}

#[test]
fn hostile_markdown_is_harmless() {
    for case in cases() {
        for markdown in surroundings(&case) {
            for rendered in [render(&markdown, &context()), render_note(&markdown, &context())] {
                assert_harmless(&rendered.html);
                assert_harmless_to_a_parser(&rendered.html);
            }
        }
    }
}

/// Each theme as one text: what one case leaves open must not help the next.
#[test]
fn hostile_cases_in_one_text_are_harmless() {
    let all = cases();
    for markdown in [all.join("\n"), all.join("\n\n"), all.concat()] {
        for rendered in [render(&markdown, &context()), render_note(&markdown, &context())] {
            assert_harmless(&rendered.html);
            assert_harmless_to_a_parser(&rendered.html);
        }
    }
}

/// What passes the check is what ammonia over the whole gives, to the byte; the rest is sent through it anyway.
#[test]
fn the_check_passes_only_what_sanitising_would_not_change() {
    let mut passed = 0;
    for case in cases() {
        for markdown in surroundings(&case) {
            passed += usize::from(same_as_sanitised(&markdown));
        }
    }
    assert!(passed > 3_000, "most cases are made harmless by the writer alone: {passed}");
}

/// Whether a text passes the check; panics where it does and sanitising would give something else.
fn same_as_sanitised(markdown: &str) -> bool {
    let mut all = true;
    for note in [false, true] {
        let written = steps::written(markdown, &context(), note);
        let sanitised = steps::sanitised(&written);
        let passes = steps::passes(&written);
        assert!(!passes || sanitised == written, "{markdown:?}\ngives   {written}\nand not {sanitised}");
        let shown = if note { render_note(markdown, &context()) } else { render(markdown, &context()) };
        assert_eq!(shown.html, sanitised, "what is shown is what sanitising gives");
        all &= passes;
    }
    all
}

#[test]
fn a_resolver_cannot_smuggle_anything_in() {
    let references = |_: &str| Some(assay_markdown::Target { title: "\"><script>alert(1)</script>".to_owned() });
    let includes = |_: &str| Some("</code></pre><script>alert(1)</script>".to_owned());
    let context = RenderContext { references: &references, includes: Some(&includes), ..RenderContext::default() };
    let rendered = render("# @MASTG-TECH-0157\n\n@MASTG-TECH-0001 [@MASTG-TECH-0001](#x)\n\n{{ a.kt }}\n", &context);
    assert_harmless(&rendered.html);
    assert!(rendered.html.contains("&lt;script&gt;"), "the texts are shown: {}", rendered.html);
}

#[test]
fn ids_cannot_be_taken() {
    let html = render("# app\n\n# App\n\n<p id=\"app\">x</p>\n\n<a name=\"app\">y</a>\n", &context()).html;
    assert!(html.contains("id=\"text-app\"") && html.contains("id=\"text-app_1\""), "{html}");
    assert!(!html.contains("id=\"app\"") && !html.contains("name="), "{html}");
}

#[test]
fn forged_marks_do_no_harm() {
    for forged in ["\u{E000}0\u{E001}", "&#xE000;0&#xE001;", "> &#xE000;0&#xE001;\n>\n> x", "[x](&#xE000;0&#xE001;)"] {
        let markdown = format!("!!! danger \"T\"\n    x\n\n{{{{ a.kt }}}}\n\n{forged}\n\n`{forged}`\n");
        let rendered = render(&markdown, &context());
        assert_harmless(&rendered.html);
        let _ = (standard_blocks(&markdown, &context()), plain(&markdown), text(&markdown));
    }
}

/// Texts that made parsers of markdown or HTML slow or overflow their stack. With anything quadratic in it, this test
/// runs for minutes instead of seconds.
#[test]
fn long_and_deep_input_stays_cheap() {
    let count = 3_000;
    let long = [
        ">".repeat(count),
        "> ".repeat(count),
        "- ".repeat(count),
        "*".repeat(count),
        "*a **b ".repeat(count / 4),
        "[".repeat(count),
        "[a](".repeat(count),
        "![".repeat(count),
        "<div>".repeat(count),
        "<div>\n\n".repeat(count),
        "<b>".repeat(count),
        "<b>\n\nx\n\n".repeat(count),
        "<b title=1><i title=2>\n\nx\n\n".repeat(count),
        "x <a href='https://a.example'>".repeat(count),
        "<a b='".repeat(count),
        "<!--".repeat(count),
        "<table>".repeat(count),
        "<details><summary>".repeat(count),
        "{{".repeat(count),
        "{{ a.kt ".repeat(count),
        ":material-a:{".repeat(count),
        "@MASTG-TECH-0157 ".repeat(count),
        "&#xE000;".repeat(count),
        "!!! note\n".repeat(count),
        (0..200).fold(String::new(), |text, depth| text + &" ".repeat(4 * depth) + "!!! note\n"),
        "# a\n".repeat(count),
        "[a](#a)\n\n# a\n\n".repeat(count / 2),
        "| a ".repeat(600) + "\n" + &"|-".repeat(600) + "\n" + &"| a\n".repeat(300),
        "`".repeat(count),
        (0..2_000).fold(String::new(), |text, length| text + &"`".repeat(length % 100) + " "),
        format!("http://a.example/{}", ")".repeat(count)),
        "[^a]".repeat(count) + "\n\n[^a]: x",
        "\u{FEFF}".repeat(count),
        "\0".repeat(count),
    ];
    for case in &long {
        assert_harmless(&render(case, &context()).html);
        assert_harmless(&render_note(case, &context()).html);
        let all = blocks(case);
        assert!(
            serde_json::from_str::<serde_json::Value>(&serde_json::to_string(&all).unwrap()).is_ok(),
            "bounded depth"
        );
        let _ = plain(case);
    }
}

/// One line of a megabyte, of what parsers count or look ahead for; and 64 levels of everything that nests.
#[test]
fn lines_of_a_megabyte_and_64_levels_end() {
    let line = |part: &str| part.repeat(1_000_000 / part.len());
    let mut texts: Vec<String> = [
        "a",
        "a ",
        "<",
        "<b>",
        "</b>",
        "<a href=",
        "&",
        "&amp;",
        "*",
        "_a_",
        "`",
        "[",
        "](",
        "![a](b)",
        "@",
        "@MASTG-TECH-0157 ",
        ":material-a: ",
        "{{ a.kt }}",
        "{{",
        "|",
        "> ",
        "- ",
        "#",
        "\\",
        "é",
        "\u{0}",
        "https://a.example/",
        "'",
        "\"",
        "$",
    ]
    .iter()
    .map(|part| line(part))
    .collect();
    texts.push(format!("```kotlin\n{}\n```", line("\"a")));
    texts.push(format!("```xml\n{}\n```", line("<a b='")));
    texts.push(format!("!!! note \"{}\"\n    {}", line("x"), line("y")));
    for nested in [
        "> ",
        "- ",
        "1. ",
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "*",
        "**a ",
        "[",
        "<blockquote>\n\n",
        "<details><summary>",
    ] {
        texts.push(nested.repeat(64) + "x");
    }
    let quotes = (0..64).fold(String::new(), |text, depth| text + &"    ".repeat(depth) + "!!! note\n");
    texts.push(quotes);
    texts.push((0..64).fold(String::new(), |text, depth| text + &"  ".repeat(depth) + "- x\n"));
    for text in &texts {
        assert_harmless(&render(text, &context()).html);
        assert_harmless(&render_note(text, &context()).html);
    }
}

/// Fragments that are likelier than random characters to find something.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        prop::sample::select(cases()),
        prop::sample::select(
            &[
                "\n",
                "\n\n",
                "    ",
                "- ",
                "1. ",
                "> ",
                "```",
                "`",
                "*",
                "**",
                "~~",
                "[",
                "](",
                ")",
                "![",
                "<",
                ">",
                "</",
                "\"",
                "'",
                "=",
                "!!! note",
                "???",
                "{{ a.kt }}",
                "@MASTG-TECH-0157",
                "<div>",
                "</div>",
                "<b>",
                "</b>",
                "<a href=",
                "https://a.example",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<pre>",
                "<code>",
                "| a |",
                "|---|",
                "[^1]",
                "[^1]: ",
                "# ",
                "&lt;",
                "&#60;",
                "\u{E000}0\u{E001}",
                "\u{202E}",
                "<p",
                " on",
                "click=",
                "javascript:",
                "\t",
                "\r",
                "---",
            ][..]
        )
        .prop_map(str::to_owned),
        "\\PC{0,8}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_rendered_and_harmless(markdown in fragments()) {
        for html in [render(&markdown, &context()).html, render_note(&markdown, &context()).html] {
            assert_harmless(&html);
            assert_harmless_to_a_parser(&html);
        }
    }

    #[test]
    fn any_bytes_are_rendered_and_harmless(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let markdown = String::from_utf8_lossy(&bytes);
        for html in [render(&markdown, &context()).html, render_note(&markdown, &context()).html] {
            assert_harmless(&html);
            assert_harmless_to_a_parser(&html);
        }
    }

    #[test]
    fn whatever_passes_the_check_needs_no_sanitising(markdown in fragments()) {
        same_as_sanitised(&markdown);
    }

    #[test]
    fn blocks_hold_only_addresses_that_lead_outside(markdown in fragments()) {
        for all in [blocks(&markdown), standard_blocks(&markdown, &context())] {
            let json = serde_json::to_value(&all).unwrap();
            let mut open = vec![&json];
            while let Some(value) = open.pop() {
                if let Some(url) = value.get("url").and_then(serde_json::Value::as_str) {
                    let lower = url.to_lowercase();
                    prop_assert!(["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)), "{}", url);
                }
                match value {
                    serde_json::Value::Array(items) => open.extend(items),
                    serde_json::Value::Object(fields) => open.extend(fields.values()),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn excerpts_are_one_line(markdown in fragments()) {
        for line in [plain(&markdown), text(&markdown)] {
            prop_assert!(!line.contains(['\n', '\r', '\t']) && line.trim() == line, "{:?}", line);
        }
    }
}
