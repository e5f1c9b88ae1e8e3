//! Hostile markdown: nothing of it may run, load, or lead where it should not; nothing may take long.

mod support;

use assay_markdown::{RenderContext, blocks, plain, render, render_note, standard_blocks, text};
use proptest::prelude::*;
use support::{assert_harmless, context};

/// Each in OWASP's dialect and as a note, alone, in a paragraph, in a list, in a quote and in an admonition.
const HOSTILE: [&str; 62] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"https://evil.example/track.png\">",
    "<img src='x' alt='\" onload=\"alert(1)'>",
    "<img alt=\"<script>alert(1)</script>\">",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<img/src/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
    "<embed src=\"https://evil.example/x.swf\">",
    "<form action=\"https://evil.example\"><input name=a><button formaction=javascript:alert(1)>x</button></form>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<base href=\"https://evil.example/\">",
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<div style=\"background:url(https://evil.example)\" onclick=alert(1)>x</div>",
    "<p id=app class=admin>x</p>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"vbscript:x\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"https://ok.example\" target=_blank onclick=alert(1) rel=opener>x</a>",
    "<a href='https://ok.example\"onmouseover=\"alert(1)'>x</a>",
    "<a name=x href=https://ok.example\nping=https://evil.example>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](file:///etc/passwd)",
    "[x](tauri://localhost/index.html)",
    "[x](https://ok.example\"onmouseover=alert(1)//)",
    "[x](https://ok.example \"\\\" onmouseover=alert(1)\")",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![\"><script>alert(1)</script>](x.png\"onerror=alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "```\"><script>alert(1)</script>\nx\n```",
    "```x\" onclick=\"alert(1)\nx\n```",
    "`<script>alert(1)</script>`",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "!!! note \"<script>alert(1)</script>\"\n    <img src=x onerror=alert(1)>",
    "{{ \"><script>.kt }}",
    "@MASTG-TECH-0157\"><script>alert(1)</script>",
];

#[test]
fn hostile_markdown_is_harmless() {
    for case in HOSTILE {
        let indented = case.replace('\n', "\n    ");
        let surroundings = [
            case.to_owned(),
            format!("Text {case} text"),
            format!("- {indented}\n- x"),
            format!("> {}", case.replace('\n', "\n> ")),
            format!("!!! note\n    {indented}\n"),
            format!("| a |\n|---|\n| {} |", case.replace('\n', " ")),
            format!("# {case}"),
            format!("<div>\n\n{case}"),
            format!("<div title=\"\n\n{case}\n\n\">"),
        ];
        for markdown in surroundings {
            for rendered in [render(&markdown, &context()), render_note(&markdown, &context())] {
                assert_harmless(&rendered.html);
            }
        }
    }
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
    let cases = [
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
    for case in &cases {
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

/// Fragments that are likelier than random characters to find something.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
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
        assert_harmless(&render(&markdown, &context()).html);
        assert_harmless(&render_note(&markdown, &context()).html);
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
