"""What the tests of the notifications do again and again."""

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.core.db import Tx
from server.notifications.tables import mails, notices
from tests.cast import Who
from tests.edges import HOUR, MINUTE
from tests.school import School
from wire.base import Nothing
from wire.notifications import (
    CHOOSE_NOTIFICATIONS,
    GET_NOTIFICATIONS,
    How,
    NoticeChoices,
    NoticeKind,
    Notifications,
)
from wire.stories import POST_COMMENT, POST_STORY, Comment, NewComment, NewStory, Story

TO_FIVE = 8 * HOUR
"""From nine in the morning, where the clock stands, to the usual time of the digest."""
ALL_AT_ONCE = dict.fromkeys(NoticeKind, How.AT_ONCE)


async def post(school: School, who: Who, topic: str, body: str = "We sowed beans.", **more: object) -> Story:
    """A new story."""
    story = await school.ask(who, POST_STORY, NewStory(topic=topic, body=body, **more))  # type: ignore[arg-type]
    assert isinstance(story, Story)
    return story


async def comment(school: School, who: Who, story: Story, body: str = "Lovely.") -> Comment:
    """A comment under a story."""
    said = await school.ask(who, POST_COMMENT, NewComment(story_id=story.id, body=body))
    assert isinstance(said, Comment)
    return said


async def choose(school: School, who: Who, **change: object) -> NoticeChoices:
    """Somebody chooses something else."""
    now = await school.ask(who, GET_NOTIFICATIONS, Nothing())
    assert isinstance(now, Notifications)
    chosen = await school.ask(who, CHOOSE_NOTIFICATIONS, msgspec.structs.replace(now.choices, **change))
    assert isinstance(chosen, Notifications)
    return chosen.choices


def wait(school: School, ms: int = 2 * MINUTE) -> None:
    """Time goes by, and what is due by then is done."""
    school.do_jobs()
    school.clock.forward(ms)
    school.do_jobs()


def states(school: School, who: Who) -> list[str]:
    """How what is new for somebody stands."""
    rows = sa.select(notices.c.state).where(notices.c.person_id == who.id).order_by(notices.c.id)
    return list(school.context.db.read(lambda conn: conn.execute(rows).scalars().all()))


def mail_states(school: School) -> list[tuple[str, int, int]]:
    """State, tries and code of every e-mail."""
    rows = sa.select(mails.c.state, mails.c.tries, mails.c.code).order_by(mails.c.id)
    return [tuple(row) for row in school.context.db.read(lambda conn: conn.execute(rows).all())]


def change_person(school: School, who: Who, **change: object) -> None:
    """The office writes something else into somebody's record."""

    def write(tx: Tx) -> None:
        tx.conn.execute(people.update().where(people.c.id == who.id).values(**change))

    school.context.db.write(write)
