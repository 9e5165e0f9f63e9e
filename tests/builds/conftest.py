"""The built sample, and copies of it that a test may change."""

from pathlib import Path

import pytest

from tests.project import NAME, Attempt, Project, Site, attempt, new_project


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample, built once a session: look, but do not touch."""
    project = new_project(tmp_path_factory.mktemp("sample") / NAME)
    result = project.build()
    assert (0, "") == (result.code, "".join(map(str, result.problems))), result.stderr
    return project


@pytest.fixture(scope="session")
def site(sample: Project) -> Site:
    """The site that the sample makes."""
    return sample.site


@pytest.fixture(scope="session")
def rebuilt(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Attempt:
    """The sample, built a second time in the same folder with nothing changed."""
    first = attempt(sample, tmp_path_factory.mktemp("rebuilt") / NAME, lambda project: None)
    assert 0 == first.result.code, first.result.stderr
    return Attempt(first.project, first.project.build(), first.after, first.project.tree())


@pytest.fixture
def project(sample: Project, tmp_path: Path) -> Project:
    """A built project of the test's own."""
    return sample.copied_to(tmp_path / NAME)
