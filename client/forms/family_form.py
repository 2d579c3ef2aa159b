"""One form as a family has it before them: for which child, to fill in, on its way, or signed."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.me import MeStore
from client.core.waiting import WaitingStore
from client.forms import actions, drafts
from client.forms.fields import Look, worded
from client.forms.filling import FillPage
from client.forms.parts import (
    careful_said,
    checked_said,
    deadline_line,
    due_mark,
    is_over,
    line_of,
    texts_of,
)
from client.forms.receipt import Receipt
from client.forms.staff_parts import scrolled, whom
from client.forms.store import FormsStore
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.drawings import LETTER
from client.ui.office import call_line
from client.ui.parts import card, empty, failed_card, mark, note, side_button, skeleton, text_button
from client.ui.text import loose, restyled, small, strong, title
from client.ui.tick import use_now
from wire.base import TextState
from wire.forms import Answer, Due, Form, FormView, Per

Go = Callable[[str], Any]


@component
def FamilyForm(
    account: Account, me: MeStore, store: FormsStore, go: Go, form_id: int, child: int | None
) -> ft.Control:
    """Loads the form, then shows it for one child; asks for which one where there are several."""

    def load() -> None:
        account.do(actions.open_form, form_id)

    ft.use_effect(load, [form_id])
    view, state = store.views.get(form_id), store.state(form_id)
    if view is None:
        return scrolled([_instead(account, state, load)])
    asked = _children(me, view)
    if child is None and view.form.per is Per.CHILD and len(asked) > 1:
        return scrolled(_choosing(account, view, asked, go))
    pupil = child if child in dict(asked) else next(iter(dict(asked)), None)
    if pupil is None:
        return scrolled([_not_here(account)])
    name = dict(asked)[pupil] if view.form.per is Per.CHILD else ""
    return ForChild(
        account, store, account.waiting, account.drafts, view, pupil, name, key=f"{form_id}-{pupil}"
    )


def _instead(account: Account, state: str, load: Callable[[], Any]) -> ft.Control:
    w = account.words
    if state == "gone":
        return _not_here(account)
    if state == "failed":
        again = side_button(w._("Try again"), lambda _: load())
        said = w._("What you have filled in is kept. Please try again when you are back online.")
        return failed_card(w._("The form could not be loaded"), said, again)
    return skeleton(w, 1)


def _not_here(account: Account) -> ft.Control:
    w = account.words
    said = w._("It is not for you, or it was taken away. If you think you need it, please call the office.")
    return empty(LETTER, w._("This form is not here"), said, line_of(call_line(account)))


def _children(me: MeStore, view: FormView) -> list[tuple[int, str]]:
    return [(child.id, child.name) for child in me.children if child.id in view.due]


def _choosing(account: Account, view: FormView, asked: list[tuple[int, str]], go: Go) -> list[ft.Control]:
    """Each child needs an answer of its own."""
    w, form = account.words, view.form
    rows: list[ft.Control] = _words_above(account, form, original=False)
    rows.append(title(w._("For which child?")))
    for child, name in asked:
        line = line_of([strong(w.apart(name)), due_mark(w, view.due[child])])
        box = card(line, tap=lambda _, child=child: go(f"/forms/{form.id}/{child}"))
        rows.append(ft.MergeSemantics(ft.Semantics(content=box, button=True)))
    return rows


@component
def ForChild(
    account: Account,
    store: FormsStore,
    waiting: WaitingStore,
    kept: DraftStore,
    view: FormView,
    pupil_id: int,
    name: str,
) -> ft.Control:
    """To fill in, on its way, or signed."""
    use_now(account)
    form, due = view.form, view.due[pupil_id]
    changing, change = use_state(False)
    mine = _mine(account, view, pupil_id)
    current = next((one for one in mine if not one.replaced), None)
    place = drafts.place_of(form, pupil_id)
    over = is_over(account, form)
    above = _about_child(account, view, pupil_id, name)
    if waiting.about(drafts.about(form.id, pupil_id)):
        return scrolled([*above, *_words_above(account, form, original=False), _on_its_way(account, waiting)])
    begun = bool(kept.draft(place))
    if not over and (begun or changing or due in {Due.OPEN, Due.AGAIN, Due.ANY_TIME}):
        below = [line_of(call_line(account)), *(_earlier(account, store, form, mine) if form.repeats else [])]
        notes = [*above, *_again(account, view, due, current)]
        if changing or (begun and current is not None and due is Due.DONE):
            notes.append(_changing(account, place, change))
        start = drafts.kept_from(form, None if form.repeats else current)

        def head(original: bool, turned: Callable[[], Any]) -> list[ft.Control]:
            return [*notes, *_words_above(account, form, original=original, turned=turned)]

        return FillPage(account, kept, view, pupil_id, start, head, below)
    parts = [*above, *_words_above(account, form, original=False)]
    if over:
        parts.append(_over(account, answered=current is not None))
    if current is not None:
        tap = None if over else lambda: change(True)
        parts.append(Receipt(account, store, form, current, tap, key=f"receipt-{current.id}"))
    older = [one for one in mine if one is not current]
    return scrolled([*parts, *_earlier(account, store, form, older)])


def _mine(account: Account, view: FormView, pupil_id: int) -> list[Answer]:
    me = account.me.me
    return [one for one in view.answers if me and one.signer.id == me.id and pupil_id in one.pupils]


def _earlier(account: Account, store: FormsStore, form: Form, answers: list[Answer]) -> list[ft.Control]:
    if not answers:
        return []
    # Translators: a heading: what somebody answered on a form before.
    return [
        title(account.words._("What you sent before")),
        *(Receipt(account, store, form, one, None, key=f"receipt-{one.id}") for one in answers),
    ]


def _about_child(account: Account, view: FormView, pupil_id: int, name: str) -> list[ft.Control]:
    w, lines = account.words, list[ft.Control]()
    if name:
        lines.append(ft.Row([mark(w.apart(name), ft.Icons.CHILD_CARE)], wrap=True))
    if pupil_id in view.others:
        said = w._(
            "Another adult of this child has answered this form too. The school keeps both answers. "
            "Nobody of you sees what the other wrote."
        )
        lines.append(note(said, ft.Icons.GROUP_OUTLINED))
    return lines


def _again(account: Account, view: FormView, due: Due, current: Answer | None) -> list[ft.Control]:
    if due is not Due.AGAIN:
        return []
    w = account.words
    if current is not None and current.version == view.form.version:
        said = w._(
            "You answered this a year ago. Please look whether everything is still right, and sign again."
        )
    else:
        said = w._("The school has changed this form since you signed it. Please read it and sign again.")
    return [note(said, ft.Icons.NEW_RELEASES_OUTLINED)]


def _changing(account: Account, place: str, change: Callable[[bool], None]) -> ft.Control:
    """What becomes of the answer before, and the way back to it."""
    w = account.words

    def leave(_: Any) -> None:
        account.type(place, "")
        account.photos.by_place.pop(place, None)
        change(False)

    said = w._("You are changing your answer. The school has your earlier answer until you send the new one.")
    button = text_button(w._("Leave my answer as it was"), leave)
    return ft.Column([note(said, ft.Icons.EDIT_OUTLINED), ft.Row([button], wrap=True)], spacing=theme.HAIR)


def _on_its_way(account: Account, waiting: WaitingStore) -> ft.Control:
    w = account.words
    if account.link.state == "offline":
        said = w._(
            "Your answer is signed and waits on this device. It goes out once when you are back online."
        )
    else:
        said = w._("Your answer is on its way to the school.")
    return ft.Semantics(content=note(said, ft.Icons.SCHEDULE), live_region=True)


def _over(account: Account, *, answered: bool) -> ft.Control:
    w = account.words
    if answered:
        said = w._("The time for answering is over. If something must change, please call the office.")
    else:
        said = w._("The time for answering is over. If you still want to answer, please call the office.")
    lines: list[ft.Control] = [note(said, ft.Icons.EVENT_BUSY)]
    return ft.Column([*lines, line_of(call_line(account))], spacing=theme.SNUG)


def _words_above(
    account: Account, form: Form, *, original: bool, turned: Callable[[], Any] | None = None
) -> list[ft.Control]:
    """What the form is, from whom and until when, what it says first, and who translated it."""
    w = account.words
    name = written(account, shown(form.title, w.lang, original=original))
    line = restyled(name, grows=1.4, weight=ft.FontWeight.W_700)
    lines: list[ft.Control] = [ft.Semantics(content=line, header=True, heading_level=1, container=True)]
    lines.append(small(w._("{name} for {audience}", name=form.author.name, audience=whom(w, form))))
    if form.deadline is not None:
        lines.append(deadline_line(account, form.deadline))
    if form.intro is not None:
        lines += worded(account, form.intro, Look(original=original, careful=form.careful))
    return [
        card(ft.Column([*lines, *_translated(account, form, turned, original=original)], spacing=theme.SPACE))
    ]


def _translated(
    account: Account, form: Form, turned: Callable[[], Any] | None, *, original: bool
) -> list[ft.Control]:
    w = account.words
    lines: list[ft.Control] = []
    if said := checked_said(w, form):
        icon = ft.Icon(ft.Icons.TRANSLATE, size=15, color=ft.Colors.ON_SURFACE_VARIANT)
        lines.append(ft.Row([icon, loose(small(said))], spacing=6))
    if said := careful_said(w, form):
        lines.append(note(said, ft.Icons.WARNING_AMBER))
    has_own = any(text.state in {TextState.DONE, TextState.CHECKED} for text in texts_of(form))
    if turned is not None and has_own:
        tap = turned
        name = w._("Show translation") if original else w._("Show original")
        lines.append(ft.Row([text_button(name, lambda _: tap())], wrap=True))
    return lines
