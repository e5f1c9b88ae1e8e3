//! Code blocks and their languages.

use std::fmt::Write as _;

use crate::highlight::highlight;

/// Writes a code block, coloured where the language is known; a language must be a word of `language` or `language_of`.
pub(crate) fn write_code(out: &mut String, language: &str, code: &str) {
    if language.is_empty() {
        out.push_str("<pre><code>");
    } else {
        let _ = write!(out, "<pre><code class=\"language-{language}\">");
    }
    highlight(out, language, code);
    out.push_str("</code></pre>\n");
}

/// The language of a code fence: its first word, lower case, if it looks like one.
pub(crate) fn language(info: &str) -> String {
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let is_name = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte));
    if is_name { word.to_ascii_lowercase() } else { String::new() }
}

/// The language of a file by its name; empty where nothing is known.
pub(crate) fn language_of(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, extension)| extension.trim()) {
        "asm" | "s" => "asm",
        "c" | "h" => "c",
        "gradle" => "groovy",
        "html" => "html",
        "java" => "java",
        "js" => "javascript",
        "json" => "json",
        "kt" | "kts" => "kotlin",
        "m" => "objectivec",
        "plist" | "xml" | "entitlements" => "xml",
        "py" => "python",
        "r2" => "r2",
        "sh" => "bash",
        "smali" => "smali",
        "sql" => "sql",
        "swift" => "swift",
        "yaml" | "yml" => "yaml",
        _ => "",
    }
}
