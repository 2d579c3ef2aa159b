"""The parts of Bookbag that a school uses: the office and SMT switch each on or off for everybody (spec 14.5)."""

from functools import partial

import flet as ft

from client.accounts import actions
from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, screen, use_state
from client.ui.frame import paged
from client.ui.parts import note, problem_note, reading_column, switched
from wire.modules import OFFERED, Module


def module_name(w: Words, module: Module) -> str:
    """What a part is called where people see it."""
    return {
        Module.MESSAGES: w._("Messages"),
        Module.POINTS: w._("Points"),
        Module.CALENDAR: w._("Calendar"),
        Module.CALLS: w._("Calls with an interpreter"),
        Module.FORMS: w._("Forms"),
        Module.LIBRARY: w._("News and documents"),
    }[module]


def _about(w: Words, module: Module) -> str:
    return {
        Module.MESSAGES: w._("Families and staff write to each other"),
        Module.POINTS: w._("Pupils are given points for skills; families see those of their own child"),
        Module.CALENDAR: w._("Events, term dates, and the link for the calendar of a phone"),
        Module.CALLS: w._("Families ask to be called in their language"),
        Module.FORMS: w._("Families sign forms and consents"),
        Module.LIBRARY: w._("News, documents and reports"),
    }[module]


def parts_title(w: Words) -> str:
    """The name of the screen where parts are switched on and off."""
    return w._("Parts of Bookbag")


@screen
def PartsScreen(account: Account, me: MeStore) -> ft.View:
    """What the school uses."""
    return paged(account, "/more/parts", parts_title(account.words), PartsPage(account, me))


@component
def PartsPage(account: Account, me: MeStore) -> ft.Control:
    """A switch for each part."""
    w = account.words
    problem, tell = use_state("")

    async def switch(module: Module, on: bool) -> None:
        tell(await account.attempt(actions.switch_module, module, on) or "")

    def switched_to(module: Module, on: bool) -> None:
        account.spawn(switch(module, on))

    said = w._(
        "What you switch off is gone for everybody at your school, at once. "
        "Nothing is deleted: when you switch it on again, everything is there. "
        "Stories and safeguarding are always on."
    )
    parts: list[ft.Control] = [note(said, ft.Icons.INFO_OUTLINE)]
    parts += [problem_note(problem)] if problem else []
    parts += [
        switched(module_name(w, module), _about(w, module), me.has(module), partial(switched_to, module))
        for module in OFFERED
    ]
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.SPACE, padding=theme.ROOM, expand=True
    )
