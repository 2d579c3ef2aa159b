"""The endpoints of calls with an interpreter."""

from collections.abc import Iterable

import sqlalchemy as sa

from server.calls import actions, queries
from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, read, write
from server.core.viewer import Viewer
from server.translation.actions import want
from wire.base import Nothing, Text, TextState
from wire.calls import (
    ASK_CALL,
    FINISH_CALL,
    GET_CALLS,
    GET_MY_CALLS,
    TAKE_BACK_CALL,
    Call,
    CallPage,
    CallRef,
    CallsAsk,
    FinishCall,
    MyCalls,
    NewCall,
)


def routes(context: Context) -> list[Bound]:
    """What the app may ask about calls."""

    def get_calls(conn: sa.Connection, viewer: Viewer, ask: CallsAsk) -> CallPage:
        page = queries.call_page(conn, viewer, ask)
        missing = _pending(text for call in page.calls for text in (call.text, call.note))
        if missing:
            context.db.write_soon(lambda tx: want(tx, missing, viewer.lang))
        return page

    return [
        write(ASK_CALL, _ask_call),
        read(GET_MY_CALLS, _get_my_calls),
        write(TAKE_BACK_CALL, _take_back_call),
        read(GET_CALLS, get_calls),
        write(FINISH_CALL, _finish_call),
    ]


def _pending(texts: Iterable[Text | None]) -> list[int]:
    return [text.id for text in texts if text and text.state == TextState.PENDING]


def _ask_call(tx: Tx, viewer: Viewer, ask: NewCall) -> Call:
    return queries.call_in(tx.conn, actions.ask_call(tx, viewer, ask), viewer.lang, office=False)


def _get_my_calls(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> MyCalls:
    return queries.my_calls(conn, viewer)


def _take_back_call(tx: Tx, viewer: Viewer, ask: CallRef) -> Call:
    actions.take_back_call(tx, viewer, ask.call_id)
    return queries.call_in(tx.conn, ask.call_id, viewer.lang, office=False)


def _finish_call(tx: Tx, viewer: Viewer, ask: FinishCall) -> Call:
    actions.finish_call(tx, viewer, ask)
    return queries.call_in(tx.conn, ask.call_id, viewer.lang, office=True)
