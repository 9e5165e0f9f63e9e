"""What pages tell programs of their pictures is true of the very files, by what these say."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from tests.checkers.built_site import BuiltSite, Page
from tests.checkers.finding import Finding

DATA_BLOCK = "application/ld+json"
NEEDED = ("contentUrl", "creator", "creditText", "copyrightNotice", "license")


def check(output: Path, site_url: str) -> list[Finding]:
    """Check every block of data of a built site."""
    site = BuiltSite(output, site_url)
    return sorted(
        {Finding(page.file, what) for page in site.pages for what in _of_page(site, page)}
    )


def described(page: Page) -> list[str]:
    """The addresses of the pictures that a page describes."""
    return [str(image["contentUrl"]) for image in _images(page)]


def _of_page(site: BuiltSite, page: Page) -> Iterator[str]:
    try:
        images = list(_images(page))
    except ValueError as error:
        yield f"a block of data is no JSON-LD: {error}"
        return
    for image in images:
        missing = [name for name in NEEDED if not image.get(name)]
        if missing:
            yield f"a picture is described without {', '.join(missing)}"
        else:
            yield from _of_image(site, image)


def _images(page: Page) -> Iterator[Mapping[str, Any]]:
    """Every ImageObject of a page. Raises `ValueError` for what is no JSON-LD of schema.org."""
    for script in page.elements("script"):
        if script.get("type") != DATA_BLOCK:
            continue
        data = json.loads(script.text or "")
        if not isinstance(data, dict) or data.get("@context") != "https://schema.org":
            raise ValueError("its context is not https://schema.org")
        for node in data.get("@graph", [data]):
            if node.get("@type") == "ImageObject":
                yield node


def _of_image(site: BuiltSite, image: Mapping[str, Any]) -> Iterator[str]:
    url = str(image["contentUrl"])
    file = site.file(site.path(url) or "") if site.is_own(url) else None
    if file is None:
        yield f"there is no picture {url}"
        return
    with Image.open(site.output / file) as opened:
        size, packet = opened.size, opened.getxmp()
    if size != (image.get("width"), image.get("height")):
        yield f"{url} has another size"
    if urlsplit(str(image["license"])).scheme not in ("http", "https"):
        yield f"the licence of {url} is no address"
    for name, value in _told(packet).items():
        if image.get(name) != value:
            yield f"{name} of {url} is {image.get(name)!r}, but the file says {value!r}"


def _told(packet: Mapping[str, Any]) -> dict[str, str | None]:
    """The same of a picture by the XMP in its file."""
    words = packet["xmpmeta"]["RDF"]["Description"]
    licensor = words.get("Licensor")
    return {
        "creator": words["creator"]["Seq"]["li"],
        "creditText": words["Credit"],
        "copyrightNotice": words["rights"]["Alt"]["li"]["text"],
        "license": words["WebStatement"],
        "acquireLicensePage": licensor["Seq"]["li"]["LicensorURL"] if licensor else None,
    }
