//! What the lexer must know of a language.

/// A language, or several that are alike.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of its own, and languages combine them freely")]
pub(super) struct Language {
    names: &'static [&'static str],
    pub(super) line_comments: &'static [&'static str],
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    pub(super) quotes: &'static [u8],
    /// Whether three quotes begin a string of several lines.
    pub(super) triple: bool,
    /// What a name follows to be a variable, an annotation or the like.
    pub(super) sigils: &'static [u8],
    /// In order, for a binary search; lower case where case is ignored.
    pub(super) keywords: &'static [&'static str],
    pub(super) ignores_case: bool,
    /// `.method` at the start of a line.
    pub(super) directives: bool,
    /// JSON: a string before a colon is a name.
    pub(super) keys_are_strings: bool,
    /// YAML: what stands before a colon at the start of a line is a name.
    pub(super) keys_of_lines: bool,
}

const NONE: Language = Language {
    names: &[],
    line_comments: &[],
    block_comment: None,
    quotes: b"\"'",
    triple: false,
    sigils: &[],
    keywords: &[],
    ignores_case: false,
    directives: false,
    keys_are_strings: false,
    keys_of_lines: false,
};

const C_LIKE: Language = Language { line_comments: &["//"], block_comment: Some(("/*", "*/")), ..NONE };

const HASH: Language = Language { line_comments: &["#"], ..NONE };

#[rustfmt::skip]
static LANGUAGES: [Language; 14] = [
    Language {
        names: &["bash", "sh", "shell", "zsh", "console", "fish"],
        sigils: b"$",
        keywords: &["case", "cd", "do", "done", "echo", "elif", "else", "esac", "exit", "export", "fi", "for", "function", "if", "in", "local", "return", "set", "sudo", "then", "until", "while"],
        ..HASH
    },
    Language {
        names: &["java", "jimple", "groovy", "gradle"],
        triple: true,
        sigils: b"@",
        keywords: &["abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "def", "default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "if", "implements", "import", "instanceof", "int", "interface", "long", "native", "new", "null", "package", "private", "protected", "public", "record", "return", "short", "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try", "var", "void", "volatile", "while"],
        ..C_LIKE
    },
    Language {
        names: &["kotlin", "kt", "kts"],
        triple: true,
        sigils: b"@",
        keywords: &["abstract", "as", "break", "by", "catch", "class", "companion", "const", "constructor", "continue", "data", "do", "else", "enum", "false", "final", "finally", "for", "fun", "get", "if", "import", "in", "init", "inline", "interface", "internal", "is", "lateinit", "null", "object", "open", "override", "package", "private", "protected", "public", "return", "sealed", "set", "super", "suspend", "this", "throw", "true", "try", "typealias", "val", "var", "vararg", "when", "where", "while"],
        ..C_LIKE
    },
    Language {
        names: &["swift"],
        triple: true,
        sigils: b"@",
        keywords: &["Any", "Self", "actor", "as", "associatedtype", "async", "await", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "final", "for", "func", "get", "guard", "if", "import", "in", "init", "inout", "internal", "is", "lazy", "let", "nil", "open", "operator", "override", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "set", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "unowned", "var", "weak", "where", "while"],
        ..C_LIKE
    },
    Language {
        names: &["objectivec", "objc", "objective-c", "obj-c", "m"],
        sigils: b"@",
        keywords: &["BOOL", "NO", "NULL", "YES", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for", "id", "if", "import", "include", "int", "long", "nil", "return", "self", "short", "signed", "sizeof", "static", "struct", "super", "switch", "typedef", "union", "unsigned", "void", "while"],
        ..C_LIKE
    },
    Language {
        names: &["c", "h", "cpp", "c++", "cc", "hpp", "cs", "csharp", "c#"],
        keywords: &["auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default", "delete", "do", "double", "else", "enum", "extern", "false", "float", "for", "goto", "if", "inline", "int", "long", "namespace", "new", "null", "nullptr", "operator", "private", "protected", "public", "register", "return", "short", "signed", "sizeof", "static", "string", "struct", "switch", "template", "this", "throw", "true", "try", "typedef", "union", "unsigned", "using", "var", "virtual", "void", "volatile", "while"],
        ..C_LIKE
    },
    Language {
        names: &["javascript", "js", "jsx", "typescript", "ts", "tsx", "dart", "node"],
        quotes: b"\"'`",
        keywords: &["as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends", "false", "finally", "for", "from", "function", "get", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "of", "return", "set", "static", "super", "switch", "this", "throw", "true", "try", "type", "typeof", "undefined", "var", "void", "while", "with", "yield"],
        ..C_LIKE
    },
    Language {
        names: &["rust", "rs", "go", "golang"],
        quotes: b"\"",
        keywords: &["as", "async", "await", "break", "case", "chan", "const", "continue", "crate", "default", "defer", "dyn", "else", "enum", "extern", "false", "fn", "for", "func", "go", "goto", "if", "impl", "import", "in", "interface", "let", "loop", "map", "match", "mod", "move", "mut", "nil", "package", "pub", "range", "ref", "return", "select", "self", "static", "struct", "super", "switch", "trait", "true", "type", "unsafe", "use", "var", "where", "while"],
        ..C_LIKE
    },
    Language {
        names: &["python", "py", "python3"],
        triple: true,
        sigils: b"@",
        keywords: &["False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "self", "try", "while", "with", "yield"],
        ..HASH
    },
    Language {
        names: &["ruby", "rb", "perl", "podfile"],
        sigils: b"$@",
        keywords: &["and", "begin", "class", "def", "do", "else", "elsif", "end", "ensure", "false", "if", "in", "module", "my", "next", "nil", "not", "or", "require", "rescue", "return", "self", "sub", "super", "then", "true", "unless", "until", "use", "when", "while", "yield"],
        ..HASH
    },
    Language {
        names: &["sql", "sqlite"],
        line_comments: &["--"],
        block_comment: Some(("/*", "*/")),
        ignores_case: true,
        keywords: &["and", "as", "asc", "begin", "by", "case", "commit", "create", "delete", "desc", "distinct", "drop", "else", "end", "exists", "from", "group", "having", "in", "index", "inner", "insert", "integer", "into", "is", "join", "key", "left", "like", "limit", "not", "null", "on", "or", "order", "outer", "pragma", "primary", "select", "set", "table", "text", "then", "union", "unique", "update", "values", "when", "where"],
        ..NONE
    },
    Language { names: &["json", "json5", "jsonc"], quotes: b"\"", keywords: &["false", "null", "true"], keys_are_strings: true, ..C_LIKE },
    Language { names: &["yaml", "yml", "toml", "properties", "pro", "proguard"], keywords: &["false", "no", "null", "true", "yes"], keys_of_lines: true, ..HASH },
    Language { names: &["smali", "asm", "assembly", "gnuassembler", "nasm", "r2", "r2cmd"], line_comments: &["#", ";", "//"], quotes: b"\"", directives: true, ..NONE },
];

/// The language of a lower-case name.
pub(super) fn language(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::LANGUAGES;

    #[test]
    fn keywords_are_in_order() {
        for language in &LANGUAGES {
            assert!(language.keywords.is_sorted(), "{:?}", language.names);
        }
    }
}
