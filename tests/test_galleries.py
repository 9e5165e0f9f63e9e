"""Galleries as writers type them, and every way of typing one wrong."""

import pytest

from plugins.prose import Prose, convert
from plugins.survey import Figure, Gallery

A, B, C = (
    Figure("a.jpg", "A", "One"),
    Figure("place/cat-cat/b.jpg", "B", ""),
    Figure("c.jpg", "C", ""),
)
TYPED = '![A](a.jpg "One")\n![B](place/cat-cat/b.jpg)\n![C](c.jpg)'


def of(text: str) -> Prose:
    """The prose of a text."""
    return convert(text, "Cát Cát")


def told(text: str) -> list[str]:
    """What is wrong in a text."""
    return [mistake.what for mistake in of(text).mistakes]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(f":::gallery\n{TYPED}\n:::", id="one a line"),
        pytest.param(":::gallery\n\n" + TYPED.replace("\n", "\n\n") + "\n\n:::", id="empty lines"),
        pytest.param(f"::: gallery\n{TYPED}\n\n:::  ", id="blanks"),
        pytest.param(f"  :::gallery\n{TYPED}\n  :::", id="a little indented"),
        pytest.param(":::gallery\n" + TYPED.replace("\n", "  \n") + "\n:::", id="hard line breaks"),
        pytest.param(":::gallery\r\n" + TYPED.replace("\n", "\r\n") + "\r\n:::", id="of Windows"),
        pytest.param(":::gallery\n" + TYPED.replace("A]", "A\n]") + "\n:::", id="a long alt text"),
    ],
)
def test_pictures_between_colons_are_a_gallery(typed: str) -> None:
    """In their order, each with its alt text and caption."""
    prose = of(typed)
    [gallery] = prose.parts

    assert isinstance(gallery, Gallery)
    assert [A, B, C] == [
        Figure(each.picture, each.alt.strip(), each.caption) for each in gallery.figures
    ]
    assert () == prose.mistakes


def test_a_gallery_stands_where_it_was_typed() -> None:
    """Between the paragraphs before and after, even where no empty line parts them."""
    prose = of(f"Một.\n:::gallery\n{TYPED}\n:::\nHai.\n\n![D](d.jpg)\n\n:::gallery\n{TYPED}\n:::")

    figure, gallery = Figure("d.jpg", "D", ""), Gallery((A, B, C))
    assert ("<p>Một.</p>", gallery, "<p>Hai.</p>", figure, gallery) == prose.parts
    assert [A, B, C, figure, A, B, C] == list(prose.figures)
    assert () == prose.mistakes


def test_code_may_show_how_a_gallery_is_typed() -> None:
    """In a block of code and between backticks colons mean nothing."""
    prose = of("    :::gallery\n    ![a](b.jpg)\n    :::\n\nType `:::gallery` or a ::: b.")
    [html] = prose.parts

    assert "<pre><code>:::gallery\n" in str(html)
    assert "<code>:::gallery</code> or a ::: b." in str(html)
    assert () == prose.mistakes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(
            ":::gallery\n![A](a.jpg)\n:::", "a gallery needs two pictures at least.", id="one"
        ),
        pytest.param(":::gallery\n:::", "a gallery needs two pictures at least.", id="none"),
        pytest.param(f":::gallery\n{TYPED}\n\nHai.", ":::gallery has no end.", id="no end"),
        pytest.param(
            f":::gallery\n{TYPED}\n\n:::gallery\n{TYPED}\n:::",
            ":::gallery has no end.",
            id="no end before another",
        ),
        pytest.param(f"{TYPED[:17]}\n\n:::\n", "a ::: ends what nothing began.", id="no beginning"),
        pytest.param(f":::galery\n{TYPED}\n:::", "there is no block ':::galery'.", id="misspelt"),
        pytest.param(":::note\nMột.\n:::", "there is no block ':::note'.", id="of another sort"),
        pytest.param(
            f":::gallery\n{TYPED}\n\nMột.\n:::", "'Một.' stands in a gallery.", id="words"
        ),
        pytest.param(
            f":::gallery\n{TYPED}\nMột *hai*.\n:::",
            "'Một' stands in a gallery.",
            id="words beside a picture",
        ),
        pytest.param(
            f":::gallery\n{TYPED}\n\n## Một\n\n:::", "'Một' stands in a gallery.", id="a heading"
        ),
        pytest.param(
            f":::gallery\n{TYPED}\n\n- ![D](d.jpg)\n:::", "':::' stands in a gallery.", id="a list"
        ),
        pytest.param(
            f":::gallery\n{TYPED}\n![ ](d.jpg)\n:::", "the picture has no alt text.", id="no alt"
        ),
        pytest.param(
            f":::gallery\n{TYPED}\n![D](../d.jpg)\n:::",
            "the picture '../d.jpg' is not a file of a bundle.",
            id="from elsewhere",
        ),
        pytest.param("> :::gallery", "':::gallery' stands inside something else.", id="quotation"),
        pytest.param(
            "- a\n\n    :::gallery", "':::gallery' stands inside something else.", id="list"
        ),
    ],
)
def test_what_is_wrong_with_a_gallery_is_told_once(typed: str, expected: str) -> None:
    """One mistake, one line; and no picture or colon is left in the HTML."""
    prose = of(typed)

    assert [expected] == [mistake.what for mistake in prose.mistakes]
    assert "<img" not in str(prose.parts)


def test_the_remedy_says_what_to_type() -> None:
    """The words of the block, ready to be copied."""
    [mistake] = of(f":::gallery\n{TYPED}").mistakes

    assert "Write ::: on a line of its own after the last picture." == mistake.remedy
    assert "(a.jpg" == mistake.typed


def test_a_mistake_is_found_at_its_own_gallery() -> None:
    """Not at the first one of the text, which is right."""
    second = ":::gallery\n![D](d.jpg)\n:::"
    [mistake] = of(f":::gallery\n{TYPED}\n:::\n\n{second}").mistakes

    assert "(d.jpg" == mistake.typed
