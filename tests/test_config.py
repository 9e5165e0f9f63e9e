import functools
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import StrictUndefined

from plugins.config import PLUGINS, Config, config_of, read_settings_file
from plugins.languages import is_main
from plugins.problems import BadSettings
from tests.conftest import ROOT
from tests.project import clean_environment
from tests.specimens import config


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The settings of this repository."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SITE_URL", "https://example.org/sapa")
    return read_settings_file("pelicanconf.py")


def test_the_settings_of_a_file_are_its_names_in_capitals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Pelican reads them; nothing of the file's other names."""
    monkeypatch.chdir(tmp_path)
    Path("own.py").write_text("import os\nSITENAME = 'A'\nlower = 1\nMixed = 2\n")

    assert {"SITENAME": "A"} == read_settings_file("own.py")


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """One sentence, no traceback."""
    with pytest.raises(BadSettings, match="there is no such settings file"):
        read_settings_file(str(tmp_path / "nothing.py"))


def test_a_settings_file_that_builds_on_another_reads_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer's server reads settings again and again."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    Path("own_base.py").write_text("SITENAME = 'A'\n")
    Path("own.py").write_text("from own_base import *\n")
    first = read_settings_file("own.py")
    Path("own_base.py").write_text("SITENAME = 'Another'\n")
    importlib.invalidate_caches()

    assert ("A", "Another") == (first["SITENAME"], read_settings_file("own.py")["SITENAME"])


def test_settings_are_typed(settings: dict[str, Any]) -> None:
    """Languages, addresses, folders with their full paths, the brand, the zone of days."""
    found = config_of(settings, "pelicanconf.py")

    assert ["vi", "en", "zh"] == list(found.languages)
    assert "https://example.org/sapa/en" == found.addresses.roots["en"]
    assert (ROOT / "content", ROOT / "theme") == (found.content, found.theme)
    assert (ROOT / "output", ROOT / ".cache") == (found.output, found.cache)
    assert ("fansipan", settings["SITENAME"]) == (found.brand.cover, found.brand.name)
    assert ("Asia/Ho_Chi_Minh", 365) == (found.zone.key, found.review_days)
    assert ["vi", "zh"] == found.translated
    assert ("/sapa", "/sapa/images") == (found.root, found.images_url)
    assert not found.stable_theme
    assert found.only_ours


def test_a_site_at_the_top_of_its_host_has_no_path(tmp_path: Path) -> None:
    """Addresses begin with the slash itself."""
    assert ("", "/images") == (config(tmp_path).root, config(tmp_path).images_url)


def test_the_writers_server_may_ask_for_a_theme_that_stays(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an environment variable, which the settings read."""
    monkeypatch.setenv("SITE_STABLE_THEME", "1")

    assert config_of(read_settings_file("pelicanconf.py"), "").stable_theme


@pytest.mark.parametrize(
    ("name", "value", "match"),
    [
        ("SITEURL", "example.org", "no web address"),
        ("TIMEZONE", "Hanoi", "TIMEZONE 'Hanoi' is not known; write it as Asia/Ho_Chi_Minh"),
        ("TIMEZONE", "../../etc/passwd", "is not known"),
        ("TIMEZONE", "", "is not known"),
        ("PICTURE_EXECUTOR", "scheduler:8786", "written as dask://scheduler:8786"),
        ("PICTURE_EXECUTOR", "dask://scheduler", "written as dask://scheduler:8786"),
        ("PICTURE_EXECUTOR", "dask://scheduler:8786", "PICTURE_EXECUTOR needs PICTURE_CACHE"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    settings: dict[str, Any], name: str, value: str, match: str
) -> None:
    """With what to write instead."""
    with pytest.raises(BadSettings, match=match):
        config_of({**settings, name: value}, "")


@pytest.mark.parametrize("name", ["LANGUAGES", "BRAND", "REVIEW_DAYS", "CACHE_PATH"])
def test_a_setting_that_is_missing_is_named(settings: dict[str, Any], name: str) -> None:
    """In a sentence too: settings may be older than the program."""
    del settings[name]

    with pytest.raises(BadSettings, match=name):
        config_of(settings, "")


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        (PLUGINS, True),
        ([*PLUGINS, "sitemap"], False),
        (["sitemap", *PLUGINS], False),
        (PLUGINS[1:], False),
    ],
)
def test_a_plugin_of_others_is_noticed(tmp_path: Path, plugins: list[str], expected: bool) -> None:
    """It may want to hear of a build, so Pelican has to be there."""
    assert expected == config(tmp_path, plugins=plugins).only_ours


CHANGES: Mapping[str, Mapping[str, Any]] = {
    "an address": {"SITEURL": "https://example.com"},
    "the name": {"SITENAME": "Another"},
    "a part of the brand": {"BRAND": {"fonts_preload": []}},
    "the word of a section": {"SECTIONS": {"story": {"vi": "chuyen", "en": "s", "zh": "s"}}},
    "a language": {
        "LANGUAGES": {"zh": {"bcp47": "zh", "name": "中", "open_graph": "zh_CN", "babel": "zh"}}
    },
    "the zone": {"TIMEZONE": "Europe/Berlin"},
    "the days of review": {"REVIEW_DAYS": 364},
    "a folder": {"OUTPUT_PATH": "public"},
    "an option of Jinja": {"JINJA_ENVIRONMENT": {"trim_blocks": False}},
    "a filter": {"JINJA_FILTERS": {"loud": str.upper}},
    "a global": {"JINJA_GLOBALS": {"motto": "up"}},
    "a stable theme": {"STABLE_THEME": True},
}


def changed(settings: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with changes, which may be inside of a setting."""
    return {
        **settings,
        **{
            name: {**settings.get(name, {}), **value} if isinstance(value, dict) else value
            for name, value in changes.items()
        },
    }


@pytest.mark.parametrize("what", CHANGES)
def test_another_setting_is_another_version(settings: dict[str, Any], what: str) -> None:
    """Whatever the settings say may be on every page."""
    before = config_of(settings, "").version()

    assert before != config_of(changed(settings, CHANGES[what]), "").version()
    assert before == config_of(dict(settings), "").version()


def test_the_name_of_the_settings_and_other_plugins_are_no_other_version(
    settings: dict[str, Any],
) -> None:
    """Pelican tells plugins neither; what they change is in the rest."""
    one = config_of(settings, "pelicanconf.py")
    other = config_of({**settings, "PLUGINS": ["else"]}, "the settings")

    assert one.version() == other.version()


@pytest.mark.parametrize(
    ("name", "value"), [("PICTURE_CACHE", "s3://else"), ("PICTURE_EXECUTOR", "dask://else:1")]
)
def test_where_pictures_are_made_is_no_other_version(
    settings: dict[str, Any], name: str, value: str
) -> None:
    """The pictures are the same; so a machine may share them or not, and go on from its builds."""
    shared = {**settings, "PICTURE_CACHE": "s3://bucket"}

    assert config_of(shared, "").version() == config_of({**shared, name: value}, "").version()


def test_where_pictures_are_made_comes_from_the_environment_too(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For CI; by default every machine works alone."""
    alone = config_of(settings, "pelicanconf.py")
    monkeypatch.setenv("SITE_PICTURE_CACHE", "../share")
    monkeypatch.setenv("SITE_PICTURE_EXECUTOR", "dask://host.example:8786")
    found = config_of(read_settings_file("pelicanconf.py"), "/srv/site/pelicanconf.py")
    without = {name: value for name, value in settings.items() if not name.startswith("PICTURE_")}

    assert ("", "") == (alone.shared_cache, alone.cluster)
    assert ("/srv/site/../share", "tcp://host.example:8786") == (found.shared_cache, found.cluster)
    assert ("", "") == (config_of(without, "").shared_cache, config_of(without, "").cluster)


LAMBDA = "SITEURL = 'https://example.org'\nJINJA_FILTERS = {'loud': lambda word: word%s}\n"


def test_the_code_of_a_filter_is_part_of_the_version(
    settings: dict[str, Any], tmp_path: Path
) -> None:
    """A filter in a settings file has no name by which one could tell it from another."""
    found = []
    for code in ("", " + '!'", ""):
        (tmp_path / "own.py").write_text(LAMBDA % code)
        own = read_settings_file(str(tmp_path / "own.py"))
        found.append(config_of({**settings, **own}, "").version())

    assert found[0] != found[1]
    assert found[0] == found[2]


def double(number: int, times: int = 2) -> int:
    """A filter."""
    return number * times


FILTERS = {"plain": double, "partial": functools.partial(double, times=3), "method": str.upper}


@pytest.mark.parametrize("name", FILTERS)
def test_a_version_is_the_same_in_every_process(tmp_path: Path, name: str) -> None:
    """Nothing in it depends on where things are in memory, nor on the seed of hashes."""
    script = (
        "from pathlib import Path; from dataclasses import replace; import sys\n"
        "from tests.specimens import config; from tests.test_config import FILTERS\n"
        "filters = {'JINJA_FILTERS': {'loud': FILTERS[sys.argv[2]]}}\n"
        "print(config(Path(sys.argv[1]), extras=filters).version())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, *hint, "-c", script, str(tmp_path), name],
            cwd=ROOT,
            env=clean_environment({"PYTHONHASHSEED": seed}),
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed, hint in (("1", ()), ("2", ("-X", "utf8")))
    }

    assert 1 == len(found)


def version_of(root: Path) -> str:
    """The version of the same settings, by the code in a folder."""
    script = (
        "from pathlib import Path; from tests.specimens import config\n"
        "print(config(Path('/nothing')).version())\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env=clean_environment(None),
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


@pytest.mark.parametrize("name", ["views.py", "schema/place.py", "images/encode.py"])
def test_another_code_is_another_version(tmp_path: Path, name: str) -> None:
    """Also where it lies deep; what it had compiled does not count."""
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins")
    (tmp_path / "tests").mkdir()
    for each in ("__init__.py", "specimens.py"):
        shutil.copy(ROOT / "tests" / each, tmp_path / "tests")
    before = version_of(tmp_path)
    (tmp_path / "plugins" / "__pycache__" / "other.pyc").write_bytes(b"compiled")

    assert before == version_of(tmp_path)
    with (tmp_path / "plugins" / name).open("a") as file:
        file.write("# another\n")
    assert before != version_of(tmp_path)


def test_another_library_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new Markdown or Jinja may make other pages of the same words."""
    names = ["jinja2-3.1.6.dist-info", "Markdown-3.10.dist-info", "jinja2"]
    found = []
    for listed in (names, ["jinja2-3.1.7.dist-info", *names[1:]], names[::-1]):
        with monkeypatch.context() as patch:
            patch.setattr(os, "listdir", lambda _, listed=listed: listed)
            found.append(config(tmp_path).version())

    assert found[0] != found[1]
    assert found[0] == found[2]


def test_pelican_and_we_read_the_same_settings(settings: dict[str, Any], tmp_path: Path) -> None:
    """Or a build inside Pelican would not go on from one without it."""
    from pelican.settings import read_settings

    pelicans = read_settings("pelicanconf.py")

    assert is_main(pelicans)
    assert config_of(settings, "").version() == config_of(pelicans, "the settings").version()


def test_undefined_is_strict(settings: dict[str, Any]) -> None:
    """The options of Jinja arrive as they are."""
    found: Config = config_of(settings, "")

    assert found.jinja["undefined"] is StrictUndefined
