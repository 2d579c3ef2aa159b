"""The app's own files, compressed at set-up and named by their content, so that browsers keep them for ever."""

import mimetypes
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

BUILD: Final = Path(__file__).parents[2] / "build"
FOR_EVER: Final = "public, max-age=31536000, immutable"
TYPES: Final = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
}
HEADERS: Final = {
    "Cache-Control": FOR_EVER,
    "Vary": "Accept-Encoding",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))


class Site:
    """The folder of files that ``tools/build_web.py`` made last."""

    def __init__(self, build: Path = BUILD) -> None:
        self.fonts = build / "fonts"
        try:
            self.tag = (build / "web" / "current").read_text().strip()
        except FileNotFoundError:
            raise FileNotFoundError("The files of the web app are not there yet. Run: make setup") from None
        self.root = build / "web" / self.tag
        self._files = {
            path.relative_to(self.root).as_posix(): path
            for path in self.root.rglob("*")
            if path.is_file() and path.suffix not in {".br", ".gz"}
        }

    @property
    def address(self) -> str:
        """Where browsers find the files."""
        return f"/s/{self.tag}/"

    def routes(self) -> list[Route]:
        """The files, and the empty script that stands where a part of Flet that we do not use would load one."""
        return [Route("/s/{tag}/{path:path}", self._send), Route("/silent/{path:path}", _send_nothing)]

    async def _send(self, request: Request) -> Response:
        path = self._files.get(request.path_params["path"])
        if path is None or request.path_params["tag"] != self.tag:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        return send(request, path)


def send(request: Request, path: Path) -> Response:
    """A file that never changes, in the smallest form that the browser takes."""
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    accepted = request.headers.get("accept-encoding", "")
    for encoding, suffix in ENCODINGS:
        small = path.with_name(path.name + suffix)
        if encoding in accepted and small.exists():
            return FileResponse(small, media_type=kind, headers=HEADERS | {"Content-Encoding": encoding})
    return FileResponse(path, media_type=kind, headers=HEADERS)


async def _send_nothing(request: Request) -> Response:
    # Flet waits for this promise in the background, and does without when it never comes true.
    script = "globalThis.RiveNative=()=>new Promise(()=>{})"
    return Response(script, media_type="text/javascript", headers=HEADERS)
