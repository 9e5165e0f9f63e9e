"""The site changes by itself: on a day, after an embargo, after a festival. The clock is given."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.report import read_last
from tests.project import NAME, Project, Result

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOWING = "content/story/mowing/facts.yaml"
PAGE = "cau-chuyen/cat-co/index.html"


def at(moment: str) -> dict[str, str]:
    """An environment in which it is that time in Việt Nam."""
    when = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    return {"SOURCE_DATE_EPOCH": str(int(when.timestamp()))}


def build(project: Project, moment: str) -> Result:
    """Build as if it were then."""
    result = project.build(environment=at(moment))
    assert 0 == result.code, result.stderr
    return result


@pytest.fixture
def scheduled(sample: Project, tmp_path: Path) -> Project:
    """The sample, with a story for a day that is to come."""
    project = sample.copied_to(tmp_path / NAME)
    project.replace(MOWING, "date: 2026-02-11", "date: 2027-05-01")
    return project


def test_a_story_comes_out_on_its_day(scheduled: Project) -> None:
    """Before it, nothing of it is in the output; the build tells the moment, and keeps to it."""
    before = build(scheduled, "2027-04-30 23:59:59")
    tree = scheduled.tree()
    assert PAGE not in tree
    assert not [
        name for name, content in tree.items() if b"C\xe1\xba\xaft c\xe1\xbb\x8f" in content
    ]
    assert "2027-05-01T00:00:00+07:00 (the site changes by itself)" == before.line("Next")
    assert "2027-05-01T00:00:00+07:00" == read_last(scheduled.root / ".cache")["next_change"]

    after = build(scheduled, "2027-05-01 00:00:00")
    assert PAGE in scheduled.tree()
    assert "0" != after.line("Rendered")
    listed = read_last(scheduled.root / ".cache")["pages"]["added"]
    assert PAGE in [page["file"] for page in listed]


def test_time_that_changes_nothing_renders_nothing(scheduled: Project) -> None:
    """Between two instants the clock has no influence on any page."""
    build(scheduled, "2027-03-01 00:00:00")
    result = build(scheduled, "2027-03-02 12:00:00")

    assert "0" == result.line("Rendered")


def test_the_clock_may_go_back(scheduled: Project) -> None:
    """Whoever builds for an earlier day gets the site of that day."""
    build(scheduled, "2027-04-01 00:00:00")
    before = scheduled.tree()
    build(scheduled, "2027-06-01 00:00:00")
    assert before != scheduled.tree()
    build(scheduled, "2027-04-01 00:00:00")

    assert before == scheduled.tree()


def test_an_embargo_ends_to_the_second(sample: Project, tmp_path: Path) -> None:
    """The moment counts in its own time zone."""
    project = sample.copied_to(tmp_path / NAME)
    project.append(MOWING, "embargo_until: 2027-05-01 09:30:00+02:00\n")
    build(project, "2027-05-01 14:29:59")
    assert PAGE not in project.tree()

    build(project, "2027-05-01 14:30:00")
    assert PAGE in project.tree()


def test_a_link_to_what_is_not_out_yet_is_plain_words(sample: Project, tmp_path: Path) -> None:
    """It becomes a link by itself; until then no reader is led to a page that is not there."""
    project = sample.copied_to(tmp_path / NAME)
    project.replace(MOWING, "date: 2026-02-11", "date: 2027-05-01")
    project.append("content/page/about/vi.md", "\nXem [bài cắt cỏ](story/mowing) nhé.\n")
    about = "gioi-thieu/index.html"
    build(project, "2027-04-01 00:00:00")
    assert "Xem bài cắt cỏ nhé." in project.site.text(about)

    build(project, "2027-05-02 00:00:00")
    assert 'Xem <a href="/cau-chuyen/cat-co/">bài cắt cỏ</a> nhé.' in project.site.text(about)


def test_a_clock_that_is_no_number_is_refused(project: Project) -> None:
    """The message says what is expected."""
    result = project.build(environment={"SOURCE_DATE_EPOCH": "tomorrow"})

    assert 1 == result.code
    assert "SOURCE_DATE_EPOCH 'tomorrow' is not a number of seconds" in result.stderr


def test_a_cover_that_is_not_out_is_refused(sample: Project, tmp_path: Path) -> None:
    """A site without its cover is not built; the message names the day."""
    project = sample.copied_to(tmp_path / NAME)
    project.replace("content/place/fansipan/facts.yaml", "date: 2026-", "date: 2029-")
    result = project.build(environment=at("2027-01-01 00:00:00"))

    assert 1 == result.code
    assert "BRAND['cover'] names the place 'fansipan', which is not on the site before 2029-" in (
        result.stderr
    )


def test_a_picture_is_taken_out_after_its_last_day(sample: Project, tmp_path: Path) -> None:
    """Time alone stops the build, which names whoever shows it; what nobody shows is left out."""
    project = sample.copied_to(tmp_path / NAME)
    facts, last = "content/story/first-walk/facts.yaml", "    expires: 2027-03-31"
    illustration = "    medium: illustration"
    project.replace(facts, illustration, f"{last}\n{illustration}")
    before = build(project, "2027-03-31 23:59:59")
    tree = project.tree()
    assert "2027-04-01T00:00:00+07:00 (a picture may no longer be shown)" == before.line("Next")
    assert [name for name in tree if "ridge" in name]
    after = project.build(environment=at("2027-04-01 00:00:00"))

    assert (1, tree) == (after.code, project.tree())
    [problem] = after.problems
    line = (project.root / facts).read_text("utf-8").splitlines().index(last) + 1
    assert (facts, line) == (problem.path.as_posix(), problem.line)
    assert "ridge.jpg could be shown until 2027-03-31, but it is still used." == problem.what
    texts = [f"content/story/first-walk/{lang}.md" for lang in ("en", "vi", "zh")]
    assert texts == [place.partition(":")[0] for place in problem.remedy.splitlines()[1:]]
    for name in texts:
        project.replace(name, "(ridge.jpg ", "(place/fansipan/summit.jpg ")
    build(project, "2027-04-01 00:00:00")
    assert not [name for name in project.tree() if "ridge" in name]
