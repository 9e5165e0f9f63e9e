"""The videos of the sample: how they play, and what is asked of other hosts only after a click.

That these pages are valid and accessible is tested with their gallery.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Page

from tests.checkers.browser_session import DESKTOP, PHONE, BrowserSession, Viewport
from tests.checkers.requests import recorded
from tests.checkers.server import serve
from tests.conftest import ROOT
from tests.project import Project, Site, text_of

STORIES = {
    "vi": "cau-chuyen/chuyen-di-bo/",
    "en": "en/stories/a-walk/",
    "zh": "zh/stories/a-walk/",
}
HOSTS = {
    "vi": ("https://www.youtube.com/watch?v=sample-fake", "Xem trên YouTube"),
    "en": ("https://www.youtube.com/watch?v=sample-fake", "Watch on YouTube"),
    "zh": ("https://www.bilibili.com/video/BV1SampleXxx/", "在哔哩哔哩观看"),
}
PLAYERS = {
    "en": "https://www.youtube-nocookie.com/embed/sample-fake?autoplay=1&rel=0",
    "zh": "https://player.bilibili.com/player.html?bvid=BV1SampleXxx&autoplay=1&danmaku=0",
}
BLOCKED = ("youtube", "facebook")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " media-src 'self'; frame-src https://www.youtube-nocookie.com https://player.bilibili.com;"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
BOX = "box => { const {width, height} = box.getBoundingClientRect(); return width / height; }"
PLAY = """film => new Promise(done => {
    film.addEventListener("timeupdate", () => film.currentTime > 0.2 && done());
    film.muted = true;
    film.play();
})"""


@pytest.fixture(scope="module")
def base(sample: Project) -> Iterator[str]:
    """The sample, served."""
    with serve(sample.output) as address:
        yield address


@pytest.fixture
def page(browser: BrowserSession) -> Iterator[Page]:
    """A page of its own, under the strictest policy."""
    page = browser.new_page(DESKTOP)

    def add_policy(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        headers = {**answer.headers, "content-security-policy": POLICY}
        route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined]

    page.route(lambda url: urlsplit(url).path.endswith("/"), add_policy)
    yield page
    page.context.close()


@pytest.mark.parametrize("lang", STORIES)
def test_every_page_has_its_film_with_captions_in_all_languages(site: Site, lang: str) -> None:
    """Its own first, and on from the beginning; every file exists; nothing is loaded beforehand."""
    [film] = site.page(STORIES[lang]).elements("video")
    sources, tracks, links = (list(film.iter(tag)) for tag in ("source", "track", "a"))

    assert ("none", "", "") == (film.get("preload"), film.get("controls"), film.get("playsinline"))
    assert film.get("aria-label")
    assert int(film.get("width") or 0) * 9 == int(film.get("height") or 0) * 16
    assert ["video/mp4", "video/webm"] == [each.get("type") for each in sources]
    assert {"vi", "en", "zh-Hans"} == {each.get("srclang") for each in tracks}
    assert [site.page(STORIES[lang]).lang] == [
        each.get("srclang") for each in tracks if each.get("default") is not None
    ]
    assert tracks[0].get("default") is not None
    named = [film.get("poster"), links[0].get("href")]
    named += [each.get("src") for each in (*sources, *tracks)]
    assert {(url or "").lstrip("/") for url in named} <= site.files
    assert sources[0].get("src") == links[0].get("href")


@pytest.mark.parametrize("lang", STORIES)
def test_a_video_elsewhere_is_a_link_that_says_where_it_leads(site: Site, lang: str) -> None:
    """Around a picture of ours; and in Chinese no page so much as names a blocked host."""
    page = site.page(STORIES[lang])
    [link] = [each for each in page.elements("a") if each.get("class") == "video-link"]
    href, words = HOSTS[lang]

    assert (href, words) == (link.get("href"), text_of(link))
    assert [True] == [bool(image.get("alt")) for image in link.iter("img")]
    assert [] == list(page.elements("iframe"))
    html = site.text(page.file).lower()
    assert [host in html for host in BLOCKED] == [lang != "zh", False]


def test_only_a_page_with_such_a_link_has_the_script(site: Site) -> None:
    """One small module, without inline parts."""
    scripts = {
        page.file: [each.get("src") for each in page.elements("script")] for page in site.pages
    }
    having = {file for file, found in scripts.items() if any("video.js" in str(s) for s in found)}

    assert {f"{story}index.html" for story in STORIES.values()} == having
    script = ROOT / "theme/static/scripts/video.js"
    assert len(brotli.compress(script.read_bytes())) <= 800


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=str)
@pytest.mark.parametrize("pictures", [True, False], ids=["with", "without"])
def test_the_boxes_keep_their_shape(
    browser: BrowserSession, base: str, viewport: Viewport, pictures: bool
) -> None:
    """Sixteen to nine before the posters are there and after, so that nothing moves."""
    page = browser.new_page(viewport)
    if not pictures:
        page.route("**/images/**", lambda route: route.abort())
    page.goto(f"{base}/{STORIES['en']}", wait_until="networkidle")
    shapes = page.locator(".video-box, .video-box > *").evaluate_all(f"all => all.map({BOX})")
    page.context.close()

    assert 4 == len(shapes)
    assert [16 / 9] * 4 == pytest.approx(shapes, rel=0.01)


def test_a_film_plays_with_captions_and_is_not_loaded_before(page: Page, base: str) -> None:
    """Neither film nor captions of other languages are fetched until somebody wants them."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{base}/{STORIES['en']}", wait_until="networkidle")
    assert [] == [path for path in asked if path.endswith((".mp4", ".webm"))]
    film = page.locator("video")
    film.evaluate(PLAY)

    assert [320, 180] == film.evaluate("film => [film.videoWidth, film.videoHeight]")
    assert 16 / 9 == pytest.approx(film.evaluate(BOX), rel=0.01)
    assert ["showing", "disabled", "disabled"] == film.evaluate(
        "film => [...film.textTracks].map(track => track.mode)"
    )
    assert ["[Wind]", "Go early, while it is cool."] == film.evaluate(
        "film => [...film.textTracks[0].cues].map(cue => cue.text)"
    )


@pytest.mark.parametrize("lang", PLAYERS)
def test_nothing_is_asked_of_another_host_before_the_click(
    page: Page, base: str, lang: str
) -> None:
    """A click puts the player in the place of the poster, with the focus in it."""
    url = f"{base}/{STORIES[lang]}"
    asked: list[str] = []
    page.route(lambda each: not each.startswith(base), lambda route: route.abort())
    page.on("request", lambda request: asked.append(request.url))
    with recorded(page, url) as findings:
        page.goto(url, wait_until="networkidle")
        link = page.locator(".video-link")
        link.hover()
        link.focus()
        page.wait_for_timeout(100)
    assert [] == findings
    assert [] == [each for each in asked if not each.startswith(base)]
    alt = link.locator("img").get_attribute("alt")
    page.keyboard.press("Enter")
    frame = page.locator("iframe.video-player")
    frame.wait_for()

    assert PLAYERS[lang] == frame.get_attribute("src")
    assert alt == frame.get_attribute("title")
    assert "strict-origin-when-cross-origin" == frame.get_attribute("referrerpolicy")
    assert "eager" == frame.get_attribute("loading")
    assert "fullscreen" in (frame.get_attribute("allow") or "")
    assert frame.evaluate("frame => frame === document.activeElement")
    assert 16 / 9 == pytest.approx(frame.evaluate(BOX), rel=0.01)
    assert not link.count()
    page.wait_for_timeout(100)
    assert {PLAYERS[lang]} == {each for each in asked if not each.startswith(base)}


def test_a_click_with_a_key_is_left_to_the_browser(page: Page, base: str) -> None:
    """Control and a click open a new tab, as for any link."""
    page.context.route(lambda url: not url.startswith(base), lambda route: route.abort())
    page.goto(f"{base}/{STORIES['en']}")
    with page.context.expect_page():
        page.locator(".video-link").click(modifiers=["ControlOrMeta"])

    assert 1 == page.locator(".video-link").count()
    assert 0 == page.locator("iframe").count()


def test_without_scripts_the_link_leads_to_the_host(browser: BrowserSession, base: str) -> None:
    """An ordinary link; the film of ours plays all the same."""
    page = browser.new_page(Viewport(scripts=False))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(lambda url: not url.startswith(base), lambda route: route.fulfill(body="there"))
    page.goto(f"{base}/{STORIES['en']}")
    assert [] == [url for url in asked if not url.startswith(base)]
    page.locator(".video-link").click()
    page.wait_for_url(HOSTS["en"][0])
    page.context.close()

    assert HOSTS["en"][0] in asked
