import unicodedata
from pathlib import Path

import pytest

from plugins.bundles import Bundle, Text, folders, read_bundle
from plugins.problems import Problem
from plugins.schema import KINDS
from plugins.yaml_text import Mapping
from tests.specimens import PICTURES, markdown, words, write_bundle

LANGS = ("vi", "en", "zh")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An empty content folder."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def read_bundles(content: Path) -> tuple[list[Bundle], list[Problem]]:
    """Every bundle of a content folder that can be read, and all that is wrong."""
    names, problems = folders(content)
    bundles = []
    for name in names:
        bundle, wrong = read_bundle(content, name, LANGS)
        problems += wrong
        if bundle:
            bundles.append(bundle)
    return bundles, problems


def found(content: Path) -> list[Bundle]:
    """The bundles of a content folder in which nothing is wrong."""
    bundles, problems = read_bundles(content)
    assert [] == problems
    return bundles


def problems(content: Path) -> list[tuple[str, int, str]]:
    """File, line and what is wrong of each problem."""
    _, wrong = read_bundles(content)
    assert all(each.remedy for each in wrong)
    return [(each.path.as_posix(), each.line, each.what) for each in wrong]


def test_a_bundle_is_facts_texts_and_pictures(content: Path) -> None:
    """A folder becomes one bundle, with every text and picture file in it."""
    texts = {"vi": markdown("Cát Cát"), "en": markdown("Cat Cat")}
    folder = write_bundle(content, "place/cat-cat", texts, PICTURES)
    (folder / "terraces.jpg").touch()
    [bundle] = found(content)

    assert "place/cat-cat" == bundle.name
    assert ["Cát Cát", "Cat Cat"] == [text.words.title for text in bundle.texts.values()]
    assert {"terraces.jpg": folder / "terraces.jpg"} == bundle.pictures
    assert {"terraces.jpg"} == set(bundle.facts.pictures)


def test_paths_are_shown_from_the_project(content: Path) -> None:
    """Problems can print them as they are."""
    write_bundle(content, "place/cat-cat")
    [bundle] = found(content)

    assert Path("content/place/cat-cat/facts.yaml") == bundle.facts_path
    assert Path("content/place/cat-cat/vi.md") == bundle.texts["vi"].path


def test_facts_know_their_lines(content: Path) -> None:
    """Later checks can name a line of facts.yaml."""
    write_bundle(content, "topic/walks", facts="places:\n  - cat-cat\n")
    [bundle] = found(content)

    assert 3 == bundle.facts_mapping.line(("places", 0))


def test_bundles_come_in_the_order_of_their_names(content: Path) -> None:
    """Kind by kind and key by key, whatever the file system says."""
    names = ["page/about", "place/a-b", "place/ab", "topic/walks"]
    for name in reversed(names):
        write_bundle(content, name)

    assert names == [bundle.name for bundle in found(content)]


def test_a_bundle_is_found_by_its_name_without_being_read(content: Path) -> None:
    """Its folder is enough; what is wrong within it is nobody's business yet."""
    write_bundle(content, "place/cat-cat", facts="colour: red\n")

    assert (["place/cat-cat"], []) == folders(content)


def marks(content: Path) -> tuple[str, dict[str, str]]:
    """The mark of a bundle, and those of its texts."""
    [bundle] = found(content)
    return bundle.mark, {lang: text.mark for lang, text in bundle.texts.items()}


def test_marks_tell_facts_and_front_matter_apart(content: Path) -> None:
    """Each changes with its own words; the body has no part in any."""
    folder = write_bundle(content, "topic/a", {"vi": markdown(), "en": markdown()})
    mark, texts = marks(content)
    (folder / "vi.md").write_text(markdown(body="Một đoạn khác."), encoding="utf-8")

    assert (mark, texts) == marks(content)
    (folder / "vi.md").write_text(markdown("Một tên khác"), encoding="utf-8")
    assert (mark, texts["en"]) == (marks(content)[0], marks(content)[1]["en"])
    assert texts["vi"] != marks(content)[1]["vi"]
    (folder / "facts.yaml").write_text("date: 2026-01-06\n", encoding="utf-8")
    assert mark != marks(content)[0]


def test_a_body_begins_below_the_front_matter(content: Path) -> None:
    """The body's first line is the line after the closing hyphens."""
    write_bundle(content, "place/cat-cat", {"vi": markdown(body="Một.\n\nHai [b](c).")})
    text = found(content)[0].texts["vi"]

    assert "Một.\n\nHai [b](c).\n" == text.body
    assert 5 == text.first_line
    assert 7 == text.line_of("(c")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        pytest.param("Hai", 12, id="words"),
        pytest.param("\n# ", 14, id="a heading, not the heading of two levels"),
        pytest.param("nothing such", 10, id="what does not stand there"),
    ],
)
def test_a_text_finds_the_line_of_what_was_typed(typed: str, line: int) -> None:
    """The first place counts; what is not found is said of the first line."""
    body = "## Một\n\nHai\n\n# Ba\n"
    text = Text(Path("vi.md"), "", words("place"), Mapping({}, {}), body, 10)

    assert line == text.line_of(typed)


def test_letters_are_composed(content: Path) -> None:
    """A file from a computer that stores accents apart reads like any other."""
    typed = unicodedata.normalize("NFD", markdown("Cát Cát", "Ruộng bậc thang"))
    write_bundle(content, "place/cat-cat", {"vi": typed})
    text = found(content)[0].texts["vi"]

    assert ("Cát Cát", "Ruộng bậc thang\n") == (text.words.title, text.body)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(markdown().replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(b"\xef\xbb\xbf" + markdown().encode(), id="byte order mark"),
        pytest.param(markdown().replace("---\n", "--- \n").encode(), id="blanks after the hyphens"),
    ],
)
def test_texts_of_every_editor_are_read(content: Path, raw: bytes) -> None:
    """Line ends, a byte order mark and blanks make no difference."""
    folder = write_bundle(content, "place/cat-cat")
    (folder / "vi.md").write_bytes(raw)

    assert "Một đoạn văn.\n" == found(content)[0].texts["vi"].body


def test_hidden_files_are_nobodys_business(content: Path) -> None:
    """What an operating system leaves behind is passed over."""
    folder = write_bundle(content, "place/cat-cat")
    for place in (content, content / "place", folder):
        (place / ".DS_Store").touch()

    assert 1 == len(found(content))


def test_an_unknown_folder_is_reported(content: Path) -> None:
    """Only the kinds' folders stand in content."""
    (content / "hotel").mkdir()
    (content / "notes.txt").touch()
    _, wrong = read_bundles(content)

    assert [
        ("content/hotel", "this is not a folder of a kind."),
        ("content/notes.txt", "this is not a folder of a kind."),
    ] == [(each.path.as_posix(), each.what) for each in wrong]
    assert all(kind in wrong[0].remedy for kind in KINDS)


@pytest.mark.parametrize("name", ["Cat-Cat", "cat_cat", "cát-cát", "cat--cat"])
def test_a_folder_is_named_by_a_key(content: Path, name: str) -> None:
    """Other names would not do as an address."""
    (content / "place" / name).mkdir(parents=True)

    assert [(f"content/place/{name}", 0, "this is not the folder of a thing.")] == problems(content)


def test_a_file_beside_the_folders_of_things_is_reported(content: Path) -> None:
    """A kind's folder holds folders."""
    (content / "place").mkdir()
    (content / "place" / "cat-cat").touch()

    assert [("content/place/cat-cat", 0, "this is not the folder of a thing.")] == problems(content)


@pytest.mark.parametrize("name", ["fr.md", "notes.txt", "facts.yml"])
def test_an_unknown_file_is_reported(content: Path, name: str) -> None:
    """A bundle holds facts, texts of our languages and pictures."""
    folder = write_bundle(content, "place/cat-cat")
    (folder / name).touch()

    assert [(f"content/place/cat-cat/{name}", 0, "this has no place here.")] == problems(content)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("map.svg", "SVG"),
        ("photo.gif", "GIF"),
        ("IMG_0001.HEIC", "HEIC"),
        ("photo.dng", "RAW"),
        ("scan.tiff", "TIFF"),
    ],
)
def test_a_picture_that_we_do_not_open_is_reported(content: Path, name: str, format: str) -> None:
    """With what to do: telephones and cameras make them."""
    (write_bundle(content, "place/cat-cat") / name).touch()
    _, found = read_bundles(content)

    assert [f"a {format} picture cannot be published."] == [each.what for each in found]
    assert found[0].remedy.endswith(" → photo.jpg")


def test_films_and_captions_are_of_a_bundle(content: Path) -> None:
    """Whatever is in them."""
    folder = write_bundle(content, "place/cat-cat")
    for name in ("walk.mp4", "walk.webm", "walk.vi.vtt"):
        (folder / name).touch()

    assert {"walk.mp4", "walk.webm", "walk.vi.vtt"} == set(found(content)[0].videos)


@pytest.mark.parametrize(
    ("name", "expected", "remedy"),
    [
        (
            "IMG_0001.MOV",
            "a film of this format (MOV) cannot be published.",
            "ffmpeg -i IMG_0001.MOV ",
        ),
        (
            "walk.srt",
            "captions of this format (SRT) cannot be published.",
            "ffmpeg -i walk.srt walk.vtt",
        ),
    ],
)
def test_films_and_captions_of_other_formats_are_reported(
    content: Path, name: str, expected: str, remedy: str
) -> None:
    """With what makes of them what we publish."""
    (write_bundle(content, "place/cat-cat") / name).touch()
    _, [problem] = read_bundles(content)

    assert expected == problem.what
    assert remedy in problem.remedy


def test_a_folder_with_the_name_of_a_picture_is_reported(content: Path) -> None:
    """As what it is."""
    (write_bundle(content, "place/cat-cat") / "photo.jpg").mkdir()

    assert [("content/place/cat-cat/photo.jpg", 0, "this is a folder, not a picture.")] == (
        problems(content)
    )


@pytest.mark.parametrize("name", ["more", "en.md"])
def test_a_folder_in_a_bundle_is_reported(content: Path, name: str) -> None:
    """Whatever it is called, it is no text and no picture."""
    folder = write_bundle(content, "place/cat-cat")
    (folder / name).mkdir()

    assert [(f"content/place/cat-cat/{name}", 0, "this has no place here.")] == problems(content)


@pytest.mark.parametrize(
    "place",
    ["topic", "place/ta-van", "place/cat-cat/en.md", "place/cat-cat/photo.jpg"],
)
def test_a_symbolic_link_is_refused(content: Path, tmp_path: Path, place: str) -> None:
    """It could lead out of content, as a kind, a thing, a text or a picture."""
    write_bundle(content, "place/cat-cat")
    (content / place).symlink_to(tmp_path)
    bundles, wrong = read_bundles(content)

    assert ["place/cat-cat"] == [bundle.name for bundle in bundles]
    assert [(f"content/{place}", "a symbolic link is not followed.")] == [
        (each.path.as_posix(), each.what) for each in wrong
    ]


def test_a_bundle_needs_facts(content: Path) -> None:
    """A folder without facts.yaml is no bundle."""
    (write_bundle(content, "place/cat-cat") / "facts.yaml").unlink()

    assert [] == read_bundles(content)[0]
    assert [("content/place/cat-cat/facts.yaml", 0, "the facts are missing.")] == problems(content)


def test_facts_that_do_not_fit_are_reported_with_their_line(content: Path) -> None:
    """There is no bundle then, and the message has the file and the line."""
    write_bundle(content, "topic/walks", facts="colour: red\n")

    assert [] == read_bundles(content)[0]
    assert [("content/topic/walks/facts.yaml", 2, "colour is not a key that we know.")] == problems(
        content
    )


def test_words_that_do_not_fit_are_reported_with_their_line(content: Path) -> None:
    """The line counts from the beginning of the file; the other texts stay."""
    texts = {"vi": markdown(), "en": markdown(front="titel: x\n")}
    write_bundle(content, "place/cat-cat", texts)

    assert [("content/place/cat-cat/en.md", 4, "titel is not a key that we know.")] == problems(
        content
    )
    assert ["vi"] == list(read_bundles(content)[0][0].texts)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param("Chỉ có chữ.", 1, "the front matter is missing.", id="no front matter"),
        pytest.param("---\ntitle: a\n", 1, "the front matter is missing.", id="no end of it"),
        pytest.param("\n---\ntitle: a\n---\nb", 1, "the front matter is missing.", id="too late"),
        pytest.param(markdown(body=" "), 5, "there is no text.", id="no text"),
        pytest.param(
            markdown(front="title: b\n"), 4, "the key 'title' stands twice.", id="a key twice"
        ),
        pytest.param(
            markdown("a: b"), 2, "mapping values are not allowed here.", id="a colon in a value"
        ),
    ],
)
def test_a_text_that_cannot_be_read_is_reported(
    content: Path, text: str, line: int, what: str
) -> None:
    """One mistake, one message, with file and line."""
    write_bundle(content, "place/cat-cat", {"vi": text})

    assert [("content/place/cat-cat/vi.md", line, what)] == problems(content)


@pytest.mark.parametrize("name", ["facts.yaml", "vi.md"])
def test_what_is_not_utf_8_is_reported_once(content: Path, name: str) -> None:
    """The line of the first wrong byte is named, and nothing is said to be missing."""
    folder = write_bundle(content, "place/cat-cat")
    (folder / name).write_bytes("---\ntitle: a\nC\xe1t".encode("latin-1"))

    assert [(f"content/place/cat-cat/{name}", 3, "this is not UTF-8 text.")] == problems(content)


@pytest.mark.parametrize("name", ["facts.yaml", "vi.md"])
def test_what_may_not_be_read_is_reported(
    content: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It belongs to somebody else; the build does not end in a traceback."""
    write_bundle(content, "place/cat-cat")
    read = Path.read_text

    def refuse(path: Path, *more: str, **options: str) -> str:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return read(path, *more, **options)

    monkeypatch.setattr(Path, "read_text", refuse)
    what = "this cannot be read (Permission denied)."

    assert [(f"content/place/cat-cat/{name}", 0, what)] == problems(content)


def test_everything_is_reported_in_one_run(content: Path) -> None:
    """A mistake in one bundle hides none in another."""
    for key in ("a", "b", "c"):
        write_bundle(content, f"topic/{key}", facts="colour: red\n")

    assert 3 == len(problems(content))


def test_an_invisible_character_is_named_with_its_line(tmp_path: Path) -> None:
    """It would make a page that is not valid HTML."""
    write_bundle(tmp_path, "place/cat-cat", {"vi": markdown(body="Một\n\nhai\x0bba")})
    _, [problem] = read_bundles(tmp_path)

    assert "an invisible control character (U+000B) stands here." == problem.what
    assert (
        "hai" in (tmp_path.parent / problem.path).read_text("utf-8").split("\n")[problem.line - 1]
    )
