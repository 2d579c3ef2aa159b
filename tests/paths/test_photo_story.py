"""A teacher posts a photo story; a moment later a parent has it on an open screen, in her own language."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import msgspec
import pytest
from PIL import Image

from server.web.inside import Inside
from tests.cast import Who
from tests.school import School, headers_of, new_key
from wire.events import (
    EVENTS_PATH,
    CommentPosted,
    Event,
    StartOver,
    StoryChanged,
    StoryLiked,
    StoryPosted,
    StoryWithdrawn,
    TextTranslated,
    decode,
)
from wire.media import UPLOAD_PATH, Photo, address
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk
from wire.stories import (
    DECIDE_COMMENT,
    EDIT_STORY,
    GET_STORY,
    LIKE_STORY,
    POST_COMMENT,
    POST_STORY,
    WITHDRAW_STORY,
    Comment,
    DecideComment,
    EditStory,
    LikeStory,
    NewComment,
    NewStory,
    Story,
    StoryRef,
    StoryView,
)


@asynccontextmanager
async def following(
    school: School, who: Who, after: int | None = None
) -> "AsyncIterator[asyncio.Queue[Event]]":
    """What somebody's open screen hears, from now on or after an event."""
    if after is None:
        snapshot = await school.ask(who, GET_SNAPSHOT, SnapshotAsk())
        assert isinstance(snapshot, Snapshot)
        after = snapshot.cursor
    heard: asyncio.Queue[Event] = asyncio.Queue()
    connected = asyncio.Event()

    async def follow(http: httpx.AsyncClient) -> None:
        headers = headers_of(who) | {"Last-Event-ID": str(after)}
        async with http.stream("GET", EVENTS_PATH, headers=headers, timeout=None) as stream:
            async for line in stream.aiter_lines():
                connected.set()
                if line.startswith("data: "):
                    heard.put_nowait(decode(line.removeprefix("data: ").encode()))

    async with httpx.AsyncClient(transport=Inside(school.app), base_url="http://school.test") as http:
        task = asyncio.create_task(follow(http))
        await asyncio.wait_for(connected.wait(), 10)
        yield heard
        task.cancel()


async def next_of(heard: "asyncio.Queue[Event]", kind: type[Event]) -> Event:
    """The next event of a kind."""
    while True:
        event = await asyncio.wait_for(heard.get(), 10)
        if isinstance(event, kind):
            return event


def picture() -> bytes:
    """A small JPEG with a place in it that must not get out."""
    image = Image.new("RGB", (1000, 600), "#c96f4a")
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


async def upload(school: School, who: Who) -> Photo:
    told = await school.http.post(
        UPLOAD_PATH, content=picture(), headers=headers_of(who) | {"Idempotency-Key": new_key()}
    )
    assert told.status_code == 200, told.text
    return msgspec.json.decode(told.content, type=Photo)


@pytest.mark.background
async def test_from_the_teachers_camera_to_the_mothers_screen(school: School) -> None:
    cast = school.cast
    async with following(school, cast.nadia) as mother, following(school, cast.daniel) as other:
        photo = await upload(school, cast.hart)
        ask = NewStory(topic=f"class:{cast.class_4a}", body="Thank you. 🎒", photos=(photo.id,))
        story = await school.ask(cast.hart, POST_STORY, ask)
        assert isinstance(story, Story)
        posted = await next_of(mother, StoryPosted)
        assert isinstance(posted, StoryPosted)
        assert (posted.story.id, posted.story.photos) == (story.id, (photo,))
        translated = await next_of(mother, TextTranslated)
        assert isinstance(translated, TextTranslated)
        assert translated.text.id == story.text.id
        assert other.empty()
    for who, status in ((cast.nadia, 200), (cast.katarzyna, 200), (cast.hart, 200), (cast.daniel, 404)):
        shown = await school.http.get(address(photo.id, 800), headers=headers_of(who))
        assert shown.status_code == status
    assert (
        b"Secret"
        not in (await school.http.get(address(photo.id, 800), headers=headers_of(cast.nadia))).content
    )


async def test_every_change_reaches_the_open_screen(school: School) -> None:
    cast = school.cast
    story = await school.ask(
        cast.hart, POST_STORY, NewStory(topic=f"class:{cast.class_4a}", body="We baked bred.")
    )
    assert isinstance(story, Story)
    async with following(school, cast.katarzyna) as mother:
        await school.ask(cast.nadia, LIKE_STORY, LikeStory(story_id=story.id, on=True))
        assert await next_of(mother, StoryLiked) == StoryLiked(story_id=story.id, likes=1)
        comment = await school.ask(cast.nadia, POST_COMMENT, NewComment(story_id=story.id, body="😀"))
        assert isinstance(comment, Comment)
        assert await next_of(mother, CommentPosted) == CommentPosted(comment=comment, comments=1)
        edit = EditStory(story_id=story.id, body="We baked bread.", comments_open=True)
        await school.ask(cast.hart, EDIT_STORY, edit)
        changed = await next_of(mother, StoryChanged)
        assert isinstance(changed, StoryChanged)
        assert (changed.story.text.body, changed.story.edited_at) == ("We baked bread.", school.clock.now())
        await school.ask(cast.hart, WITHDRAW_STORY, StoryRef(story_id=story.id))
        assert await next_of(mother, StoryWithdrawn) == StoryWithdrawn(story_id=story.id)


async def test_what_happened_while_away_is_caught_up_with(school: School) -> None:
    cast = school.cast
    before = await school.ask(cast.nadia, GET_SNAPSHOT, SnapshotAsk())
    assert isinstance(before, Snapshot)
    posted = []
    for n in range(3):
        ask = NewStory(topic=f"class:{cast.class_4a}", body=f"😀{n}")
        story = await school.ask(cast.hart, POST_STORY, ask)
        assert isinstance(story, Story)
        posted.append(story.id)
    async with following(school, cast.nadia, before.cursor) as mother:
        heard = [await next_of(mother, StoryPosted) for _ in posted]
    assert [event.story.id for event in heard if isinstance(event, StoryPosted)] == posted


async def test_a_cursor_from_nowhere_means_start_over(school: School) -> None:
    async with following(school, school.cast.nadia, 10**9) as mother:
        assert await next_of(mother, StartOver) == StartOver()


async def test_waiting_pictures_are_for_the_class_team_until_let_through(school: School) -> None:
    cast = school.cast
    story = await school.ask(cast.hart, POST_STORY, NewStory(topic=f"class:{cast.class_4a}", body="😀"))
    assert isinstance(story, Story)
    photo = await upload(school, cast.nadia)
    async with following(school, cast.katarzyna) as other, following(school, cast.sandhu) as team:
        ask = NewComment(story_id=story.id, body="Our boat", photos=(photo.id,))
        comment = await school.ask(cast.nadia, POST_COMMENT, ask)
        assert isinstance(comment, Comment)
        assert comment.state == "waiting"
        seen = await next_of(team, CommentPosted)
        assert isinstance(seen, CommentPosted)
        assert (seen.comment.id, seen.comments) == (comment.id, 0)
        shown = await school.http.get(address(photo.id, 400), headers=headers_of(cast.katarzyna))
        assert (shown.status_code, other.empty()) == (404, True)
        await school.ask(cast.hart, DECIDE_COMMENT, DecideComment(comment_id=comment.id, show=True))
        through = await next_of(other, CommentPosted)
        assert isinstance(through, CommentPosted)
        assert (through.comment.state, through.comments) == ("shown", 1)
        shown = await school.http.get(address(photo.id, 400), headers=headers_of(cast.katarzyna))
        assert shown.status_code == 200
    view = await school.ask(cast.katarzyna, GET_STORY, StoryRef(story_id=story.id))
    assert isinstance(view, StoryView)
    assert view.story.comments == 1
