"""What a family should know of the staff's day before they wait for an answer (spec 6.1)."""

import flet as ft

from client.core.words import Words
from client.ui import theme
from client.ui.parts import card
from client.ui.text import small, title, words
from wire.hours import HoursNow


def school_day(w: Words, hours: HoursNow) -> list[str]:
    """Until when staff teach, and on which days they have training; nothing where the school keeps no hours."""
    if not hours.on:
        return []
    # Translators: {time} is the time of day at which lessons end.
    said = [w._("Staff teach until {time}, and can answer after that.", time=w.clock(hours.teaching_until))]
    if hours.training:
        days = w.listing([w.weekday(day) for day in sorted(hours.training)])
        # Translators: {days} is one weekday or several: "Monday and Wednesday".
        said.append(w._("All staff have training after school on these days: {days}.", days=days))
    return said


def school_day_line(w: Words, hours: HoursNow) -> ft.Control | None:
    """The same, quietly, where a message is written."""
    said = school_day(w, hours)
    if not said:
        return None
    return ft.Row(
        [
            ft.Icon(ft.Icons.SCHEDULE, size=16, color=ft.Colors.ON_SURFACE_VARIANT),
            small(" ".join(said), expand=True),
        ],
        spacing=theme.SNUG,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def school_day_card(w: Words, hours: HoursNow) -> list[ft.Control]:
    """The same on the page about a conversation."""
    said = school_day(w, hours)
    if not said:
        return []
    lines: list[ft.Control] = [title(w._("When staff can answer")), *(words(one) for one in said)]
    return [card(ft.Column(lines, spacing=theme.SNUG), flat=True)]
