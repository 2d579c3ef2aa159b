"""Draws Bookbag's own mark, a school bag on its colour, and writes it to assets/icon.png: run once when it changes."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = 1024
FINE: Final = 4
"""Drawn so many times larger, then made small: that is what smooths the edges."""
GROUND: Final = "#1f6f5c"
BAG: Final = "#fbf7f0"
FLAP: Final = "#f2d9a6"
LINE: Final = "#17493d"
CLASP: Final = "#c8553d"

Box = tuple[float, float, float, float]


def draw_mark(size: int = SIZE, ground: str = GROUND) -> Image.Image:
    """The mark in the middle of a full square, with room around it for systems that cut it round."""
    image = Image.new("RGB", (size * FINE, size * FINE), ground)
    pen = ImageDraw.Draw(image)
    unit = size * FINE / 1024

    def shape(box: Box, radius: float, fill: str, corners: tuple[bool, bool, bool, bool]) -> None:
        scaled = tuple(side * unit for side in box)
        pen.rounded_rectangle(scaled, radius * unit, fill, corners=corners)

    everywhere, below = (True, True, True, True), (False, False, True, True)
    shape((392, 216, 632, 400), 76, BAG, everywhere)
    shape((440, 264, 584, 400), 40, ground, everywhere)
    shape((244, 330, 780, 800), 84, BAG, everywhere)
    shape((244, 330, 780, 590), 84, FLAP, (True, True, False, False))
    shape((244, 500, 780, 598), 64, FLAP, below)
    shape((244, 590, 780, 600), 0, BAG, everywhere)
    for left in (330, 626):
        shape((left, 540, left + 68, 690), 26, LINE, everywhere)
        shape((left + 10, 610, left + 58, 660), 14, CLASP, everywhere)
    shape((300, 722, 724, 740), 9, "#e6dccb", everywhere)
    return image.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    target = Path(__file__).parent.parent / "assets" / "icon.png"
    target.parent.mkdir(exist_ok=True)
    draw_mark().quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"Drawn: {target}")
