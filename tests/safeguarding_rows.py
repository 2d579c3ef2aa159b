"""Rows of the permission test about safeguarding: threads, openings, exports, reports, the queue."""

from functools import partial
from typing import Any

from tests.cast import Who
from tests.school import School
from tests.server.messages.talk import opened, page, say
from wire.base import Endpoint
from wire.safeguarding import (
    DECIDE_CASE,
    EXPORT_MINE,
    EXPORT_OPENED,
    FIND_PEOPLE,
    FIND_THREADS,
    GET_CASES,
    GET_EXPORTS,
    GET_TRANSCRIPT,
    LOOK_INTO,
    REPORT,
)

Fields = dict[str, Any]
REASON = "A teacher asked me to look at it."
DESK = frozenset({"calloway", "prescott"})
IN = {"with 4A": frozenset({"nadia", "hart", "sandhu"}), "with Adeyemi": frozenset({"nadia", "adeyemi"})}
"""Who is in each thread about Zara."""
EACH_THEIR_OWN: tuple[Endpoint[Any, Any], ...] = (GET_TRANSCRIPT, EXPORT_OPENED)
"""What these are about is anew for each person."""


async def thread(school: School, _: Who, which: str = "with 4A") -> Fields:
    """A thread of Zara's family with a message of Nadia's, made if it is not there yet."""
    cast = school.cast
    staff = () if which == "with 4A" else (cast.adeyemi,)
    thread_id = await opened(school, cast.nadia, cast.zara, *staff)
    if not (await page(school, cast.nadia, thread_id)).messages:
        await say(school, cast.nadia, thread_id, "Good morning.")
    return {"thread_id": thread_id}


async def with_reason(school: School, who: Who) -> Fields:
    """A thread to open."""
    return {**await thread(school, who), "reason": REASON}


async def opening(school: School, who: Who, whose: str = "") -> Fields:
    """A thread that somebody opened, if they may; else one that the DSL opened."""
    by = school.cast.people()[whose] if whose else who
    for opener in (by, school.cast.prescott):
        told = await school.send(opener, LOOK_INTO, await with_reason(school, opener))
        if told.status_code == 200:
            return {"opening_id": told.json()["id"]}
    raise AssertionError(told.text)


async def message(school: School, who: Who, which: str = "with 4A") -> Fields:
    """A message of Nadia's to report."""
    thread_id = (await thread(school, who, which))["thread_id"]
    first = (await page(school, school.cast.nadia, thread_id)).messages[0]
    return {"what": "message", "ref_id": first.id, "reason": REASON}


async def case(school: School, _: Who) -> Fields:
    """Something in the queue."""
    told = await school.send(school.cast.nadia, REPORT, await message(school, school.cast.nadia))
    assert told.status_code == 200, told.text
    cases = (await school.send(school.cast.prescott, GET_CASES, {})).json()["cases"]
    fields = {"source": "report", "outcome": "followed_up", "note": "Spoke to both."}
    return {"case_id": cases[0]["id"], **fields} if cases else {"case_id": 1, **fields}


async def of_zara(school: School, _: Who) -> Fields:
    """A search."""
    return {"child": school.cast.zara}


async def by_name(school: School, _: Who) -> Fields:
    """A part of a name."""
    return {"name": "Za"}


async def nothing(school: School, _: Who) -> Fields:
    """Nothing to ask with."""
    return {}


def rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """The rows; ``row`` makes one."""
    prescotts = partial(opening, whose="prescott")
    found = [
        row(FIND_PEOPLE, "", by_name, DESK),
        row(FIND_THREADS, "about Zara", of_zara, DESK),
        row(LOOK_INTO, "about Zara", with_reason, DESK),
        row(GET_TRANSCRIPT, "opened oneself", opening, DESK),
        row(
            GET_TRANSCRIPT, "opened by Prescott", prescotts, frozenset({"prescott"}), frozenset({"calloway"})
        ),
        row(EXPORT_OPENED, "opened oneself", opening, DESK),
        row(EXPORT_OPENED, "opened by Prescott", prescotts, frozenset({"prescott"}), frozenset({"calloway"})),
        row(GET_EXPORTS, "", nothing, everybody),
        row(GET_CASES, "", nothing, DESK),
        row(DECIDE_CASE, "of Nadia's report", case, DESK),
    ]
    for which, inside in IN.items():
        about = f"Zara's, {which}"
        found += [
            row(EXPORT_MINE, about, partial(thread, which=which), inside, everybody - inside),
            row(REPORT, f"a message in {about}", partial(message, which=which), inside, everybody - inside),
        ]
    return found
