import pytest

from plugins.addresses import Address
from plugins.things import full_path, nearest_language
from tests.specimens import ADDRESSES, in_words, thing


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
    cat_cat = in_words(
        thing("place/cat-cat", *slugs), **{lang: {"slug": slug} for lang, slug in slugs.items()}
    )
    expected = {lang: Address(lang, path) for lang, path in addresses.items()}

    assert expected == cat_cat.addresses(ADDRESSES)


def test_a_thing_is_named_by_kind_and_key() -> None:
    """As other bundles name it."""
    assert "place/cat-cat" == thing("place/cat-cat").name


@pytest.mark.parametrize(
    ("known", "lang", "chosen"),
    [
        pytest.param("vi en zh", "zh", "zh", id="its own"),
        pytest.param("vi en", "zh", "en", id="English"),
        pytest.param("vi", "zh", "vi", id="Vietnamese"),
        pytest.param("vi zh", "en", "vi", id="never Chinese instead of Vietnamese"),
        pytest.param("", "en", "vi", id="Vietnamese, where there is nothing"),
    ],
)
def test_what_is_not_translated_falls_back(known: str, lang: str, chosen: str) -> None:
    """The reader's language, else English, else Vietnamese."""
    assert chosen == nearest_language(known.split(), lang)


@pytest.mark.parametrize(
    ("path", "full"),
    [("a.jpg", "place/cat-cat/a.jpg"), ("place/ta-van/a.jpg", "place/ta-van/a.jpg")],
)
def test_a_picture_has_a_path_from_the_root_of_content(path: str, full: str) -> None:
    """A bare name is a file of this bundle."""
    assert full == full_path("place/cat-cat", path)
