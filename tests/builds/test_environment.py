"""The build works wherever it is run: any locale, any folder, any user, any address."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.checkers import links, references
from tests.project import (
    NAME,
    SITE_URL,
    Attempt,
    Project,
    Site,
    attempt,
    clean_environment,
)

LOCALES = {
    "C": {"LC_ALL": "C"},
    "none": {"LC_ALL": "", "LANG": ""},
    "one that is not installed": {"LC_ALL": "vi_VN.UTF-8"},
    "colours": {"TERM": "xterm-256color", "FORCE_COLOR": "1"},
    "warnings as errors": {"PYTHONWARNINGS": "error:::plugins"},
}

ASCII_ONLY = ("C", "none")


def mistaken(project: Project) -> None:
    """A mistake whose message has letters that ASCII lacks."""
    project.replace("content/story/mowing/vi.md", "(place/cat-cat)", "(place/cát-cát)")


@pytest.fixture(scope="module")
def built(
    sample: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[tuple[str, bool], Future[Attempt]]]:
    """A good build in each environment, and a mistaken one in those that know ASCII only."""
    folder = tmp_path_factory.mktemp("locales")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {
            (name, good): pool.submit(
                attempt,
                sample,
                folder / name / str(good) / NAME,
                edited if good else mistaken,
                environment,
            )
            for name, environment in LOCALES.items()
            for good in ((True, False) if name in ASCII_ONLY else (True,))
        }
        pool.shutdown(cancel_futures=True)


def edited(project: Project) -> None:
    """An edit with which the whole output is written anew."""
    project.remove("output")


@pytest.mark.parametrize("name", LOCALES)
def test_the_environment_decides_no_byte(
    built: Mapping[tuple[str, bool], Future[Attempt]], name: str
) -> None:
    """The build succeeds, says nothing on standard error, and writes the same."""
    attempted = built[name, True].result()

    assert (0, "") == (attempted.result.code, attempted.result.complaints)
    assert attempted.before == attempted.after


@pytest.mark.parametrize("name", ASCII_ONLY)
def test_a_mistake_is_told_where_there_is_no_locale(
    built: Mapping[tuple[str, bool], Future[Attempt]], name: str
) -> None:
    """Vietnamese in a message does not choke a terminal that knows ASCII only."""
    attempted = built[name, False].result()

    assert 1 == attempted.result.code
    assert ["the link 'place/cát-cát' leads nowhere."] == [
        found.what for found in attempted.result.problems
    ]


@pytest.fixture
def read_only(project: Project) -> Iterator[Project]:
    """A project with content that nobody can write, and without output."""
    project.remove("output")
    paths = [project.content, *project.content.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield project
    for path in paths:
        path.chmod(0o755)


def test_content_may_be_read_only_and_the_user_need_not_be_root(
    read_only: Project, sample: Project
) -> None:
    """The build writes to output and cache alone, and needs no privilege to do so."""
    # To the file system root is a user like any other once it has no capabilities. A change of the
    # user itself would not do: the interpreter may lie in a folder that is root's alone.
    unprivileged = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*unprivileged, sys.executable, *arguments],
            cwd=read_only.root,
            env=clean_environment({"HOME": "/nonexistent"}),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    control = run("-c", "open('content/page/about/vi.md', 'a')")
    built = run("-m", "plugins.build")

    assert "PermissionError" in control.stderr  # the content really is read-only
    assert 0 == built.returncode, built.stderr
    assert sample.tree() == read_only.tree()


@pytest.fixture(scope="module")
def below(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample built for an address with a path."""
    project = sample.copied_to(tmp_path_factory.mktemp("below") / NAME)
    address = f"{SITE_URL}/sapa"
    result = project.build(environment={"SITE_URL": f"{address}/"})
    assert 0 == result.code, result.stderr
    return Site(project.output, address)


def test_below_a_path_every_address_carries_it(below: Site) -> None:
    """Links, pictures, styles, fonts and the favicon of every page begin with the path."""
    host = urlsplit(SITE_URL).netloc
    found = {
        (page.file, reference.url)
        for page in below.pages
        for reference in references.of_page(page)
        if urlsplit(reference.url).netloc in ("", host) and urlsplit(reference.url).path
    }

    assert 500 < len(found)
    assert set() == {
        (file, url)
        for file, url in found
        if urlsplit(url).scheme != "mailto" and not urlsplit(url).path.startswith("/sapa/")
    }


def test_below_a_path_no_link_is_dead(below: Site) -> None:
    """Every address leads to a file when the output stands at the path."""
    assert [] == links.check(below.output, below.site_url)


def test_below_a_path_the_files_are_the_same(below: Site, site: Site) -> None:
    """The path is in the addresses only: the output has no folder of that name."""

    def pages(found: Site) -> set[str]:
        return {name for name in found.files if not name.startswith("theme/")}

    assert pages(site) == pages(below)


def test_the_public_site_needs_its_address(project: Project) -> None:
    """publishconf.py refuses to guess where the site will stand, and builds nothing."""
    before = project.tree()
    result = project.build("publishconf.py", environment={"SITE_URL": ""})

    assert 0 != result.code
    assert "SITE_URL=https://" in result.stderr
    assert before == project.tree()


def test_the_public_site_is_the_same_site(sample: Project, project: Project) -> None:
    """With its address, publishconf.py builds what pelicanconf.py builds."""
    assert 0 == project.build("publishconf.py").code

    assert sample.tree() == project.tree()


def test_settings_that_cannot_be_used_are_named(project: Project) -> None:
    """A wrong address or cover ends the build with one sentence, not with a traceback."""
    project.replace("pelicanconf.py", '"cover": "fansipan"', '"cover": "nowhere"')
    cover = project.build()
    address = project.build(environment={"SITE_URL": "example.org"})

    assert (1, 1) == (cover.code, address.code)
    assert "BRAND['cover'] names the place 'nowhere'" in cover.stderr
    assert "SITE_URL 'example.org' is no web address" in address.stderr
    assert "Traceback" not in cover.stderr + address.stderr
