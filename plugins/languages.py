"""Keep i18n-subsites on its feet: what it forgets between two builds, and what it cannot read."""

import gettext
from typing import Any

from pelican import Pelican, signals
from pelican.plugins.i18n_subsites import i18n_subsites

from plugins.problems import BadSettings


def is_main(settings: dict[str, Any]) -> bool:
    """Whether these are the settings of the main site, not of a subsite."""
    return bool(settings["DEFAULT_LANG"] == settings["MAIN_LANG"])


def check_codes(pelican: Pelican) -> None:
    """Refuse codes that i18n-subsites loses: Pelican compares them in lower case.

    Raises `BadSettings`. `zh-Hans` belongs into the language's `bcp47`.
    """
    for code in (pelican.settings["DEFAULT_LANG"], *pelican.settings["I18N_SUBSITES"]):
        if code != code.lower():
            raise BadSettings(f"language code {code!r} must be lower case; see LANGUAGES")


def forget(pelican: Pelican) -> None:
    """Before a build, clear what an earlier one in this process left behind.

    i18n-subsites keeps its main settings after an exception, and then builds no subsite at all;
    gettext keeps every catalogue that it has read, though the file has changed.
    """
    if is_main(pelican.settings):
        i18n_subsites._MAIN_SETTINGS = None
        gettext._translations.clear()  # type: ignore[attr-defined]  # there is no public way


def register() -> None:
    """Connect to Pelican; this plugin stands before i18n_subsites."""
    signals.initialized.connect(check_codes)
    signals.get_generators.connect(forget)
