"""Examples of what people send: pictures, files that only look like pictures, words of every kind."""

import io
import struct
import zlib

from PIL import Image

RIGHT_TO_LEFT = "آج ہم نے بیج بوئے۔ 12:30 پر باہر گئے۔"
EMOJI_ONLY = "🎉🌱👩🏽‍🏫"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def picture(width: int = 64, height: int = 48, kind: str = "PNG", colour: str = "#2f6f5e") -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def huge_picture(width: int = 20_000, height: int = 10_000) -> bytes:
    """A PNG of a few hundred kilobytes that would fill hundreds of megabytes when opened (200 megapixels)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(1)
    row = bytes(width + 1)
    rows = b"".join([packer.compress(row) for _ in range(height)]) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def polyglot() -> bytes:
    """A real picture with a page of HTML and a ZIP's beginning behind it."""
    return picture() + b"<html><script>alert(1)</script></html>PK\x03\x04"


def page_called_picture() -> bytes:
    """A page of HTML, whatever its name says."""
    return b"<!doctype html><script>alert(1)</script>"
