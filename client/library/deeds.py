"""What staff can do with one item: publish it, hand it back, change it, take it back, see who has opened it."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.library import desk_actions
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.drafting import DraftField
from client.ui.parts import apart, card, main_button, note, problem_note, side_button, text_button
from client.ui.text import small, title, words
from client.ui.timing import Timing
from wire.library import Item, ItemKind, ItemState, ItemView

Go = Callable[[str], Any]
SHORTEST_REASON = 10


@component
def Deeds(account: Account, view: ItemView, waits: bool, go: Go) -> ft.Control:
    """``waits``: a change of it is on its way."""
    item = view.item
    asking, ask = use_state("")
    ft.use_dialog(_withdrawing(account, item, ask, go) if asking == "withdraw" else None)
    parts: list[ft.Control] = []
    if waits:
        said = account.words._("Your change is on its way. It goes out when there is a connection.")
        parts.append(note(said, ft.Icons.SCHEDULE))
    if view.may_publish and not waits:
        parts.append(Publishing(account, item, key=f"publish-{item.id}-{item.revision}"))
    mine = account.me.me is not None and item.author.id == account.me.me.id
    if item.state is ItemState.RETURNED and mine and not waits:
        parts.append(HandingIn(account, item, key=f"hand-in-{item.id}-{item.revision}"))
    buttons = _buttons(account, view, ask, go)
    if buttons:
        parts.append(ft.Row(buttons, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR))
    return ft.Column(parts, spacing=theme.SPACE, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _buttons(account: Account, view: ItemView, ask: Callable[[str], None], go: Go) -> list[ft.Control]:
    w, item = account.words, view.item
    path, buttons = f"/library/{item.id}", list[ft.Control]()
    if view.sees_openers and item.state is ItemState.LIVE:
        name = w._("Who has opened it")
        buttons.append(side_button(name, lambda _: go(f"{path}/readers"), icon=ft.Icons.VISIBILITY_OUTLINED))
    if view.may_change:
        buttons.append(side_button(w._("Change"), lambda _: go(f"{path}/edit"), icon=ft.Icons.EDIT_OUTLINED))
        buttons.append(_version_button(w, item, lambda _: go(f"{path}/version")))
    if view.sees_openers and item.version > 1:
        name = w._("Earlier versions")
        buttons.append(text_button(name, lambda _: go(f"{path}/versions"), icon=ft.Icons.HISTORY))
    if view.may_change:
        buttons.append(text_button(w._("Take back"), lambda _: ask("withdraw"), icon=ft.Icons.UNDO))
    return buttons


def _version_button(w: Words, item: Item, tap: Any) -> ft.Control:
    # Translators: a button: put a newer file in place of the one that is there.
    name = w._("New version") if item.kind is ItemKind.DOCUMENT else w._("Other files")
    return side_button(name, tap, icon=ft.Icons.UPLOAD_FILE)


@component
def Publishing(account: Account, item: Item) -> ft.Control:
    """For who may publish it: now or later, or back to its author with a reason (spec 8.5)."""
    w = account.words
    publish_at, schedule = use_wished_time(account, item)
    returning, give_back = use_state(False)
    problem, tell = use_state("")

    def publish(_: Any) -> None:
        if publish_at is not None and publish_at <= account.clock.now():
            tell(w._("This time has passed already. Please choose a later time."))
        else:
            account.do(desk_actions.publish, item.id, publish_at)

    if returning:
        return HandingBack(account, item, lambda: give_back(False), key=f"back-{item.id}")
    buttons: list[ft.Control] = [
        main_button(w._("Publish later") if publish_at else w._("Publish now"), publish, icon=ft.Icons.CHECK)
    ]
    if item.state is ItemState.QUEUED:
        # Translators: a button: give what was handed in back to who wrote it, and say why.
        buttons.append(side_button(w._("Hand back"), lambda _: give_back(True), icon=ft.Icons.UNDO))
    lines: list[ft.Control] = [
        Timing(account, publish_at, schedule),
        *([problem_note(problem)] if problem else []),
        ft.Row(buttons, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG),
    ]
    return card(ft.Column(lines, spacing=theme.SPACE))


def use_wished_time(account: Account, item: Item) -> tuple[int | None, Callable[[int | None], None]]:
    """When it is to appear: at first as its author or somebody before me wanted it, if that is still to come."""
    chosen, choose = use_maybe(int)
    touched, touch = use_state(False)

    def set_time(at: int | None) -> None:
        touch(True)
        choose(at)

    wished = item.publish_at if item.publish_at and item.publish_at > account.clock.now() else None
    return (chosen if touched else wished), set_time


@component
def HandingBack(account: Account, item: Item, close: Callable[[], Any]) -> ft.Control:
    """Why it goes back to its author."""
    w, place = account.words, desk_actions.reason_place(item.id)
    problem, tell = use_state("")

    def send(_: Any) -> None:
        if len(account.drafts.body(place).strip()) < SHORTEST_REASON:
            tell(w.refusal("reason_needed", {"letters": SHORTEST_REASON}))
        else:
            account.do(desk_actions.hand_back, item.id)

    label = w._("Why do you hand it back?")
    lines: list[ft.Control] = [
        title(w._("Hand back")),
        words(w._("{name} reads this, can change it and hand it in again.", name=item.author.name)),
        apart(DraftField(account, account.drafts, place, label, 3)),
        *([problem_note(problem)] if problem else []),
        ft.Row(
            [
                main_button(w._("Hand back"), send, icon=ft.Icons.UNDO),
                text_button(w._("Cancel"), lambda _: close()),
            ],
            wrap=True,
            spacing=theme.SNUG,
        ),
    ]
    return card(ft.Column(lines, spacing=theme.SPACE))


@component
def HandingIn(account: Account, item: Item) -> ft.Control:
    """For its author, after a change: once more to the office."""
    w = account.words
    publish_at, schedule = use_wished_time(account, item)

    def send(_: Any) -> None:
        account.do(desk_actions.hand_in_again, item.id, publish_at)

    lines: list[ft.Control] = [
        small(w._("When you have changed it, hand it in again.")),
        Timing(account, publish_at, schedule),
        ft.Row([main_button(w._("Hand in again"), send, icon=ft.Icons.SEND)], wrap=True),
    ]
    return card(ft.Column(lines, spacing=theme.SPACE))


def _withdrawing(account: Account, item: Item, ask: Callable[[str], None], go: Go) -> ft.AlertDialog:
    w = account.words

    def sure(_: Any) -> None:
        ask("")
        account.do(desk_actions.withdraw, item.id)
        go("/library")

    said = w._(
        "Nobody sees it any more, and copies that were kept on phones are deleted. The school keeps a record."
    )
    return ft.AlertDialog(
        title=ft.Text(w._("Take this back?")),
        content=words(said),
        actions=[text_button(w._("Keep it"), lambda _: ask("")), main_button(w._("Take back"), sure)],
        on_dismiss=lambda _: ask(""),
        actions_padding=theme.ROOM,
    )
