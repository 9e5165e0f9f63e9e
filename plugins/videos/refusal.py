"""Why a film is refused, and what to do about it."""

import re

_ONLY_FILM_AND_SOUND = '-map 0:v:0 -map "0:a:0?" -map_metadata -1 -map_chapters -1'
# What makes of any film one that every browser plays.
SMALLER = (
    "Open it in HandBrake, choose the preset Fast 720p30 and save it as an MP4; or run\n"
    f"ffmpeg -i {{file}} {_ONLY_FILM_AND_SOUND} -vf scale=-2:720 -c:v libx264 -crf 26"
    " -pix_fmt yuv420p -c:a aac -b:a 96k -movflags +faststart new.mp4"
)
# What leaves pictures and sound as they are, and everything else behind.
CLEANED = (
    "Leave behind all but pictures and sound:\n"
    f"ffmpeg -i {{file}} {_ONLY_FILM_AND_SOUND} -c copy new{{ending}}"
)
# How programs write down where a film was made: QuickTime, 3GPP, Apple, XMP, Matroska.
LOCATION = re.compile(rb"\xa9xyz|loci|location|gps[ a-z]", re.IGNORECASE)
SAYS_WHERE = "it says where it was filmed"
HIDDEN = "it holds something that is neither picture nor sound"
CUT_OFF = "it is damaged or cut off"


class NotAFilm(Exception):
    """The file cannot be published as a film; the message says why, `remedy` what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def cleaned(file: str) -> str:
    """How to leave behind all but pictures and sound."""
    return CLEANED.format(file=file, ending=f".{file.rpartition('.')[2]}")
