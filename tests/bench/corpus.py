"""A seeded corpus: stories of several topics in three languages, each made when it is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import timedelta
from random import Random

from tests.bench.words import LANGS, VOCABULARIES, Vocabulary

PICTURED = 40
_MANY, _MOST_TOPICS = 1000, 200
_FIRST_DAY, _DAYS = Day(2015, 1, 1), 4000
# More paragraphs than this a text does not have; the rest of its words stand in its lists.
_PARAGRAPHS = 9


@dataclass(frozen=True, slots=True)
class Text:
    """What is said in one language; `body` is Markdown in the notation of our own generator."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; `pictured` ones own one picture."""

    key: str
    pictured: bool
    texts: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Story:
    """A story: keys of its topics, of the topic whose picture is its cover, of related stories."""

    key: str
    date: Day
    topics: tuple[str, ...]
    cover: str
    related: tuple[str, ...]
    texts: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Corpus:
    """`size` stories on `topics`; a story depends on its index and these alone."""

    size: int
    topics: tuple[Topic, ...]
    seed: str = "sa-pa"

    def stories(self) -> Iterator[Story]:
        """Every story, made one after the other: all at once would fill the memory."""
        return (self.story(index) for index in range(self.size))

    def story(self, index: int) -> Story:
        """The story of an index; that of `size` is one that the corpus does not have yet."""
        random = Random(f"{self.seed} {index}")
        pictured = [topic.key for topic in self.topics if topic.pictured]
        pictures = random.sample(pictured, 2) if len(pictured) > 1 else pictured * 2
        links = [self.key((index * step + 1) % self.size) for step in (7, 13)]
        shape = _Shape(random.randint(650, 765), index % 5 == 0, index % 10 in (1, 4, 7))
        day = _DAYS if index == self.size else random.randrange(_DAYS)
        return Story(
            key=self.key(index),
            date=_FIRST_DAY + timedelta(days=day),
            topics=self._topics(index, random),
            cover=random.choice(pictured),
            related=tuple(self.key((index + step) % self.size) for step in (1, 2, 5)),
            texts={
                lang: _text(VOCABULARIES[lang], random, shape, links, pictures) for lang in LANGS
            },
        )

    def key(self, index: int) -> str:
        """The key of a story."""
        words, random = VOCABULARIES["en"], Random(f"{self.seed} key {index}")
        return f"{random.choice(words.qualities)}-{random.choice(words.things)}-{index + 1}"

    def _topics(self, index: int, random: Random) -> tuple[str, ...]:
        """3 to 5 topics: one in turn, so that none is empty, the others of unequal popularity."""
        count = len(self.topics)
        chosen = {index % count: None}
        while len(chosen) < min(count, 3 + index % 3):
            chosen[int(count * random.random() ** 2)] = None
        return tuple(self.topics[each].key for each in chosen)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many words a text has, and whether there is a table and a quotation in it."""

    words: int
    table: bool
    quote: bool


def make_corpus(stories: int, topics: int | None = None) -> Corpus:
    """The corpus of a size; with so many topics, else as many as suit the size."""
    suitable = _MOST_TOPICS if stories >= _MANY else max(5, stories // 5)
    return Corpus(stories, tuple(_topic(index) for index in range(topics or suitable)))


def with_line(story: Story, lang: str, line: str) -> Story:
    """The story with another paragraph at the end of one text."""
    text = story.texts[lang]
    changed = replace(text, body=f"{text.body}\n{line}\n")
    return replace(story, texts={**story.texts, lang: changed})


def with_title(story: Story, lang: str, title: str) -> Story:
    """The story with another title in one language."""
    changed = replace(story.texts[lang], title=title)
    return replace(story, texts={**story.texts, lang: changed})


def _topic(index: int) -> Topic:
    en = VOCABULARIES["en"]
    # Each pair of words once: every things-long run uses another quality.
    quality, thing = divmod(index, len(en.things))
    random = Random(f"topic {index}")
    texts = {
        lang: Text(
            _named(words, lang, words.qualities[quality], words.things[thing]),
            words.sentence(random).replace("*", ""),
            words.paragraph(random, 40).replace("*", "") + "\n",
        )
        for lang, words in VOCABULARIES.items()
    }
    return Topic(f"{en.qualities[quality]}-{en.things[thing]}", index < PICTURED, texts)


def _named(words: Vocabulary, lang: str, quality: str, thing: str) -> str:
    """A thing with a quality, as the language orders them."""
    ordered = (thing, quality) if lang == "vi" else (quality, thing)
    text = ("的" if lang == "zh" else " ").join(ordered)
    return text[0].upper() + text[1:]


def _text(
    words: Vocabulary, random: Random, shape: _Shape, links: list[str], pictures: list[str]
) -> Text:
    """A text of the shape, with links to two stories and two pictures."""
    blocks = _blocks(words, random, shape, links, pictures)
    return Text(
        title=words.heading(random),
        summary=words.sentence(random).replace("*", ""),
        body="\n\n".join(blocks) + "\n",
    )


def _blocks(
    words: Vocabulary, random: Random, shape: _Shape, links: list[str], pictures: list[str]
) -> Iterator[str]:
    """The blocks of a text in their order."""
    length = (shape.words - 200) // _PARAGRAPHS
    inside = [f"[{random.choice(words.objects)}](story/{key})" for key in links]
    outside = f"[{random.choice(words.objects)}](https://en.wikipedia.org/wiki/Sa_Pa)"
    photos = [f"![{words.heading(random)}](topic/{key}/photo.jpg)" for key in pictures]
    yield words.paragraph(random, length)
    yield words.paragraph(random, length, inside[0])
    yield f"## {words.heading(random)}"
    yield words.paragraph(random, length)
    yield photos[0]
    yield _list(words, random, "-")
    yield words.paragraph(random, length)
    yield f"## {words.heading(random)}"
    yield words.paragraph(random, length, outside)
    if shape.quote:
        yield f"> {words.sentence(random)}"
    yield f"### {words.heading(random)}"
    yield _list(words, random, "1.")
    yield words.paragraph(random, length)
    if shape.table:
        yield _table(words, random)
    yield f"## {words.heading(random)}"
    yield words.paragraph(random, length, inside[1])
    yield photos[1]
    yield words.paragraph(random, length)
    yield words.paragraph(random, length)


def _list(words: Vocabulary, random: Random, mark: str) -> str:
    return "\n".join(f"{mark} {words.heading(random)}" for _ in range(4))


def _table(words: Vocabulary, random: Random) -> str:
    rows = [
        (str(month), random.choice(words.qualities), words.heading(random))
        for month in (1, 4, 7, 10)
    ]
    lines = (words.cells, ("---", "---", "---"), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
