"""Every picture of the real site says whose it is, by readers that are not the writer."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from PIL import Image, IptcImagePlugin

from plugins.schema.base import LICENCES
from tests.checkers import structured
from tests.checkers.browser_session import DESKTOP, BrowserSession
from tests.checkers.built_site import BuiltSite
from tests.checkers.requests import recorded
from tests.checkers.server import serve
from tests.conftest import ROOT, SITE_URL, RealSite
from tests.site.test_zoom import STORY, add_policy
from tests.toolchain import exiftool

_NAME = re.compile(r"(?P<bundle>[^/]+/[^/]+)/(?P<stem>.+)-\d+\.[0-9a-f]+\.(?P<ending>\w+)$")


@dataclass(frozen=True)
class Told:
    """What a picture file says, or what it should say."""

    creator: str
    credit: str
    copyright: str
    licence: str
    terms: str
    acquire: str


def renditions(site: RealSite) -> list[Path]:
    """Every picture that is published."""
    return sorted(path for path in (site.output / "images").rglob("*") if path.is_file())


def expected(site: RealSite, path: Path) -> Told:
    """What facts.yaml says of the original of a rendition."""
    found = _NAME.match(path.relative_to(site.output / "images").as_posix())
    assert found, path
    facts = yaml.safe_load((ROOT / "content" / found["bundle"] / "facts.yaml").read_text("utf-8"))
    [picture] = [
        said for name, said in facts["pictures"].items() if Path(name).stem == found["stem"]
    ]
    return Told(
        picture.get("creator", picture["credit"]),
        picture["credit"],
        picture.get("copyright", f"© {picture['credit']}"),
        picture["licence"],
        picture.get("licence_url") or LICENCES[picture["licence"]],
        picture.get("acquire_url", ""),
    )


def test_every_rendition_carries_its_rights(site: RealSite) -> None:
    """XMP in all formats, as Pillow reads it; not one file of the output is without."""
    endings = set()
    for path in renditions(site):
        with Image.open(path) as image:
            words = image.getxmp()["xmpmeta"]["RDF"]["Description"]
        licensor = words.get("Licensor")
        told = Told(
            words["creator"]["Seq"]["li"],
            words["Credit"],
            words["rights"]["Alt"]["li"]["text"],
            words["UsageTerms"]["Alt"]["li"]["text"],
            words["WebStatement"],
            licensor["Seq"]["li"]["LicensorURL"] if licensor else "",
        )
        assert expected(site, path) == told, path
        endings.add(path.suffix)

    assert {".avif", ".webp", ".jpg"} <= endings


def test_every_jpeg_carries_them_for_older_programs(site: RealSite) -> None:
    """By-line, credit and copyright notice as IPTC, within the lengths of that standard."""
    found = [path for path in renditions(site) if path.suffix == ".jpg"]
    assert found
    for path in found:
        with Image.open(path) as image:
            iptc = IptcImagePlugin.getiptcinfo(image)
        said = expected(site, path)
        assert iptc is not None, path
        for number, text, limit in ((80, said.creator, 32), (110, said.credit, 32)):
            assert iptc[2, number] == text.encode()[:limit].decode(errors="ignore").encode(), path
        assert iptc[2, 116] == said.copyright.encode()[:128].decode(errors="ignore").encode(), path


def test_pages_repeat_the_rights_of_their_pictures(site: RealSite) -> None:
    """What is told of a picture is what its file says; every enlarged cover and figure is told of.

    The front page has the covers of others: it tells of its own.
    """
    assert [] == structured.check(site.output, SITE_URL)
    pages = [page for page in BuiltSite(site.output, SITE_URL).pages if page.root is not None]
    count = 0
    for page in pages:
        links = page.root.xpath("//article//a[@class='plate-zoom']/@href")
        assert isinstance(links, list)
        told = structured.described(page)
        assert [f"{SITE_URL}{link}" for link in links] == told or not links, page.file
        count += len(told)

    assert 50 < count


def test_the_strictest_policy_lets_the_description_be(
    site: RealSite, browser: BrowserSession
) -> None:
    """It is data: a browser neither runs it nor complains of it."""
    with serve(site.output) as base:
        page = browser.new_page(DESKTOP)
        page.route(lambda url: url.endswith("/"), add_policy)
        with recorded(page, f"{base}{STORY}") as findings:
            page.goto(f"{base}{STORY}", wait_until="networkidle")
        read = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)"
        told = page.evaluate(read)
        page.context.close()

    assert [] == findings
    assert 4 == len(told["@graph"])


@pytest.mark.long
def test_exiftool_reads_the_rights_in_every_rendition(site: RealSite) -> None:
    """Another reader, of all formats: the rights of every file, and nothing else but its size."""
    found = exiftool.read(site.output / "images")

    assert renditions(site) == sorted(found)
    for path, told in found.items():
        said = expected(site, path)
        assert exiftool.groups(told) <= exiftool.OF_A_RENDITION, path
        assert said == Told(
            told["XMP-dc:Creator"][0],
            told["XMP-photoshop:Credit"],
            told["XMP-dc:Rights"],
            told["XMP-xmpRights:UsageTerms"],
            told["XMP-xmpRights:WebStatement"],
            told.get("XMP-plus:Licensor", [{}])[0].get("LicensorURL", ""),
        ), path
        if path.suffix == ".jpg":
            assert said.copyright.startswith(told["IPTC:CopyrightNotice"])
            assert said.credit.startswith(told["IPTC:Credit"])
            assert said.creator.startswith(told["IPTC:By-line"])
