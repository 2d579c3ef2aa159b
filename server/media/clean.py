"""Makes a picture anew, so that nothing of an uploaded file survives but what can be seen (spec 4.5)."""

import io
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image, ImageCms

from server.core.refused import Refused
from server.media.kinds import has_too_many_scans, kind_of
from wire.media import MAX_BYTES, MAX_PIXELS, SIZES

QUALITY = 82
MOST_PROFILE_BYTES = 4_000_000
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_ITS_SIDE = frozenset((5, 6, 7, 8))
SIXTEEN_BITS = frozenset(("I;16", "I;16L", "I;16B", "I;16N", "I"))
HAS_ALPHA = frozenset(("RGBA", "LA", "PA", "RGBa", "La"))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture as families may see it. ``width`` and ``height`` are the whole picture's, the right way up."""

    width: int
    height: int
    colour: str
    copies: dict[int, bytes]
    """Longest side in pixels → WebP. A small picture is never blown up."""


def clean(data: bytes) -> Cleaned:
    """Decodes an uploaded file and encodes what it shows.

    Raises ``Refused``: ``not_a_picture``, ``picture_heic``, ``picture_too_large`` (facts ``limit``, in
    pixels), ``too_large`` (facts ``limit``, in bytes), ``picture_damaged``.
    """
    kind = _checked_kind(data)
    picture, width, height = _decoded(data, kind)
    largest = _flat(_in_srgb(picture))
    orientation = _orientation(picture)
    if orientation in TURNS:
        largest = largest.transpose(TURNS[orientation])
    if orientation in ON_ITS_SIDE:
        width, height = height, width
    return Cleaned(width, height, _mean_colour(largest), _copies(largest))


def _checked_kind(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise Refused("too_large", 413, limit=MAX_BYTES)
    kind = kind_of(data)
    if kind is None:
        raise Refused("not_a_picture", 422)
    if kind == "HEIC":
        raise Refused("picture_heic", 422)
    if kind == "JPEG" and has_too_many_scans(data):
        raise Refused("picture_damaged", 422)
    return kind


def _decoded(data: bytes, kind: str) -> tuple[Image.Image, int, int]:
    """The first frame, shrunk to the largest size we keep, and how large it was."""
    try:
        picture = Image.open(io.BytesIO(data), formats=[kind])
        _refuse_too_many_pixels(picture)
        width, height = picture.size
        small = _fitting(width, height, max(SIZES))
        # A JPEG can be decoded at a half, a quarter or an eighth: a quarter of the time and memory.
        picture.draft(None, small)
        picture.load()
        # The first frame of a GIF may be larger than the picture said it was.
        _refuse_too_many_pixels(picture)
        return _in_eight_bits(_shrunk(_smoothly(picture), small)), width, height
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # a decoder says "damaged" with any exception it likes
        raise Refused("picture_damaged", 422) from error


def _refuse_too_many_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> Refused:
    return Refused("picture_too_large", 413, limit=MAX_PIXELS)


def _fitting(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size of a picture whose longest side is at most ``longest``."""
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _smoothly(picture: Image.Image) -> Image.Image:
    """The picture in a mode in which shrinking mixes colours; its notes (orientation, profile) come along."""
    if picture.mode in SIXTEEN_BITS or picture.mode in ("RGB", "RGBA", "L", "LA", "CMYK"):
        return picture
    see_through = picture.mode in HAS_ALPHA or "transparency" in picture.info
    return _noting(picture.convert("RGBA" if see_through else "RGB"), picture)


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode not in SIXTEEN_BITS:
        return picture
    # Pillow would cut the values off at 255 instead of scaling them.
    deep = picture.convert("F").point(lambda value: value * (1 / 257) + 0)
    return _noting(deep.convert("L"), picture)


def _noting(new: Image.Image, old: Image.Image) -> Image.Image:
    new.info = {name: old.info[name] for name in ("icc_profile",) if name in old.info}
    new.info["orientation"] = _orientation(old)
    return new


def _shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return _noting(picture.copy(), picture)
    gap = None if picture.mode in SIXTEEN_BITS else 3.0  # the quicker way does not know sixteen bits
    return _noting(picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=gap), picture)


def _orientation(picture: Image.Image) -> int:
    """How the camera was held. A damaged note must not lose the picture: then it is taken as upright."""
    if "orientation" in picture.info:
        return int(picture.info["orientation"])
    with suppress(Exception):
        return int(picture.getexif().get(ORIENTATION, 1))
    return 1


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The colours as screens expect them; phones write a wider range, printers a quite different one."""
    profile = picture.info.get("icc_profile")
    if not profile or len(profile) > MOST_PROFILE_BYTES or picture.mode not in ("RGB", "CMYK"):
        return picture
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        if shown is not None:
            return _noting(shown, picture)
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    """A new picture on white with nothing attached to it."""
    flat = Image.new("RGB", picture.size, "white")
    if picture.mode in HAS_ALPHA:
        solid = picture.convert("RGBA")
        flat.paste(solid, mask=solid.getchannel("A"))
    else:
        flat.paste(picture.convert("RGB"))
    return flat


def _mean_colour(picture: Image.Image) -> str:
    red, green, blue = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _copies(largest: Image.Image) -> dict[int, bytes]:
    copies = {}
    for size in sorted(SIZES, reverse=True):
        small = _fitting(largest.width, largest.height, size)
        smaller = largest if small == largest.size else largest.resize(small, Image.Resampling.LANCZOS)
        copies[size] = _webp(smaller)
    return copies


def _webp(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
