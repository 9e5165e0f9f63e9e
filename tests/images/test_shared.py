import io
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.config import Config
from plugins.images import make as making
from plugins.images import shared as module
from plugins.images.cache import Cache, digest_of
from plugins.images.jobs import Job
from plugins.images.make import make, work
from plugins.images.shared import Shared, _Place, _seal, give, shown, take
from plugins.problems import BadSettings
from tests.conftest import ROOT
from tests.images.jobs import job
from tests.specimens import config

NAMES = ("one.jpg", "two.png", "three.webp")


def site_in(root: Path) -> Config:
    """A site that shares a folder with others."""
    shared = str(root / "a share" / "pictures")
    return replace(config(root), cache=root / "cache", shared_cache=shared)


@pytest.fixture
def site(tmp_path: Path) -> Config:
    """The site of a test."""
    return site_in(tmp_path)


def elsewhere(site: Config) -> Config:
    """The same site on another machine."""
    return replace(site, cache=site.cache.with_name("other-cache"))


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_one_machine_has_made_another_takes(
    site: Config, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whole, and the encoders are not even asked; nothing is said of it."""
    jobs = [job(site, name) for name in NAMES]
    other = elsewhere(site)

    assert 9 == make(jobs, site)
    monkeypatch.delattr(making, "processes")
    assert 0 == make(jobs, other)
    assert files(site.picture_cache) == files(other.picture_cache) != {}
    assert "" == capfd.readouterr().err


def test_only_what_is_missing_is_made_and_given(site: Config) -> None:
    """One of three pictures is known; the others are found by the first machine later."""
    jobs = [job(site, name) for name in NAMES]
    other = elsewhere(site)

    assert 3 == make(jobs[:1], site)
    assert 6 == make(jobs, other)
    assert [] == Shared(site.shared_cache).fetch(jobs, Cache(site.picture_cache))


@dataclass(frozen=True)
class Share:
    """A shared cache with the offer of one job."""

    site: Config
    job: Job

    @property
    def folder(self) -> Path:
        """Where it is."""
        return Path(self.site.shared_cache)

    @property
    def key(self) -> str:
        """The key of the offer."""
        return self.job.wants[0].key

    @property
    def file(self) -> Path:
        """The file of the offer."""
        return self.folder / f"{self.key}.json"

    def offer(self) -> Any:
        """The offer that is there, as JSON says it."""
        return json.loads(self.file.read_bytes()[64:])

    def put(self, offer: Any, key: str = "") -> None:
        """Put another offer in its place, well sealed."""
        content = offer if isinstance(offer, bytes) else json.dumps(offer).encode()
        self.file.write_bytes(_seal(key or self.key, content) + content)

    def rendition(self, format: str = "jpg") -> Path:
        """A rendition of a format."""
        [path] = self.folder.glob(f"*.{format}")
        return path

    def replace(self, content: bytes, format: str = "jpg") -> None:
        """Put another rendition in the place of one, with its right digest everywhere."""
        offer = self.offer()
        [mine] = [each for each in offer["renditions"] if each["format"] == format]
        mine["digest"] = digest_of(content)
        (self.folder / f"{mine['digest']}.{format}").write_bytes(content)
        self.put(offer)

    def taken(self) -> bool:
        """Whether another machine uses it; where not, it has nothing of it."""
        cache = Cache(elsewhere(self.site).picture_cache)
        before = files(cache.folder)
        done, why_not = take(self.site.shared_cache, cache, [self.job])
        assert "" == why_not
        offer = cache.offer(self.key)
        assert bool(offer) == (done == {self.key})
        if not offer:
            assert before == files(cache.folder)
        return bool(offer)


def given(site: Config, one: Job) -> Share:
    """The share, after a machine has given what it has made."""
    cache = Cache(site.picture_cache)
    assert isinstance(work(site.content, cache, one), int)
    assert ({one.wants[0].key}, "") == give(site.shared_cache, cache, [one.wants[0].key])
    return Share(site, one)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site and a share, for copies: making is slow."""
    root = tmp_path_factory.mktemp("made")
    given(site_in(root), job(site_in(root), "one.jpg", 100))
    return root


@pytest.fixture
def share(site: Config, made: Path) -> Share:
    """A share with an offer in three formats."""
    shutil.copytree(made, site.content.parent, dirs_exist_ok=True)
    return Share(site, job(site, "one.jpg", 100))


@pytest.mark.parametrize("formats", [("avif", "webp", "jpg"), ("avif", "webp", "png")])
def test_a_whole_offer_is_taken(site: Config, formats: tuple[str, ...]) -> None:
    """The control of the tests below, for every format."""
    assert given(site, job(site, "one.png", 100, 320, formats=formats)).taken()


def change(**changes: Any) -> Callable[[Share], None]:
    """Change what an offer says of its first rendition."""

    def how(share: Share) -> None:
        offer = share.offer()
        offer["renditions"][0].update(changes)
        share.put(offer)

    return how


def cut(name: str) -> Callable[[Share], None]:
    """Cut a file off."""

    def how(share: Share) -> None:
        path = share.file if name == "offer" else share.rendition(name)
        path.write_bytes(path.read_bytes()[:-1])

    return how


def put(offer: Any) -> Callable[[Share], None]:
    """Put something else, well sealed, in the place of the offer."""
    return lambda share: share.put(offer)


def another(width: int, *, rights: bool) -> Callable[[Share], None]:
    """Put another picture in the place of a rendition."""

    def how(share: Share) -> None:
        with Image.open(share.rendition()) as image:
            kept = {"xmp": image.info["xmp"]} if rights else {}
        file = io.BytesIO()
        Image.new("RGB", (width, 75)).save(file, "JPEG", **kept)
        share.replace(file.getvalue())

    return how


def polyglot(share: Share) -> None:
    """A script that calls itself a picture, and has the rights."""
    with Image.open(share.rendition()) as image:
        share.replace(b"<script>alert(1)</script>" + image.info["xmp"])


def swap(share: Share) -> None:
    """The offer of another picture, of the same sizes and rights, under this one's key."""
    other = given(share.site, job(share.site, "other.png", 100))
    share.file.write_bytes(other.file.read_bytes())


def without_the_last(share: Share) -> None:
    """No rendition that all browsers know."""
    offer = share.offer()
    offer["renditions"].pop()
    share.put(offer)


def reverse(share: Share) -> None:
    """Renditions in another order."""
    offer = share.offer()
    offer["renditions"].reverse()
    share.put(offer)


def twice(share: Share) -> None:
    """A rendition twice."""
    offer = share.offer()
    offer["renditions"].insert(0, offer["renditions"][0])
    share.put(offer)


def tone(value: Any) -> Callable[[Share], None]:
    """Another tone."""

    def how(share: Share) -> None:
        share.put({**share.offer(), "tone": value})

    return how


def a_folder(share: Share) -> None:
    """A folder in the place of a rendition."""
    share.rendition().unlink()
    (share.folder / share.rendition("avif").with_suffix(".jpg").name).mkdir()
    [mine] = [each for each in share.offer()["renditions"] if each["format"] == "jpg"]
    (share.folder / f"{mine['digest']}.jpg").mkdir()


HOSTILE: dict[str, Callable[[Share], object]] = {
    "offer gone": lambda share: share.file.unlink(),
    "offer empty": lambda share: share.file.write_bytes(b""),
    "offer cut off": cut("offer"),
    "offer in another's place": swap,
    "offer with the seal of another key": lambda share: share.put(share.offer(), "another"),
    "no JSON": put(b"{"),
    "no text": put(b"\xff\xfe"),
    "deep": put(b"[" * 100_000),
    "no object": put([1, 2]),
    "no renditions": put({"tone": 1}),
    "null renditions": put({"tone": 1, "renditions": None}),
    "strange renditions": put({"tone": 1, "renditions": [1]}),
    "empty renditions": put({"tone": 1, "renditions": []}),
    "another width": change(width=101),
    "another format": change(format="svg"),
    "a path as format": change(format="jpg/../../x"),
    "a path as digest": change(digest="../../../x"),
    "no digest": change(digest=None),
    "a short digest": change(digest="ab"),
    "another digest": change(digest="0" * 64),
    "last rendition missing": without_the_last,
    "another order": reverse,
    "one rendition twice": twice,
    "no tone": tone(None),
    "a tone that is none": tone(64),
    "a true tone": tone(True),
    "a tone that is code": tone("1 onclick"),
    "AVIF cut off": cut("avif"),
    "JPEG cut off": cut("jpg"),
    "rendition gone": lambda share: share.rendition("webp").unlink(),
    "rendition empty": lambda share: share.rendition("webp").write_bytes(b""),
    "a folder as rendition": a_folder,
    "a rendition without rights": another(100, rights=False),
    "a rendition of another size": another(99, rights=True),
    "a script as rendition": polyglot,
}


@pytest.mark.parametrize("how", HOSTILE)
def test_what_is_damaged_or_hostile_is_not_used(share: Share, how: str) -> None:
    """Nor does any of it come into the cache, or outside of it."""
    before = files(share.site.content.parent)
    HOSTILE[how](share)
    after = files(share.site.content.parent)

    assert before != after or how == "a folder as rendition"
    assert not share.taken()
    assert after == files(share.site.content.parent)


def test_a_picture_with_rights_and_size_is_used(share: Share) -> None:
    """The control of two of the tests above: without a secret, whoever may write is trusted."""
    another(100, rights=True)(share)

    assert share.taken()


def test_what_is_damaged_is_mended(share: Share) -> None:
    """The machine that has made it anew gives it again."""
    cut("jpg")(share)
    other = elsewhere(share.site)

    assert 3 == make([share.job], other)
    assert share.taken()


def test_a_secret_keeps_others_out(site: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who knows it can give what is used."""
    monkeypatch.setenv("SITE_PICTURE_CACHE_SECRET", "ours")
    share = given(site, job(site, "one.jpg", 100))
    assert share.taken()

    monkeypatch.setenv("SITE_PICTURE_CACHE_SECRET", "theirs")
    other = given(site, job(site, "two.jpg", 100))
    monkeypatch.setenv("SITE_PICTURE_CACHE_SECRET", "ours")
    assert not other.taken()
    monkeypatch.delenv("SITE_PICTURE_CACHE_SECRET")
    assert not other.taken()


def test_a_share_that_cannot_be_used_is_said_once(
    site: Config, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The pictures are made all the same."""
    (tmp_path / "file").touch()
    broken = replace(site, shared_cache=str(tmp_path / "file" / "pictures"))

    assert 3 == make([job(site, "one.jpg")], broken)
    said = capfd.readouterr().err
    assert f"PICTURE_CACHE {broken.shared_cache} cannot be used (NotADirectoryError); " in said
    assert said.endswith("the build goes on without it.\n")
    assert 1 == said.count("\n")


def test_a_share_that_a_cluster_needs_stops_the_build(tmp_path: Path) -> None:
    """The same share is no warning there."""
    (tmp_path / "file").touch()
    shared = Shared(str(tmp_path / "file" / "pictures"), needed=True)
    with pytest.raises(BadSettings, match=r"cannot be used .*PICTURE_EXECUTOR needs it"):
        shared.publish([job(config(tmp_path), "one.jpg")], Cache(tmp_path / "cache"))


@dataclass
class Slow:
    """A place from which nothing arrives for so many seconds."""

    seconds: float
    running: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, place: _Place, item: int) -> str:
        """Have nothing of an item for a while, then its key."""
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(self.seconds)
        with self.lock:
            self.running -= 1
        return str(item)


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address can be opened."""
    monkeypatch.setattr(module, "_open", lambda url: _Place(None, url))


@pytest.mark.usefixtures("nowhere")
def test_many_are_asked_for_at_once() -> None:
    """Not one after the other."""
    slow = Slow(0.05)
    started = time.monotonic()
    done, why_not = module._at_once("Fetching", "x", slow, range(64))

    assert ({str(number) for number in range(64)}, "") == (done, why_not)
    assert 8 < slow.most <= 16
    assert time.monotonic() - started < 64 * 0.05 / 4


@pytest.mark.usefixtures("nowhere")
def test_one_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """No longer than the limit, however many are asked for."""
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.2)
    started = time.monotonic()

    assert (set(), "TimeoutError") == module._at_once("Fetching", "x", Slow(60), range(64))
    assert time.monotonic() - started < 5


@pytest.mark.usefixtures("nowhere")
def test_one_that_is_slower_than_making_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something arrives all the time, but not enough of it; what has arrived is kept."""
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 1.0)
    monkeypatch.setattr(module, "_SECONDS_EACH", 0.001)
    done, why_not = module._at_once("Fetching", "x", Slow(0.1), range(400))

    assert "TimeoutError" == why_not
    assert 0 < len(done) < 400


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("s3://bucket/prefix", "s3://bucket/prefix"),
        ("/mnt/share", "/mnt/share"),
        ("sftp://me:secret@host/x", "sftp://…@host/x"),
        ("sftp://me:sec@ret/@host/x", "sftp://…@host/x"),
        ("simplecache::sftp://me:secret@host/x", "simplecache::sftp://…@host/x"),
        ("https://host/x?key=secret", "https://host/x"),
        ("s3://secret\n:secret@bucket", "s3://…@bucket"),
    ],
)
def test_an_address_is_shown_without_secrets(url: str, expected: str) -> None:
    """Neither a password nor a key in it; also not where the object itself is printed."""
    assert expected == shown(url)
    assert "secret" not in repr(Shared(url))


@pytest.mark.usefixtures("nowhere")
def test_the_words_of_a_mistake_are_not_repeated() -> None:
    """A library may say in them who tried, and with which key."""

    def refuse(place: _Place, item: int) -> str:
        raise PermissionError("the key SECRET is not allowed")

    assert (set(), "PermissionError") == module._at_once("Fetching", "x", refuse, [1])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("nowhere://u:secret@x/y", "PICTURE_CACHE nowhere://…@x/y is no address"),
        ("gs://u:secret@x/y", "PICTURE_CACHE gs://…@x/y needs packages that are not installed"),
    ],
)
def test_an_address_that_never_works_is_a_mistake(url: str, expected: str, tmp_path: Path) -> None:
    """Of the settings; it is not taken for a share that happens to be away."""
    with pytest.raises(BadSettings) as caught:
        take(url, Cache(tmp_path), [job(config(tmp_path), "one.jpg")])

    assert str(caught.value).startswith(expected)
    assert "secret" not in str(caught.value)


def test_without_fsspec_the_message_says_what_to_install(
    site: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The packages are only for those who share."""
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(BadSettings, match=r"not installed \(fsspec\).*tasks.py build.*installs"):
        take(site.shared_cache, Cache(site.picture_cache), [job(site, "one.jpg")])


def test_who_shares_nothing_loads_nothing() -> None:
    """No library for it is imported with the engine."""
    names = "{'fsspec', 's3fs', 'dask', 'distributed'}"
    code = f"import sys, plugins.engine; print({names} & {{*sys.modules}})"
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert "set()\n" == found.stdout
