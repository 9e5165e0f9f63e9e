import io
from pathlib import Path

import pytest
from PIL import Image

from plugins.images import check
from plugins.images.jobs import Job
from plugins.problems import BuildStopped
from tests.small import Small, small_site
from tests.specimens import PICTURES, markdown, write_bundle

CUT = "content/place/ta-van/terraces.jpg"
LINK = "content/place/fansipan/vi.md"


@pytest.fixture(scope="module")
def renditions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of all sites here."""
    return tmp_path_factory.mktemp("renditions")


@pytest.fixture
def site(tmp_path: Path, renditions: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A site with a cover that is cut off, and a link that leads nowhere."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    found = small_site(tmp_path / "project", renditions)
    texts = {"vi": markdown(front="cover_alt: Terraces.\n")}
    cover = f"cover: terraces.jpg\n{PICTURES}"
    folder = write_bundle(found.config.content, "place/ta-van", texts, cover)
    (folder / "terraces.jpg").write_bytes(cut_off())
    found.text("place/fansipan/vi.md", body="[x](place/nowhere)")
    return found


def cut_off() -> bytes:
    """A JPEG without its end, of which the header tells nothing."""
    file = io.BytesIO()
    Image.effect_noise((400, 300), 50).save(file, "JPEG")
    return file.getvalue()[:-600]


def named(site: Small) -> list[str]:
    """The files in which a build finds mistakes."""
    with pytest.raises(BuildStopped) as caught:
        site.build()
    return [problem.path.as_posix() for problem in caught.value.problems]


def test_a_picture_that_cannot_be_decoded_is_named_beside_other_mistakes(site: Small) -> None:
    """In the first run, and as long as both are there; alone it is found when it is made."""
    assert [LINK, CUT] == named(site)
    assert [LINK, CUT] == named(site)
    site.text("place/fansipan/vi.md")

    assert [CUT] == named(site)


def test_it_is_named_after_an_edit_too(site: Small) -> None:
    """Where the site was built before, only what changed since is looked at."""
    folder = site.config.content / "place" / "ta-van"
    whole = (site.config.content / "place" / "cat-cat" / "terraces.jpg").read_bytes()
    (folder / "terraces.jpg").write_bytes(whole)
    site.text("place/fansipan/vi.md")
    site.build()
    (folder / "terraces.jpg").write_bytes(cut_off())
    site.text("place/fansipan/vi.md", body="[x](place/nowhere)")

    assert [LINK, CUT] == named(site)


def test_the_poster_of_a_video_is_decoded_too(site: Small) -> None:
    """It bears the name of the video, which is all that the text says."""
    facts = site.config.content / "place" / "ta-van" / "facts.yaml"
    video = "videos:\n  terraces:\n    credit: A\n    youtube: https://youtu.be/XXXXXXXXXXX\n"
    facts.write_text(facts.read_text("utf-8").replace("cover: terraces.jpg\n", video), "utf-8")
    site.text("place/ta-van/vi.md", body="![a](video:terraces)")

    assert [LINK, CUT] == named(site)


def test_a_bundle_with_mistakes_has_no_pictures_yet(site: Small) -> None:
    """Though another shows one of them: what its facts say of it nobody can read."""
    facts = site.config.content / "place" / "ta-van" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "colour: red\n", "utf-8")
    site.text("place/fansipan/vi.md", body="![a](place/ta-van/terraces.jpg)")

    assert ["content/place/ta-van/facts.yaml"] == named(site)


def test_a_picture_that_nobody_shows_is_not_decoded(site: Small) -> None:
    """Nor would a build that goes well have done it."""
    facts = site.config.content / "place" / "ta-van" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("cover: terraces.jpg\n", ""), "utf-8")
    site.text("place/ta-van/vi.md")

    assert [LINK] == named(site)


def test_what_was_made_already_is_not_decoded_again(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is anything where nothing is wrong."""
    tried: list[list[str]] = []

    def undecodable(jobs: list[Job], *_: object) -> list[object]:
        tried.append([job.path for job in jobs])
        return []

    monkeypatch.setattr(check, "undecodable", undecodable)
    named(site)
    assert "place/ta-van/terraces.jpg" in tried[0]
    (site.config.content / "place" / "ta-van" / "terraces.jpg").write_bytes(
        (site.config.content / "place" / "cat-cat" / "terraces.jpg").read_bytes()
    )
    site.text("place/fansipan/vi.md")
    site.build()
    assert 1 == len(tried)
    site.text("place/fansipan/vi.md", body="[x](place/nowhere)")
    site.text("place/ta-van/vi.md", title="Tên", front="cover_alt: Terraces.\n")
    named(site)

    assert [] == tried[-1]
