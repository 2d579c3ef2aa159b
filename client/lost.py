"""The screens for when there is nothing to show: an address that leads nowhere, and content that is on its way."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.accounts.modules import module_name
from client.accounts.welcome import sign_out_button
from client.core.account import Account
from client.core.link import LinkStore
from client.ui import theme
from client.ui.component import screen
from client.ui.drawings import CLOUD, KITE
from client.ui.office import call_button
from client.ui.parts import empty, main_button, reading_column, side_button, skeleton
from wire.modules import Module


@screen
def LostScreen(account: Account, go: Callable[[str], Any]) -> ft.View:
    """A friendly page for an unknown address."""
    w = account.words
    home = main_button(w._("Go to the stories"), lambda _: go("/"))
    page = empty(
        KITE,
        w._("There is nothing here"),
        w._("The address may have changed. Your stories are still there."),
        home,
    )
    return ft.View(
        route="/lost", can_pop=False, controls=[page], scroll=ft.ScrollMode.AUTO,
        vertical_alignment=ft.MainAxisAlignment.CENTER, horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip


@screen
def SwitchedOffScreen(account: Account, go: Callable[[str], Any], module: Module) -> ft.View:
    """An address in a part of Bookbag that this school has switched off (spec 14.5)."""
    w, school = account.words, account.me.school
    ways = [main_button(w._("Go to the stories"), lambda _: go("/"))]
    if school is not None and school.phone and account.me.side == "family":
        ways.append(call_button(w, school.phone))
    page = empty(
        KITE,
        module_name(w, module),
        w._("Your school has switched this part of Bookbag off. Nothing that was in it is lost."),
        ft.Column(ways, horizontal_alignment=ft.CrossAxisAlignment.CENTER),
    )
    return ft.View(
        route="/off", can_pop=False, controls=[page], scroll=ft.ScrollMode.AUTO,
        vertical_alignment=ft.MainAxisAlignment.CENTER, horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip


@screen
def LoadingScreen(account: Account, link: LinkStore, *, signed_in: bool) -> ft.View:
    """The shapes of stories until they come; without a connection, what to do."""
    w = account.words
    content: ft.Control = reading_column(skeleton(w))
    if link.state == "offline" and signed_in:
        again = ft.Column(
            [side_button(w._("Try again"), lambda _: account.resume()), sign_out_button(account)],
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )
        content = empty(
            CLOUD,
            w._("No connection yet"),
            w._("Your stories come as soon as the school can be reached."),
            again,
        )
    return ft.View(
        route="/", can_pop=False, padding=0,
        controls=[ft.SafeArea(ft.ListView([content], padding=theme.ROOM, expand=True), expand=True)],
    )  # fmt: skip
