"""One build after another: what was left of the last one is used, mended, or thrown away."""

import hashlib
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.report import read_last
from plugins.store import Store
from tests.project import NAME, Project, clean_environment, new_project
from tests.small import Small, small_site

ABOUT = "content/page/about/en.md"
PAGE = "en/about/index.html"
STORE = ".cache/store.sqlite"


@pytest.fixture
def project(sample: Project, tmp_path: Path) -> Project:
    """A project that was built where it stands."""
    found = sample.copied_to(tmp_path / NAME)
    result = found.build()
    assert 0 == result.code, result.stderr
    return found


def edit(project: Project) -> None:
    """An edit that changes one page."""
    project.append(ABOUT, "\nOne more sentence.\n")


def clean(project: Project, folder: Path) -> dict[str, bytes]:
    """What a first build of the same content makes."""
    found = new_project(folder / "clean", project.content)
    pictures = found.root / ".cache" / "images"
    pictures.parent.mkdir()
    pictures.symlink_to(project.root / ".cache" / "images")
    result = found.build()
    assert 0 == result.code, result.stderr
    return found.tree()


def test_a_build_goes_on_from_the_last_one(project: Project, tmp_path: Path) -> None:
    """One edit renders one page, and the output is that of a clean build."""
    edit(project)
    result = project.build()

    assert ("1", "160, of which 1 changed") == (result.line("Rendered"), result.line("Files"))
    assert clean(project, tmp_path) == project.tree()


def wrong_bytes(content: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A change of the store's file."""

    def change(path: Path) -> None:
        path.write_bytes(content(path.read_bytes()))

    return change


def wrong_value(path: Path) -> None:
    """A bit of a value is wrong, and the database itself is in order."""
    with closing(Store(path)) as store:
        for key, sealed in store.all("SELECT key, made FROM pages"):
            store.do("UPDATE pages SET made = ? WHERE key = ?", sealed[:-1] + b"x", key)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "empty": wrong_bytes(lambda content: b""),
    "words": wrong_bytes(lambda content: b"just words"),
    "half": wrong_bytes(lambda content: content[: len(content) // 2]),
    "a wrong value": wrong_value,
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_store_is_made_anew(project: Project, how: str) -> None:
    """The build says why it is a full one, and its output is right."""
    before = project.tree()
    DAMAGES[how](project.root / STORE)
    edit(project)
    result = project.build()
    again = project.build()

    assert 0 == result.code, result.stderr
    assert "Traceback" not in result.stderr
    assert " (" in result.line("Rendered")
    assert [PAGE] == changed(before, project.tree())
    assert "0" == again.line("Rendered")


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The files that differ."""
    names = before.keys() | after.keys()
    return sorted(name for name in names if before.get(name) != after.get(name))


@dataclass(frozen=True)
class Exploit:
    """A value that makes a file when it is loaded."""

    canary: Path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch '{self.canary}'",)


def test_a_store_that_would_run_code_is_thrown_away(project: Project, tmp_path: Path) -> None:
    """Whoever puts a store into a cache gets no command run by it."""
    canary = tmp_path / "canary"
    content = pickle.dumps(Exploit(canary))
    sealed = hashlib.blake2b(content, digest_size=16).digest() + content
    with closing(Store(project.root / STORE)) as store:
        for table, column in (("things", "thing"), ("proses", "prose"), ("facets", "items")):
            store.do(f"UPDATE {table} SET {column} = ?", sealed)
    edit(project)
    result = project.build()

    assert 0 == result.code, result.stderr
    assert "has no place in a store" in result.line("Rendered")
    assert not canary.exists()
    pickle.loads(content)  # the control: it does run where nobody looks
    assert canary.exists()


@pytest.mark.parametrize("full", [False, True], ids=["going on", "anew"])
def test_an_output_that_is_a_link_stays_one(project: Project, tmp_path: Path, full: bool) -> None:
    """A publisher may let it lead to where the web server looks; all that is made arrives there."""
    (project.root / "output").rename(tmp_path / "www")
    project.link("output", tmp_path / "www")
    before = project.tree()
    assert 0 == project.build().code
    if full:
        project.remove(STORE)
    edit(project)
    result = project.build()

    assert 0 == result.code, result.stderr
    assert (project.root / "output").is_symlink()
    assert [PAGE] == changed(before, project.tree())


@pytest.mark.parametrize("folder", ["en", "images", "theme"])
@pytest.mark.parametrize("full", [False, True], ids=["going on", "anew"])
def test_a_link_in_the_output_is_no_way_out(
    project: Project, tmp_path: Path, full: bool, folder: str
) -> None:
    """Even where the same files seem to be behind it; what it leads to is not touched."""
    before = project.tree()
    (project.output / folder).rename(tmp_path / "elsewhere")
    project.link(f"output/{folder}", tmp_path / "elsewhere")
    (tmp_path / "page.html").write_bytes(before["index.html"])
    project.link("output/index.html", tmp_path / "page.html")
    there = {
        path: path.read_bytes() for path in tmp_path.glob("elsewhere/**/*.*") if path.is_file()
    }
    if full:
        project.remove(STORE)
    edit(project)
    result = project.build()

    assert 0 == result.code, result.stderr
    assert [PAGE] == changed(before, project.tree())
    assert not [path for path in project.output.rglob("*") if path.is_symlink()]
    assert there == {path: path.read_bytes() for path in there}
    assert there.keys() == {path for path in tmp_path.glob("elsewhere/**/*.*") if path.is_file()}
    assert before["index.html"] == (tmp_path / "page.html").read_bytes()


def test_an_output_that_is_gone_is_made_again(project: Project) -> None:
    """Whether somebody has removed all of it or a part."""
    before = project.tree()
    project.remove("output")
    whole = project.build()
    assert before == project.tree()
    for name in ("output/en", "output/images", "output/sitemap.xml"):
        project.remove(name)
    part = project.build()

    assert (0, 0) == (whole.code, part.code)
    assert before == project.tree()


def test_a_build_that_failed_is_made_up_for(project: Project) -> None:
    """What changed beside a mistake is in the output once the mistake is mended."""
    before = project.tree()
    edit(project)
    project.append("content/page/contact/en.md", "\n[x](nowhere)\n")
    failed = project.build()
    assert before == project.tree()
    project.replace("content/page/contact/en.md", "\n[x](nowhere)\n", "")
    mended = project.build()

    assert (1, 0) == (failed.code, mended.code)
    assert [PAGE] == changed(before, project.tree())
    assert "1" == mended.line("Rendered")


def test_a_mistake_stays_until_it_is_mended(project: Project) -> None:
    """The second build knows it, although nobody has touched the file since."""
    project.append(ABOUT, "\n[x](nowhere)\n")
    first, second = project.build(), project.build()

    assert (1, 1) == (first.code, second.code)
    assert first.problems == second.problems


def lie(project: Project) -> None:
    """Other words of the same length, with the times of the old ones."""
    path = project.root / ABOUT
    found, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("sample", "simple"), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(("--checksum",), {}), ((), {"CI": "true"}), ((), {"CI": "1"})],
    ids=["checksum", "CI", "CI=1"],
)
def test_every_byte_is_read_where_times_lie(
    project: Project, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    """By request, and in CI, where every file is as old as its checkout."""
    before = project.tree()
    lie(project)
    result = project.build(*arguments, environment=environment)

    assert 0 == result.code, result.stderr
    assert [PAGE] == changed(before, project.tree())


def test_two_builds_at_once_wait_for_each_other(project: Project) -> None:
    """Both end well; the second finds that nothing is left to do, or does it."""
    before = project.tree()
    edit(project)

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "plugins.build"],
            cwd=project.root,
            env=clean_environment(None),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    running = [start(), start()]
    said = [process.communicate(timeout=120) for process in running]

    assert [0, 0] == [process.returncode for process in running], said
    assert ["0", "1"] == sorted(
        line.split()[1] for out, _ in said for line in out.splitlines() if "Rendered" in line
    )
    assert [PAGE] == changed(before, project.tree())


LISTENER = """\
import json
from pathlib import Path
from pelican import signals

heard = []

def hear(file, context):
    heard.append([file, context["page"].url, sorted(context)])

def tell(pelican):
    Path("heard.json").write_text(json.dumps(heard))

def register():
    signals.content_written.connect(hear)
    signals.finalized.connect(tell)
"""


@pytest.fixture
def listening(project: Project) -> Project:
    """A project with a plugin of somebody else, which listens; it was built."""
    project.write("listener.py", LISTENER)
    project.replace("pelicanconf.py", '"plugins.generator"]', '"plugins.generator", "listener"]')
    result = project.build()
    assert 0 == result.code, result.stderr
    return project


def heard(project: Project) -> list[list[object]]:
    """What the plugin has heard in the last build."""
    found: list[list[object]] = json.loads((project.root / "heard.json").read_text())
    return found


def test_a_plugin_of_others_hears_of_every_page_that_is_written(listening: Project) -> None:
    """With its file and what its template was given; of pages that stay as they are it does not."""
    edit(listening)
    result = listening.build()
    [[file, url, names]] = heard(listening)

    assert 0 == result.code, result.stderr
    assert (str(listening.output / PAGE), "/en/about/") == (file, url)
    assert ["document", "page", "site"] == names
    assert "1" == result.line("Rendered")
    assert 0 == listening.build().code
    assert [] == heard(listening)


def test_a_plugin_of_others_hears_of_a_whole_first_build(listening: Project) -> None:
    """Of every page, once."""
    listening.remove("output")
    listening.remove(STORE)
    assert 0 == listening.build().code
    files = [str(file) for file, _, _ in heard(listening)]

    assert sorted(str(path) for path in listening.output.rglob("*.html")) == sorted(files)


def test_another_setting_is_on_every_page(project: Project) -> None:
    """The build says that it is a full one, and why."""
    project.replace("pelicanconf.py", 'SITENAME = "', 'SITENAME = "canary ')
    result = project.build()

    assert "settings" in result.line("Rendered")
    assert [] == [
        name
        for name, content in project.tree().items()
        if name.endswith(".html") and b"canary" not in content
    ]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A small site, built in this process."""
    (tmp_path / "renditions").mkdir()
    found = small_site(tmp_path / "small", tmp_path / "renditions")
    found.build()
    return found


def test_where_somebody_has_watched_only_what_they_name_is_read(small: Small) -> None:
    """What they do not name is found by the next build that nobody has watched for."""
    before = small.tree()
    small.text("place/fansipan/vi.md", title="Tên fansipan", body="Một.")
    small.text("place/sa-pa/vi.md", title="Tên sa-pa", body="Hai.")
    small.build(only=frozenset({"place/sa-pa"}))
    first = small.tree()
    small.build()

    assert ["diem-den/sa-pa/index.html"] == changed(before, first)
    assert ["diem-den/fansipan/index.html"] == changed(first, small.tree())


def test_where_somebody_has_watched_what_is_gone_is_gone(small: Small) -> None:
    """A bundle that they name, and whose folder is no longer there."""
    shutil.rmtree(small.config.content / "story")
    small.build(only=frozenset({"story/mowing"}))

    assert "cau-chuyen/mowing/index.html" not in small.tree()
    assert "diem-den/fansipan/index.html" in small.tree()


@pytest.mark.parametrize("only", [frozenset(), frozenset({"place/fansipan"})], ids=["no", "one"])
def test_without_a_store_everything_is_read_whatever_was_watched(
    small: Small, only: frozenset[str]
) -> None:
    """Other code, other settings, a damaged store: there is nothing to go on from."""
    before = small.tree()
    report = small.build(version="2", only=only)

    assert report.why_full
    assert before == small.tree()


def test_the_last_build_is_listed_for_programs(project: Project) -> None:
    """What was added, changed and removed since the build before."""
    edit(project)
    project.remove("content/festival/harvest-day")
    assert 0 == project.build().code
    pages = read_last(project.root / ".cache")["pages"]

    assert PAGE in {line["file"] for line in pages["changed"]}
    assert {"le-hoi/harvest-day/index.html", "en/festivals/harvest-day/index.html"} <= {
        line["file"] for line in pages["removed"]
    }
    assert [] == pages["added"]
