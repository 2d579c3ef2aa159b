"""The school's card, whom one may post to, whom a post reaches, and the names that never leave the server."""

from server.accounts.actions import add_person
from server.core.context import token_hash
from server.core.db import Database, Tx
from server.school.actions import add_class, add_pupil, add_right, add_to_class, end_right, give_role
from server.school.queries import (
    audiences_of,
    demo_cards,
    languages_of,
    people_of,
    reach_of,
    viewer_of,
)
from tests.cast import Who
from tests.school import School
from wire.base import Nothing, Person, Refusal, Role
from wire.school import GET_REACH, GET_SCHOOL, Audience, DemoCard, Reach, ReachAsk
from wire.school import School as Card


async def test_anybody_may_see_the_schools_card(school: School) -> None:
    assert await school.ask(None, GET_SCHOOL, Nothing()) == Card(
        name="Birch Lane School",
        code="TEST",
        colour="#2f6f5e",
        phone="01632 960000",
        email="office@school.example",
        time_zone="Europe/London",
    )


def offered(school: School, who: Who) -> tuple[Audience, ...]:
    def read(conn: object) -> tuple[Audience, ...]:
        viewer = viewer_of(conn, token_hash(who.token), school.clock.now())  # type: ignore[arg-type]
        assert viewer is not None
        return audiences_of(conn, viewer)  # type: ignore[arg-type]

    return school.context.db.read(read)


def audiences(school: School, who: Who) -> list[tuple[str, str, str]]:
    return [(a.topic, a.name, a.class_name) for a in offered(school, who)]


async def test_a_teacher_and_the_senior_team_lead_where_they_post_and_nobody_else_does(
    school: School,
) -> None:
    cast = school.cast
    led = {name: [a.topic for a in offered(school, who) if a.leads] for name, who in cast.people().items()}
    in_4a = [f"class:{cast.class_4a}", *(f"pupil:{p}" for p in (cast.ilyas, cast.lena, cast.zara))]
    in_3b = [f"class:{cast.class_3b}", *(f"pupil:{p}" for p in (cast.rosie, cast.yusuf))]
    every = [a.topic for a in offered(school, cast.calloway)]
    assert {name: topics for name, topics in led.items() if topics} == {
        "hart": in_4a, "okafor": in_3b, "rahman": in_3b, "calloway": every,
    }  # fmt: skip


async def test_audiences_come_from_large_to_small(school: School) -> None:
    cast = school.cast
    in_4a = [
        (f"pupil:{p}", name, "4A")
        for p, name in ((cast.ilyas, "Ilyas"), (cast.lena, "Lena"), (cast.zara, "Zara"))
    ]
    in_3b = [(f"pupil:{p}", name, "3B") for p, name in ((cast.rosie, "Rosie"), (cast.yusuf, "Yusuf"))]
    class_3b, class_4a = (f"class:{cast.class_3b}", "3B", ""), (f"class:{cast.class_4a}", "4A", "")
    whole = [("school", "", ""), ("year:3", "", ""), ("year:4", "", "")]
    assert audiences(school, cast.hart) == [class_4a, *in_4a]
    assert audiences(school, cast.adeyemi) == [class_4a]
    assert audiences(school, cast.dunne) == whole
    assert audiences(school, cast.calloway) == [*whole, class_3b, class_4a, *in_3b, *in_4a]
    assert audiences(school, cast.prescott) == []
    assert audiences(school, cast.nadia) == []


async def test_reach_is_told_to_those_who_may_post_there(school: School) -> None:
    cast = school.cast
    ask = ReachAsk(topic=f"class:{cast.class_4a}")
    reach = Reach(families=3, languages=(("en", 1), ("pl", 1), ("ur", 1)), not_on_app=())
    for name, who in cast.people().items():
        may = name in {"hart", "sandhu", "adeyemi", "calloway"}
        answer = await school.ask(who, GET_REACH, ask)
        assert (name, answer) == (name, reach if may else Refusal(code="not_allowed"))


async def test_an_audience_that_is_not_there_is_refused_alike(school: School) -> None:
    for topic in ("class:999999", "pupil:999999999999999", "year:999999999999999", "person:1"):
        answer = await school.ask(school.cast.calloway, GET_REACH, ReachAsk(topic=topic))
        assert answer == Refusal(code="not_allowed")


async def test_an_audience_that_cannot_be_is_malformed(school: School) -> None:
    for topic in ("", "everyone", "class:", "class:-1", "class:1;drop", "class:1\n", "CLASS:1"):
        answer = await school.send(school.cast.calloway, GET_REACH, {"topic": topic})
        assert (topic, answer.status_code, answer.json()["code"]) == (topic, 422, "malformed")


def a_family_like_many(tx: Tx) -> dict[str, int]:
    """Two brothers with parents apart and a grandmother, a girl with nobody on the app, one with nobody at all."""
    class_1, class_2 = add_class(tx, "1X", 1), add_class(tx, "2Y", 2)
    adam, bilal = add_pupil(tx, "Adam Khan", class_1), add_pupil(tx, "Bilal Khan", class_2)
    cara, dan = add_pupil(tx, "Cara Jones", class_1), add_pupil(tx, "Dan Smith", class_1)
    mother = add_person(tx, name="Sana Khan", email="s@x.example", lang="ur", password_hash="h")
    father = add_person(tx, name="Tom Khan", email="t@x.example", lang="en", password_hash="h")
    gran = add_person(tx, name="Rukhsana Bibi", email="r@x.example", lang="ur", password_hash="h")
    off = add_person(tx, name="Jo Jones", email="j@x.example", lang="cy")
    for adult, pupil in ((mother, adam), (mother, bilal), (father, adam), (gran, bilal)):
        add_right(tx, adult, pupil, "parent")
    add_right(tx, off, cara, "mother")
    return {"class_1": class_1, "class_2": class_2, "adam": adam, "cara": cara, "dan": dan, "father": father}


def test_brothers_and_separated_parents_are_one_family(database: Database) -> None:
    made = database.write(a_family_like_many)
    now = database.clock.now()

    def reach(topic: str) -> Reach:
        return database.read(lambda conn: reach_of(conn, topic, now))

    assert reach("school") == Reach(
        families=1, languages=(("en", 1), ("ur", 1)), not_on_app=("Cara Jones", "Dan Smith")
    )
    assert reach(f"class:{made['class_1']}") == reach("year:1") == reach("school")
    assert reach(f"class:{made['class_2']}") == Reach(families=1, languages=(("ur", 1),), not_on_app=())
    assert reach(f"pupil:{made['cara']}") == Reach(families=0, languages=(), not_on_app=("Cara Jones",))


def test_languages_of_whom_a_topic_reaches(database: Database) -> None:
    made = database.write(a_family_like_many)

    def staff(tx: Tx) -> tuple[int, int]:
        teacher = add_person(tx, name="Miss Hart", email="h@x.example", lang="ro", password_hash="h")
        therapist = add_person(tx, name="Ms Adeyemi", email="a@x.example", lang="fr", password_hash="h")
        head = add_person(tx, name="Mrs Calloway", email="c@x.example", lang="de", password_hash="h")
        office = add_person(tx, name="Mrs Dunne", email="d@x.example", lang="lt", password_hash="h")
        add_to_class(tx, teacher, made["class_1"], Role.TEACHER)
        add_to_class(tx, therapist, made["class_1"], Role.PROFESSIONAL)
        give_role(tx, head, Role.SMT)
        give_role(tx, office, Role.OFFICE)
        return teacher, therapist

    teacher, therapist = database.write(staff)
    now = database.clock.now()

    def langs(topic: str) -> list[str]:
        return database.read(lambda conn: languages_of(conn, topic, now))

    families = ["cy", "en", "ur"]
    assert langs("school") == sorted([*families, "ro", "fr", "de", "lt"])
    assert langs("year:1") == sorted([*families, "ro", "fr", "de", "lt"])
    assert langs("year:2") == ["de", "lt", "ur"]
    assert langs(f"class:{made['class_1']}") == sorted([*families, "ro", "fr", "de"])
    assert langs(f"class:{made['class_2']}") == ["de", "ur"]
    assert langs(f"pupil:{made['adam']}") == ["de", "en", "ro", "ur"]
    assert langs(f"person:{therapist}") == ["fr"]
    assert langs(f"team:class:{made['class_1']}") == ["de", "fr", "ro"]
    assert langs(f"team:pupil:{made['adam']}") == ["de", "ro"]
    assert langs("team:school") == langs("team:year:1") == ["de", "lt"]
    database.write(lambda tx: give_role(tx, therapist, Role.PROFESSIONAL, may_post_school=True))
    assert langs("team:school") == ["de", "fr", "lt"]
    assert teacher != therapist


def test_a_right_that_ended_is_translated_for_no_more(database: Database) -> None:
    made = database.write(a_family_like_many)
    topic = f"class:{made['class_2']}"

    def end_all(tx: Tx) -> None:
        for right_id in range(1, 6):
            end_right(tx, right_id)

    database.write(end_all)
    now = database.clock.now()
    assert database.read(lambda conn: languages_of(conn, topic, now)) == []
    assert database.read(lambda conn: reach_of(conn, topic, now)).families == 0


async def test_people_by_their_numbers(school: School) -> None:
    cast, db = school.cast, school.context.db
    asked = [cast.nadia.id, cast.rahman.id, cast.adeyemi.id, cast.prescott.id, 999_999]
    assert db.read(lambda conn: people_of(conn, asked)) == {
        cast.nadia.id: Person(cast.nadia.id, "Nadia", Role.PARENT),
        cast.rahman.id: Person(cast.rahman.id, "Rahman", Role.TEACHER),
        cast.adeyemi.id: Person(cast.adeyemi.id, "Adeyemi", Role.PROFESSIONAL),
        cast.prescott.id: Person(cast.prescott.id, "Prescott", Role.DSL),
    }


async def test_demo_cards_show_children_or_classes(school: School) -> None:
    cast = school.cast
    ids = [cast.hart.id, cast.nadia.id, cast.dunne.id, 999_999]
    assert school.context.db.read(lambda conn: demo_cards(conn, ids)) == (
        DemoCard(person_id=cast.hart.id, name="Hart", role=Role.TEACHER, lang="en", children=("4A",)),
        DemoCard(
            person_id=cast.nadia.id,
            name="Nadia",
            role=Role.PARENT,
            lang="ur",
            children=("Yusuf · 3B", "Zara · 4A"),
        ),
        DemoCard(person_id=cast.dunne.id, name="Dunne", role=Role.OFFICE, lang="en", children=()),
    )
