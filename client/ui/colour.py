"""Colour arithmetic: contrast as WCAG counts it, and lightness moved until it is enough."""

import math
from typing import Final

READABLE: Final = 4.5
"""Least contrast of text with what is behind it."""
VISIBLE: Final = 3.0
"""Least contrast of a control with what is behind it."""

Triple = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two ``#rrggbb`` colours: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def with_contrast(colour: str, against: tuple[str, ...], ratio: float, *, darker: bool) -> str:
    """``colour`` with its lightness moved until its contrast with all of ``against`` is ``ratio``.

    The hue stays; the way is ``darker`` or lighter. Black or white where no step is enough.
    """
    light, chroma, hue = _to_lch(colour)
    for step in range(101):
        way = light * (1 - step / 100) if darker else light + (1 - light) * step / 100
        tried = _from_lch((way, chroma, hue))
        if all(contrast(tried, other) >= ratio for other in against):
            return tried
    return "#000000" if darker else "#ffffff"


def toned(colour: str, lightness: float, most_chroma: float) -> str:
    """``colour``'s hue at a given lightness (0 to 1), no stronger than ``most_chroma``."""
    _, chroma, hue = _to_lch(colour)
    return _from_lch((lightness, min(chroma, most_chroma), hue))


def _channels(colour: str) -> Triple:
    value = int(colour.removeprefix("#"), 16)
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def _hex(channels: Triple) -> str:
    return "#" + "".join(f"{round(min(max(c, 0.0), 1.0) * 255):02x}" for c in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    channel = max(channel, 0.0)
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(c) for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_lch(colour: str) -> Triple:
    """Lightness, chroma, hue in degrees, of the OKLCH space, where equal steps look equal."""
    red, green, blue = (_linear(c) for c in _channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a))


def _from_lch(lch: Triple) -> str:
    """The colour, with its chroma lowered as far as a screen can show it."""
    light, chroma, hue = lch
    for part in range(20, -1, -1):
        channels = _rgb(light, chroma * part / 20, math.radians(hue))
        if all(-0.001 <= c <= 1.001 for c in channels):
            return _hex(channels)
    return _hex(channels)


def _rgb(light: float, chroma: float, angle: float) -> Triple:
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _signed_gamma(red), _signed_gamma(green), _signed_gamma(blue)


def _signed_gamma(channel: float) -> float:
    return _gamma(channel) if channel >= 0 else -_gamma(-channel)
