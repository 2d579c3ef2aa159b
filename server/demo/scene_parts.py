"""Things that appear in more than one of the demo school's pictures: sun, trees, children, tables."""

import math
from typing import Final

from server.demo.paper import HEIGHT, WIDTH, Paper, turned

SKINS: Final = ("#f3cfae", "#c98f62", "#8a5a3c", "#e6b48a", "#5f3d2b")
HAIR: Final = (
    ("#8a4f24", "#d9a441", "#3a2618"), ("#3a2618", "#1f1714", "#5a3420"), ("#1f1714", "#2b1d1a", "#3a2618"),
    ("#5a3420", "#1f1714", "#3a2618"), ("#1f1714", "#14100f", "#2b1d1a"),
)  # fmt: skip
"""Hair that goes with each skin."""
CLOTHES: Final = ("#2f6f5e", "#d1603d", "#e2a93b", "#3f6fa3", "#a4527a", "#6a8f3a")
WOOD: Final = "#c98d55"
INK: Final = "#3b2f2a"


def sun(paper: Paper, x: float, y: float, r: float = 90, fill: str = "#f7c948") -> None:
    """A sun with short rays."""
    for ray in range(12):
        angle = math.tau * ray / 12
        c, s = math.cos(angle), math.sin(angle)
        paper.line([(x + c * r * 1.25, y + s * r * 1.25), (x + c * r * 1.55, y + s * r * 1.55)], 16, fill)
    paper.circle(x, y, r, fill)
    paper.lay(6, 0.15)


def cloud(paper: Paper, x: float, y: float, size: float = 1, fill: str = "#fdf8ef") -> None:
    """A cloud of four puffs."""
    for dx, dy, r in ((-90, 10, 52), (-25, -25, 70), (55, -10, 60), (110, 18, 42)):
        paper.circle(x + dx * size, y + dy * size, r * size, fill)
    paper.box(x - 130 * size, y + 5 * size, 275 * size, 56 * size, fill, 28 * size)
    paper.lay(8, 0.14)


def tree(paper: Paper, x: float, foot: float, size: float = 1, leaves: str = "#5d8f4a") -> None:
    """A round tree that stands at ``foot``."""
    paper.shape(
        [(x - 26 * size, foot), (x - 15 * size, foot - 240 * size), (x + 15 * size, foot - 240 * size),
         (x + 26 * size, foot)],
        "#8a5f3c",
    )  # fmt: skip
    paper.lay(6)
    paper.blob(x, foot - 310 * size, 150 * size, leaves, 0.16)
    paper.lay(10)


def bunting(paper: Paper, y: float = 60, sag: float = 70) -> None:
    """Little flags from wall to wall."""
    xs = [i * WIDTH / 28 for i in range(29)]
    curve = [(x, y + sag * math.sin(math.pi * x / WIDTH)) for x in xs]
    paper.line(curve, 6, "#efe3cf")
    for i in range(1, 28, 2):
        x, top = curve[i]
        paper.shape([(x - 42, top), (x + 42, top), (x, top + 84)], CLOTHES[i // 2 % len(CLOTHES)])
    paper.lay(7, 0.2)


def table(paper: Paper, y: float, fill: str = WOOD, edge: str = "#a9713f") -> None:
    """A table seen from the front: it fills the foot of the picture."""
    paper.box(-20, y, WIDTH + 40, HEIGHT - y + 20, fill)
    paper.lay(14)
    for line in range(3):
        top = y + 90 + line * (HEIGHT - y) / 3.4
        paper.wave(-30, top, WIDTH + 60, 5, edge, 7)
    paper.lay(0)


def child(paper: Paper, x: float, foot: float, size: float = 1, look: int = 0, arms: str = "down") -> None:
    """A child who stands at ``foot``; ``look`` picks skin, hair and clothes; ``arms``: down, up or none."""
    skin, hair = looks(look)
    clothes = CLOTHES[(look * 5 + 1) % 6]
    s = size
    for side in (-1, 1):
        paper.line(
            [(x + side * 26 * s, foot - 110 * s), (x + side * 28 * s, foot - 12 * s)], 30 * s, "#4a4f63"
        )
        paper.ellipse(x + side * 36 * s, foot - 6 * s, 26 * s, 13 * s, "#33302f")
        hand = (x + side * 104 * s, foot - (350 if arms == "up" else 165) * s)
        if arms != "none":
            paper.line([(x + side * 50 * s, foot - 268 * s), hand], 30 * s, clothes)
            paper.circle(*hand, 18 * s, skin)
    paper.shape(
        [(x - 52 * s, foot - 285 * s), (x + 52 * s, foot - 285 * s), (x + 74 * s, foot - 95 * s),
         (x - 74 * s, foot - 95 * s)],
        clothes,
    )  # fmt: skip
    paper.lay(6, 0.2)
    head(paper, x, foot - 350 * s, 74 * s, skin, hair, long=look % 2 == 0)


def looks(look: int) -> tuple[str, str]:
    """The skin and the hair of a child."""
    return SKINS[look % 5], HAIR[look % 5][look // 5 % 3]


def head(paper: Paper, x: float, y: float, r: float, skin: str, hair: str, *, long: bool = False) -> None:
    """A head with a small smile."""
    if long:
        paper.circle(x, y - r * 0.08, r * 1.08, hair)
        for side in (-1, 1):
            paper.ellipse(x + side * r * 0.95, y + r * 0.5, r * 0.24, r * 0.72, hair, -side * 8)
    paper.circle(x, y, r, skin)
    cap = [(x + r * 1.08 * math.cos(a), y - r * 0.08 + r * 1.08 * math.sin(a)) for a in _angles(183, 357)]
    paper.shape([*cap, (x + r * 0.5, y - r * 0.42), (x - r * 0.35, y - r * 0.5)], hair)
    for side in (-1, 1):
        paper.circle(x + side * r * 0.34, y + r * 0.08, r * 0.09, INK)
        paper.circle(x + side * r * 0.55, y + r * 0.34, r * 0.13, _blush(skin))
    paper.line([(x + r * 0.34 * math.cos(a), y + r * 0.24 + r * 0.26 * math.sin(a)) for a in _angles(25, 155)],
               r * 0.08, INK)  # fmt: skip
    paper.lay(5, 0.2)


def book(paper: Paper, x: float, y: float, w: float, h: float, fill: str, turn: float = 0) -> None:
    """A closed book that stands or lies."""
    paper.box(x, y, w, h, fill, 6, turn)
    stripe = turned([(x + w * 0.15, y + h * 0.16), (x + w * 0.85, y + h * 0.16)], x + w / 2, y + h / 2, turn)
    paper.line(stripe, max(5, h * 0.03), "#f6ead2")
    foot = turned([(x + w * 0.15, y + h * 0.84), (x + w * 0.85, y + h * 0.84)], x + w / 2, y + h / 2, turn)
    paper.line(foot, max(5, h * 0.03), "#f6ead2")


def star_points(
    x: float, y: float, r: float, turn: float = 0, points: int = 5, inner: float = 0.45
) -> list[tuple[float, float]]:
    """The outline of a star."""
    return [
        (x + (r if i % 2 == 0 else r * inner) * math.sin(math.pi * i / points + math.radians(turn)),
         y - (r if i % 2 == 0 else r * inner) * math.cos(math.pi * i / points + math.radians(turn)))
        for i in range(points * 2)
    ]  # fmt: skip


def darker(colour: str, by: float) -> str:
    """A colour times ``by``."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * by):02x}" for i in (1, 3, 5))


def _angles(start: int, end: int) -> list[float]:
    return [math.radians(a) for a in range(start, end + 1, 6)]


def _blush(skin: str) -> str:
    red, green, blue = (int(skin[i : i + 2], 16) for i in (1, 3, 5))
    return f"#{min(255, red + 12):02x}{round(green * 0.86):02x}{round(blue * 0.84):02x}"
