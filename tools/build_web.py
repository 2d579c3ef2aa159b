"""Makes the files of the web app under build/web/<hash>/ from the installed Flet: only what we use, compressed."""

import gzip
import hashlib
import json
import os
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Final

import brotli
import flet_web

from server.web.fonts import MIXED, Fonts
from server.web.static import Site
from tools.web_fallback import fallback_fonts
from tools.web_icons import icon_codes, subset_icons, used_icons
from tools.web_pictures import icons as pictures

ROOT: Final = Path(__file__).parent.parent
SOURCE: Final = Path(flet_web.__file__).parent / "web"
LEFT_OUT: Final = (
    "pyodide/",
    "python",
    "flutter_service_worker.js",
    "flutter.js",
    "index.html",
    "manifest.json",
    "favicon.png",
    "icons/",
    "assets/packages/cupertino_icons/",
    "assets/packages/flutter_math_fork/",
    "assets/packages/media_kit/",
    "assets/packages/record_web/",
    "canvaskit/experimental",
    "canvaskit/wimp",
)
LEFT_OUT_ENDINGS: Final = (".map", ".symbols")
READY_COMPRESSED: Final = (".woff2", ".png")
ICONS: Final = "assets/fonts/MaterialIcons-Regular.otf"
FONTS: Final = [
    {"family": "MaterialIcons", "fonts": [{"asset": "fonts/MaterialIcons-Regular.otf"}]},
    {"family": "Roboto", "fonts": [{"asset": "fonts/roboto.woff2"}]},
]
# What compiled code must not say, and what stands in its place: of the same length, because lengths are compiled in.
# A part of Flet that we do not use asks a foreign host for a script at every start ("./" leaves no trace in an
# address). Flet's waiting screen is in English; ours lies over it, and it has nothing to say.
REPLACED: Final = (
    (b"https://cdn.jsdelivr.net/npm/@rive-app/flutter-native-wasm@44.0.0/", b"/silent/" + b"./" * 29),
    (b"Working...", b" " * 10),
)
# Brotli's best is 30 times slower than its second best, for 12 %: only where most people gain.
BEST: Final = ("main.dart.wasm", "main.dart.mjs", "skwasm.wasm", "skwasm.js", ".otf", ".json")


def build(root: Path = ROOT) -> str:
    """Builds what is not built yet and returns the hash under which it stands."""
    web = root / "build" / "web"
    icons = used_icons(root / "client")
    stamp, current = _stamp(root, icons), web / "current"
    if current.exists() and (web / "stamp").exists() and (web / "stamp").read_text() == stamp:
        return current.read_text()
    files = _files(root, icons)
    digest = hashlib.sha256(stamp.encode())
    for name, data in sorted(files.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    tag = digest.hexdigest()[:12]
    if not (web / tag).exists():
        _write(web, tag, files)
    _put(current, tag)
    _put(web / "stamp", stamp)
    _clear_away(web, tag)
    _cut_slow_fonts(root)
    return tag


def _clear_away(web: Path, tag: str) -> None:
    """Keeps the build before this one: a server that is still running serves it."""
    others = [path for path in web.iterdir() if path.is_dir() and path.name != tag]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[1:]:
        shutil.rmtree(old, ignore_errors=True)


def _cut_slow_fonts(root: Path) -> None:
    """All others are cut in milliseconds when a browser first asks; the one that is put together takes seconds."""
    fonts = Fonts(Site(root / "build"))
    for path in fonts.paths(MIXED):
        fonts.make(path)


def _stamp(root: Path, icons: frozenset[str]) -> str:
    """Changes with everything that the files are made from."""
    tools = sorted(Path(__file__).parent.glob("*web*.py"))
    ours = [path.read_bytes() for path in (*tools, root / "assets" / "icon.png")]
    parts = [version("flet-web").encode(), " ".join(sorted(icons)).encode(), *ours]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _put(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text)
    fresh.replace(path)


def _files(root: Path, icons: frozenset[str]) -> dict[str, bytes]:
    files = {}
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        if path.is_file() and not name.startswith(LEFT_OUT) and not name.endswith(LEFT_OUT_ENDINGS):
            files[name] = path.read_bytes()
    files |= pictures(root / "assets" / "icon.png")
    script = files["main.dart.js"].decode()
    codes = icon_codes(script, icons)
    files[ICONS] = subset_icons(files[ICONS], codes)
    files["assets/FontManifest.json"] = json.dumps(FONTS).encode()
    for name in ("main.dart.js", "main.dart.wasm"):
        files[name] = _corrected(name, files[name])
    # Not for browsers: which letters each font is expected to have when the engine asks for it.
    files["fallback.json"] = json.dumps(fallback_fonts(script), separators=(",", ":")).encode()
    return files


def _corrected(name: str, data: bytes) -> bytes:
    for foreign, ours in REPLACED:
        if data.count(foreign) != 1 or len(ours) != len(foreign):
            sys.exit(f"{name} of this Flet does not say {foreign!r} once: look at tools/build_web.py")
        data = data.replace(foreign, ours)
    return data


def _write(web: Path, tag: str, files: dict[str, bytes]) -> None:
    fresh = web / f"{tag}.{os.getpid()}.new"
    for name, data in files.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_bytes(data)
    worth_it = [name for name, data in files.items() if _is_worth_it(name, data)]
    todo = [fresh / name for name in worth_it if not _took_over(web, fresh, name)]
    # The slowest first, so that no core waits for the other at the end.
    todo.sort(key=lambda path: (not path.name.endswith(BEST), -path.stat().st_size))
    with ProcessPoolExecutor() as pool:
        list(pool.map(compress, todo))
    try:
        fresh.rename(web / tag)
    except OSError:
        # Somebody else has built the same meanwhile.
        shutil.rmtree(fresh)


def _took_over(web: Path, fresh: Path, name: str) -> bool:
    """Moves the compressed forms over from an earlier build that had the same file."""
    for old in list(web.iterdir()):
        twin = old / name
        ready = [twin.with_name(twin.name + ending) for ending in (".br", ".gz")]
        if old == fresh or not all(path.exists() for path in ready):
            continue
        if twin.read_bytes() == (fresh / name).read_bytes():
            for path in ready:
                shutil.copyfile(path, (fresh / name).with_name(path.name))
            return True
    return False


def _is_worth_it(name: str, data: bytes) -> bool:
    return not name.endswith(READY_COMPRESSED) and len(data) > 800 and name != "fallback.json"


def compress(path: Path) -> None:
    """Writes ``path.br`` and ``path.gz``."""
    data = path.read_bytes()
    quality = 11 if path.name.endswith(BEST) else 9
    path.with_name(path.name + ".br").write_bytes(brotli.compress(data, quality=quality, lgwin=24))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    started = time.monotonic()
    made = build()
    print(f"Web files: build/web/{made} ({time.monotonic() - started:.0f} s)")
