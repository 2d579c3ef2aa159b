"""What this page knows of the forms that a family is asked to fill in: the lists, and those that were opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from client.core.badges import Badges
from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.base import Text
from wire.forms import Answer, Due, Form, FormCard, FormsPage, FormView
from wire.snapshot import Snapshot

PLACE: Final = "/forms"
"""The app's place for forms; its number on the navigation is how many of them are to be answered."""
TO_DO: Final = frozenset({Due.OPEN, Due.AGAIN})
Loading = Literal["none", "loading", "ready", "failed", "gone"]


class Listing(msgspec.Struct, frozen=True):
    """One list of forms as far as it was loaded, for one child or all."""

    ids: tuple[int, ...] = ()
    next: int | None = None
    state: Loading = "none"


@observable
class FormsStore:
    """Cards by id, lists by child (none: all children), opened forms by id, all as a family sees them."""

    def __init__(self, badges: Badges | None = None) -> None:
        self._badges = badges or Badges()
        self.cards: dict[int, FormCard] = {}
        self.lists: dict[int | None, Listing] = {}
        self.views: dict[int, FormView] = {}
        self.states: dict[int, Loading] = {}
        """How opening each form goes."""
        self.signed: dict[int, Form] = {}
        """A form as it was signed, by the id of the answer."""
        self.leaving: set[str] = set()
        """What I signed and the server has not answered yet, by what it is about."""
        self._children: frozenset[int] = frozenset()

    # questions

    def listing(self, child: int | None) -> Listing:
        """How far a list is loaded."""
        return self.lists.get(child, Listing())

    def shown(self, child: int | None) -> list[FormCard]:
        """The forms of a list; one child's from all children's list, until theirs is loaded."""
        listing = self.listing(child)
        if child is not None and listing.state != "ready":
            return [card for card in self.shown(None) if child in card.due]
        return [self.cards[one] for one in listing.ids if one in self.cards]

    def state(self, form_id: int) -> Loading:
        """How opening a form goes."""
        return self.states.get(form_id, "none")

    def shows(self, text: Text) -> tuple[int, ...]:
        """The opened forms in which these words stand."""
        return tuple(one for one, view in self.views.items() if text.id in _texts_of(view))

    # changes

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Start afresh. What is shown stays until ``actions.catch_up`` has it anew; not what is no more mine."""
        self._children = frozenset(child.id for child in snapshot.children)
        self.cards = {one: card for one, card in self.cards.items() if self._is_mine(card.due)}
        self.views = {one: view for one, view in self.views.items() if self._is_mine(view.due)}
        self.signed = {}
        self._count()

    def _is_mine(self, due: Iterable[int]) -> bool:
        return not self._children.isdisjoint(due)

    def begin(self, child: int | None) -> None:
        """A list is being loaded."""
        self.lists[child] = msgspec.structs.replace(self.listing(child), state="loading")

    def fail(self, child: int | None) -> None:
        """It could not be loaded; what is here stays."""
        self.lists[child] = msgspec.structs.replace(self.listing(child), state="failed")

    def page(self, child: int | None, page: FormsPage, *, more: bool = False) -> None:
        """Take the first page of a list, or the next one."""
        for card in page.forms:
            self.cards[card.id] = card
        before = self.listing(child).ids if more else ()
        ids = tuple(dict.fromkeys((*before, *(card.id for card in page.forms))))
        self.lists[child] = Listing(ids, page.next, "ready")
        self._count()

    def mark(self, form_id: int, state: Loading) -> None:
        """Say how opening a form goes; a form that is not mine is forgotten."""
        self.states[form_id] = state
        if state == "gone":
            self.views.pop(form_id, None)
            self.cards.pop(form_id, None)
            self._count()

    def opened(self, view: FormView) -> None:
        """Take a form with what was answered."""
        form = view.form
        self.views[form.id] = view
        self.states[form.id] = "ready"
        card = self.cards.get(form.id)
        if card is not None:
            self.cards[form.id] = msgspec.structs.replace(
                card,
                title=form.title,
                due=view.due,
                state=form.state,
                version=form.version,
                deadline=form.deadline,
            )
            self._count()

    def answered(self, answer: Answer) -> None:
        """Take what was just signed, before the form is here anew."""
        view = self.views.get(answer.form_id)
        if view is None or any(one.id == answer.id for one in view.answers):
            return
        due = {one: state if state is Due.ANY_TIME else Due.DONE for one, state in view.due.items()}
        pupils = frozenset(answer.pupils)
        earlier = tuple(
            msgspec.structs.replace(one, replaced=True)
            if one.signer.id == answer.signer.id
            and not pupils.isdisjoint(one.pupils)
            and not view.form.repeats
            else one
            for one in view.answers
        )
        self.opened(
            msgspec.structs.replace(
                view,
                answers=(answer, *earlier),
                due={one: due[one] if one in pupils else state for one, state in view.due.items()},
            )
        )

    def was_signed(self, answer_id: int, form: Form) -> None:
        """Take a form as it was signed."""
        self.signed[answer_id] = form

    def take(self, event: events.Event) -> None:
        """A title is translated. Everything else is asked for anew: see ``actions.hear``."""
        if isinstance(event, events.TextTranslated):
            for card in list(self.cards.values()):
                if card.title.id == event.text.id:
                    self.cards[card.id] = msgspec.structs.replace(card, title=event.text)

    def _count(self) -> None:
        known = (self.cards[one] for one in self.listing(None).ids if one in self.cards)
        self._badges.show(PLACE, sum(not TO_DO.isdisjoint(card.due.values()) for card in known))

    def clear(self) -> None:
        """Forget everything."""
        self.cards, self.lists, self.views, self.states, self.signed = {}, {}, {}, {}, {}
        self.leaving = set()
        self._children = frozenset()
        self._badges.show(PLACE, 0)


def _texts_of(view: FormView) -> frozenset[int]:
    form = view.form
    texts = [form.title, *([form.intro] if form.intro else [])]
    for field in form.fields:
        texts += [field.label, *([field.help] if field.help else []), *(one.label for one in field.options)]
    for answer in view.answers:
        texts += answer.words.values()
    return frozenset(text.id for text in texts)
