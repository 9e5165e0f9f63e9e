"""Nothing that a writer types gets a file, or a secret, from outside the bundles into the site."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from tests.checkers import structured
from tests.project import NAME, SITE_URL, Attempt, Project, attempt, text_of

CANARY = "canary-4711"
ENVIRONMENT = {"DEPLOY_TOKEN": CANARY}
WORDS = "---\ntitle: Mẫu\nsummary: Một trang mẫu.\n---\n\n"
COVERED = "---\ntitle: Mẫu\nsummary: Một trang mẫu.\ncover_alt: Mẫu.\n---\n\nMẫu.\n"
FACTS = "date: 2026-01-02\n"

# What a writer may type, each in a text of its own. The canary lies beside content/.
TYPED = {
    "attach": "[x]({attach}../../../canary.jpg)",
    "attach-picture": "![x]({attach}../../../canary.jpg)",
    "static": "[x]({static}/../canary.jpg)",
    "static-picture": "![x]({static}/../canary.jpg)",
    "filename": "[x]({filename}/../canary.md)",
    "environment": "[x](/proc/self/environ)",
    "environment-picture": "![x](/proc/self/environ)",
    "file-address": "[x](file:///proc/self/environ)",
    "file-autolink": "<file:///proc/self/environ>",
    "git": "[x](../../.git/config)",
    "git-picture": "![x](../../../.git/config)",
    "relative": "[x](../../../canary.jpg)",
    "relative-picture": "![x](../../../canary.jpg)",
    "percent": "[x](%2e%2e/%2e%2e/%2e%2e/canary.jpg)",
    "percent-picture": "![x](%2e%2e/%2e%2e/%2e%2e/canary.jpg)",
    "entities": "[x](&#46;&#46;/&#46;&#46;/&#46;&#46;/canary.jpg)",
    "entities-picture": "![x](&#46;&#46;/&#46;&#46;/&#x2e;&period;/canary.jpg)",
    "reference-picture": "![x][y]\n\n[y]: ../../../canary.jpg",
    "through-a-bundle": "![x](place/fansipan/../../../canary.jpg)",
    "outside-all-bundles": "![x](content/canary/canary.jpg)",
}
COVERS = {
    "cover-with-dots": "../../../canary.jpg",
    "cover-through-a-bundle": "place/fansipan/../../../canary.jpg",
    "cover-by-its-full-path": "/proc/self/environ",
    "cover-outside-all-bundles": "canary/canary/canary.jpg",
}
DESCRIBED = {
    "described-with-dots": "../../../canary.jpg",
    "described-by-its-full-path": "/canary.jpg",
    "described-in-another-bundle": "place/fansipan/summit.jpg",
}
# A link that leads out, by the name that stands in its way.
LINKED = {
    "content/page/linked-text/en.md": "canary.md",
    "content/page/linked-facts/facts.yaml": "content/page/about/facts.yaml",
    "content/page/linked-picture/canary.jpg": "canary.jpg",
    "content/page/linked-folder/more": "content/page/about",
    "content/page/linked-bundle": "elsewhere",
    "content/guide": "elsewhere",
}
REFUSED = [
    *(f"content/page/{key}/vi.md" for key in TYPED),
    *(f"content/page/{key}/facts.yaml" for key in (*COVERS, *DESCRIBED)),
    *LINKED,
]


@pytest.fixture(scope="module")
def start(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The built sample, with secrets lying beside its content."""
    project = sample.copied_to(tmp_path_factory.mktemp("canaries") / NAME)
    picture = (project.content / "story/first-walk/path.jpg").read_bytes()
    project.write("canary.jpg", picture + CANARY.encode())
    project.write("canary.md", f"---\ntitle: {CANARY}\nsummary: {CANARY}\n---\n\n{CANARY}\n")
    project.write(".git/config", f"[remote]\n  url = https://{CANARY}@example.org/\n")
    return project


def reach_out(project: Project) -> None:
    """Try every way out, each in a bundle of its own."""

    def bundle(key: str, facts: str, words: str) -> None:
        project.write(f"content/page/{key}/facts.yaml", FACTS + facts)
        project.write(f"content/page/{key}/vi.md", words)

    for key, markdown in TYPED.items():
        bundle(key, "", f"{WORDS}{markdown}\n")
    for key, path in COVERS.items():
        bundle(key, f"cover: {path}\n", COVERED)
    for key, path in DESCRIBED.items():
        described = "{credit: A, licence: B, medium: photograph}"
        bundle(key, f"pictures:\n  {path}: {described}\n", f"{WORDS}Mẫu.\n")
    project.rename("content/guide", "elsewhere")
    for name, target in LINKED.items():
        if name.count("/") == 3:
            bundle(Path(name).parent.name, "", f"{WORDS}Mẫu.\n")
        project.link(name, project.root / target)


@pytest.fixture(scope="module")
def answer(start: Project, tmp_path_factory: pytest.TempPathFactory) -> Attempt:
    """What the build says to every attempt to reach outside."""
    folder = tmp_path_factory.mktemp("escapes") / NAME
    return attempt(start, folder, reach_out, ENVIRONMENT)


@pytest.mark.parametrize("name", REFUSED)
def test_reaching_outside_is_a_problem_of_that_very_file(answer: Attempt, name: str) -> None:
    """Whatever would lead out of the bundles is refused where it stands."""
    assert 1 == answer.result.code
    assert [found for found in answer.result.problems if Path(name) == found.path]


def test_harmless_neighbours_are_not_refused(answer: Attempt) -> None:
    """The control of the test above: only files that reach outside have problems."""
    refused = {found.path.as_posix() for found in answer.result.problems}

    assert set(REFUSED) == refused


def test_reaching_outside_writes_nothing(answer: Attempt) -> None:
    """The output of the last good build stays, byte for byte."""
    assert answer.before == answer.after


def test_secrets_never_reach_the_output(start: Project, tmp_path: Path) -> None:
    """Neither the environment nor a file beside the content is in any file of a good build."""
    project = start.copied_to(tmp_path / NAME)
    project.remove("output")
    seen = project.python("-c", "import os; print(os.environ)", environment=ENVIRONMENT)
    assert CANARY in seen.stdout  # the build could have read it
    assert 0 == project.build(environment=ENVIRONMENT).code

    found = {word: _files_with(project, word) for word in (CANARY, "Fansipan")}
    assert [] == found[CANARY]
    assert found["Fansipan"]  # a word that is there is found


def _files_with(project: Project, word: str) -> list[str]:
    return [name for name, content in project.tree().items() if word.encode() in content]


HOSTILE = """<script>alert("1")</script> & 'x' "y" onerror="alert(2)" </title>"""
HOSTILE_YAML = "'" + HOSTILE.replace("'", "''") + "'"
HOSTILE_KEYS = "title|summary|subject|cover_alt|cover_caption|list_title|body|credit|licence"
HOSTILE_FIGURE = (
    """![&lt;script&gt; " onerror=x](place/fansipan/summit.jpg '<script> " onerror=x')"""
)

TEMPLATE_CODE = "Số {{ 6 * 7 }} và {% raw %}."
# An address of the site that XML and HTML have to escape.
ADDRESS = f"{SITE_URL}/a&b"


def speak_hostile(project: Project) -> None:
    """Put hostile words wherever there are words."""
    for path in [*project.content.rglob("*.md"), *project.content.rglob("facts.yaml")]:
        text = path.read_text("utf-8")
        text = re.sub(
            rf"^([ -]*(?:{HOSTILE_KEYS})): .*$",
            lambda found: f"{found[1]}: {HOSTILE_YAML}",
            text,
            flags=re.MULTILINE,
        )
        # A licence of such a name is not well known.
        text = re.sub(r"^( +)licence: .*$", rf"\g<0>\n\1licence_url: {ADDRESS}", text, flags=re.M)
        if path.suffix == ".md":
            text += f"\n## `{HOSTILE}`\n\n`{HOSTILE}`\n\n{HOSTILE_FIGURE}\n\n{TEMPLATE_CODE}\n"
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def hostile(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample with hostile words wherever there are words."""
    folder = tmp_path_factory.mktemp("hostile") / NAME
    made = attempt(sample, folder, speak_hostile, {"SITE_URL": ADDRESS})
    assert 0 == made.result.code, made.result.stderr
    return made.project


def test_no_hostile_word_becomes_markup(hostile: Project) -> None:
    """No page has a script but our own, an event handler, or an element of the words."""
    for page in hostile.site.pages:
        ours = [script for script in page.elements("script") if _is_ours(script)]
        assert ours == list(page.elements("script")), page.file
        handlers = [name for each in page.elements() for name in each.attrib if "on" == name[:2]]
        assert [] == handlers, page.file
        typed = (hostile.output / page.file).read_bytes().lower().count(b"<script")
        assert len(ours) == typed, page.file


def _is_ours(script: etree._Element) -> bool:
    """Whether it is a script of the theme, or the block of data that tells of pictures."""
    if script.get("type") == structured.DATA_BLOCK:
        told = json.loads(script.text or "")["@graph"]
        return all(HOSTILE == each["creditText"] for each in told)
    src = re.fullmatch(
        r"/a&b/theme/[0-9a-f]{10}/scripts/(?:zoom|video)\.js", script.get("src") or ""
    )
    return bool(src) and not (script.text or "").strip()


def test_hostile_words_are_shown_as_they_were_typed(hostile: Project) -> None:
    """Escaped once and not twice: heading, title, description and alt text say what was typed."""
    page = hostile.site.page("en/stories/a-walk/")

    assert [HOSTILE] == [text_of(heading) for heading in page.elements("h1")]
    assert HOSTILE in text_of(next(page.elements("title")))
    assert {HOSTILE} == {
        meta.get("content")
        for meta in page.elements("meta")
        if meta.get("name") == "description" or meta.get("property") == "og:title"
    }
    assert HOSTILE in {image.get("alt") for image in page.elements("img")}
    assert HOSTILE in text_of(next(page.elements("main")))


def test_template_code_in_a_text_stays_text(hostile: Project) -> None:
    """A text is no template: braces are printed, not run."""
    page = hostile.site.page("cau-chuyen/cat-co/")

    assert TEMPLATE_CODE in text_of(page.root)


def test_the_sitemap_is_well_formed_whatever_it_has_to_escape(hostile: Project) -> None:
    """XML is escaped as XML, in elements and in attributes."""
    tree = etree.parse(hostile.output / "sitemap.xml")
    places = [str(loc.text) for loc in tree.iter("{*}loc")]
    versions = [link.get("href") or "" for link in tree.iter("{*}link")]

    assert f"{ADDRESS}/en/stories/a-walk/" in places
    assert f"{ADDRESS}/en/stories/a-walk/" in versions
    assert all(each.startswith(f"{ADDRESS}/") for each in (*places, *versions))
