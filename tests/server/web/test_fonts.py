"""Every letter of our languages is in a font that our server has."""

import io
from typing import cast

import httpx
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette

from server.web.cutting import Source
from server.web.fonts import Fonts
from server.web.static import BUILD, Site
from tests.browser.shell.letters import LINES
from wire.languages import LANGUAGES


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Fonts:
    """The fonts of the real build, cut into a folder of these tests."""
    site = Site(BUILD)
    site.fonts = tmp_path_factory.mktemp("fonts")
    return Fonts(site)


def letters_in(data: bytes) -> set[int]:
    return set(cast("dict[int, str]", TTFont(io.BytesIO(data)).getBestCmap()))


def test_there_is_a_line_for_each_language() -> None:
    assert LANGUAGES.keys() - LINES.keys() == set()


FAMILIES = {
    "am": "notosansethiopic",
    "ar": "notosansarabic",
    "bn": "notosansbengali",
    "ckb": "notosansarabic",
    "fa": "notosansarabic",
    "gu": "notosansgujarati",
    "hi": "notosansdevanagari",
    "ko": "notosanskr",
    "ml": "notosansmalayalam",
    "ne": "notosansdevanagari",
    "pa": "notosansgurmukhi",
    "ps": "notosansarabic",
    "si": "notosanssinhala",
    "ta": "notosanstamil",
    "te": "notosanstelugu",
    "th": "notosansthai",
    "ti": "notosansethiopic",
    "ur": "notosansarabic",
    "zh-Hans": "notosanssc",
    "zh-Hant": "notosanstc",
}


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_every_letter_of_a_language_can_be_drawn(fonts: Fonts, tag: str) -> None:
    missing = {ord(letter) for letter in LINES[tag]} - Source.own().letters - {0x200D}
    if missing:
        paths = [path for path in fonts.paths(FAMILIES[tag]) if fonts.letters(path) & missing]
        for path in paths:
            file = fonts.make(path)
            assert file is not None
            missing -= letters_in(file.read_bytes())
    assert {chr(code) for code in missing} == set()


def test_the_font_for_hindi_has_rare_latin_letters_too(fonts: Fonts) -> None:
    [path] = fonts.paths("notosans")
    file = fonts.make(path)
    assert file is not None
    assert {ord(letter) for letter in "नमस्तेɓḥ"} - letters_in(file.read_bytes()) == set()


def test_a_font_is_cut_once(fonts: Fonts) -> None:
    [path] = fonts.paths("notosansthai")
    file = fonts.make(path)
    assert file is not None
    first = file.stat().st_mtime_ns
    assert fonts.make(path) == file
    assert file.stat().st_mtime_ns == first


async def test_only_what_the_engine_asks_for_is_answered(fonts: Fonts) -> None:
    [path] = fonts.paths("notosansthai")
    app = Starlette(routes=fonts.routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://school.example") as api:
        good = await api.get(f"/f/{path}")
        unknown = await api.get("/f/notosansthai/v1/x.woff2")
        nowhere = await api.get("/f/../../current")
    assert (good.status_code, unknown.status_code, nowhere.status_code) == (200, 404, 404)
    assert good.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert letters_in(good.content) >= {ord("ท")}
