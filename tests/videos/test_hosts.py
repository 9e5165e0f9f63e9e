"""Which host readers get, and how its pages and players are addressed."""

import pytest

from plugins.schema.base import Video
from plugins.videos.hosts import HOSTS, host_name, player_address, reachable, watch_address


@pytest.mark.parametrize(
    ("known", "lang", "expected"),
    [
        (("bilibili", "facebook", "youtube"), "vi", "youtube"),
        (("bilibili", "facebook"), "en", "facebook"),
        (("bilibili",), "vi", "bilibili"),
        (("youtube", "facebook", "bilibili"), "zh", "bilibili"),
        (("youtube", "facebook"), "zh", None),
        ((), "en", None),
    ],
)
def test_readers_get_a_host_that_they_can_reach(
    known: tuple[str, ...], lang: str, expected: str | None
) -> None:
    """YouTube first, then Facebook, then Bilibili; in Chinese Bilibili or none."""
    assert expected == reachable(known, lang)


def test_every_host_is_a_key_of_the_facts() -> None:
    """Writers can name each of them."""
    assert set(HOSTS) <= Video.model_fields.keys()


def test_pages_and_players_have_their_addresses() -> None:
    """The player sets no cookie at YouTube; Facebook's is given the address of the page."""
    page = "sample.example/videos/1"

    assert "https://www.youtube.com/watch?v=sample-fake" == watch_address("youtube", "sample-fake")
    assert player_address("youtube", "sample-fake").startswith(
        "https://www.youtube-nocookie.com/embed/sample-fake?"
    )
    assert f"https://www.facebook.com/{page}" == watch_address("facebook", page)
    assert "?href=https%3A%2F%2Fwww.facebook.com%2Fsample.example%2Fvideos%2F1&" in (
        player_address("facebook", page)
    )
    assert "https://www.bilibili.com/video/BV1/" == watch_address("bilibili", "BV1")
    assert "https://player.bilibili.com/player.html?bvid=BV1&" in player_address("bilibili", "BV1")


def test_a_host_has_its_name_in_the_language() -> None:
    """Chinese readers know Bilibili by another."""
    assert ("Bilibili", "哔哩哔哩") == (host_name("bilibili", "vi"), host_name("bilibili", "zh"))
