from dataclasses import replace

from plugins.images.plan import Picture
from plugins.images.rights import Rights
from plugins.images.structured import image_objects

RIGHTS = Rights("Một người vẽ", "Một tòa soạn", "© 2026", "CC BY 4.0", "https://example.org/terms")
VIEW = Picture("/s.jpg", "/w.jpg", "", (), "", 900, 600, 0, RIGHTS, "photograph", ())


def test_a_picture_is_described_in_the_words_of_its_facts() -> None:
    """A name is a name: whether of a person or of an organisation, facts do not say."""
    assert {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "ImageObject",
                "contentUrl": "https://example.org/w.jpg",
                "width": 900,
                "height": 600,
                "creator": "Một người vẽ",
                "creditText": "Một tòa soạn",
                "copyrightNotice": "© 2026",
                "license": "https://example.org/terms",
            }
        ],
    } == image_objects([VIEW], "https://example.org")


def test_it_says_where_to_ask_for_more_where_facts_do() -> None:
    """Else it says nothing of it."""
    asking = replace(VIEW, rights=replace(RIGHTS, acquire="https://example.org/ask"))
    [first, second] = image_objects([asking, VIEW], "")["@graph"]

    assert "https://example.org/ask" == first["acquireLicensePage"]
    assert "acquireLicensePage" not in second


def test_an_address_with_a_host_stays_as_it_is() -> None:
    """Pictures may be published on another one."""
    there = replace(VIEW, widest="https://pictures.example/w.jpg")
    [image] = image_objects([there], "https://example.org")["@graph"]

    assert "https://pictures.example/w.jpg" == image["contentUrl"]
