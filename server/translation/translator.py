"""The translation jobs of one school, and corrections by its people."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core import audit
from server.core.db import Database, Tx
from server.core.hot import Hot
from server.core.jobs import Handler, enqueue
from server.core.refused import Refused, not_found
from server.translation.actions import TRANSLATE, reopen
from server.translation.engines.base import Allowed
from server.translation.keeping import Now, set_translation
from server.translation.masks import LETTER, Masked, Masks, Span
from server.translation.memory import Memory
from server.translation.phrasebook import Phrasebook
from server.translation.pipeline import Pipeline, Translated, Untranslated, Why
from server.translation.sentences import Sentence, sentences
from server.translation.tables import phrases, texts, translations, uses
from wire.base import TextState

SHOW_AGAIN: Final = "show_correction"
SLOW: Final = frozenset((TRANSLATE, SHOW_AGAIN))
"""The jobs that wait for engines, which may hang."""
HONEST_MS: Final = 3_600_000
"""For how long a text may say that it is being translated while every engine is away."""
REOPENED_MS: Final = 30 * 86_400_000
FIRST_AGAIN, LONGEST_AGAIN, MOST_AGAIN = 60_000, 86_400_000, 12
AWAY_AGAIN: Final = 600_000
"""How often a text is tried while every engine is away, in ms: it is read soon after the first one is back."""
_PAGE: Final = 100
_TEXT: Final = (texts.c.id, texts.c.body, texts.c.lang.label("source"), texts.c.at.label("written_at"))
_MARK: Final = re.compile("\x00(\\d+)\x01")

NamesOf = Callable[[sa.Connection], list[str]]
Follow = Callable[[Tx, int, str], None]
"""``(tx, text_id, lang)``: what else follows, in the same commit, from a text being translated or corrected."""


class Translator:
    """``full_names``: of everybody at the school; ``class_names``: what the classes are called.

    ``followers`` hear of each translation that is kept. They lock nothing: the translation has its turn already.
    """

    def __init__(
        self,
        db: Database,
        secret: bytes,
        engines: Sequence[Allowed],
        full_names: NamesOf,
        class_names: NamesOf = lambda _conn: [],
        phrasebook: Phrasebook | None = None,
        *,
        followers: Sequence[Follow] = (),
    ) -> None:
        self._db = db
        self._followers = followers
        self._names_of = (full_names, class_names)
        self._names: tuple[list[str], list[str]] = ([], [])
        self._masks = Masks()
        self._masks_as_of = 0
        self._engines = engines
        self._memory = Memory(db, secret)
        book = phrasebook or Phrasebook()
        self._pipeline = Pipeline(db, self._memory, book, engines)
        self._by_people = Pipeline(db, self._memory, book, ())

    def job_handlers(self) -> dict[str, Handler]:
        """Kind of job → what does it."""
        return {TRANSLATE: self.translate, SHOW_AGAIN: self.show_correction}

    def close(self) -> None:
        """Lets go of the connections to engines."""
        for allowed in self._engines:
            allowed.engine.close()

    def begin(self, tx: Tx) -> None:
        """At the start of the server: tries again what has no translation yet, forgets what is too old."""
        self._memory.forget_old(tx)
        if self._engines:
            reopen(tx, tx.now - REOPENED_MS)

    def masks(self, written_at: int) -> Masks:
        """What to hide in a text of that moment (ms): the names as they were known then, or later."""
        if self._masks_as_of <= written_at:
            full_names, class_names = self._names_of
            now = self._db.clock.now()
            names = self._db.read(lambda conn: (full_names(conn), class_names(conn)))
            # Two threads may both do this: they come to the same.
            if names != self._names:
                self._masks, self._names = Masks(*names), names
            self._masks_as_of = now
        return self._masks

    def translate(self, args: Mapping[str, Any]) -> None:
        """The job for one text and language. Raises ``Untranslated`` to be tried again soon."""
        text_id, lang = args["text_id"], args["lang"]
        row = self._db.read(lambda conn: _waiting(conn, text_id, lang))
        if row is None:
            return
        try:
            made = self._pipeline.translate(row.body, row.source, lang, self.masks(row.written_at))
        except Untranslated as error:
            why, again = error.why, args.get("again", 0)
            is_new = row.is_pending and self._db.clock.now() - row.since < HONEST_MS
            if why is Why.NOT_NOW and is_new:
                raise
            self._db.write(lambda tx: _give_up(tx, text_id, lang, why, again))
            return
        self._db.write(lambda tx: self._settle(tx, text_id, lang, made))

    def translate_now(self, tx: Tx, text_ids: Iterable[int], lang: str) -> None:
        """Translates in this very commit what people have worded; for the rest there are the jobs.

        No engine is asked: a commit waits for none.
        """
        for text_id in text_ids:
            if (row := _waiting(tx.conn, text_id, lang)) is not None:
                with suppress(Untranslated):
                    made = self._by_people.translate(row.body, row.source, lang, self.masks(row.written_at))
                    self._settle(tx, text_id, lang, made)

    def correct(self, tx: Tx, *, text_id: int, lang: str, sentence: str, wording: str, by: int) -> None:
        """Words one ``sentence`` of a text anew; from now on every text with it reads so in ``lang``.

        Raises ``Refused``: ``not_found``, or ``malformed`` if names or figures are not those of the sentence.
        """
        row = tx.conn.execute(sa.select(texts).where(texts.c.id == text_id)).first()
        masks = self.masks(row.at) if row else Masks()
        masked = _sentence(sentences(row.body, row.lang, masks), sentence) if row else None
        if row is None or masked is None:
            raise not_found()
        key = self._pipeline.sentence_key(masked, row.lang)
        values = {"source": row.lang, "lang": lang, "sentence": masked.text, "by": by, "at": tx.now}
        values |= {"key": key, "wording": _masked_wording(masked, wording, masks)}
        tx.conn.execute(phrases.insert(), values)
        audit.record(tx, by, "translation:sentence:correct", f"text:{text_id}", lang=lang)
        enqueue(tx, SHOW_AGAIN, {"key": key.hex(), "lang": lang})

    def show_correction(self, args: Mapping[str, Any]) -> None:
        """The job after a correction: every text with that sentence is put together anew."""
        key, lang, before = bytes.fromhex(args["key"]), args["lang"], 2**62
        while found := self._db.read(partial(_using, key=key, lang=lang, before=before)):
            for row in found:
                self._again(row, lang)
            before = found[-1].id

    def _again(self, row: Any, lang: str) -> None:
        try:
            made = self._pipeline.translate(row.body, row.source, lang, self.masks(row.written_at))
        except Untranslated:
            return
        self._db.write(lambda tx: self._settle(tx, row.id, lang, made))

    def _settle(self, tx: Tx, text_id: int, lang: str, made: Translated) -> None:
        _keep(tx, text_id, lang, made)
        for follow in self._followers:
            follow(tx, text_id, lang)


def _sentence(lines: Sequence[Sequence[Sentence]], words: str) -> Masked | None:
    """The sentence of a text that reads so."""
    return next((s.masked for line in lines for s in line if _words(s) == words.strip()), None)


def _words(sentence: Sentence) -> str:
    return (
        sentence.line[sentence.start : sentence.end].removeprefix(sentence.lead).removesuffix(sentence.trail)
    )


def _masked_wording(masked: Masked, wording: str, masks: Masks) -> str:
    """A person's wording with its slots; longer names first, so that Ana is not found in Anabel."""
    text = wording.strip()
    for number in sorted(range(len(masked.shown)), key=lambda n: -len(masked.shown[n])):
        before, found, after = text.partition(masked.shown[number])
        if not found:
            raise Refused("malformed", 422, where="wording")
        text = f"{before}\x00{number}\x01{after}"
    bare = _MARK.sub(" ", text)
    if any(_is_foreign(span) for span in masks.spans(bare)) or not LETTER.search(bare):
        raise Refused("malformed", 422, where="wording")
    return _MARK.sub(lambda mark: f"{{{int(mark[1]) + 1}}}", text)


def _is_foreign(span: Span) -> bool:
    """Whether the sentence had no such figure or name. In small letters it is more likely a word of that language."""
    return span.kind != "sign" and not (span.kind == "name" and span.shown.islower())


class Waiting(NamedTuple):
    """A text without a translation into one language."""

    body: str
    source: str
    written_at: int
    is_pending: bool
    since: int


_WAITING: Final = Hot(
    sa.select(texts.c.body, texts.c.lang, texts.c.at, translations.c.state, translations.c.at)
    .join(translations, translations.c.text_id == texts.c.id)
    .where(texts.c.id == sa.bindparam("of_text", type_=sa.BigInteger))
    .where(translations.c.lang == sa.bindparam("in_lang", type_=sa.Text))
)


def _waiting(conn: sa.Connection, text_id: int, lang: str) -> Waiting | None:
    for body, source, written_at, state, since in _WAITING.run(conn, {"of_text": text_id, "in_lang": lang}):
        if state in (TextState.PENDING, TextState.NONE):
            return Waiting(body, source, written_at, state == TextState.PENDING, since)
    return None


def _using(conn: sa.Connection, key: bytes, lang: str, before: int) -> Sequence[Any]:
    return conn.execute(
        sa.select(*_TEXT)
        .join(uses, uses.c.text_id == texts.c.id)
        .join(translations, sa.and_(translations.c.text_id == texts.c.id, translations.c.lang == lang))
        .where(uses.c.key == key, texts.c.id < before)
        .order_by(texts.c.id.desc())
        .limit(_PAGE)
    ).all()


def _keep(tx: Tx, text_id: int, lang: str, made: Translated) -> None:
    uses_it = [{"key": key, "text_id": text_id} for key in sorted(made.sentences)]
    _use(tx.conn.dialect.name).run_each(tx.conn, uses_it)
    set_translation(tx, text_id, lang, Now(made.state, made.body, made.engine))


@lru_cache(maxsize=2)
def _use(database: str) -> Hot:
    dialect = postgresql if database == "postgresql" else sqlite
    given = {name: sa.bindparam(name, type_=uses.c[name].type) for name in ("key", "text_id")}
    return Hot(dialect.insert(uses).values(given).on_conflict_do_nothing())


def _give_up(tx: Tx, text_id: int, lang: str, why: Why, again: int) -> None:
    """Says so to the readers. What engines got wrong is tried ever more rarely; their absence says nothing of it."""
    set_translation(tx, text_id, lang, Now(TextState.NONE, None, None))
    args: dict[str, int | str] = {"text_id": text_id, "lang": lang, "again": again}
    if why is Why.NOT_NOW:
        enqueue(tx, TRANSLATE, args, due=tx.now + AWAY_AGAIN)
    elif why is Why.NOT_SAFE and again < MOST_AGAIN:
        wait = min(LONGEST_AGAIN, FIRST_AGAIN * 4**again)
        enqueue(tx, TRANSLATE, args | {"again": again + 1}, due=tx.now + wait)
