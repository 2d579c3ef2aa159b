"""After sending: a possible disclosure goes through and the DSL is told; unkind words are flagged, once a text."""

import contextlib
from typing import Any

import sqlalchemy as sa

from server.core.db import Tx
from server.core.feed import told_after
from server.guidance.tables import flags
from server.translation.tables import translations
from tests.cast import Who
from tests.edges import MINUTE
from tests.school import School
from wire.base import Refusal, TextState
from wire.calls import ASK_CALL, Call, NewCall
from wire.messages import OPEN_THREAD, SEND_MESSAGE, Message, NewMessage, OpenThread, ThreadView
from wire.safeguarding import GET_CASES, REPORT, CasePage, CasesAsk, NewReport, Reportable
from wire.stories import EDIT_STORY, POST_COMMENT, POST_STORY, Comment, EditStory, NewComment, NewStory, Story

HITS = "My husband hits her when he is drunk."


def raised(school: School) -> list[tuple[Any, ...]]:
    """Kind, what, which, side, and whether it was seen in a translation."""
    columns = (flags.c.kind, flags.c.what, flags.c.ref_id, flags.c.side, flags.c.translated)
    return school.context.db.read(
        lambda conn: [tuple(row) for row in conn.execute(sa.select(*columns).order_by(flags.c.id))]
    )


async def commented(school: School, body: str, who: Who | None = None) -> int:
    topic = f"class:{school.cast.class_4a}"
    story = await school.ask(school.cast.hart, POST_STORY, NewStory(topic=topic, body="We sowed beans."))
    assert isinstance(story, Story)
    words = NewComment(story_id=story.id, body=body)
    comment = await school.ask(who or school.cast.nadia, POST_COMMENT, words)
    assert isinstance(comment, Comment), comment
    assert comment.text.body == body
    return comment.id


async def test_a_disclosure_is_sent_and_the_dsl_is_told(school: School) -> None:
    comment = await commented(school, HITS)
    assert raised(school) == [("disclosure", "comment", comment, "family", False)]
    told = school.context.db.read(lambda conn: told_after(conn, 0, 100))
    mine = f"person:{school.cast.prescott.id}"
    assert [one.topic for one in told if one.kind == "flag_raised"] == [mine]


async def test_unkind_words_are_sent_and_flagged(school: School) -> None:
    comment = await commented(school, "You are an idiot.")
    assert raised(school) == [("unkind", "comment", comment, "family", False)]


async def test_words_for_a_call_and_messages_are_looked_over(school: School) -> None:
    call = await school.ask(
        school.cast.nadia,
        ASK_CALL,
        NewCall(lang="en", phone="07700 900123", body="میرے شوہر بچوں کو مارتے ہیں"),
    )
    assert isinstance(call, Call), call
    opened = await school.ask(school.cast.nadia, OPEN_THREAD, OpenThread(pupil_id=school.cast.zara))
    assert isinstance(opened, ThreadView), opened
    sent = await school.ask(
        school.cast.nadia, SEND_MESSAGE, NewMessage(thread_id=opened.line.thread.id, body=HITS)
    )
    assert isinstance(sent, Message), sent
    assert raised(school) == [
        ("disclosure", "call", call.id, "family", False),
        ("disclosure", "message", sent.id, "family", False),
    ]
    queue = await school.ask(school.cast.prescott, GET_CASES, CasesAsk())
    assert isinstance(queue, CasePage), queue
    assert {(case.what, case.ref_id, case.text.body) for case in queue.cases} == {
        (Reportable.CALL, call.id, "میرے شوہر بچوں کو مارتے ہیں"),
        (Reportable.MESSAGE, sent.id, HITS),
    }
    nobody_s = NewReport(what=Reportable.CALL, ref_id=call.id, reason="Why?")
    assert await school.ask(school.cast.nadia, REPORT, nobody_s) == Refusal("not_found")


async def test_ordinary_words_raise_nothing(school: School) -> None:
    await commented(school, "She is off sick tomorrow, and thank you for the photos.")
    assert raised(school) == []


async def test_stories_are_looked_over_and_so_are_their_new_words(school: School) -> None:
    hart, topic = school.cast.hart, f"class:{school.cast.class_4a}"
    story = await school.ask(hart, POST_STORY, NewStory(topic=topic, body="We sowed beans."))
    assert isinstance(story, Story)
    edit = EditStory(story_id=story.id, body="What an idiot he was.", comments_open=True)
    await school.ask(hart, EDIT_STORY, edit)
    await school.ask(hart, EDIT_STORY, edit)
    assert raised(school) == [("unkind", "story", story.id, "staff", False)]


async def test_the_flag_and_the_words_stand_or_fall_together(school: School) -> None:
    from server.guidance.actions import look_over
    from server.translation.actions import write_text

    def fail(tx: Tx) -> None:
        author = school.cast.nadia.id
        text = write_text(tx, topic="school", body=HITS, lang="en", author_id=author)
        look_over(tx, text_id=text, body=HITS, lang="en", author_id=author, side="family", about="comment:1")
        look_over(tx, text_id=text, body=HITS, lang="en", author_id=author, side="family", about="comment:1")
        found = tx.conn.execute(sa.select(sa.func.count()).select_from(flags)).scalar()
        assert found == 1
        raise LookupError

    with contextlib.suppress(LookupError):
        await school.context.db.awrite(fail)
    assert raised(school) == []


async def test_other_languages_are_looked_at_again_in_english(school: School) -> None:
    said = "Nimeandika jambo ambalo hakuna kanuni inayolijua."
    comment = await commented(school, said)
    school.do_jobs()
    assert raised(school) == []
    school.clock.forward(MINUTE)
    school.do_jobs()
    english = sa.and_(translations.c.lang == "en", translations.c.body.is_(None))
    change = translations.update().where(english).values(state=TextState.DONE, body=HITS, engine="test")
    await school.context.db.awrite(lambda tx: tx.conn.execute(change))
    school.clock.forward(10 * MINUTE)
    school.do_jobs()
    assert raised(school) == [("disclosure", "comment", comment, "family", True)]


async def test_a_text_without_any_translation_is_given_up_in_the_end(school: School) -> None:
    await commented(school, "Nimeandika jambo ambalo hakuna kanuni inayolijua.")
    for _ in range(12):
        school.clock.forward(30 * 24 * 60 * MINUTE)
        school.do_jobs()
    assert raised(school) == []
