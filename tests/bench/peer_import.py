"""The job of a sync as one would write it in Python: read the markdown files of a commit from a bare git repository (those
that a second file names, a path a line), parse their front matter, keep all of it in SQLite; with --render also turn references into links with titles and render
the bodies.

Needs PyYAML and Markdown; git gives the blobs in one `cat-file --batch`. With --libyaml front matter is read by PyYAML's
loader in C, where PyYAML has it; without, as `yaml.safe_load` does, which is what such scripts call. One process, one
core; prints how long it took in seconds, without the start of Python and the imports.
"""

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

import markdown
import yaml

repository = sys.argv[1]
with open(sys.argv[2], encoding="utf-8") as wanted:
    paths = set(wanted.read().splitlines())
render = "--render" in sys.argv
loader = yaml.CSafeLoader if "--libyaml" in sys.argv else yaml.SafeLoader
start = time.perf_counter()
git = ["git", "--git-dir", repository]
listing = subprocess.run(git + ["ls-tree", "-r", "-z", "HEAD"], check=True, capture_output=True).stdout
files = []
for line in listing.decode().split("\0"):
    meta, _, path = line.partition("\t")
    if path in paths:
        files.append((path, meta.split()[2]))
request = "".join(blob + "\n" for _, blob in files).encode()
answer = subprocess.run(git + ["cat-file", "--batch"], input=request, check=True, capture_output=True).stdout

pages = []
titles = {}
at = 0
for path, _ in files:
    end = answer.index(b"\n", at)
    size = int(answer[at:end].split()[2])
    raw = answer[end + 1 : end + 1 + size]
    at = end + 1 + size + 1
    text = raw.decode()
    facts = {}
    if text.startswith("---\n") and "\n---\n" in text:
        head, text = text[4:].split("\n---\n", 1)
        facts = yaml.load(head, Loader=loader) or {}
    pages.append((path, hashlib.sha256(raw).hexdigest(), facts, text))
    titles[path.rsplit("/", 1)[-1][:-3]] = str(facts.get("title", ""))

reference = re.compile(r"@(MASTG-[A-Z]+-\d{4}|MASWE-\d{4}|MASVS-[A-Z]+(?:-\d+)?)")
renderer = markdown.Markdown(extensions=["tables", "fenced_code", "admonition"])


def link(match):
    name = match.group(1)
    return f'<a href="#{name}">{titles.get(name) or name}</a>'


with tempfile.TemporaryDirectory() as folder:
    database = sqlite3.connect(folder + "/peer.db")
    database.execute("CREATE TABLE pages (path TEXT PRIMARY KEY, digest TEXT, facts TEXT, body TEXT, html TEXT)")
    for path, digest, facts, text in pages:
        html = renderer.reset().convert(reference.sub(link, text)) if render else ""
        row = (path, digest, json.dumps(facts, default=str), text, html)
        database.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", row)
    database.commit()
    print(time.perf_counter() - start)
