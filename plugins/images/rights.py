"""Whose picture it is, in the words that files carry: XMP for all formats, IPTC for JPEG.

XMP as the IPTC Photo Metadata Standard 2023.1 has it; IPTC-IIM 4.2 in an APP13 segment, for
programs that read nothing else.
"""

import struct
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

# The IIM limits of By-line, Credit and Copyright Notice, in bytes.
_CREATOR, _CREDIT, _COPYRIGHT = 32, 32, 128
_UTF8 = b"\x1b%G"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


@dataclass(frozen=True)
class Rights:
    """Who made a picture, who is to be named, and on which terms others may use it.

    `terms` is the address of the licence, `acquire` that of the page which says how to get more
    rights than it grants, "" for none.
    """

    creator: str
    credit: str
    copyright: str
    licence: str
    terms: str
    acquire: str = ""


def xmp(rights: Rights) -> bytes:
    """The XMP packet."""
    names = " ".join(f'xmlns:{prefix}="{url}"' for prefix, url in _NAMESPACES.items())
    plain = (
        f' photoshop:Credit={quoteattr(rights.credit)} xmpRights:Marked="True"'
        f" xmpRights:WebStatement={quoteattr(rights.terms)}"
    )
    inside = [
        _list("dc:creator", "Seq", f"<rdf:li>{escape(rights.creator)}</rdf:li>"),
        _list("dc:rights", "Alt", _default(rights.copyright)),
        _list("xmpRights:UsageTerms", "Alt", _default(rights.licence)),
    ]
    if rights.acquire:
        licensor = f"<rdf:li rdf:parseType='Resource'>{_licensor(rights.acquire)}</rdf:li>"
        inside.append(_list("plus:Licensor", "Seq", licensor))
    description = f'<rdf:Description rdf:about=""{plain}>{"".join(inside)}</rdf:Description>'
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {names}>{description}</rdf:RDF></x:xmpmeta>'
        '<?xpacket end="r"?>'
    )
    return packet.encode()


def _list(name: str, kind: str, items: str) -> str:
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _default(text: str) -> str:
    return f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'


def _licensor(url: str) -> str:
    return f"<plus:LicensorURL>{escape(url)}</plus:LicensorURL>"


def with_iptc(jpeg: bytes, rights: Rights) -> bytes:
    """A JPEG file with an IPTC segment after its first one, which is JFIF's."""
    end = 4 + struct.unpack(">H", jpeg[4:6])[0]
    return jpeg[:end] + _app13(rights) + jpeg[end:]


def _app13(rights: Rights) -> bytes:
    records = b"".join(
        [
            _record(1, 90, _UTF8),
            _record(2, 80, _cut(rights.creator, _CREATOR)),
            _record(2, 110, _cut(rights.credit, _CREDIT)),
            _record(2, 116, _cut(rights.copyright, _COPYRIGHT)),
        ]
    )
    padding = b"\0" * (len(records) % 2)
    block = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(records)) + records + padding
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def _record(record: int, dataset: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, dataset, len(value)) + value


def _cut(text: str, limit: int) -> bytes:
    """No more bytes than the standard allows; no half letter."""
    return text.encode()[:limit].decode(errors="ignore").encode()
