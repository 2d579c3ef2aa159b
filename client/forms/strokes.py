"""The lines of a drawn signature: from the screen's points to the wire's, and few enough of them."""

from collections.abc import Sequence
from typing import Final

from wire.form_rules import MOST_SIGNATURE
from wire.forms import CANVAS, MOST_POINTS, MOST_STROKES

Point = tuple[int, int]
Line = tuple[Point, ...]
HEIGHT: Final = CANVAS // 3
"""The canvas is three times as wide as it is high."""
CLOSE: Final = 2.0
"""A point that lies so near to the line between its neighbours is left out, in parts of the canvas's width."""


def on_canvas(x: float, y: float, width: float) -> Point:
    """A point of the screen, where the drawing is ``width`` wide, as it goes over the wire."""
    scale = CANVAS / max(width, 1.0)
    return min(max(round(x * scale), 0), CANVAS), min(max(round(y * scale), 0), HEIGHT)


def thinned(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The same drawing in as few points as the server takes: more and more that hardly matter are left out."""
    kept, close = tuple(lines[:MOST_STROKES]), CLOSE
    while True:
        kept = tuple(_thinned(line, close) for line in kept)
        most = max((len(line) for line in kept), default=0)
        if most <= MOST_POINTS and sum(map(len, kept)) <= MOST_SIGNATURE:
            return kept
        close *= 2


def _thinned(line: Line, close: float) -> Line:
    """Ramer, Douglas and Peucker's way, without recursion: keep the point that is farthest off, on both sides of it."""
    if len(line) < 3:
        return line
    keep, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        at, far = max(
            ((n, _distance(line[n], line[first], line[last])) for n in range(first + 1, last)),
            key=lambda found: found[1],
            default=(first, 0.0),
        )
        if far > close:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return tuple(line[n] for n in sorted(keep))


def _distance(point: Point, first: Point, last: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, first, last
    dx, dy = bx - ax, by - ay
    length = (dx * dx + dy * dy) ** 0.5
    if not length:
        return float(((x - ax) ** 2 + (y - ay) ** 2) ** 0.5)
    return float(abs(dy * (x - ax) - dx * (y - ay)) / length)
