"""The work of a site generator of the kind that publishes the three standards, written anew from what such a build does:

1. lay the checkouts out in one folder of pages, and make links to pictures fit (a copy and a rewrite of every page);
2. one pass over the pages for every question that is asked of their front matter, each with `yaml.load_all` and PyYAML's
   FullLoader, as the scripts of such builds call it: what refers to weaknesses, to tests and to practices; the weaknesses with their controls; the tests by control for
   the checklists; one table a kind of page;
3. the checklists, a table a group of controls;
4. each page: its front matter once more, tags, sections of what refers to it, code of demos put in, references resolved to
   titles (the page of each is looked for by name, and read, once), and, with --render, HTML.

Arguments are the checkouts of MASVS, MASWE and MASTG. Needs PyYAML and Markdown. One process, one core; prints how long it took in seconds by the clock and of the processor, and the number of pages, without the start of Python and the imports,
and without what such builds load from the network.
"""

import functools
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

import markdown
import yaml

masvs, maswe, mastg = (pathlib.Path(argument) for argument in sys.argv[1:4])
render = "--render" in sys.argv
start, used = time.perf_counter(), time.process_time()
FOLDERS = ["knowledge", "tests", "techniques", "tools", "apps", "demos", "best-practices", "prerequisites"]


def lay_out(site):
    for folder in FOLDERS:
        shutil.copytree(mastg / folder, site / "MASTG" / folder)
    shutil.copytree(mastg / "tests-beta", site / "MASTG" / "tests", dirs_exist_ok=True)
    for chapter in (mastg / "Document").glob("0x*.md"):
        shutil.copy(chapter, site / "MASTG" / chapter.name)
    shutil.copytree(maswe / "weaknesses", site / "MASWE")
    shutil.copytree(masvs / "Document", site / "MASVS")
    shutil.copytree(masvs / "controls", site / "MASVS" / "controls", dirs_exist_ok=True)
    for page in site.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('src="Images/', 'src="../../../assets/Images/'), encoding="utf-8")


def front_matter(page):
    """As the scripts ask for it: the first document of the file, read by the loader that knows all of YAML's tags but those of Python."""
    with open(page, encoding="utf-8") as file:
        return next(yaml.load_all(file.read(), Loader=yaml.FullLoader))


def collected(site, pattern):
    found = []
    for page in sorted(site.glob(pattern)):
        facts = front_matter(page)
        if isinstance(facts, dict):
            found.append({**facts, "path": page.relative_to(site).as_posix(), "name": page.stem})
    return found


def listed(value):
    return value if isinstance(value, list) else [value] if value else []


def referring(site):
    """Who names a weakness, a test, a practice."""
    named = {}
    for test in collected(site, "MASTG/tests/**/MASTG-TEST-*.md"):
        for other in listed(test.get("weakness")) + listed(test.get("maswe")) + listed(test.get("best-practices")):
            named.setdefault(other, []).append(test)
    for demo in collected(site, "MASTG/demos/**/MASTG-DEMO-*.md"):
        for other in listed(demo.get("test")):
            named.setdefault(other, []).append(demo)
    return named


def checklists(site):
    """The tests of each control, by platform, as a table a group."""
    groups = yaml.safe_load((masvs / "OWASP_MASVS.yaml").read_text(encoding="utf-8"))["groups"]
    control_of = {}
    for weakness in collected(site, "MASWE/**/MASWE-*.md"):
        control_of[weakness.get("id")] = listed((weakness.get("mappings") or {}).get("masvs-v2"))
    tests = {}
    for test in collected(site, "MASTG/tests/**/MASTG-TEST-*.md"):
        controls = listed(test.get("masvs_v2_id"))
        for weakness in listed(test.get("weakness")) + listed(test.get("maswe")):
            controls += control_of.get(weakness, [])
        for control in controls[:1]:
            tests.setdefault(control, []).append(test)
    for group in groups:
        rows = [["control", "platform", "text", "L1", "L2", "R", "P"]]
        for control in group["controls"]:
            rows.append([control["id"], "", control["statement"].replace("\n", " "), "", "", "", ""])
            for test in sorted(tests.get(control["id"], []), key=lambda test: str(test.get("platform"))):
                levels = listed(test.get("profiles")) + listed(test.get("masvs_v1_levels"))
                marks = ["x" if level in levels else "" for level in ("L1", "L2", "R", "P")]
                rows.append(["", str(test.get("platform")), str(test.get("title"))] + marks)
        write_table(site / "checklists" / f"{group['id']}.md", rows)


def tables(site):
    """One table a kind of page."""
    for folder in FOLDERS[:-1]:
        rows = [["id", "title", "platform"]]
        for page in collected(site, f"MASTG/{folder}/**/MASTG-*.md"):
            rows.append([page["name"], str(page.get("title")), str(page.get("platform"))])
        write_table(site / "MASTG" / folder / "index.md", rows)


def write_table(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    head = f"---\ntitle: {path.stem}\n---\n\n"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


REFERENCE = re.compile(r"@(MASTG-(?:KNOW|TECH|TOOL|TEST|APP|DEMO|BEST)-\d{3,}|MASWE-\d{3,}|MASVS-\w+)")
INCLUDE = re.compile(r"\{\{\s*(.*?)\s*\}\}")


class Pages:
    """What is done to each page."""

    def __init__(self, site):
        self.site = site
        self.named = referring(site)
        self.renderer = markdown.Markdown(
            extensions=["tables", "fenced_code", "admonition", "attr_list", "md_in_html", "toc"]
        )

    @functools.lru_cache(maxsize=None)
    def title(self, name):
        page = next(iter(self.site.glob(f"**/{name}.md")), None)
        if page is None:
            return name
        facts = next(yaml.safe_load_all(page.read_text(encoding="utf-8")))
        return str(facts.get("title", name)) if isinstance(facts, dict) else name

    def include(self, page, match):
        """The code of a demo, a tab a file where there are several."""
        code = ""
        for name in match.group(1).split("#"):
            file = page.parent / name.strip()
            content = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else name
            code += f"```{file.suffix.lstrip('.')}\n{content}\n```\n\n"
        return code

    def make(self, page, target):
        text = page.read_text(encoding="utf-8")
        facts = {}
        if text.startswith("---\n") and "\n---\n" in text:
            head, text = text[4:].split("\n---\n", 1)
            facts = yaml.safe_load(head) or {}
        tags = listed(facts.get("platform")) + listed(facts.get("profiles")) + listed(facts.get("status"))
        name = facts.get("id", page.stem)
        others = "".join(f"- @{other['name']}\n" for other in self.named.get(name, []))
        if others:
            text += f"\n\n## Related\n\n{others}"
        if "MASTG-DEMO-" in page.name:
            text = INCLUDE.sub(lambda match: self.include(page, match), text)
        link = lambda match: f"[{self.title(match.group(1))}](/{match.group(1)})"  # noqa: E731
        text = REFERENCE.sub(link, text)
        out = target / page.relative_to(self.site).with_suffix(".html" if render else ".md")
        os.makedirs(out.parent, exist_ok=True)
        body = self.renderer.reset().convert(text) if render else text
        out.write_text(f"<!-- {' '.join(map(str, tags))} -->\n{body}", encoding="utf-8")


with tempfile.TemporaryDirectory() as folder:
    site, target = pathlib.Path(folder, "docs"), pathlib.Path(folder, "site")
    lay_out(site)
    tables(site)
    checklists(site)
    pages = Pages(site)
    every = sorted(site.rglob("*.md"))
    for page in every:
        pages.make(page, target)
    print(time.perf_counter() - start, time.process_time() - used, len(every))
