"""Look at a film without decoding it: whether browsers play it, and what else it tells."""

import hashlib
from pathlib import Path

from plugins.videos import mp4, webm
from plugins.videos.refusal import SMALLER, NotAFilm

# The least that a static host allows for one file (Cloudflare Pages), and as much as a reader on
# mobile data can be asked to load: two and a half minutes of 720 lines at 1.3 Mbit/s.
MAX_MIB = 25
MEDIA_TYPES = {".mp4": "video/mp4", ".webm": "video/webm"}
_CHECKS = {".mp4": mp4.check, ".webm": webm.check}


def measure(path: Path) -> str:
    """The digest of a film that can be published. Raises `NotAFilm` with reason and remedy."""
    size = path.stat().st_size
    if size > MAX_MIB << 20:
        what = f"it has {size / (1 << 20):.0f} MiB; the limit is {MAX_MIB}"
        raise NotAFilm(what, SMALLER.format(file=path.name))
    content = path.read_bytes()
    _CHECKS[path.suffix](content, path.name)
    return hashlib.sha256(content).hexdigest()
