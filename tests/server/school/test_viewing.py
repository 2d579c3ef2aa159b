"""What reaches each of the cast, and that it stops at once when it should."""

import pytest
import sqlalchemy as sa

from server.core.context import token_hash
from server.core.db import Tx
from server.core.feed import cursor
from server.core.refused import Refused
from server.core.tables import events
from server.core.viewer import Viewer
from server.school.actions import (
    add_pupil,
    add_right,
    add_to_class,
    end_right,
    give_role,
    let_leave,
    move_pupil,
    remove_from_class,
)
from server.school.queries import children_of, viewer_of
from server.school.tables import contact_rights, staff_roles
from tests.cast import Cast, Who
from tests.edges import DAY, HOUR
from tests.school import School
from wire.base import Role
from wire.school import Child


def seen_as(school: School, who: Who) -> Viewer:
    found = school.context.db.read(lambda conn: viewer_of(conn, token_hash(who.token), school.clock.now()))
    assert found is not None
    return found


def child(cast: Cast, pupil: int, class_id: int, year: int) -> dict[int, frozenset[str]]:
    return {pupil: frozenset({"school", f"year:{year}", f"class:{class_id}", f"pupil:{pupil}"})}


def right_of(tx: Tx, who: Who, pupil: int) -> int:
    mine = sa.and_(contact_rights.c.person_id == who.id, contact_rights.c.pupil_id == pupil)
    return int(tx.conn.execute(sa.select(contact_rights.c.id).where(mine)).scalar_one())


def told(school: School, after: int) -> list[str]:
    query = sa.select(events.c.topic).where(events.c.kind == "rights_changed", events.c.number > after)
    return school.context.db.read(lambda conn: list(conn.execute(query.order_by(events.c.number)).scalars()))


def newest(school: School) -> int:
    return school.context.db.read(cursor)


async def test_a_family_gets_what_its_children_get_and_no_more(school: School) -> None:
    cast = school.cast
    nadia = seen_as(school, cast.nadia)
    assert nadia.roles == {Role.PARENT}
    assert nadia.family == child(cast, cast.zara, cast.class_4a, 4) | child(
        cast, cast.yusuf, cast.class_3b, 3
    )
    assert (nadia.staff, nadia.posts, nadia.all_topics, nadia.lang) == (frozenset(), frozenset(), False, "ur")


async def test_of_an_ended_right_nothing_is_left(school: School) -> None:
    former = seen_as(school, school.cast.former)
    assert dict(former.family) == {}
    assert former.staff | former.posts == frozenset()
    assert former.roles == {Role.PARENT}


async def test_the_class_team_and_its_therapist(school: School) -> None:
    cast = school.cast
    pupils = {f"pupil:{pupil}" for pupil in (cast.zara, cast.lena, cast.ilyas)}
    for who, role in ((cast.hart, Role.TEACHER), (cast.sandhu, Role.TA)):
        viewer = seen_as(school, who)
        assert viewer.roles == {role}
        assert viewer.posts == {f"class:{cast.class_4a}"} | pupils
        assert viewer.staff == {"school", "year:4", f"class:{cast.class_4a}"} | pupils
        assert viewer.teams == {cast.class_4a}
    assert seen_as(school, cast.hart).writes == {cast.class_4a}
    assert seen_as(school, cast.sandhu).writes == frozenset()
    therapist = seen_as(school, cast.adeyemi)
    assert (therapist.teams, therapist.writes) == (frozenset(), frozenset())
    assert therapist.roles == {Role.PROFESSIONAL}
    assert therapist.posts == {f"class:{cast.class_4a}"}
    assert therapist.staff == {"school", "year:4", f"class:{cast.class_4a}"}


async def test_head_safeguarding_lead_and_office(school: School) -> None:
    cast = school.cast
    pupils = {f"pupil:{pupil}" for pupil in (cast.zara, cast.lena, cast.ilyas, cast.yusuf, cast.rosie)}
    head, lead, office = (seen_as(school, who) for who in (cast.calloway, cast.prescott, cast.dunne))
    assert [viewer.all_topics for viewer in (head, lead, office)] == [True, True, False]
    classes = {f"class:{cast.class_3b}", f"class:{cast.class_4a}"}
    assert head.posts == {"school", "year:3", "year:4"} | classes | pupils
    assert lead.posts == frozenset()
    assert office.posts == {"school", "year:3", "year:4"}
    assert office.staff == {"school", "year:3", "year:4"}


async def test_a_teacher_who_is_a_parent_has_both_sides_unmixed(school: School) -> None:
    cast = school.cast
    rahman = seen_as(school, cast.rahman)
    assert rahman.roles == {Role.PARENT, Role.TEACHER}
    assert rahman.family == child(cast, cast.ilyas, cast.class_4a, 4)
    assert set(rahman.topics("staff") or ()) == {
        "school",
        "year:3",
        f"class:{cast.class_3b}",
        f"pupil:{cast.yusuf}",
        f"pupil:{cast.rosie}",
    }
    assert (rahman.may_post(f"class:{cast.class_3b}"), rahman.may_post(f"class:{cast.class_4a}")) == (
        True,
        False,
    )


async def test_a_court_order_stops_everything_at_once(school: School) -> None:
    cast, start = school.cast, newest(school)
    before = await school.context.viewers.of(cast.nadia.token)
    assert before.may_read(f"class:{cast.class_4a}")
    school.context.db.write(lambda tx: end_right(tx, right_of(tx, cast.nadia, cast.zara)))
    after = await school.context.viewers.of(cast.nadia.token)
    assert after.family == child(cast, cast.yusuf, cast.class_3b, 3)
    assert told(school, start) == [f"person:{cast.nadia.id}"]


async def test_a_right_ends_by_its_date_and_open_apps_are_told_then(school: School) -> None:
    cast, start = school.cast, newest(school)
    tomorrow = school.clock.now() + DAY
    school.context.db.write(lambda tx: end_right(tx, right_of(tx, cast.nadia, cast.zara), at=tomorrow))
    school.do_jobs()
    assert set(seen_as(school, cast.nadia).family) == {cast.zara, cast.yusuf}
    assert told(school, start) == [f"person:{cast.nadia.id}"]
    school.clock.forward(DAY)
    assert set(seen_as(school, cast.nadia).family) == {cast.yusuf}
    school.do_jobs()
    assert told(school, start) == [f"person:{cast.nadia.id}"] * 2


async def test_a_right_begins_by_its_date(school: School) -> None:
    cast = school.cast
    soon = school.clock.now() + HOUR
    school.context.db.write(
        lambda tx: add_right(tx, cast.former.id, cast.rosie, "father", starts_at=soon, portfolio=False)
    )
    assert seen_as(school, cast.former).family == {}
    school.clock.forward(HOUR)
    assert seen_as(school, cast.former).family == {
        cast.rosie: frozenset({"school", "year:3", f"class:{cast.class_3b}"})
    }


async def test_a_pupil_who_moves_or_leaves_takes_the_family_along(school: School) -> None:
    cast, start = school.cast, newest(school)
    school.context.db.write(lambda tx: move_pupil(tx, cast.lena, cast.class_3b))
    assert seen_as(school, cast.katarzyna).family == child(cast, cast.lena, cast.class_3b, 3)
    assert f"pupil:{cast.lena}" not in seen_as(school, cast.hart).posts
    assert f"pupil:{cast.lena}" in seen_as(school, cast.okafor).posts
    team = {cast.hart, cast.sandhu, cast.adeyemi, cast.okafor, cast.rahman}
    assert set(told(school, start)) == {f"person:{who.id}" for who in {cast.katarzyna, *team}}
    school.context.db.write(lambda tx: let_leave(tx, cast.lena))
    assert seen_as(school, cast.katarzyna).family == {}
    assert f"pupil:{cast.lena}" not in seen_as(school, cast.calloway).posts


async def test_staff_come_and_go(school: School) -> None:
    cast, start = school.cast, newest(school)
    school.context.db.write(lambda tx: add_to_class(tx, cast.okafor.id, cast.class_4a, Role.TA))
    assert f"class:{cast.class_4a}" in seen_as(school, cast.okafor).posts
    school.context.db.write(lambda tx: remove_from_class(tx, cast.okafor.id, cast.class_4a))
    assert f"class:{cast.class_4a}" not in seen_as(school, cast.okafor).posts
    school.context.db.write(
        lambda tx: give_role(tx, cast.adeyemi.id, Role.PROFESSIONAL, may_post_school=True)
    )
    assert seen_as(school, cast.adeyemi).posts == {"school", f"class:{cast.class_4a}"}
    assert told(school, start) == [f"person:{cast.okafor.id}"] * 2 + [f"person:{cast.adeyemi.id}"]


async def test_a_new_pupil_is_the_teams_at_once(school: School) -> None:
    cast = school.cast
    new = school.context.db.write(lambda tx: add_pupil(tx, "New Child", cast.class_4a))
    assert f"pupil:{new}" in seen_as(school, cast.hart).posts


async def test_two_rights_for_one_child_add_up(school: School) -> None:
    cast = school.cast

    def split(tx: Tx) -> None:
        tx.conn.execute(contact_rights.delete().where(contact_rights.c.person_id == cast.katarzyna.id))
        add_right(tx, cast.katarzyna.id, cast.lena, "mother", portfolio=False)
        add_right(tx, cast.katarzyna.id, cast.lena, "carer", stories=False)

    school.context.db.write(split)
    assert seen_as(school, cast.katarzyna).family == child(cast, cast.lena, cast.class_4a, 4)


async def test_no_token_no_viewer(school: School, stranger: Who) -> None:
    for token in ("", "x", stranger.token, token_hash(school.cast.nadia.token)):
        with pytest.raises(Refused):
            await school.context.viewers.of(token)


async def test_children_are_told_by_name_with_what_reaches_them(school: School) -> None:
    cast = school.cast
    nadia = seen_as(school, cast.nadia)
    assert school.context.db.read(lambda conn: children_of(conn, nadia)) == (
        Child(id=cast.yusuf, name="Yusuf", class_name="3B", topics=nadia.family[cast.yusuf]),
        Child(id=cast.zara, name="Zara", class_name="4A", topics=nadia.family[cast.zara]),
    )


async def test_finding_out_who_asks_costs_few_queries(school: School) -> None:
    counts = {}
    for name in ("nadia", "hart", "calloway"):
        who = getattr(school.cast, name)
        said: list[str] = []

        def count(conn: sa.Connection, said: list[str] = said, who: Who = who) -> None:
            sa.event.listen(conn, "before_cursor_execute", lambda *args: said.append(args[2]))
            viewer_of(conn, token_hash(who.token), school.clock.now())

        school.context.db.read(count)
        counts[name] = len(said)
    assert counts == {"nadia": 4, "hart": 5, "calloway": 6}


async def test_every_role_given_is_on_record(school: School) -> None:
    query = sa.select(sa.func.count()).select_from(staff_roles)
    before = school.context.db.read(lambda conn: conn.execute(query).scalar_one())
    school.context.db.write(
        lambda tx: give_role(tx, school.cast.hart.id, Role.DSL, by=school.cast.calloway.id)
    )
    assert school.context.db.read(lambda conn: conn.execute(query).scalar_one()) == before + 1
    assert seen_as(school, school.cast.hart).roles == {Role.TEACHER, Role.DSL}
