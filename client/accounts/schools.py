"""The schools that this device knows: going from one to another, and getting to know a new one (spec 1.5)."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import flet as ft

from client.core.account import Account
from client.core.api import Api
from client.core.native import KnownSchool, Schools, schools_here
from client.ui import theme
from client.ui.component import component, screen, use_kept, use_state
from client.ui.frame import paged
from client.ui.parts import avatar, card, field, main_button, note, problem_note, reading_column
from client.ui.text import small, strong, title
from wire.base import Nothing
from wire.school import GET_SCHOOL


def has_schools(account: Account) -> bool:
    """Whether this device can be at several schools. A browser is at the one whose address it shows."""
    return account.device.transport is None


async def join_school(account: Account, schools: Schools, address: str) -> None:
    """Go to the school at ``address``, once it has answered. Raises ``Offline`` or ``Refused``."""
    api = Api(address)
    try:
        school = await api.call(GET_SCHOOL, Nothing())
    finally:
        await api.close()
    schools.add(address, school.name, school.colour)
    schools.choose(address)
    await account.move(schools.device())


def whole_address(typed: str) -> str:
    """What somebody typed as an address: ``school.example`` means ``https://school.example``. Empty if it is none."""
    text = typed.strip().rstrip("/")
    if "://" not in text:
        text = f"https://{text}"
    parts = urlsplit(text)
    return text if parts.scheme in {"http", "https"} and "." in parts.netloc.replace("localhost", ".") else ""


@screen
def SchoolsScreen(account: Account, go: Callable[[str], Any]) -> ft.View:
    """All schools of this device."""
    return paged(account, "/more/schools", account.words._("My schools"), SchoolList(account, go))


@component
def SchoolList(account: Account, go: Callable[[str], Any]) -> ft.Control:
    """One card for each school, and a field for the address of another one."""
    w = account.words
    schools = use_kept(lambda: schools_here(account.device.base_url))
    typed, set_typed = use_state("")
    problem, set_problem = use_state("")

    async def join(address: str) -> None:
        set_problem("")
        said = await account.attempt(join_school, schools, address)
        set_problem(said or "")
        if not said:
            go("/")

    async def add(_: Any) -> None:
        address = whole_address(typed)
        if address:
            await join(address)
        else:
            set_problem(w._("This is not an address. It looks like this: school.example.org"))

    parts: list[ft.Control] = [
        _school(account, one, partial(_tapped, account, join)) for one in schools.known
    ]
    parts += [
        title(w._("Add a school")),
        note(w._("The school gives you its address, on paper or by e-mail."), ft.Icons.INFO_OUTLINE),
        field(
            w._("Address of the school"),
            typed,
            lambda e: set_typed(e.control.value),
            on_submit=add,
            autocorrect=False,
        ),
        *([problem_note(problem)] if problem else []),
        ft.Row([main_button(w._("Add"), add, icon=ft.Icons.ADD)]),
    ]
    return ft.ListView(
        [reading_column(one) for one in parts], spacing=theme.SPACE, padding=theme.ROOM, expand=True
    )


def _tapped(account: Account, join: Callable[[str], Any], address: str) -> None:
    account.spawn(join(address))


def _school(account: Account, one: KnownSchool, tapped: Callable[[str], None]) -> ft.Control:
    here = one.address == account.device.base_url
    name = one.name or one.address
    about = account.words._("You are here") if here else one.address
    lines = ft.Column([strong(name), small(about)], spacing=2, expand=True)
    return card(
        ft.Row([avatar(name), lines], spacing=theme.SPACE),
        tap=None if here else lambda _: tapped(one.address),
        flat=True,
    )
