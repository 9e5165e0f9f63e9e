"""What stands around the content of every page: navigation, languages, addresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plugins.addresses import Address, Addresses, Language
from plugins.config import Brand
from plugins.documents import Document
from plugins.views import Alternate, Crumb, NavItem, Page, Site, Switch

Versions = Mapping[str, Address]


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of the pages of one language; `listed` are the kinds of the main navigation."""

    lang: str
    addresses: Addresses
    languages: Mapping[str, Language]
    brand: Brand
    theme_url: str
    listed: Sequence[str]

    def site(self, current: str, pages: Sequence[Document]) -> Site:
        """The site as a page of kind `current` shows it, with its standing pages."""
        language = self.languages[self.lang]
        return Site(
            name=self.brand.name,
            lang=self.lang,
            bcp47=language.bcp47,
            open_graph=language.open_graph,
            home=self.addresses.url(self.addresses.home(self.lang)),
            theme=self.theme_url,
            stylesheet=f"{self.theme_url}/main.css",
            fonts_preload=[f"{self.theme_url}/fonts/{name}" for name in self.brand.fonts_preload],
            nav=[NavItem(kind, self.listing(kind), kind == current) for kind in self.listed],
            pages=pages,
            archive=self.listing("archive"),
            licence_url=self.brand.licence_url,
        )

    def listing(self, kind: str) -> str:
        """The address of a list, without the host."""
        return self.addresses.url(self.addresses.listing(kind, self.lang))

    def document_page(self, document: Document, address: Address, versions: Versions) -> Page:
        """The page of a thing at an address; languages without it offer the list of its kind."""
        listed = document.kind in self.listed
        trail = [Crumb(self.listing(document.kind), kind=document.kind)] if listed else []
        changed = document.facts.updated or document.facts.date
        return self.page(
            address,
            versions,
            trail=trail,
            nearest=document.kind if listed else "",
            title=document.title,
            description=document.summary,
            cover=document.cover,
            figures=_figures(document, address),
            updated=changed.isoformat(),
        )

    def page(
        self,
        address: Address,
        versions: Versions,
        *,
        trail: Sequence[Crumb] = (),
        nearest: str = "",
        title: str = "",
        description: str = "",
        cover: str | None = None,
        figures: Iterable[str] = (),
        updated: str = "",
        noindex: bool = False,
    ) -> Page:
        """A page; `versions` are its addresses in every language that has it.

        `nearest` is the kind whose list the other languages offer, "" for their home page.
        """
        return Page(
            lang=self.lang,
            url=self.addresses.url(address),
            canonical=self.addresses.absolute(address),
            alternates=self._alternates(versions),
            switches=[self._switch(code, versions, nearest) for code in self.languages],
            trail=trail,
            title=title,
            description=description,
            cover=cover,
            pictures=tuple(dict.fromkeys([cover, *figures] if cover else figures)),
            updated=updated,
            noindex=noindex,
        )

    def _alternates(self, versions: Versions) -> list[Alternate]:
        """One for every language that has the page, itself included, and x-default."""
        if len(versions) < 2:
            return []
        found = [
            Alternate(self.languages[code].bcp47, self.addresses.absolute(address))
            for code, address in versions.items()
        ]
        default = versions.get("en") or versions["vi"]
        return [*found, Alternate("x-default", self.addresses.absolute(default))]

    def _switch(self, code: str, versions: Versions, kind: str) -> Switch:
        """Where the language switcher leads: to this page, else to the nearest that exists."""
        if code in versions:
            target, nearest = versions[code], ""
        elif kind:
            target, nearest = self.addresses.listing(kind, code), "listing"
        else:
            target, nearest = self.addresses.home(code), "home"
        language = self.languages[code]
        url = self.addresses.url(target)
        return Switch(code, language.bcp47, language.name, url, code == self.lang, nearest, kind)


def _figures(document: Document, address: Address) -> list[str]:
    """The pictures of a text, which stands on the first page of a thing alone."""
    if document.body is None or address != document.address:
        return []
    return [figure.picture for figure in document.body.figures]
