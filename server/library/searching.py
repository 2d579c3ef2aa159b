"""Looking for words in the library: what is found is always for the person who looks."""

from collections.abc import Sequence

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
    which = [is_for(viewer, ask.side), _holds(words, viewer.lang)]
    if ask.kind is not None:
        which.append(items.c.kind == ask.kind)
    return live_page(conn, viewer, which, ask.before, now)


def _holds(words: Sequence[str], lang: str) -> sa.ColumnElement[bool]:
    """Whether an item has all words.

    As one set, put together before any item is looked at: PostgreSQL takes every beginning of a word for rare, and
    went through all that hold the second word again for each that holds the first.
    """
    each = [sa.select(terms.c.item_id).where(_begins(word, lang)) for word in words]
    return items.c.id.in_(sa.select(sa.intersect(*each).subquery().c.item_id) if len(each) > 1 else each[0])


def _begins(word: str, lang: str) -> sa.ColumnElement[bool]:
    is_read = terms.c.lang.in_((AS_WRITTEN, lang))
    return sa.and_(is_read, terms.c.term >= word, terms.c.term < word + LAST)
