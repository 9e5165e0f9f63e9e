from pathlib import Path
from typing import Any

import pytest

from plugins.images.cache import Cache, Offer, Rendition, digest_of
from plugins.images.encode import Target
from plugins.images.jobs import Want
from plugins.images.originals import Measured
from plugins.images.plan import Picture, Plan
from plugins.images.rights import Rights
from plugins.images.slots import SLOTS, WIDE_SCREEN
from plugins.library import Original
from plugins.schema.base import Picture as Facts

PATH = "place/cat-cat/terraces.jpg"
FACTS = {"credit": "A photographer", "licence": "CC BY 4.0", "medium": "photograph"}


def plan(
    cache: Path,
    width: int = 900,
    height: int = 600,
    *,
    digest: str = "abc",
    recipe: str = "1",
    transparent: bool = False,
    **facts: Any,
) -> Plan:
    """The plan of one original."""
    given = Facts.model_validate({**FACTS, "inks": ["#123456"], **facts})
    measured = Measured(width, height, digest, transparent)
    originals = {PATH: Original(Path("terraces.jpg"), measured, given)}
    return Plan("/images", Cache(cache), originals.__getitem__, _recipe=recipe)


def finish(planned: Plan, *dropped: tuple[str, int]) -> None:
    """Pretend that what is missing was made, but for these formats and widths."""
    for job in planned.jobs(planned.asked):
        for want in job.wants:
            keep(planned.cache, want, dropped)
    planned.unmade.clear()


def keep(cache: Cache, want: Want, dropped: tuple[tuple[str, int], ...]) -> None:
    """An offer whose renditions are words."""
    contents = {
        target: f"{target} {want.key}".encode()
        for target in want.targets
        if (target.format, target.width) not in dropped
    }
    renditions = tuple(
        Rendition(target.format, target.width, target.height, digest_of(content))
        for target, content in contents.items()
    )
    by_digest = {digest_of(content): content for content in contents.values()}
    cache.keep(want.key, Offer(42, renditions), by_digest)


def shown(planned: Plan, slot: str = "figure", *dropped: tuple[str, int]) -> Picture:
    """A picture for a slot, once it is made."""
    planned.picture(PATH, slot)
    finish(planned, *dropped)
    return planned.picture(PATH, slot)


def targets(planned: Plan, slot: str) -> list[Target]:
    """All that a slot needs of the original."""
    planned.picture(PATH, slot)
    return [
        each for job in planned.jobs(planned.asked) for want in job.wants for each in want.targets
    ]


def widths(srcset: str) -> list[int]:
    """The widths of the candidates."""
    return [int(candidate.rpartition(" ")[2].removesuffix("w")) for candidate in srcset.split(", ")]


def addresses(picture: Picture) -> list[str]:
    """Every candidate of every format."""
    srcsets = [picture.srcset, *(source.srcset for source in picture.sources)]
    return [candidate.split()[0] for srcset in srcsets for candidate in srcset.split(", ")]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        pytest.param(4000, [480, 800, 1200], id="wider than all"),
        pytest.param(1200, [480, 800, 1200], id="as wide as the widest"),
        pytest.param(1199, [480, 800], id="a little narrower"),
        pytest.param(480, [480], id="as wide as the narrowest"),
        pytest.param(300, [300], id="narrower than all"),
    ],
)
def test_nothing_is_scaled_up(tmp_path: Path, width: int, expected: list[int]) -> None:
    """Candidates are the slot's widths that the original has, else its own."""
    picture = shown(plan(tmp_path, width, width // 2))

    assert expected == widths(picture.srcset)
    assert (expected[-1], expected[-1] // 2) == (picture.width, picture.height)


def test_the_best_format_comes_first(tmp_path: Path) -> None:
    """AVIF before WebP, for each kind of screen; JPEG is for browsers that know neither."""
    picture = shown(plan(tmp_path, 2400, 1600), "cover")
    types = [(source.media, source.type) for source in picture.sources]

    assert types == [
        (WIDE_SCREEN, "image/avif"),
        (WIDE_SCREEN, "image/webp"),
        (WIDE_SCREEN, "image/jpeg"),
        ("", "image/avif"),
        ("", "image/webp"),
    ]
    assert ".jpg 480w" in picture.srcset
    assert [view.sizes for view in SLOTS["cover"].views] == [
        picture.sources[0].sizes,
        picture.sizes,
    ]


def test_a_part_is_shown_where_the_place_asks_for_it(tmp_path: Path) -> None:
    """Around the focus: on a phone a part, on a desk the whole."""
    planned = plan(tmp_path, 2400, 1600, focus=[0.0, 0.5])
    picture = shown(planned, "cover")
    boxes = {
        target.box for target in targets(plan(tmp_path / "2", 2400, 1600, focus=[0, 0.5]), "cover")
    }

    assert {(0, 0, 2400, 1600), (0, 0, 2000, 1600)} == boxes
    assert (picture.width, picture.height) == (1200, 960)
    assert (picture.sources[0].width, picture.sources[0].height) == (2400, 1600)


def test_what_is_not_worth_its_bytes_is_not_offered(tmp_path: Path) -> None:
    """A format or a width that was dropped stands in no page; one format may have none at all."""
    picture = shown(plan(tmp_path), "figure", ("avif", 480), ("webp", 480), ("webp", 800))

    assert {("image/avif", (800,))} == {
        (source.type, tuple(widths(source.srcset)))
        for source in picture.sources
        if source.type != "image/jpeg"
    }
    assert [480, 800] == widths(picture.srcset)


def test_a_transparent_picture_has_png_to_fall_back_on(tmp_path: Path) -> None:
    """But not where only programs look, which lay it on white."""
    assert ".png " in shown(plan(tmp_path, transparent=True)).srcset
    assert shown(plan(tmp_path, transparent=True), "share").src.endswith(".jpg")


@pytest.mark.parametrize("slot", ["share", "square"])
def test_programs_get_one_format(tmp_path: Path, slot: str) -> None:
    """The one that all of them read."""
    assert () == shown(plan(tmp_path, 2400, 1600), slot).sources


@pytest.mark.parametrize(("width", "usual"), [(4000, "-1200."), (1000, "-800."), (300, "-300.")])
def test_a_browser_that_cannot_choose_gets_a_usual_width(
    tmp_path: Path, width: int, usual: str
) -> None:
    """The candidate nearest to 1200 pixels, as a JPEG."""
    src = shown(plan(tmp_path, width, width)).src

    assert src.startswith(f"/images/place/cat-cat/terraces{usual}")
    assert src.endswith(".jpg")


def test_a_picture_has_its_rights(tmp_path: Path) -> None:
    """What the facts say, and what follows from them."""
    picture = shown(plan(tmp_path))

    assert picture.rights == Rights(
        creator="A photographer",
        credit="A photographer",
        copyright="© A photographer",
        licence="CC BY 4.0",
        terms="https://creativecommons.org/licenses/by/4.0/",
    )
    assert ("photograph", ("#123456",), 42) == (picture.medium, picture.inks, picture.tone)


def test_rights_that_are_said_are_not_guessed(tmp_path: Path) -> None:
    """Each has a key of its own."""
    said: dict[str, Any] = {
        "licence": "By agreement",
        "licence_url": "https://example.org/terms",
        "creator": "A painter",
        "copyright": "© 2026 A house",
        "acquire_url": "https://example.org/ask",
    }
    rights = shown(plan(tmp_path, **said)).rights

    assert rights == Rights(
        "A painter",
        "A photographer",
        "© 2026 A house",
        "By agreement",
        "https://example.org/terms",
        "https://example.org/ask",
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
    found = targets(plan(tmp_path, width, height), "figure")

    assert sizes == {(target.width, target.height) for target in found}


def test_what_is_not_made_is_named(tmp_path: Path) -> None:
    """Until it is made; then the same page asks for the same and lacks nothing."""
    planned = plan(tmp_path)
    planned.picture(PATH, "figure")

    assert planned.asked == planned.unmade != set()
    finish(planned)
    before = set(planned.asked)
    planned.picture(PATH, "figure")
    assert (before, set()) == (planned.asked, planned.unmade)
    assert [] == planned.jobs(planned.asked)


def test_every_address_is_a_file(tmp_path: Path) -> None:
    """What a page names is what will be there, and no more."""
    planned = plan(tmp_path)
    picture = shown(planned)
    files = planned.files(planned.asked)

    assert {picture.src, *addresses(picture)} == {f"/images/{name}" for name in files}
    for name, (rendition, use) in files.items():
        assert name.startswith(f"place/cat-cat/terraces-{rendition.width}.")
        assert name.endswith(f".{rendition.format}")
        assert use in planned.asked
        assert planned.cache.content(rendition)


def test_what_is_asked_for_twice_is_planned_once(tmp_path: Path) -> None:
    """Three languages show the same picture."""
    planned = plan(tmp_path)
    first = shown(planned)

    assert first == planned.picture(PATH, "figure")
    assert 1 == len(planned.asked)


def test_an_original_is_one_job_for_all_its_slots(tmp_path: Path) -> None:
    """It is decoded once, however many places show it."""
    planned = plan(tmp_path, 2400, 1600)
    for slot in ("plate", "strip", "plate"):
        planned.picture(PATH, slot)
    [job] = planned.jobs(planned.asked)

    assert PATH == job.path
    assert len(SLOTS["plate"].views) + len(SLOTS["strip"].views) == len(job.wants)


def test_what_was_asked_in_another_build_has_the_same_files(tmp_path: Path) -> None:
    """Pages that are not rendered again still show what they showed."""
    first = plan(tmp_path)
    shown(first)
    shown(first, "share")

    assert first.files(first.asked) == plan(tmp_path).files(first.asked)
    assert {} == plan(tmp_path / "other").files(first.asked)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"digest": "abd"}, id="other bytes"),
        pytest.param({"recipe": "2"}, id="another recipe"),
        pytest.param({"height": 601}, id="another shape"),
        pytest.param({"credit": "Somebody else"}, id="another credit"),
        pytest.param({"medium": "illustration"}, id="another medium"),
    ],
)
def test_another_rendition_is_made_anew(tmp_path: Path, other: dict[str, Any]) -> None:
    """What a page asked for tells the pixels that it has shown, and browsers keep the old ones."""
    first, second = plan(tmp_path), plan(tmp_path, **other)
    before = shown(first)
    second.picture(PATH, "figure")

    assert first.asked.isdisjoint(second.asked)
    assert second.unmade
    assert before.src != shown(second).src


def test_the_focus_does_not_matter_where_the_whole_is_shown(tmp_path: Path) -> None:
    """A writer who moves it has the parts made anew, and nothing else."""
    shown(plan(tmp_path))
    moved = plan(tmp_path, focus=[0.1, 0.1])
    moved.picture(PATH, "figure")

    assert not moved.unmade
    moved.picture(PATH, "square")
    assert moved.unmade


def test_nothing_is_planned_before_a_page_asks(tmp_path: Path) -> None:
    """An original that no page shows is not published."""
    planned = plan(tmp_path)

    assert ([], {}) == (planned.jobs(planned.asked), planned.files(planned.asked))


def test_a_picture_that_does_not_exist_is_a_mistake(tmp_path: Path) -> None:
    """Neither a path nor a slot is guessed."""
    planned = plan(tmp_path)
    for path, slot in (("place/cat-cat/none.jpg", "figure"), (PATH, "none")):
        with pytest.raises(KeyError):
            planned.picture(path, slot)

    assert set() == planned.asked
