import os
import time
from pathlib import Path

import pytest

from plugins.images.cache import DAY, UNFINISHED, Cache, Offer, Rendition, _note_use, digest_of

KEY = "ab" + "0" * 62
CONTENT = b"a picture"
RENDITION = Rendition("avif", 480, 320, digest_of(CONTENT))
OFFER = Offer(17, (RENDITION,))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache with one offer."""
    made = Cache(tmp_path / "cache")
    made.keep(KEY, OFFER, {RENDITION.digest: CONTENT})
    return made


def test_what_is_kept_is_found_again(cache: Cache) -> None:
    """By its key, also by the next build."""
    again = Cache(cache.folder)

    assert again.offer(KEY) == OFFER
    assert again.content(RENDITION) == CONTENT
    assert again.path(RENDITION).read_bytes() == CONTENT


def test_what_was_not_kept_is_not_found(cache: Cache) -> None:
    """Neither an offer nor a rendition."""
    assert cache.offer("cd" + KEY[2:]) is None
    assert cache.content(Rendition("avif", 480, 320, digest_of(b"other"))) is None
    assert Cache(cache.folder / "elsewhere").offer(KEY) is None


@pytest.mark.parametrize("change", [b"", b"a pictures", b"a pictur", b"b picture"])
def test_a_damaged_rendition_is_none(cache: Cache, change: bytes) -> None:
    """Emptied, longer, cut off, or with a wrong bit."""
    cache.path(RENDITION).write_bytes(change)

    assert cache.content(RENDITION) is None


def test_a_damaged_offer_is_none(cache: Cache) -> None:
    """Wherever it is cut off, and whichever byte is another."""
    [path] = cache.folder.rglob("*.json")
    whole = path.read_bytes()
    for index in range(len(whole)):
        path.write_bytes(whole[:index])
        assert cache.offer(KEY) is None
        path.write_bytes(whole[:index] + b"\x00" + whole[index + 1 :])
        assert cache.offer(KEY) is None
    path.write_bytes(whole)
    assert cache.offer(KEY) == OFFER


def test_a_file_that_cannot_be_written_leaves_nothing(cache: Cache) -> None:
    """There is no half of it, under whatever name."""
    before = sorted(cache.folder.rglob("*"))
    other = Rendition("avif", 480, 320, digest_of(b"other"))
    cache.path(other).mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        cache.keep("ef" + KEY[2:], Offer(1, (other,)), {other.digest: b"other"})

    left = {path for path in cache.folder.rglob("*") if path.is_file()}
    assert left == {path for path in before if path.is_file()}
    assert cache.offer("ef" + KEY[2:]) is None


def age(cache: Cache, key: str, days: float) -> Path:
    """The file of an offer, as if it was last used so many days ago."""
    path = cache.folder / key[:2] / f"{key}.json"
    moment = time.time() - days * DAY
    os.utime(path, (moment, moment))
    return path


def test_a_use_is_noted_once_a_day(cache: Cache) -> None:
    """An offer that is asked for is as good as new; on the same day nothing is written."""
    path = age(cache, KEY, 0.5)
    before = path.stat().st_mtime_ns
    cache.offer(KEY)
    assert before == path.stat().st_mtime_ns

    age(cache, KEY, 2)
    cache.offer(KEY)
    assert time.time() - path.stat().st_mtime < 60


def test_what_nobody_used_is_removed(cache: Cache) -> None:
    """An old offer with its rendition, and what a killed build left; a newer offer stays."""
    content, newer = b"another", "cd" + KEY[2:]
    other = Rendition("jpg", 480, 320, digest_of(content))
    cache.keep(newer, Offer(3, (other,)), {other.digest: content})
    age(cache, KEY, 31)
    left = cache.folder / "ab" / f"{UNFINISHED}x1_y"
    left.write_bytes(b"half")
    size = len(CONTENT) + len(b"half") + age(cache, KEY, 31).stat().st_size

    assert (3, size) == cache.prune(set(), time.time() - 30 * DAY)
    assert not left.exists()
    assert (None, None) == (cache.offer(KEY), cache.content(RENDITION))
    assert (Offer(3, (other,)), content) == (cache.offer(newer), cache.content(other))
    assert (0, 0) == cache.prune(set(), time.time() - 30 * DAY)


def test_what_is_needed_stays_however_old_it_is(cache: Cache) -> None:
    """With its renditions, one of which an old offer names too; looking at it is no use of it."""
    old = "cd" + KEY[2:]
    cache.keep(old, OFFER, {RENDITION.digest: CONTENT})
    path = age(cache, KEY, 99)
    age(cache, old, 99)
    before = path.stat().st_mtime_ns

    assert 1 == cache.prune({KEY}, time.time() - 30 * DAY)[0]
    assert before == path.stat().st_mtime_ns
    assert (OFFER, None, CONTENT) == (cache.offer(KEY), cache.offer(old), cache.content(RENDITION))


def test_what_is_not_of_the_cache_is_left_alone(cache: Cache) -> None:
    """Whatever else somebody keeps in its folder, and what a link leads to."""
    strange = [cache.folder / name for name in ("notes.txt", "ab/notes.json", "ab/ab/x.jpg")]
    for path in strange:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    age(cache, KEY, 99)

    assert 2 == cache.prune(set(), time.time())[0]
    assert all(path.read_bytes() == b"mine" for path in strange)


def test_noting_uses_costs_little(cache: Cache) -> None:
    """Less than 50 ms for a thousand offers, even where all of them are noted."""
    keys = [f"{number:064x}" for number in range(1000)]
    for key in keys:
        cache.keep(key, OFFER, {RENDITION.digest: CONTENT})
        age(cache, key, 2)
    started = time.process_time()
    for key in keys:
        _note_use(cache.folder / key[:2] / f"{key}.json")

    assert time.process_time() - started < 0.05
