"""A family answers and signs: what was on the screen is kept, nothing is written over (spec 7.2, 7.3)."""

from dataclasses import replace

import msgspec
import sqlalchemy as sa

from server.accounts.actions import open_session
from server.core.tables import audit
from server.forms.tables import form_answers, form_renderings
from server.school.actions import add_right
from tests.cast import Who
from tests.edges import DAY
from tests.school import School, new_key
from tests.server.forms.filling import (
    COMES,
    SIGNED,
    STAYS,
    TRIP,
    answer,
    answered,
    begun,
    code,
    opened,
    saved,
    send,
    sent,
    trip,
)
from wire.base import Refusal
from wire.forms import (
    CLOSE_FORM,
    GET_ANSWER,
    GET_DRAFT,
    GET_FORM,
    GET_FORMS,
    GET_SIGNED,
    POST_ANSWER,
    SEND_FORM,
    Answer,
    AnswerRef,
    Answers,
    DraftView,
    Due,
    Form,
    FormAsk,
    FormCard,
    FormRef,
    FormsAsk,
    FormsPage,
    NewAnswer,
    SendForm,
    ShownIf,
    Signature,
)


def back(school: School, who: Who) -> Who:
    """Somebody signs in anew, after a long time."""
    session = school.context.db.write(lambda tx: open_session(tx, who.id, "Phone"))
    return replace(who, token=session.token)


async def test_an_answer_keeps_what_was_on_the_screen_who_signed_and_when(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip())
    view = await opened(school, cast.nadia, card.id)
    assert view.due == {cast.zara: Due.OPEN}
    taken = await answer(school, cast.nadia, card.id, cast.zara, device="Android phone")
    assert isinstance(taken, Answer), taken
    assert (taken.version, taken.lang, taken.signer.id, taken.pupils) == (
        1,
        "ur",
        cast.nadia.id,
        (cast.zara,),
    )
    assert (taken.answers, taken.device, taken.at) == (COMES, "Android phone", school.clock.now())
    assert taken.words["note"].body == "She cannot eat nuts."
    again = await opened(school, cast.nadia, card.id)
    assert (again.due, again.answers) == ({cast.zara: Due.DONE}, (taken,))
    with school.context.db.engine.connect() as conn:
        kept = conn.execute(sa.select(form_renderings)).one()
        recorded = conn.execute(sa.select(audit.c.what).order_by(audit.c.id.desc())).scalars().first()
    assert (kept.version, kept.lang, kept.seen) == (1, "ur", view.seen)
    assert "May your child come?" in kept.body
    assert recorded == "forms:answer:post"


async def test_a_later_answer_is_added_and_takes_the_place_of_the_earlier_one(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip())
    first = await answered(school, cast.nadia, card.id, cast.zara, STAYS)
    second = await answered(school, cast.nadia, card.id, cast.zara)
    view = await opened(school, cast.nadia, card.id)
    assert [(one.id, one.replaced) for one in view.answers] == [(second.id, False), (first.id, True)]
    assert view.answers[1].answers == STAYS
    with school.context.db.engine.connect() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(form_answers)).scalar() == 2
        # The words that were on the screen are kept once for all who saw the same.
        assert conn.execute(sa.select(sa.func.count()).select_from(form_renderings)).scalar() == 1


async def test_the_same_key_is_answered_once(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip())
    key = new_key()
    one = await answer(school, cast.nadia, card.id, cast.zara, key=key)
    view = await opened(school, cast.nadia, card.id)
    ask = NewAnswer(form_id=card.id, pupil_id=cast.zara, version=1, seen=view.seen, answers=COMES)
    assert await school.ask(cast.nadia, POST_ANSWER, ask, key=key) == one
    assert len((await opened(school, cast.nadia, card.id)).answers) == 1
    await school.end_rights(cast.nadia)
    assert code(await school.ask(cast.nadia, POST_ANSWER, ask, key=key)) == "not_found"


async def test_a_changed_form_asks_again_and_an_old_version_is_refused(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip())
    signed = await answered(school, cast.nadia, card.id, cast.zara)
    before = await opened(school, cast.nadia, card.id)
    draft = await school.ask(cast.dunne, GET_DRAFT, FormRef(card.id))
    assert isinstance(draft, DraftView)
    changed = await saved(school, draft, trip(title="A trip to the zoo"))
    assert (await opened(school, cast.nadia, card.id)).seen == before.seen
    assert (await send(school, changed)).version == 2
    view = await opened(school, cast.nadia, card.id)
    assert (view.form.title.body, view.due) == ("A trip to the zoo", {cast.zara: Due.AGAIN})
    # The words that did not change are the same texts, with whatever was checked of them.
    assert view.form.fields[1].label.id == before.form.fields[1].label.id
    assert view.form.title.id != before.form.title.id
    old = NewAnswer(form_id=card.id, pupil_id=cast.zara, version=1, seen=before.seen, answers=COMES)
    assert code(await school.ask(cast.nadia, POST_ANSWER, old)) == "form_changed"
    await answered(school, cast.nadia, card.id, cast.zara)
    assert (await opened(school, cast.nadia, card.id)).due == {cast.zara: Due.DONE}
    receipt = await school.ask(cast.nadia, GET_SIGNED, AnswerRef(signed.id))
    assert isinstance(receipt, Form)
    assert (receipt.title.body, receipt.version) == ("A trip to the farm", 1)


async def test_after_the_deadline_nothing_is_taken_and_the_number_of_the_office_is_said(
    school: School,
) -> None:
    cast = school.cast
    card = await sent(school, trip(), deadline=school.clock.now() + DAY)
    await answered(school, cast.nadia, card.id, cast.zara)
    school.clock.forward(DAY)
    late = await answer(school, cast.katarzyna, card.id, cast.lena)
    assert late == Refusal(code="form_closed", facts={"phone": "01632 960000"})
    assert (await opened(school, cast.katarzyna, card.id)).due == {cast.lena: Due.OVER}
    assert (await opened(school, cast.nadia, card.id)).due == {cast.zara: Due.DONE}


async def test_a_form_that_is_closed_takes_nothing(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip())
    assert isinstance(await school.ask(cast.dunne, CLOSE_FORM, FormRef(card.id)), FormCard)
    assert code(await answer(school, cast.nadia, card.id, cast.zara)) == "form_closed"


async def test_whose_right_ended_while_the_form_was_open_sees_nothing_of_it(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip())
    view = await opened(school, cast.nadia, card.id)
    mine = await answered(school, cast.nadia, card.id, cast.zara)
    await school.end_rights(cast.nadia)
    ask = NewAnswer(form_id=card.id, pupil_id=cast.zara, version=1, seen=view.seen, answers=COMES)
    assert code(await school.ask(cast.nadia, POST_ANSWER, ask)) == "not_found"
    assert code(await school.ask(cast.nadia, GET_FORM, FormAsk(form_id=card.id))) == "not_found"
    assert code(await school.ask(cast.nadia, GET_ANSWER, AnswerRef(mine.id))) == "not_found"
    assert await school.ask(cast.nadia, GET_FORMS, FormsAsk()) == FormsPage(forms=())


async def test_parents_who_answer_differently_are_both_kept_and_never_read_each_other(school: School) -> None:
    cast = school.cast
    school.context.db.write(lambda tx: add_right(tx, cast.former.id, cast.zara, "father"))
    card = await sent(school, trip())
    hers = await answered(school, cast.nadia, card.id, cast.zara, COMES)
    listed = await school.ask(cast.dunne, GET_FORMS, FormsAsk(side="staff"))
    assert isinstance(listed, FormsPage)
    assert [(one.asked, one.answered, one.differ) for one in listed.forms] == [(3, 1, 0)]
    father = await opened(school, cast.former, card.id)
    assert (father.due, father.answers, father.others) == ({cast.zara: Due.DONE}, (), frozenset({cast.zara}))
    his = await answered(school, cast.former, card.id, cast.zara, STAYS)
    assert [one.id for one in (await opened(school, cast.former, card.id)).answers] == [his.id]
    assert [one.id for one in (await opened(school, cast.nadia, card.id)).answers] == [hers.id]
    for who, other in ((cast.nadia, his), (cast.former, hers)):
        assert code(await school.ask(who, GET_ANSWER, AnswerRef(other.id))) == "not_found"
    listed = await school.ask(cast.dunne, GET_FORMS, FormsAsk(side="staff"))
    assert isinstance(listed, FormsPage)
    assert [(one.answered, one.differ) for one in listed.forms] == [(1, 1)]
    alike = msgspec.structs.replace(COMES, values={"comes": ("yes",), "note": ("she  cannot eat NUTS.",)})
    await answered(school, cast.former, card.id, cast.zara, alike)
    listed = await school.ask(cast.dunne, GET_FORMS, FormsAsk(side="staff"))
    assert isinstance(listed, FormsPage)
    assert [one.differ for one in listed.forms] == [0]


async def test_what_is_not_whole_is_refused_with_the_field(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip())
    line = tuple((n, 1) for n in range(400))
    asked = [
        (
            Answers(values={"comes": ("yes",)}),
            Refusal("form_incomplete", {"field": "sign", "problem": "missing"}),
        ),
        (
            Answers(values={"comes": ("no",), "note": ("hidden",)}, signatures=SIGNED),
            Refusal("form_incomplete", {"field": "note", "problem": "not_asked"}),
        ),
        (
            Answers(
                values={"comes": ("no",)}, signatures={"sign": Signature(name="N", strokes=(line,) * 11)}
            ),
            Refusal("signature_too_large", {"field": "sign"}),
        ),
        (
            Answers(values={"comes": ("no",)}, files={"paper": (999,)}, signatures=SIGNED),
            Refusal("not_found"),
        ),
    ]
    for answers, refused in asked:
        assert await answer(school, cast.nadia, card.id, cast.zara, answers) == refused
    assert (await opened(school, cast.nadia, card.id)).answers == ()


async def test_one_answer_is_for_all_children_of_a_family_that_are_asked(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip(per="family"), "school")
    taken = await answered(school, cast.nadia, card.id, cast.yusuf)
    assert taken.pupils == tuple(sorted((cast.zara, cast.yusuf)))
    assert (await opened(school, cast.nadia, card.id)).due == {cast.zara: Due.DONE, cast.yusuf: Due.DONE}
    assert code(await answer(school, cast.nadia, card.id, cast.lena)) == "not_found"


async def test_what_is_asked_every_year_is_asked_again_a_year_after_each_answer(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip(yearly=True), deadline=school.clock.now() + DAY)
    await answered(school, cast.nadia, card.id, cast.zara)
    school.clock.forward(364 * DAY)
    nadia, katarzyna = back(school, cast.nadia), back(school, cast.katarzyna)
    # What is asked every year has no last day: a child may become ill at any time.
    await answered(school, katarzyna, card.id, cast.lena)
    assert (await opened(school, nadia, card.id)).due == {cast.zara: Due.DONE}
    school.clock.forward(DAY)
    assert (await opened(school, nadia, card.id)).due == {cast.zara: Due.AGAIN}
    await answered(school, nadia, card.id, cast.zara)
    assert (await opened(school, nadia, card.id)).due == {cast.zara: Due.DONE}


async def test_each_answer_to_a_form_that_repeats_stands_for_itself(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip(repeats=True))
    for answers in (COMES, STAYS):
        assert (await opened(school, cast.nadia, card.id)).due == {cast.zara: Due.ANY_TIME}
        await answered(school, cast.nadia, card.id, cast.zara, answers)
    view = await opened(school, cast.nadia, card.id)
    assert [one.replaced for one in view.answers] == [False, False]


async def test_what_is_due_comes_first_then_the_newest(school: School) -> None:
    cast = school.cast
    ids = {}
    for name in ("first", "second", "third"):
        ids[name] = (
            await sent(school, trip(title=name), f"pupil:{cast.zara}" if name == "third" else "school")
        ).id
        school.clock.forward(1_000)
    await answered(school, cast.nadia, ids["third"], cast.zara)
    page = await school.ask(cast.nadia, GET_FORMS, FormsAsk())
    assert isinstance(page, FormsPage)
    assert [one.title.body for one in page.forms] == ["second", "first", "third"]
    only = await school.ask(cast.nadia, GET_FORMS, FormsAsk(child=cast.yusuf))
    assert isinstance(only, FormsPage)
    assert [(one.title.body, one.due) for one in only.forms] == [
        ("second", {cast.yusuf: Due.OPEN}), ("first", {cast.yusuf: Due.OPEN}),
    ]  # fmt: skip
    # A form for one child is told to nobody else.
    for who in (cast.daniel, cast.katarzyna):
        theirs = await school.ask(who, GET_FORMS, FormsAsk())
        assert isinstance(theirs, FormsPage)
        assert [one.title.body for one in theirs.forms] == ["second", "first"]
        assert code(await school.ask(who, GET_FORM, FormAsk(form_id=ids["third"]))) == "not_found"


async def test_a_form_that_cannot_be_answered_is_not_sent(school: School) -> None:
    cast = school.cast
    circular = msgspec.structs.replace(TRIP[2], shown_if=ShownIf(field="note", answers=("yes",)))
    fields = (*TRIP[:2], circular)
    draft = await begun(school, trip(fields=fields))
    send_it = SendForm(form_id=draft.form_id, revision=draft.revision, topic="school")
    said = await school.ask(cast.dunne, SEND_FORM, send_it)
    assert said == Refusal("draft_not_ready", {"field": "note", "problem": "circular"})
