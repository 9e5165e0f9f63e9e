import pytest

from plugins.views import Switch


@pytest.mark.parametrize(("nearest", "exact"), [("", True), ("listing", False), ("home", False)])
def test_a_switch_knows_whether_it_leads_to_this_page(nearest: str, exact: bool) -> None:
    """It is exact where it need not lead to something near."""
    switch = Switch("en", "en", "English", "/en/", False, nearest, "")

    assert exact == switch.exact
