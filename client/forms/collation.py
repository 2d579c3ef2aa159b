"""What was answered, as a table where there is room and as cards where there is not (spec 7.5)."""

from functools import partial
from typing import Any, Final

import flet as ft
import msgspec

from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.forms import staff_actions
from client.forms.finding import Finding
from client.forms.overview import download
from client.forms.passing import PassingOn
from client.forms.saying import NOTHING, said_by
from client.forms.staff_parts import Go, makes, scrolled, use_loading, use_places, wrapped
from client.forms.staff_store import StaffFormsStore, Table
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.drawings import LETTER
from client.ui.parts import card, empty, icon_button, mark, note, side_button
from client.ui.text import small, strong, words
from client.ui.window import Window
from wire.forms import (
    COLLATION_PAGE,
    CollationAsk,
    CollationRow,
    Due,
    Field,
    FieldKind,
    Form,
    FormKind,
)

AT_ONCE: Final = 25
"""Rows on the screen: a page of the server's has more than a browser draws at once."""
FEW: Final = 3
"""Answers on a card."""
NAME_WIDTH: Final = 220
WIDEST: Final = 1_400
"""Pixels: a wider table could not be read along its lines."""
STATE_WIDTH: Final = 130
CELL_WIDTH: Final = 180
LINED: Final = ft.Padding.symmetric(vertical=theme.SPACE)
"""Within a row of the table, so that all of it stands on one line with the name."""
APART: Final = frozenset({FieldKind.SECTION, FieldKind.SIGNATURE})


@component
def AnswersPage(
    account: Account, me: MeStore, store: StaffFormsStore, window: Window, go: Go, form_id: int
) -> ft.Control:
    """Loads the first page, then shows it; a new page or filter is loaded in its place."""
    first = CollationAsk(form_id=form_id)
    waits = use_loading(
        account, store, ("table", form_id), lambda: account.do(staff_actions.load_table, first)
    )
    use_places(account, store)
    table = store.tables.get(form_id)
    if waits is not None or table is None:
        return scrolled([waits] if waits is not None else [])
    return Gathered(account, me, store, table, window, go, key=f"table-{form_id}")


@component
def Gathered(
    account: Account, me: MeStore, store: StaffFormsStore, table: Table, window: Window, go: Go
) -> ft.Control:
    """Finding, the rows, and what can be done with those that are chosen."""
    form, ask = table.page.form, table.ask
    chosen, choose = use_state(frozenset[int]())
    column, turn_columns = use_state(0)
    at, be_at = use_state(0)

    def look(**fields: Any) -> None:
        be_at(0)
        choose(frozenset())
        account.do(staff_actions.load_table, msgspec.structs.replace(ask, before=None, **fields))

    def page(to: int) -> None:
        be_at(to)
        before = to - to % COLLATION_PAGE
        if before != (ask.before or 0):
            account.do(staff_actions.load_table, msgspec.structs.replace(ask, before=before or None))

    start = at % COLLATION_PAGE
    rows = table.page.rows[start : start + AT_ONCE]
    parts: list[ft.Control] = [
        _head(account, table, look),
        Finding(account, me, store, form, ask, look, key="find"),
        _downloads(account, form, ask.class_id),
    ]
    if makes(account):
        passed = tuple(
            dict.fromkeys(to for one in table.page.rows if one.pupil_id in chosen for to in one.passed_to)
        )
        parts.append(PassingOn(account, form, rows, passed, chosen, choose, key="pass"))
    parts += _rows(account, form, rows, window, (column, turn_columns), (chosen, choose), go)
    parts.append(_pages(account.words, at, table.page.total, page))
    return scrolled(parts, width=WIDEST if window.wide else theme.READING_WIDTH)


def _rows(
    account: Account, form: Form, rows: tuple[CollationRow, ...], window: Window, columns: tuple[int, Any],
    choosing: tuple[frozenset[int], Any], go: Go,
) -> list[ft.Control]:  # fmt: skip
    """The table or the cards. ``columns``: the first question that is shown, and turning to another."""
    w = account.words
    fields = tuple(one for one in form.fields if one.kind not in APART)
    if not rows:
        about = w._("Nobody is here who fits what you are looking for.")
        return [empty(LETTER, w._("Nothing to show"), about)]
    if not window.wide:
        return [_card(account, form, one, fields[:FEW], *choosing, go) for one in rows]
    rest = min(window.width, WIDEST) - NAME_WIDTH - STATE_WIDTH - theme.TOUCH - 2 * theme.AIRY
    many, (first, turn) = max(1, rest // (CELL_WIDTH + theme.SPACE)), columns
    grid = _grid(account, form, rows, fields[first : first + many], *choosing, go)
    return [_columns(w, fields, many, first, turn), grid]


def _head(account: Account, table: Table, look: Any) -> ft.Control:
    w, page = account.words, table.page
    lines: list[ft.Control] = [
        strong(w.apart(shown(page.form.title, w.lang).body)),
        small(w.n("{n} child", "{n} children", page.total)),
    ]
    if page.differ:
        said = w.n(
            "For {n} child two adults answered differently. Both answers are kept. Please ask the family.",
            "For {n} children two adults answered differently. Both answers are kept. Please ask the families.",
            page.differ,
        )
        lines.append(note(said, ft.Icons.CALL_SPLIT, wrong=True))
    if table.old:
        again = side_button(w._("Show them"), lambda _: look(), icon=ft.Icons.REFRESH)
        fresh = wrapped([words(w._("There are new answers.")), again])
        lines.append(ft.Semantics(content=fresh, live_region=True))
    return ft.Column(lines, spacing=theme.SNUG)


def _downloads(account: Account, form: Form, class_id: int | None) -> ft.Control:
    w = account.words
    buttons = [
        download(account, form.id, "csv", w._("Save as a table (CSV)"), class_id),
        download(account, form.id, "pdf", w._("Save as PDF"), class_id),
    ]
    if form.kind is FormKind.TRIP:
        buttons.append(download(account, form.id, "trip", w._("Trip list to print"), class_id))
    return wrapped(buttons)


def cell(w: Words, field: Field, one: CollationRow) -> str:
    """What was answered; two answers that are not the same stand one below the other."""
    told = dict.fromkeys(w.apart(said_by(w, field, answer)) or NOTHING for answer in one.answers)
    return "\n".join(told)


def standing(w: Words, one: CollationRow) -> str:
    """Whether there is an answer, and why not."""
    names = {
        # Translators: how a form stands for a child.
        Due.OPEN: w._("Not answered yet"),
        Due.AGAIN: w._("Asked again"),
        Due.DONE: w._("Answered"),
        Due.OVER: w._("Not answered in time"),
        Due.ANY_TIME: w.n("{n} answer", "{n} answers", len(one.answers)),
    }
    return names[one.due]


def _columns(w: Words, fields: tuple[Field, ...], columns: int, at: int, turn: Any) -> ft.Control:
    """Which questions are in the table, and the way to the others."""
    many = len(fields)
    if many <= columns:
        return ft.Container(height=0)
    last = min(many, at + columns)
    # Translators: which columns of a table are shown, as in "Questions 1 to 5 of 14".
    said = w._(
        "Questions {first} to {last} of {all}",
        first=w.number(at + 1),
        last=w.number(last),
        all=w.number(many),
    )
    back = icon_button(w._("Questions before"), ft.Icons.ARROW_BACK, lambda _: turn(max(0, at - columns)),
                       disabled=at == 0)  # fmt: skip
    on = icon_button(w._("Next questions"), ft.Icons.ARROW_FORWARD, lambda _: turn(at + columns),
                     disabled=last >= many)  # fmt: skip
    return ft.Row([back, on, small(said)], spacing=theme.HAIR)


def _grid(
    account: Account, form: Form, rows: tuple[CollationRow, ...], fields: tuple[Field, ...],
    chosen: frozenset[int], choose: Any, go: Go,
) -> ft.Control:  # fmt: skip
    w = account.words
    names = [w._("Child"), w.p("noun", "Answer"), *(w.apart(shown(one.label, w.lang).body) for one in fields)]
    widths = [NAME_WIDTH, STATE_WIDTH, *([CELL_WIDTH] * len(fields))]
    head: list[ft.Control] = [ft.Container(width=theme.TOUCH, visible=makes(account))]
    head += [
        ft.Container(ft.Text(name, theme_style=ft.TextThemeStyle.LABEL_LARGE, max_lines=3,
                             overflow=ft.TextOverflow.ELLIPSIS), width=width)
        for name, width in zip(names, widths, strict=True)
    ]  # fmt: skip
    lines = [
        TableRow(
            account, form.id, one, tuple(cell(w, field, one) for field in fields), one.pupil_id in chosen,
            partial(_turn, choose, chosen, one.pupil_id) if makes(account) else None, go, w.lang,
            key=f"row-{one.pupil_id}",
        )
        for one in rows
    ]  # fmt: skip
    listed = [ft.Row(head, spacing=theme.SPACE), ft.Divider(height=1), *lines]
    # With large letters, or many questions, the table is wider than the window.
    return card(
        ft.Row([ft.Column(listed, spacing=0)], scroll=ft.ScrollMode.AUTO), flat=True, padding=theme.SPACE
    )


def _turn(choose: Any, chosen: frozenset[int], pupil_id: int) -> None:
    choose(chosen ^ {pupil_id})


@component
def TableRow(
    account: Account, form_id: int, one: CollationRow, cells: tuple[str, ...], here: bool, turn: Any, go: Go,
    lang: str,
) -> ft.Control:  # fmt: skip
    """One child. A tap on the name shows the whole answer."""
    w = account.words
    name = ft.Column([opened(w, form_id, one, go), small(" · ".join(_about(w, one)))], spacing=0)
    boxes: list[ft.Control] = (
        [ft.Container(_tick(w, one, turn, here=here), width=theme.TOUCH)] if turn else []
    )
    boxes.append(ft.Container(name, width=NAME_WIDTH))
    boxes.append(ft.Container(_stands(w, one), width=STATE_WIDTH, padding=LINED))
    boxes += [ft.Container(words(said or NOTHING), width=CELL_WIDTH, padding=LINED) for said in cells]
    line = ft.Row(boxes, spacing=theme.SPACE, vertical_alignment=ft.CrossAxisAlignment.START)
    return ft.Container(
        line,
        padding=ft.Padding.symmetric(vertical=theme.HAIR),
        border=ft.Border(bottom=ft.BorderSide(1, ft.Colors.OUTLINE_VARIANT)),
    )


def opened(w: Words, form_id: int, one: CollationRow, go: Go) -> ft.Control:
    """The name; a button, where there is an answer to see in full."""
    if not one.answers:
        return ft.Container(strong(one.name), padding=LINED)
    path = f"/forms/{form_id}/answers/{one.answers[0].id}"
    style = ft.ButtonStyle(padding=LINED)
    return ft.TextButton(one.name, on_click=lambda _: go(path), style=style)


def _about(w: Words, one: CollationRow) -> list[str]:
    names = [passed.name for passed in one.passed_to]
    said = [w._("Passed on to {names}", names=w.listing(names))] if names else []
    return [one.class_name, *said]


def _stands(w: Words, one: CollationRow) -> ft.Control:
    lines: list[ft.Control] = [small(standing(w, one))]
    if one.differs:
        # Translators: a mark: two adults of a child answered differently.
        lines.append(mark(w._("Differs"), ft.Icons.CALL_SPLIT, warm=True))
    return ft.Column(lines, spacing=theme.HAIR)


def _tick(w: Words, one: CollationRow, turn: Any, *, here: bool) -> ft.Control:
    box = ft.Checkbox(value=here, on_change=lambda _: turn())
    return ft.MergeSemantics(ft.Semantics(content=box, label=w._("Choose {name}", name=one.name)))


def _card(
    account: Account, form: Form, one: CollationRow, fields: tuple[Field, ...], chosen: frozenset[int],
    choose: Any, go: Go,
) -> ft.Control:  # fmt: skip
    w = account.words
    answers = tuple((shown(field.label, w.lang).body, cell(w, field, one)) for field in fields)
    turn = partial(_turn, choose, chosen, one.pupil_id) if makes(account) else None
    return AnswerCard(
        account, form.id, one, answers, one.pupil_id in chosen, turn, go, w.lang, key=f"card-{one.pupil_id}"
    )


@component
def AnswerCard(
    account: Account, form_id: int, one: CollationRow, answers: tuple[tuple[str, str], ...], here: bool, turn: Any,
    go: Go, lang: str,
) -> ft.Control:  # fmt: skip
    """One child on a phone: the first answers, and the way to all of them."""
    w = account.words
    tick = [_tick(w, one, turn, here=here)] if turn else []
    head = ft.Row(
        [ft.Column([strong(one.name), small(" · ".join(_about(w, one)))], spacing=2, expand=True), *tick]
    )
    lines: list[ft.Control] = [head, _stands(w, one)]
    lines += [
        ft.Column([small(w.apart(name)), words(said)], spacing=0)
        for name, said in answers
        if said and said != NOTHING
    ]
    if one.answers:
        path = f"/forms/{form_id}/answers/{one.answers[0].id}"
        button = side_button(w._("See the whole answer"), lambda _: go(path))
        lines.append(ft.Row([ft.Semantics(content=button, label=one.name)], wrap=True))
    return card(ft.Column(lines, spacing=theme.SNUG), flat=True)


def _pages(w: Words, at: int, total: int, page: Any) -> ft.Control:
    if total <= AT_ONCE:
        return ft.Container(height=0)
    last = min(total, at + AT_ONCE)
    # Translators: which rows of a long list are shown, as in "26 to 50 of 212".
    said = w._("{first} to {last} of {all}", first=w.number(at + 1), last=w.number(last), all=w.number(total))
    back = icon_button(
        w._("Page before"), ft.Icons.ARROW_BACK, lambda _: page(max(0, at - AT_ONCE)), disabled=at == 0
    )
    on = icon_button(
        w._("Next page"), ft.Icons.ARROW_FORWARD, lambda _: page(at + AT_ONCE), disabled=last >= total
    )
    return ft.Row([back, on, small(said)], spacing=theme.HAIR, alignment=ft.MainAxisAlignment.CENTER)
