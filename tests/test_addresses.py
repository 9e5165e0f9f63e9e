import pytest

from plugins.addresses import Address, Addresses, check_site_url
from plugins.problems import BadSettings
from tests.specimens import ADDRESSES, SECTIONS

BELOW = Addresses({"vi": "https://example.org/sapa", "en": "https://example.org/sapa/en"}, SECTIONS)
NUMBERED = ADDRESSES.numbered(ADDRESSES.listing("place", "en"), 2)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        pytest.param("", "index.html", id="home"),
        pytest.param("places/", "places/index.html", id="folder"),
        pytest.param("404.html", "404.html", id="file"),
    ],
)
def test_a_folder_address_is_served_by_its_index(path: str, file: str) -> None:
    """An address that ends in a slash is the index file of its folder."""
    assert file == Address("en", path).file


@pytest.mark.parametrize(
    ("address", "url"),
    [
        pytest.param(ADDRESSES.home("vi"), "/", id="home"),
        pytest.param(ADDRESSES.home("en"), "/en/", id="home of another language"),
        pytest.param(ADDRESSES.listing("place", "vi"), "/diem-den/", id="list"),
        pytest.param(NUMBERED, "/en/places/2/", id="numbered list"),
        pytest.param(ADDRESSES.listing("archive", "zh"), "/zh/archive/", id="archive"),
        pytest.param(ADDRESSES.thing("place", "en", "cat-cat"), "/en/places/cat-cat/", id="thing"),
        pytest.param(ADDRESSES.thing("page", "vi", "gioi-thieu"), "/gioi-thieu/", id="root page"),
    ],
)
def test_every_page_has_an_address_without_the_host(address: Address, url: str) -> None:
    """Languages, sections and slugs make the address; no section means the root."""
    assert url == ADDRESSES.url(address)


def test_a_list_without_a_number_is_its_front_page() -> None:
    """The front page stands at the address of the list itself."""
    front = ADDRESSES.listing("place", "en")

    assert front == ADDRESSES.numbered(front, None)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        pytest.param(ADDRESSES.home("vi"), "index.html", id="home"),
        pytest.param(ADDRESSES.home("zh"), "zh/index.html", id="home of another language"),
        pytest.param(NUMBERED, "en/places/2/index.html", id="numbered list"),
        pytest.param(ADDRESSES.thing("place", "vi", "a"), "diem-den/a/index.html", id="thing"),
        pytest.param(Address("en", "404.html"), "en/404.html", id="file"),
        pytest.param(Address("vi", "đá/"), "đá/index.html", id="letters beyond ASCII"),
    ],
)
def test_every_page_has_a_file_in_the_output(address: Address, file: str) -> None:
    """Every language but the main one has a folder; letters stand in names as they are."""
    assert file == ADDRESSES.file(address)


def test_the_folder_of_the_site_is_not_in_its_files() -> None:
    """Where the output is published decides addresses, not files."""
    assert "index.html" == BELOW.file(BELOW.home("vi"))
    assert "en/places/a/index.html" == BELOW.file(BELOW.thing("place", "en", "a"))


@pytest.mark.parametrize(
    ("slugs", "expected"),
    [
        pytest.param(
            {"vi": "ban-cat-cat", "en": "cat-cat-village", "zh": None},
            {
                "vi": "/diem-den/ban-cat-cat/",
                "en": "/en/places/cat-cat-village/",
                "zh": "/zh/places/cat-cat-village/",
            },
            id="Chinese shares the English slug",
        ),
        pytest.param(
            {"vi": "a", "en": "b", "zh": "c"},
            {"vi": "/diem-den/a/", "en": "/en/places/b/", "zh": "/zh/places/c/"},
            id="or has its own",
        ),
        pytest.param(
            {"vi": None, "zh": None},
            {"vi": "/diem-den/cat-cat/", "zh": "/zh/places/cat-cat/"},
            id="the key where there is no slug",
        ),
        pytest.param({}, {}, id="no language"),
    ],
)
def test_a_thing_has_an_address_in_each_of_its_languages(
    slugs: dict[str, str | None], expected: dict[str, str]
) -> None:
    """The slug, else the key; no address where there is no text."""
    found = ADDRESSES.versions("place", "cat-cat", slugs)

    assert expected == {lang: ADDRESSES.url(address) for lang, address in found.items()}


def test_a_canonical_address_names_the_host() -> None:
    """The absolute address begins with the root of the language."""
    address = ADDRESSES.thing("place", "en", "cat-cat")

    assert "https://example.org/en/places/cat-cat/" == ADDRESSES.absolute(address)


def test_a_site_below_the_root_of_its_host_keeps_its_folder() -> None:
    """Both forms of an address carry the folder in which the site stands."""
    address = BELOW.thing("place", "en", "cat-cat")

    assert "/sapa/en/places/cat-cat/" == BELOW.url(address)
    assert "https://example.org/sapa/en/places/cat-cat/" == BELOW.absolute(address)


def test_addresses_are_percent_encoded() -> None:
    """Letters beyond ASCII never stand raw in an address."""
    address = Address("vi", "đá/")

    assert "/%C4%91%C3%A1/" == ADDRESSES.url(address)
    assert "https://example.org/%C4%91%C3%A1/" == ADDRESSES.absolute(address)


def test_the_folders_of_the_site_are_reserved() -> None:
    """No page may stand where a language, the theme, the pictures or the films are."""
    assert {"vi", "en", "zh", "theme", "images", "videos"} == ADDRESSES.reserved


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "https://example.org/?q=1",
        "https://example.org/a b",
        "https://",
        "https://example.org/#a",
    ],
)
def test_a_root_that_makes_wrong_addresses_is_refused(url: str) -> None:
    """A site's address has a scheme and a host, and nothing behind its path."""
    with pytest.raises(BadSettings, match="no web address"):
        check_site_url(url)


@pytest.mark.parametrize("url", ["http://localhost:8000", "https://example.org/sa/pa"])
def test_a_root_with_a_path_or_port_is_right(url: str) -> None:
    """A project page of a host, or the writer's own machine."""
    check_site_url(url)
