"""Videos of a folder, and all that can be wrong with their names, facts and files."""

from pathlib import Path

import pytest

from plugins.bundles import read_bundle
from plugins.problems import BuildStopped
from plugins.videos.checks import mistakes, read
from tests.specimens import LANGUAGES, write_bundle
from tests.videos.films import CAPTIONS, MP4, WEBM

PICTURES = """\
pictures:
  walk.jpg:
    credit: A
    licence: CC BY 4.0
    medium: photograph
"""
FILM = "videos:\n  walk:\n    credit: A\n    licence: CC BY 4.0\n"
FILES = {"walk.jpg": b"", "walk.mp4": MP4, "walk.vi.vtt": CAPTIONS}


def told(
    content: Path, facts: str, files: dict[str, bytes], name: str = "topic/walks"
) -> tuple[dict[str, str], list[str]]:
    """The digests, and what is wrong as a writer reads it, without the remedies."""
    folder = write_bundle(content, name, facts=facts)
    for file, inside in files.items():
        (folder / file).write_bytes(inside)
    bundle, problems = read_bundle(content, name, list(LANGUAGES))
    assert bundle
    assert [] == problems
    digests, unfit = read(bundle)
    found = BuildStopped([*mistakes(bundle, list(LANGUAGES)), *unfit]).problems
    assert all(each.remedy for each in found)
    prefix = f"{content.name}/{name}/"
    return digests, [f"{each}".splitlines()[0].removeprefix(prefix) for each in found]


def test_a_video_with_all_its_files_is_right(tmp_path: Path) -> None:
    """Every film and all captions have a digest; two formats are one video."""
    digests, wrong = told(tmp_path, PICTURES + FILM, {**FILES, "walk.webm": WEBM})

    assert [] == wrong
    assert {"walk.mp4", "walk.webm", "walk.vi.vtt"} == digests.keys()
    assert 3 == len(set(digests.values()))


def test_a_video_elsewhere_needs_no_licence(tmp_path: Path) -> None:
    """A poster and an address are enough: we publish nothing of it."""
    facts = f"{PICTURES}videos:\n  walk:\n    credit: A\n    youtube: sample-fake\n"

    assert [] == told(tmp_path, facts, {"walk.jpg": b""})[1]


@pytest.mark.parametrize(
    ("facts", "files", "expected"),
    [
        pytest.param(
            PICTURES, FILES, "facts.yaml:1: walk.mp4 has no credit and licence.", id="no facts"
        ),
        pytest.param(
            PICTURES + FILM,
            {"walk.jpg": b""},
            "facts.yaml:8: there is no film walk.mp4, and no address at which 'walk' is watched.",
            id="no film",
        ),
        pytest.param(
            FILM,
            {"walk.mp4": MP4},
            "facts.yaml:3: the video 'walk' has no poster, which is shown until it plays.",
            id="no poster",
        ),
        pytest.param(
            PICTURES + FILM.replace("    licence: CC BY 4.0\n", ""),
            FILES,
            "facts.yaml:8: on which terms others may use walk.mp4 is not said.",
            id="no licence",
        ),
        pytest.param(
            PICTURES + FILM.replace("CC BY 4.0", "Ours"),
            FILES,
            "facts.yaml:10: where the terms of 'Ours' stand is not said.",
            id="no terms",
        ),
        pytest.param(
            f"{PICTURES}{FILM}    people: true\n",
            FILES,
            "facts.yaml:11: walk shows persons, but no consent is recorded.",
            id="no consent",
        ),
        pytest.param(
            f"{PICTURES}{FILM}    youtube: sample-fake\n",
            FILES,
            "facts.yaml:11: walk.mp4 lies in the folder, so nobody is ever sent to YouTube.",
            id="both",
        ),
        pytest.param(
            PICTURES + FILM,
            {**FILES, "walk.fr.vtt": CAPTIONS},
            "walk.fr.vtt: whose captions these are cannot be told.",
            id="captions of no language",
        ),
        pytest.param(
            PICTURES + FILM,
            {**FILES, "walk.vtt": CAPTIONS},
            "walk.vtt: whose captions these are cannot be told.",
            id="captions without a language",
        ),
        pytest.param(
            PICTURES + FILM,
            {**FILES, "climb.vi.vtt": CAPTIONS},
            "climb.vi.vtt: there is no film to these captions.",
            id="captions alone",
        ),
        pytest.param(
            PICTURES + FILM,
            {**FILES, "Leo Núi.MP4": MP4},
            "Leo Núi.MP4: the name of the film 'Leo Núi.MP4' cannot stand in an address.",
            id="misnamed",
        ),
        pytest.param(
            PICTURES + FILM,
            {**FILES, "walk.mp4": WEBM},
            "walk.mp4: the film cannot be published: it is not an MP4 film.",
            id="no MP4",
        ),
        pytest.param(
            PICTURES + FILM,
            {**FILES, "walk.vi.vtt": b"WEBVTT\n"},
            "walk.vi.vtt:1: there are no cues.",
            id="slip in the captions",
        ),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    tmp_path: Path, facts: str, files: dict[str, bytes], expected: str
) -> None:
    """With file, line where there is one, and a remedy."""
    assert [expected] == told(tmp_path, facts, files)[1]
