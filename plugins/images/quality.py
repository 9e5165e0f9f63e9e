"""The quality of a rendition, from measured scores: docs/decisions/0008-picture-quality.md."""

# By format and medium: up to which width, and the encoder's quality there.
_QUALITY = {
    "avif": {
        "photograph": ((800, 52), (1200, 52), (9999, 52)),
        "illustration": ((800, 52), (1200, 52), (9999, 52)),
    },
    "webp": {
        "photograph": ((800, 76), (1200, 76), (9999, 76)),
        "illustration": ((800, 76), (1200, 76), (9999, 76)),
    },
    "jpg": {
        "photograph": ((800, 78), (1200, 78), (9999, 78)),
        "illustration": ((800, 78), (1200, 78), (9999, 78)),
    },
}


def quality(format: str, medium: str, width: int) -> int:
    """The encoder's quality, 0 to 100, of a rendition that is `width` pixels wide."""
    tiers = _QUALITY[format][medium]
    return next((value for widest, value in tiers if width <= widest), tiers[-1][1])
