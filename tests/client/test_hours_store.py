"""Whether the closed page stands on the screen: as the server says, and without it by this device's clock."""

from typing import Any

import msgspec
import pytest

from client.core.me import Side
from client.core.words import Words
from client.hours.closed import sentences
from client.hours.store import HoursStore
from tests.client import eg
from tests.client.conftest import Open
from tests.edges import DAY, HOUR, THURSDAY_9_AM
from wire.base import Role
from wire.events import MyWorkChanged
from wire.hours import HoursNow, MyWork
from wire.snapshot import Snapshot

NOW = THURSDAY_9_AM
CLOSES, OPENS = NOW + 7 * HOUR, NOW + DAY - HOUR // 2
HOURS = HoursNow(on=True, periods=((NOW - HOUR // 2, CLOSES), (OPENS, OPENS + 7 * HOUR)))
TEACHER, PARENT = frozenset({Role.TEACHER}), frozenset({Role.PARENT})


def of(roles: frozenset[Role], **more: Any) -> Snapshot:
    return eg.snapshot(me=eg.me(20, "en", roles), hours=msgspec.structs.replace(HOURS, **more))


def store(snapshot: Snapshot, side: Side = "family") -> HoursStore:
    made = HoursStore()
    made.load(snapshot, side)
    return made


def test_the_periods_say_all_that_an_app_asks() -> None:
    assert (HOURS.is_at_work(NOW), HOURS.seen_from(NOW), HOURS.opens_at(NOW)) == (True, None, OPENS)
    assert (HOURS.is_at_work(CLOSES), HOURS.seen_from(CLOSES)) == (False, OPENS)
    assert HOURS.seen_from(OPENS + DAY) is None
    assert HoursNow().is_at_work(NOW)


def test_staff_with_no_family_see_the_closed_page_whatever_they_asked_for() -> None:
    shut = store(of(frozenset(), shut="closed"))
    assert (shut.is_closed_for("family"), shut.has_family) == (True, False)


def test_who_is_both_sees_it_in_place_of_work_and_goes_to_the_family_with_one_tap() -> None:
    shut = store(of(PARENT, shut="closed"), "staff")
    assert shut.is_closed_for("family")
    shut.go_to_family()
    assert not shut.is_closed_for("family")
    shut.load(of(PARENT, shut="closed"), "family")
    assert not shut.is_closed_for("family")


def test_a_fresh_snapshot_does_not_carry_anybody_off_the_closed_page() -> None:
    shut = store(of(PARENT, shut="closed"), "staff")
    shut.load(of(PARENT, shut="closed"), "family")
    assert shut.is_closed_for("family")
    shut.load(of(PARENT | TEACHER), "family")
    assert not shut.is_closed_for("staff")


def test_who_looks_at_the_family_when_hours_end_stays_there() -> None:
    assert not store(of(PARENT, shut="closed"), "family").is_closed_for("family")


@pytest.mark.parametrize(("roles", "closed"), [
    (TEACHER, True), (frozenset({Role.OFFICE}), True), (frozenset({Role.SMT}), False),
    (frozenset({Role.DSL, Role.TEACHER}), False), (PARENT, False),
])  # fmt: skip
def test_without_a_connection_this_devices_clock_closes_for_staff(
    roles: frozenset[Role], closed: bool
) -> None:
    made = store(of(roles))
    made.look_at_clock(CLOSES - 1, live=False)
    assert made.shut == ""
    made.look_at_clock(CLOSES, live=False)
    assert made.is_closed_for("staff") is closed
    made.look_at_clock(OPENS, live=False)
    assert not made.is_closed_for("staff")


def test_with_a_connection_the_server_says_so_and_a_wrong_clock_does_not() -> None:
    made = store(of(TEACHER))
    made.look_at_clock(CLOSES + HOUR, live=True)
    assert made.shut == ""


def test_what_the_server_shut_no_clock_opens() -> None:
    made = store(of(frozenset(), shut="not_from_here"))
    for live in (True, False):
        made.look_at_clock(NOW, live=live)
        assert made.shut == "not_from_here"


def test_a_change_of_my_work_arrives_by_event() -> None:
    made = store(of(TEACHER, work=MyWork()))
    made.take(MyWorkChanged(work=MyWork(teaching_until=CLOSES)))
    assert made.now.work == MyWork(teaching_until=CLOSES)


@pytest.mark.parametrize(("opens_at", "heading", "said"), [
    (THURSDAY_9_AM + HOUR, "Not open yet", "Bookbag opens today at 10:00."),
    (THURSDAY_9_AM + 4 * DAY - HOUR // 2, "Closed for today",
     "Bookbag opens again on Monday 16 November at 08:30."),
    (None, "Closed", "Bookbag opens again when the next term begins. Please ask the office for the day."),
])  # fmt: skip
async def test_the_closed_page_says_when_it_opens_by_the_schools_clock(
    open_app: Open, opens_at: int | None, heading: str, said: str
) -> None:
    account = await open_app()
    account.words = Words("en")
    periods = ((opens_at, opens_at + HOUR),) if opens_at else ()
    assert sentences(account, store(of(frozenset(), shut="closed", periods=periods))) == (heading, said)


def test_signing_out_forgets_it() -> None:
    made = store(of(frozenset(), shut="closed"))
    made.clear()
    assert (made.shut, made.is_closed_for("staff"), made.now) == ("", False, HoursNow())
