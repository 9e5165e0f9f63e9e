"""Colour by its formulas, to judge what programs make of it: sRGB, CIE Lab (D50), CIEDE2000."""

import math

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

WHITE: Triple = (0.9642, 1.0, 0.8249)
# From light to XYZ, adapted to D50, as the profiles of these spaces have it: a row for X, Y, Z.
SRGB: Matrix = (
    (0.43607, 0.38515, 0.14307),
    (0.22249, 0.71687, 0.06061),
    (0.01392, 0.09708, 0.71410),
)
DISPLAY_P3: Matrix = (
    (0.51512, 0.29198, 0.15710),
    (0.24120, 0.69225, 0.06657),
    (-0.00105, 0.04189, 0.78407),
)
ADOBE_RGB: Matrix = (
    (0.60974, 0.20528, 0.14919),
    (0.31111, 0.62567, 0.06322),
    (0.01947, 0.06087, 0.74457),
)
ADOBE_GAMMA = 563 / 256


def times(matrix: Matrix, vector: Triple) -> Triple:
    """A matrix applied to a vector."""
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def inverse(matrix: Matrix) -> Matrix:
    """The matrix that takes back what another one does, by Cramer's rule."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    rows = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    one, two, three = ((x / whole, y / whole, z / whole) for x, y, z in rows)
    return one, two, three


def decoded(value: float) -> float:
    """The light of a channel of sRGB, both from 0 to 1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def encoded(light: float) -> float:
    """The channel of sRGB for a light."""
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def light_of(srgb: Triple) -> Triple:
    """The light of a colour of sRGB whose channels are 0 to 255."""
    red, green, blue = (decoded(channel / 255) for channel in srgb)
    return red, green, blue


def lab(srgb: Triple) -> Triple:
    """CIE Lab (D50) of a colour of sRGB whose channels are 0 to 255."""
    x, y, z = (_root(a / b) for a, b in zip(times(SRGB, light_of(srgb)), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    return share ** (1 / 3) if share > (6 / 29) ** 3 else share / (3 * (6 / 29) ** 2) + 4 / 29


def difference(one: Triple, two: Triple) -> float:
    """CIEDE2000 of two colours in Lab (ISO/CIE 11664-6)."""
    chroma = (math.hypot(*one[1:]) + math.hypot(*two[1:])) / 2
    stretch = 1.5 - math.sqrt(chroma**7 / (chroma**7 + 25**7)) / 2
    (light1, chroma1, hue1), (light2, chroma2, hue2) = (
        (light, math.hypot(a * stretch, b), math.degrees(math.atan2(b, a * stretch)) % 360)
        for light, a, b in (one, two)
    )
    turn = (hue2 - hue1 + 180) % 360 - 180 if chroma1 and chroma2 else 0.0
    hue = (hue1 + turn / 2) % 360 if chroma1 and chroma2 else hue1 + hue2
    light, chroma = (light1 + light2) / 2, (chroma1 + chroma2) / 2
    weight = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    of_light = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    lights = (light2 - light1) / of_light
    chromas = (chroma2 - chroma1) / (1 + 0.045 * chroma)
    hues = 2 * math.sqrt(chroma1 * chroma2) * math.sin(math.radians(turn / 2))
    hues /= 1 + 0.015 * chroma * weight
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    return math.sqrt(lights**2 + chromas**2 + hues**2 + rotation * chromas * hues)
