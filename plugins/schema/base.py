"""What the facts and the words of every kind have in common."""

import re
from datetime import date as Day
from functools import partial
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    PlainSerializer,
    StringConstraints,
)

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
PICTURE_NAME = rf"{KEY}\.(?:jpg|jpeg|png|webp|avif)"
PICTURE = rf"(?:[a-z]+/{KEY}/)?{PICTURE_NAME}"
FILM_NAME = rf"{KEY}\.(?:mp4|webm)"
VIDEO = rf"video:((?:[a-z]+/{KEY}/)?{KEY})"
INK = r"#[0-9a-f]{6}"
# Addresses as browsers and telephones give them for sharing; the group is what we keep.
YOUTUBE = (
    r"(?:https://(?:(?:www|m)\.youtube\.com/(?:watch\?v=|shorts/|live/)|youtu\.be/))?"
    r"([A-Za-z0-9_-]{11})(?:[?&].*)?"
)
BILIBILI = r"(?:https://(?:www|m)\.bilibili\.com/video/)?(BV[A-Za-z0-9]{10})/?(?:\?.*)?"
FACEBOOK = (
    r"https://(?:www|m|web)\.facebook\.com/(watch/?\?v=[0-9]+|reel/[0-9]+"
    r"|[A-Za-z0-9.-]+/videos/(?:[A-Za-z0-9._-]+/)?[0-9]+)/?(?:[?&].*)?"
)
# Licences whose terms stand at a well-known address.
LICENCES = {
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-ND 4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}
# What to say to somebody who typed something else.
SHAPES = {
    f"^{KEY}$": "Small letters, digits and hyphens, for example cat-cat.",
    f"^{PICTURE_NAME}$": "Small letters, digits and hyphens, for example photo.jpg.",
    f"^{PICTURE}$": "A file of this bundle (photo.jpg), or of another: place/cat-cat/photo.jpg.",
    f"^{YOUTUBE}$": "The address that YouTube gives for sharing: https://youtu.be/XXXXXXXXXXX",
    f"^{BILIBILI}$": "The address of its page: https://www.bilibili.com/video/BVXXXXXXXXXX/",
    f"^{FACEBOOK}$": "The address of its page: https://www.facebook.com/NAME/videos/0123456789/",
    f"^{INK}$": 'Six small hexadecimal digits in quotation marks, for example "#1b2346".',
}

Key = Annotated[str, StringConstraints(pattern=f"^{KEY}$")]
Slug = Annotated[str, StringConstraints(pattern=f"^{KEY}$")]
PictureName = Annotated[str, StringConstraints(pattern=f"^{PICTURE_NAME}$")]
PicturePath = Annotated[str, StringConstraints(pattern=f"^{PICTURE}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Ink = Annotated[str, StringConstraints(pattern=f"^{INK}$")]
# A text once it is checked: templates print it, and the store keeps plain values.
Address = Annotated[HttpUrl, AfterValidator(str), PlainSerializer(str)]
Share = Annotated[float, Field(ge=0, le=1)]


def _unique(items: list[str]) -> list[str]:
    """Refuse a list that names one thing twice."""
    if len(set(items)) < len(items):
        raise ValueError("the list names one thing twice")
    return items


Keys = Annotated[list[Key], AfterValidator(_unique)]


def _kept(pattern: str) -> tuple[StringConstraints, AfterValidator]:
    """Accept what fits a pattern, and keep the pattern's group of it."""
    group = re.compile(pattern)
    return StringConstraints(pattern=f"^{pattern}$"), AfterValidator(partial(group.sub, r"\1"))


class Strict(BaseModel):
    """A record without unknown keys that nobody changes after it was read."""

    # A build that reads one story need not make ready for every other kind.
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


class Source(Strict):
    """Where a fact can be checked."""

    title: Text = Field(description="The publisher's name, as readers know it.")
    url: Address = Field(description="The address of the very page.")


class Work(Strict):
    """What somebody made: whose it is, on which terms others may use it, and who is in it."""

    credit: Text = Field(description="Who is named beside it.")
    licence: Text | None = Field(default=None, description="The licence, for example CC BY 4.0.")
    licence_url: Address | None = Field(
        default=None, description="Where the terms stand; a Creative Commons licence needs none."
    )
    people: bool = Field(
        default=False, description="Whether persons can be recognised; then consent is needed."
    )
    consent: Text | None = Field(
        default=None, description="Where the consent of the persons shown is kept, and its date."
    )

    @property
    def terms(self) -> str:
        """The address at which the terms of the licence stand, "" for none."""
        return str(self.licence_url or LICENCES.get(self.licence or "", ""))


class Picture(Work):
    """A picture file of this bundle: who made it and how others may use it."""

    licence: Text = Field(description="The licence, for example CC BY 4.0.")
    creator: Text | None = Field(
        default=None, description="Who made it, where that is not whom the credit names."
    )
    copyright: Text | None = Field(
        default=None, description="The copyright notice, where it is not © and the credit."
    )
    acquire_url: Address | None = Field(
        default=None, description="Where to ask for more rights than the licence grants."
    )
    medium: Literal["photograph", "illustration"] = Field(
        description="What it is; an illustration is never passed off as a photograph."
    )
    focus: tuple[Share, Share] = Field(
        default=(0.5, 0.5), description="x and y of what matters, 0 to 1 from the top left."
    )
    inks: list[Ink] = Field(default=[], description="The inks of a printed plate, as #rrggbb.")
    expires: Day | None = Field(
        default=None, description="The last day on which it may be shown, in the site's time zone."
    )


class Video(Work):
    """A video of this bundle: a film in its folder, or where else it can be watched."""

    licence: Text | None = Field(
        default=None, description="The licence; a film in the folder needs one."
    )
    youtube: Annotated[str, *_kept(YOUTUBE)] | None = Field(
        default=None, description="Its address on YouTube."
    )
    facebook: Annotated[str, *_kept(FACEBOOK)] | None = Field(
        default=None, description="Its address on Facebook."
    )
    bilibili: Annotated[str, *_kept(BILIBILI)] | None = Field(
        default=None, description="Its address on Bilibili, for readers in China."
    )


class Facts(Strict):
    """What no language changes: `facts.yaml`."""

    date: Day = Field(
        description="The day on which we publish it; before it, the thing is not on the site."
    )
    embargo_until: AwareDatetime | None = Field(
        default=None,
        description="The moment before which nobody may see it: 2026-12-01 09:00:00+07:00.",
    )
    updated: Day | None = Field(default=None, description="The day of the last real change.")
    topics: Keys = Field(default=[], description="Keys of the topics it belongs to.")
    places: Keys = Field(default=[], description="Keys of its places, the most important first.")
    cover: PicturePath | None = Field(
        default=None, description="A picture of this bundle, or kind/key/file of another."
    )
    pictures: dict[PictureName, Picture] = Field(
        default={}, description="Every picture file of this bundle."
    )
    videos: dict[Key, Video] = Field(
        default={}, description="Every video of this bundle, by the name of its files."
    )
    sources: list[Source] = Field(default=[], description="Where the facts come from.")


class Sourced(Facts):
    """Facts that need at least one source."""

    sources: list[Source] = Field(min_length=1, description="Where the facts come from.")


class Words(Strict):
    """What is said in one language: the front matter of `vi.md`, `en.md`, `zh.md`."""

    title: Text = Field(description="The heading of the page; short.")
    summary: Text = Field(
        max_length=300, description="One or two sentences that can stand alone on a card."
    )
    slug: Slug | None = Field(
        default=None, description="The last part of the address, where it is not the key."
    )
    cover_alt: Text | None = Field(
        default=None, description="What the cover picture shows, in one sentence."
    )
    cover_caption: Text | None = Field(default=None, description="One line under the cover.")
