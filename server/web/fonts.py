"""Answers the Flutter engine's requests for fonts of other scripts, each cut to the letters that the engine expects.

The engine asks ``/f/<family>/<version>/<name>.woff2`` for a letter that the app's own font lacks. Which letters
it believes to be in which file stands in ``fallback.json`` (see ``tools/web_fallback.py``). The letters come
from two packages of Noto fonts; cutting takes milliseconds, once for each file.
"""

import asyncio
import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Final

import brotli
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.web.cutting import Source, cut, merge
from server.web.static import Site, send

PACKAGES: Final = ("manimgx-fonts", "noto-cjk-sans-otc", "uharfbuzz", "fonttools")
CJK: Final = "NotoSansCJK-Regular.ttc"
CJK_FACES: Final = {"notosansjp": 0, "notosanskr": 1, "notosanssc": 2, "notosanstc": 3, "notosanshk": 4}
SCRIPTS: Final = {
    f"notosans{script.lower()}": f"NotoSans{script}"
    for script in (
        "Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao "
        "Malayalam Myanmar Oriya Sinhala Symbols Tamil Telugu Thai"
    ).split()
} | {"notocoloremoji": "NotoEmoji"}
ROMAN: Final = frozenset(range(0x0530))
MIXED: Final = "notosans"
"""The engine takes Hindi and Nepali from here as well as rare Latin, Greek and Cyrillic letters."""
RARE: Final = frozenset({*range(0x0100, 0x0530), *range(0x1E00, 0x2200)})


class Fonts:
    """The fonts of one build of the web files, kept in a folder once they are cut."""

    def __init__(self, site: Site) -> None:
        expected = json.loads((site.root / "fallback.json").read_bytes())
        self._letters: dict[str, list[list[int]]] = expected
        ours = [Path(__file__).with_name(name).read_text() for name in ("fonts.py", "cutting.py")]
        stamp = "\n".join([*map(version, PACKAGES), *ours])
        self._folder = site.fonts / hashlib.sha256(stamp.encode()).hexdigest()[:12]
        self._cutting: dict[str, asyncio.Lock] = {}

    def routes(self) -> list[Route]:
        """``GET /f/…``: every font the engine may ask for."""
        return [Route("/f/{family}/{version}/{name}", self._send)]

    def paths(self, family: str) -> list[str]:
        """The files of one family, as the engine asks for them."""
        return [path for path in self._letters if path.startswith(f"{family}/")]

    def letters(self, path: str) -> set[int]:
        """The code points that the engine expects in a file."""
        return {code for first, last in self._letters[path] for code in range(first, last + 1)}

    def make(self, path: str) -> Path | None:
        """The file of ``path``: cut now, or earlier. None where no package has any of its letters. Blocks."""
        file = self._folder / path.replace("/", "-")
        if file.exists():
            return file
        data = _font(path.split("/", maxsplit=1)[0], self.letters(path))
        if data is None:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        _put(file.with_name(file.name + ".br"), brotli.compress(data, quality=10))
        _put(file, data)
        return file

    async def _send(self, request: Request) -> Response:
        path = "/".join(request.path_params[part] for part in ("family", "version", "name"))
        if path not in self._letters:
            return Response(status_code=404)
        async with self._cutting.setdefault(path, asyncio.Lock()):
            file = await asyncio.to_thread(self.make, path)
        return Response(status_code=404) if file is None else send(request, file)


def _font(family: str, letters: set[int]) -> bytes | None:
    if family == MIXED:
        hindi, rare = _script("NotoSansDevanagari"), _script("NotoSans")
        known = hindi.letters | Source.own().letters
        return merge([cut(hindi, letters), cut(rare, (letters & RARE) - known, shaping=False)])
    if family in CJK_FACES:
        return cut(_asian(CJK_FACES[family]), letters)
    if family in SCRIPTS:
        return cut(_script(SCRIPTS[family]), letters)
    # Stars, ticks, arrows and circles, which the engine looks for in families of their own, are in the Asian fonts.
    signs = _asian(CJK_FACES["notosanssc"])
    wanted = (letters & signs.letters) - ROMAN
    return cut(signs, wanted) if wanted else None


def _asian(face: int) -> Source:
    return Source("noto_cjk_sans_otc", CJK, face)


def _script(name: str) -> Source:
    return Source("manimgx_fonts", f"{name}[wght].ttf")


def _put(path: Path, data: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    fresh.replace(path)
