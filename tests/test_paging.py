import pytest

from plugins.paging import Leaf, leaf, leaves, page_count


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


@pytest.mark.parametrize("count", range(40))
def test_a_page_is_found_without_the_others(count: int) -> None:
    """One page by its number is that of all pages, of which one knows how many there are."""
    things = range(count, 0, -1)
    every = leaves(things, 4)

    assert every == [leaf(things, 4, each.number) for each in every]
    assert len(every) == page_count(count, 4)


@pytest.mark.parametrize(
    ("count", "pages"),
    [(0, 1), (3, 1), (4, 1), (7, 1), (8, 2), (11, 2), (12, 3)],
)
def test_a_list_has_a_second_page_when_both_are_full(count: int, pages: int) -> None:
    """The front page is never shorter than an older one."""
    assert pages == page_count(count, 4)
