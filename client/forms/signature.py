"""Signing: the name typed, which is enough, and the signature drawn by finger or mouse for those who can."""

from collections.abc import Callable
from typing import Any, Final

import flet as ft
import flet.canvas as cv
import msgspec

from client.core.account import Account
from client.core.observe import observable
from client.forms.strokes import Line, on_canvas, thinned
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.parts import field as text_field
from client.ui.parts import text_button
from client.ui.text import small, strong
from wire.forms import CANVAS, MOST_STROKES, Signature

Sign = Callable[[Signature], Any]
NAME_LETTERS: Final = 120
OFTEN_MS: Final = 25
"""How often at most the pointer's place is told while somebody draws."""
INK: Final = 2.5


@observable
class Ink:
    """A drawing as it is made: the lines so far, and how wide it is on the screen."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.width = 0.0
        self._drawing = False

    def begin(self, x: float, y: float) -> None:
        """The pen touches the paper."""
        if self.width and len(self.lines) < MOST_STROKES:
            self._drawing = True
            self.lines = (*self.lines, (on_canvas(x, y, self.width),))

    def draw(self, x: float, y: float) -> None:
        """The pen moves on."""
        point = on_canvas(x, y, self.width)
        if self._drawing and self.lines[-1][-1] != point:
            self.lines = (*self.lines[:-1], (*self.lines[-1], point))

    def lift(self) -> bool:
        """The pen leaves the paper; whether something was drawn."""
        drew, self._drawing = self._drawing, False
        if drew:
            self.lines = (*self.lines[:-1], *thinned(self.lines[-1:]))
        return drew

    def wipe(self) -> None:
        """A clean sheet."""
        self.lines, self._drawing = (), False


@component
def SignatureInput(
    account: Account, given: Signature, sign: Sign, found: Callable[[Any], Any], frozen: bool
) -> ft.Control:
    """The field for the name, and the place to draw below it."""
    w = account.words
    latest = use_kept(lambda: [given])
    latest[0] = given

    def change(**parts: Any) -> None:
        latest[0] = msgspec.structs.replace(latest[0], **parts)
        sign(latest[0])

    name = text_field(
        # Translators: whoever signs a form types their own full name here.
        w._("Your full name"), given.name, lambda e: change(name=e.control.value or ""), max_length=NAME_LETTERS,
        counter="", disabled=frozen, capitalization=ft.TextCapitalization.WORDS, autofill_hints=ft.AutofillHint.NAME,
    )  # fmt: skip
    found(name)
    said = w._("Your typed name is your signature. You can also draw it with your finger or the mouse.")
    parts: list[ft.Control] = [name, small(said)]
    if not frozen:
        ink = use_kept(lambda: Ink(given.strokes))
        parts.append(Drawing(account, ink, lambda lines: change(strokes=lines)))
    return ft.Column(parts, spacing=theme.SNUG, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


@component
def Drawing(account: Account, ink: Ink, drawn: Callable[[tuple[Line, ...]], Any]) -> ft.Control:
    """The sheet to draw on. Across and down are heard apart: so a finger draws where it would else scroll the page."""
    w = account.words

    def begin(e: Any) -> None:
        ink.begin(e.local_position.x, e.local_position.y)

    def draw(e: Any) -> None:
        ink.draw(e.local_position.x, e.local_position.y)

    def lift(_: Any) -> None:
        if ink.lift():
            drawn(ink.lines)

    def wipe(_: Any) -> None:
        ink.wipe()
        drawn(())

    def measured(e: Any) -> None:
        if e.width and e.width != ink.width:
            ink.width = e.width

    sheet = cv.Canvas(_shapes(ink.lines, ink.width), on_resize=measured, resize_interval=100, expand=True)
    pen = ft.GestureDetector(
        sheet, drag_interval=OFTEN_MS, mouse_cursor=ft.MouseCursor.PRECISE, exclude_from_semantics=True,
        on_horizontal_drag_start=begin, on_horizontal_drag_update=draw, on_horizontal_drag_end=lift,
        on_vertical_drag_start=begin, on_vertical_drag_update=draw, on_vertical_drag_end=lift,
    )  # fmt: skip
    paper = ft.Semantics(
        content=_paper(pen), label=w._("Here you can draw your signature. It is not needed."), container=True
    )
    again = text_button(w._("Clear the drawing"), wipe, icon=ft.Icons.REFRESH, disabled=not ink.lines)
    return ft.Column(
        [paper, ft.Row([again], wrap=True)], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )


@component
def SignedName(account: Account, signature: Signature) -> ft.Control:
    """A signature that was given: the name, and the drawing if there is one."""
    ink = use_kept(lambda: Ink(signature.strokes))
    parts: list[ft.Control] = [strong(account.words.apart(signature.name))]
    if signature.strokes:
        parts.append(Drawn(account, ink))
    return ft.Column(parts, spacing=theme.HAIR)


@component
def Drawn(account: Account, ink: Ink) -> ft.Control:
    """A drawing to look at."""

    def measured(e: Any) -> None:
        if e.width and e.width != ink.width:
            ink.width = e.width

    sheet = cv.Canvas(_shapes(ink.lines, ink.width), on_resize=measured, resize_interval=100, expand=True)
    return ft.Semantics(
        # Translators: for people who do not see the picture of a signature that was drawn by hand.
        content=ft.Container(_paper(sheet), width=300), label=account.words._("A drawn signature"),
        image=True, exclude_semantics=True,
    )  # fmt: skip


def _paper(sheet: ft.Control) -> ft.Control:
    return ft.Container(
        sheet, aspect_ratio=3, bgcolor=ft.Colors.SURFACE_CONTAINER_LOW, border_radius=theme.RADIUS_FIELD,
        border=ft.Border.all(1, ft.Colors.OUTLINE), clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )  # fmt: skip


def _shapes(lines: tuple[Line, ...], width: float) -> list[cv.Shape]:
    scale = width / CANVAS
    pen = ft.Paint(
        color=ft.Colors.ON_SURFACE, stroke_width=INK, style=ft.PaintingStyle.STROKE,
        stroke_cap=ft.StrokeCap.ROUND, stroke_join=ft.StrokeJoin.ROUND,
    )  # fmt: skip
    shapes: list[cv.Shape] = []
    for (x, y), *rest in lines:
        on: list[Any] = [cv.Path.LineTo(x2 * scale, y2 * scale) for x2, y2 in rest or [(x, y)]]
        shapes.append(cv.Path([cv.Path.MoveTo(x * scale, y * scale), *on], paint=pen))
    return shapes
