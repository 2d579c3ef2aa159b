"""What set-up makes of Flet's files: nothing foreign in them, everything that is drawn, small enough."""

import re
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

from server.web.static import BUILD, Site
from tools.web_fallback import fallback_fonts
from tools.web_icons import icon_codes, used_icons

ROOT = Path(__file__).parents[3]
# Addresses that the compiled code mentions and never asks for by itself: names of things, and what it would use
# if it were not told of our own.
MENTIONED = {
    "www.w3.org", "www.gstatic.com", "fonts.gstatic.com", "raw.githubusercontent.com", "pub.dev", "github.com",
    "flutter.dev", "docs.flutter.dev", "api.flutter.dev", "flet.dev", "developer.mozilla.org",
    "developer.android.com",
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Site:
    """The build of this checkout."""
    return Site(BUILD)


@pytest.fixture(scope="module")
def script(site: Site) -> str:
    """The compiled client."""
    return (site.root / "main.dart.js").read_text()


def test_no_foreign_script_and_no_english_waiting_words_are_left(site: Site, script: str) -> None:
    assert set(re.findall(r"https?://([a-z0-9.-]+\.[a-z]+)", script)) - MENTIONED == set()
    for name in ("main.dart.js", "main.dart.wasm"):
        data = (site.root / name).read_bytes()
        assert (data.count(b"jsdelivr"), data.count(b"Working...")) == (0, 0)


def test_the_icon_font_holds_what_the_app_and_flutter_draw(site: Site, script: str) -> None:
    font = TTFont(site.root / "assets/fonts/MaterialIcons-Regular.otf")
    codes = icon_codes(script, used_icons(ROOT / "client"))
    assert {*codes, 0x20} - set(font.getBestCmap()) == set()
    assert len(font.getBestCmap()) < 400
    assert set(icon_codes(script, frozenset({"FAVORITE"}))) - set(icon_codes(script, frozenset())) == set()
    assert set(icon_codes(script, frozenset({"SEND"}))) - set(icon_codes(script, frozenset())) == {58737}


def test_an_icon_that_does_not_exist_stops_the_build_with_a_sentence(script: str) -> None:
    with pytest.raises(SystemExit, match="uses the icon NO_SUCH_ICON, which this Flet does not have"):
        icon_codes(script, frozenset({"NO_SUCH_ICON"}))


def test_the_engines_fonts_are_read_right(script: str) -> None:
    fonts = fallback_fonts(script)
    families = {
        path.split("/")[0]
        for path, ranges in fonts.items()
        if any(first <= ord("ક") <= last for first, last in ranges)
    }
    assert families == {"notosansgujarati"}
    assert len(fonts) > 500


def test_every_compressed_file_is_the_file(site: Site) -> None:
    for small in site.root.rglob("*.br"):
        assert brotli.decompress(small.read_bytes()) == small.with_suffix("").read_bytes()


def test_a_first_visit_with_chromium_is_small(site: Site) -> None:
    wanted = [
        "main.dart.wasm",
        "main.dart.mjs",
        "canvaskit/skwasm.wasm",
        "canvaskit/skwasm.js",
        "flutter_bootstrap.js",
    ]
    assert sum((site.root / f"{name}.br").stat().st_size for name in wanted) < 4_500_000
