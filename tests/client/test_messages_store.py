"""What the lists and the conversations show after each thing that can happen."""

from typing import Any

import pytest

from client.core.badges import Badges
from client.messages.found import FoundStore
from client.messages.marks import standing
from client.messages.store import Key, MessagesStore
from tests.client import eg
from wire import events
from wire.base import TextState
from wire.messages import FoundMessage, HearAbout, Mark, MessagePage, MessageState, ThreadLine
from wire.snapshot import Snapshot

FAMILY: Key = ("family", None, False)
STAFF: Key = ("staff", None, False)
WAITING: Key = ("staff", None, True)


def store(snapshot: Snapshot, side: Any = "family", badges: Badges | None = None) -> MessagesStore:
    made = MessagesStore(badges)
    made.load(snapshot, side)
    return made


def parents(*lines: ThreadLine, badges: Badges | None = None, **more: Any) -> MessagesStore:
    return store(eg.snapshot(threads=eg.threads(*lines, **more)), badges=badges)


def teachers(*lines: ThreadLine, **more: Any) -> MessagesStore:
    return store(eg.teacher_snapshot(threads=eg.threads(*lines, **more)), "staff")


def ids(made: MessagesStore, key: Any = FAMILY) -> list[int]:
    return [line.thread.id for line in made.shown(key)]


def said(made: MessagesStore, thread_id: int = 5) -> list[int]:
    return [message.id for message in made.talk(thread_id).messages]


def two() -> tuple[ThreadLine, ThreadLine]:
    return eg.line(6, eg.message(20, 6), pupil_id=eg.ILYAS.id), eg.line(5, eg.message(10))


def test_a_new_message_lifts_its_thread_to_the_top_and_is_counted_once() -> None:
    badges = Badges()
    made = parents(*two(), badges=badges)
    event = events.MessageSent(eg.message(30))
    made.take(event)
    made.take(event)
    line = made.line(5)
    assert line is not None
    assert (ids(made), line.unread, made.unread["family"], badges.of("/messages")) == ([5, 6], 1, 1, 1)
    assert line.last == eg.message(30)


def test_my_own_message_is_not_new_to_me() -> None:
    made = parents(*two())
    made.take(events.MessageSent(eg.from_nadia(30)))
    assert (ids(made), made.unread["family"]) == ([5, 6], 0)


def test_one_childs_threads_are_shown_at_once_and_nothing_of_the_other() -> None:
    made = parents(*two())
    assert (ids(made, ("family", 1, False)), ids(made, ("family", 2, False))) == ([5], [6])
    made.page(("family", 1, False), eg.threads(two()[1]), first=True)
    made.take(events.MessageSent(eg.message(40, 6)))
    assert (ids(made), ids(made, ("family", 1, False))) == ([6, 5], [5])


def test_pages_follow_each_other_and_what_lies_beyond_waits_for_its_page() -> None:
    made = parents(eg.line(9, eg.message(90, 9)), more_from=90)
    made.opened(eg.view(eg.line(3, eg.message(30, 3))))
    assert (ids(made), made.listing(FAMILY).next) == ([9], 90)
    made.page(FAMILY, eg.threads(eg.line(3, eg.message(30, 3))), first=False)
    assert (ids(made), made.listing(FAMILY).next) == ([9, 3], None)


def test_who_waits_longest_stands_first_and_leaves_with_the_answer() -> None:
    early, late = eg.line(5, eg.from_nadia(10), waiting_since=100), eg.line(6, eg.from_nadia(9, 6))
    made = teachers(early, late)
    made.page(WAITING, eg.threads(early), first=True)
    made.take(events.MessageSent(eg.from_nadia(12, 6), waiting_since=200))
    assert ids(made, WAITING) == [5, 6]
    made.take(events.MessageSent(eg.message(13, 5), waiting_since=None))
    assert (ids(made, WAITING), ids(made, STAFF)) == ([6], [5, 6])


def test_older_messages_stand_before_the_newer_ones() -> None:
    made = parents(eg.line())
    made.message_page(5, MessagePage(messages=(eg.message(3), eg.message(4)), next=3), first=True)
    made.message_page(5, MessagePage(messages=(eg.message(1), eg.message(2)), next=None), first=False)
    assert (said(made), made.talk(5).next) == ([1, 2, 3, 4], None)


def test_a_message_that_comes_twice_by_answer_and_by_event_stands_once() -> None:
    made = parents(eg.line())
    made.message_page(5, MessagePage(messages=(eg.message(1),), next=None), first=True)
    made.arrived(eg.from_nadia(2))
    made.take(events.MessageSent(eg.from_nadia(2)))
    assert said(made) == [1, 2]


def test_what_happens_while_a_page_is_on_its_way_is_not_lost() -> None:
    made = parents(eg.line(5, eg.message(1)))
    made.mark_talk(5, "loading")
    made.take(events.MessageSent(eg.message(2)))
    made.message_page(5, MessagePage(messages=(eg.message(1),), next=None), first=True)
    line = made.line(5)
    assert line is not None
    assert (said(made), line.unread, made.unread["family"]) == ([1, 2], 1, 1)


def test_reading_takes_the_number_away_here_and_on_my_other_devices() -> None:
    badges = Badges()
    made = parents(eg.line(5, eg.message(9), unread=3), badges=badges, unread=4)
    assert badges.of("/messages") == 4
    made.have_read(5, 9)
    assert (made.unread["family"], badges.of("/messages"), made.read_up_to(5)) == (1, 1, 9)
    made.take(events.MessageSent(eg.message(9)))
    made.take(events.MessageSent(eg.message(10)))
    made.take(events.MyMarks(5, read=10, unread=0))
    assert (made.unread["family"], made.read_up_to(5)) == (1, 10)


def test_an_edit_and_a_removal_show_in_the_list_and_in_the_conversation() -> None:
    made = parents(eg.line(5, eg.message(2)))
    made.message_page(5, MessagePage(messages=(eg.message(1), eg.message(2)), next=None), first=True)
    gone = eg.message(2, state=MessageState.REMOVED)
    made.take(events.MessageChanged(gone))
    line = made.line(5)
    assert line is not None
    assert (made.talk(5).messages[1], line.last, line.unread) == (gone, gone, 0)


def test_a_translation_arrives_everywhere_it_is_shown() -> None:
    made = parents(eg.line(5, eg.message(1)))
    made.message_page(5, MessagePage(messages=(eg.message(1),), next=None), first=True)
    made.heard(HearAbout(pupil_id=1, topics=(), text=eg.text("Naps", text_id=5001)))
    done = eg.text("Message 1", text_id=5001, state=TextState.DONE, shown="پیغام")
    made.take(events.TextTranslated(done))
    line, about = made.line(5), made.hears[1]
    assert line is not None
    assert line.last is not None
    assert about.text is not None
    assert [one.text.shown for one in (made.talk(5).messages[0], line.last)] == ["پیغام", "پیغام"]
    assert about.text.shown == "پیغام"


def test_marks_of_the_others_move_and_are_asked_by_message() -> None:
    made = teachers(eg.line())
    colleague = Mark(person_id=eg.KHAN.id, delivered=9, read=9)
    made.opened(eg.view(marks=(Mark(person_id=7, delivered=2, read=1), colleague)))
    assert [made.standing(eg.message(n)) for n in (1, 2, 3)] == ["read", "delivered", "sent"]
    made.take(events.MarksChanged(5, Mark(person_id=7, delivered=3, read=3)))
    assert made.standing(eg.message(3)) == "read"


@pytest.mark.parametrize(
    ("marks", "how"),
    [((), "sent"), (((1, 9, 0),), "delivered"), (((1, 9, 0), (2, 9, 9)), "read"), (((1, 8, 8),), "sent")],
)
def test_one_of_the_others_is_enough(marks: tuple[tuple[int, int, int], ...], how: str) -> None:
    assert standing([Mark(*one) for one in marks], 9) == how


def test_two_sides_are_never_mixed_and_both_are_counted() -> None:
    badges = Badges()
    mine = eg.line(5, eg.message(1), unread=1)
    made = store(eg.snapshot(threads=eg.threads(mine), unread_other=2), badges=badges)
    assert (made.unread, badges.of("/messages")) == ({"family": 1, "staff": 2}, 3)
    work = eg.line(8, eg.from_nadia(2, 8), pupil_id=99)
    made.page(STAFF, eg.threads(work, unread=2), first=True)
    made.take(events.MessageSent(eg.message(30, 8, author=eg.KHAN)))
    assert (ids(made), ids(made, STAFF), made.unread) == ([5], [8], {"family": 1, "staff": 3})


def test_a_thread_that_was_not_known_is_counted_when_it_comes() -> None:
    made = parents()
    made.take(events.MessageSent(eg.message(1)))
    assert (ids(made), made.unread["family"]) == ([], 0)
    made.opened(eg.view(eg.line(5, eg.message(1), unread=1)))
    made.one_more(5)
    assert (ids(made), made.unread["family"]) == ([5], 1)


def test_a_thread_that_is_not_mine_leaves_nothing() -> None:
    made = parents(eg.line(5, eg.message(1)))
    made.opened(eg.view())
    made.message_page(5, MessagePage(messages=(eg.message(1),), next=None), first=True)
    made.lost(5)
    assert (ids(made), made.view(5), said(made), made.gone) == ([], None, [], frozenset({5}))


def test_after_a_snapshot_the_open_conversation_is_asked_for_again() -> None:
    made = parents(eg.line())
    made.message_page(5, MessagePage(messages=(eg.message(1),), next=None), first=True)
    made.load(eg.snapshot(), "family")
    assert (said(made), made.take_reopened(), made.take_reopened()) == ([], (5,), ())


def test_one_change_replaces_one_line_and_no_other() -> None:
    made = parents(*two())
    before = made.line(6)
    made.take(events.MessageSent(eg.message(30)))
    assert made.line(6) is before


def test_signing_out_forgets_everything() -> None:
    badges = Badges()
    made = parents(eg.line(5, eg.message(1), unread=1), badges=badges)
    made.clear()
    assert (ids(made), made.unread, badges.of("/messages")) == ([], {}, 0)


def found(*messages: int, more_from: int | None = None) -> tuple[tuple[FoundMessage, ...], int | None]:
    one = tuple(FoundMessage(message=eg.message(n), thread=eg.thread()) for n in messages)
    return one, more_from


def test_what_was_found_pages_and_old_answers_are_not_taken() -> None:
    made = FoundStore()
    made.searching("beans")
    made.take_page("peas", *found(9), first=True)
    made.take_page("beans", *found(2, more_from=2), first=True)
    made.searching("beans")
    made.take_page("beans", *found(1), first=False)
    assert ([one.message.id for one in made.found], made.next, made.state) == ([2, 1], None, "ready")
    made.searching("peas")
    assert made.found == ()


def test_what_was_found_is_removed_and_translated_too() -> None:
    made = FoundStore()
    made.searching("beans")
    made.take_page("beans", *found(1), first=True)
    made.take(events.TextTranslated(eg.text("Message 1", text_id=5001, state=TextState.DONE, shown="پیغام")))
    assert made.found[0].message.text.shown == "پیغام"
    made.take(events.MessageChanged(eg.message(1, state=MessageState.REMOVED)))
    assert made.found[0].message.state is MessageState.REMOVED
