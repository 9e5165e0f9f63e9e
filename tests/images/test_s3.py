"""A real S3 server, two real builds: the second machine makes nothing."""

import re
import socket
import time
from pathlib import Path

import pytest

from tests.images.s3 import KEYS, Bucket, environment
from tests.project import NAME, Project, Result, new_project

pytestmark = pytest.mark.long


def build(folder: Path, endpoint: str, url: str) -> tuple[Project, Result]:
    """A first build on a machine of its own, which must go well."""
    project = new_project(folder / NAME)
    result = project.build(environment=environment(endpoint, url))
    assert 0 == result.code, result.stderr
    assert not set(KEYS.values()) & set(re.split(r"\W", result.stdout + result.stderr))
    return project, result


def pictures(result: Result) -> tuple[int, int]:
    """How many renditions were made, and how many reused."""
    found = re.fullmatch(r"(\d+) renditions made, (\d+) reused", result.line("Pictures"))
    assert found
    return int(found[1]), int(found[2])


def test_what_ci_has_made_is_made_once(endpoint: str, bucket: Bucket, tmp_path: Path) -> None:
    """A second machine takes all of it and builds the same site; a third makes what was lost."""
    url = f"s3://{bucket.name}/a prefix"
    one, first = build(tmp_path / "one", endpoint, url)
    two, second = build(tmp_path / "two", endpoint, url)
    made, _ = pictures(first)

    assert made > 20
    assert (0, made) == pictures(second)
    assert "" == first.complaints == second.complaints
    assert one.tree() == two.tree()

    objects = [each for each in bucket.objects.all() if each.key.endswith(".jpg")]
    objects[0].put(Body=b"")
    objects[1].put(Body=b"damaged")
    objects[2].delete()
    three, third = build(tmp_path / "three", endpoint, url)
    assert 0 < pictures(third)[0] < made
    assert "" == third.complaints
    assert one.tree() == three.tree()


def warning(result: Result) -> str:
    """The one line that a build says of its shared cache, as to why."""
    found = re.fullmatch(
        r"PICTURE_CACHE s3://\S+ cannot be used \((\w+)\); the build goes on without it.\n",
        result.complaints,
    )
    assert found, result.stderr
    return found[1]


def test_a_bucket_that_is_not_there_is_a_warning(endpoint: str, tmp_path: Path) -> None:
    """One line; the site is built, and no bucket."""
    _, result = build(tmp_path / "one", endpoint, "s3://missing/prefix")
    _, again = build(tmp_path / "two", endpoint, "s3://missing/prefix")

    assert ["FileNotFoundError"] * 2 == [warning(result), warning(again)]
    assert pictures(result)[0] > 20


def test_a_server_that_refuses_is_a_warning(tmp_path: Path) -> None:
    """One line; the site is built."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, result = build(tmp_path, f"http://127.0.0.1:{port}", "s3://bucket/prefix")

    assert "EndpointConnectionError" == warning(result)


def test_a_server_that_never_answers_is_a_warning(tmp_path: Path) -> None:
    """One line, within the limit; the site is built."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        port = silent.getsockname()[1]
        started = time.monotonic()
        _, result = build(tmp_path, f"http://127.0.0.1:{port}", "s3://bucket/prefix")

    assert "TimeoutError" == warning(result)
    assert time.monotonic() - started < 60
