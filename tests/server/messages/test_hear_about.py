"""What a family would like to hear about, and who agrees to it (spec 5.7)."""

from tests.school import School
from tests.server.messages.talk import code, got, opened, view
from wire.messages import (
    AGREE_HEAR_ABOUT,
    GET_HEAR_ABOUT,
    SET_HEAR_ABOUT,
    AgreeHearAbout,
    HearAbout,
    PupilRef,
    SetHearAbout,
)


async def test_a_family_says_what_it_wants_to_hear_and_the_team_reads_it(school: School) -> None:
    cast = school.cast
    ask = PupilRef(pupil_id=cast.zara)
    assert await school.ask(cast.hart, GET_HEAR_ABOUT, ask) == HearAbout(pupil_id=cast.zara, topics=())
    wish = SetHearAbout(pupil_id=cast.zara, topics=("mood", "lunch"), body="کیا اس نے کھانا کھایا؟")
    await got(school, cast.nadia, SET_HEAR_ABOUT, wish)
    school.do_jobs()
    seen = await got(school, cast.sandhu, GET_HEAR_ABOUT, ask)
    assert (seen.topics, seen.text and seen.text.body, seen.by and seen.by.name) == (
        ("lunch", "mood"),
        wish.body,
        "Nadia",
    )
    assert (seen.agreed_by, seen.at) == (None, school.clock.now())
    thread = await opened(school, cast.hart, cast.zara)
    assert (await view(school, cast.hart, thread)).hear_about == seen


async def test_a_teacher_agrees_and_a_change_asks_again(school: School) -> None:
    cast = school.cast
    ask = PupilRef(pupil_id=cast.zara)
    yes = AgreeHearAbout(pupil_id=cast.zara, version=1)
    assert code(await school.ask(cast.hart, AGREE_HEAR_ABOUT, yes)) == "nothing_to_agree"
    wish = await got(school, cast.nadia, SET_HEAR_ABOUT, SetHearAbout(pupil_id=cast.zara, topics=("lunch",)))
    yes = AgreeHearAbout(pupil_id=cast.zara, version=wish.version)
    agreed = await got(school, cast.hart, AGREE_HEAR_ABOUT, yes)
    assert (agreed.agreed_by and agreed.agreed_by.name, agreed.agreed_at) == ("Hart", school.clock.now())
    school.clock.forward(1000)
    assert await got(school, cast.hart, AGREE_HEAR_ABOUT, yes) == agreed
    await got(school, cast.nadia, SET_HEAR_ABOUT, SetHearAbout(pupil_id=cast.zara, topics=("naps",)))
    again = await got(school, cast.nadia, GET_HEAR_ABOUT, ask)
    assert (again.topics, again.agreed_by, again.agreed_at) == (("naps",), None, None)
    assert code(await school.ask(cast.hart, AGREE_HEAR_ABOUT, yes)) == "wish_changed"
    assert await got(school, cast.nadia, GET_HEAR_ABOUT, ask) == again


async def test_words_that_nobody_knows_are_refused(school: School) -> None:
    cast = school.cast
    answer = await school.send(cast.nadia, SET_HEAR_ABOUT, {"pupil_id": cast.zara, "topics": ["gossip"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
