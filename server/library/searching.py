"""Looking for words in the library: what is found is always for the person who looks."""

import sqlalchemy as sa

from server.core.viewer import Viewer
from server.library.queries import is_for, live_page
from server.library.tables import items, terms
from server.library.terms import AS_WRITTEN, LAST, asked_for
from wire.library import ItemPage, SearchItems


def found_items(conn: sa.Connection, viewer: Viewer, ask: SearchItems, now: int) -> ItemPage:
    """One page of what is found in the original or in the viewer's own language, the newest first."""
    words = asked_for(ask.words)
    if not words:
        return ItemPage(items=(), new=frozenset(), next=None)
    which = [is_for(viewer, ask.side), *(_holds(word, viewer.lang) for word in words)]
    if ask.kind is not None:
        which.append(items.c.kind == ask.kind)
    return live_page(conn, viewer, which, ask.before, now)


def _holds(word: str, lang: str) -> sa.ColumnElement[bool]:
    begins = sa.and_(terms.c.term >= word, terms.c.term < word + LAST)
    return items.c.id.in_(sa.select(terms.c.item_id).where(terms.c.lang.in_((AS_WRITTEN, lang)), begins))
