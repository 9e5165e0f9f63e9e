from pathlib import Path

import pytest
from PIL import Image

from plugins import reading
from plugins.addresses import Address
from plugins.facets import spots
from plugins.prose import convert
from plugins.reading import Reading, Task, sort_keys
from plugins.store import unseal
from plugins.things import Thing
from tests.specimens import (
    CLOCK,
    LANGUAGES,
    PICTURES,
    clock,
    facts,
    in_words,
    markdown,
    reader,
    thing,
    write_bundle,
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one place, in two languages, with a picture."""
    texts = {"vi": markdown("Cát Cát", "## Đi\n\n[a](place/ta-van)"), "en": markdown("Cat Cat")}
    folder = write_bundle(tmp_path / "content", "place/cat-cat", texts, PICTURES)
    Image.new("RGB", (30, 20)).save(folder / "terraces.jpg")
    return tmp_path / "content"


def read(content: Path, name: str = "place/cat-cat") -> Reading:
    """What the store keeps of a bundle."""
    return reader(content).read(Task(name))


def thing_of(found: Reading) -> Thing:
    """The thing of a reading."""
    known = unseal(found.thing)
    assert isinstance(known, Thing)
    return known


def what(found: Reading) -> list[tuple[str, str]]:
    """The files with something wrong, and what that is."""
    return [(problem.path.as_posix(), problem.what) for problem in found.problems]


def test_a_bundle_becomes_a_thing_and_its_texts(content: Path) -> None:
    """Everything is read, converted and measured; nothing is wrong."""
    found = read(content)
    known = thing_of(found)

    assert [] == found.problems
    assert ("place/cat-cat", {"vi", "en"}) == (known.name, set(known.versions))
    assert [("Cát Cát", 30, 20)] == [
        (known.versions["vi"].words.title, picture.width, picture.height)
        for picture in known.pictures.values()
    ]
    assert convert("## Đi\n\n[a](place/ta-van)\n", "Cát Cát") == unseal(found.proses["vi"])
    assert {"vi", "en"} == set(found.proses)


def test_a_reading_tells_what_others_may_name_and_what_it_names(content: Path) -> None:
    """Both are checked when all bundles are known."""
    found = read(content)

    assert found.face
    assert ({"terraces.jpg"}, ("đi",)) == (set(found.face.pictures), found.face.headings["vi"])
    assert ["place/ta-van"] == [each.target for each in found.references]


def test_a_reading_tells_where_a_thing_stands(content: Path) -> None:
    """As if it were out; the moment from which it is stands beside."""
    found = read(content)
    known = thing_of(found)

    assert spots(known, LANGUAGES) == found.spots
    assert {"place@vi", "place@en", "place!zh"} <= set(found.spots)
    assert clock("2026-01-05").now == found.published
    assert [clock("2026-01-05").now] == found.instants


def test_instants_are_those_of_the_clock(tmp_path: Path) -> None:
    """A festival has the day after it too."""
    more = "dates:\n  - start: 2026-02-01\n    end: 2026-02-03\n"
    write_bundle(tmp_path, "festival/gau-tao", None, more)
    dates = [{"start": "2026-02-01", "end": "2026-02-03"}]
    expected = CLOCK.instants(facts("festival", dates=dates))

    assert 2 == len(expected)
    assert expected == read(tmp_path, "festival/gau-tao").instants


def test_an_address_has_the_line_that_decides_it(tmp_path: Path) -> None:
    """That of the slug, else that of the first key."""
    texts = {"vi": markdown(front="slug: ban-cat-cat\n"), "en": markdown()}
    write_bundle(tmp_path, "place/cat-cat", texts)
    folder = Path(tmp_path.name) / "place" / "cat-cat"

    assert {
        "vi": (Address("vi", "diem-den/ban-cat-cat/"), folder / "vi.md", 4),
        "en": (Address("en", "places/cat-cat/"), folder / "en.md", 2),
    } == read(tmp_path).addresses


def test_everything_wrong_within_a_bundle_is_told(tmp_path: Path) -> None:
    """Mistakes in texts and pictures in one reading; the thing is there all the same."""
    content = tmp_path / "content"
    texts = {"vi": markdown(body="# A"), "en": "no front matter"}
    folder = write_bundle(content, "place/cat-cat", texts, PICTURES)
    (folder / "terraces.jpg").write_bytes(b"not a picture")
    found = read(content)

    assert {
        ("content/place/cat-cat/vi.md", "a heading with # stands in the text."),
        ("content/place/cat-cat/en.md", "the front matter is missing."),
        (
            "content/place/cat-cat/terraces.jpg",
            "the picture cannot be used: it is not a JPEG, PNG, WebP or AVIF picture.",
        ),
    } == set(what(found))
    assert ({}, {"vi"}) == (thing_of(found).pictures, set(thing_of(found).versions))


def test_a_bundle_that_cannot_be_read_is_nothing_but_its_mistakes(tmp_path: Path) -> None:
    """It stands nowhere, and nobody can know what it has."""
    write_bundle(tmp_path / "content", "place/cat-cat", None, "colour: red\n")
    found = read(tmp_path / "content")

    assert Reading(None, None, {}, {}, {}, [], [], [], 0, found.problems) == found
    assert [("content/place/cat-cat/facts.yaml", "colour is not a key that we know.")] == what(
        found
    )


def test_a_folder_that_is_reached_by_a_link_is_read(tmp_path: Path) -> None:
    """Where the project itself stands behind a symbolic link, problems are shown all the same."""
    folder = write_bundle(tmp_path / "real" / "content", "place/cat-cat", None, PICTURES)
    (folder / "terraces.jpg").touch()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    found = read(tmp_path / "link" / "content")
    assert ["content/place/cat-cat/terraces.jpg"] == [path for path, _ in what(found)]


def test_a_bundle_is_read_where_a_byte_has_changed(content: Path) -> None:
    """A file that was only saved again is left alone; the stamps are new in any case."""
    look = reader(content).begin()
    first = look(Task("place/cat-cat"))
    text = content / "place/cat-cat/vi.md"
    text.write_bytes(text.read_bytes())
    saved = look(Task("place/cat-cat", first.stamps.digests))
    text.write_bytes(text.read_bytes().replace(b"title: C", b"title: T"))
    edited = look(Task("place/cat-cat", first.stamps.digests))

    assert first.reading
    assert (None, first.stamps.digests) == (saved.reading, saved.stamps.digests)
    assert edited.reading
    assert "Tát Cát" == thing_of(edited.reading).versions["vi"].words.title
    assert edited.stamps.digests != first.stamps.digests


def test_a_file_that_is_gone_is_a_change(content: Path) -> None:
    """No byte of the others has changed."""
    first = reader(content).look(Task("place/cat-cat"))
    (content / "place/cat-cat/en.md").unlink()

    assert reader(content).look(Task("place/cat-cat", first.stamps.digests)).reading


def test_a_reading_is_the_same_every_time(content: Path) -> None:
    """Where no byte has changed, no value has."""
    one, other = read(content), read(content)

    assert one == other
    assert thing_of(one) == thing_of(other)


def test_the_sort_key_of_a_title_that_stays_is_not_made_again(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pinyin takes long to load; a new title needs it all the same."""
    known = thing_of(read(content))
    folder = content / "place/cat-cat"
    (folder / "en.md").write_text(markdown("A new title"), encoding="utf-8")
    made: list[str] = []

    def key(title: str) -> str:
        made.append(title)
        return f"key of {title}"

    monkeypatch.setattr(reading, "KEYS", dict.fromkeys(LANGUAGES, key))
    again = thing_of(reader(content).read(Task("place/cat-cat", {}, sort_keys(known))))

    assert ["A new title"] == made
    assert known.versions["vi"].sort_key == again.versions["vi"].sort_key
    assert "key of A new title" == again.versions["en"].sort_key


def test_sort_keys_stand_beside_their_titles() -> None:
    """By language, so that a key is never taken for that of another title."""
    known = in_words(thing("place/a", "vi", "en"), en={"title": "Cat Cat"})

    assert {
        "vi": ("Một tên", known.versions["vi"].sort_key),
        "en": ("Cat Cat", known.versions["en"].sort_key),
    } == sort_keys(known)
