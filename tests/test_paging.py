import pytest

from plugins.paging import Leaf, leaves


def test_a_short_list_is_one_page() -> None:
    """Up to one less than twice the size, everything stands on the front page."""
    assert [Leaf(None, [5, 4, 3, 2, 1])] == leaves([5, 4, 3, 2, 1], 3)


def test_an_empty_list_has_its_front_page() -> None:
    """A list without things is still a page."""
    assert [Leaf(None, [])] == leaves([], 3)


def test_older_pages_are_numbered_from_the_oldest() -> None:
    """Page 1 holds the oldest things; the front page has no number."""
    expected = [Leaf(None, [7, 6, 5]), Leaf(2, [4, 3]), Leaf(1, [2, 1])]

    assert expected == leaves([7, 6, 5, 4, 3, 2, 1], 2)


@pytest.mark.parametrize("count", range(40))
def test_a_new_thing_moves_no_older_page(count: int) -> None:
    """What stands on a numbered page stays there when a thing comes on top."""
    before = leaves(range(count, 0, -1), 4)[1:]
    after = leaves(range(count + 1, 0, -1), 4)[1:]

    assert before == after[len(after) - len(before) :]


@pytest.mark.parametrize("count", range(40))
def test_every_thing_stands_on_one_page(count: int) -> None:
    """The pages together are the list; numbered ones are full, the front one has 4 to 7."""
    front, *older = leaves(range(count), 4)

    assert list(range(count)) == [item for leaf in (front, *older) for item in leaf.items]
    assert {4} >= {len(leaf.items) for leaf in older}
    assert min(count, 4) <= len(front.items) <= 7
