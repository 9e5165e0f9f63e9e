"""The settings as typed values, how a build is asked for, and the digest of all that makes one."""

import hashlib
import os
import re
import runpy
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.addresses import Addresses, Language, check_site_url
from plugins.problems import BadSettings

# gettext's name for our catalogues.
DOMAIN = "messages"
# Raise it when the meaning of what is stored changes.
SCHEMA = 1
PLUGINS = ["plugins.languages", "i18n_subsites", "plugins.generator"]


@dataclass(frozen=True, slots=True)
class Brand:
    """What the site is called, which things open it, and what every page loads.

    `cover` and `climate` are keys of places: whose plate is on the cover, whose climate is shown.
    """

    name: str
    licence_url: str
    cover: str
    climate: str
    fonts_preload: Sequence[str]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build.

    With `checksum`, every byte of the content is read, for where times lie. `only` are the bundles
    that can have changed since the last build, where somebody watches the folders; None for any.
    `languages` are those to make; None for all.
    """

    checksum: bool = False
    only: frozenset[str] | None = None
    languages: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What the settings say, with absolute paths.

    `jinja` holds the options of the Jinja environment, `extras` its filters, globals and tests by
    the names that Pelican gives these settings. `shared_cache` is the address of the cache that
    machines share, `cluster` that of the scheduler whose workers make pictures, "" for none.
    """

    settings_file: str
    languages: dict[str, Language]
    templates_lang: str
    addresses: Addresses
    brand: Brand
    content: Path
    theme: Path
    output: Path
    cache: Path
    catalogues: Path
    zone: ZoneInfo
    review_days: int
    stable_theme: bool
    jinja: dict[str, Any]
    extras: dict[str, dict[str, Any]]
    plugins: list[str]
    shared_cache: str = ""
    cluster: str = ""

    @property
    def store_file(self) -> Path:
        """The memory of the build."""
        return self.cache / "store.sqlite"

    @property
    def picture_cache(self) -> Path:
        """Finished renditions, which no build needs to make again."""
        return self.cache / "images"

    @property
    def lock_file(self) -> Path:
        """Held while a build is under way."""
        return self.cache / "lock.sqlite"

    @property
    def unfinished_file(self) -> Path:
        """A file that exists while the output is being changed."""
        return self.cache / "unfinished"

    @property
    def only_ours(self) -> bool:
        """Whether no plugin of others could want to hear of a build."""
        return self.plugins == PLUGINS

    @property
    def translated(self) -> list[str]:
        """The languages whose interface words come from a catalogue."""
        return [code for code in self.languages if code != self.templates_lang]

    @property
    def root(self) -> str:
        """The path of the site on its host, "" at the top."""
        return self.addresses.root

    @property
    def images_url(self) -> str:
        """The address of the pictures, without the host."""
        return f"{self.root}/images"

    def version(self) -> str:
        """The digest of everything but content and theme: settings, our code, the libraries."""
        parts = hashlib.sha256(f"{SCHEMA} {sys.version} {_plain(self)}".encode())
        for path in sorted(Path(__file__).parent.rglob("*.py")):
            parts.update(path.as_posix().encode() + b"\0" + path.read_bytes())
        parts.update("\n".join(_libraries()).encode())
        return parts.hexdigest()


def read_settings_file(settings_file: str) -> dict[str, Any]:
    """The settings of a file, without Pelican. Raises `BadSettings` where there is no such file."""
    if not Path(settings_file).is_file():
        raise BadSettings("there is no such settings file")
    # A settings file may build on another one: the second run must not get the first run's modules.
    before = set(sys.modules)
    try:
        found = runpy.run_path(settings_file)
    finally:
        for name in set(sys.modules) - before:
            if Path(getattr(sys.modules[name], "__file__", None) or "/").parent == Path.cwd():
                del sys.modules[name]
    return {name: value for name, value in found.items() if name.isupper()}


def config_of(settings: Mapping[str, Any], settings_file: str) -> Config:
    """The typed settings. Raises `BadSettings` with the one that is missing or cannot be used."""
    missing = [name for name in _NEEDED if name not in settings]
    if missing:
        raise BadSettings(f"{', '.join(missing)} must be set; pelicanconf.py shows how")
    check_site_url(settings["SITEURL"])
    # Pelican, too, takes paths from where the settings file is.
    here = Path(settings_file).parent
    languages = {code: Language(code, **names) for code, names in settings["LANGUAGES"].items()}
    return Config(
        settings_file=settings_file,
        languages=languages,
        templates_lang=settings["I18N_TEMPLATES_LANG"],
        addresses=Addresses(_roots(settings), settings["SECTIONS"]),
        brand=Brand(settings["SITENAME"], **settings["BRAND"]),
        content=(here / settings["PATH"]).absolute(),
        theme=(here / settings["THEME"]).absolute(),
        output=(here / settings["OUTPUT_PATH"]).absolute(),
        cache=(here / settings["CACHE_PATH"]).absolute(),
        catalogues=(here / settings["I18N_GETTEXT_LOCALEDIR"]).absolute(),
        zone=_zone(settings["TIMEZONE"]),
        review_days=settings["REVIEW_DAYS"],
        stable_theme=settings["STABLE_THEME"],
        jinja=settings["JINJA_ENVIRONMENT"],
        extras={
            name: dict(settings.get(name, {}))
            for name in ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
        },
        plugins=[str(name) for name in settings["PLUGINS"]],
        shared_cache=_shared_cache(settings, here),
        cluster=_cluster(settings),
    )


_NEEDED = (
    *("SITENAME", "SITEURL", "TIMEZONE", "LANGUAGES", "SECTIONS", "BRAND", "REVIEW_DAYS"),
    *("STABLE_THEME", "PATH", "THEME", "OUTPUT_PATH", "CACHE_PATH", "PLUGINS"),
    *("I18N_TEMPLATES_LANG", "I18N_GETTEXT_LOCALEDIR", "I18N_SUBSITES", "JINJA_ENVIRONMENT"),
)


def _roots(settings: Mapping[str, Any]) -> dict[str, str]:
    """The absolute URL of each language's subsite, without a slash at the end."""
    subsites = settings["I18N_SUBSITES"]
    return {
        code: subsites[code]["SITEURL"] if code in subsites else settings["SITEURL"]
        for code in settings["LANGUAGES"]
    }


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadSettings(f"TIMEZONE {name!r} is not known; write it as Asia/Ho_Chi_Minh") from None


def _shared_cache(settings: Mapping[str, Any], here: Path) -> str:
    """The address of the shared cache; a folder is found from where the settings file is."""
    address = str(settings.get("PICTURE_CACHE", ""))
    return str((here / address).absolute()) if address and "://" not in address else address


def _cluster(settings: Mapping[str, Any]) -> str:
    """The scheduler as Dask knows it, "" where this machine makes the pictures."""
    executor = str(settings.get("PICTURE_EXECUTOR", ""))
    found = re.fullmatch(r"dask://([^/\s]+:\d+)/?", executor)
    if executor and not found:
        raise BadSettings("PICTURE_EXECUTOR must be empty, or be written as dask://scheduler:8786")
    if executor and not settings.get("PICTURE_CACHE"):
        raise BadSettings("PICTURE_EXECUTOR needs PICTURE_CACHE: workers leave their work there")
    return f"tcp://{found[1]}" if found else ""


# Where pictures are made changes none of them.
_ASIDE = ("settings_file", "plugins", "shared_cache", "cluster")


def _plain(value: object) -> str:
    """A text that is the same in every process: functions and classes by their names."""
    if isinstance(value, Config):
        # Pelican gives plugins other names than the file does; what they change is in the rest.
        return _plain({key: getattr(value, key) for key in value.__slots__ if key not in _ASIDE})
    if isinstance(value, Mapping):
        return _plain(sorted((key, _plain(each)) for key, each in value.items()))
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_plain, value)) + "]"
    if isinstance(value, partial):
        return _plain([value.func, value.args, value.keywords])
    name = getattr(value, "__qualname__", None)
    if name is None:
        return repr(value)
    code = getattr(value, "__code__", None)
    constants = [each for each in code.co_consts if isinstance(each, str | int)] if code else ""
    return f"{getattr(value, '__module__', '')}.{name} {code and code.co_code!r} {constants}"


def _libraries() -> Iterator[str]:
    """What is installed, as pip names it: library and version."""
    for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        names = os.listdir(folder) if os.path.isdir(folder) else []
        yield from sorted(name for name in names if name.endswith(".dist-info"))
