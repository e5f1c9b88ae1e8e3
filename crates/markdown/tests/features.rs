//! One snapshot for each thing that OWASP's markdown has and CommonMark has not, and for what notes do differently.

mod support;

use assay_markdown::{
    RenderContext, Words, blocks, image_path, images, plain, render, render_note, standard_blocks, text,
};
use support::context;

/// Snapshots of the HTML that a text gives, each under its own name.
macro_rules! renders {
    ($($name:ident: $markdown:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(render($markdown, &context()).html);
        }
    )*};
}

renders! {
    admonition: "Before\n!!! warning \"Mind *this*\"\n    First line\n    second line\n\n    - item\n\n    ```sh\n    !!! note\n    run\n    ```\nAfter\n";
    admonition_kinds: "!!! note\n    a\n\n!!! Warning\n    b\n\n!!! danger \"\"\n    c\n\n!!! \"Only a title\"\n    d\n\n!!! warning Limitations\n    e\n\n!!! bananas\n    f\n";
    admonition_indented_by_two: "!!! note\n  Two spaces\n  again\n\n### Next\n";
    admonition_after_an_empty_line: "!!! note\n\n  Two spaces\n\nOutside\n";
    admonition_not_indented: "!!! note\nNot indented:\n\n    - but this is\n    - and this\n\nOutside\n";
    admonition_without_body: "!!! note\n\nOutside\n";
    admonition_in_a_list: "1. First\n\n    !!! tip \"In the list\"\n        Inside\n\n2. Second\n";
    admonition_in_an_admonition: "!!! note\n    Outer\n\n    !!! warning\n        Inner\n\n    Outer again\n";
    admonition_in_code_is_code: "```\n!!! note\n    stays\n{{ run.sh }}\n```\n\nText\n\n    !!! note\n        stays too\n";
    not_an_admonition: "!!! WARNING: This key is used twice: once, and again\n\n!!!\n\n??? \n";
    details: "??? info \"Full output\"\n\n    ```sh\n    $ ls\n    ```\n\n???+ \"Open\"\n    Body\n";
    alert_of_github: "> [!CAUTION]\n> Mind the gap\n";
    references: "See @MASTG-TECH-0157, **@MASTG-TOOL-0001** or \"@MASTG-TECH-0002/@MASTG-TECH-0003\".\nUnknown: @MASTG-TEST-9999, @MASWE-0001, @MASVS-STORAGE-1, @MASVS-AUTH.\n";
    references_not_in_code: "`@MASTG-TECH-0157`\n\n```\n@MASTG-TECH-0157\n```\n\n<code>@MASTG-TECH-0157</code> and <pre>@MASTG-TECH-0157</pre>\n";
    references_only_as_words: "mail@MASTG-TECH-0157 @MASTG-TECH-01577 @MASTG-TECH @mastg-tech-0157 @MASTG-TECH-0157_x\n";
    reference_in_a_link_is_its_text: "[see @MASTG-TECH-0157](https://example.org) and ![@MASTG-TECH-0157](x.png)\n";
    include_without_resolver: "{{ MastgTest.kt # ../MASTG-DEMO-0095/MastgTest_reversed.java}}\n\nSome {{ run.sh }} inline, not {{ user.name | safe }}.\n";
    icons: "- (:material-flask: BETA) and :octicons-tools-24:{ .big } Tools\n- a :material-flask: b, but com.google:play-services-gcm:12\n";
    mermaid: "```mermaid\ngraph TD; A-->B;\n```\n";
    markdown_in_html: "<div markdown=\"1\">\n**Strong**\n\n- item\n</div>\n";
    images_without_resolver: "![A *picture*](../Images/a.png)\n\n<img src=\"Images/Chapters/0x05b/r2_pd_10.png\" width=\"80%\" />\n\n<img src='x.png' alt='Tom &amp; \"Jerry\"'>\n";
    figures_in_html: "<center>\n<figure style=\"margin:0\">\n  <img src=\"Images/a.png\" alt=\"A\">\n  <figcaption>With <code>@MASTG-TECH-0157</code></figcaption>\n</figure>\n</center>\n";
    links: "[out](https://example.org/a?b=1&c=2 \"t\") <https://example.org> <me@example.org> [doc](../../Document/0x04f.md#x) [tech](../../techniques/ios/MASTG-TECH-0157.md) [unknown](MASTG-TEST-9999.md) [here](#known-heading) [there](#unknown) [root](/MASTG/tests/)\n\n## Known Heading\n";
    links_in_html: "<a href=\"https://example.org\">:material-github: Out</a> <a href=\"tests/\">In</a> <a href=\"https://example.org\"><a href=\"https://example.com\">nested</a></a>\n";
    headings: "## Overview\n\n### With `code` and @MASTG-TECH-0157\n\n## Overview\n\n###### Deep\n\n## 你好 *Ж*\n\n## !?\n";
    table: "| a | b | c |\n|:--|:-:|--:|\n| @MASTG-TECH-0157 | `x|y` | 3 |\n| 1 |\n";
    footnotes: "One[^b] two[^a] one again[^b].\n\n[^a]: First *note*\n[^b]: Second, see @MASTG-TECH-0157\n";
    task_list: "- [x] done\n- [ ] open\n";
    strikethrough: "~~gone~~\n";
    code: "```{.kotlin} x\nval a = 1 < 2\n```\n\n```C++\n&amp;\n```\n\n```\"><script>\nx\n```\n";
    code_in_colour: "```kotlin\n@Test fun a() = \"x\" // 1 < 2\n```\n\n```xml\n<a:b c=\"d\"><!-- e --></a:b>\n```\n\n```sh\n# run\nadb shell \"ls\" $HOME\n```\n\n```json\n{\"a\": [1, null, \"b\"]}\n```\n\n```Smali\n.method public a()V # b\n```\n\n```text\nval a = 1\n```\n";
    links_to_files_of_the_guide: "[of the guide](../../../Document/0x05d-Testing-Data-Storage.md#local-storage) [with a slash](../Document/0x05d-Testing-Data-Storage.md/#local-storage) [as a whole](../Document/0x05d-Testing-Data-Storage.md \"Title\") [unknown](0x99-None.md) [a file](run.sh)\n\n<a href=\"../Document/0x05d-Testing-Data-Storage.md\">raw</a>\n";
    links_to_owasps_site: "[known](https://mas.owasp.org/MASTG/techniques/ios/MASTG-TECH-0157/#steps) [unknown](https://mas.owasp.org/MASTG/tests/MASTG-TEST-9999/) [news](https://mas.owasp.org/news/) [not theirs](https://mas.owasp.org.example/MASTG-TECH-0157)\n";
    html_elements: "Press <kbd>Ctrl</kbd>+<b>A</b><br>H<sub>2</sub>O, <package-name> and <YOUR_APP>\n\n<table class=\"x\"><tr><th colspan=\"2\" onclick=\"x\">A</th></tr><tr><td>1<td>2</table>\n";
    html_left_open: "- <b>bold\n- <div>x\n\n> <i>more\n\nEnd</b></div>\n";
}

#[test]
fn include_with_resolver() {
    let files = |file: &str| (file == "run.sh").then(|| "#!/bin/bash\necho \"<b>\"\n".to_owned());
    let context = RenderContext { includes: Some(&files), ..context() };
    insta::assert_snapshot!(render("Look:\n{{ run.sh # missing.kt }}\nDone\n", &context).html);
    insta::assert_json_snapshot!(
        "include_as_blocks",
        standard_blocks("Look:\n{{ run.sh # missing.kt }}\nDone\n", &context)
    );
}

#[test]
fn image_with_resolver() {
    let pictures = |path: &str| path.starts_with("Images/").then(|| format!("asset://localhost/{path}"));
    let context = RenderContext { images: Some(&pictures), ..context() };
    let markdown = "![A \"picture\"](Images/a.png) ![other](b.png)\n\n<img src=\"Images/c.png\" onerror=\"x\">\n\n<img src=\"asset://localhost/secret\">\n";
    insta::assert_snapshot!(render(markdown, &context).html);
}

#[test]
fn words_of_the_caller() {
    let words = Words { figure: "Abbildung", note: "Hinweis", warning: "Warnung", ..Words::ENGLISH };
    let context = RenderContext { words, ..context() };
    let markdown = "![Ein Bild](a.png) ![](b.png)\n\n!!! note\n    a\n\n!!! warning\n    b\n\n!!! Caution\n    The text's own word\n\n> [!WARNING]\n> c\n";
    insta::assert_snapshot!(render(markdown, &context).html);
    insta::assert_json_snapshot!("words_of_the_caller_in_blocks", standard_blocks(markdown, &context));
}

#[test]
fn images_are_named_as_written() {
    let markdown = "![a](../Images/a.png) ![b][c] <img src=\"Images/d.png\">\n\n<center>\n<img\n  src='Images/e.png' />\n<img src=\"Images/d.png\">\n</center>\n\n`<img src=\"no.png\">`\n\n[c]: f.gif\n";
    assert_eq!(images(markdown), ["../Images/a.png", "f.gif", "Images/d.png", "Images/e.png"]);
    assert_eq!(images("No picture at all"), Vec::<String>::new());
}

#[test]
fn images_lie_where_owasp_means_them() {
    let text = "techniques/android/MASTG-TECH-0001.md";
    for (address, path) in [
        ("Images/Techniques/a.png", Some("Document/Images/Techniques/a.png")),
        ("Document/Images/Other/a.JPG", Some("Document/Images/Other/a.JPG")),
        ("a%20b.webp?raw=true#x", Some("techniques/android/a b.webp")),
        ("../../Document/./Images/a.gif", Some("Document/Images/a.gif")),
        ("../../../a.png", None),
        ("Images/../../a.png", Some("a.png")),
        ("Images/../../../a.png", None),
        ("/a.png", None),
        ("//evil.example/a.png", None),
        ("https://evil.example/a.png", None),
        ("data:image/png;base64,a.png", None),
        ("..\\a.png", None),
        ("a.svg", None),
        ("a", None),
        ("", None),
    ] {
        assert_eq!(image_path(text, address).as_deref(), path, "{address}");
    }
}

#[test]
fn data_address_of_a_resolver_is_shown_and_no_other() {
    let pictures = |_: &str| Some("data:image/png;base64,AAAA".to_owned());
    let context = RenderContext { images: Some(&pictures), ..context() };
    let html = render("![a](b.png) [c](data:image/png;base64,AAAA) [d](data:text/html,x)", &context).html;
    assert_eq!(html, "<p><img class=\"figure\" src=\"data:image/png;base64,AAAA\" alt=\"a\"> c d</p>\n");
}

#[test]
fn headings_start_where_the_caller_says() {
    for (level, expected) in [(0, [1, 2]), (1, [1, 2]), (4, [4, 5]), (6, [6, 6]), (9, [6, 6])] {
        let rendered = render("## A\n\n### B\n", &RenderContext { heading_level: level, ..context() });
        let levels: Vec<u8> = rendered.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, expected, "from {level}");
    }
}

#[test]
fn what_comes_with_the_html() {
    let rendered =
        render("# A `b` @MASTG-TECH-0157\n\n@MASWE-0001 and @MASTG-TECH-0157 and `@MASTG-TOOL-0002`\n", &context());
    insta::assert_json_snapshot!((rendered.references, rendered.headings));
}

#[test]
fn windows_line_ends_and_byte_order_mark() {
    let unix = "!!! note \"T\"\n    Body\n\nText\n\n```sh\na\n```\n";
    let windows = format!("\u{FEFF}{}", unix.replace('\n', "\r\n"));
    assert_eq!(render(&windows, &context()).html.replace('\r', ""), render(unix, &context()).html);
}

#[test]
fn note() {
    let markdown = "Line one\nline **two** at https://example.org/a_(b)_c?d=1&e=2).\n\n<script>alert(1)</script>\n\nKey <b>x</b>, see @MASTG-TECH-0157\n!!! note\n{{ run.sh }} :material-flask:\n";
    insta::assert_snapshot!(render_note(markdown, &context()).html);
}

#[test]
fn note_as_blocks() {
    let markdown = "# Title `x`\n\nLine one\nline **two *three*** <b>x</b> ~~no~~ `code` https://example.org/a.\n\n1. one\n2. two\n   - [x] nested\n\n> quote\n\n```kt\nval a\n```\n\n| a | b |\n|---|---|\n| **1** | 2 |\n\n---\n\n<script>\nx\n</script>\n\n![alt](a.png) [in](#x) [bad](javascript:x)[^1]\n\n[^1]: foot\n";
    insta::assert_json_snapshot!(blocks(markdown));
}

#[test]
fn standard_as_blocks() {
    let markdown = "## Overview\n\nSee @MASTG-TECH-0157<br>and <b>bold</b>\nsame line.\n\n!!! warning \"T *x*\"\n    Body\n\n!!! note\n    - a\n\n<div>\n<img src=\"Images/a.png\" alt=\"A\">\n</div>\n";
    insta::assert_json_snapshot!(standard_blocks(markdown, &context()));
}

#[test]
fn excerpts() {
    assert_eq!(
        plain("## Overview\n\nFirst *paragraph*,\n`code` and @MASTG-TECH-0157.\n\nSecond.\n"),
        "First paragraph, code and MASTG-TECH-0157."
    );
    assert_eq!(plain("!!! note \"Title\"\n    Body of it\n"), "Body of it");
    assert_eq!(plain("{{ run.sh }}\n\n![alt](a.png)\n\n- item <b>one</b>\n- two"), "item one");
    assert_eq!(plain("```\ncode\n```\n"), "");
    assert_eq!(plain(""), "");
    assert_eq!(text("## Head\n\nBody\n\n```\ncode\n```\n\n- a\n- b\n"), "Head Body code a b");
}

#[test]
fn blocks_survive_a_round_trip_through_json() {
    let all = blocks("# a\n\nb **c**\nd\n\n- e\n\n> f\n\n| g |\n|---|\n| h |\n");
    let json = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Vec<assay_markdown::Block>>(&json).unwrap(), all);
}
