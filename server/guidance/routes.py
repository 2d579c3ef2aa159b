"""The endpoint of guidance: looks at words that are being typed, and keeps nothing of them."""

import sqlalchemy as sa

from server.core.context import Context
from server.core.http import Bound, look
from server.core.viewer import Viewer
from server.guidance.book import guide_of
from server.guidance.queries import check_may_ask, hints_for
from server.guidance.rules import ways_for
from wire.guidance import CHECK_WORDS, CheckWords, Guidance


def routes(context: Context) -> list[Bound]:
    """``POST /v1/guidance/check``."""

    def check_words(conn: sa.Connection, viewer: Viewer, ask: CheckWords) -> Guidance:
        check_may_ask(conn, viewer, ask)
        guide = guide_of(context.db)
        found = guide.find(ask.body, guide.languages_for(ask.body, ask.lang, viewer.lang))
        ways = ways_for((one.kind for one in found), ask.side)
        return Guidance(hints=hints_for(conn, ways, ask.pupil_id, context.clock.now()))

    return [look(CHECK_WORDS, check_words)]
