"""Every tool by its name, ours first."""

from tests.bench.tools.base import Tool
from tests.bench.tools.eleventy import Eleventy
from tests.bench.tools.hugo import Hugo
from tests.bench.tools.ours import Ours
from tests.bench.tools.pelican_stock import PelicanStock

PEERS: dict[str, type[Tool]] = {tool.name: tool for tool in (PelicanStock, Hugo, Eleventy)}
TOOLS: dict[str, type[Tool]] = {Ours.name: Ours, **PEERS}
