"""Pictures of the hall: instruments, the stage, the star of the week."""

import math

from server.demo.paper import WIDTH, Paper, turned
from server.demo.scene_parts import CLOTHES, INK, bunting, child, star_points


def music(variant: int) -> Paper:
    """Instruments: ukulele, drum, xylophone, recorder."""
    p = Paper(
        f"music{variant}", "#f7dcc0" if variant == 1 else "#d9dfee", "#f2c9a0" if variant == 1 else "#c3cde6"
    )
    for n in range(10):
        _note(p, p.random.uniform(60, 1540), p.random.uniform(90, 520), "#fff6e6", 0.8 + n % 3 * 0.25)
    p.lay(0)
    p.box(-20, 900, WIDTH + 40, 320, "#b5793f" if variant == 1 else "#8a6b56")
    p.lay(12)
    if variant == 1:
        _ukulele(p, 420, 700, -24, "#d98a3f")
        _ukulele(p, 1180, 690, 22, "#2f7f8f")
        _xylophone(p, 800, 1010)
    else:
        _drum(p, 430, 800, 1.25, "#c8443c")
        _drum(p, 1190, 850, 0.95, "#2f6f5e")
        _ukulele(p, 800, 660, 0, "#e2a93b")
        _xylophone(p, 800, 1080)
    return p


def _note(p: Paper, x: float, y: float, fill: str, s: float) -> None:
    p.ellipse(x, y, 30 * s, 22 * s, fill, -20)
    p.line([(x + 26 * s, y - 4 * s), (x + 26 * s, y - 120 * s), (x + 66 * s, y - 90 * s)], 10 * s, fill)


def _ukulele(p: Paper, x: float, y: float, turn: float, fill: str) -> None:
    def at(dx: float, dy: float) -> tuple[float, float]:
        return turned([(x + dx, y + dy)], x, y, turn)[0]

    p.line([at(0, 0), at(0, -400)], 56, "#6b3f22")
    p.shape(
        turned([(x - 48, y - 390), (x + 48, y - 390), (x + 60, y - 520), (x - 60, y - 520)], x, y, turn),
        "#5a3319",
    )
    p.lay(9)
    p.circle(*at(0, 120), 178, fill)
    p.circle(*at(0, -70), 132, fill)
    p.lay(14)
    p.circle(*at(0, 10), 62, "#4a2a16")
    p.line([at(-62, 176), at(62, 176)], 24, "#4a2a16")
    p.lay(0)
    for n in range(4):
        dx = -21 + n * 14
        p.line([at(dx, 176), at(dx, -400)], 3, "#fdf7e6")
        p.circle(*at(-78 if n < 2 else 78, -430 - (n % 2) * 56), 15, "#fdf7e6")
    for fret in range(5):
        p.line([at(-26, -180 - fret * 46), at(26, -180 - fret * 46)], 4, "#d9b98a")
    p.lay(0)


def _xylophone(p: Paper, x: float, y: float) -> None:
    for side in (-1, 1):
        p.line([(x - 330, y + side * 70), (x + 330, y + side * 42)], 22, "#6b3f22")
    p.lay(7)
    for n, tone in enumerate(
        ("#d9483b", "#ee8a3a", "#f2c14e", "#7fb35a", "#2f8f7f", "#3f7fb5", "#6a5aa8", "#a4527a")
    ):
        h = 250 - n * 17
        p.box(x - 345 + n * 88, y - h / 2, 70, h, tone, 16)
        p.circle(x - 310 + n * 88, y - h / 2 + 22, 7, "#fdf7e6")
    p.lay(9)
    for x0, y0, x1, y1 in ((x - 60, y - 40, x - 330, y - 210), (x + 100, y + 20, x + 400, y - 160)):
        p.line([(x0, y0), (x1, y1)], 14, "#e6c48f")
        p.circle(x0, y0, 32, "#c8443c")
    p.lay(9)


def _drum(p: Paper, x: float, y: float, s: float, fill: str) -> None:
    p.shape(
        [
            (x - 210 * s, y - 150 * s),
            (x + 210 * s, y - 150 * s),
            (x + 210 * s, y + 150 * s),
            (x - 210 * s, y + 150 * s),
        ],
        fill,
    )
    p.ellipse(x, y + 150 * s, 210 * s, 56 * s, fill)
    p.lay(14)
    zigzag = [(x - 210 * s + i * 60 * s, y + (-110 if i % 2 else 150) * s) for i in range(8)]
    p.line(zigzag, 9 * s, "#f6e3b8")
    p.lay(4)
    p.ellipse(x, y - 150 * s, 222 * s, 66 * s, "#f2c14e")
    p.ellipse(x, y - 156 * s, 196 * s, 54 * s, "#fff8ea")
    p.lay(6)
    for side in (-1, 1):
        p.line([(x + side * 30 * s, y - 170 * s), (x + side * 230 * s, y - 330 * s)], 18 * s, "#c98d55")
        p.circle(x + side * 30 * s, y - 170 * s, 24 * s, "#8a4f2b")
    p.lay(9)


def stage(variant: int) -> Paper:
    """Children on the stage of the hall."""
    p = Paper(
        f"stage{variant}", "#f6d98f" if variant == 1 else "#bcd3e6", "#fbeccb" if variant == 1 else "#e6eef5"
    )
    for x in (420, 800, 1180):
        p.shape(
            [(x - 30, -10), (x + 30, -10), (x + 210, 940), (x - 210, 940)],
            "#fdf1cf" if variant == 1 else "#e3edf5",
        )
    p.lay(0)
    p.box(-20, 930, WIDTH + 40, 300, "#a9713f")
    p.lay(10)
    for x in range(0, 1640, 200):
        p.line([(x, 940), (x + (x - 800) * 0.2, 1200)], 4, "#8f5c30")
    p.lay(0)
    spots = (
        ((480, 970), (690, 1000), (910, 1000), (1120, 970))
        if variant == 1
        else tuple((330 + n * 190, 960 + n % 2 * 50) for n in range(6))
    )
    for n, (x, foot) in enumerate(spots):
        child(
            p,
            x,
            foot,
            1.15 if variant == 1 else 1.0,
            n * 2 + variant * 3,
            "up" if variant == 2 and n % 2 else "down",
        )
    if variant == 1:
        for x in (585, 1015):
            p.box(x - 70, 800, 140, 190, "#2f6f5e", 10)
            p.lay(9)
            p.shape(star_points(x, 890, 42), "#f2c14e")
            p.lay(0)
    _curtains(p, variant)
    return p


def _curtains(p: Paper, variant: int) -> None:
    curtain = "#b8322c" if variant == 1 else "#3f4f8f"
    fold = "#9a2622" if variant == 1 else "#33417a"
    for side in (0, 1):
        for n in range(4):
            x = n * 62 if side == 0 else WIDTH - n * 62 - 70
            p.box(x - 10, -20, 80, 1120 - n * 26, (curtain, fold)[n % 2], 34)
        p.lay(12)
    for n in range(9):
        p.circle(n * 200, 20, 128, (curtain, fold)[n % 2])
    p.lay(12)


def star(variant: int) -> Paper:
    """The star of the week."""
    p = Paper(
        f"star{variant}", "#2f6f5e" if variant == 1 else "#3f5f93", "#3f8a74" if variant == 1 else "#5a7fb5"
    )
    for i in range(24):
        a, b = math.tau * i / 24, math.tau * (i + 0.5) / 24
        rim = [(800 + 1200 * math.cos(t), 600 + 1200 * math.sin(t)) for t in (a, b)]
        p.shape([(800, 600), *rim], "#37796a" if variant == 1 else "#496b9f")
    p.lay(0)
    for _ in range(60):
        x, y = p.random.uniform(20, 1580), p.random.uniform(20, 1180)
        p.box(x, y, 30, 16, CLOTHES[int(p.random.uniform(1, 6))], 4, p.random.uniform(0, 180))
    p.lay(5)
    p.shape(star_points(800, 620, 470, 0, 5, 0.52), "#f4b63a")
    p.lay(20, 0.35)
    p.shape(star_points(800, 620, 400, 0, 5, 0.52), "#fad05c")
    p.lay(0)
    for side in (-1, 1):
        p.circle(800 + side * 84, 580, 25, INK)
        p.circle(800 + side * 150, 660, 40, "#f09a4a")
    p.line([(800 + 92 * math.cos(a / 10), 640 + 76 * math.sin(a / 10)) for a in range(3, 29)], 17, INK)
    p.lay(0)
    bunting(p, -20, 70)
    return p
