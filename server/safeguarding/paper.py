"""A conversation as PDF: plain values in, bytes out; every script shaped, every direction right (spec 5.6)."""

import importlib.util
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from wire.direction import is_rtl, ordered

TEMPLATE: Final = Path(__file__).with_name("transcript.typ")
FONT_PACKAGES: Final = ("manimgx_fonts", "noto_cjk_sans_otc")
SCRIPTS: Final = (
    "Arabic Bengali Devanagari Ethiopic Gujarati Gurmukhi Hebrew Malayalam Sinhala Tamil Telugu Thai Armenian "
    "Georgian Kannada Khmer Lao Myanmar Oriya Symbols"
).split()
CJK: Final = {"zh-Hant": "TC", "ko": "KR", "ja": "JP"}


class CannotPrint(Exception):
    """Something in it cannot be laid out; trying again would not help."""


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
    # A large library: a server starts without it.
    import typst  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="bookbag-paper-") as made:
        folder = Path(made)
        shutil.copyfile(TEMPLATE, folder / "main.typ")
        (folder / "data.json").write_bytes(msgspec.json.encode(paper))
        for name, file in pictures.items():
            shutil.copyfile(file, folder / name)
        try:
            pdf = typst.compile(
                str(folder / "main.typ"),
                root=made,
                font_paths=[str(path) for path in font_folders()],
                ignore_system_fonts=True,
            )
        except typst.TypstError as error:
            raise CannotPrint from error
    return bytes(pdf)


def said(body: str, lang: str, label: str = "", *, main: bool) -> Said:
    """Words by a person, each line in its own direction, with numbers that keep theirs."""
    lines = tuple(ordered(body, lang).split("\n"))
    return Said(label, lines, typst_lang(lang), is_rtl(body, lang), fonts_for(lang), main)


def typst_lang(lang: str) -> str:
    """The language as Typst knows it: two or three letters."""
    return lang.partition("-")[0]


def fonts_for(lang: str) -> tuple[str, ...]:
    """Fonts in the order in which a letter is looked for: Chinese letters differ by language."""
    asian = dict.fromkeys((CJK.get(lang, "SC"), "SC", "TC", "KR", "JP"))
    return (
        "Noto Sans",
        *(f"Noto Sans {script}" for script in SCRIPTS),
        *(f"Noto Sans CJK {face}" for face in asian),
        "Noto Emoji",
    )


@lru_cache(maxsize=1)
def font_folders() -> tuple[Path, ...]:
    """Where the packages with the fonts are."""
    found = []
    for package in FONT_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError(f"The package with fonts, {package}, is not installed.")
        found.append(Path(spec.submodule_search_locations[0]))
    return tuple(found)
