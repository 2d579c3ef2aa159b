"""Reports: a copy that later edits do not change, one queue, decisions that stay on record, at once on the screen."""

import hashlib
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from server.core.feed import told_after
from server.safeguarding.rules import MOST_REPORTS
from server.safeguarding.tables import reports
from tests import eg
from tests.cast import Who
from tests.school import School
from tests.server.media.test_files import fetched
from tests.server.media.test_files import sent as sent_file
from tests.server.messages.talk import got, say
from tests.server.safeguarding import talking
from tests.server.safeguarding.talking import ENGLISH, URDU, Talk
from tests.server.safeguarding.test_looking import recorded
from tests.server.stories.test_actions import code
from tests.server.stories.test_feed import post
from tests.test_permissions import commented, uploaded
from wire.base import Role
from wire.events import CaseChanged
from wire.messages import SEND_MESSAGE, SEND_TO_CLASS, NewClassMessage, NewMessage
from wire.safeguarding import (
    DECIDE_CASE,
    GET_CASES,
    REPORT,
    Case,
    CaseKind,
    CasePage,
    CasesAsk,
    DecideCase,
    NewReport,
    Outcome,
    Reportable,
    Reported,
)
from wire.stories import EDIT_STORY, WITHDRAW_STORY, EditStory, StoryRef

WHY = "This is not kind."
DISCLOSURE = "My uncle hits me when mum is at work."


@pytest.fixture
async def talk(school: School) -> Talk:
    return await talking.talk(school)


async def report(school: School, who: Who, what: str, ref_id: int, reason: str = WHY) -> object:
    return await school.ask(who, REPORT, NewReport(what=Reportable(what), ref_id=ref_id, reason=reason))


async def queue(school: School, who: str = "prescott", **ask: Any) -> CasePage:
    page = await school.ask(getattr(school.cast, who), GET_CASES, CasesAsk(**ask))
    assert isinstance(page, CasePage), page
    return page


async def test_a_reported_message_comes_into_the_queue(school: School, talk: Talk) -> None:
    cast = school.cast
    told = await report(school, cast.hart, "message", talk.first)
    assert told == Reported(at=school.clock.now())
    page = await queue(school)
    (case,) = page.cases
    assert (page.open, case.kind, case.what, case.ref_id) == (1, CaseKind.REPORT, "message", talk.first)
    assert case.by is not None
    assert case.reason is not None
    assert (case.by.name, case.reason.body, case.author.name, case.author.role) == (
        "Hart",
        WHY,
        "Nadia",
        Role.PARENT,
    )
    assert (case.text.body, case.text.shown, case.place, case.thread_id) == (
        URDU,
        ENGLISH,
        "Zara",
        talk.thread,
    )
    assert await queue(school, "calloway") == page


async def test_what_was_reported_stays_as_it_was(school: School, talk: Talk) -> None:
    cast = school.cast
    photo = await uploaded(school, cast.hart)
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Rude words", photos=(photo,))
    assert isinstance(await report(school, cast.nadia, "story", story.id), Reported)
    (before,) = (await queue(school)).cases
    await school.ask(
        cast.hart, EDIT_STORY, EditStory(story_id=story.id, body="Kind words", comments_open=True)
    )
    await school.ask(cast.hart, WITHDRAW_STORY, StoryRef(story_id=story.id))
    (after,) = (await queue(school)).cases
    assert msgspec.structs.replace(after, reason=None) == msgspec.structs.replace(before, reason=None)
    assert (after.text.body, after.place) == ("Rude words", "4A")
    assert [one.sha256 for one in after.photos] == [hashlib.sha256(eg.picture()).hexdigest()]


async def test_a_reported_message_keeps_what_went_along(school: School, talk: Talk) -> None:
    cast = school.cast
    file = await sent_file(school, cast.nadia)
    said = await got(
        school, cast.nadia, SEND_MESSAGE, NewMessage(thread_id=talk.thread, body="", files=(file.id,))
    )
    assert isinstance(await report(school, cast.hart, "message", said.id), Reported)
    (case,) = (await queue(school)).cases
    served = await fetched(school, cast.hart, file.id)
    assert [(one.name, one.sha256) for one in case.files] == [
        (file.name, hashlib.sha256(served.content).hexdigest())
    ]


async def test_the_record_binds_what_was_frozen(school: School, talk: Talk) -> None:
    await report(school, school.cast.hart, "message", talk.first)
    ((person_id, subject, facts),) = recorded(school, "safeguarding:report:make")
    row = school.context.db.read(lambda conn: conn.execute(sa.select(reports)).one())
    assert (person_id, subject) == (school.cast.hart.id, f"report:{row.id}")
    assert facts == {
        "about": f"message:{talk.first}",
        "frozen": hashlib.sha256(row.frozen.encode()).hexdigest(),
    }


async def test_a_comment_and_a_photo_can_be_reported(school: School, talk: Talk) -> None:
    cast = school.cast
    comment = await commented(school, "4A")
    assert isinstance(await report(school, cast.katarzyna, "comment", comment.id), Reported)
    assert isinstance(await report(school, cast.hart, "photo", talk.photo), Reported)
    cases = {case.what: case for case in (await queue(school)).cases}
    assert cases[Reportable.COMMENT].text.body == "Lovely."
    assert [one.id for one in cases[Reportable.PHOTO].photos] == [talk.photo]
    assert (cases[Reportable.PHOTO].text.body, cases[Reportable.PHOTO].ref_id) == ("The form", talk.photo)


@pytest.mark.parametrize(
    ("who", "what", "which"),
    [
        ("katarzyna", "message", "first"),
        ("okafor", "message", "first"),
        ("prescott", "message", "first"),
        ("hart", "message", "removed"),
        ("katarzyna", "photo", "photo"),
        ("former", "message", "first"),
        ("nadia", "message", "other_message"),
    ],
)
async def test_only_what_one_sees_can_be_reported(
    school: School, talk: Talk, who: str, what: str, which: str
) -> None:
    told = await report(school, getattr(school.cast, who), what, getattr(talk, which))
    assert code(told) == "not_found"
    assert (await queue(school)).cases == ()


async def test_a_photo_that_went_to_a_whole_class_is_reported_as_each_family_has_it(school: School) -> None:
    cast = school.cast
    photo = await uploaded(school, cast.hart)
    ask = NewClassMessage(class_id=cast.class_4a, body="Our trip", photos=(photo,))
    await got(school, cast.hart, SEND_TO_CLASS, ask)
    assert isinstance(await report(school, cast.katarzyna, "photo", photo), Reported)
    assert code(await report(school, cast.daniel, "photo", photo)) == "not_found"
    (case,) = (await queue(school)).cases
    assert (case.place, case.text.body, [one.id for one in case.photos]) == ("Lena", "Our trip", [photo])


async def test_what_was_noticed_stands_in_the_same_queue_at_once(school: School, talk: Talk) -> None:
    cast, db = school.cast, school.context.db
    newest = db.read(lambda conn: told_after(conn, 0, 500))[-1].number
    said = await say(school, cast.nadia, talk.thread, DISCLOSURE)
    missed = await school.context.hub.catch_up(await school.context.viewers.of(cast.prescott.token), newest)
    assert missed is not None
    ((_, frame),) = [one for one in missed if b"CaseChanged" in one[1]]
    event = msgspec.json.decode(frame.partition(b"data: ")[2], type=CaseChanged)
    (case,) = (await queue(school)).cases
    assert event == CaseChanged(case=case, open=1)
    assert (case.source, case.kind, case.what, case.ref_id) == ("flag", "disclosure", "message", said.id)
    assert (case.by, case.reason, case.author.name, case.text.body) == (None, None, "Nadia", DISCLOSURE)
    assert (case.place, case.thread_id) == ("Zara", talk.thread)
    ask = DecideCase(case_id=case.id, source="flag", outcome=Outcome.PASSED_ON, note="Called the family.")
    assert isinstance(await school.ask(cast.prescott, DECIDE_CASE, ask), Case)
    assert ((await queue(school)).open, len((await queue(school, decided=True)).cases)) == (0, 1)


async def test_a_flag_keeps_the_words_that_were_flagged(school: School, talk: Talk) -> None:
    cast = school.cast
    said = await say(school, cast.hart, talk.thread, "You are an idiot.")
    await talking.edit(school, said.id, "Thank you.")
    (case,) = (await queue(school)).cases
    assert (case.kind, case.text.body) == ("unkind", "You are an idiot.")


async def test_a_report_needs_a_reason(school: School, talk: Talk) -> None:
    assert code(await report(school, school.cast.hart, "message", talk.first, "  ")) == "empty"


async def test_nobody_fills_the_queue(school: School, talk: Talk) -> None:
    for _ in range(MOST_REPORTS):
        assert isinstance(await report(school, school.cast.hart, "message", talk.first), Reported)
    assert code(await report(school, school.cast.hart, "message", talk.first)) == "slow_down"


async def test_a_decision_takes_a_case_out_of_what_is_open_and_stays(school: School, talk: Talk) -> None:
    cast = school.cast
    await report(school, cast.hart, "message", talk.first)
    (case,) = (await queue(school)).cases
    for outcome, note in ((Outcome.NO_ACTION, ""), (Outcome.FOLLOWED_UP, "Spoke to Nadia on Thursday.")):
        ask = DecideCase(case_id=case.id, source="report", outcome=outcome, note=note)
        assert isinstance(await school.ask(cast.prescott, DECIDE_CASE, ask), Case)
    assert ((await queue(school)).cases, (await queue(school)).open) == ((), 0)
    (decided,) = (await queue(school, decided=True)).cases
    assert [(one.outcome, one.note, one.by.name) for one in decided.decisions] == [
        (Outcome.NO_ACTION, "", "Prescott"),
        (Outcome.FOLLOWED_UP, "Spoke to Nadia on Thursday.", "Prescott"),
    ]
    assert [facts["outcome"] for _, _, facts in recorded(school, "safeguarding:case:decide")] == [
        "no_action",
        "followed_up",
    ]


async def test_there_is_nothing_to_decide_where_there_is_no_case(school: School) -> None:
    ask = DecideCase(case_id=99, source="report", outcome=Outcome.NO_ACTION)
    assert code(await school.ask(school.cast.prescott, DECIDE_CASE, ask)) == "not_found"


async def test_a_long_queue_comes_in_pages(school: School, talk: Talk) -> None:
    for _ in range(33):
        await report(school, school.cast.hart, "message", talk.first)
    first = await queue(school)
    second = await queue(school, skip=first.next)
    assert (len(first.cases), len(second.cases), second.next, first.open) == (30, 3, None, 33)
    assert len({case.id for case in (*first.cases, *second.cases)}) == 33


async def test_a_report_reaches_open_screens_of_who_looks_after_it_and_of_nobody_else(
    school: School, talk: Talk
) -> None:
    cast, db = school.cast, school.context.db
    newest = db.read(lambda conn: max((told.number for told in told_after(conn, 0, 500)), default=0))
    await report(school, cast.hart, "message", talk.first)
    (told,) = db.read(
        lambda conn: [one for one in told_after(conn, newest, 50) if one.kind == "case_changed"]
    )
    reached = {
        name
        for name, who in cast.people().items()
        if told.reaches(await school.context.viewers.of(who.token))
    }
    assert reached == {"prescott", "calloway"}
    missed = await school.context.hub.catch_up(await school.context.viewers.of(cast.prescott.token), newest)
    assert missed is not None
    ((_, frame),) = [one for one in missed if b"CaseChanged" in one[1]]
    event = msgspec.json.decode(frame.partition(b"data: ")[2], type=CaseChanged)
    assert (event.open, event.case.text.shown) == (1, ENGLISH)
