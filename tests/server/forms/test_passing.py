"""Passing on, and answers that came on paper (spec 7.5)."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from server.core.tables import events
from server.media.tables import shared_topics
from tests.cast import Who
from tests.edges import DAY
from tests.files import pdf
from tests.school import School, headers_of, new_key
from tests.server.forms.filling import code, sent
from tests.server.forms.filling import trip as short_trip
from tests.server.forms.gathering import COMING, care, dietary, out, passed, recorded, table, told, trip
from tests.server.media.test_files import sent as uploaded
from wire.base import Nothing, Refusal
from wire.forms import (
    CLOSE_FORM,
    GET_PROFESSIONALS,
    GET_SIGNED,
    PASS_ON,
    POST_PAPER,
    TAKE_BACK,
    Answer,
    AnswerRef,
    Answers,
    Form,
    FormKind,
    FormRef,
    Gone,
    PaperAnswer,
    PassOn,
)
from wire.media import FILES_PATH, NAME_HEADER, file_address
from wire.school import People

TODAY = date(2026, 11, 12)


async def enter(
    school: School, by: Who, form_id: int, pupil: int, signed_by: Who, **more: Any
) -> Answer | Refusal:
    fields: dict[str, Any] = {
        "version": 1,
        "signed_on": TODAY,
        "answers": Answers(values=COMING.values),
    } | more
    ask = PaperAnswer(form_id=form_id, pupil_id=pupil, signed_by=signed_by.id, **fields)
    return await school.ask(by, POST_PAPER, ask)


async def test_it_is_on_record_told_and_done_once(school: School) -> None:
    card, cast = await dietary(school), school.cast
    assert await passed(school, card.id, cast.zara) == 1
    assert await passed(school, card.id, cast.zara) == 0
    assert await passed(school, card.id, cast.zara, to=cast.adeyemi) == 1
    assert recorded(school, "forms:answers:pass_on") == [
        (cast.dunne.id, f"form:{card.id}", f'{{"pupils":"{cast.zara}","to":null}}'),
        (cast.dunne.id, f"form:{card.id}", f'{{"pupils":"{cast.zara}","to":{cast.adeyemi.id}}}'),
    ]
    topics = school.context.db.read(
        lambda conn: set(
            conn.execute(
                events.select().with_only_columns(events.c.topic).where(events.c.topic.like("person:%"))
            ).scalars()
        )
    )
    staff = {f"person:{who.id}" for who in (cast.hart, cast.sandhu, cast.adeyemi)}
    assert topics & {f"person:{who.id}" for who in cast.people().values() if who.token} >= staff
    row = next(one for one in (await table(school, cast.dunne, card.id)).rows if one.name == "Zara")
    assert [(one.to, one.name) for one in row.passed_to] == [(None, "4A"), (cast.adeyemi.id, "Adeyemi")]


async def test_only_to_a_professional_and_only_children_who_are_asked(school: School) -> None:
    card, cast = await trip(school), school.cast
    people = await school.ask(cast.dunne, GET_PROFESSIONALS, Nothing())
    assert isinstance(people, People)
    assert [one.name for one in people.people] == ["Adeyemi"]
    for ask in (
        PassOn(form_id=card.id, pupils=(cast.zara,), to=cast.okafor.id),
        PassOn(form_id=card.id, pupils=(cast.zara,), to=cast.nadia.id),
        PassOn(form_id=card.id, pupils=(cast.zara, cast.rosie)),
        PassOn(form_id=999, pupils=(cast.zara,)),
    ):
        assert code(await school.ask(cast.dunne, PASS_ON, ask)) == "not_found"


async def test_a_file_with_an_answer_reaches_those_to_whom_it_was_passed_on(school: School) -> None:
    card, cast = await sent(school, short_trip(private=True)), school.cast
    school.do_jobs()
    headers = {**headers_of(cast.hart), "Idempotency-Key": new_key(), NAME_HEADER: "letter.pdf"}
    up = await school.http.post(FILES_PATH, content=pdf(), headers=headers)
    file_id = up.json()["id"]
    answers = Answers(values={"comes": ("yes",)}, files={"paper": (file_id,)})
    entered = await enter(school, cast.hart, card.id, cast.zara, cast.nadia, answers=answers)
    assert isinstance(entered, Answer), entered

    async def seen(who: Who) -> int:
        return (await school.http.get(file_address(file_id), headers=headers_of(who))).status_code

    assert [await seen(who) for who in (cast.dunne, cast.adeyemi, cast.sandhu)] == [200, 404, 404]
    await passed(school, card.id, cast.zara, to=cast.adeyemi)
    assert [await seen(who) for who in (cast.adeyemi, cast.sandhu, cast.okafor)] == [200, 404, 404]
    await passed(school, card.id, cast.zara)
    assert [await seen(who) for who in (cast.sandhu, cast.okafor, cast.katarzyna)] == [200, 404, 404]


async def taken_back(school: School, form_id: int, *pupils: int, to: Who | None = None) -> int | str:
    """For how many children the office ended what was passed on, or why not."""
    ask = PassOn(form_id=form_id, pupils=pupils, to=to.id if to else None)
    gone = await school.ask(school.cast.dunne, TAKE_BACK, ask)
    return gone.count if isinstance(gone, Gone) else gone.code


async def test_what_was_passed_on_is_taken_back_at_once_and_told_on_open_screens(school: School) -> None:
    card, cast = await dietary(school), school.cast
    for to in (None, cast.adeyemi):
        await passed(school, card.id, cast.zara, cast.lena, to=to)
    assert len((await care(school, cast.adeyemi, "school")).notes) == 2
    assert await taken_back(school, card.id, cast.zara, to=cast.adeyemi) == 1
    assert [one.name for one in (await care(school, cast.adeyemi, "school")).notes] == ["Lena"]
    assert "Zara" in {row.name for row in (await table(school, cast.hart, card.id)).rows if row.answers}
    assert await taken_back(school, card.id, cast.zara, cast.lena) == 2
    seen = await table(school, cast.hart, card.id)
    assert [row.name for row in seen.rows if row.answers] == []
    # Twice ends nothing, and what was never passed on neither.
    assert await taken_back(school, card.id, cast.zara) == 0
    assert await taken_back(school, card.id, cast.rosie) == 0
    assert await taken_back(school, 999, cast.zara) == "not_found"
    assert recorded(school, "forms:answers:take_back") == [
        (cast.dunne.id, f"form:{card.id}", f'{{"pupils":"{cast.zara}","to":{cast.adeyemi.id}}}'),
        (cast.dunne.id, f"form:{card.id}", f'{{"pupils":"{cast.zara},{cast.lena}","to":null}}'),
    ]
    told = sa.select(events.c.topic).where(events.c.kind == "answers_taken_back").order_by(events.c.number)
    topics = school.context.db.read(lambda conn: conn.execute(told).scalars().all())
    assert topics == [f"person:{who.id}" for who in (cast.adeyemi, cast.hart, cast.sandhu)]
    # It can be passed on once more.
    assert await passed(school, card.id, cast.zara) == 1


async def test_files_of_what_was_taken_back_are_not_there_any_more(school: School) -> None:
    cast = school.cast
    for private, left in ((True, 404), (False, 200)):
        card = await sent(school, short_trip(private=private))
        school.do_jobs()
        file = await uploaded(school, cast.hart)
        answers = Answers(values={"comes": ("yes",)}, files={"paper": (file.id,)})
        for signed_by in (cast.nadia, cast.nadia):
            # The later answer keeps the file that the earlier one brought.
            entered = await enter(school, cast.hart, card.id, cast.zara, signed_by, answers=answers)
            assert isinstance(entered, Answer), entered
        for to in (None, cast.adeyemi):
            await passed(school, card.id, cast.zara, to=to)

        async def seen(*whom: Who, file_id: int = file.id) -> list[int]:
            return [
                (await school.http.get(file_address(file_id), headers=headers_of(who))).status_code
                for who in whom
            ]

        assert await seen(cast.sandhu, cast.adeyemi) == [200, 200]
        assert await taken_back(school, card.id, cast.zara, to=cast.adeyemi) == 1
        assert await seen(cast.sandhu, cast.adeyemi, cast.dunne) == [200, 404, 200]
        assert await taken_back(school, card.id, cast.zara) == 1
        topics = school.context.db.read(
            lambda conn: set(conn.execute(sa.select(shared_topics.c.topic)).scalars())
        )
        team = f"team:pupil:{cast.zara}"
        assert topics & {f"person:{cast.adeyemi.id}", team} == (set() if private else {team})
        # The team sees what is not private without anybody's doing.
        assert await seen(cast.sandhu, cast.dunne) == [left, 200]


async def test_an_answer_on_paper_is_its_signers_and_says_who_put_it_in(school: School) -> None:
    card, cast = await out(school, FormKind.TRIP), school.cast
    signed = date(2026, 11, 10)
    kept = await enter(school, cast.hart, card.id, cast.zara, cast.nadia, signed_on=signed)
    assert isinstance(kept, Answer), kept
    assert (kept.signer.name, kept.entered_by and kept.entered_by.name, kept.signed_on, kept.lang) == (
        "Nadia",
        "Hart",
        signed,
        "en",
    )
    assert kept.answers.signatures["sign"].name == "Nadia"
    shown = await school.ask(cast.dunne, GET_SIGNED, AnswerRef(answer_id=kept.id))
    assert isinstance(shown, Form)
    assert shown.title.body == "Class trip"
    assert told(await table(school, cast.dunne, card.id))["Zara"] == [("yes",)]
    assert recorded(school, "forms:answer:enter") == [
        (
            cast.hart.id,
            f"answer:{kept.id}",
            f'{{"form":{card.id},"version":1,"pupils":"{cast.zara}","signer":{cast.nadia.id}}}',
        )
    ]


async def test_only_an_adult_who_may_sign_and_only_by_those_who_know_the_child(school: School) -> None:
    card, cast = await out(school, FormKind.TRIP, "school"), school.cast
    for by, pupil, signer, wanted in (
        (cast.hart, cast.zara, cast.katarzyna, "not_found"),
        (cast.hart, cast.yusuf, cast.nadia, "not_found"),
        (cast.adeyemi, cast.zara, cast.nadia, "not_found"),
        (cast.prescott, cast.zara, cast.nadia, "not_found"),
        (cast.dunne, cast.rosie, cast.former, "not_found"),
    ):
        assert code(await enter(school, by, card.id, pupil, signer)) == wanted
    for by in (cast.sandhu, cast.calloway, cast.dunne):
        assert isinstance(await enter(school, by, card.id, cast.zara, cast.nadia), Answer)


async def test_paper_that_does_not_fit_is_refused_and_nothing_is_kept(school: School) -> None:
    card, cast = await out(school, FormKind.TRIP), school.cast
    for more, wanted in (
        ({"version": 2}, "form_changed"),
        ({"signed_on": date(2026, 11, 13)}, "malformed"),
        ({"answers": Answers(values={"comes": ("perhaps",)})}, "form_incomplete"),
        ({"answers": Answers()}, "form_incomplete"),
    ):
        assert code(await enter(school, cast.hart, card.id, cast.zara, cast.nadia, **more)) == wanted
    assert told(await table(school, cast.dunne, card.id))["Zara"] == []


async def test_after_the_last_day_only_what_was_signed_in_time(school: School) -> None:
    cast = school.cast
    card = await sent(school, short_trip(), deadline=school.clock.now() + DAY)
    school.do_jobs()
    said = Answers(values={"comes": ("no",)})
    school.clock.forward(3 * DAY)
    late = await enter(
        school, cast.hart, card.id, cast.zara, cast.nadia, answers=said, signed_on=date(2026, 11, 14)
    )
    assert code(late) == "form_closed"
    in_time = await enter(
        school, cast.hart, card.id, cast.zara, cast.nadia, answers=said, signed_on=date(2026, 11, 13)
    )
    assert isinstance(in_time, Answer)
    await school.ask(cast.dunne, CLOSE_FORM, FormRef(form_id=card.id))
    closed = await enter(school, cast.hart, card.id, cast.zara, cast.nadia, answers=said)
    assert code(closed) == "form_closed"


@pytest.mark.sqlite
async def test_a_family_that_answers_once_answers_for_all_its_children(school: School) -> None:
    card, cast = await out(school, FormKind.CONTACT_DETAILS, "school"), school.cast
    values: dict[str, tuple[str, ...]] = {
        "address": ("1 Birch Lane",), "phone": ("07700 900123",), "language": ("Urdu",), "interpreter": ("yes",),
        "emergency_name": ("A",), "emergency_phone": ("07700 900124",), "emergency_who": ("Aunt",),
        "collects": ("Her aunt",),
    }  # fmt: skip
    kept = await enter(school, cast.hart, card.id, cast.zara, cast.nadia, answers=Answers(values=values))
    assert isinstance(kept, Answer), kept
    # Who teaches one child hears nothing of the other from it.
    assert kept.pupils == (cast.zara,)
    rows = {
        row.name: [one.pupils for one in row.answers]
        for row in (await table(school, cast.dunne, card.id)).rows
    }
    assert (rows["Zara"], rows["Yusuf"]) == ([(cast.zara,)], [(cast.yusuf,)])
