"""The hand that writes a form: what each button and field of the builder does to the draft."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import msgspec

from client.core.account import Account
from client.forms import making
from client.forms.staff_store import StaffFormsStore
from wire.form_rules import NO, YES
from wire.forms import FieldDraft, FieldKind, FormDraft, OptionDraft

CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


class Hand:
    """One for each builder on the screen, for as long as it is there: what is drawn with it need not be drawn again.

    It reads the draft from the store each time, so that no tap undoes another one.
    """

    def __init__(self, account: Account, form_id: int) -> None:
        self._account, self._form_id = account, form_id
        self.opened = ""
        self.open_field: Callable[[str], Any] = lambda _: None
        self.tell: Callable[[str], Any] = lambda _: None
        self.removed: tuple[int, FieldDraft] | None = None

    @property
    def draft(self) -> FormDraft:
        """What the form says now."""
        return self._account[StaffFormsStore].writing[self._form_id].draft

    def put(self, **fields: Any) -> None:
        """Change something of the whole form."""
        making.write(self._account, self._form_id, msgspec.structs.replace(self.draft, **fields))

    def turn(self, key: str) -> None:
        """Open a field, or close it."""
        self.open_field("" if self.opened == key else key)

    def change(self, key: str, **fields: Any) -> None:
        """Change something of a field."""
        self.put(
            fields=tuple(
                msgspec.structs.replace(one, **fields) if one.key == key else one for one in self.draft.fields
            )
        )

    def rename(self, key: str, option: str, label: str) -> None:
        """Give one thing to choose other words."""
        field = next(one for one in self.draft.fields if one.key == key)
        renamed = tuple(
            msgspec.structs.replace(one, label=label) if one.key == option else one for one in field.options
        )
        self.change(key, options=renamed)

    def add(self, kind: FieldKind) -> None:
        """A new field at the end, open to be written."""
        key = f"q_{secrets.token_hex(4)}"
        self.put(
            fields=(*self.draft.fields, FieldDraft(key=key, kind=kind, label="", options=first_options(kind)))
        )
        self.open_field(key)
        self._said("")

    def move(self, key: str, steps: int) -> None:
        """A field changes places with the one before or after it."""
        fields = list(self.draft.fields)
        at = next(n for n, one in enumerate(fields) if one.key == key)
        to = max(0, min(len(fields) - 1, at + steps))
        fields.insert(to, fields.pop(at))
        self.put(fields=tuple(fields))
        w = self._account.words
        self._said(w._("The question is number {n} now.", n=w.number(to + 1)))

    def remove(self, key: str) -> None:
        """Take a field out; it can be put back."""
        fields = list(self.draft.fields)
        at = next(n for n, one in enumerate(fields) if one.key == key)
        gone = fields.pop(at)
        self.put(fields=tuple(fields))
        self._said(self._account.words._("The question was taken out."), (at, gone))

    def put_back(self) -> None:
        """What was taken out last stands where it stood."""
        if self.removed is not None:
            at, gone = self.removed
            fields = list(self.draft.fields)
            fields.insert(at, gone)
            self.put(fields=tuple(fields))
        self._said("")

    def _said(self, told: str, removed: tuple[int, FieldDraft] | None = None) -> None:
        self.removed = removed
        self.tell(told)

    def be(self, field: FieldDraft, kind: FieldKind) -> None:
        """Ask in another way. What was written to choose from stays as long as there is a choice."""
        options = field.options or first_options(kind) if kind in CHOOSING else ()
        if kind is FieldKind.NUMBER:
            self.change(field.key, kind=kind, options=options)
        else:
            self.change(field.key, kind=kind, options=options, least=None, most=None, unit="")


def first_options(kind: FieldKind) -> tuple[OptionDraft, ...]:
    """Two empty things to choose from, for a new choice."""
    return (new_option(), new_option()) if kind in CHOOSING else ()


def new_option() -> OptionDraft:
    """An empty thing to choose."""
    return OptionDraft(key=f"o_{secrets.token_hex(4)}", label="")


def possible(field: FieldDraft) -> tuple[str, ...]:
    """The keys of all answers on which a later field can depend."""
    if field.kind is FieldKind.YES_NO:
        return YES, NO
    return tuple(option.key for option in field.options) if field.kind in CHOOSING else ()
