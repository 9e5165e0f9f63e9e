"""Draw the comparison as a bar plot: SVG that suits light and dark pages."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from tests.bench.result import Result

_SHOWN = {"cold": "cold build", "unchanged": "nothing changed"}
_LEFT, _BARS, _RIGHT = 150, 420, 90
_BAR, _GAP, _TOP = 18, 8, 34
_STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1f2328; }
.heading { font-weight: 600; }
rect { fill: #6e7781; }
.ours { fill: #0a6cba; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  rect { fill: #8b949e; }
  .ours { fill: #58a6ff; }
}"""

Bar = tuple[str, float, bool]


def svg(result: Result) -> str:
    """Wall seconds of every tool, for a cold build and for one with nothing changed."""
    groups = {mode: list(_bars(result, mode)) for mode in _SHOWN}
    drawn, height = [], 0
    for mode, bars in groups.items():
        if bars:
            drawn.append(_group(_SHOWN[mode], bars, height))
            height += _TOP + len(bars) * (_BAR + _GAP) + _GAP
    width = _LEFT + _BARS + _RIGHT
    told = "; ".join(
        f"{_SHOWN[mode]}: " + ", ".join(f"{name} {_said(bar)}" for name, *bar in bars)
        for mode, bars in groups.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' aria-labelledby="title desc">\n'
        f'<title id="title">Seconds to build {result.stories:,} stories in three languages</title>'
        f'\n<desc id="desc">{escape(told)}</desc>\n<style>{_STYLE}\n</style>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def _bars(result: Result, mode: str) -> Iterator[Bar]:
    """Name, seconds, and whether they are an estimate."""
    for tool in result.costs:
        costs = result.medians(tool)
        if mode in costs:
            yield tool, costs[mode].wall, tool in result.estimated


def _group(heading: str, bars: Sequence[Bar], top: int) -> str:
    longest = max(seconds for _, seconds, _ in bars)
    lines = [f'<text class="heading" x="0" y="{top + 20}">{escape(heading)}</text>']
    for index, (name, seconds, estimated) in enumerate(bars):
        y = top + _TOP + index * (_BAR + _GAP)
        width = max(1.0, seconds / longest * _BARS)
        lines += [
            f'<text x="{_LEFT - 10}" y="{y + 14}" text-anchor="end">{escape(name)}</text>',
            f'<rect class="{escape(name)}" x="{_LEFT}" y="{y}" width="{width:.1f}"'
            f' height="{_BAR}"/>',
            f'<text x="{_LEFT + width + 8:.1f}" y="{y + 14}">{_said((seconds, estimated))}</text>',
        ]
    return "\n".join(lines)


def _said(bar: Sequence[float]) -> str:
    seconds, estimated = bar
    return f"{'≈ ' if estimated else ''}{seconds:.2f} s"
