"""Pictures of water: paper boats, the painted sea, the pool, the pond, a lighthouse."""

import math
from typing import Final

from server.demo.paper import WIDTH, Paper
from server.demo.scene_parts import CLOTHES, SKINS, bunting, cloud, darker, sun

FISH: Final = (
    (430, 330, 1.5), (1080, 250, 1.1), (820, 620, 1.8), (1300, 640, 1.2), (340, 760, 1.2), (1010, 900, 1.0),
)  # fmt: skip


def boats(variant: int) -> Paper:
    """Paper boats on water."""
    sky, water = [("#f8dfb8", "#3f8fa6"), ("#cfe6ea", "#2f7f8f"), ("#f6cdb4", "#4577a5")][variant - 1]
    p = Paper(f"boats{variant}", sky, "#fdf3e2")
    sun(p, 1280 - 420 * variant + 200, 210, 95, "#f4b942")
    cloud(p, 420 + 300 * variant % 900, 170, 0.9)
    for row, tone in enumerate((water, darker(water, 0.9), darker(water, 0.8))):
        p.hill(560 + row * 190, 22, tone, 4 + row)
        p.lay(12)
        for _ in range(5):
            p.wave(p.random.uniform(0, 1400), 640 + row * 190 + p.random.uniform(-10, 60), 150, 7, "#d9eef0")
        p.lay(0)
        for n in range(2 if row else 3):
            x = 260 + n * 560 + row * 150 + p.random.uniform(-60, 60)
            _boat(
                p,
                x,
                600 + row * 195,
                0.75 + row * 0.38,
                ("#fdfaf2", "#f2c14e", "#e4785a", "#f6ead2")[(row + n + variant) % 4],
            )
    return p


def _boat(p: Paper, x: float, y: float, s: float, fill: str) -> None:
    p.shape([(x - 60 * s, y - 20 * s), (x, y - 150 * s), (x + 60 * s, y - 20 * s)], darker(fill, 0.93))
    p.lay(6, 0.2)
    p.shape([(x - 150 * s, y - 50 * s), (x - 40 * s, y - 20 * s), (x + 40 * s, y - 20 * s), (x + 150 * s, y - 50 * s),
             (x + 85 * s, y + 50 * s), (x - 85 * s, y + 50 * s)], fill)  # fmt: skip
    p.lay(9)
    p.line([(x - 40 * s, y - 20 * s), (x, y + 8 * s), (x + 40 * s, y - 20 * s)], 4 * s, darker(fill, 0.8))
    p.lay(0)


def sea(variant: int) -> Paper:
    """A child's painting of the sea, with fish."""
    p = Paper(
        f"sea{variant}", "#7cc3cf" if variant == 1 else "#3f86ab", "#1f5f86" if variant == 1 else "#234a78"
    )
    for row in range(6):
        for n in range(5):
            p.wave(
                n * 360 - 120 + (row % 2) * 150,
                90 + row * 150,
                240,
                12,
                ("#9fd8dc", "#5fa9c2", "#4a93b3")[(row + n) % 3],
                14,
            )
    p.lay(0)
    p.hill(1060, 30, "#e6cf9a", 1.2)
    p.lay(10)
    for x in (120, 260, 1330, 1490):
        for n in range(3):
            p.line([(x + n * 44 + 20 * math.sin(i / 2 + n), 1130 - i * (22 + n * 3)) for i in range(14)], 22,
                   ("#3f8f5a", "#2f7a5f", "#5aa04f")[n])  # fmt: skip
    p.lay(8)
    tones = ("#f08a3c", "#f2c14e", "#e4586a", "#f6ead2", "#8a6bb0", "#e8734a")
    for n, (x, y, s) in enumerate(FISH):
        _fish(p, x, y, s, tones[(n + variant) % 6], -1 if (n + variant) % 2 else 1)
    for _ in range(22):
        left, top, r = p.random.uniform(60, 1540), p.random.uniform(40, 950), p.random.uniform(8, 20)
        p.circle(left, top, r, "#cdeef0")
        p.circle(left + r * 0.2, top + r * 0.2, r * 0.7, "#7cc3cf" if variant == 1 else "#4f97b5")
    p.lay(0)
    return p


def _fish(p: Paper, x: float, y: float, s: float, fill: str, way: int) -> None:
    p.shape(
        [
            (x - way * 70 * s, y),
            (x - way * 150 * s, y - 62 * s),
            (x - way * 130 * s, y),
            (x - way * 150 * s, y + 62 * s),
        ],
        darker(fill, 0.85),
    )
    p.shape(
        [(x - way * 20 * s, y - 55 * s), (x + way * 25 * s, y - 100 * s), (x + way * 45 * s, y - 48 * s)],
        darker(fill, 0.85),
    )
    p.ellipse(x, y, 105 * s, 64 * s, fill)
    p.lay(9)
    for step in range(3):
        p.line(
            [
                (x - way * (10 + step * 26) * s, y - 34 * s),
                (x - way * (-2 + step * 26) * s, y),
                (x - way * (10 + step * 26) * s, y + 34 * s),
            ],
            7 * s,
            darker(fill, 0.85),
        )
    p.circle(x + way * 60 * s, y - 14 * s, 15 * s, "#ffffff")
    p.circle(x + way * 63 * s, y - 14 * s, 8 * s, "#1f1a17")
    p.lay(0)


def pool(variant: int) -> Paper:
    """A lane of the swimming pool, seen from above."""
    p = Paper(f"pool{variant}", "#7fd0da", "#45a9c4")
    for _ in range(46):
        p.wave(p.random.uniform(-80, 1550), p.random.uniform(0, 1200), 150, 7, "#a9e4e8", 9)
    p.lay(0)
    for y in (300, 620, 940):
        p.line([(-20, y), (WIDTH + 20, y)], 6, "#f4efe2")
        for x in range(0, 1640, 62):
            p.circle(x, y, 20, ("#d9483b", "#fdf7e6")[x // 62 % 2])
        p.lay(7)
    for n, (x, y) in enumerate(((560, 460), (1080, 790), (330, 1100), (1180, 130))):
        skin, cap = SKINS[(n * 2 + 1) % 5], CLOTHES[(n + 1) % 6]
        p.line([(x - 170, y - 66), (x + 10, y), (x + 190, y - 84)], 36, skin)
        p.ellipse(x - 120, y + 14, 160, 52, CLOTHES[(n + 3) % 6])
        p.circle(x + 74, y + 6, 62, cap)
        p.lay(9)
        p.line([(x + 36, y + 22), (x + 112, y + 22)], 13, "#2b2b33")
        p.lay(0)
        for side in (-1, 1):
            p.circle(x - 300 + side * 20, y + side * 38, 26, "#e6f7f7")
        p.circle(x - 350, y, 20, "#e6f7f7")
        p.lay(3, 0.1)
    bunting(p, -20, 60)
    return p


def pond(variant: int) -> Paper:
    """Life in and around the pond."""
    p = Paper(f"pond{variant}", "#d9ecd4" if variant == 1 else "#f7e7c6", "#eef3d8")
    p.hill(330, 40, "#a9c774", 1.2)
    p.lay(10)
    p.hill(460, 26, "#8bb35a", 1.7)
    p.lay(10)
    for x in (70, 180, 1400, 1530):
        for n in range(3):
            _reed(p, x + n * 34, 620 + n * 14, 330 - n * 40)
    p.blob(800, 840, 720, "#5fa8b5", 0.05, 0.5)
    p.lay(0)
    p.blob(800, 850, 660, "#74bcc4", 0.05, 0.48)
    p.lay(0)
    for _ in range(9):
        p.wave(p.random.uniform(260, 1100), p.random.uniform(640, 1080), 130, 6, "#c5e6e6", 7)
    p.lay(0)
    for x, y, r in ((420, 960, 110), (1180, 720, 90), (1080, 1030, 120), (560, 700, 70)):
        p.ellipse(x, y, r, r * 0.5, "#4f8f4a")
        p.shape([(x, y), (x + r, y - r * 0.3), (x + r, y + r * 0.1)], "#74bcc4")
        p.lay(6)
    if variant == 1:
        _duck(p, 790, 760, 1.25)
        _frog(p, 420, 925, 1)
    else:
        _frog(p, 1080, 990, 1.2)
        _frog(p, 560, 672, 0.7)
        _duck(p, 720, 850, 0.9)
    return p


def _reed(p: Paper, x: float, y: float, h: float) -> None:
    p.line([(x, y), (x + 10, y - h)], 9, "#5d8f3f")
    p.leaf(x, y, h * 0.8, 78, "#6d9e48", 0.06)
    p.ellipse(x + 10, y - h - 30, 19, 58, "#7a4f30")
    p.lay(6, 0.2)


def _duck(p: Paper, x: float, y: float, s: float) -> None:
    p.shape([(x - 240 * s, y - 90 * s), (x - 120 * s, y - 30 * s), (x - 130 * s, y + 60 * s)], "#f3e9d4")
    p.ellipse(x, y, 200 * s, 105 * s, "#fdf7ea")
    p.lay(9)
    p.ellipse(x - 30 * s, y - 5 * s, 115 * s, 58 * s, "#e8dcc3", -8)
    p.lay(5, 0.2)
    p.shape([(x + 190 * s, y - 160 * s), (x + 290 * s, y - 140 * s), (x + 195 * s, y - 105 * s)], "#ec9a2f")
    p.circle(x + 140 * s, y - 140 * s, 78 * s, "#3f7f5a")
    p.lay(7)
    p.circle(x + 165 * s, y - 160 * s, 11 * s, "#1f1a17")
    p.line([(x + 82 * s, y - 70 * s), (x + 180 * s, y - 62 * s)], 16 * s, "#fffdf7")
    p.lay(0)


def _frog(p: Paper, x: float, y: float, s: float) -> None:
    for side in (-1, 1):
        p.ellipse(x + side * 75 * s, y + 22 * s, 46 * s, 34 * s, "#5a9a3c")
    p.ellipse(x, y, 88 * s, 58 * s, "#73b54c")
    for side in (-1, 1):
        p.circle(x + side * 44 * s, y - 54 * s, 28 * s, "#73b54c")
    p.lay(7)
    for side in (-1, 1):
        p.circle(x + side * 44 * s, y - 58 * s, 17 * s, "#fffdf2")
        p.circle(x + side * 44 * s, y - 58 * s, 9 * s, "#1f1a17")
    p.line(
        [(x + 46 * s * math.cos(a / 10), y - 8 * s + 26 * s * math.sin(a / 10)) for a in range(3, 29)],
        6 * s,
        "#2f5f28",
    )
    p.lay(0)


def lighthouse(variant: int) -> Paper:
    """A lighthouse in a storm."""
    p = Paper(f"lighthouse{variant}", "#34476b", "#8fa3ad")
    p.shape([(1010, 300), (1700, 90), (1700, 480)], "#f7e3a0")
    p.shape([(990, 300), (-60, 120), (-60, 420)], "#e8d79c")
    p.lay(0)
    for x, y, s in ((300, 170, 1.2), (780, 120, 1.0), (1380, 200, 1.3)):
        cloud(p, x, y, s, "#5d6f8c")
    for _ in range(60):
        left, top = p.random.uniform(0, 1650), p.random.uniform(150, 900)
        p.line([(left, top), (left - 16, top + 46)], 4, "#c6d3dc")
    p.lay(0)
    p.blob(1000, 1010, 330, "#5a5148", 0.14, 0.62)
    p.lay(12)
    p.shape([(900, 860), (930, 380), (1070, 380), (1100, 860)], "#faf3e4")
    p.lay(10)
    for top in (470, 630, 790):
        left, right = 930 - (top - 380) * 0.0625, 1070 + (top - 380) * 0.0625
        p.shape([(left, top), (right, top), (right + 5, top + 80), (left - 5, top + 80)], "#c8443c")
    p.lay(0)
    p.box(905, 360, 190, 26, "#3b3f4c", 8)
    p.box(945, 250, 110, 110, "#fbe6a2", 6)
    p.shape([(920, 255), (1000, 170), (1080, 255)], "#c8443c")
    p.lay(8)
    for row, tone in enumerate(("#2f5f7f", "#3c7291", "#27506c")):
        p.hill(900 + row * 105, 44, tone, 3 + row)
        p.lay(10)
        for _ in range(6):
            p.wave(
                p.random.uniform(0, 1450), 930 + row * 105 + p.random.uniform(0, 40), 140, 8, "#d9e8ec", 12
            )
        p.lay(0)
    return p
