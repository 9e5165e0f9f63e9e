"""The real site, served."""

from collections.abc import Iterator

import pytest

from tests.checkers.server import serve
from tests.conftest import RealSite


@pytest.fixture(scope="session")
def base(site: RealSite) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    with serve(site.output) as address:
        yield address
