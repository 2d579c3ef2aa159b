"""Outside their hours staff have nothing of their work, whatever they ask; families never notice."""

import asyncio
from itertools import product

import msgspec
import pytest
import sqlalchemy as sa

from server.core.feed import Listener, tell
from server.core.tables import audit
from server.media.grants import grant_for
from tests import eg as files
from tests.cast import Who
from tests.edges import DAY, HOUR, MINUTE, SECOND
from tests.school import School, headers_of, new_key
from tests.server.hours.eg import HOURS, at, keep_hours
from tests.server.messages.talk import opened, say, view
from tests.test_permissions import ENDPOINTS, posted
from wire.base import Nothing, Refusal, Role
from wire.hours import GET_CALENDAR, REMOVE_TERM, SET_HOURS, Calendar, HoursNow, TermRef
from wire.media import UPLOAD_PATH
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk
from wire.stories import GET_FEED, GET_STORY, POST_COMMENT, POST_STORY, FeedAsk, FeedPage, NewStory, Story

NIGHT = at("2026-11-12 20:00")
MORNING = at("2026-11-13 08:30")
CLOSED = Refusal("closed", {"opens_at": MORNING})
GATED = [endpoint for endpoint in ENDPOINTS if endpoint.may and not endpoint.always]
ALWAYS = {
    "/v1/sign-out", "/v1/devices", "/v1/devices/{device_id}/sign-out", "/v1/me/preferences", "/v1/drafts",
    "/v1/snapshot",
}  # fmt: skip


def until(school: School, moment: int) -> School:
    school.clock.forward(moment - school.clock.now())
    return school


def story_for(school: School) -> NewStory:
    return NewStory(topic=f"class:{school.cast.class_4a}", body="We sowed beans.")


async def snapshot_of(school: School, who: Who) -> Snapshot:
    answer = await school.ask(who, GET_SNAPSHOT, SnapshotAsk(side="staff"))
    assert isinstance(answer, Snapshot)
    return answer


def used(school: School) -> list[tuple[int, str]]:
    query = (
        sa.select(audit.c.person_id, audit.c.facts)
        .where(audit.c.what == "hours:exception:use")
        .order_by(audit.c.id)
    )
    rows = school.context.db.read(lambda conn: conn.execute(query.order_by(audit.c.id)).all())
    return [(row.person_id, row.facts) for row in rows]


async def test_at_night_staff_are_refused_everywhere(kept: School) -> None:
    until(kept, NIGHT)
    for endpoint, name in product(GATED, ("hart", "sandhu", "adeyemi", "dunne")):
        path = endpoint.path.replace("{", "").replace("}", "")
        headers = {**headers_of(kept.cast.people()[name]), "Idempotency-Key": new_key()}
        told = await kept.http.request(endpoint.method, path, headers=headers)
        refused = (told.status_code, msgspec.json.decode(told.content, type=Refusal))
        assert refused == (403, CLOSED), (endpoint.method, path, name)


def test_only_these_are_answered_always() -> None:
    assert {endpoint.path for endpoint in ENDPOINTS if endpoint.always} == ALWAYS


async def test_at_night_staff_may_still_sign_out_and_choose(kept: School) -> None:
    hart = until(kept, NIGHT).cast.hart
    asked = {
        "/v1/devices": {}, "/v1/me/preferences": {"lang": "en"}, "/v1/drafts": {"place": "story", "body": "x"},
        "/v1/snapshot": {}, "/v1/sign-out": {},
    }  # fmt: skip
    by_path = {endpoint.path: endpoint for endpoint in ENDPOINTS if endpoint.path in asked}
    got = {path: (await kept.send(hart, by_path[path], fields)).status_code for path, fields in asked.items()}
    assert got == dict.fromkeys(asked, 200)


async def test_at_night_no_picture_comes_in_or_out(kept: School) -> None:
    hart = kept.cast.hart
    headers = {**headers_of(hart), "Idempotency-Key": new_key()}
    told = await kept.http.post(UPLOAD_PATH, content=files.picture(), headers=headers)
    address = f"/media/{told.json()['id']}/400.webp"
    viewer = await kept.context.viewers.of(hart.token)
    until(kept, NIGHT)
    ticket = grant_for(kept.context.secret, viewer.session_id, kept.clock.now())
    for path, sent in ((address, headers_of(hart)), (f"{address}?k={ticket}", {})):
        shown = await kept.http.get(path, headers=sent)
        assert (shown.status_code, shown.json()["code"]) == (403, "closed")
    headers["Idempotency-Key"] = new_key()
    again = await kept.http.post(UPLOAD_PATH, content=files.picture(), headers=headers)
    assert (again.status_code, again.json()["code"]) == (403, "closed")


async def test_the_snapshot_at_night_says_when_it_opens_and_nothing_else(kept: School) -> None:
    await posted(kept, "4A")
    by_day = await snapshot_of(kept, kept.cast.hart)
    assert (len(by_day.feed.stories), len(by_day.audiences), by_day.hours.shut) == (1, 4, "")
    by_night = await snapshot_of(until(kept, NIGHT), kept.cast.hart)
    assert (by_night.feed.stories, by_night.audiences, by_night.me.roles) == ((), (), frozenset())
    assert by_night.staff_topics == ()
    assert (by_night.hours.shut, by_night.hours.work) == ("closed", None)
    assert by_night.hours.opens_at(NIGHT) == MORNING


async def test_a_teacher_who_is_a_parent_keeps_the_family_side(kept: School) -> None:
    of_her_child, of_her_class = await posted(kept, "4A"), await posted(kept, "3B")
    rahman = until(kept, NIGHT).cast.rahman
    feed = await kept.ask(rahman, GET_FEED, FeedAsk())
    assert isinstance(feed, FeedPage)
    assert [story.id for story in feed.stories] == [of_her_child.id]
    as_staff = await kept.ask(rahman, GET_FEED, FeedAsk(side="staff"))
    assert isinstance(as_staff, FeedPage)
    assert as_staff.stories == ()
    hidden = await kept.send(rahman, GET_STORY, {"story_id": of_her_class.id})
    answered = await kept.send(rahman, POST_COMMENT, {"story_id": of_her_child.id, "body": "Lovely."})
    assert (hidden.status_code, answered.status_code, answered.json()["author"]["role"]) == (
        404,
        200,
        "parent",
    )
    post = NewStory(topic=f"class:{kept.cast.class_3b}", body="Tomorrow we swim.")
    assert await kept.ask(rahman, POST_STORY, post) == CLOSED


async def test_families_never_notice(kept: School) -> None:
    story = await posted(kept, "4A")
    nadia = until(kept, NIGHT).cast.nadia
    feed = await kept.ask(nadia, GET_FEED, FeedAsk())
    assert isinstance(feed, FeedPage)
    assert [one.id for one in feed.stories] == [story.id]
    hours = (await snapshot_of(kept, nadia)).hours
    assert (hours.shut, hours.is_at_work(NIGHT), hours.seen_from(NIGHT)) == ("", False, MORNING)
    assert (hours.teaching_until, hours.training, hours.work) == (900, (1, 3), None)


async def test_a_school_that_has_not_set_hours_is_never_closed(school: School) -> None:
    until(school, NIGHT)
    assert isinstance(await school.ask(school.cast.hart, POST_STORY, story_for(school)), Story)
    assert (await snapshot_of(school, school.cast.hart)).hours == HoursNow(
        on=False, work=(await snapshot_of(school, school.cast.hart)).hours.work
    )


async def test_it_closes_to_the_second_though_who_asks_is_remembered(kept: School) -> None:
    until(kept, at("2026-11-12 16:00") - 5 * SECOND)
    assert isinstance(await kept.ask(kept.cast.hart, POST_STORY, story_for(kept)), Story)
    kept.clock.forward(5 * SECOND)
    assert await kept.ask(kept.cast.hart, POST_STORY, story_for(kept)) == CLOSED
    until(kept, MORNING - 5 * SECOND)
    assert await kept.ask(kept.cast.hart, POST_STORY, story_for(kept)) == CLOSED
    kept.clock.forward(5 * SECOND)
    assert isinstance(await kept.ask(kept.cast.hart, POST_STORY, story_for(kept)), Story)


async def test_open_apps_of_staff_start_over_when_hours_end_and_begin(kept: School) -> None:
    kept.do_jobs()
    for moment in ("2026-11-12 16:00", "2026-11-13 08:30", "2026-11-13 16:00", "2026-11-16 08:30"):
        until(kept, at(moment) - MINUTE)
        streams = {
            name: kept.context.hub.join(await kept.context.viewers.of(who.token, even_shut=True))
            for name, who in kept.cast.people().items()
        }
        kept.clock.forward(MINUTE)
        await asyncio.to_thread(kept.do_jobs)
        staff = set(streams) - {"nadia", "katarzyna", "daniel", "former"}
        async with asyncio.timeout(5):
            while {name for name, stream in streams.items() if stream.ended} != staff:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        for stream in streams.values():
            kept.context.hub.leave(stream)


async def frames(listener: Listener, last: bytes) -> list[bytes]:
    """What somebody is told, up to a frame with these words in it."""
    heard: list[bytes] = []
    while not heard or last not in heard[-1]:
        heard.append((await asyncio.wait_for(listener.queue.get(), 5))[1])
    return heard


async def test_nothing_is_told_between_the_end_of_hours_and_the_job_that_says_so(kept: School) -> None:
    until(kept, at("2026-11-12 16:00") - MINUTE)
    story = await posted(kept, "4A")
    hart = kept.context.hub.join(await kept.context.viewers.of(kept.cast.hart.token))
    nadia = kept.context.hub.join(await kept.context.viewers.of(kept.cast.nadia.token))
    kept.clock._now += MINUTE
    await kept.context.db.awrite(
        lambda tx: tell(tx, f"class:{kept.cast.class_4a}", "story_liked", {"story_id": story.id})
    )
    assert (await frames(nadia, b"StoryLiked"))[-1].count(b"StoryLiked") == 1
    told = await frames(hart, b"StartOver")
    assert ([frame for frame in told if b"StoryLiked" in frame], hart.queue.empty()) == ([], True)


@pytest.mark.parametrize("name", ["calloway", "prescott"])
async def test_smt_and_dsl_may_and_it_is_recorded_once_for_each_closed_period(
    kept: School, name: str
) -> None:
    who = kept.cast.people()[name]
    story = await posted(kept, "4A")
    assert (await kept.send(who, GET_STORY, {"story_id": story.id})).status_code == 200
    assert used(kept) == []
    for moment in (NIGHT, NIGHT + HOUR, NIGHT + 2 * HOUR):
        until(kept, moment)
        assert (await kept.send(who, GET_STORY, {"story_id": story.id})).status_code == 200
    evening = at("2026-11-12 16:00")
    assert used(kept) == [(who.id, f'{{"since":{evening}}}')]
    assert (await snapshot_of(kept, who)).hours.excepted
    until(kept, MORNING + HOUR)
    await kept.send(who, GET_STORY, {"story_id": story.id})
    assert len(used(kept)) == 1
    until(kept, NIGHT + DAY)
    at_once = [kept.send(who, GET_STORY, {"story_id": story.id}) for _ in range(5)]
    assert [told.status_code for told in await asyncio.gather(*at_once)] == [200] * 5
    assert used(kept) == [(who.id, f'{{"since":{evening}}}'), (who.id, f'{{"since":{evening + DAY}}}')]


async def test_the_office_is_closed_too_and_smt_can_always_mend_the_calendar(kept: School) -> None:
    for term_id in (2, 3):
        assert isinstance(await kept.ask(kept.cast.dunne, REMOVE_TERM, TermRef(term_id)), Calendar)
    until(kept, at("2026-12-18 17:00"))
    assert await kept.ask(kept.cast.dunne, GET_CALENDAR, Nothing()) == Refusal("closed")
    told = await kept.ask(kept.cast.calloway, SET_HOURS, msgspec.structs.replace(HOURS, on=False))
    assert isinstance(told, Calendar)
    assert isinstance(await kept.ask(kept.cast.dunne, GET_CALENDAR, Nothing()), Calendar)


async def test_switching_hours_on_at_night_closes_at_once(school: School) -> None:
    until(school, NIGHT)
    await school.context.db.awrite(lambda tx: keep_hours(tx, msgspec.structs.replace(HOURS, on=False)))
    hart = school.context.hub.join(await school.context.viewers.of(school.cast.hart.token))
    assert isinstance(await school.ask(school.cast.dunne, SET_HOURS, HOURS), Calendar)
    assert await school.ask(school.cast.hart, POST_STORY, story_for(school)) == CLOSED
    async with asyncio.timeout(5):
        while not hart.ended:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_scheduled_story_goes_out_at_night_all_the_same(kept: School) -> None:
    post = NewStory(topic="school", body="No school tomorrow.", publish_at=NIGHT)
    assert isinstance(await kept.ask(kept.cast.dunne, POST_STORY, post), Story)
    until(kept, NIGHT)
    kept.do_jobs()
    feed = await kept.ask(kept.cast.nadia, GET_FEED, FeedAsk())
    assert isinstance(feed, FeedPage)
    assert [story.text.body for story in feed.stories] == ["No school tomorrow."]


async def test_a_family_writes_at_night_is_told_when_it_is_seen_and_no_staff_reads_it(kept: School) -> None:
    cast = kept.cast
    threads = [
        await opened(kept, cast.nadia, cast.zara),
        await opened(kept, cast.nadia, cast.zara, cast.adeyemi),
    ]
    assert [(await view(kept, cast.nadia, thread)).seen_from for thread in threads] == [None, None]
    until(kept, NIGHT)
    for thread in threads:
        await say(kept, cast.nadia, thread, "Zara has lost a tooth.")
        assert (await view(kept, cast.nadia, thread)).seen_from == MORNING
    for who in (cast.hart, cast.sandhu, cast.adeyemi):
        told = await snapshot_of(kept, who)
        assert (told.threads.threads, told.threads.unread, told.unread_other) == ((), 0, 0)
        stream = await kept.context.viewers.of(who.token, even_shut=True)
        topics = [f"talk:{cast.zara}:class:{cast.class_4a}", f"talk:{cast.zara}:with:{who.id}"]
        assert [stream.may_read(topic) for topic in topics] == [False, False]
    until(kept, MORNING)
    assert (await snapshot_of(kept, cast.hart)).threads.unread == 1


async def test_a_right_without_a_family_gives_no_side_at_night(kept: School) -> None:
    await kept.end_rights(kept.cast.rahman)
    until(kept, NIGHT)
    assert await kept.ask(kept.cast.rahman, GET_FEED, FeedAsk()) == CLOSED
    assert (await snapshot_of(kept, kept.cast.rahman)).me.roles == frozenset[Role]()
