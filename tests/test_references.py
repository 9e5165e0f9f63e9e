from pathlib import Path

import pytest

from plugins.bundles import read_bundle
from plugins.references import (
    Face,
    Reference,
    face,
    holds,
    references,
    shows,
)
from tests.specimens import markdown, write_bundle
from tests.wrong import places, proses, told, wrong


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("[a](place/cat-cat)", id="link"),
        pytest.param("[a](place/cat-cat#go)", id="heading in the same language"),
        pytest.param("[a](place/ta-van#ăn)", id="heading of what is not translated"),
        pytest.param("[a](#here)\n\n## Here", id="heading of the same text"),
        pytest.param("![a](place/cat-cat/terraces.jpg)", id="picture of another"),
        pytest.param(
            ":::gallery\n![a](place/cat-cat/terraces.jpg)\n![b](place/cat-cat/terraces.jpg)\n:::",
            id="pictures in a gallery",
        ),
    ],
)
def test_what_exists_may_be_named(tmp_path: Path, typed: str) -> None:
    """Links, headings and pictures that are there are right."""
    places(tmp_path)
    write_bundle(tmp_path, "page/about", {"vi": markdown(), "en": markdown(body=typed)})

    assert [] == told(tmp_path)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(
            "[a](place/cat-cta)",
            "there is no 'place/cat-cta' to link to.\n  Did you mean place/cat-cat?",
            id="misspelt",
        ),
        pytest.param(
            "[a](hotel/zzz)",
            "there is no 'hotel/zzz' to link to.\n  Name a folder of content as kind/key.",
            id="nothing near",
        ),
        pytest.param(
            "[a](place/cat-cat#đi)",
            "place/cat-cat has no heading #đi.\n  Its headings are: go.",
            id="heading of another language",
        ),
        pytest.param(
            "[a](#go)", "page/about has no heading #go.\n  Its headings are: none.", id="no heading"
        ),
        pytest.param(
            "![a](place/cat-cat/river.jpg)",
            "there is no picture 'place/cat-cat/river.jpg'.\n"
            "  The pictures of this bundle are: none. Of another: kind/key/photo.jpg.",
            id="picture of another",
        ),
        pytest.param(
            "![a](river.jpg)",
            "there is no picture 'river.jpg'.\n"
            "  The pictures of this bundle are: none. Of another: kind/key/photo.jpg.",
            id="picture",
        ),
        pytest.param(
            ":::gallery\n:::",
            "a gallery needs two pictures at least.\n"
            "  Add another picture, or take out :::gallery and its :::.",
            id="mistake in a gallery",
        ),
        pytest.param(
            "# A",
            "a heading with # stands in the text.\n"
            "  Use ## and ###: the title of the page is its only #.",
            id="mistake in the Markdown",
        ),
    ],
)
def test_what_does_not_exist_may_not(tmp_path: Path, typed: str, expected: str) -> None:
    """The message has the file, the line, what is wrong and what to do."""
    places(tmp_path)
    body = f"One.\n\n{typed}"
    write_bundle(tmp_path, "page/about", {"vi": markdown(), "en": markdown(body=body)})

    assert [f"page/about/en.md:7: {expected}"] == told(tmp_path)


def test_a_picture_of_a_gallery_has_to_exist(tmp_path: Path) -> None:
    """Like any other; the line is its own."""
    places(tmp_path)
    body = ":::gallery\n![a](place/cat-cat/terraces.jpg)\n![b](place/cat-cat/no.jpg)\n:::"
    write_bundle(tmp_path, "page/about", {"vi": markdown(), "en": markdown(body=body)})
    [problem] = wrong(tmp_path)

    assert 7 == problem.line
    assert "there is no picture 'place/cat-cat/no.jpg'." == problem.what


def test_a_heading_is_not_taken_for_another(tmp_path: Path) -> None:
    """The line is that of the refused heading, not of an allowed one before it."""
    write_bundle(tmp_path, "page/about", {"vi": markdown(body="## A\n\n# B\n\n#### C")})

    assert [7, 9] == [problem.line for problem in wrong(tmp_path)]


@pytest.mark.parametrize(
    ("facts", "line", "what", "remedy"),
    [
        pytest.param(
            "topics: [walk]\n",
            2,
            "there is no topic 'walk'.",
            "Did you mean topic/walks?",
            id="topic",
        ),
        pytest.param(
            "places:\n  - cat-cat\n  - cat-cta\n",
            4,
            "there is no place 'cat-cta'.",
            "Did you mean place/cat-cat?",
            id="place",
        ),
    ],
)
def test_topics_and_places_exist(
    tmp_path: Path, facts: str, line: int, what: str, remedy: str
) -> None:
    """The line is that of the very key."""
    places(tmp_path)
    write_bundle(tmp_path, "topic/walks")
    write_bundle(tmp_path, "page/about", None, facts)

    assert [f"page/about/facts.yaml:{line}: {what}\n  {remedy}"] == told(tmp_path)


@pytest.mark.parametrize(
    "cover", ["river.jpg", "place/cat-cat/river.jpg", "place/zzz/terraces.jpg"]
)
def test_a_cover_exists(tmp_path: Path, cover: str) -> None:
    """It is a picture of this bundle or of another."""
    places(tmp_path)
    text = markdown(front="cover_alt: Một con sông.\n")
    write_bundle(tmp_path, "page/about", {"vi": text}, f"cover: {cover}\n")

    assert [("page/about/facts.yaml", 2, f"there is no picture {cover!r}.")] == [
        (each.path.relative_to(tmp_path.name).as_posix(), each.line, each.what)
        for each in wrong(tmp_path)
    ]


def test_a_bundle_with_a_mistake_does_exist(tmp_path: Path) -> None:
    """Whoever names it is not blamed for its broken facts."""
    body = "[a](place/cat-cat#x)\n\n![a](place/cat-cat/terraces.jpg)"
    write_bundle(tmp_path, "page/about", {"vi": markdown(body=body)}, "places: [cat-cat]\n")
    write_bundle(tmp_path, "place/cat-cat", None, "colour: red\n")

    assert [] == told(tmp_path)


def reference(
    role: str, target: str, detail: str, typed: str, lang: str = "", *, line: int = 1
) -> Reference:
    """What a text or the facts of page/about name."""
    file = Path("page/about") / (f"{lang}.md" if lang else "facts.yaml")
    return Reference(role, target, detail, typed, lang, file, line)


def test_references_are_all_that_a_bundle_names(tmp_path: Path) -> None:
    """In facts and texts, each with its line; a name that is typed short is said in full."""
    facts = "topics: [walks]\nplaces:\n  - ta-van\ncover: place/cat-cat/a.jpg\n"
    body = "[a](place/ta-van#go)\n\n[b](#here) [c](https://example.org)\n\n![d](b.jpg)"
    write_bundle(tmp_path, "page/about", {"en": markdown(body=body)}, facts)
    bundle, _ = read_bundle(tmp_path, "page/about", ["en"])
    assert bundle

    shown = Path(tmp_path.name)
    assert [
        reference("topic", "topic/walks", "", "walks", "", line=2),
        reference("place", "place/ta-van", "", "ta-van", "", line=4),
        reference("cover", "place/cat-cat", "a.jpg", "place/cat-cat/a.jpg", "", line=5),
        reference("link", "place/ta-van", "go", "place/ta-van", "en", line=5),
        reference("link", "page/about", "here", "", "en", line=7),
        Reference("figure", "page/about", "b.jpg", "b.jpg", "", Path("page/about/en.md"), 9),
    ] == [
        Reference(
            each.role,
            each.target,
            each.detail,
            each.typed,
            each.lang,
            each.path.relative_to(shown),
            each.line,
        )
        for each in references(bundle, proses(bundle))
    ]


FACE = Face(frozenset({"a.jpg"}), {"vi": ("đi",), "en": ("go",)})


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(reference("topic", "topic/a", "", "a", ""), True, id="what has no detail"),
        pytest.param(reference("link", "a/b", "go", "a/b", "en"), True, id="heading"),
        pytest.param(reference("link", "a/b", "go", "a/b", "zh"), True, id="in the nearest"),
        pytest.param(reference("link", "a/b", "go", "a/b", "vi"), False, id="in another"),
        pytest.param(reference("link", "a/b", "a.jpg", "a/b", "en"), False, id="no heading"),
        pytest.param(reference("cover", "a/b", "a.jpg", "a.jpg", ""), True, id="picture"),
        pytest.param(reference("figure", "a/b", "b.jpg", "b.jpg", ""), False, id="no picture"),
        pytest.param(reference("figure", "a/b", "go", "go", ""), False, id="no file of a name"),
    ],
)
def test_a_reference_holds_where_there_is_what_it_names(known: Reference, expected: bool) -> None:
    """Of a bundle with mistakes, everything is believed."""
    assert expected == holds(known, FACE)
    assert holds(known, None)


def test_others_may_name_pictures_and_headings(tmp_path: Path) -> None:
    """Whatever else is in a bundle may change without their being wrong."""
    folder = write_bundle(tmp_path, "place/cat-cat", {"vi": markdown(body="## Đi\n\n### Ăn")})
    (folder / "terraces.jpg").touch()
    bundle, _ = read_bundle(tmp_path, "place/cat-cat", ["vi"])
    assert bundle

    assert Face(frozenset({"terraces.jpg"}), {"vi": ("đi", "ăn")}) == face(bundle, proses(bundle))


VIDEOS = """\
videos:
  walk:
    credit: A
    licence: CC BY 4.0
  far:
    credit: A
    youtube: sample-fake
  near:
    credit: A
    bilibili: BV1SampleXxx
"""


@pytest.fixture
def videos(tmp_path: Path) -> Path:
    """A content folder with a film in two languages, a video on YouTube, another on Bilibili."""
    folder = write_bundle(tmp_path, "place/cat-cat", facts=VIDEOS)
    for file in ("walk.mp4", "walk.vi.vtt", "walk.en.vtt"):
        (folder / file).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "name"),
    [("vi", "walk"), ("en", "walk"), ("vi", "far"), ("en", "near"), ("zh", "near")],
)
def test_a_video_that_readers_can_see_may_be_shown(videos: Path, lang: str, name: str) -> None:
    """A film with captions in their language, or a host that they can reach."""
    body = markdown(body=f"![a](video:place/cat-cat/{name})")
    write_bundle(videos, "page/about", {"vi": markdown(), lang: body})

    assert [] == told(videos)


@pytest.mark.parametrize(
    ("lang", "typed", "expected"),
    [
        pytest.param(
            "zh",
            "place/cat-cat/walk",
            "the video 'place/cat-cat/walk' has no captions in this language.\n"
            "  Write what is said and heard in it, in the language of this text:"
            " place/cat-cat/walk.zh.vtt",
            id="no captions",
        ),
        pytest.param(
            "zh",
            "place/cat-cat/far",
            "readers of this language cannot reach the hosts of the video 'place/cat-cat/far'.\n"
            "  Add its address on Bilibili to its entry in facts.yaml (bilibili: https://…),"
            " or put the film itself beside it: far.mp4.",
            id="no host",
        ),
        pytest.param(
            "en",
            "place/cat-cat/fra",
            "there is no video 'place/cat-cat/fra'.\n"
            "  The videos of place/cat-cat are: walk, far, near; facts.yaml lists them.",
            id="no video",
        ),
        pytest.param(
            "en",
            "walk",
            "there is no video 'walk'.\n"
            "  The videos of page/about are: none; facts.yaml lists them.",
            id="of another bundle",
        ),
        pytest.param(
            "en",
            "place/zzz/walk",
            "there is no video 'place/zzz/walk'.\n"
            "  The videos of place/zzz are: none; facts.yaml lists them.",
            id="no bundle",
        ),
    ],
)
def test_a_video_that_readers_cannot_see_may_not(
    videos: Path, lang: str, typed: str, expected: str
) -> None:
    """The message has the line of the text, and what would help."""
    body = markdown(body=f"Một.\n\n![a](video:{typed})")
    write_bundle(videos, "page/about", {"vi": markdown(), lang: body})

    assert [f"page/about/{lang}.md:7: {expected}"] == told(videos)


@pytest.mark.parametrize(("file", "expected"), [("walk.jpg", True), ("walks.jpg", False)])
def test_a_video_shows_its_poster(file: str, expected: bool) -> None:
    """Which bears its name; a poster whose time is over is missed in every text that shows it."""
    video = Reference("video", "place/cat-cat", "walk", "walk", "vi", Path("vi.md"), 3)

    assert expected == shows(video, file)
