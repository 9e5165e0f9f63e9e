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
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    layer = image.convert("RGBA") if is_transparent(image) else None
    if layer:
        image = Image.new("RGB", layer.size, _PAPER)
        image.paste(layer, mask=None if transparent else layer.getchannel("A"))
    if profile and image.mode in ("RGB", "CMYK", "L"):
        image = _through_profile(image, profile)
    image = image.convert("RGB")
    if layer and transparent:
        image.putalpha(layer.getchannel("A"))
    return image


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the embedded profile; one that does not fit the picture is ignored."""
    srgb = ImageCms.createProfile("sRGB")
    try:
        converted = ImageCms.profileToProfile(
            image, ImageCms.getOpenProfile(io.BytesIO(profile)), srgb, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


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
