"""Pictures of far places: a winter forest, the planets, a volcano."""

import math

from server.demo.paper import HEIGHT, WIDTH, Paper, turned
from server.demo.scene_parts import INK, star_points


def snow(variant: int) -> Paper:
    """A winter forest."""
    p = Paper(f"snow{variant}", "#6f8fb5" if variant == 1 else "#c9a7b8", "#dbe7f1")
    p.circle(1240 if variant == 1 else 380, 230, 100, "#fdf4d8")
    p.lay(0)
    for row in range(3):
        p.hill(560 + row * 190, 45, ("#c4d6e6", "#dce8f2", "#f6fafd")[row], 1.1 + row * 0.4)
        p.lay(12, 0.16)
        for n in range(6 - row):
            x = 80 + n * (290 + row * 60) + p.random.uniform(-40, 40) + row * 90
            if not (row == 2 and 520 < x < 1080):
                _fir(p, x, 640 + row * 195, 0.75 + row * 0.35, ("#4f7f78", "#3d6d64", "#2f5d54")[row])
    if variant == 1:
        _snowman(p, 800, 1010)
    else:
        _fox(p, 800, 1040)
    for _ in range(90):
        p.circle(p.random.uniform(0, WIDTH), p.random.uniform(0, HEIGHT), p.random.uniform(4, 12), "#ffffff")
    p.lay(0)
    return p


def _fir(p: Paper, x: float, foot: float, s: float, fill: str) -> None:
    p.box(x - 14 * s, foot - 50 * s, 28 * s, 60 * s, "#6b4a35")
    p.lay(4)
    for step in range(3):
        w, top = (130 - step * 30) * s, foot - (40 + step * 95) * s
        p.shape([(x - w, top), (x, top - 160 * s), (x + w, top)], fill)
        p.lay(7)
        p.shape(
            [
                (x - w * 0.36, top - 104 * s),
                (x, top - 160 * s),
                (x + w * 0.36, top - 104 * s),
                (x, top - 90 * s),
            ],
            "#f2f7fb",
        )
        p.lay(0)


def _snowman(p: Paper, x: float, foot: float) -> None:
    for r, up in ((150, 130), (110, 345), (78, 505)):
        p.circle(x, foot - up, r, "#ffffff")
        p.lay(10, 0.2)
    p.line([(x - 90, foot - 370), (x - 230, foot - 460)], 12, "#6b4a35")
    p.line([(x + 90, foot - 370), (x + 230, foot - 430)], 12, "#6b4a35")
    p.line([(x - 70, foot - 432), (x + 72, foot - 428)], 34, "#c8443c")
    p.line([(x + 50, foot - 428), (x + 80, foot - 320)], 32, "#c8443c")
    p.lay(6)
    for dx in (-26, 26):
        p.circle(x + dx, foot - 525, 10, INK)
    p.shape([(x, foot - 512), (x + 80, foot - 494), (x, foot - 488)], "#ec8a35")
    p.box(x - 90, foot - 590, 180, 20, INK, 8)
    p.box(x - 56, foot - 690, 112, 105, INK, 8)
    p.box(x - 56, foot - 620, 112, 26, "#2f6f5e")
    for up in (320, 360, 270):
        p.circle(x, foot - up, 11, INK)
    p.lay(4)


def _fox(p: Paper, x: float, foot: float) -> None:
    p.leaf(x + 80, foot - 40, 330, 38, "#d8713a", 0.26)
    p.leaf(x + 262, foot - 182, 100, 38, "#fff8ee", 0.34)
    p.lay(8)
    p.ellipse(x, foot - 120, 120, 150, "#d8713a")
    p.ellipse(x, foot - 85, 66, 105, "#fff3e2")
    p.lay(9)
    for side in (-1, 1):
        p.shape(
            [(x + side * 110, foot - 430), (x + side * 25, foot - 350), (x + side * 110, foot - 310)],
            "#c9622f",
        )
    p.shape([(x - 125, foot - 330), (x, foot - 385), (x + 125, foot - 330), (x, foot - 190)], "#e07c42")
    p.lay(8)
    for side in (-1, 1):
        p.shape([(x + side * 125, foot - 330), (x + side * 30, foot - 300), (x, foot - 190)], "#fff3e2")
        p.circle(x + side * 48, foot - 318, 11, INK)
    p.circle(x, foot - 200, 18, INK)
    p.lay(0)


def planets(variant: int) -> Paper:
    """Planets among stars."""
    p = Paper(
        f"planets{variant}",
        "#1d2547" if variant == 1 else "#33214f",
        "#3a4a86" if variant == 1 else "#7a4a7d",
    )
    for _ in range(70):
        p.circle(p.random.uniform(0, WIDTH), p.random.uniform(0, HEIGHT), p.random.uniform(2, 6), "#fdf3cf")
    for _ in range(9):
        p.shape(
            star_points(p.random.uniform(60, 1540), p.random.uniform(60, 1140), p.random.uniform(14, 28), 10),
            "#ffe08a",
        )
    p.lay(0)
    for r in (420, 640, 860, 1080):
        ring = [(-60 + r * 1.3 * math.cos(a / 40), 640 + r * 0.72 * math.sin(a / 40)) for a in range(-62, 63)]
        p.line(ring, 3, "#8f9bd0" if variant == 1 else "#c29ac4")
    p.lay(0)
    p.circle(-60, 640, 330, "#f6b93b")
    p.circle(-60, 640, 280, "#f9cd5c")
    p.lay(14, 0.3)
    _ball_planet(p, 460, 470, 62, "#c8775a", "#b3614a")
    _ball_planet(p, 700, 860, 105, "#4f9bb8", "#7fb86a")
    _ball_planet(p, 985, 330, 120 if variant == 1 else 150, "#d98b5f", "#f0c08c")
    _ringed(p, 1270, 780, 165)
    if variant == 2:
        _rocket(p, 640, 330)
    return p


def _ball_planet(p: Paper, x: float, y: float, r: float, fill: str, mark: str) -> None:
    p.circle(x, y, r, fill)
    p.lay(12, 0.4)
    for dy in (-0.5, 0, 0.5):
        half = r * math.sqrt(1 - dy * dy) * 0.82
        p.wave(x - half, y + dy * r, half * 2, r * 0.17, mark, r * 0.06)
    p.lay(0)


def _ringed(p: Paper, x: float, y: float, r: float) -> None:
    def arc(a: int, b: int) -> list[tuple[float, float]]:
        whole = [
            (x + r * 1.75 * math.cos(math.radians(t)), y + r * 0.5 * math.sin(math.radians(t)))
            for t in range(a, b, 4)
        ]
        return turned(whole, x, y, -18)

    p.line(arc(180, 361), 34, "#e9d6a7")
    p.lay(6)
    p.circle(x, y, r, "#e0b25a")
    p.lay(10, 0.4)
    for dy in (-0.45, -0.1, 0.3):
        half = r * math.sqrt(1 - dy * dy) * 0.9
        p.line(turned([(x - half, y + dy * r), (x + half, y + dy * r)], x, y, -18), 18, "#eccb85")
    p.lay(0)
    p.line(arc(0, 181), 34, "#f4e6c0")
    p.lay(7)


def _rocket(p: Paper, x: float, y: float) -> None:
    p.shape(turned([(x - 40, y + 150), (x, y + 290), (x + 40, y + 150)], x, y, 40), "#f7b733")
    p.lay(0)
    for side in (-1, 1):
        p.shape(
            turned([(x + side * 50, y + 40), (x + side * 115, y + 165), (x + side * 45, y + 140)], x, y, 40),
            "#c8443c",
        )
    p.shape(
        turned(
            [(x - 62, y + 150), (x - 66, y - 20), (x, y - 180), (x + 66, y - 20), (x + 62, y + 150)], x, y, 40
        ),
        "#f6f1e6",
    )
    p.lay(9)
    window = turned([(x, y - 10)], x, y, 40)[0]
    p.circle(*window, 36, "#2f6f8f")
    p.circle(*window, 26, "#9fd2de")
    p.lay(3)


def volcano(variant: int) -> Paper:
    """A volcano made of clay, erupting."""
    sky = "#f5c9a0" if variant == 1 else "#a9c6d8"
    p = Paper(f"volcano{variant}", sky, "#fbe9d0")
    for _ in range(26):
        p.circle(800 + p.random.gauss(0, 190), 250 + p.random.gauss(0, 110), p.random.uniform(12, 34),
                 ("#e8582f", "#f59a2f", "#f9c846")[int(p.random.uniform(0, 3))])  # fmt: skip
    p.lay(6)
    _lava(p)
    p.box(-20, 1030, WIDTH + 40, 200, "#7fab57" if variant == 1 else "#c9a56a")
    p.lay(12)
    for x in (120, 250, 1390, 1510):
        p.line([(x, 1050), (x, 960)], 16, "#7a5a3a")
        p.blob(x, 930, 62, "#5d8f4a")
    p.lay(8)
    return p


def _lava(p: Paper) -> None:
    for side, reach in ((-1, 260), (-0.5, 330), (0.4, 340), (1, 270)):
        arc = [(800 + side * 210 * t / 10, 430 - reach * math.sin(math.pi * t / 16)) for t in range(11)]
        p.line(arc, 46, "#ef6a2f")
    p.lay(8)
    p.shape([(150, 1060), (560, 520), (680, 420), (920, 420), (1040, 520), (1450, 1060)], "#8a5f4a")
    p.lay(14)
    p.shape(
        [
            (680, 420),
            (920, 420),
            (960, 520),
            (900, 640),
            (860, 520),
            (800, 800),
            (750, 560),
            (700, 690),
            (640, 520),
        ],
        "#e8582f",
    )
    p.lay(6)
    p.ellipse(800, 424, 122, 32, "#f9b23c")
    p.lay(0)
    for x in (310, 470, 1120, 1290):
        p.blob(x, 1010 - abs(x - 800) * 0.12 + 50, 34, "#6f4937")
    p.lay(4)
