"""Everything that can be wrong with pictures at once: one run names it all, soon and in a limit."""

import os
import time
from pathlib import Path

import pytest

from plugins.images.originals import FORMATS
from tests.builds.test_pictures import renditions
from tests.images.hostile import HARMLESS, PAYLOAD, REFUSED, UNDECODABLE, Make
from tests.project import Project

# The build itself, in as much memory as one of its workers may have.
_IN_A_GIBIBYTE = """
import sys
if sys.platform == "linux":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from plugins.build import main
sys.exit(main([]))
"""
_SECONDS = 60


def add(project: Project, files: dict[str, Make]) -> list[str]:
    """Put pictures into the project, which a text shows; one bundle for each ending."""
    names = []
    for ending in FORMATS:
        bundle = f"content/page/all-{ending[1:]}"
        chosen = [name for name in files if name.endswith(ending)]
        if not chosen:
            continue
        rights = "{credit: A, licence: CC BY 4.0, medium: photograph}"
        pictures = "".join(f"  {name}: {rights}\n" for name in chosen)
        project.write(f"{bundle}/facts.yaml", f"date: 2026-01-05\npictures:\n{pictures}")
        figures = "\n\n".join(f"![a]({name})" for name in chosen)
        project.write(f"{bundle}/vi.md", f"---\ntitle: A\nsummary: B.\n---\n\n{figures}\n")
        for name in chosen:
            project.write(f"{bundle}/{name}", files[name]())
            names.append(f"{bundle}/{name}")
    return names


def add_what_is_no_file(project: Project) -> list[str]:
    """What stands in folders under the name of a picture."""
    folder = project.content / "page" / "all-jpg"
    (folder / "folder.jpg").mkdir()
    (folder / "loop.jpg").symlink_to("loop.jpg")
    project.write("content/page/all-jpg/telephone.heic", b"\0\0\0\x18ftypheic")
    project.write("content/page/all-jpg/camera.nef", b"MM\0*")
    names = ["folder.jpg", "loop.jpg", "telephone.heic", "camera.nef"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.jpg")
        names.append("pipe.jpg")
    if hasattr(os, "geteuid") and os.geteuid():  # nothing is locked for root
        project.write("content/page/all-jpg/locked.jpg", b"x")
        (folder / "locked.jpg").chmod(0)
        project.replace(
            "content/page/all-jpg/facts.yaml",
            "pictures:\n",
            "pictures:\n  locked.jpg: {credit: A, licence: CC BY 4.0, medium: photograph}\n",
        )
        names.append("locked.jpg")
    return [f"content/page/all-jpg/{name}" for name in names]


def test_one_run_names_every_picture_that_cannot_be_used(project: Project) -> None:
    """Each with what to do; nothing is written, and the build is not killed, slow or large."""
    refused = {name: make for name, (make, _) in REFUSED.items()}
    names = add(project, {**refused, **UNDECODABLE, "fine.jpg": HARMLESS["zip.jpg"]})
    names += add_what_is_no_file(project)
    before = project.tree()
    started = time.monotonic()
    result = project.python("-c", _IN_A_GIBIBYTE)

    assert time.monotonic() - started < _SECONDS
    assert 1 == result.code
    assert "Traceback" not in result.stderr
    expected = sorted(name for name in names if not name.endswith("fine.jpg"))
    assert expected == sorted(problem.path.as_posix() for problem in result.problems)
    assert all(problem.remedy.strip() for problem in result.problems)
    assert before == project.tree()


@pytest.mark.long
def test_what_is_a_picture_all_the_same_is_published_without_the_rest(project: Project) -> None:
    """Archives, scripts and broken profiles stay behind, in the real command too."""
    add(project, HARMLESS)
    result = project.build()

    assert 0 == result.code, result.stderr
    made = [path for path in renditions(project) if "/all-" in path.as_posix()]
    assert {Path(name).stem for name in HARMLESS} <= {path.name.rpartition("-")[0] for path in made}
    assert not [path for path in made if PAYLOAD in path.read_bytes()]
