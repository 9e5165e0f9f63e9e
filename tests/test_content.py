import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins import content as content_module
from plugins.clock import Clock
from plugins.content import Changes, Content
from plugins.facets import PER_PAGE, Item, read_items
from plugins.problems import Problem
from plugins.reading import Reader
from plugins.stamps import parse
from plugins.store import Store, filled, new_store, unseal
from tests.specimens import CLOCK, all_of, clock, config, markdown, write_bundle

TWO = {"vi": markdown("Cát Cát"), "en": markdown("Cat Cat")}


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

    def refresh(
        self, now: Clock = CLOCK, *, checksum: bool = False, only: set[str] | None = None
    ) -> list[Problem]:
        """Bring the store up to date; the build after it makes all pages."""
        self.store.do("DELETE FROM pending")
        content = Content(self.store, config(self.root), now, self.fresh)
        stray = content.refresh(checksum, only)
        if self.fresh:
            self.store, self.fresh = filled(self.store), False
        return stray

    def asks(
        self, now: Clock = CLOCK, *, checksum: bool = False, only: set[str] | None = None
    ) -> set[str]:
        """What has changed since the store was last brought up to date."""
        self.refresh(now, checksum=checksum, only=only)
        return {ask for (ask,) in self.store.all("SELECT ask FROM pending")}

    def remove(self, name: str) -> None:
        """Remove a bundle."""
        shutil.rmtree(self.content / name)

    def edit(self, path: str, before: str, after: str) -> None:
        """Replace words in a file."""
        file = self.content / path
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")

    def again(self, now: Clock) -> "Desk":
        """Another store, filled from the same folder at once."""
        made = Desk(self.root, new_store(self.root / "again.sqlite", "1"))
        made.refresh(now)
        return made


def tables(store: Store) -> dict[str, object]:
    """What the content layer says, as values: order and bytes are nobody's business."""
    plain = {
        "addresses": "SELECT * FROM addresses",
        "instants": "SELECT * FROM instants",
        "proses": "SELECT name, lang FROM proses",
    }
    found: dict[str, object] = {name: sorted(store.all(query)) for name, query in plain.items()}
    found["things"] = {
        name: tuple(None if each is None else unseal(each) for each in values)
        for name, *values in store.all("SELECT name, thing, face, placed FROM things")
    }
    found["texts"] = {
        (name, lang): unseal(prose)
        for name, lang, prose in store.all("SELECT name, lang, prose FROM proses")
    }
    found["problems"] = {
        name: unseal(problems) for name, problems in store.all("SELECT name, found FROM problems")
    }
    found["expiries"] = {
        (at, name): unseal(each)
        for at, name, each in store.all("SELECT at, name, expiry FROM expiries")
    }
    found["refs"] = sorted(
        (source, bundle, repr(unseal(ref)), holds)
        for bundle, source, ref, holds in store.all("SELECT bundle, source, ref, holds FROM refs")
    )
    # A facet that has become empty is as good as none.
    found["facets"] = {
        key: [tuple(item) for item in items]
        for key, sealed in store.all("SELECT key, items FROM facets")
        if (items := unseal(sealed))
    }
    found["digests"] = {
        name: parse(files).digests for name, files in store.all("SELECT name, files FROM stamps")
    }
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Things of several kinds that name each other, in a store that is up to date."""
    made = Desk(tmp_path, new_store(tmp_path / "store.sqlite", "1"))
    content = made.content
    write_bundle(content, "topic/walks", TWO, "")
    write_bundle(content, "place/cat-cat", {"vi": markdown("Cát Cát", "## Đi\n\nMột.")}, "")
    write_bundle(content, "place/ta-van", TWO, "topics: [walks]\n")
    write_bundle(
        content,
        "guide/visa",
        {"vi": markdown("Thị thực", "[a](place/cat-cat#đi) [b](guide/later)"), "en": TWO["en"]},
        "topics: [walks]\nplaces: [cat-cat, ta-van]\n",
    )
    later = write_bundle(content, "guide/later", TWO, "topics: [walks]\n")
    (later / "facts.yaml").write_text(
        (later / "facts.yaml").read_text("utf-8").replace("2026-01-05", "2026-07-01"), "utf-8"
    )
    write_bundle(
        content,
        "festival/gau-tao",
        TWO,
        "dates:\n"
        "  - {start: 2026-06-10, end: 2026-06-12}\n"
        "  - {start: 2027-06-10, end: 2027-06-12}\n",
    )
    made.refresh()
    yield made
    made.store.close()


def test_a_store_that_was_just_filled_waits_for_nothing(desk: Desk) -> None:
    """Every page is made anew: there is no need to say which."""
    assert set() == {ask for (ask,) in desk.store.all("SELECT ask FROM pending")}


def test_nothing_is_asked_while_nothing_changes(desk: Desk) -> None:
    """Neither by times nor by bytes."""
    assert set() == desk.asks()
    assert set() == desk.asks(checksum=True)


def test_a_file_that_was_saved_again_is_no_change(desk: Desk) -> None:
    """The same bytes at another time."""
    for path in desk.content.rglob("*.*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))

    assert set() == desk.asks()


def test_another_body_concerns_its_text_alone(desk: Desk) -> None:
    """No list shows it."""
    desk.edit("place/ta-van/en.md", "Một đoạn", "Một hai đoạn")

    assert {"place/ta-van%en"} == desk.asks()


def test_another_title_concerns_all_that_show_it(desk: Desk) -> None:
    """They have asked for the thing; where it keeps its place, no list is another."""
    desk.edit("place/ta-van/en.md", "Cat Cat", "Cat Dog")

    assert {"place/ta-van:en"} == desk.asks()


def test_another_address_concerns_all_languages(desk: Desk) -> None:
    """Each leads to the others, and a Chinese address is made of the English one."""
    desk.edit("place/ta-van/en.md", "summary:", "slug: ta-van-village\nsummary:")

    assert all_of("place/ta-van") == desk.asks()


def test_a_title_that_changes_the_order_concerns_the_list(desk: Desk) -> None:
    """As a list, and as the page of it."""
    desk.edit("place/ta-van/vi.md", "Cát Cát", "Ăn")

    assert {"place/ta-van:vi", *lists("place", "vi"), *lists("archive", "vi")} == desk.asks()


def test_a_summary_concerns_no_list(desk: Desk) -> None:
    """The thing stands where it stood."""
    desk.edit("guide/visa/vi.md", "Một câu.", "Câu khác.")

    assert {"guide/visa:vi"} == desk.asks()


def lists(name: str, *langs: str) -> set[str]:
    """The asks for the first pages of a list."""
    return {ask for lang in langs for ask in (f"{name}@{lang}", f"{name}@{lang}#")}


def test_a_new_bundle_concerns_the_lists_in_which_it_stands(desk: Desk) -> None:
    """And whoever has asked for it in vain."""
    write_bundle(desk.content, "guide/new", TWO, "topics: [walks]\nplaces: [ta-van]\n")

    assert {
        *all_of("guide/new"),
        "guide/new%vi",
        "guide/new%en",
        *lists("guide", "vi", "en"),
        *lists("archive", "vi", "en"),
        *lists("topic/walks", "vi", "en"),
        "place/ta-van@vi",
        "place/ta-van@en",
        "guide!zh",
        "topic/walks!zh",
    } == desk.asks()


def test_a_bundle_that_is_removed_concerns_the_lists_in_which_it_stood(desk: Desk) -> None:
    """And whoever shows it or leads to it."""
    desk.remove("place/cat-cat")

    assert {
        *all_of("place/cat-cat"),
        *lists("place", "vi"),
        *lists("archive", "vi"),
        "place!en",
        "place!zh",
    } == desk.asks()


def test_what_is_not_out_yet_concerns_itself_alone(desk: Desk) -> None:
    """It stands in no list, when it comes and when it goes."""
    assert set() == {
        item for item in read_items(desk.store, "guide@vi") if item.name == "guide/later"
    }
    desk.remove("guide/later")

    assert all_of("guide/later") == desk.asks()


def test_a_translation_moves_a_thing_from_what_is_lacking(desk: Desk) -> None:
    """To what the language has."""
    (desk.content / "place/cat-cat/en.md").write_text(markdown("Cat Cat"), encoding="utf-8")

    assert {
        *all_of("place/cat-cat"),
        "place/cat-cat%en",
        *lists("place", "en"),
        *lists("archive", "en"),
        "place!en",
    } == desk.asks()


def test_another_topic_concerns_both_lists(desk: Desk) -> None:
    """That from which a thing goes, and that to which it comes."""
    write_bundle(desk.content, "topic/tea")
    desk.refresh()
    desk.edit("place/ta-van/facts.yaml", "[walks]", "[tea]")
    both = {ask for topic in ("tea", "walks") for ask in lists(f"topic/{topic}", "vi", "en")}

    assert {*all_of("place/ta-van"), *both, "topic/tea!zh", "topic/walks!zh"} == desk.asks()


def test_a_day_comes_and_lets_a_thing_out(desk: Desk) -> None:
    """No file has changed; the pages that link to it were given no address till now."""
    expected = {
        *all_of("guide/later"),
        *lists("guide", "vi", "en"),
        *lists("archive", "vi", "en"),
        *lists("topic/walks", "vi", "en"),
        "guide!zh",
        "topic/walks!zh",
    }
    festival_is_over = all_of("festival/gau-tao")

    assert festival_is_over == desk.asks(clock("2026-06-30T23:59:59"))
    assert expected == desk.asks(clock("2026-07-01"))
    assert set() == desk.asks(clock("2026-07-02"))


def test_a_clock_that_is_put_back_takes_it_from_the_site(desk: Desk) -> None:
    """As if the day had never come."""
    desk.refresh(clock("2026-07-01"))
    before = tables(desk.store)
    back = desk.asks(clock("2026-06-30"))

    assert {"guide/later", "guide@vi", "guide@vi#", "archive@en"} <= back
    assert ["guide/visa"] == [item.name for item in read_items(desk.store, "guide@vi")]
    assert back == desk.asks(clock("2026-07-01"))
    assert before == tables(desk.store)


def test_a_clock_that_is_put_back_recalls_a_festival(desk: Desk) -> None:
    """The days that were over are the next ones again."""
    assert all_of("festival/gau-tao") == desk.asks(clock("2026-06-13"))
    assert all_of("festival/gau-tao") == desk.asks(clock("2026-06-12T23:59:59"))


def test_a_guide_is_due(desk: Desk) -> None:
    """Checked a year ago, and so is the other, which is out by then."""
    desk.refresh(clock("2027-01-03"))

    assert all_of("guide/visa", "guide/later") == desk.asks(clock("2027-01-04"))


@pytest.mark.parametrize(
    ("path", "moment"),
    [
        pytest.param("festival/gau-tao", "2026-06-13", id="a festival that is over"),
        pytest.param("guide/later", "2026-07-01", id="a thing that comes out"),
        pytest.param("guide/visa", "2027-01-04", id="a guide that is due"),
    ],
)
def test_time_passes_for_what_was_edited_too(desk: Desk, path: str, moment: str) -> None:
    """Another text alone would concern no list; what the clock decides, all that show the thing."""
    desk.edit(f"{path}/vi.md", "[a]" if path == "guide/visa" else "Một đoạn", "Hai")

    assert path in desk.asks(clock(moment))


def test_the_next_change_is_the_next_instant(desk: Desk) -> None:
    """So that whoever waits knows how long; None where nothing comes any more."""

    def following(moment: str) -> int | None:
        return Content(desk.store, config(desk.root), clock(moment), fresh=False).next_change()

    assert clock("2026-06-13").now == following("2026-06-01")
    assert clock("2026-07-01").now == following("2026-06-13")
    assert following("2090-01-01") is None


def test_what_waits_stays_until_the_pages_are_made(desk: Desk) -> None:
    """A build that stops on a mistake leaves it to the next one."""
    desk.edit("place/ta-van/en.md", "Một đoạn", "Một hai đoạn")
    desk.refresh()
    content = Content(desk.store, config(desk.root), CLOCK, fresh=False)
    content.refresh(checksum=False)

    assert [("place/ta-van%en",)] == desk.store.all("SELECT ask FROM pending")


def test_a_refresh_that_fails_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it or nothing."""
    before = tables(desk.store)
    desk.remove("place/cat-cat")
    desk.edit("place/ta-van/en.md", "Cat Cat", "Cat Dog")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(content_module, "check_references", fail)
    with pytest.raises(KeyboardInterrupt):
        desk.refresh()
    assert before == tables(desk.store)


def test_what_stands_beside_the_bundles_is_told(desk: Desk) -> None:
    """Every time: nobody remembers it."""
    (desk.content / "notes.txt").touch()

    assert ["content/notes.txt"] == [each.path.as_posix() for each in desk.refresh()]
    assert ["content/notes.txt"] == [each.path.as_posix() for each in desk.refresh()]


def test_bytes_of_the_same_size_and_time_are_found_by_checksum(desk: Desk) -> None:
    """Where times lie."""
    folder = desk.content / "place/ta-van"
    for path in (*folder.iterdir(), folder):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    desk.refresh()
    desk.edit("place/ta-van/en.md", "đoạn", "đoản")
    os.utime(folder / "en.md", (1_700_000_000, 1_700_000_000))

    assert set() == desk.asks()
    assert {"place/ta-van%en"} == desk.asks(checksum=True)


def test_only_what_was_watched_is_looked_at(desk: Desk) -> None:
    """Changes, what is new and what is gone among them; the others wait."""
    desk.edit("guide/visa/en.md", "Một đoạn", "Một hai đoạn")
    desk.edit("place/ta-van/en.md", "Một đoạn", "Một hai đoạn")
    desk.remove("place/cat-cat")
    desk.remove("guide/later")
    write_bundle(desk.content, "page/about")
    write_bundle(desk.content, "page/other")
    watched = {"guide/visa", "place/cat-cat", "page/about", "page/zzz", "nothing"}
    asked = desk.asks(only=watched)

    assert {"guide/visa%en", "place/cat-cat", "page/about", "page/about%vi"} <= asked
    assert not {"place/ta-van%en", "guide/later", "page/other"} & asked
    assert {"place/ta-van%en", "guide/later", "page/other"} <= desk.asks()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a\tb.jpg", id="tab"),
        pytest.param("a\nb.jpg", id="line break"),
        pytest.param(os.fsdecode(b"caf\xe9.jpg"), id="no UTF-8"),
    ],
)
def test_a_file_of_any_name_can_be_told_of(desk: Desk, name: str) -> None:
    """A build says what is wrong with it, once and again, and goes on when it is gone."""
    file = desk.content / "place/ta-van" / name
    file.touch()
    desk.refresh()
    desk.refresh()

    assert ["place/ta-van"] == [name for (name,) in desk.store.all("SELECT name FROM problems")]
    file.unlink()
    desk.refresh()
    assert [] == desk.store.all("SELECT name FROM problems")


def add_old_stories(desk: Desk) -> None:
    """As many as fill a page and more."""
    for number in range(PER_PAGE):
        write_bundle(desk.content, f"guide/new-{number}", TWO, "topics: [walks]\n")


def rename(desk: Desk) -> None:
    """The same files under another name."""
    (desk.content / "place/ta-van").rename(desk.content / "place/another")


def clash(desk: Desk) -> None:
    """Two things at one address."""
    desk.edit("place/ta-van/vi.md", "title:", "slug: cat-cat\ntitle:")


def break_facts(desk: Desk) -> None:
    """A bundle that nobody can read."""
    desk.edit("place/cat-cat/facts.yaml", "category", "kategory")


def empty(desk: Desk) -> None:
    """Nothing is left but the folder."""
    shutil.rmtree(desk.content)
    desk.content.mkdir()


EDITS: dict[str, Callable[[Desk], object]] = {
    "body": lambda it: it.edit("place/cat-cat/vi.md", "## Đi", "## Ăn"),
    "title": lambda it: it.edit("place/ta-van/vi.md", "Cát", "Ăn"),
    "date": lambda it: it.edit("guide/visa/facts.yaml", "date: 2026-01-05", "date: 2025-01-05"),
    "not out any more": lambda it: it.edit(
        "guide/visa/facts.yaml", "date: 2026-01-05", "date: 2099-01-05"
    ),
    "topics": lambda it: it.edit("guide/visa/facts.yaml", "topics: [walks]\n", ""),
    "removed": lambda it: it.remove("place/cat-cat"),
    "removed topic": lambda it: it.remove("topic/walks"),
    "added": lambda it: write_bundle(it.content, "story/new", None, "places: [cat-cat]\n"),
    "many added": add_old_stories,
    "renamed": rename,
    "clash": clash,
    "broken": break_facts,
    "translation gone": lambda it: (it.content / "guide/visa/en.md").unlink(),
    "mistake in a text": lambda it: it.edit("place/cat-cat/vi.md", "Một.", "[a](zzz)"),
    "everything gone": empty,
}


@pytest.mark.parametrize("moment", ["2026-06-01", "2026-07-01", "2026-01-01"])
@pytest.mark.parametrize("edit", EDITS)
def test_a_store_that_goes_on_is_one_that_begins(desk: Desk, edit: str, moment: str) -> None:
    """Whatever was edited while time passed or was put back, nothing of before is left."""
    EDITS[edit](desk)
    desk.refresh(clock(moment))
    anew = desk.again(clock(moment))

    assert tables(anew.store) == tables(desk.store)
    anew.store.close()


def test_what_is_undone_leaves_no_trace(desk: Desk) -> None:
    """Removed, and put back; broken, and mended."""
    before = tables(desk.store)
    aside = desk.root / "aside"
    for name in ("place/cat-cat", "topic/walks", "guide/visa"):
        (desk.content / name).rename(aside)
        desk.refresh()
        assert before != tables(desk.store)
        aside.rename(desk.content / name)
        desk.refresh()

    assert before == tables(desk.store)


def test_many_bundles_are_read_by_several_processes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which of them read what makes no difference."""
    monkeypatch.setenv("SITE_WORKERS", "2")
    monkeypatch.setattr(content_module, "_MANY", 2)
    anew = desk.again(CLOCK)

    assert tables(anew.store) == tables(desk.store)
    anew.store.close()


def test_a_bundle_that_has_not_changed_is_not_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the one that has."""
    read = []
    real = Reader.read

    def note(reader: Reader, task: object) -> object:
        read.append(getattr(task, "name", ""))
        return real(reader, task)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "read", note)
    desk.edit("place/ta-van/en.md", "Một đoạn", "Một hai đoạn")
    desk.refresh()

    assert ["place/ta-van"] == read


def test_what_moves_leaves_one_place_and_comes_to_another() -> None:
    """What stays where it was does neither."""
    old, new, other = (Item((day,), "story/a", day) for day in (1, 2, 3))
    changes = Changes()
    changes.move(
        {"story@vi": old, "archive@vi": other, "topic/tea@vi": old},
        {
            "story@vi": new,
            "archive@vi": other,
            "topic/walks@vi": new,
        },
    )

    assert {"story@vi": [old], "topic/tea@vi": [old]} == changes.leaving
    assert {"story@vi": [new], "topic/walks@vi": [new]} == changes.coming
