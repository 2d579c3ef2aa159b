"""The screens of points."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.points import actions
from client.points.fortnight import Fortnight
from client.points.giving import ClassPage
from client.points.shaping import SkillsPage
from client.points.store import PointsStore
from client.ui import theme
from client.ui.component import component, screen, use_maybe
from client.ui.drawings import KITE
from client.ui.frame import framed, heading, paged
from client.ui.parts import choice, empty, failed_card, reading_column, side_button, skeleton
from client.ui.sides import chip_row, side_bars
from client.ui.tick import use_now
from client.ui.window import Window

Go = Callable[[str], Any]


@screen
def PointsScreen(account: Account, me: MeStore, window: Window, go: Go) -> ft.View:
    """A family's children, or the class to give points to."""
    page = GivePage if me.side == "staff" else FamilyPage
    content = page(account, me, account[PointsStore], window, go, key=f"points-{me.side}")
    return framed(account, window, "/points", content, go)


@screen
def PupilPointsScreen(account: Account, me: MeStore, window: Window, pupil_id: int) -> ft.View:
    """One pupil's two weeks, for the class team."""
    page = PupilPage(account, me, account[PointsStore], window, pupil_id)
    return paged(account, f"/points/pupils/{pupil_id}", account.words._("Points"), page)


@screen
def SkillsScreen(account: Account, go: Go, class_id: int) -> ft.View:
    """The skills of a class."""
    page = SkillsPage(account, account[PointsStore], class_id, go)
    return paged(account, f"/points/skills/{class_id}", account.words._("Skills of the class"), page)


def _listing(rows: list[ft.Control]) -> ft.Control:
    return ft.ListView(
        [reading_column(one) for one in rows],
        spacing=theme.ROOM,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


def _top(account: Account, me: MeStore) -> list[ft.Control]:
    w = account.words
    bars = side_bars(w, me, lambda side, child: account.do(actions.look_at, side, child))
    return [heading(w._("Points")), *bars]


@component
def FamilyPage(account: Account, me: MeStore, store: PointsStore, window: Window, go: Go) -> ft.Control:
    """All my children one below the other, or the one who is looked at; never one under another's name."""
    w, now, size = account.words, use_now(account), me.preferences.text_size
    shown = [child for child in me.children if child.id in store.pupils and me.child in {None, child.id}]
    rows = _top(account, me)
    rows += [
        Fortnight(account, child.name, store.pupils[child.id], now, size, window.still, key=child.id)
        for child in shown
    ]
    if not shown:
        about = w._("Points that your child is given at school stand here for two weeks.")
        rows.append(empty(KITE, w._("No points here"), about))
    return _listing(rows)


@component
def GivePage(account: Account, me: MeStore, store: PointsStore, window: Window, go: Go) -> ft.Control:
    """The class that was chosen, or the first one."""
    w = account.words
    asked, choose = use_maybe(int)
    ids = [one.id for one in store.classes]
    top = _top(account, me)
    if not ids:
        about = w._("Points are given by the teachers and assistants of a class.")
        return _listing([*top, empty(KITE, w._("You have no class here"), about)])
    class_id = asked if asked in ids else ids[0]
    if len(ids) > 1:
        top.append(
            chip_row(
                [
                    choice(one.name, lambda _, one=one: choose(one.id), chosen=one.id == class_id)
                    for one in store.classes
                ]
            )
        )
    size = me.preferences.text_size
    return ClassPage(account, store, window, go, class_id, top, size, key=f"class-{class_id}")


@component
def PupilPage(account: Account, me: MeStore, store: PointsStore, window: Window, pupil_id: int) -> ft.Control:
    """Loads one pupil's points, then shows them."""
    w, now = account.words, use_now(account)

    def load() -> None:
        account.do(actions.open_pupil, pupil_id)

    ft.use_effect(load, [pupil_id])
    known = store.pupils.get(pupil_id)
    if known is not None:
        name = next((one.name for one in me.children if one.id == pupil_id), store.name_of(pupil_id))
        size = me.preferences.text_size
        return _listing([Fortnight(account, name, known, now, size, window.still, key=pupil_id)])
    if store.pupil_state(pupil_id) == "failed":
        again = side_button(w._("Try again"), lambda _: load())
        return _listing(
            [failed_card(w._("This could not be loaded"), w._("Nothing is lost. Please try again."), again)]
        )
    return _listing([skeleton(w, 1)])
