"""Translates one text into one language: people's wording first, then memory, then the engines that are allowed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import sqlalchemy as sa

from server.core.db import Database
from server.translation.ask import Ask
from server.translation.engines.base import PASSING, Allowed, EngineFailed
from server.translation.masks import Masked, Masks
from server.translation.memory import Memory
from server.translation.phrasebook import Phrasebook
from server.translation.sentences import Sentence, joined_lines, sentences
from server.translation.tables import phrases
from wire.base import TextState
from wire.labels import BY_A_PERSON, BY_PHRASEBOOK
from wire.languages import LANGUAGES

_FOR_EVER: Final = "1"
"""In place of ``PIPELINE``: what people corrected outlives a change in masks."""
_BY_PEOPLE: Final = (BY_A_PERSON, BY_PHRASEBOOK)


class Why(Enum):
    """Why there is no translation."""

    NOT_NOW = "not now"
    """An engine may have it later."""
    NOT_SAFE = "not safe"
    """Engines answered, or refused, but gave nothing that may be shown."""
    NO_ENGINE = "no engine"
    """Nothing that is allowed knows these languages."""


class Untranslated(Exception):
    """There is no translation that may be shown."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in another language. ``engine``: for the label; ``sentences``: the keys of those that it holds."""

    body: str
    state: TextState
    engine: str | None
    sentences: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Wording:
    """A masked sentence in another language and who worded it."""

    text: str
    by: str


class Pipeline:
    """Everything between a text and its translation, for one school. May be called from many threads."""

    def __init__(
        self,
        db: Database,
        memory: Memory,
        phrasebook: Phrasebook,
        engines: Sequence[Allowed],
    ) -> None:
        self._db = db
        self._memory = memory
        self._phrasebook = phrasebook
        self._engines = engines
        self._ask = Ask(memory, db.clock)

    def sentence_key(self, sentence: Masked, source: str) -> bytes:
        """Under what corrections of a sentence, and the texts that hold it, are kept: for ever."""
        return self._memory.key(_FOR_EVER, "sentence", source, sentence.text)

    def translate(self, body: str, source: str, lang: str, masks: Masks) -> Translated:
        """``body``, which is in ``source``, in ``lang``. Raises ``Untranslated``."""
        lines = sentences(body, source, masks)
        singles = [sentence.masked for line in lines for sentence in line]
        keys = {self.sentence_key(masked, source): masked.text for masked in singles if masked.has_words}
        by_people = self._by_people(keys, source, lang)
        worded = {m.shape: by_people[m.text] for m in singles if m.text in by_people}
        units = [_joined(line, worded) for line in lines]
        wanted = {m.shape: m for line in units for m in (u.masked for u in line) if m.has_words}
        missing = {shape: masked for shape, masked in wanted.items() if shape not in worded}
        if missing:
            worded |= self._by_engines(missing, source, lang)
        rtl = lang in LANGUAGES and LANGUAGES[lang].rtl
        shown = joined_lines([[_shown(unit, worded, rtl=rtl) for unit in line] for line in units])
        return _labelled(shown, [worded[shape].by for shape in wanted], frozenset(keys))

    def _by_people(self, keys: Mapping[bytes, str], source: str, lang: str) -> dict[str, Wording]:
        corrected = self._db.read(lambda conn: _corrections(conn, keys, lang)) if keys else {}
        found: dict[str, Wording] = {}
        for key, text in keys.items():
            if key in corrected:
                found[text] = Wording(corrected[key], BY_A_PERSON)
            elif wording := self._phrasebook.find(text, source, lang):
                found[text] = Wording(wording, BY_PHRASEBOOK)
        return found

    def _by_engines(self, wanted: Mapping[str, Masked], source: str, lang: str) -> dict[str, Wording]:
        ranked = sorted(self._engines, key=lambda allowed: lang not in allowed.best_for)
        terms = self._phrasebook.terms(lang) if source == "en" else {}
        found: dict[str, Wording] = {}
        troubles: list[EngineFailed | None] = []
        for allowed in ranked:
            known = self._ask.remembered(allowed.engine, wanted, terms, source, lang)
            found = {shape: Wording(answer, allowed.engine.name) for shape, answer in known.items()} | found
        for allowed in ranked:
            missing = {shape: masked for shape, masked in wanted.items() if shape not in found}
            if not missing:
                break
            answers, trouble = self._ask.engine(allowed.engine, missing, terms, source, lang)
            found |= {shape: Wording(answer, allowed.engine.name) for shape, answer in answers.items()}
            troubles += trouble
        if len(found) < len(wanted):
            raise Untranslated(_why(troubles))
        return found


def _joined(line: Sequence[Sentence], worded: Mapping[str, Wording]) -> list[Sentence]:
    """The line with short sentences that no person worded joined to such a neighbour."""

    def is_open(sentence: Sentence) -> bool:
        return sentence.masked.has_words and sentence.masked.shape not in worded

    units: list[Sentence] = []
    for sentence in line:
        last = units[-1] if units else None
        if last and is_open(last) and is_open(sentence) and (last.short or sentence.short):
            units[-1] = last.joined(sentence)
        else:
            units.append(sentence)
    return units


def _shown(unit: Sentence, worded: Mapping[str, Wording], *, rtl: bool) -> str:
    masked = unit.masked
    if not masked.has_words:
        return unit.line[unit.start : unit.end]
    return unit.lead + masked.restored(worded[masked.shape].text, rtl=rtl) + unit.trail


def _labelled(body: str, by: Sequence[str], keys: frozenset[bytes]) -> Translated:
    if not by:
        return Translated(body, TextState.SAME, None, keys)
    engines = [one for one in by if one not in _BY_PEOPLE]
    if engines:
        return Translated(body, TextState.DONE, engines[0], keys)
    return Translated(body, TextState.CHECKED, BY_A_PERSON if BY_A_PERSON in by else BY_PHRASEBOOK, keys)


def _why(troubles: Sequence[EngineFailed | None]) -> Why:
    if any(trouble and trouble.by in PASSING for trouble in troubles):
        return Why.NOT_NOW
    return Why.NOT_SAFE if troubles else Why.NO_ENGINE


def _corrections(conn: sa.Connection, keys: Iterable[bytes], lang: str) -> dict[bytes, str]:
    """The newest wording of each key."""
    rows = conn.execute(
        sa.select(phrases.c.key, phrases.c.wording)
        .where(phrases.c.key.in_(list(keys)), phrases.c.lang == lang)
        .order_by(phrases.c.id)
    )
    return {bytes(row.key): row.wording for row in rows}
