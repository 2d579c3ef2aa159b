"""A parent asks for a call with an interpreter; the office sees it at once, calls, and notes it."""

from typing import Any

import pytest
import sqlalchemy as sa

from server.core.feed import told_after
from server.core.tables import audit
from tests.cast import Who
from tests.school import School
from wire.base import Nothing, Refusal
from wire.calls import (
    ASK_CALL,
    FINISH_CALL,
    GET_CALLS,
    GET_MY_CALLS,
    MOST_OPEN,
    TAKE_BACK_CALL,
    Call,
    CallPage,
    CallRef,
    CallsAsk,
    CallState,
    Day,
    DayTime,
    FinishCall,
    MyCalls,
    NewCall,
)
from wire.guidance import MatterKind


async def asked(school: School, who: Who | None = None, **more: Any) -> Call:
    ask = NewCall(**{"lang": "ur", "phone": "+44 7700 900123", **more})
    call = await school.ask(who or school.cast.nadia, ASK_CALL, ask)
    assert isinstance(call, Call), call
    return call


async def listed(school: School, **more: Any) -> CallPage:
    page = await school.ask(school.cast.dunne, GET_CALLS, CallsAsk(**more))
    assert isinstance(page, CallPage), page
    return page


async def mine(school: School, who: Who | None = None) -> MyCalls:
    answer = await school.ask(who or school.cast.nadia, GET_MY_CALLS, Nothing())
    assert isinstance(answer, MyCalls), answer
    return answer


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else repr(answer)


async def test_the_office_sees_who_asked_first(school: School) -> None:
    cast = school.cast
    first = await asked(
        school,
        pupil_id=cast.zara,
        kind=MatterKind.CONCERN,
        days=frozenset({Day.TUESDAY, Day.MONDAY}),
        times=frozenset({DayTime.AFTERNOON}),
        body="براہ کرم شام کو",
    )
    second = await asked(school, cast.katarzyna, lang="pl", phone="07700 900456")
    page = await listed(school)
    assert [call.id for call in page.calls] == [first.id, second.id]
    assert (page.open, page.next) == (2, None)
    seen = page.calls[0]
    assert (seen.person.name, seen.lang, seen.phone) == ("Nadia", "ur", "+44 7700 900123")
    assert (seen.pupil_name, seen.class_name, seen.kind) == ("Zara", "4A", MatterKind.CONCERN)
    assert (seen.days, seen.times) == ((Day.MONDAY, Day.TUESDAY), (DayTime.AFTERNOON,))
    assert seen.text is not None
    assert seen.text.body == "براہ کرم شام کو"
    assert (await mine(school)) == MyCalls(calls=(first,), phone="+44 7700 900123")


async def test_it_is_live_on_both_sides_and_recorded(school: School) -> None:
    call = await asked(school)
    await school.ask(school.cast.dunne, FINISH_CALL, FinishCall(call_id=call.id, note="All is well."))
    told = school.context.db.read(lambda conn: told_after(conn, 0, 100))
    about = [one.topic for one in told if one.kind == "call_changed"]
    assert about == ["role:office", f"person:{school.cast.nadia.id}"] * 2
    whats = school.context.db.read(
        lambda conn: (
            conn.execute(sa.select(audit.c.what).where(audit.c.what.like("calls:%")).order_by(audit.c.id))
            .scalars()
            .all()
        )
    )
    assert whats == ["calls:call:ask", "calls:call:finish"]


async def test_a_call_that_was_made_leaves_the_list_with_its_note(school: School) -> None:
    call = await asked(school)
    done = await school.ask(school.cast.dunne, FINISH_CALL, FinishCall(call_id=call.id, note="All is well."))
    assert isinstance(done, Call)
    assert done.state is CallState.DONE
    assert done.note is not None
    assert done.note.body == "All is well."
    assert done.closed_by is not None
    assert done.closed_by.name == "Dunne"
    assert (await listed(school)).calls == ()
    closed = (await listed(school, closed=True)).calls
    assert [one.id for one in closed] == [call.id]
    assert (await mine(school)).calls == ()


async def test_what_the_office_noted_is_not_for_the_parent(school: School) -> None:
    from server.calls.queries import call_in

    call = await asked(school)
    await school.ask(school.cast.dunne, FINISH_CALL, FinishCall(call_id=call.id, note="Secret."))
    theirs = school.context.db.read(lambda conn: call_in(conn, call.id, "ur", office=False))
    assert (theirs.note, theirs.closed_by) == (None, None)


async def test_a_parent_takes_back_their_own_and_no_other(school: School) -> None:
    cast = school.cast
    call = await asked(school)
    assert code(await school.ask(cast.katarzyna, TAKE_BACK_CALL, CallRef(call_id=call.id))) == "not_found"
    for _ in range(2):
        taken = await school.ask(cast.nadia, TAKE_BACK_CALL, CallRef(call_id=call.id))
        assert isinstance(taken, Call)
        assert taken.state is CallState.TAKEN_BACK
    assert code(await school.ask(cast.dunne, FINISH_CALL, FinishCall(call_id=call.id))) == "call_taken_back"


async def test_a_call_that_was_made_cannot_be_taken_back(school: School) -> None:
    call = await asked(school)
    await school.ask(school.cast.dunne, FINISH_CALL, FinishCall(call_id=call.id))
    assert code(await school.ask(school.cast.nadia, TAKE_BACK_CALL, CallRef(call_id=call.id))) == "call_done"


async def test_only_about_one_s_own_child(school: School) -> None:
    cast = school.cast
    ask = NewCall(lang="en", phone="07700 900456", pupil_id=cast.zara)
    assert code(await school.ask(cast.daniel, ASK_CALL, ask)) == "not_found"
    assert (
        code(await school.ask(cast.former, ASK_CALL, NewCall(lang="en", phone="07700 900456"))) == "not_found"
    )


async def test_nobody_fills_the_list(school: School) -> None:
    for _ in range(MOST_OPEN):
        await asked(school)
    one_more = NewCall(lang="ur", phone="07700 900123")
    assert code(await school.ask(school.cast.nadia, ASK_CALL, one_more)) == "too_many_calls"


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "call me"},
        {"phone": "07700 900123\n"},
        {"phone": ""},
        {"phone": "1" * 200},
        {"lang": "xx"},
        {"days": ["someday"]},
        {"times": ["midnight"]},
        {"kind": "gossip"},
        {"body": "a" * 501},
        {"body": "a" * 200_000},
        {"pupil_id": -1},
    ],
    ids=lambda value: str(value)[:40],
)
async def test_bad_input_is_malformed_and_leaves_nothing(school: School, wrong: dict[str, Any]) -> None:
    fields = {"lang": "ur", "phone": "07700 900123", **wrong}
    answer = await school.send(school.cast.nadia, ASK_CALL, fields)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert (await listed(school)).calls == ()


async def test_control_characters_do_no_harm(school: School) -> None:
    call = await asked(school, body="\x00\x1b[31mhello\u202e")
    assert call.text is not None
    assert "\x00" not in call.text.body
