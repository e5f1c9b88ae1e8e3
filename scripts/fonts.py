#!/usr/bin/env python3
"""Makes the fonts under templates/fonts, which the report typesetter embeds.

Needs Debian 12, Python 3.11 with fonttools 4.68 (`pip install fonttools==4.68.0`) and npm. It downloads pinned
packages of the Noto families (static TrueType instances; a PDF/A validator rejects CFF-flavoured CJK), keeps the
characters and features a report needs, and writes the fonts, their licence and SOURCES.md. The same pins give the same
bytes.

Arabic comes from Debian's package of 2020: later versions draw letters and dots as glyphs of their own, and text copied
from a PDF then has every dotted letter twice.

Usage: python3 scripts/fonts.py [OUTPUT_FOLDER]
"""

import hashlib
import io
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

from fontTools import subset
from fontTools.ttLib import TTFont

OUTPUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "templates/fonts")
SCOPE = "@expo-google-fonts"
DEBIAN = "fonts-noto-core"

# The licence text is the same for all; only these lines differ.
NOTICE = re.compile(r"Copyright \d")


def ranges(*pairs):
    """Every code point of the inclusive ranges."""
    return {code for first, last in pairs for code in range(first, last + 1)}


def two_byte_set(codec, first_bytes, second_bytes):
    """Every character that a two-byte legacy encoding can say: the national standards name their everyday sets so."""
    found = set()
    for high in first_bytes:
        for low in second_bytes:
            try:
                text = bytes([high, low]).decode(codec)
            except UnicodeDecodeError:
                continue
            found.update(map(ord, text))
    return found


# What the text faces carry: Latin with Vietnamese and IPA, Greek, Cyrillic, marks, punctuation, currency, arrows.
LATIN_GREEK_CYRILLIC = ranges(
    (0x20, 0x7E), (0xA0, 0x52F), (0x1C80, 0x1C8F), (0x1D00, 0x1DBF), (0x1E00, 0x20CF), (0x2100, 0x22FF),
    (0x2C60, 0x2C7F), (0x2DE0, 0x2E5D), (0xA640, 0xA69F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFFFC, 0xFFFD),
)
BOX_AND_SHAPES = ranges((0x2300, 0x23FF), (0x2500, 0x25FF))
CJK_COMMON = ranges((0x3000, 0x30FF), (0x31F0, 0x31FF), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF01, 0xFFEF))
HAN = ranges((0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
JIS_X_0208 = two_byte_set("euc_jp", range(0xA1, 0xFF), range(0xA1, 0xFF))
GB_2312 = two_byte_set("gb2312", range(0xA1, 0xFF), range(0xA1, 0xFF))
BIG5_LEVEL_1 = two_byte_set("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
HANGUL_SYLLABLES = ranges((0xAC00, 0xD7A3))
HANGUL = HANGUL_SYLLABLES | ranges((0x3131, 0x318E), (0x3200, 0x321E), (0x3260, 0x327E))

TEXT_FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "tnum", "lnum", "case", "calt", "liga", "rlig", "init", "medi",
                 "fina", "isol", "curs", "abvm", "blwm", "abvs", "blws", "half", "haln", "nukt", "akhn", "rphf", "rkrf",
                 "pref", "blwf", "pstf", "vatu", "cjct", "cfar", "pres", "psts", "dist"]
CJK_FEATURES = ["ccmp"]

# package, version, folder of the instance, code points, features, name of the result
FONTS = [
    ("noto-sans", "0.4.2", "400Regular", LATIN_GREEK_CYRILLIC, TEXT_FEATURES, "NotoSans-Regular"),
    ("noto-sans", "0.4.2", "600SemiBold", LATIN_GREEK_CYRILLIC, TEXT_FEATURES, "NotoSans-SemiBold"),
    ("noto-sans", "0.4.2", "400Regular_Italic", LATIN_GREEK_CYRILLIC, TEXT_FEATURES, "NotoSans-Italic"),
    ("noto-sans-mono", "0.4.2", "400Regular", LATIN_GREEK_CYRILLIC | BOX_AND_SHAPES, ["ccmp", "mark"],
     "NotoSansMono-Regular"),
    ("noto-sans-mono", "0.4.2", "600SemiBold", LATIN_GREEK_CYRILLIC, ["ccmp", "mark"], "NotoSansMono-SemiBold"),
    (DEBIAN, "20201225-1", "NotoSansArabic-Regular.ttf", None, TEXT_FEATURES, "NotoSansArabic-Regular"),
    (DEBIAN, "20201225-1", "NotoSansArabic-Bold.ttf", None, TEXT_FEATURES, "NotoSansArabic-Bold"),
    ("noto-sans-hebrew", "0.4.1", "400Regular", None, TEXT_FEATURES, "NotoSansHebrew-Regular"),
    ("noto-sans-thai", "0.4.2", "400Regular", None, TEXT_FEATURES, "NotoSansThai-Regular"),
    ("noto-sans-devanagari", "0.4.1", "400Regular", None, TEXT_FEATURES, "NotoSansDevanagari-Regular"),
    ("noto-sans-symbols", "0.4.1", "400Regular", None, [], "NotoSansSymbols-Regular"),
    ("noto-sans-symbols-2", "0.4.1", "400Regular", ranges((0x2190, 0x27BF), (0x2B00, 0x2BFF), (0x1F300, 0x1F6FF)), [],
     "NotoSansSymbols2-Regular"),
    ("noto-sans-jp", "0.4.3", "400Regular", CJK_COMMON | (JIS_X_0208 & HAN), CJK_FEATURES, "NotoSansJP-Regular"),
    ("noto-sans-sc", "0.4.3", "400Regular", CJK_COMMON | ((GB_2312 | BIG5_LEVEL_1) & HAN), CJK_FEATURES,
     "NotoSansSC-Regular"),
    ("noto-sans-kr", "0.4.3", "400Regular", HANGUL, CJK_FEATURES, "NotoSansKR-Regular"),
]


def packed(package, version, folder):
    """The unpacked package, downloaded once (npm and apt check its integrity)."""
    place = folder / f"{package}-{version}"
    if package == DEBIAN:
        if not place.exists():
            subprocess.run(["apt-get", "download", f"{package}={version}"], cwd=folder, check=True, capture_output=True)
            (archive,) = folder.glob(f"{package}_*.deb")
            subprocess.run(["dpkg-deb", "-x", str(archive), str(place)], check=True)
        return place / "usr/share/fonts/truetype/noto"
    if not place.exists():
        answer = subprocess.run(["npm", "pack", "--json", f"{SCOPE}/{package}@{version}"], cwd=folder, check=True,
                                capture_output=True, text=True)
        with tarfile.open(folder / json.loads(answer.stdout)[0]["filename"]) as archive:
            archive.extractall(place, filter="data")
    return place / "package"


def cut(source, characters, features):
    """The font with only these characters and features; hinting goes, names and metrics stay."""
    font = TTFont(source, recalcTimestamp=False)
    if "CFF " in font or "fvar" in font:
        raise SystemExit(f"{source} is not a static TrueType font")
    options = subset.Options()
    options.hinting = False
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["DSIG", "BASE", "VORG", "vhea", "vmtx", "STAT", "meta", "MATH"]
    present = set(font.getBestCmap())
    wanted = present if characters is None else present & characters
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(wanted))
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue(), len(font.getBestCmap())


def main():
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for old in OUTPUT.glob("*.ttf"):
        old.unlink()
    rows, notices, body, total = [], set(), "", 0
    with tempfile.TemporaryDirectory() as temporary:
        for package, version, instance, characters, features, name in FONTS:
            root = packed(package, version, pathlib.Path(temporary))
            source = root / instance
            if source.is_dir():
                (source,) = source.glob("*.ttf")
            data, count = cut(source, characters, features)
            (OUTPUT / f"{name}.ttf").write_bytes(data)
            total += len(data)
            if package == DEBIAN:
                notices.add("Copyright 2015-2020 Google LLC. All Rights Reserved. (Noto Sans Arabic)")
                origin = f"Debian {package} {version}, {instance}"
            else:
                licence = (root / "LICENSE_FONT").read_text(encoding="utf-8").strip()
                notices |= {line for line in licence.splitlines() if NOTICE.match(line)}
                body = "\n".join(line for line in licence.splitlines() if not NOTICE.match(line)).strip()
                origin = f"{SCOPE}/{package} {version}, {instance}"
            digest = hashlib.sha256(data).hexdigest()
            rows.append(f"| {name}.ttf | {origin} | {count} | {len(data)} | `{digest}` |")
            print(f"{name}: {count} characters, {len(data)} bytes")
    lines = ["# Where these fonts come from", "", "Made by `scripts/fonts.py`; do not edit. Licence: SIL Open Font"
             " License 1.1, see OFL.txt.", "", "| file | package and instance | characters | bytes | SHA-256 |",
             "| --- | --- | --- | --- | --- |", *rows, "", f"Together {total} bytes.", ""]
    (OUTPUT / "SOURCES.md").write_text("\n".join(lines), encoding="utf-8")
    (OUTPUT / "OFL.txt").write_text("\n".join(sorted(notices)) + "\n\n" + body + "\n", encoding="utf-8")
    print(f"together {total} bytes")


if __name__ == "__main__":
    main()
