"""Write sitemap.xml: every page once, with the versions of it in other languages."""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from markupsafe import escape

from plugins.views import Page

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def to_xml(pages: Iterable[Page]) -> str:
    """The sitemap of the pages that search engines may list, in the order of their addresses."""
    listed = sorted((page for page in pages if not page.noindex), key=lambda page: page.canonical)
    return _HEAD + "".join(map(_entry, listed)) + "</urlset>\n"


def _entry(page: Page) -> str:
    lines = [f"<loc>{escape(page.canonical)}</loc>"]
    if page.updated:
        lines.append(f"<lastmod>{page.updated}</lastmod>")
    lines += [
        f'<xhtml:link rel="alternate" hreflang="{alternate.hreflang}"'
        f" href={quoteattr(alternate.href)}/>"
        for alternate in page.alternates
    ]
    inside = "".join(f"    {line}\n" for line in lines)
    return f"  <url>\n{inside}  </url>\n"
