"""Draw the sample's pictures anew: flat ridges, with all the metadata that must not leak.

A maintainer's tool; the pictures that it made are committed: python -m tests.sample.make_pictures
"""

import math
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageDraw

CONTENT = Path(__file__).with_name("content")
PICTURES = {
    "place/fansipan/summit.jpg": ((1000, 640), ("#dfe6ee", "#93a5bd", "#5c7195", "#1b2a52")),
    "story/first-walk/ridge.jpg": ((1000, 320), ("#f0e4d0", "#b8a6b8", "#7a6a92", "#31294f")),
    "story/first-walk/path.jpg": ((560, 840), ("#f1e9d6", "#c9bf86", "#8f9a55", "#3f5a2f")),
    "story/first-walk/walk.jpg": ((960, 540), ("#e8e2ef", "#a9a3c4", "#6d6a9c", "#2a2950")),
    "story/first-walk/valley.jpg": ((960, 540), ("#e9efdf", "#b4c59a", "#74935d", "#2f4a2c")),
}
# Anyone who finds one of these words in a built site has found a leak.
COMMENT = b"comment of the sample"
CAMERA = "Camera of the sample"
XMP_WORDS = b"xmp of the sample"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>' + XMP_WORDS + b"</note></x:xmpmeta>"


def draw(size: tuple[int, int], colours: tuple[str, ...]) -> Image.Image:
    """One ridge for each colour but the first, which is the sky."""
    width, height = size
    image = Image.new("RGB", size, colours[0])
    pen = ImageDraw.Draw(image)
    for layer, colour in enumerate(colours[1:], 1):
        base = height * layer / len(colours)
        line = [
            (x, base + height / 12 * math.sin(x * layer / 90 + layer * 2) + 9 * math.sin(x / 17))
            for x in range(width)
        ]
        pen.polygon([(0, height), *line, (width, height)], fill=colour)
    return image


def save(image: Image.Image, path: Path) -> None:
    """Write a JPEG with a place, a camera, a comment, XMP and a colour profile inside."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = CAMERA
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (22.0, 18.0, 12.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(
        path, quality=82, exif=exif, comment=COMMENT, xmp=XMP, icc_profile=profile, optimize=True
    )


def main() -> None:
    """Write every picture."""
    for name, (size, colours) in PICTURES.items():
        save(draw(size, colours), CONTENT / name)


if __name__ == "__main__":
    main()
