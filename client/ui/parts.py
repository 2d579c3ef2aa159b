"""The pieces that every screen is put together from: cards, buttons, notices, empty places."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import flet as ft

from client.ui import theme
from client.ui.drawings import PLASTER, Drawing, drawn
from client.ui.text import loose, small, strong, title, words
from client.ui.values import CARD_SHADOW, CENTRE, HAIR_LINE, IN_CHIP, TOUCHABLE
from wire.words import Words

Tap = Callable[[], Awaitable[None] | None]


def icon_button(
    name: str,
    icon: ft.IconData,
    tap: Any,
    *,
    chosen: bool = False,
    disabled: bool = False,
    autofocus: bool = False,
) -> ft.IconButton:
    """A button that is only an icon. Its name is on the icon: Flet puts a tooltip's name on the parent."""
    return ft.IconButton(
        ft.Icon(icon, semantics_label=name),
        tooltip=ft.Tooltip(message=name, exclude_from_semantics=True),
        on_click=tap,
        disabled=disabled,
        autofocus=autofocus,
        icon_color=ft.Colors.PRIMARY if chosen else ft.Colors.ON_SURFACE_VARIANT,
        size_constraints=TOUCHABLE,
    )


def main_button(
    name: str, tap: Any, *, icon: ft.IconData | None = None, disabled: bool = False
) -> ft.Control:
    """The one thing to do next."""
    return ft.FilledButton(name, icon=icon, on_click=tap, disabled=disabled)


def side_button(
    name: str, tap: Any, *, icon: ft.IconData | None = None, disabled: bool = False
) -> ft.OutlinedButton:
    """Another thing that can be done."""
    return ft.OutlinedButton(name, icon=icon, on_click=tap, disabled=disabled)


def text_button(
    name: str, tap: Any, *, icon: ft.IconDataOrControl | None = None, disabled: bool = False
) -> ft.Control:
    """A quiet thing that can be done, or a link."""
    return ft.TextButton(name, icon=icon, on_click=tap, disabled=disabled)


def card(
    content: ft.Control, *, tap: Any = None, flat: bool = False, padding: ft.PaddingValue = theme.ROOM
) -> ft.Container:
    """A piece of paper on the table."""
    return ft.Container(
        content,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOW,
        border=HAIR_LINE,
        border_radius=theme.RADIUS_CARD,
        padding=padding,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        on_click=tap,
        ink=tap is not None,
        shadow=None if flat else CARD_SHADOW,
    )


TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "revd"})


def letter_of(name: str) -> str:
    """The letter for somebody's round mark: of the first word that is no title."""
    words_of_name = name.split()
    own = [word for word in words_of_name if word.rstrip(".").lower() not in TITLES]
    return next(iter(own or words_of_name), "")[:1].upper()


HUES: Final = (
    (ft.Colors.PRIMARY_CONTAINER, ft.Colors.ON_PRIMARY_CONTAINER),
    (ft.Colors.TERTIARY_CONTAINER, ft.Colors.ON_TERTIARY_CONTAINER),
    (ft.Colors.SURFACE_DIM, ft.Colors.ON_SURFACE),
)


def avatar(name: str, *, size: int = 40) -> ft.Control:
    """A round mark with a letter of a name, always in the same hue; readers skip it, the name stands beside it."""
    back, ink = HUES[sum(map(ord, name)) % len(HUES)]
    return ft.Semantics(
        content=ft.Container(
            ft.Text(letter_of(name), size=size * 0.42, weight=ft.FontWeight.W_700, color=ink),
            width=size,
            height=size,
            border_radius=theme.RADIUS_FULL,
            bgcolor=back,
            alignment=CENTRE,
        ),
        exclude_semantics=True,
    )


def mark(name: str, icon: ft.IconData, *, warm: bool = False) -> ft.Control:
    """A small chip that says what kind a thing is: icon, word and colour together."""
    ink = ft.Colors.ON_TERTIARY_CONTAINER if warm else ft.Colors.ON_PRIMARY_CONTAINER
    return ft.Container(
        ft.Row(
            [
                ft.Icon(icon, size=16, color=ink),
                loose(ft.Text(name, theme_style=ft.TextThemeStyle.LABEL_MEDIUM, color=ink)),
            ],
            spacing=6,
            tight=True,
        ),
        bgcolor=ft.Colors.TERTIARY_CONTAINER if warm else ft.Colors.PRIMARY_CONTAINER,
        border_radius=theme.RADIUS_FULL,
        padding=IN_CHIP,
    )


def choice(name: str, tap: Any, *, chosen: bool, said: str | None = None) -> ft.Control:
    """One of a few things to choose from, in a row. Flet's own chip cuts a long name off; this one wraps it.

    ``said``: its name for who does not see it, where that takes more words.
    """
    check = ft.Icon(ft.Icons.CHECK, size=18, color=ft.Colors.ON_PRIMARY_CONTAINER)
    ink = ft.Colors.ON_PRIMARY_CONTAINER if chosen else ft.Colors.ON_SURFACE
    text = loose(ft.Text(name, theme_style=ft.TextThemeStyle.LABEL_LARGE, color=ink, semantics_label=said))
    pill = ft.Container(
        ft.Row([*([check] if chosen else []), text], spacing=theme.SNUG, tight=True),
        bgcolor=ft.Colors.PRIMARY_CONTAINER if chosen else ft.Colors.SURFACE_CONTAINER_LOW,
        border=ft.Border.all(1, ft.Colors.PRIMARY if chosen else ft.Colors.OUTLINE),
        border_radius=theme.RADIUS_FULL,
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SPACE + 1),
        on_click=tap,
        ink=True,
    )
    return ft.MergeSemantics(ft.Semantics(content=pill, checked=chosen))


def switch(said: str, value: bool, changed: Callable[[bool], Any]) -> ft.Control:
    """A switch whose words wrap: Flet's own label would be cut off where letters are large."""
    knob = ft.Switch(value=value, on_change=lambda e: changed(bool(e.control.value)))
    label = ft.GestureDetector(
        words(said), on_tap=lambda _: changed(not value), exclude_from_semantics=True, expand=True
    )
    return ft.MergeSemantics(ft.Row([knob, label], spacing=theme.SNUG))


def switched(
    name: str, about: str, value: bool, changed: Callable[[bool], None], *, bare: bool = False
) -> ft.Control:
    """A switch beside its name and what it does; read out as one thing. ``bare``: without a card around it."""
    turn = ft.Switch(value=value, on_change=lambda e: changed(bool(e.control.value)))
    lines = ft.Column([strong(name), small(about)], spacing=2, expand=True)
    line = ft.MergeSemantics(ft.Row([lines, turn], spacing=theme.SPACE))
    return line if bare else card(line, flat=True)


def note(text: str, icon: ft.IconData, *, wrong: bool = False) -> ft.Control:
    """A sentence that must be seen, beside the thing it is about."""
    back = ft.Colors.ERROR_CONTAINER if wrong else ft.Colors.SURFACE_CONTAINER_HIGHEST
    ink = ft.Colors.ON_ERROR_CONTAINER if wrong else ft.Colors.ON_SURFACE_VARIANT
    return ft.Container(
        ft.Row(
            [
                ft.Icon(icon, size=20, color=ink),
                ft.Text(text, theme_style=ft.TextThemeStyle.BODY_MEDIUM, color=ink, expand=True),
            ],
            spacing=theme.SPACE,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        bgcolor=back,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
    )


def problem_note(text: str) -> ft.Control:
    """What went wrong in a form, in its place; read out when it appears."""
    return ft.Semantics(content=note(text, ft.Icons.ERROR_OUTLINE, wrong=True), live_region=True)


def thin_line(text: str, icon: ft.IconData) -> ft.Control:
    """A quiet line across the top, read out when it appears: being offline."""
    return ft.Semantics(
        content=ft.Container(
            ft.Row(
                [ft.Icon(icon, size=16, color=ft.Colors.ON_SURFACE_VARIANT), small(text, expand=True)],
                spacing=theme.SNUG,
            ),
            bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
            padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=6),
        ),
        live_region=True,
    )


def empty(drawing: Drawing, heading: str, text: str, action: ft.Control | None = None) -> ft.Control:
    """A place with nothing in it yet: what it looks like and what will come here."""
    name = title(heading, level=2, centre=True)
    lines: list[ft.Control] = [drawn(drawing), name, words(text, quiet=True, centre=True)]
    return ft.Container(
        ft.Column(
            [*lines, *([action] if action else [])],
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=theme.SPACE,
            tight=True,
        ),
        padding=theme.AIRY,
        alignment=CENTRE,
    )


def failed_card(heading: str, text: str, action: ft.Control | None = None) -> ft.Control:
    """What stands where a thing would be that could not be shown, with one thing to do."""
    lines: list[ft.Control] = [strong(heading), words(text, quiet=True)]
    return card(ft.Column([*lines, *([action] if action else [])], spacing=theme.SPACE, tight=True))


def broken_card(w: Words) -> ft.Control:
    """What stands in the place of a card that could not be drawn."""
    return card(
        ft.Row(
            [
                drawn(PLASTER, width=80),
                ft.Column(
                    [
                        strong(w._("This part could not be shown")),
                        small(w._("The rest still works. We have made a note of it.")),
                    ],
                    spacing=theme.HAIR,
                    expand=True,
                ),
            ],
            spacing=theme.ROOM,
        )
    )


def skeleton_card() -> ft.Control:
    """The shape of a story that is on its way."""
    bar = ft.Colors.SURFACE_CONTAINER_HIGHEST

    def line(width: int | None, height: int = 14) -> ft.Container:
        return ft.Container(width=width, height=height, bgcolor=bar, border_radius=theme.HAIR)

    head = ft.Row(
        [
            ft.Container(width=40, height=40, bgcolor=bar, border_radius=theme.RADIUS_FULL),
            ft.Column([line(140), line(90, 10)], spacing=theme.SNUG),
        ],
        spacing=theme.SPACE,
    )
    return ft.Semantics(
        content=card(
            ft.Column([head, line(None), line(None), line(180), line(None, 150)], spacing=theme.SPACE)
        ),
        exclude_semantics=True,
    )


def skeleton_line(share: float) -> ft.Control:
    """The shape of one line that is on its way; ``share``: how much of the width it fills."""
    bar = ft.Container(height=14, bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST, border_radius=theme.HAIR)
    bar.expand = max(1, round(share * 10))
    rest = ft.Container(expand=max(1, 10 - round(share * 10)))
    return ft.Semantics(content=ft.Row([bar, rest], spacing=0), exclude_semantics=True)


def skeleton(w: Words, cards: int = 3) -> ft.Control:
    """A list that is on its way."""
    return ft.Semantics(
        content=ft.Column([skeleton_card() for _ in range(cards)], spacing=theme.ROOM),
        label=w._("Loading"),
        container=True,
    )


def reading_column(content: ft.Control, *, width: int = theme.READING_WIDTH) -> ft.Control:
    """Content in the middle, never wider than a line can be read."""
    # The key goes to the outside: a list that grows then keeps its rows, and sends only the new one.
    return ft.Container(
        ft.Container(content, width=width), alignment=ft.Alignment.TOP_CENTER, key=content.key
    )


def apart(content: ft.Control) -> ft.Control:
    """A field on its own for screen readers, which would take what stands beside it into the field's name."""
    return ft.Semantics(content=ft.Row([content]), container=True)


def field(label: str, value: str, changed: Any, **more: Any) -> ft.TextField:
    """A text field. It always gets its value: without one, drawing it again would wipe what was typed."""
    return ft.TextField(
        label=label,
        value=value,
        on_change=changed,
        border=theme.field_border(),
        filled=True,
        fill_color=ft.Colors.SURFACE_CONTAINER_LOW,
        text_style=ft.TextStyle(color=ft.Colors.ON_SURFACE),
        **more,
    )
