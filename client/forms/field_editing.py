"""One question of a form that is being written: as a line, and open to be changed."""

from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.forms.hand import CHOOSING, Hand, new_option, possible
from client.forms.staff_parts import FIELD_ICONS, field_names, menu, wrapped
from client.ui import theme
from client.ui.component import component, row
from client.ui.parts import card, choice, icon_button, problem_note, side_button, switch, text_button
from client.ui.text import small, strong, words
from client.ui.typing import TypedField
from wire.form_rules import YES
from wire.forms import MOST_OPTIONS, FieldDraft, FieldKind, OptionDraft, ShownIf

LARGEST = 10**9


@row
def FieldCard(
    account: Account, hand: Hand, one: FieldDraft, at: int, many: int, problem: str,
    earlier: tuple[FieldDraft, ...], opened: bool,
) -> ft.Control:  # fmt: skip
    """A question. ``earlier``: those before it, of which its being shown can depend."""
    w = account.words
    lines: list[ft.Control] = [_line(w, hand, one, at, many, earlier, opened=opened)]
    if problem:
        lines.append(problem_note(problem))
    if opened:
        lines.append(FieldEditor(account, hand, one, earlier, key=f"edit-{one.key}"))
    return card(ft.Column(lines, spacing=theme.SPACE), flat=True, padding=theme.SPACE)


def _line(
    w: Words,
    hand: Hand,
    one: FieldDraft,
    at: int,
    many: int,
    earlier: tuple[FieldDraft, ...],
    *,
    opened: bool,
) -> ft.Control:
    name = one.label.strip() or w._("Question without words")
    facts = [field_names(w)[one.kind]]
    if one.required:
        facts.append(w._("must be answered"))
    if one.shown_if is not None:
        facts.append(shown_if_said(w, one.shown_if, earlier))
    # Translators: the number of a question in its form, and its words.
    said = ft.Column(
        [
            strong(w._("{n}. {question}", n=w.number(at + 1), question=name)),
            small(" · ".join(facts)),
        ],
        spacing=2,
        expand=True,
    )
    head = ft.Row(
        [ft.Icon(FIELD_ICONS[one.kind], size=20, color=ft.Colors.PRIMARY), said],
        spacing=theme.SNUG,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    buttons = _buttons(w, hand, one.key, name, at, many, opened=opened)
    return ft.Column([head, ft.Row(buttons, alignment=ft.MainAxisAlignment.END, spacing=0)], spacing=0)


def _buttons(
    w: Words, hand: Hand, key: str, name: str, at: int, many: int, *, opened: bool
) -> list[ft.Control]:
    return [
        icon_button(
            w._("Move “{name}” up", name=name), ft.Icons.ARROW_UPWARD, lambda _: hand.move(key, -1),
            disabled=at == 0,
        ),
        icon_button(
            w._("Move “{name}” down", name=name), ft.Icons.ARROW_DOWNWARD, lambda _: hand.move(key, 1),
            disabled=at == many - 1,
        ),
        icon_button(w._("Take “{name}” out", name=name), ft.Icons.DELETE_OUTLINE, lambda _: hand.remove(key)),
        icon_button(
            w._("Close “{name}”", name=name) if opened else w._("Change “{name}”", name=name),
            ft.Icons.EXPAND_LESS if opened else ft.Icons.EDIT_OUTLINED,
            lambda _: hand.turn(key),
            chosen=opened,
        ),
    ]  # fmt: skip


@component
def FieldEditor(account: Account, hand: Hand, one: FieldDraft, earlier: tuple[FieldDraft, ...]) -> ft.Control:
    """Everything of a question that can be changed."""
    w = account.words
    parts: list[ft.Control] = [
        _text(
            w._("Words of the heading") if one.kind is FieldKind.SECTION else w._("Question"),
            one.label, lambda said: hand.change(one.key, label=said), 300,
        ),
        _text(w._("Help below it"), one.help, lambda said: hand.change(one.key, help=said), 1_000),
        _kinds(w, hand, one),
    ]  # fmt: skip
    if one.kind is not FieldKind.SECTION:
        must = w._("It must be answered")
        parts.append(switch(must, one.required, lambda on: hand.change(one.key, required=on)))
    if one.kind in CHOOSING:
        parts.append(_options(w, hand, one))
    if one.kind is FieldKind.NUMBER:
        parts.append(_limits(w, hand, one))
    parts.append(_shown_if(w, hand, one, earlier))
    parts.append(
        ft.Row([text_button(w._("Done"), lambda _: hand.turn(one.key), icon=ft.Icons.CHECK)], wrap=True)
    )
    return ft.Column(parts, spacing=theme.SPACE, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _text(label: str, value: str, put: Any, most: int) -> ft.Control:
    return TypedField(
        label, value, put, max_length=most, multiline=True, min_lines=1, max_lines=6,
        capitalization=ft.TextCapitalization.SENTENCES,
    )  # fmt: skip


def _kinds(w: Words, hand: Hand, one: FieldDraft) -> ft.Control:
    names = field_names(w)
    items = [(name, kind is one.kind, partial(hand.be, one, kind)) for kind, name in names.items()]
    return menu(w._("How is it answered?"), names[one.kind], items)


def _options(w: Words, hand: Hand, one: FieldDraft) -> ft.Control:
    def put(options: tuple[OptionDraft, ...]) -> None:
        hand.change(one.key, options=options)

    def move(at: int) -> None:
        first, second = one.options[at - 1], one.options[at]
        put((*one.options[: at - 1], second, first, *one.options[at + 1 :]))

    rows: list[ft.Control] = [words(w._("Answers to choose from"))]
    for at, option in enumerate(one.options):
        name = w._("Answer {n}", n=w.number(at + 1))
        rename = partial(hand.rename, one.key, option.key)
        line = ft.Container(
            TypedField(name, option.label, rename, max_length=300, key=f"option-{option.key}"), expand=True
        )
        up = icon_button(
            w._("Move answer {n} up", n=w.number(at + 1)), ft.Icons.ARROW_UPWARD,
            lambda _, at=at: move(at), disabled=at == 0,
        )  # fmt: skip
        out = icon_button(
            w._("Take answer {n} out", n=w.number(at + 1)), ft.Icons.CLOSE,
            lambda _, at=at: put((*one.options[:at], *one.options[at + 1 :])),
        )  # fmt: skip
        rows.append(ft.Row([line, up, out], spacing=theme.HAIR, key=f"row-{option.key}"))
    if len(one.options) < MOST_OPTIONS:
        add = side_button(
            w._("Add an answer"), lambda _: put((*one.options, new_option())), icon=ft.Icons.ADD
        )
        rows.append(ft.Row([add], wrap=True))
    return ft.Column(rows, spacing=theme.SNUG)


def _limits(w: Words, hand: Hand, one: FieldDraft) -> ft.Control:
    def number(label: str, value: int | None, name: str) -> ft.Control:
        return TypedField(
            label, _number(value), lambda said: hand.change(one.key, **{name: whole(said)}),
            lambda said: _number(whole(said)), width=150, keyboard_type=ft.KeyboardType.NUMBER, key=name,
        )  # fmt: skip

    unit = TypedField(
        w._("Unit"),
        one.unit,
        lambda said: hand.change(one.key, unit=said),
        width=150,
        max_length=20,
        key="unit",
    )
    return wrapped([
        number(w._("At least"), one.least, "least"), number(w._("At most"), one.most, "most"), unit,
    ])  # fmt: skip


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def whole(typed: str) -> int | None:
    """A whole number that somebody typed; none if it is not one."""
    try:
        number = int(typed.strip())
    except ValueError:
        return None
    return number if abs(number) <= LARGEST else None


def _shown_if(w: Words, hand: Hand, one: FieldDraft, earlier: tuple[FieldDraft, ...]) -> ft.Control:
    """Always, or only after some answers to an earlier question."""
    known = [source for source in earlier if possible(source)]
    if not known and one.shown_if is None:
        return small(
            w._("It is always shown. After a yes-or-no question or a choice, it can depend on that.")
        )

    def depend(source: FieldDraft) -> None:
        hand.change(one.key, shown_if=ShownIf(field=source.key, answers=possible(source)[:1]))

    asked = one.shown_if
    chips: list[ft.Control] = [
        choice(w._("Always"), lambda _: hand.change(one.key, shown_if=None), chosen=asked is None)
    ]
    for source in known:
        name = w._("After “{question}”", question=_short(source.label) or w._("Question without words"))
        on = asked is not None and asked.field == source.key
        chips.append(choice(name, lambda _, source=source: depend(source), chosen=on))
    rows: list[ft.Control] = [words(w._("When is it shown?")), wrapped(chips)]
    source_now = next((source for source in known if asked and source.key == asked.field), None)
    if source_now is not None and asked is not None:
        rows += [small(w._("After which answers?")), _answers(w, hand, one, source_now, asked)]
    return ft.Column(rows, spacing=theme.SNUG)


def _answers(w: Words, hand: Hand, one: FieldDraft, source: FieldDraft, asked: ShownIf) -> ft.Control:
    def turn(key: str) -> None:
        now = set(asked.answers) ^ {key}
        if now:
            kept = tuple(answer for answer in possible(source) if answer in now)
            hand.change(one.key, shown_if=ShownIf(field=source.key, answers=kept))

    return wrapped([
        choice(answer_name(w, source, key), lambda _, key=key: turn(key), chosen=key in asked.answers)
        for key in possible(source)
    ])  # fmt: skip


def answer_name(w: Words, source: FieldDraft, key: str) -> str:
    """One possible answer in words."""
    if source.kind is FieldKind.YES_NO:
        return w.p("answer", "Yes") if key == YES else w.p("answer", "No")
    label = next((option.label for option in source.options if option.key == key), "")
    return label.strip() or w._("Answer without words")


def shown_if_said(w: Words, asked: ShownIf, earlier: tuple[FieldDraft, ...]) -> str:
    """After which answers to which question a field is shown."""
    source = next((one for one in earlier if one.key == asked.field), None)
    if source is None:
        return w._("shown after another question")
    answers = w.listing([answer_name(w, source, key) for key in asked.answers])
    return w._("shown if “{question}” is {answers}", question=_short(source.label), answers=answers)


def _short(label: str) -> str:
    label = label.strip()
    return label if len(label) <= 40 else f"{label[:38].rstrip()}…"
