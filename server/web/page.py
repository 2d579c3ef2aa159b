"""The one page of the web app, in the words and the direction of whoever opens it."""

import hashlib
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import brotli
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.web.static import FOR_EVER, Site
from wire.languages import COMPLETE, LANGUAGES
from wire.words import Words

HERE: Final = Path(__file__).parent
SCRIPTS: Final = ("web.js", "socket.js")
LANG_COOKIE: Final = "bookbag_lang"
CHINESE: Final = dict.fromkeys(("zh", "zh-cn", "zh-sg", "zh-my"), "zh-Hans") | dict.fromkeys(
    ("zh-tw", "zh-hk", "zh-mo"), "zh-Hant"
)
NOT_PAGES: Final = ("v1/", "media/", "s/", "f/", "auth/", "ws")
POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; "  # Flutter styles its own elements one by one
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self' data:; "
    "manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
# No Cross-Origin-Embedder-Policy: with it Flutter draws in a thread of its own beside the one that measures text.
# They share a font without waiting for each other, and of every seventh Urdu page some letters lacked a part.
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), payment=(), usb=()",
}


@dataclass(frozen=True)
class Look:
    """What the page shows of the school before the app does."""

    name: str = "Bookbag"
    accent: str = "#1f6f5c"
    paper: str = "#faf5ec"
    night: str = "#16120d"


class Page:
    """Makes the page, its manifest, its script and its words."""

    def __init__(self, site: Site, look: Look, renderer: str = "auto") -> None:
        self._site = site
        self._look = look
        self._renderer = renderer
        self._html = (HERE / "index.html").read_text()
        self._script = "".join((HERE / name).read_text() for name in SCRIPTS)
        mark = hashlib.sha256(self._script.encode()).hexdigest()[:12]
        self._script_path = f"/web.{mark}.js"
        self.version = f"{site.tag}-{mark}"

    def routes(self) -> list[Route]:
        """The page last: it answers for every address that a person may open."""
        return [
            Route(self._script_path, self._send_script),
            Route("/manifest.json", self._send_manifest),
            Route("/words", self._send_words),
            Route("/{path:path}", self._send_page),
        ]

    async def _send_page(self, request: Request) -> Response:
        if request.path_params["path"].startswith(NOT_PAGES):
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        lang = language_of(request)
        agent = request.headers.get("user-agent", "")
        page = self._page(lang, chromium="Chrome/" in agent or "Chromium/" in agent)
        return _reply(request, page, "text/html", "private, no-cache")

    async def _send_script(self, request: Request) -> Response:
        return _reply(request, self._script, "text/javascript", FOR_EVER)

    async def _send_words(self, request: Request) -> Response:
        lang = request.query_params.get("lang", "en")
        said = json.dumps(words_of(Words(lang if lang in COMPLETE else "en")))
        is_this = request.query_params.get("of") == self.version
        return _reply(request, said, "application/json", FOR_EVER if is_this else "no-cache")

    async def _send_manifest(self, request: Request) -> Response:
        return _reply(request, json.dumps(self._manifest()), "application/manifest+json", "no-cache")

    def _page(self, lang: str, *, chromium: bool) -> str:
        # Where the page's own words are not translated yet, they are English, and say so to a screen reader.
        words, files = Words(lang if lang in COMPLETE else "en"), self._site.address
        said = words_of(words)
        settings = {"version": self.version, "files": files, "renderer": self._renderer, "words": said}
        return _filled(
            self._html,
            lang=lang,
            dir=_direction(lang),
            words_lang=words.lang,
            words_dir=_direction(words.lang),
            name=html.escape(self._look.name),
            about=html.escape(words._("Stories and messages between school and home")),
            accent=self._look.accent,
            paper=self._look.paper,
            night=self._look.night,
            files=files,
            script=self._script_path,
            opening=html.escape(said["opening"]),
            retry=html.escape(said["retry"]),
            noscript=html.escape(words._("Bookbag needs JavaScript. Please switch it on in your browser.")),
            settings=json.dumps(settings).replace("<", "\\u003c"),
            preload=self._preload() if chromium else "",
        )

    def _preload(self) -> str:
        """The two large files, asked for before any script runs. Other browsers take other files."""
        return "\n".join(
            f'<link rel="preload" as="fetch" type="application/wasm" crossorigin href="{self._site.address}{name}">'
            for name in ("main.dart.wasm", "canvaskit/skwasm.wasm")
        )

    def _manifest(self) -> dict[str, object]:
        icons = f"{self._site.address}icons/"
        return {
            "id": "/",
            "name": self._look.name,
            "short_name": self._look.name,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": self._look.paper,
            "theme_color": self._look.paper,
            "icons": [
                {"src": f"{icons}icon-192.png", "sizes": "192x192", "type": "image/png"},
                {"src": f"{icons}icon-512.png", "sizes": "512x512", "type": "image/png"},
                {
                    "src": f"{icons}icon-maskable-512.png",
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "maskable",
                },
            ],
        }


def words_of(w: Words) -> dict[str, str]:
    """What the page itself may have to say, app or no app."""
    return {
        "lang": w.lang,
        "dir": _direction(w.lang),
        "opening": w._("Opening…"),
        "again": w._("Connecting again…"),
        "offline": w._("No connection. Trying again…"),
        # Translators: {time} is a time of day such as 14:05, or a weekday and a time.
        "lost": w._("No connection. What you see is from {time}. It will catch up by itself.", time="{time}"),
        "found": w._("Connected again."),
        "stuck": w._("This could not be opened. Check your connection, then try again."),
        "retry": w._("Try again"),
    }


def language_of(request: Request) -> str:
    """The language that the person chose in this browser, else the best that the browser asks for."""
    asked = request.headers.get("accept-language", "")
    for wish in (request.cookies.get(LANG_COOKIE, ""), *_wishes(asked)):
        for tag in (wish, CHINESE.get(wish.lower(), ""), wish.split("-")[0]):
            if tag in LANGUAGES:
                return tag
    return "en"


def _wishes(header: str) -> list[str]:
    """The tags of an ``Accept-Language``, the dearest first."""
    weighed = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(weighed)]


def _direction(lang: str) -> str:
    return "rtl" if LANGUAGES[lang].rtl else "ltr"


def _filled(text: str, **slots: str) -> str:
    for name, value in slots.items():
        text = text.replace(f"@{name}@", value)
    return text


def _reply(
    request: Request, text: str, kind: str, cache: str, extra: Mapping[str, str] = HEADERS
) -> Response:
    body = text.encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {
        **extra,
        "Cache-Control": cache,
        "ETag": tag,
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
    }
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers=headers)
    if "br" in request.headers.get("accept-encoding", ""):
        body = brotli.compress(body, quality=5)
        headers["Content-Encoding"] = "br"
    return Response(body, media_type=kind, headers=headers)
