"""Sets values with a template as PDF: every script shaped, every direction right; shared by all that is printed."""

import importlib.util
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

FONT_PACKAGES: Final = ("manimgx_fonts", "noto_cjk_sans_otc")
SCRIPTS: Final = (
    "Arabic Bengali Devanagari Ethiopic Gujarati Gurmukhi Hebrew Malayalam Sinhala Tamil Telugu Thai Armenian "
    "Georgian Kannada Khmer Lao Myanmar Oriya Symbols"
).split()
CJK: Final = {"zh-Hant": "TC", "ko": "KR", "ja": "JP"}


class CannotPrint(Exception):
    """Something in it cannot be laid out; trying again would not help."""


def typeset(template: Path, values: msgspec.Struct, files: Mapping[str, Path] | None = None) -> bytes:
    """The PDF of a template that reads ``values`` from ``data.json``. Raises ``CannotPrint``.

    ``files``: name under which the template finds it → file, as a picture (JPEG, PNG or WebP).
    """
    # A large library: a server starts without it.
    import typst  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="bookbag-paper-") as made:
        folder = Path(made)
        shutil.copyfile(template, folder / "main.typ")
        (folder / "data.json").write_bytes(msgspec.json.encode(values))
        for name, file in (files or {}).items():
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
