"""Who has not answered is seen by class, and who answers is heard by few (spec 7.2)."""

import msgspec

from server.core.feed import cursor
from tests.cast import Who
from tests.school import School
from tests.server.forms.filling import STAYS, answered, begun, code, saved, sent, trip
from wire.base import Nothing, Refusal
from wire.forms import (
    CLOSE_FORM,
    GET_FORM_PLACES,
    GET_FORM_REACH,
    GET_FORMS,
    GET_MISSING,
    REMIND_FORM,
    SEND_FORM,
    Due,
    FormCard,
    FormKind,
    FormPlaces,
    FormRef,
    FormsAsk,
    FormsPage,
    Gone,
    Missing,
    SendForm,
)
from wire.school import Reach, ReachAsk


async def missing(school: School, who: Who, form_id: int) -> list[str]:
    found = await school.ask(who, GET_MISSING, FormRef(form_id))
    assert isinstance(found, Missing), found
    return [one.name for one in found.families]


async def heard(school: School, who: Who, before: int) -> list[str]:
    viewer = await school.context.viewers.of(who.token)
    frames = await school.context.hub.catch_up(viewer, before)
    assert frames is not None
    news = [msgspec.json.decode(data.split(b"data: ")[1]) for _, data in frames]
    return [one["type"] for one in news if one["type"].startswith("Form")]


async def test_staff_see_who_is_missing_and_a_class_team_its_own(school: School) -> None:
    cast = school.cast
    card = await sent(school, trip(), "school")
    await answered(school, cast.nadia, card.id, cast.zara)
    for who in (cast.dunne, cast.calloway, cast.prescott):
        assert await missing(school, who, card.id) == ["Rosie", "Yusuf", "Ilyas", "Lena"]
    assert await missing(school, cast.hart, card.id) == ["Ilyas", "Lena"]
    found = await school.ask(cast.hart, GET_MISSING, FormRef(card.id))
    assert isinstance(found, Missing)
    lena = found.families[1]
    assert (lena.class_name, lena.languages, lena.on_app, lena.due) == ("4A", ("pl",), 1, Due.OPEN)
    assert [one.id for one in lena.adults] == [cast.katarzyna.id]
    assert await school.ask(cast.dunne, REMIND_FORM, FormRef(card.id)) == Gone(count=4)
    assert await school.ask(cast.calloway, REMIND_FORM, FormRef(card.id)) == Gone(count=0)
    found = await school.ask(cast.dunne, GET_MISSING, FormRef(card.id))
    assert isinstance(found, Missing)
    assert {one.reminded_at for one in found.families} == {school.clock.now()}
    listed = await school.ask(cast.hart, GET_FORMS, FormsAsk(side="staff"))
    assert isinstance(listed, FormsPage)
    assert [(one.asked, one.answered) for one in listed.forms] == [(3, 1)]
    therapist = await school.ask(cast.adeyemi, GET_FORMS, FormsAsk(side="staff"))
    assert therapist == FormsPage(forms=())
    await school.ask(cast.dunne, CLOSE_FORM, FormRef(card.id))
    assert code(await school.ask(cast.dunne, REMIND_FORM, FormRef(card.id))) == "form_closed"


async def test_who_answers_is_heard_by_whom_it_concerns_and_no_words_are_said(school: School) -> None:
    cast = school.cast
    for kind, team in ((FormKind.TRIP, ["FormAnswered"]), (FormKind.DIETARY, [])):
        before = await school.context.db.aread(cursor)
        card = await sent(school, trip(kind=kind))
        assert await heard(school, cast.hart, before) == ["FormChanged"]
        assert await heard(school, cast.nadia, before) == ["FormChanged"]
        assert await heard(school, cast.daniel, before) == []
        before = await school.context.db.aread(cursor)
        await answered(school, cast.nadia, card.id, cast.zara, STAYS)
        assert await heard(school, cast.nadia, before) == ["FormAnswered"]
        assert await heard(school, cast.dunne, before) == ["FormAnswered"]
        assert await heard(school, cast.katarzyna, before) == []
        assert await heard(school, cast.hart, before) == team


async def test_a_form_goes_to_places_that_there_are(school: School) -> None:
    cast = school.cast
    found = await school.ask(cast.dunne, GET_FORM_PLACES, Nothing())
    assert isinstance(found, FormPlaces)
    assert [one.name or one.topic for one in found.places] == [
        "school", "year:3", "year:4", "3B", "4A", "Rosie", "Yusuf", "Ilyas", "Lena", "Zara",
    ]  # fmt: skip
    reach = await school.ask(cast.dunne, GET_FORM_REACH, ReachAsk(topic=f"pupil:{cast.lena}"))
    assert reach == Reach(families=1, languages=(("pl", 1),), not_on_app=())
    view = await begun(school, trip())
    send_it = SendForm(form_id=view.form_id, revision=view.revision, topic="school")
    for topic, refused in (
        ("class:999", "not_found"), (f"person:{cast.nadia.id}", "not_found"), ("year:9", "not_found"),
    ):  # fmt: skip
        ask = msgspec.structs.replace(send_it, topic=topic)
        assert code(await school.ask(cast.dunne, SEND_FORM, ask)) == refused
    late = msgspec.structs.replace(send_it, deadline=school.clock.now())
    assert code(await school.ask(cast.dunne, SEND_FORM, late)) == "deadline_past"
    stale = msgspec.structs.replace(send_it, revision=7)
    assert await school.ask(cast.dunne, SEND_FORM, stale) == Refusal("draft_changed", {"revision": 1})
    assert isinstance(await school.ask(cast.dunne, SEND_FORM, send_it), FormCard)
    assert code(await school.ask(cast.dunne, SEND_FORM, send_it)) == "already_sent"
    again = await saved(school, view, trip(title="Another trip"))
    elsewhere = SendForm(form_id=view.form_id, revision=again.revision, topic="year:4")
    assert code(await school.ask(cast.dunne, SEND_FORM, elsewhere)) == "malformed"
