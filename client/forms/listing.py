"""The forms that a family is asked to fill in: what is due first, then the rest."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.core.waiting import WaitingStore
from client.forms import actions, drafts
from client.forms.parts import ICONS, deadline_line, due_mark, line_of
from client.forms.staff_parts import whom
from client.forms.store import TO_DO, FormsStore
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, row
from client.ui.drawings import LETTER
from client.ui.frame import heading
from client.ui.parts import card, empty, failed_card, mark, reading_column, side_button, skeleton
from client.ui.sides import side_bars
from client.ui.text import restyled, small, title
from client.ui.tick import use_now
from wire.forms import Due, FormCard

Go = Callable[[str], Any]


@component
def FamilyForms(account: Account, me: MeStore, store: FormsStore, go: Go) -> ft.Control:
    """One list for one child or all."""
    use_now(account)
    w, child = account.words, me.child

    def load() -> None:
        if store.listing(child).state in {"none", "failed"}:
            account.do(actions.load_list, child)

    ft.use_effect(load, [child])
    found, listing = store.shown(child), store.listing(child)
    rows: list[ft.Control] = [
        heading(w._("Forms")),
        *side_bars(w, me, lambda side, one: account.do(actions.look_at, side, one)),
    ]
    if listing.state == "failed":
        again = side_button(w._("Try again"), lambda _: account.do(actions.load_list, child))
        rows.append(
            failed_card(
                w._("The forms could not be loaded"), w._("Nothing is lost. Please try again."), again
            )
        )
    if found:
        rows += _groups(account, me, found, go)
    elif listing.state == "ready":
        about = w._("When the school needs an answer or your signature, the form will be here.")
        rows.append(empty(LETTER, w._("No forms for you now"), about))
    elif listing.state != "failed":
        rows.append(skeleton(w, 2))
    if listing.next is not None:
        more = side_button(w._("Show older forms"), lambda _: account.do(actions.load_more, child))
        rows.append(ft.Row([more], wrap=True))
    return ft.ListView(
        [reading_column(one) for one in rows],
        spacing=theme.SPACE,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


def _groups(account: Account, me: MeStore, found: list[FormCard], go: Go) -> list[ft.Control]:
    w = account.words
    due = [one for one in found if not TO_DO.isdisjoint(_due(one, me).values())]
    any_time = [one for one in found if one not in due and Due.ANY_TIME in _due(one, me).values()]
    rest = [one for one in found if one not in due and one not in any_time]
    groups = (
        (w._("Please answer"), due),
        # Translators: forms that can be filled in whenever there is a reason, as for a medicine.
        (w._("Whenever you need them"), any_time),
        (w._("Answered and over"), rest),
    )
    rows: list[ft.Control] = []
    for name, cards in groups:
        if cards:
            rows.append(title(name))
            rows += [
                CardOfForm(account, one, _named(one, me), account.waiting, w.lang, go, key=one.id)
                for one in cards
            ]
    return rows


def _due(one: FormCard, me: MeStore) -> dict[int, Due]:
    return {child: due for child, due in one.due.items() if me.child in {None, child}}


def _named(one: FormCard, me: MeStore) -> tuple[tuple[int, str, Due], ...]:
    names = {child.id: child.name for child in me.children}
    return tuple((child, names.get(child, ""), due) for child, due in sorted(_due(one, me).items()))


@row
def CardOfForm(
    account: Account,
    one: FormCard,
    children: tuple[tuple[int, str, Due], ...],
    waiting: WaitingStore,
    lang: str,
    go: Go,
) -> ft.Control:
    """One form: what it is, until when, and how it stands for each child."""
    w = account.words
    due = {state for _, _, state in children}
    name = restyled(written(account, shown(one.title, lang)), weight=ft.FontWeight.W_600)
    name.expand = True
    lines: list[ft.Control] = [
        ft.Row([ft.Icon(ICONS[one.kind], color=ft.Colors.PRIMARY), name], spacing=theme.SPACE)
    ]
    lines.append(small(whom(w, one)))
    if one.deadline is not None and due - {Due.DONE}:
        lines.append(deadline_line(account, one.deadline))
    lines += [_child(account, one, child, waiting, alone=len(children) == 1) for child in children]
    box = card(ft.Column(lines, spacing=theme.SNUG), tap=lambda _: go(f"/forms/{one.id}"), padding=theme.ROOM)
    return ft.MergeSemantics(ft.Semantics(content=box, button=True))


def _child(
    account: Account, one: FormCard, child: tuple[int, str, Due], waiting: WaitingStore, *, alone: bool
) -> ft.Control:
    w, (pupil_id, name, due) = account.words, child
    state = due_mark(w, due)
    if waiting.about(drafts.about(one.id, pupil_id)):
        state = mark(w._("Waiting to be sent"), ft.Icons.SCHEDULE, warm=True)
    named = [] if alone and len(account.me.children) == 1 else [small(w.apart(name))]
    return line_of([*named, state])
