"""Pictures of food: bread, the shop, a school lunch."""

import math

from server.demo.paper import Paper
from server.demo.scene_parts import star_points, table


def bread(variant: int) -> Paper:
    """Bread, from the dough to the sandwich."""
    p = Paper(f"bread{variant}", "#fae6c8", "#f6d9ac")
    for row in range(4):
        for n in range(9):
            p.box(
                n * 190 - 40 + (row % 2) * 95,
                row * 130 + 10,
                170,
                110,
                "#fdf2df" if (row + n) % 2 else "#f8e6c6",
                14,
            )
    p.lay(4, 0.12)
    table(p, 560)
    if variant == 2:
        _sandwich(p)
    else:
        _loaf(p, 560 if variant == 1 else 800, 720, 1.25)
        for n in range(3):
            _roll(p, (1110, 1330, 1220)[n], (800, 830, 690)[n], 1)
        _flour_bag(p, 240, 560) if variant == 1 else _rolling_pin(p, 800, 1040)
        for _ in range(46):
            p.circle(
                p.random.uniform(150, 1450), p.random.uniform(930, 1160), p.random.uniform(3, 9), "#fdf5e4"
            )
        p.lay(0)
    return p


def _loaf(p: Paper, x: float, y: float, s: float) -> None:
    p.box(x - 330 * s, y + 70 * s, 660 * s, 44 * s, "#8a5a34", 18)
    p.lay(12)
    p.ellipse(x, y, 280 * s, 150 * s, "#c77f3a")
    p.box(x - 280 * s, y, 560 * s, 90 * s, "#c77f3a", 60)
    p.lay(10)
    p.ellipse(x, y - 26 * s, 240 * s, 104 * s, "#dc9a4e")
    p.lay(0)
    for n in range(4):
        cx = x - 150 * s + n * 100 * s
        p.leaf(cx - 34 * s, y + 30 * s, 128 * s, 62, "#f6d9a2", 0.14)
    p.lay(0)


def _roll(p: Paper, x: float, y: float, s: float) -> None:
    p.ellipse(x, y + 30, 112 * s, 70 * s, "#c77f3a")
    p.lay(10)
    p.ellipse(x - 6, y + 16, 92 * s, 50 * s, "#e0a258")
    p.lay(0)
    p.line([(x - 40 * s, y + 6), (x + 40 * s, y + 30)], 12, "#f6d9a2")
    p.line([(x + 40 * s, y + 2), (x - 40 * s, y + 34)], 12, "#f6d9a2")
    p.lay(0)


def _flour_bag(p: Paper, x: float, y: float) -> None:
    p.shape([(x - 120, y - 180), (x + 120, y - 180), (x + 150, y + 210), (x - 150, y + 210)], "#f7efe0")
    p.lay(12)
    p.shape([(x - 130, y - 210), (x + 130, y - 210), (x + 120, y - 150), (x - 120, y - 150)], "#e6d6b8")
    p.lay(6)
    for turn in (90, 60, 120, 35, 145):
        p.leaf(x, y + 130, 150, turn, "#d9a441", 0.16)
    p.lay(0)


def _rolling_pin(p: Paper, x: float, y: float) -> None:
    p.line([(x - 360, y), (x + 360, y)], 30, "#8a4f2b")
    p.box(x - 260, y - 52, 520, 104, "#dba868", 40)
    p.lay(12)


def _sandwich(p: Paper) -> None:
    p.ellipse(800, 830, 600, 300, "#fdf7ea")
    p.lay(14)
    p.ellipse(800, 826, 510, 246, "#e8eef0")
    p.lay(0)
    for n in range(8):
        a = math.radians(n * 45 + 22.5)
        cx, cy = 800 + 70 * math.cos(a), 820 + 36 * math.sin(a)
        corners = [(cx, cy)] + [
            (cx + 350 * math.cos(math.radians(n * 45 + t)), cy + 172 * math.sin(math.radians(n * 45 + t)))
            for t in (4, 15, 30, 41)
        ]
        p.shape([(x, y + 34) for x, y in corners], "#c9793a")
        p.shape([(x, y + 20) for x, y in corners], ("#6fa34a", "#d9483b")[n % 2])
        p.shape(corners, "#f3d6a0")
        p.lay(7)
        p.shape(
            [(cx + (x - cx) * 0.86 + 6 * math.cos(a), cy + (y - cy) * 0.86) for x, y in corners], "#fae9c6"
        )
        p.lay(0)


def shop(variant: int) -> Paper:
    """Fruit on a stall, or boxes for the food bank."""
    p = Paper(f"shop{variant}", "#cfe6ea" if variant == 1 else "#f3e0c0", "#f6efdc")
    for n in range(9):
        tone = ("#d9483b", "#fdf7e6")[n % 2] if variant == 1 else ("#2f6f5e", "#fdf7e6")[n % 2]
        p.shape([(n * 180 - 10, -10), (n * 180 + 170, -10), (n * 180 + 170, 190), (n * 180 - 10, 190)], tone)
        p.circle(n * 180 + 80, 190, 90, tone)
    p.lay(14)
    table(p, 920, "#b97f45", "#9a6535")
    for n in range(3):
        x = 90 + n * 490
        p.shape([(x, 640), (x + 440, 640), (x + 410, 960), (x + 30, 960)], "#d9a86a")
        p.lay(12)
        _fill_crate(p, x, n + (variant - 1) * 3)
        for y in (700, 800, 900):
            p.box(x + 16, y - 34, 408, 62, "#c48f50", 6)
        p.lay(5)
    for n in range(5):
        p.circle(330 + n * 220, 1080 + (n % 2) * 40, 46, ("#d9b23f", "#c4c4c4")[n % 2])
        p.lay(6)
        p.circle(330 + n * 220, 1080 + (n % 2) * 40, 32, ("#e9c85c", "#dadada")[n % 2])
        p.lay(0)
    return p


def _fill_crate(p: Paper, x: float, kind: int) -> None:
    for row in range(2):
        for n in range(5 - row):
            cx, cy = x + 68 + n * 76 + row * 38, 630 - row * 68
            if kind % 6 in (0, 1, 2):
                tone = ("#d9483b", "#ee9a3a", "#8fb84a")[kind % 3]
                p.circle(cx, cy, 50, tone)
                p.line([(cx, cy - 44), (cx + 8, cy - 66)], 7, "#6b4226")
                p.leaf(cx + 8, cy - 56, 40, 30, "#5d8f3f", 0.34)
            elif kind % 6 == 3:
                p.box(cx - 36, cy - 66, 72, 124, ("#c8443c", "#3f6fa3", "#e2a93b")[n % 3], 10)
                p.box(cx - 36, cy - 24, 72, 44, "#fdf7e6")
            elif kind % 6 == 4:
                p.ellipse(cx, cy, 46, 58, ("#ee8a3a", "#c77f3a")[n % 2])
                p.leaf(cx, cy - 50, 44, 80, "#5d8f3f", 0.3)
            else:
                p.box(cx - 40, cy - 76, 80, 136, ("#f0d9a8", "#b9d3d8", "#e9b9a0")[n % 3], 6)
                p.shape(star_points(cx, cy - 10, 24), "#c8443c")
        p.lay(6)


def lunch(variant: int) -> Paper:
    """A school lunch on its tray."""
    p = Paper(f"lunch{variant}", "#f2c98f", "#e9b877")
    for x in range(-100, 1700, 200):
        for y in range(-100, 1300, 200):
            p.box(x + (y // 200 % 2) * 100, y, 100, 100, "#f6d9a8")
    p.lay(0)
    p.box(130, 170, 1340, 880, "#3f7f8f", 60)
    p.lay(18)
    p.box(170, 210, 1260, 800, "#5299a8", 44)
    p.lay(0)
    p.circle(610, 620, 330, "#fffaf0")
    p.lay(12)
    p.circle(610, 620, 260, "#f3ead8")
    p.lay(0)
    _pasta(p)
    p.box(1060, 300, 250, 250, "#fffaf0", 30)
    p.lay(10)
    p.circle(1185, 425, 88, "#d9483b")
    p.line([(1185, 350), (1200, 316)], 10, "#6b4226")
    p.leaf(1196, 336, 62, 30, "#5d8f3f", 0.34)
    p.lay(7)
    p.circle(1190, 780, 112, "#dcebee")
    p.lay(12)
    p.circle(1190, 780, 86, "#8fcbd6")
    p.lay(0)
    for x in (240, 1015):
        p.line([(x, 420), (x, 860)], 24, "#d8d3c8")
        p.ellipse(x, 400, 34, 62, "#d8d3c8")
        p.lay(7)
    return p


def _pasta(p: Paper) -> None:
    for i in range(16):
        a = i * 0.393
        p.line(
            [
                (560 + 120 * math.cos(a), 560 + 90 * math.sin(a)),
                (570 + 150 * math.cos(a + 1), 590 + 100 * math.sin(a + 1)),
            ],
            20,
            "#f2d489",
        )
    p.blob(566, 560, 92, "#c8443c", 0.12)
    p.lay(6)
    for _ in range(14):
        p.circle(720 + p.random.gauss(0, 38), 720 + p.random.gauss(0, 34), 24, "#6fa34a")
    p.lay(4)
    for i in range(5):
        p.leaf(470 + i * 30, 790 - i * 4, 80, 70 + i * 8, "#ee8a3a", 0.2)
    p.lay(4)
