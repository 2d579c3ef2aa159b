"""The card above a field that says, while somebody writes, what is the right way."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.me import Side
from client.core.words import Words
from client.guidance import actions
from client.guidance.store import GuidanceStore
from client.guidance.words import foot, heading, way
from client.ui import theme
from client.ui.component import component
from client.ui.office import call_button, call_line, interpreter_button, tel
from client.ui.parts import icon_button
from client.ui.text import small, strong, words
from wire.guidance import FamilyNumber, GuidanceWay
from wire.guidance import Hint as HintModel


@component
def Hint(
    account: Account,
    store: GuidanceStore,
    drafts: DraftStore,
    place: str,
    side: Side,
    pupil_id: int | None = None,
) -> ft.Control:
    """Stands above the field of the draft ``place`` and follows what is typed there; nothing while all is well.

    ``pupil_id``: whose family the words are for, or whom they are about, where that is one child.
    """

    def listen() -> Callable[[], object]:
        if drafts.body(place):
            account.do(actions.check, place, side, pupil_id)
        return account.typing.on(place, lambda: account.do(actions.typed, place, side, pupil_id))

    ft.use_effect(listen, [place, side, pupil_id])
    revision = drafts.revision_of(place)
    hints = store.shown(place, revision) if drafts.body(place) else ()
    if not hints:
        return ft.Container(height=0)
    cards = [_card(account, hint, side, pupil_id) for hint in hints]
    away = icon_button(
        account.words._("Hide this"), ft.Icons.CLOSE, lambda _: store.put_away(place, revision)
    )
    return ft.Row(
        [ft.Column(cards, spacing=theme.SNUG, expand=True), away],
        spacing=0,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


@component
def CallLine(account: Account, store: GuidanceStore, drafts: DraftStore, place: str) -> ft.Control:
    """The ways to the office below the field of a parent; while a hint shows them above it, not twice."""
    if drafts.body(place) and store.shown(place, drafts.revision_of(place)):
        return ft.Container(height=0)
    return ft.Row(call_line(account), wrap=True, spacing=theme.SNUG, run_spacing=0)


def _card(account: Account, hint: HintModel, side: Side, pupil_id: int | None) -> ft.Control:
    w = account.words
    urgent = hint.way is GuidanceWay.CALL_DSL
    said = ft.Column(
        [strong(heading(w, hint)), words(way(w, hint, side)), small(foot(w, hint))], spacing=2, tight=True
    )
    lines: list[ft.Control] = [
        # Read out once, when it comes: politely, and the focus stays in the field.
        ft.Semantics(content=said, live_region=True, container=True),
        ft.Row(_ways(account, hint, side, pupil_id), wrap=True, spacing=theme.SNUG, run_spacing=0),
    ]
    icon = ft.Icons.FAVORITE_BORDER if urgent else ft.Icons.CALL_OUTLINED
    return ft.Container(
        ft.Row(
            [
                ft.Icon(icon, size=22, color=ft.Colors.PRIMARY),
                ft.Column(lines, spacing=theme.HAIR, tight=True, expand=True),
            ],
            spacing=theme.SPACE,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
    )


def _ways(account: Account, hint: HintModel, side: Side, pupil_id: int | None) -> list[ft.Control]:
    w = account.words
    if hint.way is GuidanceWay.CALL_FAMILY:
        return _family(w, hint.family, asked=pupil_id is not None)
    buttons: list[ft.Control] = [call_button(w, hint.phone)] if hint.phone else []
    if hint.email:
        buttons.append(_mail_button(w, hint.email))
    if side == "family":
        child = pupil_id or account.me.child
        buttons += interpreter_button(account, f"/{hint.kind.value}" + (f"/{child}" if child else ""))
    return buttons


def _family(w: Words, numbers: tuple[FamilyNumber, ...], *, asked: bool) -> list[ft.Control]:
    if not numbers:
        none = w._("No telephone number of this family is on record. Please ask the office.")
        return [small(none)] if asked else []
    return [
        ft.TextButton(
            # Translators: somebody's name and their telephone number.
            w._("{name}: {phone}", name=one.name, phone=w.phone(one.phone)),
            icon=ft.Icons.CALL_OUTLINED,
            url=tel(one.phone),
        )
        for one in numbers
    ]


def _mail_button(w: Words, email: str) -> ft.Control:
    said: Any = w._("Write an e-mail")
    return ft.TextButton(said, icon=ft.Icons.MAIL_OUTLINE, url=f"mailto:{email}")
