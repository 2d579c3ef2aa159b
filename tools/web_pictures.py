"""Makes the icons of the web app from assets/icon.png, in the sizes that browsers and home screens ask for."""

import io
from pathlib import Path
from typing import Final

from PIL import Image

SIZES: Final = {
    "favicon.png": 48,
    "icons/icon-192.png": 192,
    "icons/icon-512.png": 512,
    "icons/icon-maskable-512.png": 512,
    "icons/apple-touch-icon-192.png": 192,
}


def icons(source: Path) -> dict[str, bytes]:
    """Each icon by its name in the web app."""
    with Image.open(source) as opened:
        mark = opened.convert("RGB")
    made = {}
    for name, size in SIZES.items():
        small = mark.resize((size, size), Image.Resampling.LANCZOS).quantize(64, dither=Image.Dither.NONE)
        file = io.BytesIO()
        small.save(file, "PNG", optimize=True)
        made[name] = file.getvalue()
    return made
