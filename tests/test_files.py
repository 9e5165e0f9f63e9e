from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plugins import files as module
from plugins.dress import Dress, get_ready
from plugins.files import Files
from plugins.images.cache import Cache
from plugins.images.plan import Plan
from plugins.ledger import Ledger
from plugins.library import Library, Stored
from plugins.output import remove
from plugins.store import Store, StoreBroken, open_store
from tests.images.photographs import halves, save
from tests.small import VERSION, Small, small_site
from tests.specimens import ADDRESSES, CLOCK, LANGUAGES, PICTURES
from tests.videos.films import CAPTIONS, MP4

PICTURE = "images/place/cat-cat/terraces-320."


@pytest.fixture(scope="module")
def renditions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of all sites here."""
    return tmp_path_factory.mktemp("renditions")


@pytest.fixture
def site(tmp_path: Path, renditions: Path) -> Small:
    """A site that was built."""
    found = small_site(tmp_path / "project", renditions)
    found.build()
    return found


@pytest.fixture
def store(site: Small) -> Iterator[Store]:
    """Its store."""
    with closing(open_store(site.config.store_file, VERSION)) as found:
        yield found


def files(site: Small, store: Store, *damaged: str) -> Files:
    """The other files of the next build, in which these files are damaged."""
    library = Library(Stored(store), site.config.content, ADDRESSES, LANGUAGES, CLOCK)
    plan = Plan(site.config.images_url, Cache(site.config.picture_cache), library.original)
    return Files(site.config, Ledger(store), plan, set(damaged), (), [], [])


def dress(site: Small, store: Store) -> Dress:
    """The theme of the next build."""
    return get_ready(site.config, store)


def pictures(site: Small) -> list[str]:
    """The pictures in the output."""
    return sorted(name for name in site.tree() if name.startswith("images/"))


def slots(found: Files) -> list[str]:
    """The names of the files that must be written."""
    return sorted(slot.name for slot in found.slots)


@pytest.fixture
def idle(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing costly may be done once the site is built."""

    def refuse(*_: object) -> None:
        raise AssertionError("this was not needed")

    for name in ("make", "sitemaps", "theme_files", "has"):
        monkeypatch.setattr(module, name, refuse)


@pytest.mark.usefixtures("idle")
def test_where_nothing_has_changed_nothing_is_looked_at(site: Small, store: Store) -> None:
    """Neither pictures nor sitemap nor theme; pictures are counted all the same."""
    found = files(site, store)

    assert (0, 3) == found.make_pictures(0)
    found.copy_videos()
    found.make_sitemap()
    found.take_theme(dress(site, store))
    assert ([], [], []) == (found.slots, found.same, found.gone)


def test_the_files_of_a_build_are_in_the_output(site: Small) -> None:
    """A picture in three formats, the sitemap, and the theme's own."""
    tree = site.tree()

    assert {".avif", ".jpg", ".webp"} == {Path(name).suffix for name in pictures(site)}
    assert all(name.startswith(PICTURE) for name in pictures(site))
    assert b"/diem-den/cat-cat/" in tree["sitemap.xml"]
    assert b"icon" == tree["favicon.ico"]
    assert 1 == sum(name.endswith("/main.css") for name in tree)


def test_what_is_damaged_is_written_again(site: Small, store: Store) -> None:
    """And nothing beside it."""
    [style] = [name for name in site.tree() if name.endswith("main.css")]
    lost = [pictures(site)[0], "sitemap.xml", style]
    for name in lost:
        (site.config.output / name).write_bytes(b"other")
    found = files(site, store, *lost)

    assert (0, 3) == found.make_pictures(0)
    found.make_sitemap()
    found.take_theme(dress(site, store))
    assert sorted(lost) == slots(found)
    assert ([], []) == (found.same, found.gone)


def test_what_only_seemed_damaged_is_noted_anew(site: Small, store: Store) -> None:
    """Another time of the file, the same bytes: nothing is written."""
    [style] = [name for name in site.tree() if name.endswith("main.css")]
    touched = [pictures(site)[0], "sitemap.xml", style]
    found = files(site, store, *touched)
    found.make_pictures(0)
    found.make_sitemap()
    found.take_theme(dress(site, store))

    assert ([], []) == (found.slots, found.gone)
    assert sorted(touched) == sorted(found.same)


def test_a_slot_holds_the_bytes_of_its_file(site: Small, store: Store) -> None:
    """Of a rendition as of a text, however many wait at once."""
    before = site.tree()
    [style] = [name for name in before if name.endswith("main.css")]
    lost = [*pictures(site), "sitemap.xml", style, "favicon.ico"]
    remove(site.config.output, lost)
    found = files(site, store, *lost)
    found.make_pictures(0)
    found.make_sitemap()
    found.take_theme(dress(site, store))

    assert {name: before[name] for name in lost} == {
        slot.name: Path(slot.path).read_bytes() for slot in found.slots
    }


@pytest.fixture
def own(tmp_path: Path) -> Small:
    """A site that was built, whose pictures no other site shares."""
    (tmp_path / "renditions").mkdir()
    found = small_site(tmp_path / "project", tmp_path / "renditions")
    found.build()
    return found


def cached(site: Small, pattern: str) -> list[Path]:
    """Files of the cache of pictures."""
    return sorted(site.config.picture_cache.glob(f"*/{pattern}"))


@pytest.mark.parametrize("ending", ["avif", "webp", "jpg"])
def test_a_damaged_rendition_is_made_again(own: Small, ending: str) -> None:
    """It never reaches the output, and the cache is right again."""
    before = own.tree()
    [path] = cached(own, f"*.{ending}")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"?")
    remove(own.config.output, pictures(own))
    report = own.build()

    assert (before, whole, "") == (own.tree(), path.read_bytes(), report.why_full)
    assert (3, 0) == report.pictures


@pytest.mark.parametrize("pattern", ["*.json", "*"])
def test_a_cache_that_has_lost_something_means_a_full_build(own: Small, pattern: str) -> None:
    """Made again, a picture may have another name, which all pages must learn."""
    before = own.tree()
    for path in cached(own, pattern):
        path.unlink()
    remove(own.config.output, pictures(own))
    report = own.build()

    assert "the cache of pictures has lost some" == report.why_full
    assert before == own.tree()
    assert "" == own.build().why_full


def test_nothing_is_asked_of_the_cache_while_the_output_is_right(own: Small) -> None:
    """A writer may have deleted it: what is there stays."""
    before = own.tree()
    for path in cached(own, "*"):
        path.unlink()

    assert ("", before) == (own.build().why_full, own.tree())


def test_a_picture_that_no_page_shows_any_longer_is_gone(site: Small, store: Store) -> None:
    """Its renditions leave the output; the cache keeps them."""
    found = files(site, store)
    had = pictures(site)
    for name in found.ledger.named("template = 'place'"):
        found.ledger.drop(name)

    assert (0, 0) == found.make_pictures(0)
    assert had == found.gone


def test_a_page_less_is_not_in_the_sitemap(site: Small, store: Store) -> None:
    """It is made again, as a whole."""
    found = files(site, store)
    found.ledger.drop("place/cat-cat@en")
    found.make_sitemap()
    [slot] = found.slots

    assert "sitemap.xml" == slot.name
    assert b"<loc>https://example.org/en/places/cat-cat/</loc>" not in Path(slot.path).read_bytes()
    assert b"<loc>https://example.org/diem-den/cat-cat/</loc>" in Path(slot.path).read_bytes()


def test_parts_of_a_sitemap_that_are_no_longer_made_are_gone(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a site has shrunk, one file is enough again."""
    with monkeypatch.context() as patch:
        patch.setattr("plugins.sitemap._MOST", 8)
        site.text("place/fansipan/vi.md", title="Một", front="slug: mot\n")
        site.build()
        assert "sitemap-2.xml" in site.tree()
    site.text("place/fansipan/vi.md", title="Hai", front="slug: hai\n")
    site.build()

    assert ["sitemap.xml"] == [name for name in site.tree() if name.startswith("sitemap")]


def test_another_style_moves_the_theme(site: Small) -> None:
    """The old folder is gone, the new one is whole, and what has not changed is not written."""
    before = {name for name in site.tree() if name.startswith("theme/")}
    time = (site.config.output / "favicon.ico").stat().st_mtime_ns
    site.write("theme/scss/main.scss", ".b { color: blue; }")
    site.build()
    after = {name for name in site.tree() if name.startswith("theme/")}

    assert set() == before & after
    assert len(before) == len(after)
    assert time == (site.config.output / "favicon.ico").stat().st_mtime_ns


def test_a_file_that_the_theme_no_longer_has_is_gone(site: Small) -> None:
    """At the root of the site too."""
    (site.config.theme / "static" / "root" / "favicon.ico").unlink()
    site.build()

    assert "favicon.ico" not in site.tree()


def test_after_a_build_of_some_languages_the_other_files_stay(site: Small) -> None:
    """The next build of all looks at everything, and has everything."""
    before = site.tree()
    site.build(languages=frozenset({"vi", "en"}))
    site.build()

    assert before == site.tree()


def test_a_picture_that_cannot_be_made_is_made_again_next_time(site: Small) -> None:
    """A cache that somebody has emptied costs time, no picture."""
    before = site.tree()
    for path in (site.config.cache / "images").resolve().rglob("*.*"):
        path.unlink()
    remove(site.config.output, pictures(site))
    report = site.build()

    assert (3, 0) == report.pictures
    assert before == site.tree()


FILM = "videos/place/sa-pa/walk."


@pytest.fixture
def filmed(site: Small) -> Small:
    """The site with a film in a text, built again."""
    folder = site.config.content / "place/sa-pa"
    facts = (folder / "facts.yaml").read_text("utf-8")
    rights = PICTURES.replace("terraces", "walk")
    video = "videos:\n  walk:\n    credit: A\n    licence: CC BY 4.0\n"
    site.write("content/place/sa-pa/facts.yaml", f"{facts}{rights}{video}")
    (folder / "walk.mp4").write_bytes(MP4)
    (folder / "walk.vi.vtt").write_bytes(CAPTIONS)
    save(folder / "walk.jpg", halves(320, 180))
    site.text("place/sa-pa/vi.md", title="Tên sa-pa", body="![a](video:walk)")
    site.build()
    return site


def films(site: Small) -> dict[str, bytes]:
    """The films and captions in the output, by their endings."""
    tree = site.tree()
    assert all(name.startswith(FILM) for name in tree if name.startswith("videos/"))
    return {Path(name).suffix: tree[name] for name in tree if name.startswith("videos/")}


def test_films_and_captions_are_published_as_they_are(filmed: Small) -> None:
    """Byte for byte, under names of their own."""
    assert {".mp4": MP4, ".vtt": CAPTIONS} == films(filmed)


def test_a_film_that_no_text_shows_is_not_published(filmed: Small) -> None:
    """It leaves the output with the last page that showed it."""
    filmed.text("place/sa-pa/vi.md", title="Tên sa-pa", body="Một.")
    filmed.build()

    assert {} == films(filmed)


def test_other_bytes_get_another_address(filmed: Small) -> None:
    """The old file is gone, and the page names the new one."""
    before = {name for name in filmed.tree() if name.startswith("videos/")}
    other = MP4 + b"\0\0\0\x08free"
    (filmed.config.content / "place/sa-pa/walk.mp4").write_bytes(other)
    report = filmed.build()
    after = {name for name in filmed.tree() if name.startswith("videos/")}

    assert {".mp4": other, ".vtt": CAPTIONS} == films(filmed)
    assert 1 == len(before & after)
    assert not report.why_full


def test_a_film_that_somebody_damaged_is_written_again(filmed: Small) -> None:
    """In the output, not in the content."""
    for name in [name for name in filmed.tree() if name.startswith("videos/")]:
        (filmed.config.output / name).write_bytes(b"other")
    filmed.build()

    assert {".mp4": MP4, ".vtt": CAPTIONS} == films(filmed)


def test_a_film_that_changes_under_the_build_is_not_published(filmed: Small) -> None:
    """A name stands for its bytes: the build has to read it anew."""
    [film] = [name for name in filmed.tree() if name.endswith(".mp4")]
    (filmed.config.content / "place/sa-pa/walk.mp4").write_bytes(b"half a film")
    with closing(open_store(filmed.config.store_file, VERSION)) as store:
        found = files(filmed, store, film)
        (filmed.config.output / film).unlink()

        with pytest.raises(StoreBroken, match=r"walk\.mp4 has changed since it was read"):
            found.copy_videos()
