"""The pieces that the staff's screens of forms share."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.forms import staff_actions
from client.forms.staff_store import StaffFormsStore, What
from client.ui import theme
from client.ui.parts import failed_card, main_button, mark, reading_column, side_button, skeleton, text_button
from client.ui.text import small, title, words
from wire.base import Role
from wire.forms import FieldKind, Form, FormCard, FormKind, FormState

Go = Callable[[str], Any]
MAKERS = frozenset({Role.OFFICE, Role.SMT})
"""Who makes forms, and gathers what is answered."""


def makes(account: Account) -> bool:
    """Whether the person of this page makes forms."""
    me = account.me.me
    return me is not None and not me.roles.isdisjoint(MAKERS)


def use_loading(
    account: Account, store: StaffFormsStore, what: What, load: Callable[[], Any]
) -> ft.Control | None:
    """Load something that is not here. What stands in its place meanwhile; nothing once it is here."""
    state = store.state(*what)

    def begin() -> None:
        if state.kind == "none":
            load()

    ft.use_effect(begin, [what, state.kind == "none"])
    if state.kind == "ready":
        return None
    if state.kind == "failed":
        w = account.words
        again = side_button(w._("Try again"), lambda _: load())
        return failed_card(w._("This could not be loaded"), state.why, again)
    return skeleton(account.words, 2)


def use_places(account: Account, store: StaffFormsStore) -> ft.Control | None:
    """Who makes forms knows every class; the others have those to which they post. As ``use_loading``."""

    def load() -> None:
        if makes(account):
            account.do(staff_actions.load_places)

    waits = use_loading(account, store, ("places",), load)
    return waits if makes(account) else None


def scrolled(parts: list[ft.Control], *, width: int = theme.READING_WIDTH) -> ft.Control:
    """A screen of parts, one below the other."""
    return ft.ListView(
        [reading_column(part, width=width) for part in parts],
        spacing=theme.ROOM,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


def section(name: str, *content: ft.Control) -> ft.Control:
    """A part of a screen under a heading."""
    return ft.Column([title(name), *content], spacing=theme.SNUG)


def wrapped(controls: list[ft.Control]) -> ft.Control:
    """Side by side; a new line where there is no room."""
    return ft.Row(controls, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)


def confirm(
    w: Words, name: str, said: str, button: str, do: Callable[[], Any], close: Callable[[], Any]
) -> ft.AlertDialog:
    """Asks before something that reaches families."""

    def done(_: Any) -> None:
        close()
        do()

    return ft.AlertDialog(
        title=ft.Text(name),
        content=words(said),
        actions=[text_button(w._("Not now"), lambda _: close()), main_button(button, done)],
        on_dismiss=lambda _: close(),
        actions_padding=theme.ROOM,
    )


def whom(w: Words, form: Form | FormCard) -> str:
    """For whom a form is: a class, a year, the whole school, a child; nothing while it is a draft."""
    kind, _, number = (form.topic or "").partition(":")
    if kind == "class":
        return w._("Class {name}", name=form.audience)
    if kind == "year":
        return w._("Year {n}", n=number)
    return w._("Whole school") if kind == "school" else form.audience


def state_mark(w: Words, state: FormState) -> ft.Control:
    """Where a form is in its life."""
    names = {
        # Translators: three states of a form: not sent yet; families can answer; nobody can answer any more.
        FormState.DRAFT: (w.p("form", "Draft"), ft.Icons.EDIT_OUTLINED),
        FormState.LIVE: (w.p("form", "Out"), ft.Icons.OUTGOING_MAIL),
        FormState.CLOSED: (w.p("form", "Closed"), ft.Icons.LOCK_OUTLINE),
    }
    name, icon = names[state]
    return mark(name, icon, warm=state is FormState.DRAFT)


def kind_names(w: Words) -> dict[FormKind, str]:
    """What each ready form is for."""
    return {
        FormKind.MEDICATION: w._("Medication"),
        FormKind.INTIMATE_CARE: w._("Intimate care"),
        FormKind.DIETARY: w._("Dietary needs and allergies"),
        FormKind.TRIP: w._("Trip"),
        FormKind.PHOTO: w._("Photos and video"),
        FormKind.FAMILY_MEMBER: w._("Another family member"),
        FormKind.PHOTO_COPY: w._("Copy of a photo"),
        FormKind.REMOTE_LEARNING: w._("Remote learning"),
        FormKind.CONTACT_DETAILS: w._("Contact details"),
        FormKind.OWN: w._("The school's own form"),
    }


KIND_ICONS = {
    FormKind.MEDICATION: ft.Icons.MEDICATION_OUTLINED,
    FormKind.INTIMATE_CARE: ft.Icons.HEALTH_AND_SAFETY_OUTLINED,
    FormKind.DIETARY: ft.Icons.RESTAURANT_OUTLINED,
    FormKind.TRIP: ft.Icons.DIRECTIONS_BUS_OUTLINED,
    FormKind.PHOTO: ft.Icons.PHOTO_CAMERA_OUTLINED,
    FormKind.FAMILY_MEMBER: ft.Icons.PERSON_ADD_OUTLINED,
    FormKind.PHOTO_COPY: ft.Icons.PHOTO_OUTLINED,
    FormKind.REMOTE_LEARNING: ft.Icons.LAPTOP_OUTLINED,
    FormKind.CONTACT_DETAILS: ft.Icons.CONTACT_PHONE_OUTLINED,
    FormKind.OWN: ft.Icons.DESCRIPTION_OUTLINED,
}


def field_names(w: Words) -> dict[FieldKind, str]:
    """How a question can be answered, as the office chooses it."""
    return {
        # Translators: kinds of questions in a form.
        FieldKind.SECTION: w._("Heading"),
        FieldKind.TEXT: w._("A line of words"),
        FieldKind.LONG_TEXT: w._("Several lines of words"),
        FieldKind.YES_NO: w._("Yes or no"),
        FieldKind.CHOICE: w._("One of several"),
        FieldKind.CHOICES: w._("Any of several"),
        FieldKind.NUMBER: w._("Number"),
        FieldKind.MONEY: w._("Money"),
        FieldKind.DATE: w._("Date"),
        FieldKind.TIME: w._("Times of day"),
        FieldKind.FILE: w._("Photo or file"),
        FieldKind.SIGNATURE: w._("Signature"),
    }


FIELD_ICONS = {
    FieldKind.SECTION: ft.Icons.TITLE,
    FieldKind.TEXT: ft.Icons.SHORT_TEXT,
    FieldKind.LONG_TEXT: ft.Icons.NOTES,
    FieldKind.YES_NO: ft.Icons.THUMBS_UP_DOWN_OUTLINED,
    FieldKind.CHOICE: ft.Icons.RADIO_BUTTON_CHECKED,
    FieldKind.CHOICES: ft.Icons.CHECK_BOX_OUTLINED,
    FieldKind.NUMBER: ft.Icons.NUMBERS,
    FieldKind.MONEY: ft.Icons.CURRENCY_POUND,
    FieldKind.DATE: ft.Icons.EVENT,
    FieldKind.TIME: ft.Icons.SCHEDULE,
    FieldKind.FILE: ft.Icons.ATTACH_FILE,
    FieldKind.SIGNATURE: ft.Icons.DRAW_OUTLINED,
}


def menu(name: str, chosen: str, items: Sequence[tuple[str, bool, Callable[[], Any]]]) -> ft.Control:
    """A menu that looks like a field: its name, what is chosen, and each thing to choose (its name, chosen, a tap).

    Flutter's own drop-down has no name, and only a mouse opens it.
    """
    said = ft.Column([small(name), words(chosen)], spacing=0, tight=True, expand=True)
    shell = ft.Container(
        ft.Row([said, ft.Icon(ft.Icons.ARROW_DROP_DOWN)]),
        border=ft.Border.all(1.2, ft.Colors.OUTLINE),
        border_radius=theme.RADIUS_FIELD,
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.HAIR),
    )
    entries = [
        # Not ``checked``: only a mouse can choose such an item.
        ft.PopupMenuItem(one, icon=ft.Icons.CHECK if here else None, on_click=lambda _, tap=tap: tap())
        for one, here, tap in items
    ]
    button = ft.PopupMenuButton(shell, items=entries, tooltip="", menu_position=ft.PopupMenuPosition.UNDER)
    # A button of its own: else its words become those of what is around it, and nobody opens it by ear.
    return ft.MergeSemantics(ft.Semantics(content=button, button=True))
