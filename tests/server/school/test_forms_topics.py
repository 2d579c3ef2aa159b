"""Whom what is asked in a place reaches: adults with the right to forms, and the staff who gather it (spec 7.2)."""

from functools import partial

from server.core.context import token_hash
from server.core.db import Tx
from server.core.viewer import Shut, Viewer
from server.school import rules
from server.school.actions import add_right
from server.school.queries import languages_of, reach_of
from server.school.readers import children_under, readers_of
from server.school.rules import Place, Tie, forms_topic
from server.school.tables import contact_rights
from server.school.viewing import viewer_of
from tests.cast import Cast
from tests.school import School
from wire.base import Role
from wire.school import Reach


def places(cast: Cast) -> dict[str, set[str]]:
    """Place → who reads its forms, as the adult of a child there or as staff."""
    above = {"calloway", "prescott", "dunne"}
    team_3b, team_4a = {"okafor", "rahman"} | above, {"hart", "sandhu"} | above
    return {
        "school": team_3b | team_4a | {"nadia", "katarzyna", "daniel"},
        "year:3": team_3b | {"nadia", "daniel"},
        "year:4": team_4a | {"nadia", "katarzyna", "rahman"},
        f"class:{cast.class_3b}": team_3b | {"nadia", "daniel"},
        f"class:{cast.class_4a}": team_4a | {"nadia", "katarzyna", "rahman"},
        f"pupil:{cast.lena}": team_4a | {"katarzyna"},
        f"pupil:{cast.rosie}": team_3b | {"daniel"},
        "pupil:999999": above,
    }


def viewers(school: School) -> dict[str, Viewer]:
    def read(conn: object) -> dict[str, Viewer]:
        now = school.clock.now()
        found = {
            name: viewer_of(conn, token_hash(who.token), now)  # type: ignore[arg-type]
            for name, who in school.cast.people().items()
        }
        return {name: viewer for name, viewer in found.items() if viewer is not None}

    return school.context.db.read(read)


def without_forms(tx: Tx, person_id: int) -> None:
    tx.conn.execute(
        contact_rights.update().where(contact_rights.c.person_id == person_id).values(forms=False)
    )


def told(school: School, topic: str) -> set[str]:
    """Who is told of what is new there."""
    names = {who.id: name for name, who in school.cast.people().items()}
    rows = school.context.db.read(lambda conn: readers_of(conn, topic, school.clock.now()))
    return {names[person_id] for person_id, _ in rows}


async def test_a_form_reaches_the_adults_of_its_place_and_who_gathers_it(school: School) -> None:
    known = viewers(school)
    for place, expected in places(school.cast).items():
        topic = forms_topic(place)
        assert {name for name, viewer in known.items() if viewer.may_read(topic)} == expected, place
        # All of a year is asked of nobody if nobody is there; who gathers everything is told of it all the same.
        assert told(school, topic) == expected, place


async def test_without_the_right_to_forms_nothing_of_them_is_left(school: School) -> None:
    cast = school.cast
    topics = [forms_topic(place) for place in ("school", "year:4", f"class:{cast.class_4a}")]
    topics.append(forms_topic(f"pupil:{cast.lena}"))
    school.context.db.write(lambda tx: without_forms(tx, cast.katarzyna.id))
    katarzyna = viewers(school)["katarzyna"]
    assert katarzyna.may_read(f"class:{cast.class_4a}")
    for topic in topics:
        assert not katarzyna.may_read(topic)
        assert "katarzyna" not in told(school, topic)
        assert "pl" not in languages(school, topic)
        reach = school.context.db.read(partial(reach_of, topic=topic, now=school.clock.now()))
        assert reach.not_on_app == ("Lena",)
        assert children(school, cast.katarzyna.id, topic) == ()


def languages(school: School, topic: str) -> list[str]:
    return school.context.db.read(lambda conn: languages_of(conn, topic, school.clock.now()))


def children(school: School, person_id: int, topic: str) -> tuple[str, ...]:
    return school.context.db.read(lambda conn: children_under(conn, person_id, topic, school.clock.now()))


async def test_the_right_to_forms_alone_is_enough(school: School) -> None:
    cast = school.cast
    topic = forms_topic(f"class:{cast.class_3b}")

    def only_forms(tx: Tx) -> None:
        add_right(tx, cast.former.id, cast.rosie, "father", stories=False, messages=False, portfolio=False)

    school.context.db.write(only_forms)
    former = viewers(school)["former"]
    assert former.may_read(topic)
    assert not former.may_read(f"class:{cast.class_3b}")
    assert children(school, cast.former.id, topic) == ("Rosie",)


async def test_the_languages_and_the_reach_of_a_form_are_those_of_its_adults(school: School) -> None:
    cast = school.cast
    topic, now = forms_topic(f"class:{cast.class_4a}"), school.clock.now()
    assert languages(school, topic) == ["en", "pl", "ur"]
    assert school.context.db.read(lambda conn: reach_of(conn, topic, now)) == Reach(
        families=3, languages=(("en", 1), ("pl", 1), ("ur", 1)), not_on_app=()
    )


async def test_outside_hours_a_teacher_has_the_forms_of_their_own_child_alone(school: School) -> None:
    cast = school.cast
    rahman = viewers(school)["rahman"].family_only(Shut("closed"), None)
    assert rahman.may_read(forms_topic(f"pupil:{cast.ilyas}"))
    assert not rahman.may_read(forms_topic(f"class:{cast.class_3b}"))
    office = viewers(school)["dunne"].family_only(Shut("closed"), None)
    assert not office.may_read(forms_topic("school"))


def test_a_professional_gathers_nothing_and_a_team_what_is_asked_of_its_class() -> None:
    there = Place(4, 2, Role.PROFESSIONAL, (41, 42))
    assert rules.gathered_places([there]) == frozenset()
    for role in (Role.TEACHER, Role.TA):
        place = Place(4, 2, role, (41, 42))
        assert rules.gathered_places([there, place]) == {
            "school",
            "year:2",
            "class:4",
            "pupil:41",
            "pupil:42",
        }


def test_a_tie_without_forms_signs_nothing() -> None:
    def tie(*, forms: bool) -> Tie:
        return Tie(41, 4, 2, stories=True, portfolio=True, messages=True, forms=forms)

    assert rules.signed_places(tie(forms=False)) == frozenset()
    assert rules.signed_places(tie(forms=True)) == {"school", "year:2", "class:4", "pupil:41"}
