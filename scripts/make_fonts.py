#!/usr/bin/python3
"""Makes the fonts that Tianfang embeds: two subsets of Noto Sans CJK SC and one of the Phosphor icons.

Needs fontTools (Debian: fonttools), NotoSansCJK-{Regular,Bold}.ttc (Debian: fonts-noto-cjk), the Unihan tables (Debian:
unicode-data) and `npm pack @phosphor-icons/web`, unpacked. The subsets are renamed, as the Open Font License asks.

    scripts/make_fonts.py PHOSPHOR_PACKAGE_FOLDER
"""

import bz2
import pathlib
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONTS = ROOT / "assets" / "fonts"
ICONS = ROOT / "assets" / "icons"
NOTO = pathlib.Path("/usr/share/fonts/opentype/noto")
UNIHAN = pathlib.Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
SIMPLIFIED_CHINESE = 2  # index inside the collection

LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)]))
SIGNS = "²³°′″✓−·•…—–“”‘’〔〕《》「」、。，；：？！（）【】▸▾▴◂⌕→←↑↓↗Δ×÷±≈≤≥≠№①②③④⑤⑥⑦⑧⑨⑩■□▪▲◆●⬣\u2009\u200a\u3000"
# Characters of place names in Zhejiang beyond the national list.
PLACES = "垟漈磡溇塅埭堰岙墺浃垄塘漤嵊鄞衢暨甬瓯鳌坞碶澥湫溆㟍㘰峃"

ICON_NAMES = """arrow-counter-clockwise arrow-clockwise arrow-down arrow-right arrow-up caret-down caret-right check
check-circle clock-counter-clockwise corners-out crosshair-simple cursor diamond dots-three download-simple export eye
eye-slash file-plus folder-open info keyboard magnifying-glass map-trifold moon pencil-simple plus polygon prohibit
scissors stack sun trash upload-simple warning warning-circle x x-circle shovel paint-brush table chart-bar list-checks
scales link link-break caret-up caret-left funnel seal-check flag-banner stamp file-xls arrows-out-cardinal lock-simple play pause stop
selection-plus ruler lasso rectangle-dashed path swap""".split()


def characters_of_sources():
    found = set()
    for folder in ["src", "assets/land_use", "assets/rules", "sample_projects", "docs"]:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".rs", ".csv", ".ron", ".md"}:
                found |= set(path.read_text(encoding="utf-8"))
    return {character for character in found if ord(character) >= 0x20}


def national_list():
    """通用规范汉字表 (2013), 8,105 characters, as numbered by Unihan's kTGH; the first 3,500 are the common ones."""
    numbers = {}
    for line in bz2.open(UNIHAN, "rt", encoding="utf-8"):
        match = re.match(r"U\+([0-9A-F]+)\tkTGH\t\d+:(\d+)", line)
        if match:
            numbers[chr(int(match[1], 16))] = int(match[2])
    return numbers


def gb2312():
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {code.decode("gb2312", "ignore") for code in codes} - {""}


def save_subset(font, characters, target, family, style):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    postscript = f"{family}-{style}".replace(" ", "")
    renamed = {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}
    for record in list(font["name"].names):
        if record.nameID in renamed:
            font["name"].setName(renamed[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = f"{family} {style}", family
    font.save(target)
    print(f"{target.relative_to(ROOT)}: {len(characters)} characters, {target.stat().st_size // 1024} KiB")


def main():
    phosphor = pathlib.Path(sys.argv[1])
    national = national_list()
    always = set(LATIN + SIGNS + PLACES) | characters_of_sources()
    regular = set(national) | gb2312() | always
    bold = {character for character, number in national.items() if number <= 3500} | always
    for style, characters in [("Regular", regular), ("Bold", bold)]:
        font = TTFont(NOTO / f"NotoSansCJK-{style}.ttc", fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
        save_subset(font, characters, FONTS / f"tianfang_sans_{style.lower()}.otf", "Tianfang Sans", style)

    for weight in ["regular"]:
        folder = phosphor / "src" / weight
        css = (folder / "style.css").read_text(encoding="utf-8")
        codes = {name: int(re.search(rf"\.ph-{name}:before {{\s*content: \"\\([0-9a-f]+)\"", css)[1], 16) for name in ICON_NAMES}
        font = TTFont(folder / "Phosphor.ttf", recalcTimestamp=False)
        save_subset(font, [chr(code) for code in codes.values()], ICONS / "tianfang_icons.ttf", "Tianfang Icons", "Regular")
        for name, code in codes.items():
            print(f"    {name}: {code:04x}")


if __name__ == "__main__":
    main()
