"""A version of a form as it is kept: its fields, with ids of texts in place of words."""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from wire.base import Model
from wire.forms import FieldKind, FormDraft, Key, Per, ShownIf

Keep = Callable[[str], int]
"""Words → the id of the text that holds them."""


class KeptOption(Model):
    """One thing to choose."""

    key: Key
    label: int


class KeptField(Model):
    """One field."""

    key: Key
    kind: FieldKind
    label: int
    help: int | None = None
    required: bool = False
    options: tuple[KeptOption, ...] = ()
    shown_if: ShownIf | None = None
    least: int | None = None
    most: int | None = None
    unit: str = ""


class Body(Model):
    """All that a version says. ``lang``: what it is written in."""

    title: int
    intro: int | None
    fields: tuple[KeptField, ...]
    per: Per
    private: bool
    yearly: bool
    repeats: bool
    lang: str

    def words(self) -> tuple[tuple[str, int], ...]:
        """Each text with the key of its field, ``title`` and ``intro`` without one, in the order of the form."""
        return tuple(dict.fromkeys(self._words()))

    def text_ids(self) -> tuple[int, ...]:
        """Each text once."""
        return tuple(dict.fromkeys(text_id for _, text_id in self._words()))

    def _words(self) -> Iterator[tuple[str, int]]:
        yield "title", self.title
        if self.intro is not None:
            yield "intro", self.intro
        for field in self.fields:
            yield field.key, field.label
            if field.help is not None:
                yield field.key, field.help
            for option in field.options:
                yield field.key, option.label


_decoder: Final = msgspec.json.Decoder(Body)


def body_of(kept: str) -> Body:
    """A version from its row."""
    return _decoder.decode(kept)


def kept(body: Body) -> str:
    """A version as its row holds it."""
    return msgspec.json.encode(body).decode()


def as_body(draft: FormDraft, keep: Keep, *, private: bool, lang: str) -> Body:
    """What an author wrote, its words kept as texts."""
    fields = tuple(
        KeptField(
            key=field.key,
            kind=field.kind,
            label=keep(one_line(field.label)),
            help=keep(field.help) if field.help.strip() else None,
            required=field.required,
            options=tuple(KeptOption(one.key, keep(one_line(one.label))) for one in field.options),
            shown_if=field.shown_if,
            least=field.least,
            most=field.most,
            unit=one_line(field.unit),
        )
        for field in draft.fields
    )
    return Body(
        title=keep(one_line(draft.title)),
        intro=keep(draft.intro) if draft.intro.strip() else None,
        fields=fields,
        per=draft.per,
        private=private,
        yearly=draft.yearly,
        repeats=draft.repeats,
        lang=lang,
    )


def words_of(draft: FormDraft) -> Iterator[str]:
    """Everything that a form says, in its author's language: what a phrasebook needs of it."""
    yield from (one for one in (draft.title, draft.intro) if one)
    for field in draft.fields:
        yield from (one for one in (field.label, field.help) if one)
        yield from (option.label for option in field.options)


def one_line(words: str) -> str:
    """Words without line ends and needless spaces."""
    return " ".join(words.split())
