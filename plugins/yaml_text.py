"""Read YAML so that every value still knows the line on which it stands.

libyaml reads it, ten times as quickly as PyYAML's own parser. That one has the last word: it reads
whatever libyaml refuses, for the message, and whatever the two might understand differently.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]

_STR, _MAP, _SEQ = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))
_SCALARS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "timestamp")}
# At the beginning of a word: aliases (*), tags (!), keys (?), blocks of text (| >); directives (%)
# of a line; odd blanks and line ends. The class comes first because that is the quicker search.
_ODD = re.compile(r"[*!?|>%\t\r\ufeff\x85\u2028\u2029](?<![\w/][*!?|>])(?<![^\n]%)")
_OPENING = "[{-?:"  # no list or mapping begins without one of these
_DEEPEST = 1000  # nested deeper, a text could exhaust the stack of libyaml, which does not count
_DEEP = 40  # PyYAML's own parser refuses what is nested a few hundred deep


@dataclass(frozen=True, slots=True)
class Mapping:
    """A YAML mapping: its values, and for each path of keys its line, counted from 1."""

    values: dict[str, Any]
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class YamlMistake(Exception):
    """The text is not the YAML mapping that we read: `line` and what is wrong."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        self.what = what
        super().__init__(f"line {line}: {what}")


class _Loader(yaml.SafeLoader):
    """Plain data only: no aliases (they multiply), no key twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            line = self.get_mark().line + 1
            raise YamlMistake(line, "an alias (*name) is not allowed here")
        return super().compose_node(parent, index)

    def construct_yaml_timestamp(self, node: Any) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            line = node.start_mark.line + 1
            raise YamlMistake(line, f"{node.value} is no day of the calendar") from None


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def read(text: str, first_line: int = 1) -> Mapping:
    """Read a mapping; `first_line` is the line of the file on which `text` begins.

    Raises `YamlMistake` for bad syntax, a key that stands twice, an alias, or no mapping at all.
    """
    if yaml.__with_libyaml__ and not _ODD.search(text) and _at_most_deep(text) < _DEEPEST:
        try:
            return _read_quickly(text, first_line)
        except (yaml.YAMLError, ValueError, _Unclear):
            pass  # whether and why this is a mistake, the other parser says
    return read_thoroughly(text, first_line)


def read_thoroughly(text: str, first_line: int) -> Mapping:
    """Do what `read` does with the parser that is written in Python."""
    offset = first_line - 1
    loader = _loader(text, first_line)
    try:
        node = loader.get_single_node()
        if node is None:
            return Mapping({}, {(): first_line})
        lines: dict[Path, int] = {(): first_line}
        _note_lines(_mapping(node), (), lines, offset)
        return Mapping(loader.construct_document(node), lines)
    except YamlMistake as mistake:
        raise YamlMistake(mistake.line + offset, mistake.what) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line + 1 if mark else 1) + offset
        raise YamlMistake(line, error.problem or "this is not YAML") from None
    except RecursionError:
        raise YamlMistake(first_line, "the lists are nested too deep") from None
    except (yaml.YAMLError, ValueError) as error:
        raise YamlMistake(first_line, str(error)) from None
    finally:
        loader.dispose()


def _loader(text: str, first_line: int) -> _Loader:
    try:
        return _Loader(text)
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        what = f"the character U+{error.character:04X} is not allowed here"
        raise YamlMistake(line, what) from None


def _mapping(node: yaml.Node) -> yaml.Node:
    """The node, which must be a mapping."""
    if not isinstance(node, yaml.MappingNode):
        raise YamlMistake(1, "expected lines of the form `key: value`")
    return node


def _note_lines(node: yaml.Node, path: Path, lines: dict[Path, int], offset: int) -> None:
    """Walk the node tree and note where each key and item stands."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            if here in lines:
                raise YamlMistake(key.start_mark.line + 1, f"the key {key.value!r} stands twice")
            lines[here] = key.start_mark.line + 1 + offset
            _note_lines(value, here, lines, offset)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            lines[(*path, index)] = value.start_mark.line + 1 + offset
            _note_lines(value, (*path, index), lines, offset)


class _Unclear(Exception):
    """The thorough parser shall judge this."""


def _at_most_deep(text: str) -> int:
    """A depth that no nested list or mapping of the text exceeds."""
    return sum(map(text.count, _OPENING))


def _read_quickly(text: str, first_line: int) -> Mapping:
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        reading = _Quick(loader, first_line, {(): first_line})
        return Mapping({} if node is None else reading.mapping(node, ()), reading.lines)
    finally:
        loader.dispose()


@dataclass(slots=True)
class _Quick:
    """Makes values of nodes, and notes on the way where each key and item stands."""

    loader: yaml.CSafeLoader
    first_line: int
    lines: dict[Path, int]

    def value(self, node: Any, path: Path, in_brackets: bool) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, in_brackets)
        if len(path) > _DEEP:
            raise _Unclear
        return self.sequence(node, path) if node.tag == _SEQ else self.mapping(node, path)

    def scalar(self, node: Any, in_brackets: bool) -> Any:
        if in_brackets and "?" in node.value:  # [a?b] is one word for libyaml alone
            raise _Unclear
        if node.tag == _STR:
            return node.value
        if node.tag in _SCALARS:
            return self.loader.construct_object(node)
        raise _Unclear

    def mapping(self, node: Any, path: Path) -> dict[Any, Any]:
        if node.tag != _MAP:
            raise _Unclear
        values = {}
        for key, value in node.value:
            here = (*path, key.value)
            if not isinstance(key, yaml.ScalarNode) or here in self.lines:
                raise _Unclear
            self.lines[here] = key.start_mark.line + self.first_line
            name = self.scalar(key, node.flow_style)
            values[name] = self.value(value, here, node.flow_style)
        return values

    def sequence(self, node: Any, path: Path) -> list[Any]:
        values = []
        for index, value in enumerate(node.value):
            here = (*path, index)
            self.lines[here] = value.start_mark.line + self.first_line
            values.append(self.value(value, here, node.flow_style))
        return values
