"""Pieces of the calendar: one thing on a day, its kind, its time and whom it is for, in words."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, Final

import flet as ft

from client.calendar.agenda import Entry
from client.core.account import Account
from client.core.words import Words
from client.directory.audience import topic_name
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import row, use_state
from client.ui.moments import day_said, moment
from client.ui.parts import card, mark
from client.ui.text import small, strong
from wire.calendar import Occasion, OccasionKind, OccasionState, Repeats, When
from wire.hours import ClosureKind

ICONS: Final = {
    OccasionKind.REVIEW_DAY: ft.Icons.RATE_REVIEW_OUTLINED,
    OccasionKind.COFFEE_MORNING: ft.Icons.COFFEE_OUTLINED,
    OccasionKind.WORKSHOP: ft.Icons.HANDYMAN_OUTLINED,
    OccasionKind.TRIP: ft.Icons.DIRECTIONS_BUS_OUTLINED,
    OccasionKind.MEETING: ft.Icons.GROUPS_OUTLINED,
    OccasionKind.PERFORMANCE: ft.Icons.THEATER_COMEDY_OUTLINED,
    OccasionKind.SPORT: ft.Icons.SPORTS_SOCCER_OUTLINED,
    OccasionKind.OTHER: ft.Icons.EVENT_OUTLINED,
}


def kind_names(w: Words) -> dict[OccasionKind, str]:
    """What each kind is called."""
    return {
        # Translators: a day on which parents, teachers and others talk about how a child is getting on.
        OccasionKind.REVIEW_DAY: w._("Review day"),
        OccasionKind.COFFEE_MORNING: w._("Coffee morning"),
        OccasionKind.WORKSHOP: w._("Workshop"),
        # Translators: a school trip.
        OccasionKind.TRIP: w._("Trip"),
        OccasionKind.MEETING: w._("Meeting"),
        # Translators: a play, a concert or an assembly that families can watch.
        OccasionKind.PERFORMANCE: w._("Performance"),
        OccasionKind.SPORT: w._("Sport"),
        # Translators: an event of another kind.
        OccasionKind.OTHER: w.p("event", "Other"),
    }


def repeat_names(w: Words) -> dict[Repeats, str]:
    """How often something can come again."""
    return {
        Repeats.NEVER: w._("Once"),
        Repeats.WEEKLY: w._("Every week"),
        Repeats.FORTNIGHTLY: w._("Every two weeks"),
        Repeats.MONTHLY: w._("Every month"),
        Repeats.YEARLY: w._("Every year"),
    }


def closure_names(w: Words) -> dict[ClosureKind, str]:
    """What each kind of closed day is called."""
    return {
        ClosureKind.HOLIDAY: w._("Holiday"),
        # Translators: a day without lessons on which staff are trained (INSET day).
        ClosureKind.TRAINING: w._("Training day"),
        ClosureKind.BANK_HOLIDAY: w._("Bank holiday"),
    }


def place_name(w: Words, one: Occasion) -> str:
    """Whom it is for, in words."""
    return topic_name(w, one.topic, one.audience)


def clock_said(w: Words, when: When) -> str:
    """The time of day, or that it lasts all day."""
    if when.starts is None or when.ends is None:
        return w._("All day")
    return w._("{first} to {last}", first=w.clock(when.starts), last=w.clock(when.ends))


def days_said(account: Account, first: date, last: date) -> str:
    """A day, or from the first to the last of several."""
    if first == last:
        return day_said(account, first)
    # Translators: from the first day to the last day.
    return account.words._("{first} to {last}", first=day_said(account, first), last=day_said(account, last))


def series_said(account: Account, when: When) -> str:
    """How often it comes again, and until when; nothing for what comes once."""
    if when.repeats is Repeats.NEVER or when.until is None:
        return ""
    w = account.words
    until = w.date(moment(when.until, time(12), w.zone), account.clock.now())
    # Translators: {often} is "Every week", "Every month" and the like.
    return w._("{often}, until {date}", often=repeat_names(w)[when.repeats], date=until)


def title_of(w: Words, entry: Entry, *, original: bool = False) -> str:
    """What stands on a day, in one line, in the reader's language or as it was written."""
    if entry.term is not None:
        name = shown(entry.term.name, w.lang, original=original).body
        # Translators: {name} is the name of a term, as "Autumn term".
        return w._("{name} ends", name=name) if entry.ends else w._("{name} begins", name=name)
    if entry.closure is not None:
        return shown(entry.closure.name, w.lang, original=original).body
    if entry.occasion is None:
        return ""
    said = shown(entry.occasion.title, w.lang, original=original).body
    if entry.occasion.state is OccasionState.CANCELLED:
        # Translators: {title} is the title of an event that will not take place.
        return w._("Cancelled: {title}", title=said)
    return said


def said_of(account: Account, entry: Entry) -> str:
    """One thing for whoever does not see the grid: its title and its time."""
    w = account.words
    if entry.occasion is None:
        return title_of(w, entry)
    return f"{title_of(w, entry)}, {clock_said(w, entry.occasion.when)}"


@row
def EntryCard(account: Account, entry: Entry, lang: str, go: Callable[[str], Any]) -> ft.Control:
    """One thing on a day; an occasion opens on a tap."""
    if entry.occasion is None:
        return DaysCard(account, entry)
    one, w = entry.occasion, account.words
    title = written(account, shown(one.title, lang))
    title.weight = ft.FontWeight.W_600
    lines: list[ft.Control] = [_head(w, one), title]
    if one.venue is not None:
        lines.append(_venue(account, one, lang))
    if entry.first != entry.last:
        lines.append(small(days_said(account, entry.first, entry.last)))
    box = card(
        ft.Column(lines, spacing=theme.HAIR), tap=lambda _: go(f"/calendar/{one.id}"), padding=theme.SPACE
    )
    return ft.MergeSemantics(ft.Semantics(content=box, button=True))


def _head(w: Words, one: Occasion) -> ft.Control:
    marks: list[ft.Control] = [small(clock_said(w, one.when), colour=ft.Colors.ON_SURFACE)]
    if one.state is OccasionState.CANCELLED:
        marks.append(mark(w._("Cancelled"), ft.Icons.EVENT_BUSY, warm=True))
    else:
        marks.append(mark(kind_names(w)[one.kind], ICONS[one.kind]))
    marks.append(small(place_name(w, one)))
    return ft.Row(
        marks, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip


def _venue(account: Account, one: Occasion, lang: str) -> ft.Control:
    icon = ft.Icon(ft.Icons.PLACE_OUTLINED, size=16, color=ft.Colors.ON_SURFACE_VARIANT)
    said = shown(one.venue, lang).body if one.venue else ""
    return ft.Row([icon, small(account.words.apart(said), expand=True)], spacing=6)


@row
def DaysCard(account: Account, entry: Entry) -> ft.Control:
    """A closed day, or the begin or end of a term: quieter than what one goes to."""
    w = account.words
    original, show_original = use_state(False)
    icon = ft.Icons.SCHOOL_OUTLINED if entry.term else ft.Icons.BEACH_ACCESS_OUTLINED
    lines: list[ft.Control] = [strong(title_of(w, entry, original=original))]
    if entry.closure is not None:
        lines.append(small(closure_names(w)[entry.closure.kind]))
    if entry.first != entry.last:
        lines.append(small(days_said(account, entry.first, entry.last)))
    if (named := entry.term or entry.closure) is not None:
        seen = shown(named.name, w.lang, original=original)
        foot = translation_foot(w, named.name, seen, lambda: show_original(not original))
        lines += [foot] if foot is not None else []
    return ft.Container(
        ft.Row([ft.Icon(icon, color=ft.Colors.ON_TERTIARY_CONTAINER), ft.Column(lines, spacing=2, expand=True)],
               spacing=theme.SPACE),
        bgcolor=ft.Colors.TERTIARY_CONTAINER, border_radius=theme.RADIUS_CARD, padding=theme.SPACE,
    )  # fmt: skip
