from collections.abc import Mapping
from pathlib import Path

import pytest

from plugins.addresses import Address
from plugins.bundles import Bundle, Text, read_bundles
from plugins.documents import PlacedFigure
from plugins.library import Library, addresses_of, assemble, full_picture_path, nearest
from plugins.prose import Heading, convert
from plugins.yaml_text import Mapping as YamlMapping
from tests.specimens import (
    ADDRESSES,
    LANGUAGES,
    PICTURES,
    document,
    facts,
    library,
    markdown,
    words,
    write_bundle,
)


def bundle(name: str, slugs: Mapping[str, str | None]) -> Bundle:
    """A bundle with a text in each language of `slugs`."""
    kind, _, key = name.partition("/")
    no_lines = YamlMapping({}, {})
    texts = {
        lang: Text(Path(f"{lang}.md"), words(kind, slug=slug), no_lines, "Một.", 5)
        for lang, slug in slugs.items()
    }
    return Bundle(kind, key, facts(kind), Path("facts.yaml"), no_lines, texts, {})


def assembled(content: Path) -> Library:
    """The library of a content folder in which nothing is wrong."""
    bundles, problems = read_bundles(content, list(LANGUAGES))
    assert [] == problems
    proses = {
        (each.name, lang): convert(text.body, text.words.title)
        for each in bundles
        for lang, text in each.texts.items()
    }
    return assemble(bundles, proses, ADDRESSES, LANGUAGES)


@pytest.mark.parametrize(
    ("slugs", "addresses"),
    [
        pytest.param(
            {"vi": None, "en": None, "zh": None},
            {"vi": "diem-den/cat-cat/", "en": "places/cat-cat/", "zh": "places/cat-cat/"},
            id="the key",
        ),
        pytest.param(
            {"vi": "ban-cat-cat", "en": "cat-cat-village", "zh": None},
            {
                "vi": "diem-den/ban-cat-cat/",
                "en": "places/cat-cat-village/",
                "zh": "places/cat-cat-village/",
            },
            id="Chinese uses the English slug",
        ),
        pytest.param(
            {"vi": "ban-cat-cat", "zh": None},
            {"vi": "diem-den/ban-cat-cat/", "zh": "places/cat-cat/"},
            id="Chinese without English",
        ),
        pytest.param(
            {"vi": None, "en": "village", "zh": "cun"},
            {"vi": "diem-den/cat-cat/", "en": "places/village/", "zh": "places/cun/"},
            id="Chinese has its own",
        ),
    ],
)
def test_the_last_part_of_an_address_is_the_slug_or_the_key(
    slugs: dict[str, str | None], addresses: dict[str, str]
) -> None:
    """Each language may have its own; a Chinese reader sees the English one."""
    expected = {lang: Address(lang, path) for lang, path in addresses.items()}

    assert expected == addresses_of(bundle("place/cat-cat", slugs), ADDRESSES)


@pytest.mark.parametrize(
    ("langs", "lang", "chosen"),
    [
        pytest.param("vi en zh", "zh", "zh", id="its own"),
        pytest.param("vi en", "zh", "en", id="English"),
        pytest.param("vi", "zh", "vi", id="Vietnamese"),
        pytest.param("vi zh", "en", "vi", id="never Chinese instead of Vietnamese"),
    ],
)
def test_what_is_not_translated_falls_back(langs: str, lang: str, chosen: str) -> None:
    """The reader's language, else English, else Vietnamese."""
    versions = {code: document("place/cat-cat", code) for code in langs.split()}

    assert chosen == nearest(versions, lang).lang


def test_a_library_knows_what_a_language_has_and_lacks() -> None:
    """Things without a translation come from another language, and are marked."""
    known = library(
        document("place/cat-cat", "vi"),
        document("place/cat-cat", "en"),
        document("place/ta-van", "vi"),
        document("topic/walks", "vi"),
    )

    assert ["cat-cat"] == [each.key for each in known.of_kind("place", "en")]
    assert [("ta-van", "vi", True)] == [
        (each.key, each.lang, each.foreign) for each in known.untranslated("place", "en")
    ]
    assert [
        ("cat-cat", "en"),
        ("ta-van", "vi"),
    ] == [(each.key, each.lang) for each in known.untranslated("place", "zh")]
    assert not known.of_kind("place", "vi")[0].foreign


@pytest.mark.parametrize(
    ("path", "full"),
    [("a.jpg", "place/cat-cat/a.jpg"), ("place/ta-van/a.jpg", "place/ta-van/a.jpg")],
)
def test_a_picture_has_a_path_from_the_root_of_content(path: str, full: str) -> None:
    """A bare name is a file of this bundle."""
    assert full == full_picture_path(bundle("place/cat-cat", {}), path)


def test_documents_are_made_of_bundles(tmp_path: Path) -> None:
    """A document has the words, the address, the cover and the text of its language."""
    texts = {"vi": markdown("Cát Cát", "## Đi\n\nMột."), "en": markdown("Cat Cat", "One.")}
    folder = write_bundle(tmp_path, "place/cat-cat", texts, f"cover: terraces.jpg\n{PICTURES}")
    (folder / "terraces.jpg").touch()
    known = assembled(tmp_path)
    made = known.documents["place/cat-cat"]["vi"]

    assert ("Cát Cát", "vi", "/diem-den/cat-cat/") == (made.title, made.bcp47, made.url)
    assert "place/cat-cat/terraces.jpg" == made.cover
    assert (Heading("đi", "Đi", 2),) == made.body.headings
    assert {"place/cat-cat/terraces.jpg"} == set(known.originals)
    assert folder / "terraces.jpg" == known.originals["place/cat-cat/terraces.jpg"].path


def test_topics_and_places_are_in_the_same_language_where_they_can_be(tmp_path: Path) -> None:
    """A document names its topics in its language, else in another that has them."""
    both = {"vi": markdown("Đi bộ"), "en": markdown("Walks")}
    write_bundle(tmp_path, "topic/walks", both)
    write_bundle(tmp_path, "place/ta-van", {"vi": markdown("Tả Van")})
    write_bundle(tmp_path, "page/about", both, "topics: [walks]\nplaces: [ta-van]\n")
    page = assembled(tmp_path).documents["page/about"]["en"]

    assert ["Walks"] == [topic.title for topic in page.topics]
    assert ["Tả Van"] == [place.title for place in page.places]


def body_of(content: Path, typed: str, lang: str = "en") -> str:
    """The HTML of a text that may link to a translated and to an untranslated place."""
    write_bundle(content, "place/cat-cat", {"vi": markdown(), "en": markdown()})
    write_bundle(content, "place/ta-van", {"vi": markdown()})
    write_bundle(content, "page/about", {"vi": markdown(), lang: markdown(body=typed)})
    parts = assembled(content).documents["page/about"][lang].body.parts
    return "".join(str(part.html) for part in parts)


def test_a_link_to_a_bundle_becomes_its_address(tmp_path: Path) -> None:
    """The link goes to the page in the reader's language, and to the heading."""
    html = body_of(tmp_path, "[a *b*](place/cat-cat#đi-đâu) [c](place/cat-cat)")

    expected = '<a href="/en/places/cat-cat/#đi-đâu">a <em>b</em></a>'
    assert f'<p>{expected} <a href="/en/places/cat-cat/">c</a></p>' == html


def test_a_link_to_what_is_not_translated_says_its_language(tmp_path: Path) -> None:
    """It goes to the page that exists, and names its language in that language."""
    html = body_of(tmp_path, "[a](place/ta-van)")

    link = '<a href="/diem-den/ta-van/" hreflang="vi">a</a> (<span lang="vi">Tiếng Việt</span>)'
    assert f"<p>{link}</p>" == html


def test_what_only_looks_like_a_link_stays_as_it_was(tmp_path: Path) -> None:
    """Our own mark as words of a text is no link."""
    html = body_of(tmp_path, 'href="ref:no/such" and [c](place/cat-cat)')

    assert '<p>href="ref:no/such" and <a href="/en/places/cat-cat/">c</a></p>' == html


def test_a_figure_has_the_full_path_of_its_picture(tmp_path: Path) -> None:
    """A part is either HTML or a figure."""
    texts = {"vi": markdown(body='Một.\n\n![Ruộng](terraces.jpg "Thu")')}
    folder = write_bundle(tmp_path, "place/cat-cat", texts, PICTURES)
    (folder / "terraces.jpg").touch()
    parts = assembled(tmp_path).documents["place/cat-cat"]["vi"].body.parts

    figure = PlacedFigure("place/cat-cat/terraces.jpg", "Ruộng", "Thu")
    assert [("<p>Một.</p>", None), (None, figure)] == [(part.html, part.figure) for part in parts]
