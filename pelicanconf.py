"""Settings of the site as it is built while one writes; publishconf.py has those for the public."""

import os

from jinja2 import StrictUndefined

SITENAME = "Sa Pa – Fansipan"
SITEURL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
TIMEZONE = "Asia/Ho_Chi_Minh"

# Languages: codes are lower case everywhere; bcp47 is printed for browsers and search engines.
MAIN_LANG = DEFAULT_LANG = "vi"
LANGUAGES = {
    "vi": {"bcp47": "vi", "name": "Tiếng Việt", "open_graph": "vi_VN", "babel": "vi"},
    "en": {"bcp47": "en", "name": "English", "open_graph": "en_GB", "babel": "en_GB"},
    "zh": {"bcp47": "zh-Hans", "name": "中文", "open_graph": "zh_CN", "babel": "zh_Hans"},
}
# The word of each kind in addresses; "" stands at the root.
SECTIONS = {
    "story": {"vi": "cau-chuyen", "en": "stories", "zh": "stories"},
    "place": {"vi": "diem-den", "en": "places", "zh": "places"},
    "award": {"vi": "vinh-danh", "en": "awards", "zh": "awards"},
    "festival": {"vi": "le-hoi", "en": "festivals", "zh": "festivals"},
    "guide": {"vi": "cam-nang", "en": "guides", "zh": "guides"},
    "topic": {"vi": "chu-de", "en": "topics", "zh": "topics"},
    "archive": {"vi": "luu-tru", "en": "archive", "zh": "archive"},
    "page": {"vi": "", "en": "", "zh": ""},
}
BRAND = {
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "cover": "fansipan",
    "climate": "sa-pa",
    "fonts_preload": ["text.woff2", "display.woff2", "sans-400.woff2"],
}
# A guide is to be checked again after so many days.
REVIEW_DAYS = 365
# Under one address for ever, the theme may change without its pages: for the writer's server.
STABLE_THEME = bool(os.environ.get("SITE_STABLE_THEME"))

# Where things are
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
DELETE_OUTPUT_DIRECTORY = False

# Pictures are made once for all machines that share a cache, by a cluster where there is one:
# docs/pictures.md
PICTURE_CACHE = os.environ.get("SITE_PICTURE_CACHE", "")
PICTURE_EXECUTOR = os.environ.get("SITE_PICTURE_EXECUTOR", "")

# Plugins: ours repairs i18n_subsites and therefore stands before it.
PLUGINS = ["plugins.languages", "i18n_subsites", "plugins.generator"]
I18N_TEMPLATES_LANG = "en"
I18N_GETTEXT_LOCALEDIR = os.path.abspath(f"{CACHE_PATH}/translations")
I18N_SUBSITES = {
    code: {"SITEURL": f"{SITEURL}/{code}", "THEME_STATIC_DIR": "theme", "THEME_STATIC_PATHS": []}
    for code in LANGUAGES
    if code != MAIN_LANG
}
LOCALE = ["C"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
    "undefined": StrictUndefined,
}

# Pelican's own articles, pages, feeds and static files are not used:
# docs/decisions/0001-own-generator.md
ARTICLE_PATHS = PAGE_PATHS = ["no-articles"]
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
READERS = {"rst": None, "html": None}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
