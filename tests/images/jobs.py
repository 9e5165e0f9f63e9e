"""Jobs for pictures that a site needs made."""

from plugins.config import Config
from plugins.images.crops import Box
from plugins.images.encode import Target, Treatment
from plugins.images.jobs import Job, Want
from plugins.images.rights import Rights
from tests.images.photographs import halves, save

FORMATS = ("avif", "webp", "jpg")
RIGHTS = Rights("A", "B", "C", "D", "https://example.org/terms")
BOX = Box(0, 0, 400, 300)


def job(site: Config, name: str, *widths: int, formats: tuple[str, ...] = FORMATS) -> Job:
    """One view of a picture; an original that is missing is made, whole."""
    path = site.content / "place" / "cat-cat" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, halves(400, 300))
    targets = [
        Target(BOX, width, width * 3 // 4, format)
        for format in formats
        for width in widths or (320,)
    ]
    want = Want(f"{name} {widths}".encode().hex(), tuple(targets), formats)
    treatment = Treatment((400, 300), False, "illustration", RIGHTS)
    return Job(f"place/cat-cat/{name}", treatment, (want,))
