"""The accessibility rules of axe-core (WCAG 2.2 AA and best practice), on an open page."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.checkers.finding import Finding
from tests.toolchain import node

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async (tags) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => ({ id, help, target: target.flat().join(" ") })));
}"""


def check(page: Page) -> list[Finding]:
    """Return one finding for each element that breaks a rule, in the page's present state."""
    page.evaluate(_axe())
    violations: list[dict[str, Any]] = page.evaluate(RUN, list(TAGS))
    where = urlsplit(page.url).path
    return sorted(
        Finding(f"{where} {violation['target']}", f"{violation['id']}: {violation['help']}")
        for violation in violations
    )


@cache
def _axe() -> str:
    return (node.install() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
