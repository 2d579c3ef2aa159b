"""Beginning a conversation, the page about one, and looking for words."""

import flet as ft
import msgspec
import pytest

from client.core.words import Words
from client.messages.hear import topic_name
from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.client.views.test_names import nameless
from tests.edges import THURSDAY_9_AM
from tests.screen import Screen, _walk
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Nothing, Refusal, TextState
from wire.messages import (
    AGREE_HEAR_ABOUT,
    GET_HEAR_ABOUT,
    GET_MESSAGES,
    GET_PARTNERS,
    GET_QUICK_ANSWERS,
    GET_THREAD,
    HEAR_ABOUT_TOPICS,
    OPEN_THREAD,
    SEARCH_MESSAGES,
    SEND_TO_CLASS,
    SET_HEAR_ABOUT,
    SET_MARKS,
    ClassMessageSent,
    Found,
    FoundMessage,
    HearAbout,
    MessagePage,
    Partner,
    Partners,
    QuickAnswers,
    ThreadKind,
)
from wire.safeguarding import EXPORT_MINE, GET_EXPORTS, REPORT, Export, Exports, ExportState, Reported

ENGLISH = eg.me(7, "en")
FOR_ZOYA = Partner(pupil_id=1, pupil_name="Zoya Malik", class_name="4A")
FOR_ILYAS = Partner(pupil_id=2, pupil_name="Ilyas Malik", class_name="3B")
KHAN_FOR_ZOYA = Partner(pupil_id=1, pupil_name="Zoya Malik", class_name="4A", staff=(eg.KHAN,))
MINE = Partners(partners=(FOR_ZOYA, KHAN_FOR_ZOYA, FOR_ILYAS))
OF_4A = Partners(partners=(FOR_ZOYA,), classes=((4, "4A", 24),))
NOTHING_SAID = HearAbout(pupil_id=1, topics=())


@pytest.fixture(autouse=True)
def messages_at(school: FakeSchool) -> None:
    photo_message = eg.message(1)
    school.answers(GET_QUICK_ANSWERS, QuickAnswers(sentences=("Thank you.",)))
    school.answers(KEEP_DRAFT, eg.draft("message:5", ""))
    school.answers(SET_MARKS, Nothing(), thread_id=5)
    school.answers(GET_THREAD, eg.view(eg.line(5, photo_message)), thread_id=5)
    school.answers(
        GET_MESSAGES, MessagePage(messages=(photo_message, eg.from_nadia(2)), next=None), thread_id=5
    )
    school.answers(GET_PARTNERS, MINE)
    school.answers(GET_EXPORTS, Exports(exports=()))
    school.answers(GET_HEAR_ABOUT, NOTHING_SAID, pupil_id=1)


def box(screen: Screen, words: str) -> ft.Container:
    """What is tapped to choose the entry or the chip that says this."""
    top = _walk(screen.all(ft.View)[-1])
    for one in [one for one in top if isinstance(one, ft.MergeSemantics)]:
        inner = one.content
        if isinstance(inner, ft.Semantics) and isinstance(inner.content, ft.Container):
            said = [text.value for text in _texts(inner.content)]
            if words in said:
                return inner.content
    raise AssertionError(f"no {words!r}: {screen.words()}")


def _texts(container: ft.Container) -> list[ft.Text]:
    return [one for one in _walk(container) if isinstance(one, ft.Text)]


async def test_a_parent_chooses_the_child_and_then_with_whom(show: Show, school: FakeSchool) -> None:
    school.answers(OPEN_THREAD, eg.view(eg.line(5, kind=ThreadKind.NAMED, staff=(eg.KHAN,))))
    screen = await show(eg.snapshot(me=ENGLISH), "/messages/new")
    await screen.until(lambda: screen.sees("About which child?"))
    assert (screen.sees("Class team of 4A"), screen.sees("Class team of 3B")) == (True, False)
    await screen.tap(box(screen, "Ilyas Malik"))
    assert (screen.sees("Class team of 4A"), screen.sees("Class team of 3B")) == (False, True)
    await screen.tap(box(screen, "Zoya Malik"))
    await screen.tap(box(screen, "Imran Khan"))
    await screen.until(lambda: screen.page.route == "/messages/5")
    assert [one.json for one in school.done if one.path == "/v1/threads"] == [{"pupil_id": 1, "staff": [21]}]


async def test_the_child_that_i_look_at_is_chosen_first(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(me=ENGLISH), "/")
    pill = next(
        one.content for one in screen.all(ft.Semantics)
        if one.checked is False and "Ilyas Malik" in [text.value for text in _texts(one.content)]  # type: ignore[arg-type]
    )  # fmt: skip
    assert isinstance(pill, ft.Container)
    await screen.tap(pill)
    await screen.go("/messages/new")
    await screen.until(lambda: screen.sees("Class team of 3B"))


async def test_without_a_connection_the_page_says_so_and_can_be_tried_again(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_PARTNERS, Refusal("busy"))
    screen = await show(eg.snapshot(me=ENGLISH), "/messages/new")
    await screen.until(lambda: screen.sees("This could not be loaded"))
    school.answers(GET_PARTNERS, MINE)
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("To whom?"))


async def test_a_teacher_writes_to_all_families_and_knows_how_many(show: Show, school: FakeSchool) -> None:
    school.answers(GET_PARTNERS, OF_4A)
    school.answers(SEND_TO_CLASS, ClassMessageSent(threads=24), class_id=4)
    screen = await show(eg.teacher_snapshot(), "/messages/new")
    await screen.until(lambda: screen.sees("All families of 4A"))
    assert screen.sees("24 families, each of which answers alone")
    await screen.tap(box(screen, "All families of 4A"))
    await screen.until(lambda: screen.sees("Send to 24 families"))
    assert (screen.sees("Add photos"), screen.sees("Add a file")) == (True, True)
    await screen.tap("Send to 24 families")
    assert screen.sees("Please write something or add a photo first.")
    await screen.type("Write a message", "No club today.")
    await screen.tap("Send to 24 families")
    await screen.until(lambda: "/v1/classes/4/messages" in school.paths())
    sent = [one.json["body"] for one in school.done if one.path == "/v1/classes/4/messages"]
    assert (sent, screen.page.route) == (["No club today."], "/messages")


@pytest.mark.parametrize("side", ["family", "staff"])
async def test_the_page_says_who_is_in_it_and_who_else_can_open_it(show: Show, side: str) -> None:
    snapshot = eg.snapshot(me=ENGLISH) if side == "family" else eg.teacher_snapshot()
    screen = await show(snapshot, "/messages/5/about")
    await screen.until(lambda: screen.sees("Who else can read it"))
    said = " ".join(screen.words())
    assert ("Eleanor Hart" in said, "Nadia Malik" in said) == (True, True)
    assert "Each time they must give a reason." in said


async def test_a_family_says_what_it_wants_to_hear_about(show: Show, school: FakeSchool) -> None:
    chosen = HearAbout(pupil_id=1, topics=("mood",), text=eg.text("Naps?", text_id=9), at=5)
    school.answers(SET_HEAR_ABOUT, chosen, pupil_id=1)
    screen = await show(eg.snapshot(me=ENGLISH), "/messages/5/about")
    await screen.until(lambda: screen.sees("How they feel"))
    await screen.tap(box(screen, "How they feel"))
    await screen.type("In your own words", "Naps?")
    await screen.tap("Save")
    await screen.until(lambda: screen.sees("The class team has not agreed to this yet."))
    said = [one.json for one in school.done if one.path.endswith("/hear-about")]
    assert said == [{"topics": ["mood"], "body": "Naps?"}]


async def test_a_teacher_agrees_to_it(show: Show, school: FakeSchool) -> None:
    wish = HearAbout(pupil_id=1, topics=("lunch",), by=eg.NADIA, at=5, version=7)
    agreed = HearAbout(pupil_id=1, topics=("lunch",), by=eg.NADIA, at=5, agreed_by=eg.HART, agreed_at=6)
    school.answers(GET_HEAR_ABOUT, wish, pupil_id=1)
    school.answers(AGREE_HEAR_ABOUT, agreed, pupil_id=1)
    screen = await show(eg.teacher_snapshot(), "/messages/5/about")
    await screen.until(lambda: screen.sees("Agree to this"))
    await screen.tap("Agree to this")
    await screen.until(lambda: any(word.startswith("Eleanor Hart agreed") for word in screen.words()))


@pytest.mark.parametrize("lang", ["en", "ur", "pl"])
def test_every_topic_has_a_name(lang: str) -> None:
    names = {topic_name(Words(lang), topic) for topic in HEAR_ABOUT_TOPICS}
    assert (len(names), names & set(HEAR_ABOUT_TOPICS)) == (len(HEAR_ABOUT_TOPICS), set())


async def test_words_are_looked_for_and_what_is_found_opens(show: Show, school: FakeSchool) -> None:
    urdu = eg.text("پھلیاں", lang="ur", state=TextState.DONE, shown="Beans", text_id=3)
    school.answers(
        SEARCH_MESSAGES,
        Found(found=(FoundMessage(message=eg.from_nadia(2, text=urdu), thread=eg.thread()),), next=None),
    )
    screen = await show(eg.teacher_snapshot(), "/messages/search")
    await screen.type("Words to look for", "Beans")
    await screen.tap("Search")
    await screen.until(lambda: screen.sees("Beans"))
    assert (screen.sees("Zoya Malik"), school.heard[-1].json["words"]) == (True, "Beans")
    await screen.tap(box(screen, "Beans"))
    await screen.until(lambda: screen.page.route == "/messages/5")


async def test_nothing_found_and_a_failed_search_are_told_apart(show: Show, school: FakeSchool) -> None:
    school.answers(SEARCH_MESSAGES, Found(found=(), next=None))
    screen = await show(eg.snapshot(me=ENGLISH), "/messages/search")
    await screen.type("Words to look for", "Peas")
    await screen.tap("Search")
    await screen.until(lambda: screen.sees("Nothing was found"))
    school.answers(SEARCH_MESSAGES, Refusal("broken"))
    await screen.tap("Search")
    await screen.until(lambda: screen.sees("The messages could not be searched"))


async def test_a_single_letter_is_not_looked_for(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(me=ENGLISH), "/messages/search")
    await screen.type("Words to look for", "P")
    await screen.tap("Search")
    assert "/v1/messages/search" not in school.paths()


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize(
    "route",
    [
        "/messages",
        "/messages/5",
        "/messages/5/about",
        "/messages/new",
        "/messages/class/4",
        "/messages/search",
    ],
)
@pytest.mark.parametrize("who", ["parent", "teacher"])
async def test_everything_that_can_be_used_has_a_name(
    show: Show, school: FakeSchool, route: str, width: int, who: str
) -> None:
    if who == "teacher":
        school.answers(GET_PARTNERS, OF_4A)
    lines = eg.threads(eg.line(5, eg.message(1), unread=1))
    snapshot = eg.snapshot(threads=lines) if who == "parent" else eg.teacher_snapshot(threads=lines)
    screen = await show(snapshot, route, width)
    await screen.settle(0.2)
    assert list(nameless(screen)) == []


async def test_in_urdu_the_page_is_mirrored_and_each_message_runs_its_own_way(
    show: Show, school: FakeSchool
) -> None:
    urdu, english = eg.text("شکریہ", lang="ur", text_id=1), eg.text("Thank you", text_id=2)
    both = (eg.from_nadia(1, text=urdu), eg.message(2, text=english))
    school.answers(GET_MESSAGES, MessagePage(messages=both, next=None), thread_id=5)
    screen = await show(eg.snapshot(), "/messages/5")
    await screen.until(lambda: screen.sees("شکریہ"))
    ways = {text.value: text.rtl for text in screen.all(ft.Text) if text.value and text.style}
    assert (screen.page.rtl, ways["شکریہ"], ways["\u2066Thank you\u2069"]) == (True, True, False)


async def test_a_conversation_can_be_downloaded_from_its_page(show: Show, school: FakeSchool) -> None:
    waiting = Export(
        id=6, thread_id=5, pupil_name="Zoya Malik", at=THURSDAY_9_AM, state=ExportState.WAITING, of=2
    )
    school.answers(EXPORT_MINE, waiting, thread_id=5)
    screen = await show(eg.snapshot(me=ENGLISH), "/messages/5/about")
    await screen.until(lambda: screen.sees("Download this conversation"))
    await screen.tap("Make the file")
    await screen.until(lambda: screen.sees("0 of 2 messages"))
    ready = msgspec.structs.replace(waiting, state=ExportState.READY, done=2, size=20_000, sha256="cd" * 32)
    school.tell(101, events.ExportChanged(export=ready))
    await screen.until(lambda: screen.sees("Save the file"))


async def test_a_message_by_somebody_else_can_be_reported(show: Show, school: FakeSchool) -> None:
    school.answers(REPORT, Reported(at=THURSDAY_9_AM))
    screen = await show(eg.snapshot(me=ENGLISH), "/messages/5")
    await screen.until(lambda: len(screen.all(ft.PopupMenuItem, content="Report this message")) == 1)
    await screen.fire(screen.one(ft.PopupMenuItem, content="Report this message"), "click")
    await screen.type("What is wrong with it?", "This is not kind.")
    await screen.tap("Send the report")
    await screen.until(lambda: REPORT.path in school.paths())
    (asked,) = [heard.json for heard in school.heard if heard.path == REPORT.path]
    assert asked == {"what": "message", "ref_id": 1, "reason": "This is not kind."}
