"""A server that speaks S3, and buckets in it."""

from collections.abc import Iterator

import pytest

from tests.images.s3 import Bucket, new_bucket, server


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The address of the server."""
    with server() as found:
        yield found


@pytest.fixture
def bucket(endpoint: str) -> Bucket:
    """A bucket without anything in it."""
    return new_bucket(endpoint)
