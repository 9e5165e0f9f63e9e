"""Everything that people do to a project between two builds, chosen by a random generator."""

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import yaml
from PIL import Image, ImageOps

from tests.project import Project
from tests.specimens import FACTS

LANGS = ("vi", "en", "zh")
WORDS = ("mưa", "ruộng", "rain", "terraces", "雨", "梯田", "*dốc*", "**steep**", "`x`", "3.147")
DAYS = ("2024-05-01", "2025-12-31", "2026-02-10", "2026-02-11", "2027-03-01")
# Moments among the days above, the sample's own days, its festival and its guides' reviews.
MOMENTS = ("1769904000", "1770854400", "1772500000", "1790812800", "1811808000", "1832976000")


class Editor:
    """Makes edits in a project; what it chooses is decided by its random generator alone."""

    def __init__(self, project: Project, chance: random.Random) -> None:
        self.project = project
        self.chance = chance
        self.now = MOMENTS[3]
        self.count = 0

    def names(self, kind: str = "*") -> list[str]:
        """The bundles of a kind."""
        folders = sorted(self.project.content.glob(f"{kind}/*"))
        return [folder.relative_to(self.project.content).as_posix() for folder in folders]

    def edit(self) -> str:
        """Make one edit; what it was."""
        self.count += 1
        made = self.chance.choice(list(EDITS))
        return f"{made}: {EDITS[made](self)}"

    def _texts(self) -> list[Path]:
        return sorted(self.project.content.rglob("*.md"))

    def _one(self, paths: list[Path]) -> Path:
        return self.chance.choice(paths)

    def _sub(self, path: Path, pattern: str, new: str) -> str:
        text = path.read_text("utf-8")
        path.write_text(re.sub(pattern, lambda _: new, text, count=1, flags=re.MULTILINE), "utf-8")
        return path.relative_to(self.project.root).as_posix()

    def _facts(self, change: Callable[[dict[str, object]], None], kind: str = "*") -> str:
        path = self.project.content / self.chance.choice(self.names(kind)) / "facts.yaml"
        facts = yaml.safe_load(path.read_text("utf-8"))
        change(facts)
        path.write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), "utf-8")
        return path.relative_to(self.project.root).as_posix()

    def body(self) -> str:
        """More text, perhaps with a link or a picture."""
        path = self._one(self._texts())
        name = self.chance.choice(self.names())
        more = self.chance.choice([" ".join(self.chance.sample(WORDS, 4)), f"[x]({name})"])
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{more} {self.count}\n")
        return path.relative_to(self.project.root).as_posix()

    def title(self) -> str:
        """Another title."""
        word = self.chance.choice(WORDS[:6])
        return self._sub(self._one(self._texts()), r"^title: .*$", f"title: {word} {self.count}")

    def summary(self) -> str:
        """Another summary."""
        return self._sub(self._one(self._texts()), r"^summary: .*$", f"summary: S {self.count}.")

    def slug(self) -> str:
        """A slug, sometimes one that is taken."""
        path = self._one(self._texts())
        self._sub(path, r"^slug: .*\n", "")
        new = self.chance.choice([f"slug-{self.count}", "cat-cat"])
        return self._sub(path, r"^title: ", f"slug: {new}\ntitle: ")

    def topics(self) -> str:
        """Other topics, perhaps none."""
        keys = [name.split("/")[1] for name in self.names("topic")]
        chosen = self.chance.sample(keys, self.chance.randint(0, len(keys)))
        return self._facts(lambda facts: facts.update(topics=chosen))

    def places(self) -> str:
        """Other places, perhaps none."""
        keys = [name.split("/")[1] for name in self.names("place")]
        chosen = self.chance.sample(keys, self.chance.randint(0, min(2, len(keys))))
        return self._facts(lambda facts: facts.update(places=chosen))

    def date(self) -> str:
        """Another day, perhaps one that has not come."""
        day = yaml.safe_load(self.chance.choice(DAYS))
        return self._facts(lambda facts: facts.update(date=day))

    def gazetteer(self) -> str:
        """A place is measured anew."""
        height = self.chance.randint(0, 3200)
        here = {"lat": 22.3, "lon": 103.7 + height / 10_000, "quality": "rough"}
        return self._facts(lambda facts: facts.update(altitude=height, coordinates=here), "place")

    def source(self) -> str:
        """A comment in the facts: other bytes, the same meaning."""
        name = f"content/{self.chance.choice(self.names())}/facts.yaml"
        self.project.append(name, f"# {self.count}\n")
        return name

    def picture(self) -> str:
        """A picture is replaced by another of the same name."""
        path = self._one(sorted(self.project.content.rglob("*.jpg")))
        with Image.open(path) as image:
            ImageOps.mirror(image).save(path)
        return path.relative_to(self.project.root).as_posix()

    def film(self) -> str:
        """A film gets other bytes, which browsers pass over."""
        return self._add_to("*.mp4", b"\0\0\0\x0cskip" + self.count.to_bytes(4))

    def captions(self) -> str:
        """Captions get a cue more."""
        cue = f"\n{self.count:02}:00:00.000 --> {self.count:02}:00:01.000\nX\n"
        return self._add_to("*.vtt", cue.encode())

    def uncaption(self) -> str:
        """Captions are lost, which some text may miss."""
        for path in sorted(self.project.content.rglob("*.vtt"))[:1]:
            path.unlink()
            return path.relative_to(self.project.root).as_posix()
        return "no captions"

    def _add_to(self, pattern: str, more: bytes) -> str:
        """More bytes at the end of a file, where there is one of this pattern."""
        paths = sorted(self.project.content.rglob(pattern))
        if not paths:
            return f"no {pattern}"
        path = self._one(paths)
        path.write_bytes(path.read_bytes() + more)
        return path.relative_to(self.project.root).as_posix()

    def rights(self) -> str:
        """A picture gets another credit."""
        path = self._one(sorted(self.project.content.rglob("*.jpg"))).with_name("facts.yaml")
        return self._sub(path, r"^    credit: .*$", f"    credit: Someone {self.count}")

    def expires(self) -> str:
        """A picture may be shown until a day that may be over."""
        path = self._one(sorted(self.project.content.rglob("*.jpg"))).with_name("facts.yaml")
        self._sub(path, r"^    expires: .*\n", "")
        day = self.chance.choice(("2026-02-28", "2026-09-30", "2027-05-31", "2099-12-31"))
        return self._sub(path, r"^    medium: ", f"    expires: {day}\n    medium: ")

    def add(self) -> str:
        """A new thing, in one to three languages."""
        kind = self.chance.choice(list(FACTS))
        folder = f"content/{kind}/new-{self.count}"
        facts = FACTS[kind].replace("place/cat-cat/terraces.jpg", "story/first-walk/path.jpg")
        topic = self.chance.choice(self.names("topic")).split("/")[1]
        self.project.write(f"{folder}/facts.yaml", f"{facts}topics: [{topic}]\n")
        cover = "cover_alt: A path.\n" if "cover:" in facts else ""
        subject = "subject: Sa Pa\n" if kind == "award" else ""
        for lang in LANGS[: self.chance.randint(1, 3)]:
            front = f"---\ntitle: New {self.count}\nsummary: S.\n{cover}{subject}---\n"
            self.project.write(f"{folder}/{lang}.md", f"{front}\nA text.\n")
        return folder

    def delete(self) -> str:
        """A thing is taken out, although others may name it."""
        folder = f"content/{self.chance.choice(self.names())}"
        self.project.remove(folder)
        return folder

    def rename(self) -> str:
        """A thing gets another key."""
        folder = f"content/{self.chance.choice(self.names())}"
        self.project.rename(folder, f"{folder}-{self.count}")
        return folder

    def untranslate(self) -> str:
        """A translation is taken out."""
        path = self._one([path for path in self._texts() if path.stem != "vi"])
        path.unlink()
        return path.relative_to(self.project.root).as_posix()

    def translate(self) -> str:
        """A translation comes."""
        source = self._one([path for path in self._texts() if path.stem == "vi"])
        text = re.sub(r"^slug: .*\n", "", source.read_text("utf-8"), flags=re.MULTILINE)
        target = source.with_name(f"{self.chance.choice(LANGS[1:])}.md")
        target.write_text(text, "utf-8")
        return target.relative_to(self.project.root).as_posix()

    def template(self) -> str:
        """A template is edited: a page, a part or a component."""
        path = self._one(sorted((self.project.root / "theme/templates").rglob("*.html")))
        old = r"(?=<(?:section|article|div|nav|figure|header|p|li)\b)"
        return self._sub(path, old, f"<!-- {self.count} -->")

    def catalogue(self) -> str:
        """An interface word is translated otherwise."""
        lang = self.chance.choice(("vi", "zh"))
        path = self.project.root / f"theme/translations/{lang}/LC_MESSAGES/messages.po"
        return self._sub(path, r'(?<=msgid "Archive"\nmsgstr ")[^"]*', f"L {self.count}")

    def style(self) -> str:
        """A style is edited."""
        self.project.append("theme/scss/base/_page.scss", f".x{self.count} {{ color: red; }}\n")
        return "_page.scss"

    def icon(self) -> str:
        """An icon is drawn anew."""
        path = self.project.root / "theme/icons/arrow-left.svg"
        return self._sub(path, r"<path", f'<path id="i{self.count}"')

    def setting(self) -> str:
        """A setting is changed."""
        path = self.project.root / "pelicanconf.py"
        return self._sub(path, r'^SITENAME = ".*"$', f'SITENAME = "Site {self.count}"')

    def clock(self) -> str:
        """Time passes, or somebody builds for another day."""
        self.now = self.chance.choice(MOMENTS)
        return self.now

    def touch(self) -> str:
        """A file is saved without a change."""
        path = self._one(self._texts())
        path.touch()
        return path.relative_to(self.project.root).as_posix()

    def lie(self) -> str:
        """Other bytes of the same length with the old time, as after a checkout."""
        path = self._one(self._texts())
        found, text = path.stat(), path.read_text("utf-8")
        path.write_text(text.replace("summary: S", "summary: T", 1), "utf-8")
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        return path.relative_to(self.project.root).as_posix()

    def tamper(self) -> str:
        """Somebody is at the output: a file less, another file, or a file of theirs."""
        files = sorted(self.project.output.rglob("*.*"))
        if not files:
            return "no output"
        path = self._one([path for path in files if path.is_file()])
        how = self.chance.choice(("delete", "change", "add"))
        if how == "delete":
            path.unlink()
        elif how == "change":
            path.write_bytes(b"changed")
        else:
            path.with_name(f"foreign-{self.count}.html").write_bytes(b"foreign")
        return f"{how} {path.relative_to(self.project.root).as_posix()}"


EDITS: dict[str, Callable[[Editor], str]] = {
    name: edit
    for name, edit in vars(Editor).items()
    if callable(edit) and name[0] != "_" and name not in ("edit", "names")
}
