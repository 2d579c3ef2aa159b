"""Asking to be called, my own calls, and the office's list, as people have them before them."""

from typing import Any

import flet as ft
import msgspec
import pytest

from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import Show
from tests.edges import THURSDAY_9_AM
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Person, Role
from wire.calls import (
    ASK_CALL,
    FINISH_CALL,
    GET_CALLS,
    GET_MY_CALLS,
    TAKE_BACK_CALL,
    Call,
    CallPage,
    CallState,
    Day,
    DayTime,
    MyCalls,
)
from wire.guidance import MatterKind

NADIA = Person(id=7, name="Nadia Malik", role=Role.PARENT)
PHONE = "07700 900123"
OFFICE = eg.me(30, "en", frozenset({Role.OFFICE}))


def call(call_id: int = 1, **more: Any) -> Call:
    usual = Call(
        id=call_id, at=THURSDAY_9_AM, person=NADIA, lang="ur", phone=PHONE, days=(Day.MONDAY,),
        times=(DayTime.MORNING,), state=CallState.OPEN, pupil_id=1, pupil_name="Zoya Malik", class_name="4A",
        kind=MatterKind.CONCERN,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


@pytest.fixture(autouse=True)
def drafts(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("call", ""))


async def test_a_parent_asks_and_sees_it_in_the_list(show: Show, school: FakeSchool) -> None:
    school.answers(GET_MY_CALLS, MyCalls(calls=(), phone=PHONE))
    school.answers(ASK_CALL, call())
    screen = await show(eg.snapshot(me=eg.me(7, "en")), "/calls/new/concern/2")
    await screen.until(lambda: screen.sees("On which number?"))
    assert screen.all(ft.TextField)[0].value == "07700900123"
    await screen.tap("Monday")
    await screen.tap("Before 11:00")
    await screen.tap("Ask for a call")
    await screen.until(lambda: screen.page.route == "/calls")
    await screen.until(lambda: "/v1/calls" in [heard.path for heard in school.done])
    asked = next(heard for heard in school.done if heard.path == "/v1/calls").json
    assert asked == {
        "lang": "en", "phone": "07700900123", "days": ["monday"], "times": ["morning"], "pupil_id": 2,
        "kind": "concern", "body": "",
    }  # fmt: skip
    school.tell(101, events.CallChanged(call=call(), office=False))
    await screen.until(lambda: screen.sees(f"The office has your request and will call {PHONE}."))


async def test_without_a_number_it_is_said_what_is_missing(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(me=eg.me(7, "en")), "/calls/new")
    await screen.until(lambda: screen.sees("On which number?"))
    await screen.tap("Ask for a call")
    await screen.until(lambda: screen.sees("Please write your telephone number, with digits only."))
    assert "/v1/calls" not in school.paths()


async def test_a_call_can_be_taken_back(show: Show, school: FakeSchool) -> None:
    school.answers(GET_MY_CALLS, MyCalls(calls=(call(),), phone=PHONE))
    school.answers(TAKE_BACK_CALL, call(state=CallState.TAKEN_BACK), call_id=1)
    screen = await show(eg.snapshot(me=eg.me(7, "en")), "/calls")
    await screen.until(lambda: screen.sees("Take back"))
    await screen.tap("Take back")
    await screen.until(lambda: "/v1/calls/1/take-back" in school.paths())
    school.tell(101, events.CallChanged(call=call(state=CallState.TAKEN_BACK), office=False))
    await screen.until(lambda: screen.sees("No calls are planned"))


async def test_the_office_sees_a_new_wish_at_once_and_notes_the_call(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(me=OFFICE, children=()), "/calls", 1280)
    await screen.until(lambda: screen.sees("Nobody waits for a call"))
    school.tell(101, events.CallChanged(call=call(), office=True))
    await screen.until(lambda: screen.sees("Waiting: 1"))
    for words in ("Urdu", "Zoya Malik · 4A · A worry", "Monday, Before 11:00"):
        assert screen.sees(words), (words, screen.words())
    assert [one.url for one in screen.all(ft.TextButton) if one.url] == ["tel:07700900123"]
    school.answers(FINISH_CALL, call(state=CallState.DONE), call_id=1)
    await screen.type("Note for the office", "All is well.")
    await screen.tap("Called")
    await screen.until(lambda: "/v1/calls/1/done" in school.paths())
    noted = [one.json for one in school.done if one.path == "/v1/calls/1/done"]
    assert noted == [{"note": "All is well."}]
    school.tell(102, events.CallChanged(call=call(state=CallState.DONE), office=True))
    await screen.until(lambda: screen.sees("Nobody waits for a call"))


async def test_finished_calls_say_who_called(show: Show, school: FakeSchool) -> None:
    dunne = Person(id=30, name="Pat Dunne", role=Role.OFFICE)
    done = call(state=CallState.DONE, closed_at=THURSDAY_9_AM, closed_by=dunne, note=eg.text("All is well."))
    school.answers(GET_CALLS, CallPage(calls=(done,), next=None, open=0))
    screen = await show(eg.snapshot(me=OFFICE, children=()), "/calls")
    await screen.until(lambda: screen.sees("Finished"))
    await screen.tap("Finished")
    await screen.until(lambda: screen.sees("All is well."))
    assert any(word.startswith("Pat Dunne called") for word in screen.words())


async def test_in_urdu_the_form_offers_urdu(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(), "/calls/new", 390)
    await screen.until(lambda: len(screen.all(ft.TextField)) == 2)
    assert screen.sees("اردو")


@pytest.mark.parametrize(
    ("me", "link"), [(eg.me(7, "en"), "Call me with an interpreter"), (OFFICE, "Calls to make")]
)
async def test_the_way_there_is_under_more(show: Show, me: Any, link: str) -> None:
    screen = await show(eg.snapshot(me=me), "/more")
    await screen.tap(link)
    assert screen.page.route == "/calls"
