"""Which files belong to a video."""

import pytest

from plugins.schema.base import Video
from plugins.videos.folder import (
    Showing,
    captions,
    film_name,
    films,
    is_of_video,
    poster,
    showings,
)

FILES = {"walk.webm", "walk.mp4", "walk.vi.vtt", "walk.zh.vtt", "walk-2.en.vtt"}
FAR = Video(credit="A", bilibili="BV1SampleXxx", youtube="sample-fake")


@pytest.mark.parametrize(
    ("file", "of_video", "name"),
    [
        ("walk.mp4", True, "walk"),
        ("walk-2.webm", True, "walk-2"),
        ("walk.vi.vtt", True, None),
        ("Walk.MP4", True, None),
        ("walk.mov", False, None),
        ("walk.jpg", False, None),
    ],
)
def test_files_are_known_by_their_names(file: str, of_video: bool, name: str | None) -> None:
    """Films and captions; a film whose name cannot stand in an address has none."""
    assert (of_video, name) == (is_of_video(file), film_name(file))


def test_all_that_bears_its_name_belongs_to_a_video() -> None:
    """MP4 comes before WebM; captions by language; the poster is the picture of that name."""
    assert ["walk.mp4", "walk.webm"] == films("walk", FILES)
    assert {"vi": "walk.vi.vtt", "zh": "walk.zh.vtt"} == captions("walk", FILES, ["vi", "en", "zh"])
    assert "walk.png" == poster("walk", ["walk-2.jpg", "walk.png"])
    assert poster("walk", ["walk-2.jpg"]) is None


def test_a_film_is_shown_where_it_has_captions() -> None:
    """And another host's where that can be reached."""
    found = dict(showings({"walk": Video(credit="A"), "far": FAR}, FILES, ["vi", "en", "zh"]))

    assert Showing(True, frozenset({"vi", "zh"}), frozenset()) == found["walk"]
    assert Showing(False, frozenset(), frozenset({"youtube", "bilibili"})) == found["far"]
    assert [True, False, True] == [found["walk"].serves(lang) for lang in ("vi", "en", "zh")]
    assert [True, True, True] == [found["far"].serves(lang) for lang in ("vi", "en", "zh")]
    abroad = Showing(False, frozenset(), frozenset({"youtube", "facebook"}))
    assert [True, False] == [abroad.serves(lang) for lang in ("en", "zh")]
