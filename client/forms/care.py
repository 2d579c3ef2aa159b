"""What must be known of the children of a class: emergencies first, each look on record (spec 7.5)."""

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.forms import staff_actions
from client.forms.finding import classes_of
from client.forms.staff_parts import KIND_ICONS, kind_names, makes, scrolled, use_loading, use_places
from client.forms.staff_store import StaffFormsStore
from client.ui import theme
from client.ui.component import component, row, use_state
from client.ui.drawings import LETTER
from client.ui.parts import card, choice, empty, mark, note
from client.ui.sides import chip_row
from client.ui.text import small, strong, words
from wire.forms import CareNote


@component
def CarePage(account: Account, me: MeStore, store: StaffFormsStore) -> ft.Control:
    """One of my classes; for who has none, all children of whom something was passed on to them."""
    w = account.words
    chosen, choose = use_state("")
    waits = use_places(account, store)
    if waits is not None:
        return scrolled([waits])
    topics = [(f"class:{one}", name) for one, name in classes_of(me, store)]
    # Translators: every child of the school, not one class.
    everybody = ("school", w._("All children"))
    topics = [everybody, *topics] if makes(account) or not topics else topics
    topic = chosen if chosen in dict(topics) else topics[0][0]
    chips = [choice(name, lambda _, to=one: choose(to), chosen=one == topic) for one, name in topics]
    kept = w._("Keep this to yourself. It is on record that you looked at it.")
    parts: list[ft.Control] = [
        note(kept, ft.Icons.LOCK_PERSON_OUTLINED),
        *([chip_row(chips)] if len(chips) > 1 else []),
        ClassCare(account, store, topic, key=f"care-{topic}"),
    ]
    return scrolled(parts)


@component
def ClassCare(account: Account, store: StaffFormsStore, topic: str) -> ft.Control:
    """Loads the notes of a class, then shows them."""
    w = account.words
    waits = use_loading(account, store, ("care", topic), lambda: account.do(staff_actions.load_care, topic))
    if waits is not None:
        return waits
    care = store.care[topic]
    parts: list[ft.Control] = []
    if care.withheld:
        said = w.n(
            "For {n} more child there is something that was not passed on to you. Please ask the office.",
            "For {n} more children there is something that was not passed on to you. Please ask the office.",
            care.withheld,
        )
        parts.append(note(said, ft.Icons.VISIBILITY_OFF_OUTLINED))
    if not care.notes:
        about = w._("Medication, allergies and care plans stand here when they are passed on to you.")
        parts.append(empty(LETTER, w._("No care notes here"), about))
    parts += [
        CareCard(account, one, w.lang, key=f"care-{one.answer_id}-{one.pupil_id}")
        for one in sorted(care.notes, key=lambda one: not one.emergency)
    ]
    return ft.Column(parts, spacing=theme.SPACE, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


@row
def CareCard(account: Account, one: CareNote, lang: str) -> ft.Control:
    """One thing to be known of one child."""
    w = account.words
    urgent = one.emergency
    # Translators: a mark on what must be known of a child at once, as a severe allergy.
    marks: list[ft.Control] = (
        [mark(w._("Emergency"), ft.Icons.EMERGENCY_OUTLINED, warm=True)] if urgent else []
    )
    lines: list[ft.Control] = [
        ft.Row([*marks, mark(kind_names(w)[one.kind], KIND_ICONS[one.kind])], wrap=True, spacing=theme.SNUG),
        ft.Semantics(content=strong(w.apart(one.name)), header=True, heading_level=3),
        *[_line(w, label, said) for label, said in one.lines],
        small(w._("Answered {time}", time=w.date_and_time(one.at, account.clock.now()))),
    ]
    content = ft.Column(lines, spacing=theme.SNUG)
    box = card(content, flat=True)
    if urgent:
        box.border = ft.Border.all(2, ft.Colors.ERROR)
    return box


def _line(w: Words, label: str, said: str) -> ft.Control:
    return ft.MergeSemantics(ft.Column([small(w.apart(label)), words(w.apart(said))], spacing=0))
