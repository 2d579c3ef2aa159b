"""What there is to see of stories: pages of the feed, single stories, comments."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.core.hot import Hot
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.school.tables import classes, pupils
from server.stories import rules
from server.stories.tables import comments, likes, stories
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text, TextState
from wire.media import Photo
from wire.stories import (
    PAGE,
    Comment,
    CommentPage,
    CommentsAsk,
    CommentState,
    FeedAsk,
    FeedPage,
    Scheduled,
    Story,
    StoryKind,
    StoryState,
    StoryView,
)

_photos = msgspec.json.Decoder(tuple[Photo, ...])
NEWEST = 2**62
MOST_SCHEDULED = 200

MOST_CARDS = 5_000
MOST_READERS = 5_000
MOST_MERGED = 100
"""Topics in one statement: SQLite joins at most 500, and somebody who works with every class reads more."""

Row = Any
"""A row of ``_stories`` or of ``_comments``."""


class StoryRow(NamedTuple):
    """What a row of ``_stories`` says, before its last column: whether the reader likes the story."""

    id: int
    pos: int | None
    topic: str
    kind: str
    author_id: int
    author_role: str
    at: int
    edited_at: int | None
    text_id: int
    photos: str
    likes: int
    comments: int
    comments_open: bool
    state: str
    publish_at: int | None
    body: str
    lang: str
    tr_state: str | None
    tr_body: str | None
    engine: str | None
    author_name: str
    class_name: str | None
    pupil_name: str | None


Columns = tuple[Any, ...]
"""A row as the driver gives it: a ``StoryRow`` and whether the reader likes the story."""
POS = StoryRow._fields.index("pos")


def feed_page(conn: sa.Connection, viewer: Viewer, ask: FeedAsk) -> tuple[FeedPage, list[int]]:
    """One page of the feed, and the ids of texts on it that nobody has begun to translate for this reader."""
    topics = viewer.topics(ask.side, ask.child)
    values: dict[str, Any] = {
        "before": ask.before or NEWEST,
        "reader": viewer.person_id,
        "lang": viewer.lang,
        "limit": PAGE + 1,
    }
    rows = _everything().run(conn, values) if topics is None else _newest_of(conn, topics, values)
    page = rows[:PAGE]
    cards = [_card(row[:-1], viewer.lang) for row in page]
    return (
        EncodedPage(
            stories=tuple([card.json for card in cards]),
            liked=frozenset([row[0] for row in page if row[-1]]),
            next=cards[-1].story.pos if len(rows) > PAGE else None,
        ),
        [card.story.text.id for card in cards if card.untranslated],
    )


def _newest_of(conn: sa.Connection, topics: frozenset[str], values: Mapping[str, Any]) -> list[Columns]:
    """The newest stories of these topics, one more than a page."""
    rows: list[Columns] = []
    for asked in _asked(topics):
        rows += _merged(len(asked)).run(conn, {**values, **asked})
    if len(topics) > MOST_MERGED:
        rows.sort(key=lambda row: -row[POS])
    return rows[: PAGE + 1]


@lru_cache(maxsize=MOST_READERS)
def _asked(topics: frozenset[str]) -> list[dict[str, str]]:
    """The same topics in turn, by the names of their places in ``_merged``."""
    ordered = sorted(topics)
    parts = [ordered[start : start + MOST_MERGED] for start in range(0, len(ordered), MOST_MERGED)]
    return [{f"topic{n}": topic for n, topic in enumerate(part)} for part in parts]


def story_view(conn: sa.Connection, viewer: Viewer, story_id: int) -> StoryView:
    """One story that this person may see. Raises ``not_found``."""
    story, liked = _one(conn, story_id, viewer.lang, viewer.person_id)
    if not rules.may_see_story(viewer, story.topic, story.state, story.author.id):
        raise not_found()
    return StoryView(story=story, liked=liked)


def story_in(conn: sa.Connection, story_id: int, lang: str) -> Story:
    """A story as readers of ``lang`` see it. Not for answering a person: it asks for no rights."""
    return _one(conn, story_id, lang, 0)[0]


def scheduled(conn: sa.Connection, viewer: Viewer) -> Scheduled:
    """The stories that wait for their time and that this person may change, the next first."""
    rows = conn.execute(
        _stories(sa.literal(viewer.lang), sa.literal(viewer.person_id))
        .where(stories.c.state == StoryState.SCHEDULED)
        .order_by(stories.c.publish_at)
        .limit(MOST_SCHEDULED)
    )
    mine = [row for row in rows if rules.may_change_story(viewer, row.topic, row.author_id)]
    return Scheduled(stories=tuple(_card(tuple(row[:-1]), viewer.lang).story for row in mine))


def comment_page(conn: sa.Connection, viewer: Viewer, ask: CommentsAsk) -> tuple[CommentPage, list[int]]:
    """One page of a story's comments, and the ids of texts that nobody has begun to translate."""
    story = story_view(conn, viewer, ask.story_id).story
    waiting = sa.true() if viewer.may_post(story.topic) else comments.c.author_id == viewer.person_id
    rows = conn.execute(
        _comments(sa.literal(viewer.lang))
        .where(comments.c.story_id == ask.story_id, comments.c.id < (ask.before or NEWEST))
        .where(
            sa.or_(
                comments.c.state == CommentState.SHOWN,
                sa.and_(comments.c.state == CommentState.WAITING, waiting),
            )
        )
        .order_by(comments.c.id.desc())
        .limit(PAGE + 1)
    ).all()
    page = rows[:PAGE]
    return (
        CommentPage(
            comments=tuple(_comment(row, viewer.lang) for row in reversed(page)),
            next=page[-1].id if len(rows) > PAGE else None,
        ),
        untranslated(page, viewer.lang),
    )


def comment_in(conn: sa.Connection, comment_id: int, lang: str) -> Comment:
    """A comment as readers of ``lang`` see it; without its words once it was removed."""
    row = conn.execute(_comments(sa.literal(lang)).where(comments.c.id == comment_id)).one()
    return _comment(row, lang)


def untranslated(rows: Iterable[Row], lang: str) -> list[int]:
    """Ids of the texts in these rows that a reader of ``lang`` needs and that have no translation yet."""
    return [
        row.text_id for row in rows if row.tr_state is None and text_of_row(row, lang).state != TextState.SAME
    ]


def text_of_row(row: Row, lang: str) -> Text:
    """The words of a story's or a comment's row, for a reader of ``lang``."""
    return text_of(
        id=row.text_id,
        body=row.body,
        lang=row.lang,
        state=row.tr_state,
        shown=row.tr_body,
        engine=row.engine,
        reader=lang,
    )


class Card(NamedTuple):
    """A story as readers of one language see it, and whether nobody began to translate it for them."""

    story: Story
    json: msgspec.Raw
    untranslated: bool


def topic_of(conn: sa.Connection, story_id: int) -> str:
    """Whom a story is for, in whatever state it is. Not for answering a person: it asks for no rights."""
    found = conn.execute(sa.select(stories.c.topic).where(stories.c.id == story_id)).scalar()
    if found is None:
        raise not_found()
    return str(found)


def topic_of_comment(conn: sa.Connection, comment_id: int) -> str:
    """``topic_of`` the story of a comment."""
    story = sa.select(comments.c.story_id).where(comments.c.id == comment_id)
    return topic_of(conn, conn.execute(story).scalar() or 0)


class EncodedPage(FeedPage):
    """A ``FeedPage`` whose stories are JSON already: encoded once for all who read the same."""

    stories: tuple[msgspec.Raw, ...]  # type: ignore[assignment]


class Made:
    """What was last put together of a story for readers of a language, and from which columns."""

    def __init__(self) -> None:
        self.last: tuple[Columns, Card] | None = None


@lru_cache(maxsize=MOST_CARDS)
def _made(story_id: int, lang: str) -> Made:
    return Made()


def _card(columns: Columns, lang: str) -> Card:
    """Put together once for all who read the same: for twenty that took as long as finding them."""
    made = _made(columns[0], lang)
    last = made.last
    if last is None or last[0] != columns:
        # Both in one: other threads read this too.
        last = made.last = columns, _new_card(columns, lang)
    return last[1]


def _new_card(columns: Columns, lang: str) -> Card:
    row = StoryRow._make(columns)
    text = text_of_row(row, lang)
    story = Story(
        id=row.id,
        pos=row.pos or 0,
        topic=row.topic,
        kind=StoryKind(row.kind),
        place=row.class_name or row.pupil_name or "",
        author=Person(id=row.author_id, name=row.author_name, role=Role(row.author_role)),
        at=row.at,
        edited_at=row.edited_at,
        text=text,
        photos=_photos.decode(row.photos),
        likes=row.likes,
        comments=row.comments,
        comments_open=bool(row.comments_open),
        state=StoryState(row.state),
        publish_at=row.publish_at,
    )
    encoded = msgspec.Raw(msgspec.json.encode(story))
    return Card(story, encoded, row.tr_state is None and text.state != TextState.SAME)


def _comment(row: Row, lang: str) -> Comment:
    text = text_of_row(row, lang)
    removed = row.state == CommentState.REMOVED
    if removed:
        text = msgspec.structs.replace(text, body="", shown=None)
    return Comment(
        id=row.id,
        story_id=row.story_id,
        author=Person(id=row.author_id, name=row.author_name, role=Role(row.author_role)),
        at=row.at,
        text=text,
        photos=() if removed else _photos.decode(row.photos),
        state=CommentState(row.state),
    )


def _stories(lang: "sa.ColumnElement[str]", reader: "sa.ColumnElement[int]") -> "sa.Select[Any]":
    """Stories with everything that a card shows."""
    shown = {
        "body": texts.c.body,
        "lang": texts.c.lang,
        "tr_state": translations.c.state,
        "tr_body": translations.c.body,
        "engine": translations.c.engine,
        "author_name": people.c.name,
        "class_name": classes.c.name,
        "pupil_name": pupils.c.name,
    }
    columns = [shown[name].label(name) if name in shown else stories.c[name] for name in StoryRow._fields]
    return (
        sa.select(*columns, likes.c.person_id.label("liked"))
        .join(texts, texts.c.id == stories.c.text_id)
        .join(people, people.c.id == stories.c.author_id)
        .outerjoin(
            translations,
            sa.and_(translations.c.text_id == stories.c.text_id, translations.c.lang == lang),
        )
        .outerjoin(classes, classes.c.id == stories.c.class_id)
        .outerjoin(pupils, pupils.c.id == stories.c.pupil_id)
        .outerjoin(likes, sa.and_(likes.c.story_id == stories.c.id, likes.c.person_id == reader))
    )


def _comments(lang: "sa.ColumnElement[str]") -> "sa.Select[Any]":
    return (
        sa.select(
            comments,
            texts.c.body,
            texts.c.lang,
            translations.c.state.label("tr_state"),
            translations.c.body.label("tr_body"),
            translations.c.engine,
            people.c.name.label("author_name"),
        )
        .join(texts, texts.c.id == comments.c.text_id)
        .join(people, people.c.id == comments.c.author_id)
        .outerjoin(
            translations,
            sa.and_(translations.c.text_id == comments.c.text_id, translations.c.lang == lang),
        )
    )


def _one(conn: sa.Connection, story_id: int, lang: str, reader: int) -> tuple[Story, bool]:
    """A story and whether ``reader`` likes it. Raises ``not_found``."""
    rows = _by_id().run(conn, {"story_id": story_id, "lang": lang, "reader": reader})
    if not rows:
        raise not_found()
    return _card(rows[0][:-1], lang).story, rows[0][-1] is not None


@lru_cache(maxsize=1)
def _by_id() -> Hot:
    return Hot(
        _stories(sa.bindparam("lang", type_=sa.Text), sa.bindparam("reader", type_=sa.BigInteger)).where(
            stories.c.id == sa.bindparam("story_id", type_=sa.BigInteger)
        )
    )


@lru_cache(maxsize=256)
def _merged(topics: int) -> Hot:
    """The newest of so many topics: a range of the index for each, merged.

    One ``topic IN (…) ORDER BY pos`` would sort every story of these topics: fifty times slower at a million.
    """
    newest = [
        sa.select(
            sa.select(stories.c.id, stories.c.pos)
            .where(
                stories.c.topic == sa.bindparam(f"topic{n}", type_=sa.Text),
                stories.c.pos < sa.bindparam("before", type_=sa.BigInteger),
            )
            .order_by(stories.c.pos.desc())
            .limit(sa.bindparam("limit", type_=sa.Integer))
            .subquery(f"t{n}")
        )
        for n in range(topics)
    ]
    return _page_of(sa.union_all(*newest).subquery("u"))


@lru_cache(maxsize=1)
def _everything() -> Hot:
    return _page_of(
        sa.select(stories.c.id, stories.c.pos)
        .where(stories.c.pos < sa.bindparam("before", type_=sa.BigInteger))
        .subquery("u")
    )


def _page_of(candidates: "sa.Subquery") -> Hot:
    page = (
        sa.select(candidates.c.id, candidates.c.pos)
        .order_by(candidates.c.pos.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer))
        .subquery("page")
    )
    return Hot(
        _stories(sa.bindparam("lang", type_=sa.Text), sa.bindparam("reader", type_=sa.BigInteger))
        .join(page, page.c.id == stories.c.id)
        .order_by(page.c.pos.desc())
    )
