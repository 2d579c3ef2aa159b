"""What a person sends goes in order, once, and is never lost."""

import asyncio
from pathlib import Path

from client.core.account import Account
from client.core.db import Sqlite
from client.core.photos import Picked
from client.messages import actions as messages
from client.photos import actions as photos
from client.stories import actions
from tests.client import eg
from tests.client.conftest import Open
from tests.client.edge import FakeSchool, until
from tests.edges import FixedClock
from wire.accounts import KEEP_DRAFT
from wire.base import Model, Refusal
from wire.media import Photo
from wire.messages import SEND_MESSAGE
from wire.stories import LIKE_STORY, POST_COMMENT, POST_STORY, Likes

READY = Photo(id=77, width=10, height=10, colour="#000000")


def prepared(edge: FakeSchool) -> None:
    """The school takes likes and comments under story 1, and drafts."""
    edge.answers(LIKE_STORY, Likes(story_id=1, likes=1, liked=True), story_id=1)
    edge.answers(POST_COMMENT, eg.comment(), story_id=1)
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))


def bodies(edge: FakeSchool, path: str = "/v1/stories/1/comments") -> list[str]:
    """The words of what was done, in order."""
    return [heard.json["body"] for heard in edge.done if heard.path == path]


async def comment(account: Account, words: str) -> bool:
    account.type("comment:1", words)
    return await account.do(actions.post_comment, 1)


async def test_what_was_written_offline_goes_in_order_when_the_line_is_back(
    open_app: Open, edge: FakeSchool
) -> None:
    prepared(edge)
    account = await open_app()
    edge.go_down()
    for words in ("one", "two", "three"):
        assert await comment(account, words)
    assert [item.words for item in account.waiting.items] == ["one", "two", "three"]
    edge.up = True
    account.resume()
    await until(lambda: not account.waiting.items)
    assert bodies(edge) == ["one", "two", "three"]


async def test_a_lost_answer_does_not_send_it_twice(open_app: Open, edge: FakeSchool) -> None:
    prepared(edge)
    account = await open_app()
    edge.lose_answers = 2
    await comment(account, "only once")
    await until(lambda: not account.waiting.items)
    tries = [heard.key for heard in edge.heard if heard.path == "/v1/stories/1/comments"]
    assert (bodies(edge), len(tries), len(set(tries))) == (["only once"], 3, 1)


async def test_it_is_seen_as_waiting_and_as_sending(open_app: Open, edge: FakeSchool) -> None:
    prepared(edge)
    account = await open_app()
    edge.go_down()
    await account.do(actions.like, 1, True)
    await until(lambda: [item.state for item in account.waiting.about("like:1")] == ["waiting"])
    assert account.waiting.about("like:2") == ()


async def test_refused_words_are_in_the_draft_again_before_what_was_typed_since(
    open_app: Open, edge: FakeSchool
) -> None:
    prepared(edge)
    edge.answers(POST_COMMENT, Refusal("comments_closed"), story_id=1)
    account = await open_app()
    await comment(account, "first")
    account.type("comment:1", "second")
    await until(lambda: bool(account.notices.all))
    assert account.drafts.body("comment:1") == "first\n\nsecond"
    notice = account.notices.all[0]
    assert (notice.kind, notice.place) == ("refused", "comment:1")
    assert notice.sentence == account.words.refusal("comments_closed")


async def test_a_refusal_does_not_hold_up_what_comes_after(open_app: Open, edge: FakeSchool) -> None:
    prepared(edge)
    edge.answers(POST_STORY, Refusal("not_allowed"))
    account = await open_app()
    account.type("story", "No")
    await account.do(actions.post_story, "class:4")
    await comment(account, "Yes")
    await until(lambda: bodies(edge) == ["Yes"])


async def test_not_now_is_tried_again(open_app: Open, edge: FakeSchool) -> None:
    prepared(edge)
    given: list[Model | Refusal | int] = [Refusal("media_not_ready"), Refusal("busy"), 503, eg.comment()]
    answers = iter(given)
    edge.answers(POST_COMMENT, lambda _: next(answers), story_id=1)
    account = await open_app()
    await comment(account, "patience")
    for _ in range(4):
        await asyncio.sleep(0.02)
        account.outbox.wake()
    await until(lambda: not account.waiting.items)
    assert (bodies(edge), account.notices.all) == (["patience"], ())


async def test_a_server_that_breaks_on_it_gives_the_words_back_after_some_tries(
    open_app: Open, edge: FakeSchool
) -> None:
    prepared(edge)
    edge.answers(POST_COMMENT, 500, story_id=1)
    account = await open_app()
    await comment(account, "cursed")
    for _ in range(8):
        await asyncio.sleep(0.02)
        account.outbox.wake()
    await until(lambda: account.drafts.body("comment:1") == "cursed")
    assert not account.waiting.items


async def test_a_photo_that_was_sent_ahead_is_not_sent_again(open_app: Open, edge: FakeSchool) -> None:
    edge.pictures()
    edge.answers(POST_STORY, eg.story(2))
    edge.answers(KEEP_DRAFT, eg.draft("story", ""))
    account = await open_app()
    await account.do(photos.add_photo, "story", Picked(key="a" * 32, name="beans.jpg", data=b"jpeg"))
    assert [(one.state, one.data) for one in account.photos.at("story")] == [("ready", None)]
    account.type("story", "Beans")
    await account.do(actions.post_story, "class:4")
    await until(lambda: not account.waiting.items)
    posts = [heard.path for heard in edge.done if heard.path != "/v1/drafts"]
    assert posts == ["/v1/media", "/v1/stories"]
    assert edge.done[1].json["photos"] == [501]


async def test_photos_picked_offline_go_with_their_words_in_their_order(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    edge.pictures()
    edge.answers(POST_STORY, eg.story(2))
    edge.answers(KEEP_DRAFT, eg.draft("story", ""))
    account = await open_app(storage=tmp_path)
    edge.go_down()
    for key, data in (("a" * 32, b"first"), ("b" * 32, b"second")):
        await account.do(photos.add_photo, "story", Picked(key=key, name="x.jpg", data=data))
    assert [one.state for one in account.photos.at("story")] == ["waiting", "waiting"]
    account.photos.put("story", Picked(key="c" * 32, name="z.jpg", state="ready", photo=READY))
    await account.do(actions.post_story, "class:4")
    assert account.photos.at("story") == ()
    edge.up = True
    account.resume()
    await until(lambda: not account.waiting.items)
    sent = [heard.body for heard in edge.done if heard.path == "/v1/media"]
    post = next(heard for heard in edge.done if heard.path == "/v1/stories")
    assert (sent, post.json["photos"]) == ([b"first", b"second"], [501, 502, 77])
    assert list((tmp_path / "pictures").iterdir()) == []


async def test_a_photo_whose_answer_was_lost_is_stored_once(open_app: Open, edge: FakeSchool) -> None:
    edge.pictures()
    edge.answers(POST_STORY, eg.story(2))
    edge.answers(KEEP_DRAFT, eg.draft("story", ""))
    account = await open_app()
    edge.lose_answers = 1
    await account.do(photos.add_photo, "story", Picked(key="a" * 32, name="x.jpg", data=b"jpeg"))
    assert [one.state for one in account.photos.at("story")] == ["waiting"]
    await account.do(actions.post_story, "class:4")
    await until(lambda: not account.waiting.items)
    assert [heard.path for heard in edge.done if heard.path == "/v1/media"] == ["/v1/media"]


async def test_a_refused_photo_says_why_and_does_not_go(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(POST_STORY, eg.story(2))
    edge.answers(KEEP_DRAFT, eg.draft("story", ""))
    edge._prepared["POST", "/v1/media"] = Refusal("not_a_picture")
    account = await open_app()
    await account.do(photos.add_photo, "story", Picked(key="a" * 32, name="x.exe", data=b"MZ"))
    (one,) = account.photos.at("story")
    assert (one.state, one.why) == ("refused", account.words.refusal("not_a_picture"))
    await account.do(actions.post_story, "class:4")
    await until(lambda: not account.waiting.items)
    assert [heard.path for heard in edge.done if heard.path != KEEP_DRAFT.path] == ["/v1/stories"]


async def test_a_photo_that_is_not_here_is_never_sent_as_an_empty_one(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    prepared(edge)
    account = await open_app()
    account.photos.put("comment:1", Picked(key="a" * 32, name="x.jpg"))
    assert await comment(account, "Look") is False
    assert (account.drafts.body("comment:1"), edge.done) == ("Look", [])
    assert account.notices.all[0].sentence == account.words.refusal("photo_missing")
    gone = Picked(key="b" * 32, name="y.jpg", path=tmp_path / "y.jpg")
    await account.do(photos.add_photo, "story", gone)
    assert [one.state for one in account.photos.at("story")] == ["refused"]


def takes_messages(edge: FakeSchool) -> None:
    """The school takes pictures and files, and messages in thread 5."""
    edge.pictures()
    edge.files()
    edge.answers(SEND_MESSAGE, eg.message(1), thread_id=5)
    edge.answers(KEEP_DRAFT, eg.draft("message:5", ""))


def letter(name: str = "Brief für Zoë.pdf", key: str = "f" * 32, data: bytes = b"%PDF-1") -> Picked:
    return Picked(key=key, name=name, data=data, kind="file")


async def test_a_file_that_was_sent_ahead_goes_with_its_words_beside_a_photo(
    open_app: Open, edge: FakeSchool
) -> None:
    takes_messages(edge)
    account = await open_app()
    await account.do(photos.add_photo, "message:5", letter())
    await account.do(photos.add_photo, "message:5", Picked(key="a" * 32, name="x.jpg", data=b"jpeg"))
    assert [(one.state, one.id, one.data) for one in account.photos.at("message:5")] == [
        ("ready", 901, None), ("ready", 501, None),
    ]  # fmt: skip
    assert edge.done[0].file_name == "Brief für Zoë.pdf"
    account.type("message:5", "Here")
    await account.do(messages.send, 5)
    await until(lambda: not account.waiting.items)
    sent = next(heard.json for heard in edge.done if heard.path == "/v1/threads/5/messages")
    assert (sent["photos"], sent["files"]) == ([501], [901])
    assert [heard.path for heard in edge.done].count("/v1/files") == 1


async def test_a_file_picked_offline_waits_outlives_the_app_and_goes_once(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    takes_messages(edge)
    account = await open_app(storage=tmp_path)
    edge.go_down()
    await account.do(photos.add_photo, "message:5", letter())
    await account.do(photos.add_photo, "message:5", Picked(key="a" * 32, name="x.jpg", data=b"jpeg"))
    await account.do(messages.send, 5)
    assert [(item.photos, item.files) for item in account.waiting.items] == [(1, 1)]
    await account.close()
    edge.up, edge.lose_answers = True, 2
    again = await open_app(storage=tmp_path)
    await until(lambda: not again.waiting.items)
    files = [(heard.file_name, heard.body) for heard in edge.done if heard.path == "/v1/files"]
    sent = next(heard.json for heard in edge.done if heard.path == "/v1/threads/5/messages")
    assert files == [("Brief für Zoë.pdf", b"%PDF-1")]
    assert (sent["photos"], sent["files"]) == ([501], [901])
    assert list((tmp_path / "pictures").iterdir()) == []


async def test_a_refused_file_says_why_and_does_not_go(open_app: Open, edge: FakeSchool) -> None:
    takes_messages(edge)
    edge._prepared["POST", "/v1/files"] = Refusal("file_locked")
    account = await open_app()
    await account.do(photos.add_photo, "message:5", letter())
    (one,) = account.photos.at("message:5")
    assert (one.state, one.why) == ("refused", account.words.refusal("file_locked"))
    account.type("message:5", "Without it")
    await account.do(messages.send, 5)
    await until(lambda: not account.waiting.items)
    sent = next(heard.json for heard in edge.done if heard.path == "/v1/threads/5/messages")
    assert (sent["files"], sent["photos"]) == ([], [])


async def test_a_large_file_goes_in_pieces_and_tells_how_far_it_is(open_app: Open, edge: FakeSchool) -> None:
    takes_messages(edge)
    account = await open_app()
    shares: list[float] = []
    data = bytes(range(256)) * 1024
    await account.api.upload_file(data, key="f" * 32, name="film.mp4", told=shares.append)
    assert (edge.done[0].body == data, shares) == (True, [0.25, 0.5, 0.75, 1.0])


async def test_a_row_of_an_older_app_goes_on_its_way(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    prepared(edge)
    account = await open_app(storage=tmp_path)
    edge.go_down()
    await comment(account, "from before")
    await account.close()
    older = Sqlite(tmp_path)
    (before,) = older._db.execute("SELECT row FROM outbox").fetchone()
    older._db.execute("UPDATE outbox SET row = ?", (before.replace(b',"names":{}', b""),))
    older._db.commit()
    assert older._db.execute("SELECT row FROM outbox").fetchone()[0] != before
    older.close()
    edge.up = True
    again = await open_app(storage=tmp_path)
    await until(lambda: bodies(edge) == ["from before"])
    await until(lambda: not again.waiting.items)


async def test_photos_of_a_refused_story_are_picked_again(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(POST_STORY, Refusal("not_allowed"))
    edge.answers(KEEP_DRAFT, eg.draft("story", ""))
    account = await open_app()
    picked = Picked(key="c" * 32, name="z.jpg", state="ready", photo=READY)
    account.photos.put("story", picked)
    await account.do(actions.post_story, "class:4")
    await until(lambda: bool(account.notices.all))
    assert account.photos.at("story") == (picked,)


async def test_a_killed_app_sends_what_waited_once_and_in_order(
    open_app: Open, edge: FakeSchool, tmp_path: Path, clock: FixedClock
) -> None:
    prepared(edge)
    account = await open_app(storage=tmp_path)
    edge.lose_answers = 1  # the server does the first one, and nobody here gets to know
    await comment(account, "one")
    await until(lambda: len(bodies(edge)) == 1)
    edge.go_down()
    await comment(account, "two")
    await account.close()  # nothing is written at this moment: what is on the disk is what a kill would leave
    edge.up = True
    again = await open_app(storage=tmp_path)
    await until(lambda: bodies(edge) == ["one", "two"])
    await until(lambda: not again.waiting.items)


async def test_nothing_of_one_person_is_sent_as_another(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    prepared(edge)
    nadia = await open_app(storage=tmp_path)
    edge.go_down()
    await comment(nadia, "from Nadia")
    await nadia.close()
    other = FakeSchool(token="other-token")
    other.snapshot(eg.snapshot(eg.story(1), me=eg.me(8, "pl")))
    prepared(other)
    katarzyna = await open_app(token="other-token", storage=tmp_path, at=other)
    assert katarzyna.waiting.items == ()
    await katarzyna.close()
    assert other.paths("POST") == []
    edge.up = True
    back = await open_app(storage=tmp_path)
    await until(lambda: bodies(edge) == ["from Nadia"])
    assert back.me.me == eg.me()


async def test_on_a_full_disk_the_words_stay_in_their_field(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    prepared(edge)
    account = await open_app(storage=tmp_path)
    full = account._kept._db  # type: ignore[attr-defined]
    full.execute(f"PRAGMA max_page_count = {full.execute('PRAGMA page_count').fetchone()[0]}")
    account.type("comment:1", "long " * 2000)
    assert await account.do(actions.post_comment, 1) is False
    assert account.drafts.body("comment:1") == "long " * 2000
    assert [notice.kind for notice in account.notices.all] == ["refused"]
    full.execute("PRAGMA max_page_count = 100000")
    assert await account.do(actions.post_comment, 1)
    await until(lambda: bodies(edge) == ["long " * 2000])
