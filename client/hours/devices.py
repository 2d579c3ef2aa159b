"""The school's devices, for the office and SMT: register the one in hand, take others off the list (spec 6.4)."""

from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.hours import actions
from client.hours.parts import loading_or_failed
from client.hours.store import KeepStore
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.drawings import BOOK_BAG
from client.ui.parts import card, empty, field, main_button, note, problem_note, reading_column, text_button
from client.ui.text import small, strong, title, words
from wire.hours import SchoolDevice, SchoolDevices


@component
def SchoolDevicesPage(account: Account, store: KeepStore) -> ft.Control:
    """First the device in hand, then the list."""

    def load() -> None:
        account.do(actions.load_devices)

    ft.use_effect(load, [])
    if store.devices is None:
        parts: list[ft.Control] = [loading_or_failed(account, store, "devices", load)]
    else:
        parts = [
            *_why(account, store.devices),
            *_here(account, store),
            DeviceList(account, store, key="list"),
        ]
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.SPACE, padding=theme.ROOM, expand=True
    )


def _why(account: Account, devices: SchoolDevices) -> list[ft.Control]:
    w = account.words
    if devices.needed:
        said = w._("Staff can use Bookbag inside the school, and anywhere on these devices.")
    else:
        said = w._("This school lets staff in from everywhere, so this list is not needed now.")
    return [note(said, ft.Icons.INFO_OUTLINE)]


def _here(account: Account, store: KeepStore) -> list[ft.Control]:
    known = store.devices.devices if store.devices else ()
    if store.mark and any(one.mark == store.mark for one in known):
        return []
    return [RegisterForm(account, key="register")]


@component
def RegisterForm(account: Account) -> ft.Control:
    """Make this device one of the school's."""
    w = account.words
    name, call = use_state("")
    problem, tell = use_state("")

    async def register(_: Any) -> None:
        if not name.strip():
            tell(w._("Please give the device a name, so that you know it again."))
            return
        tell(await account.attempt(actions.register_device, name) or "")

    lines: list[ft.Control] = [
        title(w._("This device")),
        words(w._("Register it only if it belongs to the school. Staff can then use it at home too.")),
        field(w._("Name of the device"), name, lambda e: call(e.control.value), max_length=80),
        *([problem_note(problem)] if problem else []),
        ft.Row([main_button(w._("Register this device"), register, icon=ft.Icons.ADD_TO_QUEUE)]),
    ]
    return card(ft.Column(lines, spacing=theme.SPACE))


@component
def DeviceList(account: Account, store: KeepStore) -> ft.Control:
    """Each with who registered it and when."""
    w = account.words
    leaving, leave = use_maybe(int)
    problem, tell = use_state("")

    async def remove(device_id: int, _: Any) -> None:
        leave(None)
        tell(await account.attempt(actions.remove_device, device_id) or "")

    ft.use_dialog(_confirm(account, leaving, leave, remove) if leaving else None)
    known = store.devices.devices if store.devices else ()
    if not known:
        return empty(BOOK_BAG, w._("No devices yet"), w._("Devices that you register stand here."))
    rows = [_device(account, one, one.mark == store.mark, leave) for one in known]
    return ft.Column([*rows, *([problem_note(problem)] if problem else [])], spacing=theme.SPACE)


def _device(account: Account, one: SchoolDevice, is_here: bool, leave: Any) -> ft.Control:
    w, now = account.words, account.clock.now()
    said = w._(
        "Registered by {name} on {date}", name=w.apart(one.registered_by), date=w.date(one.registered_at, now)
    )
    about = [small(w._("This device"))] if is_here else []
    lines = ft.Column([strong(one.name), *about, small(said)], spacing=2, expand=True)
    button = text_button(w._("Take off the list"), lambda _: leave(one.id))
    icon = ft.Icon(ft.Icons.LAPTOP_CHROMEBOOK, color=ft.Colors.PRIMARY)
    return card(
        ft.Row([icon, lines, ft.Semantics(content=button, label=one.name)], spacing=theme.SPACE), flat=True
    )


def _confirm(account: Account, device_id: int, leave: Any, remove: Any) -> ft.AlertDialog:
    w = account.words
    return ft.AlertDialog(
        title=ft.Text(w._("Take this device off the list?")),
        content=words(w._("Staff can then use it only inside the school.")),
        actions=[
            text_button(w._("Keep it"), lambda _: leave(None)),
            main_button(w._("Take off the list"), partial(remove, device_id)),
        ],
        on_dismiss=lambda _: leave(None),
        actions_padding=theme.ROOM,
    )
