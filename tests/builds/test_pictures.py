"""Pictures: made once for all languages, whole, bare of metadata, and never the original."""

import re
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, IptcImagePlugin

from tests.checkers import references, structured
from tests.project import NAME, Attempt, Project, Site, attempt, text_of
from tests.sample.make_pictures import CAMERA, COMMENT, PICTURES, XMP_WORDS

ENDINGS = {".avif": "AVIF", ".webp": "WEBP", ".jpg": "JPEG"}
TYPES = {"image/avif": ".avif", "image/webp": ".webp", "image/jpeg": ".jpg", None: ".jpg"}
METADATA = (
    b"Exif",
    b"GPS",
    b"ICC_PROFILE",
    CAMERA.encode(),
    COMMENT,
    XMP_WORDS,
)
_CANDIDATE = re.compile(r"(\S+) (\d+)w")


def renditions(project: Project) -> list[Path]:
    """Every picture file that is published."""
    return sorted(path for path in (project.output / "images").rglob("*") if path.is_file())


def test_originals_are_not_published(sample: Project) -> None:
    """No file of the output is a writer's own picture, by its bytes or by its name."""
    originals = {(sample.content / name).read_bytes() for name in PICTURES}

    assert not originals & set(sample.tree().values())
    assert not {f"images/{name}" for name in PICTURES} & sample.tree().keys()


def candidates(site: Site) -> list[tuple[etree._Element, str, int]]:
    """Every candidate of every `srcset`: its element, address and stated width."""
    return [
        (element, address, int(width))
        for page in site.pages
        for element in page.elements("source", "img")
        for address, width in _CANDIDATE.findall(element.get("srcset") or "")
    ]


def test_every_candidate_is_a_picture_of_the_stated_type_and_width(site: Site) -> None:
    """What a browser may choose exists, decodes, and is what the page says of it."""
    found = {
        (address, width, TYPES[element.get("type")]) for element, address, width in candidates(site)
    }

    assert set(ENDINGS) == {ending for _, _, ending in found}
    for address, width, ending in found:
        file = site.output / address.lstrip("/")
        with Image.open(file) as image:
            image.load()
        assert (width, ENDINGS[ending], ending) == (image.width, image.format, file.suffix)


def test_every_picture_has_a_fallback_of_the_stated_proportions(site: Site) -> None:
    """`src` is a JPEG; width and height have its proportions, so that nothing jumps."""
    images = [image for page in site.pages for image in page.elements("img")]

    assert images
    for image in images:
        with Image.open(site.output / (image.get("src") or "").lstrip("/")) as opened:
            opened.load()
        width, height = int(image.get("width") or 0), int(image.get("height") or 0)
        assert "JPEG" == opened.format
        assert opened.width / opened.height == pytest.approx(width / height, rel=0.01)


def test_no_picture_is_larger_than_its_original(sample: Project) -> None:
    """Nothing is scaled up."""
    for path in renditions(sample):
        name = re.sub(
            r"-\d+\.[0-9a-f]+\.\w+$", ".jpg", path.relative_to(sample.output / "images").as_posix()
        )
        with Image.open(path) as image:
            assert image.width <= PICTURES[name][0][0]


def test_pictures_carry_no_metadata(sample: Project) -> None:
    """No place, camera, comment, XMP or profile of the originals is in what is published."""
    for path in renditions(sample):
        content = path.read_bytes()
        assert [] == [word for word in METADATA if word in content], path
        with Image.open(path) as image:
            assert {} == dict(image.getexif())
            assert not {"comment", "icc_profile"} & image.info.keys()


def test_every_picture_carries_its_rights(sample: Project) -> None:
    """Creator, credit, copyright and licence with its address, in every file that is published."""
    for path in renditions(sample):
        with Image.open(path) as image:
            told = image.getxmp()["xmpmeta"]["RDF"]["Description"]
            plain = IptcImagePlugin.getiptcinfo(image) if path.suffix == ".jpg" else None
        assert told["creator"]["Seq"]["li"] == told["Credit"] != ""
        assert told["rights"]["Alt"]["li"]["text"] == f"© {told['Credit']}"
        assert told["UsageTerms"]["Alt"]["li"]["text"] == "CC BY 4.0"
        assert told["WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
        if path.suffix == ".jpg":
            assert plain is not None
            assert told["Credit"].encode() == plain[2, 110]


def test_captions_name_whose_the_pictures_are(site: Site) -> None:
    """Photographs, and illustrations that are not our own, with their licence."""
    plates = "//figure[contains(@class, 'plate')]/figcaption"
    captions = [each for page in site.pages for each in page.root.xpath(plates)]

    assert captions
    for caption in captions:
        assert "Sample Studio, CC BY 4.0" in text_of(caption)
        [link] = caption.xpath(".//a[@rel='license']/@href")
        assert "https://creativecommons.org/licenses/by/4.0/" == link


def test_what_pages_tell_of_pictures_is_what_the_files_say(sample: Project, site: Site) -> None:
    """Every description is true, and every story, place and guide has one."""
    assert [] == structured.check(sample.output, site.site_url)
    for page in site.pages:
        zooms = [each.get("href") for each in page.root.iterfind(".//article//a[@data-pswp-width]")]
        told = structured.described(page)
        assert sorted({f"{site.site_url}{each}" for each in zooms}) == sorted(told) or not zooms


@pytest.mark.parametrize("name", PICTURES)
def test_the_originals_do_carry_metadata(sample: Project, name: str) -> None:
    """The control of the test above: all that could leak is in the originals."""
    content = (sample.content / name).read_bytes()
    with Image.open(sample.content / name) as image:
        assert image.getexif().get_ifd(0x8825)
        assert {"comment", "xmp", "icc_profile"} <= image.info.keys()

    assert {b"Exif", b"ICC_PROFILE", CAMERA.encode(), COMMENT, XMP_WORDS} <= {
        word for word in METADATA if word in content
    }


def test_pictures_are_made_once_for_all_languages(sample: Project, site: Site) -> None:
    """Every page of every language refers to the same files, and no file is there in vain."""
    referred = {
        lang: {
            reference.url.removeprefix(site.site_url)
            for page in site.pages
            for reference in references.of_page(page)
            if page.lang == lang and "/images/" in reference.url
        }
        for lang in ("vi", "en", "zh-Hans")
    }
    published = {f"/{path.relative_to(sample.output).as_posix()}" for path in renditions(sample)}

    assert published == set.union(*referred.values())
    assert set() != referred["vi"] & referred["en"] & referred["zh-Hans"]


def test_the_first_build_makes_all_and_the_second_none(
    sample: Project, rebuilt: Attempt, tmp_path: Path
) -> None:
    """The summary says how many were made and how many reused; clean caches make them anew."""
    count = len(renditions(sample))
    anew = attempt(sample, tmp_path / NAME, lambda project: project.remove(".cache"))

    assert f"0 renditions made, {count} reused" == rebuilt.result.line("Pictures")
    assert f"{count} renditions made, 0 reused" == anew.result.line("Pictures")
    assert anew.before == anew.after


def test_another_picture_of_the_same_name_gets_another_address(project: Project) -> None:
    """An address stands for its bytes for ever: a new picture makes new addresses."""
    before = {path.name for path in renditions(project)}
    name = "content/story/first-walk/path.jpg"
    with Image.open(project.root / name) as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(project.root / name)
    result = project.build()

    after = {path.name for path in renditions(project)}
    changed = [path for path in before if path.startswith("path-")]
    assert f"{len(changed)} renditions made, {len(before) - len(changed)} reused" == (
        result.line("Pictures")
    )
    assert before - after == set(changed)
