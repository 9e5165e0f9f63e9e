import itertools

import pytest

from plugins.images.slots import SLOTS, Slot

slots = pytest.mark.parametrize(
    "slot", [pytest.param(each, id=name) for name, each in SLOTS.items()]
)


@slots
def test_widths_grow(slot: Slot) -> None:
    """The last is the widest, as the plan relies on."""
    for view in slot.views:
        assert view.widths
        assert all(one < two for one, two in itertools.pairwise(view.widths))


@slots
def test_a_browser_can_choose(slot: Slot) -> None:
    """Each view says how wide it is; its last size has no condition."""
    assert not [view for view in slot.views if ")" in view.sizes.rpartition(",")[2]]


@slots
def test_every_screen_has_a_view(slot: Slot) -> None:
    """All but the last have a condition."""
    *others, last = slot.views

    assert "" == last.media
    assert all(view.media for view in others)


def test_messengers_get_what_they_ask_for() -> None:
    """A wide card for Open Graph, a square of at least 300 pixels for WeChat."""
    [share], [square] = SLOTS["share"].views, SLOTS["square"].views

    assert (1200, 630) == (share.widths[0], share.widths[0] * 21 // 40)
    assert square.ratio == (1, 1)
    assert square.widths[0] >= 300
    assert SLOTS["share"].fallback_only
    assert SLOTS["square"].fallback_only
