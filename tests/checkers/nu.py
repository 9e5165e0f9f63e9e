"""The Nu HTML checker (the one behind validator.w3.org), in one run for all files."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.checkers.finding import Finding
from tests.toolchain import java

HTML_OPTIONS = ("--skip-non-html",)
CSS_OPTIONS = ("--css",)
NEWER_THAN_THE_CHECKER = frozenset(
    {"@container", "container", "container-name", "container-type", "@property"}
    | {"@view-transition", "view-transition-name", "animation-timeline", "text-box"}
    | {"paint-order", "vector-effect"}  # SVG 2, which CSS may set
)
UNKNOWN = re.compile(r"Unrecognized at-rule “(.+?)”|Property “(.+?)” doesn't exist")


def check(files: Iterable[Path]) -> list[Finding]:
    """Check HTML files; errors and warnings are findings. Give files, never a folder."""
    return _run(HTML_OPTIONS, files)


def check_css(files: Iterable[Path]) -> list[Finding]:
    """Check style sheets; errors and warnings are findings, but for what is too new to be known."""
    return [finding for finding in _run(CSS_OPTIONS, files) if not _is_too_new(finding.what)]


def _run(options: Iterable[str], files: Iterable[Path]) -> list[Finding]:
    paths = [str(file.resolve(strict=True)) for file in files]
    if not paths:
        return []
    jar = str(java.vnu_jar())
    report = _java(
        ["-Xss4m", "-jar", jar, "--Werror", "--format", "json", "--stdout", *options, *paths]
    )
    return sorted({_finding(message) for message in report["messages"] if _counts(message)})


def _is_too_new(what: str) -> bool:
    unknown = UNKNOWN.search(what)
    return unknown is not None and not NEWER_THAN_THE_CHECKER.isdisjoint(unknown.groups())


def _java(arguments: Iterable[str]) -> dict[str, Any]:
    """Run Java with its arguments in a file, since thousands of paths overflow a command line."""
    with tempfile.TemporaryDirectory() as folder:
        argument_file = Path(folder, "arguments")
        argument_file.write_text("\n".join(map(_quoted, arguments)), encoding="utf-8")
        done = subprocess.run(
            [java.runtime(), f"@{argument_file}"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # else names in Vietnamese are not found
        )
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise RuntimeError(f"The Nu HTML checker did not run:\n{done.stderr}") from None
    return report


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _counts(message: Mapping[str, Any]) -> bool:
    """Tell whether a message is an error or a warning; mere advice is neither."""
    return message["type"] != "info" or message.get("subType") == "warning"


def _finding(message: Mapping[str, Any]) -> Finding:
    path = unquote(urlsplit(message.get("url", "")).path)
    position = f"{message.get('lastLine', 0)}:{message.get('lastColumn', 0)}"
    return Finding(f"{path}:{position}", message["message"])
