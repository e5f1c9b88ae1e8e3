// The messages of the program: what its sources say in English, gathered into the file that translations are made from.
//
// A message is the text of `said!` and `counted!`, each text within `noted!`, and whatever else reads like words: a literal
// of two words or more outside of what nobody reads, such as SQL, assertions and attributes. So a text that is constant is
// a message without further ado; `assay_messages::in_words` puts it into words where it is shown. A sentence that is made
// by `format!` could not be translated, and is named instead.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inside } from "./run.mjs";

/** Where the gathered messages are. */
export const FILE = "crates/messages/messages/en.json";

/** The crates that speak to people in a window. The command line and what is written for machines are English. */
const CRATES = ["assessment", "bridge", "catalogue", "commands", "ledger", "messages", "proof", "report", "typeset"];

/** What is no message: the example's own record, what reports print in their language, files for programs, and tests. */
const LEFT_OUT =
  /\/(demo|compose)\/|\/printed\/(board|forms)|\/printed\/(foot|words)\.rs|\/(oscal|attach|bindings|stamp|update)\.rs$|tests?\.rs$/;

/** Calls whose texts nobody reads, or only those who mend a defect. */
const UNREAD =
  /(\b(expect|panic!|assert\w*!|debug_assert\w*!|unreachable!|concat!|query\w*|AssertSqlSafe|push|push_str|write!|writeln!|eprintln!|println!|reason\s*=|include_str!|env!|matches!|starts_with|ends_with|contains|split|trim_\w+_matches)\s*\(\s*|reason = |#\[[^\]]*)$/;

const SQL =
  /\b(SELECT|INSERT|UPDATE|DELETE|FROM|CREATE|WHERE|JOIN|PRAGMA|ORDER BY|GROUP BY|DROP|CONFLICT|AS|BEGIN|CASE WHEN)\b/;

/** All literals of a source, outside of comments and of the tests at its end: where they begin, and their text. */
function literals(source) {
  const end = source.search(/#\[cfg\(test\)\]\s*mod \w+ \{/);
  const text = end < 0 ? source : source.slice(0, end);
  const found = [];
  const token = /\/\/[^\n]*|\/\*[^]*?\*\/|b?r(#*)"[^]*?"\1|b?"((?:[^"\\]|\\[^])*)"|'(?:[^'\\\n]|\\[^\n]{1,8}?)'/g;
  for (const match of text.matchAll(token)) {
    if (match[2] !== undefined && !match[0].startsWith("b")) found.push({ at: match.index, text: unescaped(match[2]) });
  }
  return { text, found };
}

function unescaped(literal) {
  return literal
    .replaceAll(/\\\r?\n\s*/g, "")
    .replaceAll(/\\(u\{([0-9a-fA-F]+)\}|[^])/g, (_, one, code) =>
      code ? String.fromCodePoint(Number.parseInt(code, 16)) : ({ n: "\n", t: "\t", r: "\r", 0: "\0" }[one] ?? one),
    );
}

/** Whether a text reads like words. */
function isWords(text) {
  const plain = text.replaceAll(/\{[^}]*\}/g, "x");
  if (SQL.test(plain) || /[<>=|$]|::|\/\/|\n|#\[|'none'/.test(plain) || /^\s|\s,/.test(text.slice(0, 1))) {
    return /^ (It|An?|The|There) /.test(text);
  }
  return plain.trim().includes(" ") && (plain.match(/[A-Za-z'-]{2,}/g) ?? []).length >= 2;
}

/** Where the parentheses that open at `from` close. */
function closing(text, from, found) {
  let depth = 0;
  const inLiteral = new Map(found.map(({ at }) => [at, text.slice(at).match(/^"(?:[^"\\]|\\[^])*"/)?.[0].length ?? 1]));
  for (let at = from; at < text.length; at += 1) {
    if (inLiteral.has(at)) at += inLiteral.get(at) - 1;
    else if ("([{".includes(text[at])) depth += 1;
    else if (")]}".includes(text[at])) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

/** The messages of one source, and the sentences in it that cannot be translated. */
export function messagesOf(source) {
  const { text, found } = literals(source);
  const messages = new Set();
  const fixed = [];
  const marked = [...text.matchAll(/\b(said|counted|noted)!\(/g)].map((match) => {
    const from = match.index + match[0].length - 1;
    return { name: match[1], from, to: closing(text, from, found) };
  });
  for (const { at, text: said } of found) {
    const before = text.slice(Math.max(0, at - 160), at);
    const within = marked.filter(({ from, to }) => from < at && at < to);
    const direct = within.some(({ name, from, to }) => {
      if (name === "noted") return true;
      const own = found.filter((one) => from < one.at && one.at < to && depthOf(text, from, one.at, found) === 1);
      return own.slice(0, name === "said" ? 1 : 2).some((one) => one.at === at);
    });
    if (direct) messages.add(said);
    else if (/\bformat!\(\s*$/.test(before)) {
      if (isWords(said) && (said.replaceAll(/\{[^}]*\}/g, "").match(/[a-z]{2,}/g) ?? []).length > 0) fixed.push(said);
    } else if (isWords(said) && !UNREAD.test(before.trimEnd()) && !UNREAD.test(before)) messages.add(said);
  }
  return { messages, fixed };
}

/** How many parentheses are open between. */
function depthOf(text, from, to, found) {
  let depth = 0;
  const ends = new Map(found.map(({ at }) => [at, text.slice(at).match(/^"(?:[^"\\]|\\[^])*"/)?.[0].length ?? 1]));
  for (let at = from; at < to; at += 1) {
    if (ends.has(at)) at += ends.get(at) - 1;
    else if ("([{".includes(text[at])) depth += 1;
    else if (")]}".includes(text[at])) depth -= 1;
  }
  return depth;
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".rs"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
}

/** The messages of the program by crate, and the sentences that cannot be translated, with their files. */
export function gather() {
  const crates = {};
  const fixed = [];
  for (const [name, folder] of [...CRATES.map((it) => [it, `crates/${it}/src`]), ["desktop", "src-tauri/src"]]) {
    const all = new Set();
    for (const path of sources(inside(folder))) {
      const of = messagesOf(readFileSync(path, "utf8"));
      of.messages.forEach((message) => all.add(message));
      fixed.push(...of.fixed.map((sentence) => `${path.slice(inside(".").length + 1)}: ${sentence}`));
    }
    crates[name] = [...all].sort();
  }
  return { crates, fixed };
}

/** The file as it should be. */
export function written(crates) {
  return `${JSON.stringify(crates, null, 1)}\n`;
}
