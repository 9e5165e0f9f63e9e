"""Unpack the Chromium that the npm package `@sparticuz/chromium` carries for Linux x86-64."""

import shutil
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.toolchain import node
from tests.toolchain.lock import exclusive

PACKAGE = "@sparticuz/chromium"
CACHE = node.TESTS / ".browser"
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local" / "share" / "fonts",
)
SYSTEM_FONTS_CONF = Path("/etc/fonts/fonts.conf")
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir>~/.cache/fontconfig</cachedir>
</fontconfig>
"""
DECOMPRESS = """
const { createReadStream, createWriteStream } = require("node:fs");
const { pipeline } = require("node:stream/promises");
const { createBrotliDecompress } = require("node:zlib");
const [from, to] = process.argv.slice(1);
const brotli = createBrotliDecompress({ chunkSize: 1 << 21 });
pipeline(createReadStream(from), brotli, createWriteStream(to));
"""


@dataclass(frozen=True)
class Unpacked:
    """The folder of one unpacked version, and what a machine that lacks things must be told."""

    folder: Path

    @property
    def executable(self) -> Path:
        """The program: a Chromium built as headless shell."""
        return self.folder / "chromium"

    @property
    def libraries(self) -> Mapping[str, str]:
        """Environment for a machine without nss, nspr or expat."""
        return {"LD_LIBRARY_PATH": str(self.folder / "lib")}

    @property
    def fonts(self) -> Mapping[str, str]:
        """Environment for a machine without fonts, where all text would be zero pixels wide."""
        return {"FONTCONFIG_FILE": str(self.folder / "fonts.conf")}


def unpack() -> Unpacked:
    """Unpack the installed version into `tests/.browser/<version>/`, once, and all or nothing."""
    folder = CACHE / node.package_version(PACKAGE)
    if not folder.is_dir():
        with exclusive(CACHE / "toolchain.lock"):
            if not folder.is_dir():  # another worker may have been faster
                _unpack_into(folder)
    return Unpacked(folder)


def machine_has_fonts() -> bool:
    """Tell whether fonts are set up: a configuration, and any font where Linux keeps them."""
    return SYSTEM_FONTS_CONF.is_file() and any(
        file.suffix in {".ttf", ".otf", ".ttc"}
        for folder in FONT_FOLDERS
        for file in folder.rglob("*")
    )


def _unpack_into(folder: Path) -> None:
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    carried = node.NODE_MODULES / PACKAGE / "bin"
    executable = part / "chromium"
    node.run("-e", DECOMPRESS, str(carried / "chromium.br"), str(executable))
    executable.chmod(0o755)
    for name in ("al2023", "fonts"):
        _untar(carried / f"{name}.tar.br", part)
    (part / "fonts.conf").write_text(FONTS_CONF, encoding="utf-8")
    part.rename(folder)


def _untar(compressed: Path, folder: Path) -> None:
    archive = folder / compressed.stem
    node.run("-e", DECOMPRESS, str(compressed), str(archive))
    with tarfile.open(archive) as tar:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.0 to 3.11.3 know no filters
            tar.extraction_filter = tarfile.data_filter
        tar.extractall(folder)
    archive.unlink()
