"""A server that speaks S3, and what a machine sets in its environment to use it."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

KEYS = {"aws_access_key_id": "AKIATESTING", "aws_secret_access_key": "verysecretindeed"}
_REGION = "us-east-1"
# boto3 makes its classes when it is used.
Bucket = Any


@contextmanager
def server() -> Iterator[str]:
    """The address of a server of its own."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    found = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    found.start()
    host, port = found.get_host_and_port()
    yield f"http://{host}:{port}"
    found.stop()


def new_bucket(endpoint: str) -> Bucket:
    """A bucket without anything in it."""
    import boto3

    store = boto3.resource("s3", endpoint_url=endpoint, region_name=_REGION, **KEYS)
    return store.create_bucket(Bucket=f"pictures-{time.time_ns()}")


def environment(endpoint: str, url: str) -> Mapping[str, str]:
    """What a machine sets to share pictures at an address."""
    return {
        "SITE_PICTURE_CACHE": url,
        "AWS_ENDPOINT_URL": endpoint,
        **{name.upper(): value for name, value in KEYS.items()},
        "AWS_DEFAULT_REGION": _REGION,
    }
