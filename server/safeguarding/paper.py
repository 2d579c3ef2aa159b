"""A conversation as PDF: plain values in, bytes out; every script shaped, every direction right (spec 5.6)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from server.core.typeset import fonts_for, typeset, typst_lang
from wire.direction import is_rtl, ordered

TEMPLATE: Final = Path(__file__).with_name("transcript.typ")


class Said(msgspec.Struct, frozen=True):
    """Words with what they are; ``main``: what was written, not a translation or what stood before."""

    label: str
    lines: tuple[str, ...]
    lang: str
    rtl: bool
    fonts: tuple[str, ...]
    main: bool


class Picture(msgspec.Struct, frozen=True):
    """A picture or a file. ``file``: the name of the small copy that is printed, if it is a picture."""

    file: str
    name: str
    detail: str


class Block(msgspec.Struct, frozen=True):
    """One message on the paper."""

    author: str
    role: str
    at: str
    notes: tuple[str, ...]
    texts: tuple[Said, ...]
    pictures: tuple[Picture, ...]
    read: str


class Paper(msgspec.Struct, frozen=True):
    """All that is on the paper, in the language of its reader. ``page`` has the slots ``{n}`` and ``{total}``."""

    title: str
    school: str
    colour: str
    lang: str
    rtl: bool
    fonts: tuple[str, ...]
    foot: str
    page: str
    facts: tuple[tuple[str, str], ...]
    messages: tuple[Block, ...]
    end: str


def render(paper: Paper, pictures: Mapping[str, Path]) -> bytes:
    """The PDF. ``pictures``: name in the paper → file (JPEG, PNG or WebP). Raises ``CannotPrint``."""
    return typeset(TEMPLATE, paper, pictures)


def said(body: str, lang: str, label: str = "", *, main: bool) -> Said:
    """Words by a person, each line in its own direction, with numbers that keep theirs."""
    lines = tuple(ordered(body, lang).split("\n"))
    return Said(label, lines, typst_lang(lang), is_rtl(body, lang), fonts_for(lang), main)
