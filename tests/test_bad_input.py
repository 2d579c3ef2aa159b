"""Bad input, through the whole server: each kind gets a clear refusal, and nothing is half-written."""

import asyncio
import importlib
import json
import pkgutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import inspect

import wire
from server.core.http import LARGEST_BODY
from server.tables import metadata
from tests import eg
from tests.code import ROOT
from tests.edges import DAY, MINUTE
from tests.school import School, headers_of, new_key
from tests.test_permissions import ENDPOINTS, posted, uploaded
from wire.accounts import SIGN_IN, SIGN_OUT, SIGN_OUT_DEVICE
from wire.base import Endpoint, Refusal, TextState
from wire.stories import (
    GET_FEED,
    GET_STORY,
    MAX_LETTERS,
    POST_COMMENT,
    POST_STORY,
    NewStory,
    Story,
    StoryRef,
    StoryView,
)


def topic(school: School) -> str:
    """Hart's class."""
    return f"class:{school.cast.class_4a}"


def rows(school: School) -> list[int]:
    """How many rows each table has once the server has nothing left to do."""
    school.do_jobs()
    return counted(school)


def counted(school: School) -> list[int]:
    """How many rows each table has now."""
    return list(school.context.db.read(lambda conn: conn.exec_driver_sql(COUNTS).one()))


COUNTS = f"SELECT {', '.join(f'(SELECT count(*) FROM {name})' for name in metadata.tables)}"


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """The status and the code of a no."""
    return answer.status_code, msgspec.json.decode(answer.content, type=Refusal).code


async def post(school: School, body: str, **fields: Any) -> httpx.Response:
    """A story of Hart's."""
    return await school.send(school.cast.hart, POST_STORY, {"topic": topic(school), "body": body, **fields})


WRONG_TYPES: list[dict[str, Any]] = [
    {"body": 7},
    {"body": None},
    {"body": ["a", "b"]},
    {"topic": "class:x"},
    {"topic": "class:1 OR 1=1"},
    {"photos": "12"},
    {"photos": [0]},
    {"photos": [1.5]},
    {"photos": list(range(1, 12))},
    {"comments_open": "yes"},
    {"publish_at": "tomorrow"},
    {"publish_at": -1},
    {"publish_at": 2**64},
    {"lang": "x"},
    {"lang": "<b>xx"},
    {"lang": "xx"},
]


async def test_a_wrong_type_is_malformed_and_leaves_nothing(school: School) -> None:
    for wrong in WRONG_TYPES:
        before = rows(school)
        answer = await post(school, **{"body": "Hello.", **wrong})
        assert refusal(answer) == (422, "malformed"), wrong
        assert rows(school) == before, wrong


ABSURD = [2**63 - 1, 2**64, -1]


async def test_an_absurd_place_in_the_feed_is_malformed(school: School) -> None:
    for before in ABSURD:
        answer = await school.send(school.cast.nadia, GET_FEED, {"before": before})
        assert refusal(answer) == (422, "malformed")


def test_no_number_that_is_asked_with_is_larger_than_a_database_can_hold() -> None:
    modules = [importlib.import_module(f"wire.{found.name}") for found in pkgutil.iter_modules(wire.__path__)]
    asks = {endpoint.ask for module in modules for endpoint in getattr(module, "ENDPOINTS", ())}
    assert asks
    assert [
        ask.__name__ for ask in asks if any(n.le is n.lt is None for n in numbers(inspect.type_info(ask)))
    ] == []


def numbers(kind: inspect.Type) -> Iterator[inspect.IntType]:
    """Every whole number in a shape, however deep."""
    if isinstance(kind, inspect.IntType):
        yield kind
    elif isinstance(kind, inspect.StructType):
        for field in kind.fields:
            yield from numbers(field.type)
    elif isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from numbers(one)
    elif isinstance(kind, inspect.VarTupleType | inspect.ListType | inspect.FrozenSetType):
        yield from numbers(kind.item_type)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"7", b"\xff\xfe", b'{"topic"', b"[" * 5_000, b'{"a":' * 5_000],
    ids=repr,
)
async def test_what_is_no_json_object_is_malformed(school: School, body: bytes) -> None:
    headers = {**headers_of(school.cast.hart), "Idempotency-Key": new_key()}
    answer = await school.http.post(POST_STORY.path, content=body, headers=headers)
    assert refusal(answer) == (422, "malformed")


async def test_a_huge_body_is_refused_unread(school: School) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 50_000
            yield b"x" * 50_000

    headers = {**headers_of(school.cast.hart), "Idempotency-Key": new_key()}
    answer = await school.http.post(POST_STORY.path, content=endless(), headers=headers)
    assert refusal(answer) == (413, "too_large")
    assert read <= LARGEST_BODY + 100_000


async def test_a_script_stays_text(school: School) -> None:
    answer = await post(school, eg.SCRIPT)
    assert answer.json()["text"]["body"] == eg.SCRIPT
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_post_of_emoji_alone_needs_no_translation(school: School) -> None:
    story = (await post(school, eg.EMOJI_ONLY)).json()
    school.do_jobs()
    seen = await school.ask(school.cast.nadia, GET_STORY, StoryRef(story_id=story["id"]))
    assert isinstance(seen, StoryView)
    assert (seen.story.text.body, seen.story.text.state) == (eg.EMOJI_ONLY, TextState.SAME)


async def test_words_have_a_largest_length(school: School) -> None:
    assert (await post(school, "a" * MAX_LETTERS)).status_code == 200
    assert refusal(await post(school, "a" * 20_000)) == (422, "malformed")
    story = await posted(school, "4A")
    long = {"story_id": story.id, "body": "a" * 2_001}
    assert refusal(await school.send(school.cast.nadia, POST_COMMENT, long)) == (422, "malformed")


WITHOUT_WORDS = ["", "   ", "\n\t", "\u200b\u200e"]


async def test_a_post_without_words_and_photos_is_refused(school: School) -> None:
    for body in WITHOUT_WORDS:
        before = rows(school)
        assert refusal(await post(school, body)) == (422, "empty")
        assert rows(school) == before


UNSEEN = ["a\x00b", "\x00", "a\x1b[31mb", "\u202eabc"]


async def test_letters_that_nobody_sees_never_break_anything(school: School) -> None:
    for body in UNSEEN:
        answer = await post(school, body)
        assert answer.status_code in {200, 422}
        assert answer.status_code != 200 or "\x00" not in answer.json()["text"]["body"]


UNKNOWN = ["class:999999", "pupil:999999", "year:99", "person:1"]


async def test_an_unknown_audience_is_not_there(school: School) -> None:
    for unknown in UNKNOWN:
        before = rows(school)
        assert refusal(await post(school, "Hello.", topic=unknown)) == (404, "not_found"), unknown
        assert rows(school) == before


NUMBERS = ["9" * 5_000, "9" * 30, "0", "-1", "1.5", "x", "\u0663"]


async def test_an_address_with_a_number_that_nothing_has_is_not_there(school: School) -> None:
    for number in NUMBERS:
        for path in (f"/v1/stories/{number}", f"/v1/stories/{number}/comments", f"/media/{number}/400.webp"):
            answer = await school.http.get(path, headers=headers_of(school.cast.hart))
            assert (answer.status_code, path) in {(404, path), (422, path)}


async def test_somebody_elses_picture_cannot_be_posted(school: School) -> None:
    photo = await uploaded(school, school.cast.okafor)
    before = rows(school)
    answer = await post(school, "Hello.", photos=[photo])
    assert answer.status_code in {404, 409}
    assert rows(school) == before


async def test_the_same_key_twice_is_one_story(school: School) -> None:
    key = new_key()
    words = {"topic": topic(school), "body": "Once."}
    answers = await asyncio.gather(
        *(school.send(school.cast.hart, POST_STORY, words, key=key) for _ in range(5))
    )
    assert {answer.content for answer in answers} == {answers[0].content}
    assert [answer.status_code for answer in answers] == [200] * 5
    feed = await school.send(school.cast.hart, GET_FEED, {"side": "staff"})
    assert len(feed.json()["stories"]) == 1


async def test_a_key_used_for_something_else_is_refused(school: School) -> None:
    key = new_key()
    words = {"topic": topic(school), "body": "Once."}
    await school.send(school.cast.hart, POST_STORY, words, key=key)
    before = rows(school)
    other = await school.send(school.cast.hart, POST_STORY, {**words, "body": "Twice."}, key=key)
    assert refusal(other) == (409, "key_reused")
    assert rows(school) == before


async def test_two_people_may_have_the_same_key(school: School) -> None:
    key, story = new_key(), await posted(school, "4A")
    for who in (school.cast.nadia, school.cast.katarzyna):
        words = {"story_id": story.id, "body": f"From {who.name}."}
        assert (await school.send(who, POST_COMMENT, words, key=key)).json()["text"][
            "body"
        ] == f"From {who.name}."


BAD_KEYS = ["", "short", "x" * 101, "with space here"]


async def test_a_write_without_a_good_key_is_refused(school: School) -> None:
    for key in BAD_KEYS:
        headers = {
            **headers_of(school.cast.hart),
            "Idempotency-Key": key.encode("latin-1", "ignore").decode("latin-1"),
        }
        words = {"topic": topic(school), "body": "Hello."}
        answer = await school.http.post(POST_STORY.path, json=words, headers=headers)
        assert refusal(answer) == (422, "key_missing")


async def test_a_senders_clock_that_is_wrong_cannot_schedule_into_the_past(school: School) -> None:
    before = rows(school)
    assert refusal(await post(school, "Hello.", publish_at=school.clock.now() - MINUTE)) == (
        422,
        "in_the_past",
    )
    assert refusal(await post(school, "Hello.", publish_at=school.clock.now() + 4_000 * DAY)) == (
        422,
        "too_far_ahead",
    )
    assert rows(school) == before


async def test_a_server_clock_that_jumps_keeps_the_order_and_the_people(school: School) -> None:
    first = await posted(school, "4A")
    school.clock.put_back(DAY)
    second = await posted(school, "4A")
    school.clock.forward(2 * DAY)
    third = await posted(school, "4A")
    feed = await school.send(school.cast.hart, GET_FEED, {"side": "staff"})
    assert [story["id"] for story in feed.json()["stories"]] == [third.id, second.id, first.id]


async def test_a_refused_sign_in_repeats_nothing_of_what_was_typed(school: School) -> None:
    answer = await school.send(
        None, SIGN_IN, {"email": "hart@home.example", "password": ["Sesame"], "device": "x"}
    )
    assert refusal(answer) == (422, "malformed")
    assert b"Sesame" not in answer.content


def test_a_full_disk_is_said_and_heals_when_there_is_room(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.full_disk", str(tmp_path / "school")],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    answers = json.loads(told.stdout)
    assert (answers["before"]["post"][0], answers["before"]["upload"][0], answers["before"]["stories"]) == (
        200,
        200,
        1,
    )
    assert answers["full"] == {**answers["before"], "post": [507, "disk_full"], "upload": [507, "disk_full"]}
    assert (answers["after"]["post"][0], answers["after"]["upload"][0], answers["after"]["stories"]) == (
        200,
        200,
        2,
    )


NASTY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=40),
    st.sampled_from(
        ["\x00", "\ud7ff", "class:1", "class:99999999999999999", "school", "' OR 1=1 --", "x" * 11_000]
    ),
    st.lists(st.integers(-5, 5), max_size=12),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)


def asks(endpoint: Endpoint[Any, Any], n: int) -> Iterator[dict[str, Any]]:
    """Fields for an endpoint, each right or wrong by itself, the same ones in every run."""
    found: list[dict[str, Any]] = []
    names = endpoint.ask.__struct_fields__
    ids = st.integers(1, 9)
    field = {name: st.one_of(ids, NASTY) if name.endswith("_id") else NASTY for name in names}

    @settings(
        max_examples=n, derandomize=True, database=None, deadline=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.fixed_dictionaries({}, optional=field))
    def collect(fields: dict[str, Any]) -> None:
        found.append(fields)

    collect()
    yield from found


AT_ONCE = 8
"""So many endpoints are asked in one school."""
ENDING = (SIGN_OUT, SIGN_OUT_DEVICE)
"""After these nobody is there to ask on."""


def groups() -> list[list[Endpoint[Any, Any]]]:
    """All endpoints, in schools of their own where one may end the session."""
    others = [endpoint for endpoint in ENDPOINTS if endpoint not in ENDING]
    return [[one] for one in ENDING] + [
        others[start : start + AT_ONCE] for start in range(0, len(others), AT_ONCE)
    ]


@pytest.mark.parametrize(
    "endpoints", groups(), ids=lambda found: f"{found[0].path} and {len(found) - 1} more"
)
async def test_nothing_that_anybody_sends_is_a_fault_of_ours(
    school: School, endpoints: list[Endpoint[Any, Any]]
) -> None:
    story = await posted(school, "4A")
    assert isinstance(story, Story)
    # What the database itself may choke on shows with fewer: all that is asked is looked at before it.
    n = 60 if school.context.db.is_sqlite else 25
    for endpoint in endpoints:
        who, before = school.cast.calloway if endpoint.may else None, rows(school)
        in_path = [name for name in endpoint.ask.__struct_fields__ if f"{{{name}}}" in endpoint.path]
        for fields in asks(endpoint, n):
            fields.update({name: story.id for name in in_path if not isinstance(fields.get(name), int)})
            answer = await school.send(who, endpoint, fields)
            assert answer.status_code < 500, (endpoint.path, fields, answer.content)
            if endpoint.method == "GET":
                continue
            if answer.status_code >= 400 and endpoint.may:
                assert msgspec.json.decode(answer.content, type=Refusal).code
                assert counted(school) == before, (endpoint.path, fields)
            else:
                before = rows(school)


async def test_an_answer_to_a_bad_ask_tells_nothing_of_the_inside(school: School) -> None:
    answer = await school.send(
        school.cast.hart, POST_STORY, msgspec.to_builtins(NewStory(topic="class:x", body=""))
    )
    assert not any(word in answer.text for word in ("Traceback", "sqlalchemy", "File ", ".py"))
