"""What a build says when it is done: a few lines, and all of them true."""

import logging
import re
from datetime import datetime
from pathlib import Path

from plugins.generator import WarningCounter
from tests.project import NAME, Attempt, Project, Site, attempt


def test_the_summary_counts_pages_by_language(rebuilt: Attempt, site: Site) -> None:
    """Pages are counted as they stand in the output."""
    counts = {
        code: sum(page.lang == tag for page in site.pages)
        for code, tag in (("vi", "vi"), ("en", "en"), ("zh", "zh-Hans"))
    }

    expected = ", ".join(f"{code} {count}" for code, count in counts.items())
    assert expected == rebuilt.result.line("Pages")


def test_the_summary_counts_files_and_missing_translations(rebuilt: Attempt) -> None:
    """A build that changes nothing says so; what is not translated yet is not forgotten."""
    result, project = rebuilt.result, rebuilt.project

    assert f"{len(rebuilt.after)}, of which 0 changed" == result.line("Files")
    things = [folder for folder in project.content.glob("*/*") if folder.is_dir()]
    texts = list(project.content.rglob("*.md"))
    assert f"{3 * len(things) - len(texts)} translations" == result.line("Missing")


def test_the_summary_counts_what_was_rendered(rebuilt: Attempt, tmp_path: Path) -> None:
    """Nothing where nothing has changed, one page for one text, all with the reason why."""
    anew = attempt(rebuilt.project, tmp_path / NAME, lambda project: project.remove(".cache"))
    pages = sum(name.endswith(".html") for name in anew.after)
    anew.project.append("content/page/about/en.md", "\nOne more sentence.\n")
    edited = anew.project.build()

    assert "0" == rebuilt.result.line("Rendered")
    assert f"{pages} (there is no store yet)" == anew.result.line("Rendered")
    assert "1" == edited.line("Rendered")
    assert f"{len(anew.after)}, of which 1 changed" == edited.line("Files")


_LATER = "date: 2031-05-06\n"


def test_the_summary_says_when_the_site_changes_by_itself(project: Project) -> None:
    """A second before that moment a build renders nothing, at that moment it does."""
    project.write("content/page/later/facts.yaml", _LATER)
    project.write("content/page/later/vi.md", "---\ntitle: A\nsummary: B.\n---\n\nC.\n")
    moment = datetime.fromisoformat("2031-05-06T00:00+07:00")
    assert 0 == project.build(environment=at(moment, -86400)).code
    before = project.build(environment=at(moment, -1))
    then = project.build(environment=at(moment, 0))

    assert "2031-05-06T00:00:00+07:00 (the site changes by itself)" == before.line("Next")
    assert ("0", True) == (before.line("Rendered"), "0" != then.line("Rendered"))
    assert "later/index.html" in project.tree()
    assert "2031-05-06" not in then.stdout


def at(moment: datetime, seconds: int) -> dict[str, str]:
    """The environment of a build at so many seconds from a moment."""
    return {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()) + seconds)}


def test_where_nothing_is_to_come_nothing_is_said(project: Project) -> None:
    """The control of the line above: at the end of all days no moment is named."""
    result = project.build(environment={"SOURCE_DATE_EPOCH": "7258118400"})

    assert 0 == result.code, result.stderr
    assert "Next" not in result.stdout


def test_a_build_explains_why_pages_were_rendered(project: Project) -> None:
    """With --explain, the reasons by count; without it, none."""
    assert 0 == project.build().code
    project.append("content/page/about/en.md", "\nOne more sentence.\n")
    silent = project.build()
    project.append("content/page/about/en.md", "\nAnd one more.\n")
    told = project.build("--explain")

    assert "changed:" not in silent.stdout
    assert "     1 changed: page/about%en" == told.stdout.splitlines()[-1]


def test_the_summary_ends_with_the_seconds(rebuilt: Attempt) -> None:
    """The last line says how long it took, and nothing goes to standard error."""
    result = rebuilt.result

    assert re.fullmatch(r"Done in \d+\.\d s\.", result.stdout.splitlines()[-1])
    assert "0" == result.line("Warnings")
    assert "" == result.complaints
    assert len(result.stdout.splitlines()) <= 8


def test_a_site_without_gaps_has_no_line_of_missing_translations(project: Project) -> None:
    """The control of the line above: where nothing is missing, nothing is said."""
    for source in sorted(project.content.rglob("vi.md")):
        if not source.with_name("zh.md").exists():
            project.remove(source.parent.relative_to(project.root).as_posix())
    for path in project.content.rglob("*.md"):
        text = path.read_text("utf-8")
        text = text.replace("(place/cat-cat)", "(place/sa-pa)").replace(
            "(story/mowing)", "(place/sa-pa)"
        )
        path.write_text(text, "utf-8")
    for path in project.content.rglob("facts.yaml"):
        path.write_text(path.read_text("utf-8").replace("sa-pa, cat-cat", "sa-pa"), "utf-8")
    result = project.build()

    assert 0 == result.code, result.stderr
    assert "Missing" not in result.stdout


def test_the_summary_counts_warnings() -> None:
    """What is logged as a warning or worse counts; what is said below that does not."""
    counter = WarningCounter()
    logger = logging.Logger("test")
    logger.addHandler(counter)
    logger.info("a")
    logger.warning("b")
    logger.error("c")

    assert 2 == counter.count


def test_a_warning_of_another_plugin_is_in_the_summary(project: Project) -> None:
    """Where warnings do not end the build, they are counted; Pelican lets equal ones pass once."""
    project.write(
        "plugins/noisy.py",
        "import logging\n"
        "from pelican import signals\n\n"
        "def warn(_):\n    logging.getLogger('noisy').warning('a')\n\n"
        "def register():\n    signals.get_writer.connect(warn)\n",
    )
    project.replace(
        "pelicanconf.py", '"plugins.generator"]', '"plugins.generator", "plugins.noisy"]'
    )
    result = project.python(
        "-c",
        "from pelican import Pelican; from pelican.settings import read_settings;"
        "Pelican(read_settings('pelicanconf.py')).run()",
    )

    assert "1" == result.line("Warnings")
