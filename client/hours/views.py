"""The screens of hours, on top of the place called More."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.hours import actions
from client.hours.away import AwayPage
from client.hours.calendar import CalendarPage
from client.hours.devices import SchoolDevicesPage
from client.hours.store import HoursStore, KeepStore
from client.hours.work import MyWorkPage
from client.ui.component import screen
from client.ui.frame import paged

Go = Callable[[str], Any]


@screen
def MyWorkScreen(account: Account, me: MeStore, hours: HoursStore, go: Go) -> ft.View:
    """How I am at work."""
    page = MyWorkPage(account, me, hours, go)
    return paged(account, "/more/work", account.words._("My work"), page)


@screen
def AwayScreen(account: Account, store: KeepStore) -> ft.View:
    """Who is away."""
    return paged(account, "/more/away", account.words._("Who is away"), AwayPage(account, store))


@screen
def SchoolHoursScreen(account: Account, store: KeepStore) -> ft.View:
    """Hours and days of the school."""
    name = account.words._("School hours and terms")
    return paged(account, "/more/hours", name, CalendarPage(account, store))


@screen
def SchoolDevicesScreen(account: Account, store: KeepStore) -> ft.View:
    """The school's devices."""
    page = SchoolDevicesPage(account, store)
    return paged(account, "/more/school-devices", account.words._("School devices"), page)


def use_hours(account: Account) -> None:
    """Follow the clock for as long as the page is open."""

    def start() -> Callable[[], object]:
        return account.spawn(actions.follow_clock(account)).cancel

    ft.use_effect(start, [account.me.me.id if account.me.me else 0])
