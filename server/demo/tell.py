"""Lets the people of the demo school post, comment, write and give points, each at their moment in three weeks."""

import random
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from server.accounts.actions import sign_out
from server.core.db import Tx
from server.core.viewer import Viewer
from server.demo.class_stories import CLASS_STORIES
from server.demo.enrol import Roll
from server.demo.forms import TranslateNow, form_acts
from server.demo.library import Leaflets, library_acts
from server.demo.occasions import occasion_acts
from server.demo.people import SCHOOL
from server.demo.points import point_acts
from server.demo.school_stories import SCHOOL_STORIES
from server.demo.stories import Act, Said, Told, moment, words_of
from server.demo.tell_talks import talk_acts
from server.media.actions import add_picture
from server.media.store import Stored
from server.stories.actions import like_story, post_comment, post_story
from wire.stories import LikeStory, NewComment, NewStory

STORIES: Final = CLASS_STORIES + SCHOOL_STORIES
MINUTE: Final = 60_000


class _Telling:
    """One telling of all stories: where each one's id is kept once it is posted."""

    def __init__(self, tx: Tx, roll: Roll, pictures: Mapping[str, list[Stored]]) -> None:
        self.tx = tx
        self.now = tx.now
        self.roll = roll
        self.pictures = {name: iter(stored) for name, stored in pictures.items()}
        self.ids: dict[Told, int] = {}

    def acts(self, told: Told) -> Iterator[Act]:
        """The story and what follows from it."""
        at = moment(told, self.now, SCHOOL.time_zone)
        yield Act(min(at, self.now), partial(self.post, told, at))
        for n, said in enumerate(told.comments, 1):
            yield Act(
                self._after(at, said.after, n / (len(told.comments) + 1)), partial(self.comment, told, said)
            )
        for n, liker in enumerate(self._likers(told), 1):
            yield Act(self._after(at, 7 + n * 19, n / (told.likes + 1)), partial(self.like, told, liker))

    def post(self, told: Told, at: int) -> None:
        """Posts a story, or leaves it to wait for its time."""
        author = self.roll.viewers[told.by]
        photos = [add_picture(self.tx, author.person_id, next(self.pictures[name])) for name in told.pictures]
        ask = NewStory(
            topic=self.roll.topics[told.to],
            body=words_of(told, self.now, SCHOOL.time_zone),
            lang="en",
            photos=tuple(photo.id for photo in photos),
            comments_open=told.comments_open,
            publish_at=at if at > self.now else None,
        )
        self.ids[told] = post_story(self.tx, author, ask)

    def comment(self, told: Told, said: Said) -> None:
        """Answers a story."""
        ask = NewComment(story_id=self.ids[told], body=said.words, lang=said.lang)
        post_comment(self.tx, self.roll.viewers[said.by], ask)

    def like(self, told: Told, liker: Viewer) -> None:
        """Likes a story."""
        like_story(self.tx, liker, LikeStory(story_id=self.ids[told], on=True))

    def _after(self, at: int, minutes: int, part: float) -> int:
        """So many minutes after a story; for one of just now, at that part of the time since."""
        later = at + minutes * MINUTE
        return later if later < self.now else round(at + (self.now - at) * part)

    def _likers(self, told: Told) -> list[Viewer]:
        topic = self.roll.topics[told.to]
        readers = [v for name, v in self.roll.viewers.items() if name != told.by and v.may_read(topic)]
        chance = random.Random(told.words)  # noqa: S311 - the same people each time
        return chance.sample(readers, min(told.likes, len(readers)))


def tell_stories(
    tx: Tx, roll: Roll, pictures: Mapping[str, list[Stored]], leaflets: Leaflets, translate: TranslateNow
) -> None:
    """Does all that happened in the order in which it happened, then signs everybody out.

    ``translate``: before somebody signs a form it stands there in their language.
    """
    telling = _Telling(tx, roll, pictures)
    acts = [
        *(act for told in STORIES for act in telling.acts(told)),
        *talk_acts(tx, roll),
        *point_acts(tx, roll),
        *occasion_acts(tx, roll),
        *form_acts(tx, roll, translate),
        *library_acts(tx, roll, leaflets, pictures),
    ]
    for act in sorted(acts, key=lambda act: act.at):
        tx.now = act.at
        act.do()
    tx.now = telling.now
    for viewer in roll.viewers.values():
        sign_out(tx, viewer)
