"""Pictures of what grows and lives: sunflowers, vegetables, leaves, butterflies, the pond."""

import math

from server.demo.paper import WIDTH, Paper, turned
from server.demo.scene_parts import INK, cloud, sun


def sunflowers(variant: int) -> Paper:
    """Sunflowers on the windowsill: seedlings first, then tall ones."""
    p = Paper(f"sunflowers{variant}", "#f6e3c2", "#f1d5a8")
    p.box(180, 60, 1240, 830, "#fffaf0", 18)
    p.lay(12)
    for x in (230, 830):
        p.box(x, 110, 540, 740, "#bfe0ea")
        p.lay(0)
        p.shape(
            [(x, 640), (x + 160, 600), (x + 340, 650), (x + 540, 610), (x + 540, 850), (x, 850)], "#9cc46a"
        )
        p.circle(x + (400 if x < 500 else 150), 240, 52 if x < 500 else 0.1, "#f7c948")
        p.lay(0)
    p.box(120, 860, 1360, 70, "#fffaf0", 12)
    p.lay(14)
    p.box(-20, 1130, WIDTH + 40, 90, "#d9b27c")
    p.lay(8)
    for n in range(5):
        x = 300 + n * 250
        tall = 60 + (n * 37 % 50) if variant == 1 else 330 + (n * 83 % 170)
        _sunflower(p, x, 690, tall, open_=variant == 2, lean=(n * 2 % 5 - 2) * 7)
        _pot(p, x, 690, ("#d1603d", "#3f6fa3", "#e2a93b", "#a4527a", "#2f6f5e")[n])
    return p


def _pot(p: Paper, x: float, y: float, fill: str) -> None:
    p.shape([(x - 84, y + 10), (x + 84, y + 10), (x + 62, y + 184), (x - 62, y + 184)], fill)
    p.box(x - 96, y - 20, 192, 50, fill, 8)
    p.lay(10)
    p.box(x - 42, y + 70, 84, 56, "#fdf7e6", 8)
    p.line([(x - 24, y + 90), (x + 24, y + 90)], 6, INK)
    p.line([(x - 24, y + 108), (x + 8, y + 108)], 6, INK)
    p.lay(3)


def _sunflower(p: Paper, x: float, y: float, tall: float, *, open_: bool, lean: float) -> None:
    top = (x + lean, y - tall)
    p.line([(x, y), (x + lean * 0.2, y - tall / 2), top], 16, "#5f8f3f")
    for up in range(90, int(tall), 110):
        for side in (12, 168):
            p.leaf(x + lean * up / tall, y - up, 105, side + 14 * (1 if side < 90 else -1), "#74a84c", 0.3)
    p.lay(7, 0.2)
    if not open_:
        for turn in (28, 152):
            p.leaf(*top, 78, turn, "#82b556", 0.34)
        p.lay(6, 0.2)
        return
    for ring, (r, fill) in enumerate(((112, "#f0a52c"), (98, "#f9c53f"))):
        for i in range(16):
            a = math.tau * (i + ring * 0.5) / 16
            p.ellipse(
                top[0] + r * 0.68 * math.cos(a),
                top[1] + r * 0.68 * math.sin(a),
                42,
                17,
                fill,
                math.degrees(a),
            )
        p.lay(5, 0.2)
    p.circle(*top, 52, "#6b4226")
    p.lay(5)
    for i in range(26):
        far, a = 8.4 * math.sqrt(i), i * 2.4
        p.circle(top[0] + far * math.cos(a), top[1] + far * math.sin(a), 4, "#9a6a3a")
    p.lay(0)


def garden(variant: int) -> Paper:
    """The school garden with its rows of vegetables."""
    p = Paper(f"garden{variant}", "#cfe7ec" if variant == 1 else "#f9e2bd", "#fbf3df")
    sun(p, 1350 if variant == 1 else 260, 180, 85)
    cloud(p, 500 if variant == 1 else 1150, 200)
    p.hill(480, 30, "#8fb565", 1)
    p.lay(10)
    for i in range(13):
        p.box(20 + i * 126, 350, 56, 210, "#f3e3c3", 20)
    p.box(-20, 410, WIDTH + 40, 34, "#ead5ae")
    p.lay(8)
    for row in range(3):
        y = 600 + row * 205
        p.hill(y, 10, ("#8a5a3c", "#7b4f35", "#6d452e")[row], 3)
        p.lay(12)
        for n in range(8):
            _plant(p, 110 + n * 200 + row * 40, y + 60, 0.8 + row * 0.2, (row + variant) % 3)
    _watering_can(p, 1260 if variant == 1 else 180, 1010)
    return p


def _plant(p: Paper, x: float, y: float, s: float, kind: int) -> None:
    if kind == 0:
        for turn in (50, 75, 105, 130):
            p.leaf(x, y - 30 * s, 90 * s, turn, "#5f9a45", 0.14)
        p.shape([(x - 30 * s, y - 36 * s), (x + 30 * s, y - 36 * s), (x, y + 55 * s)], "#e8833a")
    elif kind == 1:
        for r, tone in ((68, "#7db153"), (48, "#94c466"), (26, "#b6d98a")):
            p.blob(x, y, r * s, tone, 0.2, 0.8)
    else:
        p.line([(x, y + 30 * s), (x, y - 110 * s)], 8 * s, "#4f8a3d")
        for step in range(3):
            for turn in (20, 160):
                p.leaf(x, y - (10 + step * 40) * s, 60 * s, turn, "#62a04a", 0.34)
        p.circle(x + 6 * s, y - 116 * s, 14 * s, "#d4566a")
    p.lay(7, 0.22)


def _watering_can(p: Paper, x: float, y: float) -> None:
    p.line([(x + 110, y - 100), (x + 190, y - 140), (x + 200, y - 20), (x + 120, y + 20)], 22, "#2f5f86")
    p.line([(x - 90, y + 40), (x - 220, y - 120)], 34, "#3a76a6")
    p.ellipse(x - 226, y - 128, 52, 24, "#2f5f86", 45)
    p.lay(8)
    p.shape([(x - 110, y - 90), (x + 110, y - 90), (x + 130, y + 110), (x - 130, y + 110)], "#4488bb")
    p.lay(10)
    p.ellipse(x, y - 90, 110, 26, "#2f5f86")
    p.lay(0)


def leaves(variant: int) -> Paper:
    """Prints of leaves, in rows."""
    p = Paper(f"leaves{variant}", "#faf1de", "#f1e2c4")
    tones = (
        ("#c8553d", "#e09f3e", "#6a8f3a", "#a33b2a", "#d9822b", "#8a6b2f")
        if variant == 1
        else ("#2f6f5e", "#7fa650", "#c9a227", "#4f8f6a", "#a9b84a", "#38706b")
    )
    for row in range(3):
        for column in range(4):
            x, y = 220 + column * 390, 200 + row * 400
            fill = tones[(row * 4 + column * (variant + 1)) % 6]
            turn = 90 + p.random.uniform(-28, 28)
            _print(p, x, y, turn, fill, (row * 2 + column + variant) % 4)
    return p


def _print(p: Paper, x: float, y: float, turn: float, fill: str, kind: int) -> None:
    foot = (x - 150 * math.cos(math.radians(turn)), y + 150 * math.sin(math.radians(turn)))
    tip = (x + 140 * math.cos(math.radians(turn)), y - 140 * math.sin(math.radians(turn)))
    if kind == 0:
        p.leaf(*foot, 310, turn, fill, 0.34)
    elif kind == 1:
        for step in range(5):
            part = step / 5
            base = (foot[0] + (tip[0] - foot[0]) * part, foot[1] + (tip[1] - foot[1]) * part)
            for side in (-52, 52):
                p.leaf(*base, 150 - step * 16, turn + side, fill, 0.3)
        p.leaf(*tip, 90, turn, fill, 0.32)
    elif kind == 2:
        for spread, length in ((0, 300), (48, 250), (-48, 250), (100, 170), (-100, 170)):
            p.leaf(x - 60 * math.cos(math.radians(turn)), y + 60 * math.sin(math.radians(turn)), length * 0.8,
                   turn + spread, fill, 0.3)  # fmt: skip
    else:
        for step in range(4):
            part = 0.15 + step * 0.23
            p.circle(
                foot[0] + (tip[0] - foot[0]) * part,
                foot[1] + (tip[1] - foot[1]) * part,
                105 - abs(step - 1) * 22,
                fill,
            )
    p.lay(9, 0.22)
    p.line([foot, tip], 8, "#fbf3e2")
    for step in range(1, 4):
        base = (foot[0] + (tip[0] - foot[0]) * step / 4.4, foot[1] + (tip[1] - foot[1]) * step / 4.4)
        for side in (-45, 45):
            a = math.radians(turn + side)
            p.line([base, (base[0] + 54 * math.cos(a), base[1] - 54 * math.sin(a))], 5, "#fbf3e2")
    p.line(
        [foot, (foot[0] - 50 * math.cos(math.radians(turn)), foot[1] + 50 * math.sin(math.radians(turn)))],
        11,
        fill,
    )
    p.lay(0)


def butterflies(variant: int) -> Paper:
    """Butterflies over a meadow."""
    p = Paper(f"butterflies{variant}", "#cde8ea" if variant == 1 else "#fbe0c8", "#f6f3dc")
    p.hill(880, 40, "#9cc46a", 1.3)
    p.lay(10)
    for _ in range(16):
        x, y = p.random.uniform(40, 1560), p.random.uniform(900, 1130)
        p.line([(x, y + 60), (x, y - 40)], 7, "#5f8f3f")
        for i in range(6):
            p.ellipse(x + 24 * math.cos(i * 1.047), y - 50 + 24 * math.sin(i * 1.047), 15, 15,
                      ("#f6f0e4", "#e58aa0", "#f2c14e")[int(x) % 3])  # fmt: skip
        p.circle(x, y - 50, 13, "#e2902f")
    p.lay(6)
    spots = (
        (430, 420, 1.5, -18),
        (1110, 330, 1.2, 20),
        (790, 700, 1.0, 8),
        (1350, 700, 1.15, -25),
        (200, 760, 0.8, 15),
    )
    tones = (
        ("#e8833a", "#f6c667"),
        ("#3f7fb5", "#9fd0e6"),
        ("#a4527a", "#e9a9c4"),
        ("#d1503d", "#f2b14e"),
        ("#6a8f3a", "#c9dd8a"),
    )
    for n, (x, y, s, turn) in enumerate(
        spots if variant == 1 else [(1600 - x, y, s, -t) for x, y, s, t in spots]
    ):
        _butterfly(p, x, y, s, turn, *tones[(n + variant) % 5])
    return p


def _butterfly(p: Paper, x: float, y: float, s: float, turn: float, fill: str, mark: str) -> None:
    for side in (-1, 1):
        for dx, dy, rx, ry, lean in ((85, -60, 105, 72, -35), (66, 62, 72, 56, 35)):
            cx, cy = turned([(x + side * dx * s, y + dy * s)], x, y, turn)[0]
            p.ellipse(cx, cy, rx * s, ry * s, fill, side * lean + turn)
    p.lay(10)
    for side in (-1, 1):
        for dx, dy, r in ((108, -72, 34), (78, 66, 24)):
            p.circle(*turned([(x + side * dx * s, y + dy * s)], x, y, turn)[0], r * s, mark)
        p.line(turned([(x, y - 80 * s), (x + side * 46 * s, y - 160 * s)], x, y, turn), 6 * s, INK)
    p.ellipse(x, y, 17 * s, 92 * s, INK, turn)
    p.lay(5)
