"""Lets the people of the demo school write to each other, each message at its moment in the last three weeks."""

from collections.abc import Iterator
from functools import partial

from server.core.db import Tx
from server.demo.enrol import Roll
from server.demo.people import SCHOOL
from server.demo.stories import Act, moment
from server.demo.talks import TALKS, TO_CLASSES, Line, Talk, ToClass
from server.messages.actions import send_message, send_to_class
from server.messages.marks import set_marks
from server.messages.opening import open_thread
from server.school.scope import number_in
from wire.messages import NewClassMessage, NewMessage, OpenThread, SetMarks


def talk_acts(tx: Tx, roll: Roll) -> Iterator[Act]:
    """Everything that was written and read, each with its moment."""
    now = tx.now
    for talk in TALKS:
        for line in talk.lines:
            at = min(moment(line, now, SCHOOL.time_zone), now)
            yield Act(at, partial(_write, tx, roll, talk, line))
    for said in TO_CLASSES:
        at = min(moment(said, now, SCHOOL.time_zone), now)
        yield Act(at, partial(_write_to_class, tx, roll, said))


def _write(tx: Tx, roll: Roll, talk: Talk, line: Line) -> None:
    author = roll.viewers[line.by]
    named = tuple(roll.viewers[name].person_id for name in talk.named)
    about = OpenThread(pupil_id=number_in(roll.topics[talk.about]), staff=named)
    thread_id = open_thread(tx, author, about)
    sent = send_message(tx, author, NewMessage(thread_id=thread_id, body=line.words, lang=line.lang))
    readers = {line.by} | ({one.by for one in talk.lines} if talk.read else set())
    for name in sorted(readers):
        set_marks(tx, roll.viewers[name], SetMarks(thread_id=thread_id, delivered=sent.id, read=sent.id))


def _write_to_class(tx: Tx, roll: Roll, said: ToClass) -> None:
    class_id = number_in(roll.topics[said.to])
    send_to_class(tx, roll.viewers[said.by], NewClassMessage(class_id=class_id, body=said.words, lang="en"))
