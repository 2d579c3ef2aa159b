"""Looking at words while they are typed: the right way, the right numbers, and nothing kept."""

import logging

import pytest

from server.accounts.actions import set_phone
from tests.cast import Who
from tests.school import School
from tests.test_bad_input import rows
from wire.base import Refusal
from wire.guidance import CHECK_WORDS, MAX_CHECKED, CheckWords, FamilyNumber, Guidance, Hint
from wire.guidance import GuidanceWay as W
from wire.guidance import MatterKind as K

OFFICE = "01632 960000"
BUMP = "Zara fell over at lunch and bumped her head."


async def hints(school: School, who: Who, ask: CheckWords) -> tuple[Hint, ...]:
    answer = await school.ask(who, CHECK_WORDS, ask)
    assert isinstance(answer, Guidance), answer
    return answer.hints


async def test_a_parent_is_shown_the_office_with_its_number(school: School) -> None:
    nadia = school.cast.nadia
    assert await hints(school, nadia, CheckWords(body="زارا بیمار ہے، آج سکول نہیں آئے گی")) == (
        Hint(kind=K.ABSENCE, way=W.CALL_OFFICE, phone=OFFICE),
    )
    assert await hints(school, nadia, CheckWords(body="I'm worried about her reading")) == (
        Hint(kind=K.CONCERN, way=W.ARRANGE_TO_SPEAK, phone=OFFICE, email="office@school.example"),
    )
    assert await hints(school, nadia, CheckWords(body="شکریہ")) == ()


async def test_staff_are_shown_the_family_s_numbers(school: School) -> None:
    cast = school.cast
    await school.context.db.awrite(lambda tx: set_phone(tx, cast.nadia.id, "07700 900123"))
    about = CheckWords(body=BUMP, side="staff", pupil_id=cast.zara)
    numbers = (FamilyNumber(name="Nadia", phone="07700 900123"),)
    expected = (Hint(kind=K.INJURY_OR_INCIDENT, way=W.CALL_FAMILY, family=numbers),)
    for who in (cast.hart, cast.sandhu, cast.adeyemi, cast.calloway):
        assert await hints(school, who, about) == expected, who.name
    await school.end_rights(cast.nadia)
    assert (await hints(school, cast.hart, about))[0].family == ()


async def test_a_family_s_numbers_are_for_those_who_may_write_to_it(school: School) -> None:
    cast = school.cast
    await school.context.db.awrite(lambda tx: set_phone(tx, cast.nadia.id, "07700 900123"))
    about = CheckWords(body=BUMP, side="staff", pupil_id=cast.zara)
    for who in (cast.okafor, cast.prescott, cast.dunne, cast.rahman):
        answer = await school.ask(who, CHECK_WORDS, about)
        assert answer == Refusal("not_found"), who.name
    for who in (cast.nadia, cast.daniel):
        answer = await school.ask(who, CHECK_WORDS, about)
        assert answer == Refusal("not_allowed"), who.name
    family = CheckWords(body=BUMP, pupil_id=cast.zara)
    assert (await hints(school, cast.nadia, family))[0].family == ()
    assert isinstance(await school.ask(cast.daniel, CHECK_WORDS, family), Refusal)


async def test_nothing_of_the_words_is_kept_or_logged(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    before = rows(school)
    caplog.set_level(logging.DEBUG, "server")
    await hints(school, school.cast.nadia, CheckWords(body="My husband hits her, quokka"))
    assert rows(school) == before
    assert "quokka" not in caplog.text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"body": "a" * (MAX_CHECKED + 1)}, 422),
        ({"body": "a" * 200_000}, 422),
        ({"body": "a" * 300_000}, 413),
        ({"body": 7}, 422),
        ({"body": "x", "side": "both"}, 422),
        ({"body": "x", "pupil_id": 0}, 422),
        ({"body": "\x00\x1b\u202e", "lang": "xx"}, 200),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_bad_input(school: School, wrong: dict[str, object], status: int) -> None:
    assert (await school.send(school.cast.nadia, CHECK_WORDS, wrong)).status_code == status
