"""Every kind of mistake stops the build, says where it is and how to mend it, and harms nothing."""

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project import NAME, Attempt, Change, Project, attempt, attempts

STORY = "content/story/first-walk"
MOWING = "content/story/mowing"
PEAK = "content/place/fansipan"
PICTURE = f"{PEAK}/summit.jpg"
PAGE = "theme/templates/page.html"
LATIN_1 = "---\ntitle: Caf\nsummary: Café\n---\n\nCafé\n".encode("latin-1")
PO = "theme/translations/vi/LC_MESSAGES/messages.po"


@dataclass(frozen=True)
class Mistake:
    """What somebody did, and what the build must answer.

    `at` is a piece of the line that the answer names, "" where it names the whole file.
    """

    change: Change
    path: str
    at: str
    what: str
    remedy: str

    def line(self, project: Project) -> int:
        """The line of the file on which `at` stands."""
        if not self.at:
            return 0
        lines = (project.root / self.path).read_text("utf-8", errors="replace").splitlines()
        return next(number for number, line in enumerate(lines, 1) if self.at in line)


def replaced(name: str, old: str, new: str) -> Change:
    """A change of one piece of text."""
    return lambda project: project.replace(name, old, new)


def added(name: str, text: str) -> Change:
    """Something more at the end of a file."""
    return lambda project: project.append(name, text)


def written(name: str, content: str | bytes) -> Change:
    """A file with this content."""
    return lambda project: project.write(name, content)


def removed(name: str) -> Change:
    """A file less."""
    return lambda project: project.remove(name)


def shortened(name: str, size: int) -> Change:
    """A file of which only the beginning is left."""
    return lambda project: project.write(name, (project.root / name).read_bytes()[:size])


def linked(name: str, target: str) -> Change:
    """A symbolic link."""
    return lambda project: project.link(name, target)


def untranslated(project: Project) -> None:
    """A catalogue loses the translation of a word."""
    catalogue = (project.root / PO).read_text("utf-8")
    before, _, after = catalogue.partition('msgid "Places"\nmsgstr "')
    project.write(PO, f'{before}msgid "Places"\nmsgstr "{after[after.index(chr(34)) :]}')


MISTAKES = {
    "unknown key in the words": Mistake(
        replaced(f"{MOWING}/vi.md", "slug: cat-co", "slag: cat-co"),
        f"{MOWING}/vi.md",
        "slag:",
        "slag is not a key that we know.",
        "Did you mean slug?",
    ),
    "unknown key in the facts": Mistake(
        added(f"{PEAK}/facts.yaml", "height: 3147\n"),
        f"{PEAK}/facts.yaml",
        "height:",
        "height is not a key that we know.",
        "The keys are: date,",
    ),
    "value that does not fit": Mistake(
        replaced(f"{PEAK}/facts.yaml", "category: peak", "category: hill"),
        f"{PEAK}/facts.yaml",
        "category:",
        "category: 'hill' does not fit.",
        "Input should be 'town', 'village'",
    ),
    "missing key": Mistake(
        replaced(f"{MOWING}/vi.md", "title: Cắt cỏ\n", ""),
        f"{MOWING}/vi.md",
        "summary:",
        "title is missing.",
        "title: …",
    ),
    "missing alt text": Mistake(
        replaced(f"{STORY}/en.md", "![A steep ridge from afar.]", "![]"),
        f"{STORY}/en.md",
        "![](",
        "the picture has no alt text.",
        "Say what it shows, for readers who cannot see it:",
    ),
    "missing cover_alt": Mistake(
        replaced(f"{MOWING}/vi.md", "cover_alt: Một lối đi vừa được cắt cỏ.\n", ""),
        f"{MOWING}/vi.md",
        "---",
        "cover_alt is missing.",
        "Describe story/first-walk/path.jpg in one sentence",
    ),
    "unknown topic": Mistake(
        replaced(f"{MOWING}/facts.yaml", "topics: [crafts]", "topics: [craft]"),
        f"{MOWING}/facts.yaml",
        "topics:",
        "there is no topic 'craft'.",
        "Did you mean topic/crafts?",
    ),
    "unknown place": Mistake(
        replaced(f"{MOWING}/facts.yaml", "places: [cat-cat]", "places: [cat-cut]"),
        f"{MOWING}/facts.yaml",
        "places:",
        "there is no place 'cat-cut'.",
        "Did you mean place/cat-cat?",
    ),
    "dead link to a bundle": Mistake(
        replaced(f"{STORY}/en.md", "(story/mowing)", "(story/moving)"),
        f"{STORY}/en.md",
        "(story/moving)",
        "there is no 'story/moving' to link to.",
        "Did you mean story/mowing?",
    ),
    "link that leads nowhere": Mistake(
        replaced(f"{STORY}/en.md", "(story/mowing)", "(mowing.html)"),
        f"{STORY}/en.md",
        "(mowing.html)",
        "the link 'mowing.html' leads nowhere.",
        "or give a full https address",
    ),
    "dead fragment of this text": Mistake(
        replaced(f"{STORY}/en.md", "(#when-to-go)", "(#when-to-leave)"),
        f"{STORY}/en.md",
        "(#when-to-leave)",
        "story/first-walk has no heading #when-to-leave.",
        "Its headings are: when-to-go.",
    ),
    "dead fragment of another text": Mistake(
        replaced(f"{STORY}/en.md", "(place/fansipan#when-to-go)", "(place/fansipan#when)"),
        f"{STORY}/en.md",
        "(place/fansipan#when)",
        "place/fansipan has no heading #when.",
        "Its headings are: when-to-go.",
    ),
    "picture that is not in the folder": Mistake(
        replaced(f"{STORY}/en.md", "(place/fansipan/summit.jpg ", "(place/fansipan/top.jpg "),
        f"{STORY}/en.md",
        "(place/fansipan/top.jpg",
        "there is no picture 'place/fansipan/top.jpg'.",
        "The pictures of this bundle are: path.jpg, ridge.jpg, valley.jpg, walk.jpg.",
    ),
    "cover that is not in the folder": Mistake(
        replaced(f"{MOWING}/facts.yaml", "first-walk/path.jpg", "first-walk/way.jpg"),
        f"{MOWING}/facts.yaml",
        "cover:",
        "there is no picture 'story/first-walk/way.jpg'.",
        "Of another: kind/key/photo.jpg.",
    ),
    "picture without credit": Mistake(
        lambda project: project.write(f"{MOWING}/grass.jpg", (project.root / PICTURE).read_bytes()),
        f"{MOWING}/facts.yaml",
        "date:",
        "grass.jpg has no credit and licence.",
        "  grass.jpg:\n    credit: …",
    ),
    "heading with #": Mistake(
        added(f"{MOWING}/vi.md", "\n# Tiêu đề\n"),
        f"{MOWING}/vi.md",
        "# Tiêu đề",
        "a heading with # stands in the text.",
        "Use ## and ###",
    ),
    "raw HTML": Mistake(
        added(f"{MOWING}/vi.md", '\n<iframe src="https://example.org/"></iframe>\n'),
        f"{MOWING}/vi.md",
        "<iframe",
        "<iframe> is not allowed.",
        "Use Markdown alone.",
    ),
    "bad YAML in the words": Mistake(
        replaced(f"{MOWING}/vi.md", "title: Cắt cỏ", "title: Cắt: cỏ"),
        f"{MOWING}/vi.md",
        "title:",
        "mapping values are not allowed here.",
        "put a value in quotation marks",
    ),
    "bad YAML in the facts": Mistake(
        written("content/page/about/facts.yaml", "date: [2026-01-02\nupdated: 2026-01-03\n"),
        "content/page/about/facts.yaml",
        "updated:",
        "expected ',' or ']', but got ':'.",
        "Write `key: value`",
    ),
    "text that is not UTF-8": Mistake(
        lambda project: project.write(f"{MOWING}/vi.md", LATIN_1),
        f"{MOWING}/vi.md",
        "summary:",
        "this is not UTF-8 text.",
        "Save the file as UTF-8.",
    ),
    "empty text": Mistake(
        written("content/page/about/zh.md", "---\ntitle: 关于\nsummary: 样本。\n---\n\u3000\n"),
        "content/page/about/zh.md",
        "\u3000",
        "there is no text.",
        "Write it below the front matter.",
    ),
    "no front matter": Mistake(
        written("content/page/about/zh.md", "这是样本内容。\n"),
        "content/page/about/zh.md",
        "这是",
        "the front matter is missing.",
        "---\ntitle: …\nsummary: …\n---",
    ),
    "missing vi.md": Mistake(
        removed("content/guide/weather/vi.md"),
        "content/guide/weather/vi.md",
        "",
        "the Vietnamese text is missing.",
        "write vi.md first",
    ),
    "missing facts": Mistake(
        removed("content/guide/weather/facts.yaml"),
        "content/guide/weather/facts.yaml",
        "",
        "the facts are missing.",
        "Add facts.yaml.",
    ),
    "two things at one address": Mistake(
        replaced(f"{STORY}/vi.md", "slug: chuyen-di-bo", "slug: cat-co"),
        f"{MOWING}/vi.md",
        "slug:",
        "its address /cau-chuyen/cat-co/ belongs to story/first-walk already.",
        "slug: …",
    ),
    "page where a list is": Mistake(
        replaced("content/page/about/vi.md", "slug: gioi-thieu", "slug: diem-den"),
        "content/page/about/vi.md",
        "slug:",
        "its address /diem-den/ belongs to the list of kind place already.",
        "slug: …",
    ),
    "unknown file": Mistake(
        written(f"{MOWING}/notes.txt", "notes"),
        f"{MOWING}/notes.txt",
        "",
        "this has no place here.",
        "A bundle holds facts.yaml,",
    ),
    "unknown folder": Mistake(
        written("content/region/north/facts.yaml", "date: 2026-01-01"),
        "content/region",
        "",
        "this is not a folder of a kind.",
        "Only the kinds' folders stand here: story, place,",
    ),
    "folder that is no key": Mistake(
        written("content/page/Über uns/facts.yaml", "date: 2026-01-01"),
        "content/page/Über uns",
        "",
        "this is not the folder of a thing.",
        "its name is a key such as cat-cat",
    ),
    "symbolic link": Mistake(
        linked(f"{MOWING}/en.md", "vi.md"),
        f"{MOWING}/en.md",
        "",
        "a symbolic link is not followed.",
        "Put a copy here instead.",
    ),
    "truncated JPEG": Mistake(
        shortened(PICTURE, 9_000),
        PICTURE,
        "",
        "it cannot be decoded (image file is truncated (9 bytes not processed)).",
        "Export the picture again",
    ),
    "picture that is none": Mistake(
        written(PICTURE, "a text"),
        PICTURE,
        "",
        "the picture cannot be used: it is not a JPEG, PNG, WebP or AVIF picture.",
        "Export it again",
    ),
    "untranslated interface word": Mistake(
        untranslated,
        PO,
        'msgid "Places"',
        "'Places' is not translated.",
        "Run `invoke translations`",
    ),
    "fuzzy entry": Mistake(
        replaced(PO, '\nmsgid "Places"', '\n#, fuzzy\nmsgid "Places"'),
        PO,
        'msgid "Places"',
        "'Places' is marked fuzzy.",
        "Check it, remove the mark.",
    ),
    "unknown icon": Mistake(
        replaced(PAGE, "{% block main %}", '{% block main %}{{ icon("yeti") }}'),
        PAGE,
        "yeti",
        "there is no icon 'yeti'.",
        "The icons in theme/icons are:",
    ),
    "template that does not parse": Mistake(
        replaced(PAGE, "{% block main %}", "{% block main %}{% if %}"),
        PAGE,
        "{% if %}",
        "Expected an expression, got 'end of statement block'",
        "Mend the template.",
    ),
    "unknown filter in a template": Mistake(
        replaced(PAGE, "{% block main %}", "{% block main %}{{ 1|yeti }}"),
        PAGE,
        "yeti",
        "TemplateAssertionError: No filter named 'yeti'.",
        "Seen while rendering /",
    ),
    "mistake of arithmetic in a template": Mistake(
        replaced(PAGE, "{% block main %}", "{% block main %}{{ 1 / 0 }}"),
        PAGE,
        "1 / 0",
        "ZeroDivisionError: division by zero.",
        "Seen while rendering /",
    ),
    "undefined variable in a template": Mistake(
        replaced(PAGE, "{% block main %}", "{% block main %}{{ documnet.title }}"),
        PAGE,
        "documnet",
        "UndefinedError: 'documnet' is undefined.",
        "Seen while rendering /",
    ),
    "SCSS that does not compile": Mistake(
        added("theme/scss/components/_card.scss", "\n.card { color: $nothing; }\n"),
        "theme/scss/components/_card.scss",
        "$nothing",
        'Undefined variable: "$nothing".',
        "docs/theme.md",
    ),
}


@pytest.fixture(scope="module")
def answers(
    sample: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Future[Attempt]]]:
    """A build for each mistake."""
    changes = {name: mistake.change for name, mistake in MISTAKES.items()}
    with attempts(sample, tmp_path_factory.mktemp("mistakes"), changes) as futures:
        yield futures


@pytest.fixture(params=list(MISTAKES))
def name(request: pytest.FixtureRequest) -> str:
    """The name of a mistake."""
    return str(request.param)


def test_a_mistake_is_answered_with_file_line_what_and_remedy(
    answers: Mapping[str, Future[Attempt]], name: str
) -> None:
    """One mistake gives exit code 1 and one problem, which says all that a writer needs."""
    mistake, answer = MISTAKES[name], answers[name].result()

    assert 1 == answer.result.code
    [problem] = answer.result.problems
    assert mistake.path == problem.path.as_posix()
    assert mistake.line(answer.project) == problem.line
    assert mistake.what == problem.what
    assert mistake.remedy in problem.remedy
    assert "1 problem. Nothing was written." == answer.result.stderr.strip().splitlines()[-1]


def test_a_mistake_leaves_the_last_good_build_as_it_was(
    answers: Mapping[str, Future[Attempt]], name: str
) -> None:
    """After a build that failed, the output is what it was, byte for byte."""
    answer = answers[name].result()

    assert answer.before == answer.after


@dataclass(frozen=True)
class Living:
    """A project that is built where it stands, and its sources as they are without a mistake."""

    project: Project
    good: Path
    output: dict[str, bytes]

    def mend(self) -> None:
        """Take every source as it was."""
        for name in _SOURCES:
            self.project.remove(name)
            shutil.copytree(self.good / name, self.project.root / name, symlinks=True)


_SOURCES = ("content", "theme")


@pytest.fixture(scope="module")
def living(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Living:
    """The sample, built in a folder of its own."""
    folder = tmp_path_factory.mktemp("living")
    project = sample.copied_to(folder / NAME)
    result = project.build()
    assert 0 == result.code, result.stderr
    for name in _SOURCES:
        shutil.copytree(project.root / name, folder / "good" / name, symlinks=True)
    return Living(project, folder / "good", project.tree())


def test_a_mistake_is_answered_the_same_where_little_else_is_read(
    living: Living, answers: Mapping[str, Future[Attempt]], name: str
) -> None:
    """A build that goes on from the last one says what a full one says; mended, all is well."""
    expected = answers[name].result().result.problems
    MISTAKES[name].change(living.project)
    mistaken = living.project.build()
    left = living.project.tree()
    living.mend()
    mended = living.project.build()

    assert (1, expected) == (mistaken.code, mistaken.problems)
    assert living.output == left
    assert (0, "") == (mended.code, mended.complaints)
    assert living.output == living.project.tree()


def test_an_edit_that_is_no_mistake_changes_the_output(sample: Project, tmp_path: Path) -> None:
    """The control of the test above: were it no mistake, the output would differ."""
    change = replaced(f"{MOWING}/vi.md", "title: Cắt cỏ", "title: Cắt thêm cỏ")

    answer = attempt(sample, tmp_path / "edited", change)

    assert (0, []) == (answer.result.code, answer.result.problems)
    assert answer.before != answer.after


SEVERAL = (
    "unknown key in the facts",
    "missing alt text",
    "unknown topic",
    "dead link to a bundle",
    "raw HTML",
    "bad YAML in the facts",
    "missing vi.md",
    "unknown file",
    "unknown folder",
    "untranslated interface word",
    "unknown icon",
    "SCSS that does not compile",
)


def test_all_mistakes_are_reported_in_one_run(project: Project) -> None:
    """A writer who made many mistakes mends them at once, not one a build."""
    for name in SEVERAL:
        MISTAKES[name].change(project)
    expected = {MISTAKES[name].what for name in SEVERAL}
    result = project.build()

    assert 1 == result.code
    assert expected <= {problem.what for problem in result.problems}


def test_problems_are_in_the_order_of_their_files_and_counted(project: Project) -> None:
    """The report reads like a walk through the folders, and its last line counts."""
    MISTAKES["unknown key in the facts"].change(project)
    MISTAKES["raw HTML"].change(project)
    MISTAKES["missing alt text"].change(project)
    result = project.build()

    places = [(problem.path, problem.line) for problem in result.problems]
    assert 3 <= len(places)
    assert sorted(places) == places
    assert f"{len(places)} problems. Nothing was written." == result.stderr.splitlines()[-1]


def test_a_first_build_that_fails_makes_no_output(sample: Project, tmp_path: Path) -> None:
    """Where nothing was built yet, a mistake leaves nothing that could be published."""

    def change(project: Project) -> None:
        project.remove("output")
        MISTAKES["truncated JPEG"].change(project)

    answer = attempt(sample, tmp_path / "first", change)

    assert 1 == answer.result.code
    assert {} == answer.after
