"""Making the demo school: whole or not at all, once, and in every family's language from the start."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import httpx
import msgspec
import pytest
import sqlalchemy as sa
from PIL import Image

from server.accounts.actions import open_session
from server.accounts.tables import people, sessions
from server.app import Server, build
from server.core.config import Settings
from server.core.context import token_hash
from server.core.viewer import Viewer
from server.demo.forms import SENT
from server.demo.make import MARK, NotTheDemo, holds_a_demo, make_demo, sign_in_lines
from server.demo.people import CARDS, PASSWORD, SCHOOL, demo_people, mail_of
from server.demo.shelves import SHELVED
from server.demo.talks import TALKS
from server.demo.tell import STORIES
from server.forms.tables import form_answers, form_renderings, forms
from server.library.queries import item_page
from server.library.tables import items
from server.media.tables import files, media
from server.messages.tables import messages
from server.messages.threads import thread_page
from server.school.actions import set_school
from server.school.queries import children_of, demo_cards
from server.school.viewing import viewer_of
from server.stories.queries import comment_page, feed_page, scheduled
from server.stories.tables import comments, likes, stories
from server.translation.tables import translations
from tests.edges import DAY, FixedClock
from wire.accounts import SIGN_IN
from wire.base import TextState
from wire.forms import FormState
from wire.library import ItemKind, ItemsAsk, ItemState
from wire.messages import ThreadPage, ThreadsAsk
from wire.school import School
from wire.stories import CommentsAsk, FeedAsk, FeedPage, StoryKind, StoryState

UNCHECKED = translations.c.state.not_in((TextState.CHECKED, TextState.SAME))
"""What is only a name, as in an answer, reads the same in every language."""


def plain(name: str) -> bytes:
    """A picture that is quick to make, another for each name."""
    file = BytesIO()
    shade = sum(name.encode()) % 256
    Image.new("RGB", (40, 30), (shade, 255 - shade, 90)).save(file, "JPEG")
    return file.getvalue()


def opened(folder: Path) -> Server:
    """A server on an empty folder, on a Thursday at nine."""
    return build(Settings(data=folder, demo=True), clock=FixedClock(), demo_people=demo_people)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo school, made once for all tests that only look at it."""
    server = opened(tmp_path_factory.mktemp("demo"))
    assert make_demo(server.context, server.runner.run_due, draw=plain)
    yield server
    server.context.db.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    """A server that has no school yet."""
    server = opened(tmp_path)
    yield server
    server.context.db.close()


def viewer(server: Server, name: str) -> Viewer:
    """Somebody of the demo school, signed in."""
    db = server.context.db
    with_id = sa.select(people.c.id).where(people.c.email == mail_of(name))
    person = db.read(lambda conn: conn.execute(with_id).scalar_one())
    token = db.write(lambda tx: open_session(tx, person, "test")).token
    found = db.read(lambda conn: viewer_of(conn, token_hash(token), server.context.clock.now()))
    assert found
    return found


def count(server: Server, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    """How many rows there are."""
    query = sa.select(sa.func.count()).select_from(table).where(*where)
    return int(server.context.db.read(lambda conn: conn.execute(query).scalar_one()))


def test_everything_that_is_told_is_there(demo: Server) -> None:
    assert count(demo, stories) == len(STORIES)
    assert count(demo, stories, stories.c.state == StoryState.LIVE) == len(
        [t for t in STORIES if t.back >= 0]
    )
    assert count(demo, comments) == sum(len(told.comments) for told in STORIES)
    pictures = sum(len(told.pictures) for told in STORIES) + len([one for one in SHELVED if one.picture])
    assert count(demo, media) == pictures
    assert count(demo, media, media.c.used_by.is_(None)) == 0
    assert count(demo, items) == len(SHELVED)
    assert count(demo, files, files.c.used_by.is_(None)) == 0
    assert count(demo, items, items.c.state == ItemState.QUEUED) == 1
    assert count(demo, likes) > 250


def test_every_text_reads_in_every_language_of_its_readers_at_once(demo: Server) -> None:
    assert count(demo, translations) > 700
    assert count(demo, translations, UNCHECKED) == 0


def test_forms_are_out_and_answered_and_one_is_a_draft(demo: Server) -> None:
    assert count(demo, forms, forms.c.state == FormState.LIVE) == len(SENT)
    assert count(demo, forms, forms.c.version == 0) == 1
    assert count(demo, form_answers) == sum(len(sent.answers) for sent in SENT)


def test_who_signs_a_form_has_read_it_in_their_own_language(demo: Server) -> None:
    rows = demo.context.db.read(lambda conn: conn.execute(sa.select(form_renderings)).all())
    assert {row.lang for row in rows} >= {"en", "ur", "pl", "ar"}
    assert [row.lang for row in rows if not row.checked] == []
    for row in rows:
        title = msgspec.json.decode(row.body)["title"]
        assert title["state"] == ("same" if row.lang == "en" else "checked")


def feed(demo: Server, who: Viewer, ask: FeedAsk) -> tuple[FeedPage, list[int]]:
    """A page as an app gets it, and the texts on it that nobody began to translate."""
    page, missing = demo.context.db.read(lambda conn: feed_page(conn, who, ask))
    return msgspec.json.decode(msgspec.json.encode(page), type=FeedPage), missing


@pytest.mark.parametrize("name", CARDS[:3])
def test_a_parent_reads_the_whole_feed_in_their_own_language(demo: Server, name: str) -> None:
    me = viewer(demo, name)
    page, missing = feed(demo, me, FeedAsk())
    assert missing == []
    expected = TextState.SAME if me.lang == "en" else TextState.CHECKED
    assert {story.text.state for story in page.stories} == {expected}
    assert [story.pos for story in page.stories] == sorted((s.pos for s in page.stories), reverse=True)
    assert [story.at for story in page.stories] == sorted((s.at for s in page.stories), reverse=True)
    assert {story.kind for story in page.stories} == set(StoryKind)


def test_the_teacher_reads_the_families_comments_in_english(demo: Server) -> None:
    hart = viewer(demo, "Miss Hart")
    page, _ = feed(demo, hart, FeedAsk(side="staff"))
    asked = [CommentsAsk(story_id=story.id) for story in page.stories if story.comments]
    pages = [demo.context.db.read(partial(comment_page, viewer=hart, ask=ask)) for ask in asked]
    found = [comment for shown, _ in pages for comment in shown.comments]
    foreign = {c.text.lang: c.text.state for c in found if c.text.lang != "en"}
    assert set(foreign) >= {"ur", "pl", "ar", "es"}
    assert set(foreign.values()) == {TextState.CHECKED}


def threads_of(demo: Server, name: str, ask: ThreadsAsk) -> ThreadPage:
    """Somebody's threads."""
    me, now = viewer(demo, name), demo.context.clock.now()
    page, missing = demo.context.db.read(lambda conn: thread_page(conn, me, ask, now))
    assert missing == []
    return page


def test_every_message_is_there_and_was_written_before_now(demo: Server) -> None:
    to_class = count(demo, messages, messages.c.broadcast_id.is_not(None))
    assert count(demo, messages) - to_class == sum(len(talk.lines) for talk in TALKS)
    assert to_class > 8
    assert count(demo, messages, messages.c.at > demo.context.clock.now()) == 0
    order = sa.select(messages.c.at).order_by(messages.c.id)
    times = demo.context.db.read(lambda conn: list(conn.execute(order).scalars()))
    assert times == sorted(times)


def test_a_mother_reads_her_threads_in_her_own_language_and_some_are_new(demo: Server) -> None:
    page = threads_of(demo, "Nadia Qureshi", ThreadsAsk())
    assert [(line.thread.pupil_name, line.unread) for line in page.threads] == [
        ("Yusuf Qureshi", 1),
        ("Zara Qureshi", 1),
    ]
    lasts = [line.last for line in page.threads if line.last]
    assert [last.text.state for last in lasts] == [TextState.CHECKED] * 2
    assert [last.to_class for last in lasts] == [False, True]


def test_each_family_has_its_own_report_and_something_to_open(demo: Server) -> None:
    now, asked = demo.context.clock.now(), ItemsAsk(kind=ItemKind.REPORT)
    found = {}
    for name in CARDS[:3]:
        me = viewer(demo, name)
        page = demo.context.db.read(partial(item_page, viewer=me, ask=asked, now=now))
        found[name] = sorted(item.audience for item in page.items)
        everything = demo.context.db.read(partial(item_page, viewer=me, ask=ItemsAsk(), now=now))
        assert everything.new
        assert {item.kind for item in everything.items} == set(ItemKind)
    assert found == {
        "Nadia Qureshi": ["Yusuf Qureshi", "Zara Qureshi"],
        "Katarzyna Nowak": ["Lena Nowak"],
        "Daniel Whitlock": ["Rosie Whitlock"],
    }


def test_one_family_has_waited_for_two_days(demo: Server) -> None:
    page = threads_of(demo, "Miss Hart", ThreadsAsk(side="staff", waiting=True))
    waits = [(line.thread.pupil_name, line.thread.waiting_since or 0) for line in page.threads]
    assert [name for name, _ in waits] == ["Zara Qureshi"]
    assert demo.context.clock.now() - waits[0][1] > DAY


def test_two_children_in_two_classes_and_nothing_of_the_others(demo: Server) -> None:
    nadia = viewer(demo, "Nadia Qureshi")
    children = demo.context.db.read(lambda conn: children_of(conn, nadia))
    assert [(child.name, child.class_name) for child in children] == [
        ("Yusuf Qureshi", "1A"),
        ("Zara Qureshi", "4A"),
    ]
    page, _ = feed(demo, nadia, FeedAsk(child=children[0].id))
    assert {story.place for story in page.stories} == {"1A", "Yusuf Qureshi", ""}


def test_stories_that_wait_are_seen_by_their_team_alone(demo: Server) -> None:
    hart, daniel = viewer(demo, "Miss Hart"), viewer(demo, "Daniel Whitlock")
    waiting = demo.context.db.read(lambda conn: scheduled(conn, hart)).stories
    assert [story.place for story in waiting] == ["4A"]
    assert demo.context.db.read(lambda conn: scheduled(conn, daniel)).stories == ()


def test_the_cards_are_there_and_nobody_is_still_signed_in(demo: Server) -> None:
    cards = demo.context.db.read(lambda conn: demo_cards(conn, demo_people(conn)))
    assert [card.name for card in cards] == list(CARDS)
    assert cards[0].children == ("Yusuf Qureshi · 1A", "Zara Qureshi · 4A")
    assert count(demo, sessions, sessions.c.device != "test") == 0


async def test_anybody_of_the_demo_signs_in_with_the_one_password(demo: Server) -> None:
    transport = httpx.ASGITransport(app=demo.app)
    details = {"email": mail_of("Piotr Nowak"), "password": PASSWORD, "device": "test"}
    async with httpx.AsyncClient(transport=transport, base_url="http://school.test") as http:
        answer = await http.post(SIGN_IN.path, json=details)
        away = await http.post(SIGN_IN.path, json={**details, "email": mail_of("Grace Winslow")})
    assert (answer.status_code, away.status_code) == (200, 401)


def test_a_second_call_changes_nothing(demo: Server) -> None:
    before = count(demo, stories), count(demo, media), count(demo, people)
    assert make_demo(demo.context, demo.runner.run_due, draw=plain) is False
    assert (count(demo, stories), count(demo, media), count(demo, people)) == before


def test_what_was_interrupted_is_made_again_and_leaves_no_file_behind(empty: Server) -> None:
    def runs_out_of_ink(name: str) -> bytes:
        if name == "pond:1":
            raise KeyboardInterrupt
        return plain(name)

    def never() -> None:
        raise InterruptedError

    def files() -> int:
        return len(list(empty.context.files.root.rglob("400.webp")))

    with pytest.raises(KeyboardInterrupt):
        make_demo(empty.context, never, draw=runs_out_of_ink)
    assert count(empty, people) == 0
    assert holds_a_demo(empty.context.settings.data)
    with pytest.raises(InterruptedError):
        make_demo(empty.context, never, draw=plain)
    assert files() == count(empty, media)
    assert make_demo(empty.context, never, draw=plain) is False
    empty.runner.run_due()
    assert count(empty, translations, UNCHECKED) == 0
    (empty.context.settings.data / MARK).unlink()
    assert holds_a_demo(empty.context.settings.data)


def test_a_real_school_is_left_alone(empty: Server) -> None:
    real = School(
        "Birch Lane School", "BRCH", "#335577", "01632 960001", "office@example.org", "Europe/London"
    )
    empty.context.db.write(lambda tx: set_school(tx, real))
    with pytest.raises(NotTheDemo):
        make_demo(empty.context, empty.runner.run_due, draw=plain)
    assert count(empty, people) == 0
    assert not holds_a_demo(empty.context.settings.data)


def test_the_terminal_says_how_to_sign_in() -> None:
    lines = sign_in_lines()
    assert len(lines) == len(CARDS) + 1
    assert lines[0].split() == ["Nadia", "Qureshi", "nadia.qureshi@hazelmoor.example.org"]
    assert lines[-1].endswith(PASSWORD)
    assert SCHOOL.code == "HAZL"
