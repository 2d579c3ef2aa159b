"""Cut paper to draw the demo school's pictures with: layers of smooth shapes that cast soft shadows."""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
WIDTH, HEIGHT = 1600, 1200
FINE: Final = 1.6
"""Pixels for each unit while drawing; the finished picture has half as many, which makes edges smooth."""
COARSE: Final = 10
"""Shadows are soft, so they are drawn with one pixel for so many units; a multiple of FINE's pixels."""
STEP: Final = round(COARSE * FINE)
SHADOW_COLOUR: Final = (52, 36, 30)


@dataclass(frozen=True, slots=True)
class _Piece:
    points: Sequence[Point]
    fill: str
    width: float = 0
    """0: a filled shape; else a line this wide with round ends."""


class Paper:
    """A sheet of 1600 by 1200 units. Shapes are cut with the methods below; ``lay`` puts down what was cut so far."""

    def __init__(self, seed: str, top: str, bottom: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same picture each time
        self._pieces: list[_Piece] = []
        self._image = _gradient(top, bottom)
        self._draw = ImageDraw.Draw(self._image)

    def shape(self, points: Iterable[Point], fill: str) -> None:
        """A filled outline."""
        self._pieces.append(_Piece(list(points), fill))

    def line(self, points: Iterable[Point], width: float, fill: str) -> None:
        """A line with round ends."""
        self._pieces.append(_Piece(list(points), fill, width))

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str, turn: float = 0) -> None:
        """An ellipse around (x, y), turned by ``turn`` degrees."""
        self.shape(turned(_round(x, y, rx, ry), x, y, turn), fill)

    def circle(self, x: float, y: float, r: float, fill: str) -> None:
        """A circle around (x, y)."""
        self.ellipse(x, y, r, r, fill)

    def box(
        self, x: float, y: float, w: float, h: float, fill: str, round_by: float = 0, turn: float = 0
    ) -> None:
        """A box with its left top corner at (x, y), turned around its middle."""
        self.shape(turned(_rounded(x, y, w, h, round_by), x + w / 2, y + h / 2, turn), fill)

    def leaf(self, x: float, y: float, length: float, turn: float, fill: str, fat: float = 0.28) -> None:
        """A leaf that begins at (x, y) and points to ``turn`` degrees (0 is right, 90 is up)."""
        steps = [i / 20 for i in range(21)]
        upper = [(x + length * s, y - length * fat * math.sin(math.pi * s**0.8)) for s in steps]
        lower = [(x + length * s, y + length * fat * math.sin(math.pi * s**0.8)) for s in reversed(steps)]
        self.shape(turned(upper + lower, x, y, -turn), fill)

    def blob(self, x: float, y: float, r: float, fill: str, wild: float = 0.12, flat: float = 1) -> None:
        """A round shape as cut by a small hand."""
        waves = [
            (n, self.random.uniform(0, 6.3), self.random.uniform(0.3, 1) * wild / n**0.5) for n in (2, 3, 5)
        ]
        angles = [math.tau * i / 72 for i in range(72)]
        sizes = [r * (1 + sum(size * math.sin(n * a + shift) for n, shift, size in waves)) for a in angles]
        self.shape(
            [(x + s * math.cos(a), y + s * math.sin(a) * flat) for a, s in zip(angles, sizes, strict=True)],
            fill,
        )

    def hill(self, y: float, rise: float, fill: str, waves: float = 1.5) -> None:
        """Ground with a wavy upper edge, down to the foot of the sheet."""
        shift = self.random.uniform(0, 6.3)
        edge = [
            (
                x,
                y
                - rise * math.sin(x / WIDTH * math.tau * waves + shift)
                - rise * 0.3 * math.sin(x / 170 + shift),
            )
            for x in range(-20, WIDTH + 41, 20)
        ]
        self.shape([*edge, (WIDTH + 40, HEIGHT + 20), (-20, HEIGHT + 20)], fill)

    def wave(self, x: float, y: float, length: float, width: float, fill: str, height: float = 10) -> None:
        """A short wavy line."""
        self.line(
            [(x + i * length / 24, y + height * math.sin(i / 24 * math.tau * 2)) for i in range(25)],
            width,
            fill,
        )

    def lay(self, shadow: float = 10, dark: float = 0.28) -> None:
        """Puts down what was cut since the last time; it lies ``shadow`` above what is below."""
        if shadow and self._pieces:
            self._cast(shadow, dark)
        for piece in self._pieces:
            _draw(self._draw, piece, FINE)
        self._pieces.clear()

    def done(self) -> Image.Image:
        """The finished picture."""
        self.lay()
        return self._image.reduce(2)

    def _cast(self, shadow: float, dark: float) -> None:
        """Only what the pieces themselves will not cover again: that saves most of the time."""
        size = (WIDTH // COARSE, HEIGHT // COARSE)
        cast, covered = Image.new("L", size), Image.new("L", size)
        on_cast, on_covered = ImageDraw.Draw(cast), ImageDraw.Draw(covered)
        for piece in self._pieces:
            moved = [(x + shadow * 0.5, y + shadow) for x, y in piece.points]
            _draw(on_cast, _Piece(moved, "", piece.width), 1 / COARSE, grey=round(255 * dark))
            _draw(on_covered, piece, 1 / COARSE, grey=255)
        cast = cast.filter(ImageFilter.GaussianBlur(shadow / COARSE * 0.8))
        seen = ImageChops.subtract(cast, covered.filter(ImageFilter.MinFilter(3))).getbbox()
        if seen is None:
            return
        left, top, right, bottom = seen
        whole = cast.crop(seen).resize(
            ((right - left) * STEP, (bottom - top) * STEP), Image.Resampling.BILINEAR
        )
        self._image.paste(SHADOW_COLOUR, (left * STEP, top * STEP), whole)


def turned(points: Iterable[Point], x: float, y: float, degrees: float) -> list[Point]:
    """Points turned clockwise around (x, y)."""
    if not degrees:
        return list(points)
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x + (px - x) * c - (py - y) * s, y + (px - x) * s + (py - y) * c) for px, py in points]


def _draw(draw: ImageDraw.ImageDraw, piece: _Piece, scale: float, grey: int | None = None) -> None:
    points = [(x * scale, y * scale) for x, y in piece.points]
    fill: str | int = piece.fill if grey is None else grey
    if not piece.width:
        draw.polygon(points, fill=fill)
        return
    width = piece.width * scale
    draw.line(points, fill=fill, width=max(1, round(width)), joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=fill)


def _round(x: float, y: float, rx: float, ry: float) -> list[Point]:
    count = max(24, min(120, int(max(rx, ry))))
    return [
        (x + rx * math.cos(math.tau * i / count), y + ry * math.sin(math.tau * i / count))
        for i in range(count)
    ]


def _rounded(x: float, y: float, w: float, h: float, r: float) -> list[Point]:
    if not r:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    r = min(r, w / 2, h / 2)
    corners = (
        (x + w - r, y + h - r, 0),
        (x + r, y + h - r, 90),
        (x + r, y + r, 180),
        (x + w - r, y + r, 270),
    )
    return [
        (cx + r * math.cos(math.radians(start + step * 9)), cy + r * math.sin(math.radians(start + step * 9)))
        for cx, cy, start in corners
        for step in range(11)
    ]


def _gradient(top: str, bottom: str) -> Image.Image:
    wide, high = round(WIDTH * FINE), round(HEIGHT * FINE)
    fade = Image.linear_gradient("L").resize((1, high))
    column = Image.composite(Image.new("RGB", (1, high), bottom), Image.new("RGB", (1, high), top), fade)
    return column.resize((wide, high), Image.Resampling.NEAREST)
