//! Code that texts include: `{{ MastgTest.kt # output.txt }}` in a demo names files beside it. Only files that a text names
//! are read, so that a standard's examples come along and its archives and images don't.

use std::collections::BTreeSet;

use memchr::memmem;

/// The paths, from the top of the repository, that a text at a path includes; those that would leave the repository are
/// left out. A path that begins with `/` counts from the top.
pub(super) fn named_in(path: &str, markdown: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut rest = markdown;
    while let Some(start) = memmem::find(rest.as_bytes(), b"{{") {
        rest = &rest[start + 2..];
        let Some(end) = memmem::find(rest.as_bytes(), b"}}") else { break };
        let inside = &rest[..end];
        // Braces of code that spans lines are no include.
        if !inside.contains(['\n', '{']) {
            paths.extend(inside.split('#').filter_map(|name| resolved(path, name.trim())));
            rest = &rest[end + 2..];
        }
    }
    paths
}

fn resolved(path: &str, name: &str) -> Option<String> {
    if name.is_empty() || name.contains(['\\', ':', '*', '<', '>', '|', '"']) {
        return None;
    }
    let mut parts: Vec<&str> = match name.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => path.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
    };
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/")).filter(|path| !path.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_stay_inside() {
        let at = "demos/android/A/MASTG-DEMO-0001/MASTG-DEMO-0001.md";
        for (text, paths) in [
            (
                "{{ a.kt # b.xml }}",
                &["demos/android/A/MASTG-DEMO-0001/a.kt", "demos/android/A/MASTG-DEMO-0001/b.xml"][..],
            ),
            ("One {{../x/run.sh}} two {{ ../../../../rules/r.yml }}", &["demos/android/A/x/run.sh", "rules/r.yml"]),
            ("{{ ../../../../../etc/passwd }}{{ C:\\x }}{{ }}{{ # }}", &[]),
            ("{{ /rules/r.yml }}", &["rules/r.yml"]),
            ("fn a() {{\n}} {{ a.kt }}", &["demos/android/A/MASTG-DEMO-0001/a.kt"]),
            ("{{ never ends", &[]),
        ] {
            assert_eq!(named_in(at, text).iter().map(String::as_str).collect::<Vec<_>>(), paths, "{text}");
        }
        assert_eq!(named_in("a.md", "{{ b.txt }}").into_iter().collect::<Vec<_>>(), ["b.txt"]);
    }
}
