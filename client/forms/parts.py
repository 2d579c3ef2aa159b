"""Pieces of a family's forms: what kind each is, how it stands, until when it is asked for."""

from typing import Final

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.translation.shown import shown
from client.ui import theme
from client.ui.moments import days_between
from client.ui.parts import mark
from client.ui.text import loose, small
from wire.base import Text, TextState
from wire.forms import Due, Form, FormKind

SOON: Final = 7
"""So many days before its end, how many are left is said in words."""

ICONS: Final = {
    FormKind.MEDICATION: ft.Icons.MEDICATION_OUTLINED,
    FormKind.INTIMATE_CARE: ft.Icons.HEALTH_AND_SAFETY_OUTLINED,
    FormKind.DIETARY: ft.Icons.RESTAURANT_OUTLINED,
    FormKind.TRIP: ft.Icons.DIRECTIONS_BUS_OUTLINED,
    FormKind.PHOTO: ft.Icons.PHOTO_CAMERA_OUTLINED,
    FormKind.FAMILY_MEMBER: ft.Icons.PERSON_ADD_OUTLINED,
    FormKind.PHOTO_COPY: ft.Icons.PHOTO_LIBRARY_OUTLINED,
    FormKind.REMOTE_LEARNING: ft.Icons.LAPTOP,
    FormKind.CONTACT_DETAILS: ft.Icons.CONTACT_PHONE_OUTLINED,
    FormKind.OWN: ft.Icons.DESCRIPTION_OUTLINED,
}


def due_mark(w: Words, due: Due) -> ft.Control:
    """How a form stands for one child, in words, with a picture."""
    marks = {
        # Translators: how a form stands for a child.
        Due.OPEN: (w._("To be answered"), ft.Icons.EDIT_NOTE, True),
        Due.AGAIN: (w._("To be answered again"), ft.Icons.EDIT_NOTE, True),
        Due.DONE: (w._("Answered"), ft.Icons.TASK_ALT, False),
        Due.OVER: (w._("The time for answering is over"), ft.Icons.EVENT_BUSY, False),
        Due.ANY_TIME: (w._("Whenever you need it"), ft.Icons.ALL_INCLUSIVE, False),
    }
    name, icon, warm = marks[due]
    return mark(name, icon, warm=warm)


def deadline_said(account: Account, deadline: int) -> str:
    """Until when a form can be answered, and how many days that are when they are few."""
    w, now = account.words, account.clock.now()
    when = w.date_and_time(deadline, now)
    if deadline < now:
        return w._("It could be answered until {when}.", when=when)
    days = days_between(now, deadline, w.zone)
    said = w._("Please answer by {when}.", when=when)
    if days >= SOON:
        return said
    left = w.n("{n} day is left.", "{n} days are left.", days) if days else w._("Less than a day is left.")
    # Translators: two whole sentences, one after the other.
    return w._("{first} {second}", first=said, second=left)


def deadline_line(account: Account, deadline: int) -> ft.Control:
    """The same as a line with its picture."""
    icon = ft.Icon(ft.Icons.SCHEDULE, size=16, color=ft.Colors.ON_SURFACE_VARIANT)
    said = small(deadline_said(account, deadline), colour=ft.Colors.ON_SURFACE)
    return ft.Row([icon, loose(said)], spacing=6)


def is_over(account: Account, form: Form) -> bool:
    """Whether a form takes no answers any more."""
    return form.state != "live" or (form.deadline is not None and form.deadline < account.clock.now())


def texts_of(form: Form) -> list[Text]:
    """Every text of a form."""
    texts = [form.title, *([form.intro] if form.intro else [])]
    for field in form.fields:
        texts += [field.label, *([field.help] if field.help else []), *(one.label for one in field.options)]
    return texts


def checked_said(w: Words, form: Form) -> str:
    """Whether a person checked this translation; empty where the form was written in the reader's language."""
    states = {text.state for text in texts_of(form)}
    if TextState.PENDING in states:
        return w._("Some words are still being translated.")
    if TextState.NONE in states:
        language = w.language(form.title.lang)
        return w._("Some words have no translation yet. They are in {language}.", language=language)
    if states.isdisjoint({TextState.DONE, TextState.CHECKED}):
        return ""
    if form.checked:
        return w._("A person has checked this translation.")
    return w._("A program made this translation. No person has checked it yet.")


def careful_said(w: Words, form: Form) -> str:
    """Why the original stands beside some words; empty where it stands nowhere."""
    if not any(text.id in form.careful and not shown(text, w.lang).original for text in texts_of(form)):
        return ""
    language = w.language(form.title.lang)
    return w._(
        "Where a mistake could do harm, the words are in {language} too. If they do not say the same, "
        "please ask the office before you sign.",
        language=language,
    )


def title_of(w: Words, form: Form) -> str:
    """A form's title, in the reader's language."""
    return shown(form.title, w.lang).body


def line_of(controls: list[ft.Control]) -> ft.Control:
    """Buttons or marks side by side, with a new line where there is no room."""
    return ft.Row(
        controls,
        wrap=True,
        spacing=theme.SNUG,
        run_spacing=theme.SNUG,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
