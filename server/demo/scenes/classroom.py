"""Pictures of the classroom: the art table, the book corner, letters, towers of blocks."""

import math

from server.demo.paper import WIDTH, Paper, turned
from server.demo.scene_parts import CLOTHES, book, bunting, child, head, looks


def art(variant: int) -> Paper:
    """The art table: paints, brushes and somebody's picture."""
    p = Paper(f"art{variant}", "#d9a86a", "#c98f55")
    for y in range(40, 1240, 150):
        p.wave(-30, y, WIDTH + 60, 5, "#b98048", 9)
    p.lay(0)
    p.box(140 if variant == 1 else 620, 170, 820, 640, "#fffaf0", 4, -6 if variant == 1 else 5)
    p.lay(14)
    _painting(p, 550 if variant == 1 else 1030, 490, variant)
    tones = ("#d9483b", "#f2b93b", "#3f8fb5", "#5a9a4f", "#a4527a", "#ee8a3a")
    for n in range(6):
        x = 1110 + (n % 2) * 240 if variant == 1 else 140 + (n % 2) * 230
        _paint_pot(p, x + 60, 250 + (n // 2) * 230, tones[(n + variant) % 6])
    for n, turn in enumerate((18, -14, 32)):
        _brush(
            p,
            300 + n * 330 if variant == 1 else 520 + n * 330,
            1010 + (n % 2) * 40,
            turn,
            tones[(n * 2 + variant) % 6],
        )
    for _ in range(12):
        p.blob(
            p.random.uniform(60, 1540),
            p.random.uniform(860, 1160),
            p.random.uniform(8, 26),
            tones[int(p.random.uniform(0, 6))],
            0.25,
        )
    p.lay(0)
    return p


def _painting(p: Paper, x: float, y: float, variant: int) -> None:
    turn = -6 if variant == 1 else 5
    for row, tone in enumerate(("#bfe3e6", "#7cc3cf", "#4fa0bf", "#2f78a3", "#255f8a")):
        points = [(x - 370 + i * 37, y - 250 + row * 105 + 16 * math.sin(i * 0.9 + row)) for i in range(21)]
        p.shape(turned([*points, (x + 370, y + 280), (x - 370, y + 280)], x, y, turn), tone)
    p.lay(0)
    p.shape(
        turned([(x - 90, y - 60), (x + 130, y - 60), (x + 80, y + 20), (x - 50, y + 20)], x, y, turn),
        "#d9483b",
    )
    p.shape(turned([(x + 20, y - 80), (x + 20, y - 230), (x + 140, y - 80)], x, y, turn), "#fff6e2")
    p.circle(*turned([(x - 250, y - 200)], x, y, turn)[0], 52, "#f7c948")
    p.lay(0)


def _paint_pot(p: Paper, x: float, y: float, fill: str) -> None:
    p.circle(x, y, 98, "#f4efe4")
    p.lay(12)
    p.circle(x, y, 78, fill)
    p.lay(0)
    p.ellipse(x - 22, y - 26, 30, 14, "#ffffff", -30)
    p.lay(0)


def _brush(p: Paper, x: float, y: float, turn: float, tone: str) -> None:
    p.line(turned([(x - 230, y), (x + 60, y)], x, y, turn), 24, "#8a4f2b")
    p.line(turned([(x + 60, y), (x + 120, y)], x, y, turn), 30, "#c9c4ba")
    p.leaf(*turned([(x + 118, y)], x, y, turn)[0], 120, -turn, tone, 0.2)
    p.lay(9)


def books(variant: int) -> Paper:
    """The book corner."""
    wall, rug = ("#f3dfc0", "#c8553d") if variant == 1 else ("#d8e6dc", "#3f6fa3")
    p = Paper(f"books{variant}", wall, wall)
    p.box(-20, 880, WIDTH + 40, 340, "#d0a06a")
    p.lay(10)
    p.box(130 if variant == 1 else 640, 120, 830, 740, "#a9713f", 14)
    p.lay(14)
    left = 130 if variant == 1 else 640
    for row in range(3):
        y = 150 + row * 238
        p.box(left + 30, y, 770, 212, "#8a5a34")
        p.lay(0)
        x = left + 46.0
        while x < left + 740:
            w, h = p.random.uniform(34, 66), p.random.uniform(130, 192)
            tone = ("#d1603d", "#e2a93b", "#3f6fa3", "#2f6f5e", "#a4527a", "#f0d9a8", "#7ea6b8")[
                int(p.random.uniform(0, 7))
            ]
            lean = 0 if p.random.random() < 0.85 else 9
            book(p, x, y + 208 - h, w, h, tone, lean)
            x += w + 5 + lean * 3
        p.lay(4, 0.25)
    p.ellipse(760, 1070, 640, 120, rug)
    p.lay(6)
    p.ellipse(760, 1068, 540, 92, "#f3dfc0")
    p.ellipse(760, 1067, 500, 80, rug)
    p.lay(0)
    side = 1240 if variant == 1 else 330
    p.blob(side, 890, 230, "#e2a93b" if variant == 1 else "#a4527a", 0.06, 0.72)
    p.lay(14)
    _reader(p, side, 820, 2 if variant == 1 else 3)
    _reader(p, 620 if variant == 1 else 900, 1010, 5 if variant == 1 else 9)
    bunting(p, -10, 60)
    return p


def _reader(p: Paper, x: float, y: float, look: int) -> None:
    (skin, hair), clothes = looks(look), CLOTHES[(look + 3) % 6]
    for side in (-1, 1):
        p.line([(x + side * 40, y + 60), (x + side * 120, y + 90), (x + side * 30, y + 108)], 44, "#4a4f63")
    p.shape([(x - 66, y - 120), (x + 66, y - 120), (x + 84, y + 80), (x - 84, y + 80)], clothes)
    p.lay(8)
    head(p, x, y - 190, 82, skin, hair, long=look % 2 == 1)
    for side in (-1, 1):
        p.line([(x + side * 66, y - 90), (x + side * 104, y - 20), (x + side * 62, y + 4)], 34, clothes)
    p.lay(5)
    p.shape(
        [
            (x, y - 50),
            (x + 104, y - 76),
            (x + 104, y + 26),
            (x, y + 52),
            (x - 104, y + 26),
            (x - 104, y - 76),
        ],
        ("#c8443c", "#2f6f8f")[look % 2],
    )
    p.lay(7)
    p.line([(x, y - 48), (x, y + 50)], 6, "#fdf7e6")
    for side in (-1, 1):
        p.circle(x + side * 92, y + 4, 20, skin)
    p.lay(0)


def letters(variant: int) -> Paper:
    """Letters in many envelopes, or a page of handwriting."""
    p = Paper(
        f"letters{variant}",
        "#c3d6d0" if variant == 1 else "#e9c9a6",
        "#a9c4bc" if variant == 1 else "#dcb588",
    )
    if variant == 2:
        p.box(330, 90, 900, 1040, "#fffaf0", 8, 3)
        p.lay(16)
        for row in range(9):
            x = 440.0
            while x < 1080 - (260 if row in (3, 8) else 0):
                word = p.random.uniform(50, 130)
                y = 240 + row * 94 + (x - 780) * 0.052
                p.wave(x, y, word, 8, "#3f5f93", 15)
                x += word + 34
        p.lay(0)
        p.line([(1120, 1010), (1390, 560)], 42, "#f2b93b")
        p.line([(1390, 560), (1416, 516)], 42, "#e58aa0")
        p.shape([(1102, 998), (1138, 1020), (1092, 1068)], "#f6dcb0")
        p.lay(12)
        return p
    spots = ((420, 330, -12), (1080, 290, 9), (700, 640, 4), (1230, 760, -8), (330, 860, 10), (820, 1000, -5))
    for n, (x, y, turn) in enumerate(spots):
        _envelope(p, x, y, turn, ("#fffaf0", "#f7e2c0", "#fbeede", "#e9d3b0")[n % 4], CLOTHES[n % 6])
    return p


def _envelope(p: Paper, x: float, y: float, turn: float, fill: str, mark: str) -> None:
    p.box(x - 240, y - 155, 480, 310, fill, 10, turn)
    p.lay(14)
    p.line(turned([(x - 236, y - 148), (x, y + 30), (x + 236, y - 148)], x, y, turn), 6, "#c9b48e")
    p.lay(0)
    heart = [
        (
            x + 52 * math.sin(t / 10) ** 3,
            y + 30 - (42 * math.cos(t / 10) - 17 * math.cos(t / 5) - 6 * math.cos(t * 0.3)),
        )
        for t in range(63)
    ]
    p.shape(turned(heart, x, y, turn), mark)
    p.lay(6)


def blocks(variant: int) -> Paper:
    """Towers of blocks."""
    p = Paper(f"blocks{variant}", "#dfe8ea" if variant == 1 else "#f5e3cf", "#f4ead8")
    for x in range(100, 1600, 200):
        for y in range(80, 800, 200):
            p.circle(x + (y // 200 % 2) * 100, y, 16, "#ffffff")
    p.lay(0)
    p.box(-20, 1000, WIDTH + 40, 220, "#d0a06a")
    p.lay(12)
    heights = (4, 6, 3, 7, 5) if variant == 1 else (2, 4, 6, 8, 10)
    size = 118 if variant == 1 else 92
    for n, tall in enumerate(heights):
        x = 190 + n * 250
        for up in range(tall):
            shift = p.random.uniform(-9, 9)
            tone = CLOTHES[(n * 2 + up) % 6]
            p.box(x + shift, 1020 - (up + 1) * size, size * 1.3, size - 4, tone, 10)
            p.lay(7)
            for dot in range(up % 3 + 1):
                p.circle(
                    x + shift + size * (0.38 + dot * 0.27), 1020 - (up + 0.5) * size, size * 0.09, "#fdf7e6"
                )
            p.lay(0)
        if variant == 1 and tall < 6:
            p.shape(
                [
                    (x, 1022 - tall * size),
                    (x + size * 1.3, 1022 - tall * size),
                    (x + size * 0.65, 930 - tall * size),
                ],
                "#c8443c",
            )
            p.lay(7)
    child(p, 1470, 1170, 1.15, 7, "up")
    return p
