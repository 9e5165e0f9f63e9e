"""Encode the sample's film anew: two seconds of moving colours with a tone, in both formats.

A maintainer's tool, which needs ffmpeg; the films that it made are committed:
python -m tests.sample.make_films
"""

import subprocess

from tests.sample.make_pictures import CONTENT

_SOURCE = (
    *("-f", "lavfi", "-i", "gradients=s=320x180:d=2:r=8:c0=0x1b2346:c1=0xe0b04c:n=2:seed=4"),
    *("-f", "lavfi", "-i", "sine=frequency=330:duration=2:sample_rate=16000"),
    *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact", "-pix_fmt", "yuv420p"),
)
_H264 = ("-c:v", "libx264", "-profile:v", "baseline", "-crf", "34", "-bsf:v")
FILMS = {
    "walk.mp4": (
        *(*_H264, "filter_units=remove_types=6", "-movflags", "+faststart"),
        *("-c:a", "aac", "-b:a", "16k", "-ac", "1"),
    ),
    "walk.webm": (
        *("-c:v", "libvpx", "-crf", "40", "-b:v", "60k"),
        *("-c:a", "libopus", "-b:a", "8k", "-ac", "1"),
    ),
}


def main() -> None:
    """Write every film."""
    for name, how in FILMS.items():
        target = CONTENT / "story" / "first-walk" / name
        subprocess.run(["ffmpeg", "-y", *_SOURCE, *how, str(target)], check=True)


if __name__ == "__main__":
    main()
