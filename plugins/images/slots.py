"""The places in the layout where a picture can stand, and the widths that each needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a picture: widths in pixels, and the `sizes` that a browser chooses by."""

    widths: tuple[int, ...]
    sizes: str


SLOTS = {
    "cover": Slot((480, 800, 1200, 1600, 2400), "(min-width: 60rem) 58vw, 100vw"),
    "plate": Slot((480, 800, 1200, 1600, 2400), "100vw"),
    "figure": Slot((480, 800, 1200, 1600), "(min-width: 60rem) 23rem, 100vw"),
    "gallery": Slot((480, 800, 1200, 1600), "(min-width: 60rem) 60vw, 100vw"),
    "whole": Slot((2400,), "100vw"),
    "card": Slot((320, 480, 800, 1200), "(min-width: 60rem) 33vw, (min-width: 40rem) 50vw, 100vw"),
    "thumb": Slot((320, 480), "10rem"),
}
