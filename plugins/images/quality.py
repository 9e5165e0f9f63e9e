"""The quality of a rendition, from measured scores: docs/decisions/0008-picture-quality.md."""

# By format and medium: up to which width, and the encoder's quality there.
_QUALITY = {
    "avif": {
        "photograph": ((800, 59), (1200, 56), (9999, 52)),
        "illustration": ((800, 54), (1200, 54), (9999, 50)),
    },
    "webp": {
        "photograph": ((800, 77), (1200, 76), (9999, 73)),
        "illustration": ((800, 48), (1200, 45), (9999, 39)),
    },
    "jpg": {
        "photograph": ((800, 68), (1200, 61), (9999, 53)),
        "illustration": ((800, 53), (1200, 52), (9999, 44)),
    },
}


def quality(format: str, medium: str, width: int) -> int:
    """The encoder's quality, 0 to 100, of a rendition that is `width` pixels wide."""
    tiers = _QUALITY[format][medium]
    return next((value for widest, value in tiers if width <= widest), tiers[-1][1])
