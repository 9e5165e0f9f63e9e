"""What i18n-subsites gets wrong by itself stays repaired."""

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.checkers import references
from tests.project import NAME, Project, Site

PO = "theme/translations/vi/LC_MESSAGES/messages.po"
WORD = 'msgid "Skip to the content"\nmsgstr "'
UNREPAIRED = "languages.forget = lambda pelican: None"
# As gettext.translation() does, which remembers every catalogue of the process.
REMEMBERED = """
from plugins import environment
kept, real = {}, environment._words
environment._words = lambda config, lang: kept.setdefault(lang, real(config, lang))
"""
# Two builds in one process.
TWICE = """
from pathlib import Path
from pelican import signals
from plugins import languages
{before}
from plugins.build import build

def tried():
    try:
        return build("pelicanconf.py")
    except RuntimeError:
        return 1

first = tried()
{between}
second = tried()
print("codes", first, second)
"""
# Another plugin fails while the Chinese subsite is begun.
FAILING = """
def fail(generator):
    if generator.settings["DEFAULT_LANG"] == "zh":
        raise RuntimeError("canary")
signals.generator_init.connect(fail)
"""
MENDED = "signals.generator_init.disconnect(fail)"
TRANSLATED = f"""
catalogue = Path({PO!r})
text = catalogue.read_text("utf-8")
assert {WORD!r} in text
catalogue.write_text(text.replace({WORD!r}, {WORD!r} + "CANARY ", 1), "utf-8")
"""


SCRIPTS = {
    "failure": TWICE.format(before=FAILING, between=MENDED),
    "failure unrepaired": TWICE.format(before=UNREPAIRED + FAILING, between=MENDED),
    "words": TWICE.format(before="", between=TRANSLATED),
    "words unrepaired": TWICE.format(before=UNREPAIRED, between=TRANSLATED),
    "words remembered": TWICE.format(before=REMEMBERED, between=TRANSLATED),
}


@dataclass(frozen=True)
class Twice:
    """A project in which two builds ran in one process, and their exit codes."""

    project: Project
    codes: str


@pytest.fixture(scope="module")
def twice(
    sample: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Future[Twice]]]:
    """Every script, run in a project without output."""

    def run(name: str) -> Twice:
        project = sample.copied_to(tmp_path_factory.mktemp("twice") / NAME)
        project.remove("output")
        said = project.python("-c", SCRIPTS[name])
        assert said.stdout, said.stderr
        return Twice(project, said.stdout.splitlines()[-1])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {name: pool.submit(run, name) for name in SCRIPTS}
        pool.shutdown(cancel_futures=True)


def test_after_a_build_that_failed_the_next_in_the_process_has_all_languages(
    twice: Mapping[str, Future[Twice]], sample: Project
) -> None:
    """A long-running process builds every subsite again once the failure is over."""
    made = twice["failure"].result()

    assert "codes 1 0" == made.codes
    assert sample.tree() == made.project.tree()


def test_without_the_repair_a_language_would_be_lost(twice: Mapping[str, Future[Twice]]) -> None:
    """The control of the test above: i18n-subsites alone goes on where it was interrupted."""
    made = twice["failure unrepaired"].result()

    assert "codes 1 0" == made.codes
    assert not [name for name in made.project.tree() if name.startswith("zh/")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("words", True), ("words unrepaired", True), ("words remembered", False)],
)
def test_a_changed_catalogue_counts_in_the_next_build_of_the_process(
    twice: Mapping[str, Future[Twice]], name: str, expected: bool
) -> None:
    """The second build reads it anew, and needs nobody's repair for that.

    Were a catalogue remembered, the second build would know the old words only.
    """
    made = twice[name].result()

    assert "codes 0 0" == made.codes
    assert expected == ("CANARY" in made.project.site.text("index.html"))


def test_no_address_climbs(site: Site) -> None:
    """No address in a page, a style sheet or the sitemap has a step upwards."""
    found = [reference.url for page in site.pages for reference in references.of_page(page)]
    found += [
        url for file in site.with_suffix(".css") for url in references.of_css(site.text(file))
    ]
    found += re.findall(r'(?:<loc>|href=")([^<"]+)', site.text("sitemap.xml"))

    assert 500 < len(found)
    assert [] == [url for url in found if ".." in url]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_subsite_holds_pages_only(site: Site, lang: str) -> None:
    """The theme and the pictures are at the root once, and copied into no subsite."""
    inside = {file for file in site.files if file.startswith(f"{lang}/")}

    assert inside
    assert set() == {file for file in inside if not file.endswith(".html")}
    assert [file for file in site.files if file.startswith("images/")]
    assert [file for file in site.files if file.startswith("theme/")]
