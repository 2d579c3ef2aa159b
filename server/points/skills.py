"""The skills of a class: those that every class begins with, and what its teacher makes of them."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.points import rules
from server.points.queries import skills_of
from server.points.tables import skills
from server.school.rules import class_topic
from server.school.tables import classes
from server.translation.actions import write_text
from server.translation.tables import texts
from wire.points import SetSkills, SkillIcon, SkillLine, revision_of

HOME: Final = "en"
NOBODY: Final = 0
"""Who wrote what comes with Bookbag itself."""
FIRST_SKILLS: Final = (
    ("Helping others", SkillIcon.HAND),
    ("Teamwork", SkillIcon.TEAM),
    ("Kindness", SkillIcon.HEART),
    ("Trying hard", SkillIcon.EFFORT),
    ("Reading", SkillIcon.BOOK),
    ("Curiosity", SkillIcon.BULB),
    ("Good listening", SkillIcon.EAR),
    ("Sharing ideas", SkillIcon.SPEECH),
)
"""What every class begins with. Their translations stand in the phrasebook, checked by a person."""


def begin_skills(tx: Tx, class_id: int) -> None:
    """Gives a class the first skills, unless it has had any: when the class is made (``school.actions.add_class``)."""
    _lock(tx, class_id)
    if tx.conn.execute(sa.select(skills.c.id).where(skills.c.class_id == class_id).limit(1)).first():
        return
    for place, (name, icon) in enumerate(FIRST_SKILLS):
        text_id = _name(tx, class_id, name, NOBODY, HOME)
        row = {"class_id": class_id, "text_id": text_id, "icon": icon, "place": place}
        tx.conn.execute(skills.insert(), row)
    tell(tx, class_topic(class_id), "skills_changed", {"class_id": class_id})


def set_skills(tx: Tx, viewer: Viewer, ask: SetSkills) -> None:
    """Makes the skills of a class what the ask says.

    Raises ``skills_changed`` if somebody else changed them meanwhile, ``skill_gone`` for one that is not among them.
    """
    if not rules.may_set_skills(viewer, ask.class_id):
        raise Refused("not_allowed") if rules.may_see_class(viewer, ask.class_id) else not_found()
    _lock(tx, ask.class_id)
    if ask.revision != revision_of(skills_of(tx.conn, ask.class_id, viewer.lang)):
        raise Refused("skills_changed", 409)
    known = {row.id: row for row in _offered(tx, ask.class_id)}
    kept = [line.skill_id for line in ask.skills if line.skill_id is not None]
    if not set(kept) <= set(known) or len(set(kept)) < len(kept):
        raise Refused("skill_gone", 409)
    for place, line in enumerate(ask.skills):
        _put(tx, viewer, ask.class_id, place, line, known.get(line.skill_id or 0))
    gone = skills.c.id.in_(set(known) - set(kept))
    tx.conn.execute(skills.update().where(gone).values(retired_at=tx.now))
    audit.record(tx, viewer.person_id, "points:skills:set", f"class:{ask.class_id}", skills=len(ask.skills))
    tell(tx, class_topic(ask.class_id), "skills_changed", {"class_id": ask.class_id})


def _put(tx: Tx, viewer: Viewer, class_id: int, place: int, line: SkillLine, known: Any) -> None:
    """One line of the list: a new skill, or what changes of one that there is."""
    name = tidy(line.name, photos=0)
    values: dict[str, object] = {"icon": line.icon, "place": place}
    if known is None:
        values |= {"class_id": class_id, "text_id": _name(tx, class_id, name, viewer.person_id, viewer.lang)}
        tx.conn.execute(skills.insert(), values)
        return
    if known.body != name:
        values["text_id"] = _name(tx, class_id, name, viewer.person_id, viewer.lang)
    tx.conn.execute(skills.update().where(skills.c.id == known.id).values(**values))


def _name(tx: Tx, class_id: int, name: str, person_id: int, lang: str) -> int:
    # What a few words are in can hardly be told from the words: it is what their writer writes in.
    return write_text(tx, topic=class_topic(class_id), body=name, lang=lang, author_id=person_id, chosen=True)


def _offered(tx: Tx, class_id: int) -> Sequence[Any]:
    this = sa.and_(skills.c.class_id == class_id, skills.c.retired_at.is_(None))
    query = sa.select(skills.c.id, texts.c.body).join(texts, texts.c.id == skills.c.text_id).where(this)
    return tx.conn.execute(query).all()


def _lock(tx: Tx, class_id: int) -> None:
    """Until the commit nobody else changes the skills of this class: two may save theirs at once."""
    tx.conn.execute(sa.select(classes.c.id).where(classes.c.id == class_id).with_for_update())
