"""The screens of a DSL: the queue, deciding, finding and opening a conversation, everything on record of it."""

from datetime import date
from typing import Any

import flet as ft
import msgspec
import pytest

from client.core.badges import Badges
from client.exporting.parts import export_url
from client.safeguarding.searching import Chosen
from client.safeguarding.store import SafeguardingStore
from tests.client import eg
from tests.client.edge import FakeDevice, FakeSchool
from tests.client.views.conftest import Show
from tests.edges import HOUR, MINUTE, THURSDAY_9_AM
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT, Draft
from wire.base import Person, Refusal, Role, TextState
from wire.safeguarding import (
    DECIDE_CASE,
    EXPORT_OPENED,
    FIND_PEOPLE,
    FIND_THREADS,
    GET_CASES,
    GET_EXPORTS,
    GET_TRANSCRIPT,
    LOOK_INTO,
    Attachment,
    Case,
    CaseKind,
    CasePage,
    Decision,
    Entry,
    Export,
    Exports,
    ExportState,
    FoundPupil,
    FoundThread,
    Opening,
    Outcome,
    PeopleFound,
    ReadBy,
    Reportable,
    Shown,
    ThreadsFound,
    TranscriptPage,
    Wording,
)

DSL = msgspec.structs.replace(eg.me(9, "en"), roles=frozenset({Role.DSL}))
NADIA = Person(id=7, name="Nadia Malik", role=Role.PARENT)
LEAD = Person(id=9, name="Helen Prescott", role=Role.DSL)
URDU = "یہ ٹھیک نہیں ہے"
CASE = Case(
    source="report", id=3, kind=CaseKind.REPORT, what=Reportable.MESSAGE, ref_id=12, at=THURSDAY_9_AM,
    by=eg.HART, reason=eg.text("This is not kind.", 71), author=NADIA, written_at=THURSDAY_9_AM, place="Zoya",
    text=eg.text(URDU, 70, lang="ur", state=TextState.DONE, shown="This is not right", engine="libretranslate"),
    thread_id=5,
)  # fmt: skip
THREAD = FoundThread(
    thread_id=5, kind="class", pupil_id=1, pupil_name="Zoya Malik", class_name="4A", staff=(eg.HART,),
    family=(NADIA,), messages=2, first_at=THURSDAY_9_AM, last_at=THURSDAY_9_AM + HOUR,
)  # fmt: skip
OPENING = Opening(
    id=8, thread=THREAD, reason="A teacher asked me to.", at=THURSDAY_9_AM, until=THURSDAY_9_AM + 12 * HOUR
)
EDITED = Entry(
    id=21, author=eg.HART, side="staff", at=THURSDAY_9_AM,
    wordings=(
        Wording(at=THURSDAY_9_AM, text_id=1, body="See you on Friday", lang="en"),
        Wording(
            at=THURSDAY_9_AM + MINUTE, text_id=2, body="See you on Monday", lang="en",
            shown=(Shown(lang="ur", state=TextState.DONE, body="پیر کو ملتے ہیں", engine="libretranslate", at=1),),
        ),
    ),
    read_by=(ReadBy(person=NADIA, at=THURSDAY_9_AM + HOUR),),
)  # fmt: skip
REMOVED = Entry(
    id=22, author=NADIA, side="family", at=THURSDAY_9_AM, removed_at=THURSDAY_9_AM + HOUR, removed_by=NADIA,
    wordings=(Wording(at=THURSDAY_9_AM, text_id=3, body="Angry words", lang="en"),),
    attachments=(Attachment(id=4, kind=None, name="", sha256="ab" * 32, size=10),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def desk(school: FakeSchool) -> None:
    school.answers(GET_CASES, CasePage(cases=(CASE,), next=None, open=1))
    school.answers(GET_EXPORTS, Exports(exports=()))
    school.answers(KEEP_DRAFT, Draft(place="story", body=""))


async def test_the_place_is_for_those_who_look_after_it(show: Show) -> None:
    screen = await show(eg.snapshot(me=DSL), "/more")
    await screen.tap("Safeguarding")
    await screen.until(lambda: screen.sees("1 waiting"))
    teacher = await show(eg.snapshot(me=eg.me(7, "en")), "/safeguarding")
    assert not teacher.sees("Safeguarding")
    more = await show(eg.snapshot(me=eg.me(7, "en")), "/more")
    assert not more.sees("Safeguarding")


async def test_a_case_shows_what_was_reported_in_my_language_and_the_original(show: Show) -> None:
    screen = await show(eg.snapshot(me=DSL), "/safeguarding")
    await screen.until(lambda: screen.sees("This is not right"))
    for said in ("Reported", "A message · Zoya", "Reported by Eleanor Hart", "This is not kind."):
        assert screen.sees(said), said
    await screen.tap("Show original")
    assert screen.sees(URDU)


async def test_a_decision_goes_out_with_its_note_and_takes_the_case_away(
    show: Show, school: FakeSchool
) -> None:
    decided = Decision(outcome=Outcome.FOLLOWED_UP, note="Spoke to both.", by=LEAD, at=THURSDAY_9_AM)
    after = msgspec.structs.replace(CASE, decisions=(decided,))
    school.answers(DECIDE_CASE, after, case_id=3)
    screen = await show(eg.snapshot(me=DSL), "/safeguarding")
    await screen.until(lambda: screen.sees("This is not right"))
    await screen.tap("Followed up")
    await screen.type("Note: what was done", "Spoke to both.")
    await screen.tap(screen.one(ft.FilledButton, content="Decide"))
    await screen.until(lambda: any(one.path == "/v1/safeguarding/cases/3/decide" for one in school.done))
    (sent,) = [one for one in school.done if one.path == "/v1/safeguarding/cases/3/decide"]
    assert sent.json == {"source": "report", "outcome": "followed_up", "note": "Spoke to both."}
    school.tell(101, events.CaseChanged(case=after, open=0))
    await screen.until(lambda: screen.sees("Nothing waits"))


async def test_a_disclosure_is_on_the_open_screen_at_once(show: Show, school: FakeSchool) -> None:
    school.answers(GET_CASES, CasePage(cases=(), next=None, open=0))
    screen = await show(eg.snapshot(me=DSL), "/safeguarding")
    await screen.until(lambda: screen.sees("Nothing waits"))
    found = msgspec.structs.replace(
        CASE, source="flag", kind=CaseKind.DISCLOSURE, by=None, reason=None, text=eg.text("I am afraid", 80)
    )
    await screen.until(lambda: bool(school.listeners))
    school.tell(101, events.CaseChanged(case=found, open=1))
    await screen.until(lambda: screen.sees("A child may be in danger"))
    assert screen.sees("Noticed in the words")
    assert screen.sees("1 waiting")


async def search(show: Show, school: FakeSchool) -> Screen:
    pupils = (FoundPupil(id=1, name="Zoya Malik", class_name="4A"),)
    school.answers(FIND_PEOPLE, PeopleFound(pupils=pupils, adults=(NADIA,)))
    school.answers(FIND_THREADS, ThreadsFound(threads=(THREAD,), next=None))
    screen = await show(eg.snapshot(me=DSL), "/safeguarding/search")
    await screen.type("Name of a child or an adult", "Zoy")
    await screen.tap("Look up")
    await screen.until(lambda: screen.sees("Zoya Malik · 4A"))
    await screen.tap("Zoya Malik · 4A")
    await screen.type("Words in a message", "afraid")
    await screen.tap("Find")
    await screen.until(lambda: screen.sees("About Zoya Malik, 4A"))
    return screen


def asked(school: FakeSchool, path: str) -> list[Any]:
    return [one.json for one in school.heard if one.path == path]


async def test_a_search_asks_for_what_was_chosen(show: Show, school: FakeSchool) -> None:
    screen = await search(show, school)
    (ask,) = asked(school, FIND_THREADS.path)
    assert (ask["child"], ask["adult"], ask["words"]) == (1, None, "afraid")
    assert screen.sees("2 messages")
    assert screen.sees("Nadia Malik and Eleanor Hart")


def test_days_are_whole_days_of_the_school() -> None:
    chosen = Chosen(since=date(2026, 11, 12), until=date(2026, 11, 12))
    ask = chosen.ask("Europe/London")
    assert (ask.since, ask.until) == (THURSDAY_9_AM - 9 * HOUR, THURSDAY_9_AM + 15 * HOUR)


async def test_no_reason_no_opening(show: Show, school: FakeSchool) -> None:
    school.answers(LOOK_INTO, Refusal("reason_needed", {"letters": 10}), thread_id=5)
    screen = await search(show, school)
    await screen.tap("Open with a reason")
    await screen.type("Why do you open it?", "because")
    await screen.tap("Open")
    await screen.until(lambda: screen.sees("Please write why, with at least 10 letters."))


async def opened(show: Show, school: FakeSchool) -> Screen:
    school.answers(LOOK_INTO, OPENING, thread_id=5)
    school.answers(GET_TRANSCRIPT, TranscriptPage(entries=(EDITED, REMOVED), next=None), opening_id=8)
    screen = await search(show, school)
    await screen.tap("Open with a reason")
    await screen.type("Why do you open it?", "A teacher asked me to.")
    await screen.tap("Open")
    await screen.until(lambda: screen.sees("See you on Monday"))
    return screen


async def test_an_opened_conversation_shows_everything(show: Show, school: FakeSchool) -> None:
    screen = await opened(show, school)
    assert asked(school, "/v1/safeguarding/threads/5/open") == [{"reason": "A teacher asked me to."}]
    for said in (
        "Your reason: A teacher asked me to.",
        "Edited on Thursday 12 November, 09:01",
        "See you on Friday",
        "As shown in Urdu, translated by LibreTranslate",
        "پیر کو ملتے ہیں",
        "Read by Nadia Malik on Thursday 12 November, 10:00",
        "Taken back by Nadia Malik on Thursday 12 November, 10:00",
        "Angry words",
        f"SHA-256 {'ab' * 32}",
        "This is the end of the conversation.",
    ):
        assert screen.sees(said), said


async def test_evidence_is_made_with_progress_and_saved(show: Show, school: FakeSchool) -> None:
    export = Export(
        id=6,
        thread_id=5,
        pupil_name="Zoya",
        at=THURSDAY_9_AM,
        state=ExportState.WAITING,
        of=400,
        as_evidence=True,
    )
    school.answers(EXPORT_OPENED, export, opening_id=8)
    screen = await opened(show, school)
    await screen.tap("Make the file")
    await screen.until(lambda: screen.sees("0 of 400 messages"))
    half = msgspec.structs.replace(export, state=ExportState.MAKING, done=200)
    school.tell(101, events.ExportChanged(export=half))
    await screen.until(lambda: screen.sees("200 of 400 messages"))
    ready = msgspec.structs.replace(
        export, state=ExportState.READY, done=400, size=2_300_000, sha256="cd" * 32
    )
    school.tell(102, events.ExportChanged(export=ready))
    await screen.until(lambda: screen.sees("Save the file"))
    assert screen.sees("The file is ready: the conversation of Thursday 12 November, 09:00, 2 MB.")
    url = screen.one(ft.FilledButton, content="Save the file").url
    assert isinstance(url, ft.Url)
    assert url.url == "/exports/6/conversation.zip"


async def test_an_opening_that_is_not_known_any_more_says_so(show: Show) -> None:
    screen = await show(eg.snapshot(me=DSL), "/safeguarding/opened/99")
    await screen.until(lambda: screen.sees("This conversation is closed"))


def test_a_phone_fetches_the_file_with_its_pass() -> None:
    class Page:
        device = FakeDevice(None)
        me = type("Me", (), {"grant": "1-2-3"})

    assert export_url(Page(), 6) == "http://school.test/exports/6/conversation.zip?k=1-2-3"  # type: ignore[arg-type]


def test_a_case_moves_when_it_is_decided() -> None:
    badges = Badges()
    store = SafeguardingStore(badges)
    store.page(CasePage(cases=(CASE,), next=None, open=1), decided=False, first=True)
    assert badges.of("/more") == 1
    store.page(CasePage(cases=(), next=None, open=1), decided=True, first=True)
    decision = Decision(outcome=Outcome.NO_ACTION, note="", by=LEAD, at=THURSDAY_9_AM)
    store.take(events.CaseChanged(case=msgspec.structs.replace(CASE, decisions=(decision,)), open=0))
    assert badges.of("/more") == 0
    assert (store.part(decided=False).keys, store.part(decided=True).keys, store.open) == (
        (),
        (("report", 3),),
        0,
    )
