"""Looks over what was sent: a possible disclosure, or unkind language, leaves one flag (spec 6.6, 11.2)."""

from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.jobs import enqueue
from server.core.viewer import Side
from server.guidance.book import EVERYWHERE, guide_of
from server.guidance.matching import Found
from server.guidance.rules import DISCLOSURE, FLAGGED
from server.guidance.tables import flags
from server.school.queries import holders_of
from server.translation.actions import want
from server.translation.tables import texts, translations
from wire.base import Role, TextState

LOOK_AGAIN: Final = "look_again"
"""The job that looks at the English translation of a text."""
LONGEST_RULE: Final = 120
FIRST_LOOK_AGAIN, MOST_LOOKS = 5_000, 10
"""In ms; each wait for a translation is three times as long as the one before."""


def look_over(tx: Tx, *, text_id: int, body: str, lang: str, author_id: int, side: Side, about: str) -> None:
    """Looks over a text in the commit that sends it. It never stops it.

    ``lang``: what the writer says that it is in, or writes in as a rule. ``about``: where it stands, as
    ``message:12``, ``comment:5``, ``story:7``, ``call:3``. A text in another language is looked at once more in
    English, when it has been translated: the phrases of few languages are many.
    """
    what, _, number = about.partition(":")
    guide = guide_of(tx.db)
    langs = guide.languages_for(body, lang)
    found = guide.find(body, langs, flagged=True)
    row: dict[str, int | str] = {"what": what, "ref_id": int(number), "text_id": text_id}
    row |= {"author_id": author_id, "side": side}
    _flag(tx, row, found, translated=False)
    if langs != [EVERYWHERE] and DISCLOSURE not in {one.kind for one in found}:
        want(tx, [text_id], EVERYWHERE)
        enqueue(tx, LOOK_AGAIN, {**row, "looks": 1}, due=tx.now + FIRST_LOOK_AGAIN)


def look_again(tx: Tx, args: dict[str, Any]) -> None:
    """Looks at the English translation of a text; if there is none yet, later once more."""
    state, said = _in_english(tx, args["text_id"])
    row = {name: args[name] for name in ("what", "ref_id", "text_id", "author_id", "side")}
    if state in (TextState.DONE, TextState.CHECKED) and said:
        _flag(tx, row, guide_of(tx.db).find(said, [EVERYWHERE], flagged=True), translated=True)
    elif state in (TextState.PENDING, TextState.NONE) and args["looks"] < MOST_LOOKS:
        due = tx.now + FIRST_LOOK_AGAIN * 3 ** args["looks"]
        enqueue(tx, LOOK_AGAIN, {**args, "looks": args["looks"] + 1}, due=due)


def _flag(tx: Tx, row: dict[str, Any], found: Iterable[Found], *, translated: bool) -> None:
    kinds = [one for one in found if one.kind in FLAGGED]
    if not kinds:
        return
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(flags).on_conflict_do_nothing().returning(flags.c.id)
    for one in kinds:
        more = {"kind": one.kind, "rule": one.phrase[:LONGEST_RULE], "translated": translated, "at": tx.now}
        flag_id = tx.conn.execute(insert, {**row, **more}).scalar()
        if flag_id is not None:
            audit.record(
                tx, None, "guidance:text:flag", f"{row['what']}:{row['ref_id']}", kind=one.kind, flag=flag_id
            )
            for person_id in holders_of(tx.conn, Role.DSL):
                tell(tx, f"person:{person_id}", "flag_raised", {"flag_id": flag_id})


def _in_english(tx: Tx, text_id: int) -> tuple[str | None, str | None]:
    row = tx.conn.execute(
        sa.select(translations.c.state, translations.c.body)
        .join(texts, texts.c.id == translations.c.text_id)
        .where(texts.c.id == text_id, translations.c.lang == EVERYWHERE)
    ).first()
    return (row.state, row.body) if row else (None, None)
