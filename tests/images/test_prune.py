import os
import re
import shutil
import threading
import time
from pathlib import Path

import pytest

from plugins.images.cache import DAY, Cache
from plugins.images.prune import main, prune
from plugins.lock import exclusive
from plugins.problems import BuildStopped
from plugins.store import StoreBroken
from tests.images.photographs import halves, save
from tests.project import NAME, Project, new_project
from tests.small import VERSION, Small, small_site

OTHER = "ab" + "0" * 62


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The renditions of the site, for copies: making is slow."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "renditions").mkdir()
    small_site(folder / "project", folder / "renditions").build()
    return folder / "renditions"


@pytest.fixture
def site(tmp_path: Path, made: Path) -> Small:
    """A site that was built, and whose cache holds the offer of another one too, all of it old."""
    shutil.copytree(made, tmp_path / "renditions")
    found = small_site(tmp_path / "project", tmp_path / "renditions")
    found.build()
    cache = Cache(found.config.picture_cache)
    [key] = offers(found)
    offer = cache.offer(key)
    assert offer
    content = {each.digest: cache.content(each) or b"" for each in offer.renditions}
    cache.keep(OTHER, offer, content)
    for path in found.config.picture_cache.glob("*/*"):
        os.utime(path, (0, 0))
    return found


def offers(site: Small) -> set[str]:
    """The keys of the offers in the cache."""
    return {path.stem for path in site.config.picture_cache.glob("*/*.json")}


def test_what_the_site_shows_stays(site: Small) -> None:
    """However old it is; so the next build needs to make nothing."""
    before = site.tree()

    assert 1 == prune(site.config, VERSION, 30)[0]
    assert OTHER not in offers(site)
    assert (0, 3) == site.build("another version").pictures
    assert before == site.tree()


def test_what_the_site_shows_no_more_goes(site: Small) -> None:
    """After the build that shows another picture in its place."""
    before = offers(site)
    save(site.config.content / "place" / "cat-cat" / "terraces.jpg", halves(300, 200))
    site.build()
    [new] = offers(site) - before

    # Two offers, and the renditions of one picture, which both of them name.
    assert 5 == prune(site.config, VERSION, 30)[0]
    assert {new} == offers(site)


@pytest.mark.parametrize(("age", "gone"), [(29.9, 0), (30.9, 0), (31.1, 1)])
def test_days_are_counted_from_the_last_use(site: Small, age: float, gone: int) -> None:
    """A use is noted to the day; nothing goes a day too early."""
    moment = time.time() - age * DAY
    os.utime(site.config.picture_cache / "ab" / f"{OTHER}.json", (moment, moment))

    assert gone == prune(site.config, VERSION, 30)[0]


def test_nothing_goes_before_a_build_says_what_is_needed(site: Small) -> None:
    """No build of this program, or one that stopped: what the site shows is not known."""
    with pytest.raises(StoreBroken, match="have changed"):
        prune(site.config, "another version", 30)
    site.write("content/place/cat-cat/facts.yaml", "date: [")
    with pytest.raises(BuildStopped):
        site.build()
    with pytest.raises(StoreBroken, match="did not come to its end"):
        prune(site.config, VERSION, 30)

    assert OTHER in offers(site)


def test_a_build_under_way_is_waited_for(site: Small) -> None:
    """What it has made, and has not named yet, must not go."""
    done = threading.Event()

    def clean() -> None:
        prune(site.config, VERSION, 30)
        done.set()

    thread = threading.Thread(target=clean)
    with exclusive(site.config.lock_file):
        thread.start()
        assert not done.wait(0.3)
        assert OTHER in offers(site)
    thread.join(10)

    assert done.is_set()
    assert OTHER not in offers(site)


@pytest.mark.parametrize("given", [["--days", "-1"], ["--days", "few"]])
def test_days_that_are_none_are_refused(given: list[str]) -> None:
    """Before anything is looked at."""
    with pytest.raises(SystemExit):
        main(given)


def test_settings_that_are_missing_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """As for every command."""
    assert 1 == main(["none.py"])
    assert "none.py: there is no such settings file\n" == capsys.readouterr().err


@pytest.mark.long
def test_the_command_says_what_it_removed(project: Project) -> None:
    """Nothing of the site that it has just built; what was never used, and the bytes of it."""
    assert 0 == project.build().code
    strange = project.root / ".cache" / "images" / "ab" / f"{OTHER}.jpg"
    strange.parent.mkdir(exist_ok=True)
    strange.write_bytes(b"x" * 200_000)
    command = ("-m", "plugins.images.prune", "--days", "0")
    first, second = project.python(*command), project.python(*command)

    assert "Removed 1 files of the picture cache, 0.2 MB.\n" == first.stdout, first.stderr
    assert "Removed 0 files of the picture cache, 0.0 MB.\n" == second.stdout
    assert re.match(r"0 renditions made, [1-9]", project.build("--checksum").line("Pictures"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that was not built yet."""
    return new_project(tmp_path / NAME)
