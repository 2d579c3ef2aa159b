"""Files that people, phones and attackers upload."""

import io
import struct
import zipfile
import zlib

from PIL import Image

RED = (200, 30, 30)
SCRIPT = b"*/=1;alert(document.cookie);/*"


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file of that kind."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    """A file as a picture, its pixels read."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def plain(
    width: int = 300, height: int = 200, colour: tuple[int, ...] = RED, mode: str = "RGB"
) -> Image.Image:
    """A picture of one colour."""
    return Image.new(mode, (width, height), colour if len(colour) > 1 else colour[0])


def red_left_blue_right(width: int = 400, height: int = 200) -> Image.Image:
    """A picture that shows which way up it is."""
    picture = Image.new("RGB", (width, height), (220, 20, 20))
    picture.paste((20, 20, 220), (width // 2, 0, width, height))
    return picture


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *, pixels: bytes, depth: int = 8, colour: int = 0) -> bytes:
    """A PNG made by hand, whose header may say what it likes."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bomb(width: int, height: int) -> bytes:
    """A PNG of that many pixels, all black, in as few bytes as they fit."""
    packer = zlib.compressobj(9)
    row = b"\0" * ((width + 7) // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return png(width, height, pixels=packed, depth=1)


def webp_header(width: int, height: int) -> bytes:
    """The beginning of a WebP of that size."""
    body = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0"
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def gif_that_is_a_script() -> bytes:
    """A GIF whose comment is JavaScript."""
    data = encoded(plain(), "GIF")
    comment = b"\x21\xfe" + bytes([len(SCRIPT)]) + SCRIPT + b"\0"
    return data[:-1] + comment + b";"


def jpeg_that_is_a_zip() -> bytes:
    """A JPEG with a whole zip file behind it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("../../evil.html", "<script>alert(1)</script>")
    return encoded(plain(), "JPEG") + packed.getvalue()


def progressive_with_scans(count: int) -> bytes:
    """A JPEG that asks to be gone over ``count`` times more than it needs."""
    data = encoded(plain(), "JPEG", progressive=True)
    scan = data.rindex(b"\xff\xda")
    return data[:scan] + data[scan:-2] * count + data[-2:]
