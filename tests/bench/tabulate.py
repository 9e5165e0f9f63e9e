"""Show rows, the first of which is the heading, on a terminal or in Markdown."""

from collections.abc import Iterable

from rich.table import Table

Row = tuple[str, ...]


def table(rows: Iterable[Row]) -> Table:
    """The table for a terminal."""
    heading, *others = rows
    shown = Table(box=None, padding=(0, 1))
    for index, name in enumerate(heading):
        shown.add_column(name, justify="right" if index else "left", no_wrap=True)
    for row in others:
        shown.add_row(*row)
    return shown


def markdown(rows: Iterable[Row], remarks: Iterable[str]) -> str:
    """Table and remarks as Markdown."""
    heading, *others = rows
    rule = ("---", *["---:"] * (len(heading) - 1))
    lines = [f"| {' | '.join(row)} |" for row in (heading, rule, *others)]
    return "\n".join([*lines, "", *(f"- {remark}" for remark in remarks), ""])
