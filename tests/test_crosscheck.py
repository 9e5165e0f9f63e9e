import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.clock import Clock
from plugins.content import Content
from plugins.crosscheck import check_references, problems
from plugins.problems import BuildStopped, Problem
from plugins.store import Store, filled, new_store
from tests.images.photographs import save
from tests.specimens import CLOCK, PICTURES, clock, config, markdown, write_bundle


@dataclass
class Desk:
    """A content folder, and the store that is brought up to date with it time and again."""

    root: Path
    store: Store
    fresh: bool = True

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.root / "content"

    def problems(self, now: Clock = CLOCK) -> list[Problem]:
        """What is wrong with the bundles at a moment."""
        content = Content(self.store, config(self.root), now, self.fresh)
        assert [] == content.refresh(checksum=False)
        if self.fresh:
            self.store, self.fresh = filled(self.store), False
        return BuildStopped(problems(self.store)).problems

    def wrong(self) -> list[str]:
        """What is wrong with the bundles now, with paths within content."""
        return [
            f"{problem.path.relative_to('content').as_posix()}:{problem.line}: {problem.what}"
            for problem in self.problems()
        ]

    def write(self, name: str, body: str = "Một.", front: str = "", facts: str = "") -> Path:
        """Write a bundle, in place of the one that may be there."""
        self.remove(name)
        texts = {"vi": markdown(body=body, front=front)}
        return write_bundle(self.content, name, texts, facts)

    def remove(self, name: str) -> None:
        """Remove a bundle."""
        shutil.rmtree(self.content / name, ignore_errors=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two places and a page that names both: a heading of one, and nothing else of the other."""
    made = Desk(tmp_path, new_store(tmp_path / "store.sqlite", "1"))
    made.write("place/cat-cat", "## Đi\n\nMột.")
    made.write("place/ta-van")
    made.write("page/about", "[a](place/cat-cat#đi) [b](place/ta-van)")
    yield made
    made.store.close()


NO_TA_VAN = "page/about/vi.md:5: there is no 'place/ta-van' to link to."
NO_HEADING = "page/about/vi.md:5: place/cat-cat has no heading #đi."


def test_nothing_is_wrong_with_what_holds(desk: Desk) -> None:
    """Neither the first time nor when nothing has changed."""
    assert [] == desk.wrong()
    assert [] == desk.wrong()


def test_a_reference_breaks_when_what_it_names_is_removed(desk: Desk) -> None:
    """The bundle that names it has not changed; while it is not mended, it stays wrong."""
    desk.wrong()
    desk.remove("place/ta-van")

    assert [NO_TA_VAN] == desk.wrong()
    assert [NO_TA_VAN] == desk.wrong()


def test_a_reference_is_mended_by_what_it_names(desk: Desk) -> None:
    """A bundle that comes back mends what it had broken."""
    desk.remove("place/ta-van")
    assert [NO_TA_VAN] == desk.wrong()
    desk.write("place/ta-van")

    assert [] == desk.wrong()


def test_a_reference_is_mended_where_it_stands(desk: Desk) -> None:
    """What a bundle no longer names cannot be missing."""
    desk.remove("place/ta-van")
    desk.wrong()
    desk.write("page/about", "[a](place/cat-cat#đi)")

    assert [] == desk.wrong()


def test_a_reference_to_a_heading_breaks_and_is_mended(desk: Desk) -> None:
    """The bundle is there, before and after."""
    desk.wrong()
    desk.write("place/cat-cat", "## Ăn\n\nMột.")
    assert [NO_HEADING] == desk.wrong()
    desk.write("place/cat-cat", "## Ăn\n\n## Đi\n\nMột.")

    assert [] == desk.wrong()


def test_a_bundle_with_mistakes_does_exist(desk: Desk) -> None:
    """Whoever names it is not blamed for it, now and when it is mended."""
    desk.wrong()
    desk.write("place/cat-cat", facts="colour: red\n")
    mistake = "place/cat-cat/facts.yaml:6: colour is not a key that we know."

    assert [mistake] == desk.wrong()
    desk.write("place/cat-cat", "## Đi\n\nMột.")
    assert [] == desk.wrong()


def test_a_broken_reference_suggests_what_is_there(desk: Desk) -> None:
    """Among the names that the store knows."""
    desk.write("page/about", "[a](place/ta-vam)")
    desk.wrong()

    assert "Did you mean place/ta-van?" in [each.remedy for each in problems(desk.store)]


def test_mistakes_of_a_bundle_stay_until_it_is_mended(desk: Desk) -> None:
    """Though nobody reads it again."""
    desk.write("place/ta-van", "# A")
    mistake = "place/ta-van/vi.md:5: a heading with # stands in the text."

    assert [mistake] == desk.wrong()
    assert [mistake] == desk.wrong()
    desk.write("place/ta-van")
    assert [] == desk.wrong()


def test_mistakes_go_with_their_bundle(desk: Desk) -> None:
    """As do the references that it made."""
    desk.write("page/other", "# A\n\n[a](place/zzz)")
    assert 2 == len(desk.wrong())
    desk.remove("page/other")

    assert [] == desk.wrong()


TAKEN = "place/ta-van/vi.md:4: its address /diem-den/cat-cat/ belongs to place/cat-cat already."


def test_two_things_cannot_have_one_address(desk: Desk) -> None:
    """The first by its name keeps it; while neither changes, both are remembered."""
    desk.write("place/ta-van", front="slug: cat-cat\n")

    assert [TAKEN] == desk.wrong()
    assert [TAKEN] == desk.wrong()


@pytest.mark.parametrize("mended", ["place/cat-cat", "place/ta-van"])
def test_an_address_is_free_again(desk: Desk, mended: str) -> None:
    """Whichever of the two moves away."""
    desk.write("place/ta-van", front="slug: cat-cat\n")
    desk.wrong()
    desk.write(mended, "## Đi", front="slug: elsewhere\n")

    assert [] == desk.wrong()


def test_an_address_is_taken_by_what_comes_later(desk: Desk) -> None:
    """Though the other has not changed; and whoever comes first by name is its owner."""
    desk.wrong()
    desk.write("place/a", front="slug: ta-van\n")

    assert [
        "place/ta-van/vi.md:2: its address /diem-den/ta-van/ belongs to place/a already."
    ] == desk.wrong()


def test_what_is_not_out_yet_has_its_address(desk: Desk) -> None:
    """Or two things would clash on the day of its publication."""
    later = desk.write("place/ta-van", front="slug: cat-cat\n") / "facts.yaml"
    later.write_text(later.read_text("utf-8").replace("2026-01-05", "2099-01-01"), "utf-8")

    assert [TAKEN] == desk.wrong()


def test_two_languages_may_share_a_slug(desk: Desk) -> None:
    """An address is taken in its own language only."""
    folder = desk.write("place/a")
    (folder / "en.md").write_text(markdown(front="slug: ta-van\n"), encoding="utf-8")

    assert [] == desk.wrong()


def test_only_what_changed_is_checked(desk: Desk) -> None:
    """References of other bundles to other bundles are left as they were noted."""
    desk.wrong()
    desk.store.do("UPDATE refs SET holds = 0")
    check_references(desk.store, ["place/ta-van"])
    noted = desk.store.all("SELECT bundle, holds FROM refs ORDER BY bundle")

    assert [("place/cat-cat", 0), ("place/ta-van", 1)] == noted
    check_references(desk.store, ["page/about"])
    assert 2 == len(desk.store.all("SELECT 1 FROM refs WHERE holds"))


def test_everything_can_be_checked_at_once(desk: Desk) -> None:
    """As in a store that was just filled."""
    desk.wrong()
    desk.store.do("UPDATE refs SET holds = 0")
    check_references(desk.store, None)

    assert [] == problems(desk.store)


UNTIL = clock("2026-03-31T23:59:59")
AFTER = clock("2026-04-01T00:00:00")


@pytest.fixture
def licensed(desk: Desk) -> Desk:
    """A place with a picture that may be shown until the end of March; nothing shows it."""
    line = "    expires: 2026-03-31\n"
    save(desk.write("place/cat-cat", "## Đi", facts=PICTURES + line) / "terraces.jpg")
    return desk


def test_a_picture_whose_time_is_over_names_all_who_show_it(licensed: Desk) -> None:
    """Cover, figure and gallery, of its own bundle and of others, published or not."""
    path = "place/cat-cat/terraces.jpg"
    later = "cover: place/cat-cat/terraces.jpg\nembargo_until: 2099-01-01 00:00+07:00\n"
    licensed.write("page/about", f"[b](place/ta-van)\n\n![a]({path})")
    licensed.write("page/pair", f":::gallery\n![a]({path})\n![b]({path})\n:::")
    licensed.write("place/ta-van", front="cover_alt: A.\n", facts=later)
    assert [] == licensed.problems(UNTIL)
    found = licensed.problems(AFTER)

    assert ["content/place/cat-cat/facts.yaml:11"] == [f"{it.path}:{it.line}" for it in found]
    assert "terraces.jpg could be shown until 2026-03-31, but it is still used." == found[0].what
    assert [
        "Put another picture in its place:",
        "content/page/about/vi.md:7",
        "content/page/pair/vi.md:6",
        "content/place/ta-van/facts.yaml:6",
    ] == found[0].remedy.splitlines()
    assert found == licensed.problems(AFTER)
    assert [] == licensed.problems(UNTIL)


def test_a_picture_that_nobody_shows_may_stay(licensed: Desk) -> None:
    """Neither a link to its bundle, nor another picture of the same name, shows it."""
    facts = f"cover: terraces.jpg\n{PICTURES}"
    save(licensed.write("place/ta-van", front="cover_alt: A.\n", facts=facts) / "terraces.jpg")

    assert [] == licensed.problems(AFTER)


@pytest.mark.parametrize("mended", ["place/cat-cat", "page/about"])
def test_it_is_mended_where_it_is_used_or_by_a_later_day(licensed: Desk, mended: str) -> None:
    """Though nothing else has changed."""
    text = "[b](place/ta-van)"
    licensed.write("page/about", f"{text}\n\n![a](place/cat-cat/terraces.jpg)")
    assert 1 == len(licensed.problems(AFTER))
    facts = f"{PICTURES}    expires: 2026-04-01\n" if mended == "place/cat-cat" else ""
    folder = licensed.write(mended, text if mended == "page/about" else "## Đi", facts=facts)
    if facts:
        save(folder / "terraces.jpg")

    assert [] == licensed.problems(AFTER)
