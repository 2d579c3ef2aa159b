"""What is on the screen becomes true again by itself."""

from client.core.account import Account
from client.core.me import Side
from client.stories.store import StoriesStore
from tests.client import eg
from tests.client.conftest import Open
from tests.client.edge import FakeSchool, until
from tests.edges import THURSDAY_9_AM, FixedClock
from wire import events
from wire.base import Refusal, TextState
from wire.snapshot import GET_SNAPSHOT
from wire.stories import GET_FEED


def ids(account: Account, child: int | None = None, side: Side = "family") -> list[int]:
    return [story.id for story in account[StoriesStore].shown(side, child)]


async def test_the_snapshot_is_shown_and_then_each_event(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    assert ids(account) == [1]
    edge.tell(101, events.StoryPosted(eg.story(2)))
    await until(lambda: ids(account) == [2, 1])
    assert edge.follows == [100]


async def test_after_a_broken_line_it_goes_on_from_the_last_event(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    edge.tell(101, events.StoryPosted(eg.story(2)))
    await until(lambda: ids(account) == [2, 1])
    edge.hang_up()
    await until(lambda: edge.follows == [100, 101])
    edge.tell(102, events.StoryPosted(eg.story(3)))
    await until(lambda: ids(account) == [3, 2, 1])
    assert edge.paths("GET") == ["/v1/snapshot"]


async def test_an_event_that_comes_twice_counts_once(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    edge.tell(101, events.StoryLiked(story_id=1, likes=5))
    edge.tell(101, events.StoryLiked(story_id=1, likes=6))
    edge.tell(102, events.MyLike(story_id=1, liked=True))
    await until(lambda: account[StoriesStore].liked(1))
    assert account[StoriesStore].by_id[1].likes == 5


async def test_start_over_takes_a_fresh_snapshot(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    edge.snapshot(eg.snapshot(eg.story(9), cursor=300))
    edge.tell(0, events.StartOver())
    await until(lambda: ids(account) == [9] and edge.follows == [100, 300])


async def test_an_event_of_a_newer_server_is_left_alone(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    for queue in edge.listeners:
        queue.put_nowait(b'id: 101\ndata: {"type":"BalloonRose","height":3}\n\n')
    edge.tell(102, events.StoryPosted(eg.story(2)))
    await until(lambda: ids(account) == [2, 1])


async def test_without_a_connection_the_content_stays_and_says_how_old_it_is(
    open_app: Open, edge: FakeSchool, clock: FixedClock
) -> None:
    account = await open_app()
    edge.go_down()
    await until(lambda: account.link.state == "offline")
    assert (ids(account), account.link.fresh_at) == ([1], THURSDAY_9_AM)
    edge.up = True
    account.resume()
    await until(lambda: account.link.state == "live")
    assert account.link.fresh_at is None


async def test_a_token_that_is_no_longer_known_signs_out(open_app: Open, edge: FakeSchool) -> None:
    account = await open_app()
    edge.token = "another"
    edge.hang_up()
    await until(lambda: account.me.state == "signed_out")
    assert (ids(account), await account.device.token(), account.me.me) == ([], None, None)
    assert [notice.kind for notice in account.notices.all] == ["refused"]


async def test_a_broken_snapshot_does_not_end_the_app(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(GET_SNAPSHOT, 500)
    account = await open_app(live=False)
    await until(lambda: account.link.state == "offline")
    edge.snapshot(eg.snapshot(eg.story(4)))
    account.resume()
    await until(lambda: ids(account) == [4])


async def test_somebody_who_is_only_staff_gets_the_staff_feed(open_app: Open, edge: FakeSchool) -> None:
    edge.snapshot(eg.teacher_snapshot())
    edge.answers(GET_FEED, eg.page(eg.story(5)))
    account = await open_app()
    await until(lambda: ids(account, side="staff") == [5])
    assert account.me.side == "staff"
    assert [heard.query for heard in edge.heard if heard.path == "/v1/stories"] == [{"side": "staff"}]


async def test_a_translation_reaches_the_story_it_belongs_to(open_app: Open, edge: FakeSchool) -> None:
    edge.snapshot(eg.snapshot(eg.story(1), eg.story(2)))
    account = await open_app()
    done = eg.text(text_id=2, state=TextState.DONE, shown="آج", engine="phrasebook")
    edge.tell(101, events.TextTranslated(done))
    await until(lambda: account[StoriesStore].by_id[2].text == done)
    assert account[StoriesStore].by_id[1].text == eg.text(text_id=1)


async def test_words_are_said_in_the_language_of_the_person(open_app: Open) -> None:
    account = await open_app()
    assert (account.words.lang, account.words.rtl, account.me.lang) == ("ur", True, "ur")


async def test_a_refusal_that_is_not_about_signing_in_is_tried_again(
    open_app: Open, edge: FakeSchool
) -> None:
    edge.answers(GET_SNAPSHOT, Refusal("slow_down"))
    account = await open_app(live=False)
    await until(lambda: account.link.state == "offline")
    edge.snapshot(eg.snapshot(me=eg.me(lang="pl")))
    account.resume()
    await until(lambda: account.words.lang == "pl")
