import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest

from plugins.images.rights import Rights, with_iptc, xmp

RIGHTS = Rights("A", "B", "C", "D", "https://example.org/e")
JFIF = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 9


def test_a_packet_is_xml_whatever_a_name_is() -> None:
    """Angle brackets, quotation marks and ampersands are letters like others."""
    odd = "<a & \"b\" 'c'>"
    packet = xmp(Rights(odd, odd, odd, odd, odd, odd))
    root = etree.fromstring(packet.decode().split("?>", 1)[1].rsplit("<?", 1)[0])

    texts = [each.text for each in root.iter() if each.text]
    values = [value for each in root.iter() for value in each.attrib.values()]
    assert 4 == texts.count(odd)
    assert 2 == values.count(odd)


def test_who_may_not_be_asked_is_not_named() -> None:
    """Without an address for more rights there is no licensor."""
    assert b"Licensor" not in xmp(RIGHTS).replace(b"useplus", b"")
    assert b"LicensorURL" in xmp(replace(RIGHTS, acquire="https://example.org/f"))


def test_iptc_stands_behind_the_first_segment() -> None:
    """As programs expect it; the rest of the file follows."""
    made = with_iptc(JFIF + b"the rest", RIGHTS)

    assert made.startswith(JFIF + b"\xff\xed")
    assert made.endswith(b"the rest")
    assert b"Photoshop 3.0\x008BIM\x04\x04" in made


@pytest.mark.parametrize("letter", ["a", "ế", "山"])
def test_a_long_name_is_cut_at_a_letter(letter: str) -> None:
    """The standard allows 32 bytes; half a letter would be none."""
    made = with_iptc(JFIF, replace(RIGHTS, creator=letter * 40))
    start = made.index(b"\x1c\x02\x50") + 5
    length = int.from_bytes(made[start - 2 : start], "big")

    assert made[start : start + length].decode() == letter * (32 // len(letter.encode()))
