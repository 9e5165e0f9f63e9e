"""What plays a video for readers of a language."""

from dataclasses import replace

import pytest

from plugins.videos.placed import Elsewhere, Source, Track, playing, published_name
from tests.specimens import LANGUAGES, RIGHTS, thing

WALK = {
    "walk.mp4": "a" * 64,
    "walk.webm": "b" * 64,
    "walk.vi.vtt": "c" * 64,
    "walk.en.vtt": "d" * 64,
}
FAR = {
    "credit": "A station",
    "youtube": "sample-fake",
    "bilibili": "BV1SampleXxx",
}
STORY = replace(
    thing(
        "story/walk",
        "vi",
        "en",
        "zh",
        pictures={"walk.jpg": RIGHTS, "far.jpg": RIGHTS},
        videos={"walk": {"credit": "A", "licence": "CC BY 4.0"}, "far": FAR},
    ),
    videos=WALK,
)


def test_a_film_has_its_files_and_the_captions_of_the_page_first() -> None:
    """Each under a name that stands for its bytes; one track is on from the beginning."""
    shown = playing(STORY, "walk", "en", LANGUAGES, "/site")
    base = "/site/videos/story/walk/walk"

    assert shown.film
    assert (
        Source(f"{base}.aaaaaaaaaa.mp4", "video/mp4"),
        Source(f"{base}.bbbbbbbbbb.webm", "video/webm"),
    ) == shown.film.sources
    assert (
        Track(f"{base}.en.dddddddddd.vtt", "en", "English", True),
        Track(f"{base}.vi.cccccccccc.vtt", "vi", "Tiếng Việt", False),
    ) == shown.film.tracks
    assert {(f"story/walk/{file}", digest) for file, digest in WALK.items()} == set(
        shown.film.copies
    )
    assert {f"/site/{published_name(copy)}" for copy in shown.film.copies} == {
        each.src for each in (*shown.film.sources, *shown.film.tracks)
    }


def test_whose_it_is_is_told() -> None:
    """Credit, licence and where its terms stand; the poster is the picture of its name."""
    shown = playing(STORY, "walk", "vi", LANGUAGES, "")

    assert ("story/walk/walk.jpg", "A", "CC BY 4.0") == (shown.poster, shown.credit, shown.licence)
    assert "https://creativecommons.org/licenses/by/4.0/" == shown.terms
    assert shown.elsewhere is None


@pytest.mark.parametrize(("lang", "host"), [("vi", "YouTube"), ("zh", "哔哩哔哩")])
def test_a_video_elsewhere_is_on_a_host_that_can_be_reached(lang: str, host: str) -> None:
    """It has no film, so it publishes nothing but its poster."""
    shown = playing(STORY, "far", lang, LANGUAGES, "")

    assert shown.film is None
    assert isinstance(shown.elsewhere, Elsewhere)
    assert host == shown.elsewhere.host
    assert ("A station", "", "") == (shown.credit, shown.licence, shown.terms)


def test_what_cannot_be_shown_is_refused() -> None:
    """No such video; no host that readers can reach; no poster."""
    abroad = thing("story/walk", videos={"far": {**FAR, "bilibili": None}}, pictures={})

    with pytest.raises(KeyError):
        playing(STORY, "near", "vi", LANGUAGES, "")
    for lang in ("vi", "zh"):
        with pytest.raises(KeyError):
            playing(abroad, "far", lang, LANGUAGES, "")
