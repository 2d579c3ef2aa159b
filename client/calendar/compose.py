"""Writing an event: for whom, what, when, how often, where."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

import flet as ft
import msgspec

from client.calendar import actions
from client.calendar.parts import kind_names, repeat_names
from client.calendar.store import CalendarStore
from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.directory.audience import ReachLine, audience_picker, first_topic
from client.guidance.parts import Hint
from client.guidance.store import GuidanceStore
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.drafting import DraftField
from client.ui.drawings import WALL_CALENDAR
from client.ui.moments import DayButton, MinuteButton, today
from client.ui.parts import (
    apart,
    choice,
    empty,
    field,
    main_button,
    problem_note,
    reading_column,
    skeleton_line,
    switch,
)
from client.ui.text import small, title, words
from wire.calendar import EditOccasion, Occasion, OccasionKind, Repeats, When

MORNING: Final = (9 * 60, 10 * 60)
TITLE_LETTERS: Final = 120


@component
def OccasionForm(account: Account, me: MeStore, done: Callable[[], Any]) -> ft.Control:
    """One column; nothing is sent before the button says so, and what is typed is kept."""
    w = account.words
    usual = actions.Choices(first_topic(me.audiences), OccasionKind.OTHER, _tomorrow(account))
    chosen, set_chosen = use_state(actions.choices(account) or usual)
    topic, kind, when = chosen.topic, chosen.kind, chosen.when
    problem, tell = use_state("")

    def choose(**fields: Any) -> None:
        new = msgspec.structs.replace(chosen, **fields)
        set_chosen(new)
        actions.choose(account, new)

    def post(_: Any) -> None:
        wrong = what_is_wrong(w, account.drafts.body(actions.TITLE), when)
        tell(wrong)
        if not wrong:
            account.do(actions.post_occasion, topic, kind, when)
            done()

    drafts = account.drafts
    return _form([
        _section(
            w._("Who is it for?"), audience_picker(w, me.audiences, topic, lambda to: choose(topic=to))
        ),
        ReachLine(account, topic, key=f"reach-{topic}"),
        _section(w._("What is it?"), _kinds(w, kind, lambda to: choose(kind=to))),
        _hinted(account, actions.TITLE, topic, DraftField(account, drafts, actions.TITLE, w._("Title"), 1)),
        WhenFields(account, when, lambda to: choose(when=to)),
        apart(DraftField(account, drafts, actions.VENUE, w._("Place"), 1)),
        _hinted(
            account, actions.DETAILS, topic,
            DraftField(account, drafts, actions.DETAILS, w._("What should families know?"), 4),
        ),
        *([problem_note(problem)] if problem else []),
        ft.Row([main_button(w._("Put into the calendar"), post, icon=ft.Icons.EVENT_AVAILABLE)], wrap=True),
    ])  # fmt: skip


@component
def EditOccasionForm(
    account: Account, store: CalendarStore, occasion_id: int, done: Callable[[], Any]
) -> ft.Control:
    """Fetches the event if it is not here, then shows the form."""
    w = account.words
    looked, set_looked = use_state(False)
    one = store.by_id.get(occasion_id)

    async def look() -> None:
        if occasion_id not in store.by_id:
            await account.attempt(actions.open_occasion, occasion_id)
            set_looked(True)

    ft.use_effect(look, [occasion_id, one is None])
    if one is not None:
        return EditFields(account, one, done, key=f"edit-{occasion_id}")
    if looked:
        return empty(WALL_CALENDAR, w._("This event is not here"), w._("Please go back to the calendar."))
    return skeleton_line(0.7)


@component
def EditFields(account: Account, one: Occasion, done: Callable[[], Any]) -> ft.Control:
    """The words as they were written, never as they were translated."""
    w = account.words
    form, edit = use_state(actions.as_it_is(one, one.when))
    problem, tell = use_state("")

    place = f"eventedit:{one.id}"
    forget = partial(_forget, account, place)
    ft.use_effect(forget, [])

    def put(**fields: Any) -> None:
        edit(msgspec.structs.replace(form, **fields))
        said = {"title", "details"} & fields.keys()
        if said:
            # Where guidance looks: the fields of an edit are no drafts.
            account.type(place, fields[said.pop()])

    def save(_: Any) -> None:
        wrong = what_is_wrong(w, form.title, form.when)
        tell(wrong)
        if not wrong:
            forget()
            account.do(actions.edit_occasion, one.id, form)
            done()

    return _form([
        _section(w._("What is it?"), _kinds(w, form.kind, lambda kind: put(kind=kind))),
        _hint(account, place, one.topic),
        _field(w._("Title"), form.title, lambda said: put(title=said), 1, TITLE_LETTERS),
        WhenFields(account, form.when, lambda when: put(when=when)),
        _field(w._("Place"), form.venue, lambda said: put(venue=said), 1, TITLE_LETTERS),
        _field(w._("What should families know?"), form.details, lambda said: put(details=said), 4, 4_000),
        small(w._("Families see the change at once, here and in their own calendars.")),
        *([problem_note(problem)] if problem else []),
        ft.Row([main_button(w._("Save"), save, icon=ft.Icons.CHECK, disabled=form == _saved(one))], wrap=True),
    ])  # fmt: skip


def _hint(account: Account, place: str, topic: str) -> ft.Control:
    """What is the right way, while somebody writes (spec 6.6)."""
    kind, _, number = topic.partition(":")
    pupil_id = int(number) if kind == "pupil" else None
    return Hint(
        account, account[GuidanceStore], account.drafts, place, "staff", pupil_id, key=f"hint-{place}"
    )


def _hinted(account: Account, place: str, topic: str, content: ft.Control) -> ft.Control:
    """A field and, above it, the right way while somebody writes; nothing between them while all is well."""
    return ft.Column([_hint(account, place, topic), apart(content)], spacing=theme.HAIR)


def _forget(account: Account, place: str) -> None:
    """What was left there by an edit that was not saved is not what stands in the fields."""
    if account.drafts.body(place):
        account.type(place, "")


def _saved(one: Occasion) -> EditOccasion:
    return actions.as_it_is(one, one.when)


def what_is_wrong(w: Words, named: str, when: When) -> str:
    """Why it cannot be sent, in words, before the server would say so; nothing if it can."""
    if not named.strip():
        return w._("Please give the event a title.")
    if len(named) > TITLE_LETTERS:
        return w._("The title is too long. Please write the rest below.")
    same_day = when.first == when.last and when.starts is not None and when.ends is not None
    if when.last < when.first or (same_day and (when.ends or 0) <= (when.starts or 0)):
        return w.refusal("ends_before")
    if when.until is not None and when.until < when.first:
        return w.refusal("series_backwards")
    return ""


@component
def WhenFields(account: Account, when: When, put: Callable[[When], Any]) -> ft.Control:
    """Days, times, and how often it comes again."""
    w = account.words
    lines: list[ft.Control] = [
        title(w._("When?")),
        switch(w._("All day"), when.starts is None, lambda on: put(_all_day(when, on=on))),
        _wrapped(_buttons(account, when, put)),
        words(w._("How often?")),
        _wrapped([
            choice(name, lambda _, to=to: put(_often(when, to)), chosen=when.repeats is to)
            for to, name in repeat_names(w).items()
        ]),
    ]  # fmt: skip
    if when.until is not None:
        change = lambda day: put(msgspec.structs.replace(when, until=day))  # noqa: E731
        lines.append(_wrapped([DayButton(account, w._("Until"), when.until, change, key="until")]))
        lines.append(small(w._("A single time can be left out later.")))
    return ft.Column(lines, spacing=theme.SNUG)


def _buttons(account: Account, when: When, put: Callable[[When], Any]) -> list[ft.Control]:
    w = account.words

    def change(**fields: Any) -> None:
        put(msgspec.structs.replace(when, **fields))

    def begins(day: date) -> None:
        change(first=day, last=max(day, day + when.length))

    buttons: list[ft.Control] = [DayButton(account, w._("First day"), when.first, begins, key="first")]
    if when.starts is not None:
        buttons.append(
            MinuteButton(account, w._("Starts"), when.starts, lambda at: change(starts=at), key="starts")
        )
    buttons.append(DayButton(account, w._("Last day"), when.last, lambda day: change(last=day), key="last"))
    if when.ends is not None:
        buttons.append(MinuteButton(account, w._("Ends"), when.ends, lambda at: change(ends=at), key="ends"))
    return buttons


def _all_day(when: When, *, on: bool) -> When:
    starts, ends = (None, None) if on else MORNING
    return msgspec.structs.replace(when, starts=starts, ends=ends)


def _often(when: When, repeats: Repeats) -> When:
    if repeats is Repeats.NEVER:
        return msgspec.structs.replace(when, repeats=repeats, until=None, skipped=())
    until = when.until or when.first + timedelta(days=366 if repeats is Repeats.YEARLY else 70)
    return msgspec.structs.replace(when, repeats=repeats, until=until)


def _tomorrow(account: Account) -> When:
    day = today(account) + timedelta(days=1)
    return When(first=day, last=day, starts=MORNING[0], ends=MORNING[1])


def _kinds(w: Words, kind: OccasionKind, be: Callable[[OccasionKind], Any]) -> ft.Control:
    return _wrapped(
        [choice(name, lambda _, to=to: be(to), chosen=kind is to) for to, name in kind_names(w).items()]
    )


def _wrapped(controls: list[ft.Control]) -> ft.Control:
    return ft.Row(controls, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)


def _field(label: str, value: str, changed: Callable[[str], Any], lines: int, letters: int) -> ft.Control:
    return field(
        label, value, lambda e: changed(e.control.value), max_length=letters, multiline=lines > 1,
        min_lines=lines, max_lines=max(lines * 2, 1), capitalization=ft.TextCapitalization.SENTENCES,
    )  # fmt: skip


def _section(name: str, content: ft.Control) -> ft.Control:
    return ft.Column([title(name), content], spacing=theme.SNUG)


def _form(parts: list[ft.Control]) -> ft.Control:
    return ft.ListView(
        [
            reading_column(
                ft.Column(parts, spacing=theme.ROOM, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
            )
        ],
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )
