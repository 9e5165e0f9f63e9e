from pathlib import Path

import pytest

from plugins.images.cache import Cache, Offer, Rendition, digest_of

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
