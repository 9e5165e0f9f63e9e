"""The places in the layout where a picture can stand, and what each needs of a picture."""

from dataclasses import dataclass

WIDE_SCREEN = "(min-width: 60rem)"
MIDDLE_SCREEN = "(min-width: 40rem)"


@dataclass(frozen=True, slots=True)
class View:
    """How a place shows a picture on some screens.

    `media` is the condition for it, "" where it holds on all others. `ratio` are the proportions
    to which the picture is cropped, None for its own. `widths` are in pixels, and `sizes` is what
    a browser chooses among them by.
    """

    media: str
    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    sizes: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a picture: its views, of which the first whose condition holds is shown.

    The last has no condition. Where only programs look, `fallback_only` spares them formats that
    few of them read.
    """

    views: tuple[View, ...]
    fallback_only: bool = False


# How wide each place is stands in theme/scss/layout.
SLOTS = {
    # Beside the title on a desk, above all else on a phone.
    "cover": Slot(
        (
            View(WIDE_SCREEN, None, (800, 1200, 1600, 2400), "58vw"),
            View("", (5, 4), (480, 800, 1200), "100vw"),
        )
    ),
    # From edge to edge, above or below a text.
    "plate": Slot(
        (
            View(WIDE_SCREEN, (16, 9), (1200, 1600, 2400), "100vw"),
            View("", (4, 3), (480, 800, 1200), "100vw"),
        )
    ),
    "strip": Slot(
        (
            View(WIDE_SCREEN, (8, 3), (1200, 1600, 2400), "100vw"),
            View("", (16, 9), (480, 800, 1200), "100vw"),
        )
    ),
    # In the margin of a text, or in its column.
    "figure": Slot(
        (
            View(WIDE_SCREEN, None, (480, 800), "23rem"),
            View("", None, (480, 800, 1200), "100vw"),
        )
    ),
    "card": Slot(
        (
            View(
                "",
                (4, 3),
                (320, 480, 800, 1200),
                f"{WIDE_SCREEN} 31vw, {MIDDLE_SCREEN} 48vw, 100vw",
            ),
        )
    ),
    # A card of seven columns.
    "lead": Slot(
        (
            View(WIDE_SCREEN, (3, 2), (800, 1200, 1600), "56vw"),
            View("", (4, 3), (320, 480, 800, 1200), f"{MIDDLE_SCREEN} 48vw, 100vw"),
        )
    ),
    # The poster of a video: in the page, and as the one address that <video> takes.
    "poster": Slot(
        (
            View(WIDE_SCREEN, (16, 9), (800, 1200, 1600), "70vw"),
            View("", (16, 9), (480, 800, 1200), "100vw"),
        )
    ),
    "film": Slot((View("", (16, 9), (960,), "960px"),), fallback_only=True),
    # What messengers and social networks show of a page.
    "share": Slot((View("", (40, 21), (1200,), "1200px"),), fallback_only=True),
    # WeChat takes the first square of at least 300 pixels.
    "square": Slot((View("", (1, 1), (480,), "480px"),), fallback_only=True),
    # A pair of a gallery is eight and four columns of one height; alone, a picture takes the row.
    "gallery-wide": Slot(
        (
            View(WIDE_SCREEN, (16, 9), (800, 1200, 1600), "62vw"),
            View(MIDDLE_SCREEN, (4, 3), (480, 800, 1200), "48vw"),
            View("", None, (480, 800, 1200), "100vw"),
        )
    ),
    "gallery-narrow": Slot(
        (
            View(WIDE_SCREEN, (8, 9), (480, 800), "30vw"),
            View(MIDDLE_SCREEN, (4, 3), (480, 800, 1200), "48vw"),
            View("", None, (480, 800, 1200), "100vw"),
        )
    ),
    "gallery-row": Slot(
        (
            View(WIDE_SCREEN, (2, 1), (1200, 1600, 2400), "94vw"),
            View(MIDDLE_SCREEN, (3, 2), (800, 1200, 1600), "94vw"),
            View("", None, (480, 800, 1200), "100vw"),
        )
    ),
    # As high as a sheet lets it be, so wider than a phone, where it moves sideways.
    "panorama": Slot((View("", None, (1200, 1600, 2400), f"{WIDE_SCREEN} 100vw, 250vw"),)),
    # What a picture is enlarged to.
    "whole": Slot((View("", None, (480, 800, 1600, 2400), "100vw"),)),
}
