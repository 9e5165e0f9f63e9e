"""Build, test and serve the site. On a bare machine: `python3 tasks.py build`.

Run as a script, it makes `.venv`, installs what the job needs (hash-locked) and goes on inside it.
Inside the environment the same jobs are `invoke build`, `invoke test`, `invoke --list`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
# Jobs that need the packages of the tests too.
TEST_JOBS = ("test", "lint", "fonts", "vendor", "lock")
# Where one of these is set, pictures are shared with other machines: docs/pictures.md
SHARED = ("SITE_PICTURE_CACHE", "SITE_PICTURE_EXECUTOR")


def main(arguments: list[str]) -> int:
    """Prepare the environment for a job, then run the job in it; its exit code."""
    if sys.version_info < OLDEST:
        print(f"Python {'.'.join(map(str, OLDEST))} or newer is needed.", file=sys.stderr)
        return 1
    testing = any(argument in TEST_JOBS for argument in arguments)
    more = ["requirements-test.txt"] if testing else []
    more += ["requirements-bench.txt"] if "bench" in arguments else []
    more += ["requirements-remote.txt"] if any(os.environ.get(name) for name in SHARED) else []
    prepare(["requirements.txt", *more])
    # Windows code pages cannot say what our messages say.
    os.environ["PYTHONUTF8"] = "1"
    command = [str(venv_python()), "-m", "invoke", *(arguments or ["--list"])]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def prepare(requirements: list[str]) -> None:
    """Make `.venv` where it is missing, and install what changed since the last time."""
    finished = VENV / "finished"
    if not (venv_python().exists() and finished.exists()):
        print("Making .venv …", flush=True)
        run_or_exit([sys.executable, "-m", "venv", "--clear", str(VENV)], "Cannot make .venv.")
        finished.touch()
    for name in requirements:
        stamp = VENV / f"installed-{name}"
        wanted = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            continue
        print(f"Installing {name} …", flush=True)
        pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        locked = ["install", "--require-hashes", "--no-deps", "--requirement", str(ROOT / name)]
        run_or_exit([*pip, *locked], f"Cannot install {name}.")
        stamp.write_text(wanted, encoding="utf-8")


def run_or_exit(command: list[str], complaint: str) -> None:
    """Run a command; where it fails, its own words and ours end the job."""
    result = subprocess.run(command, check=False)
    if result.returncode:
        raise SystemExit(complaint)


def venv_python() -> Path:
    """The Python of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

# Below this line we are inside the environment, where Invoke is installed.
from invoke import Collection, Context, task  # type: ignore[attr-defined]  # noqa: E402
from invoke.exceptions import Exit  # noqa: E402


def python(*arguments: str) -> None:
    """Run a module or script with the environment's Python; its failure ends the task."""
    result = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False)
    if result.returncode:
        raise Exit(code=result.returncode)


@task(
    help={
        "checksum": "Read every byte of the content, where times of files lie.",
        "explain": "Tell why pages were rendered, by count.",
    }
)
def build(_: Context, checksum: bool = False, explain: bool = False) -> None:
    """Build the site into output/: what changed since the last time."""
    chosen = {"--checksum": checksum, "--explain": explain}
    python("-m", "plugins.build", *(option for option, is_set in chosen.items() if is_set))


@task(help={"page": "The address of a page, its file in the output, or a file of content."})
def why(_: Context, page: str) -> None:
    """Explain on what a page depends, and why it was rendered or not."""
    python("-m", "plugins.why", page)


@task(help={"port": "Where to listen (8000)."})
def serve(_: Context, port: int = 8000) -> None:
    """Build, serve at http://localhost:8000, and rebuild on every change."""
    python("-m", "plugins.serve", str(port))


@task
def lint(_: Context) -> None:
    """Check style and types of the code."""
    python("-m", "ruff", "check", ".")
    python("-m", "ruff", "format", "--check", ".")
    python("-m", "mypy")


@task(
    pre=[lint],
    help={"long": "Also the tests that take minutes.", "only": "A file or an expression for -k."},
)
def test(_: Context, long: bool = False, only: str = "") -> None:
    """Check the code, build the site and test it; with --long, the slow tests too."""
    is_file = bool(only) and Path(only.split("::", maxsplit=1)[0]).exists()
    selected = [only] if is_file else ["-k", only] if only else []
    python("-m", "tests.toolchain")
    python("-m", "pytest", *([] if long else ["-m", "not long"]), *selected)


@task
def translations(_: Context) -> None:
    """Take the interface words from the templates into theme/translations/."""
    python("-m", "plugins.catalogues")


@task
def fonts(_: Context) -> None:
    """Make the font subsets in theme/fonts/ anew from the pinned packages."""
    python("-m", "plugins.fonts")


@task
def vendor(_: Context) -> None:
    """Take PhotoSwipe into the theme anew from its pinned package."""
    python("-m", "plugins.vendor")


@task(
    positional=["what"],
    help={
        "what": "build: compare whole builds; pictures: the making of renditions; quality.",
        "stories": "build: stories of the corpus, each in three languages (1000).",
        "photos": "pictures: how many photographs (60).",
        "pictures": "quality: how many pictures of each medium (6).",
        "photographs": "quality: a folder of real photographs, used besides our own.",
        "levers": "quality: compare the encoders' other settings instead.",
        "runs": "build, pictures: how often; medians are shown (3, 2).",
        "tools": "Some of ours,pelican,hugo,eleventy, or of ours,naive,pyvips,sharp.",
        "modes": "build: some of cold,unchanged,body,title,new,template.",
        "growth": "build: two sizes, 5000,20000: only our cold build, and how it grows.",
        "json": "Write every figure to this file.",
        "markdown": "Write the table to this file.",
        "plot": "build: draw the figures into this SVG file.",
        "work": "A new folder to work in, and to keep.",
    },
)
def bench(  # noqa: PLR0917  # as many as there are options
    _: Context,
    what: str,
    stories: int = 0,
    photos: int = 0,
    pictures: int = 0,
    photographs: str = "",
    levers: bool = False,
    runs: int = 0,
    tools: str = "",
    modes: str = "",
    growth: str = "",
    json: str = "",
    markdown: str = "",
    plot: str = "",
    work: str = "",
) -> None:
    """Compare our build, or our making of pictures, with that of other tools; choose qualities."""
    given = {
        "stories": stories,
        "photos": photos,
        "pictures": pictures,
        "photographs": photographs,
        "runs": runs,
        "tools": tools,
        "modes": modes,
        "growth": growth,
        "json": json,
        "markdown": markdown,
        "plot": plot,
        "work": work,
    }
    chosen = [f"--{name}={value}" for name, value in given.items() if value]
    python("-m", "tests.bench", what, *chosen, *(["--levers"] if levers else []))


@task
def lock(_: Context) -> None:
    """Pin the newest allowed packages, with hashes, in requirements*.txt."""
    common = "uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes"
    quiet = "--no-emit-index-url --no-header --quiet --upgrade"
    remote = "--extra remote --constraint requirements.txt"
    tests = f"{remote} --extra test --constraint requirements-remote.txt"
    bench = "--extra bench --constraint requirements.txt --constraint requirements-test.txt"
    for options in (
        "-o requirements.txt",
        f"{remote} -o requirements-remote.txt",
        f"{tests} -o requirements-test.txt",
        f"{bench} -o requirements-bench.txt",
    ):
        python("-m", *common.split(), *quiet.split(), *options.split())


@task(
    help={
        "unused": "Only pictures in the cache that nobody needs; the site stays.",
        "days": "With --unused: for how many days nobody needed them (30).",
    }
)
def clean(_: Context, unused: bool = False, days: int = 30) -> None:
    """Remove what was built and cached; with --unused, old pictures of the cache alone."""
    if unused:
        python("-m", "plugins.images.prune", f"--days={days}")
        return
    for name in ("output", ".cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


namespace = Collection(
    build, why, serve, test, lint, translations, fonts, vendor, bench, lock, clean
)
