"""Signing in and out, devices, choices and drafts, as an app does them."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from server.accounts.actions import MOST_DRAFTS, add_person
from server.accounts.queries import drafts_of, me_of
from server.accounts.rules import IDLE, LONGEST, SEEN_EVERY
from server.accounts.tables import drafts as drafts_table
from server.accounts.tables import people, sessions
from server.accounts.throttle import HERE
from server.core.config import Settings
from server.core.context import REMEMBERED_MS, token_hash
from server.core.tables import answers, audit
from server.school.queries import viewer_of
from tests.cast import PASSWORD, Who, add_cast
from tests.databases import Databases
from tests.edges import DAY, FixedClock
from tests.school import School, headers_of, running
from wire.accounts import (
    CHOOSE,
    DEMO_SIGN_IN,
    KEEP_DRAFT,
    LIST_DEVICES,
    SIGN_IN,
    SIGN_OUT,
    SIGN_OUT_DEVICE,
    DemoSignIn,
    DeviceRef,
    Devices,
    Draft,
    Me,
    Preferences,
    SignedIn,
    SignIn,
)
from wire.base import Nothing, Refusal, Role

WRONG = (401, Refusal(code="wrong_details"))
SIGNED_OUT = Refusal(code="not_signed_in")


async def sign_in(school: School, who: Who, *, password: str = PASSWORD, email: str = "") -> Who:
    answer = await school.ask(
        None, SIGN_IN, SignIn(email=email or who.email, password=password, device="Laptop")
    )
    assert isinstance(answer, SignedIn)
    return Who(answer.person_id, who.name, who.email, who.lang, answer.token)


async def tried(school: School, email: str, password: str) -> tuple[int, Refusal]:
    fields = {"email": email, "password": password, "device": "Laptop"}
    answer = await school.send(None, SIGN_IN, fields)
    return answer.status_code, Refusal(**json.loads(answer.content))


def rows(school: School, query: sa.Select[tuple[object]]) -> list[object]:
    return school.context.db.read(lambda conn: list(conn.execute(query).scalars()))


async def devices(school: School, who: Who) -> list[tuple[str, bool]] | Refusal:
    answer = await school.ask(who, LIST_DEVICES, Nothing())
    return (
        [(device.name, device.this) for device in answer.devices] if isinstance(answer, Devices) else answer
    )


async def test_the_right_password_signs_in_whatever_letters_the_email_is_typed_in(school: School) -> None:
    nadia = await sign_in(school, school.cast.nadia, email=f"  {school.cast.nadia.email.upper()} ")
    assert nadia.id == school.cast.nadia.id
    assert await devices(school, nadia) == [("Laptop", True), ("Phone", False)]


async def test_a_token_is_stored_only_as_a_hash(school: School) -> None:
    nadia = await sign_in(school, school.cast.nadia)
    stored = rows(school, sa.select(sessions.c.token_hash).where(sessions.c.person_id == nadia.id))
    assert set(stored) == {token_hash(nadia.token), token_hash(school.cast.nadia.token)}
    assert len(nadia.token) >= 43


async def test_whatever_is_wrong_the_answer_is_the_same(school: School) -> None:
    def change(tx: object) -> None:
        tx.conn.execute(people.update().where(people.c.id == school.cast.daniel.id).values(closed_at=1))  # type: ignore[attr-defined]
        add_person(tx, name="Grace Winslow", email="grace@home.example")  # type: ignore[arg-type]

    school.context.db.write(change)
    assert await tried(school, school.cast.nadia.email, "wrong") == WRONG
    assert await tried(school, "nobody@home.example", PASSWORD) == WRONG
    assert await tried(school, school.cast.daniel.email, PASSWORD) == WRONG
    assert await tried(school, "grace@home.example", "") == (
        422,
        Refusal(code="malformed", facts={"where": "body"}),
    )
    assert await tried(school, "grace@home.example", "x") == WRONG


async def test_refused_tries_are_on_record_without_what_was_typed(school: School) -> None:
    await tried(school, school.cast.nadia.email, "my secret")
    await tried(school, "nobody@home.example", "my secret")
    refused = sa.select(audit).where(audit.c.what == "accounts:session:refuse").order_by(audit.c.id)
    found = school.context.db.read(lambda conn: [tuple(row)[2:6] for row in conn.execute(refused)])
    assert found == [
        (school.cast.nadia.id, "accounts:session:refuse", "", "{}"),
        (None, "accounts:session:refuse", "", "{}"),
    ]


async def test_guessing_is_slowed_down_and_then_goes_on(school: School) -> None:
    email = school.cast.nadia.email
    assert [(await tried(school, email, "wrong"))[0] for _ in range(HERE.free)] == [401] * HERE.free
    told = await school.send(None, SIGN_IN, {"email": email.upper(), "password": PASSWORD, "device": "x"})
    assert (told.status_code, told.headers["retry-after"]) == (429, "2")
    assert json.loads(told.content) == {"code": "slow_down", "facts": {"seconds": 2}}
    school.clock.forward(2000)
    assert (await sign_in(school, school.cast.nadia)).id == school.cast.nadia.id


MALFORMED = (
    b"",
    b"[]",
    b"{",
    b'{"email":"a@b.example","password":"x"}',
    b'{"email":1,"password":"x","device":"d"}',
    b'{"email":"a\\u0000@b.example","password":"x","device":"d"}',
    b'{"email":"a@b.example","password":"\\ud800","device":"d"}',
    b'{"email":"a@b.example","password":"x","device":""}',
    b"[" * 5000,
    b"\xff\xfe",
)


async def test_a_malformed_sign_in_is_refused_without_repeating_it(school: School) -> None:
    for body in MALFORMED:
        answer = await school.http.post(SIGN_IN.path, content=body)
        assert (answer.status_code, answer.content) == (422, b'{"code":"malformed","facts":{"where":"body"}}')


async def test_a_huge_sign_in_is_refused(school: School) -> None:
    answer = await school.http.post(SIGN_IN.path, content=b" " * 10_000)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (413, "too_large")


async def test_an_old_hash_is_made_anew_at_sign_in(school: School) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    mine = people.c.id == school.cast.nadia.id
    school.context.db.write(
        lambda tx: tx.conn.execute(people.update().where(mine).values(password_hash=weak))
    )
    await sign_in(school, school.cast.nadia)
    assert [str(h).split("$")[3] for h in rows(school, sa.select(people.c.password_hash).where(mine))] == [
        "m=19456,t=2,p=1"
    ]
    await sign_in(school, school.cast.nadia)


async def test_signing_out_ends_this_session_and_no_other(school: School) -> None:
    laptop = await sign_in(school, school.cast.nadia)
    assert await school.ask(laptop, SIGN_OUT, Nothing()) == Nothing()
    assert await devices(school, laptop) == SIGNED_OUT
    assert await devices(school, school.cast.nadia) == [("Phone", True)]


async def test_a_device_is_signed_out_from_another(school: School) -> None:
    laptop = await sign_in(school, school.cast.nadia)
    assert await devices(school, laptop) == [("Laptop", True), ("Phone", False)]
    listed = await school.ask(laptop, LIST_DEVICES, Nothing())
    assert isinstance(listed, Devices)
    phone = listed.devices[1].id
    left = await school.ask(laptop, SIGN_OUT_DEVICE, DeviceRef(device_id=phone))
    assert isinstance(left, Devices)
    assert left.devices == listed.devices[:1]
    assert await devices(school, school.cast.nadia) == SIGNED_OUT


async def test_nobody_signs_out_anothers_device(school: School) -> None:
    hers = sa.select(sessions.c.id).where(sessions.c.person_id == school.cast.katarzyna.id)
    (session_id,) = rows(school, hers)
    for number in (int(str(session_id)), 999_999):
        answer = await school.ask(school.cast.nadia, SIGN_OUT_DEVICE, DeviceRef(device_id=number))
        assert answer == Refusal(code="not_found")
    assert await devices(school, school.cast.katarzyna) == [("Phone", True)]


async def test_a_session_ends_after_sixty_days_without_use(school: School) -> None:
    school.clock.forward(IDLE - 1)
    assert await devices(school, school.cast.nadia) == [("Phone", True)]
    school.clock.forward(1)
    assert await devices(school, school.cast.daniel) == SIGNED_OUT


async def test_a_session_in_use_lives_a_year_and_not_longer(school: School) -> None:
    for _ in range(12):
        school.clock.forward(30 * DAY)
        assert await devices(school, school.cast.nadia) == [("Phone", True)]
        await seen_within(school, school.cast.nadia, 0)
    school.clock.forward(LONGEST - 360 * DAY - REMEMBERED_MS)
    assert await devices(school, school.cast.nadia) == [("Phone", True)]
    school.clock.forward(REMEMBERED_MS)
    assert await devices(school, school.cast.nadia) == SIGNED_OUT
    # Today's clearing may be over already: the server's own threads do it as soon as it is due.
    school.clock.forward(DAY)
    school.do_jobs()
    assert rows(school, sa.select(sessions.c.id)) == []


async def seen_within(school: School, who: Who, ms: int) -> None:
    """Waits until the session is noted as seen no longer than ``ms`` ago: that happens in another thread."""
    query = sa.select(sessions.c.seen_at).where(sessions.c.person_id == who.id)
    for _ in range(200):
        if [school.clock.now() - int(str(at)) <= ms for at in rows(school, query)] == [True]:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody noted that the session is in use")


async def test_use_is_noted_every_few_minutes_only(school: School) -> None:
    started = school.clock.now()
    school.clock.forward(SEEN_EVERY - 1)
    await devices(school, school.cast.nadia)
    seen = sa.select(sessions.c.seen_at).where(sessions.c.person_id == school.cast.nadia.id)
    assert rows(school, seen) == [started]
    school.clock.forward(60_000)
    await devices(school, school.cast.nadia)
    await seen_within(school, school.cast.nadia, 0)
    assert rows(school, sa.select(people.c.seen_at).where(people.c.id == school.cast.nadia.id)) == [
        school.clock.now()
    ]


async def test_a_closed_account_is_out_at_once_on_every_device(school: School) -> None:
    mine = people.c.id == school.cast.nadia.id
    school.context.db.write(lambda tx: tx.conn.execute(people.update().where(mine).values(closed_at=tx.now)))
    school.context.db.rights_changed()
    assert await devices(school, school.cast.nadia) == SIGNED_OUT


async def test_choices_are_kept_and_told(school: School) -> None:
    chosen = Preferences(lang="pl", theme="dark", text_size=150)
    me = await school.ask(school.cast.nadia, CHOOSE, chosen)
    assert me == Me(
        id=school.cast.nadia.id,
        name="Nadia",
        email=school.cast.nadia.email,
        roles=frozenset({Role.PARENT}),
        preferences=chosen,
    )
    again = await school.context.viewers.of(school.cast.nadia.token)
    assert (again.lang, school.context.db.read(lambda conn: me_of(conn, again)).preferences) == ("pl", chosen)


async def test_choices_that_do_not_exist_are_refused(school: School) -> None:
    for wrong in ({"lang": "xx"}, {"lang": "ur", "theme": "pink"}, {"lang": "ur", "text_size": 110}):
        answer = await school.send(school.cast.nadia, CHOOSE, wrong)
        assert (answer.status_code, json.loads(answer.content)["code"]) == (422, "malformed")


async def drafts(school: School, who: Who) -> list[tuple[str, str]]:
    def read(conn: sa.Connection) -> list[tuple[str, str]]:
        viewer = viewer_of(conn, token_hash(who.token), school.clock.now())
        assert viewer is not None
        return [(draft.place, draft.body) for draft in drafts_of(conn, viewer)]

    return school.context.db.read(read)


async def test_a_draft_is_kept_replaced_and_forgotten(school: School) -> None:
    nadia = school.cast.nadia
    for place, body in (("comment:1", "Dzię"), ("story", "x"), ("comment:1", "Dziękuję"), ("comment:2", "ہ")):
        school.clock.forward(1)
        assert await school.ask(nadia, KEEP_DRAFT, Draft(place=place, body=body)) == Draft(
            place=place, body=body
        )
    assert await drafts(school, nadia) == [("comment:2", "ہ"), ("comment:1", "Dziękuję"), ("story", "x")]
    await school.ask(nadia, KEEP_DRAFT, Draft(place="comment:1", body=""))
    assert await drafts(school, nadia) == [("comment:2", "ہ"), ("story", "x")]
    assert await drafts(school, school.cast.katarzyna) == []


async def test_what_was_typed_is_nowhere_once_it_is_forgotten(school: School) -> None:
    for body in ("Dear Miss", "Dear Miss Hart", ""):
        await school.ask(school.cast.nadia, KEEP_DRAFT, Draft(place="story", body=body))

    def rows(conn: sa.Connection) -> tuple[int | None, ...]:
        counted = (sa.select(sa.func.count()).select_from(table) for table in (drafts_table, answers))
        return tuple(conn.execute(query).scalar() for query in counted)

    assert school.context.db.read(rows) == (0, 0)


async def test_the_oldest_drafts_make_room(school: School) -> None:
    for number in range(MOST_DRAFTS + 3):
        school.clock.forward(1)
        await school.ask(school.cast.nadia, KEEP_DRAFT, Draft(place=f"comment:{number}", body="x"))
    kept = await drafts(school, school.cast.nadia)
    assert (len(kept), kept[0][0], kept[-1][0]) == (MOST_DRAFTS, f"comment:{MOST_DRAFTS + 2}", "comment:3")


async def test_a_draft_that_cannot_be_is_refused(school: School) -> None:
    places = ("../x", "story\n", "", "comment:x")
    for wrong in (
        *({"place": place, "body": "x"} for place in places),
        {"place": "story", "body": "x" * 60_001},
    ):
        answer = await school.send(school.cast.nadia, KEEP_DRAFT, wrong)
        assert (answer.status_code, json.loads(answer.content)["code"]) == (422, "malformed")


async def test_there_is_no_one_tap_sign_in_outside_a_demo(school: School) -> None:
    ask = DemoSignIn(person_id=school.cast.nadia.id, device="Phone")
    assert await school.ask(None, DEMO_SIGN_IN, ask) == Refusal(code="not_found")


@pytest.fixture
async def demo(
    databases: Databases, backend: str, clock: FixedClock, tmp_path: Path
) -> AsyncIterator[School]:
    name, cast = databases.fresh(backend, add_cast)
    settings = Settings(tmp_path, databases.url(backend, name), demo=True, threads=2, job_threads=0)
    async with running(settings, cast, clock) as school:
        yield school
    databases.drop(backend, name)


async def test_in_a_demo_one_tap_signs_in(demo: School) -> None:
    answer = await demo.ask(None, DEMO_SIGN_IN, DemoSignIn(person_id=demo.cast.hart.id, device="Tablet"))
    assert isinstance(answer, SignedIn)
    assert answer.person_id == demo.cast.hart.id
    told = await demo.http.get(LIST_DEVICES.path, headers={"Authorization": f"Bearer {answer.token}"})
    assert [device["name"] for device in json.loads(told.content)["devices"]] == ["Tablet", "Phone"]
    assert await demo.ask(None, DEMO_SIGN_IN, DemoSignIn(person_id=999, device="Tablet")) == WRONG[1]


async def test_a_cookie_alone_changes_nothing(school: School) -> None:
    cookie = {"Cookie": f"bookbag={school.cast.nadia.token}", "Idempotency-Key": "a-key-of-mine"}
    answers = [
        await school.http.post(SIGN_OUT.path, json={}, headers=cookie),
        await school.http.post(CHOOSE.path, json={"lang": "en"}, headers=cookie),
        await school.http.get(LIST_DEVICES.path, headers=cookie),
    ]
    assert [answer.status_code for answer in answers] == [401] * 3
    assert (
        await school.http.get(LIST_DEVICES.path, headers=headers_of(school.cast.nadia))
    ).status_code == 200


async def test_a_device_signed_out_hears_nothing_more(school: School) -> None:
    laptop = await sign_in(school, school.cast.nadia)
    hub, viewers = school.context.hub, school.context.viewers
    here = hub.join(await viewers.of(laptop.token))
    there = hub.join(await viewers.of(school.cast.nadia.token))
    await school.ask(school.cast.nadia, SIGN_OUT, Nothing())
    number, last = await asyncio.wait_for(there.queue.get(), 2)
    assert (number, there.ended, here.ended) == (0, True, False)
    assert last == b'data: {"type":"StartOver"}\n\n'


async def test_another_language_makes_every_open_app_start_over(school: School) -> None:
    hub, viewers = school.context.hub, school.context.viewers
    other = hub.join(await viewers.of((await sign_in(school, school.cast.nadia)).token))
    await school.ask(school.cast.nadia, CHOOSE, Preferences(lang="ur", theme="dark"))
    await school.ask(school.cast.nadia, CHOOSE, Preferences(lang="so"))
    await asyncio.wait_for(other.queue.get(), 2)
    assert other.ended is True
