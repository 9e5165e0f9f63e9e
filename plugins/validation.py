"""Check what a writer typed against a kind's class, in words that help to mend it."""

import difflib
import typing
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plugins.problems import Problem
from plugins.schema.base import SHAPES
from plugins.yaml_text import Mapping

Location = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


def validate(
    model: type[Model], mapping: Mapping, path: Path
) -> tuple[Model | None, list[Problem]]:
    """Make a `model` of the mapping; without a model there is at least one problem."""
    try:
        return model.model_validate(mapping.values), []
    except ValidationError as error:
        by_place: dict[tuple[int, str], Problem] = {}
        for detail in error.errors(include_url=False):
            found = _problem(model, detail, mapping, path)
            by_place.setdefault((found.line, found.what), found)
        return None, list(by_place.values())


def _problem(model: type[BaseModel], detail: ErrorDetails, mapping: Mapping, path: Path) -> Problem:
    location = _without_branches(model, detail["loc"])
    name = ".".join(map(str, location)) or "the file"
    owner, description = _describe(model, location)
    line = mapping.line(location)
    if detail["type"] == "missing":
        remedy = f"{description}\n{location[-1]}: …"
        return Problem(path, line, f"{name} is missing.", remedy)
    if detail["type"] == "extra_forbidden":
        return Problem(path, line, f"{name} is not a key that we know.", _known(owner, location))
    value = f"{detail['input']!r}"
    shown = value if len(value) < 60 else value[:57] + "…"
    return Problem(path, line, f"{name}: {shown} does not fit.", f"{description}\n{_why(detail)}")


def _why(detail: ErrorDetails) -> str:
    """The reason of pydantic, and the remedy for the commonest slip of YAML."""
    if detail["input"] is None:
        return "There is nothing after the colon."
    if detail["type"] == "string_type":
        return f'Write it in quotation marks: "{detail["input"]}"'
    if detail["type"].startswith("date"):
        return "Write the day as 2026-11-22."
    if detail["type"] == "string_pattern_mismatch":
        return SHAPES[detail["ctx"]["pattern"]]
    return f"{detail['msg']}."


def _known(owner: type[BaseModel], location: Location) -> str:
    """The key that was probably meant, else all of them."""
    keys = list(owner.model_fields)
    near = difflib.get_close_matches(str(location[-1]), keys, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Take the line out. The keys are: {', '.join(keys)}."


def _without_branches(model: type[BaseModel], location: Location) -> Location:
    """Leave out the names that pydantic adds for the branches of a union."""
    kept: list[str | int] = []
    here: Any = model
    for step in location:
        inner = _step(here, step)
        if inner is None and kept and not _is_model(here):
            break
        kept.append(step)
        here = inner
    return tuple(kept)


def _describe(model: type[BaseModel], location: Location) -> tuple[type[BaseModel], str]:
    """The class that owns the last name of `location`, and what its field is for."""
    owner, description = model, ""
    here: Any = model
    for step in location:
        if _is_model(here):
            owner = _models(here)[0]
            field = owner.model_fields.get(str(step))
            description = (field.description if field else None) or description
        here = _step(here, step)
    return owner, description


def _step(here: Any, step: str | int) -> Any:
    """The annotation one step further in, or None where there is none."""
    if _is_model(here):
        field = _models(here)[0].model_fields.get(str(step))
        return field.annotation if field else None
    arguments = typing.get_args(here)
    containers = [arg for arg in arguments if typing.get_origin(arg) in (list, dict, tuple)]
    if typing.get_origin(here) in (list, tuple) and isinstance(step, int):
        return arguments[min(step, len(arguments) - 1)]
    if typing.get_origin(here) is dict:
        return arguments[1]
    return _step(containers[0], step) if containers else None


def _models(here: Any) -> list[type[BaseModel]]:
    """The model classes that a value at `here` may be; none for a list or a dict of them."""
    in_union = typing.get_origin(here) not in (list, dict, tuple)
    candidates = (here, *(typing.get_args(here) if in_union else ()))
    return [each for each in candidates if isinstance(each, type) and issubclass(each, BaseModel)]


def _is_model(here: Any) -> bool:
    return bool(_models(here))
