import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from plugins.config import Config
from plugins.images import crew
from plugins.images import make as module
from plugins.images.cache import Cache
from plugins.images.encode import Target
from plugins.images.jobs import Job, Want
from plugins.images.make import make, undecodable, work, worth_having
from plugins.problems import BuildStopped, Problem
from tests.images.jobs import BOX, FORMATS, job
from tests.specimens import config


@pytest.fixture
def site(tmp_path: Path) -> Config:
    """A site without pictures."""
    return replace(config(tmp_path), cache=tmp_path / "cache")


def test_offers_are_made(site: Config) -> None:
    """Every rendition is a picture; the tone is that of the whole. Jobs may share an original."""
    jobs = [job(site, "one.jpg"), job(site, "two.png", 100, 320), job(site, "one.jpg", 100)]
    cache = Cache(site.picture_cache)

    assert 12 == make(jobs, site)
    for each in jobs:
        offer = cache.offer(each.wants[0].key)
        assert offer is not None
        assert offer.tone in (3, 48)  # blue and red
        for rendition in offer.renditions:
            with Image.open(cache.path(rendition)) as image:
                assert (rendition.width, rendition.height) == image.size
            assert cache.content(rendition)


def test_without_pictures_nothing_is_made(site: Config) -> None:
    """A site may have none."""
    assert 0 == make([], site)
    assert not site.picture_cache.exists()


def test_every_picture_that_cannot_be_decoded_is_reported(site: Config) -> None:
    """Each is named by its path in the project; the whole ones do not hide them."""
    jobs = [job(site, name) for name in ("two.jpg", "whole.jpg", "one.jpg")]
    for name in ("one.jpg", "two.jpg"):
        path = site.content / "place" / "cat-cat" / name
        path.write_bytes(path.read_bytes()[:-600])

    with pytest.raises(BuildStopped) as caught:
        make(jobs, site)
    problems: list[Problem] = caught.value.problems
    assert [
        ("content/place/cat-cat/one.jpg", 0),
        ("content/place/cat-cat/two.jpg", 0),
    ] == [(each.path.as_posix(), each.line) for each in problems]
    assert all(each.what.startswith("it cannot be decoded (") for each in problems)
    assert {"Export the picture again as a JPEG, PNG, WebP or AVIF file."} == {
        each.remedy for each in problems
    }
    cache = Cache(site.picture_cache)
    assert [False, True, False] == [bool(cache.offer(each.wants[0].key)) for each in jobs]


def test_an_original_that_is_gone_is_reported(site: Config) -> None:
    """Somebody removed it, or locked it, after the folder was read."""
    gone, whole = job(site, "gone.jpg"), job(site, "whole.jpg")
    (site.content / gone.path).unlink()
    with pytest.raises(BuildStopped) as caught:
        make([gone, whole], site)
    expected = [
        ("content/place/cat-cat/gone.jpg", "it cannot be read (No such file or directory).")
    ]

    assert expected == [(each.path.as_posix(), each.what) for each in caught.value.problems]
    assert expected == [(each.path.as_posix(), each.what) for each in undecodable([gone], site)]


def test_originals_can_be_tried_without_making_anything(site: Config) -> None:
    """Those that cannot be decoded are named, the others are not; and none at all is quick."""
    jobs = [job(site, name) for name in ("cut.jpg", "whole.jpg", "whole.png")]
    path = site.content / jobs[0].path
    path.write_bytes(path.read_bytes()[:-600])
    [problem] = undecodable(jobs, site)

    assert "content/place/cat-cat/cut.jpg" == problem.path.as_posix()
    assert problem.what.startswith("it cannot be decoded (")
    assert not site.picture_cache.exists()
    assert [] == undecodable([], site)


def kept(sizes: dict[tuple[str, int], int]) -> set[tuple[str, int]]:
    """Which renditions are worth having, by how many bytes each has."""
    bytes_of = {
        Target(BOX, width, width * 3 // 4, format): b"x" * size
        for (format, width), size in sizes.items()
    }
    want = Want("key", tuple(bytes_of), FORMATS)
    return {(target.format, target.width) for target in worth_having(want, bytes_of)}


def test_what_is_smaller_and_better_is_kept() -> None:
    """The usual case."""
    sizes = {
        (format, width): width * (index + 1)
        for index, format in enumerate(FORMATS)
        for width in (320, 640, 1280)
    }

    assert set(sizes) == kept(sizes)


def test_a_narrow_rendition_that_costs_as_much_as_a_wider_one_is_dropped() -> None:
    """A browser had better take the wider one; and so on, as long as one is no cheaper."""
    sizes = {("jpg", 320): 90, ("jpg", 640): 80, ("jpg", 1280): 80}

    assert {("jpg", 1280)} == kept(sizes)


def test_a_format_that_costs_as_much_as_what_all_know_is_dropped() -> None:
    """Width by width; a format may be left with none."""
    sizes = {
        ("avif", 320): 10,
        ("avif", 640): 50,
        ("webp", 320): 30,
        ("webp", 640): 60,
        ("jpg", 320): 30,
        ("jpg", 640): 50,
    }

    assert {("avif", 320), ("jpg", 320), ("jpg", 640)} == kept(sizes)


def test_narrow_ones_come_before_wide_ones() -> None:
    """As a `srcset` lists them, best format first."""
    bytes_of = {
        Target(BOX, width, width, format): b"x" * width * (1 + FORMATS.index(format))
        for width in (640, 320)
        for format in FORMATS
    }
    want = Want("key", tuple(bytes_of), FORMATS)

    assert [(format, width) for format in FORMATS for width in (320, 640)] == [
        (target.format, target.width) for target in worth_having(want, bytes_of)
    ]


def _deadly(how: Callable[[], object], content: Path, cache: Cache, job: Job) -> int | str:
    """A job that does something terrible for one of its originals."""
    if job.path.endswith("bomb.jpg"):
        how()
    return work(content, cache, job)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _eat() -> object:
    return bytearray(3 << 30)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        pytest.param(_die, "it needs more time or memory than a picture may.", id="dies"),
        pytest.param(_eat, "it needs too much memory.", id="eats"),
    ],
)
def test_an_original_that_kills_its_worker_is_named(
    site: Config, monkeypatch: pytest.MonkeyPatch, how: Callable[[], object], reason: str
) -> None:
    """The others are made all the same."""
    jobs = [job(site, name) for name in ("bomb.jpg", "one.jpg", "two.jpg", "three.jpg")]
    monkeypatch.setattr(module, "work", partial(_deadly, how))
    with pytest.raises(BuildStopped) as caught:
        make(jobs, site)

    assert [("content/place/cat-cat/bomb.jpg", reason)] == [
        (each.path.as_posix(), each.what) for each in caught.value.problems
    ]
    cache = Cache(site.picture_cache)
    assert all(cache.offer(each.wants[0].key) for each in jobs[1:])


def test_a_worker_that_takes_too_long_is_ended(
    site: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build never waits for ever for a picture."""
    monkeypatch.setattr(module, "work", partial(_deadly, partial(time.sleep, 600)))
    monkeypatch.setattr(crew, "_SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(BuildStopped):
        make([job(site, "bomb.jpg")], site)

    assert time.monotonic() - started < 60
