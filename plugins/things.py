"""What the store keeps of a bundle: enough for every page that shows it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from plugins.addresses import Address, Addresses
from plugins.images.originals import Measured
from plugins.schema.base import Facts, Words


@dataclass(frozen=True)
class Version:
    """A thing's words in one language, their digest, and the key by which its title is sorted."""

    words: Words
    mark: str
    sort_key: str


@dataclass(frozen=True)
class Thing:
    """A bundle without its texts. `mark` is the digest of its facts.

    `videos` are the digests of its films and of their captions, by file.
    """

    kind: str
    key: str
    mark: str
    facts: Facts
    versions: Mapping[str, Version]
    pictures: Mapping[str, Measured]
    videos: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How other bundles name this one: "place/cat-cat"."""
        return f"{self.kind}/{self.key}"

    def without_words(self) -> object:
        """What no single language decides: facts, files, and what its addresses are made of."""
        return self.mark, self.pictures, self.videos, self._slugs

    @property
    def _slugs(self) -> dict[str, str | None]:
        return {lang: version.words.slug for lang, version in self.versions.items()}

    def addresses(self, addresses: Addresses) -> dict[str, Address]:
        """The address in each of its languages."""
        return addresses.versions(self.kind, self.key, self._slugs)


def nearest_language(known: Collection[str], lang: str) -> str:
    """A language itself where it is known, else English, else Vietnamese, which all things have."""
    return next((code for code in (lang, "en") if code in known), "vi")


def full_path(name: str, path: str) -> str:
    """The full path (kind/key/file) of a picture or video that a bundle types as `path`."""
    return path if "/" in path else f"{name}/{path}"
