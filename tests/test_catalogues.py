import gettext
from pathlib import Path

import pytest

from plugins.catalogues import check, compile_all, extract, load, main, po_path, update

TEMPLATE = """\
{{ _("Home") }}
{# Translators: the month #}
{{ pgettext("month", "May") }}
{% trans count=3 %}One place{% pluralize %}{{ count }} places{% endtrans %}
{% trans %}
  Last
  checked
{% endtrans %}
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme of one template."""
    folder = tmp_path / "theme"
    (folder / "templates" / "partials").mkdir(parents=True)
    (folder / "templates" / "base.html").write_text(TEMPLATE, encoding="utf-8")
    return folder


def translate(theme: Path, entries: str) -> None:
    """Write the Vietnamese catalogue."""
    path = po_path(theme / "translations", "vi")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + entries, encoding="utf-8")


def problems(theme: Path) -> list[tuple[str, int, str]]:
    """File, line and what is wrong with the Vietnamese catalogue."""
    found = check(theme / "templates", theme / "translations", ["vi"])
    assert all(each.remedy for each in found)
    return [(each.path.as_posix(), each.line, each.what) for each in found]


def one_word(theme: Path) -> None:
    """Leave one word in the theme."""
    (theme / "templates" / "base.html").write_text('{{ _("%(count)s places", count=3) }}')


FILE = "theme/translations/vi/LC_MESSAGES/messages.po"


def test_every_interface_word_is_found(theme: Path) -> None:
    """Plain, with a context, in the plural, over several lines; in every folder."""
    (theme / "templates" / "partials" / "part.html").write_text('{{ _("Part") }}')
    found = {(message.id, message.context) for message in extract(theme / "templates")}

    assert {
        ("", None),
        ("Home", None),
        ("May", "month"),
        (("One place", "%(count)s places"), None),
        ("Last checked", None),
        ("Part", None),
    } == found


def test_translators_are_given_place_and_comment(theme: Path) -> None:
    """The file without a line, which every edit would change."""
    message = extract(theme / "templates").get("May", "month")

    assert message is not None
    assert [("base.html", 0)] == [(name, line) for name, line in message.locations]
    assert ["the month"] == message.auto_comments


def test_a_word_that_is_not_translated_is_reported(theme: Path) -> None:
    """Missing, empty, or lacking a plural."""
    translate(
        theme,
        'msgid "Home"\nmsgstr ""\n\nmsgid "Last checked"\nmsgstr "Kiểm tra"\n\n'
        'msgid "One place"\nmsgid_plural "%(count)s places"\nmsgstr[0] ""\n',
    )

    assert {
        (FILE, 4, "'Home' is not translated."),
        (FILE, 0, "'May' is not translated."),
        (FILE, 10, "'One place' is not translated."),
    } == set(problems(theme))


def test_without_a_catalogue_nothing_is_translated(theme: Path) -> None:
    """A missing file lacks every word."""
    assert 4 == len(problems(theme))


def test_a_guess_is_reported(theme: Path) -> None:
    """A fuzzy entry has not been looked at."""
    one_word(theme)
    translate(theme, '#, fuzzy\nmsgid "%(count)s places"\nmsgstr "%(count)s nơi"\n')

    assert [(FILE, 5, "'%(count)s places' is marked fuzzy.")] == problems(theme)


def test_a_changed_placeholder_is_reported(theme: Path) -> None:
    """Otherwise the page would break while it is rendered."""
    one_word(theme)
    translate(theme, '#, python-format\nmsgid "%(count)s places"\nmsgstr "%(so)s nơi"\n')
    [(file, line, what)] = problems(theme)

    assert (file, line) == (FILE, 5)
    assert what.startswith("'%(count)s places': ")


def test_a_complete_catalogue_has_no_problems(theme: Path) -> None:
    """Every word is translated."""
    one_word(theme)
    translate(theme, '#, python-format\nmsgid "%(count)s places"\nmsgstr "%(count)s nơi"\n')

    assert [] == problems(theme)


def test_a_word_is_translated_for_its_context(theme: Path) -> None:
    """May is a month in one place and may be a verb in another."""
    (theme / "templates" / "base.html").write_text('{{ pgettext("month", "May") }}')
    translate(theme, 'msgctxt "month"\nmsgid "May"\nmsgstr "Tháng 5"\n')
    in_context = problems(theme)
    translate(theme, 'msgid "May"\nmsgstr "Có thể"\n')

    assert [] == in_context
    assert [(FILE, 0, "'May' is not translated.")] == problems(theme)


def test_a_template_that_does_not_parse_is_for_others_to_report(theme: Path) -> None:
    """The theme's own check names file and line; here it must not crash."""
    (theme / "templates" / "base.html").write_text("{% if %}")

    assert [] == problems(theme)


def test_catalogues_are_compiled_for_gettext(theme: Path, tmp_path: Path) -> None:
    """What was translated is what gettext says."""
    translate(theme, 'msgid "Home"\nmsgstr "Trang chủ"\n')
    compile_all(theme / "translations", tmp_path / "cache", ["vi"])
    with po_path(tmp_path / "cache", "vi").with_suffix(".mo").open("rb") as file:
        said = gettext.GNUTranslations(file)

    assert "Trang chủ" == said.gettext("Home")


def test_an_update_keeps_what_is_translated(theme: Path) -> None:
    """New words come in empty, old ones go, and nothing is guessed."""
    translate(theme, 'msgid "Home"\nmsgstr "Trang chủ"\n\nmsgid "Last check"\nmsgstr "Cũ"\n')
    update(theme / "templates", theme / "translations", ["vi"])
    catalog = load(po_path(theme / "translations", "vi"), "vi")

    assert {"Home": "Trang chủ", "May": "", "Last checked": ""} == {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str) and message.id
    }
    assert "Cũ" not in po_path(theme / "translations", "vi").read_text(encoding="utf-8")
    assert not any(message.fuzzy for message in catalog if message.id)


def test_a_second_update_changes_nothing(theme: Path) -> None:
    """A catalogue is the same bytes until a word changes."""
    path = po_path(theme / "translations", "vi")
    update(theme / "templates", theme / "translations", ["vi"])
    before = path.read_bytes()
    update(theme / "templates", theme / "translations", ["vi"])

    assert before == path.read_bytes()


def test_the_task_brings_both_catalogues_up_to_date(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """English is what templates are written in."""
    monkeypatch.chdir(theme.parent)
    main()

    assert ["vi", "zh"] == sorted(path.name for path in (theme / "translations").iterdir())
