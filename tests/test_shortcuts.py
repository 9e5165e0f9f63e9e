"""With shortcuts or without, every text comes out the same."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plugins.prose import extensions
from plugins.shortcuts import SIGNS, Shortcuts
from plugins.survey import Survey
from tests.conftest import ROOT

# Put together at random, these make every construct of Markdown, whole and broken.
FRAGMENTS = [
    *("a", "b c", "Sa Pa", "đường lên", "沙坝", "的村庄。", "“雾城”", "…", "— ", "1", "x@y.z"),
    *(" ", "  ", "    ", "\t", "\n", "\n", "\n\n", "\n\n", "  \n", " \n", "\n    ", "\r\n", "\x02"),
    *("*", "**", "***", "_", "__", "*a*", "**b c**", "_d_", "***e** f*", "*沙*", "a_b_c", "\\*"),
    *("`", "``", "`c`", "`` ` ``", "`<b>`", "\\`", "\\\\`x`", "\\", "\\[", "\\_", "\\#", "\\d"),
    *("[", "]", "(", ")", "[a]", "[a](b)", "[a](place/cat-cat#x)", "[a *b*](c)", "[a [b] c](d)"),
    *('[a](b "c")', "[a](b 'c')", '[a](b "")', '[a]( b  " c " )', "[a](<b c>)", "[a](b(c)d)"),
    *('[a](b "c (d) e")', "[a](b\n)", "[a](b\\_c)", "[a](`b`)", "[`a`](b)", "[a](b&amp;c)", "](b)"),
    *("![a](b.jpg)", '![a *b*](c.jpg "d & e")', "![", "!", "![a]", "![a][b]", "[![a](b.jpg)](c)"),
    *("[a][b]", "[a] [b]", "[a][]", "[b]", "\n[b]: https://c.d", '\n[a]: e "f"\n', "\n\n[g]: <h>"),
    *("[^1]", "\n\n[^1]: note", "\n[^2]: *x* [a](b)", "[^2]", "///Footnotes Go Here///"),
    *("<", ">", "<b>", "</b>", "<br>", "<i x='y'>", "<div>", "</div>", "\n<p>a</p>\n", "<!-- c"),
    *("<!--", "-->", "<?x", "?>", "<![CDATA[", "</>", "<hr>", "<https://a.b/?c=1&d=2>", "<m@n.o>"),
    *("&", "&amp;", "&#65;", "&#65", "&lt;", "&#x6c99;", "&nope;", "A & B", "&#", '"', "'"),
    *("\n# ", "\n## ", "\n### ", "## a\n", " ##\n", "\n===\n", "\n---\n", "\n\n***\n\n", "#", "="),
    *("\n- ", "\n* ", "\n+ ", "\n1. ", "\n3. ", "\n    - ", "\n  - ", "\n> ", "> ", "\n>> ", "-"),
    *(
        "| a | b |\n|---|--:|\n| 1 | 2 |",
        "|",
        " | ",
        "\n|:-:|",
        "\n\n| a |\n|-|\n",
        "\n٣. ",
        "\n-- -",
    ),
    *("\n:::gallery\n", "\n:::\n", ":::", "\n> :::", "\n:::x\n", "\n![a](b.jpg)\n![c](d.jpg)\n"),
    *("\n: ", "\n:   d", ":", "[TOC]", "\n\n[TOC]\n\n", "\\[TOC\\]", "{: #id }", "```\n", "\xa0"),
]


def markdown(*more: Shortcuts) -> tuple[Markdown, Survey]:
    """A converter with our extensions and `more`, and the survey that it fills."""
    survey = Survey()
    return Markdown(extensions=[*extensions(survey), *more], output_format="html"), survey


QUICK, THOROUGH = markdown(Shortcuts()), markdown()


def outcome(converter: tuple[Markdown, Survey], text: str) -> tuple[Any, ...]:
    """All that `prose.convert` takes from a conversion."""
    markdown, survey = converter
    survey.begin("Cát Cát")
    typeset = markdown.reset().convert(text)
    found = (survey.lifted, survey.links, survey.mistakes)
    headings = names(markdown.toc_tokens)  # type: ignore[attr-defined]
    return typeset, found, headings, markdown.htmlStash.rawHtmlBlocks


def names(tokens: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The nested headings, without what we do not use."""
    return [(each["level"], each["id"], each["name"], names(each["children"])) for each in tokens]


@settings(max_examples=1500, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=16).map("".join))
@example("## *a* b\n\n[TOC]")
@example("## [TOC]")
@example("## A & B")
@example("a  \nb")
@example("- ## a\n*b*")
@example("[a](<b>)")
def test_no_random_text_comes_out_in_another_way(text: str) -> None:
    """Whatever is typed, the shortcuts lead to the same place."""
    assert outcome(THOROUGH, text) == outcome(QUICK, text)


@pytest.mark.parametrize("folder", ["content", "tests/sample/content"])
def test_no_text_of_ours_comes_out_in_another_way(folder: str) -> None:
    """The texts of the site and of the sample."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.md")]
    assert texts

    for text in texts:
        body = re.sub(r"\A---\n.*?^---\n", "", text, flags=re.DOTALL | re.MULTILINE)
        assert outcome(THOROUGH, body) == outcome(QUICK, body)


def test_every_inline_pattern_has_its_signs() -> None:
    """In the order in which they are tried; one that Python-Markdown adds is not forgotten."""
    patterns = list(THOROUGH[0].inlinePatterns)

    assert patterns == [THOROUGH[0].inlinePatterns[name] for name in SIGNS]
