"""What people do with stories and comments: each one commit of rows, audit, event and jobs."""

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core import audit, jobs
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Side, Viewer
from server.core.words import tidy
from server.guidance.actions import look_over
from server.media.actions import attach, retopic
from server.notifications.actions import notify
from server.stories import rules
from server.stories.tables import comments, likes, stories, story_revisions
from server.translation.actions import move_text, take_back, write_text
from server.translation.tables import texts
from wire.base import Role
from wire.notifications import NoticeKind
from wire.stories import (
    CommentState,
    DecideComment,
    EditStory,
    LikeStory,
    NewComment,
    NewStory,
    StoryState,
)

PUBLISH = "publish_story"
LONGEST_WAIT = 370 * 86_400_000
"""How far ahead a story may be scheduled, in ms."""


def post_story(tx: Tx, viewer: Viewer, ask: NewStory) -> int:
    """Posts a story now or schedules it; returns its id (spec 3.3)."""
    if not viewer.may_post(ask.topic):
        raise Refused("not_allowed") if viewer.may_read(ask.topic) else not_found()
    body = tidy(ask.body, photos=len(ask.photos))
    _check_time(tx, ask.publish_at)
    # Until it is live nobody but its team may know of it, not even through a translation.
    topic = f"team:{ask.topic}" if ask.publish_at else ask.topic
    text_id = _write_words(tx, viewer, topic, body, ask.lang)
    story_id = _insert(tx, stories, _new_story(tx, viewer, ask, text_id))
    _look_over(tx, viewer, text_id, body, "staff", f"story:{story_id}", ask.lang)
    photos = attach(tx, viewer, ask.photos, topic, f"story:{story_id}")
    _set(tx, story_id, photos=msgspec.json.encode(photos).decode())
    audit.record(tx, viewer.person_id, "stories:story:post", f"story:{story_id}", topic=ask.topic)
    if ask.publish_at is None:
        _go_live(tx, story_id, ask.topic, viewer.person_id)
    else:
        _publish_later(tx, story_id, ask.publish_at)
    return story_id


def publish_due(tx: Tx, story_id: int) -> None:
    """Puts a scheduled story into the feed, if it is still scheduled and its time has come."""
    story = _story(tx, story_id)
    if story.state == StoryState.SCHEDULED and story.publish_at <= tx.now:
        _publish(tx, story)


def edit_story(tx: Tx, viewer: Viewer, ask: EditStory) -> None:
    """Gives a story new words, and one that waits another time; the earlier words stay on record."""
    story = _changeable(tx, viewer, ask.story_id)
    live = story.state == StoryState.LIVE
    if live and ask.publish_at is not None:
        raise Refused("already_live", 409)
    body = tidy(ask.body, photos=len(msgspec.json.decode(story.photos)))
    change: dict[str, object] = {"comments_open": ask.comments_open}
    if not ask.now and ask.publish_at not in (None, story.publish_at):
        _check_time(tx, ask.publish_at)
        change["publish_at"] = ask.publish_at
        _publish_later(tx, ask.story_id, ask.publish_at or 0)
    change |= _new_words(tx, viewer, story, body)
    _set(tx, ask.story_id, **change)
    audit.record(tx, viewer.person_id, "stories:story:edit", f"story:{ask.story_id}")
    if ask.now and not live:
        audit.record(tx, viewer.person_id, "stories:story:publish", f"story:{ask.story_id}")
        _publish(tx, _story(tx, ask.story_id))
    else:
        tell(tx, _topic_now(story), "story_changed", {"story_id": ask.story_id})


def withdraw_story(tx: Tx, viewer: Viewer, story_id: int) -> None:
    """Takes a story back: it leaves every screen and stays on record."""
    story = _changeable(tx, viewer, story_id)
    _set(tx, story_id, state=StoryState.WITHDRAWN, pos=None)
    said = tx.conn.execute(sa.select(comments).where(comments.c.story_id == story_id)).all()
    take_back(tx, [story.text_id, *(comment.text_id for comment in said)], f"team:{story.topic}")
    for used_by in (f"story:{story_id}", *(f"comment:{comment.id}" for comment in said)):
        retopic(tx, used_by, f"team:{story.topic}")
    audit.record(tx, viewer.person_id, "stories:story:withdraw", f"story:{story_id}")
    tell(tx, _topic_now(story), "story_withdrawn", {"story_id": story_id})


def like_story(tx: Tx, viewer: Viewer, ask: LikeStory) -> None:
    """Likes a story or takes the like back; doing it twice changes nothing."""
    story = _readable(tx, viewer, ask.story_id)
    mine = {"story_id": ask.story_id, "person_id": viewer.person_id}
    if ask.on:
        dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
        change = dialect.insert(likes).values(**mine, at=tx.now).on_conflict_do_nothing()
    else:
        change = likes.delete().filter_by(**mine)
    if tx.conn.execute(change.returning(likes.c.story_id)).first():
        step = 1 if ask.on else -1
        _set(tx, ask.story_id, likes=stories.c.likes + step)
        tell(tx, story.topic, "story_liked", {"story_id": ask.story_id})
        tell(tx, f"person:{viewer.person_id}", "my_like", {"story_id": ask.story_id, "liked": int(ask.on)})


def post_comment(tx: Tx, viewer: Viewer, ask: NewComment) -> int:
    """Answers a story; a family's own pictures wait for the class team. Returns the comment's id (spec 3.4)."""
    story = _readable(tx, viewer, ask.story_id)
    if not story.comments_open:
        raise Refused("comments_closed", 409)
    body = tidy(ask.body, photos=len(ask.photos))
    state = rules.comment_state(viewer, story.topic, len(ask.photos))
    topic = story.topic if state == CommentState.SHOWN else f"team:{story.topic}"
    text_id, role = _write_words(tx, viewer, topic, body, ask.lang), viewer.role_on(story.topic)
    comment_id = _insert(
        tx,
        comments,
        {
            "story_id": ask.story_id,
            "author_id": viewer.person_id,
            "author_role": role,
            "at": tx.now,
            "text_id": text_id,
            "photos": "[]",
            "state": state,
        },
    )
    side: Side = "family" if role is Role.PARENT else "staff"
    _look_over(tx, viewer, text_id, body, side, f"comment:{comment_id}", ask.lang)
    photos = attach(tx, viewer, ask.photos, topic, f"comment:{comment_id}")
    _set_comment(tx, comment_id, photos=msgspec.json.encode(photos).decode())
    audit.record(tx, viewer.person_id, "stories:comment:post", f"comment:{comment_id}", state=state)
    if state == CommentState.SHOWN:
        _count(tx, ask.story_id, 1)
    _tell_comment(tx, "comment_posted", story.topic, comment_id, viewer.person_id, state)
    notify(tx, NoticeKind.COMMENT, topic, {"comment_id": comment_id}, author_id=viewer.person_id)
    return comment_id


def decide_comment(tx: Tx, viewer: Viewer, ask: DecideComment) -> None:
    """The class team lets a waiting comment through, or not."""
    comment = _comment(tx, viewer, ask.comment_id)
    if not viewer.may_post(comment.topic):
        raise Refused("not_allowed")
    if comment.state != CommentState.WAITING:
        return
    state = CommentState.SHOWN if ask.show else CommentState.REMOVED
    _set_comment(tx, ask.comment_id, state=state)
    audit.record(tx, viewer.person_id, "stories:comment:decide", f"comment:{ask.comment_id}", state=state)
    if ask.show:
        move_text(tx, comment.text_id, comment.topic)
        retopic(tx, f"comment:{ask.comment_id}", comment.topic)
        _count(tx, comment.story_id, 1)
        news = {"comment_id": ask.comment_id}
        notify(tx, NoticeKind.COMMENT, comment.topic, news, author_id=comment.author_id)
    kind = "comment_posted" if ask.show else "comment_changed"
    _tell_comment(tx, kind, comment.topic, ask.comment_id, comment.author_id, state, was=comment.state)


def remove_comment(tx: Tx, viewer: Viewer, comment_id: int) -> None:
    """Takes a comment off every screen; its words stay on record."""
    comment = _comment(tx, viewer, comment_id)
    if not rules.may_remove_comment(viewer, comment.topic, comment.author_id):
        raise Refused("not_allowed")
    _set_comment(tx, comment_id, state=CommentState.REMOVED)
    take_back(tx, [comment.text_id], f"team:{comment.topic}")
    retopic(tx, f"comment:{comment_id}", f"team:{comment.topic}")
    audit.record(tx, viewer.person_id, "stories:comment:remove", f"comment:{comment_id}")
    if comment.state == CommentState.SHOWN:
        _count(tx, comment.story_id, -1)
    _tell_comment(
        tx,
        "comment_changed",
        comment.topic,
        comment_id,
        comment.author_id,
        CommentState.REMOVED,
        was=comment.state,
    )


def _new_story(tx: Tx, viewer: Viewer, ask: NewStory, text_id: int) -> dict[str, object]:
    place, _, number = ask.topic.partition(":")
    return {
        "topic": ask.topic,
        "kind": rules.kind_of(ask.topic),
        "class_id": int(number) if place == "class" else None,
        "pupil_id": int(number) if place == "pupil" else None,
        "author_id": viewer.person_id,
        "author_role": viewer.role_on(ask.topic),
        "at": tx.now,
        "text_id": text_id,
        "photos": "[]",
        "comments_open": ask.comments_open,
        "state": StoryState.SCHEDULED,
        "publish_at": ask.publish_at,
    }


def _new_words(tx: Tx, viewer: Viewer, story: "sa.Row[tuple[object, ...]]", body: str) -> dict[str, object]:
    """What changes in a story's row if its words do; keeps the words until now."""
    before = tx.conn.execute(sa.select(texts).where(texts.c.id == story.text_id)).one()
    if before.body == body:
        return {}
    tx.conn.execute(
        story_revisions.insert(),
        {"story_id": story.id, "text_id": story.text_id, "at": tx.now, "person_id": viewer.person_id},
    )
    take_back(tx, [story.text_id], f"team:{story.topic}")
    # What is corrected is as a rule in the language of the words before, whoever corrects it.
    words = write_text(tx, topic=_topic_now(story), body=body, lang=before.lang, author_id=viewer.person_id)
    _look_over(tx, viewer, words, body, "staff", f"story:{story.id}", before.lang)
    change: dict[str, object] = {"text_id": words}
    if story.state == StoryState.LIVE:
        change["edited_at"] = tx.now
    return change


def _write_words(tx: Tx, viewer: Viewer, topic: str, body: str, lang: str | None = None) -> int:
    """``lang``: what the writer said that it is in, if they said so."""
    return write_text(
        tx,
        topic=topic,
        body=body,
        lang=lang or viewer.lang,
        author_id=viewer.person_id,
        chosen=lang is not None,
    )


def _publish(tx: Tx, story: "sa.Row[tuple[object, ...]]") -> None:
    """Puts a story that waited into the feed."""
    move_text(tx, story.text_id, story.topic)
    retopic(tx, f"story:{story.id}", story.topic)
    _set(tx, story.id, at=tx.now)
    _go_live(tx, story.id, story.topic, story.author_id)


def _look_over(
    tx: Tx, viewer: Viewer, text_id: int, body: str, side: Side, about: str, lang: str | None = None
) -> None:
    look_over(
        tx,
        text_id=text_id,
        body=body,
        lang=lang or viewer.lang,
        author_id=viewer.person_id,
        side=side,
        about=about,
    )


def _go_live(tx: Tx, story_id: int, topic: str, author_id: int) -> None:
    number = tell(tx, topic, "story_posted", {"story_id": story_id})
    _set(tx, story_id, state=StoryState.LIVE, pos=number, publish_at=None)
    notify(tx, NoticeKind.STORY, topic, {"story_id": story_id}, author_id=author_id)


def _publish_later(tx: Tx, story_id: int, at: int) -> None:
    jobs.enqueue(tx, PUBLISH, {"story_id": story_id}, due=at)


def _check_time(tx: Tx, publish_at: int | None) -> None:
    if publish_at is not None and not tx.now < publish_at < tx.now + LONGEST_WAIT:
        raise Refused("in_the_past" if publish_at <= tx.now else "too_far_ahead", 422)


def _topic_now(story: "sa.Row[tuple[object, ...]]") -> str:
    return story.topic if story.state == StoryState.LIVE else f"team:{story.topic}"


def _tell_comment(
    tx: Tx, kind: str, topic: str, comment_id: int, author_id: int, state: str, was: str = ""
) -> None:
    ref = {"comment_id": comment_id}
    if CommentState.SHOWN in (state, was):
        tell(tx, topic, kind, ref)
    else:
        tell(tx, f"team:{topic}", kind, ref)
        tell(tx, f"person:{author_id}", kind, ref)


def _story(tx: Tx, story_id: int) -> "sa.Row[tuple[object, ...]]":
    # Until the commit nobody else changes it: two servers may be asked for different things at once.
    story = tx.conn.execute(sa.select(stories).where(stories.c.id == story_id).with_for_update()).first()
    if story is None:
        raise not_found()
    return story


def _readable(tx: Tx, viewer: Viewer, story_id: int) -> "sa.Row[tuple[object, ...]]":
    story = _story(tx, story_id)
    if story.state != StoryState.LIVE or not viewer.may_read(story.topic):
        raise not_found()
    return story


def _changeable(tx: Tx, viewer: Viewer, story_id: int) -> "sa.Row[tuple[object, ...]]":
    story = _story(tx, story_id)
    if not rules.may_change_story(viewer, story.topic, story.author_id):
        raise Refused("not_allowed") if viewer.may_read(story.topic) else not_found()
    if story.state == StoryState.WITHDRAWN:
        raise Refused("withdrawn", 409)
    return story


def _comment(tx: Tx, viewer: Viewer, comment_id: int) -> "sa.Row[tuple[object, ...]]":
    comment = tx.conn.execute(
        sa.select(comments, stories.c.topic)
        .join(stories, stories.c.id == comments.c.story_id)
        .where(comments.c.id == comment_id, stories.c.state == StoryState.LIVE)
        .with_for_update()
    ).first()
    if comment is None or not rules.may_see_comment(viewer, comment.topic, comment.state, comment.author_id):
        raise not_found()
    return comment


def _count(tx: Tx, story_id: int, step: int) -> None:
    _set(tx, story_id, comments=stories.c.comments + step)


def _insert(tx: Tx, table: sa.Table, row: dict[str, object]) -> int:
    key = tx.conn.execute(table.insert(), row).inserted_primary_key
    return int(key[0]) if key else 0


def _set(tx: Tx, story_id: int, **change: object) -> None:
    tx.conn.execute(stories.update().where(stories.c.id == story_id).values(**change))


def _set_comment(tx: Tx, comment_id: int, **change: object) -> None:
    tx.conn.execute(comments.update().where(comments.c.id == comment_id).values(**change))
