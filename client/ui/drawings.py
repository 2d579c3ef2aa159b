"""Small line drawings for empty places, drawn here in two layers so that they take the theme's colours."""

from typing import Final, NamedTuple

import flet as ft


class Drawing(NamedTuple):
    """Paths of a 200 × 150 picture: ``lines`` in quiet ink, ``accents`` in the school's colour."""

    lines: str
    accents: str


BOOK_BAG: Final = Drawing(
    lines="""<path d="M50 62h100a16 16 0 0 1 16 16v42a16 16 0 0 1-16 16H50a16 16 0 0 1-16-16V78a16 16 0 0 1 16-16z"/>
<path d="M36 76c20 28 40 36 64 36s44-8 64-36"/><path d="M58 60V36a8 8 0 0 1 8-8h68a8 8 0 0 1 8 8v24"/>
<path d="M82 26v-5a10 10 0 0 1 10-10h16a10 10 0 0 1 10 10v5"/>""",
    accents="""<path d="M74 42h52M74 52h32"/><path d="M92 104h16v18a4 4 0 0 1-4 4h-8a4 4 0 0 1-4-4z"/>
<path d="M168 26v12M162 32h12M30 38v8M26 42h8"/>""",
)
SPEECH: Final = Drawing(
    lines="""<path d="M40 30h78a14 14 0 0 1 14 14v30a14 14 0 0 1-14 14H74l-22 20V88H40a14 14 0 0 1-14-14V44
a14 14 0 0 1 14-14z"/>
<path d="M146 62h14a14 14 0 0 1 14 14v26a14 14 0 0 1-14 14h-6v16l-18-16h-32a14 14 0 0 1-12-8"/>""",
    accents="""<path d="M79 76c-14-9-20-15-20-22a9 9 0 0 1 20-5 9 9 0 0 1 20 5c0 7-6 13-20 22z"/>""",
)
CLOCK: Final = Drawing(
    lines="""<circle cx="100" cy="78" r="52"/><path d="M64 124l-12 16M136 124l12 16"/>
<path d="M100 38v6M140 78h-6M100 118v-6M60 78h6"/>""",
    accents="""<path d="M100 50v28l20 14"/><path d="M46 36l16-14M154 36l-16-14"/>""",
)
EVENING: Final = Drawing(
    lines="""<path d="M40 136V74l60-34 60 34v62z"/><path d="M86 136v-30a14 14 0 0 1 28 0v30"/>
<path d="M56 84h20v20H56zM124 84h20v20h-20zM24 136h152"/>""",
    accents="""<path d="M44 26a15 15 0 1 0 16 20 18 18 0 0 1-16-20z"/><path d="M100 40V20M100 20h20l-6 6 6 6h-20"/>
<path d="M160 24v10M155 29h10M142 46h.1M30 58h.1M172 56h.1"/>""",
)
KITE: Final = Drawing(
    lines="""<path d="M118 16l44 34-30 50-50-34z"/><path d="M118 16l14 84M82 66l80-16"/>
<path d="M132 100c-8 14-30 8-34 22s-30 4-44 18"/>""",
    accents="""<path d="M108 112l8 10-14 2zM78 124l10 8-14 4z"/><path d="M30 40c8-8 18-8 24 0 6-6 16-4 18 4"/>""",
)
WALL_CALENDAR: Final = Drawing(
    lines="""<rect x="40" y="34" width="120" height="100" rx="12"/><path d="M40 62h120M70 24v20M130 24v20"/>
<path d="M64 82h.1M88 82h.1M112 82h.1M136 82h.1M64 104h.1M88 104h.1"/>""",
    accents="""<path d="M126 96l6 11 12 2-9 8 2 12-11-6-11 6 2-12-9-8 12-2z"/><path d="M112 18h-24"/>""",
)
BOOKSHELF: Final = Drawing(
    lines="""<path d="M26 130h148"/><rect x="38" y="56" width="22" height="74" rx="4"/>
<rect x="64" y="36" width="24" height="94" rx="4"/><path d="M120 60l20-6 22 72-20 6z"/>
<path d="M38 74h22M38 112h22M64 54h24"/>""",
    accents="""<rect x="92" y="70" width="22" height="60" rx="4"/><path d="M98 84h10M98 94h10"/>
<path d="M76 72l4 8 8 1-6 6 2 8-8-4M128 34v10M123 39h10M30 32h.1"/>""",
)
CLOUD: Final = Drawing(
    lines="""<path d="M62 118h82a28 28 0 0 0 4-55.700A42 42 0 0 0 68 58a30 30 0 0 0-6 60z"/>""",
    accents="""<path d="M84 84l32 20M116 84l-32 20"/><path d="M150 30l8-8M164 48h12M136 22v-10"/>""",
)
LETTER: Final = Drawing(
    lines="""<path d="M36 62l64-42 64 42v66a10 10 0 0 1-10 10H46a10 10 0 0 1-10-10z"/>
<path d="M36 64l64 42 64-42M40 134l44-38M160 134l-44-38"/>""",
    accents="""<path d="M62 78V36h76v42"/><path d="M78 52h44M78 66h30"/>""",
)
PLASTER: Final = Drawing(
    lines="""<rect x="30" y="54" width="140" height="48" rx="24" transform="rotate(-16 100 78)"/>
<path d="M76 61l10 46M114 50l10 46"/>""",
    accents="""<path d="M92 72h.1M104 69h.1M95 84h.1M107 81h.1"/>""",
)


def drawn(drawing: Drawing, *, width: int = 180) -> ft.Control:
    """The drawing in the theme's colours. It says nothing that the words beside it don't: readers skip it."""
    height = width * 3 // 4
    return ft.Stack(
        [
            _layer(drawing.lines, ft.Colors.OUTLINE, width, height),
            _layer(drawing.accents, ft.Colors.PRIMARY, width, height),
        ],
        width=width,
        height=height,
    )


def _layer(paths: str, colour: ft.Colors, width: int, height: int) -> ft.Image:
    return ft.Image(
        src=(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 150" fill="none" stroke="#000000" '
            f'stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
        ),
        width=width,
        height=height,
        color=colour,
        color_blend_mode=ft.BlendMode.SRC_IN,
        exclude_from_semantics=True,
    )
