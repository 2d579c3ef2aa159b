"""Draws Bookbag's icon and splash picture, so that nobody has to keep a drawing program's file."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw

ASSETS: Final = Path(__file__).parent.parent / "assets"
SIZE: Final = 1024
FINE: Final = 4
"""Drawn so many times larger, then made smaller: smooth edges."""
INK: Final = "#1f6f5c"
LETTER: Final = "#fffdf9"
CLASP: Final = "#f2b65a"
LEATHER: Final = "#e59a32"
LINE: Final = "#b9ddd0"


def main() -> None:
    """Writes the pictures that a build looks for in assets/."""
    ASSETS.mkdir(exist_ok=True)
    icon = draw_bag(Image.new("RGBA", (SIZE * FINE, SIZE * FINE), INK), 0.62)
    small(icon, SIZE).save(ASSETS / "icon.png", optimize=True)
    bag = small(draw_bag(Image.new("RGBA", (SIZE * FINE, SIZE * FINE)), 0.8), 512)
    bag.save(ASSETS / "splash.png", optimize=True)
    bag.save(ASSETS / "splash_dark.png", optimize=True)
    android = Image.new("RGBA", (960, 960))
    android.paste(bag, (224, 224))
    android.save(ASSETS / "splash_android.png", optimize=True)


def small(picture: Image.Image, size: int) -> Image.Image:
    """The picture in its final size."""
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def draw_bag(picture: Image.Image, share: float) -> Image.Image:
    """A flat satchel with a letter that looks out of it, in the middle, filling ``share`` of the width."""
    pen = ImageDraw.Draw(picture)
    side = picture.width
    unit = side * share / 100
    left, top = side / 2 - 50 * unit, side / 2 - 46 * unit

    def box(x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float, float]:
        return left + x1 * unit, top + y1 * unit, left + x2 * unit, top + y2 * unit

    pen.rounded_rectangle(box(34, 0, 66, 30), 12 * unit, outline=CLASP, width=round(6 * unit))
    pen.rounded_rectangle(box(16, 14, 84, 70), 5 * unit, fill=LETTER, outline=LINE, width=round(1.2 * unit))
    for y in (24, 32):
        pen.rounded_rectangle(box(26, y, 74 if y == 24 else 58, y + 3.4), 1.7 * unit, fill=LINE)
    body, flap = Image.new("L", picture.size), Image.new("L", picture.size)
    ImageDraw.Draw(body).rounded_rectangle(box(0, 38, 100, 92), 11 * unit, fill=255)
    ImageDraw.Draw(flap).ellipse(box(-6, -4, 106, 76), fill=255)
    picture.paste(LEATHER, mask=body)
    picture.paste(CLASP, mask=ImageChops.multiply(body, flap))
    pen.rounded_rectangle(box(42, 66, 58, 86), 4 * unit, fill=LETTER)
    pen.ellipse(box(47, 72, 53, 78), fill=LEATHER)
    return picture


if __name__ == "__main__":
    main()
