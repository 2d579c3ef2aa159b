"""What the page of somebody who works here knows of forms, loaded when they look at it."""

from __future__ import annotations

from typing import Literal

import msgspec

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.base import Person
from wire.forms import (
    Answer,
    Care,
    Collation,
    CollationAsk,
    DraftView,
    Form,
    FormCard,
    FormDraft,
    FormsPage,
    FormView,
    FormWording,
    Missing,
)
from wire.school import Audience
from wire.snapshot import Snapshot

Loading = Literal["none", "loading", "ready", "failed"]
Saving = Literal["saved", "waiting", "saving", "offline", "refused"]
What = tuple[str | int | bool, ...]
"""The name of something that is loaded: ``("draft", 5)``."""
Look = tuple[int, str, bool]
"""A form, the language it is read in (empty: my own), and whether its next version."""


class State(msgspec.Struct, frozen=True):
    """How loading something goes; ``why`` it failed, in words."""

    kind: Loading = "none"
    why: str = ""


class Writing(msgspec.Struct, frozen=True):
    """A form that is being written. ``view``: as the server had it last; ``theirs``: what somebody else saved since."""

    view: DraftView
    draft: FormDraft
    state: Saving = "saved"
    problem: str = ""
    theirs: DraftView | None = None


class Table(msgspec.Struct, frozen=True):
    """A page of answers and what was asked for. ``old``: somebody answered since."""

    ask: CollationAsk
    page: Collation
    old: bool = False


@observable
class StaffFormsStore:
    """Everything by the number of its form."""

    def __init__(self) -> None:
        self.states: dict[What, State] = {}
        self.writing: dict[int, Writing] = {}
        self.due: set[int] = set()
        """Forms of which something changed a moment ago: they will be loaded again."""
        self._forget()

    def _forget(self) -> None:
        self.cards: dict[int, FormCard] = {}
        self.order: tuple[int, ...] = ()
        self.next: int | None = None
        self.ready: tuple[FormDraft, ...] = ()
        self.views: dict[Look, FormView] = {}
        self.wordings: dict[tuple[int, str], FormWording] = {}
        self.missing: dict[int, Missing] = {}
        self.tables: dict[int, Table] = {}
        self.answers: dict[int, Answer] = {}
        self.signed: dict[int, Form] = {}
        """By the number of an answer: the form as it was on the signer's screen."""
        self.places: tuple[Audience, ...] = ()
        """Everybody for whom a form can be."""
        self.people: tuple[Person, ...] = ()
        """Professionals to whom answers can be passed on."""
        self.care: dict[str, Care] = {}

    # questions

    def state(self, *what: str | int | bool) -> State:
        """How loading something goes."""
        return self.states.get(what, State())

    def listed(self) -> list[FormCard]:
        """The forms that were loaded, the newest first."""
        return [self.cards[one] for one in self.order if one in self.cards]

    def shown(self, form_id: int) -> list[tuple[What, State]]:
        """What of a form was loaded, whatever it is."""
        return [(what, state) for what, state in self.states.items() if form_id in what[1:2]]

    # changes

    def mark(self, what: What, kind: Loading, why: str = "") -> None:
        """Say how loading goes. What is here and is loaded again stays ready."""
        if kind == "loading" and self.state(*what).kind == "ready":
            return
        self.states[what] = State(kind, why)

    def page(self, page: FormsPage, *, first: bool) -> None:
        """Take a page of the list."""
        self.cards.update({card.id: card for card in page.forms})
        before = () if first else self.order
        self.order = tuple(dict.fromkeys((*before, *(card.id for card in page.forms))))
        self.next = page.next

    def card(self, card: FormCard) -> None:
        """Take one form of the list, as after it was sent or closed."""
        self.cards[card.id] = card
        if card.id not in self.order:
            self.order = (card.id, *self.order)

    def write(self, form_id: int, **fields: object) -> None:
        """Change what is known of a form that is being written."""
        self.writing[form_id] = msgspec.structs.replace(self.writing[form_id], **fields)

    def stale(self, form_id: int) -> None:
        """Somebody answered since the table was loaded."""
        table = self.tables.get(form_id)
        if table is not None and not table.old:
            self.tables[form_id] = msgspec.structs.replace(table, old=True)

    def lose(self, form_id: int) -> None:
        """Answers are not for me any more: what was loaded of any goes, and screens ask for what is left."""
        self.tables.pop(form_id, None)
        gone = {one.id for one in self.answers.values() if one.form_id == form_id}
        for answer_id in gone:
            self.answers.pop(answer_id)
            self.signed.pop(answer_id, None)
        self.care = {}
        shown = {("table", form_id), *((name, one) for name in ("answer", "signed") for one in gone)}
        self.states = {
            what: state for what, state in self.states.items() if what not in shown and what[0] != "care"
        }

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """What I may see may be different now: screens load again what they show. What is being written stays."""
        self._forget()
        self.states = {what: state for what, state in self.states.items() if what[0] == "draft"}

    def take(self, event: events.Event) -> None:
        """A table that is being read stays as it is, and says that there is more."""
        if isinstance(event, events.FormAnswered):
            self.stale(event.form_id)
        if isinstance(event, events.AnswersTakenBack):
            self.lose(event.form_id)

    def clear(self) -> None:
        """Forget everything."""
        self._forget()
        self.states, self.writing = {}, {}
