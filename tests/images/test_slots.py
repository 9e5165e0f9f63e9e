import itertools

import pytest

from plugins.images.slots import SLOTS, Slot

slots = pytest.mark.parametrize(
    "slot", [pytest.param(each, id=name) for name, each in SLOTS.items()]
)


@slots
def test_widths_grow(slot: Slot) -> None:
    """The last is the widest, as the plan relies on."""
    assert all(one < two for one, two in itertools.pairwise(slot.widths))


@slots
def test_a_browser_can_choose(slot: Slot) -> None:
    """Each slot says how wide it is; its last size has no condition."""
    assert slot.widths
    assert ")" not in slot.sizes.rpartition(",")[2]
