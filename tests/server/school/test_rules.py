"""Who may read and post what, role by role."""

import pytest

from server.school import rules
from server.school.rules import Place, Tie
from wire.base import Role

MINE = Place(class_id=4, year=2, role=Role.TEACHER, pupils=(41, 42))
EVERY = (Place(4, 2, Role.SMT, (41, 42)), Place(7, 5, Role.SMT, (71,)))


def as_role(role: Role) -> Place:
    return Place(MINE.class_id, MINE.year, role, MINE.pupils)


def posts(*roles: Role, places: tuple[Place, ...] = (), allowed: bool = False) -> set[str]:
    every = EVERY if rules.may_post_years(frozenset(roles)) else ()
    return set(rules.post_topics(frozenset(roles), places, every, allowed_school=allowed))


def reads(*roles: Role, places: tuple[Place, ...] = ()) -> set[str]:
    return set(rules.staff_topics(frozenset(roles), places, [2, 5]))


@pytest.mark.parametrize("role", [Role.TEACHER, Role.TA])
def test_a_class_team_has_its_class_and_its_pupils_portfolios(role: Role) -> None:
    own = {"class:4", "pupil:41", "pupil:42"}
    assert posts(role, places=(as_role(role),)) == own
    assert reads(role, places=(as_role(role),)) == own | {"school", "year:2"}


def test_a_professional_has_the_class_and_no_portfolio() -> None:
    place = as_role(Role.PROFESSIONAL)
    assert posts(Role.PROFESSIONAL, places=(place,)) == {"class:4"}
    assert reads(Role.PROFESSIONAL, places=(place,)) == {"school", "year:2", "class:4"}


def test_a_professional_posts_to_the_school_only_if_the_office_allowed_it() -> None:
    assert posts(Role.PROFESSIONAL, allowed=True) == {"school"}
    assert posts(Role.PROFESSIONAL) == set()
    assert posts(Role.TEACHER, allowed=True) == set()


def test_senior_managers_post_everywhere() -> None:
    everything = {"school", "year:2", "year:5", "class:4", "class:7", "pupil:41", "pupil:42", "pupil:71"}
    assert posts(Role.SMT) == everything


def test_the_office_posts_to_the_school_and_to_years() -> None:
    assert posts(Role.OFFICE) == {"school", "year:2", "year:5"}
    assert reads(Role.OFFICE) == {"school", "year:2", "year:5"}


def test_a_safeguarding_lead_reads_everything_and_posts_nothing() -> None:
    assert posts(Role.DSL) == set()
    assert [rules.reads_everything(frozenset({role})) for role in Role] == [
        role in {Role.SMT, Role.DSL} for role in Role
    ]


def test_a_parent_is_no_staff() -> None:
    assert (posts(Role.PARENT), reads(Role.PARENT)) == (set(), set())


@pytest.mark.parametrize(
    ("stories", "portfolio", "topics"),
    [
        (True, True, {"school", "year:2", "class:4", "pupil:41"}),
        (True, False, {"school", "year:2", "class:4"}),
        (False, True, {"pupil:41"}),
        (False, False, set()),
    ],
)
def test_a_contact_right_gives_what_it_says(stories: bool, portfolio: bool, topics: set[str]) -> None:
    assert (
        rules.family_topics(Tie(41, 4, 2, stories=stories, portfolio=portfolio, messages=True, forms=False))
        == topics
    )
