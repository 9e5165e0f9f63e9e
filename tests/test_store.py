import hashlib
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from plugins.problems import Problem
from plugins.store import (
    Store,
    StoreBroken,
    filled,
    new_store,
    open_store,
    seal,
    unseal,
)
from tests.conftest import ROOT
from tests.specimens import facts, thing

VERSION = "1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store is to be."""
    return tmp_path / "cache" / "store.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new store that is filled."""
    made = filled(new_store(path, VERSION))
    yield made
    made.close()


def reason(path: Path, version: str = VERSION) -> str:
    """Why a store cannot be opened."""
    with pytest.raises(StoreBroken) as caught:
        open_store(path, version)
    return str(caught.value)


VALUES = [
    None,
    "Cát Cát",
    (1, 2.5, b"bytes", True),
    {"a": [1, 2], "b": {"c"}},
    Path("content/place/cat-cat/vi.md"),
    datetime(2026, 1, 5, tzinfo=UTC),
    datetime(2026, 1, 5, tzinfo=timezone(timedelta(hours=7))).date(),
    Problem(Path("content"), 1, "what", "remedy"),
    thing("place/cat-cat", "vi", "en", pictures={}),
    facts("award"),
    facts("story", embargo_until="2026-01-05T12:00:00+07:00"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_out_as_it_went_in(value: object) -> None:
    """Plain values, days, paths, and whatever our own modules make."""
    assert value == unseal(seal(value))


def test_every_wrong_bit_of_a_value_is_noticed() -> None:
    """Wherever it is, in the seal too; so is every cut and every addition."""
    sealed = seal(("place/cat-cat", ["a", "b"], 4711))
    damaged = [
        sealed[:index] + bytes([sealed[index] ^ 1 << bit]) + sealed[index + 1 :]
        for index in range(len(sealed))
        for bit in range(8)
    ]
    damaged += [sealed[:length] for length in range(len(sealed))]
    damaged += [sealed + b"\0", sealed + sealed, b"\0" + sealed]

    for each in damaged:
        with pytest.raises(StoreBroken, match="damaged"):
            unseal(each)


@pytest.mark.parametrize("value", [None, 1, "text"])
def test_a_value_that_is_missing_is_noticed(value: object) -> None:
    """SQLite has no types: a column may hold anything."""
    with pytest.raises(StoreBroken, match="missing"):
        unseal(value)


def sealed(content: bytes) -> bytes:
    """What unseals to the object of a pickle: whoever can write a store can seal as well."""
    return hashlib.blake2b(content, digest_size=16).digest() + content


def call(module: str, name: str, argument: str) -> bytes:
    """A pickle that calls a function while it is loaded, made by hand."""
    strings = (
        pickle.SHORT_BINUNICODE + bytes([len(each)]) + each.encode() for each in (module, name)
    )
    given = pickle.SHORT_BINUNICODE + bytes([len(argument)]) + argument.encode()
    found = b"".join(strings) + pickle.STACK_GLOBAL
    return pickle.PROTO + b"\x04" + found + given + pickle.TUPLE1 + pickle.REDUCE + pickle.STOP


EXPLOITS = {
    "a function of the system": ("os", "system"),
    "its true module": ("posix", "system"),
    "a built-in": ("builtins", "exec"),
    "a process": ("subprocess", "check_call"),
    "a module that ours imports": ("plugins.config", "os.system"),
    "a module that ours imports, further": ("plugins.build", "sys.modules.pop"),
    "a function of ours that runs files": ("plugins.config", "read_settings_file"),
    "a function that ours imports": ("plugins.pages", "cast"),
    "a function of a library": ("plugins.images.encode", "Image.open"),
    "a class that ours imports": ("plugins.images.crew", "ProcessPoolExecutor"),
}


@pytest.mark.parametrize("name", EXPLOITS)
def test_what_is_not_a_value_of_ours_is_not_made(name: str) -> None:
    """A store may come from anywhere: loading it runs nobody's code, however it is named."""
    module, function = EXPLOITS[name]

    with pytest.raises(StoreBroken, match="has no place in a store"):
        unseal(sealed(call(module, function, "1")))


@pytest.mark.parametrize(
    ("load", "ran"),
    [
        pytest.param("pickle.loads(content)", True, id="pickle itself"),
        pytest.param("unseal(seal_of(content) + content)", False, id="our own"),
    ],
)
def test_a_pickle_that_runs_a_command_does_not_run_it(tmp_path: Path, load: str, ran: bool) -> None:
    """The very same bytes do run it where nobody looks at what they name."""
    target = tmp_path / "canary"
    script = (
        "import hashlib, os, pickle\n"
        "from plugins.store import StoreBroken, unseal\n"
        "class Exploit:\n"
        f"    def __reduce__(self): return os.system, ({f'touch {target}'!r},)\n"
        "content = pickle.dumps(Exploit())\n"
        "seal_of = lambda content: hashlib.blake2b(content, digest_size=16).digest()\n"
        f"try: {load}\n"
        "except StoreBroken as reason: print(reason)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout

    assert ran == target.exists()
    assert ran == ("has no place in a store" not in said)


@pytest.mark.parametrize("content", [b"", b"words", pickle.dumps(1)[:-1], b"cplugins.store\nNo\n."])
def test_sealed_bytes_that_are_no_value_are_damage(content: bytes) -> None:
    """With a true seal too: every mistake in a store leads to a full build, none to a traceback."""
    with pytest.raises(StoreBroken):
        unseal(sealed(content))


def test_a_filled_store_is_opened_again(path: Path, store: Store) -> None:
    """With all that was put into it."""
    store.put("build", 7)
    with closing(open_store(path, VERSION)) as again:
        assert (7, "none") == (again.get("build"), again.get("nothing", "none"))


def test_without_a_file_there_is_no_store(path: Path) -> None:
    """The first build of all."""
    assert "there is no store yet" == reason(path)
    assert not path.exists()


def test_a_folder_is_no_store(path: Path) -> None:
    """Whatever stands there is not taken for one."""
    path.mkdir(parents=True)

    assert "there is no store yet" == reason(path)


def test_a_store_of_another_version_is_not_opened(path: Path, store: Store) -> None:
    """Other code may mean something else by the same values."""
    assert reason(path, "2").startswith("the program, its settings or its libraries")


def test_a_store_that_was_not_filled_is_not_opened(path: Path) -> None:
    """A build that was killed leaves one behind."""
    new_store(path, VERSION).close()

    assert "the build that made the store did not come to its end" == reason(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"just words", id="words"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 4096, id="a header and rubbish"),
    ],
)
def test_a_file_that_is_no_database_is_not_opened(path: Path, content: bytes) -> None:
    """There is a reason for the full build, whatever the file is."""
    path.parent.mkdir()
    path.write_bytes(content)

    assert reason(path)


def test_a_store_without_its_tables_is_not_opened(path: Path) -> None:
    """A database of somebody else."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE words (word TEXT)")

    assert "no such table" in reason(path)


def fill(store: Store) -> None:
    """Put in so much that the file has many pages."""
    store.many("INSERT INTO problems VALUES (?, ?)", ((f"{n}", seal("a" * 500)) for n in range(99)))


def test_a_store_that_was_cut_off_is_noticed(path: Path) -> None:
    """Wherever the cut is: when it is opened, or at the latest when it is read."""
    store = new_store(path, VERSION)
    fill(store)
    filled(store).close()
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 4096):
        path.write_bytes(whole[:length])

        with pytest.raises(StoreBroken):
            read_all(path)


def read_all(path: Path) -> None:
    """Open a store, and read every value of a table."""
    with closing(open_store(path, VERSION)) as store:
        values = [unseal(found) for (found,) in store.all("SELECT found FROM problems")]
    if len(values) != 99:
        raise AssertionError("values are lost, and nobody was told")


def test_a_byte_that_was_changed_in_the_file_changes_no_value(path: Path) -> None:
    """Either the store is refused, or the value is: none is ever another one."""
    store = new_store(path, VERSION)
    fill(store)
    filled(store).close()
    whole = path.read_bytes()
    refused = 0
    for index in range(100, len(whole), 997):
        path.write_bytes(whole[:index] + bytes([whole[index] ^ 0x55]) + whole[index + 1 :])
        try:
            with closing(open_store(path, VERSION)) as changed:
                for (found,) in changed.all("SELECT found FROM problems"):
                    assert "a" * 500 == unseal(found)
        except StoreBroken:
            refused += 1

    assert refused


def test_a_new_store_takes_the_place_of_any_other(path: Path, store: Store) -> None:
    """Nothing of the old one is in it, not even what is only in its log."""
    store.put("old", "value")
    store.close()
    path.with_name("store.sqlite-wal").write_bytes(b"rubbish")
    path.with_name("store.sqlite-shm").write_bytes(b"rubbish")
    again = filled(new_store(path, VERSION))

    assert "none" == again.get("old", "none")
    again.close()


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    """What failed has changed nothing; what ended has."""
    with store.transaction():
        store.put("kept", 1)
    with pytest.raises(RuntimeError):
        fail_in_a_transaction(store)

    assert (1, None) == (store.get("kept"), store.get("lost"))


def fail_in_a_transaction(store: Store) -> None:
    """Change two values, and fail before the end."""
    with store.transaction():
        store.put("kept", 2)
        store.put("lost", 2)
        raise RuntimeError


def test_a_transaction_outlives_the_process_that_ended_it(path: Path, store: Store) -> None:
    """A build that is killed loses what it had begun, and keeps what it had done."""
    store.put("kept", 1)
    script = (
        "import os, sys; from pathlib import Path; from plugins.store import open_store\n"
        f"store = open_store(Path({str(path)!r}), {VERSION!r})\n"
        "with store.transaction(): store.put('kept', 2)\n"
        "store.do('BEGIN IMMEDIATE'); store.put('kept', 3); os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)

    assert 9 == done.returncode
    with closing(open_store(path, VERSION)) as again:
        assert 2 == again.get("kept")


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.all("SELECT nothing FROM nowhere"),
        lambda store: store.do("nonsense"),
        lambda store: store.do("INSERT INTO instants VALUES (?, ?)", 2**64, "a"),
        lambda store: store.many("INSERT INTO nowhere VALUES (?)", [(1,)]),
        lambda store: store.many("INSERT INTO pending VALUES (?)", [("a",), ("a",)]),
        lambda store: store.many("INSERT INTO instants VALUES (?, ?)", [(2**64, "a")]),
    ],
)
def test_whatever_goes_wrong_in_a_store_is_said_in_one_way(store: Store, use: Any) -> None:
    """So that one place can answer it with a full build."""
    with pytest.raises(StoreBroken):
        use(store)


def indexes(store: Store) -> set[str]:
    """The names of the indexes that we make."""
    found = store.all("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {name for (name,) in found}


def test_indexes_of_a_layer_are_made_once_it_is_filled(store: Store) -> None:
    """Those of the content with the store, those of the pages when the first pages are in it."""
    content = indexes(store)
    store.index("pages")
    both = indexes(store)
    store.index("pages")

    assert content
    assert content < both
    assert both == indexes(store)


def test_the_pages_layer_can_be_emptied(store: Store) -> None:
    """Without its indexes, to be filled anew; the content layer stays."""
    content = indexes(store)
    store.index("pages")
    store.do("INSERT INTO pages (key) VALUES ('home@vi')")
    store.do("INSERT INTO names (ask) VALUES ('place/cat-cat')")
    store.do("INSERT INTO asks VALUES (1, 1)")
    store.do("INSERT INTO things (name) VALUES ('place/cat-cat')")
    store.unindex_pages()

    assert content == indexes(store)
    for table, count in {"pages": 0, "names": 0, "asks": 0, "things": 1}.items():
        assert [(count,)] == store.all(f"SELECT count(*) FROM {table}")
