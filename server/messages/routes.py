"""The endpoints of the messages."""

from collections.abc import Iterable

import sqlalchemy as sa

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, look, read, write, write_again
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.messages import (
    actions,
    hearing,
    marks,
    opening,
    partners,
    queries,
    rules,
    searching,
    standing,
    threads,
    waiting,
)
from server.messages.quick import quick_answers
from server.messages.threads import SeenFrom
from server.translation.actions import want
from server.translation.phrasebook import Phrasebook
from wire.base import Nothing
from wire.messages import (
    AGREE_HEAR_ABOUT,
    EDIT_MESSAGE,
    GET_HEAR_ABOUT,
    GET_MESSAGES,
    GET_PARTNERS,
    GET_QUICK_ANSWERS,
    GET_THREAD,
    GET_THREADS,
    NO_ANSWER,
    OPEN_THREAD,
    REMOVE_MESSAGE,
    SEARCH_MESSAGES,
    SEND_MESSAGE,
    SEND_TO_CLASS,
    SET_HEAR_ABOUT,
    SET_MARKS,
    AgreeHearAbout,
    ClassMessageSent,
    EditMessage,
    Found,
    HearAbout,
    Message,
    MessagePage,
    MessageRef,
    MessagesAsk,
    NewClassMessage,
    NewMessage,
    NoAnswer,
    OpenThread,
    Partners,
    PartnersAsk,
    PupilRef,
    QuickAnswers,
    QuickAnswersAsk,
    SearchMessages,
    SetHearAbout,
    SetMarks,
    ThreadPage,
    ThreadRef,
    ThreadsAsk,
    ThreadView,
)


def threads_with_wants(context: Context, conn: sa.Connection, viewer: Viewer, ask: ThreadsAsk) -> ThreadPage:
    """A page of threads; what nobody has translated for this reader yet is asked for."""
    page, missing = threads.thread_page(conn, viewer, ask, context.clock.now())
    _want(context, missing, viewer.lang)
    return page


def routes(context: Context, phrasebook: Phrasebook, seen_from: SeenFrom) -> list[Bound]:
    """What the app may ask about messages. ``seen_from``: when staff are next at work."""
    return [*_reads(context, phrasebook, seen_from), *_writes(seen_from)]


def _reads(context: Context, phrasebook: Phrasebook, seen_from: SeenFrom) -> list[Bound]:
    def get_threads(conn: sa.Connection, viewer: Viewer, ask: ThreadsAsk) -> ThreadPage:
        return threads_with_wants(context, conn, viewer, ask)

    def get_partners(conn: sa.Connection, viewer: Viewer, ask: PartnersAsk) -> Partners:
        return partners.partners(conn, viewer, ask, context.clock.now())

    def get_thread(conn: sa.Connection, viewer: Viewer, ask: ThreadRef) -> ThreadView:
        view, missing = threads.thread_view(conn, viewer, ask.thread_id, context.clock.now(), seen_from)
        _want(context, missing, viewer.lang)
        return view

    def get_messages(conn: sa.Connection, viewer: Viewer, ask: MessagesAsk) -> MessagePage:
        thread = standing.readable(conn, viewer, ask.thread_id)
        page, missing = queries.message_page(conn, thread.id, ask.before, viewer.lang)
        _want(context, missing, viewer.lang)
        return page

    def get_hear_about(conn: sa.Connection, viewer: Viewer, ask: PupilRef) -> HearAbout:
        found = hearing.hear_about_of(conn, viewer, ask.pupil_id)
        _want(context, hearing.pending_in(found), viewer.lang)
        return found

    def search(conn: sa.Connection, viewer: Viewer, ask: SearchMessages) -> Found:
        return searching.found_messages(conn, viewer, ask, context.clock.now())

    def get_quick_answers(conn: sa.Connection, viewer: Viewer, ask: QuickAnswersAsk) -> QuickAnswers:
        return quick_answers(phrasebook, ask.side, viewer.lang)

    return [
        read(GET_THREADS, get_threads),
        read(GET_PARTNERS, get_partners),
        read(GET_THREAD, get_thread),
        # A thread's newest page is what the database has in memory anyway; older ones may have to come from the disk.
        read(GET_MESSAGES, get_messages, quick=lambda ask: ask.before is None),
        look(SEARCH_MESSAGES, search),
        read(GET_HEAR_ABOUT, get_hear_about),
        read(GET_QUICK_ANSWERS, get_quick_answers),
    ]


def _writes(seen_from: SeenFrom) -> list[Bound]:
    def open_thread(tx: Tx, viewer: Viewer, ask: OpenThread) -> ThreadView:
        thread_id = opening.open_thread(tx, viewer, ask)
        view, missing = threads.thread_view(tx.conn, viewer, thread_id, tx.now, seen_from)
        want(tx, missing, viewer.lang)
        return view

    return [
        write(OPEN_THREAD, open_thread, still=opening.check_in_it),
        write(SEND_MESSAGE, actions.send_message, still=_still_reads),
        write(SEND_TO_CLASS, _send_to_class, still=_still_writes_to_class),
        write_again(SET_MARKS, _set_marks),
        write(NO_ANSWER, _needs_no_answer, still=_still_reads),
        write(EDIT_MESSAGE, _edit_message, still=_still_reads_message),
        write(REMOVE_MESSAGE, _remove_message, still=_still_reads_message),
        write(SET_HEAR_ABOUT, _set_hear_about, still=_still_hears),
        write(AGREE_HEAR_ABOUT, _agree_hear_about, still=_still_hears),
    ]


def _want(context: Context, missing: Iterable[int], lang: str) -> None:
    if ids := list(missing):
        context.db.write_soon(lambda tx: want(tx, ids, lang))


def _still_reads(conn: sa.Connection, viewer: Viewer, ask: NewMessage | NoAnswer) -> None:
    standing.readable(conn, viewer, ask.thread_id)


def _still_reads_message(conn: sa.Connection, viewer: Viewer, ask: EditMessage | MessageRef) -> None:
    standing.readable(conn, viewer, queries.message_in(conn, ask.message_id, viewer.lang)[0].thread_id)


def _still_writes_to_class(conn: sa.Connection, viewer: Viewer, ask: NewClassMessage) -> None:
    if not rules.may_write_to_class(viewer, ask.class_id):
        raise not_found()


def _still_hears(conn: sa.Connection, viewer: Viewer, ask: AgreeHearAbout | SetHearAbout) -> None:
    hearing.hear_about_of(conn, viewer, ask.pupil_id)


def _send_to_class(tx: Tx, viewer: Viewer, ask: NewClassMessage) -> ClassMessageSent:
    return ClassMessageSent(threads=actions.send_to_class(tx, viewer, ask))


def _set_marks(tx: Tx, viewer: Viewer, ask: SetMarks) -> Nothing:
    marks.set_marks(tx, viewer, ask)
    return Nothing()


def _needs_no_answer(tx: Tx, viewer: Viewer, ask: NoAnswer) -> Nothing:
    waiting.needs_no_answer(tx, viewer, ask)
    return Nothing()


def _edit_message(tx: Tx, viewer: Viewer, ask: EditMessage) -> Message:
    actions.edit_message(tx, viewer, ask)
    return queries.message_in(tx.conn, ask.message_id, viewer.lang)[0]


def _remove_message(tx: Tx, viewer: Viewer, ask: MessageRef) -> Message:
    actions.remove_message(tx, viewer, ask.message_id)
    return queries.message_in(tx.conn, ask.message_id, viewer.lang)[0]


def _set_hear_about(tx: Tx, viewer: Viewer, ask: SetHearAbout) -> HearAbout:
    hearing.set_hear_about(tx, viewer, ask)
    return hearing.hear_about_in(tx.conn, ask.pupil_id, viewer.lang)


def _agree_hear_about(tx: Tx, viewer: Viewer, ask: AgreeHearAbout) -> HearAbout:
    hearing.agree_hear_about(tx, viewer, ask)
    return hearing.hear_about_in(tx.conn, ask.pupil_id, viewer.lang)
