"""Points as families and class teams see them, of two weeks and no more (spec 9.2, 9.4)."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.hot import Hot
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.points import rules
from server.points.tables import awards, points, skills
from server.school.rules import pupil_topic
from server.school.tables import classes, pupils, school
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text
from wire.points import (
    Award,
    ClassName,
    ClassPoints,
    ClassPupil,
    Point,
    PointsNow,
    PupilPoints,
    Skill,
    SkillIcon,
)

_NAME, _NOTE = texts.alias("skill_name"), texts.alias("note")
_NAME_HERE, _NOTE_HERE = translations.alias("skill_name_here"), translations.alias("note_here")
_TEXT: Final = ("text_id", "body", "lang", "state", "shown", "engine")

Row = Mapping[Any, Any]
"""A row of ``_points`` or of ``_skills``, by the names of its columns."""


def zone_of(conn: sa.Connection) -> str:
    """The school's time zone."""
    return conn.execute(sa.select(school.c.time_zone)).scalar() or "Europe/London"


def points_now(conn: sa.Connection, viewer: Viewer, now: int) -> PointsNow:
    """What this person's app shows at once."""
    since = rules.fortnight_from(now, zone_of(conn))
    children = [pupil for pupil, topics in sorted(viewer.family.items()) if pupil_topic(pupil) in topics]
    found = _classes_where_given(conn, viewer)
    return PointsNow(
        children=_of_pupils(conn, children, since, viewer.lang) if children else (),
        classes=found,
        sheets=tuple(_sheet(conn, viewer, one, since) for one in found if one.id in viewer.teams),
    )


def pupil_points(conn: sa.Connection, viewer: Viewer, pupil_id: int, now: int) -> PupilPoints:
    """One pupil's points. Raises ``not_found``."""
    if not rules.may_see(viewer, pupil_id):
        raise not_found()
    since = rules.fortnight_from(now, zone_of(conn))
    return _of_pupils(conn, [pupil_id], since, viewer.lang)[0]


def class_points(conn: sa.Connection, viewer: Viewer, class_id: int, now: int) -> ClassPoints:
    """A class as its team sees it. Raises ``not_found``."""
    name = conn.execute(sa.select(classes.c.name).where(classes.c.id == class_id)).scalar()
    if name is None or not rules.may_see_class(viewer, class_id):
        raise not_found()
    since = rules.fortnight_from(now, zone_of(conn))
    return _sheet(conn, viewer, ClassName(id=class_id, name=name), since)


def award_in(conn: sa.Connection, award_id: int) -> Award:
    """An award. Not for answering a person: it asks for no rights."""
    row = conn.execute(sa.select(awards).where(awards.c.id == award_id)).one()
    had = sa.select(points.c.pupil_id).where(points.c.award_id == award_id).order_by(points.c.pupil_id)
    return Award(
        id=row.id,
        at=row.at,
        skill_id=row.skill_id,
        giver_id=row.giver_id,
        pupils=tuple(conn.execute(had).scalars()),
    )


def class_of_award(conn: sa.Connection, award_id: int) -> int:
    """The class in which it was given; 0 if there is no such award."""
    return conn.execute(sa.select(awards.c.class_id).where(awards.c.id == award_id)).scalar() or 0


def skills_of(conn: sa.Connection, class_id: int, lang: str) -> tuple[Skill, ...]:
    """The skills of a class in their order, for readers of ``lang``."""
    offered = sa.and_(skills.c.class_id == class_id, skills.c.retired_at.is_(None))
    query = _skills(sa.literal(lang)).where(offered).order_by(skills.c.place, skills.c.id)
    return tuple(_skill(row, lang) for row in conn.execute(query).mappings())


def point_in(conn: sa.Connection, award_id: int, pupil_id: int, lang: str) -> tuple[int, Point, Skill] | None:
    """One point with its class and skill, for readers of ``lang``; ``None`` once it was undone. Asks for no rights."""
    values = {"award_id": award_id, "pupil_id": pupil_id, "lang": lang}
    rows = _one().run(conn, values)
    if not rows:
        return None
    row = dict(zip(_columns(), rows[0], strict=True))
    return row["class_id"], _point(row, lang), _skill(row, lang)


def texts_in(seen: Iterable[PupilPoints | ClassPoints]) -> list[Text]:
    """All texts by people in these."""
    found: list[Text] = []
    for one in seen:
        found += [skill.name for skill in one.skills]
        if isinstance(one, PupilPoints):
            found += [point.note for point in one.points if point.note is not None]
    return found


def _classes_where_given(conn: sa.Connection, viewer: Viewer) -> tuple[ClassName, ...]:
    if not (viewer.teams or Role.SMT in viewer.roles):
        return ()
    rows = conn.execute(
        sa.select(classes.c.id, classes.c.name)
        .where(classes.c.archived_at.is_(None))
        .order_by(classes.c.year, classes.c.name)
    )
    return tuple(ClassName(row.id, row.name) for row in rows if rules.may_give(viewer, row.id))


def _sheet(conn: sa.Connection, viewer: Viewer, of: ClassName, since: int) -> ClassPoints:
    in_class = sa.and_(pupils.c.class_id == of.id, pupils.c.left_at.is_(None))
    named = sa.select(pupils.c.id, pupils.c.name).where(in_class).order_by(pupils.c.name, pupils.c.id)
    return ClassPoints(
        class_id=of.id,
        name=of.name,
        pupils=tuple(ClassPupil(row.id, row.name) for row in conn.execute(named)),
        skills=skills_of(conn, of.id, viewer.lang),
        awards=_awards(conn, sa.select(pupils.c.id).where(in_class), since),
        leads=rules.may_set_skills(viewer, of.id),
    )


def _awards(conn: sa.Connection, of: "sa.Select[tuple[int]]", since: int) -> tuple[Award, ...]:
    """What these pupils were given, also in a class where they were before."""
    rows = conn.execute(
        sa.select(awards.c.id, awards.c.at, awards.c.skill_id, awards.c.giver_id, points.c.pupil_id)
        .join(points, points.c.award_id == awards.c.id)
        .where(points.c.pupil_id.in_(of), points.c.at >= since, awards.c.undone_at.is_(None))
        .order_by(awards.c.at.desc(), awards.c.id.desc(), points.c.pupil_id)
    )
    found: dict[tuple[int, int, int, int], list[int]] = {}
    for id_, at, skill_id, giver_id, pupil_id in rows:
        found.setdefault((id_, at, skill_id, giver_id), []).append(pupil_id)
    return tuple(Award(*award, pupils=tuple(had)) for award, had in found.items())


def _of_pupils(conn: sa.Connection, asked: list[int], since: int, lang: str) -> tuple[PupilPoints, ...]:
    query = (
        _points(sa.literal(lang))
        .where(points.c.pupil_id.in_(asked), points.c.at >= since)
        .order_by(points.c.at.desc(), points.c.award_id.desc())
    )
    had: dict[int, list[Row]] = {pupil_id: [] for pupil_id in asked}
    for row in conn.execute(query).mappings():
        had[row["pupil_id"]].append(row)
    return tuple(
        PupilPoints(
            pupil_id=pupil_id,
            points=tuple(_point(row, lang) for row in rows),
            skills=tuple({row["skill_id"]: _skill(row, lang) for row in rows}.values()),
        )
        for pupil_id, rows in had.items()
    )


def _labelled(name: str, text: Any, here: Any) -> list[Any]:
    """The columns of a text and of its translation, under names of their own."""
    columns = (text.c.id, text.c.body, text.c.lang, here.c.state, here.c.body, here.c.engine)
    return [column.label(f"{name}_{part}") for part, column in zip(_TEXT, columns, strict=True)]


def _points(lang: "sa.ColumnElement[str]") -> "sa.Select[Any]":
    """Points that stand, with everything that is seen of them."""
    return (
        sa.select(
            points.c.pupil_id, points.c.award_id, points.c.at, awards.c.class_id, awards.c.skill_id,
            awards.c.giver_id, awards.c.giver_role, people.c.name.label("giver_name"), skills.c.icon,
            *_labelled("name", _NAME, _NAME_HERE), *_labelled("note", _NOTE, _NOTE_HERE),
        )
        .join(awards, awards.c.id == points.c.award_id)
        .join(people, people.c.id == awards.c.giver_id)
        .join(skills, skills.c.id == awards.c.skill_id)
        .join(_NAME, _NAME.c.id == skills.c.text_id)
        .outerjoin(_NAME_HERE, sa.and_(_NAME_HERE.c.text_id == skills.c.text_id, _NAME_HERE.c.lang == lang))
        .outerjoin(_NOTE, _NOTE.c.id == points.c.text_id)
        .outerjoin(_NOTE_HERE, sa.and_(_NOTE_HERE.c.text_id == points.c.text_id, _NOTE_HERE.c.lang == lang))
        .where(awards.c.undone_at.is_(None))
    )  # fmt: skip


def _skills(lang: "sa.ColumnElement[str]") -> "sa.Select[Any]":
    return (
        sa.select(skills.c.id.label("skill_id"), skills.c.icon, *_labelled("name", _NAME, _NAME_HERE))
        .join(_NAME, _NAME.c.id == skills.c.text_id)
        .outerjoin(_NAME_HERE, sa.and_(_NAME_HERE.c.text_id == skills.c.text_id, _NAME_HERE.c.lang == lang))
    )


def _number(name: str) -> "sa.BindParameter[int]":
    return sa.bindparam(name, type_=sa.BigInteger)


@lru_cache(maxsize=1)
def _one() -> Hot:
    this = sa.and_(points.c.award_id == _number("award_id"), points.c.pupil_id == _number("pupil_id"))
    return Hot(_points(sa.bindparam("lang", type_=sa.Text)).where(this))


@lru_cache(maxsize=1)
def _columns() -> tuple[str, ...]:
    return tuple(column.name for column in _points(sa.literal("")).selected_columns)


def _point(row: Row, lang: str) -> Point:
    return Point(
        award_id=row["award_id"],
        at=row["at"],
        skill_id=row["skill_id"],
        giver=Person(id=row["giver_id"], name=row["giver_name"], role=Role(row["giver_role"])),
        note=_text(row, "note", lang) if row["note_text_id"] is not None else None,
    )


def _skill(row: Row, lang: str) -> Skill:
    return Skill(id=row["skill_id"], name=_text(row, "name", lang), icon=SkillIcon(row["icon"]))


def _text(row: Row, name: str, reader: str) -> Text:
    id_, body, lang, state, shown, engine = (row[f"{name}_{part}"] for part in _TEXT)
    return text_of(id=id_, body=body, lang=lang, state=state, shown=shown, engine=engine, reader=reader)
