"""The hosts of others on which a video can be watched, and which of them readers can reach."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Host:
    """A host: its name, the page of a video on it, and its player; {} is the video.

    `names` are those in languages that call it otherwise.
    """

    name: str
    watch: str
    player: str
    names: Mapping[str, str] = field(default_factory=dict)


# By their keys in facts.yaml, the first choice first.
HOSTS = {
    "youtube": Host(
        "YouTube",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1&rel=0",
    ),
    "facebook": Host(
        "Facebook",
        "https://www.facebook.com/{}",
        "https://www.facebook.com/plugins/video.php?href={}&show_text=false&autoplay=true",
    ),
    "bilibili": Host(
        "Bilibili",
        "https://www.bilibili.com/video/{}/",
        "https://player.bilibili.com/player.html?bvid={}&autoplay=1&danmaku=0",
        {"zh": "哔哩哔哩"},
    ),
}
# Where readers of a language cannot reach all of them: the others are blocked in China.
_REACHABLE = {"zh": ("bilibili",)}


def reachable(known: Collection[str], lang: str) -> str | None:
    """The key of the host that readers of a language get, of those on which a video is."""
    return next((key for key in _REACHABLE.get(lang, tuple(HOSTS)) if key in known), None)


def host_name(key: str, lang: str) -> str:
    """What a host is called in a language."""
    return HOSTS[key].names.get(lang, HOSTS[key].name)


def watch_address(key: str, video: str) -> str:
    """The address of the page on which a video is watched."""
    return HOSTS[key].watch.format(video)


def player_address(key: str, video: str) -> str:
    """The address of the player alone; Facebook's is given the page of the video."""
    whole = quote(watch_address(key, video), safe="") if key == "facebook" else video
    return HOSTS[key].player.format(whole)
