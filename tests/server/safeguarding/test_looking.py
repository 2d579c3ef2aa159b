"""Finding threads and opening one: nothing before there is a reason, everything on record, and the record of it."""

import hashlib
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from server.core.tables import audit
from server.safeguarding.rules import OPEN_FOR
from tests import eg
from tests.edges import HOUR
from tests.school import School, headers_of
from tests.server.messages.talk import say
from tests.server.safeguarding import talking
from tests.server.safeguarding.talking import ENGLISH, SECRET, URDU, Talk
from tests.server.stories.test_actions import code
from wire.safeguarding import (
    FIND_PEOPLE,
    FIND_THREADS,
    GET_TRANSCRIPT,
    LOOK_INTO,
    Entry,
    FindPeople,
    FindThreads,
    FoundThread,
    LookInto,
    Opening,
    PeopleFound,
    ThreadsFound,
    TranscriptAsk,
    TranscriptPage,
    opened_photo,
)

REASON = "A teacher asked me to look at it."


@pytest.fixture
async def talk(school: School) -> Talk:
    return await talking.talk(school)


async def found(school: School, **fields: Any) -> list[FoundThread]:
    page = await school.ask(school.cast.prescott, FIND_THREADS, FindThreads(**fields))
    assert isinstance(page, ThreadsFound), page
    return list(page.threads)


async def opened(school: School, thread_id: int, who: str = "prescott") -> Opening:
    told = await school.ask(
        getattr(school.cast, who), LOOK_INTO, LookInto(thread_id=thread_id, reason=REASON)
    )
    assert isinstance(told, Opening), told
    return told


async def transcript(school: School, opening: Opening, who: str = "prescott") -> list[Entry]:
    page = await school.ask(getattr(school.cast, who), GET_TRANSCRIPT, TranscriptAsk(opening_id=opening.id))
    assert isinstance(page, TranscriptPage), page
    return list(page.entries)


def recorded(school: School, what: str) -> list[tuple[int, str, dict[str, Any]]]:
    rows = school.context.db.read(
        lambda conn: conn.execute(sa.select(audit).where(audit.c.what == what).order_by(audit.c.id)).all()
    )
    return [(row.person_id, row.subject, msgspec.json.decode(row.facts)) for row in rows]


async def test_people_are_found_by_a_part_of_their_name(school: School) -> None:
    told = await school.ask(school.cast.prescott, FIND_PEOPLE, FindPeople(name="AR"))
    assert isinstance(told, PeopleFound)
    assert [(p.name, p.class_name) for p in told.pupils] == [("Zara", "4A")]
    assert [p.name for p in told.adults] == ["Hart", "Katarzyna"]


FOUND: list[tuple[dict[str, str], set[str]]] = [
    ({"child": "zara"}, {"thread"}),
    ({"child": "lena"}, {"other"}),
    ({"child": "rosie"}, set()),
    ({"adult": "nadia"}, {"thread"}),
    ({"adult": "katarzyna"}, {"other"}),
    ({"adult": "hart"}, {"thread", "other"}),
    ({"adult": "sandhu"}, {"thread", "other"}),
    ({"adult": "okafor"}, set()),
    ({"words": "12:30"}, {"thread"}),
    ({"words": "leave AT"}, {"thread"}),
    ({"words": "جائے گی"}, {"thread"}),
    ({"words": "See you on friday"}, {"thread"}),
    ({"words": "took back"}, {"thread"}),
    ({"words": "family of lena"}, {"other"}),
    ({"words": "%"}, set()),
    ({"words": "Nobody said this"}, set()),
    ({"words": "family of lena", "child": "zara"}, set()),
]


async def test_threads_are_found_by_child_adult_and_words(school: School, talk: Talk) -> None:
    for fields, which in FOUND:
        asked: dict[str, Any] = dict(fields)
        if "child" in fields:
            asked["child"] = getattr(school.cast, fields["child"])
        if "adult" in fields:
            asked["adult"] = getattr(school.cast, fields["adult"]).id
        threads = {one.thread_id for one in await found(school, **asked)}
        assert threads == {getattr(talk, name) for name in which}, fields


async def test_threads_are_found_by_dates(school: School, talk: Talk) -> None:
    everything = await found(school, adult=school.cast.hart.id)
    last = max(one.last_at or 0 for one in everything)
    assert [one.thread_id for one in await found(school, since=last)] == [talk.other]
    before = await found(school, until=last)
    assert [(one.thread_id, one.messages) for one in before] == [(talk.thread, 4)]


async def test_what_is_found_says_who_and_when_and_not_a_word(school: School, talk: Talk) -> None:
    (one,) = await found(school, child=school.cast.zara)
    assert (one.pupil_name, one.class_name, one.kind, one.messages) == ("Zara", "4A", "class", 4)
    assert [p.name for p in one.staff] == ["Hart", "Sandhu"]
    assert [p.name for p in one.family] == ["Nadia"]
    told = await school.send(school.cast.prescott, FIND_THREADS, {"adult": school.cast.hart.id})
    for words in (SECRET, URDU, ENGLISH, "Friday", "took back"):
        assert words not in told.text


async def test_a_search_for_nothing_is_refused(school: School, talk: Talk) -> None:
    told = await school.ask(school.cast.prescott, FIND_THREADS, FindThreads(words="  "))
    assert code(told) == "nothing_to_look_for"


async def test_a_search_is_on_record_with_what_was_looked_for(school: School, talk: Talk) -> None:
    cast = school.cast
    await found(school, child=cast.zara, words=" 12:30 ")
    assert recorded(school, "safeguarding:threads:find") == [
        (cast.prescott.id, "", {"child": cast.zara, "words": "12:30"})
    ]


@pytest.mark.parametrize("reason", ["", "          ", "too short", "1234567890", ". . . . . . . . ."])
async def test_no_reason_no_opening(school: School, talk: Talk, reason: str) -> None:
    told = await school.ask(school.cast.prescott, LOOK_INTO, LookInto(thread_id=talk.thread, reason=reason))
    assert code(told) == "reason_needed"
    assert recorded(school, "safeguarding:thread:open") == []


@pytest.mark.parametrize("reason", ["Ten letter", "استاد نے مجھ سے کہا", "ਅਧਿਆਪਕ ਨੇ ਕਿਹਾ"])
async def test_a_reason_in_any_script(school: School, talk: Talk, reason: str) -> None:
    told = await school.ask(school.cast.prescott, LOOK_INTO, LookInto(thread_id=talk.thread, reason=reason))
    assert code(told) == "reason_needed" if reason == "Ten letter" else isinstance(told, Opening)


async def test_an_opening_and_its_reason_are_on_record(school: School, talk: Talk) -> None:
    opening = await opened(school, talk.thread)
    assert (opening.reason, opening.until) == (REASON, opening.at + OPEN_FOR)
    assert recorded(school, "safeguarding:thread:open") == [
        (school.cast.prescott.id, f"thread:{talk.thread}", {"opening": opening.id, "reason": REASON})
    ]


async def test_an_opened_thread_shows_everything_that_is_on_record(school: School, talk: Talk) -> None:
    cast, start = school.cast, school.clock.now()
    first, edited, removed, with_photo = await transcript(school, await opened(school, talk.thread))
    assert [w.body for w in first.wordings] == [URDU]
    assert [(s.lang, s.body, s.engine) for s in first.wordings[0].shown] == [("en", ENGLISH, "pretend")]
    assert [w.body for w in edited.wordings] == [
        "Thank you. See you on Friday.",
        "Thank you. See you on Monday.",
    ]
    assert edited.wordings[1].at > edited.wordings[0].at == edited.at
    assert [w.body for w in removed.wordings] == ["Words that Nadia took back"]
    assert removed.removed_by is not None
    assert (removed.removed_by.name, removed.removed_at) == ("Nadia", edited.wordings[1].at)
    (photo,) = with_photo.attachments
    assert (photo.id, photo.sha256) == (talk.photo, hashlib.sha256(eg.picture()).hexdigest())
    read = [(one.person.name, one.at < with_photo.read_by[0].at) for one in first.read_by]
    assert read == [(cast.hart.name, True)]
    assert [one.person.name for one in with_photo.read_by] == ["Hart"]
    assert first.read_by[0].at < start


async def test_an_opened_thread_is_as_it_was_when_it_was_opened(school: School, talk: Talk) -> None:
    cast = school.cast
    opening = await opened(school, talk.thread)
    before = await transcript(school, opening)
    school.clock.forward(HOUR)
    await talking.edit(school, talk.edited, "Something else.")
    await talking.remove(school, talk.first)
    await say(school, cast.nadia, talk.thread, "Later")
    await talking.read_to(school, "sandhu", talk.thread, talk.with_photo)
    assert await transcript(school, opening) == before
    first, edited, *_, last = await transcript(school, await opened(school, talk.thread))
    assert (first.removed_at is not None, len(edited.wordings)) == (True, 3)
    assert last.wordings[0].body == "Later"


async def test_an_opening_is_for_who_gave_the_reason_and_for_some_hours(school: School, talk: Talk) -> None:
    cast = school.cast
    opening = await opened(school, talk.thread)
    ask = TranscriptAsk(opening_id=opening.id)
    assert code(await school.ask(cast.calloway, GET_TRANSCRIPT, ask)) == "not_found"
    school.clock.forward(OPEN_FOR)
    assert code(await school.ask(cast.prescott, GET_TRANSCRIPT, ask)) == "opening_over"


async def test_nothing_of_another_thread_is_in_an_opened_one(school: School, talk: Talk) -> None:
    opening = await opened(school, talk.thread, "calloway")
    told = await school.send(school.cast.calloway, GET_TRANSCRIPT, {"opening_id": opening.id})
    assert SECRET not in told.text
    assert "Katarzyna" not in told.text
    other = await opened(school, talk.other, "calloway")
    assert [w.body for e in await transcript(school, other, "calloway") for w in e.wordings] == [SECRET]


async def test_pictures_of_an_opened_thread_and_of_no_other(school: School, talk: Talk) -> None:
    cast = school.cast
    opening, other = await opened(school, talk.thread), await opened(school, talk.other)

    async def shown(address: str, who: Any = cast.prescott) -> int:
        return (await school.http.get(address, headers=headers_of(who))).status_code

    assert await shown(f"/media/{talk.photo}/400.webp") == 404
    assert await shown(opened_photo(opening.id, talk.photo, 400)) == 200
    assert await shown(opened_photo(other.id, talk.photo, 400)) == 404
    assert await shown(opened_photo(opening.id, talk.photo, 400), cast.calloway) == 404
    assert await shown(opened_photo(opening.id, talk.photo, 400), cast.nadia) == 404
    assert await shown(opened_photo(opening.id, talk.photo, 400), None) == 401
    school.clock.forward(OPEN_FOR)
    assert await shown(opened_photo(opening.id, talk.photo, 400)) == 403


async def test_a_long_thread_comes_in_pages(school: School, talk: Talk) -> None:
    cast = school.cast

    for n in range(40):
        await say(school, cast.nadia, talk.thread, f"No. {n}")
    opening = await opened(school, talk.thread)
    ids: list[int] = []
    after: int | None = None
    while True:
        page = await school.ask(
            cast.prescott, GET_TRANSCRIPT, TranscriptAsk(opening_id=opening.id, after=after)
        )
        assert isinstance(page, TranscriptPage)
        ids += [entry.id for entry in page.entries]
        after = page.next
        if after is None:
            break
    assert len(ids) == len(set(ids)) == 44
    assert ids == sorted(ids)
