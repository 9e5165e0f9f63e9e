"""A cache that machines share, at an address that fsspec knows: s3://bucket/prefix, or a folder.

It is asked once, before pictures are made, and given once what was made; what a build uses is
always in its own cache. Nothing there is trusted: an offer must bear the seal of its key, and be a
choice of what is wanted; renditions must have their digests, formats, sizes and rights.
"""

import errno
import hashlib
import hmac
import io
import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from multiprocessing.pool import ThreadPool
from typing import Any, TypeVar

from plugins.images.cache import Cache, Offer, Rendition, digest_of
from plugins.images.jobs import Job, Want
from plugins.images.originals import MAX_BYTES, NotAPicture, open_checked
from plugins.images.rights import xmp
from plugins.pool import apart
from plugins.problems import BadSettings
from plugins.progress import steps

Item = TypeVar("Item")

_AT_ONCE = 16
# So long may nothing at all arrive; and an offer may take no longer than to make it, or nearly.
_PATIENCE_SECONDS = 20.0
_SECONDS_EACH = 1.0
_SEAL = 64  # hexadecimal digits of SHA-256
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TONES = range(64)
INSTALL = "`python3 tasks.py build` installs them where SITE_PICTURE_CACHE is set"


@dataclass(slots=True)
class Shared:
    """The shared cache at `url`; there is none where that is "".

    One that cannot be used is used no more, which one line on standard error says; where it is
    `needed`, it raises `BadSettings`.
    """

    url: str = field(repr=False)
    needed: bool = False
    _given_up: bool = False

    def fetch(self, jobs: Sequence[Job], cache: Cache) -> list[Job]:
        """Take the offers of these jobs that it has into the cache; what is left to do."""
        found = self._use(take, cache, jobs)
        left = (
            replace(job, wants=tuple(want for want in job.wants if want.key not in found))
            for job in jobs
        )
        return [job for job in left if job.wants]

    def publish(self, jobs: Sequence[Job], cache: Cache) -> None:
        """Give it the offers of these jobs that are in the cache."""
        self._use(give, cache, [want.key for job in jobs for want in job.wants])

    def _use(self, how: Callable[..., "Done"], cache: Cache, items: Sequence[object]) -> set[str]:
        """Read or write, in a process that can be ended; the keys of what arrived."""
        if not self.url or self._given_up or not items:
            return set()
        try:
            done, why_not = apart(_quietly, how, self.url, cache, items)
        except ChildProcessError as error:
            done, why_not = set(), str(error)
        if why_not:
            self._give_up(why_not)
        return done

    def _give_up(self, why: str) -> None:
        self._given_up = True
        what = f"PICTURE_CACHE {shown(self.url)} cannot be used ({why})"
        if self.needed:
            raise BadSettings(f"{what}; PICTURE_EXECUTOR needs it, or leave that empty")
        print(f"{what}; the build goes on without it.", file=sys.stderr, flush=True)


# The keys of the offers that arrived, and why the others did not, "" where they are not there.
Done = tuple[set[str], str]


def _quietly(how: Callable[..., Done], *given: object) -> Done:
    """Do it without what libraries log: of what goes wrong, one line is said, and no secret."""
    logging.disable()
    return how(*given)


def take(url: str, cache: Cache, jobs: Iterable[Job]) -> Done:
    """Read the offers of these jobs into the cache. Raises `BadSettings` where it never can."""
    wants = [(want, xmp(job.treatment.rights)) for job in jobs for want in job.wants]
    return _at_once("Fetching", url, partial(_take, cache), wants)


def give(url: str, cache: Cache, keys: Sequence[str]) -> Done:
    """Write offers of the cache. Raises `BadSettings` where it never can."""
    return _at_once("Sharing", url, partial(_give, cache), keys)


def shown(url: str) -> str:
    """An address without what may be a secret."""
    return re.sub(r"//.*@", "//…@", url.partition("?")[0], flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """Files below an address; `files` is a file system of fsspec."""

    files: Any
    root: str

    def read(self, name: str) -> bytes:
        """The content of a file, b"" where there is none; what is too large is cut off."""
        try:
            content: bytes = self.files.cat_file(f"{self.root}/{name}", start=0, end=MAX_BYTES)
        except (FileNotFoundError, IsADirectoryError):
            return b""
        except OSError as error:
            # An empty object has no first byte: S3 says that the range is wrong.
            if error.errno == errno.EINVAL:
                return b""
            raise
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file."""
        self.files.pipe_file(f"{self.root}/{name}", content)


def _open(url: str) -> _Place:
    try:
        from fsspec import url_to_fs  # noqa: PLC0415  # most builds share nothing

        files, root = url_to_fs(url)
    except ImportError as error:
        what = f"PICTURE_CACHE {shown(url)} needs packages that are not installed"
        raise BadSettings(f"{what} ({error.name or error}); {INSTALL}") from None
    except ValueError:
        what = f"PICTURE_CACHE {shown(url)} is no address that fsspec knows"
        raise BadSettings(f"{what}; write it as s3://bucket/prefix, or as a folder") from None
    # Those that speak asynchronously keep objects, and know no folders.
    if not files.async_impl:
        files.makedirs(root, exist_ok=True)
    return _Place(files, root)


def _at_once(
    name: str, url: str, task: Callable[[_Place, Item], str], items: Sequence[Item]
) -> Done:
    """Do something for many items, in as many threads as a network likes."""
    done: set[str] = set()
    end = time.monotonic() + _PATIENCE_SECONDS + _SECONDS_EACH * len(items)
    try:
        with ThreadPool(min(_AT_ONCE, len(items))) as pool:
            place = pool.apply_async(_open, (url,)).get(_PATIENCE_SECONDS)
            keys = pool.imap_unordered(partial(task, place), items)
            for _ in steps(name, range(len(items)), len(items)):
                done.add(keys.next(max(0.0, min(_PATIENCE_SECONDS, end - time.monotonic()))))
    except BadSettings:
        raise
    except Exception as error:  # noqa: BLE001  # whatever the libraries of a store raise
        # Not its words: they may name who tried, and with which key.
        return done - {""}, type(error).__name__
    return done - {""}, ""


def _take(cache: Cache, place: _Place, wanted: tuple[Want, bytes]) -> str:
    """Read an offer into the cache; its key, "" where there is none that can be used."""
    want, packet = wanted
    offer = _unsealed(place.read(f"{want.key}.json"), want)
    if offer is None:
        return ""
    contents: dict[str, bytes] = {}
    for each in offer.renditions:
        contents[each.digest] = content = place.read(f"{each.digest}.{each.format}")
        if not _is_whole(content, each, packet):
            return ""
    cache.keep(want.key, offer, contents)
    return want.key


def _give(cache: Cache, place: _Place, key: str) -> str:
    """Write an offer, after its renditions; its key, "" where the cache does not have it whole."""
    offer = cache.offer(key)
    if offer is None:
        return ""
    for each in offer.renditions:
        content = cache.content(each)
        if content is None:
            return ""
        place.write(f"{each.digest}.{each.format}", content)
    content = json.dumps(asdict(offer)).encode()
    place.write(f"{key}.json", _seal(key, content) + content)
    return key


def _seal(key: str, content: bytes) -> bytes:
    """What shows that an offer is that of its key, and of somebody who knows the secret."""
    secret = os.environ.get("SITE_PICTURE_CACHE_SECRET", "").encode()
    return hmac.new(secret, key.encode() + content, hashlib.sha256).hexdigest().encode()


def _unsealed(sealed: bytes, want: Want) -> Offer | None:
    """The offer, if it is one of what is wanted."""
    seal, content = sealed[:_SEAL], sealed[_SEAL:]
    if not hmac.compare_digest(seal, _seal(want.key, content)):
        return None
    try:
        found = json.loads(content)
        tone, renditions = found["tone"], _choice(want, found["renditions"])
    except (LookupError, TypeError, ValueError, RecursionError):
        return None
    return Offer(tone, renditions) if type(tone) is int and tone in _TONES else None


def _choice(want: Want, found: Sequence[dict[str, Any]]) -> tuple[Rendition, ...]:
    """The renditions that were chosen of the targets. Raises `ValueError` where one is no target.

    The last target is always worth having: the widest of the format that all browsers know.
    """
    targets = [(each.format, each.width, each.height) for each in want.targets]
    order = [targets.index((each["format"], each["width"], each["height"])) for each in found]
    digests = [each["digest"] for each in found if _DIGEST.fullmatch(each["digest"])]
    if order != sorted(set(order)) or order[-1:] != [len(targets) - 1]:
        raise ValueError("not in their order, or the last is missing")
    return tuple(
        Rendition(*targets[index], digest) for index, digest in zip(order, digests, strict=True)
    )


def _is_whole(content: bytes, rendition: Rendition, packet: bytes) -> bool:
    """Whether these are the bytes of a rendition: such a picture, with its rights."""
    if digest_of(content) != rendition.digest or packet not in content:
        return False
    try:
        with open_checked(io.BytesIO(content), f".{rendition.format}") as image:
            return image.size == (rendition.width, rendition.height)
    except NotAPicture:
        return False
