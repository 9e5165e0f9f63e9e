"""The addresses that a page or a style sheet refers to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tests.checkers.built_site import Page

ADDRESS_ATTRIBUTES = frozenset({"href", "src", "poster", "data", "action", "formaction"})
SOURCE_SETS = frozenset({"srcset", "imagesrcset"})
ZOOM_SOURCE_SET = "data-pswp-srcset"
META_ADDRESSES = frozenset({"og:image", "og:image:secure_url", "og:url", "twitter:image"})
CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,]*)?")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')"""
)


@dataclass(frozen=True)
class Reference:
    """One address and the place where it is written."""

    element: etree._Element
    attribute: str
    url: str


def of_page(page: Page) -> Iterator[Reference]:
    """Yield every address in the attributes of a page, one by one for a `srcset`."""
    for element in page.elements():
        for name, value in element.attrib.items():
            for url in _addresses(element, str(name), str(value)):
                yield Reference(element, str(name), url.strip())


def of_css(text: str) -> list[str]:
    """Return the addresses in `url()` and `@import` of a style sheet."""
    found = CSS_ADDRESS.findall(CSS_COMMENT.sub("", text))
    return [next(filter(None, groups), "") for groups in found]


def of_srcset(value: str) -> list[str]:
    """Return the addresses of a `srcset`, without their widths and densities."""
    return [str(url) for url in CANDIDATE.findall(value)]


def _addresses(element: etree._Element, attribute: str, value: str) -> list[str]:
    if attribute in SOURCE_SETS or attribute.startswith(ZOOM_SOURCE_SET):
        return of_srcset(value)
    if attribute in ADDRESS_ATTRIBUTES or attribute.endswith(("}href", ":href")):
        return [value]
    if attribute == "content" and _meta_name(element) in META_ADDRESSES:
        return [value]
    return []


def _meta_name(element: etree._Element) -> str:
    return element.get("property") or element.get("name") or ""
