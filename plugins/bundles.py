"""Read the folders of content: one bundle for one thing, and nothing from outside `content/`."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.problems import Problem
from plugins.schema import KINDS, Kind
from plugins.schema.base import KEY, Facts, Words
from plugins.validation import validate
from plugins.videos.folder import is_of_video
from plugins.videos.refusal import SMALLER
from plugins.yaml_text import Mapping, YamlMistake, read

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif")
# Pictures that we do not open: other programs make them, and can export them.
_OTHERS = {
    "HEIC": (".heic", ".heif"),
    "RAW": (".arw", ".cr2", ".cr3", ".dng", ".nef", ".orf", ".raf", ".rw2"),
    "TIFF": (".tif", ".tiff"),
    "GIF": (".gif",),
    "SVG": (".svg",),
}
# The same of films and of captions.
_OTHER_FILMS = (".3gp", ".avi", ".flv", ".m4v", ".mkv", ".mov", ".mpg", ".mts", ".ogv", ".wmv")
_OTHER_CAPTIONS = (".ass", ".sbv", ".srt", ".ssa", ".sub", ".ttml")
_HEADER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_IS_KEY = re.compile(KEY).fullmatch
_HEADER_REMEDY = "Begin the file with\n---\ntitle: …\nsummary: …\n---"


@dataclass(frozen=True, slots=True)
class Text:
    """What one language says: the checked front matter, and the Markdown below it.

    `mark` is the digest of the front matter.
    """

    path: Path
    mark: str
    words: Words
    mapping: Mapping
    body: str
    first_line: int

    def line_of(self, typed: str) -> int:
        """The line of the file on which `typed` first stands in the body."""
        before, found, _ = self.body.partition(typed)
        skipped = len(typed) - len(typed.lstrip("\n"))
        return self.first_line + (before.count("\n") + skipped if found else 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """One thing: its facts, its texts by language, its picture files by name.

    `videos` are its films and their captions, by name.

    `facts_path` and the paths of texts are as problems show them, relative to the project.
    `mark` is the digest of the facts.
    """

    kind: str
    key: str
    mark: str
    facts: Facts
    facts_path: Path
    facts_mapping: Mapping
    texts: dict[str, Text]
    pictures: dict[str, Path]
    videos: dict[str, Path]

    @property
    def name(self) -> str:
        """How other bundles name this one: "place/cat-cat"."""
        return f"{self.kind}/{self.key}"


def folders(content: Path) -> tuple[list[str], list[Problem]]:
    """The name of every bundle, in order; and whatever else stands in `content`."""
    reader = _Reader(content)
    return list(reader.folders()), reader.problems


def read_bundle(
    content: Path, name: str, languages: Sequence[str]
) -> tuple[Bundle | None, list[Problem]]:
    """The bundle of a name such as "place/cat-cat", and all that is wrong with it."""
    reader = _Reader(content, languages)
    kind, _, key = name.partition("/")
    return reader.bundle(KINDS[kind], content / kind / key), reader.problems


@dataclass(slots=True)
class _Reader:
    content: Path
    languages: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: Path, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.shown(path), line, what, remedy))

    def shown(self, path: Path) -> Path:
        return path.relative_to(self.content.parent)

    def folders(self) -> Iterator[str]:
        """Every folder that holds a bundle, by the bundle's name."""
        for kind in self.entries(self.content):
            if kind.name not in KINDS or not kind.is_dir():
                remedy = f"Only the kinds' folders stand here: {', '.join(KINDS)}."
                self.wrong(Path(kind.path), 0, "this is not a folder of a kind.", remedy)
                continue
            for folder in self.entries(Path(kind.path)):
                if folder.is_dir() and _IS_KEY(folder.name):
                    yield f"{kind.name}/{folder.name}"
                else:
                    remedy = "A folder here holds one thing; its name is a key such as cat-cat."
                    what = "this is not the folder of a thing."
                    self.wrong(Path(folder.path), 0, what, remedy)

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """What stands in a folder, sorted; never a symbolic link, which could lead out."""
        found = []
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_symlink():
                    remedy = "Put a copy here instead."
                    self.wrong(Path(entry.path), 0, "a symbolic link is not followed.", remedy)
                elif not entry.name.startswith("."):
                    found.append(entry)
        return found

    def bundle(self, kind: Kind, folder: Path) -> Bundle | None:
        entries = self.entries(folder)
        files = {entry.name: folder / entry.name for entry in entries if entry.is_file()}
        folders = [folder / entry.name for entry in entries if not entry.is_file()]
        facts_path = files.pop("facts.yaml", None)
        texts = {
            lang: text
            for lang in self.languages
            if (path := files.pop(f"{lang}.md", None)) and (text := self.text(kind, path))
        }
        pictures = {name: files.pop(name) for name in list(files) if _is_picture(files[name])}
        videos = {name: files.pop(name) for name in list(files) if is_of_video(name)}
        names = ", ".join(["facts.yaml", *(f"{lang}.md" for lang in self.languages)])
        for path in (*files.values(), *folders):
            what, remedy = _stray(path, names)
            self.wrong(path, 0, what, remedy)
        if facts_path is None:
            self.wrong(folder / "facts.yaml", 0, "the facts are missing.", "Add facts.yaml.")
            return None
        whole = self.read(facts_path)
        mapping = None if whole is None else self.mapping(facts_path, whole, 1)
        if whole is None or mapping is None:
            return None
        shown = self.shown(facts_path)
        facts, problems = validate(kind.facts, mapping, shown)
        self.problems.extend(problems)
        if facts is None:
            return None
        mark = _mark(whole)
        return Bundle(kind.name, folder.name, mark, facts, shown, mapping, texts, pictures, videos)

    def text(self, kind: Kind, path: Path) -> Text | None:
        whole = self.read(path)
        if whole is None:
            return None
        header = _HEADER.match(whole)
        if not header:
            self.wrong(path, 1, "the front matter is missing.", _HEADER_REMEDY)
            return None
        mapping = self.mapping(path, header[1], 2)
        if mapping is None:
            return None
        words, problems = validate(kind.words, mapping, self.shown(path))
        self.problems.extend(problems)
        body = whole[header.end() :]
        first_line = header[0].count("\n") + 1
        if not body.strip():
            self.wrong(path, first_line, "there is no text.", "Write it below the front matter.")
        if words is None:
            return None
        return Text(self.shown(path), _mark(header[1]), words, mapping, body, first_line)

    def mapping(self, path: Path, text: str, first_line: int) -> Mapping | None:
        try:
            return read(text, first_line)
        except YamlMistake as mistake:
            remedy = "Write `key: value`; put a value in quotation marks if it holds : or #."
            self.wrong(path, mistake.line, f"{mistake.what}.", remedy)
            return None

    def read(self, path: Path) -> str | None:
        """The text of a file, with composed letters (NFC) and plain line ends; None if not text."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            remedy = "Allow this user to read it, or save it again."
            self.wrong(path, 0, f"this cannot be read ({error.strerror}).", remedy)
            return None
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            self.wrong(path, line, "this is not UTF-8 text.", "Save the file as UTF-8.")
            return None
        for found in _CONTROL.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            what = f"an invisible control character (U+{ord(found[0]):04X}) stands here."
            self.wrong(path, line, what, "Delete it; it came with a copied text.")
        return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def _mark(text: str) -> str:
    """A short digest of a text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _stray(path: Path, names: str) -> tuple[str, str]:
    """What to say of an entry that no bundle has."""
    ending = path.suffix.lower()
    if path.is_dir() and ending in PICTURE_ENDINGS:
        return "this is a folder, not a picture.", "Put the picture itself beside facts.yaml."
    for format, endings in _OTHERS.items():
        if ending in endings:
            remedy = f"Export it as a JPEG of the full size: photo{ending} → photo.jpg"
            return f"a {format} picture cannot be published.", remedy
    if ending in _OTHER_FILMS:
        what = f"a film of this format ({ending[1:].upper()}) cannot be published."
        return what, SMALLER.format(file=path.name)
    if ending in _OTHER_CAPTIONS:
        what = f"captions of this format ({ending[1:].upper()}) cannot be published."
        return what, f"Save them as WebVTT, or run\nffmpeg -i {path.name} {path.stem}.vtt"
    remedy = (
        f"A bundle holds {names}, pictures (JPEG, PNG, WebP, AVIF),"
        " films (MP4, WebM) and their captions (walk.vi.vtt)."
    )
    return "this has no place here.", remedy


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURE_ENDINGS
