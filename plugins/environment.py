"""The Jinja environment of a language: filters, interface words, compiled templates."""

import gettext
from collections.abc import Callable, MutableMapping
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader

from plugins import formats, icons
from plugins.config import DOMAIN, Config
from plugins.images.structured import image_objects

# The folder of compiled templates in the cache.
COMPILED = "templates"


class _Environment(Environment):
    """Jinja's own, whose globals stay as they are once templates are loaded."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals themselves: each include copies them, and a chain of maps is slow to copy."""
        return {**self.globals, **d} if d else self.globals


def environment(
    config: Config, lang: str, version: str, picture: Callable[..., Any]
) -> Environment:
    """The environment of a language.

    `version` names the folder of compiled templates, which know the options of their environment;
    `picture` answers templates that ask for a picture.
    """
    # Apart for each language: Jinja works out `12|month_name` already when it compiles.
    compiled = config.cache / COMPILED / version[:16] / lang
    compiled.mkdir(parents=True, exist_ok=True)
    found = _Environment(
        loader=FileSystemLoader(config.theme / "templates"),
        bytecode_cache=FileSystemBytecodeCache(str(compiled)),
        auto_reload=False,
        cache_size=-1,
        **config.jinja,
    )
    found.policies["ext.i18n.trimmed"] = True
    found.filters.update(formats.filters(config.languages[lang].babel))
    found.filters.update(config.extras["JINJA_FILTERS"])
    found.globals.update(config.extras["JINJA_GLOBALS"])
    found.tests.update(config.extras["JINJA_TESTS"])
    found.globals["picture"] = picture
    found.globals["brand"] = config.brand.name
    found.filters["image_objects"] = image_objects
    found.globals["icon"] = cache(partial(icons.icon, config.theme / "icons"))
    found.install_gettext_translations(_words(config, lang), newstyle=True)  # type: ignore[attr-defined]
    return found


def _words(config: Config, lang: str) -> gettext.NullTranslations:
    """The interface words of a language; templates are written in one that needs no catalogue."""
    if lang == config.templates_lang:
        return gettext.NullTranslations()
    path = config.catalogues / lang / "LC_MESSAGES" / f"{DOMAIN}.mo"
    # Not gettext.translation(): it keeps every catalogue for as long as the process lives.
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
