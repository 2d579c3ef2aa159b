"""Deciding what a reader sees of somebody's words, and what is said about it below."""

from collections.abc import Iterable
from typing import Literal, TypeVar

import msgspec

from client.core.words import Words
from wire.base import Text, TextState
from wire.direction import is_rtl
from wire.hours import Closure, Term
from wire.labels import BY_A_PERSON, BY_PHRASEBOOK, ENGINES

Days = TypeVar("Days", Term, Closure)
Label = Literal["", "translated", "checked", "pending", "none"]


class Shown(msgspec.Struct, frozen=True):
    """One text as one reader sees it now."""

    body: str
    lang: str
    rtl: bool
    label: Label
    """What is honestly said below: nothing, who translated it, that it is coming, or that there is none."""
    original: bool
    """Whether ``body`` is what was written, not a translation."""
    can_switch: bool
    """Whether there is another form to switch to."""


def shown(text: Text, reader: str, *, original: bool = False) -> Shown:
    """What somebody who reads ``reader`` sees: their language where there is one, else the original."""
    has_own = text.state in {TextState.DONE, TextState.CHECKED} and text.shown is not None
    if has_own and not original and text.shown is not None:
        label: Label = "checked" if text.state is TextState.CHECKED else "translated"
        return Shown(text.shown, reader, is_rtl(text.shown, reader), label, original=False, can_switch=True)
    waiting: Label = {TextState.PENDING: "pending", TextState.NONE: "none"}.get(text.state, "")  # type: ignore[assignment]
    return Shown(
        text.body, text.lang, is_rtl(text.body, text.lang), waiting, original=True, can_switch=has_own
    )


def renamed(days: Iterable[Days], name: Text) -> tuple[Days, ...]:
    """Terms or closed days, of which one may be called by this text, as it reads now."""
    return tuple(msgspec.structs.replace(one, name=name) if one.name.id == name.id else one for one in days)


def label(w: Words, text: Text, seen: Shown) -> str:
    """The quiet line at the foot of the words; empty when there is nothing to say."""
    language = w.language(text.lang)
    if seen.label in {"translated", "checked"}:
        return _by(w, text.engine, language)
    if seen.label == "pending":
        return w._("Being translated from {language}", language=language)
    if seen.label == "none":
        return w._("There is no translation from {language} yet", language=language)
    return w._("Written in {language}", language=language) if seen.can_switch else ""


def _by(w: Words, engine: str | None, language: str) -> str:
    """Who or what translated; "checked by a person" only where a person did."""
    if engine == BY_A_PERSON:
        return w._("Translated from {language}, checked by a person", language=language)
    if engine == BY_PHRASEBOOK:
        # Translators: a phrasebook is a list of sentences with their translations, which the school keeps.
        return w._("Translated from {language} with the school's phrasebook", language=language)
    if engine is None:
        return w._("Translated from {language}", language=language)
    # Translators: {engine} is the name of a translation program.
    return w._(
        "Translated from {language} by {engine}", language=language, engine=ENGINES.get(engine, engine)
    )


def switch_label(w: Words, seen: Shown) -> str:
    """What the button beside the words does."""
    return w._("Show translation") if seen.original else w._("Show original")
