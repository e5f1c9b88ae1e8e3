"""The job of a sync as one would write it in Python: read every markdown file of a commit from a bare git repository,
parse its front matter, with --render render its body, and keep all of it in SQLite.

Needs PyYAML and Markdown; git gives the blobs in one `cat-file --batch`.
"""

import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile

import markdown
import yaml

repository = sys.argv[1]
render = "--render" in sys.argv
git = ["git", "--git-dir", repository]
listing = subprocess.run(git + ["ls-tree", "-r", "-z", "HEAD"], check=True, capture_output=True).stdout
files = []
for line in listing.decode().split("\0"):
    if line.endswith(".md"):
        meta, path = line.split("\t", 1)
        files.append((path, meta.split()[2]))
request = "".join(blob + "\n" for _, blob in files).encode()
answer = subprocess.run(git + ["cat-file", "--batch"], input=request, check=True, capture_output=True).stdout

loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
renderer = markdown.Markdown(extensions=["tables", "fenced_code", "admonition"])
with tempfile.TemporaryDirectory() as folder:
    database = sqlite3.connect(folder + "/peer.db")
    database.execute("CREATE TABLE pages (path TEXT PRIMARY KEY, digest TEXT, facts TEXT, body TEXT, html TEXT)")
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
        html = renderer.reset().convert(text) if render else ""
        row = (path, hashlib.sha256(raw).hexdigest(), json.dumps(facts, default=str), text, html)
        database.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", row)
    database.commit()
    print(len(files), "files")
