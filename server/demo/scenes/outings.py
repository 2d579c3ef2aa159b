"""Pictures from outside the classroom: football, the bus, a bike, the school itself."""

import math

from server.demo.paper import HEIGHT, WIDTH, Paper
from server.demo.scene_parts import INK, child, cloud, head, looks, star_points, sun, tree


def football(variant: int) -> Paper:
    """A match on the school field."""
    p = Paper(f"football{variant}", "#bfe0ea", "#fbf1da")
    sun(p, 220 if variant % 2 else 1380, 190, 80)
    cloud(p, 900 - 250 * variant + 300, 180)
    for x in (120, 420, 1180, 1500):
        tree(p, x + 30 * variant, 560, 0.9, ("#6f9e4f", "#588a4c", "#8aa64a")[(x // 100 + variant) % 3])
    for stripe in range(5):
        p.box(-20, 540 + stripe * 135, WIDTH + 40, HEIGHT, ("#7fb35a", "#74a851")[stripe % 2])
        p.lay(0)
    if variant != 2:
        _goal(p, 520, 360)
    p.line([(-20, 700), (WIDTH + 20, 700)], 9, "#eef4dd")
    p.lay(0)
    for n, x in enumerate(
        (300, 1230) if variant == 1 else (250, 680, 1320) if variant == 2 else (220, 620, 1000, 1380)
    ):
        child(p, x, 960 - (n % 2) * 60, 1.05, n * 3 + variant, "up" if (n + variant) % 2 else "down")
    _ball(p, 780 + 60 * variant, 1020, 82)
    return p


def _goal(p: Paper, x: float, y: float) -> None:
    for i in range(9):
        p.line([(x + i * 70, y), (x + i * 70, y + 330)], 4, "#e9efe6")
    for i in range(5):
        p.line([(x, y + 60 + i * 66), (x + 560, y + 60 + i * 66)], 4, "#e9efe6")
    p.lay(0)
    p.line([(x, y + 340), (x, y), (x + 560, y), (x + 560, y + 340)], 18, "#fffdf7")
    p.lay(8)


def _ball(p: Paper, x: float, y: float, r: float) -> None:
    p.ellipse(x, y + r * 0.95, r, r * 0.2, "#5f8f42")
    p.lay(0)
    p.circle(x, y, r, "#fffdf7")
    p.lay(8)
    p.shape(star_points(x, y, r * 0.42, 0, 5, 0.8), INK)
    for i in range(5):
        a = math.tau * i / 5 - math.pi / 2
        p.line([(x + r * 0.4 * math.cos(a), y + r * 0.4 * math.sin(a)),
                (x + r * 0.75 * math.cos(a), y + r * 0.75 * math.sin(a))], 6, INK)  # fmt: skip
        p.ellipse(
            x + r * 0.84 * math.cos(a), y + r * 0.84 * math.sin(a), r * 0.14, r * 0.2, INK, math.degrees(a)
        )
    p.lay(0)


def bus(variant: int) -> Paper:
    """The bus for the trip."""
    p = Paper(f"bus{variant}", "#bfe0ea" if variant == 1 else "#f9d9b8", "#fbf1da")
    sun(p, 1370 if variant == 1 else 240, 190, 80)
    cloud(p, 430 if variant == 1 else 1100, 190)
    p.hill(560, 60, "#9cc06a", 1.1)
    p.lay(10)
    p.hill(690, 30, "#7fab57", 1.6)
    p.lay(10)
    for x in (110, 1500):
        tree(p, x, 800, 1.1, "#5d8f4a" if variant == 1 else "#c9822f")
    p.box(-20, 880, WIDTH + 40, 340, "#6b6a70")
    p.lay(10)
    for x in range(-40, 1640, 260):
        p.box(x, 1040, 140, 20, "#f4ecd8", 8)
    p.lay(0)
    _bus_body(p, 210, 360, "#d9483b" if variant == 1 else "#2f7f6f", variant)
    return p


def _bus_body(p: Paper, x: float, y: float, fill: str, variant: int) -> None:
    p.box(x, y, 1180, 560, fill, 70)
    p.lay(14)
    p.box(x, y + 355, 1180, 40, "#f6ead2")
    p.lay(0)
    for n in range(5):
        left = x + 60 + n * 190
        p.box(left, y + 70, 160, 210, "#d5ecf0", 22)
        p.lay(0)
        head(p, left + 80, y + 210, 58, *looks(n * 4 + variant), long=n % 2 == 0)
        p.box(left - 6, y + 268, 172, 30, fill)
        p.lay(0)
    p.box(x + 1020, y + 70, 130, 420, "#d5ecf0", 18)
    p.line([(x + 1085, y + 80), (x + 1085, y + 480)], 8, fill)
    p.lay(0)
    p.circle(x + 1160, y + 470, 26, "#fbe6a2")
    for cx in (x + 260, x + 900):
        p.circle(cx, y + 560, 104, "#2d2a2b")
        p.lay(9)
        p.circle(cx, y + 560, 50, "#d8d3c8")
        p.circle(cx, y + 560, 18, "#6b6a70")
        p.lay(3)


def bike(variant: int) -> Paper:
    """A bike and its helmet by the gate."""
    p = Paper(f"bike{variant}", "#cfe6ea", "#faf0da")
    cloud(p, 380, 190)
    cloud(p, 1230, 260, 0.8)
    p.hill(640, 30, "#93bb62", 1)
    p.lay(10)
    for i in range(15):
        p.box(-30 + i * 115, 430, 46, 420, "#e6d3ae", 20)
    p.box(-20, 520, WIDTH + 40, 36, "#d9c193")
    p.box(-20, 730, WIDTH + 40, 36, "#d9c193")
    p.lay(9)
    p.box(-20, 950, WIDTH + 40, 300, "#b9a78c")
    p.lay(10)
    back, front, y = 500, 1090, 860
    for cx in (back, front):
        rim = [(cx + 190 * math.cos(i / 10), y + 190 * math.sin(i / 10)) for i in range(64)]
        for i in range(8):
            p.line([(cx, y), (cx + 186 * math.cos(i * 0.785), y + 186 * math.sin(i * 0.785))], 4, "#8b8b8b")
        p.line(rim, 24, "#37332f")
        p.lay(7, 0.2)
    crank, seat, bars = (740, 870), (660, 610), (1010, 590)
    for a, b in ((back, 0), (crank, 0), (seat, 0)):
        del b
        start = (a, y) if isinstance(a, int) else a
        p.line([start, seat if start != seat else crank], 22, "#c8443c")
    p.line([(back, y), crank, bars, (front, y)], 22, "#d8523f")
    p.line([seat, (1000, 640)], 22, "#d8523f")
    p.line([(940, 545), bars, (1080, 560)], 18, "#37332f")
    p.line([seat, (645, 560)], 16, "#37332f")
    p.ellipse(640, 552, 85, 24, "#37332f")
    p.circle(*crank, 44, "#8b8b8b")
    p.line([crank, (800, 940)], 14, "#37332f")
    p.lay(9)
    _helmet(p, 1360, 990)
    return p


def _helmet(p: Paper, x: float, y: float) -> None:
    dome = [
        (x + 130 * math.cos(math.radians(a)), y + 120 * math.sin(math.radians(a))) for a in range(180, 361, 6)
    ]
    p.shape([*dome, (x + 140, y + 24), (x - 140, y + 24)], "#3f7fb5")
    p.lay(9)
    for dx in (-60, 0, 60):
        p.line([(x + dx * 0.6, y - 90), (x + dx, y - 10)], 18, "#f2c14e")
    p.lay(0)


def school(variant: int) -> Paper:
    """The school on a bright day."""
    p = Paper(f"school{variant}", "#bfe0ea", "#fbf1da")
    for band, tone in enumerate(("#d9604a", "#ec9a3f", "#f4cf55", "#7fb35a", "#4f93b8", "#7c6aa8")):
        r = 760 - band * 34
        p.line(
            [
                (800 + r * math.cos(math.radians(a)), 840 + r * math.sin(math.radians(a)))
                for a in range(180, 361, 4)
            ],
            34,
            tone,
        )
    p.lay(0)
    cloud(p, 150, 420, 1.1)
    cloud(p, 1450, 380, 1.1)
    p.hill(800, 22, "#8fb864", 1.2)
    p.lay(10)
    p.box(330, 470, 940, 400, "#c9725a")
    p.lay(14)
    p.shape([(280, 480), (420, 340), (1180, 340), (1320, 480)], "#5d5560")
    p.shape([(640, 470), (800, 250), (960, 470)], "#6d6470")
    p.lay(10)
    p.circle(800, 400, 50, "#fdf7e6")
    p.line([(800, 400), (800, 368)], 8, INK)
    p.line([(800, 400), (824, 410)], 8, INK)
    for x in (400, 540, 960, 1100):
        p.box(x, 560, 104, 140, "#d5ecf0", 10)
        p.line([(x + 52, 560), (x + 52, 700)], 6, "#fdf7e6")
        p.line([(x, 630), (x + 104, 630)], 6, "#fdf7e6")
    p.box(725, 610, 150, 260, "#2f6f5e", 14)
    p.circle(850, 750, 9, "#f2c14e")
    p.lay(6)
    p.shape([(725, 870), (875, 870), (1120, 1220), (480, 1220)], "#ead7b3")
    p.lay(4, 0.15)
    tree(p, 170, 940, 1.15)
    tree(p, 1440, 940, 1.15, "#6f9e4f")
    for n, x in enumerate((430, 640, 960, 1170)):
        child(p, x, 1130 + (n % 2) * 30, 0.72, n * 2 + 1, "up" if n % 2 else "down")
    return p
