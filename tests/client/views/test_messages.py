"""The list of conversations and one conversation as a parent and as a teacher have them before them."""

import flet as ft
import msgspec
import pytest

from client.core.photos import Picked
from client.messages.composer import MessageField
from tests.client import eg
from tests.client.conftest import Open
from tests.client.edge import FakeSchool, Heard
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.edges import THURSDAY_9_AM
from tests.screen import Screen, _walk, _words_of
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Nothing, Refusal, TextState
from wire.hours import HoursNow
from wire.media import File, FileKind, Photo
from wire.messages import (
    EDIT_MESSAGE,
    GET_HEAR_ABOUT,
    GET_MESSAGES,
    GET_QUICK_ANSWERS,
    GET_THREAD,
    GET_THREADS,
    NO_ANSWER,
    REMOVE_MESSAGE,
    SEND_MESSAGE,
    SET_MARKS,
    HearAbout,
    Mark,
    Message,
    MessagePage,
    MessageState,
    QuickAnswers,
    ThreadView,
)
from wire.snapshot import Snapshot

ENGLISH = eg.me(7, "en")
DAY = 86_400_000


@pytest.fixture(autouse=True)
def messages_at(school: FakeSchool) -> None:
    school.answers(GET_QUICK_ANSWERS, QuickAnswers(sentences=()))
    school.answers(KEEP_DRAFT, eg.draft("message:5", ""))
    school.answers(SET_MARKS, Nothing(), thread_id=5)


def conversation(
    school: FakeSchool, *messages: Message, view: ThreadView | None = None, older: int | None = None
) -> None:
    last = messages[-1] if messages else None
    school.answers(GET_THREAD, view or eg.view(eg.line(5, last)), thread_id=5)
    school.answers(GET_MESSAGES, MessagePage(messages=messages, next=older), thread_id=5)


def parent(*lines: object, **more: object) -> Snapshot:
    return eg.snapshot(me=ENGLISH, threads=eg.threads(*lines), **more)  # type: ignore[arg-type]


def teacher(*lines: object) -> Snapshot:
    return eg.teacher_snapshot(threads=eg.threads(*lines))  # type: ignore[arg-type]


def marks_sent(school: FakeSchool) -> list[tuple[int, int]]:
    return [
        (one.json["delivered"], one.json["read"]) for one in school.heard if one.path == "/v1/threads/5/marks"
    ]


def on_top(screen: Screen) -> list[str]:
    """The words of the screen that lies on top: on a phone the list lies below a conversation."""
    return [word for control in _walk(screen.all(ft.View)[-1]) for word in _words_of(control)]


def order(screen: Screen, *words: str) -> list[str]:
    return [word for word in on_top(screen) if word in words]


async def test_a_parent_sees_with_whom_the_last_words_and_what_is_new(show: Show) -> None:
    named = eg.line(6, eg.message(2, 6, author=eg.KHAN), kind="named", staff=(eg.KHAN,))
    screen = await show(parent(named, eg.line(5, eg.message(1), unread=2)), "/messages")
    for words in ("Class team of 4A", "Zoya Malik", "Imran Khan", "Message 1", "Message 2"):
        assert words in screen.words()
    assert [one.label for one in screen.all(ft.Semantics) if one.label == "2 unread messages"] == [
        "2 unread messages"
    ] * 3  # the row, and the navigation's two icons


async def test_a_teacher_sees_the_child_and_who_waits_since_when(show: Show, school: FakeSchool) -> None:
    waits = eg.line(5, eg.from_nadia(1), waiting_since=THURSDAY_9_AM)
    school.answers(GET_THREADS, eg.threads(waits))
    screen = await show(teacher(waits), "/messages")
    assert (screen.sees("Zoya Malik"), screen.sees("Class team of 4A")) == (True, True)
    pill = next(one.content for one in screen.all(ft.Semantics) if one.checked is False)
    assert isinstance(pill, ft.Container)
    await screen.tap(pill)
    await screen.until(lambda: any(word.startswith("Waiting since Thursday") for word in screen.words()))
    assert school.heard[-1].query["waiting"] == "true"


async def test_a_teacher_says_that_thanks_need_no_answer(show: Show, school: FakeSchool) -> None:
    waits = eg.line(5, eg.from_nadia(1), waiting_since=THURSDAY_9_AM)
    conversation(school, eg.from_nadia(1), view=eg.view(waits))
    school.answers(NO_ANSWER, Nothing(), thread_id=5)
    school.answers(GET_HEAR_ABOUT, HearAbout(pupil_id=1, topics=()), pupil_id=1)
    screen = await show(teacher(waits), "/messages/5")
    await screen.until(lambda: screen.sees("No answer needed"))
    await screen.tap("No answer needed")
    await screen.until(lambda: "/v1/threads/5/no-answer" in school.paths())
    school.tell(101, events.MessageChanged(message=eg.from_nadia(1), waiting_since=None))
    await screen.until(lambda: not screen.sees("No answer needed"))


async def test_an_empty_list_says_what_will_come(show: Show) -> None:
    screen = await show(parent(), "/messages")
    assert screen.sees("No messages yet")


async def test_a_list_that_fails_says_so_and_can_be_tried_again(show: Show, school: FakeSchool) -> None:
    school.answers(GET_THREADS, Refusal("broken"))
    screen = await show(parent(), "/messages")
    await screen.tap("Look for new messages")
    await screen.until(lambda: screen.sees("The messages could not be loaded"))
    school.answers(GET_THREADS, eg.threads(eg.line(5, eg.message(1))))
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("Message 1"))


async def test_a_conversation_stands_in_order_with_its_days(show: Show, school: FakeSchool) -> None:
    conversation(
        school, eg.message(1), eg.from_nadia(2, at=THURSDAY_9_AM + DAY), eg.message(3, at=THURSDAY_9_AM + DAY)
    )
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Message 3"))
    # The list is drawn from its foot.
    assert order(screen, "Message 1", "Message 2", "Message 3") == ["Message 3", "Message 2", "Message 1"]
    days = [one for one in screen.all(ft.Semantics) if one.heading_level == 3]
    assert len(days) == 2
    (listing,) = [one for one in screen.all(ft.ListView) if one.reverse]
    assert listing.key == "messages-5"


async def test_mine_stands_on_the_other_side_and_is_called_mine(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1), eg.from_nadia(2))
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Message 2"))
    rows = [row for row in screen.all(ft.Row) if row.spacing == 0 and row.alignment is not None]
    assert {str(row.alignment) for row in rows} >= {"MainAxisAlignment.START", "MainAxisAlignment.END"}
    assert [one.label for one in screen.all(ft.Semantics) if one.label == "You"] == ["You"]
    assert (screen.sees("Eleanor Hart"), screen.sees("Nadia Malik")) == (True, False)


async def test_an_assistants_answer_is_signed_for_the_teacher(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1, author=eg.KHAN, covers=eg.HART))
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Imran Khan for Eleanor Hart"))


async def test_the_original_is_one_tap_away(show: Show, school: FakeSchool) -> None:
    urdu = eg.text("شکریہ", lang="ur", state=TextState.DONE, shown="Thank you", engine="phrasebook")
    conversation(school, eg.from_nadia(1, text=urdu))
    screen = await show(teacher(), "/messages/5")
    await screen.until(lambda: screen.sees("Thank you"))
    await screen.tap("Show original")
    assert order(screen, "شکریہ", "Thank you") == ["شکریہ"]


async def test_a_message_of_mine_says_how_far_it_has_got(show: Show, school: FakeSchool) -> None:
    view = eg.view(eg.line(5, eg.message(3)), marks=(Mark(person_id=7, delivered=2, read=1),))
    conversation(school, eg.message(1), eg.message(2), eg.message(3), view=view)
    screen = await show(teacher(), "/messages/5")
    await screen.until(lambda: screen.sees("Message 3"))
    assert order(screen, "Sent", "Delivered", "Read") == ["Sent", "Delivered", "Read"]
    school.tell(101, events.MarksChanged(5, Mark(person_id=7, delivered=3, read=3)))
    await screen.until(lambda: order(screen, "Sent", "Delivered", "Read") == ["Read"] * 3)


async def test_a_family_is_told_no_states_unless_the_school_does(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.from_nadia(1))
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Message 1"))
    assert order(screen, "Sent", "Delivered", "Read") == []


async def test_photos_files_and_removed_messages(show: Show, school: FakeSchool) -> None:
    photos = tuple(Photo(id=n, width=1600, height=1200, colour="#aabbcc") for n in (1, 2))
    file = File(id=3, name="Trip letter.pdf", kind=FileKind.PDF, size=2_400_000)
    conversation(
        school, eg.message(1, photos=photos), eg.message(2, files=(file,)),
        eg.message(3, state=MessageState.REMOVED, text=eg.text("")), eg.from_nadia(4, edited_at=THURSDAY_9_AM),
    )  # fmt: skip
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Trip letter.pdf"))
    said = " ".join(screen.words())
    assert screen.sees("Eleanor Hart removed this message.")
    assert ("2 MB" in said, "edited" in said) == (True, True)
    (tile,) = [one for one in screen.all(ft.Semantics) if one.label == "Photo 2 of 2. Open it large."]
    assert isinstance(tile.content, ft.Container)
    await screen.tap(tile.content)
    await screen.until(lambda: screen.page.route == "/messages/5/photos/1/1")
    assert screen.sees("Photo 2 of 2")


async def test_a_message_goes_out_once_and_its_words_leave_the_field(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1))
    school.answers(SEND_MESSAGE, eg.from_nadia(2, text=eg.text("Hello", text_id=9)), thread_id=5)
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.all(ft.TextField))
    await screen.type("Write a message", "Hello")
    await screen.tap("Send")
    await screen.until(lambda: screen.sees("Hello") and not screen.sees("Waiting to be sent"))
    school.tell(101, events.MessageSent(eg.from_nadia(2, text=eg.text("Hello", text_id=9))))
    await screen.settle()
    sent = [one.json["body"] for one in school.done if one.path == "/v1/threads/5/messages"]
    assert (sent, [field.value for field in screen.all(ft.TextField)]) == (["Hello"], [""])
    assert order(screen, "Hello") == ["Hello"]


async def test_offline_a_message_waits_in_its_place(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1))
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.all(ft.TextField))
    school.go_down()
    await screen.type("Write a message", "From the train")
    await screen.tap("Send")
    await screen.until(lambda: screen.sees("Waiting to be sent"))
    assert order(screen, "Message 1", "From the train") == ["From the train", "Message 1"]


async def test_a_message_that_comes_is_shown_and_marked_as_read(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1))
    screen = await show(parent(eg.line(5, eg.message(1), unread=1)), "/messages/5")
    await screen.until(lambda: (1, 1) in marks_sent(school))
    school.tell(101, events.MessageSent(eg.message(2)))
    await screen.until(lambda: screen.sees("Message 2") and (2, 2) in marks_sent(school))


async def test_in_the_background_a_message_is_delivered_and_not_read(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1))
    screen = await show(parent(eg.line(5, eg.message(1), unread=1)), "/messages/5")
    await screen.until(lambda: (1, 1) in marks_sent(school))
    state = ft.AppLifecycleState.HIDE
    await screen.fire(screen.page, "app_lifecycle_state_change", {"state": state.value})
    school.tell(101, events.MessageSent(eg.message(2)))
    await screen.until(lambda: (2, 0) in marks_sent(school))
    await screen.settle()
    assert (2, 2) not in marks_sent(school)
    await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "resume"})
    await screen.until(lambda: (2, 2) in marks_sent(school))


async def test_under_another_page_a_message_is_not_read(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1), view=eg.view(hear_about=HearAbout(pupil_id=1, topics=())))
    screen = await show(parent(eg.line(5, eg.message(1), unread=1)), "/messages/5/about")
    await screen.until(lambda: screen.sees("Who else can read it"))
    await screen.settle()
    assert [one for one in marks_sent(school) if one[1]] == []


async def test_older_messages_load_above_and_new_ones_do_not_push(show: Show, school: FakeSchool) -> None:
    def page(heard: Heard) -> MessagePage:
        if heard.query.get("before") == "31":
            return MessagePage(messages=tuple(eg.message(n) for n in range(1, 31)), next=None)
        return MessagePage(messages=tuple(eg.message(n) for n in range(31, 61)), next=31)

    conversation(school, eg.message(60))
    school.answers(GET_MESSAGES, page, thread_id=5)
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Message 60"))
    (listing,) = [one for one in screen.all(ft.ListView) if one.reverse]
    await screen.fire(listing, "scroll", scroll(2000, 2400))
    await screen.until(lambda: screen.sees("Message 1"))
    school.tell(101, events.MessageSent(eg.message(61)))
    await screen.until(lambda: screen.sees("1 new message"))
    assert order(screen, "Message 61") == []
    await screen.tap("1 new message")
    await screen.until(lambda: order(screen, "Message 61", "1 new message") == ["Message 61"])


def scroll(pixels: float, most: float) -> dict[str, object]:
    return {
        "event_type": "update", "pixels": pixels, "min_scroll_extent": 0, "max_scroll_extent": most,
        "viewport_dimension": 600,
    }  # fmt: skip


async def test_when_it_will_be_seen_and_the_office_in_one_tap(show: Show, school: FakeSchool) -> None:
    monday = THURSDAY_9_AM + 4 * DAY
    conversation(school, eg.message(1), view=eg.view(eg.line(5, eg.message(1)), seen_from=monday))
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: any("will see this on" in word for word in screen.words()))
    said = next(word for word in screen.words() if "will see this on" in word)
    assert ("Monday" in said, said.endswith("If it is urgent, call the office.")) == (True, True)
    calls = [one.url for one in screen.all(ft.TextButton) if one.url]
    assert calls == ["tel:02079460000"]


IN_HOURS = HoursNow(on=True, periods=((0, THURSDAY_9_AM * 2),), teaching_until=15 * 60, training=(3, 1))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("15:00", "Monday", "Wednesday")),
        ("pl", ("15:00", "poniedziałek", "środa")),
    ],
)
@pytest.mark.parametrize("route", ["/messages/5", "/messages/5/about"])
async def test_a_family_is_told_until_when_staff_teach_and_when_they_train(
    show: Show, school: FakeSchool, lang: str, said: tuple[str, ...], route: str
) -> None:
    conversation(school, eg.message(1))
    me = eg.me(7, lang)
    screen = await show(eg.snapshot(me=me, threads=eg.threads(eg.line(5)), hours=IN_HOURS), route)
    await screen.until(lambda: all(any(one in word for word in on_top(screen)) for one in said))


async def test_nothing_is_told_of_hours_where_none_are_kept_nor_to_staff(
    show: Show, school: FakeSchool
) -> None:
    conversation(school, eg.message(1))
    keeps_none = msgspec.structs.replace(IN_HOURS, on=False)
    staff = msgspec.structs.replace(teacher(eg.line(5)), hours=IN_HOURS)
    for snapshot in (parent(hours=keeps_none), staff):
        screen = await show(snapshot, "/messages/5")
        await screen.until(lambda at=screen: at.sees("Message 1"))  # type: ignore[misc]
        assert not any("Staff teach" in word for word in screen.words())
        await screen.go("/messages/5/about")
        await screen.until(lambda at=screen: at.sees("Who else can read it"))  # type: ignore[misc]
        assert not any("Staff teach" in word for word in screen.words())


async def test_a_message_waits_for_its_file_and_goes_with_it(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(SEND_MESSAGE, eg.message(9), thread_id=5)
    edge.answers(KEEP_DRAFT, eg.draft("message:5", ""))
    account = await open_app()
    account.speak("en")
    letter = Picked(key="k", name="Trip.pdf", kind="file")
    account.photos.put("message:5", letter)
    screen = await Screen().draw(MessageField, account, account.drafts, account.photos, 5, lambda: None)
    files = next(
        one.action for one in screen.all(ft.IconButton)
        if isinstance(one.action, ft.PickFiles) and one.action.allowed_extensions
    )  # fmt: skip
    assert {"pdf", "docx", "xlsx", "pptx", "mp4", "mov", "webm"} <= set(files.allowed_extensions or ())
    await screen.tap("Send")
    assert screen.sees("A file is still on its way. Please wait a moment.")
    stored = File(id=3, name="Trip.pdf", kind=FileKind.PDF, size=9)
    account.photos.put("message:5", msgspec.structs.replace(letter, state="ready", file=stored))
    await screen.settle()
    await screen.tap("Send")
    await screen.until(lambda: "/v1/threads/5/messages" in edge.paths())
    sent = next(one.json for one in edge.done if one.path == "/v1/threads/5/messages")
    assert (sent["files"], sent["body"]) == ([3], "")
    await screen.close()


async def test_the_office_is_there_under_a_story_too_for_parents_only(show: Show) -> None:
    mine = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/stories/1")
    await mine.until(lambda: mine.all(ft.TextField))
    assert [one.url for one in mine.all(ft.TextButton) if one.url] == ["tel:02079460000"]


async def test_staff_see_what_the_family_wants_to_hear_about(show: Show, school: FakeSchool) -> None:
    wish = HearAbout(pupil_id=1, topics=("lunch", "mood"), text=eg.text("Did she nap?", text_id=70))
    conversation(school, eg.message(1), view=eg.view(eg.line(5, eg.message(1)), hear_about=wish))
    screen = await show(teacher(), "/messages/5")
    await screen.until(lambda: screen.sees("Did she nap?"))
    assert (screen.sees("The family would like to hear about:"), screen.sees("Lunch · How they feel")) == (
        True,
        True,
    )
    assert [one.url for one in screen.all(ft.TextButton) if one.url] == []


async def test_a_quick_answer_goes_into_the_field_and_is_not_sent(show: Show, school: FakeSchool) -> None:
    school.answers(GET_QUICK_ANSWERS, QuickAnswers(sentences=("Thank you.", "I will ask.")))
    conversation(school, eg.message(1))
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Thank you."))
    await screen.tap("Thank you.")
    await screen.until(lambda: [field.value for field in screen.all(ft.TextField)] == ["Thank you."])
    assert "/v1/threads/5/messages" not in school.paths()


async def test_half_written_words_are_there_again(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1))
    screen = await show(parent(drafts=(eg.draft("message:5", "Half wri"),)), "/messages/5")
    await screen.until(lambda: [field.value for field in screen.all(ft.TextField)] == ["Half wri"])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("not_covering", "The teacher is here and answers."),
        ("right_ended", "This conversation has ended."),
        ("class_over", "because the class has changed"),
        ("staff_gone", "You can begin a new one."),
        ("something_new", "You can read this conversation, and not write in it."),
    ],
)
async def test_who_may_not_write_is_told_why(show: Show, school: FakeSchool, code: str, said: str) -> None:
    conversation(
        school, eg.message(1), view=eg.view(eg.line(5, eg.message(1)), may_write=False, why_not=code)
    )
    screen = await show(teacher(), "/messages/5")
    await screen.until(lambda: any(said in word for word in screen.words()))
    assert screen.all(ft.TextField) == []


async def test_i_change_my_message_and_am_told_what_happens(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1), eg.from_nadia(2))
    school.answers(
        EDIT_MESSAGE, eg.from_nadia(2, text=eg.text("Better", text_id=9), edited_at=5), message_id=2
    )
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Message 2"))
    menu = next(one for one in screen.all(ft.PopupMenuButton) if len(one.items) == 2)
    await screen.tap(menu.items[0])
    assert any("The school keeps the earlier words." in word for word in screen.words())
    assert [field.value for field in screen.all(ft.TextField)] == ["Message 2"]
    await screen.type("Change your message", "Better")
    await screen.tap("Save")
    await screen.until(lambda: screen.sees("Better") and any("edited" in word for word in screen.words()))
    assert [one.json for one in school.done if one.path == "/v1/messages/2/edit"] == [{"body": "Better"}]


async def test_i_remove_my_message_after_being_told_what_happens(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1), eg.from_nadia(2))
    school.answers(REMOVE_MESSAGE, eg.from_nadia(2, state=MessageState.REMOVED), message_id=2)
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("Message 2"))
    menu = next(one for one in screen.all(ft.PopupMenuButton) if len(one.items) == 2)
    await screen.tap(menu.items[1])
    await screen.settle()
    dialog = screen.page._dialogs.controls[-1]
    assert isinstance(dialog, ft.AlertDialog)
    sure = dialog.actions[1]
    await screen.tap(sure)
    await screen.until(lambda: screen.sees("You removed this message."))
    assert screen.sees("Message 2") is False


async def test_a_conversation_that_is_not_mine_is_not_there(show: Show, school: FakeSchool) -> None:
    school.answers(GET_THREAD, Refusal("not_found"), thread_id=5)
    school.answers(GET_MESSAGES, Refusal("not_found"), thread_id=5)
    screen = await show(parent(), "/messages/5")
    await screen.until(lambda: screen.sees("This conversation is not here"))


async def test_in_a_wide_window_both_stand_side_by_side(show: Show, school: FakeSchool) -> None:
    conversation(school, eg.message(1), eg.message(2))
    screen = await show(parent(eg.line(5, eg.message(2))), "/messages/5", WIDE)
    await screen.until(lambda: screen.sees("Message 1"))
    assert len(screen.all(ft.View)) == 1
    assert order(screen, "Message 2") == ["Message 2", "Message 2"]


async def test_a_message_redraws_one_row_and_not_the_conversation(show: Show, school: FakeSchool) -> None:
    conversation(school, *(eg.message(n) for n in range(1, 31)))
    screen = await show(parent(), "/messages/5", NARROW)
    before = screen.bytes_sent
    await screen.until(lambda: screen.sees("Message 30"))
    whole, before = screen.bytes_sent - before, screen.bytes_sent
    school.tell(101, events.MessageSent(eg.message(31)))
    await screen.until(lambda: screen.sees("Message 31"))
    assert screen.bytes_sent - before < max(whole, screen.bytes_sent / 2) / 4
