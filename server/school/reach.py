"""Whom a post would reach (spec 3.5)."""

from collections import Counter, defaultdict

import sqlalchemy as sa

from server.accounts.tables import people
from server.school.scope import is_current, pupils_under, right_for
from server.school.tables import classes, contact_rights, pupils
from wire.school import Reach


def reach_of(conn: sa.Connection, topic: str, now: int) -> Reach:
    """The families that a post to a topic reaches, their languages, and the pupils with nobody on the app.

    A family is all adults and pupils who are tied to each other, so brothers and sisters count once.
    """
    names = {
        row.id: row.name
        for row in conn.execute(
            sa.select(pupils.c.id, pupils.c.name)
            .join(classes, classes.c.id == pupils.c.class_id)
            .where(pupils_under(topic), pupils.c.left_at.is_(None), classes.c.archived_at.is_(None))
        )
    }
    langs: dict[int, str] = {}
    adults: dict[int, list[int]] = {pupil: [] for pupil in names}
    for row in conn.execute(_readers(topic, now)):
        langs[row.person_id] = row.lang
        adults[row.pupil_id].append(row.person_id)
    families = _families(adults)
    spoken = Counter(lang for family in families for lang in {langs[adult] for adult in family})
    return Reach(
        families=len(families),
        languages=tuple(sorted(spoken.items(), key=lambda item: (-item[1], item[0]))),
        not_on_app=tuple(sorted(names[pupil] for pupil, tied in adults.items() if not tied)),
    )


def _readers(topic: str, now: int) -> sa.Select[tuple[int, int, str]]:
    """Each adult who has signed up and may read the topic, once for each pupil."""
    on_app = sa.or_(people.c.password_hash.is_not(None), people.c.seen_at.is_not(None))
    return (
        sa.select(contact_rights.c.pupil_id, contact_rights.c.person_id, people.c.lang)
        .join(people, people.c.id == contact_rights.c.person_id)
        .join(pupils, pupils.c.id == contact_rights.c.pupil_id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(
            pupils_under(topic),
            right_for(topic),
            is_current(now),
            pupils.c.left_at.is_(None),
            classes.c.archived_at.is_(None),
            people.c.closed_at.is_(None),
            on_app,
        )
    )


def _families(adults: dict[int, list[int]]) -> list[set[int]]:
    """The adults of each family: those who are joined by a chain of pupils they share."""
    shared: dict[int, set[int]] = defaultdict(set)
    for tied in adults.values():
        for adult in tied:
            shared[adult].update(tied)
    families, seen = [], set[int]()
    for adult in shared:
        if adult in seen:
            continue
        family, waiting = set[int](), [adult]
        while waiting:
            if (one := waiting.pop()) not in family:
                family.add(one)
                waiting += shared[one] - family
        seen |= family
        families.append(family)
    return families
