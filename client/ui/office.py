"""Urgent: call the office, in one tap, wherever a parent writes; or be called with an interpreter (spec 6.5, 12.7)."""

import re

import flet as ft

from client.core.account import Account
from client.core.words import Words
from wire.modules import Module

ASK_CALL = "/calls/new"
"""The address of the form for being called."""


def tel(phone: str) -> str:
    """A telephone number as a link that dials it."""
    return "tel:" + re.sub(r"[^\d+]", "", phone)


def call_button(w: Words, phone: str) -> ft.Control:
    """Dials the office. The number stands in it, for those who have no telephone in this device."""
    # Set apart, so that the number keeps its order in a line that runs from right to left.
    said = w._("Call the office: {phone}", phone=w.phone(phone))
    return ft.TextButton(said, icon=ft.Icons.CALL_OUTLINED, url=tel(phone))


def interpreter_button(account: Account, about: str = "") -> list[ft.Control]:
    """Opens the form for being called; nothing where the school does not use it.

    ``about``: further parts of its address: kind of matter, child.
    """
    if not account.me.has(Module.CALLS):
        return []
    said = account.words._("Call me with an interpreter")
    button = ft.TextButton(
        said, icon=ft.Icons.INTERPRETER_MODE_OUTLINED, on_click=lambda _: account.go(ASK_CALL + about)
    )
    return [button]


def call_line(account: Account) -> list[ft.Control]:
    """The ways to the office for a parent who is writing; nothing for staff, who are there."""
    me = account.me
    if me.side != "family" or me.school is None or not me.school.phone:
        return []
    return [call_button(account.words, me.school.phone), *interpreter_button(account)]
