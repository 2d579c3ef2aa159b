"""One page belongs to one person: signing in and out, what was last seen, drafts, and mistakes."""

import asyncio
from pathlib import Path

import pytest

from client.accounts import actions as accounts
from client.accounts.store import DevicesStore
from client.core.account import Account
from client.core.failures import Refused
from client.stories import actions
from client.stories.store import StoriesStore
from tests.client import eg
from tests.client.conftest import Open
from tests.client.edge import FakeSchool, Heard, until
from tests.edges import THURSDAY_9_AM
from wire import events
from wire.accounts import (
    CHOOSE,
    DEMO_SIGN_IN,
    KEEP_DRAFT,
    LIST_DEVICES,
    SIGN_IN,
    SIGN_OUT,
    SIGN_OUT_DEVICE,
    Device,
    Devices,
    SignedIn,
)  # fmt: skip
from wire.base import Nothing, Refusal
from wire.school import GET_SCHOOL
from wire.snapshot import GET_SNAPSHOT
from wire.stories import POST_COMMENT

HERE = Device(id=1, name="Test", made_at=1, seen_at=2, this=True)
PHONE = Device(id=2, name="Phone", made_at=1, seen_at=2, this=False)


async def test_signing_in_keeps_the_token_and_shows_the_feed(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(SIGN_IN, SignedIn(token="nadia-token", person_id=7))
    account = await open_app(token=None)
    assert account.me.state == "signed_out"
    assert await account.attempt(accounts.sign_in, " nadia@example.org ", "a password") is None
    await until(lambda: account.me.state == "signed_in")
    asked = edge.heard[0]
    assert asked.json == {"email": "nadia@example.org", "password": "a password", "device": "Test"}
    assert (asked.key, asked.token, await account.device.token()) == (None, None, "nadia-token")


async def test_wrong_details_are_a_sentence_for_the_form(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(SIGN_IN, Refusal("wrong_details"))
    account = await open_app(token=None)
    problem = await account.attempt(accounts.sign_in, "nadia@example.org", "wrong")
    assert problem == "The e-mail address or the password is not right. Please check both and try again."
    assert (account.notices.all, account.me.state) == ((), "signed_out")


async def test_a_demo_card_signs_in(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(GET_SCHOOL, eg.SCHOOL)
    edge.answers(DEMO_SIGN_IN, SignedIn(token="nadia-token", person_id=7))
    account = await open_app(token=None)
    await account.do(accounts.look_up_school)
    assert account.me.school == eg.SCHOOL
    assert await account.do(accounts.demo_sign_in, 7)
    await until(lambda: account.me.me == eg.me())


async def test_signing_out_leaves_nothing_of_the_person(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    edge.answers(SIGN_OUT, Nothing())
    account = await open_app(storage=tmp_path)
    owner = account._owner
    assert account._kept.seen(owner) is not None
    await account.do(accounts.sign_out)
    assert (account.me.state, account.me.me, await account.device.token()) == ("signed_out", None, None)
    assert (account[StoriesStore].shown("family", None), account.me.school) == ([], eg.SCHOOL)
    again = await open_app(token=None, storage=tmp_path)
    assert again._kept.seen(owner) is None


async def test_signing_out_works_without_a_connection(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    edge.go_down()
    assert await account.do(accounts.sign_out)
    assert await account.device.token() is None


async def test_the_content_last_seen_is_there_before_the_server_answers(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    first = await open_app(storage=tmp_path)
    edge.tell(101, events.StoryPosted(eg.story(2)))
    await until(lambda: len(first[StoriesStore].shown("family", None)) == 2)
    await first.close()
    edge.go_down()
    account = await open_app(storage=tmp_path, live=False)
    assert [story.id for story in account[StoriesStore].shown("family", None)] == [2, 1]
    await until(lambda: account.link.state == "offline")
    assert account.link.fresh_at == THURSDAY_9_AM


async def test_last_seen_content_of_another_version_is_dropped(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    first = await open_app(storage=tmp_path)
    first._kept.keep_snapshot(first._owner, "family", b'{"from":"the future"}', 5)
    await first.close()
    account = await open_app(storage=tmp_path)
    assert [story.id for story in account[StoriesStore].shown("family", None)] == [1]


async def test_typed_words_reach_the_server_when_the_person_pauses(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    account = await open_app()
    for typed in ("T", "Th", "Thank you"):
        account.type("comment:1", typed)
    account._keeper.wake(0.02)
    await until(lambda: len(edge.done) == 1)
    assert edge.done[0].json == {"place": "comment:1", "body": "Thank you"}


async def test_the_server_keeps_the_words_until_they_have_arrived(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    account = await open_app()
    account.type("comment:1", "Thank you")
    account._keeper.wake(0)
    await until(lambda: len(edge.done) == 1)
    edge.go_down()
    await account.do(actions.post_comment, 1)
    assert account.drafts.body("comment:1") == ""
    account._keeper.wake(0)
    await asyncio.sleep(0.02)
    assert [heard.json["body"] for heard in edge.done] == ["Thank you"]


async def test_a_draft_typed_elsewhere_is_there_and_ours_is_not_overwritten(
    open_app: Open, edge: FakeSchool
) -> None:
    drafts = (eg.draft("story", "from the laptop"), eg.draft("comment:1", "old"))
    edge.snapshot(eg.snapshot(eg.story(1), drafts=drafts))
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    account = await open_app()
    assert account.drafts.body("story") == "from the laptop"
    account.type("comment:1", "new")
    await account.do(type(account).refresh)
    assert account.drafts.body("comment:1") == "new"


async def test_a_snapshot_from_before_the_words_were_saved_leaves_them_in_the_field(
    open_app: Open, edge: FakeSchool
) -> None:
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    account = await open_app()
    account.type("comment:1", "Thank you")
    arrives, asked = edge.hold(GET_SNAPSHOT), len(edge.heard)
    refreshed = asyncio.create_task(account.refresh())
    await until(lambda: len(edge.heard) > asked)
    account._keeper.wake(0)
    await until(lambda: len(edge.done) == 1 and not account._keeper._changed)
    arrives.set()
    await refreshed
    assert account.drafts.body("comment:1") == "Thank you"
    await account.refresh()
    assert account.drafts.body("comment:1") == ""


@pytest.mark.parametrize(("disk", "kept"), [(False, "one\n\ntwo\n\nthr"), (True, "thr")])
async def test_words_that_wait_when_a_page_without_a_disk_ends_are_drafts(
    open_app: Open, edge: FakeSchool, tmp_path: Path, kept: str, *, disk: bool
) -> None:
    edge.answers(POST_COMMENT, Refusal("busy"), story_id=1)
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    account = await open_app(storage=tmp_path if disk else None)
    for words in ("one", "two"):
        account.type("comment:1", words)
        await account.do(actions.post_comment, 1)
    account.type("comment:1", "thr")
    await account.close()
    saved = [heard.json for heard in edge.heard if heard.path == "/v1/drafts"]
    assert saved == [{"place": "comment:1", "body": kept}]


async def test_words_on_their_way_do_not_come_back_into_the_field(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(POST_COMMENT, Refusal("busy"), story_id=1)
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    account = await open_app()
    account.type("comment:1", "Thank you")
    await account.do(actions.post_comment, 1)
    drafts = (eg.draft("comment:1", "Thank you"), eg.draft("comment:2", "Half"))
    edge.snapshot(eg.snapshot(eg.story(1), drafts=drafts))
    await account.do(type(account).refresh)
    assert [item.words for item in account.waiting.items] == ["Thank you"]
    assert (account.drafts.body("comment:1"), account.drafts.body("comment:2")) == ("", "Half")


async def test_typed_words_outlive_the_app_on_a_phone(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    account = await open_app(storage=tmp_path)
    edge.go_down()
    account.type("comment:1", "half a sen")
    await account.close()
    again = await open_app(storage=tmp_path, live=False)
    assert again.drafts.body("comment:1") == "half a sen"


async def test_choosing_another_language_says_everything_in_it(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    polish = eg.me(lang="pl")
    edge.answers(CHOOSE, polish)
    edge.snapshot(eg.snapshot(eg.story(1), me=polish, cursor=105))
    await account.do(accounts.choose, polish.preferences)
    assert (account.words.lang, account.me.lang) == ("pl", "pl")
    await until(lambda: edge.follows[-1] == 105)


async def test_devices_are_listed_and_signed_out(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(LIST_DEVICES, Devices(devices=(HERE, PHONE)))
    edge.answers(SIGN_OUT_DEVICE, Devices(devices=(HERE,)), device_id=2)
    account = await open_app()
    await account.do(accounts.list_devices)
    assert account[DevicesStore].devices == (HERE, PHONE)
    await account.do(accounts.sign_out_device, 2)
    assert account[DevicesStore].devices == (HERE,)


async def test_a_mistake_of_ours_is_a_sentence_and_not_the_end(open_app: Open) -> None:
    async def broken(account: Account) -> None:
        raise KeyError("Zoya Malik")

    account = await open_app()
    assert await account.do(broken) is False
    assert [notice.sentence for notice in account.notices.all] == [
        account.words._("Something went wrong in the app. What you wrote is kept. Please try again.")
    ]


async def test_no_words_of_anybody_reach_the_log(open_app: Open, caplog: pytest.LogCaptureFixture) -> None:
    async def broken(account: Account) -> None:
        raise ValueError("Zoya Malik wrote this")

    account = await open_app()
    await account.do(broken)
    assert [record.levelname for record in caplog.records if record.name == "bookbag.app"] == ["ERROR"]
    assert "Zoya" not in caplog.text


async def test_the_same_sentence_is_shown_once(open_app: Open) -> None:
    async def refused(account: Account) -> None:
        raise Refused("not_allowed")

    account = await open_app()
    await account.do(refused)
    await account.do(refused)
    assert [notice.kind for notice in account.notices.all] == ["refused"]
    account.notices.dismiss(account.notices.all[0].id)
    assert not account.notices.all


async def test_words_typed_just_before_the_page_goes_are_on_the_server(
    open_app: Open, edge: FakeSchool
) -> None:
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    account = await open_app()
    account.type("comment:1", "Thank you")
    await account.close()
    assert [heard.json["body"] for heard in edge.done] == ["Thank you"]


async def test_signing_out_oneself_is_not_taken_for_being_signed_out(
    open_app: Open, edge: FakeSchool
) -> None:
    def sign_out(_: Heard) -> Nothing:
        edge.token = "nobody"
        edge.hang_up()
        return Nothing()

    edge.answers(SIGN_OUT, sign_out)
    account = await open_app()
    assert await account.do(accounts.sign_out)
    await asyncio.sleep(0.05)
    assert (account.me.state, account.notices.all) == ("signed_out", ())
