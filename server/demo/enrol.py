"""Puts the invented people on the demo school's roll, as the office would."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.accounts.actions import add_person, open_session, set_phone
from server.core.context import token_hash
from server.core.db import Tx
from server.core.viewer import Viewer
from server.demo.people import ADULTS, CLASSES, PUPILS, SCHOOL, STAFF, Adult, Staff, mail_of
from server.school.actions import add_class, add_pupil, add_right, add_to_class, give_role, set_school
from server.school.viewing import viewer_of
from wire.base import Role
from wire.school import School

ENROLLED_BEFORE: Final = 60 * 86_400_000
"""In ms: the school was set up two months before the demo is made."""
FOR_A_CLASS: Final = frozenset((Role.TEACHER, Role.TA, Role.PROFESSIONAL))


@dataclass(frozen=True, slots=True)
class Roll:
    """Who was enrolled: everybody on the app by name, as they see the school, and the topics by their names."""

    viewers: Mapping[str, Viewer]
    topics: Mapping[str, str]


def enrol(tx: Tx, password_hash: str) -> Roll:
    """Writes the school, its classes and everybody in it; they stay signed in until ``tell_stories`` is done."""
    now = tx.now
    tx.now = now - ENROLLED_BEFORE
    set_school(
        tx, School(SCHOOL.name, SCHOOL.code, SCHOOL.colour, SCHOOL.phone, SCHOOL.email, SCHOOL.time_zone)
    )
    classes = {name: add_class(tx, name, year) for name, year in CLASSES.items()}
    pupils = {pupil.name: add_pupil(tx, pupil.name, classes[pupil.class_name]) for pupil in PUPILS}
    people = {adult.name: _add_adult(tx, adult, pupils, password_hash) for adult in ADULTS}
    people |= {member.name: _add_staff(tx, member, classes, pupils, password_hash) for member in STAFF}
    tx.now = now
    away = {adult.name for adult in ADULTS if not adult.on_app}
    return Roll(
        viewers={name: _signed_in(tx, id_) for name, id_ in people.items() if name not in away},
        topics={"school": "school"}
        | {f"year {year}": f"year:{year}" for year in CLASSES.values()}
        | {f"class {name}": f"class:{id_}" for name, id_ in classes.items()}
        | {name: f"pupil:{id_}" for name, id_ in pupils.items()},
    )


def _add_adult(tx: Tx, adult: Adult, pupils: Mapping[str, int], password_hash: str) -> int:
    person = add_person(
        tx,
        name=adult.name,
        email=mail_of(adult.name),
        lang=adult.lang,
        password_hash=password_hash if adult.on_app else None,
    )
    # Numbers that the telephone network keeps for stories.
    set_phone(tx, person, f"07700 900{person % 1000:03d}")
    for child in adult.children:
        add_right(tx, person, pupils[child], adult.tie)
    return person


def _add_staff(
    tx: Tx, member: Staff, classes: Mapping[str, int], pupils: Mapping[str, int], password_hash: str
) -> int:
    person = add_person(tx, name=member.name, email=mail_of(member.name), password_hash=password_hash)
    for class_name in member.classes:
        add_to_class(tx, person, classes[class_name], member.role)
    if member.role not in FOR_A_CLASS or member.role is Role.PROFESSIONAL:
        give_role(tx, person, member.role)
    for child in member.children:
        add_right(tx, person, pupils[child], "mother")
    return person


def _signed_in(tx: Tx, person_id: int) -> Viewer:
    viewer = viewer_of(tx.conn, token_hash(open_session(tx, person_id, "demo").token), tx.now)
    if viewer is None:
        raise LookupError(person_id)
    return viewer
