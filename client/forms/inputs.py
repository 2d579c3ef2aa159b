"""The ways to answer one question: words, numbers, choices, days, times, photos and files."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.photos import PhotoStore
from client.forms.numbers import pounds, typed_number, typed_pence
from client.photos.picking import PickedPhotos, file_button, pick_button
from client.ui import theme
from client.ui.component import component, use_kept, use_state
from client.ui.moments import day_said, picked_day, picker_words, today
from client.ui.parts import icon_button, side_button
from wire.form_rules import FIRST_YEAR, LAST_YEAR, LONGEST_LINE
from wire.forms import MAX_ANSWER, MOST_FILES, MOST_TIMES, Field, FieldKind

Say = Callable[[tuple[str, ...]], Any]
"""Told with each change of an answer."""
Found = Callable[[Any], Any]
"""Told which control takes the cursor when somebody is led to the question."""
MORNING: Final = time(8)
FIRST: Final = datetime.combine(date(FIRST_YEAR, 1, 1), time())
LAST: Final = datetime.combine(date(LAST_YEAR, 12, 31), time())


class Typed:
    """The text field as it is drawn, what it told since that last came back as the answer, and who hears it."""

    def __init__(self) -> None:
        self.control: ft.TextField | None = None
        self.shape: dict[str, Any] = {}
        self.told: list[str] = []
        self.say: Say = lambda _: None
        self.as_sent: Callable[[str], str] = str

    def changed(self, e: Any) -> None:
        """A letter more, or less."""
        sent = self.as_sent(e.control.value or "")
        self.told.append(sent)
        self.say((sent,) if sent else ())


@component
def WordsInput(
    account: Account, field: Field, value: str, say: Say, found: Found, frozen: bool
) -> ft.Control:
    """Words, a number or money, typed. Typing draws nothing anew; an answer from elsewhere does."""
    kept = use_kept(Typed)
    as_typed, kept.as_sent = _ways(field.kind)
    kept.say = say
    # The field itself knows a letter before the answer does: drawn from the answer it would lose that letter.
    is_own = kept.control is not None and value in kept.told
    if is_own:
        del kept.told[: kept.told.index(value)]
    shape = {"disabled": frozen, **_shape(account, field)}
    control = kept.control
    if control is None or not is_own or shape != kept.shape:
        control = ft.TextField(
            value=str(control.value) if control is not None and is_own else as_typed(value),
            on_change=kept.changed, border=theme.field_border(), filled=True,
            fill_color=ft.Colors.SURFACE_CONTAINER_LOW, text_style=ft.TextStyle(color=ft.Colors.ON_SURFACE),
            **shape,
        )  # fmt: skip
        kept.control, kept.shape = control, shape
        kept.told = kept.told if is_own else [value]
    found(control)
    return control


def _ways(kind: FieldKind) -> tuple[Callable[[str], str], Callable[[str], str]]:
    if kind is FieldKind.MONEY:
        return pounds, typed_pence
    return str, typed_number if kind is FieldKind.NUMBER else str


def _shape(account: Account, field: Field) -> dict[str, Any]:
    match field.kind:
        case FieldKind.LONG_TEXT:
            return {
                "multiline": True,
                "min_lines": 3,
                "max_lines": 10,
                "max_length": MAX_ANSWER,
                "counter": "",
            }
        case FieldKind.NUMBER:
            unit = account.words.apart(field.unit) if field.unit else None
            return {"keyboard_type": ft.KeyboardType.NUMBER, "suffix": unit, "max_length": 14, "counter": ""}
        case FieldKind.MONEY:
            return {"keyboard_type": ft.KeyboardType.NUMBER, "prefix": "£", "max_length": 12, "counter": ""}
        case _:
            return {
                "max_length": LONGEST_LINE,
                "counter": "",
                "capitalization": ft.TextCapitalization.SENTENCES,
            }


Choices = Sequence[tuple[str, ft.Control]]
"""The key of each thing to choose and its words."""


def choices_input(
    options: Choices, value: tuple[str, ...], say: Say, found: Found, *, several: bool, frozen: bool
) -> ft.Control:
    """One below the other, each as wide as the page: a thumb finds them. A second tap takes a choice back."""

    def tapped(key: str) -> None:
        if several:
            say(tuple(one for one, _ in options if (one in value) != (one == key)))
        else:
            say(() if key in value else (key,))

    rows: list[ft.Control] = []
    for key, words in options:
        button = _option(words, lambda _, key=key: tapped(key), chosen=key in value, several=several)
        button.disabled = frozen
        if not rows:
            found(button)
        rows.append(ft.MergeSemantics(ft.Semantics(content=button, checked=key in value)))
    return ft.Column(rows, spacing=theme.SNUG, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _option(words: ft.Control, tap: Any, *, chosen: bool, several: bool) -> ft.OutlinedButton:
    on, off = ft.Icons.RADIO_BUTTON_CHECKED, ft.Icons.RADIO_BUTTON_OFF
    if several:
        on, off = ft.Icons.CHECK_BOX, ft.Icons.CHECK_BOX_OUTLINE_BLANK
    words.expand = True
    line = ft.Row([ft.Icon(on if chosen else off, size=22), words], spacing=theme.SPACE)
    return ft.OutlinedButton(
        line,
        on_click=tap,
        style=ft.ButtonStyle(
            bgcolor=ft.Colors.PRIMARY_CONTAINER if chosen else ft.Colors.SURFACE_CONTAINER_LOW,
            side=ft.BorderSide(1.2, ft.Colors.PRIMARY if chosen else ft.Colors.OUTLINE),
            shape=ft.RoundedRectangleBorder(radius=theme.RADIUS_FIELD),
            padding=ft.Padding.symmetric(horizontal=theme.SPACE, vertical=theme.SPACE),
        ),
    )


@component
def DayInput(account: Account, name: str, value: str, say: Say, found: Found, frozen: bool) -> ft.Control:
    """A button that shows the day and asks for another one; the way to take it out again."""
    w = account.words
    asking, ask = use_state(False)
    day = as_day(value)

    def chosen(e: Any) -> None:
        ask(False)
        say((picked_day(e.control.value).isoformat(),))

    now = datetime.combine(today(account), time())
    picker = ft.DatePicker(
        value=datetime.combine(day, time()) if day else now, first_date=FIRST,
        last_date=LAST, current_date=now, help_text=name, on_change=chosen,
        **picker_words(w, lambda: ask(False)),
    )  # fmt: skip
    ft.use_dialog(picker if asking else None)
    # The name stands in the button as well: by ear two buttons that only say a day could not be told apart.
    said = day_said(account, day) if day else w._("Choose a day")
    button = side_button(said, lambda _: ask(True), icon=ft.Icons.EVENT, disabled=frozen)
    found(button)
    out = (
        [icon_button(w._("Take the day out"), ft.Icons.CLOSE, lambda _: say(()))]
        if day and not frozen
        else []
    )
    return _line([button, *out])


def as_day(value: str) -> date | None:
    """The day of an answer, if it is one."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


@component
def TimesInput(
    account: Account, name: str, value: tuple[str, ...], say: Say, found: Found, frozen: bool
) -> ft.Control:
    """Times of day, as those at which a medicine is given: each can be taken out, one more added."""
    w = account.words
    asking, ask = use_state(False)

    def chosen(e: Any) -> None:
        ask(False)
        say(tuple(sorted({*value, f"{e.control.value:%H:%M}"})))

    picker = ft.TimePicker(
        value=MORNING, help_text=name, on_change=chosen, hour_format=ft.TimePickerHourFormat.H24,
        **picker_words(w, lambda: ask(False)),
    )  # fmt: skip
    ft.use_dialog(picker if asking else None)
    add = w._("Add another time") if value else w._("Choose a time")
    button = side_button(
        add, lambda _: ask(True), icon=ft.Icons.SCHEDULE, disabled=frozen or len(value) >= MOST_TIMES
    )
    found(button)
    return _line([*[_time(account, one, value, say, frozen=frozen) for one in value], button])


def _time(account: Account, one: str, value: tuple[str, ...], say: Say, *, frozen: bool) -> ft.Control:
    w, said = account.words, clock_of(account, one)

    def take_out(_: Any) -> None:
        say(tuple(other for other in value if other != one))

    # Translators: a button that takes a time of day out of an answer.
    out = icon_button(w._("Take {time} out", time=said), ft.Icons.CLOSE, take_out, disabled=frozen)
    return ft.Container(
        ft.Row(
            [ft.Text(said, theme_style=ft.TextThemeStyle.BODY_LARGE), out], spacing=theme.HAIR, tight=True
        ),
        bgcolor=ft.Colors.PRIMARY_CONTAINER,
        border_radius=theme.RADIUS_FULL,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM),
    )


def clock_of(account: Account, value: str) -> str:
    """A time of day of an answer, as the reader writes it."""
    hour, _, minute = value.partition(":")
    return (
        account.words.clock(int(hour) * 60 + int(minute))
        if hour.isdecimal() and minute.isdecimal()
        else value
    )


@component
def FilesInput(account: Account, photos: PhotoStore, place: str, slot: str, frozen: bool) -> ft.Control:
    """Photos and files for one question, with how far each has come."""
    held, files = len(photos.of(place, "photo", slot)), len(photos.of(place, "file", slot))
    buttons: list[ft.Control] = []
    if not frozen and held + files < MOST_FILES:
        buttons = [
            pick_button(account, place, MOST_FILES - files, slot=slot),
            file_button(account, place, MOST_FILES - held, slot=slot),
        ]
    return ft.Column([PickedPhotos(account, photos, place, slot), _line(buttons)], spacing=theme.SNUG)


def _line(controls: list[ft.Control]) -> ft.Control:
    return ft.Row(
        controls, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
