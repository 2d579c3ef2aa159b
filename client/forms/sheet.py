"""A form that somebody has before them: what is filled in, what is wrong with it, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from client.core.account import Account
from client.core.observe import observable
from client.core.photos import Picked
from client.forms import drafts
from client.forms.drafts import Kept
from client.forms.fields import TYPED
from wire.form_rules import only_shown, problems, shown_fields
from wire.forms import Answers, Field, FieldKind, Form

QUIET: Final = TYPED | {FieldKind.SIGNATURE}
"""What shows its own answer itself while it is written: nothing else need be drawn anew."""
Stage = Literal["fill", "review"]


@observable
class Sheet:
    """Changes draw the form anew only where something else on it may change: typing does not."""

    def __init__(self, account: Account, form: Form, place: str, start: Kept) -> None:
        self.problems: dict[str, str] = {}
        self.stage: Stage = "fill"
        self.original = False
        self.revision = 0
        self._account, self._form, self._place = account, form, place
        body = account.drafts.body(place)
        kept = drafts.decoded(body) if body else start
        self._words, self._answers = kept.words, Answers(values=kept.values)
        self._bring(kept)
        self._added = added(account.photos.at(place))

    def _bring(self, kept: Kept) -> None:
        """Photos and files of a half-filled form stand among those that were picked."""
        photos, place = self._account.photos, self._place
        known = {(one.kind, one.id) for one in photos.at(place) if not one.key.startswith(drafts.BROUGHT)}
        wanted = {one.key: one for one in drafts.pictured(kept) if (one.kind, one.id) not in known}
        for one in photos.at(place):
            if one.key.startswith(drafts.BROUGHT) and one.key not in wanted:
                photos.remove(place, one.key)
        for one in wanted.values():
            photos.put(place, one)

    @property
    def answers(self) -> Answers:
        """What is filled in."""
        return self._answers

    def follow(self, form: Form) -> None:
        """The form came anew, as after a change of its words; the answers stay."""
        self._form = form

    def put(self, answers: Answers) -> None:
        """Something was filled in: it is kept at once."""
        old, self._answers = self._answers, answers
        changed = _differing(old.values, answers.values) | _differing(old.signatures, answers.signatures)
        kinds = {field.key: field.kind for field in self._form.fields}
        if changed & self.problems.keys():
            self.problems = {key: said for key, said in self.problems.items() if key not in changed}
        elif any(kinds.get(key) not in QUIET for key in changed):
            self.revision += 1
        self._words = self._words | {
            field.key: drafts.hashed(field, self._account.words.lang)
            for field in self._form.fields
            if field.key in changed or not self._words
        }
        self.keep()

    def keep(self) -> None:
        """Keep what is filled in, with what was added and has arrived."""
        kept = drafts.kept_of(self._answers, self._account.photos.at(self._place), self._words)
        body = drafts.encoded(kept)
        if body != self._account.drafts.body(self._place):
            self._account.type(self._place, body)

    def keep_added(self) -> None:
        """The same after a photo or a file was added, has arrived or was taken out."""
        now = added(self._account.photos.at(self._place))
        if now != self._added:
            self._added = now
            self.keep()

    def marks(self) -> dict[str, bool]:
        """The questions that changed since they were filled in: true for those that are new."""
        return drafts.changed_since(self._form, self._account.words.lang, self._words)

    def check(self, fields: Iterable[Field]) -> dict[str, str]:
        """What is wrong with some fields, in the order of the form; it is shown beside them."""
        keys = {field.key for field in fields}
        found = problems(self._form.fields, only_shown(self._form.fields, self.with_added()))
        self.problems = {key: problem.value for key, problem in found.items() if key in keys}
        return dict(self.problems)

    def with_added(self) -> Answers:
        """The answers with what was added to them; what has not arrived yet counts as well."""
        photos: dict[str, tuple[int, ...]] = {}
        files: dict[str, tuple[int, ...]] = {}
        for n, one in enumerate(self._account.photos.going(self._place)):
            into = files if one.kind == "file" else photos
            into[one.slot] = (*into.get(one.slot, ()), one.id or -1 - n)
        return msgspec.structs.replace(self._answers, photos=photos, files=files)

    def asked(self) -> frozenset[str]:
        """The keys of the fields that are shown."""
        return shown_fields(self._form.fields, self._answers)


def added(picked: Iterable[Picked]) -> tuple[tuple[str, str, int | None], ...]:
    """What was added, for noticing that it changed."""
    return tuple((one.slot, one.key, one.id) for one in picked)


def _differing(old: dict[str, object] | object, new: dict[str, object] | object) -> set[str]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return set()
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def to_fill(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The questions of the first page: all but the signatures, and the headings that stand above these alone."""
    kept: list[Field] = []
    heading: Field | None = None
    empty = True
    for field in fields:
        if field.kind is FieldKind.SECTION:
            heading, empty = field, True
        elif field.kind is FieldKind.SIGNATURE:
            continue
        else:
            if heading is not None and empty:
                kept.append(heading)
            empty = False
            kept.append(field)
    return tuple(kept)


def to_sign(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The signatures, which are given last."""
    return tuple(field for field in fields if field.kind is FieldKind.SIGNATURE)
