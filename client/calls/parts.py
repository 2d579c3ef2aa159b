"""The pieces of a wish for a call: when, about what, in which language."""

from typing import Final

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.office import tel
from client.ui.text import small, strong
from wire.calls import Call, Day, DayTime
from wire.guidance import MatterKind

KINDS: Final = tuple(kind for kind in MatterKind if kind is not MatterKind.INJURY_OR_INCIDENT)
"""What a parent may want to speak about."""


def day_name(w: Words, day: Day) -> str:
    """A day's name."""
    names = {
        Day.MONDAY: w._("Monday"),
        Day.TUESDAY: w._("Tuesday"),
        Day.WEDNESDAY: w._("Wednesday"),
        Day.THURSDAY: w._("Thursday"),
        Day.FRIDAY: w._("Friday"),
    }
    return names[day]


def time_name(w: Words, time: DayTime) -> str:
    """A part of the day."""
    names = {
        DayTime.MORNING: w._("Before 11:00"),
        DayTime.MIDDAY: w._("11:00 to 13:00"),
        DayTime.AFTERNOON: w._("After 13:00"),
    }
    return names[time]


def kind_name(w: Words, kind: MatterKind) -> str:
    """What a call is about."""
    names = {
        MatterKind.ABSENCE: w._("Not coming to school"),
        MatterKind.LATENESS: w._("Being late"),
        MatterKind.APPOINTMENT: w._("An appointment"),
        MatterKind.FIRST_AID: w._("An injury or an illness"),
        MatterKind.BEHAVIOUR: w._("Behaviour"),
        MatterKind.CONCERN: w._("A worry"),
        MatterKind.COMPLAINT: w._("A complaint"),
        MatterKind.INJURY_OR_INCIDENT: w._("An injury or an incident"),
        MatterKind.DISCLOSURE: w._("Somebody is not safe"),
    }
    return names[kind]


def when_line(w: Words, call: Call) -> str:
    """On which days and at which times a call suits."""
    days = w.listing([day_name(w, day) for day in call.days]) if call.days else w._("any school day")
    times = w.listing([time_name(w, time) for time in call.times]) if call.times else w._("any time")
    # Translators: when a call suits, as in "Monday and Tuesday, before 11:00".
    return w._("{days}, {times}", days=days, times=times)


def about_line(w: Words, call: Call) -> str:
    """About whom, and what."""
    parts = [w.apart(call.pupil_name)] if call.pupil_name else []
    parts += [w.apart(call.class_name)] if call.class_name else []
    parts += [kind_name(w, call.kind)] if call.kind else []
    return " · ".join(parts)


def call_lines(account: Account, call: Call, now: int) -> list[ft.Control]:
    """What a card of a call says, without who asked."""
    w = account.words
    lines: list[ft.Control] = [_line(ft.Icons.TRANSLATE, strong(w.language(call.lang)))]
    if about := about_line(w, call):
        lines.append(_line(ft.Icons.CHILD_CARE_OUTLINED, small(about)))
    lines.append(_line(ft.Icons.SCHEDULE, small(when_line(w, call))))
    if call.text is not None:
        lines.append(written(account, shown(call.text, w.lang)))
    lines.append(small(w._("Asked {ago}", ago=w.when(call.at, now))))
    return lines


def phone_button(w: Words, call: Call) -> ft.Control:
    """Dials the number that the parent gave."""
    # Set apart, so that the number keeps its order in a line that runs from right to left.
    return ft.TextButton(w.phone(call.phone), icon=ft.Icons.CALL_OUTLINED, url=tel(call.phone))


def _line(icon: ft.IconData, text: ft.Text) -> ft.Control:
    text.expand = True
    return ft.Row([ft.Icon(icon, size=18, color=ft.Colors.ON_SURFACE_VARIANT), text], spacing=theme.SNUG)
