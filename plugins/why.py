"""Explain a page: what it depends on, and why the last build rendered it or did not."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from urllib.parse import unquote, urlsplit

from plugins.config import Config, config_of, read_settings_file
from plugins.ledger import Ledger, Page
from plugins.problems import BadSettings
from plugins.store import Store, StoreBroken, open_store


def explain(config: Config, store: Store, asked: str) -> Iterator[str]:
    """The explanation for an address of a page, its file in the output, or a source of content."""
    ledger = Ledger(store)
    source = _bundle(config, asked)
    if source:
        yield from _source(ledger, source)
        return
    file = _file(config, asked)
    names = ledger.named("file = ?", file)
    if not names:
        yield f"{asked}: no page of the last build is there."
        yield "Give the address of a page, its file in the output, or a file of content."
    for name in names:
        page = ledger.page(name)
        if page:
            yield from _page(ledger, name, page)


def _page(ledger: Ledger, name: str, page: Page) -> Iterator[str]:
    last = ledger.build - 1
    yield f"{page.url} is the page {name}, in the file {page.file}."
    if page.build == last:
        yield "The last build rendered it:"
    else:
        since = last - page.build
        yield "The last build did not render it: nothing that it was given had changed."
        yield f"It was last rendered {since} build{'s' if since > 1 else ''} earlier, because of:"
    yield from (f"  {reason}" for reason in page.reasons)
    yield "It depends on:"
    yield from (f"  {line}" for line in _dependencies(ledger, name, page))


def _dependencies(ledger: Ledger, name: str, page: Page) -> Iterator[str]:
    [(template, lang)] = ledger.store.all("SELECT template, lang FROM pages WHERE key = ?", name)
    yield f"the template {template}.html and all that it uses"
    yield f"the interface words of {lang}, and what every page of {lang} shows"
    for ask in ledger.asks(page):
        yield _in_words(ask)


def _in_words(ask: str) -> str:
    """An ask as people say it."""
    name, text, lang = ask.partition("%")
    if text:
        return f"content/{name}/{lang}.md, the text"
    if "#" in ask:
        facet, _, number = ask.partition("#")
        return f"{f'page {number}' if number else 'the front page'} of the list {facet}"
    if "@" in ask:
        return f"the list {ask}"
    if "!" in ask:
        subject, _, lang = ask.partition("!")
        return f"what {lang} lacks of {subject}"
    if ":" in ask:
        name, _, lang = ask.partition(":")
        return f"content/{name}, its facts, and its title and summary in {lang}"
    return f"content/{ask}, its addresses, languages and pictures"


def _source(ledger: Ledger, name: str) -> Iterator[str]:
    if not ledger.store.one("SELECT 1 FROM things WHERE name = ?", name):
        yield f"There is no content/{name}."
        return
    pages = {page for ask in (name, *_texts(ledger, name)) for page in ledger.asking(ask)}
    yield f"content/{name} is shown by {len(pages)} pages:"
    for page in sorted(pages):
        found = ledger.page(page)
        if found:
            yield f"  {found.url}"


def _texts(ledger: Ledger, name: str) -> list[str]:
    rows = ledger.store.all("SELECT lang FROM proses WHERE name = ?", name)
    return [f"{name}{part}{lang}" for (lang,) in rows for part in ":%"]


def _bundle(config: Config, asked: str) -> str | None:
    """The bundle that a path such as content/place/cat-cat/en.md belongs to."""
    parts = asked.strip("/").split("/")
    if parts[0] != config.content.name or len(parts) < 3:
        return None
    return "/".join(parts[1:3])


def _file(config: Config, asked: str) -> str:
    """The file of an address or a path."""
    path = unquote(urlsplit(asked).path).removeprefix(config.root).lstrip("/")
    path = path.removeprefix(f"{config.output.name}/")
    if path.rpartition("/")[2].endswith(".html"):
        return path
    return f"{path.rstrip('/')}/index.html" if path.rstrip("/") else "index.html"


def main(arguments: Sequence[str]) -> int:
    """`python -m plugins.why URL-or-path [settings file]`."""
    asked, settings_file = arguments[0], [*arguments[1:], "pelicanconf.py"][0]
    try:
        config = config_of(read_settings_file(settings_file), settings_file)
        with closing(open_store(config.store_file, config.version())) as store:
            print("\n".join(explain(config, store, asked)))
    except BadSettings as bad:
        print(f"{settings_file}: {bad}", file=sys.stderr)
        return 1
    except StoreBroken as reason:
        print(f"There is nothing to explain: {reason}. Build the site first.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
