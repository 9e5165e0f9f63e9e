"""Write sitemap.xml: every page once, with the versions of it in other languages."""

import zlib
from collections.abc import Iterable

from markupsafe import escape

from plugins.views import Page

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


_URLSET_END = "</urlset>\n"
_INDEX_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
# The protocol allows 50,000 pages in a file; smaller files spare a search engine more.
_MOST = 10_000


def entry(page: Page) -> str:
    """The part of a sitemap that names a page; "" for one that search engines may not list."""
    if page.noindex:
        return ""
    lines = [f"<loc>{escape(page.canonical)}</loc>"]
    if page.updated:
        lines.append(f"<lastmod>{page.updated}</lastmod>")
    lines += [
        f'<xhtml:link rel="alternate" hreflang="{alternate.hreflang}"'
        f' href="{escape(alternate.href)}"/>'
        for alternate in page.alternates
    ]
    inside = "".join(f"    {line}\n" for line in lines)
    return f"  <url>\n{inside}  </url>\n"


def sitemaps(entries: Iterable[str], root: str) -> dict[str, str]:
    """The files of the sitemap by their names: one, or an index and parts where there are many.

    A page stands in the part that the digest of its entry's address says, so that a new page
    changes one part. `root` is the address of the site.
    """
    listed = sorted(each for each in entries if each)
    if len(listed) <= _MOST:
        return {"sitemap.xml": _urlset(listed)}
    count = 1
    while count * _MOST < 2 * len(listed):
        count *= 2
    parts: list[list[str]] = [[] for _ in range(count)]
    for each in listed:
        address = each[: each.index("</loc>")]
        parts[zlib.crc32(address.encode()) % count].append(each)
    names = [f"sitemap-{number}.xml" for number in range(1, count + 1)]
    index = "".join(f"  <sitemap><loc>{escape(root)}/{name}</loc></sitemap>\n" for name in names)
    return {
        "sitemap.xml": f"{_INDEX_HEAD}{index}</sitemapindex>\n",
        **dict(zip(names, map(_urlset, parts), strict=True)),
    }


def _urlset(entries: Iterable[str]) -> str:
    return _HEAD + "".join(entries) + _URLSET_END
