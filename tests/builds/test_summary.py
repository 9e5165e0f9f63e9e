"""What a build says when it is done: a few lines, and all of them true."""

import logging
import re

from plugins.run import WarningCounter
from tests.project import Attempt, Project, Site


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


def test_the_summary_ends_with_the_seconds(rebuilt: Attempt) -> None:
    """The last line says how long it took, and nothing goes to standard error."""
    result = rebuilt.result

    assert re.fullmatch(r"Done in \d+\.\d s\.", result.stdout.splitlines()[-1])
    assert "0" == result.line("Warnings")
    assert "" == result.stderr
    assert len(result.stdout.splitlines()) <= 6


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
