"""Pictures of what the children found out and made: a map, bridges, shields, jars, the museum."""

import math
from typing import Final

from server.demo.paper import WIDTH, Paper
from server.demo.scene_parts import CLOTHES, bunting, child, head, looks, star_points, table

HOUSES: Final = (
    (300, 760), (700, 620), (760, 300), (960, 660), (1180, 560),
    (380, 560), (1060, 980), (690, 950), (1300, 470)
)  # fmt: skip
TREES: Final = (
    (330, 300), (420, 390), (360, 420), (1120, 760), (1230, 820), (1160, 880), (1240, 270), (1180, 330)
)  # fmt: skip


def map_(variant: int) -> Paper:
    """The class map of the village."""
    p = Paper(f"map{variant}", "#c9a06c", "#b98d58")
    p.box(110, 90, 1380, 1020, "#f8edd2", 6, -1.5)
    p.lay(14)
    for x, y, r in ((380, 360, 190), (1170, 810, 210), (1220, 300, 130)):
        p.blob(x, y, r, ("#b9d38a", "#a9c97a")[variant - 1], 0.15, 0.8)
    p.lay(0)
    river = [
        (120 + i * 70, (560 if variant == 1 else 640) + 90 * math.sin(i / 3 + variant)) for i in range(20)
    ]
    p.line(river, 66, "#7cbcd0")
    p.lay(0)
    for road in ([(300, 1080), (520, 760), (560, 420), (760, 130)], [(160, 250), (560, 420), (1020, 480), (1460, 330)],
                 [(520, 760), (900, 830), (1430, 700)], [(1020, 480), (900, 830), (960, 1080)]):  # fmt: skip
        p.line(road, 38, "#d9b98a")
        p.line(road, 28, "#fffaf0")
    p.lay(0)
    for n, (x, y) in enumerate(HOUSES):
        _house(p, x, y, CLOTHES[(n + variant) % 6], church=n == 3 + variant)
    for x, y in TREES:
        p.blob(x, y, 36, "#5d8f4a")
        p.lay(6)
    _compass(p, 1340, 960)
    for n in range(3):
        p.shape(star_points(200, 890 + n * 62, 20), ("#c8443c", "#e2a93b", "#3f6fa3")[n])
        p.line([(240, 890 + n * 62), (350 + n * 20, 890 + n * 62)], 9, "#8a6b4a")
    p.lay(0)
    return p


def _house(p: Paper, x: float, y: float, roof: str, *, church: bool) -> None:
    p.box(x - 44, y - 30, 88, 70, "#fdf7ea")
    if church:
        p.box(x + 30, y - 90, 40, 130, "#fdf7ea")
        p.shape([(x + 22, y - 90), (x + 50, y - 160), (x + 78, y - 90)], roof)
    p.shape([(x - 58, y - 28), (x, y - 86), (x + 58, y - 28)], roof)
    p.lay(7)
    p.box(x - 12, y + 2, 24, 38, "#8a5a34", 4)
    p.lay(0)


def _compass(p: Paper, x: float, y: float) -> None:
    p.circle(x, y, 92, "#fffaf0")
    p.lay(7)
    p.shape(star_points(x, y, 80, 45, 4, 0.3), "#d9b98a")
    p.shape(star_points(x, y, 88, 0, 4, 0.24), "#3f6fa3")
    p.shape([(x - 20, y), (x, y - 88), (x + 20, y)], "#c8443c")
    p.circle(x, y, 13, "#fffaf0")
    p.lay(0)


def bridge(variant: int) -> Paper:
    """Bridges made of straws, between two tables."""
    p = Paper(f"bridge{variant}", "#e9e2f0" if variant == 1 else "#dcebe0", "#f7efe0")
    for x in (0, 1140):
        p.box(x - 20, 760, 500, 480, "#c98d55")
        p.box(x - 40, 730, 540, 60, "#b5793f", 10)
        p.lay(14)
    tones = ("#d9483b", "#3f7fb5", "#f2b93b", "#5a9a4f")
    rise = 200 if variant == 1 else 270
    deck = [(380 + n * 105, 726) for n in range(9)]
    top = [
        (x, 726 - rise * (math.sin(math.pi * (n + 0.4) / 8.8) if variant == 2 else 1))
        for n, (x, _) in enumerate(deck)
    ][1:-1]
    for n in range(len(top)):
        p.line([deck[n], top[n], deck[n + 2]], 18, tones[(n + variant) % 4])
        p.line([top[n], deck[n + 1]], 18, tones[(n + 2) % 4])
    p.line(deck, 24, tones[variant])
    p.line(top, 22, tones[0])
    p.lay(10)
    for x, y in deck[1:-1] + top:
        p.circle(x, y, 15, "#f6ead2")
    p.lay(3)
    _toy_car(p, 800, 690, CLOTHES[variant + 1])
    for x, look in ((160, 4), (1450, 6)):
        head(p, x, 470, 105, *looks(look), long=look == 4)
        p.shape([(x - 110, 600), (x + 110, 600), (x + 140, 735), (x - 140, 735)], CLOTHES[look % 6])
        p.lay(7)
    return p


def _toy_car(p: Paper, x: float, y: float, fill: str) -> None:
    p.box(x - 96, y - 60, 192, 66, fill, 20)
    p.box(x - 56, y - 112, 112, 66, fill, 24)
    p.lay(8)
    p.box(x - 40, y - 98, 36, 40, "#d5ecf0", 8)
    p.box(x + 6, y - 98, 36, 40, "#d5ecf0", 8)
    for side in (-1, 1):
        p.circle(x + side * 52, y + 6, 27, "#2d2a2b")
        p.circle(x + side * 52, y + 6, 11, "#d8d3c8")
    p.lay(0)


def shields(variant: int) -> Paper:
    """Roman shields that the children made."""
    p = Paper(
        f"shields{variant}",
        "#e9dcc4" if variant == 1 else "#cfdde2",
        "#dcc9a6" if variant == 1 else "#b9ccd3",
    )
    for row in range(8):
        for n in range(9):
            p.box(
                n * 200 - 100 + (row % 2) * 100,
                row * 152 + 4,
                188,
                142,
                "#e3d3b4" if variant == 1 else "#c3d3da",
                8,
            )
    p.lay(3, 0.14)
    tones = (("#b8322c", "#f2c14e"), ("#2f5f86", "#f6ead2"), ("#2f6f5e", "#f2b93b"), ("#7a3f6b", "#f6d9a2"))
    for n in range(4):
        fill, mark = tones[(n + variant) % 4]
        _shield(p, 240 + n * 373, 560 + (n % 2) * 70, fill, mark, (n + variant) % 3)
    bunting(p, -20, 50)
    return p


def _shield(p: Paper, x: float, y: float, fill: str, mark: str, kind: int) -> None:
    p.box(x - 160, y - 310, 320, 640, fill, 60)
    p.lay(16)
    frame = [
        (x - 132, y - 280),
        (x + 132, y - 280),
        (x + 132, y + 300),
        (x - 132, y + 300),
        (x - 132, y - 281),
    ]
    p.line(frame, 14, mark)
    for i in range(8):
        a = math.tau * i / 8
        if kind == 0:
            p.leaf(
                x + 70 * math.cos(a),
                y + 10 - 70 * math.sin(a),
                150 - 40 * abs(math.cos(a)),
                math.degrees(a),
                mark,
                0.16,
            )
        elif kind == 1:
            p.line([(x, y + 10), (x + 118 * math.cos(a), y + 10 + 240 * math.sin(a))], 15, mark)
    if kind == 2:
        for side in (-1, 1):
            p.line([(x + side * 90, y - 230), (x - side * 20, y - 120), (x + side * 90, y - 60)], 18, mark)
            p.line([(x + side * 90, y + 90), (x - side * 20, y + 150), (x + side * 90, y + 250)], 18, mark)
    p.lay(0)
    p.circle(x, y + 10, 72, "#d0cabf")
    p.lay(8)
    p.circle(x - 8, y + 2, 50, "#ece8df")
    p.lay(0)


def science(variant: int) -> Paper:
    """Jars wrapped in different materials, with thermometers."""
    p = Paper(f"science{variant}", "#d5e6e8", "#eef2e6")
    for x in range(0, 1640, 160):
        p.line([(x, 0), (x, 720)], 3, "#bfd6da")
    for y in range(0, 720, 160):
        p.line([(0, y), (WIDTH, y)], 3, "#bfd6da")
    p.lay(0)
    table(p, 820, "#e6d3ae", "#d3bb8e")
    for n, tone in enumerate(("#c9713f", "#c4c9cc", "#f6efe0", "#8fb5c9")):
        _jar(p, 250 + n * 370, 930, tone, (0.8, 0.66, 0.4, 0.3)[n], n)
    return p


def _jar(p: Paper, x: float, foot: float, wrap: str, warm: float, kind: int) -> None:
    p.line([(x + 40, foot - 180), (x + 80, foot - 560)], 40, "#fdfbf4")
    p.lay(6)
    low, high = (x + 46, foot - 240), (x + 46 + 32 * warm, foot - 240 - 300 * warm)
    p.line([low, high], 14, "#d9483b")
    p.lay(0)
    p.box(x - 120, foot - 340, 240, 350, "#e9f4f4", 40)
    p.box(x - 134, foot - 366, 268, 48, "#cfdfe0", 16)
    p.lay(12)
    p.box(x - 132, foot - 270, 264, 240, wrap, 22)
    p.lay(6)
    for row in range(5):
        y = foot - 238 + row * 46
        if kind == 0:
            p.line([(x - 116 + i * 29, y + (12 if i % 2 else -6)) for i in range(9)], 9, "#e09a66")
        elif kind == 1:
            p.line([(x - 110, y), (x - 40, y + 16), (x + 20, y - 6), (x + 112, y + 12)], 5, "#eef1f2")
        else:
            p.wave(x - 112, y, 222, 8, "#d9cdb4" if kind == 2 else "#b9d6e3", 7)
    p.lay(0)


def museum(variant: int) -> Paper:
    """A helmet or a pot under glass."""
    p = Paper(
        f"museum{variant}", "#5a4a5f" if variant == 1 else "#3f5a63", "#7a6478" if variant == 1 else "#5f7f86"
    )
    p.shape([(620, -10), (980, -10), (1330, 1000), (270, 1000)], "#a58b8a" if variant == 1 else "#86a6a6")
    p.lay(0)
    p.box(-20, 990, WIDTH + 40, 230, "#3b3038")
    p.lay(8)
    p.box(470, 830, 660, 330, "#efe3cf", 8)
    p.box(430, 800, 740, 50, "#fffaf0", 8)
    p.lay(14)
    p.box(640, 930, 320, 110, "#d9b45a", 8)
    for row in range(3):
        p.line([(680, 958 + row * 28), (920 - row * 50, 958 + row * 28)], 7, "#7a5a2a")
    p.lay(4)
    _roman_helmet(p, 800, 610) if variant == 1 else _ancient_pot(p, 800, 560)
    p.line([(480, 180), (480, 800)], 6, "#dcebee")
    p.line([(1120, 180), (1120, 800)], 6, "#dcebee")
    p.line([(480, 180), (1120, 180)], 6, "#dcebee")
    p.shape([(520, 220), (580, 220), (520, 420)], "#e9f4f4")
    p.lay(0)
    for x, look in ((190, 8), (1420, 6), (330, 10)):
        child(p, x, 1190, 1.05, look)
    return p


def _roman_helmet(p: Paper, x: float, y: float) -> None:
    crest = [
        (x + 250 * math.cos(math.radians(a)), y - 40 + 265 * math.sin(math.radians(a)))
        for a in range(195, 346, 5)
    ]
    inner = [
        (x + 170 * math.cos(math.radians(a)), y - 40 + 180 * math.sin(math.radians(a)))
        for a in range(345, 194, -5)
    ]
    p.shape(crest + inner, "#c8443c")
    p.lay(9)
    dome = [
        (x + 180 * math.cos(math.radians(a)), y - 40 + 190 * math.sin(math.radians(a)))
        for a in range(180, 361, 5)
    ]
    p.shape(
        [
            *dome,
            (x + 180, y + 40),
            (x + 140, y + 185),
            (x + 60, y + 150),
            (x + 70, y + 30),
            (x - 70, y + 30),
            (x - 60, y + 150),
            (x - 140, y + 185),
            (x - 180, y + 40),
        ],
        "#c98f3f",
    )
    p.lay(12)
    p.line([(x - 180, y - 30), (x + 180, y - 30)], 26, "#e6b765")
    for dx in range(-150, 151, 60):
        p.circle(x + dx, y - 30, 10, "#8a5f26")
    p.lay(4)


def _ancient_pot(p: Paper, x: float, y: float) -> None:
    for side in (-1, 1):
        p.line([(x + side * 70, y - 180), (x + side * 190, y - 170), (x + side * 160, y - 20)], 28, "#a8552f")
    p.ellipse(x, y + 40, 190, 190, "#c96f3f")
    p.box(x - 70, y - 230, 140, 130, "#c96f3f")
    p.box(x - 100, y - 260, 200, 46, "#a8552f", 14)
    p.box(x - 80, y + 195, 160, 44, "#a8552f", 8)
    p.lay(12)
    for dy, tone in ((-30, "#3b2a22"), (110, "#3b2a22")):
        half = 190 * math.sqrt(1 - ((dy - 40) / 190) ** 2) * 0.96
        p.line([(x - half + i * half / 8, y + dy + (16 if i % 2 else -16)) for i in range(17)], 11, tone)
    for n in range(4):
        p.shape(star_points(x - 120 + n * 80, y + 40, 30, 0, 8, 0.5), "#f3d6a0")
    p.lay(0)
