"""The app and the real server together: what a teacher does appears at a parent's, each thing once."""

import asyncio
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from client.accounts import actions as accounts
from client.accounts.store import DevicesStore
from client.core.account import Account
from client.core.photos import Picked
from client.photos import actions as photos
from client.stories import actions
from client.stories.store import StoriesStore
from tests.browser.line import Line
from tests.cast import PASSWORD
from tests.client.at_school import OpenAt, cutting
from tests.client.edge import until
from tests.school import School
from wire.base import TextState
from wire.stories import GET_COMMENTS, GET_FEED, CommentsAsk, CommentState, FeedAsk

pytestmark = pytest.mark.sqlite


def bodies(account: Account, child: int | None = None) -> list[str]:
    return [story.text.body for story in account[StoriesStore].shown(account.me.side, child)]


async def post(account: Account, topic: str, words: str, **more: Any) -> None:
    account.type("story", words)
    assert await account.do(actions.post_story, topic, **more)


@pytest.mark.background
async def test_a_story_appears_on_open_screens_of_its_class_and_nowhere_else(
    school: School, at_school: OpenAt
) -> None:
    cast = school.cast
    hart, nadia, daniel = [await at_school(who) for who in (cast.hart, cast.nadia, cast.daniel)]
    await post(hart, f"class:{cast.class_4a}", "We planted beans.")
    await until(lambda: bodies(nadia) == ["We planted beans."] and bodies(hart) == ["We planted beans."])
    assert (bodies(nadia, cast.zara), bodies(nadia, cast.yusuf), bodies(daniel)) == (
        ["We planted beans."],
        [],
        [],
    )
    await until(lambda: hart.waiting.items == ())
    # No engine is allowed here: first it waits to be translated, then it says so.
    await until(lambda: nadia[StoriesStore].shown("family", None)[0].text.state is TextState.NONE)


async def test_likes_and_comments_are_seen_by_both(school: School, at_school: OpenAt) -> None:
    hart, nadia = [await at_school(who) for who in (school.cast.hart, school.cast.nadia)]
    await post(hart, f"class:{school.cast.class_4a}", "We planted beans.")
    await until(lambda: len(bodies(nadia)) == 1)
    story_id = nadia[StoriesStore].shown("family", None)[0].id
    await hart.do(actions.open_comments, story_id)
    await nadia.do(actions.like, story_id, True)
    nadia.type(f"comment:{story_id}", "شکریہ")
    await nadia.do(actions.post_comment, story_id)
    await until(lambda: [c.text.body for c in hart[StoriesStore].comments(story_id)] == ["شکریہ"])
    await until(lambda: nadia[StoriesStore].liked(story_id))
    seen = hart[StoriesStore].by_id[story_id]
    assert (seen.likes, seen.comments, hart[StoriesStore].liked(story_id)) == (1, 1, False)


def noise() -> bytes:
    """A photo that does not get small when it is packed."""
    picture = BytesIO()
    Image.effect_noise((900, 700), 90).convert("RGB").save(picture, "JPEG", quality=95)
    return picture.getvalue()


async def test_a_parents_photo_waits_until_the_class_team_lets_it_through(
    school: School, at_school: OpenAt
) -> None:
    cast = school.cast
    hart, nadia, kasia = [await at_school(who) for who in (cast.hart, cast.nadia, cast.katarzyna)]
    await post(hart, f"class:{cast.class_4a}", "Who has planted beans at home?")
    await until(lambda: len(bodies(nadia)) == len(bodies(kasia)) == 1)
    story_id = nadia[StoriesStore].shown("family", None)[0].id
    for account in (hart, nadia, kasia):
        await account.do(actions.open_comments, story_id)
    place = f"comment:{story_id}"
    await nadia.do(photos.add_photo, place, Picked(key="a" * 32, name="x.jpg", data=noise()))
    nadia.type(place, "Ours!")
    await nadia.do(actions.post_comment, story_id)

    def states(account: Account) -> list[CommentState]:
        return [comment.state for comment in account[StoriesStore].comments(story_id)]

    await until(lambda: states(hart) == states(nadia) == [CommentState.WAITING], 10)
    assert states(kasia) == []
    await hart.do(actions.decide_comment, hart[StoriesStore].comments(story_id)[0].id, True)
    await until(lambda: states(hart) == states(nadia) == states(kasia) == [CommentState.SHOWN])
    assert kasia[StoriesStore].by_id[story_id].comments == 1


async def test_an_edit_and_a_withdrawal_arrive(school: School, at_school: OpenAt) -> None:
    hart, nadia = [await at_school(who) for who in (school.cast.hart, school.cast.nadia)]
    await post(hart, f"class:{school.cast.class_4a}", "Beens.")
    await until(lambda: len(bodies(hart)) == 1)
    story_id = hart[StoriesStore].shown("staff", None)[0].id
    hart.type(f"edit:{story_id}", "Beans.")
    await hart.do(actions.edit_story, story_id, comments_open=True)
    await until(lambda: bodies(nadia) == ["Beans."])
    assert nadia[StoriesStore].by_id[story_id].edited_at is not None
    await hart.do(actions.withdraw_story, story_id)
    await until(lambda: bodies(nadia) == [])


async def test_somebody_who_is_parent_and_staff_has_two_feeds_never_mixed(
    school: School, at_school: OpenAt
) -> None:
    cast = school.cast
    rahman, hart, okafor = [await at_school(who) for who in (cast.rahman, cast.hart, cast.okafor)]
    await post(hart, f"class:{cast.class_4a}", "For 4A")
    await post(okafor, f"class:{cast.class_3b}", "For 3B")
    await rahman.do(actions.open_feed, "staff", None)
    store = rahman[StoriesStore]
    await until(lambda: [s.text.body for s in store.shown("staff", None)] == ["For 3B"])
    await until(lambda: [s.text.body for s in store.shown("family", None)] == ["For 4A"])
    assert rahman.me.sides == ("family", "staff")


async def test_a_scheduled_story_waits_in_its_list(school: School, at_school: OpenAt) -> None:
    hart = await at_school(school.cast.hart)
    await post(hart, f"class:{school.cast.class_4a}", "Later", publish_at=school.clock.now() + 3_600_000)
    await until(lambda: [story.text.body for story in hart[StoriesStore].scheduled()] == ["Later"])
    assert bodies(hart) == []


async def test_a_past_time_gives_the_words_back(school: School, at_school: OpenAt) -> None:
    hart = await at_school(school.cast.hart)
    await post(hart, f"class:{school.cast.class_4a}", "Yesterday", publish_at=5)
    await until(lambda: hart.drafts.body("story") == "Yesterday")
    assert [notice.sentence for notice in hart.notices.all] == [hart.words.refusal("in_the_past")]


async def test_pages_follow_each_other(school: School, at_school: OpenAt) -> None:
    hart = await at_school(school.cast.hart)
    for n in range(23):
        await post(hart, f"class:{school.cast.class_4a}", f"Story {n}")
    await until(lambda: len(bodies(hart)) == 23, 20)
    nadia = await at_school(school.cast.nadia)
    assert len(bodies(nadia)) == 20
    await nadia.do(actions.load_more, "family", None)
    assert bodies(nadia) == [f"Story {n}" for n in range(22, -1, -1)]
    assert nadia[StoriesStore].next("family", None) is None


async def test_sign_in_draft_devices_and_sign_out(school: School, at_school: OpenAt) -> None:
    account = await at_school(None)
    who = school.cast.nadia
    problem = await account.attempt(accounts.sign_in, who.email, "not this one")
    assert problem == account.words.refusal("wrong_details")
    assert await account.attempt(accounts.sign_in, who.email, PASSWORD) is None
    await until(lambda: account.link.state == "live")
    account.type("story", "Half a sen")
    account._keeper.wake(0)
    await until(lambda: not account._keeper._changed)
    other = await at_school(who)
    assert other.drafts.body("story") == "Half a sen"
    await other.do(accounts.list_devices)
    assert [device.name for device in other[DevicesStore].devices if not device.this] == ["Test"]
    await account.do(accounts.sign_out)
    assert account.me.state == "signed_out"


async def test_a_device_that_is_signed_out_from_afar_shows_nothing_more(
    school: School, at_school: OpenAt
) -> None:
    here = await at_school(None)
    await here.attempt(accounts.sign_in, school.cast.nadia.email, PASSWORD)
    await until(lambda: here.link.state == "live")
    other = await at_school(school.cast.nadia)
    await other.do(accounts.list_devices)
    afar = next(device for device in other[DevicesStore].devices if not device.this)
    await other.do(accounts.sign_out_device, afar.id)
    await until(lambda: here.me.state == "signed_out")
    assert (await here.device.token(), here.me.me) == (None, None)


async def test_choosing_a_language_changes_the_translations_too(school: School, at_school: OpenAt) -> None:
    hart, nadia = [await at_school(who) for who in (school.cast.hart, school.cast.nadia)]
    await post(hart, f"class:{school.cast.class_4a}", "We planted beans.")
    await until(lambda: len(bodies(nadia)) == 1)
    await nadia.do(accounts.choose, type(nadia.me.preferences)(lang="en"))
    await until(lambda: nadia[StoriesStore].shown("family", None)[0].text.state is TextState.SAME)
    assert nadia.words.lang == "en"


async def test_comments_arrive_once_and_in_order_over_a_wire_that_keeps_breaking(
    school: School, at_school: OpenAt, line: Line, tmp_path: Path
) -> None:
    hart = await at_school(school.cast.hart)
    await post(hart, f"class:{school.cast.class_4a}", "We planted beans.")
    nadia = await at_school(school.cast.nadia, tmp_path, line.url)
    await until(lambda: len(bodies(nadia)) == 1)
    story_id = nadia[StoriesStore].shown("family", None)[0].id
    words = [f"Comment {n}" for n in range(15)]
    async with cutting(line, 8):
        for said in words:
            nadia.type(f"comment:{story_id}", said)
            await nadia.do(actions.post_comment, story_id)
            nadia.resume()
            await asyncio.sleep(0.04)
    nadia.resume()
    await until(lambda: not nadia.waiting.items, 20)
    page = await hart.api.call(GET_COMMENTS, CommentsAsk(story_id=story_id))
    assert [comment.text.body for comment in page.comments] == words
    await nadia.do(actions.open_comments, story_id)
    await until(lambda: nadia.link.state == "live", 10)
    assert [comment.text.body for comment in nadia[StoriesStore].comments(story_id)] == words


async def test_a_story_with_photos_survives_a_cut_in_the_middle(
    school: School, at_school: OpenAt, line: Line, tmp_path: Path
) -> None:
    picture = noise()
    hart = await at_school(school.cast.hart, tmp_path, line.url)
    line.cut()
    for key in ("a" * 32, "b" * 32):
        await hart.do(photos.add_photo, "story", Picked(key=key, name="x.jpg", data=picture))
    await post(hart, f"class:{school.cast.class_4a}", "Two photos")
    line.mend()
    async with cutting(line, 3):
        hart.resume()
    hart.resume()
    await until(lambda: not hart.waiting.items, 20)
    page = await hart.api.call(GET_FEED, FeedAsk(side="staff"))
    assert [(story.text.body, len({photo.id for photo in story.photos})) for story in page.stories] == [
        ("Two photos", 2)
    ]
