"""Finding answers: by class, by a name, by what was answered, and in which order (spec 7.5)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.forms.saying import said
from client.forms.staff_parts import menu
from client.forms.staff_store import StaffFormsStore
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import choice, icon_button, side_button
from client.ui.sides import chip_row
from client.ui.text import small
from client.ui.typing import TypedField
from wire.form_rules import NO, YES
from wire.forms import Answers, CollationAsk, Field, FieldKind, Form, Sort

FILTERS = frozenset({FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.CHOICES})
Look = Callable[..., Any]


@component
def Finding(
    account: Account, me: MeStore, store: StaffFormsStore, form: Form, ask: CollationAsk, look: Look
) -> ft.Control:
    """Each change is looked up at once; a name when it is typed."""
    w = account.words
    typed, type_in = use_state(ask.q)
    name = TypedField(
        w._("Find a name"),
        typed,
        type_in,
        submit=lambda said: look(q=said.strip()),
        max_length=80,
        counter="",
    )
    find = icon_button(w._("Find"), ft.Icons.SEARCH, lambda _: look(q=typed.strip()))
    menus = [
        _classes(w, classes_of(me, store), form, ask, look),
        _fields(w, form, ask, look),
        _sorts(w, ask, look),
    ]
    rows: list[ft.Control] = [
        ft.Semantics(content=ft.Row([ft.Container(name, expand=True), find], spacing=theme.HAIR), container=True),
        ft.Row(
            [ft.Container(one, width=260) for one in menus if one is not None],
            wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG,
        ),
        *_values(w, form, ask, look),
    ]  # fmt: skip
    if ask != CollationAsk(form_id=ask.form_id, before=ask.before, sort=ask.sort, down=ask.down):
        everything = partial(look, class_id=None, field=None, value="", q="")
        rows.append(
            ft.Row([side_button(w._("Show everybody"), lambda _: _all(type_in, everything))], wrap=True)
        )
    return ft.Column(rows, spacing=theme.SNUG)


def _all(type_in: Callable[[str], None], everything: Callable[[], Any]) -> None:
    type_in("")
    everything()


def _classes(
    w: Words, classes: list[tuple[int, str]], form: Form, ask: CollationAsk, look: Look
) -> ft.Control | None:
    if len(classes) < 2 or (form.topic or "").startswith(("class:", "pupil:")):
        return None
    names = dict(classes)
    items = [(w._("All classes"), ask.class_id is None, partial(look, class_id=None))]
    items += [(name, one == ask.class_id, partial(look, class_id=one)) for one, name in classes]
    chosen = names.get(ask.class_id or 0, w._("All classes"))
    return menu(w._("Which class?"), chosen, items)


def classes_of(me: MeStore, store: StaffFormsStore) -> list[tuple[int, str]]:
    """The classes that I have to do with: number and name. The office posts to none, and has to do with all."""
    mine = [one for one in store.places or me.audiences if one.topic.startswith("class:")]
    return [(int(one.topic.partition(":")[2]), one.name) for one in mine]


def _fields(w: Words, form: Form, ask: CollationAsk, look: Look) -> ft.Control | None:
    known = [one for one in form.fields if one.kind in FILTERS]
    if not known:
        return None
    items = [(w._("Any answers"), ask.field is None, partial(look, field=None, value=""))]
    for one in known:
        first = next(iter(values_of(one)), "")
        name = shown(one.label, w.lang).body
        items.append((name, one.key == ask.field, partial(look, field=one.key, value=first)))
    chosen = next((name for name, here, _ in items if here), "")
    # Translators: a menu of the questions of a form; the list shows only those who answered it in a certain way.
    return menu(w._("Only those who answered"), chosen, items)


def values_of(one: Field) -> tuple[str, ...]:
    """What can be answered."""
    return (YES, NO) if one.kind is FieldKind.YES_NO else tuple(option.key for option in one.options)


def _values(w: Words, form: Form, ask: CollationAsk, look: Look) -> list[ft.Control]:
    one = next((known for known in form.fields if known.key == ask.field), None)
    if one is None:
        return []
    chips = [
        choice(
            said(w, one, Answers(values={one.key: (value,)})),
            lambda _, value=value: look(value=value),
            chosen=value == ask.value,
        )
        for value in values_of(one)
    ]
    return [small(w._("With which answer?")), chip_row(chips)]


def _sorts(w: Words, ask: CollationAsk, look: Look) -> ft.Control:
    # Translators: in which order a list is.
    names = {
        (Sort.NAME, False): w._("By name"),
        (Sort.CLASS, False): w._("By class"),
        (Sort.TIME, True): w._("The newest first"),
        (Sort.TIME, False): w._("The oldest first"),
    }
    now = (ask.sort, ask.down)
    items = [(name, key == now, partial(look, sort=key[0], down=key[1])) for key, name in names.items()]
    return menu(w._("In which order?"), names.get(now, names[Sort.NAME, False]), items)
