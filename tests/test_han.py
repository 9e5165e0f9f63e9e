import pytest

from plugins.han import count_han, join_lines


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        pytest.param("沙坝\n的村庄", "沙坝的村庄", id="letters"),
        pytest.param("沙坝，\n番西邦", "沙坝，番西邦", id="after a comma"),
        pytest.param("沙坝 \n\t番西邦", "沙坝番西邦", id="blanks around the break"),
        pytest.param("沙坝\n“雾城”", "沙坝“雾城”", id="before a quotation"),
        pytest.param("“雾城”\n沙坝", "“雾城”沙坝", id="after a quotation"),
        pytest.param(
            "沙坝\n[猫猫村](place/cat-cat)", "沙坝[猫猫村](place/cat-cat)", id="at a link"
        ),
        pytest.param("[猫猫村](place/cat-cat)\n沙坝", "[猫猫村](place/cat-cat)沙坝", id="after it"),
        pytest.param("**沙坝**\n村庄", "**沙坝**村庄", id="after strong"),
        pytest.param("村庄\n***沙坝***", "村庄***沙坝***", id="before strong emphasis"),
        pytest.param("村庄\n*“沙坝”*", "村庄*“沙坝”*", id="before an emphasised quotation"),
    ],
)
def test_a_break_between_han_characters_is_no_space(typed: str, joined: str) -> None:
    """Chinese lines join without a space, at links and emphasis too."""
    assert joined == join_lines(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("the valley\nof roses", id="Latin words"),
        pytest.param("thung lũng\nMường Hoa", id="Vietnamese words"),
        pytest.param("Sa Pa\n的村庄", id="Latin before Han"),
        pytest.param("位于\nSa Pa", id="Han before Latin"),
        pytest.param("He said “yes.”\n“No,” she said.", id="quotations in English"),
        pytest.param("(see *Sa Pa*)\n— a town", id="a dash after a bracket"),
        pytest.param("and so on…\n“Then”", id="an ellipsis before a quotation"),
        pytest.param("沙坝  \n番西邦", id="a hard line break"),
    ],
)
def test_other_breaks_stay(typed: str) -> None:
    """Latin words keep the space between them, and a hard break stays one."""
    assert typed == join_lines(typed)


@pytest.mark.parametrize(
    ("letter", "han"),
    [("坝", True), ("。", True), ("㐀", True), ("a", False), ("đ", False), ("—", False)],
)
def test_han_characters_are_told_from_others(letter: str, han: bool) -> None:
    """Han letters and their punctuation count; marks that Latin texts have too do not."""
    assert han == bool(count_han(letter))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Sa Pa", 0),
        ("沙坝", 2),
        ("沙坝 Sa Pa，番西邦。", 7),
        ("a沙b坝c", 2),
        ("Mường — “Hoa”…", 0),
    ],
)
def test_han_characters_are_counted(text: str, count: int) -> None:
    """Each one counts, alone or among others."""
    assert count == count_han(text)
