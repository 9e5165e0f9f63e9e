"""ExifTool, which npm carries; it runs on the Perl that Linux and macOS have."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.toolchain import node

PACKAGE = "exiftool-vendored.pl"


def read(folder: Path) -> dict[Path, dict[str, Any]]:
    """All that the files in a folder say, by their paths: "group:tag" and its value.

    Raises `FileNotFoundError` where there is no Perl.
    """
    perl = shutil.which("perl")
    if perl is None:
        raise FileNotFoundError(
            "There is no Perl, on which ExifTool runs.\n"
            "  Install it (on Debian: apt-get install perl), or run the tests without --long."
        )
    program = node.install() / PACKAGE / "bin" / "exiftool"
    options = ("-json", "-struct", "-groupNames1", "-duplicates", "-unknown", "-recurse")
    done = subprocess.run(
        [perl, program, *options, folder], capture_output=True, check=True, encoding="utf-8"
    )
    return {Path(found.pop("SourceFile")): found for found in json.loads(done.stdout)}


# What a file tells of itself, and the rights that we write; no camera, place, person or program.
OF_A_RENDITION = frozenset(
    {"ExifTool", "System", "File", "JFIF", "PNG", "RIFF", "QuickTime", "Meta", "Composite", "IPTC"}
    | {"XMP-dc", "XMP-photoshop", "XMP-xmpRights", "XMP-plus"}
)


def groups(told: dict[str, Any]) -> set[str]:
    """The groups of what a file says."""
    return {name.partition(":")[0] for name in told}
