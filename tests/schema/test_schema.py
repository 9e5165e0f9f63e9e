import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from plugins import schema
from plugins.schema import KINDS, Kind, base, place
from tests.specimens import FACTS, facts, words

kinds = pytest.mark.parametrize(
    "kind", [pytest.param(kind, id=name) for name, kind in KINDS.items()]
)


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model, and those of its own module and of base that stand in its fields."""
    yield model
    for field in model.model_fields.values():
        for each in (base.Source, base.Picture, place.Coordinates, place.Climate):
            if each.__name__ in str(field.annotation):
                yield each


def test_every_module_is_a_kind() -> None:
    """A kind's name is that of its folder and of its module."""
    modules = {path.stem for path in Path(inspect.getfile(schema)).parent.glob("*.py")}

    assert modules - {"__init__", "base"} == set(KINDS)
    for name, kind in KINDS.items():
        assert kind.name == name
        assert kind.facts.__module__ in (f"plugins.schema.{name}", "plugins.schema.base")
        assert f"plugins.schema.{name}" == kind.words.__module__


@kinds
def test_a_kind_is_described_where_its_module_is(kind: Kind) -> None:
    """The module's first line is the docstring of its words, with the kind before it."""
    module = inspect.getdoc(inspect.getmodule(kind.words)) or ""
    said = inspect.getdoc(kind.words) or ""

    assert module.split(": ", 1)[0].lower() in (f"a {kind.name}", f"an {kind.name}")
    assert said.endswith(".")


@kinds
def test_every_key_is_described(kind: Kind) -> None:
    """The writers' guide and every message take their words from here."""
    for model in (*models(kind.facts), *models(kind.words)):
        for name, field in model.model_fields.items():
            assert (field.description or "").endswith("."), f"{model.__name__}.{name}"


@kinds
def test_the_least_facts_fit(kind: Kind) -> None:
    """Each kind takes what it needs and no more."""
    assert "2026-01-05" == facts(kind.name).date.isoformat()


@kinds
def test_each_of_the_least_facts_is_needed(kind: Kind) -> None:
    """No key of the least facts can be left out."""
    least = yaml.safe_load(FACTS[kind.name])
    for key in least:
        with pytest.raises(ValidationError, match=key):
            kind.facts.model_validate({name: least[name] for name in least if name != key})


@kinds
def test_an_unknown_key_is_refused(kind: Kind) -> None:
    """Facts and words know their keys."""
    with pytest.raises(ValidationError, match="extra_forbidden"):
        facts(kind.name, colour="red")
    with pytest.raises(ValidationError, match="extra_forbidden"):
        words(kind.name, colour="red")


@kinds
def test_nobody_changes_what_was_read(kind: Kind) -> None:
    """Facts and words are frozen."""
    with pytest.raises(ValidationError, match="frozen"):
        facts(kind.name).date = facts(kind.name).date
    with pytest.raises(ValidationError, match="frozen"):
        words(kind.name).title = "Khác"


@kinds
@pytest.mark.parametrize("key", ["title", "summary"])
def test_words_need_a_title_and_a_summary(kind: Kind, key: str) -> None:
    """Neither may be blank."""
    with pytest.raises(ValidationError, match="too_short"):
        words(kind.name, **{key: "   "})


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        pytest.param("place", {"coordinates": {"lat": 22.3, "lon": 103.8}}, id="no quality"),
        pytest.param(
            "place",
            {"coordinates": {"lat": 22.3, "lon": 181, "quality": "exact"}},
            id="off the map",
        ),
        pytest.param("place", {"category": "hotel"}, id="unknown category"),
        pytest.param("place", {"altitude": 9001}, id="above Everest"),
        pytest.param("place", {"altitude": -1}, id="below the sea"),
        pytest.param("place", {"months": [0]}, id="month 0"),
        pytest.param("place", {"sources": []}, id="place without a source"),
        pytest.param("award", {"rank": 0}, id="rank 0"),
        pytest.param("award", {"rank": "best"}, id="unknown rank"),
        pytest.param("award", {"year": 1899}, id="too early"),
        pytest.param("award", {"scope": "europe"}, id="unknown scope"),
        pytest.param("award", {"status": "true"}, id="unknown status"),
        pytest.param("festival", {"calendar": "hmong"}, id="unknown calendar"),
        pytest.param("festival", {"month": 13}, id="month 13"),
        pytest.param("festival", {"day": 32}, id="day 32"),
        pytest.param("festival", {"dates": [{"start": "2026-02-17"}]}, id="no last day"),
        pytest.param("guide", {"verified": "yesterday"}, id="no day"),
        pytest.param("story", {"cover": None}, id="story without a cover"),
        pytest.param("story", {"sources": []}, id="story without a source"),
        pytest.param("topic", {"topics": ["walks", "walks"]}, id="a topic twice"),
        pytest.param("topic", {"places": ["Cat Cat"]}, id="no key"),
        pytest.param("topic", {"cover": "../photo.jpg"}, id="cover from outside"),
        pytest.param("topic", {"cover": "a/b/c/photo.jpg"}, id="cover too deep"),
        pytest.param("topic", {"cover": "photo.jpg\n"}, id="line break after a name"),
        pytest.param(
            "topic", {"sources": [{"title": "A", "url": "javascript:x"}]}, id="no web page"
        ),
        pytest.param("topic", {"pictures": {"place/cat-cat/a.jpg": {}}}, id="picture of another"),
    ],
)
def test_facts_that_cannot_be_are_refused(kind: str, changes: dict[str, Any]) -> None:
    """Each kind knows the range of its values."""
    with pytest.raises(ValidationError):
        facts(kind, **changes)


@pytest.mark.parametrize("rank", [1, "unranked", "winner"])
def test_a_rank_is_a_position_or_a_word(rank: int | str) -> None:
    """Lists without an order and prizes have a word for it."""
    assert rank == facts("award", rank=rank).model_dump()["rank"]


@pytest.mark.parametrize(
    ("picture", "fits"),
    [
        pytest.param({}, True, id="the least"),
        pytest.param({"inks": ["#1b3a4b"]}, True, id="ink"),
        pytest.param({"inks": ["#FFF"]}, False, id="short ink"),
        pytest.param({"inks": ["red;}"]}, False, id="no colour"),
        pytest.param({"focus": [0, 1]}, True, id="focus"),
        pytest.param({"focus": [0, 1.1]}, False, id="focus outside"),
        pytest.param({"focus": [0]}, False, id="half a focus"),
        pytest.param({"credit": ""}, False, id="no credit"),
        pytest.param({"medium": "rendering"}, False, id="unknown medium"),
    ],
)
def test_a_picture_needs_a_credit_a_licence_and_a_medium(
    picture: dict[str, Any], fits: bool
) -> None:
    """Rights are never left open, and inks are colours."""
    least = {"credit": "A", "licence": "B", "medium": "photograph"}
    try:
        facts("topic", pictures={"photo.jpg": {**least, **picture}})
    except ValidationError:
        fitted = False
    else:
        fitted = True

    assert fits == fitted


@pytest.mark.parametrize("slug", ["Cat-Cat", "cát-cát", "cat_cat", "cat--cat", "-cat", "a/b", ".."])
def test_a_slug_is_plain(slug: str) -> None:
    """Small Latin letters and digits between single hyphens."""
    with pytest.raises(ValidationError, match="pattern"):
        words("place", slug=slug)


def test_blanks_around_words_are_taken_off() -> None:
    """What is shown begins and ends with a letter."""
    assert "Cát Cát" == words("place", title="  Cát Cát ").title


def test_a_number_is_a_number() -> None:
    """YAML knows .nan and .inf; no page shall print them."""
    with pytest.raises(ValidationError, match="finite"):
        place.Climate(month=1, mean=float("nan"), rain=1)
