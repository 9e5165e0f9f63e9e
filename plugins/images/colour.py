"""From whatever a file holds to upright pixels in sRGB; and the tone of a picture as a whole."""

import io

from PIL import ExifTags, Image, ImageCms

_PAPER = (255, 255, 255)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_HIGHEST = 255
_TRANSPARENT = ("LA", "PA", "RGBA")
# Tones are cells of the RGB cube, four steps a side: theme/scss/components/_plate.scss has them.
_STEPS = 4


def is_transparent(image: Image.Image) -> bool:
    """Whether an opened picture has a layer of transparency."""
    return image.mode in _TRANSPARENT or "transparency" in image.info


def upright(image: Image.Image) -> Image.Image:
    """The picture as the camera was held. Only that one tag is read: others may be broken."""
    how = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if how is None else image.transpose(how)


def to_srgb(image: Image.Image, *, transparent: bool) -> Image.Image:
    """Eight bits a channel in sRGB; what is transparent stays so, or is laid on white."""
    image.load()  # what follows need not copy it
    image = _eight_bits(image)
    layer = _in_mode(image, "RGBA").getchannel("A") if is_transparent(image) else None
    colours = _in_srgb(image)
    if layer is None:
        return colours
    if transparent:
        colours.putalpha(layer)
        return colours
    return Image.composite(colours, Image.new("RGB", colours.size, _PAPER), layer)


def _eight_bits(image: Image.Image) -> Image.Image:
    """The upper half of sixteen bits, also of the colour that stands for nothing.

    Pillow halves the channels of colours by itself, but neither greys nor that colour.
    """
    key = image.info.get("transparency")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if isinstance(key, int) and key > _HIGHEST:
        image.info["transparency"] = key >> 8
    if isinstance(key, tuple) and max(key) > _HIGHEST:
        image.info["transparency"] = tuple(channel >> 8 for channel in key)
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours alone, by the profile or the gamma that the file names; else as they are."""
    profile, gamma = image.info.get("icc_profile"), image.info.get("gamma")
    if image.mode == "LA":
        image = image.getchannel("L")
    elif image.mode not in ("L", "RGB", "CMYK"):
        image = _in_mode(image, "RGBA").convert("RGB")
    if profile:
        return _in_mode(_through_profile(image, profile), "RGB")
    image = _in_mode(image, "RGB")
    if gamma and "srgb" not in image.info and _is_meant(gamma):
        image = image.point(_curve(gamma) * 3)
    return image


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    """The same picture in a mode; it is not copied where it has it, for pictures are large."""
    return image if image.mode == mode else image.convert(mode)


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the embedded profile; one that does not fit the picture is ignored."""
    try:
        opened = ImageCms.getOpenProfile(io.BytesIO(profile))
        if opened.profile.xcolor_space == "RGB " and image.mode == "L":
            image = image.convert("RGB")
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, opened, srgb, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image


def _is_meant(gamma: float) -> bool:
    """Whether the gamma of a PNG is another one than that of sRGB, and one that a file can have.

    Within five hundredths it is sRGB's, as libpng has it.
    """
    return 0.1 < gamma < 10 and abs(gamma * 2.2 - 1) > 0.05


def _curve(gamma: float) -> list[int]:
    """What each value of a channel that was encoded with a gamma is in sRGB."""
    return [round(255 * _encoded((value / 255) ** (1 / gamma))) for value in range(256)]


def _encoded(light: float) -> float:
    """The transfer function of sRGB: IEC 61966-2-1."""
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def bare(image: Image.Image) -> Image.Image:
    """Pixels alone: no comment, profile, EXIF or XMP can follow a pasted copy."""
    copy = Image.new(image.mode, image.size)
    copy.paste(image)
    return copy


def tone(image: Image.Image) -> int:
    """The number of the commonest tone, for the place where a picture will stand: 0 to 63."""
    small = image.convert("RGB").resize((32, 32), Image.Resampling.BOX)
    colours = small.quantize(8, method=Image.Quantize.MEDIANCUT)
    counts = colours.histogram()
    commonest = counts.index(max(counts))
    palette = colours.getpalette() or []
    red, green, blue = palette[3 * commonest : 3 * commonest + 3]
    return (_step(red) * _STEPS + _step(green)) * _STEPS + _step(blue)


def _step(channel: int) -> int:
    return channel * _STEPS // 256
