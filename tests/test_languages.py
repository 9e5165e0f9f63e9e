import gettext
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from pelican import signals
from pelican.plugins.i18n_subsites import i18n_subsites

from plugins import languages
from plugins.languages import check_codes, forget, is_main


def site(lang: str, *subsites: str) -> Any:
    """A Pelican object: its settings are all that we look at."""
    return SimpleNamespace(
        settings={
            "DEFAULT_LANG": lang,
            "MAIN_LANG": "vi",
            "I18N_SUBSITES": {code: {} for code in subsites},
        }
    )


@pytest.fixture(autouse=True)
def _clean_state(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other tests of this process shall not notice."""
    monkeypatch.setattr(i18n_subsites, "_MAIN_SETTINGS", None)
    yield
    gettext._translations.clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("lang", "main"), [("vi", True), ("en", False)])
def test_the_main_site_is_that_of_the_main_language(lang: str, main: bool) -> None:
    """A subsite has another language."""
    assert main == is_main(site(lang).settings)


@pytest.mark.parametrize(
    ("pelican", "code"),
    [
        pytest.param(site("vi", "en", "zh-Hans"), "zh-Hans", id="subsite"),
        pytest.param(site("VI", "en"), "VI", id="main site"),
    ],
)
def test_a_code_with_capitals_is_refused(pelican: Any, code: str) -> None:
    """i18n-subsites would lose that language without a word."""
    with pytest.raises(ValueError, match=f"{code!r} must be lower case"):
        check_codes(pelican)


def test_codes_in_lower_case_pass() -> None:
    """Hyphens do no harm."""
    check_codes(site("vi", "en", "zh-hans"))


def test_an_earlier_build_that_failed_is_forgotten() -> None:
    """With its settings left behind, i18n-subsites would never read those of the new build."""
    i18n_subsites._MAIN_SETTINGS = {"DEFAULT_LANG": "vi"}
    forget(site("vi"))

    assert i18n_subsites._MAIN_SETTINGS is None


def test_the_main_settings_outlive_the_subsites() -> None:
    """A subsite begins within the build of the main site."""
    i18n_subsites._MAIN_SETTINGS = {"DEFAULT_LANG": "vi"}
    forget(site("en"))

    assert {"DEFAULT_LANG": "vi"} == i18n_subsites._MAIN_SETTINGS


def said(folder: Path, word: str) -> str:
    """What gettext says for "Home" once a catalogue with this word is written."""
    catalog = Catalog(locale="vi")
    catalog.add("Home", word)
    path = folder / "vi" / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)
    return gettext.translation("messages", folder, ["vi"]).gettext("Home")


def test_a_changed_catalogue_is_read_again(tmp_path: Path) -> None:
    """Gettext itself says the old word until its memory is cleared."""
    assert "Nhà" == said(tmp_path, "Nhà")
    assert "Nhà" == said(tmp_path, "Trang chủ")
    forget(site("vi"))

    assert "Trang chủ" == said(tmp_path, "Trang chủ")


def test_the_repairs_are_connected() -> None:
    """Codes are checked when Pelican begins, memories cleared before generators are made."""
    languages.register()

    assert check_codes in list(signals.initialized.receivers_for(None))
    assert forget in list(signals.get_generators.receivers_for(None))
