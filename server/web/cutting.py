"""Cuts fonts down to the letters that are needed, at one weight."""

import io
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Final, Self, cast

import uharfbuzz as hb
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

REGULAR: Final = 400
SHAPING: Final = tuple(int.from_bytes(tag) for tag in (b"GSUB", b"GPOS", b"GDEF"))


@dataclass(frozen=True)
class Source:
    """One font of a package: ``number`` is its place in a collection."""

    package: str
    file: str
    number: int = 0

    @classmethod
    def own(cls) -> Self:
        """The app's own font, which comes with Flet: Latin, Greek, Cyrillic."""
        return cls("flet_web", "web/assets/fonts/roboto.woff2")

    @property
    def path(self) -> str:
        """Where it is."""
        return str(resources.files(self.package).joinpath(self.file))

    @cached_property
    def face(self) -> hb.Face:
        """The font itself, mapped into memory."""
        return hb.Face(hb.Blob.from_file_path(self.path), self.number)

    @cached_property
    def letters(self) -> frozenset[int]:
        """The code points that it has."""
        if self.path.endswith(".woff2"):
            return frozenset(cast("dict[int, str]", TTFont(self.path).getBestCmap()))
        return frozenset(self.face.unicodes)


def cut(source: Source, letters: set[int] | frozenset[int], *, shaping: bool = True) -> bytes:
    """The font with only these letters. ``shaping``: with what joins and places them; Latin can do without."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(source.letters & letters)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    for axis in source.face.axis_infos:
        wanted.pin_axis_location(source.face, axis.tag, REGULAR if axis.tag == "wght" else axis.default_value)
    if not shaping:
        wanted.drop_table_tag_set.update(SHAPING)
    return bytes(hb.subset(source.face, wanted).blob.data)


def merge(fonts: list[bytes]) -> bytes:
    """One font with the letters of all."""
    made = io.BytesIO()
    Merger().merge([io.BytesIO(font) for font in fonts]).save(made)
    return made.getvalue()
