from pathlib import Path

import pytest

from plugins.bundles import Bundle, folders, read_bundle
from plugins.problems import BuildStopped, Problem
from plugins.prose import Prose, convert
from plugins.references import (
    Face,
    Reference,
    complaint,
    face,
    holds,
    mistakes,
    references,
    shows,
)
from tests.specimens import ADDRESSES, LANGUAGES, PICTURES, markdown, write_bundle


def proses(bundle: Bundle) -> dict[str, Prose]:
    """The texts of a bundle."""
    return {lang: convert(text.body, text.words.title) for lang, text in bundle.texts.items()}


def wrong(content: Path) -> list[Problem]:
    """What is wrong in and between the bundles of a folder, beside what nobody could read."""
    read = {name: read_bundle(content, name, list(LANGUAGES)) for name in folders(content)[0]}
    broken = {problem.path for _, problems in read.values() for problem in problems}
    faces = {
        name: face(it, proses(it), LANGUAGES) if it else None for name, (it, _) in read.items()
    }
    found: list[Problem] = []
    for name, (bundle, _) in read.items():
        if bundle is None:
            continue
        found += mistakes(bundle, proses(bundle), ADDRESSES, broken)
        for each in references(bundle, proses(bundle)):
            known = each.target in faces
            if not (known and holds(each, faces[each.target])):
                target = (faces[each.target],) if known else None
                found.append(complaint(each, target, faces[name], list(faces)))
    return BuildStopped(found).problems


def told(content: Path) -> list[str]:
    """The same as a writer reads it, with paths within content."""
    prefix = f"{content.name}/"
    return [str(problem).removeprefix(prefix) for problem in wrong(content)]


def places(content: Path) -> None:
    """Two places: one in two languages with headings and a picture, one in Vietnamese alone."""
    texts = {"vi": markdown(body="## Đi\n\nMột."), "en": markdown(body="## Go\n\nOne.")}
    folder = write_bundle(content, "place/cat-cat", texts, PICTURES)
    (folder / "terraces.jpg").touch()
    write_bundle(content, "place/ta-van", {"vi": markdown(body="## Ăn\n\nMột.")})


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


def test_a_bundle_needs_a_vietnamese_text(tmp_path: Path) -> None:
    """Vietnamese is the source language."""
    write_bundle(tmp_path, "page/about", {"en": markdown()})

    assert [
        "page/about/vi.md: the Vietnamese text is missing.\n"
        "  Vietnamese is the source language: write vi.md first."
    ] == told(tmp_path)


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


def test_a_picture_without_its_file_is_reported(tmp_path: Path) -> None:
    """An entry of the facts needs a file."""
    write_bundle(tmp_path, "page/about", None, PICTURES)

    assert [
        "page/about/facts.yaml:3: terraces.jpg is not in the folder.\n"
        "  Put the file terraces.jpg beside facts.yaml, or take its entry out."
    ] == told(tmp_path)


def pictured(content: Path, *keys: str) -> None:
    """A place with a picture, of which its facts say this."""
    said = "".join(f"    {key}\n" for key in keys)
    (write_bundle(content, "place/cat-cat", facts=f"{PICTURES}{said}") / "terraces.jpg").touch()


def test_terms_that_nobody_can_read_are_reported(tmp_path: Path) -> None:
    """A licence that is not well known needs an address."""
    changed = PICTURES.replace("CC BY 4.0", "By agreement")
    folder = write_bundle(tmp_path, "place/cat-cat", facts=changed)
    (folder / "terraces.jpg").touch()
    [problem] = wrong(tmp_path)

    assert "where the terms of 'By agreement' stand is not said." == problem.what
    assert problem.remedy.startswith("Add `licence_url: https://…`, or choose one of CC0 1.0, ")
    assert "licence: By agreement" == _line(folder / "facts.yaml", problem.line)
    with_address = f"{changed}    licence_url: https://example.org/terms\n"
    (write_bundle(tmp_path / "2", "place/cat-cat", facts=with_address) / "terraces.jpg").touch()
    assert [] == wrong(tmp_path / "2")


def _line(path: Path, number: int) -> str:
    return path.read_text("utf-8").splitlines()[number - 1].strip()


def test_persons_are_not_shown_without_their_consent(tmp_path: Path) -> None:
    """Where it is kept is said beside the picture."""
    pictured(tmp_path, "people: true")
    [problem] = wrong(tmp_path)

    assert "terraces.jpg shows persons, but no consent is recorded." == problem.what
    assert "people: true" == _line(tmp_path / "place/cat-cat/facts.yaml", problem.line)
    pictured(tmp_path / "2", "people: true", "consent: Box 4, 2026-11-20")
    assert [] == wrong(tmp_path / "2")


def test_a_picture_without_rights_is_reported(tmp_path: Path) -> None:
    """A file needs a credit and a licence, and the remedy can be pasted."""
    (write_bundle(tmp_path, "page/about") / "river.jpg").touch()

    assert [
        "page/about/facts.yaml:1: river.jpg has no credit and licence.\n"
        "  pictures:\n"
        "    river.jpg:\n"
        "      credit: …\n"
        "      licence: …\n"
        "      medium: photograph"
    ] == told(tmp_path)


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


def test_a_cover_is_described_in_every_language(tmp_path: Path) -> None:
    """Each text has to say what the picture shows."""
    places(tmp_path)
    texts = {"vi": markdown(front="cover_alt: Ruộng.\n"), "en": markdown()}
    write_bundle(tmp_path, "page/about", texts, "cover: place/cat-cat/terraces.jpg\n")

    assert [
        "page/about/en.md:1: cover_alt is missing.\n"
        "  Describe place/cat-cat/terraces.jpg in one sentence, for readers who cannot see it:\n"
        "  cover_alt: …"
    ] == told(tmp_path)


@pytest.mark.parametrize("key", ["cover_alt", "cover_caption"])
def test_words_about_no_cover_are_reported(tmp_path: Path, key: str) -> None:
    """A description without a picture is a slip."""
    write_bundle(tmp_path, "page/about", {"vi": markdown(front=f"{key}: Một.\n")})

    assert [
        f"page/about/vi.md:4: {key} describes a cover, but facts.yaml names none.\n"
        "  Take it out, or add `cover:` to facts.yaml."
    ] == told(tmp_path)


@pytest.mark.parametrize(
    ("name", "slug", "address", "owner"),
    [
        pytest.param(
            "place/a", '"12"', "diem-den/12/", "a numbered page of its list", id="a page of a list"
        ),
        pytest.param("page/a", "diem-den", "diem-den/", "the list of kind place", id="a list"),
        pytest.param("page/a", "luu-tru", "luu-tru/", "the list of kind archive", id="the archive"),
        pytest.param("page/a", "en", "en/", "a folder of the site", id="a language"),
        pytest.param("page/a", "theme", "theme/", "a folder of the site", id="the theme"),
        pytest.param("page/a", "images", "images/", "a folder of the site", id="the pictures"),
    ],
)
def test_what_the_site_has_itself_is_taken(
    tmp_path: Path, name: str, slug: str, address: str, owner: str
) -> None:
    """A slug that is taken is reported where it was typed."""
    write_bundle(tmp_path, name, {"vi": markdown(front=f"slug: {slug}\n")})

    assert [
        f"{name}/vi.md:4: its address /{address} belongs to {owner} already.\n"
        "  Give it another address:\n"
        "  slug: …"
    ] == told(tmp_path)


def test_a_standing_page_may_be_a_number(tmp_path: Path) -> None:
    """Only lists have numbered pages."""
    write_bundle(tmp_path, "page/2026")

    assert [] == told(tmp_path)


def test_a_text_with_a_mistake_is_not_missing(tmp_path: Path) -> None:
    """A vi.md that could not be read has its own message."""
    write_bundle(tmp_path, "page/about", {"vi": "no front matter"})

    assert [] == told(tmp_path)


def test_a_bundle_with_a_mistake_does_exist(tmp_path: Path) -> None:
    """Whoever names it is not blamed for its broken facts."""
    body = "[a](place/cat-cat#x)\n\n![a](place/cat-cat/terraces.jpg)"
    write_bundle(tmp_path, "page/about", {"vi": markdown(body=body)}, "places: [cat-cat]\n")
    write_bundle(tmp_path, "place/cat-cat", None, "colour: red\n")

    assert [] == told(tmp_path)


def test_a_misnamed_picture_is_told_its_better_name(tmp_path: Path) -> None:
    """Cameras and writers name files as no address can; the remedy is a new name."""
    folder = write_bundle(tmp_path, "place/cat-cat", {"vi": markdown()})
    (folder / "Đỉnh Núi 1.JPG").touch()

    assert [
        "place/cat-cat/Đỉnh Núi 1.JPG: "
        "the name of the picture 'Đỉnh Núi 1.JPG' cannot stand in an address.\n"
        "  Rename it: small letters, digits and hyphens.\n"
        "  dinh-nui-1.jpg"
    ] == told(tmp_path)


def test_two_pictures_cannot_share_a_stem(tmp_path: Path) -> None:
    """Their renditions would have one name."""
    both = PICTURES + PICTURES.replace("pictures:\n", "").replace(".jpg", ".png")
    folder = write_bundle(tmp_path, "place/cat-cat", {"vi": markdown()}, both)
    for name in ("terraces.jpg", "terraces.png"):
        (folder / name).touch()
    [problem] = wrong(tmp_path)

    assert "terraces.jpg and terraces.png differ only in their endings." == problem.what


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
