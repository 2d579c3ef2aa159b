"""Finding people and threads for safeguarding: who and when, and not a word of what was said (spec 11.1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.refused import Refused, not_found
from server.core.words import holds
from server.messages.tables import message_revisions, messages, thread_staff, threads
from server.school.queries import people_of
from server.school.rules import CLASS_TEAM
from server.school.scope import is_current
from server.school.tables import class_staff, classes, contact_rights, pupils
from server.translation.tables import earlier_translations, texts, translations
from wire.base import Person, Role
from wire.safeguarding import (
    PAGE,
    FindPeople,
    FindThreads,
    FoundPupil,
    FoundThread,
    PeopleFound,
    ThreadsFound,
)

Row = sa.Row[Any]
NEWEST = 2**62


def people_found(conn: sa.Connection, ask: FindPeople) -> PeopleFound:
    """Pupils, those who left too, and adults with a part of their name like this."""
    children = conn.execute(
        sa.select(pupils.c.id, pupils.c.name, classes.c.name.label("class_name"))
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(holds(conn, pupils.c.name, ask.name))
        .order_by(pupils.c.name, pupils.c.id)
        .limit(PAGE)
    )
    adults = conn.execute(
        sa.select(people.c.id)
        .where(holds(conn, people.c.name, ask.name))
        .order_by(people.c.name, people.c.id)
        .limit(PAGE)
    )
    found = list(adults.scalars())
    known = people_of(conn, found)
    return PeopleFound(
        pupils=tuple(FoundPupil(id=r.id, name=r.name, class_name=r.class_name) for r in children),
        adults=tuple(known[id_] for id_ in found),
    )


def check_search(ask: FindThreads) -> None:
    """Raises ``nothing_to_look_for`` if nothing is asked for."""
    if not (ask.words.strip() or ask.child or ask.adult or ask.since or ask.until):
        raise Refused("nothing_to_look_for", 422)


def threads_found(conn: sa.Connection, ask: FindThreads, now: int) -> ThreadsFound:
    """A page of the threads that fit."""
    words = ask.words.strip()
    newest = sa.func.max(messages.c.id)
    rows = conn.execute(
        _fitting(ask, newest)
        .where(*([_says(conn, words)] if words else []))
        .having(newest < (ask.before or NEWEST))
        .order_by(newest.desc())
        .limit(PAGE + 1)
    ).all()
    page = rows[:PAGE]
    return ThreadsFound(threads=_cards(conn, page, now), next=page[-1].newest if len(rows) > PAGE else None)


def thread_card(conn: sa.Connection, thread_id: int, now: int) -> FoundThread:
    """One thread by who and when. Raises ``not_found``."""
    newest = sa.func.max(messages.c.id)
    counted = _fitting(FindThreads(), newest).where(messages.c.thread_id == thread_id)
    row = conn.execute(counted).first()
    if row is None:
        there = sa.select(
            threads.c.id.label("thread_id"),
            sa.literal(0).label("messages"),
            sa.null().label("first_at"),
            sa.null().label("last_at"),
        ).where(threads.c.id == thread_id)
        row = conn.execute(there).first()
    if row is None:
        raise not_found()
    return _cards(conn, [row], now)[0]


def _fitting(ask: FindThreads, newest: "sa.ColumnElement[int]") -> "sa.Select[Any]":
    found = sa.select(
        messages.c.thread_id,
        sa.func.count().label("messages"),
        sa.func.min(messages.c.at).label("first_at"),
        sa.func.max(messages.c.at).label("last_at"),
        newest.label("newest"),
    ).group_by(messages.c.thread_id)
    if ask.since is not None:
        found = found.where(messages.c.at >= ask.since)
    if ask.until is not None:
        found = found.where(messages.c.at < ask.until)
    if ask.child is not None:
        about = sa.select(threads.c.id).where(threads.c.pupil_id == ask.child)
        found = found.where(messages.c.thread_id.in_(about))
    if ask.adult is not None:
        found = found.where(messages.c.thread_id.in_(_concerning(ask.adult)))
    return found


def _concerning(person_id: int) -> "sa.CompoundSelect[Any]":
    """Threads about a child of theirs, now or once, of a class they work with, that name them, that they wrote in."""
    children = sa.select(contact_rights.c.pupil_id).where(contact_rights.c.person_id == person_id)
    team = sa.select(class_staff.c.class_id).where(class_staff.c.person_id == person_id)
    return sa.union(
        sa.select(threads.c.id).where(threads.c.pupil_id.in_(children)),
        sa.select(threads.c.id).where(threads.c.class_id.in_(team)),
        sa.select(thread_staff.c.thread_id).where(thread_staff.c.person_id == person_id),
        sa.select(messages.c.thread_id).where(messages.c.author_id == person_id),
    )


def _says(conn: sa.Connection, words: str) -> "sa.ColumnElement[bool]":
    """In what a message says or said before, in the original or in a translation that is or was shown."""
    said = sa.select(texts.c.id).where(holds(conn, texts.c.body, words))
    shown = sa.select(translations.c.text_id).where(holds(conn, translations.c.body, words))
    once = sa.select(earlier_translations.c.text_id).where(holds(conn, earlier_translations.c.body, words))
    fits = sa.union(said, shown, once).subquery()
    earlier = sa.select(message_revisions.c.message_id).where(
        message_revisions.c.text_id.in_(sa.select(fits.c[0]))
    )
    return sa.or_(messages.c.text_id.in_(sa.select(fits.c[0])), messages.c.id.in_(earlier))


def _cards(conn: sa.Connection, rows: Sequence[Row], now: int) -> tuple[FoundThread, ...]:
    ids = [row.thread_id for row in rows]
    about = {
        row.id: row
        for row in conn.execute(
            sa.select(threads, pupils.c.name.label("pupil_name"), classes.c.name.label("class_name"))
            .join(pupils, pupils.c.id == threads.c.pupil_id)
            .join(classes, classes.c.id == sa.func.coalesce(threads.c.class_id, pupils.c.class_id))
            .where(threads.c.id.in_(ids))
        )
    }
    staff, family = _inside(conn, about, now)
    known = people_of(conn, [id_ for some in (*staff.values(), *family.values()) for id_ in some])
    return tuple(
        FoundThread(
            thread_id=row.thread_id,
            kind=about[row.thread_id].kind,
            pupil_id=about[row.thread_id].pupil_id,
            pupil_name=about[row.thread_id].pupil_name,
            class_name=about[row.thread_id].class_name,
            staff=_named(known, staff[row.thread_id]),
            family=_named(known, family[row.thread_id], Role.PARENT),
            messages=row.messages,
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in rows
    )


def _inside(
    conn: sa.Connection, about: Mapping[int, Row], now: int
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The staff and the family of each thread: who is in it now, and who wrote in it."""
    staff: dict[int, set[int]] = defaultdict(set)
    family: dict[int, set[int]] = defaultdict(set)
    wrote = sa.select(messages.c.thread_id, messages.c.author_id, messages.c.side).distinct()
    for row in conn.execute(wrote.where(messages.c.thread_id.in_(about))):
        (staff if row.side == "staff" else family)[row.thread_id].add(row.author_id)
    for thread_id, person_id in conn.execute(_staff_now(about)):
        staff[thread_id].add(person_id)
    for thread_id, person_id in conn.execute(_family_now(about, now)):
        family[thread_id].add(person_id)
    return staff, family


def _staff_now(ids: Iterable[int]) -> "sa.CompoundSelect[Any]":
    named = sa.select(thread_staff.c.thread_id, thread_staff.c.person_id)
    team = (
        sa.select(threads.c.id, class_staff.c.person_id)
        .join(class_staff, class_staff.c.class_id == threads.c.class_id)
        .where(class_staff.c.role.in_(CLASS_TEAM))
    )
    return sa.union_all(named.where(thread_staff.c.thread_id.in_(ids)), team.where(threads.c.id.in_(ids)))


def _family_now(ids: Iterable[int], now: int) -> "sa.Select[Any]":
    return (
        sa.select(threads.c.id, contact_rights.c.person_id)
        .join(contact_rights, contact_rights.c.pupil_id == threads.c.pupil_id)
        .where(threads.c.id.in_(ids), is_current(now), contact_rights.c.messages.is_(True))
    )


def _named(known: Mapping[int, Person], ids: Iterable[int], role: Role | None = None) -> tuple[Person, ...]:
    found = [known[id_] for id_ in ids if id_ in known]
    people_in = [Person(id=one.id, name=one.name, role=role or one.role) for one in found]
    return tuple(sorted(people_in, key=lambda one: (one.name, one.id)))
