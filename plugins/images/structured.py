"""What programs are told of a page's pictures: ImageObject of schema.org."""

from collections.abc import Iterable
from typing import Any

from plugins.images.plan import Picture


def image_objects(pictures: Iterable[Picture], origin: str) -> dict[str, Any]:
    """The pictures as JSON-LD; `origin` is the scheme and host of addresses without them."""
    graph = [_image_object(picture, origin) for picture in pictures]
    return {"@context": "https://schema.org", "@graph": graph}


def _image_object(picture: Picture, origin: str) -> dict[str, Any]:
    """One picture: its widest rendition, and whose it is in the words of its facts.

    Facts name a creator, but not whether that is a person or an organisation; so the name is given
    as plain text, which schema.org accepts for either (schema.org/docs/datamodel.html).
    """
    rights, address = picture.rights, picture.widest
    found = {
        "@type": "ImageObject",
        "contentUrl": f"{origin}{address}" if address.startswith("/") else address,
        "width": picture.width,
        "height": picture.height,
        "creator": rights.creator,
        "creditText": rights.credit,
        "copyrightNotice": rights.copyright,
        "license": rights.terms,
    }
    return {**found, "acquireLicensePage": rights.acquire} if rights.acquire else found
