"""Settings of stock Pelican with i18n-subsites: what ours does, as far as it can."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_site: dict[str, Any] = json.loads(Path("site.json").read_text(encoding="utf-8"))
_by_slug: dict[str, dict[str, Any]] = {}


def _root(lang: str) -> str:
    return "" if lang == "vi" else f"/{lang}"


def _list_url(kind: str, lang: str) -> str:
    return f"{_root(lang)}/{_site['sections'][kind][lang]}/"


def _in_lang(lang: str, kind: str = "", key: str = "") -> str:
    """The address of a page in a language: sections have other names there, keys the same."""
    if not kind:
        return f"{_root(lang)}/"
    return f"{_list_url(kind, lang)}{key}/" if key else _list_url(kind, lang)


def _related(keys: str, articles: Sequence[Any], lang: str) -> list[Any]:
    """The articles that another names by their slugs; found by a table that is made once."""
    known = _by_slug.setdefault(lang, {})
    if not known:
        known.update((article.slug, article) for article in articles)
    return [known[key] for key in keys.split(", ")]


def _subsite(lang: str) -> dict[str, Any]:
    """The settings that differ between the languages."""
    words = {kind: names[lang] for kind, names in _site["sections"].items()}
    settings: dict[str, Any] = {
        "SITEURL": f"{_site['url']}{_root(lang)}",
        "ROOT": _root(lang),
        "NAMES": _site["languages"][lang],
        "NAV": _site["nav"][lang],
        "WORDS": _site["words"][lang],
        "TOPICS": _site["topics"][lang],
        "TOPIC_LISTS": _site["topic_lists"][lang],
        "ARTICLE_URL": f"{words['story']}/{{slug}}/",
        "PAGE_URL": f"{words['place']}/{{slug}}/",
        "TAG_URL": f"{words['topic']}/{{slug}}/",
    }
    for name in ("ARTICLE", "PAGE", "TAG"):
        settings[f"{name}_SAVE_AS"] = f"{settings[f'{name}_URL']}index.html"
        settings[f"{name}_LANG_URL"] = settings[f"{name}_URL"]
        settings[f"{name}_LANG_SAVE_AS"] = settings[f"{name}_SAVE_AS"]
    for kind in ("story", "place", "festival", "award", "guide"):
        settings[f"{kind.upper()}_LIST_URL"] = f"{words[kind]}/"
        settings[f"{kind.upper()}_LIST_SAVE_AS"] = f"{words[kind]}/index.html"
    settings["ARCHIVE_URL"] = f"{words['archive']}/"
    settings["ARCHIVE_SAVE_AS"] = f"{words['archive']}/index.html"
    for index, leaf in enumerate(_site["topic_lists"][lang]):
        settings[f"TOPIC_LIST_{index}_SAVE_AS"] = f"{leaf['path']}index.html"
    return settings


SITENAME = _site["name"]
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
THEME = "theme"
PATH = "content"
OUTPUT_PATH = "output"
ARTICLE_PATHS = ["stories"]
PAGE_PATHS = ["places"]
STATIC_PATHS = ["images", "theme"]
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES = [
    *("home", "story_list", "place_list", "festival_list", "award_list", "guide_list"),
    *(f"topic_list_{index}" for index in range(len(_site["topic_lists"]["vi"]))),
    *("archive", "not_found", "sitemap"),
]
HOME_SAVE_AS, NOT_FOUND_SAVE_AS, SITEMAP_SAVE_AS = "index.html", "404.html", "sitemap.xml"

# What is left over stands on the last page. Orphans are the same for all lists: the pages of the
# archive are as much longer as makes their number the same as ours.
PAGINATED_TEMPLATES = {"story_list": 24, "tag": 24, "archive": _site["per_archive_page"]}
DEFAULT_ORPHANS = 23
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/{number}/", "{base_name}/{number}/index.html"),
]

# Only the pages that the others make too.
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = DRAFT_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FORMATTED_FIELDS: list[str] = []
MARKDOWN = {
    "extension_configs": {
        f"markdown.extensions.{name}": {}
        for name in ("meta", "tables", "footnotes", "def_list", "sane_lists", "toc")
    },
    "output_format": "html5",
}

JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_FILTERS = {"in_lang": _in_lang, "related": _related}
LANGUAGES = _site["languages"]
LABELS = _site["labels"]
PICTURES = _site["pictures"]
ORIGIN = _site["url"]

PLUGINS = ["i18n_subsites"]
I18N_SUBSITES = {lang: _subsite(lang) for lang in LANGUAGES if lang != DEFAULT_LANG}
globals().update(_subsite(DEFAULT_LANG))
