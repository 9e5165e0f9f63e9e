from pathlib import Path

import pytest

from tests.specimens import PICTURES, markdown, write_bundle
from tests.wrong import places, told, wrong


def pictured(content: Path, *keys: str) -> None:
    """A place with a picture, of which its facts say this."""
    said = "".join(f"    {key}\n" for key in keys)
    (write_bundle(content, "place/cat-cat", facts=f"{PICTURES}{said}") / "terraces.jpg").touch()


def _line(path: Path, number: int) -> str:
    return path.read_text("utf-8").splitlines()[number - 1].strip()


def test_a_bundle_needs_a_vietnamese_text(tmp_path: Path) -> None:
    """Vietnamese is the source language."""
    write_bundle(tmp_path, "page/about", {"en": markdown()})

    assert [
        "page/about/vi.md: the Vietnamese text is missing.\n"
        "  Vietnamese is the source language: write vi.md first."
    ] == told(tmp_path)


def test_a_picture_without_its_file_is_reported(tmp_path: Path) -> None:
    """An entry of the facts needs a file."""
    write_bundle(tmp_path, "page/about", None, PICTURES)

    assert [
        "page/about/facts.yaml:3: terraces.jpg is not in the folder.\n"
        "  Put the file terraces.jpg beside facts.yaml, or take its entry out."
    ] == told(tmp_path)


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
