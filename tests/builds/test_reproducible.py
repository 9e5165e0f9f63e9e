"""Same input, same bytes; and the output holds what this build made, no more and no less."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.project import NAME, Project, Result, attempt, new_project

FAR = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "HOME": "/nonexistent"}
NEAR = {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
STORY = "content/story/mowing"


def edit(project: Project) -> None:
    """What a writer may do in a day: words, a new slug, a thing less, a translation more."""
    project.replace(f"{STORY}/vi.md", "title: Cắt cỏ", "title: Cắt cỏ mùa xuân")
    project.replace(f"{STORY}/vi.md", "slug: cat-co", "slug: cat-co-mua-xuan")
    project.remove("content/festival/harvest-day")
    project.write(
        "content/guide/weather/zh.md", "---\ntitle: 天气\nsummary: 什么时候冷。\n---\n\n冬天冷。\n"
    )


@pytest.fixture(scope="module")
def edited(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The built sample, edited and built again."""
    made = attempt(sample, tmp_path_factory.mktemp("edited") / NAME, edit)
    assert 0 == made.result.code, made.result.stderr
    return made.project


def test_clean_builds_are_the_same_everywhere(sample: Project, tmp_path: Path) -> None:
    """Folder, time zone, locale and hash seed decide no byte."""
    projects = [new_project(tmp_path / name) for name in ("a", "far/b c")]

    def built(project: Project, environment: dict[str, str]) -> Result:
        return project.build(environment=environment)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(built, projects, (FAR, NEAR)))
    assert [0, 0] == [result.code for result in results]
    assert ["0 reused"] * 2 == [result.line("Pictures").split(", ")[1] for result in results]

    assert sample.tree() == projects[0].tree()
    assert sample.tree() == projects[1].tree()


def test_a_warm_build_is_the_same_as_a_clean_one(edited: Project, tmp_path: Path) -> None:
    """After edits, what is left in output and caches decides no byte either."""
    clean = new_project(tmp_path / NAME)
    edit(clean)
    assert 0 == clean.build().code

    assert clean.tree() == edited.tree()


def test_an_edit_changes_the_bytes(sample: Project, edited: Project) -> None:
    """The control of the tests above: other input gives other bytes."""
    assert sample.tree() != edited.tree()


def test_what_was_removed_or_renamed_leaves_the_output(sample: Project, edited: Project) -> None:
    """No page stays at an address that the content no longer has."""
    old = {"le-hoi/harvest-day", "en/festivals/harvest-day", "cau-chuyen/cat-co"}

    assert all((sample.output / folder).is_dir() for folder in old)
    assert not [folder for folder in old if (edited.output / folder).exists()]
    assert (edited.output / "cau-chuyen/cat-co-mua-xuan/index.html").is_file()


def test_foreign_files_leave_the_output_but_hidden_ones_stay(project: Project) -> None:
    """The output is ours alone, except what the publisher keeps there: .git and its like."""
    expected = project.tree()
    kept = {".git/config": b"[core]", ".git/refs/heads/main": b"0", ".nojekyll": b""}
    for name, content in kept.items():
        project.write(f"output/{name}", content)
    for name in ("old.html", "en/old/index.html", "images/old/a.jpg", "theme/0/main.css"):
        project.write(f"output/{name}", "old")
    (project.output / "empty/folder").mkdir(parents=True)
    assert 0 == project.build().code

    assert expected | kept == project.tree()
    assert not (project.output / "empty").exists()
    assert not (project.output / "en/old").exists()


def test_a_file_that_has_not_changed_keeps_its_time(project: Project) -> None:
    """Only pages that differ are written, so that an upload sends no more than those."""
    times = {name: (project.output / name).stat().st_mtime_ns for name in project.tree()}
    project.replace(f"{STORY}/vi.md", "Cỏ được cắt", "Cỏ được gặt")
    result = project.build()

    changed = [
        name for name, time in times.items() if time != (project.output / name).stat().st_mtime_ns
    ]
    assert ["cau-chuyen/cat-co/index.html"] == changed
    assert f"{len(times)}, of which 1 changed" == result.line("Files")


@pytest.mark.parametrize(
    ("output", "where"),
    [
        ("content/built", "inside content"),
        (".", "around content"),
        ("theme/built", "inside the theme"),
        (".cache/built", "inside the cache"),
        ("content", "content itself"),
    ],
    ids=lambda value: value if " " in value or "it" in value else "",
)
def test_an_output_folder_that_would_harm_sources_is_refused(
    project: Project, output: str, where: str
) -> None:
    """The build stops before it writes or removes anything."""
    project.write("other.py", f'from pelicanconf import *\n\nOUTPUT_PATH = "{output}"\n')
    before = everything(project)
    result = project.build("other.py")

    assert 1 == result.code
    assert "must lie apart" in result.stderr
    assert before == everything(project)


def everything(project: Project) -> dict[str, bytes]:
    """Every file of the project but what Python and the build keep for themselves."""
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in project.root.rglob("*")
        if path.is_file() and not {"__pycache__", ".cache"} & set(path.parts)
    }
