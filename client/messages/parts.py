"""The pieces of messages: what a thread is called, its last words in one line, the line between two days."""

import flet as ft

from client.core.account import Account
from client.core.me import Side
from client.core.words import Words
from client.translation.shown import Shown, shown
from client.ui import theme
from client.ui.parts import avatar
from client.ui.text import small, strong
from client.ui.values import CENTRE
from wire.messages import Message, MessageState, Thread, ThreadKind


def team_name(w: Words, class_name: str) -> str:
    """The class team as families know it."""
    # Translators: the teachers and assistants of one class; {name} is a class such as "3 Kestrel".
    return w._("Class team of {name}", name=class_name)


def others_name(w: Words, thread: Thread, side: Side) -> str:
    """With whom one talks: for staff the child, for a family the class team or the staff by name."""
    if side == "staff":
        return thread.pupil_name
    if thread.kind is ThreadKind.CLASS:
        return team_name(w, thread.class_name)
    return w.listing([person.name for person in thread.staff])


def face(thread: Thread, side: Side) -> ft.Control:
    """The round mark of the others: a letter of a name, or a group for a class team."""
    if side == "staff" or thread.kind is ThreadKind.NAMED:
        name = thread.pupil_name if side == "staff" else next((one.name for one in thread.staff), "")
        return avatar(name)
    return group_face()


def group_face(icon: ft.IconData = ft.Icons.GROUPS_OUTLINED) -> ft.Control:
    """The round mark of several people."""
    return ft.Container(
        ft.Icon(icon, size=24, color=ft.Colors.ON_PRIMARY_CONTAINER),
        width=40,
        height=40,
        border_radius=theme.RADIUS_FULL,
        bgcolor=ft.Colors.PRIMARY_CONTAINER,
        alignment=CENTRE,
    )


def about_whom(w: Words, thread: Thread, side: Side) -> str:
    """The line below: the child for a family; for staff the class, and who else of the staff is in it."""
    if side == "family":
        return thread.pupil_name
    if thread.kind is ThreadKind.CLASS:
        return team_name(w, thread.class_name)
    return w.listing([person.name for person in thread.staff])


def words_of(message: Message, lang: str) -> Shown:
    """A message's words as this reader sees them."""
    return shown(message.text, lang)


def in_one_line(w: Words, message: Message) -> tuple[str, str]:
    """A message for a list, and the language in which it stands: its words, else what was sent with it."""
    if message.state is MessageState.REMOVED:
        return w._("This message was removed."), w.lang
    seen = words_of(message, w.lang)
    if seen.body.strip():
        return " ".join(seen.body.split()), seen.lang
    if message.photos:
        return w.n("{n} photo", "{n} photos", len(message.photos)), w.lang
    return w.n("{n} file", "{n} files", len(message.files)), w.lang


def name_and_time(account: Account, name: str, when: str) -> ft.Control:
    """A name, and at the other end of the line the time; below it where letters are large."""
    if account.me.preferences.text_size >= theme.LARGE or not when:
        return ft.Column([strong(name), *([small(when)] if when else [])], spacing=0)
    return ft.Row(
        [strong(name, expand=True), small(when)],
        spacing=theme.SNUG,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def day_line(w: Words, at: int, now: int) -> ft.Control:
    """The day that begins here, with its weekday; a heading, so that one can jump from day to day."""
    line = ft.Container(
        ft.Text(
            w.date(at, now), theme_style=ft.TextThemeStyle.LABEL_MEDIUM, color=ft.Colors.ON_SURFACE_VARIANT
        ),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=theme.RADIUS_FULL,
        padding=ft.Padding.symmetric(horizontal=theme.SPACE, vertical=theme.HAIR),
    )
    return ft.Semantics(
        content=ft.Row([line], alignment=ft.MainAxisAlignment.CENTER), header=True, heading_level=3
    )
