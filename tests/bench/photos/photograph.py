"""Seeded photographs: mountains below a sky, houses, and the grain of a camera."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = (4000, 3000)
# numpy's own type; Any, since the types are also checked where numpy is missing.
Array = Any
_QUALITY, _GRAIN = 90, 2.2
# What each layer looks like, from the sky to the foreground: colour, and how much texture.
_LAYERS = (
    ((172, 196, 222), 5.0),
    ((132, 152, 176), 7.0),
    ((92, 120, 112), 16.0),
    ((74, 104, 60), 30.0),
    ((96, 88, 58), 38.0),
)
_WALLS = ((214, 202, 178), (188, 120, 86), (236, 232, 222), (150, 160, 158))


def paint_all(folder: Path, count: int, size: tuple[int, int] = SIZE) -> list[Path]:
    """Write so many photographs as JPEG of quality 90, on every core; those that exist stay."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"photo-{seed:03}.jpg" for seed in range(count)]
    missing = [(path, seed, size) for seed, path in enumerate(paths) if not path.exists()]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        list(pool.map(_write, missing))
    return paths


def photograph(seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """The photograph of a seed.

    The amplitude of detail falls with its frequency, as in nature: Field, "Relations between the
    statistics of natural images" (1987). Lenses soften edges, and the sensor adds grain.
    """
    random = np.random.default_rng([2026, seed])
    image = Image.fromarray(_bytes(_landscape(random, size)))
    _build_houses(image, random)
    image = image.filter(ImageFilter.GaussianBlur(0.8 * size[0] / SIZE[0]))
    grain = random.standard_normal((size[1], size[0], 1), np.float32) * np.float32(_GRAIN)
    return Image.fromarray(_bytes(np.asarray(image, np.float32) + grain))


def _write(job: tuple[Path, int, tuple[int, int]]) -> None:
    path, seed, size = job
    photograph(seed, size).save(path, quality=_QUALITY, subsampling="4:2:0")


def _landscape(random: np.random.Generator, size: tuple[int, int]) -> Array:
    """Layers behind each other, as an array of height × width × 3."""
    width, height = size
    texture, shade = _noise(random, (height, width), 1.0), _noise(random, (height, width), 1.6)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    light = 1.0 + 0.25 * (down - 0.5) * random.uniform(-1, 1)
    picture = np.zeros((height, width, 3), np.float32)
    for index, (colour, amount) in enumerate(_LAYERS):
        begins = index / len(_LAYERS) + random.uniform(-0.05, 0.05) if index else -1.0
        ridge = begins + 0.05 * _noise(random, (1, width), 1.2)
        inside = np.clip((down - ridge) * height / 1.5, 0, 1)
        detail = texture * amount + shade * (8 + amount / 3)
        for channel, base in enumerate(_varied(random, colour)):
            layer = base * light + detail * random.uniform(0.8, 1.1)
            picture[:, :, channel] += inside * (layer - picture[:, :, channel])
    return picture


def _varied(random: np.random.Generator, colour: Sequence[int]) -> list[float]:
    return [base + random.uniform(-18, 18) for base in colour]


def _noise(random: np.random.Generator, shape: tuple[int, int], slope: float) -> Array:
    """Noise of mean 0 and deviation 1 whose amplitude falls with frequency to the power `slope`."""
    rows, columns = np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1])
    frequency = np.hypot(rows[:, None], columns[None, :]).astype(np.float32)
    frequency[0, 0] = np.inf
    white = random.standard_normal((2, *frequency.shape), np.float32)
    spectrum = (white[0] + 1j * white[1]) / frequency ** np.float32(slope)
    noise = np.fft.irfft2(spectrum, shape).astype(np.float32)
    return noise / noise.std()


def _build_houses(image: Image.Image, random: np.random.Generator) -> None:
    """Hard edges: walls, roofs and windows."""
    draw = ImageDraw.Draw(image)
    for _ in range(int(random.integers(12, 30))):
        wide = float(random.uniform(0.01, 0.06)) * image.width
        high = wide * float(random.uniform(0.5, 1.2))
        left = float(random.uniform(0, 1)) * image.width
        top = float(random.uniform(0.45, 0.95)) * image.height
        wall = _WALLS[int(random.integers(len(_WALLS)))]
        draw.rectangle((left, top, left + wide, top + high), wall)
        peak = (left + wide / 2, top - high / 2)
        draw.polygon(((left - wide / 9, top), peak, (left + wide * 10 / 9, top)), (92, 58, 48))
        for x in (0.15, 0.42, 0.69):
            window = (left + wide * x, top + high * 0.3, left + wide * (x + 0.16), top + high * 0.6)
            draw.rectangle(window, (48, 54, 66))


def _bytes(values: Array) -> Array:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
