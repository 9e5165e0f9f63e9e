from pathlib import Path

import pytest

from plugins.images.encode import Target
from plugins.images.originals import Measured
from plugins.images.plan import Picture, Plan
from plugins.images.slots import SLOTS
from plugins.library import Original
from plugins.schema.base import Picture as Facts

PATH = "place/cat-cat/terraces.jpg"
FACTS = Facts(credit="A photographer", licence="CC BY 4.0", medium="photograph", inks=["#123456"])


def plan(cache: Path, width: int, height: int, digest: str = "abc", recipe: str = "1") -> Plan:
    """The plan of one original."""
    originals = {PATH: Original(Path("terraces.jpg"), Measured(width, height, digest), FACTS)}
    return Plan("/images", cache, originals.__getitem__, _recipe=recipe)


def files(planned: Plan) -> dict[str, Target]:
    """All that is to be made of what was asked for: name below the picture folder → target."""
    targets = planned.targets(planned.asked)
    return {name: target for found in targets.values() for name, target in found.items()}


def widths(srcset: str) -> list[int]:
    """The widths of the candidates."""
    return [int(candidate.rpartition(" ")[2].removesuffix("w")) for candidate in srcset.split(", ")]


@pytest.mark.parametrize(
    ("slot", "width", "expected"),
    [
        pytest.param("figure", 4000, [480, 800, 1200, 1600], id="wider than all"),
        pytest.param("figure", 1600, [480, 800, 1200, 1600], id="as wide as the widest"),
        pytest.param("figure", 1599, [480, 800, 1200], id="a little narrower"),
        pytest.param("figure", 480, [480], id="as wide as the narrowest"),
        pytest.param("figure", 300, [300], id="narrower than all"),
        pytest.param("cover", 4000, [480, 800, 1200, 1600, 2400], id="another slot"),
    ],
)
def test_nothing_is_scaled_up(tmp_path: Path, slot: str, width: int, expected: list[int]) -> None:
    """Candidates are the slot's widths that the original has, else its own."""
    picture = plan(tmp_path, width, width // 2).picture(PATH, slot)

    assert expected == widths(picture.srcset)
    assert (expected[-1], expected[-1] // 2) == (picture.width, picture.height)


def test_each_format_has_the_same_candidates(tmp_path: Path) -> None:
    """AVIF before WebP; JPEG is for browsers that know neither."""
    picture = plan(tmp_path, 900, 600).picture(PATH, "figure")

    assert ["image/avif", "image/webp"] == [source.type for source in picture.sources]
    assert {(480, 800)} == {tuple(widths(source.srcset)) for source in picture.sources}
    assert SLOTS["figure"].sizes == picture.sizes
    assert ".jpg 480w" in picture.srcset


@pytest.mark.parametrize(("width", "usual"), [(4000, "-1200."), (1000, "-800."), (300, "-300.")])
def test_a_browser_that_cannot_choose_gets_a_usual_width(
    tmp_path: Path, width: int, usual: str
) -> None:
    """The candidate nearest to 1200 pixels, as a JPEG."""
    src = plan(tmp_path, width, width).picture(PATH, "figure").src

    assert src.startswith(f"/images/place/cat-cat/terraces{usual}")
    assert src.endswith(".jpg")


def test_a_picture_has_its_rights(tmp_path: Path) -> None:
    """Templates are given credit, licence, medium and inks."""
    picture = plan(tmp_path, 900, 600).picture(PATH, "figure")

    assert ("A photographer", "CC BY 4.0", "photograph", ("#123456",)) == (
        picture.credit,
        picture.licence,
        picture.medium,
        picture.inks,
    )


@pytest.mark.parametrize(
    ("width", "height", "sizes"),
    [
        pytest.param(1000, 667, {(480, 320), (800, 534)}, id="rounded"),
        pytest.param(1200, 1, {(480, 1), (800, 1), (1200, 1)}, id="never nothing"),
    ],
)
def test_heights_keep_the_shape(
    tmp_path: Path, width: int, height: int, sizes: set[tuple[int, int]]
) -> None:
    """A rendition is as high as its width demands."""
    planned = plan(tmp_path, width, height)
    planned.picture(PATH, "figure")

    assert sizes == {(target.width, target.height) for target in files(planned).values()}


def test_every_address_is_planned(tmp_path: Path) -> None:
    """What a page names is what will be made."""
    planned = plan(tmp_path, 900, 600)
    picture = planned.picture(PATH, "figure")
    named = {picture.src, *addresses(picture)}

    assert named == {f"/images/{name}" for name in files(planned)}
    assert 6 == len(named)


def addresses(picture: Picture) -> list[str]:
    """Every candidate of every format."""
    srcsets = [picture.srcset, *(source.srcset for source in picture.sources)]
    return [candidate.split()[0] for srcset in srcsets for candidate in srcset.split(", ")]


def test_a_name_says_what_the_file_is(tmp_path: Path) -> None:
    """Its format and its width are those of the target; in the cache each has its own file."""
    planned = plan(tmp_path, 900, 600)
    planned.picture(PATH, "figure")
    found = files(planned)

    for name, target in found.items():
        assert name.startswith(f"place/cat-cat/terraces-{target.width}.")
        assert name.endswith(f".{target.format}")
        assert target.path.suffix == f".{target.format}"
        assert target.path.is_relative_to(tmp_path)
    assert len(found) == len({target.path for target in found.values()})


def test_what_is_asked_for_twice_is_planned_once(tmp_path: Path) -> None:
    """Three languages show the same picture."""
    planned = plan(tmp_path, 900, 600)
    first = planned.picture(PATH, "figure")

    assert first == planned.picture(PATH, "figure")
    assert {(PATH, "figure", "abc")} == planned.asked
    assert 6 == len(files(planned))


def test_slots_share_their_widths(tmp_path: Path) -> None:
    """A width that two slots need is made once."""
    planned = plan(tmp_path, 900, 600)
    planned.picture(PATH, "figure")
    planned.picture(PATH, "cover")

    assert 2 == len(planned.asked)
    assert 6 == len(files(planned))


def test_what_was_asked_in_another_build_has_the_same_files(tmp_path: Path) -> None:
    """Pages that are not rendered again still show what they showed."""
    first = plan(tmp_path, 900, 600)
    first.picture(PATH, "figure")
    first.picture(PATH, "thumb")

    assert files(first) == {
        name: target
        for found in plan(tmp_path, 900, 600).targets(list(first.asked)).values()
        for name, target in found.items()
    }
    assert [PATH] == list(first.targets(first.asked))


def test_a_picture_that_has_changed_is_asked_for_anew(tmp_path: Path) -> None:
    """What a page asked for tells the pixels that it has shown."""
    before, after = plan(tmp_path, 900, 600, "abc"), plan(tmp_path, 900, 600, "abd")
    before.picture(PATH, "figure")
    after.picture(PATH, "figure")

    assert before.asked != after.asked


@pytest.mark.parametrize(
    ("height", "digest", "recipe"),
    [
        pytest.param(600, "abd", "1", id="other bytes"),
        pytest.param(600, "abc", "2", id="another recipe"),
        pytest.param(601, "abc", "1", id="another shape"),
    ],
)
def test_another_rendition_has_another_address(
    tmp_path: Path, height: int, digest: str, recipe: str
) -> None:
    """Browsers may keep the old one for ever."""
    before = plan(tmp_path, 900, 600, "abc", "1").picture(PATH, "figure").src
    after = plan(tmp_path, 900, height, digest, recipe).picture(PATH, "figure").src

    assert before != after


def test_nothing_is_planned_before_a_page_asks(tmp_path: Path) -> None:
    """An original that no page shows is not published."""
    assert {} == files(plan(tmp_path, 900, 600))


def test_a_picture_that_does_not_exist_is_a_mistake(tmp_path: Path) -> None:
    """Neither a path nor a slot is guessed."""
    planned = plan(tmp_path, 900, 600)
    for path, slot in (("place/cat-cat/none.jpg", "figure"), (PATH, "none")):
        with pytest.raises(KeyError):
            planned.picture(path, slot)

    assert set() == planned.asked
