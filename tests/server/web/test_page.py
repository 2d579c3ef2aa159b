"""The page itself: language, policy, caching."""

import json
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.web.page import Look, Page, words_of
from server.web.static import Site
from wire.words import Words


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Web files of no size."""
    root = tmp_path / "web" / "abc"
    (root / "canvaskit").mkdir(parents=True)
    (root / "main.dart.mjs").write_text("plain")
    (root / "main.dart.mjs.br").write_bytes(b"brotli")
    (root / "main.dart.mjs.gz").write_bytes(b"gzip")
    (tmp_path / "web" / "current").write_text("abc")
    return Site(tmp_path)


def browser(site: Site) -> httpx.AsyncClient:
    app = Starlette(routes=[*site.routes(), *Page(site, Look()).routes()])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://school.example")


@pytest.mark.parametrize(
    ("asked", "chosen", "root"),
    [
        ("", "", 'lang="en" dir="ltr"'),
        ("ur-PK,ur;q=0.9,en;q=0.8", "", 'lang="ur" dir="rtl"'),
        ("xx,en;q=0.1,pl;q=0.5", "", 'lang="pl" dir="ltr"'),
        ("en-GB", "ur", 'lang="ur" dir="rtl"'),
        ("en-GB", "../../etc", 'lang="en" dir="ltr"'),
        ("zh-CN", "", 'lang="zh-Hans" dir="ltr"'),
        ("zh-TW,zh;q=0.9", "", 'lang="zh-Hant" dir="ltr"'),
        ("pl;q=abc, so", "", 'lang="so" dir="ltr"'),
    ],
)
async def test_the_page_is_in_the_language_of_who_opens_it(
    site: Site, asked: str, chosen: str, root: str
) -> None:
    headers = {"Accept-Language": asked, "Cookie": f"bookbag_lang={chosen}"}
    async with browser(site) as api:
        page = (await api.get("/", headers=headers)).text
    assert re.findall(r"<html ([^>]*) class", page) == [root]


async def test_words_that_are_not_translated_say_that_they_are_english(site: Site) -> None:
    async with browser(site) as api:
        page = (await api.get("/", headers={"Accept-Language": "ckb"})).text
    assert re.findall(r"<html ([^>]*) class", page) == ['lang="ckb" dir="rtl"']
    assert re.findall(r'<main id="cover" ([^>]*)>', page) == ['lang="en" dir="ltr"']


async def test_no_slot_is_left_open_and_no_script_is_inline(site: Site) -> None:
    async with browser(site) as api:
        answer = await api.get("/stories/1", headers={"User-Agent": "Mozilla/5.0 Chrome/156.0"})
    assert re.findall(r"@\w+@", answer.text) == []
    assert re.findall(r"<script(?! src=| type=\"application/json\")", answer.text) == []
    assert re.findall(r'preload[^>]+href="([^"]+)"', answer.text) == [
        "/s/abc/main.dart.wasm",
        "/s/abc/canvaskit/skwasm.wasm",
    ]
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["default-src"] == "'none'"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "cross-origin-embedder-policy" not in answer.headers


async def test_other_browsers_load_no_file_that_they_cannot_use(site: Site) -> None:
    async with browser(site) as api:
        page = (await api.get("/", headers={"User-Agent": "Mozilla/5.0 Firefox/150.0"})).text
    assert re.findall(r'rel="preload"', page) == []


async def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    async with browser(site) as api:
        first = await api.get("/")
        again = await api.get("/", headers={"If-None-Match": first.headers["etag"]})
        other = await api.get("/", headers={"If-None-Match": first.headers["etag"], "Accept-Language": "ur"})
    assert (first.status_code, again.status_code, other.status_code) == (200, 304, 200)
    assert again.content == b""


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/media/x", "/s/old/main.dart.js", "/s/abc/../current", "/auth/x"]
)
async def test_what_is_no_page_is_not_found(site: Site, path: str) -> None:
    async with browser(site) as api:
        assert (await api.get(path)).status_code == 404


@pytest.mark.parametrize(("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
async def test_files_come_in_the_smallest_form_for_ever(
    site: Site, accepted: str, encoding: str | None
) -> None:
    async with browser(site) as api:
        request = api.build_request("GET", "/s/abc/main.dart.mjs", headers={"Accept-Encoding": accepted})
        answer = await api.send(request, stream=True)
        await answer.aclose()
    assert answer.status_code == 200
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].split(";")[0] == "text/javascript"


async def test_the_words_of_a_language_can_be_asked_for_alone(site: Site) -> None:
    async with browser(site) as api:
        assert (await api.get("/words?lang=nonsense")).json() == words_of(Words("en"))
        assert (await api.get("/words?lang=ur")).json()["dir"] == "rtl"


async def test_the_manifest_names_icons_that_exist_in_this_build(site: Site) -> None:
    async with browser(site) as api:
        manifest = json.loads((await api.get("/manifest.json")).text)
    assert [icon["src"].startswith("/s/abc/icons/") for icon in manifest["icons"]] == [True, True, True]


def test_missing_web_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Run: make setup"):
        Site(tmp_path)
