"""The kinds of things on the site: one module each, with its facts and its words."""

from dataclasses import dataclass

from plugins.schema import award, base, festival, guide, page, place, story, topic


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: the name of its folder, and the classes of its facts and its words."""

    name: str
    facts: type[base.Facts]
    words: type[base.Words]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("story", story.Facts, story.Story),
        Kind("place", place.Facts, place.Place),
        Kind("award", award.Facts, award.Award),
        Kind("festival", festival.Facts, festival.Festival),
        Kind("guide", guide.Facts, guide.Guide),
        Kind("topic", topic.Facts, topic.Topic),
        Kind("page", page.Facts, page.Page),
    )
}
