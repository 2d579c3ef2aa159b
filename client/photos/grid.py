"""Pictures beside words: one large, two side by side, more as a grid; and small squares."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.words import Words
from client.ui import theme
from client.ui.values import CENTRE
from wire.media import SIZES, Photo

SHOWN_AT_ONCE = 4
"""So many pictures stand in a card; the last of them says how many more there are."""

Address = Callable[[Photo, int], str]
"""Where a picture's copy of a size is."""


def fitting_size(width: float, sharpness: float) -> int:
    """The smallest copy of a picture that fills ``width`` on a screen of that pixel ratio."""
    needed = width * min(sharpness, 2.0)
    return next((size for size in SIZES if size >= needed), SIZES[-1])


def photo_grid(
    w: Words, photos: tuple[Photo, ...], address: Address, size: int, opened: Callable[[int], Any]
) -> ft.Control | None:
    """One picture large, two side by side, more as a grid with a count."""
    if not photos:
        return None
    total = len(photos)

    def tile(index: int, ratio: float, more: int = 0) -> ft.Control:
        return _tile(
            w, photos[index], address, size if total == 1 else size // 2, ratio, (index, total, more), opened
        )

    if total == 1:
        return tile(0, _gentle_ratio(photos[0]))
    if total == 2:
        return _pair(tile(0, 0.9), tile(1, 0.9))
    if total == 3:
        return ft.Column([tile(0, 16 / 9), _pair(tile(1, 1.2), tile(2, 1.2))], spacing=theme.HAIR)
    hidden = total - SHOWN_AT_ONCE
    return ft.Column(
        [_pair(tile(0, 1.2), tile(1, 1.2)), _pair(tile(2, 1.2), tile(3, 1.2, hidden))], spacing=theme.HAIR
    )


def _pair(first: ft.Control, second: ft.Control) -> ft.Control:
    first.expand = second.expand = True
    return ft.Row([first, second], spacing=theme.HAIR)


def _gentle_ratio(photo: Photo) -> float:
    """A picture's own shape, but no taller than it is useful in a list."""
    return min(max(photo.width / max(photo.height, 1), 0.9), 2.0)


def _tile(
    w: Words,
    photo: Photo,
    address: Address,
    size: int,
    ratio: float,
    place: tuple[int, int, int],
    opened: Callable[[int], Any],
) -> ft.Control:
    index, total, more = place
    wanted = next((known for known in SIZES if known >= size), SIZES[-1])
    frame = ft.Container(
        _more(w, more) if more > 0 else None,
        # A picture as decoration: what is drawn for a finger or the keyboard's focus lies over it.
        image=ft.DecorationImage(address(photo, wanted), fit=ft.BoxFit.COVER, alignment=CENTRE),
        bgcolor=photo.colour,
        border_radius=theme.RADIUS_CARD,
        aspect_ratio=ratio,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        ink=True,
        on_click=lambda _: opened(index),
    )
    name = w._("Photo {n} of {total}. Open it large.", n=index + 1, total=total)
    return ft.MergeSemantics(ft.Semantics(content=frame, label=name, button=True))


def thumbnail(photo: Photo, address: Address, side: int, name: str) -> ft.Control:
    """A small square of a picture, over its mean colour while it loads."""
    picture = ft.Container(
        width=side,
        height=side,
        image=ft.DecorationImage(address(photo, SIZES[0]), fit=ft.BoxFit.COVER, alignment=CENTRE),
        bgcolor=photo.colour,
        border_radius=theme.SNUG,
    )
    return ft.Semantics(content=picture, label=name, image=True)


def _more(w: Words, count: int) -> ft.Control:
    return ft.Container(
        ft.Text(
            # Translators: on the last picture in a grid: so many more pictures are not shown.
            w._("+{n}", n=count),
            size=26,
            weight=ft.FontWeight.W_700,
            color=ft.Colors.WHITE,
        ),
        bgcolor=ft.Colors.with_opacity(0.5, ft.Colors.BLACK),
        alignment=CENTRE,
    )
