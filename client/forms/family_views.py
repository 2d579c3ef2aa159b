"""The family's screens of forms."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.forms.family_form import FamilyForm
from client.forms.listing import FamilyForms
from client.forms.store import FormsStore
from client.ui.component import screen
from client.ui.frame import framed, paged
from client.ui.window import Window

Go = Callable[[str], Any]


@screen
def FormsScreen(account: Account, me: MeStore, window: Window, go: Go) -> ft.View:
    """The forms that my family is asked to fill in."""
    content = FamilyForms(account, me, account[FormsStore], go, key="forms")
    return framed(account, window, "/forms", content, go)


@screen
def FormScreen(account: Account, me: MeStore, go: Go, numbers: tuple[int, ...]) -> ft.View:
    """One form, for one child if the address names one."""
    form_id, child = numbers[0], numbers[1] if len(numbers) > 1 else None
    path = "/forms/" + "/".join(map(str, numbers))
    content = FamilyForm(account, me, account[FormsStore], go, form_id, child, key=path)
    return paged(account, path, account.words._("Form"), content)
