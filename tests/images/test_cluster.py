"""A real cluster: a scheduler and two workers that share nothing but the address of a cache."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plugins.config import Config
from plugins.images.cache import Cache
from plugins.images.cluster import _mark, do
from plugins.images.make import make, work
from plugins.problems import BadSettings, BuildStopped
from tests.images.jobs import job
from tests.images.s3 import Bucket, environment
from tests.project import NAME, clean_environment, new_project
from tests.specimens import config

NAMES = ("one.jpg", "two.png", "three.webp", "four.jpg")
# A worker notes what it does; one picture is its death, as a broken library would be.
_EXTRA = """
import os as _os
_work = work

def work(content, cache, job):
    with open(_os.environ["DONE"], "a") as file:
        file.write(f"{job.path}\\n")
    if job.path.endswith("bomb.jpg"):
        _os._exit(9)
    return _work(content, cache, job)
"""


@dataclass(frozen=True)
class Cluster:
    """A scheduler's address, and the folders of its workers."""

    address: str
    workers: tuple[Path, ...] = ()

    def done(self) -> list[set[str]]:
        """What each worker has begun to do."""
        files = [folder / "done.txt" for folder in self.workers]
        return [set(file.read_text().split()) if file.exists() else set() for file in files]


@contextmanager
def running(folder: Path, module: str, *arguments: str, **more: str) -> Iterator[None]:
    """A command of Dask, in a folder of its own."""
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    own = {"TMPDIR": str(folder / "tmp"), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
            cwd=folder,
            env=clean_environment({**own, **more}),
            stdout=log,
            stderr=log,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def address_of(folder: Path) -> str:
    """Where a scheduler listens, once it does."""
    for _ in range(300):
        for line in (folder / "log.txt").read_text().splitlines():
            if "Scheduler at:" in line:
                return line.split()[-1]
        time.sleep(0.1)
    pytest.fail((folder / "log.txt").read_text())


@pytest.fixture(scope="module")
def cluster(endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, each with a copy of the program."""
    root = tmp_path_factory.mktemp("cluster")
    with ExitStack() as stack:
        stack.enter_context(
            running(root / "scheduler", "dask_scheduler", "--host=127.0.0.1", "--port=0")
        )
        address = address_of(root / "scheduler")
        folders = (root / "worker one", root / "worker two")
        for folder in folders:
            project = new_project(folder)
            project.remove("content")
            project.append("plugins/images/make.py", _EXTRA)
            more = {**environment(endpoint, ""), "DONE": str(folder / "done.txt")}
            options = ("--nworkers=1", "--nthreads=1", f"--local-directory={folder / 'tmp'}")
            stack.enter_context(running(folder, "dask_worker", address, *options, **more))
        yield Cluster(address, folders)


@pytest.fixture
def site(
    cluster: Cluster, endpoint: str, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Config:
    """A site whose pictures the cluster makes."""
    url = f"s3://{bucket.name}/pictures"
    for name, value in environment(endpoint, url).items():
        monkeypatch.setenv(name, value)
    return replace(
        config(tmp_path), cache=tmp_path / "cache", shared_cache=url, cluster=cluster.address
    )


def files(cache: Path) -> dict[str, bytes]:
    """Every file of a cache."""
    return {
        p.relative_to(cache).as_posix(): p.read_bytes() for p in cache.rglob("*") if p.is_file()
    }


@pytest.mark.long
def test_a_cluster_makes_what_this_machine_would(site: Config, cluster: Cluster) -> None:
    """The same bytes; both workers had a part, and neither has kept any of it."""
    jobs = [job(site, name, 100, 320) for name in NAMES]
    alone = replace(site, cluster="", shared_cache="", cache=site.cache.with_name("alone"))

    assert make(jobs, alone) == make(jobs, site) == 24
    assert files(alone.picture_cache) == files(site.picture_cache)
    one, two = cluster.done()
    assert {each.path for each in jobs} == one | two
    assert one
    assert two
    for folder in cluster.workers:
        assert not any((folder / "tmp").rglob("*.avif"))
    assert 0 == make(jobs, replace(site, cache=site.cache.with_name("third")))


@pytest.mark.long
def test_a_picture_that_kills_workers_is_named(site: Config) -> None:
    """It is tried elsewhere, and alone; the others are made, and a broken one is named too."""
    jobs = [job(site, name) for name in ("bomb.jpg", "broken.jpg", *NAMES)]
    broken = site.content / "place" / "cat-cat" / "broken.jpg"
    broken.write_bytes(broken.read_bytes()[:-600])
    with pytest.raises(BuildStopped) as caught:
        make(jobs, site)

    bomb, other = caught.value.problems
    assert "content/place/cat-cat/bomb.jpg" == bomb.path.as_posix()
    assert "it needs more time or memory than a picture may." == bomb.what
    assert "content/place/cat-cat/broken.jpg" == other.path.as_posix()
    assert other.what.startswith("it cannot be decoded (")
    cache = Cache(site.picture_cache)
    assert [False, False, *[True] * 4] == [bool(cache.offer(each.wants[0].key)) for each in jobs]


@pytest.mark.long
def test_a_build_has_its_pictures_made_by_a_cluster(
    cluster: Cluster, endpoint: str, bucket: Bucket, tmp_path: Path
) -> None:
    """By a setting from the environment; the site is the same as without."""
    shared = environment(endpoint, f"s3://{bucket.name}")
    far = new_project(tmp_path / "far" / NAME)
    executor = cluster.address.replace("tcp://", "dask://")
    result = far.build(environment={**shared, "SITE_PICTURE_EXECUTOR": executor})
    assert 0 == result.code, result.stderr
    near = new_project(tmp_path / "near" / NAME)
    assert 0 == near.build().code

    assert "" == result.complaints
    assert near.tree() == far.tree()
    assert "story/first-walk/path.jpg" in set.union(*cluster.done())


@pytest.mark.long
def test_workers_that_use_another_secret_are_found_out(
    site: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they leave is not taken, and the build says why."""
    monkeypatch.setenv("SITE_PICTURE_CACHE_SECRET", "ours")
    with pytest.raises(BadSettings, match=r"one\.jpg.*SITE_PICTURE_CACHE_SECRET the same"):
        make([job(site, "one.jpg")], site)


@pytest.mark.long
def test_a_scheduler_that_does_not_answer_stops_the_build(site: Config) -> None:
    """With what to do."""
    away = replace(site, cluster="tcp://127.0.0.1:9")
    with pytest.raises(BadSettings) as caught:
        make([job(site, "one.jpg")], away)

    assert (
        "PICTURE_EXECUTOR: the scheduler at tcp://127.0.0.1:9 does not answer; start it, "
        "or leave PICTURE_EXECUTOR empty, to make pictures on this machine"
    ) == str(caught.value)


@pytest.mark.long
def test_a_scheduler_without_workers_stops_the_build(site: Config, tmp_path: Path) -> None:
    """With what to do."""
    with running(tmp_path / "idle", "dask_scheduler", "--host=127.0.0.1", "--port=0"):
        idle = replace(site, cluster=address_of(tmp_path / "idle"))
        with pytest.raises(BadSettings, match=r"has no workers; start some"):
            make([job(site, "one.jpg")], idle)


@pytest.mark.long
def test_workers_without_the_program_stop_the_build(site: Config, tmp_path: Path) -> None:
    """With what to do."""
    with running(tmp_path / "bare", "dask_scheduler", "--host=127.0.0.1", "--port=0"):
        bare = replace(site, cluster=address_of(tmp_path / "bare"))
        options = ("--nworkers=1", "--nthreads=1")
        with (
            running(tmp_path / "worker", "dask_worker", bare.cluster, *options),
            pytest.raises(BadSettings, match=r"a worker of .* failed .*start it in a checkout"),
        ):
            make([job(site, "one.jpg")], bare)


@pytest.fixture
def near(tmp_path: Path) -> Config:
    """A site that shares a folder."""
    return replace(config(tmp_path), shared_cache=str(tmp_path / "share"))


def test_a_worker_leaves_its_offers_in_the_shared_cache(
    near: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing on its machine, though the content is not there."""
    one = job(near, "one.jpg")
    original = (near.content / one.path).read_bytes()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))

    assert 3 == do(work, near.shared_cache, _mark(), original, one)
    assert 4 == len(list((tmp_path / "share").iterdir()))
    assert [] == list((tmp_path / "tmp").iterdir())


def test_a_worker_that_cannot_make_the_same_says_so(near: Config) -> None:
    """Another encoder makes other bytes, under the same key."""
    with pytest.raises(BadSettings, match="a worker has other encoders than this machine"):
        do(work, near.shared_cache, "another mark", b"", job(near, "one.jpg"))

    assert not Path(near.shared_cache).exists()


def test_a_worker_that_cannot_leave_its_offers_says_so(near: Config, tmp_path: Path) -> None:
    """A failure of the place is not blamed on the picture."""
    one = job(near, "one.jpg")
    (tmp_path / "file").touch()
    with pytest.raises(BadSettings, match=r"cannot use PICTURE_CACHE .*file/x \(NotADirectory"):
        do(work, str(tmp_path / "file" / "x"), _mark(), (near.content / one.path).read_bytes(), one)


def test_a_picture_that_is_too_large_for_a_worker_is_named(near: Config) -> None:
    """A worker has no limit of ours, but it may have one of its own."""

    def eat(*_: object) -> int:
        raise MemoryError

    assert "it needs too much memory" == do(eat, "", _mark(), b"", job(near, "one.jpg"))
