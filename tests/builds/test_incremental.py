"""What a build makes of what has changed is, byte for byte, what a clean build makes of all."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from plugins import engine, facets
from plugins.config import Options, config_of, read_settings_file
from plugins.pool import meanwhile
from plugins.problems import BadSettings, BuildStopped
from tests.builds.edits import Editor
from tests.project import NAME, Project, clean_environment

# Short pages, so that the sample has several of each list.
PER_PAGE, ARCHIVE_PER_PAGE = 2, 3


@dataclass(frozen=True)
class Outcome:
    """What a build said: "" where it went well, else the problems or a traceback."""

    said: str
    tree: dict[str, bytes]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def built(project: Project, now: str, output: Path, cache: Path, checksum: bool) -> str:
    """Build in this process, which is a fork and ends after it; what it said."""
    os.environ |= {**clean_environment({"SOURCE_DATE_EPOCH": now})}
    os.chdir(project.root)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    facets.PER_PAGE, facets.ARCHIVE_PER_PAGE = PER_PAGE, ARCHIVE_PER_PAGE
    try:
        config = config_of(read_settings_file("pelicanconf.py"), "pelicanconf.py")
        there = replace(config, output=output, cache=cache, catalogues=cache / "translations")
        engine.build(there, config.version(), Options(checksum=checksum))
    except BuildStopped as stopped:
        return stopped.text()
    except BadSettings as bad:
        return str(bad)
    except Exception:  # noqa: BLE001  # the test shows it
        return traceback.format_exc()
    return ""


@dataclass
class World:
    """A project that is built again and again, and beside it a clean build of every state."""

    project: Project
    clean: Path
    kept: Path
    edits: int = 0
    said: list[str] = field(default_factory=list)

    def build(self, now: str, checksum: bool) -> tuple[Outcome, Outcome]:
        """Build on, and build cleanly, at the same time."""
        shutil.rmtree(self.clean, ignore_errors=True)
        pictures = self.clean / "cache" / "images"
        pictures.parent.mkdir(parents=True)
        pictures.symlink_to(self.project.root / ".cache" / "images")
        output, cache = self.project.output, self.project.root / ".cache"
        again = meanwhile(lambda: built(self.project, now, output, cache, checksum))
        anew = meanwhile(
            lambda: built(self.project, now, self.clean / "output", self.clean / "cache", False)
        )
        said = again()
        return Outcome(said, tree(output)), Outcome(anew(), tree(self.clean / "output"))

    def check(self, now: str, checksum: bool) -> bool:
        """Compare both; whether they went well."""
        before = tree(self.project.output)
        incremental, clean = self.build(now, checksum)
        assert "Traceback" not in incremental.said, incremental.said
        assert clean.said == incremental.said
        if clean.said:
            assert before == incremental.tree
            return False
        differing = {
            name
            for name in clean.tree.keys() | incremental.tree.keys()
            if clean.tree.get(name) != incremental.tree.get(name)
        }
        assert set() == differing
        return True

    def keep(self) -> None:
        """Remember the sources as they are."""
        shutil.rmtree(self.kept, ignore_errors=True)
        for name in ("content", "theme", "pelicanconf.py"):
            source, target = self.project.root / name, self.kept / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)

    def go_back(self) -> None:
        """Take the sources as they were."""
        for name in ("content", "theme"):
            shutil.rmtree(self.project.root / name)
            shutil.copytree(self.kept / name, self.project.root / name)
        shutil.copy2(self.kept / "pelicanconf.py", self.project.root / "pelicanconf.py")


class Edits(RuleBasedStateMachine):
    """Random edits, each followed by a build."""

    start: Project
    folder: Path
    worlds = 0
    total = 0
    failed = 0

    def __init__(self) -> None:
        super().__init__()
        Edits.worlds += 1
        base = self.folder / str(Edits.worlds)
        project = self.start.copied_to(base / NAME)
        # It was made with longer pages.
        project.remove(".cache/store.sqlite")
        self.world = World(project, base / "clean", base / "kept")

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        """The first build; from here on the seed decides."""
        self.editor = Editor(self.world.project, random.Random(seed))
        assert self.world.check(self.editor.now, checksum=False)
        self.world.keep()

    @rule()
    def edit(self) -> None:
        """One to three edits, then a build; what cannot be built is taken back, and built again."""
        editor, before = self.editor, self.editor.now
        made = [editor.edit() for _ in range(editor.chance.randint(1, 3))]
        print(made, file=sys.stderr)
        Edits.total += len(made)
        checksum = any(each.startswith("lie") for each in made)
        if not self.world.check(editor.now, checksum):
            Edits.failed += 1
            self.world.go_back()
            editor.now = before
            # Going back lies as well: the old bytes come with the time that the new ones had.
            assert self.world.check(editor.now, checksum)
        self.world.keep()


def run(start: Project, folder: Path, examples: int, steps: int, random_seed: bool) -> None:
    """Run the edits; how many there were is printed."""
    Edits.start, Edits.folder = start, folder
    Edits.total = Edits.failed = 0
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not random_seed,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{Edits.total} edits, {Edits.failed} builds that stopped, 0 differences")


def test_after_every_edit_the_output_is_that_of_a_clean_build(
    sample: Project, tmp_path: Path
) -> None:
    """A few dozen edits of every sort, compared byte for byte over the whole output."""
    run(sample, tmp_path, examples=1, steps=16, random_seed=False)

    assert 30 <= Edits.total


@pytest.mark.long
def test_after_hundreds_of_edits_too(sample: Project, tmp_path: Path) -> None:
    """The same for at least 500 edits, others in every run."""
    run(sample, tmp_path, examples=10, steps=32, random_seed=True)

    assert 500 <= Edits.total


def kill_and_build(start: Project, folder: Path, kills: int, chance: random.Random) -> int:
    """Edit, kill the build at a random moment, build, compare; how many were killed under way."""
    project = start.copied_to(folder / NAME)
    editor = Editor(project, chance)
    killed = 0
    for number in range(kills):
        whole = number % 3 == 0
        if whole:
            project.remove(".cache/store.sqlite")
        for _ in range(8):
            editor.title()
            editor.body()
        killed += _killed(project, chance.uniform(0.1, 2.5 if whole else 0.8))
        if project.build().code:  # a link of an edit may lead nowhere in particular
            project.remove("content")
            shutil.copytree(start.content, project.content)
            assert 0 == project.build().code
        assert clean_tree(project, folder / f"clean-{number}") == project.tree()
    return killed


def _killed(project: Project, after: float) -> bool:
    """Start a build and kill it; whether it was still under way."""
    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.build"],
        cwd=project.root,
        env=clean_environment(None),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    under_way = process.poll() is None
    if under_way:
        # Its workers must end by themselves, and at once.
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return under_way


def clean_tree(project: Project, folder: Path) -> dict[str, bytes]:
    """What a clean build of the same sources makes; pictures come from the cache."""
    clean = project.copied_to(folder / NAME)
    clean.remove("output")
    for path in (clean.root / ".cache").iterdir():
        if path.name != "images":
            clean.remove(f".cache/{path.name}")
    assert 0 == clean.build().code
    found = clean.tree()
    shutil.rmtree(folder)
    return found


def test_a_build_that_was_killed_is_mended_by_the_next(sample: Project, tmp_path: Path) -> None:
    """Whenever it is killed: while it reads, renders or writes, from scratch or after an edit."""
    assert 1 <= kill_and_build(sample, tmp_path, 3, random.Random(3))


@pytest.mark.long
def test_killed_again_and_again(sample: Project, tmp_path: Path) -> None:
    """The same, at dozens of moments; how many builds were killed is printed."""
    killed = kill_and_build(sample, tmp_path, 60, random.Random())
    print(f"60 builds, of which {killed} were killed under way, 0 differences")

    assert 20 <= killed


@pytest.mark.parametrize(("workers", "seed"), [("1", "0"), ("2", "4711"), ("4", "random")])
def test_workers_and_hash_seeds_decide_no_byte(
    sample: Project, tmp_path: Path, workers: str, seed: str
) -> None:
    """Clean and after an edit, with one process or several."""
    project = sample.copied_to(tmp_path / NAME)
    environment = {"SITE_WORKERS": workers, "PYTHONHASHSEED": seed}
    # Few bundles and pages would be done in one process, whatever is asked.
    project.replace("plugins/content.py", "_MANY = 24", "_MANY = 2")
    project.replace("plugins/engine.py", "_MANY_PAGES = 200", "_MANY_PAGES = 2")
    project.replace("plugins/engine.py", "_MANY_FILES = 500", "_MANY_FILES = 2")
    project.remove("output")
    assert 0 == project.build(environment=environment).code
    assert sample.tree() == project.tree()

    for name in ("story/first-walk/vi.md", "place/sa-pa/en.md", "topic/crafts/zh.md"):
        project.replace(f"content/{name}", "summary: ", "summary: X ")
    assert 0 == project.build(environment=environment).code
    assert clean_tree(project, tmp_path / "clean") == project.tree()


def test_a_store_with_wrong_bits_makes_no_wrong_site(sample: Project, tmp_path: Path) -> None:
    """Whichever bytes of the store are damaged, the next build makes what a clean one makes."""
    chance = random.Random(7)
    project = sample.copied_to(tmp_path / NAME)
    editor = Editor(project, chance)
    for number in range(3):
        assert 0 == project.build().code
        store = project.root / ".cache" / "store.sqlite"
        content = bytearray(store.read_bytes())
        for _ in range(200):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        store.write_bytes(bytes(content))
        editor.title()
        editor.summary()
        result = project.build()
        assert 0 == result.code, result.stderr
        assert clean_tree(project, tmp_path / f"clean-{number}") == project.tree()
