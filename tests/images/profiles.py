"""Colour profiles, made by hand so that what each means is known: ICC.1:2001-04."""

import struct
from collections.abc import Callable, Mapping, Sequence
from itertools import product

from tests.images.colours import WHITE, Matrix, Triple

Curve = Callable[[float], float]


def profile(space: bytes, tags: Mapping[bytes, bytes], kind: bytes = b"mntr") -> bytes:
    """A profile of a colour space ("RGB ", "GRAY", "CMYK") with these tags."""
    pcs = b"Lab " if kind == b"prtr" else b"XYZ "
    found = {b"desc": _description(), b"cprt": b"text\0\0\0\0CC0\0", b"wtpt": _xyz(WHITE), **tags}
    start = 128 + 4 + 12 * len(found)
    table, data = [struct.pack(">I", len(found))], b""
    for name, content in found.items():
        table.append(struct.pack(">4sII", name, start + len(data), len(content)))
        data += content + b"\0" * (-len(content) % 4)
    header = struct.pack(
        ">I4sI4s4s4s12s4s4s28s12s",
        *(0, b"test", 0x02400000, kind, space, pcs),
        b"",
        b"acsp",
        b"",
        b"",
        struct.pack(">3i", *_fixed(WHITE)),
    )
    body = header.ljust(128, b"\0") + b"".join(table) + data
    return struct.pack(">I", len(body)) + body[4:]


def rgb(matrix: Matrix, curve: bytes) -> bytes:
    """A space of three lights; `curve` is the tag of all three channels."""
    columns = zip(*matrix, strict=True)
    lights = {
        name + b"XYZ": _xyz(column)
        for name, column in zip((b"r", b"g", b"b"), columns, strict=True)
    }
    return profile(b"RGB ", {**lights, **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)})


def grey(curve: bytes) -> bytes:
    """Greys of one curve."""
    return profile(b"GRAY", {b"kTRC": curve})


def gamma(exponent: float) -> bytes:
    """The curve of a power."""
    return struct.pack(">4sIIHH", b"curv", 0, 1, round(exponent * 256), 0)


def sampled(curve: Curve, steps: int = 1024) -> bytes:
    """A curve by its values at so many places."""
    values = [round(65535 * curve(step / (steps - 1))) for step in range(steps)]
    return struct.pack(f">4sII{steps}H", b"curv", 0, steps, *values)


def cmyk(colour: Callable[[Sequence[int]], Triple]) -> bytes:
    """Inks by the Lab colour of each combination of none (0) and all (1) of the four."""
    nodes = [_lab8(colour(inks)) for inks in product((0, 1), repeat=4)]
    unit = struct.pack(">9i", *_fixed((1, 0, 0, 0, 1, 0, 0, 0, 1)))
    straight = bytes(range(256))
    lut = (
        struct.pack(">4sI4B", b"mft1", 0, 4, 3, 2, 0)
        + unit
        + straight * 4
        + b"".join(nodes)
        + straight * 3
    )
    return profile(b"CMYK", {b"A2B0": lut}, b"prtr")


def _lab8(colour: Triple) -> bytes:
    light, a, b = colour
    return bytes((round(light * 2.55), round(a) + 128, round(b) + 128))


def _xyz(values: Sequence[float]) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *_fixed(values))


def _fixed(values: Sequence[float]) -> list[int]:
    return [round(value * 65536) for value in values]


def _description() -> bytes:
    name = b"test\0"
    return struct.pack(">4sII", b"desc", 0, len(name)) + name + b"\0" * 78
